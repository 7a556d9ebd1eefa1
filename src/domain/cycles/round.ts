import { appendEvents } from '../../db/events.ts';
import { type House, type Tx, transact } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { RoundKind } from '../../generated/prisma/enums.ts';
import type { AllocationRunner } from '../allocation/index.ts';
import { sum } from '../money.ts';
import { queueNotices } from '../notices/queue.ts';
import { measuresOf } from '../pledges/measure.ts';
import { dayInMonth } from './calendar.ts';
import { type Planned, toInstance, toProposals } from './plan.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';

/** A round that has been computed and certified and not been written yet. */
export interface ComputedRound {
  readonly kind: RoundKind;
  readonly seed: string;
  readonly snapshot: Snapshot;
  readonly planned: readonly Planned[];
}

/** The certificate failed: nothing is written, operators are told, the job tries again later (1-domain, The cycle). */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
}

/**
 * Snapshot in a short transaction, then compute and certify outside any lock; the bot goes on answering.
 * @param cycleId the open cycle for a weekly round; null for the round at a close
 * @param at the moment the round counts for: the boundary of a close, however late it is computed
 * @throws CertificateError
 */
export async function computeRound(
  house: House,
  run: AllocationRunner,
  kind: RoundKind,
  cycleId: string | null,
  at: Date,
): Promise<ComputedRound> {
  // Without fresh statistics the planner may take minutes over tables that have just grown.
  await house.db.prisma.$executeRaw`ANALYZE members, contacts, requests, pledges, recommendations, promises, proposals`;
  const snapshot = await house.db.prisma.$transaction((db) => takeSnapshot({ ...house, db, now: at }, cycleId), {
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
    timeout: 120_000,
  });
  const seed = house.ids.seed();
  const { quantum } = house.rules.unit;
  const instance = toInstance(snapshot, quantum, seed, kind === 'CLOSE');
  const { allocation, objection } = await run(instance);
  if (objection !== null) throw new CertificateError(objection);
  return { kind, seed, snapshot, planned: toProposals(snapshot, instance, allocation, quantum) };
}

/** Of what was computed, what still holds: pledges and requests as they were in the snapshot, within what measures still allow. */
async function stillHolding(tx: Tx, round: ComputedRound): Promise<Planned[]> {
  const pledges = await tx.db.pledge.findMany({
    where: { id: { in: [...new Set(round.planned.map((row) => row.pledgeId))] }, state: 'ACTIVE' },
    select: { id: true, amount: true, giver: { select: { unreachableAt: true, state: true, pausedAt: true } } },
  });
  const requests = await tx.db.request.findMany({
    where: {
      id: { in: [...new Set(round.planned.map((row) => round.snapshot.requests[row.request]!.id))] },
      state: 'ACTIVE',
    },
    select: { id: true, amount: true },
  });
  const pledged = new Map(
    pledges
      .filter(({ giver }) => giver.state === 'ACTIVE' && !giver.unreachableAt && !giver.pausedAt)
      .map((pledge) => [pledge.id, pledge.amount]),
  );
  const needed = new Map(requests.map((request) => [request.id, request.amount]));
  const asked = new Map<string, bigint>();
  for (const row of round.planned) asked.set(row.pledgeId, (asked.get(row.pledgeId) ?? 0n) + row.amount);
  const measures = await measuresOf(tx, giversOf(round));
  const askedOf = new Map<number, bigint>();
  for (const row of round.planned) askedOf.set(row.giver, (askedOf.get(row.giver) ?? 0n) + row.amount);
  return round.planned.filter((row) => {
    const request = round.snapshot.requests[row.request]!;
    const { used, room } = measures.get(round.snapshot.givers[row.giver]!.id)!;
    const isPledged = row.directed
      ? pledged.has(row.pledgeId)
      : (pledged.get(row.pledgeId) ?? 0n) - used >= asked.get(row.pledgeId)!;
    const fits = room === null || room >= askedOf.get(row.giver)!;
    return isPledged && fits && (needed.get(request.id) ?? 0n) >= request.need;
  });
}

