import { expect, test } from 'vitest';
import { SimTown, tell } from './town.ts';

const SEED = Number(process.env.SIM_SEED ?? 1);
const SMALL = { seed: SEED, months: 1, members: 10 };

test(`R8: a simulated month with mishaps on the line breaks no promise (SIM_SEED=${SEED})`, async () => {
  const report = await SimTown.live(SMALL);
  console.log(tell(report));
  expect(report.violations).toEqual([]);
  expect(report.counts.actions).toBeGreaterThan(50);
}, 240_000);
