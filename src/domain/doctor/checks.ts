import { Prisma } from '../../generated/prisma/client.ts';
import { LEGAL_STEPS } from './legal.ts';

/** A query that must return no rows; each row's `detail` says what is wrong, in ids and numbers only. */
export interface Check {
  readonly invariant: string;
  readonly name: string;
  readonly sql: Prisma.Sql;
}

const check = (invariant: string, name: string, sql: Prisma.Sql): Check => ({ invariant, name, sql });

/**
 * Rounds asked of nobody more than was pledged then; the amounts of that moment are in the log. What is over-subscribed of directed
 * pledges comes back to the open one, so that it may be asked for more by as much.
 */
const ROUND_WITHIN_PLEDGE = Prisma.sql`
  SELECT format('round %s asks %s of open pledge %s, which was %s', w.round_id, w.asked, w.pledge_id, coalesce(e.amount, 0)) AS detail
  FROM (
    SELECT p.round_id, p.giver_id, p.pledge_id, sum(p.amount) AS asked, min(o.id) AS offered FROM proposals p
    JOIN events o ON o.subject_id = p.id AND o.event = 'offered' WHERE NOT p.directed GROUP BY 1, 2, 3
  ) w
  LEFT JOIN LATERAL (
    SELECT amount FROM events WHERE subject_id = w.pledge_id AND amount IS NOT NULL AND id < w.offered ORDER BY id DESC LIMIT 1
  ) e ON true
  WHERE w.asked > coalesce(e.amount, 0) + (
    SELECT coalesce(sum(m.most), 0) FROM pledges d
    CROSS JOIN LATERAL (SELECT max(amount) AS most FROM events WHERE subject_id = d.id AND id < w.offered) m
    WHERE d.giver_id = w.giver_id AND d.kind = 'DIRECTED' AND d.form = 'MONEY')`;

const ROUND_WITHIN_DIRECTED = Prisma.sql`
  SELECT format('round %s asks %s of giver %s for request %s, who directed %s there', w.round_id, w.asked, w.giver_id, w.request_id,
    coalesce(d.most, 0)) AS detail
  FROM (
    SELECT round_id, giver_id, request_id, sum(amount) AS asked FROM proposals WHERE directed GROUP BY 1, 2, 3
  ) w
  LEFT JOIN (
    SELECT p.giver_id, p.request_id, sum(m.most) AS most FROM pledges p
    JOIN (SELECT subject_id, max(amount) AS most FROM events WHERE subject = 'PLEDGE' GROUP BY 1) m ON m.subject_id = p.id
    WHERE p.kind = 'DIRECTED' GROUP BY 1, 2
  ) d ON d.giver_id = w.giver_id AND d.request_id = w.request_id
  WHERE w.asked > coalesce(d.most, 0)`;

/**
 * Only the open cycle: measures are private, so nothing remembers last month's. Whoever lowered their measure since the
 * cycle began is left out: lowering never touches promises (1-domain, Pledges), so more than the measure may rightly stand. What was
 * promised after its end waits to be booked into the next one, here and below.
 */
const CYCLE_WITHIN_CEILING = Prisma.sql`
  SELECT format('giver %s has more promised, confirmed and waiting in cycle %s than their measure allows', m.id, c.id) AS detail
  FROM cycles c
  CROSS JOIN members m
  LEFT JOIN (
    SELECT giver_id, cycle_id, sum(CASE v.state WHEN 'CONFIRMED' THEN confirmed ELSE amount END) AS amount
    FROM promises v JOIN cycles e ON e.id = cycle_id AND (created_at < e.ends_at OR origin = 'REST')
    WHERE origin <> 'GIFT' AND v.state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED', 'CONFIRMED') GROUP BY 1, 2
  ) p ON p.giver_id = m.id AND p.cycle_id = c.id
  LEFT JOIN (
    SELECT giver_id, cycle_id, sum(coalesce(chosen, amount)) AS amount FROM proposals WHERE state = 'OFFERED' GROUP BY 1, 2
  ) w ON w.giver_id = m.id AND w.cycle_id = c.id
  LEFT JOIN (
    SELECT giver_id, cycle_id, sum(amount) AS amount FROM ceiling_overrides GROUP BY 1, 2
  ) o ON o.giver_id = m.id AND o.cycle_id = c.id
  WHERE c.open_slot = 1 AND m.ceiling IS NOT NULL
    AND coalesce(p.amount, 0) + coalesce(w.amount, 0) > m.ceiling + coalesce(o.amount, 0)
    AND NOT EXISTS (
      SELECT 1 FROM events e WHERE e.subject_id = m.person_key AND e.event = 'measure-lowered'
        AND (e.at >= c.starts_at OR e.id > (SELECT max(o.id) FROM events o WHERE o.event = 'opened ' || c.id AND o.subject = 'CYCLE')))`;

