import type { Tx } from '../../db/transaction.ts';
import type { Member, Undo } from '../../generated/prisma/client.ts';
import { refuse } from '../errors.ts';
import type { NoticeKind } from '../notices/kinds.ts';
import { endRequest } from '../requests/endings.ts';
import { byOwner, lockOwn, unlockedOwner } from '../requests/states.ts';
import { type Before, memberNow, undoOf, useUndo } from './kept.ts';
import { restorePledgesTo } from './pledges.ts';

/** Messages about a request that an act queued and that were not sent yet; whoever was to be alerted counts as not alerted. */
export async function dropNotices(tx: Tx, requestId: string, at: Date, kinds: readonly NoticeKind[]): Promise<void> {
  const rows = await tx.db.notice.findMany({
    where: {
      kind: { in: [...kinds] },
      state: 'PENDING',
      createdAt: at,
      params: { path: ['requestId'], equals: requestId },
    },
  });
  // One that is being sent at this moment has told its reader.
  const gone = await tx.db.$queryRaw<{ memberId: string; kind: string }[]>`
    DELETE FROM notices WHERE id = ANY(${rows.map((row) => row.id)}::bigint[]) AND state = 'PENDING'
    RETURNING member_id AS "memberId", kind`;
  const alerted = gone.filter((row) => row.kind === 'emergency-alert').map((row) => row.memberId);
  await tx.db.emergencyAlert.deleteMany({ where: { requestId, memberId: { in: alerted } } });
}

const NEWS: readonly NoticeKind[] = ['contact-asks', 'emergency-alert'];

/**
 * A request that was just published is taken back: closed, with what it was told to and not read yet.
 * @throws DomainError `stale`, `locked`, `undo-built-on` when somebody has promised to it
 */
export async function undoPublished(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const before = undo.before as unknown as Before['REQUEST_PUBLISHED'];
  const request = await lockOwn(tx, member.id, undo.aboutId);
  const owner = await unlockedOwner(tx, member.id);
  if (request.state !== 'ACTIVE') refuse('stale');
  if ((await tx.db.commitment.count({ where: { requestId: request.id } })) > 0) refuse('undo-built-on');
  await dropNotices(tx, request.id, undo.at, NEWS);
  await endRequest(tx, request, 'request-closed', byOwner(owner), '');
  const { doubling } = await memberNow(tx, member.id);
  const isLeft = doubling.base === before.doublingLeft.base && doubling.cycle === before.doublingLeft.cycle;
  const { base, cycle } = before.doubling;
  await tx.db.member.update({
    where: { id: member.id },
    data: {
      ...(isLeft ? { doublingBase: base === null ? null : BigInt(base), doublingCycle: cycle } : {}),
      ...(before.pausedAt === null || member.pausedAt !== null ? {} : { pausedAt: new Date(before.pausedAt) }),
    },
  });
}

/**
 * Whoever opens a request again within ten minutes of closing it gets back the pledges that the closing freed, and those who helped are
 * not told any more. What others had on their cards comes with the next round. The caller holds the owner's row and has opened it.
 */
export async function giveBackClosed(tx: Tx, ownerId: string, requestId: string): Promise<void> {
  const id = await undoOf(tx, ownerId, 'REQUEST_CLOSED', requestId);
  if (id === null) return;
  const { before, at } = await useUndo(tx, id);
  const { pledges } = before as unknown as Before['REQUEST_CLOSED'];
  await dropNotices(tx, requestId, at, ['request-closed']);
  await restorePledgesTo(tx, ownerId, pledges);
}
