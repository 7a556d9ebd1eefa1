import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { backUpBefore, backupsDir, clearOldBackups, keepErasures, readErasures } from '../src/backups.ts';
import { type TestHouse, testHouse } from './support/house.ts';

const ROOT = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-kept-'));
let house: TestHouse | undefined;
let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(ROOT, 'data-'));
});
afterAll(async () => {
  await house?.close();
  fs.rmSync(ROOT, { recursive: true, force: true });
});

const person = (n: number) => ({
  personKey: `00000000-0000-4000-8000-00000000000${n}`,
  erasedAt: new Date(Date.UTC(2026, 10, n)),
});

test('automatic backups are made once for a reason and live at most 30 days', async () => {
  house = await testHouse();
  const day = (n: number): Date => new Date(Date.UTC(2026, 10, n));
  await backUpBefore(dir, house.db.url, 'before-close-2026-10', day(1));
  await backUpBefore(dir, house.db.url, 'before-close-2026-10', day(2));
  await backUpBefore(dir, house.db.url, 'before-20261123_next', day(9));
  fs.writeFileSync(path.join(backupsDir(dir), 'mine.exodus'), '');
  const names = (): string[] => fs.readdirSync(backupsDir(dir)).sort();
  const [first, second] = [
    '2026-11-01T00-00-00.000Z-before-close-2026-10.exodus',
    '2026-11-09T00-00-00.000Z-before-20261123_next.exodus',
  ];
  expect(names()).toEqual([first, second, 'mine.exodus']);
  expect(clearOldBackups(dir, day(29))).toBe(0);
  expect(clearOldBackups(dir, day(30))).toBe(1);
  expect(names()).toEqual([second, 'mine.exodus']);
});

test('the list of erasures only grows, holds random keys only, and survives a broken line', () => {
  expect(readErasures(backupsDir(dir))).toEqual([]);
  expect(keepErasures(dir, [])).toBe(0);
  expect(keepErasures(dir, [person(1)])).toBe(1);
  fs.appendFileSync(path.join(backupsDir(dir), 'erasures.txt'), '00000000-0000-4000-8000-0000');
  expect(keepErasures(dir, [person(1), person(2)])).toBe(1);
  expect(keepErasures(dir, [person(2)])).toBe(0);
  expect(readErasures(backupsDir(dir))).toEqual([person(1), person(2)]);
});
