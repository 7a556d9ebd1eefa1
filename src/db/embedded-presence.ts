// How the programs on one embedded server know of one another: each holds a shared advisory lock for as long as it needs
// the server, on a connection of its own (a pool may be empty at times). Whoever gets the lock alone is the last one.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { connectTo } from './connect.ts';

export interface Presence {
  /** Address of the server's `postgres` database, where the lock is held. */
  readonly url: string;
  readonly port: number;
  end(): Promise<void>;
}

const LOCK_ID = 7_096_312_001;
const RECONNECT_MS = 1_000;
const LINGERING_MS_MAX = 500;
const LINGERING_POLL_MS = 25;

/**
 * Makes this program known to the others until `end`, also after the server went through a crash.
 * Fails when the server does not answer, or stops while this waits for its turn.
 */
export async function keepPresence(url: string, port: number): Promise<Presence> {
  let ended = false;
  let client = await enter(url);
  const renew = async (): Promise<void> => {
    while (!ended) {
      await sleep(RECONNECT_MS, undefined, { ref: false });
      try {
        client = await enter(url);
        if (ended) await client.end();
        else watch();
        return;
      } catch {
        // The server is still down; asked again.
      }
    }
  };
  const watch = (): void => {
    client.once('end', () => void renew());
  };
  watch();
  const end = async (): Promise<void> => {
    ended = true;
    await client.end().catch(() => {});
  };
  return { url, port, end };
}

/** Waits while another program is just stopping the server: then the connection breaks, and the caller starts anew. */
async function enter(url: string): Promise<pg.Client> {
  const client = await connectTo(url, 'exodus presence');
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK_ID]);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** Calls `stop` when no other program is on the server; nobody can enter while it runs. In doubt it leaves the server be. */
export async function leaveAsLast(url: string, stop: () => Promise<void>): Promise<void> {
  let client: pg.Client;
  try {
    client = await connectTo(url, 'exodus stop');
  } catch {
    return; // stopped already, or unable to tell; the next start takes care of it
  }
  try {
    const alone = await client.query('SELECT pg_try_advisory_lock($1) AS alone', [LOCK_ID]);
    if (alone.rows[0].alone && !(await othersConnected(client))) await stop();
  } finally {
    await client.end().catch(() => {});
  }
}

/** Someone's psql counts too. Our own connections, just closed, may take a moment to disappear from the list. */
async function othersConnected(client: pg.Client): Promise<boolean> {
  const deadline = performance.now() + LINGERING_MS_MAX;
  do {
    const { rowCount } = await client.query(
      `SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    if (rowCount === 0) return false;
    await sleep(LINGERING_POLL_MS);
  } while (performance.now() < deadline);
  return true;
}
