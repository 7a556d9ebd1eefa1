import type { Tx } from '../../db/transaction.ts';
import { isZone } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { isSwitchable, type NoticeKind, SWITCHABLE_KINDS } from '../notices/kinds.ts';
import { type Language, languageOf } from '../rules.ts';
import { keepUndo } from '../undo/kept.ts';
import { lockMember } from './members.ts';

/** Hours of the night, 0…23, in which no message comes; equal hours mean there is none. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** What a member set for themselves, or the deployment's where they set nothing. */
export interface Settings {
  readonly language: Language;
  /** IANA. */
  readonly timezone: string;
  readonly quietHours: QuietHours;
  /** Kinds of messages that were switched off. */
  readonly off: readonly NoticeKind[];
  readonly isPaused: boolean;
}

export async function settingsOf(tx: Tx, memberId: string): Promise<Settings> {
  const row = await tx.db.member.findUniqueOrThrow({ where: { id: memberId }, include: { noticeSwitches: true } });
  const { rules } = tx;
  const switched = new Set(row.noticeSwitches.map(({ kind }) => kind));
  return {
    language: languageOf(row.language, rules.defaultLanguage),
    timezone: row.timezone !== null && isZone(row.timezone) ? row.timezone : rules.timezone,
    quietHours: { from: row.quietFrom ?? rules.quietHours.from, to: row.quietTo ?? rules.quietHours.to },
    off: SWITCHABLE_KINDS.filter((kind) => switched.has(kind)),
    isPaused: row.pausedAt !== null,
  };
}

/** @throws DomainError `zone-unknown` for what is no IANA zone */
export async function setTimezone(tx: Tx, actorId: string, timezone: string): Promise<void> {
  if (!isZone(timezone)) refuse('zone-unknown');
  await lockMember(tx, actorId);
  const { timezone: was } = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  await tx.db.member.update({ where: { id: actorId }, data: { timezone } });
  await keepUndo(tx, actorId, 'TIMEZONE', actorId, { was, left: timezone });
}

const isHour = (hour: number): boolean => Number.isInteger(hour) && hour >= 0 && hour <= 23;

/** @throws DomainError `hours-invalid` */
export async function setQuietHours(tx: Tx, actorId: string, { from, to }: QuietHours): Promise<void> {
  if (!isHour(from) || !isHour(to)) refuse('hours-invalid');
  await lockMember(tx, actorId);
  const { quietFrom, quietTo } = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  await tx.db.member.update({ where: { id: actorId }, data: { quietFrom: from, quietTo: to } });
  await keepUndo(tx, actorId, 'QUIET_HOURS', actorId, { was: { from: quietFrom, to: quietTo }, left: { from, to } });
}

/**
 * Switches one kind of message off or on. What is switched off is not queued, and what was queued before is not delivered.
 * @throws DomainError `not-found` for a kind that cannot be switched off (class `must`), or that there is not
 */
export async function switchNotices(tx: Tx, actorId: string, kind: string, isOn: boolean): Promise<void> {
  if (!isSwitchable(kind)) refuse('not-found');
  const key = { memberId: actorId, kind };
  if (isOn) await tx.db.noticeSwitch.deleteMany({ where: key });
  else await tx.db.noticeSwitch.createMany({ data: [key], skipDuplicates: true });
}
