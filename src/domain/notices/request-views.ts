import type { Tx } from '../../db/transaction.ts';
import type { RequestKind } from '../../generated/prisma/enums.ts';
import { isBlockedPair } from '../network/contacts.ts';
import { calledNow, nicknamesOf } from '../network/people.ts';
import { coverageOfOne } from '../requests/coverage.ts';
import { type RequestView, requestView } from '../requests/queries.ts';
import type { NoticeKind } from './kinds.ts';

/** How a request ended, for somebody who helped it and, unless they closed it themselves, for its owner. Minor units. */
export interface EndedRequest {
  readonly requestKind: RequestKind;
  readonly isOwn: boolean;
  readonly title: string;
  readonly ownerName: string;
  readonly outcome: string | null;
  readonly need: bigint;
  readonly received: bigint;
  /** Still promised: by the reader, or to the owner. */
  readonly open: bigint;
  /** Until when. */
  readonly openUntil: Date | null;
  /** The reader's promises that were let go because they were no longer needed. */
  readonly letGo: bigint;
}

/** What notices about a request's own life tell, read for their recipient at delivery. */
export type RequestNotice =
  | { readonly kind: EndingKind; readonly ended: EndedRequest }
  | { readonly kind: 'emergency-morning' | 'request-covered' | 'still-needed'; readonly request: RequestView }
  | { readonly kind: 'promises-unreported'; readonly title: string; readonly promises: readonly UnreportedPromise[] };

type EndingKind = 'request-closed' | 'emergency-completed' | 'emergency-deadline';

export interface UnreportedPromise {
  readonly id: string;
  readonly name: string;
  readonly amount: bigint;
}

export type RequestNoticeKind = RequestNotice['kind'];

type Params = Readonly<Record<string, string>>;

async function ended(tx: Tx, kind: EndingKind, viewerId: string, requestId: string): Promise<RequestNotice | null> {
  const request = await tx.db.request.findFirst({
    where: {
      id: requestId,
      state: 'CLOSED',
      OR: [{ ownerId: viewerId }, { promises: { some: { giverId: viewerId } } }],
    },
    include: { owner: { select: { name: true, state: true } } },
  });
  if (!request || (await isBlockedPair(tx, viewerId, request.ownerId))) return null;
  const isOwn = request.ownerId === viewerId;
  if (isOwn && kind === 'request-closed') return null;
  const promises = await tx.db.commitment.findMany({
    where: { requestId, ...(isOwn ? {} : { giverId: viewerId }) },
    orderBy: { dueAt: 'desc' },
  });
  const open = promises.filter((promise) => promise.state === 'PROMISED'); // what is handed over waits for a word only
  const letGo = promises.filter(
    (promise) => promise.state === 'FORGIVEN' && promise.settledAt?.getTime() === request.closedAt?.getTime(),
  );
  const total = (rows: typeof promises): bigint => rows.reduce((sum, row) => sum + row.amount, 0n);
  const { need, received } = await coverageOfOne(tx, requestId);
  return {
    kind,
    ended: {
      requestKind: request.kind,
      isOwn,
      title: request.title,
      ownerName: calledNow(request.owner, (await nicknamesOf(tx, viewerId)).get(request.ownerId)),
      outcome: request.outcome ? tx.vault.open(request.outcome) : null,
      need,
      received,
      open: total(open),
      openUntil: open[0]?.dueAt ?? null,
      letGo: isOwn ? 0n : total(letGo),
    },
  };
}

async function unreported(tx: Tx, viewerId: string, { requestId, promiseIds }: Params): Promise<RequestNotice | null> {
  const request = await tx.db.request.findFirst({ where: { id: requestId ?? '', ownerId: viewerId, state: 'ACTIVE' } });
  if (!request) return null;
  const rows = await tx.db.commitment.findMany({
    where: { id: { in: (promiseIds ?? '').split(',') }, requestId: request.id, state: 'PROMISED' },
    include: { giver: { select: { id: true, name: true, state: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  if (rows.length === 0) return null;
  const nicknames = await nicknamesOf(tx, viewerId);
  const promises = rows.map(({ id, amount, giver }) => ({
    id,
    amount,
    name: calledNow(giver, nicknames.get(giver.id)),
  }));
  return { kind: 'promises-unreported', title: request.title, promises };
}

/** The morning's alert is for whoever has not looked yet. */
async function isNews(tx: Tx, viewerId: string, requestId: string): Promise<boolean> {
  const views = await tx.db.requestView.count({ where: { requestId, memberId: viewerId } });
  const promises = await tx.db.commitment.count({ where: { requestId, giverId: viewerId } });
  return views + promises === 0;
}

async function open(
  tx: Tx,
  kind: 'emergency-morning' | 'request-covered' | 'still-needed',
  viewerId: string,
  requestId: string,
): Promise<RequestNotice | null> {
  const request = await requestView(tx, viewerId, requestId);
  if (request?.state !== 'ACTIVE') return null;
  const { missing } = request.coverage;
  const isTrue = {
    'emergency-morning': !request.isOwn && missing > 0n && (await isNews(tx, viewerId, requestId)),
    'request-covered': request.isOwn && missing === 0n,
    'still-needed': request.isOwn,
  }[kind];
  return isTrue ? { kind, request } : null;
}

const KINDS: readonly NoticeKind[] = [
  'request-closed',
  'emergency-completed',
  'emergency-deadline',
  'emergency-morning',
  'request-covered',
  'still-needed',
  'promises-unreported',
] satisfies readonly RequestNoticeKind[];

export const isRequestNotice = (kind: NoticeKind): kind is RequestNoticeKind => KINDS.includes(kind);

/** Null when it is outdated or no longer the recipient's to see. */
export async function requestNotice(
  tx: Tx,
  kind: RequestNoticeKind,
  viewerId: string,
  params: Params,
): Promise<RequestNotice | null> {
  const { requestId } = params;
  if (!requestId) return null;
  switch (kind) {
    case 'request-closed':
    case 'emergency-completed':
    case 'emergency-deadline':
      return ended(tx, kind, viewerId, requestId);
    case 'promises-unreported':
      return unreported(tx, viewerId, params);
    default:
      return open(tx, kind, viewerId, requestId);
  }
}
