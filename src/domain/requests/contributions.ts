import type { Tx } from '../../db/transaction.ts';
import { countsNow } from '../cycles/cycles.ts';
import { allTies, nicknamesOf } from '../network/people.ts';

/** What one helper does for a request, in this cycle (an emergency: over its life), in minor units. */
export interface Contribution {
  /** As the viewer calls them. */
  readonly name: string;
  /** promises not yet confirmed */
  readonly promised: bigint;
  readonly received: bigint;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly promised: bigint;
  readonly received: bigint;
}

/** The owner, and who has a pledge, a promise or confirmed help to the request, may look at all. */
async function mayBeInCircle(tx: Tx, viewerId: string, requestId: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM requests WHERE id = ${requestId}::uuid AND owner_id = ${viewerId}::uuid
    UNION ALL SELECT 1 FROM promises WHERE request_id = ${requestId}::uuid AND giver_id = ${viewerId}::uuid
    UNION ALL SELECT 1 FROM pledges WHERE request_id = ${requestId}::uuid AND giver_id = ${viewerId}::uuid LIMIT 1`;
  return rows.length > 0;
}

/**
 * Contributions by name, for the circle of a request (1-domain, Terms); the largest first. Everybody else gets an empty list: they see
 * totals only. Nobody whom the viewer or the asker blocked, and nobody who left, is in it. The viewer is not listed to themselves.
 * Pledges are not told by name, so that withdrawing one leaves no mark (red line 5).
 */
export async function contributionsOf(tx: Tx, viewerId: string, requestId: string): Promise<Contribution[]> {
  if (!(await mayBeInCircle(tx, viewerId, requestId))) return [];
  const mates = (await allTies(tx, viewerId)).filter((tie) => tie.how === 'circle' && tie.requestId === requestId);
  if (mates.length === 0) return [];
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT m.id, m.name, coalesce(sum(p.amount) FILTER (WHERE p.state <> 'CONFIRMED'), 0)::bigint AS promised,
      coalesce(sum(p.confirmed), 0)::bigint AS received
    FROM promises p JOIN members m ON m.id = p.giver_id JOIN requests q ON q.id = p.request_id
    CROSS JOIN (SELECT id, ends_at FROM cycles WHERE open_slot = 1) c
    WHERE p.request_id = ${requestId}::uuid AND p.giver_id = ANY(${mates.map((tie) => tie.id)}::uuid[])
      AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')
      AND (q.kind = 'EMERGENCY' OR (p.cycle_id = c.id AND ${countsNow(tx.now)}))
    GROUP BY m.id, m.name ORDER BY sum(p.amount) DESC, m.name COLLATE "ru-x-icu", m.id`;
  const nicknames = await nicknamesOf(tx, viewerId);
  return rows.map(({ id, name, promised, received }) => ({ name: nicknames.get(id) ?? name, promised, received }));
}
