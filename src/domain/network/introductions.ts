import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Introduction } from '../../generated/prisma/client.ts';
import type { Consent } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { keyOf, lockMember } from '../members/members.ts';
import { queueNotice, queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { areContacts, type ContactPerson, connect, contactsOf } from './contacts.ts';
import { nicknamesOf } from './people.ts';

/**
 * Whoever invited a newcomer may introduce them to chosen contacts; both sides consent (1-domain, Reach). Nobody learns of a
 * refusal: to the other side, and to the introducer, it looks like an answer that has not come yet.
 */

/** The newcomer by name, if the actor brought them in and they are contacts still; null otherwise. */
async function newcomerOf(tx: Tx, actorId: string, newcomerId: string): Promise<ContactPerson | null> {
  const newcomer = await tx.db.member.findFirst({
    where: { id: newcomerId, invitedById: actorId, state: 'ACTIVE' },
    select: { id: true, name: true },
  });
  return newcomer && (await areContacts(tx, actorId, newcomerId)) ? newcomer : null;
}

export interface IntroductionChoice {
  readonly newcomer: ContactPerson;
  /** All other contacts of the actor: also those whom the newcomer knows already, for the list must not tell. */
  readonly others: readonly ContactPerson[];
}

/** To whom the actor may introduce somebody they invited; null when they may not, or there is no such person: one answer. */
export async function introductionChoice(
  tx: Tx,
  actorId: string,
  newcomerId: string,
): Promise<IntroductionChoice | null> {
  const newcomer = await newcomerOf(tx, actorId, newcomerId);
  if (!newcomer) return null;
  return { newcomer, others: (await contactsOf(tx, actorId)).filter((contact) => contact.id !== newcomerId) };
}

/** May the actor introduce this person to anybody? */
export async function mayIntroduce(tx: Tx, actorId: string, newcomerId: string): Promise<boolean> {
  return ((await introductionChoice(tx, actorId, newcomerId))?.others.length ?? 0) > 0;
}

async function isBlocked(tx: Tx, a: string, b: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM blocked_pairs WHERE a_id = ${a}::uuid AND b_id = ${b}::uuid`;
  return rows.length > 0;
}

async function log(
  tx: Tx,
  actorId: string,
  id: string,
  event: string,
  from: Consent | null,
  to: Consent,
): Promise<void> {
  const actorKey = await keyOf(tx, actorId);
  await appendEvent(tx, { subject: 'CONTACT', subjectId: id, event, from, to, role: 'OWNER', actorKey });
}

/**
 * Asks both whether they want to know each other. The answer to the introducer is the same whether they are asked now, were asked
 * before, know each other already, or one has blocked the other.
 *
 * @throws DomainError `not-found` unless the actor invited the newcomer and both are the actor's contacts; `too-many-today`
 */
export async function introduce(tx: Tx, actorId: string, newcomerId: string, otherId: string): Promise<void> {
  await lockMember(tx, actorId);
  if (newcomerId === otherId || otherId === actorId) refuse('not-found');
  if (!(await newcomerOf(tx, actorId, newcomerId)) || !(await areContacts(tx, actorId, otherId))) refuse('not-found');
  const today = await tx.db.introduction.count({
    where: { introducerId: actorId, createdAt: { gt: later(tx.now, -DAY_MS) } },
  });
  if (today >= LIMITS.introductionsADay) refuse('too-many-today');
  if ((await areContacts(tx, newcomerId, otherId)) || (await isBlocked(tx, newcomerId, otherId))) return;
  const [leftId, rightId] = newcomerId < otherId ? [newcomerId, otherId] : [otherId, newcomerId];
  const id = tx.ids.id();
  const { count } = await tx.db.introduction.createMany({
    data: [{ id, introducerId: actorId, leftId, rightId, createdAt: tx.now }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await log(tx, actorId, id, 'introduced', null, 'ASKED');
  await queueNotices(
    tx,
    [leftId, rightId].map((memberId) => ({
      kind: 'introduction' as const,
      memberId,
      about: id,
      params: { introductionId: id },
    })),
  );
}

/** An introduction as one of the two sees it. What the other one answered is not in it. */
export interface IntroductionView {
  readonly id: string;
  readonly introducerName: string;
  readonly otherName: string;
  readonly mine: Consent;
  readonly areContacts: boolean;
}

const sideOf = (row: Introduction, actorId: string): 'left' | 'right' | null =>
  row.leftId === actorId ? 'left' : row.rightId === actorId ? 'right' : null;

/** Null when the actor is not one of the two, or must not see the introducer or the other: one answer for all. */
export async function introductionView(tx: Tx, actorId: string, id: string): Promise<IntroductionView | null> {
  const row = await tx.db.introduction.findUnique({
    where: { id },
    include: { introducer: true, leftMember: true, rightMember: true },
  });
  const side = row ? sideOf(row, actorId) : null;
  if (!row || side === null) return null;
  const other = side === 'left' ? row.rightMember : row.leftMember;
  if (other.state !== 'ACTIVE' || row.introducer.state !== 'ACTIVE') return null;
  if ((await isBlocked(tx, actorId, other.id)) || (await isBlocked(tx, actorId, row.introducerId))) return null;
  return {
    id,
    introducerName: (await nicknamesOf(tx, actorId)).get(row.introducerId) ?? row.introducer.name,
    otherName: other.name,
    mine: row[side],
    areContacts: await areContacts(tx, actorId, other.id),
  };
}

/**
 * One side's answer. Contact comes about only when both have said yes; a yes may still be given after a no.
 *
 * @returns whether the two are contacts now
 * @throws DomainError `not-found`
 */
export async function answerIntroduction(tx: Tx, actorId: string, id: string, isYes: boolean): Promise<boolean> {
  await tx.db.$queryRaw`SELECT 1 FROM introductions WHERE id = ${id}::uuid FOR UPDATE`;
  const view = await introductionView(tx, actorId, id);
  const row = await tx.db.introduction.findUnique({ where: { id } });
  const side = row ? sideOf(row, actorId) : null;
  if (!row || !view || side === null) refuse('not-found');
  const otherId = side === 'left' ? row.rightId : row.leftId;
  const theirs = side === 'left' ? row.right : row.left;
  if (view.areContacts) return true;
  const answer: Consent = isYes ? 'YES' : 'NO';
  if (row[side] !== answer) {
    const { count } = await tx.db.introduction.updateMany({
      where: { id, [side]: row[side] },
      data: { [side]: answer },
    });
    if (count === 0) refuse('stale');
    await log(tx, actorId, id, 'introduction-answered', row[side], answer);
  }
  if (!isYes || theirs !== 'YES') return false;
  // A contact that was broken comes back only when both want it; both have just said so.
  await connect(tx, otherId, actorId, 'INTRODUCTION');
  if (!(await connect(tx, actorId, otherId, 'INTRODUCTION'))) return false;
  await queueNotice(tx, {
    kind: 'newcomer-joined',
    memberId: otherId,
    about: actorId,
    params: { memberId: actorId },
  });
  return true;
}
