import { BACKUP_FAILED_AT, CLOCK_MOVED_AT } from '../../db/settings.ts';
import type { Tx } from '../../db/transaction.ts';
import { MINUTE_MS } from '../clock.ts';
import { silentAt } from '../doctor/silence.ts';
import { operatorsAmong } from '../notices/operators.ts';
import { queueNotices } from '../notices/queue.ts';
import { FOUND } from './checkup.ts';
import { readQueues } from './queues.ts';

/** What operators are told of: a job that fails or is silent, a queue that grows old, a rule that does not hold, no backup. */
export type IncidentKind = 'job' | 'queue' | 'invariant' | 'backup';

export interface Trouble {
  readonly kind: IncidentKind;
  /** The job, `inbox` or `outbox`, the invariant: a word of this program, no id and no name. */
  readonly about: string;
}

/** Ten thousand messages take seven minutes; an update is answered within seconds. */
const OLD_SECONDS = { outbox: 15 * 60, inbox: 3 * 60 } as const;
/** After the clock was moved, what became due gets this long (real time). */
const FOLLOW_MS = 15 * MINUTE_MS;
const WATCH_LOCK = 740_003n;

const slotOf = ({ kind, about }: Trouble): string => `${kind} ${about}`;

async function troubles(tx: Tx, realNow: Date): Promise<Trouble[]> {
  const jobs = await tx.db.job.findMany({ orderBy: { name: 'asc' } });
  const silent = new Set(silentAt(jobs, tx.now).map(({ name }) => name));
  const failing = jobs.filter(({ name, lastError }) => silent.has(name) || lastError === 'CertificateError');
  const settings = await tx.db.setting.findMany({ where: { key: { in: [BACKUP_FAILED_AT, CLOCK_MOVED_AT, FOUND] } } });
  const setting = (key: string): string => settings.find((row) => row.key === key)?.value ?? '';
  const movedAt = Date.parse(setting(CLOCK_MOVED_AT));
  const hasJustMoved = !Number.isNaN(movedAt) && realNow.getTime() - movedAt < FOLLOW_MS;
  const queues = await readQueues(tx);
  const old = (['inbox', 'outbox'] as const).filter((name) => queues[name].oldestSeconds > OLD_SECONDS[name]);
  return [
    ...failing.map(({ name }) => ({ kind: 'job' as const, about: name })),
    ...(hasJustMoved ? [] : old).map((about) => ({ kind: 'queue' as const, about })),
    ...setting(FOUND)
      .split(' ')
      .filter(Boolean)
      .map((about) => ({ kind: 'invariant' as const, about })),
    ...(setting(BACKUP_FAILED_AT) === '' ? [] : [{ kind: 'backup' as const, about: 'backup' }]),
  ];
}

/**
 * Looks at how things stand and tells operators once when something begins and once when it is over, however often and in however
 * many processes it is asked (R5).
 *
 * @param telegramIds of the operators
 * @param realNow the machine's time, by which a moved clock is given its time
 * @returns how many incidents began or ended
 */
export async function watch(tx: Tx, telegramIds: readonly bigint[], realNow: Date): Promise<number> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(${WATCH_LOCK})`;
  const now = await troubles(tx, realNow);
  const slots = new Set(now.map(slotOf));
  const open = await tx.db.incident.findMany({ where: { openSlot: { not: null } }, orderBy: { openedAt: 'asc' } });
  const known = new Set(open.map(({ openSlot }) => openSlot));
  const operators = await operatorsAmong(tx, telegramIds);
  const begun = now.filter((trouble) => !known.has(slotOf(trouble)));
  const over = open.filter(({ openSlot }) => openSlot !== null && !slots.has(openSlot));
  for (const trouble of begun) {
    const id = tx.ids.id();
    await tx.db.incident.create({ data: { id, ...trouble, openSlot: slotOf(trouble), openedAt: tx.now } });
    await tell(
      tx,
      operators,
      id,
      trouble.kind === 'job' ? { kind: 'job-failing', job: trouble.about } : { kind: 'trouble' },
    );
  }
  for (const { id } of over) {
    await tx.db.incident.update({ where: { id }, data: { openSlot: null, closedAt: tx.now } });
    await tell(tx, operators, id, { kind: 'trouble-over' });
  }
  return begun.length + over.length;
}

/** Also at night, without sound: operators chose to be told. */
function tell(
  tx: Tx,
  operators: readonly string[],
  incidentId: string,
  { kind, ...more }: { kind: 'trouble' | 'trouble-over' } | { kind: 'job-failing'; job: string },
): Promise<void> {
  return queueNotices(
    tx,
    operators.map((memberId) => ({
      kind,
      memberId,
      about: incidentId,
      params: { incidentId, ...more },
      atNight: 'silent' as const,
    })),
  );
}

/** An incident for those who are told of it. */
export interface IncidentView extends Trouble {
  readonly since: Date;
}

/** Null when it has not the wanted state any more: what is over needs no alarm. */
export async function incidentView(tx: Tx, id: string, state: 'open' | 'over'): Promise<IncidentView | null> {
  const row = await tx.db.incident.findUnique({ where: { id } });
  if (!row || (row.openSlot === null) !== (state === 'over')) return null;
  return { kind: row.kind as IncidentKind, about: row.about, since: row.openedAt };
}
