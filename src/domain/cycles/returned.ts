import type { Tx } from '../../db/transaction.ts';
import { calledNow, nicknamesOf } from '../network/people.ts';
import { maySeeRequest } from '../network/reach.ts';
import { type NewNotice, queueNotices } from '../notices/queue.ts';
import { type ComputedRound, directedWithin, pledgesOf } from './plan.ts';

/**
 * What is over-subscribed of directed pledges goes back into its giver's open pledge (the engine does that). To givers without one it
 * comes back with an offer: others were faster here, it could help elsewhere (1-domain, Pledges).
 */

const ROWS_MAX = 6;

/** Request id and amount of each row, as text: a notice keeps ids and numbers only. */
const packRow = (requestId: string, amount: bigint): string => `${requestId}=${amount}`;

/** What came back to each giver without an open pledge, packed, by their ids. */
function returnedOf(tx: Tx, { kind, snapshot, planned }: ComputedRound): Map<string, string[]> {
  const { quantum } = tx.rules.unit;
  const wanted = directedWithin(snapshot, quantum, pledgesOf(snapshot, quantum));
  const kept = new Map(
    planned.filter((row) => row.directed).map((row) => [`${row.giver} ${row.request}`, row.amount] as const),
  );
  const back = new Map<string, string[]>();
  snapshot.directed.forEach((wish, index) => {
    const giver = snapshot.givers[wish.giver]!;
    const amount = BigInt(wanted[index]!) * quantum - (kept.get(`${wish.giver} ${wish.request}`) ?? 0n);
    // A monthly pledge comes back once a month, not every Monday.
    const isTold = kind === 'CLOSE' || wish.onceIds.length > 0;
    if (!isTold || giver.openPledgeId !== null || amount < quantum) return;
    const row = packRow(snapshot.requests[wish.request]!.id, amount);
    back.set(giver.id, [...(back.get(giver.id) ?? []), row]);
  });
  return back;
}

/** Queues one message to each giver to whom something of a directed pledge came back. */
export async function tellOfReturned(
  tx: Tx,
  round: ComputedRound,
  roundId: string,
  when: { readonly from: Date; readonly expiresAt: Date },
): Promise<void> {
  await queueNotices(
    tx,
    [...returnedOf(tx, round)].map(
      ([memberId, rows]): NewNotice => ({
        kind: 'pledge-returned',
        memberId,
        about: roundId,
        params: { returned: rows.slice(0, ROWS_MAX).join(',') },
        ...when,
      }),
    ),
  );
}

export interface ReturnedRow {
  readonly requestId: string;
  readonly name: string;
  readonly amount: bigint;
}

/** The rows whose request the giver still sees. */
export async function returnedView(tx: Tx, viewerId: string, packed: string): Promise<ReturnedRow[]> {
  const rows: ReturnedRow[] = [];
  const nicknames = await nicknamesOf(tx, viewerId);
  for (const row of packed === '' ? [] : packed.split(',')) {
    const [requestId = '', amount = '0'] = row.split('=');
    if (!(await maySeeRequest(tx, viewerId, requestId))) continue;
    const { owner } = await tx.db.request.findUniqueOrThrow({ where: { id: requestId }, include: { owner: true } });
    rows.push({ requestId, name: calledNow(owner, nicknames.get(owner.id)), amount: BigInt(amount) });
  }
  return rows;
}
