import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, cleanLine, closeBidi, isBlank } from '../../src/domain/text.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.constantFrom('👨‍👩‍👧‍👦', 'é', '\ud800', '\u0000', ' ', '\n', 'я', '\u202e', '\u2066', 'a'), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);

describe('what a person typed', () => {
  test('never holds what the database cannot keep, never exceeds its limit, never ends in spaces', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (raw, limit) => {
        const { text } = clean(raw, limit);
        expect([...text].length).toBeLessThanOrEqual(limit);
        expect(text).not.toContain('\u0000');
        expect(text.isWellFormed()).toBe(true);
        expect(text).toBe(text.trim());
        expect(clean(text, limit).text, 'cleaning twice changes nothing').toBe(text);
      }),
      { seed: 20_261_110, numRuns: 2_000 },
    );
  });

  test('is cut between what readers see as characters', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(clean(family.repeat(3), 2 * [...family].length + 3)).toEqual({ text: family.repeat(2), wasCut: true });
    expect(clean('привет', 6)).toEqual({ text: 'привет', wasCut: false });
  });

  test('fits on one line when it is a line', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        expect(cleanLine(raw, 40).text).not.toMatch(/[\n\r\t]/);
      }),
      { seed: 20_261_111 },
    );
  });

  test('opens no direction that it does not close', () => {
    const count = (text: string, signs: RegExp) => text.match(signs)?.length ?? 0;
    fc.assert(
      fc.property(anything, (raw) => {
        const closed = closeBidi(raw);
        expect(closed.startsWith(raw)).toBe(true);
        expect(count(closed, /\u202c/g)).toBeGreaterThanOrEqual(count(closed, /[\u202a\u202b\u202d\u202e]/g));
        expect(count(closed, /\u2069/g)).toBeGreaterThanOrEqual(count(closed, /[\u2066-\u2068]/g));
        expect(closeBidi(closed)).toBe(closed);
      }),
      { seed: 20_261_112 },
    );
  });

  test.each(['', ' ', '\u200b', '\u2800', '\u202e', '\ufe0f', '\n\t', '\u3164'])('%j shows nothing', (text) => {
    expect(isBlank(text)).toBe(true);
  });
  test.each(['a', '·', '🙂', ' я ', '0'])('%j shows something', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
