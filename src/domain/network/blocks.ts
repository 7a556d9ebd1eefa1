import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import { refuse } from '../errors.ts';
import { endHelpingBetween } from '../helping/endings.ts';
import { keyOf } from '../members/members.ts';
import { queueNotice } from '../notices/queue.ts';
import { areContacts, connect, isBlockedPair, pair } from './contacts.ts';
import { calledBy, maySeeMember } from './people.ts';
import { regainSight, settleLostSight } from './sight.ts';

/** Ending and renewing what ties two people. Nobody is told of an ending; the other side simply sees nothing any more. */

async function logLink(tx: Tx, actorId: string, event: string): Promise<void> {
  const actorKey = await keyOf(tx, actorId);
  await appendEvent(tx, {
    subject: 'CONTACT',
    subjectId: actorKey,
    event,
    from: null,
    to: null,
    role: 'OWNER',
    actorKey,
  });
}

/** Whom a promise still ties to the actor; the two may block each other even out of sight. */
async function haveOpenPromise(tx: Tx, a: string, b: string): Promise<boolean> {
  const count = await tx.db.commitment.count({
    where: {
      state: { in: ['PROMISED', 'REPORTED', 'UNCONFIRMED'] },
      OR: [
        { giverId: a, recipientId: b },
        { giverId: b, recipientId: a },
      ],
    },
    take: 1,
  });
  return count > 0;
}

/** They asked whether they may write: a reason to be able to block them, seen or not. */
async function hasAskedToWrite(tx: Tx, fromId: string, toId: string): Promise<boolean> {
  return (await tx.db.writeWish.count({ where: { fromId, toId } })) > 0;
}

/** May the actor block or report this person? Those they see, have an open promise with, or were asked by. */
export const mayActOn = async (tx: Tx, actorId: string, otherId: string): Promise<boolean> =>
  (await maySeeMember(tx, actorId, otherId)) ||
  (await haveOpenPromise(tx, actorId, otherId)) ||
  (await hasAskedToWrite(tx, otherId, actorId));

/**
 * Makes two members invisible to each other everywhere; a promise between them stays settleable. Blocking again changes nothing.
 * @throws DomainError `not-found` for somebody the actor may not know of
 */
export async function block(tx: Tx, actorId: string, otherId: string): Promise<void> {
  const key = { blockerId: actorId, blockedId: otherId };
  if (await tx.db.block.findUnique({ where: { blockerId_blockedId: key } })) return;
  if (actorId === otherId || !(await mayActOn(tx, actorId, otherId))) refuse('not-found');
  await tx.db.block.create({ data: { ...key, at: tx.now } });
  await forgetWishes(tx, actorId, otherId);
  await logLink(tx, actorId, 'blocked');
  await endHelpingBetween(tx, actorId, otherId);
  await settleLostSight(tx, [actorId, otherId]);
}

/** What one allowed the other in writing is over. */
async function forgetWishes(tx: Tx, a: string, b: string): Promise<void> {
  await tx.db.writeWish.deleteMany({
    where: {
      OR: [
        { fromId: a, toId: b },
        { fromId: b, toId: a },
      ],
    },
  });
}

/** Everything is again as it would be without the block. @throws DomainError `not-found` when the actor blocks no such person */
export async function unblock(tx: Tx, actorId: string, otherId: string): Promise<void> {
  const { count } = await tx.db.block.deleteMany({ where: { blockerId: actorId, blockedId: otherId } });
  if (count === 0) refuse('not-found');
  await logLink(tx, actorId, 'unblocked');
  await regainSight(tx, [actorId, otherId]);
}

/**
 * Both lose sight of each other, until both want it back: what they once answered to an introduction says nothing of that.
 * @throws DomainError `not-found` unless the two are contacts
 */
export async function breakContact(tx: Tx, actorId: string, otherId: string): Promise<void> {
  if (!(await areContacts(tx, actorId, otherId))) refuse('not-found');
  const { count } = await tx.db.contact.updateMany({
    where: { ...pair(actorId, otherId), brokenAt: null },
    data: { brokenAt: tx.now, brokenById: actorId, lowWantsBack: false, highWantsBack: false },
  });
  if (count === 0) refuse('stale');
  await forgetWishes(tx, actorId, otherId);
  await tx.db.introduction.deleteMany({
    where: {
      OR: [
        { leftId: actorId, rightId: otherId },
        { leftId: otherId, rightId: actorId },
      ],
    },
  });
  await logLink(tx, actorId, 'broken');
  await endHelpingBetween(tx, actorId, otherId);
  await settleLostSight(tx, [actorId, otherId]);
}

/**
 * The actor, who broke a contact, wants it back: a private wish, until the other side opens a link of theirs.
 * @returns whether they are contacts again
 * @throws DomainError `not-found` unless the actor broke this contact
 */
export async function wantBack(tx: Tx, actorId: string, otherId: string): Promise<boolean> {
  const row = await tx.db.contact.findUnique({ where: { lowId_highId: pair(actorId, otherId) } });
  if (!row || row.brokenAt === null || row.brokenById !== actorId) refuse('not-found');
  if (await isBlockedPair(tx, actorId, otherId)) refuse('not-found');
  const isBack = await connect(tx, actorId, otherId, row.origin);
  if (isBack) {
    await regainSight(tx, [actorId, otherId]);
    await queueNotice(tx, {
      kind: 'newcomer-joined',
      memberId: otherId,
      about: `${actorId}:${tx.now.getTime()}`,
      params: { memberId: actorId },
    });
  }
  return isBack;
}

/** Somebody whom the viewer shut out by their own step; the other side has no such list. */
export interface ShutOut {
  readonly id: string;
  readonly name: string;
  readonly kind: 'blocked' | 'broken';
  /** Of a broken contact: the viewer has said that they want it back. */
  readonly isWanted: boolean;
}

/** Whom the viewer blocked, and the contacts they broke, the newest first. */
export async function shutOutBy(tx: Tx, viewerId: string): Promise<ShutOut[]> {
  interface Row {
    readonly id: string;
    readonly name: string;
    readonly nickname: Uint8Array | null;
    readonly kind: ShutOut['kind'];
    readonly isWanted: boolean;
  }
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT m.id, m.name, n.name AS nickname, s.kind, s.wanted AS "isWanted" FROM (
      SELECT blocked_id AS id, 'blocked' AS kind, false AS wanted, at FROM blocks WHERE blocker_id = ${viewerId}::uuid
      UNION ALL
      SELECT CASE WHEN c.low_id = ${viewerId}::uuid THEN c.high_id ELSE c.low_id END, 'broken',
        CASE WHEN c.low_id = ${viewerId}::uuid THEN c.low_wants_back ELSE c.high_wants_back END, c.broken_at
      FROM contacts c
      WHERE c.broken_by_id = ${viewerId}::uuid AND ${viewerId}::uuid IN (c.low_id, c.high_id) AND NOT EXISTS (
        SELECT 1 FROM blocked_pairs b WHERE b.a_id = c.low_id AND b.b_id = c.high_id)
    ) s JOIN members m ON m.id = s.id AND m.state = 'ACTIVE'
    LEFT JOIN nicknames n ON n.owner_id = ${viewerId}::uuid AND n.of_id = m.id
    ORDER BY s.at DESC, m.id`;
  return rows.map((row) => ({ id: row.id, name: calledBy(tx, row), kind: row.kind, isWanted: row.isWanted }));
}
