import { appendEvents } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Proposal } from '../../generated/prisma/client.ts';
import type { ProposalState } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';

/**
 * Proposal: OFFERED → ACCEPTED | DECLINED | LAPSED | WITHDRAWN; a declined or lapsed one can still be accepted in its month, and what
 * took it back can be undone.
 */
const LEGAL: Readonly<Record<string, { from: readonly ProposalState[]; to: ProposalState }>> = {
  accepted: { from: ['OFFERED', 'LAPSED', 'DECLINED'], to: 'ACCEPTED' },
  declined: { from: ['OFFERED'], to: 'DECLINED' },
  lapsed: { from: ['OFFERED'], to: 'LAPSED' },
  withdrawn: { from: ['OFFERED'], to: 'WITHDRAWN' },
  restored: { from: ['DECLINED', 'WITHDRAWN'], to: 'OFFERED' },
};

export type ProposalStep = 'accepted' | 'declined' | 'lapsed' | 'withdrawn' | 'restored';

export const mayStep = (step: ProposalStep, from: ProposalState): boolean => LEGAL[step]!.from.includes(from);

/**
 * Moves proposals one legal step, each by compare-and-set on the state it was read in.
 * @throws DomainError `stale` when one of them has moved on: nothing is written then
 */
export async function stepProposals(
  tx: Tx,
  proposals: readonly Pick<Proposal, 'id' | 'state' | 'amount'>[],
  step: ProposalStep,
  giverKey: string | null,
): Promise<void> {
  const { from, to } = LEGAL[step]!;
  if (proposals.some((proposal) => !from.includes(proposal.state))) refuse('stale');
  for (const state of from) {
    const ids = proposals.filter((proposal) => proposal.state === state).map((proposal) => proposal.id);
    if (ids.length === 0) continue;
    const { count } = await tx.db.proposal.updateMany({ where: { id: { in: ids }, state }, data: { state: to } });
    if (count !== ids.length) refuse('stale');
  }
  await appendEvents(
    tx,
    proposals.map((proposal) => ({
      subject: 'PROPOSAL' as const,
      subjectId: proposal.id,
      event: step,
      from: proposal.state,
      to,
      role: giverKey === null ? ('SYSTEM' as const) : ('GIVER' as const),
      actorKey: giverKey,
      amount: proposal.amount,
    })),
  );
}

/** Waiting proposals of a pledge that ended, of a giver who paused or left, or for a request that closed or paused, are taken back; nobody is told. */
export async function withdrawWaiting(
  tx: Tx,
  of: { pledgeId: string } | { requestId: string } | { giverId: string },
): Promise<void> {
  const found = await tx.db.proposal.findMany({ where: { ...of, state: 'OFFERED' }, select: { id: true } });
  const ids = found.map((row) => row.id);
  if (ids.length === 0) return;
  // Whoever answers one of them at this moment comes before: only what still waits then is taken back.
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM proposals WHERE id = ANY(${ids}::uuid[]) AND state = 'OFFERED' ORDER BY id FOR UPDATE`;
  const waiting = await tx.db.proposal.findMany({ where: { id: { in: rows.map((row) => row.id) } } });
  if (waiting.length > 0) await stepProposals(tx, waiting, 'withdrawn', null);
}

/** Every proposal of the cycle that still waits lapses, silently, and its card with it: one statement, however many there are. */
export async function lapseWaiting(tx: Tx, cycleId: string): Promise<void> {
  await tx.db.$executeRaw`
    WITH lapsed AS (
      UPDATE proposals SET state = 'LAPSED' WHERE cycle_id = ${cycleId} AND state = 'OFFERED' RETURNING id, card_id, amount
    ), ended AS (
      UPDATE cards SET lapsed_at = ${tx.now}::timestamptz(3) WHERE lapsed_at IS NULL AND id IN (SELECT card_id FROM lapsed)
    )
    INSERT INTO events (at, subject, subject_id, event, from_state, to_state, role, amount)
    SELECT ${tx.now}::timestamptz(3), 'PROPOSAL', id, 'lapsed', 'OFFERED', 'LAPSED', 'SYSTEM', amount FROM lapsed`;
}
