/** Small random instances for property tests, and ways to change one instance into a neighbouring one. */
import fc from 'fast-check';
import type { AllocationInstance } from '../../../src/domain/allocation/index.ts';
import { NO_CAP } from '../../../src/domain/allocation/index.ts';

/** An instance row by row, so that it can be printed, shrunk and changed; see `pack`. */
export interface SmallCase {
  readonly givers: readonly SmallGiver[];
  readonly requests: readonly SmallRequest[];
  readonly pairs: readonly SmallPair[];
  readonly directed: readonly { readonly giver: number; readonly request: number; readonly amount: number }[];
  readonly previous: readonly { readonly giver: number; readonly request: number }[];
}

export interface SmallGiver {
  readonly pledge: number;
  readonly overflow: boolean;
  readonly tie: number;
}

export interface SmallRequest {
  readonly need: number;
  readonly already: number;
  readonly weight: number;
  readonly emergency: boolean;
  readonly tie: number;
}

export interface SmallPair {
  readonly giver: number;
  readonly request: number;
  readonly cap: number | null;
}

export function pack(small: SmallCase): AllocationInstance {
  const { givers, requests, pairs, directed, previous } = small;
  return {
    givers: givers.length,
    requests: requests.length,
    pledge: Int32Array.from(givers, (giver) => giver.pledge),
    overflow: Uint8Array.from(givers, (giver) => (giver.overflow ? 1 : 0)),
    giverTie: Int32Array.from(givers, (giver) => giver.tie),
    need: Int32Array.from(requests, (request) => request.need),
    already: Int32Array.from(requests, (request) => request.already),
    weight: Int32Array.from(requests, (request) => request.weight),
    emergency: Uint8Array.from(requests, (request) => (request.emergency ? 1 : 0)),
    requestTie: Int32Array.from(requests, (request) => request.tie),
    pairGiver: Int32Array.from(pairs, (pair) => pair.giver),
    pairRequest: Int32Array.from(pairs, (pair) => pair.request),
    pairCap: pairs.some((pair) => pair.cap !== null) ? Int32Array.from(pairs, (pair) => pair.cap ?? NO_CAP) : null,
    directedGiver: Int32Array.from(directed, (row) => row.giver),
    directedRequest: Int32Array.from(directed, (row) => row.request),
    directedAmount: Int32Array.from(directed, (row) => row.amount),
    previousGiver: Int32Array.from(previous, (row) => row.giver),
    previousRequest: Int32Array.from(previous, (row) => row.request),
  };
}

export interface CaseSizes {
  readonly giversMax: number;
  readonly requestsMax: number;
  readonly amountMax: number;
}

/** Cases with everything in them: caps, classes, weights, directed pledges, help already promised, last round's pairs. */
export function smallCases({ giversMax, requestsMax, amountMax }: CaseSizes): fc.Arbitrary<SmallCase> {
  const sizes = fc.tuple(fc.integer({ min: 1, max: giversMax }), fc.integer({ min: 1, max: requestsMax }));
  return sizes.chain(([givers, requests]) => {
    const permutation = (length: number): fc.Arbitrary<number[]> => {
      const ranks = Array.from({ length }, (_, k) => k);
      return fc.shuffledSubarray(ranks, { minLength: length, maxLength: length });
    };
    const grid = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
      fc.array(cell, { minLength: givers * requests, maxLength: givers * requests });
    return fc
      .record({
        pledges: fc.array(fc.nat({ max: amountMax }), { minLength: givers, maxLength: givers }),
        overflows: fc.array(fc.boolean(), { minLength: givers, maxLength: givers }),
        giverTies: permutation(givers),
        wants: fc.array(want(amountMax), { minLength: requests, maxLength: requests }),
        requestTies: permutation(requests),
        seen: grid(fc.integer({ min: 0, max: 9 })),
        density: fc.integer({ min: 2, max: 9 }),
        caps: fc.option(grid(fc.option(fc.nat({ max: Math.ceil(amountMax / 2) })))),
        wishes: fc.option(grid(fc.integer({ min: -2 * amountMax, max: amountMax }))),
        helped: fc.option(grid(fc.boolean())),
      })
      .map(({ pledges, overflows, giverTies, wants, requestTies, seen, density, caps, wishes, helped }) => {
        const cells = seen.map((_, cell) => ({ giver: Math.floor(cell / requests), request: cell % requests, cell }));
        const left = [...pledges];
        const directed = cells.flatMap(({ giver, request, cell }) => {
          const amount = Math.min(left[giver]!, wishes?.[cell] ?? 0);
          if (amount <= 0) return [];
          left[giver]! -= amount;
          return [{ giver, request, amount }];
        });
        return {
          givers: pledges.map((pledge, i) => ({ pledge, overflow: overflows[i]!, tie: giverTies[i]! })),
          requests: wants.map((wanted, j) => ({ ...wanted, tie: requestTies[j]! })),
          pairs: cells
            .filter(({ cell }) => seen[cell]! < density)
            .map(({ giver, request, cell }) => ({ giver, request, cap: caps?.[cell] ?? null })),
          directed,
          previous: cells
            .filter(({ cell }) => helped?.[cell] ?? false)
            .map(({ giver, request }) => ({ giver, request })),
        };
      });
  });
}

function want(amountMax: number): fc.Arbitrary<Omit<SmallRequest, 'tie'>> {
  return fc.record({
    need: fc.nat({ max: amountMax }),
    already: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: amountMax })),
    weight: fc.integer({ min: 1, max: 4 }),
    emergency: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, fc.constant(true)),
  });
}

export const TINY: CaseSizes = { giversMax: 4, requestsMax: 4, amountMax: 9 };
export const SMALL: CaseSizes = { giversMax: 7, requestsMax: 7, amountMax: 14 };

/**
 * How often and from which seed to try: ALLOCATION_SEED repeats a run, ALLOCATION_RUNS changes its length. Without a
 * seed every run is another one; a failure prints the seed.
 */
export function runs(count: number): { numRuns: number; seed: number } {
  const seed = Number(process.env.ALLOCATION_SEED ?? Math.floor(Math.random() * 2 ** 31));
  return { numRuns: Number(process.env.ALLOCATION_RUNS ?? count), seed };
}

export function replace<T>(items: readonly T[], at: number, change: Partial<T>): T[] {
  return items.map((item, k) => (k === at ? { ...item, ...change } : item));
}
