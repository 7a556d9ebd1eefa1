import type { Tx } from '../../db/transaction.ts';
import { dayInMonth, dayOfMonth, startOfDay } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import type { NoticeKind } from './kinds.ts';
import { queueNotice } from './queue.ts';
import { noticeView } from './views.ts';

/** Reminders of a promise that offer ⏳ "remind me tomorrow". */
const REMINDERS = ['promise-date-near', 'please-hand-over'] as const satisfies readonly NoticeKind[];

export type Reminder = (typeof REMINDERS)[number];

export const isReminder = (kind: string): kind is Reminder => REMINDERS.some((reminder) => reminder === kind);

const MORNING_HOUR = 9;

/**
 * ⏳ "Remind me tomorrow": the same message comes once more, tomorrow at nine of the deployment's zone or when the member's
 * quiet hours end. It is their own wish, so it does not count among the two reminders; pressed again on one day it stays one.
 *
 * @throws DomainError `stale` when there is nothing to be reminded of any more, or it is not theirs: one answer for both
 */
export async function remindTomorrow(tx: Tx, actorId: string, kind: Reminder, promiseId: string): Promise<void> {
  const params = { promiseId };
  if (!(await noticeView(tx, kind, actorId, params))) refuse('stale');
  const zone = tx.rules.timezone;
  const tomorrow = startOfDay(tx.now, 1, zone);
  await queueNotice(tx, {
    kind,
    memberId: actorId,
    about: `${promiseId}:again:${tomorrow.toISOString()}`,
    params,
    from: dayInMonth(tomorrow, dayOfMonth(tomorrow, zone), MORNING_HOUR, zone),
  });
}