/**
 * Replays the log request by request: what is promised and received after each new promise, against the amount the request
 * had then. A rest keeps what was promised before, and gifts are recorded in full, so neither is asked.
 */
const PROMISED_WITHIN_NEED = Prisma.sql`
  WITH steps AS (
    SELECT e.id, e.event, p.id AS promise_id, p.request_id, p.origin,
      CASE WHEN q.kind = 'EMERGENCY' THEN '' WHEN p.created_at >= c.ends_at AND p.origin NOT IN ('REST', 'GIFT') THEN 'next' ELSE p.cycle_id END AS span,
      CASE
        WHEN e.event IN ('promised', 'given', 'already-given') THEN e.amount
        WHEN e.event IN ('released', 'forgiven') THEN -e.amount
        WHEN e.event = 'confirmed' THEN e.amount - lag(e.amount) OVER (PARTITION BY e.subject_id ORDER BY e.id)
        ELSE 0
      END AS change
    FROM events e JOIN promises p ON p.id = e.subject_id JOIN requests q ON q.id = p.request_id JOIN cycles c ON c.id = p.cycle_id
    WHERE e.subject = 'PROMISE'
  ), running AS (
    SELECT id, event, promise_id, request_id, origin,
      sum(change) OVER (PARTITION BY request_id, span ORDER BY id) AS total
    FROM steps
  ), least_need AS (
    SELECT subject_id, min(amount) AS amount FROM events WHERE subject = 'REQUEST' AND amount IS NOT NULL GROUP BY 1
  )
  SELECT format('promise %s brought request %s to %s of %s', r.promise_id, r.request_id, r.total, need.amount) AS detail
  FROM running r
  JOIN least_need n ON n.subject_id = r.request_id
  CROSS JOIN LATERAL (
    SELECT e.amount FROM events e WHERE e.subject_id = r.request_id AND e.amount IS NOT NULL AND e.id < r.id ORDER BY e.id DESC LIMIT 1
  ) need
  WHERE r.event = 'promised' AND r.origin <> 'REST' AND r.total > n.amount AND r.total > need.amount`;

const RECORDS = Prisma.sql`
  SELECT 'MEMBER'::"Subject" AS subject, person_key AS id, state::text FROM members
  UNION ALL SELECT 'REQUEST', id, state::text FROM requests
  UNION ALL SELECT 'PLEDGE', id, state::text FROM pledges
  UNION ALL SELECT 'PROPOSAL', id, state::text FROM proposals
  UNION ALL SELECT 'PROMISE', id, state::text FROM promises`;

const SUBJECTS = Prisma.sql`('MEMBER', 'REQUEST', 'PLEDGE', 'PROPOSAL', 'PROMISE')`;
const STEPPING = Prisma.sql`('MEMBER', 'REQUEST', 'PLEDGE', 'PROPOSAL', 'PROMISE', 'HELPER')`;

const STATE_IS_FOLD = Prisma.sql`
  WITH last AS (
    SELECT DISTINCT ON (subject, subject_id) subject, subject_id, to_state FROM events
    WHERE to_state IS NOT NULL AND subject IN ${SUBJECTS} ORDER BY subject, subject_id, id DESC
  )
  SELECT format('%s %s is %s, its log ends in %s', lower(coalesce(r.subject, l.subject)::text), coalesce(r.id, l.subject_id),
    coalesce(r.state, 'nowhere'), coalesce(l.to_state, 'nothing')) AS detail
  FROM (${RECORDS}) r FULL JOIN last l ON l.subject = r.subject AND l.subject_id = r.id
  WHERE r.state IS DISTINCT FROM l.to_state`;

