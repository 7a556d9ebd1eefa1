import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { nicknamesOf } from './people.ts';
import { numberedReachPairs } from './reach-pairs.ts';

/**
 * Who sees which request. The rule itself is the view `reach_paths` (prisma/migrations): ring 1, recommendations,
 * help links, the chosen number of handshakes, blocks. Everything that shows something to someone asks here. `reach_of(viewer)`
 * is the view for one viewer, planned once and by its indexes.
 */
export interface SeenRequest {
  readonly requestId: string;
  readonly ownerId: string;
  /** 1 = the asker is the viewer's contact. */
  readonly distance: number;
}

/** May this member see this request now? Its owner always may. */
export async function maySeeRequest(tx: Tx, viewerId: string, requestId: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM requests WHERE id = ${requestId}::uuid AND owner_id = ${viewerId}::uuid
    UNION ALL
    (SELECT 1 FROM reach_of(${viewerId}::uuid)
     WHERE request_id = ${requestId}::uuid AND valid_until > ${tx.now} LIMIT 1)`;
  return rows.length > 0;
}

/** The active requests of others that a member sees, nearest first, then the oldest first. */
export function seenRequests(tx: Tx, viewerId: string): Promise<SeenRequest[]> {
  return tx.db.$queryRaw<SeenRequest[]>`
    SELECT p.request_id AS "requestId", p.owner_id AS "ownerId", min(p.distance)::int AS distance
    FROM reach_of(${viewerId}::uuid) p JOIN requests q ON q.id = p.request_id
    WHERE p.valid_until > ${tx.now}
    GROUP BY p.request_id, p.owner_id, q.kind, q.created_at
    ORDER BY (q.kind = 'EMERGENCY') DESC, distance, q.created_at, p.request_id`;
}

/** Those who see a request in ring 1: its owner's contacts. */
export function ringOne(tx: Tx, ownerId: string): Promise<{ id: string; name: string }[]> {
  return tx.db.$queryRaw<{ id: string; name: string }[]>`
    SELECT m.id, m.name FROM links l JOIN members m ON m.id = l.to_id AND m.state = 'ACTIVE'
    WHERE l.from_id = ${ownerId}::uuid ORDER BY m.name COLLATE "ru-x-icu", m.id`;
}

export interface ReachPair {
  readonly giverId: string;
  readonly requestId: string;
}

/** Every (giver, request) pair: the giver sees the request now. Rounds ask {@link numberedReachPairs} about their own requests. */
export async function reachPairs(tx: Tx, giverIds: readonly string[]): Promise<ReachPair[]> {
  const requests = await tx.db.request.findMany({ where: { state: 'ACTIVE' }, select: { id: true } });
  const requestIds = requests.map((request) => request.id);
  const { giver, request } = await numberedReachPairs(tx, giverIds, requestIds);
  return Array.from(giver, (at, k) => ({ giverId: giverIds[at]!, requestId: requestIds[request[k]!]! }));
}

/** How many handshakes the asker is away: 0 for the owner, null when the member does not see the request. */
export async function requestDistance(tx: Tx, viewerId: string, requestId: string): Promise<number | null> {
  const [row] = await tx.db.$queryRaw<{ distance: number | null }[]>`
    SELECT CASE WHEN EXISTS (SELECT 1 FROM requests WHERE id = ${requestId}::uuid AND owner_id = ${viewerId}::uuid) THEN 0
      ELSE (SELECT min(distance) FROM reach_of(${viewerId}::uuid)
        WHERE request_id = ${requestId}::uuid AND valid_until > ${tx.now}) END::int AS distance`;
  return row?.distance ?? null;
}

export interface Viewer {
  readonly memberId: string;
  readonly distance: number;
}

/** Everyone but its owner who sees this request now, nearest first. */
export function viewersOf(tx: Tx, requestId: string): Promise<Viewer[]> {
  return tx.db.$queryRaw<Viewer[]>`
    SELECT viewer_id AS "memberId", min(distance)::int AS distance FROM reach_paths
    WHERE request_id = ${requestId}::uuid AND valid_until > ${tx.now} GROUP BY viewer_id ORDER BY distance, viewer_id`;
}

const PATHS_MAX = 3;

/**
 * Trust paths in words: the names between the viewer and the asker, nearest to the viewer first; the shortest paths first, at most
 * three, only through people whom the viewer may see (1-domain, Reach). An empty list of names: the asker is the viewer's contact.
 */
export async function trustPaths(tx: Tx, viewerId: string, requestId: string): Promise<string[][]> {
  const rows = await tx.db.$queryRaw<
    { via1Id: string | null; via2Id: string | null; via1: string | null; via2: string | null }[]
  >`
    SELECT p.via1_id AS "via1Id", p.via2_id AS "via2Id", a.name AS via1, b.name AS via2
    FROM (SELECT DISTINCT distance, via1_id, via2_id FROM reach_of(${viewerId}::uuid)
      WHERE request_id = ${requestId}::uuid AND valid_until > ${tx.now}) p
    LEFT JOIN members a ON a.id = p.via1_id LEFT JOIN members b ON b.id = p.via2_id
    WHERE coalesce(a.state, 'ACTIVE') = 'ACTIVE' AND coalesce(b.state, 'ACTIVE') = 'ACTIVE'
      AND NOT EXISTS (SELECT 1 FROM blocked_pairs x WHERE x.a_id = ${viewerId}::uuid AND x.b_id IN (p.via1_id, p.via2_id))
    ORDER BY p.distance, b.name, a.name, p.via2_id, p.via1_id LIMIT ${PATHS_MAX}`;
  const nicknames = await nicknamesOf(tx, viewerId);
  const called = (id: string | null, name: string | null): string | null => nicknames.get(id ?? '') ?? name;
  return rows.map((row) =>
    [called(row.via2Id, row.via2), called(row.via1Id, row.via1)].filter((name) => name !== null),
  );
}

export const uuidList = (ids: readonly string[]): Prisma.Sql => Prisma.sql`${ids as string[]}::uuid[]`;
