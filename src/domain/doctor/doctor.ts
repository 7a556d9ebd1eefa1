import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { CHECKS, type Check } from './checks.ts';
import { silentJobs } from './silence.ts';

export interface Violation {
  /** I1 … I10, or R5 for a job that has gone silent. */
  readonly invariant: string;
  /** What is wrong, in ids and numbers: no names, no texts. */
  readonly detail: string;
}

export interface Diagnosis {
  readonly ok: boolean;
  readonly violations: readonly Violation[];
}

/** Details of one check at most; a broken rule rarely breaks once. */
const DETAILS_MAX = 50;

async function run(tx: Tx, { invariant, name, sql }: Check): Promise<Violation[]> {
  const rows = await tx.db.$queryRaw<{ detail: string }[]>(
    Prisma.sql`SELECT detail FROM (${sql}) violations ORDER BY detail COLLATE "C" LIMIT ${DETAILS_MAX + 1}`,
  );
  const violations = rows.slice(0, DETAILS_MAX).map(({ detail }) => ({ invariant, detail: `${name}: ${detail}` }));
  if (rows.length > DETAILS_MAX) violations.push({ invariant, detail: `${name}: and more` });
  return violations;
}

/**
 * Checks the invariants I1–I10 over the whole database, and that no job has gone silent (R5, R6). Reads only. What cannot be
 * recomputed afterwards is told beside the query that checks what can.
 */
export async function doctor(tx: Tx): Promise<Diagnosis> {
  const violations: Violation[] = [];
  for (const check of CHECKS) violations.push(...(await run(tx, check)));
  for (const { name, lastSuccessAt } of await silentJobs(tx)) {
    const since = lastSuccessAt ? `since ${lastSuccessAt.toISOString()}` : 'ever';
    violations.push({ invariant: 'R5', detail: `no job goes silent: ${name} has had no success ${since}` });
  }
  return { ok: violations.length === 0, violations };
}
