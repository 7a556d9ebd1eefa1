import { describe, expect, test } from 'vitest';
import { DomainError } from '../../src/domain/errors.ts';
import { parseAmount, type Unit } from '../../src/domain/money.ts';
import { Chance, SEED } from './chance.ts';

const CASES = Number(process.env.HOSTILE_AMOUNTS ?? 50_000);
const EURO: Unit = { symbol: '€', decimals: 2, quantum: 100n };
const POINTS: Unit = { symbol: 'ед', decimals: 0, quantum: 5n };

const isDigits = (text: string): boolean => text !== '' && [...text].every((sign) => '0123456789'.includes(sign));
const SPACES = ' \u00a0\u202f\u2009';

/** What an amount means, by the sentences of 2-surface, Input: digits, one sign of the unit, one comma or point, groups of three. */
function meaning(text: string, { symbol, decimals, quantum }: Unit): bigint | null {
  let rest = text.trim();
  const mark = [symbol, '€'].find((one) => rest.startsWith(one) || rest.endsWith(one));
  if (mark) rest = (rest.startsWith(mark) ? rest.slice(mark.length) : rest.slice(0, -mark.length)).trim();
  const parts = rest.replace(',', '.').split('.');
  const [whole = '', fraction] = parts;
  if (parts.length > 2 || rest.split(',').length > 2) return null;
  if (fraction !== undefined && (!isDigits(fraction) || fraction.length > decimals)) return null;
  const groups = [...whole]
    .map((sign) => (SPACES.includes(sign) ? ' ' : sign))
    .join('')
    .split(' ');
  if (!groups.every(isDigits)) return null;
  if (groups.length > 1 && (groups[0]!.length > 3 || groups.slice(1).some((group) => group.length !== 3))) return null;
  const minor = BigInt(groups.join('') + (fraction ?? '').padEnd(decimals, '0'));
  return minor >= quantum && minor <= 1_000_000n * 10n ** BigInt(decimals) && minor > 0n ? minor : null;
}

const read = (text: string, unit: Unit): bigint | null => {
  try {
    return parseAmount(text, unit);
  } catch (error) {
    if (error instanceof DomainError && error.code.startsWith('amount-')) return null;
    throw error;
  }
};

/** Mostly nearly right. */
function typed(chance: Chance): string {
  const digits = (length: number): string => Array.from({ length }, () => chance.below(10)).join('');
  const space = (): string => chance.pick([...SPACES, ' ', '']);
  const number = chance.pick([
    () => digits(1 + chance.below(9)),
    () => digits(1 + chance.below(3)) + Array.from({ length: chance.below(3) }, () => space() + digits(3)).join(''),
    () => digits(1 + chance.below(5)) + chance.pick(['.', ',']) + digits(chance.below(4)),
    () =>
      Array.from({ length: chance.below(12) }, () =>
        chance.pick([...'0123456789 .,€-+eE²³٣१\u00a0\u2009\u200b\t']),
      ).join(''),
    () =>
      chance.pick([
        '1e3',
        '²',
        'inf',
        '-5',
        '0',
        'NaN',
        '0x10',
        '1_000',
        '٣٤',
        '１２',
        '',
        ' ',
        '€',
        '1,500.50',
        '1.500,50',
      ]),
    () => chance.rubbish(chance.below(30)),
    () => '9'.repeat(chance.below(5_000)),
  ])();
  return chance.pick([
    () => number,
    () => `€${space()}${number}`,
    () => `${number}${space()}€`,
    () => ` ${number}\n`,
    () => `€${number}€`,
    () => `ед ${number}`,
  ])();
}

describe('amounts as people write them', () => {
  test('the examples of the specification', () => {
    const euros = ['100', '1 500', '1500,50', '1500.50', '€20'].map((text) => read(text, EURO));
    expect(euros).toEqual([10_000n, 150_000n, 150_050n, 150_050n, 2_000n]);
    for (const text of ['1e3', '²', 'inf', '-5', '0', '1.234', '1000001', '0.99'])
      expect(read(text, EURO), text).toBeNull();
  });

  test(`${CASES} typed texts are read as an independent definition reads them, and nothing else is thrown (seed ${SEED})`, () => {
    const chance = new Chance(SEED + 8);
    let accepted = 0;
    for (let count = 0; count < CASES; count++) {
      const text = typed(chance);
      const unit = chance.pick([EURO, EURO, POINTS]);
      const amount = read(text, unit);
      expect(amount, JSON.stringify(text.slice(0, 80))).toBe(meaning(text, unit));
      accepted += Number(amount !== null);
    }
    expect(accepted).toBeGreaterThan(CASES / 10);
  });
});
