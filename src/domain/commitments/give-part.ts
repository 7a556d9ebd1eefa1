import type { Tx } from '../../db/transaction.ts';
import { monthNow } from '../cycles/cycles.ts';
import { refuse } from '../errors.ts';
import { keepWithinShown } from '../helping/scope.ts';
import { keyOf } from '../members/members.ts';
import { least } from '../money.ts';
import { maySeeRequest } from '../network/reach.ts';
import { measureOf } from '../pledges/measure.ts';
import { lockOwn, movePledge } from '../pledges/pledges.ts';
import { coverageOfOne } from '../requests/coverage.ts';
import { answerWaiting, lockRequest, makePromise } from './promise.ts';

/** What one tap on a directed pledge came to. */
export interface GivenPart {
  readonly promiseId: string;
  readonly amount: bigint;
  /** What made it less than pledged. */
  readonly lessBy: 'missing' | 'measure' | null;
}

const LIVING = ['PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED'] as const;

/**
 * This month's part of a directed pledge as a promise at once: after "every month", and for pledges that are not money, which no round
 * allocates, each month. Once a month; what is pledged once has done its work with it.
 *
 * @throws DomainError `not-found`, `stale` unless the pledge is active and this month's part still open, `covered`, `above-ceiling` {room}
 */
export async function givePart(tx: Tx, actorId: string, pledgeId: string): Promise<GivenPart> {
  const pledge = await lockOwn(tx, actorId, pledgeId);
  if (pledge.requestId === null) refuse('not-found');
  if (pledge.state !== 'ACTIVE') refuse('stale');
  const month = await monthNow(tx);
  const given = await tx.db.commitment.count({
    where: {
      OR: [{ pledgeId }, { proposal: { pledgeId } }],
      cycleId: month.cycleId,
      state: { in: [...LIVING] },
      ...(month.isTurning ? { createdAt: { gte: month.startsAt } } : {}),
    },
  });
  if (given > 0) refuse('stale');
  const request = await lockRequest(tx, pledge.requestId);
  if (!(await maySeeRequest(tx, actorId, request.id))) refuse('not-found');
  if (request.state !== 'ACTIVE') refuse('stale');
  const giverKey = await keyOf(tx, actorId);
  await answerWaiting(tx, actorId, giverKey, request.id);
  const { missing } = await coverageOfOne(tx, request.id);
  if (missing === 0n) refuse('covered');
  const { room } = await measureOf(tx, actorId);
  if (room === 0n) refuse('above-ceiling', { room });
  const amount = least(pledge.amount, missing, ...(room === null ? [] : [room]));
  keepWithinShown(tx, least(pledge.amount, missing), amount);
  const promiseId = await makePromise(tx, {
    giverId: actorId,
    giverKey,
    request,
    month,
    amount,
    origin: 'HELP_NOW',
    form: pledge.form,
    description: pledge.description ? tx.vault.open(pledge.description) : null,
    proposalId: null,
    pledgeId,
  });
  if (!pledge.monthly) await movePledge(tx, pledge, 'withdrawn', 'WITHDRAWN', null, null);
  return { promiseId, amount, lessBy: amount === pledge.amount ? null : amount === missing ? 'missing' : 'measure' };
}
