import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Request } from '../../generated/prisma/client.ts';
import type { HelpForm, PromiseOrigin } from '../../generated/prisma/enums.ts';
import { dueDate, endOfDay } from '../cycles/calendar.ts';
import { type MonthNow, monthNow } from '../cycles/cycles.ts';
import { stepProposals } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { keepSidesApart, keepWithinShown } from '../helping/scope.ts';
import { lockMember } from '../members/members.ts';
import { amountMax } from '../money.ts';
import { maySeeRequest } from '../network/reach.ts';
import { queueNotice } from '../notices/queue.ts';
import { freeOpenPart, measureOf } from '../pledges/measure.ts';
import { coverageOfOne } from '../requests/coverage.ts';
import { tellIfCovered } from '../requests/covered.ts';
import { LIMITS } from '../rules.ts';
import { cleanLine, isBlank } from '../text.ts';
import { PROMISE_BIRTHS } from './states.ts';

/** Locks a request's row: promises to one request are made one after the other (I2). @throws DomainError `not-found` */
export async function lockRequest(tx: Tx, requestId: string): Promise<Request> {
  await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
  return (await tx.db.request.findUnique({ where: { id: requestId } })) ?? refuse('not-found');
}

export interface NewPromise {
  readonly giverId: string;
  /** null: by a standing yes that the giver had set. */
  readonly giverKey: string | null;
  readonly request: Request;
  readonly month: MonthNow;
  readonly amount: bigint;
  readonly origin: PromiseOrigin;
  readonly form: HelpForm;
  readonly description: string | null;
  readonly proposalId: string | null;
  /** The directed pledge whose part of this month it is. */
  readonly pledgeId?: string;
}

/**
 * Writes a promise and tells the recipient. The caller holds the giver's and the request's rows and has checked
 * visibility, what is missing and the measure.
 * @throws DomainError `not-for-helper` for a promise to the helper's own request
 */
export async function makePromise(tx: Tx, made: NewPromise): Promise<string> {
  const { request, month } = made;
  keepSidesApart(tx, request.ownerId);
  const zone = tx.rules.timezone;
  const dueAt =
    request.kind === 'EMERGENCY' && request.deadline
      ? endOfDay(request.deadline, 0, zone)
      : dueDate(month.startsAt, request.dueDay ?? 31, tx.now, LIMITS.promiseDaysMin, zone);
  const id = tx.ids.id();
  const isGiven = made.origin === 'ALREADY_GIVEN';
  await tx.db.commitment.create({
    data: {
      id,
      giverId: made.giverId,
      recipientId: request.ownerId,
      requestId: request.id,
      cycleId: month.cycleId,
      proposalId: made.proposalId,
      pledgeId: made.pledgeId ?? null,
      origin: made.origin,
      form: made.form,
      description: made.description ? tx.vault.seal(made.description) : null,
      amount: made.amount,
      state: isGiven ? 'REPORTED' : 'PROMISED',
      dueAt,
      createdAt: tx.now,
      reportedAt: isGiven ? tx.now : null,
    },
  });
  await appendEvent(tx, {
    subject: 'PROMISE',
    subjectId: id,
    event: isGiven ? 'already-given' : 'promised',
    from: null,
    to: isGiven ? PROMISE_BIRTHS['already-given'] : PROMISE_BIRTHS.promised,
    role: made.giverKey === null ? 'SYSTEM' : 'GIVER',
    actorKey: made.giverKey,
    amount: made.amount,
  });
  const told = isGiven
    ? { kind: 'handed-over' as const, about: `${id}:0` }
    : { kind: 'promise-made' as const, about: id };
  await queueNotice(tx, { ...told, memberId: request.ownerId, params: { promiseId: id } });
  await tellIfCovered(tx, request, id);
  return id;
}

