/** The bot as its own process on a town of its own, and the bare bot it is compared with. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDb } from '../../src/db/client.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { transact } from '../../src/db/transaction.ts';
import { openVault } from '../../src/db/vault.ts';
import { openFirstCycle } from '../../src/domain/cycles/cycles.ts';
import { randomIds } from '../../src/domain/ids.ts';
import { SANDBOX_TOKEN } from '../../src/sandbox/index.ts';
import { makeTown, townOf } from '../support/town.ts';
import { writeTown } from '../support/write-town.ts';

const MIGRATIONS = process.env.MIGRATIONS!;
const ROOT = path.dirname(path.dirname(MIGRATIONS));
const KEY = 'a key of the benchmark';
/** The town's people have Telegram ids from here on, by their numbers. */
export const FIRST_PERSON = 1_000;
const MS_PER_TICK = 10;
/** LOAD_NODE='--cpu-prof --cpu-prof-dir=/tmp/profile' looks inside. */
const NODE_FLAGS = process.env.LOAD_NODE?.split(' ') ?? [];
const TOWN_MEMBERS = 100_000;

export interface Program {
  /** Peak resident memory so far, in MB. */
  rssMb(): number;
  /** Processor time so far, of the program alone. It depends little on what else the machine does. */
  cpuMs(): number;
  stop(): Promise<void>;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Program {
  const child: ChildProcess = spawn(process.execPath, [...NODE_FLAGS, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    cwd,
    stdio: ['ignore', process.env.LOAD_LOG ? 'inherit' : 'ignore', 'inherit'],
  });
  return {
    rssMb: () => {
      const peak = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Math.round(Number(peak) / 1024);
    },
    cpuMs: () => {
      const fields = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return MS_PER_TICK * (Number(fields[11]) + Number(fields[12]));
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

export const startEcho = (apiRoot: string): Program =>
  run(['bench/load/echo.mjs'], { BOT_TOKEN: SANDBOX_TOKEN, BOT_API_ROOT: apiRoot }, ROOT);

export interface TownBot extends Program {
  /** Rows of a query with one number `n`. */
  count(sql: string): Promise<number>;
}

/** A database with a town, and the bot at work on it. */
export async function startTownBot(apiRoot: string, members: number, operator: number): Promise<TownBot> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-load-'));
  const server = await startEmbedded({ dir: path.join(dir, 'database') });
  await migrate(server.url, { dir: MIGRATIONS });
  const db = await openDb(server.url, { max: 2 });
  const now = new Date();
  const rules = {
    timezone: 'Europe/Moscow',
    unit: { symbol: '€', decimals: 2, quantum: 100n },
    defaultLanguage: 'ru' as const,
    quietHours: { from: 0, to: 0 },
  };
  const house = { db, clock: { now: () => now }, ids: randomIds, vault: openVault(KEY), rules };
  await transact(house, openFirstCycle);
  const client = await db.pool.connect();
  await writeTown(client, makeTown(townOf(members / TOWN_MEMBERS)), now).finally(() => client.release());
  // Nobody's request is one that nobody has opened: that message has its own hour.
  await db.pool.query(
    `INSERT INTO request_views (request_id, member_id, at) SELECT q.id, (SELECT id FROM members WHERE id <> q.owner_id LIMIT 1), now() FROM requests q`,
  );
  const bot = run(
    [path.join(ROOT, 'tools/run.mjs'), 'main'],
    {
      BOT_TOKEN: SANDBOX_TOKEN,
      BOT_API_ROOT: apiRoot,
      DATABASE_URL: server.url,
      DATA_DIR: dir,
      DATA_KEY: KEY,
      QUIET_HOURS: '0-0',
      ADMIN_IDS: String(operator),
      LOG_LEVEL: process.env.LOAD_LOG ?? 'error',
    },
    dir,
  );
  return {
    rssMb: bot.rssMb,
    cpuMs: bot.cpuMs,
    count: async (sql) => Number((await db.pool.query<{ n: string }>(sql)).rows[0]?.n),
    stop: async () => {
      await bot.stop();
      await db.close();
      await server.stop({ force: true });
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Asks until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${withinMs / 1000} s`);
    await sleep(20);
  }
}
