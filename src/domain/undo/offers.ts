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
  include: { card: { include: { round: true } }; request: true; giver: true; pledge: { include: { people: true } } };
}>;

/**
 * Offers a giver again what an act of their own took back or declined: as long as its card may be answered, the request still asks and is
 * seen, and the amount fits into their pledge, their wishes and their measure. Where something else has come since, it stays as it is.
 * Nobody is told. The caller holds the giver's row.
 *
 * @param giver who undoes their own act, and their person key
 * @param since when the act was
 * @returns how many wait again
 */
export async function offerAgain(
  tx: Tx,
  giver: { readonly id: string; readonly personKey: string },
  offers: readonly KeptOffer[],
  since: Date,
): Promise<number> {
  const cycle = await currentCycle(tx);
  if (offers.length === 0 || cycle.endsAt <= tx.now) return 0;
  const ids = offers.map((offer) => offer.id);
  await tx.db.$queryRaw`SELECT 1 FROM proposals WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const rows = await tx.db.proposal.findMany({
    where: { id: { in: ids }, giverId: giver.id, cycleId: cycle.id, state: { in: ['DECLINED', 'WITHDRAWN'] } },
    include: { card: { include: { round: true } }, request: true, giver: true, pledge: { include: { people: true } } },
    orderBy: { id: 'asc' },
  });
  let count = 0;
  for (const row of rows) {
    const kept = offers.find((offer) => offer.id === row.id)?.chosen ?? null;
    const chosen = kept === null ? null : BigInt(kept);
    if (!(await mayWaitAgain(tx, row, chosen ?? row.amount, cycle.startsAt, since))) continue;
    await stepProposals(tx, [row], 'restored', giver.personKey);
    await tx.db.proposal.update({ where: { id: row.id }, data: { chosen } });
    await tx.db.card.updateMany({ where: { id: row.cardId, answeredAt: { gte: since } }, data: { answeredAt: null } });
    count += 1;
  }
  return count;
}

/** It was that very act which took it from the card, and nothing has come of it since. */
async function wasTakenAt(tx: Tx, proposalId: string, at: Date): Promise<boolean> {
  const last = await tx.db.event.findFirst({ where: { subjectId: proposalId }, orderBy: { id: 'desc' } });
  return last?.at.getTime() === at.getTime();
}

/** The pledge was paused or withdrawn since, and not given back: one made for once ends with its round, before anything is answered. */
async function hasEnded(tx: Tx, pledgeId: string, since: Date): Promise<boolean> {
  const last = await tx.db.event.findFirst({ where: { subjectId: pledgeId }, orderBy: { id: 'desc' } });
  return last !== null && last.at >= since && last.toState !== 'ACTIVE';
}

/** The pledge goes on, still wishes for this person, and is not asked for more than it is. */
async function fitsPledge(tx: Tx, { pledge, request }: Row, amount: bigint, since: Date): Promise<boolean> {
  if (await hasEnded(tx, pledge.id, since)) return false;
  const named = pledge.people.find(({ memberId }) => memberId === request.ownerId);
  if (pledge.kind === 'OPEN' && (named?.excluded || (pledge.scope === 'CHOSEN' && !named))) return false;
  const others = await tx.db.proposal.findMany({ where: { pledgeId: pledge.id, state: 'OFFERED' } });
  const waiting = others.reduce((total, other) => total + (other.chosen ?? other.amount), 0n);
  return waiting + amount <= pledge.amount;
}

async function mayWaitAgain(tx: Tx, row: Row, amount: bigint, startsAt: Date, since: Date): Promise<boolean> {
  const { card, request, giver, giverId } = row;
  if (!(await wasTakenAt(tx, row.id, since))) return false;
  if (card.lapsedAt !== null || tx.now > answeringEnds(tx, startsAt, card)) return false;
  if (giver.state !== 'ACTIVE' || giver.pausedAt !== null) return false;
  if (!(await fitsPledge(tx, row, amount, since))) return false;
  if (request.state !== 'ACTIVE' || (request.deadline !== null && request.deadline <= tx.now)) return false;
  if (!(await maySeeRequest(tx, giverId, request.id))) return false;
  if ((await tx.db.card.count({ where: { giverId, createdAt: { gt: since } } })) > 0) return false;
  const helped = { giverId, requestId: request.id, createdAt: { gte: since } };
  if ((await tx.db.commitment.count({ where: helped })) > 0) return false;
  if ((await coverageOfOne(tx, request.id)).missing === 0n) return false;
  const { room } = await measureOf(tx, giverId, row.id);
  return room === null || amount <= room;
}
