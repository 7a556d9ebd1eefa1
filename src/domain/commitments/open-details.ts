import type { Tx } from '../../db/transaction.ts';
import type { Commitment } from '../../generated/prisma/client.ts';
import { startOfDay } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { isBlockedPair } from '../network/contacts.ts';
import { queueNotice } from '../notices/queue.ts';
import { isMarkedChanged } from '../requests/details.ts';
import { lockSide } from './sides.ts';

/** Where a giver hands help over. */
export interface PaymentDetails {
  readonly name: string;
  readonly value: string;
  /** They, or the account of their owner, changed in the last 72 hours. */
  readonly isRecentlyChanged: boolean;
}

const OPEN = ['PROMISED', 'REPORTED'];

/** What the giver of an open promise may read now. @throws DomainError `stale`, `not-found`, `recipient-locked` */
async function detailsFor(tx: Tx, promise: Commitment): Promise<(PaymentDetails & { id: string }) | null> {
  if (!OPEN.includes(promise.state)) refuse('stale');
  if (await isBlockedPair(tx, promise.giverId, promise.recipientId)) refuse('not-found');
  const request = await tx.db.request.findUniqueOrThrow({
    where: { id: promise.requestId },
    include: { paymentDetail: true, owner: { select: { lockedAt: true, state: true } } },
  });
  if (request.owner.lockedAt) refuse('recipient-locked');
  const detail = request.paymentDetail;
  if (!detail || request.owner.state !== 'ACTIVE') return null;
  return {
    id: detail.id,
    name: tx.vault.open(detail.name),
    value: tx.vault.open(detail.value),
    isRecentlyChanged: isMarkedChanged(request, tx.now),
  };
}

/**
 * Opens the recipient's payment details to the giver of an open promise; every opening is logged for their owner, who is told
 * once a day. Null: there are none.
 *
 * @throws DomainError `not-found`, `stale`, `recipient-locked` while they are frozen after a hijack
 */
export async function openPaymentDetails(tx: Tx, actorId: string, promiseId: string): Promise<PaymentDetails | null> {
  const [promise] = await lockSide(tx, actorId, promiseId, 'GIVER');
  const found = await detailsFor(tx, promise);
  if (!found) return null;
  const { id, ...details } = found;
  await tx.db.paymentDetailOpening.create({
    data: { id: tx.ids.id(), detailId: id, viewerId: actorId, promiseId, at: tx.now },
  });
  await queueNotice(tx, {
    kind: 'details-opened',
    memberId: promise.recipientId,
    about: `${promiseId}:${id}:${startOfDay(tx.now, 0, tx.rules.timezone).toISOString()}`,
    params: { promiseId },
  });
  return details;
}

/** What an opening that is in the log shows; null without one. Reads only. @throws DomainError as {@link openPaymentDetails} */
export async function openedDetails(tx: Tx, viewerId: string, promiseId: string): Promise<PaymentDetails | null> {
  if (tx.helper) refuse('not-for-helper');
  const promise = await tx.db.commitment.findFirst({ where: { id: promiseId, giverId: viewerId } });
  if (!promise) refuse('not-found');
  const found = await detailsFor(tx, promise);
  if (!found) return null;
  const { id, ...details } = found;
  const openings = await tx.db.paymentDetailOpening.count({ where: { detailId: id, viewerId, promiseId } });
  return openings > 0 ? details : null;
}
