import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import { type Cycle, Prisma } from '../../generated/prisma/client.ts';
import { type Month, monthOf } from './calendar.ts';

/** The open cycle. @throws Error when the house was never opened (see {@link openFirstCycle}) */
export async function currentCycle(tx: Tx): Promise<Cycle> {
  const cycle = await tx.db.cycle.findUnique({ where: { openSlot: 1 } });
  if (!cycle) throw new Error('there is no open cycle');
  return cycle;
}

/** The month in which something happens now. */
export interface MonthNow {
  /** The open cycle, to which what is written now belongs until it closes. */
  readonly cycleId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The open cycle has ended and its close has not come yet: what is promised now is booked into the next one by the close. */
  readonly isTurning: boolean;
}

/** Between 00:00 of day 1 and the moment the close is written, a new month has begun whose cycle is not there yet. */
export async function monthNow(tx: Tx): Promise<MonthNow> {
  const cycle = await currentCycle(tx);
  const isTurning = cycle.endsAt <= tx.now;
  const { startsAt, endsAt } = isTurning ? monthOf(tx.now, tx.rules.timezone) : cycle;
  return { cycleId: cycle.id, startsAt, endsAt, isTurning };
}

/**
 * Of the promises `p` booked into the open cycle `c`, those that count in the month of `now`: when that cycle has ended, only what was
 * promised since. A rest or a gift belongs to the month of its promise.
 */
export const countsNow = (now: Date): Prisma.Sql => Prisma.sql`(${now}::timestamptz < c.ends_at
  OR (p.created_at >= c.ends_at AND p.origin NOT IN ('REST', 'GIFT')))`;

/** What was promised after the cycle's end, while its close was still to come, moves to the cycle that has just been opened. */
export async function bookIntoNext(tx: Tx, ended: Cycle, nextId: string): Promise<void> {
  const late = { cycleId: ended.id, createdAt: { gte: ended.endsAt } };
  await tx.db.commitment.updateMany({
    where: { ...late, origin: { notIn: ['REST', 'GIFT'] } },
    data: { cycleId: nextId },
  });
  await tx.db.ceilingOverride.updateMany({
    where: { cycleId: ended.id, at: { gte: ended.endsAt } },
    data: { cycleId: nextId },
  });
}

export async function openCycle(tx: Tx, month: Month): Promise<void> {
  await tx.db.cycle.create({
    data: { id: month.id, startsAt: month.startsAt, endsAt: month.endsAt, state: 'OPEN', openSlot: 1 },
  });
  await appendEvent(tx, {
    subject: 'CYCLE',
    subjectId: '00000000-0000-0000-0000-000000000000',
    event: `opened ${month.id}`,
    from: null,
    to: 'OPEN',
    role: 'SYSTEM',
    actorKey: null,
  });
}

/** On the very first start: the month of today begins. Later starts change nothing. */
export async function openFirstCycle(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(${CYCLE_LOCK})`;
  if ((await tx.db.cycle.count()) === 0) await openCycle(tx, monthOf(tx.now, tx.rules.timezone));
}

/** The advisory lock under which cycles are opened and closed and rounds are written. */
export const CYCLE_LOCK = 740_001n;