const giversOf = (round: ComputedRound): string[] => [
  ...new Set(round.planned.map((row) => round.snapshot.givers[row.giver]!.id)),
];

/**
 * Whom the round asks cannot promise until it is written, so that their measure stays what it is checked against (I1). Taken before
 * the rows of any proposal, as every command of a giver does.
 */
export async function lockGivers(tx: Tx, round: ComputedRound): Promise<void> {
  const ids = giversOf(round);
  await tx.db.$queryRaw`
    SELECT count(*) FROM (SELECT 1 FROM members WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE) locked`;
}

/**
 * Writes a computed round into the cycle it serves: round, cards, proposals with reasons, events, queued cards. The caller holds
 * the cycle lock and the givers' rows.
 */
export async function writeRound(
  tx: Tx,
  round: ComputedRound,
  cycle: { id: string; startsAt: Date; endsAt: Date },
  dueAt: Date,
): Promise<number> {
  const holding = await stillHolding(tx, round);
  const roundId = tx.ids.id();
  await tx.db.round.create({
    data: {
      id: roundId,
      cycleId: cycle.id,
      kind: round.kind,
      dueAt,
      seed: round.seed,
      givers: round.snapshot.givers.length,
      requests: round.snapshot.requests.length,
      pairs: round.snapshot.pairs.length,
      proposals: holding.length,
      allocated: sum(holding.map((row) => row.amount)),
      certificate: 'ok',
    },
  });
  const cards = new Map<number, string>();
  for (const row of holding) if (!cards.has(row.giver)) cards.set(row.giver, tx.ids.id());
  const giverId = (row: { giver: number }): string => round.snapshot.givers[row.giver]!.id;
  await tx.db.card.createMany({
    data: [...cards].map(([giver, id]) => ({ id, roundId, giverId: giverId({ giver }), createdAt: tx.now })),
  });
  const rows = holding.map((row) => ({
    id: tx.ids.id(),
    cycleId: cycle.id,
    roundId,
    cardId: cards.get(row.giver)!,
    giverId: giverId(row),
    requestId: round.snapshot.requests[row.request]!.id,
    pledgeId: row.pledgeId,
    directed: row.directed,
    amount: row.amount,
    state: 'OFFERED' as const,
    reason: { ...row.reason },
    createdAt: tx.now,
  }));
  await tx.db.proposal.createMany({ data: rows });
  await appendEvents(
    tx,
    rows.map((row) => ({
      subject: 'PROPOSAL' as const,
      subjectId: row.id,
      event: 'offered',
      from: null,
      to: 'OFFERED',
      role: 'SYSTEM' as const,
      actorKey: null,
      amount: row.amount,
    })),
  );
  await queueNotices(
    tx,
    [...cards].map(([giver, cardId]) => ({
      kind: 'proposals-card' as const,
      memberId: giverId({ giver }),
      about: cardId,
      params: { cardId },
      from: round.kind === 'CLOSE' ? dayInMonth(cycle.startsAt, 1, 9, tx.rules.timezone) : tx.now,
      expiresAt: cycle.endsAt,
    })),
  );
  return rows.length;
}

/** Runs a weekly round: free open pledges over what is missing (1-domain, The cycle). Running it again changes nothing. */
export async function runWeeklyRound(
  house: House,
  run: AllocationRunner,
  cycle: { id: string; startsAt: Date; endsAt: Date },
  dueAt: Date,
  lock: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  const where = { cycleId_kind_dueAt: { cycleId: cycle.id, kind: 'WEEKLY' as const, dueAt } };
  if (await house.db.prisma.round.findUnique({ where })) return false;
  // As of its Monday: what was pledged since takes part from the next one on.
  const round = await computeRound(house, run, 'WEEKLY', cycle.id, dueAt);
  return transact(house, async (tx) => {
    await lock(tx);
    if (await tx.db.round.findUnique({ where })) return false;
    const open = await tx.db.cycle.findUnique({ where: { openSlot: 1 } });
    if (open?.id !== cycle.id) return false;
    await lockGivers(tx, round);
    await writeRound(tx, round, cycle, dueAt);
    return true;
  });
}
