import { appendEvent, appendEvents } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Pledge } from '../../generated/prisma/client.ts';
import type { PauseReason, PledgeState, Scope } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { startOfDay } from '../cycles/calendar.ts';
import { stepProposals, withdrawWaiting } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { keepSidesApart, keepWithinShown, shows } from '../helping/scope.ts';
import { endPause, keyOf, lockMember } from '../members/members.ts';
import { amountMax, atLeastZero, sum } from '../money.ts';
import { maySeeRequest } from '../network/reach.ts';
import { LIMITS } from '../rules.ts';
import { beforePledge, keepPledgeMade, keepUndo, offersNow } from '../undo/kept.ts';
import { measureOf, ownCeiling } from './measure.ts';
import { choosePeople } from './people.ts';

/** A giver's open pledge as its owner sees it. */
export interface OpenPledge {
  readonly id: string;
  readonly amount: bigint;
  readonly state: PledgeState;
  readonly scope: Scope;
  readonly spread: Pledge['spread'];
  readonly ceiling: bigint | null;
  /** A raised ceiling takes effect then. */
  readonly ceilingNext: { readonly amount: bigint; readonly at: Date } | null;
  /** It takes part in rounds from then on. */
  readonly startsAt: Date;
  readonly people: readonly { readonly id: string; readonly name: string; readonly excluded: boolean }[];
}

/** The actor's own open pledge, or null. */
export async function openPledgeOf(tx: Tx, actorId: string): Promise<OpenPledge | null> {
  if (!shows(tx, 'PROMISES')) return null;
  const pledge = await tx.db.pledge.findUnique({
    where: { openSlot: actorId },
    include: {
      people: { where: { member: { state: 'ACTIVE' } }, include: { member: { select: { id: true, name: true } } } },
    },
  });
  if (!pledge) return null;
  const { amount: ceiling, next: ceilingNext } = await ownCeiling(tx, actorId);
  return {
    id: pledge.id,
    amount: pledge.amount,
    state: pledge.state,
    scope: pledge.scope,
    spread: pledge.spread,
    startsAt: pledge.startsAt,
    ceiling,
    ceilingNext,
    people: pledge.people.map((row) => ({ id: row.member.id, name: row.member.name, excluded: row.excluded })),
  };
}

/** @throws DomainError `amount-invalid`, `amount-too-large` */
export function checkAmount(tx: Tx, amount: bigint): void {
  if (amount <= 0n) refuse('amount-invalid');
  if (amount > amountMax(tx.rules.unit)) refuse('amount-too-large');
}

/** @throws DomainError `too-many-today` */
export async function checkPledgesToday(tx: Tx, actorKey: string): Promise<void> {
  const today = await tx.db.event.count({
    where: { subject: 'PLEDGE', actorKey, at: { gt: later(tx.now, -DAY_MS) }, event: { in: ['pledged', 'changed'] } },
  });
  if (today >= LIMITS.pledgesADay) refuse('too-many-today');
}

/**
 * The first ceiling equals the first pledge and is in force at once; a larger pledge later raises it from the next day on;
 * until then what the round may ask for stays within today's ceiling.
 */
export async function followWithCeiling(tx: Tx, giverId: string, amount: bigint): Promise<void> {
  const { ceiling } = await tx.db.member.findUniqueOrThrow({ where: { id: giverId }, select: { ceiling: true } });
  if (ceiling === null || amount > ceiling) await setCeiling(tx, giverId, amount);
}

/**
 * Sets the giver's measure: raising takes effect next day at 00:00, lowering at once and trims pledges, never promises.
 * @param amount minor units, more than 0
 * @throws DomainError `not-for-helper`
 */
export async function setCeiling(tx: Tx, actorId: string, amount: bigint): Promise<void> {
  if (tx.helper) refuse('not-for-helper'); // nobody sets another's measure, by a first pledge or otherwise
  checkAmount(tx, amount);
  await lockMember(tx, actorId);
  const { ceiling } = await tx.db.member.findUniqueOrThrow({ where: { id: actorId }, select: { ceiling: true } });
  if (ceiling !== null && amount > ceiling) {
    const at = startOfDay(tx.now, 1, tx.rules.timezone);
    await tx.db.member.update({ where: { id: actorId }, data: { ceilingNext: amount, ceilingNextAt: at } });
    return;
  }
  await tx.db.member.update({
    where: { id: actorId },
    data: { ceiling: amount, ceilingNext: null, ceilingNextAt: null },
  });
  const pledges = await tx.db.pledge.findMany({
    where: { giverId: actorId, state: { not: 'WITHDRAWN' }, amount: { gt: amount } },
  });
  const actorKey = await keyOf(tx, actorId);
  for (const pledge of pledges) {
    await tx.db.pledge.update({ where: { id: pledge.id }, data: { amount } });
    await logChange(tx, pledge, 'changed', pledge.state, actorKey, amount);
  }
  const { used } = await measureOf(tx, actorId);
  // A first ceiling, too, may lie below what was promised while there was none.
  if (ceiling === null ? used > amount : amount < ceiling) await logLowered(tx, actorKey);
  await trimWaiting(tx, { giverId: actorId }, atLeastZero(used - amount));
}

