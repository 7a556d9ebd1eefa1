import { expect, test } from 'vitest';
import { SimTown, tell } from './town.ts';

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const [FIRST, SEEDS] = [number('SIM_SEED', 1), number('SIM_SEEDS', 200)];
const [MONTHS, MEMBERS, KILLS] = [number('SIM_MONTHS', 24), number('SIM_MEMBERS', 60), number('SIM_KILLS', 1)];

test.each(Array.from({ length: SEEDS }, (_, index) => FIRST + index))(
  `R8: ${MONTHS} months of ${MEMBERS} members break no promise (SIM_SEED=%i)`,
  async (seed) => {
    const report = await SimTown.live({ seed, months: MONTHS, members: MEMBERS, kills: KILLS, ownServer: true });
    console.log(tell(report));
    expect(report.violations).toEqual([]);
  },
);

test(`R8: a seed replays exactly (SIM_SEED=${FIRST})`, async () => {
  const small = { seed: FIRST, months: 3, members: 20, kills: 25, ownServer: true };
  const report = await SimTown.live(small);
  console.log(tell(report));
  expect(await SimTown.live(small)).toEqual(report);
});
