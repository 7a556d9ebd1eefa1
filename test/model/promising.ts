// Commands about promises, from the first word to the last.
import fc from 'fast-check';
import {
  acceptCard,
  acceptProposal,
  chooseAmount,
  declineProposal,
  skipCard,
} from '../../src/domain/commitments/accept.ts';
import { helpFromPledge } from '../../src/domain/commitments/from-pledge.ts';
import { helpNow } from '../../src/domain/commitments/promise.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../src/domain/commitments/settle.ts';
import { agreeToMore, leaveWorth } from '../../src/domain/commitments/worth.ts';
import { AMOUNT, at, command, WHO } from './command.ts';
import { completeIfMet, isOpen, promise } from './effects.ts';
import { type Promise_, type Proposal, pairOf, reasons, type Town } from './town.ts';

const STRANGER = fc.nat(40);

export const help = command({
  kind: 'help',
  weight: 9,
  fields: { who: WHO, which: fc.nat(20), amount: AMOUNT, above: fc.boolean(), given: fc.nat(5), service: fc.nat(5) },
  plan: (town, { who, which, amount, above, given, service }) => {
    const request = at([...town.requests.values()], which);
    if (!request) return null;
    const giver = at(town.people, who);
    const isGiven = given === 0;
    const form = service === 0 ? 'SERVICE' : 'MONEY';
    const answered = (one: Proposal) => one.request === request.id;
    const missing = town.missing(request);
    const room = town.room(giver, answered);
    const isAbove = room !== null && amount > room;
    const input = { requestId: request.id, amount: BigInt(amount), form, aboveCeiling: above, given: isGiven } as const;
    return {
      actor: giver,
      isBlind: !town.sees(giver, request),
      run: (tx) => helpNow(tx, giver, { ...input, description: form === 'MONEY' ? null : 'firewood' }),
      refusals: reasons(
        giver === request.owner && 'own-request',
        request.state !== 'ACTIVE' && 'stale',
        !isGiven && missing === 0 && 'covered',
        !isGiven && amount > missing && missing > 0 && 'above-missing',
        isAbove && !isGiven && (request.kind === 'MONTHLY' || !above) && 'above-ceiling',
      ),
      effect: (id) => {
        for (const one of town.waitingOf(giver).filter(answered)) one.state = 'DECLINED';
        if (isAbove)
          town.yeses.push({ giver, request: request.id, month: town.month.id, amount: amount - room, at: town.now });
        const born = { id: String(id), giver, request: request.id, amount, form } as const;
        if (isGiven) promise(town, { ...born, origin: 'ALREADY_GIVEN', state: 'REPORTED', reportedAt: town.now });
        else promise(town, { ...born, origin: 'HELP_NOW' });
      },
    };
  },
});

export const helpByPledge = command({
  kind: 'help-by-pledge',
  weight: 1,
  fields: { who: WHO, which: fc.nat(20) },
  plan: (town, { who, which }) => {
    const request = at(
      [...town.requests.values()].filter((one) => one.kind === 'EMERGENCY'),
      which,
    );
    if (!request) return null;
    const giver = at(town.people, who);
    const pledge = town.openPledge(giver);
    const free = pledge?.state === 'ACTIVE' ? Math.max(0, pledge.amount - town.used(giver)) : 0;
    const amount = Math.min(free, town.missing(request), town.room(giver) ?? free);
    return {
      actor: giver,
      isBlind: !town.sees(giver, request),
      run: (tx) => helpFromPledge(tx, giver, request.id, BigInt(amount)),
      refusals: reasons(
        giver === request.owner && 'own-request',
        amount === 0 && 'stale',
        request.state !== 'ACTIVE' && 'stale',
      ),
      effect: (id) => {
        for (const one of town.waitingOf(giver).filter((one) => one.request === request.id)) one.state = 'DECLINED';
        promise(town, { id: String(id), giver, request: request.id, amount, origin: 'HELP_NOW' });
      },
    };
  },
});

