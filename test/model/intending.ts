// Commands about intentions: open and directed pledges, the measure, the standing yes.
import fc from 'fast-check';
import { givePart } from '../../src/domain/commitments/give-part.ts';
import { changeDirected, pledgeTo } from '../../src/domain/pledges/directed.ts';
import {
  pausePledge,
  resumePledge,
  setCeiling,
  setOpenPledge,
  withdrawPledge,
} from '../../src/domain/pledges/pledges.ts';
import { endStandingYes, setStandingYes } from '../../src/domain/pledges/standing-yes.ts';
import { setScope } from '../../src/domain/pledges/wishes.ts';
import { AMOUNT, at, command, WHO } from './command.ts';
import { isOpen, promise, trim, withdrawWaiting } from './effects.ts';
import { nextMidnight, type Pledge, reasons, type Town } from './town.ts';

const PLEDGES_A_DAY = 20;

const isBusy = (town: Town, giver: string): boolean =>
  town.isBusyToday(town.member(giver).pledgeChanges, PLEDGES_A_DAY);

const mine = (town: Town, giver: string): Pledge[] => [...town.pledges.values()].filter((one) => one.giver === giver);

/** Raised: from the next day on. Lowered: at once, and what is only intended is trimmed. */
function setMeasure(town: Town, giver: string, amount: number): void {
  const member = town.member(giver);
  if (member.ceiling !== null && amount > member.ceiling) {
    member.next = { amount, at: nextMidnight(town.now) };
    return;
  }
  Object.assign(member, { ceiling: amount, next: null });
  for (const one of mine(town, giver)) if (one.state !== 'WITHDRAWN' && one.amount > amount) one.amount = amount;
  trim(town.waitingOf(giver), town.used(giver) - amount);
}

/** The first ceiling equals the first pledge; a larger pledge raises it from the next day on. */
function follow(town: Town, giver: string, amount: number): void {
  const member = town.member(giver);
  if (member.ceiling === null) member.ceiling = amount;
  else if (amount > member.ceiling) setMeasure(town, giver, amount);
}

function trimTo(town: Town, pledge: Pledge, amount: number): void {
  const waiting = town.waitingOf(pledge.giver).filter((one) => one.pledge === pledge.id);
  trim(waiting, waiting.reduce((sum, one) => sum + (one.chosen ?? one.amount), 0) - amount);
}

const born = (id: unknown, giver: string, amount: number) => ({
  id: String(id),
  giver,
  amount,
  isMonthly: true,
  form: 'MONEY' as const,
  state: 'ACTIVE' as const,
  why: null,
  scope: 'NETWORK' as const,
  chosen: new Set<string>(),
});

export const pledge = command({
  kind: 'pledge',
  weight: 5,
  fields: { who: WHO, amount: AMOUNT, only: fc.option(WHO, { freq: 5 }) },
  plan: (town, { who, amount, only }) => {
    const giver = at(town.people, who);
    const scope = only === null ? 'NETWORK' : 'CHOSEN';
    const chosen = only === null ? [] : [at(town.people, only)];
    const known = chosen.filter((id) => town.areContacts(giver, id) && town.isHere(id));
    return {
      actor: giver,
      isSilent: true,
      run: (tx) => setOpenPledge(tx, giver, { amount: BigInt(amount), scope, chosen }),
      refusals: reasons(isBusy(town, giver) && 'too-many-today', only !== null && known.length === 0 && 'nothing-left'),
      effect: (id) => {
        const member = town.member(giver);
        member.pledgeChanges.push(town.now);
        member.isPaused = false;
        follow(town, giver, amount);
        const earlier = town.openPledge(giver);
        if (earlier) {
          Object.assign(earlier, { amount, scope, state: 'ACTIVE', why: null, chosen: new Set(known) });
          trimTo(town, earlier, amount);
          return;
        }
        const one: Pledge = { ...born(id, giver, amount), kind: 'OPEN', request: null, scope, chosen: new Set(known) };
        town.pledges.set(one.id, one);
      },
    };
  },
});

