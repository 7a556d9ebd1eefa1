import type { Tx } from '../../db/transaction.ts';
import { DAY_MS, later } from '../clock.ts';
import { doctor, type Violation } from '../doctor/doctor.ts';

/** Invariants that did not hold when they were last checked, with blanks between them. */
export const FOUND = 'checkup_found';
const AT = 'checkup_at';

const write = (tx: Tx, key: string, value: string) =>
  tx.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });

/** Checks the invariants once a day, and remembers which did not hold. Returns what was found; empty when it is not due. */
export async function checkUp(tx: Tx): Promise<readonly Violation[]> {
  const last = await tx.db.setting.findUnique({ where: { key: AT } });
  const lastAt = new Date(last?.value ?? 0);
  if (lastAt > later(tx.now, -DAY_MS) && lastAt <= tx.now) return [];
  const { violations } = await doctor(tx);
  const broken = violations.filter(({ invariant }) => invariant !== 'R5'); // jobs are watched every minute
  await write(tx, FOUND, [...new Set(broken.map(({ invariant }) => invariant))].join(' '));
  await write(tx, AT, tx.now.toISOString());
  return broken;
}
