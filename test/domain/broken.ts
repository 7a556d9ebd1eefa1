// The invariants of 1-domain as queries of their own, written apart from doctor's.
import type { Story } from '../support/story.ts';

/** Each query returns what breaks an invariant. */
const BROKEN: Readonly<Record<string, string>> = {
  'more than two reminders about one promise': `
    SELECT params->>'promiseId' FROM notices WHERE kind IN ('promise-date-near', 'please-hand-over')
    GROUP BY 1 HAVING count(*) > 2`,
  'I1: a round asks a giver for more than their pledge': `
    SELECT p.giver_id FROM proposals p GROUP BY p.round_id, p.giver_id HAVING sum(p.amount) > (
      SELECT sum(m.most) FROM pledges g
      CROSS JOIN LATERAL (SELECT max(e.amount) AS most FROM events e WHERE e.subject_id = g.id) m WHERE g.giver_id = p.giver_id)`,
  'I1: promises, confirmed help and waiting proposals of this month above the measure': `
    SELECT m.id FROM members m, cycles c WHERE c.state = 'OPEN' AND m.ceiling IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject_id = m.person_key AND e.event = 'measure-lowered' AND e.at >= c.starts_at)
      AND NOT EXISTS (SELECT 1 FROM promises f WHERE f.giver_id = m.id AND f.cycle_id = c.id AND f.created_at <= (
        SELECT min(e.at) FROM events e JOIN pledges g ON g.id = e.subject_id WHERE g.giver_id = m.id))
      AND coalesce((SELECT sum(p.amount) FROM promises p WHERE p.giver_id = m.id AND p.cycle_id = c.id AND p.origin <> 'GIFT'
            AND p.state NOT IN ('RELEASED', 'FORGIVEN')), 0)
        + coalesce((SELECT sum(coalesce(o.chosen, o.amount)) FROM proposals o WHERE o.giver_id = m.id AND o.cycle_id = c.id
            AND o.state = 'OFFERED'), 0)
        > m.ceiling + coalesce((SELECT sum(y.amount) FROM ceiling_overrides y WHERE y.giver_id = m.id AND y.cycle_id = c.id), 0)`,
  'I2: a promise above what was missing in its moment': `
    SELECT e.id FROM events e JOIN promises p ON p.id = e.subject_id JOIN requests q ON q.id = p.request_id
    WHERE e.event = 'promised' AND p.origin IN ('PROPOSAL', 'HELP_NOW', 'STANDING_YES') AND (
      SELECT coalesce(sum(a.amount), 0) FROM promises o CROSS JOIN LATERAL (
        SELECT CASE WHEN f.to_state IN ('RELEASED', 'FORGIVEN') THEN 0 ELSE f.amount END AS amount
        FROM events f WHERE f.subject_id = o.id AND f.id <= e.id ORDER BY f.id DESC LIMIT 1) a
      WHERE o.request_id = q.id AND (q.kind = 'EMERGENCY' OR o.cycle_id = p.cycle_id)
    ) > (SELECT r.amount FROM events r WHERE r.subject_id = q.id AND r.amount IS NOT NULL AND r.id < e.id ORDER BY r.id DESC LIMIT 1)`,
  'I4: confirmed above promised, or a surplus that is no gift': `
    SELECT id FROM promises WHERE confirmed > amount OR (origin = 'GIFT' AND (state <> 'CONFIRMED' OR parent_id IS NULL))
      OR (origin = 'REST' AND parent_id IS NULL)`,
  'I5: two active requests of a member': `
    SELECT owner_id FROM requests WHERE state = 'ACTIVE' GROUP BY 1 HAVING count(*) > 1`,
  'I6: a promise to oneself or to another than the asker': `
    SELECT p.id FROM promises p JOIN requests q ON q.id = p.request_id WHERE p.recipient_id <> q.owner_id OR p.giver_id = q.owner_id`,
  'I7: not one open cycle': `SELECT count(*) FROM cycles WHERE state = 'OPEN' HAVING count(*) <> 1`,
  'I7: a cycle that does not begin where the last one ended': `
    SELECT id FROM (SELECT id, starts_at, lag(ends_at) OVER (ORDER BY starts_at) AS earlier, row_number() OVER (ORDER BY starts_at) AS n FROM cycles) c
    WHERE n > 1 AND earlier IS DISTINCT FROM starts_at`,
  'I10: a message for somebody who left': `
    SELECT n.id FROM notices n JOIN members m ON m.id = n.member_id
    WHERE n.state = 'PENDING' AND (m.state <> 'ACTIVE' OR m.unreachable_at IS NOT NULL)`,
};

