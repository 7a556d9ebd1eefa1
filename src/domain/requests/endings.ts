import { apart, type Tx } from '../../db/transaction.ts';
import type { Commitment, Request } from '../../generated/prisma/client.ts';
import { SYSTEM as SYSTEM_ACTOR, stepPromise } from '../commitments/states.ts';
import { plusDays } from '../cycles/calendar.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import type { NoticeKind } from '../notices/kinds.ts';
import { queueNotices } from '../notices/queue.ts';
import { dropPledgesTo } from '../pledges/pledges.ts';
import { coverageOfOne } from './coverage.ts';
import { lockOwn, type Mover, moveRequest, SYSTEM } from './states.ts';

/** How requests end (1-domain, States): closed by hand, completed, at the deadline. Each helper gets one message. */

type Ending = Extract<NoticeKind, 'request-closed' | 'emergency-completed' | 'emergency-deadline'>;

/** Promises that were in force when the request ended: their givers are told. */
const HELPING = ['PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED'] as const;

/**
 * Ends a request: pledges to it are freed silently, waiting proposals withdrawn, everyone who helped is told once. Open promises
 * stand. The monthly request that waited for an emergency returns. The caller holds the owner's row and the request's.
 * @throws DomainError `stale` when it is closed already
 */
export async function endRequest(tx: Tx, request: Request, ending: Ending, by: Mover, outcome: string): Promise<void> {
  const helpers = await tx.db.commitment.findMany({
    where: { requestId: request.id, state: { in: [...HELPING] } },
    distinct: ['giverId'],
    select: { giverId: true },
  });
  const sealed = outcome ? tx.vault.seal(outcome) : null;
  await moveRequest(tx, request, 'closed', by, { closedAt: tx.now, outcome: sealed });
  if (ending === 'emergency-completed') await letNeverReportedGo(tx, request.id);
  await dropPledgesTo(tx, request.id);
  await withdrawWaiting(tx, { requestId: request.id });
  const told = [...helpers.map((row) => row.giverId), ...(by.role === 'SYSTEM' ? [request.ownerId] : [])];
  await queueNotices(
    tx,
    told.map((memberId) => ({
      kind: ending,
      memberId,
      about: `${request.id}:${tx.now.getTime()}`,
      params: { requestId: request.id },
    })),
  );
  if (request.kind === 'EMERGENCY') await giveBackMonthly(tx, request.ownerId);
}

/** What was never said to be handed over is let go; the giver's one message about the end says so. */
async function letNeverReportedGo(tx: Tx, requestId: string): Promise<void> {
  const rows = await tx.db.$queryRaw<Pick<Commitment, 'id'>[]>`
    SELECT p.id FROM promises p WHERE p.request_id = ${requestId}::uuid AND p.state = 'PROMISED'
      AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = 'PROMISE' AND e.subject_id = p.id AND e.event IN ('reported', 'already-given'))
    ORDER BY p.id FOR UPDATE OF p`;
  for (const promise of await tx.db.commitment.findMany({ where: { id: { in: rows.map((row) => row.id) } } })) {
    await stepPromise(tx, promise, 'forgiven', SYSTEM_ACTOR, { settledAt: tx.now });
  }
}

/** The monthly request that an emergency held back becomes active again and joins the next round; while everything is paused it waits on. */
async function giveBackMonthly(tx: Tx, ownerId: string): Promise<void> {
  const held = await tx.db.request.findMany({
    where: { ownerId, state: 'PAUSED', pauseReason: 'EMERGENCY' },
    orderBy: { createdAt: 'desc' },
  });
  const active = await tx.db.request.findUnique({ where: { activeSlot: ownerId } });
  if (active?.kind === 'EMERGENCY') return; // they wait for that one
  const [newest] = held;
  const { pausedAt } = await tx.db.member.findUniqueOrThrow({ where: { id: ownerId } });
  if (!active && newest && pausedAt !== null) {
    await tx.db.request.update({ where: { id: newest.id }, data: { pauseReason: 'EVERYTHING' } });
  } else if (!active && newest) await moveRequest(tx, newest, 'resumed', SYSTEM);
  // Where another monthly one has its place, its owner decides about it from now on.
  await tx.db.request.updateMany({
    where: { ownerId, state: 'PAUSED', pauseReason: 'EMERGENCY' },
    data: { pauseReason: 'OWNER' },
  });
}

/** An emergency is over as soon as as much was confirmed as it needed. Called after whatever may have brought it there. */
export async function completeIfMet(tx: Tx, requestId: string): Promise<void> {
  const { kind, ownerId } = await tx.db.request.findUniqueOrThrow({ where: { id: requestId } });
  if (kind !== 'EMERGENCY') return;
  const request = await lockOwn(tx, ownerId, requestId);
  if (request.state === 'CLOSED') return;
  const { received, need } = await coverageOfOne(tx, requestId);
  if (received >= need) await endRequest(tx, request, 'emergency-completed', SYSTEM, '');
}

const GRACE_DAYS = 7;

/**
 * Emergencies whose deadline has passed end by themselves: the result goes to all, open promises stay and are due seven days later.
 *
 * @returns how many ended
 */
export async function endEmergencies(tx: Tx): Promise<number> {
  const due = await tx.db.request.findMany({
    where: { kind: 'EMERGENCY', state: { in: ['ACTIVE', 'PAUSED'] }, deadline: { lte: tx.now } },
    orderBy: { ownerId: 'asc' },
  });
  return apart(tx, due, async ({ id, ownerId }) => {
    const request = await lockOwn(tx, ownerId, id);
    if (request.state === 'CLOSED' || request.deadline === null || request.deadline > tx.now) return;
    const dueAt = plusDays(request.deadline, GRACE_DAYS, tx.rules.timezone);
    await tx.db.commitment.updateMany({
      where: { requestId: id, state: 'PROMISED' },
      data: { dueAt, dateRemindedAt: null },
    });
    await endRequest(tx, request, 'emergency-deadline', SYSTEM, '');
  });
}
