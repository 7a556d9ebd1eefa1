import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';

/**
 * Who sees which request. The rule itself is the view `reach_paths` (prisma/migrations): ring 1, recommendations,
 * help links, the chosen number of handshakes, blocks. Everything that shows something to someone asks here.
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
    (SELECT 1 FROM reach_paths
     WHERE viewer_id = ${viewerId}::uuid AND request_id = ${requestId}::uuid AND valid_until > ${tx.now} LIMIT 1)`;
  return rows.length > 0;
}

/** The active requests of others that a member sees, nearest first, then the oldest first. */
export function seenRequests(tx: Tx, viewerId: string): Promise<SeenRequest[]> {
  return tx.db.$queryRaw<SeenRequest[]>`
    SELECT p.request_id AS "requestId", p.owner_id AS "ownerId", min(p.distance)::int AS distance
    FROM reach_paths p JOIN requests q ON q.id = p.request_id
    WHERE p.viewer_id = ${viewerId}::uuid AND p.valid_until > ${tx.now}
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

/** Every (giver, request) pair of a round: the giver sees the request now. `giverIds` limits the givers. */
export function reachPairs(tx: Tx, giverIds: readonly string[]): Promise<ReachPair[]> {
  if (giverIds.length === 0) return Promise.resolve([]);
  return tx.db.$queryRaw<ReachPair[]>`
    SELECT DISTINCT viewer_id AS "giverId", request_id AS "requestId" FROM reach_paths
    WHERE valid_until > ${tx.now} AND viewer_id = ANY(${giverIds as string[]}::uuid[])`;
}

/** A trust path in words: the names between the viewer and the asker, nearest to the viewer first. */
export async function trustPaths(tx: Tx, viewerId: string, requestId: string): Promise<string[][]> {
  const rows = await tx.db.$queryRaw<{ via1: string | null; via2: string | null }[]>`
    SELECT a.name AS via1, b.name AS via2 FROM reach_paths p
    LEFT JOIN members a ON a.id = p.via1_id LEFT JOIN members b ON b.id = p.via2_id
    WHERE p.viewer_id = ${viewerId}::uuid AND p.request_id = ${requestId}::uuid AND p.valid_until > ${tx.now}
      AND (p.via2_id IS NULL OR NOT EXISTS (SELECT 1 FROM blocked_pairs x WHERE x.a_id = p.viewer_id AND x.b_id = p.via1_id))
    ORDER BY p.distance, a.name, b.name LIMIT 3`;
  return rows.map((row) => [row.via2, row.via1].filter((name) => name !== null));
}

export const uuidList = (ids: readonly string[]): Prisma.Sql => Prisma.sql`${ids as string[]}::uuid[]`;
