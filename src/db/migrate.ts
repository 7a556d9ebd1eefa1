// Applies prisma/migrations at start, in the format of `prisma migrate deploy`: the same table, checksums and advisory
// lock, so that this and the Prisma CLI may take turns on one database.
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { connectTo } from './connect.ts';

/** The package's own migrations; two folders up from src/db and from dist/db alike. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

const PRISMA_LOCK_ID = 72_707_369;
const LOCK_WAIT_MS_MAX = 60_000;
const LOCK_NOT_AVAILABLE = '55P03';

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The database cannot be brought to this version. The message is one line that says which migration and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Migration {
  readonly name: string;
  readonly sql: string;
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

export interface MigrateOptions {
  /** The folder of migrations; the package's own unless told. */
  readonly dir?: string;
  /** Applies these only: the version of a backup. */
  readonly only?: readonly string[];
  /** Called with the first of them before a database in use is changed; what it throws leaves everything as it is. */
  readonly beforeChange?: (next: string) => Promise<void>;
}

/** Names of the migrations in the folder, oldest first. */
export const namesOfMigrations = async (dir: string): Promise<string[]> =>
  (await readMigrations(dir)).map(({ name }) => name);

/**
 * Brings the database to the newest migration, each in a transaction of its own. Programs that start at the same time
 * wait for one another; each migration runs once.
 *
 * @returns the names applied now, oldest first
 * @throws DatabaseUnreachableError
 * @throws MigrationError when one failed, failed earlier or was edited, and when the database is newer than this program
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { dir = MIGRATIONS_DIR, only, beforeChange } = options;
  const all = await readMigrations(dir);
  const migrations = only ? all.filter(({ name }) => only.includes(name)) : all;
  const client = await connectTo(url, 'exodus migrate');
  try {
    await takeLock(client);
    await client.query(CREATE_TABLE);
    const { rows } = await client.query<AppliedRow>(
      `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations"
        WHERE rolled_back_at IS NULL ORDER BY started_at`,
    );
    const pending = pendingOf(migrations, rows);
    if (pending.length > 0 && rows.length > 0) await beforeChange?.(pending[0]!.name);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end(); // which also releases the lock
  }
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await fs.readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await fs.readFile(path.join(dir, name, 'migration.sql'), 'utf8') })),
  );
}

async function takeLock(client: pg.Client): Promise<void> {
  try {
    await client.query(`SET statement_timeout = 0; SET lock_timeout = ${LOCK_WAIT_MS_MAX}`);
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK_ID]);
    await client.query('SET lock_timeout = 0');
  } catch (cause) {
    if ((cause as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw cause;
    const waited = `for over ${LOCK_WAIT_MS_MAX / 1000} s`;
    throw new MigrationError(`Another program has been migrating this database ${waited}; try again later.`, { cause });
  }
}

/** Compares what the database went through with the files. */
function pendingOf(migrations: readonly Migration[], rows: readonly AppliedRow[]): Migration[] {
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) {
    const remedy = 'repair the database, then run "npm run prisma -- migrate resolve"';
    throw new MigrationError(`Migration ${failed.migration_name} failed earlier and was left unfinished: ${remedy}.`);
  }
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = rows.filter((row) => !known.has(row.migration_name)).map((row) => row.migration_name);
  if (unknown.length > 0) {
    const remedy = 'update this program';
    throw new MigrationError(`The database is newer than this program (it has ${unknown.join(', ')}): ${remedy}.`);
  }
  const checksums = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  return migrations.filter(({ name, sql }) => {
    const checksum = checksums.get(name);
    if (checksum === undefined) return true;
    if (checksumsOf(sql).includes(checksum)) return false;
    throw new MigrationError(`Migration ${name} was edited after it was applied: restore its file, add a new one.`);
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As the file is, and with the line ends another system's checkout would give it. */
function checksumsOf(sql: string): string[] {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].map(sha256);
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  const id = randomUUID();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())`,
      [id, sha256(sql), name],
    );
    await client.query(sql); // without parameters PostgreSQL takes a whole script, function bodies included
    await client.query(
      `UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1`,
      [id],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = (cause as Error).message.replaceAll(/\s+/g, ' ');
    throw new MigrationError(`Migration ${name} failed and was undone: ${reason}.`, { cause });
  }
}
