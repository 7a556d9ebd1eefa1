import type { Tx } from '../../db/transaction.ts';
import type { Member } from '../../generated/prisma/client.ts';
import { refuse } from '../errors.ts';
import { movePledge } from '../pledges/pledges.ts';
import { byOwner, moveRequest, pauseNow } from '../requests/states.ts';
import { type Before, keepUndo, offersNow, undoOf, useUndo } from '../undo/kept.ts';
import { offerAgain } from '../undo/offers.ts';
import { takeBackProposals } from './leaving.ts';
import { endPause, lockMember } from './members.ts';

/**
 * "Pause everything" (2-surface, /settings): the member's request and pledges are held and nothing is proposed; promises stay, and only
 * messages that matter to them come. Resuming gives back what this pause held, and nothing else.
 */
const WHY = 'EVERYTHING' as const;

/** The member, locked. @throws DomainError `stale` when everything is paused, or not, already */
async function lockUnless(tx: Tx, actorId: string, isPaused: boolean): Promise<Member> {
  await lockMember(tx, actorId);
  const member = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  return (member.pausedAt !== null) === isPaused ? refuse('stale') : member;
}

const inOrder = { id: 'asc' } as const;

/** @throws DomainError `stale` when everything is paused already */
export async function pauseEverything(tx: Tx, actorId: string): Promise<void> {
  const member = await lockUnless(tx, actorId, true);
  const offers = await offersNow(tx, { giverId: actorId });
  await takeBackProposals(tx, actorId);
  const requests = await tx.db.request.findMany({ where: { ownerId: actorId, state: 'ACTIVE' }, orderBy: inOrder });
  for (const request of requests) await pauseNow(tx, request, WHY, byOwner(member));
  const pledges = await tx.db.pledge.findMany({ where: { giverId: actorId, state: 'ACTIVE' }, orderBy: inOrder });
  for (const pledge of pledges) await movePledge(tx, pledge, 'paused', 'PAUSED', WHY, member.personKey);
  await tx.db.member.update({ where: { id: actorId }, data: { pausedAt: tx.now } });
  await keepUndo(tx, actorId, 'PAUSED_ALL', actorId, { offers });
}

/**
 * Gives everything back that {@link pauseEverything} held. A request stays paused when another one has become active meanwhile, while
 * requests are locked (/lock), or when its deadline has passed. Within ten minutes what waited for an answer waits again.
 *
 * @throws DomainError `stale` when nothing is paused
 */
export async function resumeEverything(tx: Tx, actorId: string): Promise<void> {
  const member = await lockUnless(tx, actorId, false);
  await endPause(tx, actorId);
  const held = { state: 'PAUSED' as const, pauseReason: WHY };
  const active = await tx.db.request.findUnique({ where: { activeSlot: actorId } });
  const request = await tx.db.request.findFirst({
    where: { ownerId: actorId, ...held, OR: [{ deadline: null }, { deadline: { gt: tx.now } }] },
    orderBy: { createdAt: 'desc' },
  });
  if (request && !active && !member.lockedAt) await moveRequest(tx, request, 'resumed', byOwner(member));
  const pledges = await tx.db.pledge.findMany({ where: { giverId: actorId, ...held }, orderBy: inOrder });
  for (const pledge of pledges) await movePledge(tx, pledge, 'resumed', 'ACTIVE', null, member.personKey);
  await offerWhatWaited(tx, member);
}

async function offerWhatWaited(tx: Tx, member: Member): Promise<void> {
  const id = await undoOf(tx, member.id, 'PAUSED_ALL', member.id);
  if (id === null) return;
  const { before, at } = await useUndo(tx, id);
  await offerAgain(tx, member, (before as unknown as Before['PAUSED_ALL']).offers, at);
}
