import { expect, test } from 'vitest';
import { SimTown, tell } from './town.ts';

const SEED = Number(process.env.SIM_SEED ?? 1);
const SMALL = { seed: SEED, months: 2, members: 10, kills: 25 };

test(`R8: two simulated months with mishaps on the line and killed bots break no promise (SIM_SEED=${SEED})`, async () => {
  const report = await SimTown.live(SMALL);
  console.log(tell(report));
  expect(report.violations).toEqual([]);
  expect(report.counts.actions).toBeGreaterThan(50);
}, 240_000);
