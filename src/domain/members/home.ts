import type { Tx } from '../../db/transaction.ts';
import type { PledgeState, RequestState } from '../../generated/prisma/client.ts';
import { openPromisesOf } from '../commitments/lists.ts';
import { coverageOf } from '../requests/coverage.ts';

/** How things stand for a member, for the card that everybody sees most often. Amounts in minor units. */
export interface Home {
  /** Their active request, else the newest paused one; what it needs and has received in this month. */
  readonly request: {
    readonly title: string;
    readonly state: RequestState;
    readonly need: bigint;
    readonly received: bigint;
  } | null;
  /** Their open pledge. */
  readonly pledge: { readonly amount: bigint; readonly state: PledgeState } | null;
  readonly openPromises: number;
  /** The id of the newest card that waits for their answer. */
  readonly waitingCard: string | null;
  /** They have paused everything. */
  readonly isPaused: boolean;
}

interface Row {
  readonly requestId: string | null;
  readonly title: string | null;
  readonly requestState: RequestState | null;
  readonly pledged: bigint | null;
  readonly pledgeState: PledgeState | null;
  readonly openPromises: number;
  readonly waitingCard: string | null;
  readonly isPaused: boolean;
}

/** The member's own home card, in one statement and a second one for a request that goes on. */
export async function homeOf(tx: Tx, memberId: string): Promise<Home> {
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT q.id AS "requestId", q.title, q.state::text AS "requestState", d.amount AS pledged, d.state::text AS "pledgeState",
      (${openPromisesOf(memberId)}) AS "openPromises", m.paused_at IS NOT NULL AS "isPaused",
      (SELECT c.id FROM cards c WHERE c.giver_id = m.id
         AND EXISTS (SELECT FROM proposals p WHERE p.card_id = c.id AND p.state = 'OFFERED')
        ORDER BY c.created_at DESC LIMIT 1) AS "waitingCard"
    FROM members m
    LEFT JOIN LATERAL (
      SELECT id, title, state FROM requests WHERE owner_id = m.id AND state IN ('ACTIVE', 'PAUSED')
      ORDER BY state = 'ACTIVE' DESC, created_at DESC LIMIT 1
    ) q ON true
    LEFT JOIN pledges d ON d.open_slot = m.id
    WHERE m.id = ${memberId}::uuid`;
  const row = rows[0];
  if (!row) throw new Error('no such member');
  const { requestId, title, requestState, pledged, pledgeState } = row;
  const coverage = requestState === 'ACTIVE' ? (await coverageOf(tx, [requestId!])).get(requestId!) : undefined;
  return {
    request:
      title !== null && requestState !== null
        ? { title, state: requestState, need: coverage?.need ?? 0n, received: coverage?.received ?? 0n }
        : null,
    pledge: pledged !== null && pledgeState !== null ? { amount: pledged, state: pledgeState } : null,
    openPromises: row.openPromises,
    waitingCard: row.waitingCard,
    isPaused: row.isPaused,
  };
}
