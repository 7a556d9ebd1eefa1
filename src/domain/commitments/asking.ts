import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Commitment } from '../../generated/prisma/client.ts';
import { DAY_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { isBlockedPair } from '../network/contacts.ts';
import { queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { lockSide } from './sides.ts';

type Reminded = Pick<Commitment, 'state' | 'reminders' | 'askedAt'>;

/** May the recipient ask the giver to hand over now? Two reminders about one promise at most, whoever they come from. */
export const mayAsk = ({ state, reminders, askedAt }: Reminded, now: Date): boolean =>
  state === 'PROMISED' &&
  reminders < LIMITS.reminders &&
  (askedAt === null || later(askedAt, LIMITS.askAgainDays * DAY_MS) <= now);

/**
 * "Please hand over now": the recipient asks, the giver is told gently (2-surface, Notices).
 * @throws DomainError `not-found`, `stale`, `locked` while the recipient's requests are frozen, `reminded-enough`
 */
export async function askToHandOver(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'RECIPIENT');
  if (await isBlockedPair(tx, promise.giverId, promise.recipientId)) refuse('not-found');
  if (promise.state !== 'PROMISED') refuse('stale');
  const { lockedAt } = await tx.db.member.findUniqueOrThrow({ where: { id: actorId }, select: { lockedAt: true } });
  if (lockedAt) refuse('locked');
  if (!mayAsk(promise, tx.now)) refuse('reminded-enough');
  await tx.db.commitment.update({
    where: { id: promiseId },
    data: { askedAt: tx.now, reminders: promise.reminders + 1 },
  });
  await appendEvent(tx, {
    subject: 'PROMISE',
    subjectId: promiseId,
    event: 'asked',
    from: null,
    to: null,
    role: actor.role,
    actorKey: actor.key,
    amount: promise.amount,
  });
  await queueNotice(tx, {
    kind: 'please-hand-over',
    memberId: promise.giverId,
    about: `${promiseId}:${promise.reminders + 1}`,
    params: { promiseId },
  });
}
