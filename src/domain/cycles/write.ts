import { chunksOf, column } from '../../db/bulk.ts';
import type { Tx } from '../../db/transaction.ts';
import { numberedReachPairs, pairAt } from '../network/reach-pairs.ts';
import { holdSight } from '../network/sight.ts';
import { NOTICE_KINDS } from '../notices/kinds.ts';
import { daytimeFor } from '../notices/queue.ts';
import { type Measure, measuresOf } from '../pledges/measure.ts';
import { dayInMonth } from './calendar.ts';
import type { ComputedRound, Planned } from './plan.ts';
import { tellOfReturned } from './returned.ts';

/**
 * The short write of a round. What was planned goes to the database once, into a table of this transaction; everything else is
 * made of it there, a statement for each table, so that a town's month is written in seconds.
 */

interface CycleServed {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const giversOf = ({ planned, snapshot }: ComputedRound): string[] =>
  [...new Set(planned.map((row) => row.giver))].map((giver) => snapshot.givers[giver]!.id);

/**
 * Whom the round asks cannot promise until it is written, so that their measure stays what it is checked against (I1). Taken before
 * the rows of any proposal, as every command of a giver does.
 */
export async function lockGivers(tx: Tx, round: ComputedRound): Promise<void> {
  const ids = column('uuid', giversOf(round));
  await tx.db.$queryRaw`
    SELECT count(*) FROM (SELECT 1 FROM members WHERE id = ANY(${ids}) ORDER BY id FOR NO KEY UPDATE) locked`;
}

/**
 * Writes a computed round into the cycle it serves: round, cards, proposals with reasons, events, queued cards. The caller holds
 * the cycle lock and the givers' rows. Call it once in a transaction.
 *
 * @returns how many proposals still held and were written
 */
export async function writeRound(tx: Tx, round: ComputedRound, cycle: CycleServed, dueAt: Date): Promise<number> {
  await holdSight(tx);
  await sendPlanned(tx, round, await withinMeasure(tx, { ...round, planned: await stillSeen(tx, round) }));
  const { proposals, allocated } = await keepWhatHolds(tx);
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
      proposals,
      allocated,
      certificate: 'ok',
    },
  });
  await endOnceOnly(tx, round);
  const from = round.kind === 'CLOSE' ? dayInMonth(cycle.startsAt, 1, 9, tx.rules.timezone) : tx.now;
  await tellOfReturned(tx, round, roundId, { from, expiresAt: cycle.endsAt });
  if (proposals === 0) return 0;
  await tx.db.$executeRaw`
    INSERT INTO cards (id, round_id, giver_id, created_at)
    SELECT DISTINCT card_id, ${roundId}::uuid, giver_id, ${tx.now}::timestamptz(3) FROM holding`;
  await writeProposals(tx, roundId, cycle.id);
  await queueCards(tx, roundId, from, cycle.endsAt);
  return proposals;
}

/** Rows whose giver sees the request also now: somebody may have blocked somebody while the round was computed. */
async function stillSeen(tx: Tx, { planned, snapshot }: ComputedRound): Promise<readonly Planned[]> {
  const giverIds = snapshot.givers.map((giver) => giver.id);
  const requestIds = snapshot.requests.map((request) => request.id);
  const seen = await numberedReachPairs(tx, giverIds, requestIds);
  return planned.filter((row) => pairAt(seen, row.giver, row.request) >= 0);
}

/** Givers whose measure is read at once. */
const GIVERS_PER_PAGE = 5_000;

interface WithinMeasure {
  readonly planned: readonly Planned[];
  /** What each giver's measure has already been spoken for, by their position. */
  readonly used: ReadonlyMap<number, bigint>;
}

/** Rows of the givers whose measure still has room for all that the round asks of them. */
async function withinMeasure(tx: Tx, round: ComputedRound): Promise<WithinMeasure> {
  const measures = new Map<string, Measure>();
  for (const ids of chunksOf(giversOf(round), GIVERS_PER_PAGE)) {
    for (const [id, measure] of await measuresOf(tx, ids)) measures.set(id, measure);
  }
  const asked = new Map<number, bigint>();
  for (const { giver, amount } of round.planned) asked.set(giver, (asked.get(giver) ?? 0n) + amount);
  const used = new Map<number, bigint>();
  for (const [giver, amount] of asked) {
    const measure = measures.get(round.snapshot.givers[giver]!.id);
    if (measure && (measure.room === null || measure.room >= amount)) used.set(giver, measure.used);
  }
  return { planned: round.planned.filter((row) => used.has(row.giver)), used };
}

