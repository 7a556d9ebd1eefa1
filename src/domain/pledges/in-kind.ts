import type { Tx } from '../../db/transaction.ts';
import { dayInMonth } from '../cycles/calendar.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { type NewNotice, queueNotices } from '../notices/queue.ts';
import { coverageOf } from '../requests/coverage.ts';
import { type DirectedPledge, directedPledgesOf } from './directed.ts';

/**
 * Pledges that are not money are never allocated (1-domain, Pledges). At the 1st their givers are offered to promise them by one tap
 * each; silence promises nothing. One made for once is offered in one month and then ends.
 */

/** Day 1, from 09:00: one offer to each giver with such pledges from before this month. */
export async function offerInKind(tx: Tx): Promise<number> {
  const cycle = await currentCycle(tx);
  if (tx.now < dayInMonth(cycle.startsAt, 1, 9, tx.rules.timezone)) return 0;
  await endOffered(tx, cycle);
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT d.giver_id AS id FROM pledges d
    JOIN members m ON m.id = d.giver_id AND m.state = 'ACTIVE' AND m.unreachable_at IS NULL AND m.paused_at IS NULL
    WHERE d.kind = 'DIRECTED' AND d.state = 'ACTIVE' AND d.form <> 'MONEY' AND d.starts_at < ${cycle.startsAt}
      AND NOT EXISTS (SELECT 1 FROM notice_switches s WHERE s.member_id = m.id AND s.kind = 'pledge-offer')
      AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.key = 'pledge-offer:' || ${cycle.id} || ':' || d.giver_id)
    ORDER BY 1`;
  await queueNotices(
    tx,
    rows.map(
      ({ id }): NewNotice => ({
        kind: 'pledge-offer',
        memberId: id,
        about: cycle.id,
        params: { cycleId: cycle.id },
        expiresAt: cycle.endsAt,
      }),
    ),
  );
  return rows.length;
}

/** What was meant for one month and has been offered in an earlier one has done its work. */
async function endOffered(tx: Tx, cycle: { readonly startsAt: Date }): Promise<void> {
  await tx.db.$executeRaw`
    WITH done AS (
      UPDATE pledges d SET state = 'WITHDRAWN' WHERE d.kind = 'DIRECTED' AND d.state = 'ACTIVE' AND d.form <> 'MONEY' AND NOT d.monthly
        AND EXISTS (SELECT 1 FROM notices n WHERE n.member_id = d.giver_id AND n.kind = 'pledge-offer'
          AND n.created_at > d.starts_at AND n.created_at < ${cycle.startsAt}::timestamptz(3))
      RETURNING d.id
    )
    INSERT INTO events (at, subject, subject_id, event, from_state, to_state, role)
    SELECT ${tx.now}::timestamptz(3), 'PLEDGE', id, 'withdrawn', 'ACTIVE', 'WITHDRAWN', 'SYSTEM' FROM done`;
}

const OFFERED_MAX = 4;

/** What is offered now: not promised yet this month, and the request still needs something. */
export async function inKindOffers(tx: Tx, giverId: string): Promise<DirectedPledge[]> {
  const pledges = (await directedPledgesOf(tx, giverId)).filter((one) => one.form !== 'MONEY' && one.canGiveNow);
  const coverage = await coverageOf(
    tx,
    pledges.map((pledge) => pledge.requestId),
  );
  return pledges.filter((one) => (coverage.get(one.requestId)?.missing ?? 0n) > 0n).slice(0, OFFERED_MAX);
}
