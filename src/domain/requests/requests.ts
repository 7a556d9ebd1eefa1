import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Prisma, Request } from '../../generated/prisma/client.ts';
import type { ForWhom, RequestKind } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { plusDays } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { endPause, lockMember } from '../members/members.ts';
import { amountMax } from '../money.ts';
import { ringOne } from '../network/reach.ts';
import { askRecommendersAgain, wordsCountFrom } from '../network/recommendations.ts';
import { regainSight, settleLostSight } from '../network/sight.ts';
import { queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { clean, cleanLine, isBlank } from '../text.ts';
import { keepUndo, memberNow } from '../undo/kept.ts';
import { giveBackClosed } from '../undo/requests.ts';
import { alertReached } from './alerts.ts';
import { takeBackIfCovered } from './covered.ts';
import { detailFor, type HandingOver, markChanged } from './details.ts';
import { completeIfMet, endRequest } from './endings.ts';
import { keepDoublingRule, keepEmergencyLimit, recommendedAmount } from './limit.ts';
import {
  byOwner,
  lockOwn,
  mayReopen,
  moveRequest,
  type Owner,
  ownerOf,
  pauseNow,
  SYSTEM,
  unlockedOwner,
} from './states.ts';

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

type Terms = Pick<RequestInput, 'kind' | 'people' | 'title' | 'amount' | 'dueDay' | 'deadline' | 'reach'>;

/**
 * @param publishedAt a deadline lies at most 30 days from then, so that an emergency never becomes a standing one
 * @throws DomainError `text-empty`, `date-out-of-range`, `amount-invalid`, `amount-too-large` for what the form should not have let through
 */
function checkTerms(tx: Tx, terms: Terms, publishedAt: Date): void {
  if (isBlank(terms.title)) refuse('text-empty');
  if (terms.amount <= 0n) refuse('amount-invalid');
  if (terms.amount > amountMax(tx.rules.unit)) refuse('amount-too-large');
  if (!Number.isInteger(terms.people) || terms.people < 1 || terms.people > LIMITS.people) refuse('amount-invalid');
  if (![1, 2, 3].includes(terms.reach)) refuse('date-out-of-range');
  if (terms.kind === 'MONTHLY') {
    if (terms.dueDay === null || terms.dueDay < 1 || terms.dueDay > 31) refuse('date-out-of-range');
    return;
  }
  const latest = plusDays(publishedAt, LIMITS.emergencyDays + 1, tx.rules.timezone);
  if (terms.deadline === null || terms.deadline <= tx.now || terms.deadline > latest) refuse('date-out-of-range');
}

/** @throws DomainError `too-many-today` */
async function checkChangesToday(tx: Tx, { personKey }: Owner): Promise<void> {
  const today = await tx.db.event.count({
    where: {
      subject: 'REQUEST',
      actorKey: personKey,
      at: { gt: later(tx.now, -DAY_MS) },
      event: { in: ['created', 'edited', 'reopened'] },
    },
  });
  if (today >= LIMITS.requestChangesADay) refuse('too-many-today');
}

const howOf = (input: RequestInput): HandingOver => {
  if (input.newPaymentDetail !== null) return { kind: 'new', value: input.newPaymentDetail };
  return input.paymentDetailId === null ? { kind: 'write' } : { kind: 'existing', detailId: input.paymentDetailId };
};

/**
 * Makes room for a request to become active: an emergency holds the active monthly one back, which returns when it ends.
 * @throws DomainError `already-active`
 */
async function takeSlot(tx: Tx, ownerId: string, kind: RequestKind): Promise<void> {
  const active = await tx.db.request.findUnique({ where: { activeSlot: ownerId } });
  if (!active) return;
  if (active.kind === 'EMERGENCY' || kind === 'MONTHLY') refuse('already-active');
  await pauseNow(tx, active, 'EMERGENCY', SYSTEM);
}

const sealedText = (tx: Tx, text: string | null, limit: number): Uint8Array<ArrayBuffer> | null => {
  const kept = text === null ? '' : clean(text, limit).text;
  return kept ? tx.vault.seal(kept) : null;
};

/**
 * Publishes a member's request; ring 1 is told. An emergency pauses the member's monthly request, which returns when it ends.
 *
 * @returns the request's id
 * @throws DomainError `already-active`, `amount-more-than-double`, `too-many-today`, `locked`, `not-found`, `text-empty`, `date-out-of-range`
 */
export async function publishRequest(tx: Tx, actorId: string, input: RequestInput): Promise<string> {
  checkTerms(tx, input, tx.now);
  await lockMember(tx, actorId);
  const owner = await unlockedOwner(tx, actorId);
  const before = await memberNow(tx, actorId);
  await takeSlot(tx, actorId, input.kind);
  await checkChangesToday(tx, owner);
  await endPause(tx, actorId);
  if (input.kind === 'MONTHLY') await keepDoublingRule(tx, actorId, input.amount);
  const request = await tx.db.request.create({
    data: {
      id: tx.ids.id(),
      ownerId: actorId,
      activeSlot: actorId,
      kind: input.kind,
      state: 'ACTIVE',
      forWhom: input.forWhom,
      people: input.people,
      title: cleanLine(input.title, LIMITS.titleLength).text,
      story: sealedText(tx, input.story, LIMITS.storyLength),
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
    subjectId: request.id,
    event: 'created',
    from: null,
    to: 'ACTIVE',
    role: 'OWNER',
    actorKey: owner.personKey,
    amount: input.amount,
  });
  if (input.kind === 'EMERGENCY') await alertReached(tx, request);
  else await tellRingOne(tx, request);
  const { doubling, pausedAt } = before;
  const { doubling: doublingLeft } = await memberNow(tx, actorId);
  await keepUndo(tx, actorId, 'REQUEST_PUBLISHED', request.id, { doubling, doublingLeft, pausedAt });
  return request.id;
}

async function tellRingOne(tx: Tx, { id, ownerId }: Request): Promise<void> {
  const contacts = await ringOne(tx, ownerId);
  await queueNotices(
    tx,
    contacts.map((contact) => ({
      kind: 'contact-asks' as const,
      memberId: contact.id,
      about: id,
      params: { requestId: id },
    })),
  );
}

/** @throws DomainError `not-found`, `stale` when it is not active */
export async function pauseRequest(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  await pauseNow(tx, request, 'OWNER', byOwner(await ownerOf(tx, actorId)));
}

/**
 * An emergency that was paused holds the monthly request back again; a monthly one comes back within the limit of its owner.
 * @throws DomainError `not-found`, `stale` when it is not paused or its deadline has passed, `already-active`, `locked`, `amount-more-than-double`
 */
export async function resumeRequest(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (request.state !== 'PAUSED') refuse('stale');
  await activate(tx, request, 'resumed', await unlockedOwner(tx, actorId));
}

/**
 * Opens a closed request again: by its owner, for 60 days, an emergency before its deadline and while something is missing. Pledges
 * that the closing freed stay free, after the first ten minutes; recommendations stand, for nothing has changed.
 * @throws DomainError `not-found`, `stale`, `already-active`, `locked`, `amount-more-than-double`, `too-many-today`
 */
export async function reopenRequest(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (!mayReopen(request, tx.now)) refuse('stale');
  const owner = await unlockedOwner(tx, actorId);
  await checkChangesToday(tx, owner);
  await activate(tx, request, 'reopened', owner);
  await giveBackClosed(tx, actorId, requestId);
  await completeIfMet(tx, request.id);
}

async function activate(tx: Tx, request: Request, step: 'resumed' | 'reopened', owner: Owner): Promise<void> {
  if (request.deadline !== null && request.deadline <= tx.now) refuse('stale');
  await takeSlot(tx, owner.id, request.kind);
  await endPause(tx, owner.id);
  if (request.kind === 'MONTHLY') await keepDoublingRule(tx, owner.id, request.amount);
  await moveRequest(tx, request, step, byOwner(owner));
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
  const owner = await unlockedOwner(tx, actorId);
  const words = outcome === null ? '' : clean(outcome, LIMITS.thanksLength).text;
  const pledges = await tx.db.pledge.findMany({
    where: { requestId, state: { not: 'WITHDRAWN' } },
    orderBy: { id: 'asc' },
  });
  await endRequest(tx, request, 'request-closed', byOwner(owner), words);
  await keepUndo(tx, actorId, 'REQUEST_CLOSED', requestId, {
    pledges: pledges.map(({ id, state, pauseReason: why }) => ({ id, state, why })),
  });
}

/** What may be changed of a published request. Absent fields stay; null empties one that may be empty. */
export interface RequestChange extends Partial<Omit<RequestInput, 'kind' | 'paymentDetailId' | 'newPaymentDetail'>> {
  readonly how?: HandingOver;
}

/**
 * Changes a request. Another title, story, or number of people, or an amount raised by more than half since its recommenders gave
 * their word, asks them again: until they answer, only ring 1 sees it (1-domain, Requests). So does another way to hand help over,
 * which marks the request. Promises keep the dates they were given.
 *
 * @throws DomainError `not-found`, `stale` when closed, `locked`, `too-many-today`, `amount-more-than-double`, `text-empty`,
 *   `date-out-of-range`, `amount-invalid`, `amount-too-large`, `not-for-helper` for the way to hand over
 */
export async function editRequest(tx: Tx, actorId: string, requestId: string, change: RequestChange): Promise<void> {
  if (tx.helper && change.how !== undefined) refuse('not-for-helper');
  const request = await lockOwn(tx, actorId, requestId);
  if (request.state === 'CLOSED') refuse('stale');
  const owner = await unlockedOwner(tx, actorId);
  await checkChangesToday(tx, owner);
  checkTerms(tx, { ...request, ...change }, request.createdAt);
  await keepLimit(tx, request, change.amount);
  const data = changedFields(tx, request, change);
  const paymentDetailId = change.how === undefined ? request.paymentDetailId : await detailFor(tx, actorId, change.how);
  const asksAgain = await mustAskAgain(tx, request, data);
  await tx.db.request.update({
    where: { id: requestId },
    data: { ...data, paymentDetailId, ...(asksAgain ? { recommendedSince: await wordsCountFrom(tx, requestId) } : {}) },
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
  if (paymentDetailId !== request.paymentDetailId) await markChanged(tx, actorId);
  await settleLostSight(tx, [actorId]);
  await regainSight(tx, [actorId]);
  await takeBackIfCovered(tx, requestId);
  await completeIfMet(tx, requestId);
}

const keepLimit = async (tx: Tx, request: Request, amount: bigint | undefined): Promise<void> => {
  if (amount === undefined) return;
  if (request.kind === 'MONTHLY') await keepDoublingRule(tx, request.ownerId, amount);
  else await keepEmergencyLimit(tx, request.id, amount);
};

type Fields = Pick<
  Prisma.RequestUncheckedUpdateInput,
  'title' | 'amount' | 'story' | 'storyVoice' | 'link' | 'forWhom' | 'people' | 'reach' | 'dueDay' | 'deadline'
>;

/** What really changes; a text that stays the same is no change. A typed story replaces a spoken one, and the other way round. */
function changedFields(tx: Tx, request: Request, change: RequestChange): Fields {
  const fields: Fields = {};
  const title = change.title === undefined ? request.title : cleanLine(change.title, LIMITS.titleLength).text;
  if (title !== request.title) fields.title = title;
  for (const key of ['amount', 'forWhom', 'people', 'reach'] as const) {
    if (change[key] !== undefined && change[key] !== request[key]) Object.assign(fields, { [key]: change[key] });
  }
  if (request.kind === 'MONTHLY' && change.dueDay !== undefined) fields.dueDay = change.dueDay;
  if (request.kind === 'EMERGENCY' && change.deadline !== undefined) fields.deadline = change.deadline;
  if (change.link !== undefined) fields.link = change.link ? tx.vault.seal(change.link) : null;
  if (change.story !== undefined || change.storyVoice !== undefined) {
    const story = change.story ? clean(change.story, LIMITS.storyLength).text : '';
    const isSame =
      story === (request.story ? tx.vault.open(request.story) : '') && !change.storyVoice && !request.storyVoice;
    if (!isSame) {
      fields.story = story ? tx.vault.seal(story) : null;
      fields.storyVoice = change.storyVoice ? tx.vault.seal(change.storyVoice) : null;
    }
  }
  return fields;
}

/** A word given for the old request does not stand for the new one. */
async function mustAskAgain(tx: Tx, request: Request, fields: Fields): Promise<boolean> {
  const keys = ['title', 'story', 'storyVoice', 'forWhom', 'people'] as const;
  if (keys.some((key) => fields[key] !== undefined)) return true;
  if (typeof fields.amount !== 'bigint' || fields.amount <= request.amount) return false;
  return 2n * fields.amount > 3n * (await recommendedAmount(tx, request));
}
