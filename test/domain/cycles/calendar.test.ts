import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayInMonth,
  dueDate,
  endOfDay,
  monthAfter,
  monthOf,
  parseDay,
  weeklyRoundTimes,
} from '../../../src/domain/cycles/calendar.ts';

const ZONES = [
  'Europe/Berlin',
  'Europe/Moscow',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'UTC',
] as const;
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
/** The local date and hour by the platform's own calendar, not by the library under test. */
const local = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);

describe('months in the deployment’s zone', () => {
  test('always hold their moment, begin at local midnight of the first and follow each other without a gap', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), (at, zone) => {
        const month = monthOf(at, zone);
        expect(month.startsAt <= at && at < month.endsAt).toBe(true);
        expect(local(month.startsAt, zone)).toBe(`${month.id}-01 00:00:00`);
        expect(local(at, zone).slice(0, 7)).toBe(month.id);
        const next = monthAfter(month, zone);
        expect(next.startsAt).toEqual(month.endsAt);
        expect(local(next.startsAt, zone)).toBe(`${next.id}-01 00:00:00`);
      }),
      { seed: 20_261_201 },
    );
  });

  test('a shorter month’s last day stands for the days it lacks', () => {
    expect(local(dayInMonth(new Date('2027-02-10T00:00:00Z'), 31, 9, 'Europe/Berlin'), 'Europe/Berlin')).toBe(
      '2027-02-28 09:00:00',
    );
    expect(local(dayInMonth(new Date('2028-02-10T00:00:00Z'), 30, 9, 'Europe/Berlin'), 'Europe/Berlin')).toBe(
      '2028-02-29 09:00:00',
    );
  });

  test('weekly rounds are the Mondays at nine from day 11 on, also when the clocks change', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), (at, zone) => {
        const month = monthOf(at, zone);
        const times = weeklyRoundTimes(month.startsAt, zone).map((time) => local(time, zone));
        const days = Array.from({ length: 31 }, (_, index) => index + 1).filter((day) => {
          const date = new Date(`${month.id}-${String(day).padStart(2, '0')}T00:00:00Z`);
          return day >= 11 && date.getUTCDay() === 1 && date.toISOString().startsWith(month.id);
        });
        expect(times).toEqual(days.map((day) => `${month.id}-${String(day).padStart(2, '0')} 09:00:00`));
      }),
      { seed: 20_261_202 },
    );
  });
});

describe('the date of a promise', () => {
  test('is always the end of a day, the asker’s or the fifth after acceptance, whichever is later', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 31 }), fc.constantFrom(...ZONES), (at, day, zone) => {
        const { startsAt, id } = monthOf(at, zone);
        const due = dueDate(startsAt, day, at, 5, zone);
        expect(local(due, zone).slice(11)).toBe('23:59:59');
        expect(due >= endOfDay(at, 5, zone)).toBe(true);
        const isAskers = local(due, zone).startsWith(id) && Number(local(due, zone).slice(8, 10)) <= day;
        expect(isAskers || due.getTime() === endOfDay(at, 5, zone).getTime()).toBe(true);
      }),
      { seed: 20_261_203 },
    );
  });
});

describe('a date as people write it', () => {
  const now = new Date('2026-11-10T09:00:00Z');
  test.each([
    ['25.12', '2026-12-25'],
    ['25.12.2026', '2026-12-25'],
    ['25/12/26', '2026-12-25'],
    ['2026-12-25', '2026-12-25'],
    ['10.11', '2026-11-10'],
    ['9.11', '2027-11-09'],
    [' 1.1 ', '2027-01-01'],
  ])('%s is %s', (text, day) => {
    expect(local(parseDay(text, now, 'Europe/Berlin')!, 'Europe/Berlin')).toBe(`${day} 23:59:59`);
  });

  test.each(['', 'tomorrow', '31.02', '32.1', '1.13', '2026-13-01', '25.12.2', '١.١', '1.1.20266', '-1.1'])(
    '%j is none',
    (text) => {
      expect(parseDay(text, now, 'Europe/Berlin')).toBeNull();
    },
  );
});
