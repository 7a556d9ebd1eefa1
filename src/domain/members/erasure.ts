import { appendEvents } from '../../db/events.ts';
import { apart, type Tx } from '../../db/transaction.ts';
import type { Member } from '../../generated/prisma/client.ts';
import { SYSTEM, stepPromise } from '../commitments/states.ts';
import { settleLostSight } from '../network/sight.ts';
import { lockWhole, logMember, releasePromises, takeBackProposals } from './leaving.ts';

/**
 * Erasure (4-promises, R12): afterwards no table holds the person's id, name, texts or details. What is left is a member without any
 * of them, so that the other side of a promise keeps its sum and its date, and the log its random keys.
 */

/** Stands where the title of an erased member's request stood: a request has one. */
const NO_TITLE = '·';

/** Their requests end, and whatever was pledged to them; so do their own pledges. Nobody is told: no promise is open any more. */
async function endRequestsAndPledges(tx: Tx, memberId: string): Promise<void> {
  const requests = await tx.db.request.findMany({ where: { ownerId: memberId } });
  const requestIds = requests.map((request) => request.id);
  const open = requests.filter((request) => request.state !== 'CLOSED');
  const pledges = await tx.db.pledge.findMany({
    where: { state: { not: 'WITHDRAWN' }, OR: [{ giverId: memberId }, { requestId: { in: requestIds } }] },
  });
  await tx.db.pledge.updateMany({
    where: { id: { in: pledges.map((pledge) => pledge.id) } },
    data: { state: 'WITHDRAWN', pauseReason: null, openSlot: null },
  });
  await tx.db.request.updateMany({
    where: { id: { in: open.map((request) => request.id) } },
    data: { state: 'CLOSED', pauseReason: null, activeSlot: null, closedAt: tx.now },
  });
  await tx.db.request.updateMany({
    where: { ownerId: memberId },
    data: {
      title: NO_TITLE,
      story: null,
      storyVoice: null,
      link: null,
      outcome: null,
      paymentDetailId: null,
      forWhom: 'MYSELF',
      people: 1,
    },
  });
  await tx.db.pledge.updateMany({ where: { giverId: memberId }, data: { description: null } });
  const ended = { role: 'SYSTEM' as const, actorKey: null };
  await appendEvents(tx, [
    ...pledges.map(({ id, state }) => ({
      ...ended,
      subject: 'PLEDGE' as const,
      subjectId: id,
      event: 'withdrawn',
      from: state,
      to: 'WITHDRAWN',
    })),
    ...open.map(({ id, state }) => ({
      ...ended,
      subject: 'REQUEST' as const,
      subjectId: id,
      event: 'closed',
      from: state,
      to: 'CLOSED',
    })),
  ]);
}

/** Help that was handed over to them stays unconfirmed, without blame; words of both sides go, sums and dates stay. */
async function settlePromises(tx: Tx, memberId: string): Promise<void> {
  await releasePromises(tx, memberId);
  const reported = await tx.db.commitment.findMany({ where: { recipientId: memberId, state: 'REPORTED' } });
  for (const promise of reported) await stepPromise(tx, promise, 'unconfirmed', SYSTEM);
  await tx.db.commitment.updateMany({
    where: { OR: [{ giverId: memberId }, { recipientId: memberId }] },
    data: { description: null, thanks: null, thanksVoice: null, reportNote: null, reportVoice: null },
  });
}

/** Everything that ties the person to others, or that others noted about them. */
async function deleteTies(tx: Tx, id: string): Promise<void> {
  const { db } = tx;
  const theirs = { request: { ownerId: id } };
  await db.contact.deleteMany({ where: { OR: [{ lowId: id }, { highId: id }] } });
  await db.block.deleteMany({ where: { OR: [{ blockerId: id }, { blockedId: id }] } });
  await db.nickname.deleteMany({ where: { OR: [{ ownerId: id }, { ofId: id }] } });
  await db.writeWish.deleteMany({ where: { OR: [{ fromId: id }, { toId: id }] } });
  await db.introduction.deleteMany({ where: { OR: [{ introducerId: id }, { leftId: id }, { rightId: id }] } });
  await db.abuseReport.deleteMany({ where: { OR: [{ reporterId: id }, { subjectId: id }, theirs] } });
  await db.helperGrant.deleteMany({ where: { OR: [{ elderId: id }, { helperId: id }] } });
  await db.unlockWitness.deleteMany({ where: { OR: [{ memberId: id }, { ask: { memberId: id } }] } });
  await db.unlockAsk.deleteMany({ where: { memberId: id } });
  await db.recommendation.deleteMany({ where: { OR: [{ recommenderId: id }, theirs] } });
  await db.requestView.deleteMany({ where: { OR: [{ memberId: id }, theirs] } });
  await db.emergencyAlert.deleteMany({ where: { OR: [{ memberId: id }, theirs] } });
  await db.pledgePerson.deleteMany({ where: { OR: [{ memberId: id }, { pledge: { giverId: id } }] } });
  await db.standingYesPerson.deleteMany({ where: { OR: [{ memberId: id }, { giverId: id }] } });
  await db.undo.deleteMany({ where: { memberId: id } });
  await db.standingYes.deleteMany({ where: { giverId: id } });
  await db.ceilingOverride.deleteMany({ where: { giverId: id } });
  await db.paymentDetailOpening.deleteMany({ where: { OR: [{ viewerId: id }, { detail: { ownerId: id } }] } });
  await db.paymentDetail.deleteMany({ where: { ownerId: id } });
  await db.member.updateMany({ where: { invitedById: id }, data: { invitedById: null } });
  await deleteLinks(tx, id);
}

