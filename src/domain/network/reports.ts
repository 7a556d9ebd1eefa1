import type { Tx } from '../../db/transaction.ts';
import type { AbuseReason } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { operatorsAmong } from '../notices/operators.ts';
import { queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { clean, isBlank } from '../text.ts';
import { mayActOn } from './blocks.ts';
import { maySeeRequest } from './reach.ts';

export const ABUSE_REASONS: readonly AbuseReason[] = ['FALSE_NEED', 'PRESSURE', 'INSULT', 'OTHER'];

export interface NewReport {
  readonly subjectId: string;
  /** The request that the report is about, if it is about one. */
  readonly requestId?: string | null;
  readonly reason: AbuseReason;
  /** Optional words, at most LIMITS.reportLength. */
  readonly text: string | null;
}

/**
 * Reports a person to the operators, who see the reason, the words and a case number, and nobody's name. The person is not told.
 * @throws DomainError `not-found` for somebody the actor may not know of or a request that they do not see, `too-many-today`
 */
export async function reportAbuse(
  tx: Tx,
  actorId: string,
  { subjectId, requestId = null, reason, text }: NewReport,
  operatorIds: readonly bigint[],
): Promise<void> {
  if (actorId === subjectId || !(await mayActOn(tx, actorId, subjectId))) refuse('not-found');
  if (requestId !== null) await checkRequest(tx, actorId, subjectId, requestId);
  await lockMember(tx, actorId);
  const today = await tx.db.abuseReport.count({ where: { reporterId: actorId, at: { gt: later(tx.now, -DAY_MS) } } });
  if (today >= LIMITS.reportsADay) refuse('too-many-today');
  const words = text === null ? '' : clean(text, LIMITS.reportLength).text;
  const reportId = tx.ids.id();
  await tx.db.abuseReport.create({
    data: {
      id: reportId,
      reporterId: actorId,
      subjectId,
      requestId,
      reason,
      text: isBlank(words) ? null : tx.vault.seal(words),
      at: tx.now,
    },
  });
  await queueNotices(
    tx,
    (await operatorsAmong(tx, operatorIds)).map((memberId) => ({
      kind: 'abuse-reported' as const,
      memberId,
      about: reportId,
      params: { reportId },
    })),
  );
}

/** The request is the subject's, and the actor sees it or has promised help to it. @throws DomainError `not-found` */
async function checkRequest(tx: Tx, actorId: string, subjectId: string, requestId: string): Promise<void> {
  const own = await tx.db.request.count({ where: { id: requestId, ownerId: subjectId } });
  if (own === 0) refuse('not-found');
  if (await maySeeRequest(tx, actorId, requestId)) return;
  if ((await tx.db.commitment.count({ where: { requestId, giverId: actorId } })) === 0) refuse('not-found');
}

/** A case as an operator sees it: nobody's name, nothing of the network. */
export interface ReportCase {
  readonly id: string;
  /** What people say aloud: the first characters of the id. */
  readonly number: string;
  readonly reason: AbuseReason;
  readonly text: string | null;
  readonly isHandled: boolean;
}

const CASE_NUMBER_LENGTH = 8;

/** Only notices to operators and {@link handleReport} lead here; both know whom they talk to. */
export async function reportCase(tx: Tx, reportId: string): Promise<ReportCase | null> {
  const row = await tx.db.abuseReport.findUnique({ where: { id: reportId } });
  if (!row) return null;
  return {
    id: row.id,
    number: row.id.slice(0, CASE_NUMBER_LENGTH),
    reason: row.reason,
    text: row.text ? tx.vault.open(row.text) : null,
    isHandled: row.handledAt !== null,
  };
}

/**
 * An operator has dealt with a case; a second press changes nothing.
 * @throws DomainError `not-found` for everyone who is no operator, and for an unknown case
 */
export async function handleReport(
  tx: Tx,
  actorId: string,
  reportId: string,
  operatorIds: readonly bigint[],
): Promise<void> {
  const actor = await tx.db.member.findUniqueOrThrow({ where: { id: actorId }, select: { telegramId: true } });
  if (actor.telegramId === null || !operatorIds.includes(actor.telegramId)) refuse('not-found');
  if ((await tx.db.abuseReport.count({ where: { id: reportId } })) === 0) refuse('not-found');
  await tx.db.abuseReport.updateMany({ where: { id: reportId, handledAt: null }, data: { handledAt: tx.now } });
}
