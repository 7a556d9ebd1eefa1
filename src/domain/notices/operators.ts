import type { Tx } from '../../db/transaction.ts';
import { queueNotices } from './queue.ts';

/** The members who are operators. An operator who never started the bot cannot be written to. */
export async function operatorsAmong(tx: Tx, telegramIds: readonly bigint[]): Promise<string[]> {
  const rows = await tx.db.member.findMany({ where: { telegramId: { in: [...telegramIds] } }, select: { id: true } });
  return rows.map((row) => row.id);
}

interface FailingJob {
  readonly name: string;
  readonly lastSuccessAt: Date | null;
}

/** Tells operators that a job keeps failing: once between two successes, however often it is tried (R5). */
export async function tellOfFailingJob(tx: Tx, job: FailingJob, telegramIds: readonly bigint[]): Promise<void> {
  const since = job.lastSuccessAt?.getTime() ?? 0;
  await queueNotices(
    tx,
    (await operatorsAmong(tx, telegramIds)).map((memberId) => ({
      kind: 'job-failing' as const,
      memberId,
      about: `${job.name}:${since}`,
      params: { job: job.name },
      atNight: 'silent' as const,
    })),
  );
}

/** What operators are told of a job that still fails. */
export interface JobCase {
  readonly job: string;
  /** The error's name: no texts, no ids. */
  readonly error: string;
  readonly lastSuccessAt: Date | null;
}

/** Null when it works again. */
export async function jobCase(tx: Tx, name: string): Promise<JobCase | null> {
  const row = await tx.db.job.findUnique({ where: { name } });
  return row?.lastError ? { job: name, error: row.lastError, lastSuccessAt: row.lastSuccessAt } : null;
}
