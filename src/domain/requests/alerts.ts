import { apart, type Tx } from '../../db/transaction.ts';
import type { EmergencyAlert, Notice, Request } from '../../generated/prisma/client.ts';
import { DAY_MS, HOUR_MS, later } from '../clock.ts';
import { type Viewer, viewersOf } from '../network/reach.ts';
import { type NewNotice, queueNotice, queueNotices } from '../notices/queue.ts';
import { coverageOfOne } from './coverage.ts';

/**
 * Who is told of an emergency, and when (1-domain, Reach): ring 1 at once; whoever a 🗣 opens it to, the nearest first, in waves
 * sized by what is missing. Nobody is alerted twice about one emergency; the table of alerts remembers.
 */

const INTERVAL_PART = 8;
const INTERVAL_MS_MIN = HOUR_MS;
const INTERVAL_MS_MAX = 12 * HOUR_MS;

/** How long a wave lasts that began at `at`: an eighth of the time left, between 1 h and 12 h. In milliseconds. */
export const waveInterval = (deadline: Date, at: Date): number =>
  Math.min(INTERVAL_MS_MAX, Math.max(INTERVAL_MS_MIN, (deadline.getTime() - at.getTime()) / INTERVAL_PART));

/** Of several people who are asked, one helps. */
const ASKED_PER_HELPER = 3n;
/** Before anybody has promised, a helper is expected to give this part of the need. */
const PARTS_OF_NEED = 10n;
const WAVE_MIN = 3;
const WAVE_MAX = 60;

/**
 * How many people beyond ring 1 are asked in one wave: three times as many as could cover what is missing.
 * @param typical what one helper has promised on average, minor units; null before the first promise
 */
export function waveSize(missing: bigint, need: bigint, typical: bigint | null): number {
  const share = typical ?? need / PARTS_OF_NEED;
  const helpers = (missing + share - 1n) / (share > 0n ? share : 1n);
  const asked = helpers * ASKED_PER_HELPER;
  return Math.max(WAVE_MIN, asked > BigInt(WAVE_MAX) ? WAVE_MAX : Number(asked));
}

/** Everyone of ring 1 belongs to the first wave, also who comes later. */
const RING_ONE = 1;

type Alerted = readonly Pick<EmergencyAlert, 'memberId' | 'wave' | 'at'>[];

interface Place {
  readonly wave: number;
  /** How many more people the wave may reach now. */
  readonly room: number;
}

/** The wave that runs now, or the next one when its interval is over, or when the clock was set back to before it began. */
function placeNow(alerted: Alerted, deadline: Date, now: Date, size: number): Place {
  const newest = Math.max(RING_ONE, ...alerted.map((row) => row.wave));
  const rows = alerted.filter((row) => row.wave === newest);
  if (newest === RING_ONE) return { wave: RING_ONE + 1, room: size };
  const began = new Date(Math.min(...rows.map((row) => row.at.getTime())));
  const isOver = now < began || now.getTime() >= began.getTime() + waveInterval(deadline, began);
  return isOver ? { wave: newest + 1, room: size } : { wave: newest, room: Math.max(0, size - rows.length) };
}

