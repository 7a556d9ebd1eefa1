import { appendEvent } from '../../db/events.ts';
import { apart, type Tx } from '../../db/transaction.ts';
import type { Member, Request } from '../../generated/prisma/client.ts';
import type { ForWhom, PauseReason, RequestKind } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { plusDays } from '../cycles/calendar.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { endPause } from '../members/pausing.ts';
import { amountMax } from '../money.ts';
import { ringOne } from '../network/reach.ts';
import { askRecommendersAgain } from '../network/recommendations.ts';
import { type NewNotice, queueNotices } from '../notices/queue.ts';
import { dropPledgesTo } from '../pledges/pledges.ts';
import { LIMITS } from '../rules.ts';
import { clean, cleanLine, isBlank } from '../text.ts';
import { detailFor, type HandingOver, markChanged } from './details.ts';

/** What the form of /ask gathers (2-surface, Forms). Amounts in minor units. */
export interface RequestInput {
  readonly kind: RequestKind;
  readonly forWhom: ForWhom;
  readonly people: number;
  readonly title: string;
  readonly amount: bigint;
  /** monthly: day of the month, 1…31 */
  readonly dueDay: number | null;
  /** emergency: the last moment it helps */
  readonly deadline: Date | null;
  /** An existing payment detail, a new one by its text, or neither: "write to me". */
  readonly paymentDetailId: string | null;
  readonly newPaymentDetail: string | null;
  readonly story: string | null;
  readonly storyVoice: string | null;
  readonly link: string | null;
  readonly reach: number;
}

/** @throws DomainError `text-empty`, `date-out-of-range`, `amount-invalid`, `amount-too-large` for what the form should not have let through */
function checkInput(tx: Tx, input: RequestInput): void {
  if (isBlank(input.title)) refuse('text-empty');
  if (input.amount <= 0n) refuse('amount-invalid');
  if (input.amount > amountMax(tx.rules.unit)) refuse('amount-too-large');
  if (!Number.isInteger(input.people) || input.people < 1 || input.people > LIMITS.people) refuse('amount-invalid');
  if (![1, 2, 3].includes(input.reach)) refuse('date-out-of-range');
  if (input.kind === 'MONTHLY') {
    if (input.dueDay === null || input.dueDay < 1 || input.dueDay > 31) refuse('date-out-of-range');
    return;
  }
  const latest = plusDays(tx.now, LIMITS.emergencyDays + 1, tx.rules.timezone);
  if (input.deadline === null || input.deadline <= tx.now || input.deadline > latest) refuse('date-out-of-range');
}

/** The most a member may ask for in this cycle: twice what the cycle began with; no limit for the first request ever. */
export async function amountLimit(tx: Tx, ownerId: string): Promise<bigint | null> {
  const member = await tx.db.member.findUniqueOrThrow({ where: { id: ownerId } });
  const cycle = await currentCycle(tx);
  if (member.doublingBase !== null && member.doublingCycle === cycle.id) return 2n * member.doublingBase;
  const last = await tx.db.request.findFirst({
    where: { ownerId, kind: 'MONTHLY', createdAt: { lt: cycle.startsAt } },
    orderBy: { createdAt: 'desc' },
  });
  return last ? 2n * last.amount : null;
}

/**
 * Remembers from which amount this cycle's doubling is counted; closing and asking again does not reset it.
 * @throws DomainError `amount-more-than-double` with `limit` in minor units
 */
async function keepDoublingRule(tx: Tx, ownerId: string, amount: bigint): Promise<void> {
  const limit = await amountLimit(tx, ownerId);
  if (limit !== null && amount > limit) refuse('amount-more-than-double', { limit });
  const cycle = await currentCycle(tx);
  const base = limit === null ? amount : limit / 2n;
  await tx.db.member.update({ where: { id: ownerId }, data: { doublingBase: base, doublingCycle: cycle.id } });
}

type Owner = Pick<Member, 'personKey' | 'joinedAt'>;

/** Who may change their requests: the caller holds their row. @throws DomainError `locked` */
async function unlockedOwner(tx: Tx, ownerId: string): Promise<Owner> {
  const owner = await tx.db.member.findUniqueOrThrow({ where: { id: ownerId } });
  return owner.lockedAt ? refuse('locked') : owner;
}

