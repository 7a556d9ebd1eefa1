import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../domain/allocation/random.ts';
import { CLOSED, Closer, villageToClose } from './closers.ts';
import { type CleanClose, cleanClose, closeAtOnce, closeDespite, commitPoints } from './crash.ts';

/** Printed in the name of the test, and accepted, so that a failing run can be played again. */
const SEED = Number(process.env.CRASH_SEED ?? 20_261_122);
const RANDOM_DEATHS = 5;
/** Processes that load while another one works. */
const AHEAD = 1;

describe('R1, R2: a close that is killed', () => {
  let village: Awaited<ReturnType<typeof villageToClose>>;
  let clean: CleanClose;
  beforeAll(async () => {
    village = await villageToClose();
    clean = await cleanClose(village.url);
  });

  const queue: Closer[] = [];
  const waiting = (): Closer => {
    while (queue.length <= AHEAD) queue.push(new Closer());
    return queue.shift()!;
  };
  afterAll(async () => {
    await Promise.all(queue.map((closer) => closer.dismiss()));
    await village.drop();
  });

  test('one clean close writes everything that the matrix is about', () => {
    const has = (pattern: RegExp): boolean => clean.content.some((row) => pattern.test(row));
    expect(has(/^notices .*proposals-card/)).toBe(true);
    expect(has(/^notices .*pledge-paused/)).toBe(true);
    expect(has(/^events .*"lapsed"/)).toBe(true);
    expect(has(/^proposals .*2027-01.*OFFERED/)).toBe(true);
    expect(commitPoints(clean).length).toBeGreaterThanOrEqual(8);
    const keys = clean.content.filter((row) => row.startsWith('notices ')).map((row) => /"key": "[^"]*"/.exec(row)![0]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('at any commit point, in the middle of it and after it, and begun again 1–5 times, leaves what one clean close leaves', async () => {
    for (const [index, kill] of commitPoints(clean).entries()) {
      const finished = await closeDespite(clean, [{ kill }], 1 + (index % 5), waiting);
      expect(finished).toBe(0);
    }
  }, 120_000);

  test(`${RANDOM_DEATHS} times in a row at random moments leaves what one clean close leaves (CRASH_SEED=${SEED})`, async () => {
    const random = new Random(SEED);
    const attempts = Array.from({ length: RANDOM_DEATHS }, () => ({ killAfterMs: 1 + random.below(400) }));
    await closeDespite(clean, attempts, 1, waiting);
  }, 120_000);

  test('ten processes that begin together close every month once', async () => {
    expect(await closeAtOnce(clean, 10)).toEqual(CLOSED);
  }, 60_000);
});
