import type { Tx } from '../../db/transaction.ts';
import { silentAt } from '../doctor/silence.ts';

/** The members who are operators. An operator who never started the bot cannot be written to. */
export async function operatorsAmong(tx: Tx, telegramIds: readonly bigint[]): Promise<string[]> {
  const rows = await tx.db.member.findMany({ where: { telegramId: { in: [...telegramIds] } }, select: { id: true } });
  return rows.map((row) => row.id);
}

/** What operators are told of a job that still fails. */
export interface JobCase {
  readonly job: string;
  /** The error's name: no texts, no ids. */
  readonly error: string;
  readonly lastSuccessAt: Date | null;
}

/** Null when it works again. A job that hangs says nothing. */
export async function jobCase(tx: Tx, name: string): Promise<JobCase | null> {
  const row = await tx.db.job.findUnique({ where: { name } });
  if (!row) return null;
  const isSilent = silentAt([row], tx.now).length > 0;
  if (row.lastError === null && !isSilent) return null;
  return { job: name, error: row.lastError ?? '–', lastSuccessAt: row.lastSuccessAt };
}
