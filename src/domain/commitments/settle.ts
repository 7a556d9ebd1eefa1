import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Commitment } from '../../generated/prisma/client.ts';
import { refuse } from '../errors.ts';
import { amountMax, atLeastZero, least } from '../money.ts';
import { connect } from '../network/contacts.ts';
import { queueNotice } from '../notices/queue.ts';
import { takeBackIfCovered } from '../requests/covered.ts';
import { completeIfMet } from '../requests/endings.ts';
import { lockRequest } from './promise.ts';
import { lockSide } from './sides.ts';
import { type Actor, stepPromise } from './states.ts';

/** "Handed over": the giver says it is done, the recipient is asked. @throws DomainError `not-found`, `stale` */
export async function reportHandedOver(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'GIVER');
  await stepPromise(tx, promise, 'reported', actor, { reportedAt: tx.now });
  const times = await tx.db.event.count({ where: { subjectId: promiseId, event: 'reported' } });
  await queueNotice(tx, {
    kind: 'handed-over',
    memberId: promise.recipientId,
    about: `${promiseId}:${times}`,
    params: { promiseId },
  });
}

/** "Not yet": it has not arrived; the giver is told softly. @throws DomainError `not-found`, `stale` */
export async function sayNotYet(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'RECIPIENT');
  await stepPromise(tx, promise, 'not-yet', actor, { reportedAt: null, reportNote: null, reportVoice: null });
  const times = await tx.db.event.count({ where: { subjectId: promiseId, event: 'not-yet' } });
  await queueNotice(tx, {
    kind: 'not-arrived',
    memberId: promise.giverId,
    about: `${promiseId}:${times}`,
    params: { promiseId },
  });
}

/** The giver cannot after all («не получится»); the asker is told softly. @throws DomainError `not-found`, `stale` */
export async function release(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'GIVER');
  await stepPromise(tx, promise, 'released', actor, { settledAt: tx.now });
  await queueNotice(tx, { kind: 'released', memberId: promise.recipientId, about: promiseId, params: { promiseId } });
}

/** The recipient lets it go; the giver is told with thanks. @throws DomainError `not-found`, `stale` */
export async function letGo(tx: Tx, actorId: string, promiseId: string): Promise<void> {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'RECIPIENT');
  await stepPromise(tx, promise, 'forgiven', actor, { settledAt: tx.now });
  await queueNotice(tx, { kind: 'let-go', memberId: promise.giverId, about: promiseId, params: { promiseId } });
}

export interface Confirmation {
  /** Minor units that arrived; null = all of it. More than promised is recorded as a gift of its own. */
  readonly amount: bigint | null;
  /** Of a part: is the rest still expected, or let go? */
  readonly rest: 'expected' | 'let-go';
}

/**
 * The recipient confirms, with or without a report. A part splits the record; help makes the two contacts.
 * More of what was not money waits for its giver's yes.
 * @throws DomainError `not-found`, `stale`, `amount-invalid`
 */
export async function confirm(
  tx: Tx,
  actorId: string,
  promiseId: string,
  { amount, rest }: Confirmation,
): Promise<void> {
  const [promise, actor] = await lockSide(tx, actorId, promiseId, 'RECIPIENT');
  const arrived = amount ?? promise.amount;
  if (arrived <= 0n || arrived > amountMax(tx.rules.unit)) refuse('amount-invalid');
  const part = least(arrived, promise.amount);
  await stepPromise(tx, promise, 'confirmed', actor, { amount: part, confirmed: part, settledAt: tx.now });
  if (part < promise.amount) await splitRest(tx, promise, actor, promise.amount - part, rest);
  const surplus = atLeastZero(arrived - promise.amount);
  if (surplus > 0n && promise.form !== 'MONEY') await askGiver(tx, promise, arrived);
  else if (surplus > 0n) {
    await lockRequest(tx, promise.requestId); // whoever promises at the same time has to count the gift (I2)
    const giftId = await recordGift(tx, promise, actor, surplus);
    await queueNotice(tx, {
      kind: 'confirmed',
      memberId: promise.giverId,
      about: giftId,
      params: { promiseId: giftId },
    });
  }
  await befriend(tx, promise);
  await completeIfMet(tx, promise.requestId);
  await queueNotice(tx, { kind: 'confirmed', memberId: promise.giverId, about: promiseId, params: { promiseId } });
}

const copied = (promise: Commitment) => ({
  giverId: promise.giverId,
  recipientId: promise.recipientId,
  requestId: promise.requestId,
  cycleId: promise.cycleId,
  parentId: promise.id,
  form: promise.form,
  description: promise.description,
  dueAt: promise.dueAt,
});

/** The rest of a part is a promise of its own that names its parent. */
async function splitRest(
  tx: Tx,
  promise: Commitment,
  actor: Actor,
  amount: bigint,
  rest: Confirmation['rest'],
): Promise<void> {
  const row = await tx.db.commitment.create({
    data: { ...copied(promise), id: tx.ids.id(), origin: 'REST', amount, state: 'PROMISED', createdAt: tx.now },
  });
  await appendEvent(tx, {
    subject: 'PROMISE',
    subjectId: row.id,
    event: 'promised',
    from: null,
    to: 'PROMISED',
    role: actor.role,
    actorKey: actor.key,
    amount,
  });
  if (rest === 'let-go') await stepPromise(tx, row, 'released', actor, { settledAt: tx.now });
}

/** Help that really happened is recorded in full, even above the need. */
export async function recordGift(tx: Tx, promise: Commitment, actor: Actor, amount: bigint): Promise<string> {
  const row = await tx.db.commitment.create({
    data: {
      ...copied(promise),
      id: tx.ids.id(),
      origin: 'GIFT',
      amount,
      confirmed: amount,
      state: 'CONFIRMED',
      createdAt: tx.now,
      settledAt: tx.now,
    },
  });
  await appendEvent(tx, {
    subject: 'PROMISE',
    subjectId: row.id,
    event: 'given',
    from: null,
    to: 'CONFIRMED',
    role: actor.role,
    actorKey: actor.key,
    amount,
  });
  await takeBackIfCovered(tx, promise.requestId);
  return row.id;
}

/** What was not money is measured by its giver: a higher value waits for their yes. @param worth minor units, more than promised */
async function askGiver(tx: Tx, { id, giverId }: Commitment, worth: bigint): Promise<void> {
  await tx.db.commitment.update({ where: { id }, data: { valued: worth } });
  await queueNotice(tx, { kind: 'worth-more', memberId: giverId, about: id, params: { promiseId: id } });
}

/** Confirmed help makes two strangers contacts; a contact they broke, or a block, stays as it is, and who left stays away. */
async function befriend(tx: Tx, { giverId, recipientId }: Commitment): Promise<void> {
  const [known] = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM contacts WHERE low_id = least(${giverId}::uuid, ${recipientId}::uuid) AND high_id = greatest(${giverId}::uuid, ${recipientId}::uuid)
    UNION ALL SELECT 1 FROM blocked_pairs WHERE a_id = ${giverId}::uuid AND b_id = ${recipientId}::uuid
    UNION ALL SELECT 1 FROM members WHERE id IN (${giverId}::uuid, ${recipientId}::uuid) AND state <> 'ACTIVE'`;
  if (!known) await connect(tx, recipientId, giverId, 'HELP');
}
