// Commands about requests: ask, edit, pause, resume, close, open again, lock.
import fc from 'fast-check';
import { answerUnlock, askUnlock, lockRequests } from '../../src/domain/members/lock.ts';
import { pauseEverything, resumeEverything } from '../../src/domain/members/pausing.ts';
import {
  closeRequest,
  editRequest,
  pauseRequest as pauseReal,
  publishRequest,
  reopenRequest,
  resumeRequest,
} from '../../src/domain/requests/requests.ts';
import { ASK } from '../support/story.ts';
import { AMOUNT, at, command, WHO } from './command.ts';
import {
  activate,
  completeIfMet,
  endRequest,
  loseSight,
  pauseRequest,
  regainSight,
  takeBackIfCovered,
  withdrawWaiting,
} from './effects.ts';
import { DAY, type Request, reasons, type Town } from './town.ts';

const CHANGES_A_DAY = 5;
const REOPEN_DAYS = 60;

const isBusy = (town: Town, owner: string): boolean =>
  town.isBusyToday(town.member(owner).requestChanges, CHANGES_A_DAY);

/** "The amount may at most double between two cycles (the limit follows the member)"; null: nothing limits it. */
function limitOf(town: Town, owner: string): number | null {
  const { doubling } = town.member(owner);
  if (doubling?.month === town.month.id) return 2 * doubling.base;
  const earlier = [...town.requests.values()].filter(
    (one) => one.owner === owner && one.kind === 'MONTHLY' && one.createdAt < town.month.startsAt,
  );
  const last = earlier.at(-1);
  return last ? 2 * last.amount : null;
}

const isTooMuch = (town: Town, owner: string, amount: number): boolean => {
  const limit = limitOf(town, owner);
  return limit !== null && amount > limit;
};

function keepDoubling(town: Town, owner: string, amount: number): void {
  const limit = limitOf(town, owner);
  town.member(owner).doubling = { month: town.month.id, base: limit === null ? amount : Math.floor(limit / 2) };
}

/** An emergency is measured by what it asked for when the month began, or first. */
function emergencyLimit(town: Town, request: Request): number {
  const before = request.amounts.filter((one) => one.at < town.month.startsAt).at(-1);
  return 2 * (before ?? request.amounts[0]!).amount;
}

export const ask = command({
  kind: 'ask',
  weight: 5,
  fields: {
    who: WHO,
    amount: AMOUNT,
    emergency: fc.boolean(),
    days: fc.constantFrom(2, 9, 25),
    reach: fc.constantFrom(1, 2, 3),
  },
  plan: (town, { who, amount, emergency, days, reach }) => {
    const owner = at(town.people, who);
    const active = town.active(owner);
    const kind = emergency ? 'EMERGENCY' : 'MONTHLY';
    const deadline = emergency ? town.now + days * DAY : null;
    const input = { ...ASK, kind, amount: BigInt(amount), reach, dueDay: emergency ? null : 20 } as const;
    return {
      actor: owner,
      run: (tx) => publishRequest(tx, owner, { ...input, deadline: deadline === null ? null : new Date(deadline) }),
      refusals: reasons(
        active && (active.kind === 'EMERGENCY' || !emergency) && 'already-active',
        town.member(owner).isLocked && 'locked',
        isBusy(town, owner) && 'too-many-today',
        !emergency && isTooMuch(town, owner, amount) && 'amount-more-than-double',
      ),
      effect: (id) => {
        town.member(owner).requestChanges.push(town.now);
        if (!emergency) keepDoubling(town, owner, amount);
        const request: Request = {
          id: String(id),
          owner,
          kind,
          state: 'PAUSED',
          why: null,
          amount,
          reach,
          createdAt: town.now,
          deadline,
          closedAt: null,
          wordsSince: town.now,
          amounts: [{ at: town.now, amount }],
        };
        activate(town, request);
        town.requests.set(request.id, request);
      },
    };
  },
});

export const edit = command({
  kind: 'edit',
  weight: 3,
  fields: { which: fc.nat(20), stranger: fc.nat(40), amount: AMOUNT, title: fc.boolean() },
  plan: (town, { which, stranger, amount, title }) => {
    const request = at([...town.requests.values()], which);
    if (!request) return null;
    const actor = town.actor(request.owner, stranger);
    const change = { amount: BigInt(amount), ...(title ? { title: `Need ${town.now}` } : {}) };
    const words = request.amounts.filter((one) => one.at <= request.wordsSince).at(-1)!.amount;
    const isMore =
      request.kind === 'MONTHLY' ? isTooMuch(town, request.owner, amount) : amount > emergencyLimit(town, request);
    return {
      actor,
      isBlind: actor !== request.owner,
      run: (tx) => editRequest(tx, actor, request.id, change),
      refusals: reasons(
        request.state === 'CLOSED' && 'stale',
        request.deadline !== null && request.deadline <= town.now && 'date-out-of-range',
        town.member(request.owner).isLocked && 'locked',
        isBusy(town, request.owner) && 'too-many-today',
        isMore && 'amount-more-than-double',
      ),
      effect: () => {
        town.member(request.owner).requestChanges.push(town.now);
        if (request.kind === 'MONTHLY') keepDoubling(town, request.owner, amount);
        if (title || (amount > request.amount && 2 * amount > 3 * words)) request.wordsSince = town.now;
        request.amount = amount;
        request.amounts.push({ at: town.now, amount });
        takeBackIfCovered(town, request);
        loseSight(town);
        regainSight(town);
        completeIfMet(town, request);
      },
    };
  },
});