/** Takes `excess` back from waiting proposals, the smallest first; one that loses all is withdrawn. Nobody is told. */
export async function trimWaiting(
  tx: Tx,
  where: { giverId: string } | { pledgeId: string },
  excess: bigint,
): Promise<void> {
  const waiting = await tx.db.proposal.findMany({
    where: { ...where, state: 'OFFERED' },
    orderBy: [{ amount: 'asc' }, { id: 'asc' }],
  });
  let left = excess;
  for (const proposal of waiting) {
    if (left <= 0n) return;
    const amount = proposal.chosen ?? proposal.amount;
    const kept = atLeastZero(amount - left);
    left -= amount - kept;
    if (kept === 0n) await stepProposals(tx, [proposal], 'withdrawn', null);
    else await tx.db.proposal.update({ where: { id: proposal.id }, data: { chosen: kept } });
  }
}

/** That it was lowered, never from or to what: `doctor` has to know that promises made before may rightly exceed it (I1). */
const logLowered = (tx: Tx, actorKey: string): Promise<void> =>
  appendEvent(tx, {
    subject: 'MEMBER',
    subjectId: actorKey,
    event: 'measure-lowered',
    from: null,
    to: null,
    role: 'OWNER',
    actorKey,
  });

/** Ceilings whose day has come. Run by the jobs of each hour, after everything else (1-domain, Pledges). */
export async function raiseCeilings(tx: Tx): Promise<number> {
  return tx.db.$executeRaw`
    UPDATE members SET ceiling = ceiling_next, ceiling_next = NULL, ceiling_next_at = NULL WHERE ceiling_next_at <= ${tx.now}`;
}

export function logChange(
  tx: Tx,
  pledge: Pledge,
  event: string,
  to: PledgeState,
  actorKey: string | null,
  amount?: bigint,
): Promise<void> {
  return appendEvent(tx, {
    subject: 'PLEDGE',
    subjectId: pledge.id,
    event,
    from: pledge.state,
    to,
    role: actorKey === null ? 'SYSTEM' : 'GIVER',
    actorKey,
    ...(amount === undefined ? {} : { amount }),
  });
}

export interface OpenPledgeInput {
  /** a month, minor units */
  readonly amount: bigint;
  readonly scope: Scope;
  /** With scope CHOSEN: contacts of the giver. */
  readonly chosen: readonly string[];
}

/**
 * Makes the giver's open pledge or changes it (it is active afterwards). Nobody is told: changes are never announced (red line 5).
 *
 * @returns the pledge's id
 * @throws DomainError `too-many-today`, `amount-invalid`
 */
export async function setOpenPledge(tx: Tx, actorId: string, input: OpenPledgeInput): Promise<string> {
  checkAmount(tx, input.amount);
  await lockMember(tx, actorId);
  const actorKey = await keyOf(tx, actorId);
  await checkPledgesToday(tx, actorKey);
  const earlier = await tx.db.pledge.findUnique({ where: { openSlot: actorId } });
  const before = await beforePledge(tx, actorId, earlier);
  await endPause(tx, actorId);
  await followWithCeiling(tx, actorId, input.amount);
  const id = earlier?.id ?? tx.ids.id();
  if (earlier) {
    await tx.db.pledge.update({
      where: { id },
      data: { amount: input.amount, scope: input.scope, state: 'ACTIVE', pauseReason: null, unansweredCards: 0 },
    });
    await logChange(tx, earlier, 'changed', 'ACTIVE', actorKey, input.amount);
    const waiting = await tx.db.proposal.findMany({ where: { pledgeId: id, state: 'OFFERED' } });
    const offered = sum(waiting.map((proposal) => proposal.chosen ?? proposal.amount));
    await trimWaiting(tx, { pledgeId: id }, atLeastZero(offered - input.amount));
  } else {
    await tx.db.pledge.create({
      data: {
        id,
        giverId: actorId,
        kind: 'OPEN',
        openSlot: actorId,
        amount: input.amount,
        state: 'ACTIVE',
        scope: input.scope,
        startsAt: tx.now,
        createdAt: tx.now,
      },
    });
    await appendEvent(tx, {
      subject: 'PLEDGE',
      subjectId: id,
      event: 'pledged',
      from: null,
      to: 'ACTIVE',
      role: 'GIVER',
      actorKey,
      amount: input.amount,
    });
  }
  await choosePeople(tx, actorId, id, input.scope, input.chosen);
  await keepPledgeMade(tx, actorId, id, before);
  return id;
}

