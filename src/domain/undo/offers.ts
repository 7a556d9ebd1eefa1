import type { Tx } from '../../db/transaction.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import { answeringEnds } from '../cycles/answering.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { stepProposals } from '../cycles/proposals.ts';
import { maySeeRequest } from '../network/reach.ts';
import { measureOf } from '../pledges/measure.ts';
import { coverageOfOne } from '../requests/coverage.ts';
import type { KeptOffer } from './kept.ts';

type Row = Prisma.ProposalGetPayload<{
  include: { card: { include: { round: true } }; request: true; giver: true };
}>;

/**
 * Offers again what an act took back or declined: as long as its card may be answered, the request still asks and is seen, and the amount
 * fits into its giver's measure. Where something else has come since, it stays as it is. Nobody is told.
 *
 * @param byKey the person key of whoever undoes it, when they are the giver; null: it comes back with something else
 * @param since when the act was
 * @returns how many wait again
 */
export async function offerAgain(
  tx: Tx,
  offers: readonly KeptOffer[],
  byKey: string | null,
  since: Date,
): Promise<number> {
  const cycle = await currentCycle(tx);
  if (offers.length === 0 || cycle.endsAt <= tx.now) return 0;
  const ids = offers.map((offer) => offer.id);
  await tx.db.$queryRaw`SELECT 1 FROM proposals WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const rows = await tx.db.proposal.findMany({
    where: { id: { in: ids }, cycleId: cycle.id },
    include: { card: { include: { round: true } }, request: true, giver: true },
    orderBy: { id: 'asc' },
  });
  let count = 0;
  for (const row of rows) {
    const kept = offers.find((offer) => offer.id === row.id)?.chosen ?? null;
    const chosen = kept === null ? null : BigInt(kept);
    if (!(await mayWaitAgain(tx, row, chosen ?? row.amount, cycle.startsAt, since))) continue;
    if (row.state !== 'OFFERED') await stepProposals(tx, [row], 'restored', byKey);
    await tx.db.proposal.update({ where: { id: row.id }, data: { chosen } });
    await tx.db.card.updateMany({ where: { id: row.cardId, answeredAt: { gte: since } }, data: { answeredAt: null } });
    count += 1;
  }
  return count;
}

/** The pledge was paused or withdrawn since, and not given back: one made for once ends with its round, before anything is answered. */
async function hasEnded(tx: Tx, pledgeId: string, since: Date): Promise<boolean> {
  const last = await tx.db.event.findFirst({ where: { subjectId: pledgeId }, orderBy: { id: 'desc' } });
  return last !== null && last.at >= since && last.toState !== 'ACTIVE';
}

async function mayWaitAgain(tx: Tx, row: Row, amount: bigint, startsAt: Date, since: Date): Promise<boolean> {
  const { card, request, giver, giverId } = row;
  if (!['OFFERED', 'DECLINED', 'WITHDRAWN'].includes(row.state)) return false;
  if (card.lapsedAt !== null || tx.now > answeringEnds(tx, startsAt, card)) return false;
  if (giver.state !== 'ACTIVE' || giver.pausedAt !== null) return false;
  if (await hasEnded(tx, row.pledgeId, since)) return false;
  if (request.state !== 'ACTIVE' || (request.deadline !== null && request.deadline <= tx.now)) return false;
  if (!(await maySeeRequest(tx, giverId, request.id))) return false;
  if ((await tx.db.card.count({ where: { giverId, createdAt: { gt: since } } })) > 0) return false;
  const helped = { giverId, requestId: request.id, createdAt: { gte: since } };
  if ((await tx.db.commitment.count({ where: helped })) > 0) return false;
  if ((await coverageOfOne(tx, request.id)).missing === 0n) return false;
  const { room } = await measureOf(tx, giverId, row.id);
  return room === null || amount <= room;
}
