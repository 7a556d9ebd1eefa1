import fs from 'node:fs';
import { expect, test } from 'vitest';
import { parseDay, typedDay } from '../../src/domain/cycles/calendar.ts';
import { parseAmount } from '../../src/domain/money.ts';
import { LANGUAGES } from '../../src/domain/rules.ts';
import { loadWords } from '../../src/telegram/words.ts';
import { TEST_RULES } from '../support/house.ts';

const KEYS = [...fs.readFileSync('src/locales/ru.ftl', 'utf8').matchAll(/^([\w-]+) =(?:.|\n {4})*/gm)]
  .filter(([text]) => text.includes('EXAMPLE('))
  .map(([, key]) => key!);

test.each([
  [2, 1n, '150', '1500.50'],
  [0, 1n, '150', '1500'],
  [3, 1n, '150', '1500.500'],
  [2, 500n, '500', '1500.50'],
])('with %i decimals and a quantum of %i the examples can be typed', (decimals, quantum, plain, broken) => {
  const unit = { symbol: '₽', decimals, quantum: quantum * 10n ** BigInt(decimals) };
  expect(KEYS).toContain('err-amount-invalid');
  for (const language of LANGUAGES) {
    const words = loadWords({ ...TEST_RULES, unit })(language);
    for (const key of KEYS) {
      const examples = [...words.html(key).matchAll(/<i>([^<]*)<\/i>/g)].map(([, typed]) => typed!);
      expect(examples.length, key).toBeGreaterThan(0);
      for (const typed of examples) expect(() => parseAmount(typed, unit), `${key}: ${typed}`).not.toThrow();
    }
    const shown = words.html('err-amount-invalid').replaceAll(',', '.');
    for (const example of [plain, broken]) expect(shown).toContain(`<i>${example}</i>`);
  }
});

test('a day is written as it is read', () => {
  const zone = 'Europe/Moscow';
  const now = new Date('2026-12-28T22:00:00Z'); // the 29th in Moscow
  const day = new Date('2027-01-07T22:30:00Z');
  expect(typedDay(day, zone)).toBe('08.01');
  expect(parseDay(typedDay(day, zone), now, zone)?.toISOString()).toBe('2027-01-08T20:59:59.999Z');
});
