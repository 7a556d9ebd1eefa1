import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Recommendation, Request } from '../../generated/prisma/client.ts';
import type { RecommendationReason } from '../../generated/prisma/enums.ts';
import { DAY_MS, later, latest } from '../clock.ts';
import { plusMonths } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { keyOf } from '../members/members.ts';
import { type NewNotice, queueNotice, queueNotices } from '../notices/queue.ts';
import { alertReached } from '../requests/alerts.ts';
import { type KeptWord, keepUndo } from '../undo/kept.ts';
import { nicknamesOf, tiesTo } from './people.ts';
import { maySeeRequest, type Viewer, viewersOf } from './reach.ts';
import { regainSight, settleLostSight } from './sight.ts';

/**
 * 🗣 "I know this person and this need": a member puts their word under a request (1-domain, Terms). It carries the request to the
 * recommender's contacts, within the reach chosen by the asker; the rule itself is the view `carriers`.
 */

export const REASONS = ['KNOW_IN_PERSON', 'HELPED_BEFORE', 'RELATIVE', 'NEIGHBOUR'] as const;

export const isReason = (text: string): text is RecommendationReason => (REASONS as readonly string[]).includes(text);

const VALID_MONTHS = 12;

/** A member's own recommendation of a request. */
export interface OwnRecommendation {
  readonly reason: RecommendationReason;
  readonly expiresAt: Date;
  /** False: it has expired, or the request was changed since, so that it carries nothing until it is given again. */
  readonly isLiving: boolean;
  readonly peopleConfirmed: number | null;
}

type Dated = Pick<Recommendation, 'createdAt' | 'expiresAt' | 'withdrawnAt'>;

const isLiving = (row: Dated, request: Pick<Request, 'recommendedSince'>, now: Date): boolean =>
  row.withdrawnAt === null && row.expiresAt > now && row.createdAt >= request.recommendedSince;

/** The actor's recommendation, null when there is none or it was withdrawn. */
export async function ownRecommendation(tx: Tx, actorId: string, requestId: string): Promise<OwnRecommendation | null> {
  const row = await tx.db.recommendation.findUnique({
    where: { requestId_recommenderId: { requestId, recommenderId: actorId } },
    include: { request: { select: { recommendedSince: true } } },
  });
  if (!row || row.withdrawnAt) return null;
  const { reason, expiresAt, peopleConfirmed } = row;
  return { reason, expiresAt, isLiving: isLiving(row, row.request, tx.now), peopleConfirmed };
}

interface Recommender {
  readonly id: string;
  readonly name: string;
  /** The viewer's contact, or somebody on a path by which the request reached the viewer. */
  readonly isNear: boolean;
}

/** Others are looked for among circle-mates; so many are enough for a card. */
const FARTHER_MAX = 8;

/**
 * Who recommends a request, by name, as far as they are within the viewer's own network. The others are not even counted.
 * A circle-mate is known on the request that both help, nowhere else.
 */
export async function recommendersSeen(tx: Tx, viewerId: string, requestId: string): Promise<string[]> {
  const rows = await tx.db.$queryRaw<Recommender[]>`
    SELECT m.id, m.name,
      EXISTS (SELECT 1 FROM links l WHERE l.from_id = ${viewerId}::uuid AND l.to_id = m.id)
        OR EXISTS (SELECT 1 FROM reach_paths p WHERE p.viewer_id = ${viewerId}::uuid AND p.request_id = q.id
          AND p.valid_until > ${tx.now} AND m.id IN (p.via1_id, p.via2_id)) AS "isNear"
    FROM recommendations r
    JOIN requests q ON q.id = r.request_id
    JOIN members m ON m.id = r.recommender_id AND m.state = 'ACTIVE'
    WHERE r.request_id = ${requestId}::uuid AND r.recommender_id <> ${viewerId}::uuid
      AND r.withdrawn_at IS NULL AND r.expires_at > ${tx.now} AND r.created_at >= q.recommended_since
      AND NOT EXISTS (SELECT 1 FROM blocked_pairs b WHERE b.a_id = ${viewerId}::uuid AND b.b_id = m.id)
      AND EXISTS (SELECT 1 FROM reach_paths s WHERE s.viewer_id = m.id AND s.request_id = q.id AND s.valid_until > ${tx.now})
    ORDER BY m.name COLLATE "ru-x-icu", m.id`;
  const known = new Set(rows.filter((row) => row.isNear).map((row) => row.id));
  for (const { id } of rows.filter((row) => !row.isNear).slice(0, FARTHER_MAX)) {
    const ties = await tiesTo(tx, viewerId, id);
    if (ties.some((tie) => tie.how !== 'circle' || tie.requestId === requestId)) known.add(id);
  }
  const nicknames = await nicknamesOf(tx, viewerId);
  return rows.filter((row) => known.has(row.id)).map((row) => nicknames.get(row.id) ?? row.name);
}

