import { setImmediate as nextTurn } from 'node:timers/promises';
import { column, integersOf } from '../../db/bulk.ts';
import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { amountMax } from '../money.ts';
import { keepPairs, type NumberedPairs, numberedReachPairs, pairAt } from '../network/reach-pairs.ts';

/**
 * Everything a round looks at, read in one short transaction. Amounts in minor units. Givers and requests are known by their
 * positions in these lists; there may be a million pairs, so they are columns of numbers.
 */
export interface Snapshot {
  readonly givers: readonly SnapshotGiver[];
  readonly requests: readonly SnapshotRequest[];
  /** The giver sees the request, is not its owner, did not exclude its owner nor decline it this month, scope allows it. */
  readonly pairs: NumberedPairs;
  readonly directed: readonly DirectedWish[];
  /** Pairs of the last round at a close. */
  readonly previous: { readonly giver: Int32Array; readonly request: Int32Array };
}

/** Several directed pledges of one giver to one request are one wish in the round. */
export interface DirectedWish {
  readonly giver: number;
  readonly request: number;
  readonly pledgeId: string;
  readonly amount: bigint;
  /** Those among them that are for one round only. */
  readonly onceIds: readonly string[];
}

export interface SnapshotGiver {
  readonly id: string;
  readonly openPledgeId: string | null;
  /** b_i: what the round may ask for, open and directed together, within the ceiling. */
  readonly free: bigint;
  readonly spread: 'ONE' | 'SEVERAL' | 'MANY';
}

export interface SnapshotRequest {
  readonly id: string;
  readonly ownerId: string;
  readonly isEmergency: boolean;
  readonly need: bigint;
  /** promised + received in the cycle that is served */
  readonly already: bigint;
  readonly people: number;
}

interface GiverRow {
  readonly id: string;
  readonly openPledgeId: string | null;
  readonly open: bigint;
  readonly ceiling: bigint | null;
  readonly used: bigint;
  readonly spread: 'ONE' | 'SEVERAL' | 'MANY' | null;
}

/** Rows read at once. */
const PAGE = 5_000;
/** Before every other id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Givers who can be reached and have a money pledge in force. A close serves a cycle that has not begun: nothing of it is used yet
 * (`cycleId` null); a weekly round subtracts what the open cycle already uses, and leaves out who still has a card to answer and
 * who skipped a whole card of this month (whoever promised at once what was offered did not skip it). A raised ceiling waits for the jobs of its hour, which come after the round. An amount that
 * no command would have taken is left out, here and below: it would spoil the round for everybody (R4).
 */
function readGiversAfter(tx: Tx, cycleId: string | null, after: string): Promise<GiverRow[]> {
  return tx.db.$queryRaw<GiverRow[]>`
    SELECT m.id, o.id AS "openPledgeId", coalesce(o.amount, 0)::bigint AS open, o.spread,
      m.ceiling,
      (coalesce((SELECT sum(p.amount) FROM promises p WHERE p.giver_id = m.id AND p.cycle_id = ${cycleId} AND p.origin <> 'GIFT'
         AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')), 0)
       + coalesce((SELECT sum(coalesce(w.chosen, w.amount)) FROM proposals w
         WHERE w.giver_id = m.id AND w.cycle_id = ${cycleId} AND w.state = 'OFFERED'), 0))::bigint AS used
    FROM members m
    LEFT JOIN pledges o ON o.open_slot = m.id AND o.state = 'ACTIVE' AND o.starts_at <= ${tx.now} AND o.amount <= ${amountMax(tx.rules.unit)}
    WHERE m.id > ${after}::uuid AND m.state = 'ACTIVE' AND m.unreachable_at IS NULL AND m.paused_at IS NULL
      AND EXISTS (SELECT 1 FROM pledges x WHERE x.giver_id = m.id AND x.state = 'ACTIVE' AND x.form = 'MONEY' AND x.starts_at <= ${tx.now})
      AND (${cycleId}::text IS NULL OR NOT EXISTS (
        SELECT 1 FROM proposals w WHERE w.giver_id = m.id AND w.cycle_id = ${cycleId} AND w.state = 'OFFERED'))
      AND (${cycleId}::text IS NULL OR NOT EXISTS (
        SELECT 1 FROM cards k JOIN rounds r ON r.id = k.round_id AND r.cycle_id = ${cycleId} WHERE k.giver_id = m.id
          AND NOT EXISTS (SELECT 1 FROM proposals w WHERE w.card_id = k.id AND (w.state <> 'DECLINED' OR EXISTS (
            SELECT 1 FROM promises p WHERE p.giver_id = w.giver_id AND p.request_id = w.request_id AND p.cycle_id = w.cycle_id
              AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED'))))))
    ORDER BY m.id LIMIT ${PAGE}`;
}

