import cron from 'node-cron';
import { type House, inPages, type Page, reading, type Tx, transact } from './db/transaction.ts';
import type { AllocationRunner } from './domain/allocation/index.ts';
import { MINUTE_MS } from './domain/clock.ts';
import { endWaiting, nudgeForConfirmation, remindOfDates } from './domain/commitments/deadlines.ts';
import { weeklyRoundTimes } from './domain/cycles/calendar.ts';
import { closeDueCycles, lockCycles } from './domain/cycles/close.ts';
import { currentCycle } from './domain/cycles/cycles.ts';
import { lapseCards, remindOfCards, summariseForAskers } from './domain/cycles/deadlines.ts';
import { sendDigests } from './domain/cycles/digest.ts';
import { runWeeklyRound } from './domain/cycles/round.ts';
import { endDueHelping } from './domain/helping/endings.ts';
import { eraseDue } from './domain/members/erasure.ts';
import { unlockByTime } from './domain/members/lock.ts';
import { tellOfUnopened } from './domain/network/help-links.ts';
import { remindOfExpiringRecommendations } from './domain/network/recommendations.ts';
import { checkUp } from './domain/operations/checkup.ts';
import { watch } from './domain/operations/incidents.ts';
import { offerInKind } from './domain/pledges/in-kind.ts';
import { raiseCeilings } from './domain/pledges/pledges.ts';
import { forgetExpiredYeses } from './domain/pledges/standing-yes.ts';
import { askAboutUnreported, runWaves } from './domain/requests/alerts.ts';
import { endEmergencies } from './domain/requests/endings.ts';
import { askStillNeeded, pauseSilentRequests } from './domain/requests/upkeep.ts';
import { clearOld, RETENTION } from './domain/retention.ts';
import type { Job as JobRow } from './generated/prisma/client.ts';
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

export interface Job {
  readonly name: string;
  /** Does everything that is due now, and nothing when it runs again. */
  run(): Promise<number>;
}

/** Records of single people that could not be served; all others were. */
class PartlyFailedError extends Error {
  override readonly name: string;
  readonly done: number;

  constructor(failures: readonly unknown[], done: number) {
    super(`${failures.length} failed`, { cause: failures[0] });
    this.name = `${failures.length} records: ${failures[0] instanceof Error ? failures[0].name : 'error'}`;
    this.done = done;
  }
}

const inOneTransaction = (house: House, name: string, work: (tx: Tx) => Promise<number>): Job => ({
  name,
  run: async () => {
    let failures: unknown[] = [];
    const done = await transact(house, (tx) => {
      failures = []; // a conflict makes the transaction run again
      return work({ ...tx, failures });
    });
    if (failures.length > 0) throw new PartlyFailedError(failures, done);
    return done;
  },
});

const pageByPage = (house: House, name: string, work: (tx: Tx, after: string) => Promise<Page>): Job => ({
  name,
  run: async () => {
    const failures: unknown[] = [];
    const done = await inPages(house, work, failures);
    if (failures.length > 0) throw new PartlyFailedError(failures, done);
    return done;
  },
});

/** Since when this house has been there. */
async function openedAt(tx: Tx): Promise<Date> {
  const first = await tx.db.event.findFirst({
    where: { subject: 'CYCLE' },
    orderBy: { id: 'asc' },
    select: { at: true },
  });
  return first?.at ?? tx.now;
}

/** The newest Monday that has come since the house was opened, unless its round has been run. */
async function runDueWeeklyRounds(house: House, runner: AllocationRunner): Promise<number> {
  const cycle = await currentCycle(reading(house));
  const now = house.clock.now();
  const dueAt = weeklyRoundTimes(cycle.startsAt, house.rules.timezone).findLast((at) => at <= now);
  if (cycle.endsAt <= now) return 0; // its close is still to come
  if (!dueAt || dueAt < (await openedAt(reading(house)))) return 0;
  return (await runWeeklyRound(house, runner, cycle, dueAt, lockCycles)) ? 1 : 0;
}

const keeping = ({ keeper }: House): Job[] => (keeper ? [{ name: 'backups', run: () => keeper.tidy() }] : []);

