import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';

/**
 * Which people a member sees (1-domain, Terms: network of a member): contacts, those who ask and those who recommend on the
 * ways by which a request reached them, and circle-mates on a request that both help. Everybody else is nobody.
 */
export type HowKnown = 'contact' | 'asks' | 'recommends' | 'circle';

const HOW: readonly HowKnown[] = ['contact', 'asks', 'recommends', 'circle'];

/** Help counts for a circle in this and the previous two cycles. */
const CIRCLE_CYCLES = 3;

/** Promises that tie a helper to a request; a released or forgiven one leaves no mark. */
const STANDING = Prisma.sql`('PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED')`;

/** Rows (id, how, request_id) of everyone this viewer sees; `how` is an index of HOW, the nearest tie is the smallest. */
function sightOf(tx: Tx, viewerId: string): Prisma.Sql {
  return Prisma.sql`
    ways AS MATERIALIZED (
      SELECT request_id, owner_id, via1_id, via2_id FROM reach_paths
      WHERE viewer_id = ${viewerId}::uuid AND valid_until > ${tx.now}
    ),
    open_to_me AS (
      SELECT request_id, owner_id FROM ways
      UNION SELECT id, owner_id FROM requests WHERE owner_id = ${viewerId}::uuid AND state <> 'CLOSED'
    ),
    helpers AS (
      SELECT p.request_id, p.giver_id FROM promises p JOIN open_to_me o ON o.request_id = p.request_id
      WHERE p.state IN ${STANDING}
        AND p.cycle_id IN (SELECT id FROM cycles ORDER BY starts_at DESC LIMIT ${CIRCLE_CYCLES})
      UNION
      -- An intention opens the circle to its own giver; who reads of it would see it being withdrawn (1-domain, red line 5).
      SELECT d.request_id, d.giver_id FROM pledges d JOIN open_to_me o ON o.request_id = d.request_id
      WHERE d.kind = 'DIRECTED' AND d.state = 'ACTIVE' AND d.giver_id = ${viewerId}::uuid
    ),
    ties AS (
      SELECT l.to_id AS id, 0 AS how, NULL::uuid AS request_id FROM links l WHERE l.from_id = ${viewerId}::uuid
      UNION SELECT owner_id, 1, request_id FROM ways
      UNION SELECT via1_id, 2, request_id FROM ways WHERE via1_id IS NOT NULL
      UNION SELECT via2_id, 2, request_id FROM ways WHERE via2_id IS NOT NULL
      UNION
      SELECT h.giver_id, 3, h.request_id FROM helpers h JOIN open_to_me o ON o.request_id = h.request_id
      WHERE (o.owner_id = ${viewerId}::uuid
          OR EXISTS (SELECT 1 FROM helpers me WHERE me.request_id = h.request_id AND me.giver_id = ${viewerId}::uuid))
        AND NOT EXISTS (SELECT 1 FROM blocked_pairs b WHERE b.a_id = o.owner_id AND b.b_id = h.giver_id)
    ),
    seen AS (
      SELECT t.id, t.how, t.request_id FROM ties t JOIN members m ON m.id = t.id AND m.state = 'ACTIVE'
      WHERE t.id <> ${viewerId}::uuid
        AND NOT EXISTS (SELECT 1 FROM blocked_pairs b WHERE b.a_id = ${viewerId}::uuid AND b.b_id = t.id)
    )`;
}

