import type { Tx } from '../../db/transaction.ts';
import { type PromiseView, promiseView, promiseViews } from '../commitments/queries.ts';
import { type DigestView, digestView } from '../cycles/digest.ts';
import { type CardView, cardView } from '../cycles/queries.ts';
import { type RequestView, requestView } from '../requests/queries.ts';
import { isNoticeKind, type NoticeKind } from './kinds.ts';
import { isNetworkNotice, type NetworkNotice, networkNotice } from './network-views.ts';
import { isPeopleNotice, type PeopleNotice, peopleNotice } from './people-views.ts';
import { isPledgeNotice, type PledgeNotice, pledgeNotice } from './pledge-views.ts';
import { isRequestNotice, type RequestNotice, requestNotice } from './request-views.ts';

/** What a notice tells, read for its recipient at the moment it is delivered. */
export type NoticeView =
  | NetworkNotice
  | PeopleNotice
  | PledgeNotice
  | RequestNotice
  | {
      readonly kind: 'contact-asks' | 'emergency-alert' | 'asker-summary';
      readonly request: RequestView;
    }
  | { readonly kind: 'proposals-card' | 'proposals-reminder'; readonly card: CardView }
  | {
      readonly kind:
        | 'promise-made'
        | 'handed-over'
        | 'not-arrived'
        | 'confirmed'
        | 'thanks'
        | 'released'
        | 'let-go'
        | 'promise-date-near'
        | 'please-hand-over'
        | 'details-opened'
        | 'confirmation-nudge';
      readonly promise: PromiseView;
      readonly hasRest: boolean;
    }
  | { readonly kind: 'unconfirmed-help'; readonly promises: readonly PromiseView[] }
  | { readonly kind: 'month-digest'; readonly digest: DigestView };

/** For whom, and in which states of a promise, each notice about it makes sense. */
interface PromiseMoment {
  /** Null: for either. */
  readonly side: PromiseView['side'] | null;
  readonly states: readonly PromiseView['state'][];
}

const PROMISE_MOMENTS: Partial<Record<NoticeKind, PromiseMoment>> = {
  'promise-made': { side: 'received', states: ['PROMISED', 'REPORTED'] },
  'handed-over': { side: 'received', states: ['REPORTED', 'UNCONFIRMED'] },
  'not-arrived': { side: 'given', states: ['PROMISED'] },
  confirmed: { side: 'given', states: ['CONFIRMED'] },
  thanks: { side: 'given', states: ['CONFIRMED'] },
  released: { side: null, states: ['RELEASED'] },
  'let-go': { side: 'given', states: ['FORGIVEN'] },
  'promise-date-near': { side: 'given', states: ['PROMISED'] },
  'please-hand-over': { side: 'given', states: ['PROMISED'] },
  'details-opened': {
    side: 'received',
    states: ['PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED', 'RELEASED', 'FORGIVEN'],
  },
  'confirmation-nudge': { side: 'received', states: ['REPORTED'] },
};

async function promiseNotice(
  tx: Tx,
  kind: NoticeKind,
  viewerId: string,
  promiseId: string,
): Promise<NoticeView | null> {
  const promise = await promiseView(tx, viewerId, promiseId);
  const moment = PROMISE_MOMENTS[kind];
  if (!promise || !moment?.states.includes(promise.state)) return null;
  if (moment.side !== null && moment.side !== promise.side) return null;
  // Nobody is reminded to hand something over to an account that may be in other hands.
  if ((kind === 'promise-date-near' || kind === 'please-hand-over') && promise.isFrozen) return null;
  const hasRest =
    kind === 'confirmed' && (await tx.db.commitment.count({ where: { parentId: promiseId, state: 'PROMISED' } })) > 0;
  return { kind, promise, hasRest } as NoticeView;
}

async function unconfirmedNotice(tx: Tx, viewerId: string, ids: readonly string[]): Promise<NoticeView | null> {
  const promises = (await promiseViews(tx, viewerId, ids)).filter(({ state }) => state === 'UNCONFIRMED');
  return promises.length === 0 ? null : { kind: 'unconfirmed-help', promises };
}

async function askingNotice(tx: Tx, kind: NoticeKind, viewerId: string, requestId: string): Promise<NoticeView | null> {
  const request = await requestView(tx, viewerId, requestId);
  if (request?.state !== 'ACTIVE') return null;
  const asks = kind === 'contact-asks' || kind === 'emergency-alert';
  if (asks && request.coverage.missing === 0n) return null;
  return { kind, request } as NoticeView;
}

/** The view of a queued notice for its recipient; null when it is outdated or no longer theirs to see. */
export async function noticeView(
  tx: Tx,
  kind: string,
  viewerId: string,
  params: Readonly<Record<string, string>>,
): Promise<NoticeView | null> {
  if (!isNoticeKind(kind)) return null;
  if (isNetworkNotice(kind)) return networkNotice(tx, kind, viewerId, params);
  if (isPeopleNotice(kind)) return peopleNotice(tx, kind, viewerId, params);
  if (isPledgeNotice(kind)) return pledgeNotice(tx, kind, viewerId, params);
  if (isRequestNotice(kind)) return requestNotice(tx, kind, viewerId, params);
  const { promiseId, requestId, cardId } = params;
  if (kind === 'unconfirmed-help') return unconfirmedNotice(tx, viewerId, (params.promiseIds ?? '').split(','));
  if (promiseId) return promiseNotice(tx, kind, viewerId, promiseId);
  if (requestId) return askingNotice(tx, kind, viewerId, requestId);
  if (kind === 'proposals-card' || kind === 'proposals-reminder') {
    const card = cardId ? await cardView(tx, viewerId, cardId) : null;
    return card?.isCurrent && card.waiting.length > 0 ? { kind, card } : null;
  }
  if (kind === 'month-digest') {
    const digest = await digestView(tx, viewerId, params.preview ?? '');
    return digest ? { kind, digest } : null;
  }
  return null;
}
