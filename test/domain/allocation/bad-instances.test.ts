/** Bad instances get one clear sentence each; nothing is guessed. */
import { describe, expect, test } from 'vitest';
import {
  AllocationInputError,
  type AllocationInstance,
  allocate,
  allocateJson,
  LIMITS,
} from '../../../src/domain/allocation/index.ts';
import { pack } from './small-cases.ts';

const good = () => ({
  givers: [
    { id: 'anna', pledge: 10, tie: 0 },
    { id: 'boris', pledge: 5, tie: 1, overflow: false },
  ] as Record<string, unknown>[],
  requests: [
    { id: 'r1', need: 8, kind: 'monthly', weight: 1, tie: 0 },
    { id: 'r2', need: 9, kind: 'emergency', weight: 2, tie: 1, already: 3 },
  ] as Record<string, unknown>[],
  visible: [
    ['anna', 'r1'],
    ['anna', 'r2', 4],
    ['boris', 'r1'],
  ] as unknown[],
  directed: [{ from: 'boris', to: 'r2', amount: 2 }] as Record<string, unknown>[],
  previous: [['anna', 'r1']] as unknown[],
});

type Json = ReturnType<typeof good>;

function sentence(json: unknown): string {
  try {
    allocateJson(json);
  } catch (error) {
    expect(error).toBeInstanceOf(AllocationInputError);
    return (error as Error).message;
  }
  throw new Error('the instance was accepted');
}

const cyclic: Record<string, unknown> = {};
cyclic.givers = cyclic;
cyclic.input = cyclic;

