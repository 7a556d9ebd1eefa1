import { DateTime } from 'luxon';
import { readClockOffset, writeClockOffset } from './db/settings.ts';
import { type House, transact } from './db/transaction.ts';
import type { Clock } from './domain/clock.ts';
import { lockCycles } from './domain/cycles/close.ts';
import { currentCycle } from './domain/cycles/cycles.ts';

/** Real time plus an offset: it goes on ticking wherever it was moved. */
export class HouseClock implements Clock {
  private aheadMs: number;

  constructor(aheadMs = 0) {
    this.aheadMs = aheadMs;
  }

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  get offsetMs(): number {
    return this.aheadMs;
  }

  moveTo(offsetMs: number): void {
    this.aheadMs = offsetMs;
  }
}

/** The clock cannot be moved there, or not at all here. One line. */
export class ClockRefusedError extends Error {
  override readonly name = 'ClockRefusedError';
}

const YEARS_AHEAD_MAX = 20;

/** Asks the moment to move to, given the present one of the house. */
export type Move = (now: Date, zone: string) => Date;

/**
 * Remembers in the database where the house's clock was moved; nothing else happens here: the running bot, in this process or
 * another, follows within half a second and does what is due.
 *
 * @returns the time the clock was moved to
 * @throws ClockRefusedError for a time before the open cycle's start, or too far ahead
 */
export function moveClock(house: House, move: Move): Promise<Date> {
  return transact(house, async (tx) => {
    await lockCycles(tx); // so that no cycle is closed meanwhile
    const aheadMs = await readClockOffset(house.db.pool);
    const realNow = new Date();
    const to = move(new Date(realNow.getTime() + aheadMs), tx.rules.timezone);
    const cycle = await currentCycle(tx);
    if (Number.isNaN(to.getTime()) || to > DateTime.fromJSDate(realNow).plus({ years: YEARS_AHEAD_MAX }).toJSDate()) {
      throw new ClockRefusedError(`The clock can be moved at most ${YEARS_AHEAD_MAX} years ahead.`);
    }
    if (to < cycle.startsAt) {
      const [at, start] = [to.toISOString(), cycle.startsAt.toISOString()];
      throw new ClockRefusedError(`The clock cannot go back to ${at}, before the open cycle's start ${start}.`);
    }
    const offsetMs = to.getTime() - realNow.getTime();
    await writeClockOffset(tx.db.setting, offsetMs, realNow);
    return to;
  });
}

/** Back to real time. */
export const now: Move = () => new Date();

/** @throws ClockRefusedError for anything that is not an ISO 8601 time; one without an offset is the deployment's */
export function toTime(text: string): Move {
  if (!DateTime.fromISO(text).isValid) {
    throw new ClockRefusedError(`${JSON.stringify(text)} is no ISO 8601 time, like 2026-12-01T00:00:00Z.`);
  }
  return (_now, zone) => DateTime.fromISO(text, { zone }).toJSDate();
}

const UNITS = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' } as const;

/** Days and weeks are the calendar's, so that the hour stays. @throws ClockRefusedError for anything that is not like `1d` */
export function bySpan(text: string): Move {
  const [, sign, count, unit] = /^([+-]?)(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    throw new ClockRefusedError(`${JSON.stringify(text)} is no span of time, like 30m, 12h, 1d or 1w.`);
  }
  const amount = Number(count) * (sign === '-' ? -1 : 1);
  return (now, zone) =>
    DateTime.fromJSDate(now, { zone })
      .plus({ [UNITS[unit as keyof typeof UNITS]]: amount })
      .toJSDate();
}

const MORNING_HOUR = 10;

/** The morning of the next day, or of the first day of the next month: when messages go out and a person can play on. */
export const toMorning =
  (of: 'next day' | 'next month'): Move =>
  (now, zone) => {
    const local = DateTime.fromJSDate(now, { zone });
    const day = of === 'next day' ? local.plus({ days: 1 }) : local.plus({ months: 1 }).startOf('month');
    return day.startOf('day').set({ hour: MORNING_HOUR }).toJSDate();
  };

const FOLLOW_MS = 400;

/**
 * Keeps the clock where another program moves it (`exodus clock` beside a running bot), and says so. Ends with `stop`.
 */
export function followClock(house: House, clock: HouseClock, onMove: () => void): { stop(): void } {
  let isReading = false;
  const timer = setInterval(async () => {
    if (isReading) return;
    isReading = true;
    try {
      const offsetMs = await readClockOffset(house.db.pool);
      if (offsetMs === clock.offsetMs) return;
      clock.moveTo(offsetMs);
      onMove();
    } catch {
      // The database is away for a moment; asked again.
    } finally {
      isReading = false;
    }
  }, FOLLOW_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