export const only = command({
  kind: 'only',
  weight: 1,
  fields: { who: WHO, whom: WHO, stranger: fc.nat(40) },
  plan: (town, { who, whom, stranger }) => {
    const one = town.openPledge(at(town.people, who));
    if (!one) return null;
    const actor = town.actor(one.giver, stranger);
    const other = at(town.people, whom);
    return {
      actor,
      isBlind: actor !== one.giver,
      isSilent: true,
      run: (tx) => setScope(tx, actor, one.id, 'CHOSEN', [other]),
      refusals: reasons(
        isBusy(town, one.giver) && 'too-many-today',
        !(town.areContacts(one.giver, other) && town.isHere(other)) && 'nothing-left',
      ),
      effect: () => {
        town.member(one.giver).pledgeChanges.push(town.now);
        Object.assign(one, { scope: 'CHOSEN', chosen: new Set([other]) });
        withdrawWaiting(town, (row) => row.pledge === one.id && town.requests.get(row.request)!.owner !== other);
      },
    };
  },
});

export const measure = command({
  kind: 'measure',
  weight: 2,
  fields: { who: WHO, amount: AMOUNT },
  plan: (town, { who, amount }) => {
    const giver = at(town.people, who);
    return {
      actor: giver,
      isSilent: true,
      run: (tx) => setCeiling(tx, giver, BigInt(amount)),
      refusals: [],
      effect: () => setMeasure(town, giver, amount),
    };
  },
});

export const direct = command({
  kind: 'direct',
  weight: 4,
  fields: { who: WHO, which: fc.nat(20), amount: AMOUNT, once: fc.boolean(), service: fc.nat(4) },
  plan: (town, { who, which, amount, once, service }) => {
    const request = at([...town.requests.values()], which);
    if (!request) return null;
    const giver = at(town.people, who);
    const form = service === 0 ? 'SERVICE' : 'MONEY';
    const input = { requestId: request.id, monthly: !once, amount: BigInt(amount), form } as const;
    return {
      actor: giver,
      isBlind: !town.sees(giver, request),
      run: (tx) => pledgeTo(tx, giver, { ...input, description: form === 'MONEY' ? null : 'firewood' }),
      refusals: reasons(
        giver === request.owner && 'own-request',
        request.kind === 'EMERGENCY' && 'emergency-at-once',
        request.state !== 'ACTIVE' && 'stale',
        isBusy(town, giver) && 'too-many-today',
      ),
      effect: (id) => {
        town.member(giver).pledgeChanges.push(town.now);
        town.member(giver).isPaused = false;
        follow(town, giver, amount);
        const earlier = town.pledges.get(String(id));
        if (earlier) {
          Object.assign(earlier, { amount, state: 'ACTIVE', why: null });
          trimTo(town, earlier, amount);
          return;
        }
        const one: Pledge = {
          ...born(id, giver, amount),
          kind: 'DIRECTED',
          request: request.id,
          isMonthly: !once,
          form,
        };
        town.pledges.set(one.id, one);
      },
    };
  },
});