const spoiled: readonly (readonly [string, (json: Json) => void, string])[] = [
  ['a negative pledge', (json) => (json.givers[0]!.pledge = -1), 'pledge of giver anna is -1, it cannot be negative'],
  [
    'a pledge that is NaN',
    (json) => (json.givers[0]!.pledge = Number.NaN),
    'pledge of giver anna is NaN, not a whole number',
  ],
  [
    'an infinite need',
    (json) => (json.requests[0]!.need = 1 / 0),
    'need of request r1 is Infinity, not a whole number',
  ],
  ['a fraction', (json) => (json.requests[0]!.need = 1.5), 'need of request r1 is 1.5, not a whole number'],
  ['a number as text', (json) => (json.requests[0]!.need = '8'), 'need of request r1 is "8", not a whole number'],
  ['a missing need', (json) => delete json.requests[0]!.need, 'need of request r1 is missing, not a whole number'],
  ['a missing tie', (json) => delete json.givers[1]!.tie, 'tie of giver boris is missing, not a whole number'],
  [
    'a missing weight',
    (json) => delete json.requests[1]!.weight,
    'weight of request r2 is missing, not a whole number',
  ],
  ['a weight of 0', (json) => (json.requests[1]!.weight = 0), 'weight of request r2 is 0, the smallest possible is 1'],
  [
    'a negative already',
    (json) => (json.requests[1]!.already = -3),
    'already of request r2 is -3, it cannot be negative',
  ],
  [
    'a negative cap',
    (json) => (json.visible[1] = ['anna', 'r2', -4]),
    'the third entry in row 1 of visible is -4, it cannot be negative',
  ],
  [
    'a negative directed amount',
    (json) => (json.directed[0]!.amount = -2),
    'amount of directed number 0 is -2, it cannot be negative',
  ],
  [
    'too large a pledge',
    (json) => (json.givers[0]!.pledge = 2 ** 26),
    `pledge of giver anna is 67108864, the largest possible is ${LIMITS.amountMax}`,
  ],
  [
    'a pledge above 32 bits',
    (json) => (json.givers[0]!.pledge = 2 ** 40),
    `pledge of giver anna is 1099511627776, the largest possible is ${LIMITS.sumMax}`,
  ],
  [
    'too large a weight',
    (json) => (json.requests[0]!.weight = 2 ** 26),
    `weight of request r1 is 67108864, the largest possible is ${LIMITS.weightMax}`,
  ],
  [
    'an unknown giver',
    (json) => (json.visible[0] = ['nobody', 'r1']),
    'the giver in row 0 of visible is "nobody", which is unknown',
  ],
  [
    'an unknown request',
    (json) => (json.visible[0] = ['anna', 'r9']),
    'the request in row 0 of visible is "r9", which is unknown',
  ],
  [
    'an unknown directed giver',
    (json) => (json.directed[0]!.from = 'x'),
    'from of directed number 0 is "x", which is unknown',
  ],
  [
    'an unknown directed request',
    (json) => (json.directed[0]!.to = 'x'),
    'to of directed number 0 is "x", which is unknown',
  ],
  [
    'an unknown previous giver',
    (json) => (json.previous[0] = ['x', 'r1']),
    'the giver in row 0 of previous is "x", which is unknown',
  ],
  [
    'a pair that is there twice',
    (json) => json.visible.push(['boris', 'r1', 7]),
    'the pair of giver boris and request r1 is there twice',
  ],
  ['a giver that is there twice', (json) => (json.givers[1]!.id = 'anna'), 'giver "anna" is there twice'],
  ['a request that is there twice', (json) => (json.requests[1]!.id = 'r1'), 'request "r1" is there twice'],
  ['equal ties of givers', (json) => (json.givers[1]!.tie = 0), 'giver anna and giver boris have the same tie rank 0'],
  [
    'equal ties of requests',
    (json) => (json.requests[1]!.tie = 0),
    'request r1 and request r2 have the same tie rank 0',
  ],
  [
    'a directed pledge twice',
    (json) => json.directed.push({ from: 'boris', to: 'r2', amount: 1 }),
    'the directed pledge from giver boris to request r2 is there twice',
  ],
  [
    'more directed than pledged',
    (json) => (json.directed[0]!.amount = 6),
    'the directed pledges of giver boris exceed the pledge of 5',
  ],
  [
    'an unknown kind',
    (json) => (json.requests[0]!.kind = 'yearly'),
    'kind of request r1 is "yearly", neither "emergency" nor "monthly"',
  ],
  [
    'an overflow that is no yes or no',
    (json) => (json.givers[0]!.overflow = 1),
    'overflow of giver anna is 1, neither true nor false',
  ],
  ['an id that is no text', (json) => (json.givers[0]!.id = 7), 'the id of giver number 0 is 7, not a text'],
  ['an empty id', (json) => (json.givers[0]!.id = ''), 'the id of giver number 0 is "", not a text'],
  ['a pair of one', (json) => (json.visible[0] = ['anna']), 'row 0 of visible has 1 entries instead of 2 or 3'],
  ['a pair that is no list', (json) => (json.visible[0] = 'anna r1'), 'row 0 of visible is "anna r1", not a list'],
  ['a giver that is no object', (json) => (json.givers[0] = null as never), 'giver number 0 is null, not an object'],
  ['givers that are no list', (json) => (json.givers = {} as never), 'givers is an object, not a list'],
  ['missing pairs', (json) => delete (json as Partial<Json>).visible, 'visible is missing, not a list'],
];

describe('in the JSON form', () => {
  test('the example itself is good', () => {
    expect(allocateJson(good())).toMatchObject({ total: 14, received: { r1: 8, r2: 6 }, certificate: 'ok' });
  });

  test.each(spoiled)('%s', (_title, spoil, expected) => {
    const json = good();
    spoil(json);
    expect(sentence(json)).toBe(expected);
  });

  test.each([
    ['nothing', undefined, 'the instance is missing, not an object'],
    ['null', null, 'the instance is null, not an object'],
    ['a list', [], 'the instance is a list, not an object'],
    ['a number', 7, 'the instance is 7, not an object'],
    ['an object that contains itself', cyclic, 'givers is an object, not a list'],
    ['an object without anything', {}, 'givers is missing, not a list'],
  ])('%s instead of an instance', (_title, json, expected) => {
    expect(sentence(json)).toBe(expected);
  });

  test('nobody, nothing and more than enough are no mistakes', () => {
    expect(allocateJson({ givers: [], requests: [], visible: [] })).toMatchObject({ total: 0, transfers: [] });
    const json = good();
    json.requests[0]!.already = 9;
    expect(allocateJson(json)).toMatchObject({ total: 6, received: { r1: 0, r2: 6 } });
  });

  test('ids that are names of object members are ids like all others', () => {
    const json = good();
    for (const giver of json.givers) if (giver.id === 'anna') giver.id = '__proto__';
    json.visible = json.visible.map((row) => ((row as string[])[0] === 'anna' ? ['__proto__', 'r1'] : row)).slice(0, 1);
    json.previous = [];
    expect(allocateJson(json).transfers).toContainEqual({ from: '__proto__', to: 'r1', amount: 8, kind: 'open' });
  });
});

