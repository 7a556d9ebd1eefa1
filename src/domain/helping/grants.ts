import type { Tx } from '../../db/transaction.ts';
import type { HelperGrant } from '../../generated/prisma/client.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { plusMonths } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { keyOf, lockMember } from '../members/members.ts';
import { areContacts } from '../network/contacts.ts';
import { queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { logHelping, stepHelping } from './states.ts';

/**
 * Leave for a contact to act for an elder in the bot: offered by the helper, begun by the elder's yes alone, for a scope and a time, and
 * ended by either with one step. Nobody learns of a no: to the helper it looks like an answer that has not come yet (red line 5).
 */

export const HELPER_SCOPES = ['REQUEST', 'PROMISES', 'BOTH'] as const satisfies readonly HelperScope[];

/** For how many months it may be offered. */
export const HELPER_MONTHS = [1, 3, LIMITS.helperMonths] as const;

export interface HelpOffer {
  readonly scope: HelperScope;
  /** One of {@link HELPER_MONTHS}. */
  readonly months: number;
}

/** What stands between the two: an offer that waits, or was declined lately, or leave that is in force; null for neither. */
export async function standingBetween(tx: Tx, helperId: string, elderId: string): Promise<HelperGrant | null> {
  return tx.db.helperGrant.findFirst({
    where: {
      helperId,
      elderId,
      OR: [
        { state: 'ACTIVE', endsAt: { gt: tx.now } },
        {
          state: { in: ['OFFERED', 'DECLINED'] },
          offeredAt: { gt: later(tx.now, -LIMITS.helperOfferDays * DAY_MS) },
        },
      ],
    },
    orderBy: [{ offeredAt: 'desc' }, { id: 'asc' }],
  });
}

/**
 * The actor offers a contact to act for them. The elder is asked once; offered again while an answer may still come, nothing happens,
 * and the same is said after a no.
 *
 * @throws DomainError `not-found` unless the two are contacts; `stale` when it is in force already; `locked`, `too-many-today`
 */
export async function offerHelp(tx: Tx, actorId: string, elderId: string, offer: HelpOffer): Promise<void> {
  if (!(HELPER_MONTHS as readonly number[]).includes(offer.months) || !HELPER_SCOPES.includes(offer.scope)) {
    refuse('not-found');
  }
  await lockMember(tx, actorId);
  if (actorId === elderId || !(await areContacts(tx, actorId, elderId))) refuse('not-found');
  const helper = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  if (helper.lockedAt) refuse('locked');
  const standing = await standingBetween(tx, actorId, elderId);
  if (standing?.state === 'ACTIVE') refuse('stale');
  if (standing) return;
  const today = await tx.db.helperGrant.count({
    where: { helperId: actorId, offeredAt: { gt: later(tx.now, -DAY_MS) } },
  });
  if (today >= LIMITS.helperOffersADay) refuse('too-many-today');
  await endOld(tx, actorId, elderId);
  const id = tx.ids.id();
  await tx.db.helperGrant.create({
    data: {
      id,
      elderId,
      helperId: actorId,
      openSlot: `${elderId}:${actorId}`,
      scope: offer.scope,
      state: 'OFFERED',
      endsAt: plusMonths(tx.now, offer.months, tx.rules.timezone),
      offeredAt: tx.now,
    },
  });
  await logHelping(tx, id, 'offered', null, 'OFFERED', { role: 'HELPER', key: helper.personKey });
  await queueNotice(tx, { kind: 'helper-offered', memberId: elderId, about: id, params: { grantId: id } });
}

/** What has run out and was not cleared away yet makes room for a new offer. */
async function endOld(tx: Tx, helperId: string, elderId: string): Promise<void> {
  const old = await tx.db.helperGrant.findUnique({ where: { openSlot: `${elderId}:${helperId}` } });
  if (old) await stepHelping(tx, old, 'ended', { role: 'SYSTEM', key: null });
}

/** The row, locked. @throws DomainError `not-found` */
async function lockGrant(tx: Tx, grantId: string): Promise<HelperGrant> {
  await tx.db.$queryRaw`SELECT 1 FROM helper_grants WHERE id = ${grantId}::uuid FOR UPDATE`;
  return (await tx.db.helperGrant.findUnique({ where: { id: grantId } })) ?? refuse('not-found');
}

/**
 * The elder's answer. A yes puts it in force at once and tells the helper; a no tells nobody.
 * @throws DomainError `not-found` for anybody else; `stale` when it no longer waits; `locked`
 */
export async function answerHelpOffer(tx: Tx, actorId: string, grantId: string, isYes: boolean): Promise<void> {
  const grant = await lockGrant(tx, grantId);
  if (grant.elderId !== actorId || !(await areContacts(tx, actorId, grant.helperId))) refuse('not-found');
  const isOld = grant.endsAt <= tx.now || grant.offeredAt <= later(tx.now, -LIMITS.helperOfferDays * DAY_MS);
  if (grant.state !== 'OFFERED' || isOld) refuse('stale');
  const elder = await tx.db.member.findUniqueOrThrow({ where: { id: actorId } });
  if (isYes && elder.lockedAt) refuse('locked');
  await stepHelping(tx, grant, isYes ? 'accepted' : 'declined', { role: 'OWNER', key: elder.personKey });
  if (!isYes) return;
  await queueNotice(tx, {
    kind: 'helper-accepted',
    memberId: grant.helperId,
    about: grantId,
    params: { grantId },
    expiresAt: grant.endsAt,
  });
}

/**
 * Ends it at once, by the elder or by the helper; whoever is acting right now is stopped at their next step. Nobody is told.
 * @throws DomainError `not-found` for anybody else; `stale` when it is over already
 */
export async function stopHelping(tx: Tx, actorId: string, grantId: string): Promise<void> {
  const grant = await lockGrant(tx, grantId);
  const isElder = grant.elderId === actorId;
  if (!isElder && grant.helperId !== actorId) refuse('not-found');
  // An offer is not taken back: to the helper one that was declined has to look like one that waits.
  if (grant.state !== 'ACTIVE') refuse('stale');
  await stepHelping(tx, grant, 'ended', { role: isElder ? 'OWNER' : 'HELPER', key: await keyOf(tx, actorId) });
}
