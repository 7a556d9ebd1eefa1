import type { ActingHelper, Tx } from '../../db/transaction.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { later, MINUTE_MS } from '../clock.ts';
import { refuse } from '../errors.ts';
import { calledBy } from '../network/people.ts';
import { LIMITS } from '../rules.ts';
import type { HelpView } from './queries.ts';

/** Acting for an elder in one's own chat: begun by a tap, over after an hour without a step, one elder at a time. */
export interface ActingSession {
  readonly grantId: string;
  readonly helperId: string;
  readonly elderId: string;
  /** As the helper calls them. */
  readonly elderName: string;
  readonly scope: HelperScope;
  readonly endsAt: Date;
  readonly actedAt: Date;
}

interface Row extends Omit<ActingSession, 'elderName' | 'actedAt'> {
  readonly name: string;
  readonly nickname: Uint8Array | null;
  readonly actedAt: Date | null;
  /** They act for this elder, and the hour is not over. */
  readonly isNow: boolean;
}

/** For whom the helper may act, the oldest leave first, and for whom they do now; null when they act for themself. */
export interface Helping {
  readonly elders: readonly HelpView[];
  readonly session: ActingSession | null;
}

const idleSince = (now: Date): Date => later(now, -LIMITS.helpingIdleMinutes * MINUTE_MS);

/** Asked with every update, so in one statement; whoever has lost a condition of their leave is not in it. */
export async function helpingOf(tx: Tx, helperId: string): Promise<Helping> {
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT g.id AS "grantId", g.helper_id AS "helperId", g.elder_id AS "elderId", g.scope::text AS scope, g.ends_at AS "endsAt",
      g.acted_at AS "actedAt", g.acting_slot IS NOT NULL AND g.acted_at > ${idleSince(tx.now)} AS "isNow", e.name, n.name AS nickname
    FROM helper_grants g
    JOIN members e ON e.id = g.elder_id AND e.state = 'ACTIVE'
    JOIN links l ON l.from_id = g.elder_id AND l.to_id = g.helper_id
    LEFT JOIN nicknames n ON n.owner_id = g.helper_id AND n.of_id = g.elder_id
    JOIN members h ON h.id = g.helper_id
    WHERE g.helper_id = ${helperId}::uuid AND g.state = 'ACTIVE' AND g.ends_at > ${tx.now}
      AND e.locked_at IS NULL AND h.locked_at IS NULL
    ORDER BY g.answered_at, g.id`;
  const elders = rows.map((row) => ({
    grantId: row.grantId,
    name: calledBy(tx, row),
    scope: row.scope,
    endsAt: row.endsAt,
  }));
  const now = rows.find((row) => row.isNow);
  if (!now?.actedAt) return { elders, session: null };
  const { grantId, elderId, scope, endsAt, actedAt } = now;
  return { elders, session: { grantId, helperId, elderId, elderName: calledBy(tx, now), scope, endsAt, actedAt } };
}

/** For whom the helper acts now; null when they act for themself. */
export const actingOf = async (tx: Tx, helperId: string): Promise<ActingSession | null> =>
  (await helpingOf(tx, helperId)).session;

/** What queries are told about a session, so that they show no more than its leave covers. */
export const helperOf = ({ grantId, helperId, scope }: ActingSession, key: string): ActingHelper => ({
  grantId,
  memberId: helperId,
  scope,
  key,
});

/** From now on the helper acts for this elder, and for nobody else. @throws DomainError `helping-over` unless they may */
export async function beginActing(tx: Tx, helperId: string, grantId: string): Promise<void> {
  await endActing(tx, helperId);
  const { count } = await tx.db.helperGrant.updateMany({
    where: {
      id: grantId,
      helperId,
      state: 'ACTIVE',
      endsAt: { gt: tx.now },
      elder: { state: 'ACTIVE', lockedAt: null },
      helper: { lockedAt: null },
    },
    data: { actingSlot: helperId, actedAt: tx.now },
  });
  if (count === 0) refuse('helping-over');
}

/** A step was made: the hour begins anew. */
export async function keepActing(tx: Tx, { grantId, helperId }: ActingSession): Promise<void> {
  await tx.db.helperGrant.updateMany({ where: { id: grantId, actingSlot: helperId }, data: { actedAt: tx.now } });
}

/** Whether acting has ended by itself and the helper has made no step since; asked only while they act for nobody. */
export const wasCutOff = async (tx: Tx, helperId: string): Promise<boolean> =>
  (await tx.db.helperGrant.findFirst({ where: { helperId, actedAt: { not: null } }, select: { id: true } })) !== null;

/** The helper knows by now. */
export async function forgetCutOff(tx: Tx, helperId: string): Promise<void> {
  await tx.db.helperGrant.updateMany({
    where: { helperId, actedAt: { not: null } },
    data: { actingSlot: null, actedAt: null },
  });
}

/** Back to oneself. Returns whether they acted for somebody. */
export async function endActing(tx: Tx, helperId: string): Promise<boolean> {
  const { count } = await tx.db.helperGrant.updateMany({
    where: { actingSlot: helperId },
    data: { actingSlot: null, actedAt: null },
  });
  return count > 0;
}
