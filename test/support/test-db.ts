import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type Db, openDb } from '../../src/db/client.ts';
import { connectTo } from '../../src/db/connect.ts';

/** Enough for the inbox's and the courier's tests, which keep many chats going. */
const CONNECTIONS_MAX = 20;
/** Then a new copy is made, before deleted rows slow an old one down. */
const USES_MAX = 25;

interface Kept {
  readonly db: Db;
  readonly drop: () => Promise<void>;
  readonly schema: string;
  uses: number;
}

/** Databases that tests of this process have given back, empty again, their connections and plans still warm. */
const kept: Kept[] = [];

/** An empty migrated database of the caller's own; `close` gives it back. */
export async function testDb(): Promise<Db> {
  const one = kept.pop() ?? (await freshDb());
  one.uses += 1;
  let closing: Promise<void> | undefined;
  return {
    ...one.db,
    close: () => {
      closing ??= giveBack(one);
      return closing;
    },
  };
}

/** Ends the connections of that name to this database alone, for other tests use the same server. Waits until they are gone. */
export async function cutConnections({ pool }: Pick<Db, 'pool'>, applicationName: string): Promise<void> {
  await pool.query(
    'SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
    [applicationName],
  );
}

async function freshDb(): Promise<Kept> {
  const { url, drop } = await cloneTemplate();
  const db = await openDb(url, { max: CONNECTIONS_MAX });
  return { db, drop, schema: await schemaOf(db), uses: 0 };
}

/** Empties it for the next test; one that was rebuilt, or is worn out, is dropped. */
async function giveBack(one: Kept): Promise<void> {
  const isAsItWas = one.uses < USES_MAX && (await schemaOf(one.db)) === one.schema;
  if (isAsItWas) {
    await empty(one.db);
    kept.push(one);
    return;
  }
  await one.db.close();
  await one.drop();
}

/** A fingerprint of everything that a test might change besides rows. */
async function schemaOf({ pool }: Db): Promise<string> {
  const { rows } = await pool.query<{ schema: string }>(
    `SELECT md5(concat_ws('/',
       (SELECT string_agg(concat_ws(' ', oid, relname, relkind), ',' ORDER BY oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       (SELECT string_agg(concat_ws(' ', oid, tgenabled), ',' ORDER BY oid) FROM pg_trigger),
       (SELECT string_agg(concat_ws(' ', oid, conname), ',' ORDER BY oid) FROM pg_constraint),
       (SELECT string_agg(concat_ws(' ', oid, xmin), ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace))) AS schema`,
  );
  return rows[0]!.schema;
}

let emptying: string | undefined;

async function empty({ pool }: Db): Promise<void> {
  emptying ??= await statementsToEmpty(pool);
  await pool.query(emptying);
}

/** All tables but the list of migrations, past foreign keys and the triggers that keep the log append-only. */
async function statementsToEmpty(pool: Db['pool']): Promise<string> {
  const { rows } = await pool.query<{ statement: string }>(
    `SELECT format('DELETE FROM %I', tablename) AS statement FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     UNION ALL SELECT format('SELECT setval(%L, 1, false)', sequencename) FROM pg_sequences WHERE schemaname = 'public'`,
  );
  const all = ['BEGIN', 'SET LOCAL session_replication_role = replica', ...rows.map((row) => row.statement), 'COMMIT'];
  return all.join('; ');
}

/** The same without opening it, for tests that start whole programs on it. */
export async function cloneTemplate(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const template = decodeURIComponent(new URL(inject('templateUrl')).pathname.slice(1));
  return createDatabase(`TEMPLATE "${template}" STRATEGY FILE_COPY`);
}

/** A copy of a database that nobody is connected to. */
export async function cloneOf(url: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  return createDatabase(`TEMPLATE "${decodeURIComponent(new URL(url).pathname.slice(1))}" STRATEGY FILE_COPY`);
}

/** A database without any table. */
export async function emptyDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  return createDatabase('TEMPLATE template0');
}

async function createDatabase(origin: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOnServer(`CREATE DATABASE ${name} ${origin}`);
  const url = addressOf(name);
  return { url, drop: () => runOnServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

function addressOf(database: string): string {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function runOnServer(sql: string): Promise<void> {
  const client = await connectTo(addressOf('postgres'), 'exodus test');
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
