import type { Tx } from '../../db/transaction.ts';
import type { Request } from '../../generated/prisma/client.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { refuse } from '../errors.ts';

/** "The amount may at most double between two cycles; the limit follows the member" (1-domain, Requests). Minor units. */

/** The most a member may ask for a month in this cycle: twice what the cycle began with; no limit for the first request ever. */
export async function amountLimit(tx: Tx, ownerId: string): Promise<bigint | null> {
  const member = await tx.db.member.findUniqueOrThrow({ where: { id: ownerId } });
  const cycle = await currentCycle(tx);
  if (member.doublingBase !== null && member.doublingCycle === cycle.id) return 2n * member.doublingBase;
  const last = await tx.db.request.findFirst({
    where: { ownerId, kind: 'MONTHLY', createdAt: { lt: cycle.startsAt } },
    orderBy: { createdAt: 'desc' },
  });
  return last ? 2n * last.amount : null;
}

/**
 * Remembers from which amount this cycle's doubling is counted; closing, asking again and resuming an old request do not reset it.
 * @throws DomainError `amount-more-than-double` with `limit` in minor units
 */
export async function keepDoublingRule(tx: Tx, ownerId: string, amount: bigint): Promise<void> {
  const limit = await amountLimit(tx, ownerId);
  if (limit !== null && amount > limit) refuse('amount-more-than-double', { limit });
  const cycle = await currentCycle(tx);
  const base = limit === null ? amount : limit / 2n;
  await tx.db.member.update({ where: { id: ownerId }, data: { doublingBase: base, doublingCycle: cycle.id } });
}

/**
 * An emergency is measured by itself: by what it asked for when the cycle began, or when it was published in it.
 * @throws DomainError `amount-more-than-double` with `limit` in minor units
 */
export async function keepEmergencyLimit(tx: Tx, requestId: string, amount: bigint): Promise<void> {
  const { startsAt } = await currentCycle(tx);
  const where = { subject: 'REQUEST' as const, subjectId: requestId, amount: { not: null } };
  const before = await tx.db.event.findFirst({ where: { ...where, at: { lt: startsAt } }, orderBy: { id: 'desc' } });
  const first = before ?? (await tx.db.event.findFirst({ where, orderBy: { id: 'asc' } }));
  const limit = 2n * (first?.amount ?? amount);
  if (amount > limit) refuse('amount-more-than-double', { limit });
}

/** What the request asked for when its recommenders gave their word, or were asked for it last. */
export async function recommendedAmount(tx: Tx, request: Request): Promise<bigint> {
  const event = await tx.db.event.findFirst({
    where: { subject: 'REQUEST', subjectId: request.id, amount: { not: null }, at: { lte: request.recommendedSince } },
    orderBy: { id: 'desc' },
  });
  return event?.amount ?? request.amount;
}
