import type { Tx } from '../../db/transaction.ts';
import type { Pledge, Prisma, Undo } from '../../generated/prisma/client.ts';
import type { PauseReason, PledgeState, UndoKind } from '../../generated/prisma/enums.ts';
import { later, latest, MINUTE_MS } from '../clock.ts';
import { LIMITS } from '../rules.ts';

/**
 * "Withdraw a pledge, request, recommendation, decline or settings change within ten minutes by one button": each such act leaves, in
 * its own transaction, one row with what was there before it. Ids and old values only; amounts as texts of minor units, times ISO 8601.
 */
export interface Before {
  readonly PLEDGE_MADE: {
    /** What the act changed; null: it was made anew. */
    readonly earlier: KeptPledge | null;
    readonly ceiling: KeptCeiling;
    readonly ceilingLeft: KeptCeiling;
    readonly pausedAt: string | null;
    readonly offers: readonly KeptOffer[];
  };
  readonly PLEDGE_WITHDRAWN: Omit<KeptPledge, 'amount'> & { readonly offers: readonly KeptOffer[] };
  readonly REQUEST_PUBLISHED: {
    readonly doubling: KeptDoubling;
    readonly doublingLeft: KeptDoubling;
    readonly pausedAt: string | null;
  };
  readonly REQUEST_CLOSED: {
    readonly pledges: readonly (Omit<KeptPledge, 'amount'> & { readonly id: string })[];
  };
  readonly RECOMMENDED: { readonly earlier: KeptWord | null; readonly left: KeptWord };
  readonly RECOMMENDATION_WITHDRAWN: { readonly earlier: KeptWord };
  readonly PROPOSALS_DECLINED: { readonly offers: readonly KeptOffer[] };
  readonly LANGUAGE: Change<string>;
  readonly TIMEZONE: Change<string | null>;
  readonly QUIET_HOURS: Change<{ readonly from: number | null; readonly to: number | null }>;
  readonly PAUSED_ALL: { readonly offers: readonly KeptOffer[] };
}

interface Change<T> {
  readonly was: T;
  readonly left: T;
}

export interface KeptPledge {
  readonly amount: string;
  readonly state: PledgeState;
  readonly why: PauseReason | null;
}

export interface KeptCeiling {
  readonly now: string | null;
  readonly next: string | null;
  readonly nextAt: string | null;
}

export interface KeptDoubling {
  readonly base: string | null;
  readonly cycle: string | null;
}

/** A proposal that waited for an answer, with its giver's own amount. */
export interface KeptOffer {
  readonly id: string;
  readonly chosen: string | null;
}

/** A recommendation as its row was. */
export interface KeptWord {
  readonly reason: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly withdrawnAt: string | null;
  readonly people: number | null;
}

const textOrNull = (amount: bigint | null): string | null => (amount === null ? null : String(amount));

/** The newest step of a record in the log; null where there is none. */
export async function newestStep(tx: Tx, subjectId: string): Promise<bigint | null> {
  const { _max } = await tx.db.event.aggregate({ where: { subjectId }, _max: { id: true } });
  return _max.id;
}

/** Keeps what was there before an act, in the act's transaction; an earlier act of the kind about the same record cannot be undone any more. */
export async function keepUndo<K extends UndoKind>(
  tx: Tx,
  memberId: string,
  kind: K,
  aboutId: string,
  before: Before[K],
): Promise<void> {
  await tx.db.undo.deleteMany({ where: { memberId, kind, aboutId } });
  await tx.db.undo.create({
    data: {
      id: tx.ids.id(),
      memberId,
      kind,
      aboutId,
      before: before as unknown as Prisma.InputJsonObject,
      event: await newestStep(tx, aboutId),
      at: tx.now,
      until: later(tx.now, LIMITS.undoMinutes * MINUTE_MS),
    },
  });
}

/** The id by which the member may undo this act now; null when its time has passed, or it was undone. */
export async function undoOf(tx: Tx, memberId: string, kind: UndoKind, aboutId: string): Promise<string | null> {
  const row = await tx.db.undo.findUnique({ where: { memberId_kind_aboutId: { memberId, kind, aboutId } } });
  return row && row.usedAt === null && tx.now < row.until ? row.id : null;
}

/** Marks an undo as used, never before the act itself, and returns it. */
export async function useUndo(tx: Tx, id: string): Promise<Undo> {
  const { at } = await tx.db.undo.findUniqueOrThrow({ where: { id }, select: { at: true } });
  return tx.db.undo.update({ where: { id }, data: { usedAt: latest(tx.now, at) } });
}

/** Proposals that wait now; asked before an act that may take them back. */
export async function offersNow(tx: Tx, where: Prisma.ProposalWhereInput): Promise<KeptOffer[]> {
  const rows = await tx.db.proposal.findMany({
    where: { ...where, state: 'OFFERED' },
    select: { id: true, chosen: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, chosen }) => ({ id, chosen: textOrNull(chosen) }));
}

/** What of a member's own row a pledge or a request may change. */
export async function memberNow(
  tx: Tx,
  memberId: string,
): Promise<{ ceiling: KeptCeiling; doubling: KeptDoubling; pausedAt: string | null }> {
  const row = await tx.db.member.findUniqueOrThrow({ where: { id: memberId } });
  return {
    ceiling: {
      now: textOrNull(row.ceiling),
      next: textOrNull(row.ceilingNext),
      nextAt: row.ceilingNextAt?.toISOString() ?? null,
    },
    doubling: { base: textOrNull(row.doublingBase), cycle: row.doublingCycle },
    pausedAt: row.pausedAt?.toISOString() ?? null,
  };
}

type PledgeBefore = Omit<Before['PLEDGE_MADE'], 'ceilingLeft'>;

/** Asked before a pledge is made, or an earlier one is changed by making it again. */
export async function beforePledge(tx: Tx, giverId: string, earlier: Pledge | null): Promise<PledgeBefore> {
  const { ceiling, pausedAt } = await memberNow(tx, giverId);
  return {
    earlier: earlier && { amount: String(earlier.amount), state: earlier.state, why: earlier.pauseReason },
    ceiling,
    pausedAt,
    offers: earlier ? await offersNow(tx, { pledgeId: earlier.id }) : [],
  };
}

export async function keepPledgeMade(tx: Tx, giverId: string, pledgeId: string, before: PledgeBefore): Promise<void> {
  const { ceiling: ceilingLeft } = await memberNow(tx, giverId);
  await keepUndo(tx, giverId, 'PLEDGE_MADE', pledgeId, { ...before, ceilingLeft });
}
