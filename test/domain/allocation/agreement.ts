/** Whether the engine, its certificate and brute force agree on one case; shared by the short and the long test. */
import { expect } from 'vitest';
import { allocate, certify } from '../../../src/domain/allocation/index.ts';
import { bruteForce } from './brute-force.ts';
import { pack, type SmallCase } from './small-cases.ts';

export function expectAgreement(small: SmallCase): void {
  const instance = pack(small);
  const allocation = allocate(instance);
  expect(certify(instance, allocation)).toBeNull();
  const expected = bruteForce(instance);
  expect({
    received: Array.from(allocation.received),
    receivedDirected: Array.from(allocation.receivedDirected),
    givenOpen: Array.from(allocation.givenOpen),
    givenDirected: Array.from(allocation.givenDirected),
    total: allocation.total,
  }).toEqual(expected);
}