export interface HelpNow {
  readonly requestId: string;
  /** minor units; at most what is missing */
  readonly amount: bigint;
  readonly form: HelpForm;
  /** What exactly, for help that is not money. */
  readonly description: string | null;
  /** The giver's explicit one-time yes to help an emergency above their measure. */
  readonly aboveCeiling: boolean;
  /** It has been handed over before: the recipient is asked at once, and all of it is recorded, even above need and measure. */
  readonly given?: boolean;
}

/**
 * A promise at once, the first choice on every card (1-domain, Pledges). A waiting proposal for the same request is
 * answered by this.
 *
 * @returns the promise's id
 * @throws DomainError `not-found`, `own-request`, `covered`, `above-missing` {missing}, `above-ceiling` {room}, `amount-invalid`, `text-empty`
 */
export async function helpNow(tx: Tx, actorId: string, help: HelpNow): Promise<string> {
  if (help.amount <= 0n || help.amount > amountMax(tx.rules.unit)) refuse('amount-invalid');
  const description = help.description === null ? '' : cleanLine(help.description, LIMITS.descriptionLength).text;
  if (help.form !== 'MONEY' && isBlank(description)) refuse('text-empty');
  await lockMember(tx, actorId);
  const request = await lockRequest(tx, help.requestId);
  // Asked under the lock of the row: whoever freezes their requests at this moment comes before it, or after.
  if (!(await maySeeRequest(tx, actorId, help.requestId))) refuse('not-found');
  if (request.ownerId === actorId) refuse('own-request');
  if (request.state !== 'ACTIVE' || (request.deadline !== null && request.deadline <= tx.now)) refuse('stale');
  const giver = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  await answerWaiting(tx, actorId, giver.personKey, request.id);
  const { missing } = await coverageOfOne(tx, request.id);
  if (!help.given && missing === 0n) refuse('covered');
  if (!help.given && help.amount > missing) refuse('above-missing', { missing });
  const month = await monthNow(tx);
  await keepMeasure(tx, actorId, request, month, help);
  return makePromise(tx, {
    giverId: actorId,
    giverKey: giver.personKey,
    request,
    month,
    amount: help.amount,
    origin: help.given ? 'ALREADY_GIVEN' : 'HELP_NOW',
    form: help.form,
    description: description || null,
    proposalId: null,
  });
}

/** Helping now is the giver's own answer to what the round proposed for the same request. */
export async function answerWaiting(tx: Tx, giverId: string, giverKey: string, requestId: string): Promise<void> {
  const waiting = await tx.db.proposal.findMany({ where: { giverId, requestId, state: 'OFFERED' } });
  if (waiting.length === 0) return;
  await stepProposals(tx, waiting, 'declined', giverKey);
  await markAnswered(tx, giverId);
}

/** A card with nothing left to answer has been answered, and an answer ends the count of unanswered cards. */
export async function markAnswered(tx: Tx, giverId: string): Promise<void> {
  await tx.db.pledge.updateMany({ where: { openSlot: giverId }, data: { unansweredCards: 0 } });
  await tx.db.card.updateMany({
    where: { giverId, answeredAt: null, proposals: { none: { state: 'OFFERED' } } },
    data: { answeredAt: tx.now },
  });
}

/**
 * @throws DomainError `above-ceiling` with the `room` left, unless an emergency is helped above it by an explicit yes, or it has
 * been given already: then the giver's word is that yes; `not-for-helper`
 */
async function keepMeasure(tx: Tx, giverId: string, request: Request, month: MonthNow, help: HelpNow): Promise<void> {
  const { room } = await measureOf(tx, giverId);
  // Whoever acts for another neither goes above a measure nor makes promises where there is none yet.
  if (tx.helper) keepWithinShown(tx, help.amount, await freeOpenPart(tx, giverId));
  if (room === null || help.amount <= room) return;
  if (!help.given && (request.kind !== 'EMERGENCY' || !help.aboveCeiling)) refuse('above-ceiling', { room });
  await tx.db.ceilingOverride.create({
    data: {
      id: tx.ids.id(),
      giverId,
      requestId: request.id,
      cycleId: month.cycleId,
      amount: help.amount - room,
      at: tx.now,
    },
  });
}
