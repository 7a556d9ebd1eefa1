import type { Tx } from '../../db/transaction.ts';
import { type PromiseView, promisesByStandingYes, promiseView } from '../commitments/queries.ts';
import { waitingWorth } from '../commitments/worth.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { type ReturnedRow, returnedView } from '../cycles/returned.ts';
import { type DirectedPledge, pledgesMadeBy } from '../pledges/directed.ts';
import { inKindOffers } from '../pledges/in-kind.ts';
import { type OpenPledge, openPledgeOf } from '../pledges/pledges.ts';
import { type RequestView, requestView } from '../requests/queries.ts';
import type { NoticeKind } from './kinds.ts';

/** What notices about intentions tell, read for their recipient at delivery. */
export type PledgeNotice =
  | { readonly kind: 'pledge-paused'; readonly pledge: OpenPledge }
  | { readonly kind: 'pledge-made'; readonly request: RequestView; readonly count: number }
  | { readonly kind: 'pledge-returned'; readonly rows: readonly ReturnedRow[] }
  | { readonly kind: 'pledge-offer'; readonly pledges: readonly DirectedPledge[] }
  | { readonly kind: 'standing-yes-used'; readonly promises: readonly PromiseView[] }
  | { readonly kind: 'worth-more'; readonly promise: PromiseView; readonly worth: bigint };

type Reader = (tx: Tx, viewerId: string, params: Readonly<Record<string, string>>) => Promise<PledgeNotice | null>;

const READERS: Readonly<Record<PledgeNotice['kind'], Reader>> = {
  'pledge-paused': async (tx, viewerId) => {
    const pledge = await openPledgeOf(tx, viewerId);
    return pledge?.state === 'PAUSED' ? { kind: 'pledge-paused', pledge } : null;
  },
  'pledge-made': async (tx, viewerId, { requestId = '', until = '' }) => {
    const request = await requestView(tx, viewerId, requestId);
    if (!request?.isOwn || request.state !== 'ACTIVE') return null;
    const count = await pledgesMadeBy(tx, requestId, new Date(until));
    return count > 0 ? { kind: 'pledge-made', request, count } : null;
  },
  'pledge-returned': async (tx, viewerId, { returned = '' }) => {
    const rows = await returnedView(tx, viewerId, returned);
    return rows.length > 0 ? { kind: 'pledge-returned', rows } : null;
  },
  'pledge-offer': async (tx, viewerId, { cycleId }) => {
    if ((await currentCycle(tx)).id !== cycleId) return null;
    const pledges = await inKindOffers(tx, viewerId);
    return pledges.length > 0 ? { kind: 'pledge-offer', pledges } : null;
  },
  'standing-yes-used': async (tx, viewerId, { cardId = '' }) => {
    const promises = await promisesByStandingYes(tx, viewerId, cardId);
    return promises.length > 0 ? { kind: 'standing-yes-used', promises } : null;
  },
  'worth-more': async (tx, viewerId, { promiseId = '' }) => {
    const worth = await waitingWorth(tx, viewerId, promiseId);
    const promise = worth === null ? null : await promiseView(tx, viewerId, promiseId);
    return promise && worth !== null ? { kind: 'worth-more', promise, worth } : null;
  },
};

export const isPledgeNotice = (kind: NoticeKind): kind is PledgeNotice['kind'] => Object.hasOwn(READERS, kind);

/** Null when it is outdated or no longer the recipient's to see. */
export function pledgeNotice(
  tx: Tx,
  kind: PledgeNotice['kind'],
  viewerId: string,
  params: Readonly<Record<string, string>>,
): Promise<PledgeNotice | null> {
  return READERS[kind](tx, viewerId, params);
}
