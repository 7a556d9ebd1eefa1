import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { type People, peopleOf } from './people.ts';
import { cloneTemplate } from './test-db.ts';

/** The real bot as its own process against the stand-in, on a database of its own. */
export interface RunningBot {
  readonly sandbox: Sandbox;
  readonly people: People;
  readonly databaseUrl: string;
  readonly env: NodeJS.ProcessEnv;
  /** Everything the bot wrote so far, all its lives together. */
  output(): string;
  start(): Promise<void>;
  /** SIGKILL, as a power cut; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Starts one more process on the same database. */
  another(): Promise<BotProcess>;
  /** The operator's command line; rejects unless it exits with 0. */
  exodus(...args: string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** One process of several on one database. */
export interface BotProcess {
  /** Everything it wrote so far. */
  output(): string;
  kill(): Promise<void>;
  stop(): Promise<number | null>;
}

const RUN = path.resolve('tools/run.mjs');
const run = promisify(execFile);

/** What tests pass on from their own environment. */
const inherited = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  EXODUS_NO_BUILD: process.env.EXODUS_NO_BUILD,
});

export async function startBotProcess(extra: NodeJS.ProcessEnv = {}): Promise<RunningBot> {
  const database = await cloneTemplate();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-e2e-'));
  const sandbox = await startSandbox({
    port: 0,
    clock: { now: async () => new Date(), shift: async () => new Date(), reset: async () => new Date() },
  });
  const env: NodeJS.ProcessEnv = {
    ...inherited(),
    BOT_TOKEN: SANDBOX_TOKEN,
    BOT_API_ROOT: sandbox.url,
    DATABASE_URL: database.url,
    DATA_DIR: dir,
    DATA_KEY: 'a key for end-to-end tests',
    QUIET_HOURS: '0-0',
    ...extra,
  };
  let output = '';
  const all = new Set<ChildProcess>();
  const launch = async (): Promise<BotProcess> => {
    const before = startsOf(sandbox);
    const child = spawn(process.execPath, [RUN, 'main'], { env, cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    all.add(child);
    let own = '';
    const collect = (chunk: Buffer): void => {
      own += chunk.toString();
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    await until(() => startsOf(sandbox) > before || child.exitCode !== null, 20_000);
    if (child.exitCode !== null) throw new Error(`the bot did not start:\n${output}`);
    const end = async (signal: NodeJS.Signals): Promise<number | null> => {
      const ended = gone(child);
      child.kill(signal);
      all.delete(child);
      return ended;
    };
    return { output: () => own, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
  };
  let first: BotProcess | null = null;
  const start = async (): Promise<void> => {
    first = await launch();
  };
  const gone = (process: ChildProcess): Promise<number | null> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve(process.exitCode)
      : new Promise((resolve) => process.once('exit', (code) => resolve(code)));
  await start();
  return {
    sandbox,
    people: peopleOf(sandbox),
    databaseUrl: database.url,
    env,
    output: () => output,
    start,
    kill: async () => {
      await first?.kill();
      first = null;
    },
    stop: async () => {
      const code = (await first?.stop()) ?? null;
      first = null;
      return code;
    },
    another: launch,
    exodus: async (...args) => {
      const { stdout } = await run(process.execPath, [RUN, 'cli', ...args, '--json'], { env, cwd: dir });
      return JSON.parse(stdout);
    },
    close: async () => {
      for (const child of all) child.kill('SIGTERM');
      await Promise.all([...all].map(gone));
      await sandbox.close();
      await database.drop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A process is up when it registers its commands: that happens after polling has begun. */
const startsOf = (sandbox: Sandbox): number =>
  sandbox.api.calls.filter((call) => call.method === 'setMyCommands').length;

async function until(isTrue: () => boolean, msMax: number): Promise<void> {
  const end = performance.now() + msMax;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('waited too long for the bot');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
