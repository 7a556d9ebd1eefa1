import type { Tx } from '../../db/transaction.ts';
import { areContacts } from '../network/contacts.ts';
import { ownHelpToken } from '../network/help-links.ts';
import { type IntroductionView, introductionView, mayIntroduce } from '../network/introductions.ts';
import { maySeeMember, nicknamesOf } from '../network/people.ts';
import { ownRecommendation } from '../network/recommendations.ts';
import { type RequestView, requestView } from '../requests/queries.ts';
import type { NoticeKind } from './kinds.ts';

/** What notices about recommendations, help links and introductions tell, read for their recipient at delivery. */
export type NetworkNotice =
  | {
      readonly kind: 'newcomer-joined';
      readonly name: string;
      /** The newcomer, if the recipient may introduce them to others; else null. */
      readonly introducible: string | null;
    }
  | { readonly kind: 'recommended-request'; readonly request: RequestView }
  | { readonly kind: 'recommend-again'; readonly request: RequestView }
  | {
      readonly kind: 'request-recommended';
      readonly request: RequestView;
      /** The recommender, if within the asker's own network; else null. */
      readonly name: string | null;
    }
  | { readonly kind: 'recommendation-expires'; readonly request: RequestView; readonly expiresAt: Date }
  | {
      readonly kind: 'nobody-opened';
      readonly request: RequestView;
      /** A help link of the asker's own; null when it is used up or revoked. */
      readonly token: string | null;
    }
  | { readonly kind: 'introduction'; readonly introduction: IntroductionView };

export type NetworkNoticeKind = NetworkNotice['kind'];

type Params = Readonly<Record<string, string>>;
type Reader = (tx: Tx, viewerId: string, params: Params) => Promise<NetworkNotice | null>;

/** A request that is still open and that the recipient sees. */
async function activeRequest(tx: Tx, viewerId: string, { requestId }: Params): Promise<RequestView | null> {
  const request = requestId ? await requestView(tx, viewerId, requestId) : null;
  return request?.state === 'ACTIVE' ? request : null;
}

/** What the viewer calls somebody whom they may see. */
async function nameFor(tx: Tx, viewerId: string, memberId: string): Promise<string> {
  const { name } = await tx.db.member.findUniqueOrThrow({ where: { id: memberId }, select: { name: true } });
  return (await nicknamesOf(tx, viewerId)).get(memberId) ?? name;
}

async function joined(tx: Tx, viewerId: string, { memberId }: Params): Promise<NetworkNotice | null> {
  if (!memberId || !(await areContacts(tx, viewerId, memberId))) return null;
  const name = await nameFor(tx, viewerId, memberId);
  const introducible = (await mayIntroduce(tx, viewerId, memberId)) ? memberId : null;
  return { kind: 'newcomer-joined', name, introducible };
}

async function requestRecommended(tx: Tx, viewerId: string, params: Params): Promise<NetworkNotice | null> {
  const request = await activeRequest(tx, viewerId, params);
  const { recommenderId } = params;
  if (!request?.isOwn || !recommenderId) return null;
  if (!(await ownRecommendation(tx, recommenderId, request.id))?.isLiving) return null;
  if (!(await maySeeMember(tx, viewerId, recommenderId))) return { kind: 'request-recommended', request, name: null };
  return { kind: 'request-recommended', request, name: await nameFor(tx, viewerId, recommenderId) };
}

const READERS: Readonly<Record<NetworkNoticeKind, Reader>> = {
  'newcomer-joined': joined,
  'recommended-request': async (tx, viewerId, params) => {
    const request = await activeRequest(tx, viewerId, params);
    return request && request.coverage.missing > 0n ? { kind: 'recommended-request', request } : null;
  },
  'request-recommended': requestRecommended,
  'recommend-again': async (tx, viewerId, params) => {
    const request = await activeRequest(tx, viewerId, params);
    const earlier = request ? await ownRecommendation(tx, viewerId, request.id) : null;
    return request && earlier && !earlier.isLiving ? { kind: 'recommend-again', request } : null;
  },
  'recommendation-expires': async (tx, viewerId, params) => {
    const request = await activeRequest(tx, viewerId, params);
    const own = request ? await ownRecommendation(tx, viewerId, request.id) : null;
    return request && own?.isLiving ? { kind: 'recommendation-expires', request, expiresAt: own.expiresAt } : null;
  },
  'nobody-opened': async (tx, viewerId, params) => {
    const request = await activeRequest(tx, viewerId, params);
    if (!request?.isOwn) return null;
    const views = await tx.db.requestView.count({ where: { requestId: request.id, memberId: { not: viewerId } } });
    if (views > 0) return null;
    return { kind: 'nobody-opened', request, token: await ownHelpToken(tx, viewerId, request.id) };
  },
  introduction: async (tx, viewerId, { introductionId }) => {
    const introduction = introductionId ? await introductionView(tx, viewerId, introductionId) : null;
    const isOpen = introduction?.mine === 'ASKED' && !introduction.areContacts;
    return introduction && isOpen ? { kind: 'introduction', introduction } : null;
  },
};

export const isNetworkNotice = (kind: NoticeKind): kind is NetworkNoticeKind => Object.hasOwn(READERS, kind);

/** Null when it is outdated or no longer the recipient's to see. */
export const networkNotice: (
  tx: Tx,
  kind: NetworkNoticeKind,
  viewerId: string,
  params: Params,
) => Promise<NetworkNotice | null> = (tx, kind, viewerId, params) => READERS[kind](tx, viewerId, params);