/** A request that the actor sees and does not own, locked for the rest of the transaction. @throws DomainError `not-found`, `own-request` */
async function lockSeen(tx: Tx, actorId: string, requestId: string): Promise<Request> {
  await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
  if (!(await maySeeRequest(tx, actorId, requestId))) refuse('not-found');
  const request = await tx.db.request.findUniqueOrThrow({ where: { id: requestId } });
  return request.ownerId === actorId ? refuse('own-request') : request;
}

/** A step of the actor's word in the log. @param id of the recommendation */
export async function logWord(
  tx: Tx,
  actorId: string,
  id: string,
  event: string,
  from: string | null,
  to: string,
): Promise<void> {
  await appendEvent(tx, {
    subject: 'RECOMMENDATION',
    subjectId: id,
    event,
    from,
    to,
    role: 'OWNER',
    actorKey: await keyOf(tx, actorId),
  });
}

/** Compare-and-set on the row as it was read. @throws DomainError `stale` */
async function change(tx: Tx, row: Recommendation, data: Partial<Omit<Recommendation, 'id'>>): Promise<void> {
  const { id, createdAt, reason, withdrawnAt } = row;
  const { count } = await tx.db.recommendation.updateMany({ where: { id, createdAt, reason, withdrawnAt }, data });
  if (count === 0) refuse('stale');
}

/** Writes the word of the actor from now on for twelve months; the caller holds the request's row. */
async function give(
  tx: Tx,
  actorId: string,
  request: Request,
  earlier: Recommendation | null,
  reason: RecommendationReason,
): Promise<void> {
  const wasLiving = earlier !== null && isLiving(earlier, request, tx.now);
  const given = {
    reason,
    createdAt: latest(tx.now, request.recommendedSince),
    expiresAt: plusMonths(tx.now, VALID_MONTHS, tx.rules.timezone),
    withdrawnAt: null,
    peopleConfirmed: wasLiving ? earlier.peopleConfirmed : null,
  };
  const before = new Set((await viewersOf(tx, request.id)).map((viewer) => viewer.memberId));
  const id = earlier?.id ?? tx.ids.id();
  if (earlier) await change(tx, earlier, given);
  else await tx.db.recommendation.create({ data: { id, requestId: request.id, recommenderId: actorId, ...given } });
  const from = earlier === null ? null : earlier.withdrawnAt ? 'WITHDRAWN' : 'GIVEN';
  await logWord(tx, actorId, id, wasLiving ? 'renewed' : 'recommended', from, 'GIVEN');
  if (wasLiving) return;
  await tellOwner(tx, actorId, request);
  const newly = (await viewersOf(tx, request.id)).filter(
    ({ memberId }) => !before.has(memberId) && memberId !== actorId,
  );
  await tellNewlyReached(tx, request, newly);
  await regainSight(tx, [actorId]);
}

const tellOwner = (tx: Tx, actorId: string, request: Request): Promise<void> =>
  queueNotice(tx, {
    kind: 'request-recommended',
    memberId: request.ownerId,
    about: `${request.id}:${request.recommendedSince.getTime()}:${actorId}`,
    params: { requestId: request.id, recommenderId: actorId },
  });

const askAgain = (request: Pick<Request, 'id' | 'recommendedSince'>, memberId: string): NewNotice => ({
  kind: 'recommend-again',
  memberId,
  about: `${request.id}:${request.recommendedSince.getTime()}`,
  params: { requestId: request.id },
});