async function sendPlanned(tx: Tx, round: ComputedRound, { planned, used }: WithinMeasure): Promise<void> {
  const { givers, requests } = round.snapshot;
  await tx.db.$executeRaw`
    CREATE TEMPORARY TABLE planned (
      id uuid, card_id uuid, giver_id uuid, request_id uuid, need bigint, pledge_id uuid, used bigint, directed boolean, amount bigint,
      why text, seen_requests int, kept boolean, limited boolean, emergency boolean
    ) ON COMMIT DROP`;
  const cards = new Map<number, string>();
  const cardOf = (giver: number): string => {
    const id = cards.get(giver) ?? tx.ids.id();
    cards.set(giver, id);
    return id;
  };
  for (const rows of chunksOf(planned)) {
    const of = (type: string, value: (row: Planned) => string | number | bigint | boolean) =>
      column(type, rows.map(value));
    await tx.db.$executeRaw`
      INSERT INTO planned SELECT * FROM unnest(
        ${of('uuid', () => tx.ids.id())}, ${of('uuid', (row) => cardOf(row.giver))},
        ${of('uuid', (row) => givers[row.giver]!.id)}, ${of('uuid', (row) => requests[row.request]!.id)},
        ${of('int8', (row) => requests[row.request]!.need)}, ${of('uuid', (row) => row.pledgeId)},
        ${of('int8', (row) => used.get(row.giver) ?? 0n)},
        ${of('bool', (row) => row.directed)}, ${of('int8', (row) => row.amount)},
        ${of('text', (row) => row.reason.why)}, ${of('int4', (row) => row.reason.seenRequests)},
        ${of('bool', (row) => row.reason.kept)}, ${of('bool', (row) => row.reason.limited)},
        ${of('bool', (row) => row.reason.emergency)})`;
  }
  await tx.db.$executeRaw`ANALYZE planned`;
}

/**
 * Of what was planned, what still holds: the request needs no less than in the snapshot and is not locked, and the giver can be reached and still
 * pledges as much, without what is used already, as all their rows ask for: what was over-subscribed of directed pledges asks as open.
 */
async function keepWhatHolds(tx: Tx): Promise<{ proposals: number; allocated: bigint }> {
  await tx.db.$executeRaw`
    CREATE TEMPORARY TABLE holding ON COMMIT DROP AS
    SELECT p.* FROM planned p
    JOIN (SELECT giver_id, sum(amount) AS amount FROM planned GROUP BY giver_id) asked ON asked.giver_id = p.giver_id
    JOIN requests q ON q.id = p.request_id AND q.state = 'ACTIVE' AND q.amount >= p.need
    JOIN members o ON o.id = q.owner_id AND o.locked_at IS NULL
    JOIN pledges d ON d.id = p.pledge_id AND d.state = 'ACTIVE' AND CASE WHEN p.directed
      THEN p.amount <= (SELECT sum(x.amount) FROM pledges x
        WHERE x.giver_id = p.giver_id AND x.request_id = p.request_id AND x.form = 'MONEY' AND x.state = 'ACTIVE')
      ELSE asked.amount <= greatest(0, d.amount - p.used) + (SELECT coalesce(sum(x.amount), 0) FROM pledges x
        WHERE x.giver_id = p.giver_id AND x.kind = 'DIRECTED' AND x.form = 'MONEY' AND x.state = 'ACTIVE') END
    JOIN members m ON m.id = d.giver_id AND m.state = 'ACTIVE' AND m.unreachable_at IS NULL AND m.paused_at IS NULL`;
  await tx.db.$executeRaw`ANALYZE holding`;
  const [sums] = await tx.db.$queryRaw<{ proposals: number; allocated: bigint }[]>`
    SELECT count(*)::int AS proposals, coalesce(sum(amount), 0)::bigint AS allocated FROM holding`;
  return sums ?? { proposals: 0, allocated: 0n };
}