/** These are cleared away some time after their end, so that only what is still kept has to agree with the log. */
const HELPER_IS_FOLD = Prisma.sql`
  SELECT format('leave %s is %s, its log ends in %s', g.id, g.state, coalesce(e.to_state, 'nothing')) AS detail
  FROM helper_grants g LEFT JOIN LATERAL (
    SELECT to_state FROM events WHERE subject_id = g.id AND subject = 'HELPER' ORDER BY id DESC LIMIT 1
  ) e ON true
  WHERE g.state::text IS DISTINCT FROM e.to_state`;

const STEPS_FOLLOW = Prisma.sql`
  SELECT format('event %s of %s %s begins in %s, the one before ended in %s', id, lower(subject::text), subject_id,
    coalesce(from_state, 'nothing'), coalesce(earlier, 'nothing')) AS detail
  FROM (
    SELECT id, subject, subject_id, from_state, lag(to_state) OVER (PARTITION BY subject, subject_id ORDER BY id) AS earlier
    FROM events WHERE to_state IS NOT NULL AND subject IN ${STEPPING}
  ) e
  WHERE from_state IS DISTINCT FROM earlier`;

const STEPS_ARE_LEGAL = Prisma.sql`
  SELECT format('event %s of %s %s: %s from %s to %s by %s is no legal step', e.id, lower(e.subject::text), e.subject_id, e.event,
    coalesce(e.from_state, 'nothing'), e.to_state, lower(e.role::text)) AS detail
  FROM events e
  WHERE e.to_state IS NOT NULL AND e.subject IN ${STEPPING} AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(LEGAL_STEPS)}::jsonb) AS s (subject text, event text, "from" text, "to" text, "by" jsonb)
    WHERE s.subject = e.subject::text AND s.event = e.event AND s."from" IS NOT DISTINCT FROM e.from_state AND s."to" = e.to_state
      AND (s."by" IS NULL OR s."by" = 'null'::jsonb OR s."by" ? e.role::text))`;

const AMOUNT_IS_FOLD = Prisma.sql`
  SELECT format('promise %s is about %s, its log about %s', p.id, p.amount, e.amount) AS detail
  FROM promises p
  JOIN (SELECT DISTINCT ON (subject_id) subject_id, amount FROM events WHERE subject = 'PROMISE' AND amount IS NOT NULL
    ORDER BY subject_id, id DESC) e ON e.subject_id = p.id
  WHERE e.amount <> p.amount`;

const CONFIRMED_WITHIN_PROMISED = Prisma.sql`
  SELECT format('promise %s was confirmed with %s of %s', id, confirmed, amount) AS detail FROM promises
  WHERE confirmed > amount OR (state = 'CONFIRMED') <> (confirmed = amount)
  UNION ALL
  SELECT format('gift %s is not confirmed in full', id) FROM promises WHERE origin = 'GIFT' AND confirmed <> amount
  UNION ALL
  SELECT format('rest %s names no confirmed parent', r.id) FROM promises r LEFT JOIN promises p ON p.id = r.parent_id
  WHERE r.origin = 'REST' AND p.state IS DISTINCT FROM 'CONFIRMED'`;

/** What a part confirmation split off is neither more nor less than what was left. */
const PARTS_MAKE_WHOLE = Prisma.sql`
  SELECT format('promise %s of %s was confirmed with %s, its rest is %s', s.subject_id, s.earlier, s.amount, coalesce(r.amount, 0)) AS detail
  FROM (
    SELECT subject_id, event, amount, lag(amount) OVER (PARTITION BY subject_id ORDER BY id) AS earlier
    FROM events WHERE subject = 'PROMISE'
  ) s
  LEFT JOIN (
    SELECT p.parent_id, sum(e.amount) AS amount FROM promises p
    JOIN events e ON e.subject_id = p.id AND e.event = 'promised' WHERE p.origin = 'REST' GROUP BY 1
  ) r ON r.parent_id = s.subject_id
  WHERE s.event = 'confirmed' AND s.earlier <> s.amount + coalesce(r.amount, 0)`;

const ONE_ACTIVE_REQUEST = Prisma.sql`
  SELECT format('member %s has %s active requests', owner_id, count(*)) AS detail FROM requests
  WHERE state = 'ACTIVE' GROUP BY owner_id HAVING count(*) > 1
  UNION ALL
  SELECT format('request %s of member %s is %s, its slot says otherwise', id, owner_id, state) FROM requests
  WHERE (state = 'ACTIVE') <> (active_slot IS NOT NULL) OR active_slot <> owner_id`;

