/** The certificate objects to every wrong answer, and says what is wrong with it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Allocation, type AllocationInstance, allocate, certify } from '../../../src/domain/allocation/index.ts';
import { pack, runs, SMALL, type SmallCase, type SmallPair, smallCases } from './small-cases.ts';

/** An answer written by hand: rows of [giver, request, amount], with everything that follows from them filled in. */
function written(instance: AllocationInstance, open: number[][], directed: number[][] = []): Allocation {
  const rows = [...directed, ...open];
  const sum = (length: number, column: 0 | 1, of: number[][]): Int32Array => {
    const sums = new Int32Array(length);
    for (const row of of) sums[row[column]!]! += row[2]!;
    return sums;
  };
  const right = allocate(instance);
  return {
    received: sum(instance.requests, 1, rows),
    receivedDirected: sum(instance.requests, 1, directed),
    givenOpen: sum(instance.givers, 0, open),
    givenDirected: sum(instance.givers, 0, directed),
    transfers: {
      giver: Int32Array.from(rows, (row) => row[0]!),
      request: Int32Array.from(rows, (row) => row[1]!),
      amount: Int32Array.from(rows, (row) => row[2]!),
      directed: Uint8Array.from(rows, (_, k) => (k < directed.length ? 1 : 0)),
    },
    groups: right.groups,
    giverGroups: right.giverGroups,
    abundant: right.abundant,
    total: rows.reduce((total, row) => total + row[2]!, 0),
  };
}

function example(pledges: number[], needs: number[], pairs: SmallPair[], change: Partial<SmallCase> = {}) {
  return pack({
    givers: pledges.map((pledge, tie) => ({ pledge, overflow: true, tie })),
    requests: needs.map((need, tie) => ({ need, already: 0, weight: 1, emergency: false, tie })),
    pairs,
    directed: [],
    previous: [],
    ...change,
  });
}

const everyPair = (givers: number, requests: number, cap: number | null = null): SmallPair[] =>
  Array.from({ length: givers * requests }, (_, k) => ({
    giver: Math.floor(k / requests),
    request: k % requests,
    cap,
  }));

