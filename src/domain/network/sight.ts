import { appendEvents } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import { Prisma as Sql } from '../../generated/prisma/client.ts';
import { stepProposals } from '../cycles/proposals.ts';
import { uuidList } from './reach.ts';

/**
 * Requests whose ways may run through one of these people: theirs, and those that they recommend or have given a link to.
 * A locked request is frozen for everyone and is no loss of sight.
 */
const touchedBy = (memberIds: readonly string[]): Prisma.Sql => Sql.sql`
  SELECT q.id FROM requests q JOIN members o ON o.id = q.owner_id AND o.locked_at IS NULL
  WHERE q.state = 'ACTIVE' AND (
    q.owner_id = ANY(${uuidList(memberIds)})
    OR EXISTS (SELECT 1 FROM recommendations r WHERE r.request_id = q.id AND r.recommender_id = ANY(${uuidList(memberIds)}))
    OR EXISTS (SELECT 1 FROM invites i WHERE i.request_id = q.id AND i.issuer_id = ANY(${uuidList(memberIds)})))`;

/** Beside the lock of cycles. */
const SIGHT_LOCK = 740_002n;

/**
 * Until the transaction ends, nobody loses sight of a request: a round that is being written asks only those who still see it.
 * Whoever blocks somebody meanwhile waits, and then finds the round's proposals to take back.
 */
export async function holdSight(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(${SIGHT_LOCK})`;
}

/**
 * After a link between people ended: whoever no longer sees a request keeps their open promise, a pledge to it pauses and a
 * proposal for it is taken back, both silently (1-domain, Reach).
 */
export async function settleLostSight(tx: Tx, memberIds: readonly string[]): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock_shared(${SIGHT_LOCK})`;
  const blind = Sql.sql`NOT EXISTS (
    SELECT 1 FROM reach_paths w WHERE w.viewer_id = x.giver_id AND w.request_id = x.request_id AND w.valid_until > ${tx.now})`;
  const pledges = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM pledges x
    WHERE x.kind = 'DIRECTED' AND x.state = 'ACTIVE' AND x.request_id IN (${touchedBy(memberIds)}) AND ${blind}`;
  const ids = pledges.map((pledge) => pledge.id);
  if (ids.length > 0) {
    await tx.db.pledge.updateMany({
      where: { id: { in: ids }, state: 'ACTIVE' },
      data: { state: 'PAUSED', pauseReason: 'LOST_SIGHT' },
    });
    await appendEvents(
      tx,
      ids.map((subjectId) => ({
        subject: 'PLEDGE' as const,
        subjectId,
        event: 'paused',
        from: 'ACTIVE',
        to: 'PAUSED',
        role: 'SYSTEM' as const,
        actorKey: null,
      })),
    );
  }
  const proposals = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM proposals x
    WHERE x.state = 'OFFERED' AND x.request_id IN (${touchedBy(memberIds)}) AND ${blind}`;
  if (proposals.length === 0) return;
  const waiting = await tx.db.proposal.findMany({ where: { id: { in: proposals.map((row) => row.id) } } });
  await stepProposals(tx, waiting, 'withdrawn', null);
}

/** Whoever sees a request again has their pledge to it back, as silently as it was held (1-domain, Reach). */
export async function regainSight(tx: Tx, memberIds: readonly string[]): Promise<void> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM pledges x
    WHERE x.kind = 'DIRECTED' AND x.state = 'PAUSED' AND x.pause_reason = 'LOST_SIGHT' AND x.request_id IN (${touchedBy(memberIds)})
      AND EXISTS (SELECT 1 FROM reach_paths w
        WHERE w.viewer_id = x.giver_id AND w.request_id = x.request_id AND w.valid_until > ${tx.now})
    ORDER BY x.id FOR UPDATE OF x`;
  if (rows.length === 0) return;
  await tx.db.pledge.updateMany({
    where: { id: { in: rows.map((row) => row.id) } },
    data: { state: 'ACTIVE', pauseReason: null },
  });
  await appendEvents(
    tx,
    rows.map(({ id }) => ({
      subject: 'PLEDGE' as const,
      subjectId: id,
      event: 'resumed',
      from: 'PAUSED',
      to: 'ACTIVE',
      role: 'SYSTEM' as const,
      actorKey: null,
    })),
  );
}
