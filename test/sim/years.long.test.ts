import { expect, test } from 'vitest';
import { liveMonths, monthsFrom, SEED } from './years.ts';

test(`24 months of sixty people by the clock alone, no restart: doctor is clean (SIM_SEED=${SEED})`, async () => {
  const lived = await liveMonths(24);
  expect(lived.closed).toEqual(monthsFrom(24));
  expect(lived.sent).toBeGreaterThan(2_000);
  expect(lived.confirmed).toBeGreaterThan(100);
  expect(lived.erased).toBeGreaterThan(0);
}, 3_600_000);

test.each([1, 2, 3, 4, 5])(
  'six months of another life (seed %i)',
  async (seed) => {
    const lived = await liveMonths(6, { zone: 'America/New_York', seed });
    expect(lived.closed).toEqual(monthsFrom(6));
  },
  3_600_000,
);
