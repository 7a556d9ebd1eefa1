/** What the bot's people feel while something long goes on: the event loop's delay, and a small query every 50 ms. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { reading } from '../../src/db/transaction.ts';
import { visibleRequests } from '../../src/domain/requests/queries.ts';
import type { BenchHouse } from '../support/house.ts';
import { ms } from '../support/measure.ts';

const EVERY_MS = 50;
const NS_PER_MS = 1e6;
const BYTES_PER_MB = 2 ** 20;

export interface Felt {
  readonly loopDelays: string;
  /** Milliseconds of each answer, from the moment it was due, waiting for the one before included. */
  readonly answers: readonly number[];
  readonly rssMb: number;
}

/** Starts to watch; `stop` tells. */
export function besideIt({ house, ids }: BenchHouse): { stop(): Promise<Felt> } {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const answers: number[] = [];
  let rss = 0;
  let running = Promise.resolve();
  let turn = 0;
  let tickedAt = performance.now();
  const ask = async (due: number): Promise<void> => {
    rss = Math.max(rss, process.memoryUsage.rss());
    await visibleRequests(reading(house), ids.memberIds[(turn++ * 7_919) % ids.memberIds.length]!);
    answers.push(performance.now() - due);
  };
  const timer = setInterval(() => {
    const now = performance.now();
    const due = Math.min(now, tickedAt + EVERY_MS);
    tickedAt = now;
    running = running.then(() => ask(due));
  }, EVERY_MS);
  delays.enable();
  return {
    stop: async () => {
      clearInterval(timer);
      delays.disable();
      await running;
      const [p95, longest] = [delays.percentile(95) / NS_PER_MS, delays.max / NS_PER_MS];
      return {
        loopDelays: `p95 ${ms(p95)}, longest ${ms(longest)}`,
        answers,
        rssMb: Math.round(rss / BYTES_PER_MB),
      };
    },
  };
}
