import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup } from '../../src/db/backup.ts';
import { openDb } from '../../src/db/client.ts';
import { connectTo } from '../../src/db/connect.ts';
import { checkBackup, load } from '../../src/db/restore.ts';
import { reading } from '../../src/db/transaction.ts';
import { cycleStatus } from '../../src/domain/cycles/close.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { liveAMonth, type Month } from '../domain/doctor/month.ts';
import { emptyDatabase } from '../support/test-db.ts';

let month: Month;
let dir: string;
let file: string;

beforeAll(async () => {
  month = await liveAMonth();
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-backup-'));
  file = path.join(dir, 'month.exodus');
  await backup(month.house.db.url, file, month.house.clock.now());
});
afterAll(async () => {
  fs.rmSync(dir, { recursive: true, force: true });
  await month.house.close();
});

/** Rows of every table and a checksum over all of them. */
async function totals(url: string): Promise<Record<string, string>> {
  const client = await connectTo(url, 'exodus test');
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> '_prisma_migrations' ORDER BY 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ total: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS total FROM "${name}" t`,
      );
      found[name] = rows[0]!.total;
    }
    const { rows } = await client.query<{ name: string; value: string }>(
      'SELECT sequencename AS name, coalesce(last_value, 0)::text AS value FROM pg_sequences ORDER BY 1',
    );
    for (const { name, value } of rows) found[name] = value;
    return found;
  } finally {
    await client.end();
  }
}

const nothing = async (): Promise<void> => {};

test('backup → restore on an empty database gives the same doctor report and totals (R11)', async () => {
  const database = await emptyDatabase();
  try {
    const rows = await load(database.url, await checkBackup(file), nothing);
    const before = await totals(month.house.db.url);
    expect(await totals(database.url)).toEqual(before);
    expect(Object.keys(before)).toContain('events');
    expect(rows).toBeGreaterThan(100);
    const db = await openDb(database.url, { max: 3 });
    const restored = { ...month.house, db };
    expect(await doctor(reading(restored))).toEqual(await doctor(reading(month.house)));
    expect(await cycleStatus(reading(restored))).toEqual(await cycleStatus(reading(month.house)));
    const details = await restored.db.prisma.paymentDetail.findMany({ orderBy: { id: 'asc' } });
    expect(details.map(({ value }) => month.house.vault.open(value)).sort()).toEqual(['card of Books', 'card of Roof']);
    await expect(db.prisma.event.deleteMany()).rejects.toThrow(/append-only/);
    await db.close();
  } finally {
    await database.drop();
  }
});

test('what is sealed stays sealed in the file; it names the key that it needs, and only its owner may read it', async () => {
  const { header } = await checkBackup(file);
  expect(header).toEqual({
    takenAt: month.house.clock.now().toISOString(),
    botId: null,
    keyMark: null,
    migrations: expect.arrayContaining(['20261122000000_first']),
  });
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  const { gunzipSync } = await import('node:zlib');
  const bytes = fs.readFileSync(file);
  const body = bytes.subarray(bytes.indexOf(10, bytes.indexOf(10) + 1) + 1);
  const content = gunzipSync(body).toString('latin1');
  expect(content).toContain('Nameanna');
  expect(content).not.toContain('card of Roof');
  expect(content).not.toContain('a story nobody may find');
});

test('equal databases give equal backups, also while others write', async () => {
  const again = path.join(dir, 'again.exodus');
  await backup(month.house.db.url, again, month.house.clock.now());
  expect(fs.readFileSync(again).equals(fs.readFileSync(file))).toBe(true);
});

test('a backup is one moment: what is written while it is taken is in it whole or not at all', async () => {
  const { db } = month.house;
  const during = path.join(dir, 'during.exodus');
  let isWriting = true;
  const writing = (async () => {
    for (let n = 0; isWriting; n++) {
      const at = new Date(n);
      await db.prisma.$transaction([
        db.prisma.appliedCommand.create({ data: { key: `during ${n}`, result: {}, at } }),
        db.prisma.setting.create({ data: { key: `during ${n}`, value: '' } }),
      ]);
    }
  })();
  await backup(db.url, during, month.house.clock.now());
  isWriting = false;
  await writing;
  const database = await emptyDatabase();
  try {
    await load(database.url, await checkBackup(during), nothing);
    const client = await connectTo(database.url, 'exodus test');
    const { rows } = await client.query(
      `SELECT count(*)::int AS half FROM settings s FULL JOIN applied_commands c ON c.key = s.key
        WHERE (s.key LIKE 'during%' OR c.key LIKE 'during%') AND (s.key IS NULL OR c.key IS NULL)`,
    );
    await client.end();
    expect(rows).toEqual([{ half: 0 }]);
  } finally {
    await database.drop();
    await db.prisma.appliedCommand.deleteMany({ where: { key: { startsWith: 'during' } } });
    await db.prisma.setting.deleteMany({ where: { key: { startsWith: 'during' } } });
  }
});

/** The file with something done to it. */
function changed(change: (bytes: Buffer) => Buffer): string {
  const name = path.join(dir, 'changed.exodus');
  fs.writeFileSync(name, change(fs.readFileSync(file)));
  return name;
}

test('what is no backup, cut off, altered, of a newer format or of a newer program is refused with one line', async () => {
  const refusal = (name: string): Promise<string> =>
    checkBackup(name).then(
      () => 'taken',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const text = (from: string, to: string) => (bytes: Buffer) =>
    Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
  expect(await refusal(path.join(dir, 'missing'))).toMatch(/^BackupError: The backup .* cannot be read: ENOENT\.$/);
  expect(await refusal(dir)).toMatch(/^BackupError: The backup .* cannot be read: EISDIR\.$/);
  expect(await refusal(changed(() => Buffer.from('{}')))).toMatch(/is no backup of Exodus\.$/);
  expect(await refusal(changed(() => Buffer.alloc(0)))).toMatch(/is no backup of Exodus\.$/);
  expect(await refusal(changed(text('EXODUS-BACKUP 1', 'EXODUS-BACKUP 2')))).toMatch(/of format 2, .* update it\.$/);
  const damaged = /^BackupError: The backup .* is damaged or cut off: nothing was restored\.$/;
  expect(await refusal(changed(text('"takenAt":"2026', '"takenAt":"2025')))).toMatch(damaged);
  const { length } = fs.readFileSync(file);
  for (let cut = 30; cut < length; cut += Math.ceil(length / 40)) {
    expect(await refusal(changed((bytes) => bytes.subarray(0, cut)))).toMatch(damaged);
  }
  for (let at = 1000; at < length; at += Math.ceil(length / 40)) {
    const flipped = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 16 : byte)));
    expect(await refusal(changed(flipped))).toMatch(damaged);
  }
  expect(await refusal(changed(text('20261122000000_first', '29991122000000_first')))).toMatch(
    /^BackupError: The backup is newer than this program \(it has 29991122000000_first\): update this program\.$/,
  );
});

test('a database with rows, or with tables the backup does not know, is refused and stays as it was', async () => {
  const sound = await checkBackup(file);
  await expect(load(month.house.db.url, sound, nothing)).rejects.toThrow(/^The database is not empty \(\w+ has rows\)/);
  const database = await emptyDatabase();
  try {
    const older = { ...sound, header: { ...sound.header, migrations: [] } };
    await load(database.url, sound, async () => {
      throw new Error('undone');
    }).catch(() => {});
    await expect(load(database.url, older, nothing)).rejects.toThrow(/tables are newer than the backup/);
    expect(await load(database.url, sound, nothing), 'the same again after a broken attempt').toBeGreaterThan(100);
    await expect(load(database.url, sound, nothing)).rejects.toThrow(/not empty/);
  } finally {
    await database.drop();
  }
});