/** People who need no alert: they promised help, put their word under it, or have opened it by themselves. */
async function knowingIt(tx: Tx, requestId: string): Promise<Set<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT giver_id AS id FROM promises WHERE request_id = ${requestId}::uuid
    UNION SELECT recommender_id FROM recommendations WHERE request_id = ${requestId}::uuid
    UNION SELECT member_id FROM request_views WHERE request_id = ${requestId}::uuid`;
  return new Set(rows.map((row) => row.id));
}

/** Without those whom no message reaches now: they would take the place of somebody who could help. */
async function reachable(tx: Tx, viewers: readonly Viewer[]): Promise<Viewer[]> {
  const here = await tx.db.member.findMany({
    where: { id: { in: viewers.map(({ memberId }) => memberId) }, state: 'ACTIVE', unreachableAt: null },
    select: { id: true },
  });
  const ids = new Set(here.map(({ id }) => id));
  return viewers.filter(({ memberId }) => ids.has(memberId));
}

/**
 * Alerts whoever is to be alerted by now, the nearest first. Nothing happens while everything is covered; when something is missing
 * again, it goes on with those who have not been alerted yet. The caller holds the request's row.
 *
 * @returns how many people were alerted
 */
export async function alertReached(tx: Tx, request: Request): Promise<number> {
  const { deadline } = request;
  if (request.state !== 'ACTIVE' || deadline === null || deadline <= tx.now) return 0;
  const { missing, need } = await coverageOfOne(tx, request.id);
  if (missing === 0n) return 0;
  const alerted = await tx.db.emergencyAlert.findMany({ where: { requestId: request.id } });
  const known = new Set(alerted.map((row) => row.memberId));
  const knowing = await knowingIt(tx, request.id);
  const fresh = await reachable(
    tx,
    (await viewersOf(tx, request.id)).filter(({ memberId }) => !known.has(memberId) && !knowing.has(memberId)),
  );
  if (fresh.length === 0) return 0;
  const { wave, room } = placeNow(
    alerted,
    deadline,
    tx.now,
    waveSize(missing, need, await typicalHelp(tx, request.id)),
  );
  const near = fresh.filter((viewer) => viewer.distance === 1);
  const far = fresh.filter((viewer) => viewer.distance > 1).slice(0, room);
  await alert(tx, request, deadline, near, RING_ONE);
  await alert(tx, request, deadline, far, wave);
  return near.length + far.length;
}

async function typicalHelp(tx: Tx, requestId: string): Promise<bigint | null> {
  const [row] = await tx.db.$queryRaw<{ typical: bigint | null }[]>`
    SELECT avg(amount)::bigint AS typical FROM promises
    WHERE request_id = ${requestId}::uuid AND state IN ('PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED')`;
  return row?.typical ?? null;
}

/** At once; at night without sound and once more with sound in the morning; with sound at once when less than a day is left. */
async function alert(
  tx: Tx,
  request: Request,
  deadline: Date,
  viewers: readonly Viewer[],
  wave: number,
): Promise<void> {
  if (viewers.length === 0) return;
  const ids = viewers.map((viewer) => viewer.memberId);
  await tx.db.emergencyAlert.createMany({
    data: ids.map((memberId) => ({ requestId: request.id, memberId, wave, at: tx.now })),
    skipDuplicates: true,
  });
  const about = { about: request.id, params: { requestId: request.id }, expiresAt: deadline };
  await queueNotices(
    tx,
    ids.map((memberId): NewNotice => ({ ...about, kind: 'emergency-alert', memberId, atNight: 'silent' })),
  );
}

/** An alert went out at night without sound: in the morning it comes again, with sound, to who has not looked by then. */
export async function alertByDay(
  tx: Tx,
  { memberId, params, expiresAt }: Pick<Notice, 'memberId' | 'params' | 'expiresAt'>,
): Promise<void> {
  const { requestId } = params as { requestId: string };
  await queueNotice(tx, {
    kind: 'emergency-morning',
    memberId,
    about: requestId,
    params: { requestId },
    ...(expiresAt ? { expiresAt } : {}),
  });
}

/** The next waves of every emergency that still misses something. @returns how many people were alerted */
export async function runWaves(tx: Tx): Promise<number> {
  const open = await tx.db.request.findMany({
    where: { kind: 'EMERGENCY', state: 'ACTIVE', deadline: { gt: tx.now }, owner: { state: 'ACTIVE', lockedAt: null } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  let count = 0;
  await apart(tx, open, async ({ id }) => {
    await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    count += await alertReached(tx, await tx.db.request.findUniqueOrThrow({ where: { id } }));
  });
  return count;
}

const UNREPORTED_HOURS = 48;
/** As many as one screen shows; the rest comes the day after. */
const UNREPORTED_AT_ONCE = 5;

/** After 48 hours the asker is asked, once about each, whether to wait on for promises that nobody said were handed over. */
export async function askAboutUnreported(tx: Tx): Promise<number> {
  const rows = await tx.db.$queryRaw<{ id: string; requestId: string; ownerId: string }[]>`
    SELECT p.id, q.id AS "requestId", q.owner_id AS "ownerId" FROM promises p
    JOIN requests q ON q.id = p.request_id AND q.kind = 'EMERGENCY' AND q.state = 'ACTIVE' AND q.deadline > ${tx.now}
    JOIN members o ON o.id = q.owner_id AND o.state = 'ACTIVE' AND o.unreachable_at IS NULL AND o.paused_at IS NULL AND o.locked_at IS NULL
    WHERE p.state = 'PROMISED' AND p.created_at <= ${later(tx.now, -UNREPORTED_HOURS * HOUR_MS)}
      AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.member_id = q.owner_id AND n.kind = 'promises-unreported'
        AND n.params ->> 'requestId' = q.id::text
        AND (position(p.id::text in n.params ->> 'promiseIds') > 0 OR n.created_at > ${later(tx.now, -DAY_MS)}))
      AND NOT EXISTS (SELECT 1 FROM notice_switches s WHERE s.member_id = o.id AND s.kind = 'promises-unreported')
    ORDER BY p.created_at, p.id`;
  const first = rows.filter((row, index) => rows.findIndex((other) => other.requestId === row.requestId) === index);
  const notices = first.map(({ id, requestId, ownerId }): NewNotice => {
    const asked = rows.filter((row) => row.requestId === requestId).slice(0, UNREPORTED_AT_ONCE);
    const params = { requestId, promiseIds: asked.map((row) => row.id).join(',') };
    return { kind: 'promises-unreported', memberId: ownerId, about: `${requestId}:${id}`, params };
  });
  await queueNotices(tx, notices);
  return notices.length;
}
