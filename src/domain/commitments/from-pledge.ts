import type { Tx } from '../../db/transaction.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { least } from '../money.ts';
import { maySeeRequest } from '../network/reach.ts';
import { freeOpenPart } from '../pledges/measure.ts';
import { coverageOfOne } from '../requests/coverage.ts';
import { helpNow } from './promise.ts';

/** What one tap on an emergency takes from the giver's open pledge: its free part, as far as something is missing. Minor units. */
export async function offerFromPledge(tx: Tx, giverId: string, requestId: string): Promise<bigint> {
  const free = await freeOpenPart(tx, giverId);
  return free === 0n ? 0n : least(free, (await coverageOfOne(tx, requestId)).missing);
}

/**
 * Uses the open pledge for an emergency by one tap (1-domain, States).
 * @param amount what the button said; when it has changed since, nothing is promised, so that a double tap promises once
 * @returns the promise's id
 * @throws DomainError `not-found`, `own-request`, `stale`
 */
export async function helpFromPledge(tx: Tx, actorId: string, requestId: string, amount: bigint): Promise<string> {
  await lockMember(tx, actorId);
  const request = await tx.db.request.findUnique({ where: { id: requestId } });
  if (!request || !(await maySeeRequest(tx, actorId, requestId))) refuse('not-found');
  if (request.ownerId === actorId) refuse('own-request');
  if (request.kind !== 'EMERGENCY' || amount <= 0n) refuse('stale');
  if ((await offerFromPledge(tx, actorId, requestId)) !== amount) refuse('stale');
  return helpNow(tx, actorId, { requestId, amount, form: 'MONEY', description: null, aboveCeiling: false });
}
