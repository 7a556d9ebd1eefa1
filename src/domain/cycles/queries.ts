import type { Tx } from '../../db/transaction.ts';
import type { Cycle, Prisma, Proposal } from '../../generated/prisma/client.ts';
import type { ProposalState } from '../../generated/prisma/enums.ts';
import { shows } from '../helping/scope.ts';
import { least } from '../money.ts';
import { calledNow, nicknamesOf } from '../network/people.ts';
import { seenRequests } from '../network/reach.ts';
import { measureOf } from '../pledges/measure.ts';
import { allowanceOf } from '../pledges/standing-yes.ts';
import { coverageOf } from '../requests/coverage.ts';
import { LIMITS } from '../rules.ts';
import { answeringEnds } from './answering.ts';
import { dueDate, weeklyRoundTimes } from './calendar.ts';
import { currentCycle } from './cycles.ts';
import type { ProposalReason } from './plan.ts';

/** One row of a giver's card. */
export interface ProposalView {
  readonly id: string;
  readonly requestId: string;
  /** As the giver calls them. */
  readonly recipientName: string;
  readonly requestTitle: string;
  /** What was offered, or the giver's own amount; of what lapsed or was skipped, what can still be accepted. */
  readonly amount: bigint;
  readonly offered: bigint;
  readonly state: ProposalState;
  readonly dueAt: Date;
  readonly reason: ProposalReason;
}

export interface CardView {
  readonly id: string;
  readonly proposals: readonly ProposalView[];
  readonly waiting: readonly ProposalView[];
  readonly total: bigint;
  /** False once its month is over: nothing of it can be accepted any more. */
  readonly isCurrent: boolean;
  /** What the giver's standing yes will promise if the card stays unanswered, and when; null without one. */
  readonly standing: { readonly total: bigint; readonly at: Date } | null;
}

/** A card for the giver it was made for; null for everyone else. */
export async function cardView(tx: Tx, viewerId: string, cardId: string): Promise<CardView | null> {
  if (!shows(tx, 'PROMISES')) return null;
  const card = await tx.db.card.findFirst({
    where: { id: cardId, giverId: viewerId },
    include: {
      round: true,
      proposals: {
        include: {
          request: {
            select: {
              ownerId: true,
              title: true,
              kind: true,
              dueDay: true,
              deadline: true,
              owner: { select: { name: true, state: true } },
            },
          },
        },
        orderBy: [{ amount: 'desc' }, { id: 'asc' }],
      },
    },
  });
  if (!card) return null;
  // What was offered before a block or an ended contact shows nobody's name any more (1-domain, red line 4).
  const seen = new Set((await seenRequests(tx, viewerId)).map((row) => row.requestId));
  const shown = card.proposals.filter((row) => row.state === 'ACCEPTED' || seen.has(row.requestId));
  const nicknames = await nicknamesOf(tx, viewerId);
  const cycle = await currentCycle(tx);
  const zone = tx.rules.timezone;
  const isCurrent = card.round.cycleId === cycle.id;
  const late = isCurrent ? await lateAmounts(tx, viewerId, shown) : new Map<string, bigint>();
  const proposals = shown.map(
    (row): ProposalView => ({
      id: row.id,
      requestId: row.requestId,
      recipientName: calledNow(row.request.owner, nicknames.get(row.request.ownerId)),
      requestTitle: row.request.title,
      amount: late.get(row.id) ?? row.chosen ?? row.amount,
      offered: row.amount,
      state: row.state,
      dueAt:
        row.request.deadline ?? dueDate(cycle.startsAt, row.request.dueDay ?? 31, tx.now, LIMITS.promiseDaysMin, zone),
      reason: row.reason as unknown as ProposalReason,
    }),
  );
  const waiting = proposals.filter((row) => row.state === 'OFFERED');
  return {
    id: card.id,
    proposals,
    waiting,
    total: waiting.reduce((total, row) => total + row.amount, 0n),
    isCurrent,
    standing: isCurrent ? await standingOf(tx, viewerId, card, cycle) : null,
  };
}

type Late = Pick<Proposal, 'id' | 'requestId' | 'state' | 'chosen' | 'amount'>;

/** What lapsed or was skipped can be accepted late for min(offered, missing, room under the ceiling); 0 for what cannot. */
async function lateAmounts(tx: Tx, giverId: string, rows: readonly Late[]): Promise<Map<string, bigint>> {
  const late = rows.filter((row) => row.state === 'LAPSED' || row.state === 'DECLINED');
  if (late.length === 0) return new Map();
  const { room } = await measureOf(tx, giverId);
  const ids = late.map((row) => row.requestId);
  const coverage = await coverageOf(tx, ids);
  const open = await tx.db.request.findMany({ where: { id: { in: ids }, state: 'ACTIVE' }, select: { id: true } });
  const isOpen = new Set(open.map((request) => request.id));
  return new Map(
    late.map((row) => {
      const missing = isOpen.has(row.requestId) ? (coverage.get(row.requestId)?.missing ?? 0n) : 0n;
      return [row.id, least(row.chosen ?? row.amount, row.amount, missing, ...(room === null ? [] : [room]))];
    }),
  );
}

type WaitingCard = Prisma.CardGetPayload<{
  include: { round: true; proposals: { include: { request: { select: { ownerId: true } } } } };
}>;

/** What the giver's standing yes would promise of a close's card, before anybody else helps. */
async function standingOf(tx: Tx, giverId: string, card: WaitingCard, cycle: Cycle): Promise<CardView['standing']> {
  const at = answeringEnds(tx, cycle.startsAt, card);
  // What will have expired by then is not carried out.
  const allowance = card.round.kind === 'CLOSE' ? await allowanceOf({ ...tx, now: at }, giverId, cycle.id) : null;
  if (!allowance) return null;
  let total = 0n;
  for (const row of card.proposals.filter((one) => one.state === 'OFFERED')) {
    const amount = least(row.chosen ?? row.amount, allowance.for(row.request.ownerId));
    allowance.take(row.request.ownerId, amount);
    total += amount;
  }
  return total === 0n ? null : { total, at };
}

/** The card of a proposal; null unless it is the viewer's. */
export async function cardOfProposal(tx: Tx, viewerId: string, proposalId: string): Promise<string | null> {
  if (!shows(tx, 'PROMISES')) return null;
  const row = await tx.db.proposal.findFirst({
    where: { id: proposalId, giverId: viewerId },
    select: { cardId: true },
  });
  return row?.cardId ?? null;
}

/** The giver's newest card with something left to answer, or null. */
export async function waitingCard(tx: Tx, giverId: string): Promise<string | null> {
  if (!shows(tx, 'PROMISES')) return null;
  const card = await tx.db.card.findFirst({
    where: { giverId, proposals: { some: { state: 'OFFERED' } } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  return card?.id ?? null;
}

/** When the next card comes: the next weekly round of this month, else (or for what only months bring) the 1st of the coming one. */
export async function nextCardAt(tx: Tx, from: 'round' | 'month'): Promise<Date> {
  const cycle = await currentCycle(tx);
  const monday = weeklyRoundTimes(cycle.startsAt, tx.rules.timezone).find((at) => at > tx.now);
  return from === 'round' && monday ? monday : cycle.endsAt;
}
