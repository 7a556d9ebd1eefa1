import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transactOnce } from '../../src/db/transaction.ts';
import { type TestHouse, testHouse } from '../support/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a command with a key', () => {
  test('that runs several times at once has one effect, and every run gets the result of that one', async () => {
    let runs = 0;
    const command = () =>
      transactOnce(house, 'at once', async (tx) => {
        runs += 1;
        await tx.db.setting.create({ data: { key: 'effect', value: String(runs) } });
        await waitMs(50);
        return { at: tx.now, amount: 10n ** 15n, run: runs };
      });
    const results = await Promise.all([command(), command(), command()]);
    expect(runs).toBe(1);
    expect(results).toEqual(Array(3).fill({ at: house.clock.now(), amount: 10n ** 15n, run: 1 }));
    expect(await command()).toEqual(results[0]);
  });

  test('whose first run fails leaves nothing: the one that waited runs itself', async () => {
    let runs = 0;
    const command = () =>
      transactOnce(house, 'fails first', async () => {
        runs += 1;
        const run = runs;
        await waitMs(50);
        if (run === 1) throw new Error('the first one fails');
        return run;
      });
    const outcomes = await Promise.allSettled([command(), command()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await command()).toBe(2);
    expect(runs).toBe(2);
  });

  test('that returns nothing is remembered as well', async () => {
    let runs = 0;
    const command = () =>
      transactOnce(house, 'nothing', async () => {
        runs += 1;
      });
    await command();
    expect(await command()).toBeNull();
    expect(runs).toBe(1);
  });
});
