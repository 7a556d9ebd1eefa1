import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';

// What the tables refuse by themselves, whatever the code above them does (bar 2). Each attempt changes one healthy row.

let house: TestHouse;
let ids: Readonly<Record<'anna' | 'boris' | 'vera' | 'request' | 'emergency' | 'pledge' | 'promise', string>>;

beforeAll(async () => {
  house = await testHouse();
  const story = new Story(house);
  const [anna, boris, vera] = [await story.person('Anna'), await story.person('Boris'), await story.person('Vera')];
  await story.contacts(anna, boris, vera);
  const request = await story.request(anna, { newPaymentDetail: 'a card' });
  const emergency = await story.emergency(boris);
  const pledge = await story.pledge(vera, 5_000n);
  const promise = await story.promise(vera, request, 1_000n);
  ids = { anna, boris, vera, request, emergency, pledge, promise };
  await house.db.pool.query(
    `INSERT INTO rounds (id, cycle_id, kind, due_at, seed, givers, requests, pairs, proposals, allocated, certificate)
     VALUES ($1, '2026-11', 'WEEKLY', now(), 's', 0, 0, 0, 0, 0, 'ok')`,
    [randomUUID()],
  );
});
afterAll(() => house.close());

/** `:name` stands for an id made above; `:new` for a new one each time. */
const fill = (sql: string): string =>
  sql.replaceAll(/:(new|anna|boris|vera|request|emergency|pledge|promise)\b/g, (_, name: keyof typeof ids | 'new') =>
    name === 'new' ? `'${randomUUID()}'` : `'${ids[name]}'`,
  );

