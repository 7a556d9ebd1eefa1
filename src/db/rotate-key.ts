import pg from 'pg';
import { connectTo } from './connect.ts';
import { beginRotation, endRotation, readKeyStanding } from './settings.ts';
import type { Vault } from './vault.ts';

/** The key cannot be changed now. The message is one line that says why. */
export class RotationError extends Error {
  override readonly name = 'RotationError';
}

const BATCH = 500;
/** What a running bot calls its connections. */
const AT_WORK = ['exodus inbox', 'exodus courier', 'exodus poller', 'exodus jobs'];
const LOCK_ID = 740_004;

interface Column {
  readonly table: string;
  readonly column: string;
}

const id = pg.escapeIdentifier;

/**
 * Seals everything anew: every value that carries the old key's mark is opened and sealed with the new key, in batches that are each
 * all or nothing. Broken off at any moment, the same call goes on where it was; until it has come to its end nobody else may open
 * the database.
 *
 * @returns how many values were sealed anew by this call
 * @throws RotationError while a bot works on this database, and when values are sealed with a third key
 */
export async function rotateKey(url: string, from: Vault, to: Vault): Promise<number> {
  const client = await connectTo(url, 'exodus key');
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_ID]);
    const { mark, rotation } = await readKeyStanding(client);
    if (mark === to.keyMark) return 0;
    if (mark !== null && mark !== from.keyMark) {
      throw new RotationError(`The database is sealed with the key ${mark}, not with ${from.keyMark}.`);
    }
    if (rotation && (rotation.from !== from.keyMark || rotation.to !== to.keyMark)) {
      throw new RotationError(
        `A change from the key ${rotation.from} to ${rotation.to} was begun: finish that one first.`,
      );
    }
    await refuseAtWork(client);
    await beginRotation(client, from.keyMark, to.keyMark);
    let done = 0;
    for (const column of await sealedColumns(client)) done += await sealAnew(client, column, from, to);
    await finish(client, to);
    return done;
  } finally {
    await client.end(); // which also releases the lock
  }
}

async function refuseAtWork(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    'SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = ANY($1)',
    [AT_WORK],
  );
  if (rowCount !== 0) throw new RotationError('The bot works on this database: stop every process of it first.');
}

/** Binary columns hold sealed values and nothing else; new ones are found by themselves. */
async function sealedColumns(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE table_schema = current_schema() AND data_type = 'bytea' AND table_type = 'BASE TABLE' ORDER BY 1, 2`,
  );
  return rows;
}

/** The mark stands behind the version's byte (see vault.ts). */
const MARK_IS = (column: string): string => `substring(${id(column)} FROM 2 FOR 4) = decode($1, 'hex')`;

async function sealAnew(client: pg.Client, { table, column }: Column, from: Vault, to: Vault): Promise<number> {
  for (let done = 0; ; ) {
    await client.query('BEGIN');
    const { rows } = await client.query<{ place: string; value: Buffer }>(
      `SELECT ctid::text AS place, ${id(column)} AS value FROM ${id(table)} WHERE ${MARK_IS(column)} LIMIT ${BATCH} FOR UPDATE`,
      [from.keyMark],
    );
    await client.query(
      `UPDATE ${id(table)} t SET ${id(column)} = s.value FROM unnest($1::tid[], $2::bytea[]) s(place, value) WHERE t.ctid = s.place`,
      [rows.map(({ place }) => place), rows.map(({ value }) => Buffer.from(to.seal(from.open(value))))],
    );
    await client.query('COMMIT');
    done += rows.length;
    if (rows.length < BATCH) return done;
  }
}

/** @throws RotationError when something is sealed with neither key: nobody could ever read it */
async function finish(client: pg.Client, to: Vault): Promise<void> {
  await client.query('BEGIN');
  for (const { table, column } of await sealedColumns(client)) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${id(table)} WHERE octet_length(${id(column)}) > 0 AND NOT (${MARK_IS(column)})`,
      [to.keyMark],
    );
    if (rows[0]!.n === 0) continue;
    await client.query('ROLLBACK');
    throw new RotationError(
      `${rows[0]!.n} values in ${table}.${column} are sealed with another key: nothing was ended.`,
    );
  }
  await endRotation(client, to.keyMark);
  await client.query('COMMIT');
}