/** A monthly request held back returns with the end of its owner's last emergency, or is its owner's to resume. */
const HELD_BY_AN_EMERGENCY = Prisma.sql`
  SELECT format('request %s of member %s waits for an emergency, and there is none', q.id, q.owner_id) AS detail
  FROM requests q JOIN members o ON o.id = q.owner_id AND o.state = 'ACTIVE'
  WHERE q.state = 'PAUSED' AND q.pause_reason = 'EMERGENCY' AND NOT EXISTS (
    SELECT 1 FROM requests e WHERE e.owner_id = q.owner_id AND e.kind = 'EMERGENCY' AND e.state <> 'CLOSED')`;

/** Who saw what at an earlier moment cannot be recomputed; that help goes to the request's owner, and from somebody else, can. */
const PROMISED_TO_THE_OWNER = Prisma.sql`
  SELECT format('promise %s goes to %s, request %s is %s''s', p.id, p.recipient_id, q.id, q.owner_id) AS detail
  FROM promises p JOIN requests q ON q.id = p.request_id WHERE p.recipient_id <> q.owner_id OR p.giver_id = q.owner_id
  UNION ALL
  SELECT format('promise %s and proposal %s are not about the same giver and request', p.id, o.id)
  FROM promises p JOIN proposals o ON o.id = p.proposal_id WHERE p.giver_id <> o.giver_id OR p.request_id <> o.request_id`;

/** Red line 3: a proposal becomes a promise by its giver's tap, or by the system where a standing yes stood for it; never otherwise. */
const ACCEPTED_BY_ITS_GIVER = Prisma.sql`
  SELECT format('proposal %s was accepted by %s, promise %s came of it by %s', e.subject_id, lower(e.role::text), coalesce(p.id::text, 'none'),
    coalesce(p.origin::text, 'nothing')) AS detail
  FROM events e LEFT JOIN promises p ON p.proposal_id = e.subject_id
  WHERE e.subject = 'PROPOSAL' AND e.event = 'accepted'
    AND p.origin::text IS DISTINCT FROM CASE e.role WHEN 'GIVER' THEN 'PROPOSAL' WHEN 'SYSTEM' THEN 'STANDING_YES' END
  UNION ALL
  SELECT format('promise %s was made by nobody', p.id) FROM promises p JOIN events e ON e.subject_id = p.id AND e.event IN ('promised', 'already-given')
  WHERE e.role NOT IN ('GIVER', 'RECIPIENT') AND p.origin <> 'STANDING_YES'`;

const ONE_OPEN_CYCLE = Prisma.sql`
  SELECT format('%s cycles are open', count(*)) AS detail FROM cycles WHERE state = 'OPEN' HAVING count(*) <> 1
  UNION ALL
  SELECT format('cycle %s begins at %s, the one before ended at %s', id, starts_at, earlier) FROM (
    SELECT id, starts_at, lag(ends_at) OVER (ORDER BY starts_at) AS earlier FROM cycles
  ) c WHERE earlier IS NOT NULL AND earlier <> starts_at
  UNION ALL
  SELECT format('cycle %s is open, a later one exists', c.id) FROM cycles c
  WHERE c.state = 'OPEN' AND EXISTS (SELECT 1 FROM cycles l WHERE l.starts_at > c.starts_at)
  UNION ALL
  SELECT format('cycle %s was opened %s and closed %s times', c.id,
    (SELECT count(*) FROM events e WHERE e.subject = 'CYCLE' AND e.event = 'opened ' || c.id),
    (SELECT count(*) FROM events e WHERE e.subject = 'CYCLE' AND e.event = 'closed ' || c.id))
  FROM cycles c
  WHERE (SELECT count(*) FROM events e WHERE e.subject = 'CYCLE' AND e.event = 'opened ' || c.id) <> 1
    OR (SELECT count(*) FROM events e WHERE e.subject = 'CYCLE' AND e.event = 'closed ' || c.id) <> CASE c.state WHEN 'CLOSED' THEN 1 ELSE 0 END`;

