import type { Tx } from '../../db/transaction.ts';
import type { Prisma, Request } from '../../generated/prisma/client.ts';
import { DAY_MS, HOUR_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { askRecommendersAgain, wordsCountFrom } from '../network/recommendations.ts';
import { settleLostSight } from '../network/sight.ts';
import { LIMITS } from '../rules.ts';
import { clean, isBlank } from '../text.ts';

/** How help is handed over: an existing payment detail of the asker's, a new one by its text, or "write to me". */
export type HandingOver =
  | { readonly kind: 'existing'; readonly detailId: string }
  | { readonly kind: 'new'; readonly value: string }
  | { readonly kind: 'write' };

async function addPaymentDetail(tx: Tx, ownerId: string, value: string): Promise<string> {
  if (isBlank(value)) refuse('text-empty');
  const count = await tx.db.paymentDetail.count({ where: { ownerId } });
  if (count >= LIMITS.paymentDetails) refuse('too-many');
  const hasDefault = (await tx.db.paymentDetail.count({ where: { defaultSlot: ownerId } })) > 0;
  const detail = await tx.db.paymentDetail.create({
    data: {
      id: tx.ids.id(),
      ownerId,
      defaultSlot: hasDefault ? null : ownerId,
      name: tx.vault.seal(''),
      value: tx.vault.seal(clean(value, LIMITS.detailValueLength).text),
      createdAt: tx.now,
      changedAt: tx.now,
    },
  });
  return detail.id;
}

/** The payment detail's id, made if it is new; null: "write to me". @throws DomainError `not-found` for another's detail, `text-empty` */
export async function detailFor(tx: Tx, ownerId: string, how: HandingOver): Promise<string | null> {
  if (how.kind === 'write') return null;
  if (tx.helper) refuse('not-for-helper');
  if (how.kind === 'new') return addPaymentDetail(tx, ownerId, how.value);
  const detail = await tx.db.paymentDetail.findFirst({ where: { id: how.detailId, ownerId } });
  return detail ? detail.id : refuse('not-found');
}

/** Requests by which somebody may hand over help now or later: also a closed one with open promises, or that may be opened again. */
export const mayStillBeReadOf = (tx: Tx): Prisma.RequestWhereInput => ({
  OR: [
    { state: { not: 'CLOSED' } },
    { closedAt: { gt: later(tx.now, -LIMITS.reopenDays * DAY_MS) } },
    { promises: { some: { state: { in: ['PROMISED', 'REPORTED'] } } } },
  ],
});

/**
 * A changed account or changed payment details may be a hijacker's. The member's requests carry a mark for 72 hours, and whoever
 * recommended them is asked again; until then only ring 1 sees them (1-domain, Requests). The caller holds the member's row.
 */
export async function markChanged(tx: Tx, ownerId: string): Promise<void> {
  const requests = await tx.db.request.findMany({
    where: { ownerId, ...mayStillBeReadOf(tx) },
    select: { id: true, recommendedSince: true, state: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, recommendedSince, state } of requests) {
    const wasRecommended = await tx.db.recommendation.count({
      where: { requestId: id, withdrawnAt: null, expiresAt: { gt: tx.now }, createdAt: { gte: recommendedSince } },
    });
    await tx.db.request.update({
      where: { id },
      data: {
        changedMarkUntil: later(tx.now, LIMITS.changedMarkHours * HOUR_MS),
        recommendedSince: await wordsCountFrom(tx, id),
      },
    });
    // Whoever was asked after an earlier change and has not answered is not asked once more.
    if (wasRecommended > 0 && state !== 'CLOSED') await askRecommendersAgain(tx, id);
  }
  await settleLostSight(tx, [ownerId]);
}

/** Does the request carry the mark of a change now? */
export const isMarkedChanged = (request: Pick<Request, 'changedMarkUntil'>, now: Date): boolean =>
  request.changedMarkUntil !== null && request.changedMarkUntil > now;
