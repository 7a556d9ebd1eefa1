import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  BackupError,
  type BackupHeader,
  type EndFrame,
  jsonFrame,
  rowsFrame,
  writeBackupFile,
} from './backup-format.ts';
import { connectTo } from './connect.ts';

export interface BackupReport {
  readonly file: string;
  readonly takenAt: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  /** Fingerprint of the DATA_KEY that a restore will need. */
  readonly key: string | null;
}

/** A table with its columns, and the columns by which its rows are ordered. */
interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const id = pg.escapeIdentifier;
const list = (names: readonly string[]): string => names.map(id).join(', ');
const NEWLINE = 10;

/**
 * Writes everything the database holds into one file: by COPY, in one snapshot, while everybody goes on working. Sealed columns stay
 * sealed. Rows are ordered by their keys, so that equal databases give equal backups.
 *
 * @param at the moment it is dated by
 * @throws BackupError, DatabaseUnreachableError
 */
export async function backup(url: string, file: string, at: Date): Promise<BackupReport> {
  const client = await connectTo(url, 'exodus backup');
  try {
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const header = await headerOf(client, at);
    const tables = await tablesOf(client);
    const counts: Record<string, number> = {};
    const bytes = await writeBackupFile(file, header, framesOf(client, tables, counts));
    const rows = Object.values(counts).reduce((total, count) => total + count, 0);
    return { file, takenAt: header.takenAt, bytes, tables: tables.length, rows, key: header.keyMark };
  } finally {
    await client.end();
  }
}

async function headerOf(client: pg.Client, at: Date): Promise<BackupHeader> {
  const { rows: there } = await client.query<{ settings: string | null; migrations: string | null }>(
    `SELECT to_regclass('settings') AS settings, to_regclass('_prisma_migrations') AS migrations`,
  );
  if (!there[0]?.migrations || !there[0].settings) throw new BackupError('There is nothing to back up yet.');
  const { rows: settings } = await client.query<{ key: string; value: string }>(
    `SELECT key, value FROM settings WHERE key IN ('bot_id', 'key_mark')`,
  );
  const { rows: migrations } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM "_prisma_migrations"
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  const setting = (key: string): string | null => settings.find((row) => row.key === key)?.value ?? null;
  return {
    takenAt: at.toISOString(),
    botId: setting('bot_id'),
    keyMark: setting('key_mark'),
    migrations: migrations.map(({ name }) => name),
  };
}

/** Every table but the list of migrations, each after those that its foreign keys point to. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: string[]; parents: string[] }>(`
    SELECT c.relname AS name,
      ARRAY(SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
      ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY k(attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.n) AS key,
      ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid
        WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS parents
    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname <> '_prisma_migrations'
    ORDER BY c.relname COLLATE "C"`);
  const sorted: Table[] = [];
  const isDone = new Set<string>();
  while (sorted.length < rows.length) {
    const ready = rows.filter(
      ({ name, parents }) => !isDone.has(name) && parents.every((parent) => isDone.has(parent)),
    );
    if (ready.length === 0) throw new BackupError('The tables point to each other in a circle.');
    for (const { name, columns, key } of ready) {
      sorted.push({ name, columns, key });
      isDone.add(name);
    }
  }
  return sorted;
}

async function* framesOf(
  client: pg.Client,
  tables: readonly Table[],
  counts: Record<string, number>,
): AsyncGenerator<Buffer> {
  for (const { name, columns, key } of tables) {
    yield jsonFrame({ table: name, columns });
    const order = key.length > 0 ? ` ORDER BY ${list(key)}` : '';
    const rows = client.query(copyTo(`COPY (SELECT ${list(columns)} FROM ${id(name)}${order}) TO STDOUT`));
    let count = 0;
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++;
      yield rowsFrame(chunk);
    }
    counts[name] = count;
  }
  const end: EndFrame = { end: true, rows: counts, sequences: await sequencesOf(client) };
  yield jsonFrame(end);
}

/** Sequences know no snapshots: what is read last is never behind the rows. */
async function sequencesOf(client: pg.Client): Promise<EndFrame['sequences']> {
  const { rows: names } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace
      ORDER BY relname COLLATE "C"`,
  );
  const sequences: { name: string; value: string; isCalled: boolean }[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${id(name)}`,
    );
    sequences.push({ name, value: rows[0]!.value, isCalled: rows[0]!.called });
  }
  return sequences;
}
