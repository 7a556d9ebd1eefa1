import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotateKey } from '../../src/db/rotate-key.ts';
import { openSessionLocks } from '../../src/db/session-locks.ts';
import { openVault } from '../../src/db/vault.ts';
import { liveAMonth, type Month } from '../domain/doctor/month.ts';
import { commandLine } from '../support/command-line.ts';

const ROOT = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-key-'));
fs.chmodSync(ROOT, 0o755); // the embedded server may run as another user
const { json, refusal } = commandLine(ROOT);
const OLD = 'a test key of some length'; // as testHouse has it
const NEW = 'quite another key than that';
const ROWS = 3_000;

let month: Month;
beforeAll(async () => {
  month = await liveAMonth();
});
afterAll(async () => {
  await month.house.close();
  fs.rmSync(ROOT, { recursive: true, force: true });
});

test('the database in DATA_DIR: a new key, everything readable with it, the old one kept for older backups', {
  timeout: 120_000,
}, async () => {
  const env = { DATA_DIR: path.join(ROOT, 'embedded') };
  const file = path.join(env.DATA_DIR, 'sandbox', 'data.key');
  expect(await refusal(['key', 'rotate'], env)).toBe(
    'There is no key to change: DATA_KEY is unset and DATA_DIR has no data.key.',
  );
  await json(['seed-demo', '--members', '9'], env);
  const before = [await json(['export', '1001'], env), fs.readFileSync(file, 'utf8')] as const;
  const done = await json<{ from: string; to: string; sealed: number }>(['key', 'rotate'], env);
  expect(done.sealed).toBeGreaterThan(0);
  expect(done.from).toBe(openVault(before[1].trim()).keyMark);
  expect(await json(['export', '1001'], env)).toEqual(before[0]);
  expect(fs.readFileSync(file, 'utf8')).not.toBe(before[1]);
  expect(fs.readFileSync(`${file}.${done.from}`, 'utf8')).toBe(before[1]);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(fs.existsSync(`${file}.next`)).toBe(false);
});

/** Binary values of the whole database by the key they are sealed with. */
async function marks(): Promise<Record<string, number>> {
  const { rows: columns } = await month.house.db.pool.query<{ t: string; c: string }>(
    `SELECT table_name t, column_name c FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND data_type = 'bytea' AND table_type = 'BASE TABLE'`,
  );
  const found: Record<string, number> = {};
  for (const { t, c } of columns) {
    const { rows } = await month.house.db.pool.query<{ mark: string; n: number }>(
      `SELECT encode(substring("${c}" FROM 2 FOR 4), 'hex') mark, count(*)::int n FROM "${t}" WHERE "${c}" IS NOT NULL GROUP BY 1`,
    );
    for (const { mark, n } of rows) found[mark] = (found[mark] ?? 0) + n;
  }
  return found;
}

test('with DATABASE_URL: killed at any moment the same command goes on, and nobody else opens the database until it is through', {
  timeout: 120_000,
}, async () => {
  const { db, vault } = month.house;
  const [from, to] = [openVault(OLD), openVault(NEW)];
  await db.prisma.setting.create({ data: { key: 'key_mark', value: from.keyMark } });
  await db.prisma.inboxUpdate.createMany({
    data: Array.from({ length: ROWS }, (_, n) => ({
      updateId: BigInt(n),
      chatId: 1n,
      payload: vault.seal(`update ${n}`),
      receivedAt: new Date(),
      handledAt: new Date(),
    })),
  });
  const all = (await marks())[from.keyMark] ?? 0;
  expect(all).toBeGreaterThan(ROWS);
  const env = { DATA_DIR: path.join(ROOT, 'external'), DATABASE_URL: db.url, DATA_KEY: OLD };
  expect(await refusal(['key', 'rotate'], env)).toBe('DATA_KEY_NEW is unset: it is the key to change to.');
  expect(await refusal(['key', 'rotate'], { ...env, DATA_KEY_NEW: OLD })).toBe('DATA_KEY_NEW is the same as DATA_KEY.');
  const locks = openSessionLocks(db.url, 'exodus inbox');
  await locks.take('chat', [1]);
  expect(await refusal(['key', 'rotate'], { ...env, DATA_KEY_NEW: NEW })).toBe(
    'The bot works on this database: stop every process of it first.',
  );
  await locks.close();

  await killWhileSealing({ ...env, DATA_KEY_NEW: NEW });
  const halfway = await marks();
  expect((halfway[from.keyMark] ?? 0) + (halfway[to.keyMark] ?? 0)).toBe(all);
  for (const DATA_KEY of [OLD, NEW]) {
    expect(await refusal(['doctor'], { ...env, DATA_KEY })).toBe(
      'The change of DATA_KEY was broken off: finish it with "exodus key rotate".',
    );
  }
  await expect(rotateKey(db.url, from, openVault('a third key, not begun with'))).rejects.toThrow(
    /finish that one first/,
  );
  const { sealed } = await json<{ sealed: number }>(['key', 'rotate'], { ...env, DATA_KEY_NEW: NEW });
  expect(sealed).toBe(halfway[from.keyMark] ?? 0);
  expect(await marks()).toEqual({ [to.keyMark]: all });
  expect(await json(['key', 'rotate'], { ...env, DATA_KEY_NEW: NEW }), 'once more').toMatchObject({ sealed: 0 });
  expect(await refusal(['doctor'], env)).toMatch(/^The texts in this database were sealed with another DATA_KEY/);
  const details = await db.prisma.paymentDetail.findMany();
  expect(details.map(({ value }) => to.open(value)).sort()).toEqual(['card of Books', 'card of Roof']);
});

/** SIGKILL as soon as it has begun. */
async function killWhileSealing(env: Record<string, string>): Promise<void> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [path.resolve('tools/run.mjs'), 'cli', 'key', 'rotate'], {
    env: { PATH, HOME, EXODUS_NO_BUILD: '1', ...env },
    cwd: ROOT,
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const { pool } = month.house.db;
  for (let n = 0; n < 20_000 && child.exitCode === null; n++) {
    const { rowCount } = await pool.query("SELECT FROM settings WHERE key = 'key_rotation'");
    if (rowCount !== 0) break;
  }
  child.kill('SIGKILL');
  await gone;
  expect(child.signalCode, 'it was killed before it was through').toBe('SIGKILL');
}
