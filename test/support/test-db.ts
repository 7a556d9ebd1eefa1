import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type Db, openDb } from '../../src/db/client.ts';
import { connectTo } from '../../src/db/connect.ts';

const CONNECTIONS_MAX = 10;

/** An empty migrated database of the caller's own; `close` drops it. Call it once per test file, close it in `afterAll`. */
export async function testDb({ max = CONNECTIONS_MAX }: { readonly max?: number } = {}): Promise<Db> {
  const { url, drop } = await cloneTemplate();
  const db = await openDb(url, { max });
  const close = async (): Promise<void> => {
    await db.close();
    await drop();
  };
  return { ...db, close };
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
