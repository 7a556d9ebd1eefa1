import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../src/domain/errors.ts';
import { amountMax, atLeastZero, least, parseAmount, sum, type Unit } from '../../src/domain/money.ts';

const EURO: Unit = { symbol: '€', decimals: 2, quantum: 100n };
const HOUR: Unit = { symbol: 'h', decimals: 0, quantum: 1n };
const codeOf = (text: string, unit = EURO): string => {
  try {
    return String(parseAmount(text, unit));
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('an amount as people write it', () => {
  test.each([
    ['100', 10_000n],
    ['1 500', 150_000n],
    ['1500,50', 150_050n],
    ['1500.5', 150_050n],
    ['€20', 2_000n],
    ['20 €', 2_000n],
    [' 20€ ', 2_000n],
    ['20 евро', 2_000n],
    ['1 500,50 Евро', 150_050n],
    ['20eur.', 2_000n],
    ['1\u00a0500', 150_000n],
    ['1\u202f500\u202f000'.slice(0, 5), 150_000n],
    ['12\u2009345,6', 1_234_560n],
    ['007', 700n],
    ['1', 100n],
    ['1000000', 100_000_000n],
  ])('%s is read', (text, minor) => {
    expect(parseAmount(text, EURO)).toBe(minor);
  });

  test.each([
    ['', 'amount-invalid'],
    ['0', 'amount-invalid'],
    ['0,00', 'amount-invalid'],
    ['-5', 'amount-invalid'],
    ['+5', 'amount-invalid'],
    ['1e3', 'amount-invalid'],
    ['inf', 'amount-invalid'],
    ['NaN', 'amount-invalid'],
    ['0x10', 'amount-invalid'],
    ['²', 'amount-invalid'],
    ['١٢', 'amount-invalid'],
    ['5 0', 'amount-invalid'],
    ['1 50', 'amount-invalid'],
    ['1500 000', 'amount-invalid'],
    ['1.234', 'amount-invalid'],
    ['1,2,3', 'amount-invalid'],
    ['5.', 'amount-invalid'],
    ['.5', 'amount-invalid'],
    ['five', 'amount-invalid'],
    ['пятьдесят', 'amount-invalid'],
    ['constructor', 'amount-invalid'],
    ['евро', 'amount-invalid'],
    ['20 тысяч евро', 'amount-invalid'],
    ['20 рублей', 'amount-invalid'],
    ['1000000.01', 'amount-too-large'],
    ['9'.repeat(400), 'amount-too-large'],
    ['0,99', 'amount-below-quantum'],
  ])('%s is refused', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('a unit without parts takes no parts', () => {
    expect(codeOf('3', HOUR)).toBe('3');
    expect(codeOf('3 h', HOUR)).toBe('3');
    expect(codeOf('3,5', HOUR)).toBe('amount-invalid');
  });

  test('whatever is typed is either refused or between the quantum and a million whole units', () => {
    const typed = fc.oneof(fc.string({ maxLength: 30 }), fc.stringMatching(/^[0-9 .,€\u00a0-]{0,24}$/));
    fc.assert(
      fc.property(typed, fc.constantFrom(EURO, HOUR), (text, unit) => {
        const code = codeOf(text, unit);
        if (!/^\d+$/.test(code)) expect(code).toMatch(/^amount-/);
        else expect(BigInt(code) >= unit.quantum && BigInt(code) <= amountMax(unit)).toBe(true);
      }),
      { seed: 20_261_110, numRuns: 2_000 },
    );
  });

  test('every amount is read back as it is written with a point or a comma', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100n, max: 100_000_000n }), fc.constantFrom('.', ','), (minor, point) => {
        expect(parseAmount(`${minor / 100n}${point}${String(minor % 100n).padStart(2, '0')}`, EURO)).toBe(minor);
      }),
      { seed: 20_261_111 },
    );
  });
});

test('least, sum and atLeastZero', () => {
  expect([least(3n), least(3n, 1n, 2n), sum([]), sum([1n, 2n]), atLeastZero(-1n), atLeastZero(1n)]).toEqual([
    3n,
    1n,
    0n,
    3n,
    0n,
    1n,
  ]);
});
