import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';

// A folder that mkdtemp makes can be entered by its owner only, which for root is another one than the server's account.
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-embedded-'));
const shared = path.join(home, 'shared');
let dir: string;
let database: string;
let servers: EmbeddedServer[];

beforeEach(({ task }) => {
  dir = shared; // most tests take what an earlier one left, as a program does; making a server takes most of a second
  database = task.id;
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  if (postmasterPid() > 0) await (await start()).stop({ force: true });
});

afterAll(() => fs.rmSync(home, { recursive: true }));

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dir, database });
  servers.push(server);
  return server;
}

/** 0 when no server left its mark. */
function postmasterPid(): number {
  const file = path.join(dir, 'data', 'postmaster.pid');
  return fs.existsSync(file) ? Number.parseInt(fs.readFileSync(file, 'utf8'), 10) : 0;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url);
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another program on the same folder: starts or joins, tells what it got, and stays until it is killed. */
async function otherProgram(): Promise<{ url: string; adopted: boolean; kill(): Promise<void> }> {
  const child = fork('test/db/programs/holds-embedded.mjs', [dir, database]);
  const [told] = (await once(child, 'message')) as [{ url: string; adopted: boolean }];
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { ...told, kill };
}

test('the first start makes the database, a later one finds its rows at the same address', async () => {
  dir = path.join(home, 'new', 'folder');
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, `CREATE TABLE t AS SELECT 'Ёж' AS name`);
  await first.stop();
  expect(postmasterPid()).toBe(0);
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT lower(name) FROM t')).toEqual([{ lower: 'ёж' }]);
});

test('only the owner may read the password, and nobody gets in without it', async () => {
  const { url } = await start();
  expect(fs.statSync(path.join(dir, 'data', 'exodus.password')).mode & 0o777).toBe(0o600);
  const stranger = new URL(url);
  stranger.password = '';
  await expect(connect(stranger.href)).rejects.toThrow();
});

test('what people wrote stays out of the log', async () => {
  const { url } = await start();
  await query(url, 'CREATE TABLE t (story text PRIMARY KEY)');
  await query(url, `INSERT INTO t VALUES ('a secret')`);
  await expect(query(url, `INSERT INTO t VALUES ('a secret')`)).rejects.toThrow('duplicate key');
  expect(fs.readFileSync(path.join(dir, 'server.log'), 'utf8')).not.toContain('secret');
});

test('a server left by a killed program is adopted', async () => {
  const other = await otherProgram();
  expect(other.adopted).toBe(false);
  const pid = postmasterPid();
  await other.kill();
  const server = await start();
  expect(server).toMatchObject({ adopted: true, url: other.url });
  expect(postmasterPid()).toBe(pid);
  await server.stop();
  expect(postmasterPid()).toBe(0);
});

test('after kill −9 of the server every acknowledged row is there', async () => {
  const first = await start();
  const client = await connect(first.url);
  await client.query('CREATE TABLE t (n int)');
  let acknowledged = 0;
  const writing = (async () => {
    for (;;) {
      await client.query('INSERT INTO t VALUES ($1)', [acknowledged + 1]);
      acknowledged += 1;
    }
  })().catch(() => {});
  await sleep(200);
  process.kill(postmasterPid(), 'SIGKILL');
  await writing;
  const second = await start();
  expect(second.adopted).toBe(false);
  const [row] = await query<{ n: number }>(second.url, 'SELECT count(*)::int AS n FROM t');
  expect(acknowledged).toBeGreaterThan(0);
  expect(row?.n).toBeGreaterThanOrEqual(acknowledged);
});

test('of programs that race for the first start one makes the server and all are on it', async () => {
  dir = path.join(home, 'raced');
  const started = await Promise.all([otherProgram(), otherProgram(), start()]);
  expect(started.filter(({ adopted }) => !adopted)).toHaveLength(1);
  expect(new Set(started.map(({ url }) => url)).size).toBe(1);
  await Promise.all(started.slice(0, 2).map((other) => 'kill' in other && other.kill()));
});

test('who leaves first leaves the server to the others, who leaves last stops it', async () => {
  const first = await start();
  const second = await start();
  await first.stop();
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await second.stop();
  expect(postmasterPid()).toBe(0);
});

test('a server that some other client is connected to is left running', async () => {
  const server = await start();
  const client = await connect(server.url);
  await server.stop();
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await client.end();
});

test('who comes while the last one leaves gets a server that stays', async () => {
  for (let round = 0; round < 4; round++) {
    const leaving = await start();
    const [coming] = await Promise.all([sleep(round * 10).then(start), leaving.stop()]);
    expect(await query(coming.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await coming.stop();
  }
});

test('a number in postmaster.pid that now belongs to another program stops nobody', async () => {
  const first = await start();
  const pidFile = path.join(dir, 'data', 'postmaster.pid');
  const written = fs.readFileSync(pidFile, 'utf8');
  await first.stop();
  fs.writeFileSync(pidFile, written.replace(/^\d+/, `${process.pid}`), { mode: 0o600 });
  const { uid, gid } = fs.statSync(path.join(dir, 'data'));
  fs.chownSync(pidFile, uid, gid);
  expect((await start()).adopted).toBe(false);
});

test('a folder that cannot be used is one line', async () => {
  const file = path.join(home, 'file');
  fs.writeFileSync(file, '');
  await expect(startEmbedded({ dir: path.join(file, 'postgres') })).rejects.toThrow(
    /^Cannot keep the database in .*: set DATA_DIR or DATABASE_URL\.$/,
  );
});

test('a server that cannot start says why in one line', async () => {
  const broken = startEmbedded({ dir, database, settings: { shared_buffers: 'plenty' } });
  await expect(broken).rejects.toThrow(/^The embedded database in \S+ did not start: .*$/);
});
