import { expect, test } from 'vitest';
import { Random } from '../domain/allocation/random.ts';
import { Closer, villageToClose } from './closers.ts';
import { cleanClose, closeDespite } from './crash.ts';

const SEED = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RANDOM_ROUNDS = 100;

test(`R1: killed at each single statement, and ${RANDOM_ROUNDS} times at random (CRASH_SEED=${SEED}), a close leaves what a clean one leaves`, async () => {
  const village = await villageToClose();
  const clean = await cleanClose(village.url);
  const queue = [new Closer(), new Closer()];
  const waiting = (): Closer => {
    queue.push(new Closer());
    return queue.shift()!;
  };
  for (let statement = 0; statement < clean.statements.length; statement++) {
    for (const when of ['before', 'sent', 'answered'] as const)
      expect(await closeDespite(clean, [{ kill: { statement, when } }], 1, waiting)).toBe(0);
  }
  const random = new Random(SEED);
  for (let round = 0; round < RANDOM_ROUNDS; round++) {
    const attempts = Array.from({ length: 1 + random.below(5) }, () => ({ killAfterMs: 1 + random.below(600) }));
    await closeDespite(clean, attempts, 1, waiting);
  }
  for (const closer of queue) await closer.dismiss();
  await village.drop();
});
