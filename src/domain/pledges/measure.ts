import type { Tx } from '../../db/transaction.ts';
import { countsNow } from '../cycles/cycles.ts';
import { atLeastZero, least } from '../money.ts';

/** How much of a giver's measure this cycle has already been spoken for. */
export interface Measure {
  /** null: no ceiling yet (nothing was ever pledged), so nothing limits help. */
  readonly ceiling: bigint | null;
  /**
   * Promises, confirmed help and waiting proposals of the open cycle, without what a dated one-time yes covers. The yes was for
   * the promise made in the same moment and ends with it.
   */
  readonly used: bigint;
  /** ceiling − used, never below 0; null without a ceiling */
  readonly room: bigint | null;
}

interface UsedRow {
  readonly id: string;
  readonly ceiling: bigint | null;
  readonly promised: bigint;
  readonly waiting: bigint;
  readonly above: bigint;
}

/** The giver's measure in the open cycle (1-domain, Pledges; I1). `exceptProposal` is not counted as waiting. */
export async function measureOf(tx: Tx, giverId: string, exceptProposal: string | null = null): Promise<Measure> {
  const measure = (await measuresOf(tx, [giverId], exceptProposal)).get(giverId);
  if (!measure) throw new Error('no such member');
  return measure;
}

/** The measures of several givers in the open cycle, by their ids. */
export async function measuresOf(
  tx: Tx,
  giverIds: readonly string[],
  exceptProposal: string | null = null,
): Promise<Map<string, Measure>> {
  const rows = await tx.db.$queryRaw<UsedRow[]>`
    SELECT m.id, m.ceiling,
      coalesce((SELECT sum(CASE p.state WHEN 'CONFIRMED' THEN p.confirmed ELSE p.amount END) FROM promises p
        WHERE p.giver_id = m.id AND p.cycle_id = c.id AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')
          AND p.origin <> 'GIFT' AND ${countsNow(tx.now)}), 0)::bigint AS promised,
      coalesce((SELECT sum(coalesce(o.chosen, o.amount)) FROM proposals o
        WHERE o.giver_id = m.id AND o.cycle_id = c.id AND o.state = 'OFFERED' AND ${tx.now}::timestamptz < c.ends_at
          AND o.id IS DISTINCT FROM ${exceptProposal}::uuid), 0)::bigint AS waiting,
      coalesce((SELECT sum(least(y.amount, p.amount)) FROM ceiling_overrides y
        JOIN promises p ON p.giver_id = m.id AND p.request_id = y.request_id AND p.cycle_id = c.id AND p.created_at = y.at
          AND p.origin IN ('HELP_NOW', 'ALREADY_GIVEN') AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')
          AND ${countsNow(tx.now)}
        WHERE y.giver_id = m.id AND y.cycle_id = c.id), 0)::bigint AS above
    FROM members m CROSS JOIN (SELECT id, ends_at FROM cycles WHERE open_slot = 1) c WHERE m.id = ANY(${giverIds as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, toMeasure(row)]));
}

function toMeasure(row: UsedRow): Measure {
  const used = atLeastZero(row.promised + row.waiting - row.above);
  return { ceiling: row.ceiling, used, room: row.ceiling === null ? null : atLeastZero(row.ceiling - used) };
}

/** The member's own ceiling, and the raised one that waits for its day. */
export interface OwnCeiling {
  readonly amount: bigint | null;
  readonly next: { readonly amount: bigint; readonly at: Date } | null;
}

export async function ownCeiling(tx: Tx, memberId: string): Promise<OwnCeiling> {
  if (tx.helper) return { amount: null, next: null }; // no screen shows a measure to anybody but its owner
  const { ceiling, ceilingNext, ceilingNextAt } = await tx.db.member.findUniqueOrThrow({ where: { id: memberId } });
  const next = ceilingNext !== null && ceilingNextAt !== null ? { amount: ceilingNext, at: ceilingNextAt } : null;
  return { amount: ceiling, next };
}

/** What of the giver's open pledge nobody has spoken for in the open cycle, within their measure; 0 without an active one. */
export async function freeOpenPart(tx: Tx, giverId: string): Promise<bigint> {
  const pledge = await tx.db.pledge.findUnique({ where: { openSlot: giverId } });
  if (pledge?.state !== 'ACTIVE') return 0n;
  const { used, room } = await measureOf(tx, giverId);
  const free = atLeastZero(pledge.amount - used);
  return room === null ? free : least(free, room);
}
