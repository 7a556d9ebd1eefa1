import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandLine } from './support/command-line.ts';

const ROOT = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-cli-'));
fs.chmodSync(ROOT, 0o755); // the embedded server may run as another user
afterAll(() => fs.rmSync(ROOT, { recursive: true, force: true }));

const { exodus, json, refusal } = commandLine(ROOT);

interface Preview {
  proposals: object[];
  allocated: string;
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isServerRunning = (dir: string): boolean => fs.existsSync(path.join(dir, 'postgres', 'data', 'postmaster.pid'));

test('an unknown command, or none, shows the usage on stderr; --help shows it on stdout', async () => {
  for (const args of [['dance'], []]) {
    const { code, stdout, stderr } = await exodus(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/Usage: .*\n.*cycle status \| preview \| close.*seed-demo/s);
  }
  const help = await exodus(['--help']);
  expect([help.code, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toContain('allocate [--large file.bin] < instance.json');
});

test('what is typed wrongly is refused before anything is opened', async () => {
  const env = { DATA_DIR: path.join(ROOT, 'untouched') };
  for (const args of [
    ['cycle'],
    ['cycle', 'reopen'],
    ['jobs'],
    ['clock', 'add'],
    ['export', 'Anna'],
    ['doctor', 'now'],
  ]) {
    expect(await refusal(args, env)).toMatch(/^.+\.\nUsage: /);
  }
  expect(fs.existsSync(env.DATA_DIR)).toBe(false);
});

test('a wrong environment: one line per mistake, nothing on stdout', async () => {
  const lines = await refusal(['cycle', 'status', '--json'], { UNIT_DECIMALS: '9', QUIET_HOURS: 'never' });
  expect(lines.split('\n').map((line) => line.split(':')[0])).toEqual(['UNIT_DECIMALS', 'QUIET_HOURS']);
});

test('allocate: JSON in, JSON out, no database and no environment; a bad instance is one line', async () => {
  const instance = {
    givers: [{ id: 'g', pledge: 5, tie: 0 }],
    requests: [{ id: 'r', need: 3, weight: 1, tie: 0, kind: 'monthly' }],
    visible: [['g', 'r']],
  };
  const env = { UNIT_DECIMALS: '9', DATA_DIR: path.join(ROOT, 'untouched') };
  const { code, stdout, stderr } = await exodus(['allocate'], env, JSON.stringify(instance));
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ received: { r: 3 }, givenOpen: { g: 3 }, total: 3, certificate: 'ok' });
  expect(code).toBe(0);
  for (const bad of ['{', '[]', JSON.stringify({ ...instance, visible: [['g', 'x']] })]) {
    const outcome = await exodus(['allocate'], env, bad);
    expect([outcome.code, outcome.stdout]).toEqual([1, '']);
    expect(outcome.stderr).toMatch(/^[^\n]+\n$/);
  }
  expect(fs.existsSync(env.DATA_DIR)).toBe(false);
});

test('from an empty folder through two months, with the embedded database', { timeout: 120_000 }, async () => {
  const dir = path.join(ROOT, 'data', 'sandbox');
  const { migrated } = await json<{ migrated: string[] }>(['migrate']);
  expect(migrated[0]).toMatch(/^\d{14}_\w+$/);
  expect(fs.statSync(path.join(dir, 'data.key')).mode & 0o777).toBe(0o600);
  expect(isServerRunning(dir), 'it stops what it started').toBe(false);

  const { stdout: first } = await exodus(['cycle', 'status', '--json']);
  const { stdout: second } = await exodus(['cycle', 'status', '--json']);
  expect(second, 'the same state prints the same bytes').toBe(first);
  const { current, lastClosed } = JSON.parse(first);
  expect(current).toEqual({
    id: expect.stringMatching(/^\d{4}-\d\d$/),
    start: expect.stringMatching(ISO),
    end: expect.stringMatching(ISO),
  });
  expect(lastClosed).toBeNull();

  expect(await json(['seed-demo', '--members', '9'])).toMatchObject({ members: 9 });
  expect(await refusal(['seed-demo'])).toMatch(/^This database has members already: [^\n]+$/);
  const previews = await Promise.all([json<Preview>(['cycle', 'preview']), json<Preview>(['cycle', 'preview'])]);
  expect(previews[0], 'two at a time share one server').toEqual(previews[1]);

  expect(await json(['cycle', 'close'])).toMatchObject({ closed: [] });
  const { now } = await json<{ now: string }>(['clock', 'set', current.end]);
  expect(now).toBe(current.end);
  expect(await json(['cycle', 'close'])).toEqual({
    closed: [current.id],
    jobs: [{ name: 'cycle-close', ok: true, done: 1 }],
  });
  const status = await json<{ lastClosed: object }>(['cycle', 'status']);
  expect(status.lastClosed).toEqual({
    id: current.id,
    closedAt: current.end,
    proposals: previews[0].proposals.length,
    allocated: previews[0].allocated,
    certificate: 'ok',
  });
  const jobs = await json<{ jobs: object[] }>(['jobs', 'run']);
  expect(jobs).toMatchObject({ closed: [] });
  for (const job of jobs.jobs) expect(job).toEqual({ name: expect.any(String), ok: true, done: expect.any(Number) });
  expect(await json(['doctor'])).toEqual({ ok: true, violations: [] });

  const exported = await json<{ member: object }>(['export', '1001']);
  expect(exported.member).toMatchObject({ telegramId: '1001' });
  expect(exported).not.toHaveProperty('ceiling');
  expect(await refusal(['export', '5'])).toBe('Nobody with Telegram id 5 is stored here.');

  expect(await refusal(['clock', 'reset'])).toMatch(/^The clock cannot go back to [^\n]+$/);
  expect(await refusal(['clock', 'set', current.start])).toMatch(/^The clock cannot go back to [^\n]+$/);
  const moved = await json<{ now: string }>(['clock', 'add', '1d']);
  expect(Date.parse(moved.now) - Date.parse(current.end)).toBeGreaterThanOrEqual(86_400_000);
  expect(isServerRunning(dir)).toBe(false);
});

test('clock is refused where real people would be told, before anything is opened', async () => {
  const env = { DATA_DIR: path.join(ROOT, 'untouched'), BOT_TOKEN: '123456:text' };
  expect(await refusal(['clock', 'add', '1d'], env)).toMatch(
    /^The clock cannot be moved while BOT_API_ROOT is Telegram's own[^\n]*$/,
  );
  const production = { ...env, NODE_ENV: 'production', BOT_API_ROOT: 'http://127.0.0.1:8081' };
  expect(await refusal(['clock', 'add', '1d'], production)).toBe('The clock cannot be moved with NODE_ENV=production.');
  for (const args of [
    ['set', 'tomorrow'],
    ['add', '1 day'],
    ['add', 'P1D'],
  ]) {
    expect(await refusal(['clock', ...args], { ...env, BOT_API_ROOT: 'http://127.0.0.1:8081' })).toMatch(/^"[^\n]+\.$/);
  }
  expect(await refusal(['seed-demo'], env)).toMatch(/^The demo is for sandboxes[^\n]+$/);
  expect(fs.existsSync(env.DATA_DIR)).toBe(false);
});

test("another bot's database, key or measure is refused with one line", { timeout: 120_000 }, async () => {
  const env = { DATA_DIR: path.join(ROOT, 'owned'), BOT_TOKEN: '111:first', BOT_API_ROOT: 'http://127.0.0.1:1' };
  await json(['migrate'], env);
  expect(await refusal(['cycle', 'status'], { ...env, BOT_TOKEN: '222:second' })).toMatch(
    /^This database belongs to bot 111, the token is bot 222's: [^\n]+$/,
  );
  expect(await refusal(['cycle', 'status'], { ...env, DATA_KEY: 'another key than before' })).toMatch(/DATA_KEY/);
  expect(await refusal(['cycle', 'status'], { ...env, UNIT_DECIMALS: '3' })).toMatch(
    /^UNIT_DECIMALS: found 3, expected 2/,
  );
  expect(await refusal(['cycle', 'status'], { ...env, TIMEZONE: 'Asia/Tokyo' })).toMatch(
    /^TIMEZONE: found "Asia\/Tokyo"/,
  );
  expect(isServerRunning(env.DATA_DIR)).toBe(false);
});

test('an unreachable database is one line without its password', async () => {
  const env = { DATABASE_URL: 'postgresql://exodus:pa55word@127.0.0.1:1/exodus', DATA_KEY: 'a key for this test' };
  const line = await refusal(['cycle', 'status', '--json'], env);
  expect(line).toBe('Cannot reach the database at 127.0.0.1:1/exodus: nothing accepts connections there.');
});