/** All of them by id, page by page: the bot goes on answering in between. */
async function readGivers(tx: Tx, cycleId: string | null): Promise<GiverRow[]> {
  const givers: GiverRow[] = [];
  for (;;) {
    const page = await readGiversAfter(tx, cycleId, givers.at(-1)?.id ?? NO_ID);
    for (const giver of page) givers.push(giver);
    if (page.length < PAGE) return givers;
  }
}

/** Active requests of members who can be reached, with what they already have in the cycle that is served. */
function readRequestsAfter(tx: Tx, cycleId: string | null, after: string): Promise<SnapshotRequest[]> {
  return tx.db.$queryRaw<SnapshotRequest[]>`
    SELECT q.id, q.owner_id AS "ownerId", q.kind = 'EMERGENCY' AS "isEmergency", q.amount AS need, (
      SELECT coalesce(sum(CASE p.state WHEN 'CONFIRMED' THEN p.confirmed ELSE p.amount END), 0) FROM promises p
      WHERE p.request_id = q.id AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')
        AND (q.kind = 'EMERGENCY' OR p.cycle_id = ${cycleId}))::bigint AS already,
      least(q.people, (SELECT CASE WHEN count(*) >= 2 THEN q.people ELSE 1 END FROM recommendations r
        JOIN members rm ON rm.id = r.recommender_id AND rm.state = 'ACTIVE'
        WHERE r.request_id = q.id AND r.withdrawn_at IS NULL AND r.expires_at > ${tx.now} AND r.people_confirmed = q.people
          AND r.created_at >= q.recommended_since
          AND rm.invited_by_id IS DISTINCT FROM q.owner_id))::int AS people
    FROM requests q JOIN members o ON o.id = q.owner_id
    WHERE q.id > ${after}::uuid AND q.state = 'ACTIVE' AND q.amount <= ${amountMax(tx.rules.unit)} AND o.state = 'ACTIVE' AND o.unreachable_at IS NULL AND o.locked_at IS NULL
      AND (q.deadline IS NULL OR q.deadline > ${tx.now})
    ORDER BY q.id LIMIT ${PAGE}`;
}

async function readRequests(tx: Tx, cycleId: string | null): Promise<SnapshotRequest[]> {
  const requests: SnapshotRequest[] = [];
  for (;;) {
    const page = await readRequestsAfter(tx, cycleId, requests.at(-1)?.id ?? NO_ID);
    for (const request of page) requests.push(request);
    if (page.length < PAGE) return requests;
  }
}

interface DirectedRow {
  readonly pledgeId: string;
  readonly monthly: boolean;
  readonly giverId: string;
  readonly requestId: string;
  readonly amount: bigint;
}

/**
 * What money-form directed pledges have left in the cycle that is served: a monthly one that has been proposed in it has nothing, and
 * what its giver promised there since it was made is taken off.
 */
