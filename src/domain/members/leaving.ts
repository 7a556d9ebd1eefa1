import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Member } from '../../generated/prisma/client.ts';
import { DAY_MS, later } from '../clock.ts';
import { SYSTEM, stepPromise } from '../commitments/states.ts';
import { plusDays } from '../cycles/calendar.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { endHelpingOf } from '../helping/endings.ts';
import { lockMailbox, queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';

/**
 * /delete: invisible at once, seven days to undo, then erasure (4-promises, R12). While a member is LEAVING nobody sees them, their
 * requests or their recommendations, and no round counts them: every query asks for ACTIVE members.
 */

/** The member's row, which no notice can be queued for until the transaction ends. */
export async function lockWhole(tx: Tx, memberId: string): Promise<Member> {
  await lockMailbox(tx, memberId);
  return tx.db.member.findUniqueOrThrow({ where: { id: memberId } });
}

export function logMember(
  tx: Tx,
  { personKey, state }: Pick<Member, 'personKey' | 'state'>,
  event: string,
  to: Member['state'],
  by: 'OWNER' | 'SYSTEM',
): Promise<void> {
  const actorKey = by === 'OWNER' ? personKey : null;
  return appendEvent(tx, { subject: 'MEMBER', subjectId: personKey, event, from: state, to, role: by, actorKey });
}

/**
 * Promises between the member and others end by the system, and the other side is told: nobody waits for somebody who is not there,
 * and what a request lacks is shown at once to those who may still help (1-domain, States).
 */
export async function releasePromises(tx: Tx, memberId: string): Promise<void> {
  const open = await tx.db.commitment.findMany({
    where: { state: 'PROMISED', OR: [{ giverId: memberId }, { recipientId: memberId }] },
    orderBy: { id: 'asc' },
  });
  for (const promise of open) {
    await stepPromise(tx, promise, 'released', SYSTEM, { settledAt: tx.now });
    await queueNotice(tx, {
      kind: 'released',
      memberId: promise.giverId === memberId ? promise.recipientId : promise.giverId,
      about: promise.id,
      params: { promiseId: promise.id },
    });
  }
}

/** What waits for an answer of the member, and what others were offered for the member's requests, is taken back; nobody is told. */
export async function takeBackProposals(tx: Tx, memberId: string): Promise<void> {
  await withdrawWaiting(tx, { giverId: memberId });
  const requests = await tx.db.request.findMany({
    where: { ownerId: memberId, state: { not: 'CLOSED' } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of requests) {
    await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    await withdrawWaiting(tx, { requestId: id });
  }
}

/**
 * The member leaves: invisible at once. Their open promises end, the other side is told; pledges, requests and contacts are held for
 * seven days and come back with {@link stay}.
 *
 * @throws DomainError `stale` when they are leaving already
 */
export async function leave(tx: Tx, actorId: string): Promise<void> {
  const member = await lockWhole(tx, actorId);
  if (member.state !== 'ACTIVE') refuse('stale');
  const eraseAt = plusDays(tx.now, LIMITS.undoDays, tx.rules.timezone);
  await takeBackProposals(tx, actorId);
  await releasePromises(tx, actorId);
  await endHelpingOf(tx, actorId);
  await tx.db.notice.updateMany({
    where: { memberId: actorId, state: 'PENDING' },
    data: { state: 'DROPPED', lastError: 'member left' },
  });
  // The only message to somebody who is leaving; it is queued while they are still here.
  await queueNotice(tx, {
    kind: 'deletion-scheduled',
    memberId: actorId,
    about: tx.ids.id(), // who left and stayed before is told again
    params: {},
    from: later(eraseAt, -DAY_MS),
    expiresAt: eraseAt,
  });
  await tx.db.member.update({ where: { id: actorId }, data: { state: 'LEAVING', eraseAt } });
  await logMember(tx, member, 'left', 'LEAVING', 'OWNER');
}

/** Undoes {@link leave}. @throws DomainError `stale` when they are not leaving */
export async function stay(tx: Tx, actorId: string): Promise<void> {
  const member = await lockWhole(tx, actorId);
  if (member.state !== 'LEAVING') refuse('stale');
  await tx.db.notice.updateMany({
    where: { memberId: actorId, kind: 'deletion-scheduled', state: 'PENDING' },
    data: { state: 'DROPPED', lastError: 'outdated' },
  });
  await tx.db.member.update({ where: { id: actorId }, data: { state: 'ACTIVE', eraseAt: null } });
  await logMember(tx, member, 'stayed', 'ACTIVE', 'OWNER');
}

/** When everything about the member will be erased; null unless they are leaving. */
export async function erasureTime(tx: Tx, memberId: string): Promise<Date | null> {
  const row = await tx.db.member.findUniqueOrThrow({ where: { id: memberId }, select: { eraseAt: true } });
  return row.eraseAt;
}
