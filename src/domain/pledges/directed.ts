import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Pledge, Prisma, Request } from '../../generated/prisma/client.ts';
import type { HelpForm, PauseReason, PledgeState } from '../../generated/prisma/enums.ts';
import { lockRequest } from '../commitments/promise.ts';
import { startOfDay } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { keepSidesApart, keepWithinShown, shows } from '../helping/scope.ts';
import { endPause, keyOf, lockMember } from '../members/members.ts';
import { atLeastZero, sum } from '../money.ts';
import { nicknamesOf } from '../network/people.ts';
import { maySeeRequest, seenRequests } from '../network/reach.ts';
import { queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { cleanLine, isBlank } from '../text.ts';
import { beforePledge, keepPledgeMade } from '../undo/kept.ts';
import {
  checkAmount,
  checkPledgesToday,
  followWithCeiling,
  lockOwn,
  logChange,
  openPledgeOf,
  trimWaiting,
} from './pledges.ts';

/** Intentions directed at one request (1-domain, Pledges). Nobody is told of changes; they bind nobody. */

export interface DirectedInput {
  readonly requestId: string;
  /** false: once, from the next round */
  readonly monthly: boolean;
  /** minor units, a month or once */
  readonly amount: bigint;
  readonly form: HelpForm;
  /** What exactly, for help that is not money. */
  readonly description: string | null;
}

/**
 * Makes a pledge to a request. A second one in money, of the same kind, changes the first. The asker learns of new ones, gathered once
 * a day and without names.
 *
 * @returns the pledge's id
 * @throws DomainError `not-found`, `own-request`, `stale`, `emergency-at-once`, `amount-invalid`, `amount-too-large`, `text-empty`, `too-many-today`
 */
export async function pledgeTo(tx: Tx, actorId: string, input: DirectedInput): Promise<string> {
  checkAmount(tx, input.amount);
  const description = input.description === null ? '' : cleanLine(input.description, LIMITS.descriptionLength).text;
  if (input.form !== 'MONEY' && isBlank(description)) refuse('text-empty');
  await lockMember(tx, actorId);
  const request = await lockRequest(tx, input.requestId);
  if (!(await maySeeRequest(tx, actorId, request.id))) refuse('not-found');
  if (request.ownerId === actorId) refuse('own-request');
  keepSidesApart(tx, request.ownerId);
  if (request.kind === 'EMERGENCY') refuse('emergency-at-once');
  if (request.state !== 'ACTIVE') refuse('stale');
  if (tx.helper) keepWithinShown(tx, input.amount, (await openPledgeOf(tx, actorId))?.amount ?? 0n);
  const actorKey = await keyOf(tx, actorId);
  await checkPledgesToday(tx, actorKey);
  const earlier = await sameWish(tx, actorId, input);
  const before = await beforePledge(tx, actorId, earlier);
  await followWithCeiling(tx, actorId, input.amount);
  await endPause(tx, actorId);
  const id = earlier?.id ?? tx.ids.id();
  if (earlier) await changeTo(tx, earlier, 'ACTIVE', input.amount, actorKey);
  else await create(tx, actorId, actorKey, id, input, description, request);
  await keepPledgeMade(tx, actorId, id, before);
  return id;
}

async function create(
  tx: Tx,
  actorId: string,
  actorKey: string,
  id: string,
  input: DirectedInput,
  description: string,
  request: Request,
): Promise<void> {
  await tx.db.pledge.create({
    data: {
      id,
      giverId: actorId,
      kind: 'DIRECTED',
      requestId: request.id,
      monthly: input.monthly,
      amount: input.amount,
      form: input.form,
      description: input.form === 'MONEY' ? null : tx.vault.seal(description),
      state: 'ACTIVE',
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
  await tellAsker(tx, request.id, request.ownerId);
}

const sameWish = (tx: Tx, giverId: string, { requestId, monthly, form }: DirectedInput): Promise<Pledge | null> =>
  form === 'MONEY'
    ? tx.db.pledge.findFirst({ where: { giverId, requestId, monthly, form, state: { not: 'WITHDRAWN' } } })
    : Promise.resolve(null);

/** One message a day about all that was pledged in it. */
async function tellAsker(tx: Tx, requestId: string, ownerId: string): Promise<void> {
  const until = startOfDay(tx.now, 1, tx.rules.timezone);
  await queueNotice(tx, {
    kind: 'pledge-made',
    memberId: ownerId,
    about: `${requestId}:${until.toISOString()}`,
    params: { requestId, until: until.toISOString() },
    from: until,
  });
}

/** How many pledges of that day still stand: the request's owner reads a number, no names. */
export function pledgesMadeBy(tx: Tx, requestId: string, until: Date): Promise<number> {
  const since = startOfDay(until, -1, tx.rules.timezone);
  return tx.db.pledge.count({
    where: { requestId, state: { not: 'WITHDRAWN' }, createdAt: { gte: since, lt: until } },
  });
}

/** Compare-and-set; waiting proposals shrink with it, nobody is told. @throws DomainError `stale` */
async function changeTo(tx: Tx, pledge: Pledge, state: PledgeState, amount: bigint, actorKey: string): Promise<void> {
  const { count } = await tx.db.pledge.updateMany({
    where: { id: pledge.id, state: pledge.state },
    data: { amount, state, pauseReason: state === 'PAUSED' ? pledge.pauseReason : null },
  });
  if (count === 0) refuse('stale');
  await logChange(tx, pledge, 'changed', state, actorKey, amount);
  const waiting = await tx.db.proposal.findMany({ where: { pledgeId: pledge.id, state: 'OFFERED' } });
  const offered = sum(waiting.map((proposal) => proposal.chosen ?? proposal.amount));
  await trimWaiting(tx, { pledgeId: pledge.id }, atLeastZero(offered - amount));
}

/**
 * Another amount; a paused pledge stays paused.
 * @throws DomainError `not-found`, `stale` when withdrawn, `amount-invalid`, `amount-too-large`, `too-many-today`
 */
export async function changeDirected(tx: Tx, actorId: string, pledgeId: string, amount: bigint): Promise<void> {
  checkAmount(tx, amount);
  const pledge = await lockOwn(tx, actorId, pledgeId);
  if (pledge.kind !== 'DIRECTED') refuse('not-found');
  if (pledge.state === 'WITHDRAWN') refuse('stale');
  if (tx.helper && pledge.requestId) {
    const { ownerId } = await tx.db.request.findUniqueOrThrow({ where: { id: pledge.requestId } });
    keepSidesApart(tx, ownerId);
  }
  keepWithinShown(tx, amount, pledge.amount);
  const actorKey = await keyOf(tx, actorId);
  await checkPledgesToday(tx, actorKey);
  await followWithCeiling(tx, actorId, amount);
  await changeTo(tx, pledge, pledge.state, amount, actorKey);
}

/** A directed pledge as its giver sees it; nobody else does. */
export interface DirectedPledge {
  readonly id: string;
  readonly requestId: string;
  /** As the giver calls them; null when the giver no longer sees the request. */
  readonly recipientName: string | null;
  readonly requestTitle: string | null;
  readonly monthly: boolean;
  readonly amount: bigint;
  readonly form: HelpForm;
  readonly description: string | null;
  readonly state: PledgeState;
  readonly pauseReason: PauseReason | null;
  /** The request is open and this month's part has not been given yet. */
  readonly canGiveNow: boolean;
}

/** Promised or given in the open cycle. */
const GIVEN_NOW = {
  cycle: { openSlot: 1 },
  state: { in: ['PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED'] },
} satisfies Prisma.CommitmentWhereInput;

/** The viewer's own directed pledges that stand or are paused, the newest first. */
export async function directedPledgesOf(tx: Tx, viewerId: string): Promise<DirectedPledge[]> {
  if (!shows(tx, 'PROMISES')) return [];
  const rows = await tx.db.pledge.findMany({
    where: { giverId: viewerId, kind: 'DIRECTED', state: { not: 'WITHDRAWN' } },
    include: {
      request: { select: { title: true, state: true, ownerId: true, owner: { select: { name: true } } } },
      promises: { where: GIVEN_NOW, select: { id: true } },
      proposals: { where: { promises: { some: GIVEN_NOW } }, select: { id: true } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  const seen = new Set((await seenRequests(tx, viewerId)).map((row) => row.requestId));
  const nicknames = await nicknamesOf(tx, viewerId);
  return rows.flatMap((row): DirectedPledge[] => {
    const { request, requestId } = row;
    if (!request || requestId === null) return [];
    const isSeen = seen.has(requestId);
    const isGiven = row.promises.length + row.proposals.length > 0;
    return [
      {
        id: row.id,
        requestId,
        recipientName: isSeen ? (nicknames.get(request.ownerId) ?? request.owner.name) : null,
        requestTitle: isSeen ? request.title : null,
        monthly: row.monthly,
        amount: row.amount,
        form: row.form,
        description: row.description ? tx.vault.open(row.description) : null,
        state: row.state,
        pauseReason: row.pauseReason,
        canGiveNow: isSeen && request.state === 'ACTIVE' && row.state === 'ACTIVE' && !isGiven,
      },
    ];
  });
}

/** One of them; null for everyone else and for an unknown id. */
export async function directedPledge(tx: Tx, viewerId: string, pledgeId: string): Promise<DirectedPledge | null> {
  return (await directedPledgesOf(tx, viewerId)).find((pledge) => pledge.id === pledgeId) ?? null;
}
