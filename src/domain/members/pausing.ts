import { appendEvents } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import { refuse } from '../errors.ts';
import { takeBackProposals } from './leaving.ts';
import { lockMember } from './members.ts';

/**
 * "Pause everything" (2-surface, /settings): the member's request and pledges are held and nothing is proposed; promises stay, and only
 * messages that matter to them come. Resuming gives back what this pause held, and nothing else.
 */
const WHY = 'EVERYTHING' as const;

/** The member's row, locked. @throws DomainError `stale` when it is so already */
async function lockUnless(tx: Tx, actorId: string, isPaused: boolean): Promise<string> {
  await lockMember(tx, actorId);
  const row = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  if ((row.pausedAt !== null) === isPaused) refuse('stale');
  return row.personKey;
}

const step = (event: 'paused' | 'resumed') =>
  event === 'paused'
    ? ({ event, from: 'ACTIVE', to: 'PAUSED' } as const)
    : ({ event, from: 'PAUSED', to: 'ACTIVE' } as const);

async function log(
  tx: Tx,
  event: 'paused' | 'resumed',
  key: string,
  requests: string[],
  pledges: string[],
): Promise<void> {
  await appendEvents(tx, [
    ...requests.map((subjectId) => ({
      ...step(event),
      subject: 'REQUEST' as const,
      subjectId,
      role: 'OWNER' as const,
      actorKey: key,
    })),
    ...pledges.map((subjectId) => ({
      ...step(event),
      subject: 'PLEDGE' as const,
      subjectId,
      role: 'GIVER' as const,
      actorKey: key,
    })),
  ]);
}

/** @throws DomainError `stale` when everything is paused already */
export async function pauseEverything(tx: Tx, actorId: string): Promise<void> {
  const key = await lockUnless(tx, actorId, true);
  await takeBackProposals(tx, actorId);
  const requests = await tx.db.request.updateManyAndReturn({
    where: { ownerId: actorId, state: 'ACTIVE' },
    data: { state: 'PAUSED', pauseReason: WHY, activeSlot: null },
    select: { id: true },
  });
  const pledges = await tx.db.pledge.updateManyAndReturn({
    where: { giverId: actorId, state: 'ACTIVE' },
    data: { state: 'PAUSED', pauseReason: WHY },
    select: { id: true },
  });
  await tx.db.member.update({ where: { id: actorId }, data: { pausedAt: tx.now } });
  await log(
    tx,
    'paused',
    key,
    requests.map((row) => row.id),
    pledges.map((row) => row.id),
  );
}

/**
 * Gives everything back that {@link pauseEverything} held. A request stays paused when another one has become active meanwhile, or
 * while requests are locked (/lock).
 *
 * @throws DomainError `stale` when nothing is paused
 */
export async function resumeEverything(tx: Tx, actorId: string): Promise<void> {
  const key = await lockUnless(tx, actorId, false);
  await endPause(tx, actorId);
  const { lockedAt } = await tx.db.member.findUniqueOrThrow({ where: { id: actorId }, select: { lockedAt: true } });
  const active = await tx.db.request.findUnique({ where: { activeSlot: actorId } });
  const held = await tx.db.request.findFirst({
    where: {
      ownerId: actorId,
      state: 'PAUSED',
      pauseReason: WHY,
      OR: [{ deadline: null }, { deadline: { gt: tx.now } }],
    },
    orderBy: { createdAt: 'desc' },
  });
  const request = active || lockedAt ? null : held;
  if (request) {
    await tx.db.request.update({
      where: { id: request.id },
      data: { state: 'ACTIVE', pauseReason: null, activeSlot: actorId },
    });
  }
  const pledges = await tx.db.pledge.updateManyAndReturn({
    where: { giverId: actorId, state: 'PAUSED', pauseReason: WHY },
    data: { state: 'ACTIVE', pauseReason: null, unansweredCards: 0 },
    select: { id: true },
  });
  await log(
    tx,
    'resumed',
    key,
    request ? [request.id] : [],
    pledges.map((row) => row.id),
  );
}

/** Whoever takes up a single thing again, or makes a new one, is not away any more; what else is held stays so until they resume it. */
export async function endPause(tx: Tx, memberId: string): Promise<void> {
  await tx.db.member.updateMany({ where: { id: memberId, pausedAt: { not: null } }, data: { pausedAt: null } });
}
