import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { connectTo } from './connect.ts';

export { DatabaseUnreachableError } from './connect.ts';

/** The open database: Prisma for ordinary commands, and the same connections for hand-written SQL (COPY, unnest). */
export interface Db {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** For what needs a connection of its own: session advisory locks, LISTEN. Contains the password. */
  readonly url: string;
  /** Waits for running statements, then closes every connection. May be called twice. */
  close(): Promise<void>;
}

export interface DbOptions {
  /** Connections at most; 10 unless told. */
  readonly max?: number;
  /** Told when a connection is lost; the next query opens a new one. Says nothing unless given. */
  readonly onError?: (error: Error) => void;
}

const CONNECTIONS_MAX = 10;
/** Distinct statements of the whole program are some four hundred; lists of changing lengths make more. */
const STATEMENTS_MAX = 1_000;
const FREE_CONNECTION_WAIT_MS_MAX = 30_000;
const TRANSACTION_START_WAIT_MS_MAX = 10_000;
const TRANSACTION_MS_MAX = 30_000;

/**
 * Names for statements, so that PostgreSQL parses and plans each text once for a connection: planning who sees whom takes longer than
 * answering it. Texts that come after so many others stay without a name, for every name is kept until its connection ends.
 */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === STATEMENTS_MAX) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/**
 * Opens the database behind `url` and makes sure that it answers.
 *
 * @throws DatabaseUnreachableError one line naming host, port and database
 */
export async function openDb(url: string, options: DbOptions = {}): Promise<Db> {
  const { max = CONNECTIONS_MAX, onError = () => {} } = options;
  const probe = await connectTo(url, 'exodus'); // the pool and Prisma connect lazily: a wrong address would show up late
  await probe.end();

  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: FREE_CONNECTION_WAIT_MS_MAX,
    application_name: 'exodus',
  });
  pool.on('connect', (client) => client.on('error', onError)); // without a listener a lost connection kills the process
  pool.on('error', () => {}); // the same loss, told a second time by the pool
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator: statementNames() }),
    transactionOptions: { maxWait: TRANSACTION_START_WAIT_MS_MAX, timeout: TRANSACTION_MS_MAX },
  });

  const shut = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= shut();
    return closing;
  };
  return { prisma, pool, url, close };
}
