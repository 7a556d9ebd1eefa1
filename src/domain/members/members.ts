import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Member } from '../../generated/prisma/client.ts';
import { refuse } from '../errors.ts';
import { lockMailbox } from '../notices/queue.ts';
import { isLanguage, type Language, LIMITS, languageOf } from '../rules.ts';
import { cleanLine, isBlank } from '../text.ts';
import { keepUndo } from '../undo/kept.ts';

/** A member as everyone inside the house handles them. Whom this may be shown to is decided by the queries of network/. */
export interface Person {
  readonly id: string;
  readonly personKey: string;
  readonly telegramId: bigint;
  readonly name: string;
  readonly username: string | null;
  readonly language: Language;
  readonly timezone: string;
  readonly state: Member['state'];
  readonly joinedAt: Date;
  readonly lastSeenAt: Date;
  readonly isUnreachable: boolean;
  readonly isPaused: boolean;
  readonly isLocked: boolean;
}

/** What a person is made of. */
type PersonRow = Pick<
  Member,
  Exclude<keyof Person, 'isUnreachable' | 'isPaused' | 'isLocked'> | 'unreachableAt' | 'pausedAt' | 'lockedAt'
>;

/** What Telegram says about the sender of an update. */
export interface TelegramUser {
  readonly id: number | bigint;
  readonly firstName: string;
  readonly username: string | undefined;
  readonly languageCode: string | undefined;
}

function toPerson(tx: Tx, row: PersonRow): Person {
  if (row.telegramId === null) throw new Error('an erased member cannot act');
  return {
    id: row.id,
    personKey: row.personKey,
    telegramId: row.telegramId,
    name: row.name,
    username: row.username,
    language: languageOf(row.language, tx.rules.defaultLanguage),
    timezone: row.timezone ?? tx.rules.timezone,
    state: row.state,
    joinedAt: row.joinedAt,
    lastSeenAt: row.lastSeenAt,
    isUnreachable: row.unreachableAt !== null,
    isPaused: row.pausedAt !== null,
    isLocked: row.lockedAt !== null,
  };
}

/** The member who chats from this Telegram account, or null. */
export async function findByTelegram(tx: Tx, telegramId: number | bigint): Promise<Person | null> {
  const row = await tx.db.member.findUnique({ where: { telegramId: BigInt(telegramId) } });
  return row ? toPerson(tx, row) : null;
}

export interface Sender {
  readonly person: Person;
  /** Some elder has given them leave, if it still holds, or it ended while they acted (see helping/acting.ts). */
  readonly isHelper: boolean;
}

/** Who sends this update, or null for somebody new. Asked with every update, so in one statement. */
export async function senderOf(tx: Tx, telegramId: number | bigint): Promise<Sender | null> {
  const rows = await tx.db.$queryRaw<(PersonRow & { readonly isHelper: boolean })[]>`
    SELECT id, person_key AS "personKey", telegram_id AS "telegramId", name, username, language, timezone, state::text,
      joined_at AS "joinedAt", last_seen_at AS "lastSeenAt", unreachable_at AS "unreachableAt", paused_at AS "pausedAt",
      locked_at AS "lockedAt", EXISTS (SELECT FROM helper_grants WHERE helper_id = m.id AND (state = 'ACTIVE' OR acted_at IS NOT NULL)) AS "isHelper"
    FROM members m WHERE telegram_id = ${BigInt(telegramId)}`;
  const row = rows[0];
  return row ? { person: toPerson(tx, row), isHelper: row.isHelper } : null;
}

/** @throws Error when there is no such living member: ids come from the database, not from people */
export async function personById(tx: Tx, id: string): Promise<Person> {
  return toPerson(tx, await tx.db.member.findUniqueOrThrow({ where: { id } }));
}

/** The random key by which the log knows a member. */
export async function keyOf(tx: Tx, memberId: string): Promise<string> {
  return (await tx.db.member.findUniqueOrThrow({ where: { id: memberId }, select: { personKey: true } })).personKey;
}

/** People without a visible first name are called by a dot, so that no screen breaks. */
export function nameOf(user: TelegramUser): string {
  const { text } = cleanLine(user.firstName, LIMITS.nameLength);
  return isBlank(text) ? '·' : text;
}

/**
 * Makes a member of whoever starts the bot: with no invite they get an empty network of their own (1-domain, red line 6).
 * Starting again changes nothing.
 */
export async function join(tx: Tx, user: TelegramUser, invitedById: string | null): Promise<Person> {
  const earlier = await findByTelegram(tx, user.id);
  if (earlier) return earlier;
  const row = await tx.db.member.create({
    data: {
      id: tx.ids.id(),
      personKey: tx.ids.id(),
      telegramId: BigInt(user.id),
      name: nameOf(user),
      username: user.username ?? null,
      language: languageOf(user.languageCode, tx.rules.defaultLanguage),
      joinedAt: tx.now,
      lastSeenAt: tx.now,
      invitedById,
    },
  });
  await appendEvent(tx, {
    subject: 'MEMBER',
    subjectId: row.personKey,
    event: 'joined',
    from: null,
    to: 'ACTIVE',
    role: 'OWNER',
    actorKey: row.personKey,
  });
  return toPerson(tx, row);
}

/** They blocked the bot or their account is gone: no more messages until their next update (I10). */
export async function markUnreachable(tx: Tx, memberId: string): Promise<void> {
  await lockMailbox(tx, memberId);
  await tx.db.member.updateMany({ where: { id: memberId, unreachableAt: null }, data: { unreachableAt: tx.now } });
  await tx.db.notice.updateMany({ where: { memberId, state: 'PENDING' }, data: { state: 'DROPPED' } });
}

/** @throws DomainError `not-found` for a language we do not have */
export async function setLanguage(tx: Tx, actorId: string, language: string): Promise<void> {
  if (!isLanguage(language)) refuse('not-found');
  await lockMember(tx, actorId);
  const { language: was } = await tx.db.member.findUniqueOrThrow({
    where: { id: actorId },
    select: { language: true },
  });
  if (was === language) return;
  await tx.db.member.update({ where: { id: actorId }, data: { language } });
  await keepUndo(tx, actorId, 'LANGUAGE', actorId, { was, left: language });
}

/**
 * Locks a member's row, so that two commands about their measure run one after the other. NO KEY: a promise to this member may be
 * written meanwhile (its foreign key only shares the row), else two who help each other at once would deadlock.
 */
export async function lockMember(tx: Tx, memberId: string): Promise<void> {
  await tx.db.$queryRaw`SELECT 1 FROM members WHERE id = ${memberId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Whoever takes up a single thing again, or makes a new one, is not away any more; what else is held stays so until they resume it.
 * @throws DomainError `not-for-helper`: only the member themself is back
 */
export async function endPause(tx: Tx, memberId: string): Promise<void> {
  const { count } = await tx.db.member.updateMany({
    where: { id: memberId, pausedAt: { not: null } },
    data: { pausedAt: null },
  });
  if (count > 0 && tx.helper) refuse('not-for-helper');
}
