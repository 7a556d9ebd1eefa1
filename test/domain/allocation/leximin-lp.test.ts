import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '../../../src/domain/allocation/index.ts';
import { leximinByPrograms, loadHighs } from './leximin-lp.ts';
import { pack, runs, SMALL, smallCases } from './small-cases.ts';

/** Amounts are multiplied by this for the engine, so that whole quanta come close to real numbers. */
const FINE = 10_000;

test('agreement with HiGHS leximin (small)', async () => {
  const highs = await loadHighs();
  fc.assert(
    fc.property(smallCases(SMALL), (small) => {
      const instance = pack({ ...small, directed: [], previous: [] });
      const fine = (values: Int32Array): Int32Array => values.map((value) => value * FINE);
      const { received } = allocate({
        ...instance,
        pledge: fine(instance.pledge),
        need: fine(instance.need),
        already: fine(instance.already),
        pairCap: instance.pairCap?.map((cap) => Math.min(cap, 100) * FINE) ?? null,
      });
      const expected = leximinByPrograms(highs, instance).received;
      expected.forEach((units, j) => {
        expect(Math.abs(received[j]! / FINE - units)).toBeLessThan(0.01);
      });
    }),
    runs(150),
  );
});
