import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { RequestKind } from '../../generated/prisma/enums.ts';
import { DAY_MS, HOUR_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { keyOf, lockMember } from '../members/members.ts';
import { queueNotices } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { requestDistance } from './reach.ts';
import { settleLostSight } from './sight.ts';

/**
 * 🔗 "help this request": a link that introduces, it does not recommend (1-domain, Reach). Whoever opens it becomes the issuer's
 * contact and sees the request from there, within the reach chosen by the asker.
 */

/** A living link in the hands of whoever opened it. */
export interface OpenedLink {
  readonly issuerId: string;
  readonly issuerName: string;
  readonly requestId: string | null;
}

export interface HelpLink {
  readonly token: string;
  readonly expiresAt: Date;
}

const livingOf = (tx: Tx, issuerId: string, requestId: string): Promise<HelpLink | null> =>
  tx.db.invite.findFirst({
    where: {
      issuerId,
      requestId,
      kind: 'HELP',
      revokedAt: null,
      expiresAt: { gt: tx.now },
      uses: { lt: LIMITS.inviteUses },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { token: true, expiresAt: true },
  });

async function logInvite(tx: Tx, issuerId: string, inviteIds: readonly string[], event: string): Promise<void> {
  const actorKey = await keyOf(tx, issuerId);
  for (const subjectId of inviteIds)
    await appendEvent(tx, {
      subject: 'INVITE',
      subjectId,
      event,
      from: null,
      to: null,
      role: 'OWNER',
      actorKey,
    });
}

async function makeLink(tx: Tx, issuerId: string, requestId: string): Promise<HelpLink> {
  const invite = await tx.db.invite.create({
    data: {
      id: tx.ids.id(),
      token: `h${tx.ids.token()}`,
      kind: 'HELP',
      issuerId,
      requestId,
      createdAt: tx.now,
      expiresAt: later(tx.now, LIMITS.inviteDays * DAY_MS),
    },
  });
  await logInvite(tx, issuerId, [invite.id], 'issued');
  return { token: invite.token, expiresAt: invite.expiresAt };
}

/**
 * The actor's living link to a request that they see: the newest one, or a new one.
 * @throws DomainError `not-found`, `stale` when the request is not active, `out-of-reach` when the actor's contacts are beyond
 *   the reach chosen by the asker, `too-many-today`
 */
export async function helpLink(tx: Tx, actorId: string, requestId: string): Promise<HelpLink> {
  await lockMember(tx, actorId);
  const distance = await requestDistance(tx, actorId, requestId);
  if (distance === null) refuse('not-found');
  const { state, reach, owner } = await tx.db.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { state: true, reach: true, owner: { select: { lockedAt: true } } },
  });
  if (state !== 'ACTIVE') refuse('stale');
  if (owner.lockedAt) refuse('locked');
  if (distance + 1 > reach) refuse('out-of-reach');
  const living = await livingOf(tx, actorId, requestId);
  if (living) return living;
  const today = await tx.db.invite.count({
    where: { issuerId: actorId, createdAt: { gt: later(tx.now, -DAY_MS) } },
  });
  if (today >= LIMITS.openInvitesADay) refuse('too-many-today');
  return makeLink(tx, actorId, requestId);
}

/**
 * Whether a help link can lead this person to its request now. `dead` is everything the opener need not know: the request is
 * closed, the issuer lost sight of it, somebody on the way is blocked.
 *
 * @param openerId null for a newcomer, whom nobody can have blocked
 */
export async function helpLinkStanding(
  tx: Tx,
  { issuerId, requestId }: Pick<OpenedLink, 'issuerId' | 'requestId'>,
  openerId: string | null,
): Promise<'open' | 'dead' | 'out-of-reach'> {
  const opener = Prisma.sql`${openerId}::uuid`;
  const [row] = await tx.db.$queryRaw<{ reach: number; distance: number | null }[]>`
    SELECT q.reach, CASE WHEN q.owner_id = ${issuerId}::uuid THEN 0 ELSE (
      SELECT min(p.distance) FROM reach_paths p
      WHERE p.request_id = q.id AND p.viewer_id = ${issuerId}::uuid AND p.valid_until > ${tx.now}
        AND NOT EXISTS (SELECT 1 FROM blocked_pairs b WHERE b.a_id = ${opener} AND b.b_id IN (p.via1_id, p.via2_id))) END::int AS distance
    FROM requests q JOIN members o ON o.id = q.owner_id AND o.state = 'ACTIVE' AND o.locked_at IS NULL
    WHERE q.id = ${requestId}::uuid AND q.state = 'ACTIVE' AND (q.deadline IS NULL OR q.deadline > ${tx.now})
      AND NOT EXISTS (SELECT 1 FROM blocked_pairs b WHERE b.a_id = ${opener} AND b.b_id IN (q.owner_id, ${issuerId}::uuid))`;
  if (!row || row.distance === null) return 'dead';
  return row.distance + 1 > row.reach ? 'out-of-reach' : 'open';
}

