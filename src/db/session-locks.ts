import type pg from 'pg';
import { connectTo } from './connect.ts';

/** Kinds of locks; the first of the two numbers that PostgreSQL's advisory locks have. */
export const LOCK_SPACES = { chat: 0x45_01, courier: 0x45_02, poller: 0x45_03, jobs: 0x45_04 } as const;

export type LockSpace = keyof typeof LOCK_SPACES;

/**
 * Locks between processes that share a database. They live as long as one connection does, so a process that dies lets
 * go of them by itself. The same process may take a lock twice and then has to release it twice.
 */
export interface SessionLocks {
  /**
   * Takes up to `max` of these locks, in this order, leaving out those that another process holds.
   *
   * @returns the keys taken
   * @throws DatabaseUnreachableError and errors of PostgreSQL, after which no lock is held
   */
  take(space: LockSpace, keys: readonly number[], max?: number): Promise<Set<number>>;
  /** Lets go of locks taken in `session`; those of a lost connection are gone already. Throws nothing. */
  release(space: LockSpace, keys: readonly number[], session: number): Promise<void>;
  /** Another number each time the connection was lost; 0 while there is none. */
  readonly session: number;
  /** Lets go of everything. */
  close(): Promise<void>;
}

/** A machine that vanished without a word is noticed by the server after 3 + 2 × 2 s, and its locks are free. */
const NOTICE_DEATH = 'SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 2';

/** Opens its connection when the first lock is wanted, and again after it was lost. */
export function openSessionLocks(url: string, applicationName: string): SessionLocks {
  let client: pg.Client | undefined;
  let session = 0;
  let sessions = 0;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One statement at a time: a connection answers them in order anyway. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  const forget = (lost: pg.Client): void => {
    if (client !== lost) return;
    client = undefined;
    session = 0;
    lost.end().catch(() => {});
  };
  const connected = async (): Promise<pg.Client> => {
    if (isClosed) throw new Error('These locks were closed.');
    if (client) return client;
    const opened = await connectTo(url, applicationName);
    await opened.query(NOTICE_DEATH).catch(async (error: unknown) => {
      await opened.end().catch(() => {});
      throw error;
    });
    opened.on('error', () => forget(opened));
    opened.on('end', () => forget(opened));
    client = opened;
    session = ++sessions;
    return opened;
  };
  const query = async <R extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> => {
    const current = await connected();
    try {
      return (await current.query<R>(sql, values)).rows;
    } catch (error) {
      forget(current); // whatever went wrong, holding nothing is the safe state
      throw error;
    }
  };

  return {
    get session() {
      return session;
    },
    take: (space, keys, max = keys.length) =>
      inTurn(async () => {
        if (keys.length === 0 || max <= 0) return new Set();
        // A scan of a function's rows is lazy: no lock is tried after the last one that is wanted.
        const rows = await query<{ key: number }>(
          'SELECT key FROM unnest($2::int[]) AS wanted(key) WHERE pg_try_advisory_lock($1::int, key) LIMIT $3',
          [LOCK_SPACES[space], keys, max],
        );
        return new Set(rows.map((row) => row.key));
      }),
    release: (space, keys, of) =>
      inTurn(async () => {
        if (keys.length === 0 || of !== session || !client) return;
        await query('SELECT pg_advisory_unlock($1::int, key) FROM unnest($2::int[]) AS held(key)', [
          LOCK_SPACES[space],
          keys,
        ]).catch(() => {});
      }),
    close: () =>
      inTurn(async () => {
        isClosed = true;
        const closing = client;
        client = undefined;
        session = 0;
        await closing?.end().catch(() => {});
      }),
  };
}

/** Whether any process on this database holds a lock of this kind. */
export async function isHeld(db: Pick<pg.Pool, 'query'>, space: LockSpace): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = $1::int AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held`,
    [LOCK_SPACES[space]],
  );
  return rows[0]?.held ?? false;
}
