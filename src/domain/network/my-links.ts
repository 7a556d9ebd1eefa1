import { appendEvents } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { InviteKind } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';
import { keyOf } from '../members/members.ts';
import { LIMITS } from '../rules.ts';
import { maySeeRequest } from './reach.ts';
import { settleLostSight } from './sight.ts';

/** A link of the viewer's own that still opens. */
export interface OwnLink {
  readonly id: string;
  readonly kind: InviteKind;
  readonly token: string;
  readonly uses: number;
  readonly usesMax: number;
  readonly expiresAt: Date;
  /** Of a help link: the request, while the viewer sees it. */
  readonly requestTitle: string | null;
}

const living = (tx: Tx, issuerId: string) => ({
  issuerId,
  revokedAt: null,
  expiresAt: { gt: tx.now },
  uses: { lt: LIMITS.inviteUses },
});

/** The issuer's living links, the newest first. */
export async function ownLinks(tx: Tx, issuerId: string): Promise<OwnLink[]> {
  const rows = await tx.db.invite.findMany({
    where: living(tx, issuerId),
    include: { request: { select: { title: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  const links: OwnLink[] = [];
  for (const row of rows) {
    const isSeen = row.requestId !== null && (await maySeeRequest(tx, issuerId, row.requestId));
    links.push({
      id: row.id,
      kind: row.kind,
      token: row.token,
      uses: row.uses,
      usesMax: LIMITS.inviteUses,
      expiresAt: row.expiresAt,
      requestTitle: isSeen ? (row.request?.title ?? null) : null,
    });
  }
  return links;
}

/**
 * The link opens nothing any more; contacts made by it stay. `inviteId` null: all of the actor's links.
 * @returns how many links ended
 * @throws DomainError `not-found` for a link that is not the actor's, `stale` for one that opens nothing already
 */
export async function revokeLinks(tx: Tx, actorId: string, inviteId: string | null): Promise<number> {
  if (inviteId !== null) {
    const link = await tx.db.invite.findUnique({ where: { id: inviteId } });
    if (!link || link.issuerId !== actorId) refuse('not-found');
    if (link.revokedAt !== null) refuse('stale');
  }
  const where = inviteId === null ? living(tx, actorId) : { id: inviteId, revokedAt: null };
  const rows = await tx.db.invite.findMany({ where, select: { id: true, kind: true } });
  await tx.db.invite.updateMany({ where: { id: { in: rows.map((row) => row.id) } }, data: { revokedAt: tx.now } });
  const actorKey = await keyOf(tx, actorId);
  await appendEvents(
    tx,
    rows.map((row) => ({
      subject: 'INVITE' as const,
      subjectId: row.id,
      event: 'revoked',
      from: null,
      to: null,
      role: 'OWNER' as const,
      actorKey,
    })),
  );
  if (rows.some((row) => row.kind === 'HELP')) await settleLostSight(tx, [actorId]);
  return rows.length;
}