/** A pledge for one round only has done its work, unless what was planned of its giver did not hold. */
async function endOnceOnly(tx: Tx, round: ComputedRound): Promise<void> {
  const ids = round.snapshot.directed.flatMap((wish) => wish.onceIds);
  if (ids.length === 0) return;
  await tx.db.$executeRaw`
    WITH done AS (
      UPDATE pledges d SET state = 'WITHDRAWN' WHERE d.id = ANY(${column('uuid', ids)}) AND d.state = 'ACTIVE'
        AND (d.giver_id <> ALL(${column('uuid', giversOf(round))}) OR d.giver_id IN (SELECT giver_id FROM holding))
      RETURNING d.id
    )
    INSERT INTO events (at, subject, subject_id, event, from_state, to_state, role)
    SELECT ${tx.now}::timestamptz(3), 'PLEDGE', id, 'withdrawn', 'ACTIVE', 'WITHDRAWN', 'SYSTEM' FROM done`;
}

/** With their events, in one statement. The keys of a reason are those of {@link Planned}'s. */
async function writeProposals(tx: Tx, roundId: string, cycleId: string): Promise<void> {
  await tx.db.$executeRaw`
    WITH written AS (
      INSERT INTO proposals (id, cycle_id, round_id, card_id, giver_id, request_id, pledge_id, directed, amount, state, reason, created_at)
      SELECT id, ${cycleId}, ${roundId}::uuid, card_id, giver_id, request_id, pledge_id, directed, amount, 'OFFERED',
        jsonb_build_object('why', why, 'seenRequests', seen_requests, 'kept', kept, 'limited', limited, 'emergency', emergency),
        ${tx.now}::timestamptz(3)
      FROM holding RETURNING id, amount
    )
    INSERT INTO events (at, subject, subject_id, event, to_state, role, amount)
    SELECT ${tx.now}::timestamptz(3), 'PROPOSAL', id, 'offered', 'OFFERED', 'SYSTEM', amount FROM written`;
}

interface Night {
  readonly timezone: string | null;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
}

/** As `queueNotices` does for a few, with the same rules (I10): one message for each card, by day in its giver's own zone. */
async function queueCards(tx: Tx, roundId: string, from: Date, expiresAt: Date): Promise<void> {
  const kind = 'proposals-card';
  const nights = await tx.db.$queryRaw<Night[]>`
    SELECT DISTINCT m.timezone, m.quiet_from::int AS "quietFrom", m.quiet_to::int AS "quietTo"
    FROM holding h JOIN members m ON m.id = h.giver_id`;
  const earliest = from > tx.now ? from : tx.now;
  const days = nights.map((night) => daytimeFor(tx, night, earliest));
  await tx.db.$executeRaw`
    INSERT INTO notices (key, member_id, kind, class, params, not_before, expires_at, created_at)
    SELECT ${`${kind}:`} || c.id || ':' || m.id, m.id, ${kind}, ${NOTICE_KINDS[kind]}::"NoticeClass", jsonb_build_object('cardId', c.id),
      n.at, ${expiresAt}::timestamptz(3), ${tx.now}::timestamptz(3)
    FROM cards c JOIN members m ON m.id = c.giver_id AND m.state = 'ACTIVE' AND m.unreachable_at IS NULL
    JOIN unnest(${nights.map((night) => night.timezone ?? '')}::text[], ${nights.map((night) => night.quietFrom ?? -1)}::int[],
      ${nights.map((night) => night.quietTo ?? -1)}::int[], ${days.map((day) => day.toISOString())}::timestamptz[])
      AS n(timezone, quiet_from, quiet_to, at)
      ON n.timezone = coalesce(m.timezone, '') AND n.quiet_from = coalesce(m.quiet_from, -1) AND n.quiet_to = coalesce(m.quiet_to, -1)
    WHERE c.round_id = ${roundId}::uuid AND (${NOTICE_KINDS[kind]} = 'MUST' OR (m.paused_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM notice_switches s WHERE s.member_id = m.id AND s.kind = ${kind})))
    ON CONFLICT (key) DO NOTHING`;
}
