import cron from 'node-cron';
import { type House, reading, type Tx, transact } from './db/transaction.ts';
import type { AllocationRunner } from './domain/allocation/index.ts';
import { endWaiting, nudgeForConfirmation, remindOfDates } from './domain/commitments/deadlines.ts';
import { weeklyRoundTimes } from './domain/cycles/calendar.ts';
import { closeDueCycles, lockCycles } from './domain/cycles/close.ts';
import { currentCycle } from './domain/cycles/cycles.ts';
import { lapseCards, remindOfCards, summariseForAskers } from './domain/cycles/deadlines.ts';
import { sendDigests } from './domain/cycles/digest.ts';
import { runWeeklyRound } from './domain/cycles/round.ts';
import { unlockByTime } from './domain/members/lock.ts';
import { tellOfUnopened } from './domain/network/help-links.ts';
import { remindOfExpiringRecommendations } from './domain/network/recommendations.ts';
import { raiseCeilings } from './domain/pledges/pledges.ts';
import { endEmergencies } from './domain/requests/requests.ts';
import type { Logger } from './log.ts';

/** One job's outcome: `done` counts what it did this time. */
export interface JobResult {
  readonly name: string;
  readonly ok: boolean;
  readonly done: number;
}

export interface JobsResult {
  readonly closed: readonly string[];
  readonly jobs: readonly JobResult[];
}

/** A job of another part of the house, in one transaction. */
export interface Chore {
  readonly name: string;
  work(tx: Tx): Promise<number>;
}

export interface Job {
  readonly name: string;
  /** Does everything that is due now, and nothing when it runs again. */
  run(): Promise<number>;
}

const inOneTransaction = (house: House, name: string, work: (tx: Tx) => Promise<number>): Job => ({
  name,
  run: () => transact(house, work),
});

/** Every round whose Monday has come and that has not been run; only the newest one asks anybody. */
async function runDueWeeklyRounds(house: House, runner: AllocationRunner): Promise<number> {
  const cycle = await currentCycle(reading(house));
  const now = house.clock.now();
  const dueAt = weeklyRoundTimes(cycle.startsAt, house.rules.timezone).findLast((at) => at <= now);
  if (!dueAt) return 0;
  return (await runWeeklyRound(house, runner, cycle, dueAt, lockCycles)) ? 1 : 0;
}

/** The jobs in the order they run: the cycle's close first, raised ceilings after everything else of that hour. */
export function jobsOf(
  house: House,
  runner: AllocationRunner,
  closed: string[],
  housekeeping: readonly Chore[],
): Job[] {
  const simple = (name: string, work: (tx: Tx) => Promise<number>): Job => inOneTransaction(house, name, work);
  return [
    {
      name: 'cycle-close',
      run: async () => {
        closed.push(...(await closeDueCycles(house, runner)));
        return closed.length;
      },
    },
    simple('emergency-deadline', endEmergencies),
    simple('card-reminder', remindOfCards),
    simple('card-lapse', lapseCards),
    simple('asker-summary', summariseForAskers),
    { name: 'weekly-round', run: () => runDueWeeklyRounds(house, runner) },
    { name: 'month-digest', run: () => sendDigests(house, runner) },
    simple('promise-date', remindOfDates),
    simple('confirmation-nudge', nudgeForConfirmation),
    simple('unconfirmed', endWaiting),
    simple('unlock', unlockByTime),
    simple('nobody-opened', tellOfUnopened),
    simple('recommendation-expires', remindOfExpiringRecommendations),
    simple('ceiling-raise', raiseCeilings),
    ...housekeeping.map(({ name, work }) => simple(name, work)),
  ];
}

/** Remembers when a job last worked and what it said when it did not (R5). */
async function remember(house: House, name: string, error: unknown): Promise<void> {
  const at = house.clock.now();
  const data =
    error === null
      ? { lastSuccessAt: at, lastError: null, lastErrorAt: null }
      : { lastErrorAt: at, lastError: error instanceof Error ? error.name : 'error' };
  await house.db.prisma.job.upsert({ where: { name }, create: { name, ...data }, update: data });
}

/** Runs everything that is due by now, and what the caller adds. One job's failure does not stop the others; each leaves its row. */
export async function runDueJobs(
  house: House,
  runner: AllocationRunner,
  log: Logger,
  housekeeping: readonly Chore[] = [],
): Promise<JobsResult> {
  const closed: string[] = [];
  const jobs: JobResult[] = [];
  for (const job of jobsOf(house, runner, closed, housekeeping)) {
    try {
      const done = await job.run();
      await remember(house, job.name, null);
      if (done > 0) log.info({ job: job.name, done }, 'job done');
      jobs.push({ name: job.name, ok: true, done });
    } catch (error) {
      log.error({ job: job.name, err: error }, 'job failed');
      await remember(house, job.name, error).catch((err: unknown) => log.error({ err }, 'job row not written'));
      jobs.push({ name: job.name, ok: false, done: 0 });
    }
  }
  return { closed, jobs };
}

export interface Scheduler {
  /** Runs what is due at once; several calls at a time become one run. */
  wake(): Promise<void>;
  stop(): Promise<void>;
}

/** Ticks every minute; a tick during a run is left out. `afterRun` may deliver what was queued. */
export function startScheduler(run: () => Promise<unknown>, log: Logger): Scheduler {
  let running: Promise<void> | null = null;
  let isAgain = false;
  const wake = (): Promise<void> => {
    if (running) {
      isAgain = true;
      return running;
    }
    running = (async () => {
      do {
        isAgain = false;
        await run().catch((err: unknown) => log.error({ err }, 'jobs failed'));
      } while (isAgain);
      running = null;
    })();
    return running;
  };
  const task = cron.schedule('* * * * *', () => void wake());
  return {
    wake,
    stop: async () => {
      await task.stop();
      await running;
    },
  };
}
