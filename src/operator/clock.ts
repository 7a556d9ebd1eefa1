import type { Config } from '../config.ts';
import { bySpan, ClockRefusedError, moveClock, now, toTime } from '../house-clock.ts';
import { type Command, noMore, UsageError } from './command.ts';

/** @throws ClockRefusedError where a moved clock would reach real people */
function refuseRealPeople(config: Config): void {
  if (config.isProduction) throw new ClockRefusedError('The clock cannot be moved with NODE_ENV=production.');
  if (config.mayMoveClock) return;
  throw new ClockRefusedError(
    "The clock cannot be moved while BOT_API_ROOT is Telegram's own: real people would be told.",
  );
}

/** Moves the ticking clock that the running bot, its jobs, quiet hours and queue go by. */
export const clock: Command = ([step, ...rest], config) => {
  if (step !== 'set' && step !== 'add' && step !== 'reset') throw new UsageError('clock needs set, add or reset.');
  const [value, ...more] = step === 'reset' ? ['', ...rest] : rest;
  if (value === undefined) throw new UsageError(`clock ${step} needs ${step === 'set' ? 'a time' : 'a span of time'}.`);
  noMore(more);
  refuseRealPeople(config);
  const move = { set: () => toTime(value), add: () => bySpan(value), reset: () => now }[step]();
  return async ({ house }) => {
    const at = (await moveClock(house, move)).toISOString();
    return { data: { now: at }, text: `The house's clock shows ${at}` };
  };
};
