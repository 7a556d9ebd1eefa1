import type { Tx } from '../../db/transaction.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { seenPeople } from '../network/people.ts';
import { openPledgeOf } from '../pledges/pledges.ts';
import type { Coverage } from '../requests/coverage.ts';
import { ownRequest } from '../requests/queries.ts';

/** Help of one month between the member and one other person, in minor units. */
export interface MonthRow {
  /** As the member calls them; null for people whom the member no longer sees, taken together. */
  readonly name: string | null;
  readonly promised: bigint;
  readonly handedOver: bigint;
  readonly confirmed: bigint;
}

/** A member's own month: what they give, and how their request stands. Made for that member only. */
export interface MyMonth {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The open pledge, when there is an active one. */
  readonly pledged: bigint | null;
  readonly giving: readonly MonthRow[];
  readonly request: {
    readonly title: string;
    readonly coverage: Coverage;
    readonly helpers: readonly MonthRow[];
  } | null;
}

interface SumRow {
  readonly id: string;
  readonly promised: bigint;
  readonly handedOver: bigint;
  readonly confirmed: bigint;
}

/** Sums by counterpart, those whom the member no longer sees as one nameless row at the end; the largest first. */
function named(rows: readonly SumRow[], nameOf: ReadonlyMap<string, string>): MonthRow[] {
  const total = (row: MonthRow): bigint => row.promised + row.handedOver + row.confirmed;
  const known = rows.filter((row) => nameOf.has(row.id)).map((row) => ({ ...row, name: nameOf.get(row.id) ?? null }));
  const unknown = rows.filter((row) => !nameOf.has(row.id));
  const sum = (pick: (row: SumRow) => bigint): bigint => unknown.reduce((all, row) => all + pick(row), 0n);
  const others: MonthRow = {
    name: null,
    promised: sum((row) => row.promised),
    handedOver: sum((row) => row.handedOver),
    confirmed: sum((row) => row.confirmed),
  };
  known.sort((a, b) => Number(total(b) - total(a)) || (a.name ?? '').localeCompare(b.name ?? '', 'ru'));
  return [...known, ...(unknown.length > 0 ? [others] : [])].filter((row) => total(row) > 0n);
}

export async function myMonth(tx: Tx, memberId: string): Promise<MyMonth> {
  const cycle = await currentCycle(tx);
  const pledge = await openPledgeOf(tx, memberId);
  const own = await ownRequest(tx, memberId);
  const request = own?.state === 'ACTIVE' ? own : null;
  const nameOf = new Map((await seenPeople(tx, memberId)).map((person) => [person.id, person.name]));
  const given = await tx.db.$queryRaw<SumRow[]>`
    SELECT recipient_id AS id,
      coalesce(sum(amount) FILTER (WHERE state = 'PROMISED'), 0)::bigint AS promised,
      coalesce(sum(amount) FILTER (WHERE state IN ('REPORTED', 'UNCONFIRMED')), 0)::bigint AS "handedOver",
      coalesce(sum(confirmed), 0)::bigint AS confirmed
    FROM promises WHERE giver_id = ${memberId}::uuid AND cycle_id = ${cycle.id} GROUP BY recipient_id`;
  const got = request
    ? await tx.db.$queryRaw<SumRow[]>`
        SELECT giver_id AS id,
          coalesce(sum(amount) FILTER (WHERE state = 'PROMISED'), 0)::bigint AS promised,
          coalesce(sum(amount) FILTER (WHERE state IN ('REPORTED', 'UNCONFIRMED')), 0)::bigint AS "handedOver",
          coalesce(sum(confirmed), 0)::bigint AS confirmed
        FROM promises WHERE request_id = ${request.id}::uuid
          AND (cycle_id = ${cycle.id} OR ${request.kind === 'EMERGENCY'}) GROUP BY giver_id`
    : [];
  return {
    startsAt: cycle.startsAt,
    endsAt: cycle.endsAt,
    pledged: pledge?.state === 'ACTIVE' ? pledge.amount : null,
    giving: named(given, nameOf),
    request: request ? { title: request.title, coverage: request.coverage, helpers: named(got, nameOf) } : null,
  };
}