/** May this viewer see this person at all? Nobody sees oneself as another. */
export async function maySeeMember(tx: Tx, viewerId: string, memberId: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    WITH ${sightOf(tx, viewerId)} SELECT 1 FROM seen WHERE id = ${memberId}::uuid LIMIT 1`;
  return rows.length > 0;
}

/** A person as the viewer calls them. */
export interface SeenPerson {
  readonly id: string;
  /** The viewer's own nickname for them, else their first name. */
  readonly name: string;
  readonly how: HowKnown;
}

export const PEOPLE_FILTERS = ['all', 'helped', 'helping'] as const;
/** `helped`: the viewer helps or helped them; `helping`: they help or helped the viewer. */
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

interface SeenRow {
  readonly id: string;
  readonly name: string;
  readonly nickname: Uint8Array | null;
  readonly how: number;
}

const FILTERS: Readonly<Record<PeopleFilter, (viewerId: string) => Prisma.Sql>> = {
  all: () => Prisma.empty,
  helped: (viewerId) => Prisma.sql`WHERE EXISTS (SELECT 1 FROM promises p
    WHERE p.giver_id = ${viewerId}::uuid AND p.recipient_id = m.id AND p.state IN ${STANDING})`,
  helping: (viewerId) => Prisma.sql`WHERE EXISTS (SELECT 1 FROM promises p
    WHERE p.giver_id = m.id AND p.recipient_id = ${viewerId}::uuid AND p.state IN ${STANDING})`,
};

const PEOPLE_MAX = 2_000;

/** The people whom the viewer sees, by the name the viewer calls them. */
export async function seenPeople(tx: Tx, viewerId: string, filter: PeopleFilter = 'all'): Promise<SeenPerson[]> {
  const rows = await tx.db.$queryRaw<SeenRow[]>`
    WITH ${sightOf(tx, viewerId)}
    SELECT m.id, m.name, n.name AS nickname, s.how
    FROM (SELECT id, min(how) AS how FROM seen GROUP BY id) s
    JOIN members m ON m.id = s.id
    LEFT JOIN nicknames n ON n.owner_id = ${viewerId}::uuid AND n.of_id = m.id
    ${FILTERS[filter](viewerId)}
    ORDER BY m.name COLLATE "ru-x-icu", m.id LIMIT ${PEOPLE_MAX}`;
  const people = rows.map((row) => ({ id: row.id, name: calledBy(tx, row), how: HOW[row.how] ?? 'circle' }));
  const hasNicknames = rows.some((row) => row.nickname !== null);
  return hasNicknames ? people.sort((a, b) => a.name.localeCompare(b.name, 'ru')) : people;
}

export const calledBy = (tx: Tx, row: { readonly name: string; readonly nickname: Uint8Array | null }): string =>
  row.nickname ? tx.vault.open(row.nickname) : row.name;

/** What the viewer calls somebody beside a record of both; empty for who is leaving or was erased: no name of theirs is shown any more. */
export const calledNow = (
  person: { readonly name: string; readonly state: string },
  nickname: string | undefined,
): string => (person.state === 'ACTIVE' ? (nickname ?? person.name) : '');

export interface Tie {
  readonly id: string;
  readonly how: HowKnown;
  readonly requestId: string | null;
}

/** Every tie between the viewer and everyone they see. */
export async function allTies(tx: Tx, viewerId: string): Promise<Tie[]> {
  const rows = await tx.db.$queryRaw<{ id: string; how: number; requestId: string | null }[]>`
    WITH ${sightOf(tx, viewerId)} SELECT id, how, request_id AS "requestId" FROM seen ORDER BY how, id, request_id`;
  return rows.map((row) => ({ ...row, how: HOW[row.how] ?? 'circle' }));
}

/** All ties between the viewer and one person, the nearest first; empty when the viewer may not see them. */
export async function tiesTo(
  tx: Tx,
  viewerId: string,
  memberId: string,
): Promise<{ readonly how: HowKnown; readonly requestId: string | null }[]> {
  const rows = await tx.db.$queryRaw<{ how: number; requestId: string | null }[]>`
    WITH ${sightOf(tx, viewerId)}
    SELECT how, request_id AS "requestId" FROM seen WHERE id = ${memberId}::uuid ORDER BY how, request_id`;
  return rows.map((row) => ({ how: HOW[row.how] ?? 'circle', requestId: row.requestId }));
}

/** The viewer's own names for people, by id; for screens that show names from other queries. */
export async function nicknamesOf(tx: Tx, viewerId: string): Promise<Map<string, string>> {
  const rows = await tx.db.nickname.findMany({ where: { ownerId: viewerId } });
  return new Map(rows.map((row) => [row.ofId, tx.vault.open(row.name)]));
}
