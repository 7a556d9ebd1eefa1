import type { Tx } from '../../db/transaction.ts';
import type { ProposalState } from '../../generated/prisma/enums.ts';
import { calledNow, nicknamesOf } from '../network/people.ts';
import { seenRequests } from '../network/reach.ts';
import { LIMITS } from '../rules.ts';
import { dueDate } from './calendar.ts';
import { currentCycle } from './cycles.ts';
import type { ProposalReason } from './plan.ts';

/** One row of a giver's card. */
export interface ProposalView {
  readonly id: string;
  readonly requestId: string;
  /** As the giver calls them. */
  readonly recipientName: string;
  readonly requestTitle: string;
  /** What was offered, or the giver's own amount. */
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
}

/** A card for the giver it was made for; null for everyone else. */
export async function cardView(tx: Tx, viewerId: string, cardId: string): Promise<CardView | null> {
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
  const proposals = shown.map(
    (row): ProposalView => ({
      id: row.id,
      requestId: row.requestId,
      recipientName: calledNow(row.request.owner, nicknames.get(row.request.ownerId)),
      requestTitle: row.request.title,
      amount: row.chosen ?? row.amount,
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
    isCurrent: card.round.cycleId === cycle.id,
  };
}

/** The card of a proposal; null unless it is the viewer's. */
export async function cardOfProposal(tx: Tx, viewerId: string, proposalId: string): Promise<string | null> {
  const row = await tx.db.proposal.findFirst({
    where: { id: proposalId, giverId: viewerId },
    select: { cardId: true },
  });
  return row?.cardId ?? null;
}

/** The giver's newest card with something left to answer, or null. */
export async function waitingCard(tx: Tx, giverId: string): Promise<string | null> {
  const card = await tx.db.card.findFirst({
    where: { giverId, proposals: { some: { state: 'OFFERED' } } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  return card?.id ?? null;
}
