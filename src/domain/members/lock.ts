import { appendEvent } from '../../db/events.ts';
import { apart, type Tx } from '../../db/transaction.ts';
import type { UnlockAsk } from '../../generated/prisma/client.ts';
import { DAY_MS, HOUR_MS, later } from '../clock.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { areContacts } from '../network/contacts.ts';
import { nicknamesOf } from '../network/people.ts';
import { queueNotice, queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { keyOf, lockMember } from './members.ts';

/**
 * /lock "freezes my requests after a hijack; unlocking takes a contact's confirmation and, without one, 72 h" (2-surface, Commands).
 * While `lockedAt` is set, nobody but their owner sees the requests: that is in the views of prisma/migrations.
 */

/** How a lock stands, for the one who holds the account. */
export interface LockView {
  readonly lockedAt: Date;
  /** Unlocking was asked for and is not settled yet; null: nobody has asked. */
  readonly ask: UnlockProgress | null;
}

export interface UnlockProgress {
  /** How many contacts were asked. */
  readonly witnesses: number;
  /** It unlocks by itself then; null: somebody said no, so that only a yes unlocks. */
  readonly unlocksAt: Date | null;
  /** After a no, contacts may be asked again from then on. */
  readonly askAgainAt: Date;
}

const unlockTime = (ask: Pick<UnlockAsk, 'askedAt'>): Date => later(ask.askedAt, LIMITS.unlockHours * HOUR_MS);

/** Null: the member's requests are not locked. */
export async function lockOf(tx: Tx, memberId: string): Promise<LockView | null> {
  const { lockedAt } = await tx.db.member.findUniqueOrThrow({ where: { id: memberId }, select: { lockedAt: true } });
  if (lockedAt === null) return null;
  const ask = await tx.db.unlockAsk.findUnique({
    where: { openSlot: memberId },
    include: { _count: { select: { witnesses: true } } },
  });
  if (!ask) return { lockedAt, ask: null };
  return {
    lockedAt,
    ask: {
      witnesses: ask._count.witnesses,
      unlocksAt: ask.doubtedAt === null ? unlockTime(ask) : null,
      askAgainAt: later(ask.askedAt, DAY_MS),
    },
  };
}

/** A step of a lock in the log. Its actor is the member, a contact of theirs (another key than the subject's), or the system. */
async function log(tx: Tx, memberId: string, event: string, actorId: string | null): Promise<void> {
  await appendEvent(tx, {
    subject: 'MEMBER',
    subjectId: await keyOf(tx, memberId),
    event,
    from: null,
    to: null,
    role: actorId === null ? 'SYSTEM' : 'OWNER',
    actorKey: actorId === null ? null : await keyOf(tx, actorId),
  });
}

/**
 * Freezes the actor's requests at once: nobody sees them, nothing can be promised to them, their payment details stay closed and
 * waiting proposals are withdrawn silently. Promises stand.
 *
 * @throws DomainError `stale` when they are locked already
 */
export async function lockRequests(tx: Tx, actorId: string): Promise<void> {
  await lockMember(tx, actorId);
  // A promise that is just being made holds its request: it comes before the lock, or finds it.
  await tx.db.$queryRaw`
    SELECT 1 FROM requests WHERE owner_id = ${actorId}::uuid AND state <> 'CLOSED' ORDER BY id FOR NO KEY UPDATE`;
  const { count } = await tx.db.member.updateMany({
    where: { id: actorId, state: 'ACTIVE', lockedAt: null },
    data: { lockedAt: tx.now },
  });
  if (count === 0) refuse('stale');
  const open = await tx.db.request.findMany({ where: { ownerId: actorId, state: 'ACTIVE' }, select: { id: true } });
  for (const { id } of open) await withdrawWaiting(tx, { requestId: id });
  await log(tx, actorId, 'locked', actorId);
}

/**
 * Contacts of longest standing who can be asked whether it is really them. Whoever became a contact after the lock may have been
 * brought in by the hijacker.
 */
function witnessesOf(tx: Tx, memberId: string, lockedAt: Date): Promise<{ id: string }[]> {
  return tx.db.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM links l
    JOIN members m ON m.id = l.to_id AND m.state = 'ACTIVE' AND m.unreachable_at IS NULL AND m.locked_at IS NULL
    JOIN contacts c ON c.low_id = least(l.from_id, l.to_id) AND c.high_id = greatest(l.from_id, l.to_id)
    WHERE l.from_id = ${memberId}::uuid AND c.since <= ${lockedAt}
    ORDER BY c.since, m.id LIMIT ${LIMITS.unlockWitnesses}`;
}

/**
 * Whoever holds the account asks to unlock: contacts of longest standing are asked to call and say whether it is really them.
 * Without any answer it unlocks after 72 hours. After a no, it can be asked again the next day.
 *
 * @throws DomainError `stale` when nothing is locked or it is asked already, `too-many-today` so soon after a no
 */
export async function askUnlock(tx: Tx, actorId: string): Promise<void> {
  await lockMember(tx, actorId);
  const { lockedAt } = await tx.db.member.findUniqueOrThrow({ where: { id: actorId }, select: { lockedAt: true } });
  if (lockedAt === null) refuse('stale');
  const earlier = await tx.db.unlockAsk.findUnique({ where: { openSlot: actorId } });
  if (earlier) {
    if (earlier.doubtedAt === null) refuse('stale');
    if (later(earlier.askedAt, DAY_MS) > tx.now) refuse('too-many-today');
    await endAsk(tx, actorId);
  }
  const id = tx.ids.id();
  const witnesses = await witnessesOf(tx, actorId, lockedAt);
  await tx.db.unlockAsk.create({ data: { id, memberId: actorId, openSlot: actorId, askedAt: tx.now } });
  await tx.db.unlockWitness.createMany({
    data: witnesses.map((witness) => ({ askId: id, memberId: witness.id })),
  });
  await log(tx, actorId, 'unlock-asked', actorId);
  await queueNotices(
    tx,
    witnesses.map((witness) => ({
      kind: 'unlock-asked' as const,
      memberId: witness.id,
      about: id,
      params: { askId: id },
    })),
  );
}

const endAsk = (tx: Tx, memberId: string) =>
  tx.db.unlockAsk.updateMany({ where: { openSlot: memberId }, data: { openSlot: null, endedAt: tx.now } });

/** What a contact is asked: is it really them? */
export interface UnlockQuestion {
  readonly askId: string;
  /** As the contact calls them. */
  readonly name: string;
  readonly mine: 'ASKED' | 'YES' | 'NO';
}

/** The open question for a contact who was asked it; null for everyone else, and when it is settled. */
export async function unlockQuestion(tx: Tx, viewerId: string, askId: string): Promise<UnlockQuestion | null> {
  const row = await tx.db.unlockWitness.findUnique({
    where: { askId_memberId: { askId, memberId: viewerId } },
    include: { ask: { include: { member: { select: { name: true, state: true } } } } },
  });
  if (!row || row.ask.openSlot === null || row.ask.member.state !== 'ACTIVE') return null;
  const { memberId, member } = row.ask;
  if (!(await areContacts(tx, viewerId, memberId))) return null;
  const name = (await nicknamesOf(tx, viewerId)).get(memberId) ?? member.name;
  return { askId, name, mine: row.answer };
}

/**
 * A contact's answer: one yes unlocks at once; after a no, time alone does not unlock any more. A no may become a yes after a call.
 *
 * @throws DomainError `not-found` for whoever was not asked, `stale` when it is settled or answered
 */
export async function answerUnlock(tx: Tx, actorId: string, askId: string, isThem: boolean): Promise<void> {
  const key = { askId, memberId: actorId };
  const asked = await tx.db.unlockWitness.findUnique({
    where: { askId_memberId: key },
    select: { ask: { select: { memberId: true } } },
  });
  if (!asked) refuse('not-found');
  const { memberId } = asked.ask;
  await lockMember(tx, memberId);
  if (!(await unlockQuestion(tx, actorId, askId))) refuse('stale');
  const { count } = await tx.db.unlockWitness.updateMany({
    where: { ...key, answer: isThem ? { not: 'YES' } : 'ASKED' },
    data: { answer: isThem ? 'YES' : 'NO', answeredAt: tx.now },
  });
  if (count === 0) refuse('stale');
  if (isThem) return unlock(tx, memberId, actorId);
  await tx.db.unlockAsk.updateMany({ where: { id: askId, doubtedAt: null }, data: { doubtedAt: tx.now } });
  await log(tx, memberId, 'unlock-doubted', actorId);
}

/** The caller holds the member's row. */
async function unlock(tx: Tx, memberId: string, witnessId: string | null): Promise<void> {
  const { count } = await tx.db.member.updateMany({
    where: { id: memberId, lockedAt: { not: null } },
    data: { lockedAt: null },
  });
  if (count === 0) refuse('stale');
  const ask = await tx.db.unlockAsk.findUniqueOrThrow({ where: { openSlot: memberId }, select: { id: true } });
  await endAsk(tx, memberId);
  await log(tx, memberId, 'unlocked', witnessId);
  await queueNotice(tx, { kind: 'unlocked', memberId, about: ask.id, params: {} });
}

/** Locks whose unlocking was asked for 72 hours ago and doubted by nobody. Returns how many opened. */
export async function unlockByTime(tx: Tx): Promise<number> {
  const due = await tx.db.unlockAsk.findMany({
    where: {
      openSlot: { not: null },
      doubtedAt: null,
      askedAt: { lte: later(tx.now, -LIMITS.unlockHours * HOUR_MS) },
      member: { state: 'ACTIVE' },
    },
    orderBy: { memberId: 'asc' },
    select: { id: true, memberId: true },
  });
  let done = 0;
  await apart(tx, due, async ({ id, memberId }) => {
    await lockMember(tx, memberId);
    const isOpen = (await tx.db.unlockAsk.count({ where: { id, openSlot: memberId, doubtedAt: null } })) > 0;
    if (!isOpen) return;
    await unlock(tx, memberId, null);
    done += 1;
  });
  return done;
}
