import { transactLong } from '../../db/bulk.ts';
import { appendEvent } from '../../db/events.ts';
import { type House, inPages, reading, type Tx } from '../../db/transaction.ts';
import type { Cycle } from '../../generated/prisma/client.ts';
import type { AllocationRunner } from '../allocation/index.ts';
import { monthAfter } from './calendar.ts';
import { bookIntoNext, CYCLE_LOCK, currentCycle, openCycle } from './cycles.ts';
import { lapseCards } from './deadlines.ts';
import type { ComputedRound } from './plan.ts';
import { lapseWaiting } from './proposals.ts';
import { computeRound } from './round.ts';
import { lockGivers, writeRound } from './write.ts';

/** One process at a time opens, closes and writes rounds; released with the transaction. */
export async function lockCycles(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(${CYCLE_LOCK})`;
}

/**
 * Closes every cycle that has ended by now, oldest first, each exactly once and dated by its boundary (R1, R2, R3).
 * Of several missed months only the newest writes proposals and messages. Safe to run at any time, by several processes.
 *
 * @returns ids of the cycles this call closed
 * @throws CertificateError: nothing of that cycle was written
 */
export async function closeDueCycles(house: House, run: AllocationRunner): Promise<string[]> {
  const closed: string[] = [];
  for (;;) {
    const cycle = await currentCycle(reading(house));
    const now = house.clock.now();
    if (cycle.endsAt > now) return closed;
    await house.keeper?.before(`before-close-${cycle.id}`);
    const next = monthAfter(cycle, house.rules.timezone);
    const isNewest = next.endsAt > now;
    // Cards whose answering time ended within the month lapse as of its boundary, before anything is proposed anew.
    await inPages(house, (tx, after) => lapseCards({ ...tx, now: cycle.endsAt }, after), []);
    const round = isNewest ? await computeRound(house, run, 'CLOSE', null, cycle.endsAt) : null;
    if (await writeClose(house, cycle, round)) closed.push(cycle.id);
  }
}

/** The short write: all of it or nothing; false when somebody else was first. */
function writeClose(house: House, cycle: Cycle, round: ComputedRound | null): Promise<boolean> {
  return transactLong(house, async (tx) => {
    await lockCycles(tx);
    const open = await currentCycle(tx);
    if (open.id !== cycle.id) return false;
    if (round) await lockGivers(tx, round);
    await lapseWaiting(tx, cycle.id);
    await tx.db.cycle.update({
      where: { id: cycle.id },
      data: { state: 'CLOSED', openSlot: null, closedAt: cycle.endsAt },
    });
    await appendEvent(tx, {
      subject: 'CYCLE',
      subjectId: '00000000-0000-0000-0000-000000000000',
      event: `closed ${cycle.id}`,
      from: 'OPEN',
      to: 'CLOSED',
      role: 'SYSTEM',
      actorKey: null,
    });
    const next = monthAfter(cycle, tx.rules.timezone);
    await openCycle(tx, next);
    await bookIntoNext(tx, cycle, next.id);
    if (round) await writeRound(tx, round, next, cycle.endsAt);
    return true;
  });
}

export interface CycleStatus {
  readonly current: { readonly id: string; readonly startsAt: Date; readonly endsAt: Date };
  readonly lastClosed: {
    readonly id: string;
    readonly closedAt: Date;
    readonly proposals: number;
    readonly allocated: bigint;
  } | null;
}

/** What the operator's `cycle status` says. */
export async function cycleStatus(tx: Tx): Promise<CycleStatus> {
  const current = await currentCycle(tx);
  const last = await tx.db.cycle.findFirst({ where: { state: 'CLOSED' }, orderBy: { endsAt: 'desc' } });
  if (!last) return { current, lastClosed: null };
  const round = await tx.db.round.findFirst({ where: { kind: 'CLOSE', dueAt: last.endsAt } });
  return {
    current,
    lastClosed: {
      id: last.id,
      closedAt: last.endsAt,
      proposals: round?.proposals ?? 0,
      allocated: round?.allocated ?? 0n,
    },
  };
}
