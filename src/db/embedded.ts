// The default database: a real PostgreSQL that `npm ci` brought along, started by the first program that needs it, joined
// by the next ones, stopped by the last. Its process outlives a killed program; the next start adopts it.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connectTo } from './connect.ts';
import {
  type Cluster,
  findPostmaster,
  lastLine,
  lastPort,
  openCluster,
  type Settings,
  SUPERUSER,
  trimLog,
  writeSettings,
} from './embedded-cluster.ts';
import { keepPresence, leaveAsLast, type Presence } from './embedded-presence.ts';
import { prepareTools, type Tools } from './embedded-tools.ts';

export interface EmbeddedOptions {
  /** Folder for the database files and the server's log; made when missing. */
  readonly dir: string;
  /** Name of the database within the server; made when missing. `exodus` unless told. */
  readonly database?: string;
  /** Further lines of postgresql.conf. They count when this call starts the server, not when it joins one. */
  readonly settings?: Settings;
}

export interface EmbeddedServer {
  /** Contains the password: never print it. */
  readonly url: string;
  /** The server was running already: left by a killed program, or started by one that runs beside this one. */
  readonly adopted: boolean;
  /**
   * Leaves the server, and stops it when nobody else is connected to it: whoever leaves last stops it, whoever started
   * it. With `force` it stops in any case. May be called twice.
   */
  stop(options?: { readonly force?: boolean }): Promise<void>;
}

const START_MS_MAX = 60_000;
const START_ATTEMPTS_MAX = 3;
const RETRY_MS = 100;
const STOP_MS_MAX = 60_000;
const STOP_POLL_MS = 10;
/** Said while processes of a killed server still finish their statements. */
const LEFTOVERS = 'shared memory block';

/**
 * Starts the embedded server on the files in `dir`, or joins the one that runs there. Any number of programs may do this
 * at the same moment.
 *
 * @throws Error one line: no server for this platform, a folder that cannot be used, or the server's own reason
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { database = 'exodus', settings = {} } = options;
  const dir = path.resolve(options.dir);
  const tools = await prepareTools(dir);
  const cluster = await openCluster(dir, tools, settings);
  const { presence, adopted } = await startOrJoin(cluster, settings, tools);
  try {
    await ensureDatabase(presence.url, database);
  } catch (error) {
    await leaveServer(cluster, tools, presence, false);
    throw error;
  }
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(cluster, presence.port, database),
    adopted,
    stop: ({ force = false } = {}) => {
      stopping ??= leaveServer(cluster, tools, presence, force);
      return stopping;
    },
  };
}

const urlOf = ({ password }: Cluster, port: number, database: string): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** Joins a running server, else starts one; loses races and waits out crashes with patience. */
async function startOrJoin(
  cluster: Cluster,
  settings: Settings,
  tools: Tools,
): Promise<{ presence: Presence; adopted: boolean }> {
  const deadline = performance.now() + START_MS_MAX;
  let attempts = 0;
  let started = false;
  let problem = '';
  while (performance.now() < deadline) {
    const running = findPostmaster(cluster);
    if (running) {
      // A server that is just starting or stopping refuses; it is asked again until it answers or is gone.
      const presence = running.port > 0 ? await tryPresence(cluster, running.port) : undefined;
      if (presence) return { presence, adopted: !started };
    } else if (attempts < START_ATTEMPTS_MAX) {
      const failure = await startServer(cluster, settings, tools, attempts === 0);
      started = failure === undefined;
      if (started) continue;
      problem = failure ?? '';
      if (!problem.includes(LEFTOVERS)) attempts += 1;
    } else {
      break;
    }
    await sleep(RETRY_MS * Math.max(1, attempts));
  }
  throw new Error(`The embedded database in ${path.dirname(cluster.data)} did not start: ${problem || 'no answer'}.`);
}

async function tryPresence(cluster: Cluster, port: number): Promise<Presence | undefined> {
  try {
    return await keepPresence(urlOf(cluster, port, 'postgres'), port);
  } catch {
    return undefined;
  }
}

/** Starts the server and waits until it answers. Returns what went wrong, if anything. */
async function startServer(
  cluster: Cluster,
  settings: Settings,
  tools: Tools,
  isFirstAttempt: boolean,
): Promise<string | undefined> {
  const port = await freePort(isFirstAttempt ? lastPort(cluster) : 0);
  writeSettings(cluster, port, settings, tools);
  trimLog(cluster);
  const before = sizeOf(cluster.serverLog);
  const wait = ['-w', '-t', `${START_MS_MAX / 1000}`];
  const args = ['start', '-D', cluster.data, '-l', cluster.serverLog, ...wait];
  const { code, output } = await tools.run('pg_ctl', args, cluster.toolLog);
  if (code === 0) return undefined;
  const said = sizeOf(cluster.serverLog) > before ? fs.readFileSync(cluster.serverLog).subarray(before).toString() : '';
  return lastLine(said || output);
}

const sizeOf = (file: string): number => (fs.existsSync(file) ? fs.statSync(file).size : 0);

/** The preferred port when it is free, so that addresses stay the same over restarts; else any. */
function freePort(preferred: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort(0))));
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505'; // what the loser of a race of two CREATE DATABASE may see instead

async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = await connectTo(serverUrl, 'exodus start');
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) throw error;
  } finally {
    await client.end();
  }
}

async function leaveServer(cluster: Cluster, tools: Tools, presence: Presence, force: boolean): Promise<void> {
  await presence.end();
  if (force) await stopServer(cluster, tools);
  else await leaveAsLast(presence.url, () => stopServer(cluster, tools));
}

/** pg_ctl could wait by itself, but would wait for the end of a next server too, which another program may start at once. */
async function stopServer(cluster: Cluster, tools: Tools): Promise<void> {
  const stopping = findPostmaster(cluster);
  if (!stopping) return;
  const { output } = await tools.run('pg_ctl', ['stop', '-D', cluster.data, '-m', 'fast', '-W'], cluster.toolLog);
  const deadline = performance.now() + STOP_MS_MAX;
  while (findPostmaster(cluster)?.pid === stopping.pid) {
    if (performance.now() > deadline) throw new Error(`The embedded database did not stop: ${lastLine(output)}.`);
    await sleep(STOP_POLL_MS);
  }
}
