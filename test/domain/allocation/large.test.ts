/** Large seeded instances, whose totals and answers are known by hash (large_expected.json of the shared vectors). */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { allocate, allocateLargeFile, certify, readLargeFile } from '../../../src/domain/allocation/index.ts';
import { generate, toBinary } from './generate.ts';
import expected from './large-expected.json' with { type: 'json' };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (values: Int32Array): Uint8Array => new Uint8Array(values.buffer);

test.each(expected)('$args', ({ args, total, sha256_y, sha256_z }) => {
  const instance = generate(args);
  const allocation = allocate(instance);
  expect(certify(instance, allocation)).toBeNull();
  expect(allocation.total).toBe(total);
  expect(sha256(bytesOf(allocation.received))).toBe(sha256_y);
  expect(sha256(bytesOf(allocation.givenOpen))).toBe(sha256_z);
});

test('the binary file says the same as the instance', () => {
  const { args, total, sha256_y, sha256_z } = expected[0]!;
  const instance = generate(args);
  const bytes = toBinary(instance);
  expect(readLargeFile(bytes)).toEqual(instance);
  const answer = allocateLargeFile({ read: () => bytes, sha256, runs: 1 });
  expect(answer).toMatchObject({ total, sha256_y, sha256_z });
  for (const measured of [answer.firstMs, answer.bestMs, answer.sortMs, answer.certificateMs, answer.rssMb]) {
    expect(measured).toBeGreaterThan(0);
  }
  expect(() => readLargeFile(bytes.subarray(4))).toThrow('the file is not in the binary layout of the generator');
});
