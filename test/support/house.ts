import type { Db } from '../../src/db/client.ts';
import { type House, transact } from '../../src/db/transaction.ts';
import { openVault } from '../../src/db/vault.ts';
import { openFirstCycle } from '../../src/domain/cycles/cycles.ts';
import { randomIds } from '../../src/domain/ids.ts';
import type { Rules } from '../../src/domain/rules.ts';
import { testDb } from './test-db.ts';

export const TEST_RULES: Rules = {
  timezone: 'Europe/Moscow',
  unit: { symbol: '€', decimals: 2, quantum: 100n },
  defaultLanguage: 'ru',
  quietHours: { from: 21, to: 9 },
};

/** A clock that stands where a test puts it. */
export interface HandClock {
  now(): Date;
  set(iso: string): void;
}

export interface TestHouse extends House {
  readonly clock: HandClock;
  close(): Promise<void>;
}

/** What the vaults of test houses are opened with. */
export const TEST_KEY = 'a test key of some length';

/** A house on a database of its own, or on the given one, at noon of an ordinary day, with the month's cycle open. */
export async function testHouse(
  rules: Partial<Rules> = {},
  startsAt = '2026-11-10T09:00:00Z',
  given: Db | null = null,
): Promise<TestHouse> {
  const db = given ?? (await testDb());
  let at = new Date(startsAt);
  const clock: HandClock = {
    now: () => new Date(at),
    set: (iso) => {
      at = new Date(iso);
    },
  };
  const house = {
    db,
    clock,
    ids: randomIds,
    vault: openVault(TEST_KEY),
    rules: { ...TEST_RULES, ...rules },
  };
  await transact(house, openFirstCycle);
  return { ...house, close: () => db.close() };
}
