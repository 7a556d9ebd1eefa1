import fc from 'fast-check';
import { test } from 'vitest';
import { expectAgreement } from './agreement.ts';
import { runs, SMALL, smallCases, TINY } from './small-cases.ts';

test('agreement with brute force on 20,000 tiny cases', () => {
  fc.assert(fc.property(smallCases(TINY), expectAgreement), runs(20_000));
});

test('agreement with brute force on 10,000 small cases', () => {
  fc.assert(fc.property(smallCases(SMALL), expectAgreement), runs(10_000));
});

test('agreement with brute force on 2,000 wider cases', () => {
  const wide = { giversMax: 14, requestsMax: 12, amountMax: 12 };
  fc.assert(fc.property(smallCases(wide), expectAgreement), runs(2_000));
});