describe('objects to', () => {
  const square = example([4, 4], [6, 6], everyPair(2, 2));

  test.each<readonly [string, AllocationInstance, number[][], number[][], string]>([
    [
      'help without sight',
      example([4], [6, 6], [{ giver: 0, request: 0, cap: null }]),
      [[0, 1, 4]],
      [],
      'giver 0 does not see request 1',
    ],
    [
      'more than the pledge',
      square,
      [
        [0, 0, 4],
        [1, 1, 4],
        [0, 1, 1],
      ],
      [],
      'giver 0 gives more than the pledge',
    ],
    ['more than the need', example([9], [6], everyPair(1, 1)), [[0, 0, 7]], [], 'request 0 gets more than its need'],
    ['more than the cap', example([9], [6], everyPair(1, 1, 3)), [[0, 0, 4]], [], 'more than the cap of the pair'],
    [
      'a pair given twice',
      square,
      [
        [0, 0, 2],
        [0, 0, 2],
        [1, 1, 4],
      ],
      [],
      'two open transfers to request 0',
    ],
    [
      'nothing as a transfer',
      square,
      [
        [0, 0, 4],
        [1, 1, 4],
        [0, 1, 0],
      ],
      [],
      'transfer 2 is not a positive amount',
    ],
    ['strangers', square, [[2, 0, 4]], [], 'transfer 0 is between people who do not exist'],
    [
      'a cycle',
      square,
      [
        [0, 0, 2],
        [0, 1, 2],
        [1, 0, 2],
        [1, 1, 2],
      ],
      [],
      'contain a cycle through giver',
    ],
    [
      'an unspent pledge',
      square,
      [
        [0, 0, 4],
        [1, 1, 3],
      ],
      [],
      'has an unmet need although an unspent pledge can reach it',
    ],
    [
      'an uneven level',
      square,
      [
        [0, 0, 4],
        [1, 0, 1],
        [1, 1, 3],
      ],
      [],
      'request 1 should have a unit that request 0 got',
    ],
    [
      'an uneven burden',
      example([4, 4], [4], everyPair(2, 1)),
      [
        [0, 0, 3],
        [1, 0, 1],
      ],
      [],
      'giver 1 should carry a unit that giver 0 carries',
    ],
    [
      'a directed pledge that is not honoured',
      example([4], [6, 6], everyPair(1, 2), { directed: [{ giver: 0, request: 0, amount: 2 }] }),
      [
        [0, 0, 2],
        [0, 1, 2],
      ],
      [],
      'directed pledges to request 0 are not honoured',
    ],
    [
      'a directed transfer out of nothing',
      square,
      [
        [0, 0, 4],
        [1, 1, 3],
      ],
      [[1, 1, 1]],
      'a directed transfer has no directed pledge',
    ],
    [
      'directed pledges cut in the wrong order',
      example([4, 4], [4], everyPair(2, 1), {
        directed: [0, 1].map((giver) => ({ giver, request: 0, amount: 4 })),
      }),
      [],
      [
        [0, 0, 3],
        [1, 0, 1],
      ],
      'directed pledges to request 0 are cut in the wrong order',
    ],
  ])('%s', (_title, instance, open, directed, expected) => {
    expect(certify(instance, written(instance, open, directed))).toContain(expected);
  });

  test('an emergency that waits for a monthly request', () => {
    const instance = example([4], [6, 6], everyPair(1, 2));
    const urgent = { ...instance, emergency: Uint8Array.of(0, 1) };
    expect(certify(urgent, written(urgent, [[0, 0, 4]]))).toBe('request 1 should have a unit that request 0 got');
  });

  test('sums and a total that are not those of the transfers', () => {
    const right = allocate(square);
    const one = Int32Array.of(1, 0);
    const added = (values: Int32Array): Int32Array => values.map((value, k) => value + one[k]!);
    expect(certify(square, { ...right, received: added(right.received) })).toContain(
      'do not add up to what it receives',
    );
    expect(certify(square, { ...right, givenOpen: added(right.givenOpen) })).toContain(
      'do not add up to what they give',
    );
    expect(certify(square, { ...right, receivedDirected: one })).toContain('the directed part of request 0');
    expect(certify(square, { ...right, givenDirected: one })).toContain('the directed part of giver 0');
    expect(certify(square, { ...right, total: 9 })).toContain('the total is not');
    expect(certify(square, { ...right, received: new Int32Array(1) })).toContain('not one entry for every giver');
  });

  test('labels that prove nothing', () => {
    const stairs = example([2, 8], [6, 6], [...everyPair(1, 2), { giver: 1, request: 1, cap: null }]);
    const right = allocate(stairs);
    expect(certify(stairs, right)).toBeNull();
    expect(certify(stairs, { ...right, groups: right.groups.map((group) => 1 - group) })).toContain('group');
    expect(certify(stairs, { ...right, groups: right.groups.fill(7) })).toContain('a group that does not exist');
  });
});

test('one unit moved anywhere is refused', () => {
  fc.assert(
    fc.property(smallCases(SMALL), fc.nat(), fc.nat(), (small, from, to) => {
      const instance = pack(small);
      const { transfers, ...right } = allocate(instance);
      const open = Array.from(transfers.amount, (_, row) => row).filter((row) => transfers.directed[row] === 0);
      if (open.length < 2) return;
      const less = open[from % open.length]!;
      const more = open[to % open.length]!;
      if (less === more || transfers.amount[less] === 1) return;
      const sameEnds =
        transfers.giver[less] === transfers.giver[more] && transfers.request[less] === transfers.request[more];
      if (sameEnds) return;
      const amount = transfers.amount.slice();
      amount[less]!--;
      amount[more]!++;
      const moved = { received: right.received.slice(), givenOpen: right.givenOpen.slice() };
      moved.received[transfers.request[less]!]!--;
      moved.received[transfers.request[more]!]!++;
      moved.givenOpen[transfers.giver[less]!]!--;
      moved.givenOpen[transfers.giver[more]!]!++;
      expect(certify(instance, { ...right, ...moved, transfers: { ...transfers, amount } })).not.toBeNull();
    }),
    runs(1000),
  );
});