export const requestStep = command({
  kind: 'request-step',
  weight: 5,
  fields: { which: fc.nat(20), stranger: fc.nat(40), step: fc.constantFrom('pause', 'resume', 'close', 'reopen') },
  plan: (town, { which, stranger, step }) => {
    const request = at([...town.requests.values()], which);
    if (!request) return null;
    const owner = town.member(request.owner);
    const actor = town.actor(request.owner, stranger);
    const isBlind = actor !== request.owner;
    const { id } = request;
    if (step === 'pause')
      return {
        actor,
        isBlind,
        isSilent: true,
        run: (tx) => pauseReal(tx, actor, id),
        refusals: reasons(request.state !== 'ACTIVE' && 'stale'),
        effect: () => pauseRequest(town, request, 'OWNER'),
      };
    if (step === 'close')
      return {
        actor,
        isBlind,
        run: (tx) => closeRequest(tx, actor, id, null),
        refusals: reasons(request.state === 'CLOSED' && 'stale', owner.isLocked && 'locked'),
        effect: () => endRequest(town, request, false),
      };
    const isReopened = step === 'reopen';
    const isOver = request.deadline !== null && request.deadline <= town.now;
    const isLongAgo = request.closedAt === null || request.closedAt <= town.now - REOPEN_DAYS * DAY;
    const active = town.active(request.owner);
    return {
      actor,
      isBlind,
      run: (tx) => (isReopened ? reopenRequest : resumeRequest)(tx, actor, id),
      refusals: reasons(
        (request.state !== (isReopened ? 'CLOSED' : 'PAUSED') || isOver || (isReopened && isLongAgo)) && 'stale',
        owner.isLocked && 'locked',
        isReopened && isBusy(town, request.owner) && 'too-many-today',
        active && (active.kind === 'EMERGENCY' || request.kind === 'MONTHLY') && 'already-active',
        request.kind === 'MONTHLY' && isTooMuch(town, request.owner, request.amount) && 'amount-more-than-double',
      ),
      effect: () => {
        if (isReopened) owner.requestChanges.push(town.now);
        if (request.kind === 'MONTHLY') keepDoubling(town, request.owner, request.amount);
        activate(town, request);
        if (isReopened) completeIfMet(town, request);
      },
    };
  },
});

export const lock = command({
  kind: 'lock',
  weight: 1,
  fields: { who: WHO },
  plan: (town, { who }) => {
    const member = town.member(at(town.people, who));
    return {
      actor: member.id,
      isSilent: true,
      run: (tx) => lockRequests(tx, member.id),
      refusals: reasons(member.isLocked && 'stale'),
      effect: () => {
        member.isLocked = true;
        withdrawWaiting(town, (one) => {
          const request = town.requests.get(one.request)!;
          return request.owner === member.id && request.state === 'ACTIVE';
        });
      },
    };
  },
});

export const unlock = command({
  kind: 'unlock',
  weight: 2,
  fields: { who: WHO, witness: WHO, says: fc.constantFrom('ask', 'yes', 'no') },
  plan: (town, { who, witness, says }) => {
    const locked = town.people.filter((id) => town.member(id).isLocked);
    const member = town.member(at(locked, who) ?? at(town.people, who));
    const asked = member.unlock;
    if (says === 'ask')
      return {
        actor: member.id,
        run: (tx) => askUnlock(tx, member.id),
        refusals: reasons(
          (!member.isLocked || (asked && !asked.isDoubted)) && 'stale',
          asked?.isDoubted && asked.at + DAY > town.now && 'too-many-today',
        ),
        effect: () => {
          member.unlock = { at: town.now, isDoubted: false };
        },
      };
    const by = at(town.people, witness);
    if (!asked || by === member.id) return null;
    return {
      actor: by,
      isFree: true, // who was asked depends on how long they have known each other; what an answer does is looked at
      run: async (tx) => {
        const { id } = await tx.db.unlockAsk.findUniqueOrThrow({ where: { openSlot: member.id } });
        return answerUnlock(tx, by, id, says === 'yes');
      },
      refusals: [],
      effect: () => {
        if (says === 'no') asked.isDoubted = true;
        else Object.assign(member, { isLocked: false, unlock: null });
      },
    };
  },
});

export const away = command({
  kind: 'away',
  weight: 1,
  fields: { who: WHO, back: fc.boolean() },
  plan: (town, { who, back }) => {
    const member = town.member(at(town.people, who));
    const mine = [...town.requests.values()].filter((one) => one.owner === member.id);
    const pledges = [...town.pledges.values()].filter((one) => one.giver === member.id);
    return {
      actor: member.id,
      isSilent: true,
      run: (tx) => (back ? resumeEverything : pauseEverything)(tx, member.id),
      refusals: reasons(member.isPaused !== back && 'stale'),
      effect: () => {
        member.isPaused = !back;
        if (!back) {
          withdrawWaiting(town, (one) => one.giver === member.id);
          const open = new Set(mine.filter((one) => one.state !== 'CLOSED').map((one) => one.id));
          withdrawWaiting(town, (one) => open.has(one.request));
          for (const one of [...mine, ...pledges])
            if (one.state === 'ACTIVE') Object.assign(one, { state: 'PAUSED', why: 'EVERYTHING' });
          return;
        }
        const held = mine.filter(
          (one) => one.why === 'EVERYTHING' && (one.deadline === null || one.deadline > town.now),
        );
        const request = held.at(-1);
        if (request && !town.active(member.id) && !member.isLocked)
          Object.assign(request, { state: 'ACTIVE', why: null });
        for (const one of pledges) if (one.why === 'EVERYTHING') Object.assign(one, { state: 'ACTIVE', why: null });
      },
    };
  },
});