function readDirected(tx: Tx, cycleId: string | null): Promise<DirectedRow[]> {
  return tx.db.$queryRaw<DirectedRow[]>`
    SELECT "pledgeId", monthly, "giverId", "requestId", amount FROM (
      SELECT d.id AS "pledgeId", d.monthly, d.giver_id AS "giverId", d.request_id AS "requestId", d.created_at,
        (d.amount - CASE WHEN d.monthly THEN coalesce((SELECT sum(p.amount) FROM promises p
          WHERE p.giver_id = d.giver_id AND p.request_id = d.request_id AND p.cycle_id = ${cycleId} AND p.created_at >= d.created_at
            AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')), 0) ELSE 0 END)::bigint AS amount
      FROM pledges d
      WHERE d.kind = 'DIRECTED' AND d.state = 'ACTIVE' AND d.form = 'MONEY' AND d.starts_at <= ${tx.now}
        AND d.amount <= ${amountMax(tx.rules.unit)}
        AND NOT EXISTS (SELECT 1 FROM proposals w WHERE w.pledge_id = d.id AND w.directed AND (w.cycle_id = ${cycleId} OR NOT d.monthly))
    ) left_over WHERE amount > 0
    ORDER BY "giverId", "requestId", monthly DESC, created_at`;
}

/** The givers' wishes about people. */
function readPeople(
  tx: Tx,
): Promise<{ giverId: string; scope: string; memberId: string | null; excluded: boolean | null }[]> {
  return tx.db.$queryRaw`
    SELECT o.giver_id AS "giverId", o.scope::text AS scope, p.member_id AS "memberId", p.excluded
    FROM pledges o LEFT JOIN pledge_people p ON p.pledge_id = o.id
    WHERE o.kind = 'OPEN' AND o.state = 'ACTIVE' AND (o.scope = 'CHOSEN' OR p.member_id IS NOT NULL)`;
}

/** For each giver who has wishes about people, whether their open pledge may go to this owner; null for everybody else. */
async function peopleFilters(tx: Tx, giverIds: readonly string[]): Promise<(((ownerId: string) => boolean) | null)[]> {
  const chosen = new Map<string, Set<string>>();
  const excluded = new Map<string, Set<string>>();
  for (const row of await readPeople(tx)) {
    if (row.scope === 'CHOSEN' && !chosen.has(row.giverId)) chosen.set(row.giverId, new Set());
    if (row.memberId === null) continue;
    const into = row.excluded ? excluded : chosen;
    into.set(row.giverId, (into.get(row.giverId) ?? new Set()).add(row.memberId));
  }
  return giverIds.map((id) => {
    const [only, never] = [chosen.get(id), excluded.get(id)];
    if (!only && !never) return null;
    return (ownerId) => (only?.has(ownerId) ?? true) && !(never?.has(ownerId) ?? false);
  });
}

