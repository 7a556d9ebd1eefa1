import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectTo } from '../../src/db/connect.ts';
import { commandLine } from '../support/command-line.ts';
import { emptyDatabase } from '../support/test-db.ts';

const ROOT = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-backups-'));
fs.chmodSync(ROOT, 0o755); // the embedded server may run as another user
const { json, refusal, exodus } = commandLine(ROOT);

const FIRST = { DATA_DIR: path.join(ROOT, 'first') };
const FILE = path.join(ROOT, 'month.exodus');
const inSandbox = (env: { DATA_DIR: string }, ...names: string[]): string =>
  path.join(env.DATA_DIR, 'sandbox', ...names);

interface Status {
  readonly lastClosed: { readonly proposals: number; readonly allocated: string };
}

/** The whole answer, byte by byte. */
const said = async (args: string[], env: Record<string, string>): Promise<string> =>
  (await exodus([...args, '--json'], env)).stdout;

beforeAll(async () => {
  await json(['seed-demo', '--members', '9'], FIRST);
  const { stdout } = await exodus(['cycle', 'status', '--json'], FIRST);
  await json(['clock', 'set', JSON.parse(stdout).current.end], FIRST);
  await json(['cycle', 'close'], FIRST);
}, 120_000);
afterAll(() => fs.rmSync(ROOT, { recursive: true, force: true }));

test('the embedded database: backup, then restore on an empty machine; the same answers byte by byte (R11)', {
  timeout: 120_000,
}, async () => {
  expect(await json(['backup', FILE], FIRST)).toEqual({
    file: FILE,
    takenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    bytes: fs.statSync(FILE).size,
    tables: expect.any(Number),
    rows: expect.any(Number),
    key: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
  const second = { DATA_DIR: path.join(ROOT, 'second') };
  expect(await refusal(['restore', FILE], second)).toMatch(
    /^The backup needs the DATA_KEY with fingerprint [0-9a-f]{8}, there is none: set that one, or put its data\.key into DATA_DIR\.$/,
  );
  expect(fs.existsSync(second.DATA_DIR), 'nothing was made').toBe(false);
  expect(await refusal(['restore', FILE], { ...second, DATA_KEY: 'another key than it was' })).toMatch(
    /^The backup needs the DATA_KEY with fingerprint [0-9a-f]{8}, DATA_KEY has [0-9a-f]{8}: [^\n]+$/,
  );
  fs.mkdirSync(inSandbox(second), { recursive: true });
  fs.copyFileSync(inSandbox(FIRST, 'data.key'), inSandbox(second, 'data.key'));
  expect(await json(['restore', FILE], second)).toMatchObject({ file: FILE, erasedAgain: 0 });
  for (const question of [['cycle', 'status'], ['doctor'], ['export', '1001'], ['cycle', 'preview']]) {
    expect(await said(question, second), question.join(' ')).toBe(await said(question, FIRST));
  }
  expect(await refusal(['restore', FILE], second)).toMatch(/^The database is not empty \(\w+ has rows\): [^\n]+$/);
});

test('before a close the database is backed up by itself; restored into a database of one’s own, the month closes as it did; whoever was erased since is erased again (R12)', {
  timeout: 120_000,
}, async () => {
  const backups = fs.readdirSync(inSandbox(FIRST, 'backups'));
  expect(backups).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-before-close-\d{4}-\d\d\.exodus$/),
  ]);
  const database = await emptyDatabase();
  try {
    const key = fs.readFileSync(inSandbox(FIRST, 'data.key'), 'utf8');
    const env = { DATA_DIR: path.join(ROOT, 'third'), DATABASE_URL: database.url, DATA_KEY: key };
    await json(['restore', inSandbox(FIRST, 'backups', backups[0]!)], env);
    const now = Date.parse(backups[0]!.replace(/T(\d\d)-(\d\d)-(\d\d\.\d+Z).*/, 'T$1:$2:$3'));
    expect(Date.parse((await json<{ now: string }>(['clock', 'add', '1m'], env)).now)).toBeGreaterThan(now);
    await json(['cycle', 'close'], env);
    const [there, here] = [
      await json<Status>(['cycle', 'status'], FIRST),
      await json<Status>(['cycle', 'status'], env),
    ];
    expect(here.lastClosed.proposals).toBeGreaterThan(0);
    expect(here.lastClosed.proposals).toBe(there.lastClosed.proposals);
    expect(here.lastClosed.allocated).toBe(there.lastClosed.allocated);
    expect(fs.readdirSync(inSandbox(env, 'backups')), 'also for DATABASE_URL').toHaveLength(1);
    await restoreWithout(database.url, env);
  } finally {
    await database.drop();
  }
});

/** Somebody was erased after the backup: beside it lies the list that says so, in random keys. */
async function restoreWithout(earlierUrl: string, env: Record<string, string>): Promise<void> {
  const earlier = await connectTo(earlierUrl, 'exodus test');
  const { rows } = await earlier.query('SELECT person_key AS key, name FROM members WHERE telegram_id = 1003');
  await earlier.end();
  const { key, name } = rows[0] as { key: string; name: string };
  fs.writeFileSync(path.join(ROOT, 'erasures.txt'), `${key} 2026-01-01T00:00:00.000Z\n`);
  const database = await emptyDatabase();
  try {
    const url = { ...env, DATABASE_URL: database.url };
    expect(await json(['restore', FILE], url)).toMatchObject({ erasedAgain: 1 });
    expect(await json(['doctor'], url)).toEqual({ ok: true, violations: [] });
    expect(await refusal(['export', '1003'], url)).toBe('Nobody with Telegram id 1003 is stored here.');
    const file = path.join(ROOT, 'after.exodus');
    await json(['backup', file], url);
    const text = (gz: Buffer): string => gunzipSync(gz.subarray(gz.indexOf(10, gz.indexOf(10) + 1) + 1)).toString();
    expect(text(fs.readFileSync(FILE))).toContain(name);
    expect(text(fs.readFileSync(file))).not.toContain(`\t${name}\t`);
  } finally {
    await database.drop();
    fs.rmSync(path.join(ROOT, 'erasures.txt'));
  }
}

test('another bot’s backup, a missing file and a wrong line are refused before anything is made', async () => {
  const env = { DATA_DIR: path.join(ROOT, 'untouched'), BOT_TOKEN: '111:first', BOT_API_ROOT: 'http://127.0.0.1:1' };
  expect(await refusal(['restore', FILE], env)).toMatch(
    /^The backup belongs to bot \d+, the token is bot 111's: [^\n]+$/,
  );
  expect(await refusal(['restore', path.join(ROOT, 'none')], env)).toMatch(/^The backup .+ cannot be read: ENOENT\.$/);
  expect(await refusal(['restore'], env)).toMatch(/^restore needs a file\.\nUsage: /);
  expect(fs.existsSync(env.DATA_DIR)).toBe(false);
  const [file] = [path.join(ROOT, 'no', 'such', 'folder')];
  expect(await refusal(['backup', file], FIRST)).toBe(`The backup ${file} cannot be written: ENOENT.`);
});
