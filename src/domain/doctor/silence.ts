import type { Tx } from '../../db/transaction.ts';
import { MINUTE_MS } from '../clock.ts';

/** Every job is due every minute. */
const JOB_PERIOD_MS = MINUTE_MS;
const SILENT_PERIODS_MAX = 2;
/** After the clock was moved, the running bot gets this long to do what became due. */
const FOLLOW_SECONDS_MAX = 15;

export interface SilentJob {
  readonly name: string;
  /** null: it never worked. */
  readonly lastSuccessAt: Date | null;
}

interface JobRow {
  readonly name: string;
  readonly lastSuccessAt: Date | null;
  readonly lastErrorAt: Date | null;
}

/** The jobs without success for two periods before `at` (R5). */
export function silentAt(jobs: readonly JobRow[], at: Date): SilentJob[] {
  const since = at.getTime() - SILENT_PERIODS_MAX * JOB_PERIOD_MS;
  return jobs.filter((job) => (job.lastSuccessAt?.getTime() ?? 0) < since);
}

/** Whether a bot works on this database just now, and had the time to follow its clock. */
async function isBotAtWork(tx: Tx): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ atWork: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('exodus courier', 'exodus inbox'))
      AND NOT EXISTS (SELECT 1 FROM settings WHERE key = 'clock_moved_at'
        AND value::timestamptz > clock_timestamp() - make_interval(secs => ${FOLLOW_SECONDS_MAX})) AS "atWork"`;
  return row?.atWork ?? false;
}

/**
 * Jobs that have not worked for two periods. Beside a running bot that means until now; while no bot runs, nobody is
 * expected to work, and it means until the last time any job was run.
 */
export async function silentJobs(tx: Tx): Promise<SilentJob[]> {
  const jobs = await tx.db.job.findMany({ orderBy: { name: 'asc' } });
  if (await isBotAtWork(tx)) return silentAt(jobs, tx.now);
  const runs = jobs.flatMap((job) => [job.lastSuccessAt?.getTime() ?? 0, job.lastErrorAt?.getTime() ?? 0]);
  return silentAt(jobs, new Date(Math.max(0, ...runs)));
}