/** What a giver declined this month is not proposed to them again in it. */
const declinedIn = (cycleId: string | null): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT giver_id, request_id FROM proposals WHERE cycle_id = ${cycleId} AND state = 'DECLINED'`;

const LAST_CLOSE = Prisma.sql`
  SELECT DISTINCT giver_id, request_id FROM proposals
  WHERE round_id = (SELECT id FROM rounds WHERE kind = 'CLOSE' ORDER BY due_at DESC LIMIT 1)`;

/** Rows (giver_id, request_id) as positions in the two lists; rows that name somebody outside the round are dropped. */
async function numbered(
  tx: Tx,
  giverIds: readonly string[],
  requestIds: readonly string[],
  rows: Prisma.Sql,
): Promise<{ giver: Int32Array; request: Int32Array }> {
  const [row] = await tx.db.$queryRaw<{ givers: Uint8Array | null; requests: Uint8Array | null }[]>`
    SELECT string_agg(int4send((g.n - 1)::int), ''::bytea ORDER BY g.n, q.n) AS givers,
      string_agg(int4send((q.n - 1)::int), ''::bytea ORDER BY g.n, q.n) AS requests
    FROM (${rows}) p
    JOIN unnest(${column('uuid', giverIds)}) WITH ORDINALITY AS g(id, n) ON g.id = p.giver_id
    JOIN unnest(${column('uuid', requestIds)}) WITH ORDINALITY AS q(id, n) ON q.id = p.request_id`;
  const none = new Uint8Array(0);
  return { giver: integersOf(row?.givers ?? none), request: integersOf(row?.requests ?? none) };
}

const pairKey = (giver: number, request: number): number => giver * 2 ** 24 + request;

/** Directed pledges whose giver still sees the request, as wishes. */
async function readWishes(
  tx: Tx,
  cycleId: string | null,
  giverIds: readonly string[],
  requestIds: readonly string[],
  seen: NumberedPairs,
): Promise<DirectedWish[]> {
  const giverAt = new Map(giverIds.map((id, index) => [id, index]));
  const requestAt = new Map(requestIds.map((id, index) => [id, index]));
  const wishes = new Map<number, DirectedWish>();
  for (const row of await readDirected(tx, cycleId)) {
    const [giver, request] = [giverAt.get(row.giverId), requestAt.get(row.requestId)];
    if (giver === undefined || request === undefined || pairAt(seen, giver, request) < 0) continue;
    const key = pairKey(giver, request);
    const earlier = wishes.get(key);
    const amount = (earlier?.amount ?? 0n) + row.amount;
    const onceIds = [...(earlier?.onceIds ?? []), ...(row.monthly ? [] : [row.pledgeId])];
    wishes.set(key, { giver, request, pledgeId: earlier?.pledgeId ?? row.pledgeId, amount, onceIds });
  }
  return [...wishes.values()];
}

/**
 * Reads what a round looks at. Run it in a REPEATABLE READ transaction; it takes no locks.
 * @param cycleId the open cycle for a weekly round; null for the round at a close
 */
export async function takeSnapshot(tx: Tx, cycleId: string | null): Promise<Snapshot> {
  const giverRows = await readGivers(tx, cycleId);
  const requests = await readRequests(tx, cycleId);
  const giverIds = giverRows.map((row) => row.id);
  const requestIds = requests.map((row) => row.id);
  const seen = await numberedReachPairs(tx, giverIds, requestIds);
  const declined = await numbered(tx, giverIds, requestIds, declinedIn(cycleId));
  const isDeclined = new Set(Array.from(declined.giver, (giver, k) => pairKey(giver, declined.request[k]!)));
  const mayGoTo = await peopleFilters(tx, giverIds);
  const pairs = await keepPairs(
    seen,
    (giver, request) =>
      giverRows[giver]!.openPledgeId !== null &&
      !isDeclined.has(pairKey(giver, request)) &&
      (mayGoTo[giver]?.(requests[request]!.ownerId) ?? true),
  );
  const directed = await readWishes(tx, cycleId, giverIds, requestIds, seen);
  await nextTurn();
  const wished = new Map<number, bigint>();
  for (const wish of directed) wished.set(wish.giver, (wished.get(wish.giver) ?? 0n) + wish.amount);
  return {
    givers: giverRows.map((row, index) => ({
      id: row.id,
      openPledgeId: row.openPledgeId,
      free: freePart(row, wished.get(index) ?? 0n),
      spread: row.spread ?? 'SEVERAL',
    })),
    requests,
    pairs,
    directed,
    previous: await numbered(tx, giverIds, requestIds, LAST_CLOSE),
  };
}

/** open + directed − promises − confirmed − waiting, within the ceiling (3-allocation, Input). */
function freePart(row: GiverRow, directed: bigint): bigint {
  const pledged = row.open > row.used ? row.open - row.used + directed : directed;
  const room = row.ceiling === null ? pledged : row.ceiling > row.used ? row.ceiling - row.used : 0n;
  return pledged < room ? pledged : room;
}