export const pledgeStep = command({
  kind: 'pledge-step',
  weight: 4,
  fields: {
    which: fc.nat(20),
    stranger: fc.nat(40),
    step: fc.constantFrom('pause', 'resume', 'withdraw', 'change', 'part', 'part'),
    amount: AMOUNT,
  },
  plan: (town, { which, stranger, step, amount }) => {
    const one = at([...town.pledges.values()], which);
    if (!one) return null;
    const actor = town.actor(one.giver, stranger);
    const { id, giver } = one;
    const request = one.request === null ? null : town.requests.get(one.request)!;
    const isBlind = actor !== giver;
    if (step === 'part') return part(town, one, actor);
    if (step === 'change')
      return {
        actor,
        isBlind: isBlind || request === null,
        isSilent: true,
        run: (tx) => changeDirected(tx, actor, id, BigInt(amount)),
        refusals: reasons(one.state === 'WITHDRAWN' && 'stale', isBusy(town, giver) && 'too-many-today'),
        effect: () => {
          town.member(giver).pledgeChanges.push(town.now);
          follow(town, giver, amount);
          one.amount = amount;
          trimTo(town, one, amount);
        },
      };
    const told = { actor, isBlind, isSilent: true };
    if (step === 'pause')
      return {
        ...told,
        run: (tx) => pausePledge(tx, actor, id),
        refusals: reasons(one.state !== 'ACTIVE' && 'stale'),
        effect: () => Object.assign(one, { state: 'PAUSED', why: 'OWNER' }),
      };
    if (step === 'withdraw')
      return {
        ...told,
        run: (tx) => withdrawPledge(tx, actor, id),
        refusals: reasons(one.state === 'WITHDRAWN' && 'stale'),
        effect: () => {
          Object.assign(one, { state: 'WITHDRAWN', why: null });
          withdrawWaiting(town, (row) => row.pledge === id);
        },
      };
    return {
      ...told,
      run: (tx) => resumePledge(tx, actor, id),
      refusals: reasons(one.state !== 'PAUSED' && 'stale', request && !town.sees(giver, request) && 'not-found'),
      effect: () => {
        Object.assign(one, { state: 'ACTIVE', why: null });
        town.member(giver).isPaused = false;
      },
    };
  },
});

/** This month's part of a directed pledge, at once; only one a month. */
function part(town: Town, one: Pledge, actor: string) {
  const { giver } = one;
  const request = one.request === null ? null : town.requests.get(one.request)!;
  const isGiven = town.promises.some(
    (row) =>
      row.month === town.month.id &&
      (isOpen(row) || row.state === 'CONFIRMED') &&
      (row.pledge === one.id || (row.proposal !== null && town.proposals.get(row.proposal)!.pledge === one.id)),
  );
  const missing = request === null ? 0 : town.missing(request);
  const room = town.room(giver, (row) => row.request === one.request);
  const amount = Math.min(one.amount, missing, room ?? one.amount);
  return {
    actor,
    isBlind: actor !== giver || request === null,
    run: (tx: Parameters<typeof givePart>[0]) => givePart(tx, actor, one.id),
    refusals: reasons(
      (one.state !== 'ACTIVE' || isGiven) && 'stale',
      request !== null && !town.sees(giver, request) && 'not-found',
      missing === 0 && 'covered',
      room === 0 && 'above-ceiling',
    ),
    effect: (result: unknown) => {
      const { promiseId, amount: given } = result as { promiseId: string; amount: bigint };
      if (given !== BigInt(amount)) throw new Error(`gave ${given}, the reference says ${amount}`);
      for (const row of town.waitingOf(giver)) if (row.request === one.request) row.state = 'DECLINED';
      const origin = 'HELP_NOW';
      promise(town, { id: promiseId, giver, request: one.request!, amount, origin, form: one.form, pledge: one.id });
      if (!one.isMonthly) Object.assign(one, { state: 'WITHDRAWN', why: null });
    },
  };
}

export const standingYes = command({
  kind: 'standing-yes',
  weight: 2,
  fields: { who: WHO, monthly: AMOUNT, perPerson: AMOUNT, ends: fc.nat(3) },
  plan: (town, { who, monthly, perPerson, ends }) => {
    const member = town.member(at(town.people, who));
    if (ends === 0)
      return {
        actor: member.id,
        isSilent: true,
        run: (tx) => endStandingYes(tx, member.id),
        refusals: reasons(member.standing === null && 'stale'),
        effect: () => {
          member.standing = null;
        },
      };
    const input = { monthly: BigInt(monthly), perPerson: BigInt(perPerson), helpedEarlier: true, people: town.people };
    return {
      actor: member.id,
      isSilent: true,
      run: (tx) => setStandingYes(tx, member.id, input),
      refusals: reasons(perPerson > monthly && 'amount-invalid'),
      effect: () => {
        member.standing = { monthly, perPerson };
      },
    };
  },
});
