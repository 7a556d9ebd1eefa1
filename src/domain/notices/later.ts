import type { Tx } from '../../db/transaction.ts';
import { dayInMonth, dayOfMonth, startOfDay } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import type { NoticeKind } from './kinds.ts';
import { queueNotice } from './queue.ts';
import { noticeView } from './views.ts';

/** Reminders that offer ⏳ "remind me tomorrow", and what each is about. */
const REMINDERS = {
  'promise-date-near': 'promiseId',
  'please-hand-over': 'promiseId',
  'handed-over': 'promiseId',
  'confirmation-nudge': 'promiseId',
  'proposals-reminder': 'cardId',
} as const satisfies Partial<Record<NoticeKind, string>>;

export type Reminder = keyof typeof REMINDERS;

export const isReminder = (kind: string): kind is Reminder => Object.hasOwn(REMINDERS, kind);

const MORNING_HOUR = 9;

/**
 * ⏳ "Remind me tomorrow": the same message comes once more, tomorrow at nine of the deployment's zone or when the member's
 * quiet hours end. It is their own wish, so it does not count among the two reminders; pressed again on one day it stays one.
 *
 * @throws DomainError `stale` when there is nothing to be reminded of any more, or it is not theirs: one answer for both
 */
export async function remindTomorrow(tx: Tx, actorId: string, kind: Reminder, aboutId: string): Promise<void> {
  const params = { [REMINDERS[kind]]: aboutId };
  if (!(await noticeView(tx, kind, actorId, params))) refuse('stale');
  const zone = tx.rules.timezone;
  const tomorrow = startOfDay(tx.now, 1, zone);
  await queueNotice(tx, {
    kind,
    memberId: actorId,
    about: `${aboutId}:again:${tomorrow.toISOString()}`,
    params,
    from: dayInMonth(tomorrow, dayOfMonth(tomorrow, zone), MORNING_HOUR, zone),
  });
}
