import type { Tx } from '../../db/transaction.ts';
import { DAY_MS, later } from '../clock.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { areContacts, connect } from './contacts.ts';
import { helpLinkStanding } from './help-links.ts';

/** What a deep link's payload must look like before the database is asked. */
export const TOKEN_FORMAT = /^[jh][0-9A-Za-z]{22}$/;

/** A living link of the issuer's to join; the newest one, or a new one. @throws DomainError `too-many-today` */
export async function joinLink(tx: Tx, issuerId: string): Promise<{ token: string; expiresAt: Date }> {
  const living = await tx.db.invite.findFirst({
    where: {
      issuerId,
      kind: 'JOIN',
      revokedAt: null,
      expiresAt: { gt: tx.now },
      uses: { lt: LIMITS.inviteUses },
    },
    orderBy: { createdAt: 'desc' },
  });
  if (living) return living;
  await lockMember(tx, issuerId);
  const today = await tx.db.invite.count({ where: { issuerId, createdAt: { gt: later(tx.now, -DAY_MS) } } });
  if (today >= LIMITS.openInvitesADay) refuse('too-many-today');
  return tx.db.invite.create({
    data: {
      id: tx.ids.id(),
      token: `j${tx.ids.token()}`,
      kind: 'JOIN',
      issuerId,
      createdAt: tx.now,
      expiresAt: later(tx.now, LIMITS.inviteDays * DAY_MS),
    },
  });
}

export interface LivingInvite {
  readonly id: string;
  readonly kind: 'JOIN' | 'HELP';
  readonly issuerId: string;
  readonly issuerName: string;
  readonly requestId: string | null;
}

/**
 * Unknown, expired, revoked, used up and malformed are one answer: null (2-surface, Deep links); so is a link of somebody with
 * whom the one who opens it is blocked.
 */
export async function livingInvite(
  tx: Tx,
  token: string,
  openerId: string | null = null,
): Promise<LivingInvite | null> {
  if (!TOKEN_FORMAT.test(token)) return null;
  const invite = await tx.db.invite.findUnique({ where: { token }, include: { issuer: true } });
  if (!invite || invite.revokedAt || invite.expiresAt <= tx.now || invite.uses >= LIMITS.inviteUses) return null;
  if (invite.issuer.state !== 'ACTIVE') return null;
  if (openerId !== null && (await isBlocked(tx, openerId, invite.issuerId))) return null;
  return {
    id: invite.id,
    kind: invite.kind,
    issuerId: invite.issuerId,
    issuerName: invite.issuer.name,
    requestId: invite.requestId,
  };
}

async function isBlocked(tx: Tx, a: string, b: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM blocked_pairs WHERE a_id = ${a}::uuid AND b_id = ${b}::uuid`;
  return rows.length > 0;
}

/**
 * Connects the one who opened a link with its issuer. A newcomer is connected by this alone; a member has been asked before.
 * Opening twice has one effect and costs one use.
 *
 * @returns whether the two are contacts now
 * @throws DomainError `invite-dead`, `own-invite`; for a link to a request also `out-of-reach`
 */
export async function acceptInvite(tx: Tx, actorId: string, token: string): Promise<boolean> {
  const found = await livingInvite(tx, token, actorId);
  if (!found) refuse('invite-dead');
  if (found.issuerId === actorId) refuse('own-invite');
  // Read again under the lock: of two who open a link at once, one may get the last use.
  await lockMember(tx, found.issuerId);
  const invite = (await livingInvite(tx, token, actorId)) ?? refuse('invite-dead');
  if (invite.kind === 'HELP') {
    const standing = await helpLinkStanding(tx, invite, actorId);
    if (standing !== 'open') refuse(standing === 'dead' ? 'invite-dead' : 'out-of-reach');
  }
  const key = { inviteId: invite.id, memberId: actorId };
  const used = await tx.db.inviteUse.findUnique({ where: { inviteId_memberId: key } });
  if (used?.outcome !== 'CONNECTED') {
    await tx.db.inviteUse.upsert({
      where: { inviteId_memberId: key },
      create: { ...key, at: tx.now, outcome: 'CONNECTED' },
      update: { outcome: 'CONNECTED' },
    });
    await tx.db.invite.update({ where: { id: invite.id }, data: { uses: { increment: 1 } } });
  }
  const wereContacts = await areContacts(tx, actorId, invite.issuerId);
  const isConnected = await connect(tx, actorId, invite.issuerId, 'INVITE');
  if (isConnected && !wereContacts) {
    await queueNotice(tx, {
      kind: 'newcomer-joined',
      memberId: invite.issuerId,
      about: actorId,
      params: { memberId: actorId },
    });
  }
  return isConnected;
}

/** The member chose not to be connected: nothing is said to anyone. */
export async function declineInvite(tx: Tx, actorId: string, token: string): Promise<void> {
  const invite = await livingInvite(tx, token);
  if (!invite || invite.issuerId === actorId) return;
  const key = { inviteId: invite.id, memberId: actorId };
  await tx.db.inviteUse.upsert({
    where: { inviteId_memberId: key },
    create: { ...key, at: tx.now, outcome: 'DECLINED' },
    update: {},
  });
}
