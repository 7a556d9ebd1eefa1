import type { Tx } from '../../db/transaction.ts';
import type { Member, Recommendation, Undo } from '../../generated/prisma/client.ts';
import type { RecommendationReason } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';
import { logWord } from '../network/recommendations.ts';
import { regainSight, settleLostSight } from '../network/sight.ts';
import type { NoticeKind } from '../notices/kinds.ts';
import type { Before, KeptWord } from './kept.ts';
import { dropNotices } from './requests.ts';

/** 🗣 given and withdrawn, taken back. */

const NEWS: readonly NoticeKind[] = [
  'request-recommended',
  'recommended-request',
  'recommend-again',
  'emergency-alert',
];

async function lockWord(tx: Tx, member: Member, undo: Undo): Promise<Recommendation> {
  const { aboutId: requestId } = undo;
  await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
  const key = { requestId, recommenderId: member.id };
  return (await tx.db.recommendation.findUnique({ where: { requestId_recommenderId: key } })) ?? refuse('stale');
}

const columns = (kept: KeptWord) => ({
  reason: kept.reason as RecommendationReason,
  createdAt: new Date(kept.createdAt),
  expiresAt: new Date(kept.expiresAt),
  withdrawnAt: kept.withdrawnAt === null ? null : new Date(kept.withdrawnAt),
  peopleConfirmed: kept.people,
});

/** @throws DomainError `stale` */
export async function undoRecommended(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const { earlier, left } = undo.before as unknown as Before['RECOMMENDED'];
  const row = await lockWord(tx, member, undo);
  const { id } = row;
  const isLeft =
    row.withdrawnAt === null && row.reason === left.reason && row.createdAt.toISOString() === left.createdAt;
  if (!isLeft) refuse('stale');
  const data = earlier === null ? { withdrawnAt: tx.now } : columns(earlier);
  await tx.db.recommendation.update({ where: { id }, data });
  const isGone = earlier === null || earlier.withdrawnAt !== null;
  await logWord(
    tx,
    member.id,
    id,
    earlier === null ? 'withdrawn' : 'restored',
    'GIVEN',
    isGone ? 'WITHDRAWN' : 'GIVEN',
  );
  await dropNotices(tx, undo.aboutId, undo.at, NEWS);
  await settleLostSight(tx, [member.id]);
}

/** @throws DomainError `stale` */
export async function undoWordWithdrawn(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const { earlier } = undo.before as unknown as Before['RECOMMENDATION_WITHDRAWN'];
  const row = await lockWord(tx, member, undo);
  if (row.withdrawnAt?.getTime() !== undo.at.getTime()) refuse('stale');
  await tx.db.recommendation.update({ where: { id: row.id }, data: columns(earlier) });
  await logWord(tx, member.id, row.id, 'restored', 'WITHDRAWN', 'GIVEN');
  await regainSight(tx, [member.id]);
}
