import type { Tx } from '../../db/transaction.ts';
import type { Commitment } from '../../generated/prisma/client.ts';
import { refuse } from '../errors.ts';
import { keepSidesApart } from '../helping/scope.ts';
import { keyOf } from '../members/members.ts';
import type { Actor } from './states.ts';

/** The promise, locked, if the actor stands on that side of it. @throws DomainError `not-found` for everyone else, `not-for-helper` */
export async function lockSide(
  tx: Tx,
  actorId: string,
  promiseId: string,
  side: 'GIVER' | 'RECIPIENT',
): Promise<[Commitment, Actor]> {
  await tx.db.$queryRaw`SELECT 1 FROM promises WHERE id = ${promiseId}::uuid FOR UPDATE`;
  const promise = await tx.db.commitment.findUnique({ where: { id: promiseId } });
  if (!promise || (side === 'GIVER' ? promise.giverId : promise.recipientId) !== actorId) refuse('not-found');
  keepSidesApart(tx, side === 'GIVER' ? promise.recipientId : promise.giverId);
  return [promise, { role: side, key: await keyOf(tx, actorId) }];
}