/** @throws DomainError `too-many-today` */
async function checkChangesToday(tx: Tx, { personKey }: Owner): Promise<void> {
  const today = await tx.db.event.count({
    where: {
      subject: 'REQUEST',
      actorKey: personKey,
      at: { gt: later(tx.now, -DAY_MS) },
      event: { in: ['created', 'edited'] },
    },
  });
  if (today >= LIMITS.requestChangesADay) refuse('too-many-today');
}

const howOf = (input: RequestInput): HandingOver => {
  if (input.newPaymentDetail !== null) return { kind: 'new', value: input.newPaymentDetail };
  return input.paymentDetailId === null ? { kind: 'write' } : { kind: 'existing', detailId: input.paymentDetailId };
};

/**
 * Publishes a member's request; ring 1 is told. An emergency pauses the member's monthly request, which returns when it ends.
 *
 * @returns the request's id
 * @throws DomainError `already-active`, `amount-more-than-double`, `too-many-today`, `locked`, `not-found`, `text-empty`, `date-out-of-range`
 */
export async function publishRequest(tx: Tx, actorId: string, input: RequestInput): Promise<string> {
  checkInput(tx, input);
  await lockMember(tx, actorId);
  const owner = await unlockedOwner(tx, actorId);
  const active = await tx.db.request.findUnique({ where: { activeSlot: actorId } });
  if (active && (active.kind === 'EMERGENCY' || input.kind === 'MONTHLY')) refuse('already-active');
  await checkChangesToday(tx, owner);
  await endPause(tx, actorId);
  if (input.kind === 'MONTHLY') await keepDoublingRule(tx, actorId, input.amount);
  if (active) await pause(tx, active, 'EMERGENCY', 'SYSTEM', null);
  const id = tx.ids.id();
  const story = input.story === null ? null : clean(input.story, LIMITS.storyLength).text;
  await tx.db.request.create({
    data: {
      id,
      ownerId: actorId,
      activeSlot: actorId,
      kind: input.kind,
      state: 'ACTIVE',
      forWhom: input.forWhom,
      people: input.people,
      title: cleanLine(input.title, LIMITS.titleLength).text,
      story: story ? tx.vault.seal(story) : null,
      storyVoice: input.storyVoice ? tx.vault.seal(input.storyVoice) : null,
      amount: input.amount,
      dueDay: input.kind === 'MONTHLY' ? input.dueDay : null,
      deadline: input.kind === 'EMERGENCY' ? input.deadline : null,
      paymentDetailId: await detailFor(tx, actorId, howOf(input)),
      link: input.link ? tx.vault.seal(input.link) : null,
      reach: input.reach,
      createdAt: tx.now,
      recommendedSince: tx.now,
    },
  });
  await appendEvent(tx, {
    subject: 'REQUEST',
    subjectId: id,
    event: 'created',
    from: null,
    to: 'ACTIVE',
    role: 'OWNER',
    actorKey: owner.personKey,
    amount: input.amount,
  });
  await tellRingOne(tx, actorId, id, input);
  return id;
}

async function tellRingOne(tx: Tx, ownerId: string, requestId: string, input: RequestInput): Promise<void> {
  const contacts = await ringOne(tx, ownerId);
  const isUrgent = input.deadline !== null && input.deadline.getTime() - tx.now.getTime() < DAY_MS;
  await queueNotices(
    tx,
    contacts.map(
      (contact): NewNotice => ({
        kind: input.kind === 'EMERGENCY' ? 'emergency-alert' : 'contact-asks',
        memberId: contact.id,
        about: requestId,
        params: { requestId },
        atNight: input.kind === 'MONTHLY' ? 'wait' : isUrgent ? 'aloud' : 'silent',
        ...(input.deadline ? { expiresAt: input.deadline } : {}),
      }),
    ),
  );
  if (input.kind === 'EMERGENCY' && contacts.length > 0) {
    await tx.db.emergencyAlert.createMany({
      data: contacts.map((contact) => ({ requestId, memberId: contact.id, wave: 1, at: tx.now })),
      skipDuplicates: true,
    });
  }
}

