import { apart, type Tx } from '../../db/transaction.ts';
import { DAY_MS, later } from '../clock.ts';
import { startOfDay } from '../cycles/calendar.ts';
import { type NewNotice, queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { SYSTEM, stepPromise } from './states.ts';

/** What the passing days bring to promises (1-domain, States). Each function does what is due at `tx.now`, once. */

/** Leaves out notices that were queued before; the key is the memory. */
async function queueNew(tx: Tx, notices: readonly NewNotice[]): Promise<number> {
  const keyOf = (notice: NewNotice): string => `${notice.kind}:${notice.about}:${notice.memberId}`;
  const known = await tx.db.notice.findMany({ where: { key: { in: notices.map(keyOf) } }, select: { key: true } });
  const done = new Set(known.map((row) => row.key));
  const fresh = notices.filter((notice) => !done.has(keyOf(notice)));
  await queueNotices(tx, fresh);
  return fresh.length;
}

const NEAR_DAYS = 3;

/**
 * Three days before a promise's date: a reminder to its giver, once, and only while they were reminded less than twice. Whoever
 * promised later than that is reminded on the day itself.
 */
export async function remindOfDates(tx: Tx): Promise<number> {
  const near = await tx.db.commitment.findMany({
    where: {
      state: 'PROMISED',
      dueAt: { gt: tx.now, lte: later(tx.now, NEAR_DAYS * DAY_MS) },
      dateRemindedAt: null,
      reminders: { lt: LIMITS.reminders },
    },
  });
  const due = near.filter(({ createdAt, dueAt }) => {
    const lastDay = startOfDay(dueAt, 0, tx.rules.timezone);
    return createdAt <= later(dueAt, -NEAR_DAYS * DAY_MS) || (createdAt < lastDay && tx.now >= lastDay);
  });
  await tx.db.commitment.updateMany({
    where: { id: { in: due.map((promise) => promise.id) } },
    data: { dateRemindedAt: tx.now, reminders: { increment: 1 } },
  });
  await queueNotices(
    tx,
    due.map((promise) => ({
      kind: 'promise-date-near',
      memberId: promise.giverId,
      about: promise.id,
      params: { promiseId: promise.id },
      expiresAt: promise.dueAt,
    })),
  );
  return due.length;
}

const NUDGE_DAYS = [2, 7] as const;
const SILENCE_DAYS = 30;

/** Two and seven days after "handed over": the recipient is asked again, never a third time, and never twice at once. */
export async function nudgeForConfirmation(tx: Tx): Promise<number> {
  const waiting = await tx.db.commitment.findMany({
    where: {
      state: 'REPORTED',
      reportedAt: { lte: later(tx.now, -NUDGE_DAYS[0] * DAY_MS), gt: later(tx.now, -SILENCE_DAYS * DAY_MS) },
    },
  });
  return queueNew(
    tx,
    waiting.map((promise) => {
      const reportedAt = promise.reportedAt?.getTime() ?? 0;
      const days = NUDGE_DAYS.findLast((count) => reportedAt <= later(tx.now, -count * DAY_MS).getTime());
      return {
        kind: 'confirmation-nudge',
        memberId: promise.recipientId,
        about: `${promise.id}:${reportedAt}:${days}`,
        params: { promiseId: promise.id },
      };
    }),
  );
}

/** Thirty days of silence: «не подтверждено, без вины», still confirmable. Each giver gets one message about all of theirs. */
export async function endWaiting(tx: Tx): Promise<number> {
  const silent = await tx.db.commitment.findMany({
    where: { state: 'REPORTED', reportedAt: { lte: later(tx.now, -SILENCE_DAYS * DAY_MS) } },
    orderBy: { id: 'asc' },
  });
  const byGiver = new Map<string, typeof silent>();
  for (const promise of silent) byGiver.set(promise.giverId, [...(byGiver.get(promise.giverId) ?? []), promise]);
  let ended = 0;
  await apart(tx, [...byGiver], async ([memberId, promises]) => {
    for (const promise of promises) await stepPromise(tx, promise, 'unconfirmed', SYSTEM);
    const ids = promises.map(({ id }) => id);
    await queueNotices(tx, [
      { kind: 'unconfirmed-help', memberId, about: ids[0] ?? '', params: { promiseIds: ids.join(',') } },
    ]);
    ended += promises.length;
  });
  return ended;
}
