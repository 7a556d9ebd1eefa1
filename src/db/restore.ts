import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  BackupError,
  type BackupHeader,
  damaged,
  type EndFrame,
  type Frame,
  readFrames,
  readHeader,
  type TableFrame,
} from './backup-format.ts';
import { connectTo } from './connect.ts';
import { MIGRATIONS_DIR, migrate, namesOfMigrations } from './migrate.ts';

/** A backup that was read to its end and found whole. */
export interface SoundBackup {
  readonly file: string;
  readonly header: BackupHeader;
  readonly bodyAt: number;
  readonly end: EndFrame;
}

const id = pg.escapeIdentifier;
const NEWLINE = 10;

/**
 * Reads a backup from beginning to end without touching any database.
 * @throws BackupError when it is missing, damaged, of a newer format, or made by a newer program
 */
export async function checkBackup(file: string): Promise<SoundBackup> {
  const { header, bodyAt } = await readHeader(file);
  const known = new Set(await namesOfMigrations(MIGRATIONS_DIR));
  const unknown = header.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new BackupError(`The backup is newer than this program (it has ${unknown.join(', ')}): update this program.`);
  }
  const counts: Record<string, number> = {};
  let table = '';
  let end: EndFrame | null = null;
  for await (const frame of readFrames(file, header, bodyAt)) {
    if (end) throw damaged(file);
    if ('rows' in frame) {
      if (!(table in counts)) throw damaged(file);
      for (let at = frame.rows.indexOf(NEWLINE); at >= 0; at = frame.rows.indexOf(NEWLINE, at + 1)) counts[table]! += 1;
    } else if (isTable(frame.json)) {
      ({ table } = frame.json);
      counts[table] = 0;
    } else end = frame.json as EndFrame;
  }
  if (end?.end !== true || JSON.stringify(end.rows) !== JSON.stringify(counts)) throw damaged(file);
  return { file, header, bodyAt, end };
}

const isTable = (json: unknown): json is TableFrame => typeof (json as TableFrame).table === 'string';

/**
 * Brings an empty database to the backup's version, loads all of it or nothing, and brings it to this program's version.
 *
 * @param beforeCommit looks at what was loaded; what it throws undoes all of it
 * @returns how many rows were loaded
 * @throws BackupError when the database is not empty
 */
export async function load(
  url: string,
  sound: SoundBackup,
  beforeCommit: (client: pg.Client) => Promise<void>,
): Promise<number> {
  const client = await connectTo(url, 'exodus restore');
  try {
    await refuseFull(client, sound.header);
    await migrate(url, { only: sound.header.migrations });
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
    await client.query('BEGIN');
    await copyAll(client, sound);
    for (const { name, value, isCalled } of sound.end.sequences) {
      await client.query('SELECT setval($1::text::regclass, $2::bigint, $3)', [id(name), value, isCalled]);
    }
    await beforeCommit(client);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end(); // without COMMIT this undoes everything
  }
  await migrate(url);
  return Object.values(sound.end.rows).reduce((total, count) => total + count, 0);
}

/** An empty database has no table with a row, and none that the backup does not know. */
async function refuseFull(client: pg.Client, header: BackupHeader): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY 1`,
  );
  for (const { name } of rows) {
    if (name === '_prisma_migrations') continue;
    const { rowCount } = await client.query(`SELECT FROM ${id(name)} LIMIT 1`);
    if (rowCount !== 0) {
      throw new BackupError(
        `The database is not empty (${name} has rows): restore into a new one. Nothing was changed.`,
      );
    }
  }
  if (!rows.some(({ name }) => name === '_prisma_migrations')) return;
  const { rows: applied } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  if (applied.some(({ name }) => !header.migrations.includes(name))) {
    throw new BackupError("The database's tables are newer than the backup: restore into a database without tables.");
  }
}

/** Every table in the order of the file, which is such that foreign keys find their rows. */
async function copyAll(client: pg.Client, { file, header, bodyAt }: SoundBackup): Promise<void> {
  const frames = readFrames(file, header, bodyAt);
  let next = await frames.next();
  while (!next.done) {
    const frame: Frame = next.value;
    if (!('json' in frame)) throw damaged(file);
    if (!isTable(frame.json)) break;
    const { table, columns } = frame.json;
    const into = client.query(copyFrom(`COPY ${id(table)} (${columns.map(id).join(', ')}) FROM STDIN`));
    await pipeline(async function* rowsOfTable() {
      for (next = await frames.next(); !next.done && 'rows' in next.value; next = await frames.next()) {
        yield next.value.rows;
      }
    }, into);
  }
  await frames.return(undefined);
}
