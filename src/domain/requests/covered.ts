import type { Tx } from '../../db/transaction.ts';
import type { Request } from '../../generated/prisma/client.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { queueNotice } from '../notices/queue.ts';
import { coverageOfOne } from './coverage.ts';

/**
 * Once nothing is missing any more, a request stops asking: its owner is told, and what still waits for an emergency is taken back.
 * Called after each promise; the caller holds the request's row.
 * @param promiseId the promise that may have covered it: each covering is told once
 */
export async function tellIfCovered(tx: Tx, request: Request, promiseId: string): Promise<void> {
  if ((await coverageOfOne(tx, request.id)).missing > 0n) return;
  if (request.kind === 'EMERGENCY') await withdrawWaiting(tx, { requestId: request.id });
  await queueNotice(tx, {
    kind: 'request-covered',
    memberId: request.ownerId,
    about: `${request.id}:${promiseId}`,
    params: { requestId: request.id },
  });
}
