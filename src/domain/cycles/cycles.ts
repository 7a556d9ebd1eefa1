import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Cycle } from '../../generated/prisma/client.ts';
import { type Month, monthOf } from './calendar.ts';

/** The open cycle. @throws Error when the house was never opened (see {@link openFirstCycle}) */
export async function currentCycle(tx: Tx): Promise<Cycle> {
  const cycle = await tx.db.cycle.findUnique({ where: { openSlot: 1 } });
  if (!cycle) throw new Error('there is no open cycle');
  return cycle;
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