/** Their links, links to their requests, and that they came by others' links, whose count of people goes down with them (I9). */
async function deleteLinks(tx: Tx, memberId: string): Promise<void> {
  const links = { OR: [{ issuerId: memberId }, { request: { ownerId: memberId } }] };
  await tx.db.inviteUse.deleteMany({ where: { invite: links } });
  await tx.db.invite.deleteMany({ where: links });
  await tx.db.$executeRaw`
    UPDATE invites i SET uses = i.uses - 1 FROM invite_uses u
    WHERE u.invite_id = i.id AND u.member_id = ${memberId}::uuid AND u.outcome = 'CONNECTED'`;
  await tx.db.inviteUse.deleteMany({ where: { memberId } });
}

/**
 * Whatever came from the person's chat or was to go there: updates, what they came to, open forms, messages. The number of the newest
 * update stays, for Telegram may deliver it again.
 */
async function deleteChat(tx: Tx, memberId: string, chatId: bigint): Promise<void> {
  await tx.db.notice.deleteMany({ where: { memberId } });
  await tx.db.noticeSwitch.deleteMany({ where: { memberId } });
  await tx.db.storedForm.deleteMany({ where: { chatId } });
  await tx.db.$executeRaw`DELETE FROM applied_commands WHERE key LIKE 'form:' || ${String(chatId)} || ':%'`;
  await tx.db.$executeRaw`
    DELETE FROM applied_commands WHERE split_part(key, ':', 1) IN (SELECT update_id::text FROM inbox WHERE chat_id = ${chatId})`;
  const newest = await tx.db.inboxUpdate.findFirst({
    orderBy: [{ receivedAt: 'desc' }, { updateId: 'desc' }],
    select: { updateId: true },
  });
  const kept = newest?.updateId ?? -1n;
  await tx.db.inboxUpdate.updateMany({
    where: { chatId, updateId: kept },
    data: { chatId: 0n, payload: new Uint8Array(0), handledAt: tx.now },
  });
  await tx.db.inboxUpdate.deleteMany({ where: { chatId } });
}

/** The row that stays has no word and no number of the person. */
const nobody = (tx: Tx, { joinedAt }: Member) => ({
  state: 'ERASED' as const,
  telegramId: null,
  name: '',
  username: null,
  usernameSince: null,
  language: tx.rules.defaultLanguage,
  timezone: null,
  quietFrom: null,
  quietTo: null,
  about: null,
  aboutLink: null,
  invitedById: null,
  lastSeenAt: joinedAt,
  unreachableAt: null,
  pausedAt: null,
  lockedAt: null,
  eraseAt: null,
  ceiling: null,
  ceilingNext: null,
  ceilingNextAt: null,
  doublingBase: null,
  doublingCycle: null,
});

/** Erases one member, for ever. Doing it again changes nothing. */
export async function eraseMember(tx: Tx, memberId: string, erasedAt: Date): Promise<void> {
  const member = await lockWhole(tx, memberId);
  if (member.state === 'ERASED') return;
  await takeBackProposals(tx, memberId);
  await settlePromises(tx, memberId);
  await endRequestsAndPledges(tx, memberId);
  if (member.telegramId !== null) await deleteChat(tx, memberId, member.telegramId);
  await tx.db.member.update({ where: { id: memberId }, data: nobody(tx, member) });
  await settleLostSight(tx, [memberId]);
  await deleteTies(tx, memberId);
  await logMember(tx, member, 'erased', 'ERASED', 'SYSTEM');
  const { personKey } = member;
  await tx.db.erasure.createMany({ data: [{ personKey, erasedAt }], skipDuplicates: true });
}

/** Those whose seven days are over. Returns how many were erased. */
export async function eraseDue(tx: Tx): Promise<number> {
  const due = await tx.db.member.findMany({
    where: { state: 'LEAVING', eraseAt: { lte: tx.now } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const done = await apart(tx, due, ({ id }) => eraseMember(tx, id, tx.now));
  if (done > 0) await forgetStatistics(tx);
  return done;
}

/** The planner's samples of names and titles are taken anew, without those who are gone. */
async function forgetStatistics(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`ANALYZE members, requests, invites, inbox, applied_commands`;
}

/** One row of the list that outlives backups: a random key and a date. */
export interface ErasureRow {
  readonly personKey: string;
  readonly erasedAt: Date;
}

/**
 * After a restore: everyone who was erased since the backup is erased again, so that nobody comes back from it (4-promises, R12).
 * @param known erasures that were kept beside the backup, or read from the database before the restore
 * @returns how many members were erased now
 */
export async function replayErasures(tx: Tx, known: readonly ErasureRow[] = []): Promise<number> {
  await tx.db.erasure.createMany({ data: known.map((row) => ({ ...row })), skipDuplicates: true });
  const list = await tx.db.erasure.findMany();
  const at = new Map(list.map((row) => [row.personKey, row.erasedAt]));
  const back = await tx.db.member.findMany({
    where: { personKey: { in: [...at.keys()] }, state: { not: 'ERASED' } },
    select: { id: true, personKey: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, personKey } of back) await eraseMember(tx, id, at.get(personKey) ?? tx.now);
  if (back.length > 0) await forgetStatistics(tx);
  return back.length;
}