/** Each is told once about one request; who recommended it before it was changed is asked for their word again. */
async function tellNewlyReached(tx: Tx, request: Request, newly: readonly Viewer[]): Promise<void> {
  const earlier = await tx.db.recommendation.findMany({
    where: {
      requestId: request.id,
      recommenderId: { in: newly.map((viewer) => viewer.memberId) },
      withdrawnAt: null,
      createdAt: { lt: request.recommendedSince },
    },
    select: { recommenderId: true },
  });
  const asked = new Set(earlier.map((row) => row.recommenderId));
  const others = newly.filter((viewer) => !asked.has(viewer.memberId));
  await queueNotices(
    tx,
    [...asked].map((memberId) => askAgain(request, memberId)),
  );
  if (request.kind === 'EMERGENCY') {
    await alertReached(tx, request);
    return;
  }
  await queueNotices(
    tx,
    others.map(({ memberId }) => ({
      kind: 'recommended-request' as const,
      memberId,
      about: request.id,
      params: { requestId: request.id },
    })),
  );
}

const kept = (row: Recommendation): KeptWord => ({
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  people: row.peopleConfirmed,
});

const rowOf = (tx: Tx, actorId: string, requestId: string): Promise<Recommendation | null> =>
  tx.db.recommendation.findUnique({ where: { requestId_recommenderId: { requestId, recommenderId: actorId } } });

/**
 * 🗣 for a request that the actor sees. The asker is told; people who come to see the request by this are told once each. Saying it
 * again with another reason only changes the reason.
 *
 * @returns the number of people still to be confirmed (one question); null when there is nothing to confirm
 * @throws DomainError `not-found`, `own-request`
 */
export async function recommend(
  tx: Tx,
  actorId: string,
  requestId: string,
  reason: RecommendationReason,
): Promise<number | null> {
  const request = await lockSeen(tx, actorId, requestId);
  const row = await rowOf(tx, actorId, requestId);
  const isNew = !row || !isLiving(row, request, tx.now);
  if (isNew) await give(tx, actorId, request, row, reason);
  else if (row.reason !== reason) {
    await change(tx, row, { reason });
    await logWord(tx, actorId, row.id, 'reason-changed', 'GIVEN', 'GIVEN');
  }
  const given = (await rowOf(tx, actorId, requestId)) ?? refuse('stale');
  if (isNew || row.reason !== reason) {
    await keepUndo(tx, actorId, 'RECOMMENDED', requestId, { earlier: row && kept(row), left: kept(given) });
  }
  return request.people > 1 && given.peopleConfirmed !== request.people ? request.people : null;
}

/**
 * Gives the same word again: before it expires, after it expired, or after the request was changed.
 * @throws DomainError `not-found`, `own-request`, `stale` when it was withdrawn or never given
 */
export async function renewRecommendation(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockSeen(tx, actorId, requestId);
  const row = await rowOf(tx, actorId, requestId);
  if (!row || row.withdrawnAt) refuse('stale');
  await give(tx, actorId, request, row, row.reason);
}

/**
 * Confirms the number of people itself (1-domain, Number of people).
 * @param people the number the actor was asked about; the request may have been changed since
 * @throws DomainError `not-found`, `own-request`, `stale`
 */
export async function confirmPeople(tx: Tx, actorId: string, requestId: string, people: number): Promise<void> {
  const request = await lockSeen(tx, actorId, requestId);
  const row = await rowOf(tx, actorId, requestId);
  if (!row || !isLiving(row, request, tx.now) || request.people !== people || people < 2) refuse('stale');
  if (row.peopleConfirmed === people) return;
  await change(tx, row, { peopleConfirmed: people });
  await logWord(tx, actorId, row.id, 'people-confirmed', 'GIVEN', 'GIVEN');
}

/** Takes the word back; nobody is told. It works also when the request is out of the actor's sight. @throws DomainError `not-found`, `stale` */
export async function withdrawRecommendation(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const row = await rowOf(tx, actorId, requestId);
  if (!row) refuse('not-found');
  if (row.withdrawnAt) refuse('stale');
  await change(tx, row, { withdrawnAt: tx.now });
  await logWord(tx, actorId, row.id, 'withdrawn', 'GIVEN', 'WITHDRAWN');
  await settleLostSight(tx, [actorId]);
  await keepUndo(tx, actorId, 'RECOMMENDATION_WITHDRAWN', requestId, { earlier: kept(row) });
}

/** From when words for a request count that is changed now: after each that was given before, by whatever clock. */
export async function wordsCountFrom(tx: Tx, requestId: string): Promise<Date> {
  const { _max } = await tx.db.recommendation.aggregate({ where: { requestId }, _max: { createdAt: true } });
  return _max.createdAt === null ? tx.now : latest(tx.now, later(_max.createdAt, 1));
}