/** Runs a statement and takes it back; returns the constraint or the message that refused it, null when it was accepted. */
async function refusal(...statements: string[]): Promise<string | null> {
  const client = await house.db.pool.connect();
  try {
    await client.query('BEGIN');
    for (const statement of statements) await client.query(fill(statement));
    return null;
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message: string };
    return constraint ?? message;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const NEW_REQUEST = (active: string, state = 'ACTIVE', owner = ':anna') =>
  `INSERT INTO requests (id, owner_id, active_slot, kind, state, for_whom, title, amount, due_day, reach, created_at, recommended_since)
   VALUES (:new, ${owner}, ${active}, 'MONTHLY', '${state}', 'MYSELF', 'x', 1, 1, 2, now(), now())`;
const NEW_PLEDGE = (kind: string, slot: string, request = 'NULL', rest = "'MONEY', true") =>
  `INSERT INTO pledges (id, giver_id, kind, open_slot, request_id, form, monthly, amount, state, starts_at, created_at)
   VALUES (:new, :vera, '${kind}', ${slot}, ${request}, ${rest}, 1, 'ACTIVE', now(), now())`;
const NEW_CONTACT = (low: string, high: string) =>
  `INSERT INTO contacts (low_id, high_id, origin, since) VALUES (${low}, ${high}, 'INVITE', now())`;
const NEW_CYCLE = (id: string, from: string, to: string, state: string, slot: string, closed = 'NULL') =>
  `INSERT INTO cycles (id, starts_at, ends_at, state, open_slot, closed_at) VALUES ('${id}', '${from}', '${to}', '${state}', ${slot}, ${closed})`;
const NEW_INVITE = (token: string, kind = 'JOIN', request = 'NULL', expires = "now() + interval '1 day'") =>
  `INSERT INTO invites (id, token, kind, issuer_id, request_id, created_at, expires_at)
   VALUES (:new, '${token}', '${kind}', :anna, ${request}, now(), ${expires})`;
const TOKEN = 'A'.repeat(22);
const END_CYCLE = "UPDATE cycles SET state = 'CLOSED', open_slot = NULL, closed_at = ends_at WHERE open_slot = 1";
const set = (table: string, change: string, id: string) => `UPDATE ${table} SET ${change} WHERE id = ${id}`;

/** What must not be, the statements that try it, and the constraint (or the trigger's words) that refuse it. */
const REFUSED: readonly (readonly [what: string, by: RegExp, ...statements: string[]])[] = [
  ['a second active request of a member', /requests_active_slot_key/, NEW_REQUEST(':anna')],
  ['an active request that hides from the count', /request_one_active_per_member/, NEW_REQUEST('NULL')],
  ["an active request in somebody else's place", /request_one_active_per_member/, NEW_REQUEST(':vera')],
  ['a request of nothing', /request_amount_positive/, set('requests', 'amount = 0', ':request')],
  ['a request for eleven people', /request_people/, set('requests', 'people = 11', ':request')],
  ['a request beyond three handshakes', /request_reach/, set('requests', 'reach = 4', ':request')],
  ['a title above 60 characters', /request_title_length/, set('requests', `title = repeat('я', 61)`, ':request')],
  ['a request without a title', /request_title_length/, set('requests', `title = ''`, ':request')],
  ['a monthly request without a day', /request_monthly_has_day/, set('requests', 'due_day = NULL', ':request')],
  ['a 32nd day', /request_monthly_has_day/, set('requests', 'due_day = 32', ':request')],
  ['an emergency without a deadline', /request_emergency/, set('requests', 'deadline = NULL', ':emergency')],
  [
    'an emergency that ended before it began',
    /request_emergency/,
    set('requests', 'deadline = created_at', ':emergency'),
  ],
  [
    'a pause without a reason',
    /request_paused_for_a_reason/,
    set('requests', "state = 'PAUSED', active_slot = NULL", ':request'),
  ],
  [
    'a close without a date',
    /request_closed_dated/,
    set('requests', "state = 'CLOSED', active_slot = NULL", ':request'),
  ],

  [
    'two open cycles',
    /cycles_open_slot_key/,
    NEW_CYCLE('2026-12', '2026-11-30T21:00Z', '2026-12-31T21:00Z', 'OPEN', '1'),
  ],
  ['an open cycle that hides from the count', /cycle_one_open/, set('cycles', 'open_slot = NULL', "'2026-11'")],
  [
    'a gap between two cycles',
    /does not follow/,
    END_CYCLE,
    NEW_CYCLE('2027-01', '2026-12-31T21:00Z', '2027-01-31T21:00Z', 'OPEN', '1'),
  ],
  [
    'two cycles that overlap',
    /does not follow/,
    END_CYCLE,
    NEW_CYCLE('2026-12', '2026-11-30T20:00Z', '2026-12-31T21:00Z', 'OPEN', '1'),
  ],
  [
    'a cycle without a month for a name',
    /cycle_id_is_month/,
    NEW_CYCLE('2026-13', '2026-11-30T21:00Z', '2027-01-01', 'OPEN', '1'),
  ],
  ['a cycle of no length', /cycle_ends_after_start/, set('cycles', 'ends_at = starts_at', "'2026-11'")],
  [
    'a cycle closed at another moment than its boundary',
    /cycle_closed_at_its_boundary/,
    "UPDATE cycles SET state = 'CLOSED', open_slot = NULL, closed_at = ends_at + interval '1 second'",
  ],
  [
    'a closed cycle reopened',
    /cycles is append-only/,
    END_CYCLE,
    "UPDATE cycles SET state = 'OPEN', open_slot = 1, closed_at = NULL",
  ],
  ['a closed cycle removed', /cycles is append-only/, END_CYCLE, 'DELETE FROM cycles'],
  ['the open cycle removed', /cycles is append-only/, 'DELETE FROM cycles'],
  ['all cycles removed at once', /append-only/, 'TRUNCATE cycles CASCADE'],

  ['an event rewritten', /events is append-only/, "UPDATE events SET event = 'x'"],
  ['an event removed', /events is append-only/, 'DELETE FROM events'],
  ['the event log emptied', /events is append-only/, 'TRUNCATE events'],
  ['a round rewritten', /rounds is append-only/, 'UPDATE rounds SET allocated = 1'],
  ['a round removed', /rounds is append-only/, 'DELETE FROM rounds'],
  ['the rounds emptied', /rounds is append-only/, 'TRUNCATE rounds CASCADE'],
  [
    'a round without a certificate',
    /round_certified/,
    `INSERT INTO rounds SELECT :new, cycle_id, 'CLOSE', due_at, seed, 0, 0, 0, 0, 0, 'hopefully' FROM rounds`,
  ],
  [
    'the same round twice',
    /rounds_cycle_id_kind_due_at_key/,
    'INSERT INTO rounds SELECT :new, cycle_id, kind, due_at, seed, 0, 0, 0, 0, 0, certificate FROM rounds',
  ],

  [
    'a contact pair in the wrong order',
    /contact_pair_ordered/,
    NEW_CONTACT(`greatest(:boris::uuid, :vera)`, `least(:boris::uuid, :vera)`),
  ],
  ['a contact with oneself', /contact_pair_ordered/, NEW_CONTACT(':vera', ':vera')],
  ['the same contact twice', /contacts_pkey/, NEW_CONTACT(`least(:anna::uuid, :vera)`, `greatest(:anna::uuid, :vera)`)],
  ['wanting back what is not broken', /contact_wanted_back/, 'UPDATE contacts SET low_wants_back = true'],
  ['blocking oneself', /block_of_another/, 'INSERT INTO blocks VALUES (:vera, :vera, now())'],

  ['an invite with a short token', /invite_token_format/, NEW_INVITE('jABC')],
  ['an invite with a sign in its token', /invite_token_format/, NEW_INVITE(`j${TOKEN.slice(1)}-`)],
  ['an invite of no kind', /invite_(token_format|kind_in_token)/, NEW_INVITE(`x${TOKEN}`)],
  ['a help link that looks like an invitation', /invite_kind_in_token/, NEW_INVITE(`j${TOKEN}`, 'HELP', ':request')],
  ['a help link to nothing', /invite_help_names_request/, NEW_INVITE(`h${TOKEN}`, 'HELP')],
  ['an invitation to a request', /invite_help_names_request/, NEW_INVITE(`j${TOKEN}`, 'JOIN', ':request')],
  ['an invite that was never alive', /invite_expires/, NEW_INVITE(`j${TOKEN}`, 'JOIN', 'NULL', 'now()')],
  ['a 51st use of an invite', /invite_uses_limited/, 'UPDATE invites SET uses = 51'],

  ['a pledge of nothing', /pledge_amount_positive/, set('pledges', 'amount = 0', ':pledge')],
  ['a second open pledge of a giver', /pledges_open_slot_key/, NEW_PLEDGE('OPEN', ':vera')],
  ['an open pledge that hides from the count', /pledge_one_open_per_giver/, NEW_PLEDGE('OPEN', 'NULL')],
  ['a directed pledge to nothing', /pledge_directed_names_request/, NEW_PLEDGE('DIRECTED', 'NULL')],
  [
    'an open pledge to one request',
    /pledge_directed_names_request/,
    set('pledges', 'request_id = :request', ':pledge'),
  ],
  ['an open pledge of work', /pledge_open_is_money_monthly/, set('pledges', "form = 'TIME'", ':pledge')],
  ['an open pledge for once', /pledge_open_is_money_monthly/, set('pledges', 'monthly = false', ':pledge')],
  ['a pledge paused without a reason', /pledge_paused_for_a_reason/, set('pledges', "state = 'PAUSED'", ':pledge')],
  ['a third silent card', /pledge_unanswered_cards/, set('pledges', 'unanswered_cards = 3', ':pledge')],

  ['a promise of nothing', /promise_amount_positive/, set('promises', 'amount = 0', ':promise')],
  [
    'more confirmed than promised',
    /promise_confirmed/,
    set('promises', "state = 'CONFIRMED', settled_at = now(), confirmed = amount + 1", ':promise'),
  ],
  [
    'a confirmed promise of which a part is missing',
    /promise_confirmed_in_full_or_not/,
    set('promises', "state = 'CONFIRMED', settled_at = now(), confirmed = amount - 1", ':promise'),
  ],
  [
    'something confirmed of an open promise',
    /promise_confirmed_in_full_or_not/,
    set('promises', 'confirmed = amount', ':promise'),
  ],
  ['a promise to oneself', /promise_between_two/, set('promises', 'recipient_id = giver_id', ':promise')],
  ['a rest without a parent', /promise_rest_names_parent/, set('promises', "origin = 'REST'", ':promise')],
  ['a settled promise without a date', /promise_settled_dated/, set('promises', "state = 'RELEASED'", ':promise')],
  [
    'an open promise with a date of settling',
    /promise_settled_dated/,
    set('promises', 'settled_at = now()', ':promise'),
  ],

  ['a ceiling of nothing', /member_ceiling_positive/, set('members', 'ceiling = 0', ':vera')],
  ['a next ceiling without its day', /member_next_ceiling_dated/, set('members', 'ceiling_next = 1', ':vera')],
  ['a day of 25 hours', /member_quiet_hours/, set('members', 'quiet_from = 24, quiet_to = 1', ':vera')],
  ['half a night', /member_quiet_hours/, set('members', 'quiet_from = 22', ':vera')],
  ['an erased member with a name', /member_erased_is_nobody/, set('members', "state = 'ERASED'", ':vera')],
  ['somebody leaving without an end', /member_leaving_dated/, set('members', "state = 'LEAVING'", ':vera')],
  [
    'the same Telegram account twice',
    /members_telegram_id_key/,
    set('members', 'telegram_id = (SELECT telegram_id FROM members WHERE id = :anna)', ':vera'),
  ],
  [
    'a payment detail that is the default of another',
    /payment_detail_default_of_owner/,
    'UPDATE payment_details SET default_slot = :vera',
  ],
  ['the same notice twice', /notices_key_key/, 'UPDATE notices SET key = $$the same$$'],
  ['a sent notice without a moment', /notice_sent_dated/, "UPDATE notices SET state = 'SENT'"],
];

describe('the database refuses by itself', () => {
  const attempts = REFUSED.map(([what, by, ...statements]) => ({ what, by, statements }));
  test.each(attempts)('$what', async ({ by, statements }) => {
    expect(await refusal(...statements)).toMatch(by);
  });
});

test('the healthy neighbours of what is refused are accepted', async () => {
  const accepted = [
    [
      NEW_REQUEST('NULL', 'CLOSED')
        .replace("'CLOSED'", "'PAUSED'")
        .replace('recommended_since)', 'recommended_since, pause_reason)')
        .replace('now(), now())', "now(), now(), 'OWNER')"),
    ],
    [NEW_PLEDGE('DIRECTED', 'NULL', ':request', "'TIME', false")],
    [NEW_INVITE(`j${TOKEN}`)],
    [NEW_INVITE(`h${TOKEN}`, 'HELP', ':request')],
    [END_CYCLE, NEW_CYCLE('2026-12', '2026-11-30T21:00Z', '2026-12-31T21:00Z', 'OPEN', '1')],
    [set('promises', "state = 'CONFIRMED', settled_at = now(), confirmed = amount", ':promise')],
  ];
  for (const statements of accepted) expect(await refusal(...statements)).toBeNull();
});
