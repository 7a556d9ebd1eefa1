import type { Tx } from '../../db/transaction.ts';
import type { AbuseReason } from '../../generated/prisma/enums.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { silentAt } from '../doctor/silence.ts';
import { refuse } from '../errors.ts';
import { queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { clean, isBlank } from '../text.ts';
import type { Trouble } from './incidents.ts';
import { type Queues, readQueues } from './queues.ts';

/** @throws DomainError `not-found` for everyone who is no operator: /admin is unknown to them */
async function refuseOthers(tx: Tx, actorId: string, operatorIds: readonly bigint[]): Promise<void> {
  const row = await tx.db.member.findUnique({ where: { id: actorId }, select: { telegramId: true, state: true } });
  if (row?.state !== 'ACTIVE' || row.telegramId === null || !operatorIds.includes(row.telegramId)) refuse('not-found');
}

/** What an operator sees: counts only, no texts, no names (2-surface, Commands). */
export interface Overview {
  readonly members: number;
  readonly requests: number;
  readonly cycle: { readonly id: string; readonly endsAt: Date };
  /** Cards of the open cycle that were delivered, and those of them that were answered. */
  readonly cards: { readonly delivered: number; readonly answered: number };
  readonly queues: Queues;
  readonly jobs: { readonly all: number; readonly silent: number };
  readonly openReports: number;
  readonly troubles: readonly Trouble[];
  /** The newest announcement; null when there was none. */
  readonly broadcast: BroadcastProgress | null;
}

/** @throws DomainError `not-found` for everyone who is no operator */
export async function overview(tx: Tx, viewerId: string, operatorIds: readonly bigint[]): Promise<Overview> {
  await refuseOthers(tx, viewerId, operatorIds);
  const cycle = await currentCycle(tx);
  const card = { round: { cycleId: cycle.id }, deliveredAt: { not: null } };
  const jobs = await tx.db.job.findMany();
  const last = await tx.db.broadcast.findFirst({ orderBy: { createdAt: 'desc' }, select: { id: true } });
  const open = await tx.db.incident.findMany({ where: { openSlot: { not: null } }, orderBy: { openedAt: 'asc' } });
  return {
    members: await tx.db.member.count({ where: { state: 'ACTIVE' } }),
    requests: await tx.db.request.count({ where: { state: 'ACTIVE' } }),
    cycle: { id: cycle.id, endsAt: cycle.endsAt },
    cards: {
      delivered: await tx.db.card.count({ where: card }),
      answered: await tx.db.card.count({ where: { ...card, answeredAt: { not: null } } }),
    },
    queues: await readQueues(tx),
    jobs: { all: jobs.length, silent: silentAt(jobs, tx.now).length },
    openReports: await tx.db.abuseReport.count({ where: { handledAt: null } }),
    troubles: open.map(({ kind, about }) => ({ kind: kind as Trouble['kind'], about })),
    broadcast: last ? await progressOf(tx, last.id) : null,
  };
}

/** A case in a list: what it is about nobody says here; `exodus reports` does. */
export interface OpenCase {
  readonly id: string;
  readonly number: string;
  readonly reason: AbuseReason;
  readonly at: Date;
}

const CASE_NUMBER_LENGTH = 8;

/** Cases nobody has dealt with, oldest first. @throws DomainError `not-found` for everyone who is no operator */
export async function openCases(tx: Tx, viewerId: string, operatorIds: readonly bigint[]): Promise<OpenCase[]> {
  await refuseOthers(tx, viewerId, operatorIds);
  const rows = await tx.db.abuseReport.findMany({
    where: { handledAt: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, reason, at }) => ({ id, number: id.slice(0, CASE_NUMBER_LENGTH), reason, at }));
}

/** How far an announcement has come. */
export interface BroadcastProgress {
  readonly id: string;
  readonly people: number;
  readonly sent: number;
  readonly waiting: number;
}

async function progressOf(tx: Tx, id: string): Promise<BroadcastProgress> {
  const { people } = await tx.db.broadcast.findUniqueOrThrow({ where: { id }, select: { people: true } });
  const theirs = { kind: 'announcement', key: { startsWith: `announcement:${id}:` } };
  return {
    id,
    people,
    sent: await tx.db.notice.count({ where: { ...theirs, state: 'SENT' } }),
    waiting: await tx.db.notice.count({ where: { ...theirs, state: { in: ['PENDING', 'SENDING'] } } }),
  };
}

const everybody = { state: 'ACTIVE', unreachableAt: null, pausedAt: null } as const;

/** How many people an announcement would go to. @throws DomainError `not-found` for everyone who is no operator */
export async function audience(tx: Tx, actorId: string, operatorIds: readonly bigint[]): Promise<number> {
  await refuseOthers(tx, actorId, operatorIds);
  return tx.db.member.count({ where: { ...everybody, noticeSwitches: { none: { kind: 'announcement' } } } });
}

const CHUNK = 1_000;

/**
 * Queues one message for everybody who gets messages: by day, at the queue's own pace (R9). Returns the announcement's id.
 * @throws DomainError `not-found` for everyone who is no operator, `text-empty`
 */
export async function announce(tx: Tx, actorId: string, text: string, operatorIds: readonly bigint[]): Promise<string> {
  await refuseOthers(tx, actorId, operatorIds);
  const words = clean(text, LIMITS.announcementLength).text;
  if (isBlank(words)) refuse('text-empty');
  const id = tx.ids.id();
  await tx.db.broadcast.create({
    data: { id, text: tx.vault.seal(words), people: await audience(tx, actorId, operatorIds), createdAt: tx.now },
  });
  const members = await tx.db.member.findMany({ where: everybody, select: { id: true }, orderBy: { id: 'asc' } });
  for (let at = 0; at < members.length; at += CHUNK) {
    await queueNotices(
      tx,
      members.slice(at, at + CHUNK).map((member) => ({
        kind: 'announcement' as const,
        memberId: member.id,
        about: id,
        params: { broadcastId: id },
      })),
    );
  }
  return id;
}

/** The words of an announcement; null when it is not kept any more. */
export async function announcementText(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.db.broadcast.findUnique({ where: { id }, select: { text: true } });
  return row ? tx.vault.open(row.text) : null;
}
