import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUuid, longId, randomIds, shortId } from '../../src/domain/ids.ts';
import { pack, unpack } from '../../src/telegram/callbacks.ts';

const BYTES_MAX = 64;

describe('ids', () => {
  test('survive being made short, and nothing else is taken for one', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(shortId(id)).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(longId(shortId(id))).toBe(id);
      }),
      { seed: 20_261_110 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const id = longId(text);
        expect(id === null || isUuid(id)).toBe(true);
      }),
      { seed: 20_261_111 },
    );
  });

  test('tokens have 22 characters of base62, each about equally likely', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 2_000; round++) {
      const token = randomIds.token();
      expect(token).toMatch(/^[0-9A-Za-z]{22}$/);
      for (const sign of token) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    const expected = (2_000 * 22) / 62;
    expect(counts.size).toBe(62);
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected / 3);
  });
});

describe('callback data', () => {
  test('comes back as it was packed, within 64 bytes', () => {
    const id = randomUUID();
    const presses = [
      [pack('home'), { action: 'home', args: [] }],
      [pack('request', id), { action: 'request', args: [id] }],
      [pack('promises', 'archive', 12), { action: 'promises', args: ['archive', 12] }],
      [pack('pledgeWithdraw', id, 'yes'), { action: 'pledgeWithdraw', args: [id, 'yes'] }],
    ] as const;
    for (const [data, press] of presses) {
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(BYTES_MAX);
      expect(unpack(data)).toEqual(press);
    }
  });

  test.each([
    '',
    ':',
    'nothing',
    'r',
    'r:',
    'r:abc',
    `r:${'A'.repeat(23)}`,
    `r:${randomUUID()}`,
    'n:-1',
    'n:1e3',
    'n:9999999',
    'h:h',
    'toString',
    'constructor:x',
    '__proto__',
    `p:archive:1:2`,
    'p:<b>:1',
  ])('%j, which we did not make, is nothing', (data) => {
    expect(unpack(data)).toBeNull();
  });

  test('whatever is sent is nothing or a known action', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 64 }), (data) => {
        const press = unpack(data);
        expect(press === null || typeof press.action === 'string').toBe(true);
      }),
      { seed: 20_261_112, numRuns: 2_000 },
    );
  });
});
