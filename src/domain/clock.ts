/** Where the house takes its time from. The sandbox and tests move it; nothing in `domain/` asks the machine. */
export interface Clock {
  now(): Date;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The later of two moments: a clock that was set back must not put what follows before what it follows. */
export const latest = (a: Date, b: Date): Date => (a > b ? a : b);

export const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);
