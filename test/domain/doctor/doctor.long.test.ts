import { afterAll, beforeAll, expect, test } from 'vitest';
import { reading } from '../../../src/db/transaction.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';

const GIVERS = 8_000;
const ASKERS = 2_000;
const PROMISES = 40_000;
const SECONDS_MAX = 5;

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  for (const statement of LARGE_HOUSE) await house.db.pool.query(statement);
}, 120_000);
afterAll(() => house.close());

/** An id by kind and number, so that rows find one another without a join. */
const id = (kind: number, number: string): string =>
  `format('%s-0000-4000-8000-%s', '0000000${kind}', lpad((${number})::text, 12, '0'))::uuid`;
const giverOf = (n: string): string => id(1, `1 + ${n} % ${GIVERS}`);
const askerOf = (n: string): string => id(1, `${GIVERS + 1} + ${n} % ${ASKERS}`);
const requestOf = (n: string): string => id(2, `1 + ${n} % ${ASKERS}`);
const event = (
  subject: string,
  subjectId: string,
  name: string,
  from: string | null,
  to: string,
  role: string,
  amount: string,
) =>
  `SELECT now(), '${subject}'::"Subject", ${subjectId}, '${name}', ${from === null ? 'NULL' : `'${from}'`}, '${to}', '${role}'::"ActorRole", ${amount}`;
const log = (count: number, ...rows: string[]): string[] =>
  rows.map(
    (row) =>
      `INSERT INTO events (at, subject, subject_id, event, from_state, to_state, role, amount) ${row} FROM generate_series(1, ${count}) n ORDER BY n`,
  );

/** 10,000 members, 2,000 requests, 8,000 pledges, a round with 40,000 proposals, 40,000 promises, and all their steps. */
const LARGE_HOUSE = [
  `INSERT INTO members (id, person_key, name, language, state, joined_at, last_seen_at, ceiling)
    SELECT ${id(1, 'n')}, ${id(5, 'n')}, 'N', 'ru', 'ACTIVE', now(), now(), 1000000 FROM generate_series(1, ${GIVERS + ASKERS}) n`,
  ...log(GIVERS + ASKERS, event('MEMBER', id(5, 'n'), 'joined', null, 'ACTIVE', 'OWNER', 'NULL::bigint')),
  `INSERT INTO requests (id, owner_id, active_slot, kind, state, for_whom, title, amount, due_day, reach, created_at, recommended_since)
    SELECT ${id(2, 'n')}, ${id(1, `${GIVERS} + n`)}, ${id(1, `${GIVERS} + n`)}, 'MONTHLY', 'ACTIVE', 'MYSELF', 'T', 100000, 20, 2, now(), now()
    FROM generate_series(1, ${ASKERS}) n`,
  ...log(ASKERS, event('REQUEST', id(2, 'n'), 'created', null, 'ACTIVE', 'OWNER', '100000::bigint')),
  `INSERT INTO pledges (id, giver_id, kind, open_slot, amount, state, starts_at, created_at)
    SELECT ${id(3, 'n')}, ${id(1, 'n')}, 'OPEN', ${id(1, 'n')}, 100000, 'ACTIVE', now(), now() FROM generate_series(1, ${GIVERS}) n`,
  ...log(GIVERS, event('PLEDGE', id(3, 'n'), 'pledged', null, 'ACTIVE', 'GIVER', '100000::bigint')),
  `INSERT INTO rounds (id, cycle_id, kind, due_at, seed, givers, requests, pairs, proposals, allocated, certificate)
    VALUES (${id(6, '1')}, '2026-11', 'CLOSE', now(), 's', ${GIVERS}, ${ASKERS}, 0, ${PROMISES}, ${PROMISES} * 1000, 'ok')`,
  `INSERT INTO cards (id, round_id, giver_id, created_at) SELECT ${id(7, 'n')}, ${id(6, '1')}, ${id(1, 'n')}, now() FROM generate_series(1, ${GIVERS}) n`,
  `INSERT INTO proposals (id, cycle_id, round_id, card_id, giver_id, request_id, pledge_id, directed, amount, state, reason, created_at)
    SELECT ${id(4, 'n')}, '2026-11', ${id(6, '1')}, ${id(7, `1 + n % ${GIVERS}`)}, ${giverOf('n')}, ${requestOf('(n + n / 8000)')}, ${id(3, `1 + n % ${GIVERS}`)},
      false, 1000, 'ACCEPTED', '{}', now() FROM generate_series(1, ${PROMISES}) n`,
  ...log(
    PROMISES,
    event('PROPOSAL', id(4, 'n'), 'offered', null, 'OFFERED', 'SYSTEM', '1000::bigint'),
    event('PROPOSAL', id(4, 'n'), 'accepted', 'OFFERED', 'ACCEPTED', 'GIVER', '1000::bigint'),
  ),
  `INSERT INTO promises (id, giver_id, recipient_id, request_id, cycle_id, proposal_id, origin, amount, confirmed, state, due_at, created_at, settled_at)
    SELECT ${id(8, 'n')}, ${giverOf('n')}, ${askerOf('(n + n / 8000)')}, ${requestOf('(n + n / 8000)')}, '2026-11', ${id(4, 'n')}, 'PROPOSAL', 1000, 1000,
      'CONFIRMED', now(), now(), now() FROM generate_series(1, ${PROMISES}) n`,
  ...log(
    PROMISES,
    event('PROMISE', id(8, 'n'), 'promised', null, 'PROMISED', 'GIVER', '1000::bigint'),
    event('PROMISE', id(8, 'n'), 'reported', 'PROMISED', 'REPORTED', 'GIVER', '1000::bigint'),
    event('PROMISE', id(8, 'n'), 'confirmed', 'REPORTED', 'CONFIRMED', 'RECIPIENT', '1000::bigint'),
  ),
  'ANALYZE',
];

test(`doctor over 10,000 members and 100,000 records answers within ${SECONDS_MAX} s`, async () => {
  const startedAt = performance.now();
  const report = await doctor(reading(house));
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`doctor: ${seconds.toFixed(2)} s`);
  expect(report).toEqual({ ok: true, violations: [] });
  expect(seconds).toBeLessThan(SECONDS_MAX);
}, 60_000);
