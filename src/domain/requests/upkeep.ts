import { appendEvent } from '../../db/events.ts';
import { apart, type Tx } from '../../db/transaction.ts';
import { DAY_MS, later } from '../clock.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { digestTime } from '../cycles/digest.ts';
import { refuse } from '../errors.ts';
import { queueNotices } from '../notices/queue.ts';
import { resumeRequest } from './requests.ts';
import { lockOwn, ownerOf, pauseNow, SYSTEM } from './states.ts';

/** "Ещё нужно?": a monthly request lives as long as its owner gives a sign of life (1-domain, Requests). */

/** Whoever published or answered within these days is not asked. */
const FRESH_DAYS = 7;

/** Once a month, a week before its end, each owner of a monthly request is asked. Returns how many were asked. */
export async function askStillNeeded(tx: Tx): Promise<number> {
  const cycle = await currentCycle(tx);
  if (tx.now < digestTime(cycle, tx.rules.timezone)) return 0;
  const fresh = later(tx.now, -FRESH_DAYS * DAY_MS);
  const due = await tx.db.$queryRaw<{ id: string; ownerId: string }[]>`
    SELECT q.id, q.owner_id AS "ownerId" FROM requests q
    JOIN members o ON o.id = q.owner_id AND o.state = 'ACTIVE' AND o.unreachable_at IS NULL AND o.paused_at IS NULL AND o.locked_at IS NULL
    WHERE q.state = 'ACTIVE' AND q.kind = 'MONTHLY' AND greatest(q.created_at, q.still_needed_at) <= ${fresh}
      AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.key = 'still-needed:' || ${cycle.id} || ':' || q.id || ':' || q.owner_id)
      AND NOT EXISTS (SELECT 1 FROM notice_switches s WHERE s.member_id = o.id AND s.kind = 'still-needed')
    ORDER BY q.id`;
  await queueNotices(
    tx,
    due.map(({ id, ownerId }) => ({
      kind: 'still-needed' as const,
      memberId: ownerId,
      about: `${cycle.id}:${id}`,
      params: { requestId: id },
      expiresAt: cycle.endsAt,
    })),
  );
  return due.length;
}

/**
 * "Yes, still needed." A request that was paused for silence comes back by this.
 * @throws DomainError `not-found`, `stale` for a request that its owner paused or closed, or that is an emergency
 */
export async function answerStillNeeded(tx: Tx, actorId: string, requestId: string): Promise<void> {
  const request = await lockOwn(tx, actorId, requestId);
  if (request.kind !== 'MONTHLY') refuse('stale');
  if (request.pauseReason === 'SILENCE') await resumeRequest(tx, actorId, requestId);
  else if (request.state !== 'ACTIVE') refuse('stale');
  await tx.db.request.update({ where: { id: requestId }, data: { stillNeededAt: tx.now } });
  await appendEvent(tx, {
    subject: 'REQUEST',
    subjectId: requestId,
    event: 'still-needed',
    from: null,
    to: null,
    role: 'OWNER',
    actorKey: (await ownerOf(tx, actorId)).personKey,
  });
}

/** So many times the question has to have arrived, unless the owner cannot or does not want to be asked. */
const QUESTIONS_MIN = 2;

/**
 * A monthly request whose owner neither answered nor opened the bot for two whole cycles is paused, silently. Months in which the
 * question could not be delivered count for nobody.
 *
 * @returns how many were paused
 */
export async function pauseSilentRequests(tx: Tx): Promise<number> {
  const due = await tx.db.$queryRaw<{ id: string; ownerId: string }[]>`
    WITH months AS (SELECT starts_at, open_slot FROM cycles ORDER BY starts_at DESC LIMIT 3),
    silence AS (SELECT min(starts_at) AS since, max(starts_at) AS until FROM months HAVING count(*) = 3)
    SELECT q.id, q.owner_id AS "ownerId" FROM requests q CROSS JOIN silence s
    JOIN members o ON o.id = q.owner_id
    WHERE q.state = 'ACTIVE' AND q.kind = 'MONTHLY' AND greatest(q.created_at, q.still_needed_at, o.last_seen_at) < s.since
      AND (o.unreachable_at IS NOT NULL OR o.paused_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM notice_switches w WHERE w.member_id = o.id AND w.kind = 'still-needed')
        OR (SELECT count(*) FROM notices n WHERE n.member_id = o.id AND n.kind = 'still-needed' AND n.state = 'SENT'
          AND n.params ->> 'requestId' = q.id::text AND n.sent_at >= s.since AND n.sent_at < s.until) >= ${QUESTIONS_MIN})
    ORDER BY q.owner_id`;
  return apart(tx, due, async ({ id, ownerId }) => {
    const request = await lockOwn(tx, ownerId, id);
    if (request.state === 'ACTIVE') await pauseNow(tx, request, 'SILENCE', SYSTEM);
  });
}
