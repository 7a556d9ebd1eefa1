import type { Tx } from '../../db/transaction.ts';
import { DAY_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { areContacts, isBlockedPair } from './contacts.ts';
import { maySeeMember } from './people.ts';

/** A Telegram account, shown only to contacts and after a yes. */
export interface Account {
  readonly name: string;
  readonly telegramId: bigint;
  readonly username: string | null;
}

async function accountOf(tx: Tx, memberId: string): Promise<Account | null> {
  const row = await tx.db.member.findUnique({
    where: { id: memberId, state: 'ACTIVE' },
    select: { name: true, telegramId: true, username: true },
  });
  return row?.telegramId ? { name: row.name, telegramId: row.telegramId, username: row.username } : null;
}

/** The account of a contact, or of somebody who agreed to be written to by the viewer; null otherwise. */
export async function accountFor(tx: Tx, viewerId: string, memberId: string): Promise<Account | null> {
  if (await areContacts(tx, viewerId, memberId)) return accountOf(tx, memberId);
  const wish = await tx.db.writeWish.findUnique({ where: { fromId_toId: { fromId: viewerId, toId: memberId } } });
  if (wish?.answer !== 'YES' || (await isBlockedPair(tx, viewerId, memberId))) return null;
  return accountOf(tx, memberId);
}

/**
 * "May I write to you?", passed on by the bot; no account is shown before the yes. Asked once: asking again changes nothing.
 * @throws DomainError `not-found` for somebody the actor does not see, `too-many-today`
 */
export async function askToWrite(tx: Tx, actorId: string, otherId: string): Promise<void> {
  if (!(await maySeeMember(tx, actorId, otherId))) refuse('not-found');
  await lockMember(tx, actorId);
  const key = { fromId: actorId, toId: otherId };
  if (await tx.db.writeWish.findUnique({ where: { fromId_toId: key } })) return;
  const today = await tx.db.writeWish.count({ where: { fromId: actorId, at: { gt: later(tx.now, -DAY_MS) } } });
  if (today >= LIMITS.writeWishesADay) refuse('too-many-today');
  await tx.db.writeWish.create({ data: { ...key, at: tx.now } });
  await queueNotice(tx, {
    kind: 'may-i-write',
    memberId: otherId,
    about: actorId,
    params: { memberId: actorId },
  });
}

/**
 * The answer of the one who was asked. A yes shows the asker their account; a no is told to nobody.
 * @throws DomainError `not-found` when nobody asked, `stale` when it was answered
 */
export async function answerWriting(tx: Tx, actorId: string, fromId: string, isYes: boolean): Promise<void> {
  const key = { fromId, toId: actorId };
  const wish = await tx.db.writeWish.findUnique({ where: { fromId_toId: key } });
  if (!wish || (await isBlockedPair(tx, actorId, fromId))) refuse('not-found');
  const { count } = await tx.db.writeWish.updateMany({
    where: { ...key, answer: 'ASKED' },
    data: { answer: isYes ? 'YES' : 'NO', answeredAt: tx.now },
  });
  if (count === 0) refuse('stale');
  if (!isYes) return;
  await queueNotice(tx, { kind: 'may-write', memberId: fromId, about: actorId, params: { memberId: actorId } });
}

/** The first name of the one who asks, for the one asked; null once it is answered or one of them blocked the other. */
export async function askingToWrite(tx: Tx, viewerId: string, fromId: string): Promise<{ name: string } | null> {
  const wish = await tx.db.writeWish.findFirst({
    where: { fromId, toId: viewerId, answer: 'ASKED', from: { state: 'ACTIVE' } },
    select: { from: { select: { name: true } } },
  });
  if (!wish || (await isBlockedPair(tx, viewerId, fromId))) return null;
  return { name: wish.from.name };
}
