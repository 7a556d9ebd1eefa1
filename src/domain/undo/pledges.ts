import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Member, Pledge, Undo } from '../../generated/prisma/client.ts';
import type { PauseReason, PledgeState } from '../../generated/prisma/enums.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { settleLostSight } from '../network/sight.ts';
import { pledgesMadeBy } from '../pledges/directed.ts';
import { logChange, movePledge } from '../pledges/pledges.ts';
import { type Before, type KeptCeiling, type KeptPledge, memberNow } from './kept.ts';
import { offerAgain } from './offers.ts';

/** Whoever has paused everything since gets a pledge back held. */
function stateOf(
  member: Member,
  kept: Pick<KeptPledge, 'state' | 'why'>,
): { state: PledgeState; why: PauseReason | null } {
  return member.pausedAt !== null && kept.state === 'ACTIVE' ? { state: 'PAUSED', why: 'EVERYTHING' } : kept;
}

/** A pledge as it was made is taken back, or gets its earlier amount back. @throws DomainError `undo-built-on` when something was promised of it */
export async function undoPledgeMade(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const before = undo.before as unknown as Before['PLEDGE_MADE'];
  const pledge = await tx.db.pledge.findUniqueOrThrow({ where: { id: undo.aboutId } });
  const ofIt = { OR: [{ pledgeId: pledge.id }, { proposal: { pledgeId: pledge.id } }] };
  const promised = await tx.db.commitment.count({
    where: { giverId: member.id, createdAt: { gte: undo.at }, state: { not: 'RELEASED' }, ...ofIt },
  });
  if (promised > 0) refuse('undo-built-on');
  if (before.earlier === null) {
    await movePledge(tx, pledge, 'withdrawn', 'WITHDRAWN', null, member.personKey);
    await withdrawWaiting(tx, { pledgeId: pledge.id });
    await dropNews(tx, pledge, undo.at);
  } else {
    await setBack(tx, member, pledge, before.earlier);
  }
  await giveCeilingBack(tx, member, before.ceiling, before.ceilingLeft);
  if (before.pausedAt !== null && member.pausedAt === null) {
    await tx.db.member.update({ where: { id: member.id }, data: { pausedAt: new Date(before.pausedAt) } });
  }
  await offerAgain(tx, member, before.offers, undo.at);
}

async function setBack(tx: Tx, member: Member, pledge: Pledge, earlier: KeptPledge): Promise<void> {
  const { state, why } = stateOf(member, earlier);
  const amount = BigInt(earlier.amount);
  const { count } = await tx.db.pledge.updateMany({
    where: { id: pledge.id, state: pledge.state, amount: pledge.amount },
    data: { amount, state, pauseReason: why },
  });
  if (count === 0) refuse('stale');
  await logChange(tx, pledge, 'restored', state, member.personKey, amount);
}

/** The asker reads once a day how many pledges were made; with this one gone there may be nothing to tell. */
async function dropNews(tx: Tx, pledge: Pledge, at: Date): Promise<void> {
  if (pledge.requestId === null) return;
  const rows = await tx.db.notice.findMany({
    where: { kind: 'pledge-made', state: 'PENDING', params: { path: ['requestId'], equals: pledge.requestId } },
  });
  for (const { id, params } of rows) {
    const until = new Date((params as { until: string }).until);
    if (until > at && (await pledgesMadeBy(tx, pledge.requestId, until)) === 0) {
      await tx.db.notice.deleteMany({ where: { id, state: 'PENDING' } });
    }
  }
}

/** The measure that the pledge brought with it; one that other pledges stand on stays. */
async function giveCeilingBack(tx: Tx, member: Member, was: KeptCeiling, left: KeptCeiling): Promise<void> {
  const { ceiling: now } = await memberNow(tx, member.id);
  if (now.now !== left.now || now.next !== left.next || now.nextAt !== left.nextAt) return;
  const others = await tx.db.pledge.count({ where: { giverId: member.id, state: { not: 'WITHDRAWN' } } });
  if (was.now === null && others > 0) return;
  await tx.db.member.update({
    where: { id: member.id },
    data: {
      ceiling: was.now === null ? null : BigInt(was.now),
      ceilingNext: was.next === null ? null : BigInt(was.next),
      ceilingNextAt: was.nextAt === null ? null : new Date(was.nextAt),
    },
  });
}

/** A withdrawn pledge stands again, with what waited for it. @throws DomainError `stale` when another took its place, or its request was closed */
export async function undoPledgeWithdrawn(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const before = undo.before as unknown as Before['PLEDGE_WITHDRAWN'];
  const pledge = await tx.db.pledge.findUniqueOrThrow({ where: { id: undo.aboutId }, include: { request: true } });
  const { request, kind, form, monthly, requestId } = pledge;
  if (request?.state === 'CLOSED') refuse('stale');
  const twin =
    kind === 'OPEN'
      ? { openSlot: member.id }
      : { giverId: member.id, requestId, form: 'MONEY' as const, monthly, state: { not: 'WITHDRAWN' as const } };
  if ((kind === 'OPEN' || form === 'MONEY') && (await tx.db.pledge.count({ where: twin })) > 0) refuse('stale');
  const { state, why } = stateOf(member, before);
  await restorePledge(tx, pledge, state, why, member.personKey);
  if (request) await settleLostSight(tx, [request.ownerId]);
  await offerAgain(tx, member, before.offers, undo.at);
}

/** WITHDRAWN → as it was. @throws DomainError `stale` */
async function restorePledge(
  tx: Tx,
  pledge: Pledge,
  to: PledgeState,
  why: PauseReason | null,
  byKey: string | null,
): Promise<void> {
  const { count } = await tx.db.pledge.updateMany({
    where: { id: pledge.id, state: 'WITHDRAWN' },
    data: { state: to, pauseReason: why, openSlot: pledge.kind === 'OPEN' ? pledge.giverId : null },
  });
  if (count === 0) refuse('stale');
  await appendEvent(tx, {
    subject: 'PLEDGE',
    subjectId: pledge.id,
    event: 'restored',
    from: 'WITHDRAWN',
    to,
    role: byKey === null ? 'SYSTEM' : 'GIVER',
    actorKey: byKey,
  });
}

/** Pledges that a closing freed are directed at the request again, except of whoever has left. Nobody is told. */
export async function restorePledgesTo(
  tx: Tx,
  ownerId: string,
  kept: Before['REQUEST_CLOSED']['pledges'],
): Promise<void> {
  for (const one of kept) {
    const row = await tx.db.pledge.findUnique({ where: { id: one.id }, include: { giver: true } });
    if (row?.state !== 'WITHDRAWN' || row.giver.state !== 'ACTIVE') continue;
    const { state, why } = stateOf(row.giver, one);
    await restorePledge(tx, row, state, why, null);
  }
  if (kept.length > 0) await settleLostSight(tx, [ownerId]);
}