/** The actor's own request, locked for the rest of the transaction. @throws DomainError `not-found` */
async function lockOwn(tx: Tx, actorId: string, requestId: string): Promise<Request> {
  await lockMember(tx, actorId);
  await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
  const request = await tx.db.request.findUnique({ where: { id: requestId } });
  return request && request.ownerId === actorId ? request : refuse('not-found');
}

/** Compare-and-set on the state. @throws DomainError `stale` */
async function move(
  tx: Tx,
  request: Request,
  event: string,
  data: {
    state: Request['state'];
    pauseReason?: PauseReason | null;
    closedAt?: Date;
    outcome?: Uint8Array<ArrayBuffer> | null;
  },
  role: 'OWNER' | 'SYSTEM',
  actorKey: string | null,
): Promise<void> {
  const { count } = await tx.db.request.updateMany({
    where: { id: request.id, state: request.state },
    data: { pauseReason: null, ...data, activeSlot: data.state === 'ACTIVE' ? request.ownerId : null },
  });
  if (count === 0) refuse('stale');
  await appendEvent(tx, {
    subject: 'REQUEST',
    subjectId: request.id,
    event,
    from: request.state,
    to: data.state,
    role,
    actorKey,
  });
}

async function pause(
  tx: Tx,
  request: Request,
  why: PauseReason,
  role: 'OWNER' | 'SYSTEM',
  actorKey: string | null,
): Promise<void> {
  await move(tx, request, 'paused', { state: 'PAUSED', pauseReason: why }, role, actorKey);
  await withdrawWaiting(tx, { requestId: request.id });
}

/** @throws DomainError `not-found`, `stale` when it is not active */
export async function pauseRequest(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (request.state !== 'ACTIVE') refuse('stale');
  await pause(tx, request, 'OWNER', 'OWNER', await keyOf(tx, actorId));
}

/** @throws DomainError `not-found`, `stale` when it is not paused, `already-active`, `locked` */
export async function resumeRequest(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (request.state !== 'PAUSED') refuse('stale');
  const { personKey } = await unlockedOwner(tx, actorId);
  if (await tx.db.request.findUnique({ where: { activeSlot: actorId } })) refuse('already-active');
  await endPause(tx, actorId);
  await move(tx, request, 'resumed', { state: 'ACTIVE' }, 'OWNER', personKey);
}

/**
 * Ends a request: pledges to it are freed silently, waiting proposals withdrawn, everyone who helped is told the outcome line.
 * Open promises stand. A monthly request that waited for this emergency returns.
 *
 * @throws DomainError `not-found`, `stale` when it is closed already, `locked`
 */
export async function closeRequest(tx: Tx, actorId: string, requestId: string, outcome: string | null): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (request.state === 'CLOSED') refuse('stale');
  const { personKey } = await unlockedOwner(tx, actorId);
  const words = outcome === null ? '' : clean(outcome, LIMITS.thanksLength).text;
  await end(tx, request, words, 'OWNER', personKey);
}

async function end(
  tx: Tx,
  request: Request,
  outcome: string,
  role: 'OWNER' | 'SYSTEM',
  actorKey: string | null,
): Promise<void> {
  const sealed = outcome ? tx.vault.seal(outcome) : null;
  await move(tx, request, 'closed', { state: 'CLOSED', closedAt: tx.now, outcome: sealed }, role, actorKey);
  await dropPledgesTo(tx, request.id);
  await withdrawWaiting(tx, { requestId: request.id });
  const helpers = await tx.db.commitment.findMany({
    where: { requestId: request.id, state: { in: ['PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED'] } },
    distinct: ['giverId'],
    select: { giverId: true },
  });
  await queueNotices(
    tx,
    helpers.map(({ giverId }) => ({
      kind: 'request-closed' as const,
      memberId: giverId,
      about: request.id,
      params: { requestId: request.id },
    })),
  );
  if (request.kind === 'EMERGENCY') await giveBackMonthly(tx, request.ownerId);
}

const GRACE_DAYS = 7;

