import { DateTime, IANAZone } from 'luxon';

/** Months, days and hours in the deployment's zone (1-domain, The cycle). Pure; daylight saving is the library's business. */

export interface Month {
  readonly id: string; // 2026-11
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const inZone = (at: Date, zone: string): DateTime => DateTime.fromJSDate(at, { zone });

/** Whether the machine knows this IANA zone. */
export const isZone = (name: string): boolean => IANAZone.isValidZone(name);

function monthFrom(start: DateTime): Month {
  return {
    id: start.toFormat('yyyy-MM'),
    startsAt: start.toJSDate(),
    endsAt: start.plus({ months: 1 }).startOf('month').toJSDate(),
  };
}

/** The calendar month in which `at` lies. */
export const monthOf = (at: Date, zone: string): Month => monthFrom(inZone(at, zone).startOf('month'));

/** The month that begins when this one ends. */
export const monthAfter = (month: { readonly endsAt: Date }, zone: string): Month => monthOf(month.endsAt, zone);

/** `day` of the month of `inMonth` at `hour` o'clock; a shorter month's last day stands for the days it lacks. */
export function dayInMonth(inMonth: Date, day: number, hour: number, zone: string): Date {
  const start = inZone(inMonth, zone).startOf('month');
  return start.set({ day: Math.min(day, start.daysInMonth ?? 28), hour }).toJSDate();
}

/** The last moment of the day `days` days after `at`. */
export const endOfDay = (at: Date, days: number, zone: string): Date =>
  inZone(at, zone).plus({ days }).endOf('day').toJSDate();

/** The first moment of the day `days` days after `at`. */
export const startOfDay = (at: Date, days: number, zone: string): Date =>
  inZone(at, zone).plus({ days }).startOf('day').toJSDate();

export const dayOfMonth = (at: Date, zone: string): number => inZone(at, zone).day;

/** The Mondays, 09:00, from day 11 on, of the month that starts at `startsAt` (weekly rounds). */
export function weeklyRoundTimes(startsAt: Date, zone: string): Date[] {
  const times: Date[] = [];
  const start = inZone(startsAt, zone).startOf('month');
  for (let day = 11; day <= (start.daysInMonth ?? 28); day++) {
    const at = start.set({ day, hour: 9 });
    if (at.weekday === 1) times.push(at.toJSDate());
  }
  return times;
}

/**
 * When a message may go out: `at` itself by day, else the end of the quiet hours.
 * `from` and `to` are hours of the member's zone; equal hours mean no quiet time.
 */
export function outsideQuietHours(at: Date, zone: string, from: number, to: number): Date {
  if (from === to) return at;
  const local = inZone(at, zone);
  const hour = local.hour;
  const isQuiet = from < to ? hour >= from && hour < to : hour >= from || hour < to;
  if (!isQuiet) return at;
  const morning = local.startOf('day').set({ hour: to });
  return (morning > local ? morning : morning.plus({ days: 1 })).toJSDate();
}

/**
 * The day a promise is due: the asker's day in the cycle's month, never earlier than `daysMin` days after acceptance,
 * at the end of that day (1-domain, States).
 */
export function dueDate(cycleStart: Date, dueDay: number, acceptedAt: Date, daysMin: number, zone: string): Date {
  const asked = endOfDay(dayInMonth(cycleStart, dueDay, 12, zone), 0, zone);
  const earliest = endOfDay(acceptedAt, daysMin, zone);
  return asked > earliest ? asked : earliest;
}

export const plusMonths = (at: Date, months: number, zone: string): Date =>
  inZone(at, zone).plus({ months }).toJSDate();
export const plusDays = (at: Date, days: number, zone: string): Date => inZone(at, zone).plus({ days }).toJSDate();

/** A day as people write it: `25.12`. {@link parseDay} reads it. */
export const typedDay = (at: Date, zone: string): string => inZone(at, zone).toFormat('dd.MM');

/** A date as people write it (`25.12`, `25.12.2026`, `2026-12-25`) to the end of that day; null when it is none. */
export function parseDay(text: string, now: Date, zone: string): Date | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const dotted = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?$/.exec(text.trim());
  const today = inZone(now, zone);
  let date: DateTime;
  if (iso) date = DateTime.fromObject({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }, { zone });
  else if (dotted) {
    const [, day, month, year] = dotted;
    const full = year === undefined ? today.year : Number(year.length === 2 ? `20${year}` : year);
    date = DateTime.fromObject({ year: full, month: Number(month), day: Number(day) }, { zone });
    if (year === undefined && date.isValid && date.endOf('day') < today) date = date.plus({ years: 1 });
  } else return null;
  return date.isValid ? date.endOf('day').toJSDate() : null;
}
