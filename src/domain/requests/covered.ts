import type { Tx } from '../../db/transaction.ts';
import type { Request } from '../../generated/prisma/client.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { queueNotice } from '../notices/queue.ts';
import { coverageOfOne } from './coverage.ts';

/**
 * What waits for a request is taken back once nothing is missing any more (1-domain, States). Called after whatever may have brought it
 * there; the caller holds the request's row.
 *
 * @returns whether nothing is missing
 */
export async function takeBackIfCovered(tx: Tx, requestId: string): Promise<boolean> {
  if ((await coverageOfOne(tx, requestId)).missing > 0n) return false;
  await withdrawWaiting(tx, { requestId });
  return true;
}

/**
 * Once nothing is missing any more, a request stops asking: its owner is told. Called after each promise; the caller holds the
 * request's row.
 * @param promiseId the promise that may have covered it: each covering is told once
 */
export async function tellIfCovered(tx: Tx, request: Request, promiseId: string): Promise<void> {
  if (!(await takeBackIfCovered(tx, request.id))) return;
  await queueNotice(tx, {
    kind: 'request-covered',
    memberId: request.ownerId,
    about: `${request.id}:${promiseId}`,
    params: { requestId: request.id },
  });
}
