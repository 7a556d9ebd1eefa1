/** The properties of spec 3-allocation.md, "Properties that tests check"; each test is named by its sentence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Allocation, allocate, certify } from '../../../src/domain/allocation/index.ts';
import { maximumTotal } from './brute-force.ts';
import { pack, replace, runs, SMALL, type SmallCase, smallCases } from './small-cases.ts';

const RUNS = 400;

function always(check: (small: SmallCase, pick: number, amount: number) => void): void {
  const pick = fc.nat({ max: 1000 });
  const amount = fc.integer({ min: 1, max: 8 });
  fc.assert(fc.property(smallCases(SMALL), pick, amount, check), runs(RUNS));
}

const answer = (small: SmallCase): Allocation => allocate(pack(small));

function rows({ transfers }: Allocation, directed: 0 | 1) {
  return Array.from(transfers.amount, (amount, row) => ({
    giver: transfers.giver[row]!,
    request: transfers.request[row]!,
    amount,
  })).filter((_, row) => transfers.directed[row] === directed);
}

const sortedRows = (allocation: Allocation, name: (row: { giver: number; request: number }) => string): string[] =>
  ([0, 1] as const)
    .flatMap((directed) => rows(allocation, directed).map((row) => `${directed} ${name(row)} ${row.amount}`))
    .sort();

describe('for fixed pair caps', () => {
  test('feasibility', () => {
    always((small) => {
      const allocation = answer(small);
      for (const { giver, request, amount } of rows(allocation, 0)) {
        const pair = small.pairs.find((candidate) => candidate.giver === giver && candidate.request === request);
        expect(pair).toBeDefined();
        expect(amount).toBeLessThanOrEqual(pair!.cap ?? amount);
      }
      small.givers.forEach((giver, i) => {
        expect(allocation.givenOpen[i]! + allocation.givenDirected[i]!).toBeLessThanOrEqual(giver.pledge);
      });
      small.requests.forEach((request, j) => {
        expect(allocation.received[j]!).toBeLessThanOrEqual(Math.max(0, request.need - request.already));
      });
    });
  });

  test('integers', () => {
    always((small) => {
      const { amount } = answer(small).transfers;
      expect(amount).toBeInstanceOf(Int32Array);
      for (const units of amount) expect(units).toBeGreaterThan(0);
    });
  });

  test('directed honoured', () => {
    always((small) => {
      const kept = rows(answer(small), 1);
      small.requests.forEach(({ need, already }, j) => {
        const wishes = small.directed.filter((wish) => wish.request === j);
        const wished = wishes.reduce((sum, { amount }) => sum + amount, 0);
        const received = kept.filter(({ request }) => request === j);
        if (wished <= need - already) expect(received).toHaveLength(wishes.length);
        const sum = received.reduce((total, { amount }) => total + amount, 0);
        expect(sum).toBe(Math.min(wished, Math.max(0, need - already)));
      });
    });
  });

  test('total = maximum flow', () => {
    always((small) => {
      expect(answer(small).total).toBe(maximumTotal(pack(small)));
    });
  });

  test('emergencies get what they would get with no monthly requests', () => {
    always((small) => {
      const toEmergencies = {
        ...small,
        directed: small.directed.filter((row) => small.requests[row.request]!.emergency),
      };
      const alone = {
        ...toEmergencies,
        requests: small.requests.map((request) => (request.emergency ? request : { ...request, need: 0, already: 0 })),
      };
      const together = answer(toEmergencies);
      const expected = answer(alone);
      small.requests.forEach(({ emergency }, j) => {
        if (emergency) expect(together.received[j]).toBe(expected.received[j]);
      });
    });
  });

  test('identical transfers under any order of input', () => {
    always((small, seed) => {
      const order = <T>(items: readonly T[]): number[] => {
        const places = items.map((_, k) => k);
        return places.sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101) || b - a);
      };
      const giverOrder = order(small.givers);
      const requestOrder = order(small.requests);
      const moved = <T extends { giver: number; request: number }>(items: readonly T[]): T[] =>
        order(items).map((k) => ({
          ...items[k]!,
          giver: giverOrder.indexOf(items[k]!.giver),
          request: requestOrder.indexOf(items[k]!.request),
        }));
      const reordered: SmallCase = {
        givers: giverOrder.map((i) => small.givers[i]!),
        requests: requestOrder.map((j) => small.requests[j]!),
        pairs: moved(small.pairs),
        directed: moved(small.directed),
        previous: moved(small.previous),
      };
      const first = sortedRows(answer(small), ({ giver, request }) => `${giver} ${request}`);
      const second = sortedRows(
        answer(reordered),
        ({ giver, request }) => `${giverOrder[giver]} ${requestOrder[request]}`,
      );
      expect(second).toEqual(first);
    });
  });

  test('more pledge never lowers anyone', () => {
    always((small, pick, amount) => {
      const i = pick % small.givers.length;
      const more = { ...small, givers: replace(small.givers, i, { pledge: small.givers[i]!.pledge + amount }) };
      expectNobodyLower(answer(small).received, answer(more).received);
    });
  });

  test('one request less never lowers the others', () => {
    always((small, pick) => {
      const gone = pick % small.requests.length;
      const without: SmallCase = {
        ...small,
        requests: replace(small.requests, gone, { need: 0, already: 0 }),
        directed: small.directed.filter((row) => row.request !== gone),
      };
      const before = answer(small).received;
      before[gone] = 0;
      expectNobodyLower(before, answer(without).received);
    });
  });

  test('a new link never hurts its request', () => {
    always((small, pick) => {
      const giver = pick % small.givers.length;
      const request = (pick * 31) % small.requests.length;
      if (small.pairs.some((pair) => pair.giver === giver && pair.request === request)) return;
      const linked = { ...small, pairs: [...small.pairs, { giver, request, cap: pick % 3 === 0 ? pick % 9 : null }] };
      expect(answer(linked).received[request]!).toBeGreaterThanOrEqual(answer(small).received[request]!);
    });
  });

  test('over- or under-stating a need never pays', () => {
    always((small, pick) => {
      const j = pick % small.requests.length;
      const stated = pick % 20;
      const lying = { ...small, requests: replace(small.requests, j, { need: stated }) };
      const { need, already } = small.requests[j]!;
      const useful = Math.min(answer(lying).received[j]!, Math.max(0, need - already));
      expect(useful).toBeLessThanOrEqual(answer(small).received[j]!);
    });
  });

  test('equal visibility, class, weight ⇒ difference ≤ 1 unless a need is met', () => {
    always((small, pick) => {
      // Equal caps can hide what came from elsewhere, so either there is nothing from elsewhere or there are no caps.
      const twin = small.requests.length;
      const original = pick % twin;
      const uncapped = pick % 2 === 0;
      const requests = small.requests.map((request) => (uncapped ? request : { ...request, already: 0 }));
      const pairs = small.pairs.map((pair) => (uncapped ? { ...pair, cap: null } : pair));
      const twins: SmallCase = {
        ...small,
        requests: [...requests, { ...requests[original]!, need: 4 + (pick % 9), tie: twin }],
        pairs: pairs.flatMap((pair) => (pair.request === original ? [pair, { ...pair, request: twin }] : [pair])),
        directed: uncapped ? small.directed : [],
      };
      const { received, receivedDirected } = answer(twins);
      const has = (j: number): number => received[j]! + twins.requests[j]!.already;
      for (const [high, low] of [
        [original, twin],
        [twin, original],
      ] as const) {
        const isMet = has(low) >= twins.requests[low]!.need;
        const hasOpenUnits = received[high]! > receivedDirected[high]!;
        if (hasOpenUnits && !isMet) expect(has(high) - has(low)).toBeLessThanOrEqual(1);
      }
    });
  });

  test('a tie change moves at most 1 unit per request', () => {
    always((small, pick) => {
      const by = 1 + (pick % Math.max(1, small.requests.length - 1));
      const turned = small.requests.map((request) => ({ ...request, tie: (request.tie + by) % small.requests.length }));
      const before = answer(small).received;
      answer({ ...small, requests: turned }).received.forEach((units, j) => {
        expect(Math.abs(units - before[j]!)).toBeLessThanOrEqual(1);
      });
    });
  });

  test('a higher weight never lowers its request', () => {
    always((small, pick, amount) => {
      const j = pick % small.requests.length;
      const heavier = replace(small.requests, j, { weight: small.requests[j]!.weight + amount });
      expect(answer({ ...small, requests: heavier }).received[j]!).toBeGreaterThanOrEqual(answer(small).received[j]!);
    });
  });

  test('support is a forest', () => {
    always((small) => {
      const leader = [...small.givers, ...small.requests].map((_, node) => node);
      const find = (node: number): number => (leader[node] === node ? node : find(leader[node]!));
      for (const { giver, request, amount } of rows(answer(small), 0)) {
        const pair = small.pairs.find((candidate) => candidate.giver === giver && candidate.request === request)!;
        if (pair.cap === amount) continue;
        const one = find(giver);
        const other = find(small.givers.length + request);
        expect(one).not.toBe(other);
        leader[one] = other;
      }
    });
  });

  test('own result as "last month" gives the same result', () => {
    always((small) => {
      const first = answer(small);
      const again = { ...small, previous: rows(first, 0).map(({ giver, request }) => ({ giver, request })) };
      const second = answer(again);
      expect(second.received).toEqual(first.received);
      expect(second.givenOpen).toEqual(first.givenOpen);
      const name = ({ giver, request }: { giver: number; request: number }): string => `${giver} ${request}`;
      if (small.pairs.every((pair) => pair.cap === null))
        expect(sortedRows(second, name)).toEqual(sortedRows(first, name));
      const before = new Set(rows(first, 0).map(name));
      for (const row of rows(second, 0)) expect(before).toContain(name(row));
    });
  });

  test("last month's pairs change who gives to whom, never how much anyone gives or gets", () => {
    always((small) => {
      const instance = pack(small);
      const allocation = allocate(instance);
      expect(certify(instance, allocation)).toBeNull();
      const fresh = answer({ ...small, previous: [] });
      expect(allocation.received).toEqual(fresh.received);
      expect(allocation.givenOpen).toEqual(fresh.givenOpen);
    });
  });

  test('what was already promised counts in the level like a directed amount', () => {
    always((small) => {
      const helpers = small.requests.flatMap(({ already, need }, j) => (already > 0 && already <= need ? [j] : []));
      const plain = {
        ...small,
        requests: small.requests.map((request) => ({ ...request, already: Math.min(request.already, request.need) })),
        directed: [],
      };
      const asDirected: SmallCase = {
        ...plain,
        givers: [
          ...plain.givers,
          ...helpers.map((j, k) => ({
            pledge: plain.requests[j]!.already,
            overflow: true,
            tie: plain.givers.length + k,
          })),
        ],
        requests: plain.requests.map((request, j) => (helpers.includes(j) ? { ...request, already: 0 } : request)),
        directed: helpers.map((j, k) => ({
          giver: plain.givers.length + k,
          request: j,
          amount: plain.requests[j]!.already,
        })),
      };
      const { received, receivedDirected } = answer(asDirected);
      expect(received.map((units, j) => units - receivedDirected[j]!)).toEqual(answer(plain).received);
    });
  });
});

function expectNobodyLower(before: Int32Array, after: Int32Array): void {
  before.forEach((units, j) => {
    expect(after[j]!).toBeGreaterThanOrEqual(units);
  });
}