/** A changed request asks its recommenders again, once per change: now those in ring 1, the others when it reaches them again. */
export async function askRecommendersAgain(tx: Tx, requestId: string): Promise<void> {
  const request = await tx.db.request.findUniqueOrThrow({ where: { id: requestId } });
  const earlier = await tx.db.recommendation.findMany({
    where: { requestId, withdrawnAt: null, expiresAt: { gt: tx.now }, createdAt: { lt: request.recommendedSince } },
    select: { recommenderId: true },
  });
  const seeing = new Set((await viewersOf(tx, requestId)).map((viewer) => viewer.memberId));
  await queueNotices(
    tx,
    earlier.filter((row) => seeing.has(row.recommenderId)).map((row) => askAgain(request, row.recommenderId)),
  );
}

const EXPIRY_NOTICE_DAYS = 14;

/** Two weeks before a recommendation expires its recommender is asked, once, whether to renew it. Returns how many were asked. */
export async function remindOfExpiringRecommendations(tx: Tx): Promise<number> {
  const due = await tx.db.$queryRaw<{ id: string; recommenderId: string; requestId: string; expiresAt: Date }[]>`
    SELECT r.id, r.recommender_id AS "recommenderId", r.request_id AS "requestId", r.expires_at AS "expiresAt"
    FROM recommendations r
    JOIN requests q ON q.id = r.request_id AND q.state = 'ACTIVE'
    JOIN members m ON m.id = r.recommender_id AND m.state = 'ACTIVE' AND m.unreachable_at IS NULL AND m.paused_at IS NULL
    WHERE r.withdrawn_at IS NULL AND r.expires_at > ${tx.now} AND r.expires_at <= ${later(tx.now, EXPIRY_NOTICE_DAYS * DAY_MS)}
      AND r.created_at >= q.recommended_since
      AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.member_id = m.id AND n.kind = 'recommendation-expires'
        AND n.expires_at = r.expires_at AND n.params ->> 'requestId' = q.id::text)
      AND NOT EXISTS (SELECT 1 FROM notice_switches s WHERE s.member_id = m.id AND s.kind = 'recommendation-expires')`;
  await queueNotices(
    tx,
    due.map((row) => ({
      kind: 'recommendation-expires' as const,
      memberId: row.recommenderId,
      about: `${row.id}:${row.expiresAt.getTime()}`,
      params: { requestId: row.requestId },
      expiresAt: row.expiresAt,
    })),
  );
  return due.length;
}

export interface ShareQuestion {
  readonly requestId: string;
  readonly ownerName: string;
  readonly title: string;
}

/**
 * After 🤝: the request to ask the helper about, once, whether to show it to their contacts (helping alone discloses nothing).
 * Of several promises made at once it is one question; none when the request was helped or recommended before, or goes no further.
 */
export async function shareQuestion(
  tx: Tx,
  giverId: string,
  promiseIds: readonly string[],
): Promise<ShareQuestion | null> {
  if (tx.helper) return null; // showing a request on is the giver's own word
  const rows = await tx.db.$queryRaw<(ShareQuestion & { readonly ownerId: string })[]>`
    SELECT q.id AS "requestId", q.owner_id AS "ownerId", o.name AS "ownerName", q.title
    FROM promises p JOIN requests q ON q.id = p.request_id AND q.state = 'ACTIVE' JOIN members o ON o.id = q.owner_id
    WHERE p.id = ANY(${promiseIds as string[]}::uuid[]) AND p.giver_id = ${giverId}::uuid
      AND NOT EXISTS (SELECT 1 FROM promises e WHERE e.giver_id = p.giver_id AND e.request_id = q.id
        AND NOT e.id = ANY(${promiseIds as string[]}::uuid[]))
      AND NOT EXISTS (SELECT 1 FROM recommendations r WHERE r.request_id = q.id AND r.recommender_id = p.giver_id)
      AND (SELECT min(s.distance) FROM reach_paths s
        WHERE s.viewer_id = p.giver_id AND s.request_id = q.id AND s.valid_until > ${tx.now}) < q.reach
    ORDER BY p.created_at, q.id LIMIT 1`;
  const [row] = rows;
  if (!row) return null;
  const { requestId, ownerId, title } = row;
  return { requestId, title, ownerName: (await nicknamesOf(tx, giverId)).get(ownerId) ?? row.ownerName };
}