/** Accepts as far as it is still needed and fits; returns what was promised. */
function accept(town: Town, one: Proposal, ids: string[]): number {
  if (one.state === 'WITHDRAWN') return 0; // what was accepted before it on the same card covered the request
  const request = town.requests.get(one.request)!;
  const room = town.room(one.giver, (other) => other.id === one.id);
  const chosen = one.chosen ?? one.amount;
  const wanted = one.state === 'OFFERED' ? chosen : Math.min(chosen, one.amount);
  const canBe = town.sees(one.giver, request) && request.state === 'ACTIVE';
  const missing = canBe ? town.missing(request) : 0;
  const amount = Math.min(wanted, missing, room ?? wanted);
  if (amount === 0) {
    if (one.state === 'OFFERED') one.state = missing > 0 ? 'LAPSED' : 'WITHDRAWN';
    return 0;
  }
  one.state = 'ACCEPTED';
  promise(town, {
    id: ids.shift()!,
    giver: one.giver,
    request: one.request,
    amount,
    origin: 'PROPOSAL',
    proposal: one.id,
  });
  return amount;
}

interface Result {
  readonly promiseIds: readonly string[];
  readonly total: bigint;
}

function acceptAll(town: Town, waiting: readonly Proposal[], result: unknown): void {
  const { promiseIds, total } = result as Result;
  const ids = [...promiseIds];
  const order = [...waiting].sort((a, b) => (a.request < b.request ? -1 : 1));
  const sum = order.reduce((amount, one) => amount + accept(town, one, ids), 0);
  if (BigInt(sum) !== total || ids.length > 0) throw new Error(`accepted ${total}, the reference says ${sum}`);
}

/** Others were faster: what was offered has been taken back, and nothing is missing. */
const isTakenBack = (town: Town, one: Proposal): boolean =>
  one.state === 'WITHDRAWN' && town.missing(town.requests.get(one.request)!) === 0;

export const card = command({
  kind: 'card',
  weight: 3,
  fields: { which: fc.nat(20), stranger: STRANGER, skip: fc.nat(3) },
  plan: (town, { which, stranger, skip }) => {
    const one = at([...town.proposals.values()], which);
    if (!one) return null;
    const actor = town.actor(one.giver, stranger);
    const waiting = town.waitingOf(one.giver).filter((other) => other.card === one.card);
    const isTaken = [...town.proposals.values()].some((other) => other.card === one.card && isTakenBack(town, other));
    return {
      actor,
      isBlind: actor !== one.giver,
      isSilent: skip === 0,
      run: (tx) => (skip === 0 ? skipCard : acceptCard)(tx, actor, one.card),
      refusals: reasons(waiting.length === 0 && (skip > 0 && isTaken ? 'covered' : 'stale')),
      effect: (result) => {
        if (skip > 0) acceptAll(town, waiting, result);
        else for (const other of waiting) other.state = 'DECLINED';
      },
    };
  },
});

export const proposal = command({
  kind: 'proposal',
  weight: 5,
  fields: {
    which: fc.nat(20),
    stranger: STRANGER,
    step: fc.constantFrom('accept', 'decline', 'change'),
    amount: AMOUNT,
  },
  plan: (town, { which, stranger, step, amount }) => {
    const one = at([...town.proposals.values()], which);
    if (!one) return null;
    const actor = town.actor(one.giver, stranger);
    const told = { actor, isBlind: actor !== one.giver };
    const isOffered = one.state === 'OFFERED';
    if (step === 'decline')
      return {
        ...told,
        isSilent: true,
        run: (tx) => declineProposal(tx, actor, one.id),
        refusals: reasons(!isOffered && 'stale'),
        effect: () => {
          one.state = 'DECLINED';
        },
      };
    if (step === 'accept')
      return {
        ...told,
        run: (tx) => acceptProposal(tx, actor, one.id),
        refusals: reasons(
          isTakenBack(town, one) && 'covered',
          one.state === 'ACCEPTED' && 'stale',
          one.state === 'WITHDRAWN' && !isTakenBack(town, one) && 'stale',
          one.month !== town.month.id && one.state !== 'WITHDRAWN' && 'stale',
        ),
        effect: (result) => acceptAll(town, [one], result),
      };
    const room = town.room(one.giver, (other) => other.id === one.id);
    return {
      ...told,
      isSilent: true,
      run: (tx) => chooseAmount(tx, actor, one.id, BigInt(amount)),
      refusals: reasons(
        !isOffered && 'stale',
        amount < 100 && 'amount-below-quantum',
        amount > town.missing(town.requests.get(one.request)!) && 'above-missing',
        room !== null && amount > room && 'above-ceiling',
      ),
      effect: () => {
        one.chosen = amount;
      },
    };
  },
});