/**
 * Emergencies whose deadline has passed end by themselves: helpers are told, open promises stay and are due seven days later,
 * the monthly request returns (1-domain, States).
 *
 * @returns how many ended
 */
export async function endEmergencies(tx: Tx): Promise<number> {
  const due = await tx.db.request.findMany({
    where: { kind: 'EMERGENCY', state: { in: ['ACTIVE', 'PAUSED'] }, deadline: { lte: tx.now } },
  });
  return apart(tx, due, async ({ id, ownerId }) => {
    const request = await lockOwn(tx, ownerId, id);
    if (request.state === 'CLOSED' || request.deadline === null) return;
    const dueAt = plusDays(request.deadline, GRACE_DAYS, tx.rules.timezone);
    await tx.db.commitment.updateMany({ where: { requestId: id, state: 'PROMISED' }, data: { dueAt } });
    await end(tx, request, '', 'SYSTEM', null);
  });
}

/** The monthly request that an emergency paused becomes active again and joins the next round. */
async function giveBackMonthly(tx: Tx, ownerId: string): Promise<void> {
  if (await tx.db.request.findUnique({ where: { activeSlot: ownerId } })) return; // another one took its place meanwhile
  const held = await tx.db.request.findFirst({ where: { ownerId, state: 'PAUSED', pauseReason: 'EMERGENCY' } });
  if (held) await move(tx, held, 'resumed', { state: 'ACTIVE' }, 'SYSTEM', null);
}

/** What may be changed of a published request. Absent fields stay. */
export interface RequestChange {
  readonly title?: string;
  readonly amount?: bigint;
  readonly story?: string;
  readonly how?: HandingOver;
}

/**
 * Changes a request. A changed title or story, or an amount raised by more than half, asks the recommenders again:
 * until they answer, only ring 1 sees it (1-domain, Requests). So does another way to hand help over, which marks the request.
 *
 * @throws DomainError `not-found`, `stale` when closed, `locked`, `too-many-today`, `amount-more-than-double`, `text-empty`
 */
export async function editRequest(tx: Tx, actorId: string, requestId: string, change: RequestChange): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (request.state === 'CLOSED') refuse('stale');
  const owner = await unlockedOwner(tx, actorId);
  await checkChangesToday(tx, owner);
  if (change.title !== undefined && isBlank(change.title)) refuse('text-empty');
  if (change.amount !== undefined) {
    if (change.amount <= 0n) refuse('amount-invalid');
    if (change.amount > amountMax(tx.rules.unit)) refuse('amount-too-large');
    if (request.kind === 'MONTHLY') await keepDoublingRule(tx, actorId, change.amount);
  }
  const asksAgain =
    change.title !== undefined ||
    change.story !== undefined ||
    (change.amount !== undefined && 2n * change.amount > 3n * request.amount);
  await tx.db.request.update({
    where: { id: requestId },
    data: {
      ...(change.title === undefined ? {} : { title: cleanLine(change.title, LIMITS.titleLength).text }),
      ...(change.amount === undefined ? {} : { amount: change.amount }),
      ...(change.story === undefined ? {} : { story: tx.vault.seal(clean(change.story, LIMITS.storyLength).text) }),
      ...(change.how === undefined ? {} : { paymentDetailId: await detailFor(tx, actorId, change.how) }),
      ...(asksAgain ? { recommendedSince: tx.now } : {}),
    },
  });
  await appendEvent(tx, {
    subject: 'REQUEST',
    subjectId: requestId,
    event: 'edited',
    from: request.state,
    to: request.state,
    role: 'OWNER',
    actorKey: owner.personKey,
    ...(change.amount === undefined ? {} : { amount: change.amount }),
  });
  if (asksAgain) await askRecommendersAgain(tx, requestId);
  const after = await tx.db.request.findUniqueOrThrow({ where: { id: requestId }, select: { paymentDetailId: true } });
  if (after.paymentDetailId !== request.paymentDetailId) await markChanged(tx, actorId);
}

async function keyOf(tx: Tx, memberId: string): Promise<string> {
  return (await tx.db.member.findUniqueOrThrow({ where: { id: memberId }, select: { personKey: true } })).personKey;
}
