/** The same as large.test.ts with a million pairs each. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { allocate, certify } from '../../../src/domain/allocation/index.ts';
import { generate } from './generate.ts';
import expected from './large-expected.long.json' with { type: 'json' };

const sha256 = (values: Int32Array): string => createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');

test.each(expected)('$args', ({ args, total, sha256_y, sha256_z }) => {
  const instance = generate(args);
  const allocation = allocate(instance);
  expect(certify(instance, allocation)).toBeNull();
  expect(allocation.total).toBe(total);
  expect(sha256(allocation.received)).toBe(sha256_y);
  expect(sha256(allocation.givenOpen)).toBe(sha256_z);
});