/** All that somebody who is not connected to the issuer may see: first name, title and sum. */
export interface HelpPreview {
  readonly issuerName: string;
  readonly askerName: string;
  readonly title: string;
  readonly kind: RequestKind;
  /** minor units */
  readonly amount: bigint;
}

/** What a help link shows before its opener and its issuer are connected. The caller has asked {@link helpLinkStanding}. */
export async function helpPreview(tx: Tx, invite: OpenedLink): Promise<HelpPreview> {
  const request = await tx.db.request.findUniqueOrThrow({
    where: { id: invite.requestId ?? '' },
    select: { title: true, kind: true, amount: true, owner: { select: { name: true } } },
  });
  const { title, kind, amount, owner } = request;
  return { issuerName: invite.issuerName, askerName: owner.name, title, kind, amount };
}

/** How often the links to a request were used, for its asker. Whoever opened one and declined leaves no mark. */
export interface HelpLinkUses {
  /** Links that can still be opened, of all issuers together. */
  readonly living: number;
  readonly uses: number;
}

/** @throws DomainError `not-found` unless the actor owns the request */
export async function helpLinkUses(tx: Tx, actorId: string, requestId: string): Promise<HelpLinkUses> {
  await checkOwner(tx, actorId, requestId);
  const rows = await tx.db.invite.findMany({
    where: { requestId, kind: 'HELP' },
    select: { uses: true, revokedAt: true, expiresAt: true },
  });
  const living = rows.filter((row) => row.revokedAt === null && row.expiresAt > tx.now && row.uses < LIMITS.inviteUses);
  return { living: living.length, uses: rows.reduce((total, row) => total + row.uses, 0) };
}

async function checkOwner(tx: Tx, actorId: string, requestId: string): Promise<void> {
  if ((await tx.db.request.count({ where: { id: requestId, ownerId: actorId } })) === 0) refuse('not-found');
}

/**
 * The asker revokes every link to their request, whoever made it. Contacts that came about by them stay contacts.
 * @returns how many were revoked
 * @throws DomainError `not-found`
 */
export async function revokeHelpLinks(tx: Tx, actorId: string, requestId: string): Promise<number> {
  await checkOwner(tx, actorId, requestId);
  const rows = await tx.db.invite.findMany({
    where: { requestId, kind: 'HELP', revokedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, issuerId: true },
  });
  const ids = rows.map((row) => row.id);
  const { count } = await tx.db.invite.updateMany({
    where: { id: { in: ids }, revokedAt: null },
    data: { revokedAt: tx.now },
  });
  await logInvite(tx, actorId, ids, 'revoked');
  await settleLostSight(tx, [...new Set(rows.map((row) => row.issuerId))]);
  return count;
}

/** The token of the owner's own living link to their request, for a message that carries it; null when there is none. */
export async function ownHelpToken(tx: Tx, ownerId: string, requestId: string): Promise<string | null> {
  return (await livingOf(tx, ownerId, requestId))?.token ?? null;
}

const UNOPENED_HOURS = 24;
/** After that it is no news; the memory that it was told does not last for ever either. */
const UNOPENED_DAYS_MAX = 30;
const UNOPENED_AT_ONCE = 500;

/**
 * A request that nobody has opened after a day tells its asker so, once and neutrally, with a link to forward (1-domain, Reach).
 * The link is made here, beyond the day's limit. Returns how many were told.
 */
export async function tellOfUnopened(tx: Tx): Promise<number> {
  const due = await tx.db.$queryRaw<{ id: string; ownerId: string }[]>`
    SELECT q.id, q.owner_id AS "ownerId" FROM requests q
    JOIN members o ON o.id = q.owner_id AND o.state = 'ACTIVE' AND o.unreachable_at IS NULL AND o.paused_at IS NULL AND o.locked_at IS NULL
    WHERE q.state = 'ACTIVE' AND q.created_at <= ${later(tx.now, -UNOPENED_HOURS * HOUR_MS)}
      AND q.created_at > ${later(tx.now, -UNOPENED_DAYS_MAX * DAY_MS)} AND (q.deadline IS NULL OR q.deadline > ${tx.now})
      AND NOT EXISTS (SELECT 1 FROM request_views v WHERE v.request_id = q.id AND v.member_id <> q.owner_id)
      AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.request_id = q.id)
      AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.key = 'nobody-opened:' || q.id || ':' || q.owner_id)
      AND NOT EXISTS (SELECT 1 FROM notice_switches s WHERE s.member_id = o.id AND s.kind = 'nobody-opened')
    ORDER BY q.created_at, q.id LIMIT ${UNOPENED_AT_ONCE}`;
  for (const { id, ownerId } of due) if (!(await livingOf(tx, ownerId, id))) await makeLink(tx, ownerId, id);
  await queueNotices(
    tx,
    due.map(({ id, ownerId }) => ({
      kind: 'nobody-opened' as const,
      memberId: ownerId,
      about: id,
      params: { requestId: id },
    })),
  );
  return due.length;
}
