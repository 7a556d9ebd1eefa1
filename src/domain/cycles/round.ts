import { transactLong } from '../../db/bulk.ts';
import type { House, Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { RoundKind } from '../../generated/prisma/enums.ts';
import type { AllocationRunner } from '../allocation/index.ts';
import { type ComputedRound, toInstance, toProposals } from './plan.ts';
import { takeSnapshot } from './snapshot.ts';
import { lockGivers, writeRound } from './write.ts';

/** It locks nobody out, but a database that stands still must not hold it open for ever. */
const SNAPSHOT_MS_MAX = 300_000;

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
    timeout: SNAPSHOT_MS_MAX,
  });
  const seed = house.ids.seed();
  const { quantum } = house.rules.unit;
  const instance = await toInstance(snapshot, quantum, seed, kind === 'CLOSE');
  const { allocation, objection } = await run(instance);
  if (objection !== null) throw new CertificateError(objection);
  return { kind, seed, snapshot, planned: await toProposals(snapshot, instance, allocation, quantum) };
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
  return transactLong(house, async (tx) => {
    await lock(tx);
    if (await tx.db.round.findUnique({ where })) return false;
    const open = await tx.db.cycle.findUnique({ where: { openSlot: 1 } });
    if (open?.id !== cycle.id) return false;
    await lockGivers(tx, round);
    await writeRound(tx, round, cycle, dueAt);
    return true;
  });
}
