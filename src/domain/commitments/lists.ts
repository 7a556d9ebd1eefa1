import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { shows } from '../helping/scope.ts';
import { calledBy } from '../network/people.ts';
import { type PromiseView, promiseViews } from './queries.ts';

/**
 * The lists of /promises: `open` = mine to hand over, `to-me` = promised to me, `waiting` = handed over and not confirmed
 * (both sides), `archive` = confirmed help, `unfinished` = released, forgiven, unconfirmed.
 */
export const PROMISE_LISTS = ['open', 'to-me', 'waiting', 'archive', 'unfinished'] as const;
export type PromiseList = (typeof PROMISE_LISTS)[number];

/** The two lists that grow for ever, and can be searched by person. */
export const ARCHIVES = ['archive', 'unfinished'] as const;
export type Archive = (typeof ARCHIVES)[number];

const isIn = (viewerId: string): Readonly<Record<PromiseList, Prisma.Sql>> => ({
  open: Prisma.sql`p.giver_id = ${viewerId}::uuid AND p.state = 'PROMISED'`,
  'to-me': Prisma.sql`p.recipient_id = ${viewerId}::uuid AND p.state = 'PROMISED'`,
  waiting: Prisma.sql`p.state = 'REPORTED'`,
  archive: Prisma.sql`p.state = 'CONFIRMED'`,
  unfinished: Prisma.sql`p.state IN ('RELEASED', 'FORGIVEN', 'UNCONFIRMED')`,
});

const mine = (viewerId: string): Prisma.Sql =>
  Prisma.sql`(p.giver_id = ${viewerId}::uuid OR p.recipient_id = ${viewerId}::uuid)`;

const other = (viewerId: string): Prisma.Sql =>
  Prisma.sql`CASE p.giver_id WHEN ${viewerId}::uuid THEN p.recipient_id ELSE p.giver_id END`;

const isArchive = (list: PromiseList): list is Archive => (ARCHIVES as readonly string[]).includes(list);

export interface PromisePage {
  readonly promises: readonly PromiseView[];
  readonly page: number;
  readonly pages: number;
}

/**
 * One page of a list of the viewer's promises: what is due first comes first, the archives newest first.
 * @param withId only those with this person; null: with everyone
 * @param asked page from 0; beyond the end the last one is meant
 */
export async function promisePage(
  tx: Tx,
  viewerId: string,
  list: PromiseList,
  { withId, asked, size }: { readonly withId: string | null; readonly asked: number; readonly size: number },
): Promise<PromisePage> {
  const which = Prisma.sql`${mine(viewerId)} AND ${isIn(viewerId)[list]}
    ${withId === null ? Prisma.empty : Prisma.sql`AND ${other(viewerId)} = ${withId}::uuid`}`;
  const [row] = await tx.db.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM promises p WHERE ${which}`;
  const pages = Math.max(1, Math.ceil((row?.count ?? 0) / size));
  const page = Math.min(Math.max(0, asked), pages - 1);
  const order = isArchive(list) ? Prisma.sql`coalesce(p.settled_at, p.reported_at) DESC` : Prisma.sql`p.due_at`;
  const ids = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM promises p WHERE ${which} ORDER BY ${order}, p.id LIMIT ${size} OFFSET ${page * size}`;
  return {
    promises: await promiseViews(
      tx,
      viewerId,
      ids.map(({ id }) => id),
    ),
    page,
    pages,
  };
}

/** A statement that counts the viewer's open promises. */
export const openPromisesOf = (viewerId: string): Prisma.Sql =>
  Prisma.sql`SELECT count(*)::int FROM promises p WHERE ${mine(viewerId)} AND ${isIn(viewerId).open}`;

export type PromiseCounts = Readonly<Record<PromiseList, number>>;

/** How many promises each list holds. */
export async function promiseCounts(tx: Tx, viewerId: string): Promise<PromiseCounts> {
  const lists = isIn(viewerId);
  const columns = PROMISE_LISTS.map(
    (list) => Prisma.sql`count(*) FILTER (WHERE ${lists[list]})::int AS ${Prisma.raw(`"${list}"`)}`,
  );
  const none: PromiseCounts = { open: 0, 'to-me': 0, waiting: 0, archive: 0, unfinished: 0 };
  if (!shows(tx, 'PROMISES')) return none;
  const [row] = await tx.db.$queryRaw<PromiseCounts[]>`
    SELECT ${Prisma.join(columns)} FROM promises p WHERE ${mine(viewerId)}`;
  return row ?? none;
}

/** Somebody with whom the viewer has promises in an archive. */
export interface ArchivePerson {
  readonly id: string;
  /** As the viewer calls them; null for somebody who left. */
  readonly name: string | null;
  readonly promises: number;
}

/** The people of one archive by name, those who left at the end; only whose name contains `part`, in any case. */
export async function archivePeople(
  tx: Tx,
  viewerId: string,
  list: Archive,
  part: string | null,
): Promise<ArchivePerson[]> {
  interface Row {
    readonly id: string;
    readonly name: string;
    readonly nickname: Uint8Array | null;
    readonly isHere: boolean;
    readonly promises: number;
  }
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT m.id, m.name, n.name AS nickname, m.state = 'ACTIVE' AS "isHere", c.promises FROM (
      SELECT ${other(viewerId)} AS id, count(*)::int AS promises FROM promises p
      WHERE ${mine(viewerId)} AND ${isIn(viewerId)[list]} GROUP BY 1
    ) c JOIN members m ON m.id = c.id
    LEFT JOIN nicknames n ON n.owner_id = ${viewerId}::uuid AND n.of_id = m.id ORDER BY m.id`;
  const wanted = part?.trim().toLocaleLowerCase() ?? '';
  return rows
    .filter((row) => wanted === '' || (row.isHere && namesOf(tx, row).some((name) => name.includes(wanted))))
    .map((row) => ({ id: row.id, name: row.isHere ? calledBy(tx, row) : null, promises: row.promises }))
    .toSorted(
      (a, b) => Number(a.name === null) - Number(b.name === null) || (a.name ?? '').localeCompare(b.name ?? '', 'ru'),
    );
}

/** Both the own name for them and the name they go by, as they are looked for. */
const namesOf = (tx: Tx, row: { readonly name: string; readonly nickname: Uint8Array | null }): string[] =>
  [row.name, calledBy(tx, row)].map((name) => name.toLocaleLowerCase());

const EXPORTED_MAX = 10_000;

/** All promises of the viewer, the newest first, for a file of their own. */
export async function allPromises(tx: Tx, viewerId: string): Promise<PromiseView[]> {
  const ids = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM promises p WHERE ${mine(viewerId)} ORDER BY p.created_at DESC, p.id LIMIT ${EXPORTED_MAX}`;
  return promiseViews(
    tx,
    viewerId,
    ids.map(({ id }) => id),
  );
}