/** The jobs in the order they run: the cycle's close first, raised ceilings after everything else of that hour. */
export function jobsOf(house: House, runner: AllocationRunner, closed: string[]): Job[] {
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
    simple('emergency-waves', runWaves),
    simple('unreported-promises', askAboutUnreported),
    simple('card-reminder', remindOfCards),
    simple('in-kind-offer', offerInKind),
    simple('standing-yes', forgetExpiredYeses),
    pageByPage(house, 'card-lapse', lapseCards),
    simple('asker-summary', summariseForAskers),
    { name: 'weekly-round', run: () => runDueWeeklyRounds(house, runner) },
    simple('still-needed', askStillNeeded),
    simple('silent-requests', pauseSilentRequests),
    { name: 'month-digest', run: () => sendDigests(house, runner) },
    simple('promise-date', remindOfDates),
    simple('confirmation-nudge', nudgeForConfirmation),
    simple('unconfirmed', endWaiting),
    simple('unlock', unlockByTime),
    simple('helping-end', endDueHelping),
    simple('erasure', eraseDue),
    simple('nobody-opened', tellOfUnopened),
    simple('recommendation-expires', remindOfExpiringRecommendations),
    simple('ceiling-raise', raiseCeilings),
    ...keeping(house),
    { name: 'checkup', run: async () => (await checkUp(reading(house))).length },
    ...RETENTION.map((retention) => simple(retention.name, (tx) => clearOld(tx, retention))),
  ];
}

/** After a certificate failed, the round is computed again so much later (1-domain, The cycle). */
const CERTIFICATE_RETRY_MS = 10 * MINUTE_MS;

/** Whether a failed certificate is still to be left alone. A clock that was moved back does not prolong it. */
function isResting(row: JobRow | undefined, now: Date): boolean {
  if (row?.lastError !== 'CertificateError' || row.lastErrorAt === null) return false;
  const agoMs = now.getTime() - row.lastErrorAt.getTime();
  return agoMs >= 0 && agoMs < CERTIFICATE_RETRY_MS;
}

/** What a job's row remembers of one run. */
interface Memory {
  readonly name: string;
  readonly at: Date;
  readonly error: unknown;
}

/**
 * Remembers when each job last worked and what it said when it did not (R5), in one statement for the whole run. A job that served all
 * but a few records has worked.
 */
async function remember(house: House, memories: readonly Memory[]): Promise<void> {
  const hasWorked = ({ error }: Memory): boolean => error === null || error instanceof PartlyFailedError;
  const errorName = ({ error }: Memory): string | null =>
    error === null ? null : error instanceof Error ? error.name : 'error';
  await house.db.pool.query(
    `INSERT INTO jobs AS j (name, last_success_at, last_error_at, last_error)
     SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[])
     ON CONFLICT (name) DO UPDATE SET last_success_at = coalesce(excluded.last_success_at, j.last_success_at),
       last_error_at = excluded.last_error_at, last_error = excluded.last_error`,
    [
      memories.map(({ name }) => name),
      memories.map((memory) => (hasWorked(memory) ? memory.at : null)),
      memories.map(({ at, error }) => (error === null ? null : at)),
      memories.map(errorName),
    ],
  );
}

/** So long the jobs that are done may look silent while a long one runs: much less than what R5 calls silence. */
const UNREMEMBERED_MS_MAX = 20_000;

/**
 * Runs everything that is due by now. One job's failure does not stop the others; each leaves its row.
 * @param operators Telegram ids of those who are told when a job keeps failing
 */
export async function runDueJobs(
  house: House,
  runner: AllocationRunner,
  log: Logger,
  operators: readonly bigint[] = [],
): Promise<JobsResult> {
  const closed: string[] = [];
  const jobs: JobResult[] = [];
  const memories: Memory[] = [];
  let rememberedAt = performance.now();
  const rememberAll = async (): Promise<void> => {
    await remember(house, memories.splice(0)).catch((err: unknown) => log.error({ err }, 'job rows not written'));
    rememberedAt = performance.now();
  };
  const rows = new Map((await house.db.prisma.job.findMany()).map((row) => [row.name, row]));
  for (const job of jobsOf(house, runner, closed)) {
    if (isResting(rows.get(job.name), house.clock.now())) {
      jobs.push({ name: job.name, ok: false, done: 0 });
      continue;
    }
    try {
      const done = await job.run();
      memories.push({ name: job.name, at: house.clock.now(), error: null });
      if (performance.now() - rememberedAt > UNREMEMBERED_MS_MAX) await rememberAll();
      if (done > 0) log.info({ job: job.name, done }, 'job done');
      jobs.push({ name: job.name, ok: true, done });
    } catch (error) {
      log.error({ job: job.name, err: error }, 'job failed');
      memories.push({ name: job.name, at: house.clock.now(), error });
      await rememberAll(); // a failed certificate rests for ten minutes, also after a kill
      jobs.push({ name: job.name, ok: false, done: error instanceof PartlyFailedError ? error.done : 0 });
    }
  }
  await rememberAll();
  await tellOperators(house, log, operators);
  return { closed, jobs };
}

/** Tells operators what has begun and what is over; that alone must not stop anything. */
export async function tellOperators(house: House, log: Logger, operators: readonly bigint[]): Promise<void> {
  await transact(house, (tx) => watch(tx, operators, new Date())).catch((err: unknown) =>
    log.error({ err }, 'operators were not told'),
  );
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