/**
 * Another amount a month for the actor's open pledge, or their first one; whom it is for stays.
 * @throws DomainError `too-many-today`, `amount-invalid`, `not-for-helper` above the measure
 */
export async function setOpenAmount(tx: Tx, actorId: string, amount: bigint): Promise<void> {
  const pledge = await openPledgeOf(tx, actorId);
  keepWithinShown(tx, amount, pledge?.amount ?? 0n);
  const chosen = (pledge?.people ?? []).filter((person) => !person.excluded).map((person) => person.id);
  await setOpenPledge(tx, actorId, { amount, scope: pledge?.scope ?? 'NETWORK', chosen });
}

/** @throws DomainError `not-found` */
export async function lockOwn(tx: Tx, actorId: string, pledgeId: string): Promise<Pledge> {
  await lockMember(tx, actorId);
  const pledge = await tx.db.pledge.findUnique({ where: { id: pledgeId } });
  return pledge && pledge.giverId === actorId ? pledge : refuse('not-found');
}

/** The giver's own step; silent for everyone else. @throws DomainError `stale` */
export async function movePledge(
  tx: Tx,
  pledge: Pledge,
  event: string,
  to: PledgeState,
  why: PauseReason | null,
  actorKey: string | null,
): Promise<void> {
  const { count } = await tx.db.pledge.updateMany({
    where: { id: pledge.id, state: pledge.state },
    data: {
      state: to,
      pauseReason: why,
      openSlot: pledge.kind === 'OPEN' && to !== 'WITHDRAWN' ? pledge.giverId : null,
      ...(to === 'ACTIVE' ? { unansweredCards: 0 } : {}),
    },
  });
  if (count === 0) refuse('stale');
  await logChange(tx, pledge, event, to, actorKey);
}

/** @throws DomainError `not-found`, `stale` unless active */
export async function pausePledge(tx: Tx, actorId: string, pledgeId: string): Promise<void> {
  const pledge = await lockOwn(tx, actorId, pledgeId);
  if (pledge.state !== 'ACTIVE') refuse('stale');
  await movePledge(tx, pledge, 'paused', 'PAUSED', 'OWNER', await keyOf(tx, actorId));
}

/** @throws DomainError `not-found`, also for a request that the giver no longer sees; `stale` unless paused */
export async function resumePledge(tx: Tx, actorId: string, pledgeId: string): Promise<void> {
  const pledge = await lockOwn(tx, actorId, pledgeId);
  if (pledge.state !== 'PAUSED') refuse('stale');
  if (pledge.requestId !== null) {
    if (!(await maySeeRequest(tx, actorId, pledge.requestId))) refuse('not-found');
    const { ownerId } = await tx.db.request.findUniqueOrThrow({ where: { id: pledge.requestId } });
    keepSidesApart(tx, ownerId);
  }
  await endPause(tx, actorId);
  await movePledge(tx, pledge, 'resumed', 'ACTIVE', null, await keyOf(tx, actorId));
}

/** Its waiting proposals go with it; promises stand. @throws DomainError `not-found`, `stale` when withdrawn already */
export async function withdrawPledge(tx: Tx, actorId: string, pledgeId: string): Promise<void> {
  const pledge = await lockOwn(tx, actorId, pledgeId);
  if (pledge.state === 'WITHDRAWN') refuse('stale');
  const { state, pauseReason: why } = pledge;
  const offers = await offersNow(tx, { pledgeId });
  await movePledge(tx, pledge, 'withdrawn', 'WITHDRAWN', null, await keyOf(tx, actorId));
  await withdrawWaiting(tx, { pledgeId });
  await keepUndo(tx, actorId, 'PLEDGE_WITHDRAWN', pledgeId, { state, why, offers });
}

/** Two delivered cards in a row that were neither answered nor skipped pause an open pledge (1-domain, The cycle). */
export async function pauseForSilence(tx: Tx, pledgeId: string): Promise<void> {
  const pledge = await tx.db.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
  if (pledge.state === 'ACTIVE') await movePledge(tx, pledge, 'paused', 'PAUSED', 'UNANSWERED_CARDS', null);
}

/** A closed request frees the pledges directed at it, silently. */
export async function dropPledgesTo(tx: Tx, requestId: string): Promise<void> {
  const pledges = await tx.db.pledge.findMany({ where: { requestId, state: { not: 'WITHDRAWN' } } });
  if (pledges.length === 0) return;
  await tx.db.pledge.updateMany({
    where: { id: { in: pledges.map((pledge) => pledge.id) } },
    data: { state: 'WITHDRAWN', pauseReason: null },
  });
  await appendEvents(
    tx,
    pledges.map((pledge) => ({
      subject: 'PLEDGE' as const,
      subjectId: pledge.id,
      event: 'withdrawn',
      from: pledge.state,
      to: 'WITHDRAWN',
      role: 'SYSTEM' as const,
      actorKey: null,
    })),
  );
}
