import { expect, test } from 'vitest';
import { liveMonths, monthsFrom, SEED } from './years.ts';

test(`three months of sixty people by the clock alone: every month closes once, doctor is clean (SIM_SEED=${SEED})`, async () => {
  const lived = await liveMonths(3, { writtenPercent: 15 });
  expect(lived.closed).toEqual(monthsFrom(3));
  expect(lived.sent).toBeGreaterThan(100);
  expect(lived.confirmed).toBeGreaterThan(10);
}, 180_000);