const STEPS = {
  report: { real: reportHandedOver, side: 'giver', from: ['PROMISED'] },
  'not-yet': { real: sayNotYet, side: 'recipient', from: ['REPORTED'] },
  release: { real: release, side: 'giver', from: ['PROMISED'] },
  'let-go': { real: letGo, side: 'recipient', from: ['PROMISED'] },
} as const;

export const promiseStep = command({
  kind: 'promise-step',
  weight: 7,
  fields: {
    which: fc.nat(30),
    stranger: STRANGER,
    step: fc.constantFrom('report', 'report', 'report', 'not-yet', 'not-yet', 'release', 'let-go'),
  },
  plan: (town, { which, stranger, step }) => {
    const one = at(town.promises, which);
    if (!one?.id) return null;
    const { real, side, from } = STEPS[step];
    const actor = town.actor(one[side], stranger);
    const { id } = one;
    return {
      actor,
      isBlind: actor !== one[side],
      run: (tx) => real(tx, actor, id),
      refusals: reasons(!from.includes(one.state as never) && 'stale'),
      effect: () => {
        if (step === 'report') Object.assign(one, { state: 'REPORTED', reportedAt: town.now, wasReported: true });
        if (step === 'not-yet') Object.assign(one, { state: 'PROMISED', reportedAt: null });
        if (step === 'release') one.state = 'RELEASED';
        if (step === 'let-go') one.state = 'FORGIVEN';
      },
    };
  },
});

/** Help that arrived makes the two contacts, unless they parted or blocked. */
function befriend(town: Town, { giver, recipient }: Promise_): void {
  const pair = pairOf(giver, recipient);
  if (town.bonds.has(pair) || town.areBlocked(giver, recipient) || !town.isHere(giver) || !town.isHere(recipient))
    return;
  town.bonds.set(pair, { brokenBy: null, wanted: new Set() });
}

const gift = (town: Town, one: Promise_, amount: number): void => {
  const { giver, request, month, form } = one;
  promise(town, {
    id: null,
    giver,
    request,
    month,
    form,
    amount,
    confirmed: amount,
    origin: 'GIFT',
    state: 'CONFIRMED',
    parent: one.id,
  });
};

export const confirmation = command({
  kind: 'confirm',
  weight: 7,
  fields: { which: fc.nat(30), stranger: STRANGER, arrived: fc.option(AMOUNT), letGo: fc.boolean() },
  plan: (town, { which, stranger, arrived, letGo: isLetGo }) => {
    const one = at(town.promises, which);
    if (!one?.id) return null;
    const actor = town.actor(one.recipient, stranger);
    const { id, amount: promised } = one;
    const what = { amount: arrived === null ? null : BigInt(arrived), rest: isLetGo ? 'let-go' : 'expected' } as const;
    return {
      actor,
      isBlind: actor !== one.recipient,
      run: (tx) => confirm(tx, actor, id, what),
      refusals: reasons(!isOpen(one) && 'stale'),
      effect: () => {
        const came = arrived ?? promised;
        const part = Math.min(came, promised);
        Object.assign(one, { state: 'CONFIRMED', amount: part, confirmed: part });
        const { giver, request, month, form } = one;
        const rest = { id: null, giver, request, month, form, amount: promised - part, origin: 'REST', parent: id };
        if (part < promised) promise(town, { ...rest, state: isLetGo ? 'RELEASED' : 'PROMISED' });
        if (came > promised && form === 'MONEY') gift(town, one, came - promised);
        if (came > promised && form !== 'MONEY') one.valued = came;
        befriend(town, one);
        completeIfMet(town, town.requests.get(request)!);
      },
    };
  },
});

export const worth = command({
  kind: 'worth',
  weight: 1,
  fields: { which: fc.nat(30), stranger: STRANGER, agrees: fc.boolean() },
  plan: (town, { which, stranger, agrees }) => {
    const one = at(
      town.promises.filter((other) => other.form !== 'MONEY'),
      which,
    );
    if (!one?.id) return null;
    const actor = town.actor(one.giver, stranger);
    const { id } = one;
    return {
      actor,
      isBlind: actor !== one.giver,
      run: (tx) => (agrees ? agreeToMore : leaveWorth)(tx, actor, id),
      refusals: reasons(one.valued === null && 'stale'),
      effect: () => {
        if (agrees) gift(town, one, one.valued! - one.amount);
        one.valued = null;
        if (agrees) completeIfMet(town, town.requests.get(one.request)!);
      },
    };
  },
});
