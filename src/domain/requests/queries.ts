import type { Tx } from '../../db/transaction.ts';
import type { Request } from '../../generated/prisma/client.ts';
import type { ForWhom, PauseReason, RequestKind, RequestState } from '../../generated/prisma/enums.ts';
import { shows, showsRequest } from '../helping/scope.ts';
import { least } from '../money.ts';
import { nicknamesOf } from '../network/people.ts';
import { maySeeRequest, seenRequests, trustPaths } from '../network/reach.ts';
import { ownRecommendation, recommendersSeen } from '../network/recommendations.ts';
import { freeOpenPart } from '../pledges/measure.ts';
import { type Contribution, contributionsOf } from './contributions.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { isMarkedChanged } from './details.ts';
import { mayReopen } from './states.ts';

/** A line of a list of requests. */
export interface RequestLine {
  readonly id: string;
  readonly ownerId: string;
  /** As the viewer calls them. */
  readonly ownerName: string;
  readonly title: string;
  readonly kind: RequestKind;
  readonly coverage: Coverage;
}

/** The requests of others that the viewer sees now, emergencies first, then the nearest. */
export async function visibleRequests(tx: Tx, viewerId: string): Promise<RequestLine[]> {
  if (tx.helper) return [];
  const seen = await seenRequests(tx, viewerId);
  const ids = seen.map((row) => row.requestId);
  const rows = await tx.db.request.findMany({
    where: { id: { in: ids } },
    select: { id: true, ownerId: true, title: true, kind: true, owner: { select: { name: true } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const coverage = await coverageOf(tx, ids);
  const nicknames = await nicknamesOf(tx, viewerId);
  return ids.flatMap((id) => {
    const request = byId.get(id);
    const numbers = coverage.get(id);
    if (!request || !numbers) return [];
    const { ownerId, title, kind } = request;
    return [{ id, ownerId, ownerName: nicknames.get(ownerId) ?? request.owner.name, title, kind, coverage: numbers }];
  });
}

/** A whole request, for its owner or for somebody who sees it. */
export interface RequestView {
  readonly id: string;
  readonly ownerId: string;
  /** As the viewer calls them. */
  readonly ownerName: string;
  readonly isOwn: boolean;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly pauseReason: PauseReason | null;
  readonly forWhom: ForWhom;
  readonly people: number;
  readonly title: string;
  readonly story: string | null;
  readonly hasVoice: boolean;
  readonly amount: bigint;
  readonly dueDay: number | null;
  readonly deadline: Date | null;
  readonly hasDetails: boolean;
  readonly link: string | null;
  readonly reach: number;
  readonly coverage: Coverage;
  /** Names from the viewer to the asker, for a request beyond ring 1; at most three paths. */
  readonly paths: readonly (readonly string[])[];
  /** Who recommends it, by name, within the viewer's own network. */
  readonly recommenders: readonly string[];
  /** The viewer's own living recommendation stands under it. */
  readonly isRecommended: boolean;
  /** Payment details, or the owner's account, changed in the last 72 hours. */
  readonly isRecentlyChanged: boolean;
  /** Contributions by name, for the circle of the request; empty for the rest of the network. */
  readonly helpers: readonly Contribution[];
  /** Closed, and its owner may open it again. */
  readonly mayReopen: boolean;
  /** An emergency: what one tap would take from the viewer's open pledge, minor units; 0 when there is nothing. */
  readonly fromPledge: bigint;
  /** Its owner froze it (/lock): nobody else sees it. */
  readonly isLocked: boolean;
}

const OWNER = { owner: { select: { name: true, lockedAt: true } } } as const;

async function toView(
  tx: Tx,
  viewerId: string,
  request: Request & { owner: { name: string; lockedAt: Date | null } },
): Promise<RequestView> {
  const isOwn = request.ownerId === viewerId;
  const coverage = (await coverageOf(tx, [request.id])).get(request.id);
  if (!coverage) throw new Error('no such request');
  const isHelpers = tx.helper !== undefined; // they see no names of the network
  const paths = isOwn || isHelpers ? [] : await trustPaths(tx, viewerId, request.id);
  return {
    id: request.id,
    ownerId: request.ownerId,
    ownerName: (await nicknamesOf(tx, viewerId)).get(request.ownerId) ?? request.owner.name,
    isOwn,
    kind: request.kind,
    state: request.state,
    pauseReason: request.pauseReason,
    forWhom: request.forWhom,
    people: request.people,
    title: request.title,
    story: request.story ? tx.vault.open(request.story) : null,
    hasVoice: request.storyVoice !== null,
    amount: request.amount,
    dueDay: request.dueDay,
    deadline: request.deadline,
    hasDetails: request.paymentDetailId !== null,
    link: request.link ? tx.vault.open(request.link) : null,
    reach: request.reach,
    coverage,
    paths: paths.some((path) => path.length === 0) ? [] : paths,
    recommenders: isHelpers ? [] : await recommendersSeen(tx, viewerId, request.id),
    isRecentlyChanged: isMarkedChanged(request, tx.now),
    helpers: shows(tx, 'PROMISES') && (isOwn || !isHelpers) ? await contributionsOf(tx, viewerId, request.id) : [],
    mayReopen: isOwn && mayReopen(request, tx.now),
    fromPledge:
      !isOwn && request.kind === 'EMERGENCY' && coverage.missing > 0n
        ? least(await freeOpenPart(tx, viewerId), coverage.missing)
        : 0n,
    isLocked: request.owner.lockedAt !== null,
    isRecommended: !isOwn && ((await ownRecommendation(tx, viewerId, request.id))?.isLiving ?? false),
  };
}

/** The request as this viewer may see it; null when there is none or it is not theirs to see: one answer for both. */
export async function requestView(tx: Tx, viewerId: string, requestId: string): Promise<RequestView | null> {
  if (!(await maySeeRequest(tx, viewerId, requestId)) || !(await showsRequest(tx, viewerId, requestId))) return null;
  const request = await tx.db.request.findUnique({
    where: { id: requestId },
    include: OWNER,
  });
  return request ? toView(tx, viewerId, request) : null;
}

/** Remembers that somebody other than its owner has opened the request ("nobody has opened it yet"). */
export async function markOpened(tx: Tx, viewerId: string, requestId: string): Promise<void> {
  await tx.db.requestView.createMany({ data: [{ requestId, memberId: viewerId, at: tx.now }], skipDuplicates: true });
}

/** The voice note of a request's story as Telegram's file id; null when there is none or the viewer may not hear it. */
export async function storyVoice(tx: Tx, viewerId: string, requestId: string): Promise<string | null> {
  if (!(await maySeeRequest(tx, viewerId, requestId)) || !(await showsRequest(tx, viewerId, requestId))) return null;
  const request = await tx.db.request.findUnique({ where: { id: requestId }, select: { storyVoice: true } });
  return request?.storyVoice ? tx.vault.open(request.storyVoice) : null;
}

/** The member's other requests that are not closed: paused ones. */
export function otherOwnRequests(
  tx: Tx,
  ownerId: string,
  exceptId: string,
): Promise<Pick<Request, 'id' | 'title' | 'kind'>[]> {
  return tx.db.request.findMany({
    where: { ownerId, state: 'PAUSED', id: { not: exceptId } },
    select: { id: true, title: true, kind: true },
    orderBy: { createdAt: 'desc' },
    take: OTHERS_MAX,
  });
}

const OTHERS_MAX = 5;

/** The member's own request that is not closed: the active one, else the newest paused one; null when there is none. */
export async function ownRequest(tx: Tx, ownerId: string): Promise<RequestView | null> {
  if (!shows(tx, 'REQUEST')) return null;
  const request =
    (await tx.db.request.findUnique({ where: { activeSlot: ownerId }, include: OWNER })) ??
    (await tx.db.request.findFirst({
      where: { ownerId, state: 'PAUSED' },
      orderBy: { createdAt: 'desc' },
      include: OWNER,
    }));
  return request ? toView(tx, ownerId, request) : null;
}
