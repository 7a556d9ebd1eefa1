import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectAgreement } from './agreement.ts';
import { pack, runs, SMALL, smallCases, TINY } from './small-cases.ts';

test('agreement with brute force (tiny)', () => {
  fc.assert(fc.property(smallCases(TINY), expectAgreement), runs(1500));
});

test('agreement with brute force (small)', () => {
  fc.assert(fc.property(smallCases(SMALL), expectAgreement), runs(500));
});

test('the generated cases contain everything the rule speaks of', () => {
  const seen = { caps: 0, directed: 0, previous: 0, already: 0, emergencies: 0, released: 0 };
  for (const small of fc.sample(smallCases(TINY), runs(200))) {
    const instance = pack(small);
    if (instance.pairCap !== null) seen.caps++;
    if (instance.directedAmount.length > 0) seen.directed++;
    if (instance.previousGiver.length > 0) seen.previous++;
    if (instance.already.some((units) => units > 0)) seen.already++;
    if (instance.emergency.includes(1)) seen.emergencies++;
    if (instance.overflow.includes(0)) seen.released++;
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
});