describe('in typed arrays', () => {
  const instance = (change: Partial<AllocationInstance> = {}): AllocationInstance => ({
    ...pack({
      givers: [{ pledge: 5, overflow: true, tie: 0 }],
      requests: [{ need: 4, already: 0, weight: 1, emergency: false, tie: 0 }],
      pairs: [{ giver: 0, request: 0, cap: null }],
      directed: [{ giver: 0, request: 0, amount: 1 }],
      previous: [],
    }),
    ...change,
  });

  test.each<readonly [string, Partial<AllocationInstance>, string]>([
    ['a column that is too short', { need: new Int32Array(0) }, 'need has 0 entries instead of 1'],
    ['a number of givers that is none', { givers: Number.NaN }, 'the number of givers is not a whole number: NaN'],
    ['too many givers', { givers: 2 ** 25 }, `too many givers: 33554432, the limit is ${LIMITS.giversMax}`],
    [
      'a giver out of range',
      { pairGiver: Int32Array.of(1) },
      'giver of row 0 of the pairs is 1, the largest possible is 0',
    ],
    [
      'a request out of range',
      { pairRequest: Int32Array.of(-1) },
      'request of row 0 of the pairs is -1, the smallest possible is 0',
    ],
    ['a class that is none', { emergency: Uint8Array.of(2) }, 'emergency of request 0 is 2, the largest possible is 1'],
    ['a negative cap', { pairCap: Int32Array.of(-1) }, 'cap of row 0 of the pairs is -1, the smallest possible is 0'],
    [
      'a pair that is there twice',
      { pairGiver: Int32Array.of(0, 0), pairRequest: Int32Array.of(0, 0) },
      'the pair of giver 0 and request 0 is there twice',
    ],
    [
      'more directed than pledged',
      { directedAmount: Int32Array.of(6) },
      'the directed pledges of giver 0 exceed the pledge of 5',
    ],
  ])('%s', (_title, change, expected) => {
    expect(() => allocate(instance(change))).toThrow(new AllocationInputError(expected));
  });

  test('more directed to a request than a sum may be', () => {
    const givers = 40;
    const all = (value: number) => new Int32Array(givers).fill(value);
    const crowd = instance({
      givers,
      pledge: all(LIMITS.amountMax),
      overflow: new Uint8Array(givers),
      giverTie: all(0).map((_, i) => i),
      directedGiver: all(0).map((_, i) => i),
      directedRequest: all(0),
      directedAmount: all(LIMITS.amountMax),
    });
    expect(() => allocate(crowd)).toThrow(`the directed pledges to request 0 exceed the limit of ${LIMITS.sumMax}`);
  });

  test('the largest amounts are still exact', () => {
    const most = LIMITS.amountMax;
    const { received } = allocate({
      ...pack({
        givers: [{ pledge: most, overflow: true, tie: 0 }],
        requests: [
          { need: most, already: 0, weight: most, emergency: false, tie: 0 },
          { need: most, already: 0, weight: most - 1, emergency: false, tie: 1 },
        ],
        pairs: [0, 1].map((request) => ({ giver: 0, request, cap: null })),
        directed: [],
        previous: [],
      }),
    });
    expect(Array.from(received)).toEqual([2 ** 25, 2 ** 25 - 1]);
  });
});
