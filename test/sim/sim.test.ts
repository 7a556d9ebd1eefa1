import { expect, test } from 'vitest';
import { SimTown, tell } from './town.ts';

const SEED = Number(process.env.SIM_SEED ?? 1);
const SMALL = { seed: SEED, months: 1, members: 10 };

test(`R8: a simulated month with mishaps on the line and restarts breaks no promise, and a seed replays exactly (SIM_SEED=${SEED})`, async () => {
  const report = await SimTown.live(SMALL);
  console.log(tell(report));
  expect(report.violations).toEqual([]);
  expect(report.counts.actions).toBeGreaterThan(50);
  expect(await SimTown.live(SMALL)).toEqual(report);
}, 240_000);
