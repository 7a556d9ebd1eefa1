import type { Tx } from '../../db/transaction.ts';
import { refuse } from '../errors.ts';
import { completeIfMet } from '../requests/endings.ts';
import { lockRequest } from './promise.ts';
import { recordGift } from './settle.ts';
import { lockSide } from './sides.ts';

/**
 * What was not money is measured by its giver. The recipient may correct it downward at confirmation; upward only with the giver's yes
 * (1-domain, Pledges): what was promised is confirmed, the higher value waits, and the difference becomes a gift when they agree.
 */

/** @throws DomainError `not-found`, `stale` when nothing waits */
async function takeQuestion(tx: Tx, actorId: string, promiseId: string) {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'GIVER');
  if (promise.valued === null) refuse('stale');
  const { count } = await tx.db.commitment.updateMany({
    where: { id: promiseId, valued: promise.valued },
    data: { valued: null },
  });
  if (count === 0) refuse('stale');
  return { promise, actor, surplus: promise.valued - promise.amount };
}

/** The giver agrees: the difference is recorded as a gift. @throws DomainError `not-found`, `stale` */
export async function agreeToMore(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  const { promise, actor, surplus } = await takeQuestion(tx, actorId, promiseId);
  await lockRequest(tx, promise.requestId); // whoever promises at the same time has to count the gift (I2)
  await recordGift(tx, promise, actor, surplus);
  await completeIfMet(tx, promise.requestId);
}

/** The giver leaves it at what was promised; nobody is told. @throws DomainError `not-found`, `stale` */
export async function leaveWorth(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  await takeQuestion(tx, actorId, promiseId);
}

/** The value that waits for this giver's yes; null for everyone else, and when nothing waits. */
export async function waitingWorth(tx: Tx, giverId: string, promiseId: string): Promise<bigint | null> {
  const row = await tx.db.commitment.findFirst({ where: { id: promiseId, giverId }, select: { valued: true } });
  return row?.valued ?? null;
}
