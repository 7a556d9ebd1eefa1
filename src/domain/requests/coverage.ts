import type { Tx } from '../../db/transaction.ts';
import { countsNow } from '../cycles/cycles.ts';
import { atLeastZero } from '../money.ts';

/** The four numbers of a request in the open cycle (an emergency: over its life), in minor units. */
export interface Coverage {
  readonly need: bigint;
  /** promises not yet confirmed */
  readonly promised: bigint;
  /** confirmed amounts */
  readonly received: bigint;
  readonly missing: bigint;
  /** Directed pledges and waiting proposals; null while fewer than three givers stand behind it. Never subtracted. */
  readonly intended: bigint | null;
}

interface CoverageRow {
  readonly id: string;
  readonly need: bigint;
  readonly promised: bigint;
  readonly received: bigint;
  readonly intended: bigint;
  readonly intending: number;
}

const INTENDING_GIVERS_MIN = 3;

/** Coverage of each request, by id. Recomputed from the records at every call; nothing is kept that could drift (I9). */
export async function coverageOf(tx: Tx, requestIds: readonly string[]): Promise<Map<string, Coverage>> {
  if (requestIds.length === 0) return new Map();
  const rows = await tx.db.$queryRaw<CoverageRow[]>`
    SELECT q.id, q.amount AS need,
      coalesce(h.promised, 0)::bigint AS promised, coalesce(h.received, 0)::bigint AS received,
      coalesce(w.intended, 0)::bigint AS intended, coalesce(w.givers, 0)::int AS intending
    FROM requests q
    CROSS JOIN (SELECT id, ends_at FROM cycles WHERE open_slot = 1) c
    LEFT JOIN LATERAL (
      SELECT sum(p.amount) FILTER (WHERE p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED')) AS promised, sum(p.confirmed) AS received
      FROM promises p WHERE p.request_id = q.id AND (q.kind = 'EMERGENCY' OR (p.cycle_id = c.id AND ${countsNow(tx.now)}))
    ) h ON true
    LEFT JOIN LATERAL (
      SELECT sum(i.amount) AS intended, count(DISTINCT i.giver_id) AS givers FROM (
        SELECT giver_id, amount FROM proposals WHERE request_id = q.id AND cycle_id = c.id AND state = 'OFFERED' AND ${tx.now}::timestamptz < c.ends_at
        UNION ALL
        SELECT d.giver_id, d.amount FROM pledges d WHERE d.request_id = q.id AND d.state = 'ACTIVE' AND NOT EXISTS (
          SELECT 1 FROM proposals o WHERE o.pledge_id = d.id AND o.cycle_id = c.id
          UNION ALL SELECT 1 FROM promises y WHERE y.pledge_id = d.id AND y.cycle_id = c.id AND y.state NOT IN ('RELEASED', 'FORGIVEN'))
      ) i
    ) w ON true
    WHERE q.id = ANY(${requestIds as string[]}::uuid[])`;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        need: row.need,
        promised: row.promised,
        received: row.received,
        missing: atLeastZero(row.need - row.promised - row.received),
        intended: row.intending >= INTENDING_GIVERS_MIN ? row.intended : null,
      },
    ]),
  );
}

/** @throws Error when there is no such request */
export async function coverageOfOne(tx: Tx, requestId: string): Promise<Coverage> {
  const coverage = (await coverageOf(tx, [requestId])).get(requestId);
  if (!coverage) throw new Error('no such request');
  return coverage;
}