// Every legal step, from the pictures of 1-domain: what is not here may not be in the log.
const LEGAL: Readonly<Record<string, readonly string[]>> = {
  MEMBER: ['>joined>ACTIVE'],
  REQUEST: [
    '>created>ACTIVE',
    'ACTIVE>edited>ACTIVE',
    'PAUSED>edited>PAUSED',
    'ACTIVE>paused>PAUSED',
    'PAUSED>resumed>ACTIVE',
    'ACTIVE>closed>CLOSED',
    'PAUSED>closed>CLOSED',
  ],
  PLEDGE: [
    '>pledged>ACTIVE',
    'ACTIVE>changed>ACTIVE',
    'PAUSED>changed>ACTIVE',
    'PAUSED>changed>PAUSED',
    'ACTIVE>paused>PAUSED',
    'PAUSED>resumed>ACTIVE',
    'ACTIVE>withdrawn>WITHDRAWN',
    'PAUSED>withdrawn>WITHDRAWN',
  ],
  PROPOSAL: [
    '>offered>OFFERED',
    'OFFERED>accepted>ACCEPTED',
    'LAPSED>accepted>ACCEPTED',
    'DECLINED>accepted>ACCEPTED',
    'OFFERED>declined>DECLINED',
    'OFFERED>lapsed>LAPSED',
    'OFFERED>withdrawn>WITHDRAWN',
  ],
  PROMISE: [
    '>promised>PROMISED',
    '>already-given>REPORTED',
    '>given>CONFIRMED',
    'PROMISED>reported>REPORTED',
    'REPORTED>not-yet>PROMISED',
    'PROMISED>confirmed>CONFIRMED',
    'REPORTED>confirmed>CONFIRMED',
    'UNCONFIRMED>confirmed>CONFIRMED',
    'PROMISED>released>RELEASED',
    'PROMISED>forgiven>FORGIVEN',
    'REPORTED>unconfirmed>UNCONFIRMED',
  ],
};

/** I3: replays the log of every record in plain code; returns what is illegal and what differs from the tables. */
async function replay(story: Story): Promise<string[]> {
  const { db } = story;
  const states = new Map<string, string>();
  const complaints: string[] = [];
  for (const row of await db.event.findMany({ where: { toState: { not: null } }, orderBy: { id: 'asc' } })) {
    const legal = LEGAL[row.subject];
    if (!legal) continue;
    const step = `${row.fromState ?? ''}>${row.event}>${row.toState}`;
    if (!legal.includes(step)) complaints.push(`${row.subject} ${step} is no step`);
    if ((states.get(row.subjectId) ?? null) !== row.fromState)
      complaints.push(`${row.subject} ${step} follows ${states.get(row.subjectId)}`);
    states.set(row.subjectId, row.toState!);
  }
  const found = [
    ...(await db.member.findMany({ select: { personKey: true, state: true } })).map(
      (row) => [row.personKey, row.state] as const,
    ),
    ...(await db.request.findMany({ select: { id: true, state: true } })).map((row) => [row.id, row.state] as const),
    ...(await db.pledge.findMany({ select: { id: true, state: true } })).map((row) => [row.id, row.state] as const),
    ...(await db.proposal.findMany({ select: { id: true, state: true } })).map((row) => [row.id, row.state] as const),
    ...(await db.commitment.findMany({ select: { id: true, state: true } })).map((row) => [row.id, row.state] as const),
  ];
  for (const [id, state] of found)
    if (states.get(id) !== state) complaints.push(`${id} is ${state}, its log says ${states.get(id)}`);
  if (states.size !== found.length) complaints.push(`${states.size} records in the log, ${found.length} in the tables`);
  return complaints;
}

/** Everything that breaks an invariant of 1-domain now, in words. */
export async function broken(story: Story): Promise<string[]> {
  const complaints = await replay(story);
  for (const [what, sql] of Object.entries(BROKEN)) {
    const { rows } = await story.house.db.pool.query(sql);
    if (rows.length > 0) complaints.push(`${what}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return complaints;
}