const TRIGGERS: readonly (readonly [table: string, trigger: string])[] = [
  ['events', 'events_append_only'],
  ['events', 'events_not_truncated'],
  ['rounds', 'rounds_append_only'],
  ['rounds', 'rounds_not_truncated'],
  ['cycles', 'closed_cycles_append_only'],
  ['cycles', 'open_cycle_not_deleted'],
  ['cycles', 'cycles_contiguous'],
];

const TRIGGERS_STAND = Prisma.sql`
  SELECT format('trigger %s on %s is missing or switched off', w.name, w.tab) AS detail
  FROM unnest(${TRIGGERS.map(([table]) => table)}::text[], ${TRIGGERS.map(([, trigger]) => trigger)}::text[]) AS w (tab, name)
  WHERE NOT EXISTS (
    SELECT 1 FROM pg_trigger t WHERE t.tgname = w.name AND t.tgrelid = to_regclass(w.tab) AND t.tgenabled IN ('O', 'A'))`;

/** Only these few numbers are kept beside what they count; all others are recomputed whenever they are shown. */
const COUNTS_ARE_TRUE = Prisma.sql`
  SELECT format('round %s says %s proposals and %s, it has %s and %s', r.id, r.proposals, r.allocated, coalesce(p.count, 0), coalesce(p.sum, 0)) AS detail
  FROM rounds r LEFT JOIN (SELECT round_id, count(*), sum(amount) FROM proposals GROUP BY 1) p ON p.round_id = r.id
  WHERE r.proposals <> coalesce(p.count, 0) OR r.allocated <> coalesce(p.sum, 0)
  UNION ALL
  SELECT format('invite %s says %s uses, it has %s', i.id, i.uses, coalesce(u.count, 0))
  FROM invites i LEFT JOIN (SELECT invite_id, count(*) FROM invite_uses WHERE outcome = 'CONNECTED' GROUP BY 1) u ON u.invite_id = i.id
  WHERE i.uses <> coalesce(u.count, 0)`;

const NO_MAIL_TO_THE_GONE = Prisma.sql`
  SELECT format('notice %s waits for member %s, who %s', n.id, m.id,
    CASE WHEN m.state <> 'ACTIVE' THEN 'left' ELSE 'cannot be reached' END) AS detail
  FROM notices n JOIN members m ON m.id = n.member_id
  WHERE n.state = 'PENDING' AND (m.state <> 'ACTIVE' OR m.unreachable_at IS NOT NULL)
    AND NOT (m.state = 'LEAVING' AND m.unreachable_at IS NULL AND n.kind = 'deletion-scheduled')`;

/** Invariants I1–I10 (1-domain) as queries that must return no rows. */
export const CHECKS: readonly Check[] = [
  check('I1', 'a round asks no more than was pledged', ROUND_WITHIN_PLEDGE),
  check('I1', 'a round asks no more than was directed', ROUND_WITHIN_DIRECTED),
  check('I1', "a month stays within the giver's measure", CYCLE_WITHIN_CEILING),
  check('I2', 'no promise goes beyond the need', PROMISED_WITHIN_NEED),
  check('I3', 'every state is the fold of its log', STATE_IS_FOLD),
  check('I3', 'leave to help is the fold of its log', HELPER_IS_FOLD),
  check('I3', 'steps follow one another', STEPS_FOLLOW),
  check('I3', 'every step is legal', STEPS_ARE_LEGAL),
  check('I3', "every promise's amount is the log's", AMOUNT_IS_FOLD),
  check('I4', 'no more is confirmed than was promised', CONFIRMED_WITHIN_PROMISED),
  check('I4', 'part and rest make the whole', PARTS_MAKE_WHOLE),
  check('I5', 'one active request per member', ONE_ACTIVE_REQUEST),
  check('I5', 'whatever waits for an emergency has one to wait for', HELD_BY_AN_EMERGENCY),
  check('I6', 'promises join a giver and the owner of the request', PROMISED_TO_THE_OWNER),
  check('I6', 'nobody is assigned to pay', ACCEPTED_BY_ITS_GIVER),
  check('I7', 'one open cycle, no gaps', ONE_OPEN_CYCLE),
  check('I8', 'history cannot be rewritten', TRIGGERS_STAND),
  check('I9', 'kept numbers equal the recomputed ones', COUNTS_ARE_TRUE),
  check('I10', 'no message waits for somebody who left', NO_MAIL_TO_THE_GONE),
];
