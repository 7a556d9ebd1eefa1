import type { Tx } from '../../db/transaction.ts';
import { reachPairs } from '../network/reach.ts';

/** Everything a round looks at, read in one short transaction. Amounts in minor units. */
export interface Snapshot {
  readonly givers: readonly SnapshotGiver[];
  readonly requests: readonly SnapshotRequest[];
  /** [giver's index, request's index]: the giver sees the request, is not its owner, did not exclude its owner, scope allows it. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly directed: readonly {
    readonly giver: number;
    readonly request: number;
    readonly pledgeId: string;
    readonly amount: bigint;
  }[];
  /** Pairs of the last round at a close. */
  readonly previous: readonly (readonly [number, number])[];
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

/**
 * Givers who can be reached and have a money pledge in force. A close serves a cycle that has not begun: nothing of it is used yet
 * (`cycleId` null); a weekly round subtracts what the open cycle already uses, and leaves out who still has a card to answer and
 * who skipped a whole card of this month. A raised ceiling waits for the jobs of its hour, which come after the round.
 */
async function readGivers(tx: Tx, cycleId: string | null): Promise<GiverRow[]> {
  return tx.db.$queryRaw<GiverRow[]>`
    SELECT m.id, o.id AS "openPledgeId", coalesce(o.amount, 0)::bigint AS open, o.spread,
      m.ceiling,
      (coalesce((SELECT sum(p.amount) FROM promises p WHERE p.giver_id = m.id AND p.cycle_id = ${cycleId} AND p.origin <> 'GIFT'
         AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')), 0)
       + coalesce((SELECT sum(coalesce(w.chosen, w.amount)) FROM proposals w
         WHERE w.giver_id = m.id AND w.cycle_id = ${cycleId} AND w.state = 'OFFERED'), 0))::bigint AS used
    FROM members m
    LEFT JOIN pledges o ON o.open_slot = m.id AND o.state = 'ACTIVE' AND o.starts_at <= ${tx.now}
    WHERE m.state = 'ACTIVE' AND m.unreachable_at IS NULL AND m.paused_at IS NULL
      AND EXISTS (SELECT 1 FROM pledges x WHERE x.giver_id = m.id AND x.state = 'ACTIVE' AND x.form = 'MONEY' AND x.starts_at <= ${tx.now})
      AND (${cycleId}::text IS NULL OR NOT EXISTS (
        SELECT 1 FROM proposals w WHERE w.giver_id = m.id AND w.cycle_id = ${cycleId} AND w.state = 'OFFERED'))
      AND (${cycleId}::text IS NULL OR NOT EXISTS (
        SELECT 1 FROM cards k JOIN rounds r ON r.id = k.round_id AND r.cycle_id = ${cycleId} WHERE k.giver_id = m.id
          AND NOT EXISTS (SELECT 1 FROM proposals w WHERE w.card_id = k.id AND w.state <> 'DECLINED')))
    ORDER BY m.id`;
}

/** Active requests of members who can be reached, with what they already have in the cycle that is served. */
function readRequests(tx: Tx, cycleId: string | null): Promise<SnapshotRequest[]> {
  return tx.db.$queryRaw<SnapshotRequest[]>`
    SELECT q.id, q.owner_id AS "ownerId", q.kind = 'EMERGENCY' AS "isEmergency", q.amount AS need, (
      SELECT coalesce(sum(CASE p.state WHEN 'CONFIRMED' THEN p.confirmed ELSE p.amount END), 0) FROM promises p
      WHERE p.request_id = q.id AND p.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED')
        AND (q.kind = 'EMERGENCY' OR p.cycle_id = ${cycleId}))::bigint AS already,
      least(q.people, (SELECT CASE WHEN count(*) >= 2 THEN q.people ELSE 1 END FROM recommendations r
        JOIN members rm ON rm.id = r.recommender_id
        WHERE r.request_id = q.id AND r.withdrawn_at IS NULL AND r.expires_at > ${tx.now} AND r.people_confirmed = q.people
          AND rm.invited_by_id IS DISTINCT FROM q.owner_id))::int AS people
    FROM requests q JOIN members o ON o.id = q.owner_id
    WHERE q.state = 'ACTIVE' AND o.state = 'ACTIVE' AND o.unreachable_at IS NULL AND o.locked_at IS NULL
      AND (q.deadline IS NULL OR q.deadline > ${tx.now})
    ORDER BY q.id`;
}

interface DirectedRow {
  readonly pledgeId: string;
  readonly giverId: string;
  readonly requestId: string;
  readonly amount: bigint;
}

/** Money-form directed pledges that have not been carried out in the cycle that is served. */
function readDirected(tx: Tx, cycleId: string | null): Promise<DirectedRow[]> {
  return tx.db.$queryRaw<DirectedRow[]>`
    SELECT d.id AS "pledgeId", d.giver_id AS "giverId", d.request_id AS "requestId", d.amount FROM pledges d
    WHERE d.kind = 'DIRECTED' AND d.state = 'ACTIVE' AND d.form = 'MONEY' AND d.starts_at <= ${tx.now}
      AND NOT EXISTS (SELECT 1 FROM proposals w WHERE w.pledge_id = d.id AND w.directed AND (w.cycle_id = ${cycleId} OR NOT d.monthly))
    ORDER BY d.giver_id, d.request_id, d.created_at`;
}

/** [giver id, owner id] pairs that the giver's scope or exclusions rule out are found through this list. */
function readPeople(
  tx: Tx,
): Promise<{ giverId: string; scope: string; memberId: string | null; excluded: boolean | null }[]> {
  return tx.db.$queryRaw`
    SELECT o.giver_id AS "giverId", o.scope::text AS scope, p.member_id AS "memberId", p.excluded
    FROM pledges o LEFT JOIN pledge_people p ON p.pledge_id = o.id
    WHERE o.kind = 'OPEN' AND o.state = 'ACTIVE' AND (o.scope = 'CHOSEN' OR p.member_id IS NOT NULL)`;
}

/** The giver's wishes about people: returns whether an open pledge may go to this owner. */
async function peopleFilter(tx: Tx): Promise<(giverId: string, ownerId: string) => boolean> {
  const chosen = new Map<string, Set<string>>();
  const excluded = new Map<string, Set<string>>();
  for (const row of await readPeople(tx)) {
    if (row.scope === 'CHOSEN' && !chosen.has(row.giverId)) chosen.set(row.giverId, new Set());
    if (row.memberId === null) continue;
    const into = row.excluded ? excluded : chosen;
    into.set(row.giverId, (into.get(row.giverId) ?? new Set()).add(row.memberId));
  }
  return (giverId, ownerId) =>
    (chosen.get(giverId)?.has(ownerId) ?? true) && !(excluded.get(giverId)?.has(ownerId) ?? false);
}

/** What a giver declined this month is not proposed to them again in it. */
function readDeclined(tx: Tx, cycleId: string | null): Promise<{ giverId: string; requestId: string }[]> {
  return tx.db.$queryRaw`
    SELECT DISTINCT giver_id AS "giverId", request_id AS "requestId" FROM proposals
    WHERE cycle_id = ${cycleId} AND state = 'DECLINED'`;
}

function readPrevious(tx: Tx): Promise<{ giverId: string; requestId: string }[]> {
  return tx.db.$queryRaw`
    SELECT DISTINCT p.giver_id AS "giverId", p.request_id AS "requestId" FROM proposals p
    WHERE p.round_id = (SELECT id FROM rounds WHERE kind = 'CLOSE' ORDER BY due_at DESC LIMIT 1)`;
}

/** Indexes both ends of rows of ids; rows that name somebody outside the round are dropped. */
function indexed(
  rows: readonly { giverId: string; requestId: string }[],
  giverAt: ReadonlyMap<string, number>,
  requestAt: ReadonlyMap<string, number>,
): [number, number][] {
  return rows.flatMap((row) => {
    const giver = giverAt.get(row.giverId);
    const request = requestAt.get(row.requestId);
    return giver === undefined || request === undefined ? [] : [[giver, request] as [number, number]];
  });
}

/**
 * Reads what a round looks at. Run it in a REPEATABLE READ transaction; it takes no locks.
 * @param cycleId the open cycle for a weekly round; null for the round at a close
 */
export async function takeSnapshot(tx: Tx, cycleId: string | null): Promise<Snapshot> {
  const giverRows = await readGivers(tx, cycleId);
  const requests = await readRequests(tx, cycleId);
  const giverAt = new Map(giverRows.map((row, index) => [row.id, index]));
  const requestAt = new Map(requests.map((row, index) => [row.id, index]));
  const isWelcome = await peopleFilter(tx);
  const reach = (
    await reachPairs(
      tx,
      giverRows.map((row) => row.id),
    )
  ).toSorted(byIds);
  const seen = new Set(reach.map((row) => `${row.giverId} ${row.requestId}`));
  const declined = new Set((await readDeclined(tx, cycleId)).map((row) => `${row.giverId} ${row.requestId}`));
  const pairs = indexed(reach, giverAt, requestAt).filter(
    ([giver, request]) =>
      !declined.has(`${giverRows[giver]!.id} ${requests[request]!.id}`) &&
      giverRows[giver]!.openPledgeId !== null &&
      isWelcome(giverRows[giver]!.id, requests[request]!.ownerId),
  );
  // Several directed pledges of one giver to one request are one wish in the round.
  const directed = (await readDirected(tx, cycleId)).filter((row) => seen.has(`${row.giverId} ${row.requestId}`));
  const wishes = new Map<string, { giver: number; request: number; pledgeId: string; amount: bigint }>();
  for (const row of directed) {
    const [giver, request] = [giverAt.get(row.giverId), requestAt.get(row.requestId)];
    if (giver === undefined || request === undefined) continue;
    const key = `${giver} ${request}`;
    const earlier = wishes.get(key);
    wishes.set(key, {
      giver,
      request,
      pledgeId: earlier?.pledgeId ?? row.pledgeId,
      amount: (earlier?.amount ?? 0n) + row.amount,
    });
  }
  const wished = new Map<number, bigint>();
  for (const wish of wishes.values()) wished.set(wish.giver, (wished.get(wish.giver) ?? 0n) + wish.amount);
  return {
    givers: giverRows.map((row, index) => ({
      id: row.id,
      openPledgeId: row.openPledgeId,
      free: freePart(row, wished.get(index) ?? 0n),
      spread: row.spread ?? 'SEVERAL',
    })),
    requests,
    pairs,
    directed: [...wishes.values()],
    previous: indexed(await readPrevious(tx), giverAt, requestAt),
  };
}

const byIds = (a: { giverId: string; requestId: string }, b: { giverId: string; requestId: string }): number =>
  a.giverId < b.giverId ? -1 : a.giverId > b.giverId ? 1 : a.requestId < b.requestId ? -1 : 1;

/** open + directed − promises − confirmed − waiting, within the ceiling (3-allocation, Input). */
function freePart(row: GiverRow, directed: bigint): bigint {
  const pledged = row.open > row.used ? row.open - row.used + directed : directed;
  const room = row.ceiling === null ? pledged : row.ceiling > row.used ? row.ceiling - row.used : 0n;
  return pledged < room ? pledged : room;
}
