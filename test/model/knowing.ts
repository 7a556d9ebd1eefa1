// Commands about who knows whom: words for a request, contacts, blocks, links, leaving.
import fc from 'fast-check';
import { leave, stay } from '../../src/domain/members/leaving.ts';
import { block, breakContact, unblock, wantBack } from '../../src/domain/network/blocks.ts';
import { acceptInvite, joinLink } from '../../src/domain/network/invites.ts';
import { recommend, withdrawRecommendation } from '../../src/domain/network/recommendations.ts';
import { at, command, WHO } from './command.ts';
import { loseSight, regainSight, withdrawWaiting } from './effects.ts';
import { pairOf, reasons, type Town } from './town.ts';

export const word = command({
  kind: 'word',
  weight: 6,
  fields: { who: WHO, which: fc.nat(20), back: fc.nat(3) },
  plan: (town, { who, which, back }) => {
    const request = at([...town.requests.values()], which);
    if (!request) return null;
    const actor = at(town.people, who);
    const key = `${request.id} ${actor}`;
    const given = town.words.get(key);
    if (back === 0)
      return {
        actor,
        isBlind: given === undefined,
        isSilent: true,
        run: (tx) => withdrawRecommendation(tx, actor, request.id),
        refusals: reasons(given === null && 'stale'),
        effect: () => {
          town.words.set(key, null);
          loseSight(town);
        },
      };
    return {
      actor,
      isBlind: !town.sees(actor, request),
      run: (tx) => recommend(tx, actor, request.id, 'NEIGHBOUR'),
      refusals: reasons(actor === request.owner && 'own-request'),
      effect: () => {
        if (given !== undefined && given !== null && given >= request.wordsSince) return;
        town.words.set(key, town.now);
        regainSight(town);
      },
    };
  },
});

/** Wanting it back counts for oneself; both make it whole. */
function want(town: Town, actor: string, other: string): void {
  const bond = town.bonds.get(pairOf(actor, other));
  if (!bond) town.bonds.set(pairOf(actor, other), { brokenBy: null, wanted: new Set() });
  else if (bond.brokenBy !== null) {
    bond.wanted.add(actor);
    if (bond.wanted.size < 2) return;
    bond.brokenBy = null;
    bond.wanted.clear();
  }
}

export const part = command({
  kind: 'part',
  weight: 2,
  fields: { who: WHO, whom: WHO, back: fc.boolean() },
  plan: (town, { who, whom, back }) => {
    const [actor, other] = [at(town.people, who), at(town.people, whom)];
    if (actor === other) return null;
    const bond = town.bonds.get(pairOf(actor, other));
    if (back)
      return {
        actor,
        isBlind: bond?.brokenBy !== actor || town.areBlocked(actor, other),
        run: (tx) => wantBack(tx, actor, other),
        refusals: [],
        effect: () => want(town, actor, other),
      };
    return {
      actor,
      isBlind: !town.areContacts(actor, other),
      isSilent: true,
      run: (tx) => breakContact(tx, actor, other),
      refusals: [],
      effect: () => {
        bond!.brokenBy = actor;
        bond!.wanted.clear();
        loseSight(town);
      },
    };
  },
});

/** Givers and askers between whom something waits: it is there that losing sight of each other means most. */
const betweenWhom = (town: Town): [string, string][] =>
  [
    ...[...town.proposals.values()].filter((one) => one.state === 'OFFERED'),
    ...[...town.pledges.values()].filter((one) => one.state === 'ACTIVE'),
  ].flatMap(({ giver, request }) => (request === null ? [] : [[giver, town.requests.get(request)!.owner]]));

export const shutOut = command({
  kind: 'block',
  weight: 3,
  fields: { who: WHO, whom: WHO, back: fc.boolean(), near: fc.nat(8) },
  plan: (town, { who, whom, back, near }) => {
    const waiting = back ? [] : betweenWhom(town);
    const [actor, other] = near < waiting.length ? waiting[near]! : [at(town.people, who), at(town.people, whom)];
    if (actor === other) return null;
    const key = `${actor} ${other}`;
    if (back)
      return {
        actor,
        isBlind: !town.blocks.has(key),
        isSilent: true,
        run: (tx) => unblock(tx, actor, other),
        refusals: [],
        effect: () => {
          town.blocks.delete(key);
          regainSight(town);
        },
      };
    return {
      actor,
      // Who else is known, by a path or a circle, is another test's matter.
      isFree: !(town.areContacts(actor, other) && town.isHere(other)) && !town.blocks.has(key),
      isSilent: true,
      run: (tx) => block(tx, actor, other),
      refusals: [],
      effect: () => {
        town.blocks.add(key);
        loseSight(town);
      },
    };
  },
});

export const link = command({
  kind: 'link',
  weight: 2,
  fields: { who: WHO, whom: WHO },
  plan: (town, { who, whom }) => {
    const [actor, other] = [at(town.people, who), at(town.people, whom)];
    const isDead = !town.isHere(other) || town.areBlocked(actor, other);
    return {
      actor,
      run: async (tx) => acceptInvite(tx, actor, (await joinLink(tx, other)).token),
      refusals: reasons(isDead && 'invite-dead', actor === other && 'own-invite'),
      effect: () => want(town, actor, other),
    };
  },
});

export const leaving = command({
  kind: 'leave',
  weight: 1,
  fields: { who: WHO },
  plan: (town, { who }) => {
    const member = town.member(at(town.people, who));
    return {
      actor: member.id,
      run: (tx) => leave(tx, member.id),
      refusals: [],
      effect: () => {
        member.state = 'LEAVING';
        for (const one of town.promises)
          if (one.state === 'PROMISED' && (one.giver === member.id || one.recipient === member.id))
            one.state = 'RELEASED';
        withdrawWaiting(town, (one) => one.giver === member.id);
        const mine = [...town.requests.values()].filter((one) => one.owner === member.id && one.state !== 'CLOSED');
        withdrawWaiting(town, (one) => mine.some((request) => request.id === one.request));
      },
    };
  },
});

export const staying = command({
  kind: 'stay',
  weight: 1,
  fields: { who: WHO },
  plan: (town, { who }) => {
    const gone = town.people.filter((id) => !town.isHere(id));
    const actor = at(gone, who) ?? at(town.people, who);
    return {
      actor,
      run: (tx) => stay(tx, actor),
      refusals: reasons(town.isHere(actor) && 'stale'),
      effect: () => {
        town.member(actor).state = 'ACTIVE';
      },
    };
  },
});
