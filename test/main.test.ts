import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const RUN = path.resolve('tools/run.mjs');
const ROOT = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-main-'));
fs.chmodSync(ROOT, 0o755); // the embedded server may run as another user
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(ROOT, { recursive: true, force: true });
});

type Env = Record<string, string>;

interface Program {
  out: string;
  err: string;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

function start(entry: 'main' | 'cli', args: string[], env: Env): Program {
  const { PATH = '', HOME = '', EXODUS_NO_BUILD = '' } = process.env;
  const child = spawn(process.execPath, [RUN, entry, ...args], {
    env: { PATH, HOME, EXODUS_NO_BUILD, SANDBOX_PORT: '0', DATA_DIR: path.join(ROOT, 'data'), ...env },
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const program: Program = {
    out: '',
    err: '',
    ended: new Promise((resolve) => child.on('close', (code) => resolve(code))),
    kill: (signal) => void child.kill(signal),
  };
  child.stdout.on('data', (chunk) => (program.out += chunk));
  child.stderr.on('data', (chunk) => (program.err += chunk));
  return program;
}

async function until<T>(read: () => T | Promise<T>, isRight: (value: T) => unknown, msMax = 30_000): Promise<T> {
  const end = performance.now() + msMax;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    if (performance.now() > end) throw new Error(`waited too long; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isServerRunning = (dir: string): boolean => fs.existsSync(path.join(dir, 'postgres', 'data', 'postmaster.pid'));

/** A port that somebody else listens on. */
async function busyPort(): Promise<{ port: string; free(): void }> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: String((server.address() as net.AddressInfo).port), free: () => void server.close() };
}

/** The one line of a start that failed, within its time, leaving no server behind. */
async function failure(env: Env): Promise<string> {
  const program = start('main', [], env);
  expect(await program.ended).toBe(1);
  expect(program.err).toMatch(/^[^\n]+\n$/);
  return program.err.trim();
}

test('the sandbox: a page with the demo network, a health answer, a clock that the bot follows', {
  timeout: 120_000,
}, async () => {
  const probe = await busyPort();
  probe.free();
  const bot = start('main', [], { HEALTH_PORT: probe.port });
  const url = (await until(() => /Exodus sandbox: (http:\/\/127\.0\.0\.1:\d+)/.exec(bot.out)?.[1], Boolean)) ?? '';
  const get = async (address: string) => (await fetch(address)).json() as Promise<Record<string, unknown>>;

  const people = await until(
    async () => (await get(`${url}/sandbox/people`)) as unknown as { started: boolean; unread: number }[],
    (all) => all.length > 0 && all.every((person) => person.unread > 0),
  );
  expect(people.length).toBeGreaterThanOrEqual(10);
  const health = await until(
    () => get(`http://127.0.0.1:${probe.port}/health`).catch(() => ({ ok: false, jobs: [] as unknown })),
    ({ ok, jobs }) => ok && (jobs as object[]).length > 5,
  );
  expect(health).toEqual({
    ok: true,
    polling: 'here',
    lastPollAt: expect.any(String),
    jobs: expect.arrayContaining([{ name: 'cycle-close', lastSuccessAt: expect.any(String), lastError: null }]),
    queue: { depth: expect.any(Number), oldestSeconds: expect.any(Number) },
    inbox: { depth: expect.any(Number), oldestSeconds: expect.any(Number) },
  });

  const before = start('cli', ['cycle', 'status', '--json'], {});
  expect(await before.ended).toBe(0);
  const { current } = JSON.parse(before.out);
  const moving = start('cli', ['clock', 'set', current.end, '--json'], {});
  expect(await moving.ended).toBe(0);
  expect(JSON.parse(moving.out)).toEqual({ now: current.end });
  await until(() => bot.out.includes('clock moved'), Boolean, 1_500);
  await until(
    async () => {
      const status = start('cli', ['cycle', 'status', '--json'], {});
      await status.ended;
      return JSON.parse(status.out).lastClosed?.id;
    },
    (closed) => closed === current.id,
  );

  bot.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  expect(bot.err).toBe('');
  expect(isServerRunning(path.join(ROOT, 'data', 'sandbox'))).toBe(false);
});

test('each thing that keeps the bot from starting is one clear line, and nothing is left running', {
  timeout: 120_000,
}, async () => {
  const busy = await busyPort();
  const dir = path.join(ROOT, 'failing');
  const env = { DATA_DIR: dir };
  expect(await failure({ ...env, NODE_ENV: 'production' })).toMatch(/^BOT_TOKEN: .*NODE_ENV=production/);
  expect(await failure({ ...env, UNIT: '', LOG_LEVEL: 'loud' })).toMatch(/^LOG_LEVEL: found "loud", expected /);
  expect(await failure({ ...env, SANDBOX_PORT: busy.port })).toContain(busy.port);
  expect(await failure({ ...env, HEALTH_PORT: busy.port })).toMatch(/^HEALTH_PORT: cannot listen on /);
  const elsewhere = {
    DATABASE_URL: 'postgresql://exodus:pa55word@127.0.0.1:1/exodus',
    DATA_KEY: 'a key for this test',
  };
  expect(await failure({ ...env, ...elsewhere })).toMatch(
    /^Cannot reach the database at 127\.0\.0\.1:1\/exodus: [^\n]+$/,
  );
  expect(isServerRunning(dir) || isServerRunning(path.join(dir, 'sandbox'))).toBe(false);
  busy.free();
});

test('while Telegram cannot be reached the bot goes on asking, says so without the token, and stops when told to', async () => {
  const env = {
    DATA_DIR: path.join(ROOT, 'waiting'),
    BOT_TOKEN: '999999:not-a-token-of-anybody',
    BOT_API_ROOT: 'http://127.0.0.1:1',
  };
  const bot = start('main', [], env);
  await until(() => bot.out.includes('Telegram cannot be reached'), Boolean);
  bot.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  expect(bot.out + bot.err).not.toContain('not-a-token');
});

test('a token that Telegram does not know is one line without the token, and the database stays free for the right one', {
  timeout: 120_000,
}, async () => {
  const sandbox = start('main', [], {});
  const url = (await until(() => /Exodus sandbox: (http:\/\/127\.0\.0\.1:\d+)/.exec(sandbox.out)?.[1], Boolean)) ?? '';
  const env = { DATA_DIR: path.join(ROOT, 'mistyped'), BOT_API_ROOT: url };
  const line = await failure({ ...env, BOT_TOKEN: '999999:wrong-token' });
  expect(line).toMatch(/401|404/);
  expect(line).not.toContain('wrong-token');
  const status = start('cli', ['cycle', 'status'], { ...env, BOT_TOKEN: '888888:right-token' });
  expect(await status.ended).toBe(0);
  sandbox.kill('SIGINT');
  expect(await sandbox.ended).toBe(0);
});
