import { afterAll, beforeAll, expect, test } from 'vitest';
import { reading, type Tx, transact } from '../../../src/db/transaction.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { setCeiling } from '../../../src/domain/pledges/pledges.ts';
import { liveAMonth, type Month } from './month.ts';

let month: Month;
beforeAll(async () => {
  month = await liveAMonth();
});
afterAll(() => month.house.close());

class RolledBack extends Error {}

/** Spoils the database, asks the doctor, and takes everything back. */
async function afterSpoiling(...statements: string[]): Promise<{ invariants: Set<string>; text: string }> {
  let found: Awaited<ReturnType<typeof doctor>> | undefined;
  await transact(month.house, async (tx) => {
    for (const statement of statements) await tx.db.$executeRawUnsafe(statement);
    found = await doctor(tx);
    throw new RolledBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
  expect(found?.ok).toBe(false);
  return {
    invariants: new Set(found?.violations.map((violation) => violation.invariant)),
    text: JSON.stringify(found?.violations),
  };
}

const FREE_EVENTS = 'ALTER TABLE events DISABLE TRIGGER ALL';
const LARGEST = '(SELECT id FROM proposals ORDER BY amount DESC, id LIMIT 1)';
const CONFIRMED = "(SELECT id FROM promises WHERE state = 'CONFIRMED' AND origin = 'PROPOSAL' ORDER BY id LIMIT 1)";

test('a month lived by commands leaves nothing to complain of', async () => {
  expect(await doctor(reading(month.house))).toEqual({ ok: true, violations: [] });
});

const SPOILS: readonly [invariant: string, what: string, ...statements: string[]][] = [
  [
    'I1',
    'a round that asks more than was pledged',
    `UPDATE proposals SET amount = amount + 100000 WHERE id = ${LARGEST}`,
  ],
  [
    'I1',
    'a round that asks a directed pledge that nobody made',
    `UPDATE proposals SET directed = true WHERE id = ${LARGEST}`,
  ],
  [
    'I1',
    "a month beyond the giver's measure",
    `UPDATE members SET ceiling = 1 WHERE id = (SELECT giver_id FROM promises WHERE id = ${CONFIRMED})`,
  ],
  [
    'I2',
    'a promise beyond the need of its moment',
    FREE_EVENTS,
    "UPDATE events SET amount = 1 WHERE subject = 'REQUEST' AND event = 'created'",
  ],
  ['I3', 'a state that the log does not know', "UPDATE pledges SET state = 'PAUSED', pause_reason = 'OWNER'"],
  [
    'I3',
    'a record without a log',
    FREE_EVENTS,
    `DELETE FROM events WHERE subject_id = (SELECT id FROM requests ORDER BY id LIMIT 1)`,
  ],
  [
    'I3',
    'a log without a record',
    `INSERT INTO events (at, subject, subject_id, event, to_state, role)
     VALUES (now(), 'PLEDGE', gen_random_uuid(), 'pledged', 'ACTIVE', 'GIVER')`,
  ],
  [
    'I3',
    'a step that does not follow the one before',
    FREE_EVENTS,
    "UPDATE events SET from_state = 'REPORTED' WHERE subject = 'PROMISE' AND event = 'released'",
  ],
  [
    'I3',
    'a step by somebody who may not take it',
    FREE_EVENTS,
    "UPDATE events SET role = 'GIVER' WHERE subject = 'PROMISE' AND event = 'confirmed'",
  ],
  [
    'I3',
    'a step that no table knows',
    FREE_EVENTS,
    "UPDATE events SET event = 'sold' WHERE subject = 'PROPOSAL' AND event = 'accepted'",
  ],
  [
    'I3',
    'an amount that the log does not know',
    `UPDATE promises SET amount = amount + 1, confirmed = amount + 1 WHERE id = ${CONFIRMED}`,
  ],
  [
    'I4',
    'more confirmed than promised',
    'ALTER TABLE promises DROP CONSTRAINT promise_confirmed_within, DROP CONSTRAINT promise_confirmed_in_full_or_not',
    `UPDATE promises SET confirmed = amount + 1 WHERE id = ${CONFIRMED}`,
  ],
  [
    'I4',
    'a part whose rest was lost',
    FREE_EVENTS,
    `UPDATE events SET amount = amount + 7 WHERE event = 'promised' AND subject_id = (SELECT id FROM promises WHERE origin = 'REST' LIMIT 1)`,
  ],
  [
    'I5',
    'two active requests of one member',
    'ALTER TABLE requests DROP CONSTRAINT request_one_active_per_member',
    'UPDATE requests SET owner_id = (SELECT owner_id FROM requests ORDER BY id LIMIT 1)',
  ],
  [
    'I6',
    'a promise to somebody who does not own the request',
    `UPDATE promises SET recipient_id = (SELECT id FROM members WHERE telegram_id = 506) WHERE id = ${CONFIRMED}`,
  ],
  [
    'I7',
    'no open cycle',
    "UPDATE cycles SET state = 'CLOSED', open_slot = NULL, closed_at = ends_at WHERE state = 'OPEN'",
  ],
  [
    'I7',
    'a gap between two cycles',
    'ALTER TABLE cycles DISABLE TRIGGER ALL',
    "UPDATE cycles SET starts_at = starts_at + interval '1 hour' WHERE state = 'OPEN'",
  ],
  ['I8', 'a log that can be rewritten', 'ALTER TABLE events DISABLE TRIGGER events_append_only'],
  ['I8', 'closed cycles that can be rewritten', 'DROP TRIGGER closed_cycles_append_only ON cycles'],
  ['I9', 'a number that differs from what it counts', 'UPDATE invites SET uses = uses + 1'],
  [
    'I9',
    "a round's total that differs from its proposals",
    'ALTER TABLE rounds DISABLE TRIGGER ALL',
    'UPDATE rounds SET allocated = allocated + 1',
  ],
  [
    'I10',
    'a message for somebody who cannot be reached',
    "UPDATE members SET unreachable_at = now() WHERE id = (SELECT member_id FROM notices WHERE state = 'PENDING' LIMIT 1)",
  ],
  [
    'R5',
    'a job that has gone silent',
    `INSERT INTO jobs (name, last_success_at) VALUES ('weekly-round', '2026-12-01T07:00:00Z'), ('card-lapse', '2026-12-01T07:05:00Z')`,
  ],
  [
    'R5',
    'a job that never worked',
    "INSERT INTO jobs (name, last_error_at, last_error) VALUES ('weekly-round', '2026-12-01T07:00:00Z', 'Error')",
  ],
];

test.each(SPOILS)('%s: doctor finds %s', async (invariant, _what, ...statements) => {
  const { invariants, text } = await afterSpoiling(...statements);
  expect([...invariants]).toContain(invariant);
  expect(text, 'ids and numbers only').not.toMatch(/Name(anna|boris|vera|gleb|dina)|Roof|Books|a story/);
});

test('I1: whoever lowers their measure keeps their promises, and doctor does not complain', async () => {
  await transact(month.house, async (tx: Tx) => {
    const { giverId } = await tx.db.commitment.findFirstOrThrow({ where: { state: 'CONFIRMED', origin: 'PROPOSAL' } });
    await setCeiling(tx, giverId, 100n);
    expect(await doctor(tx)).toEqual({ ok: true, violations: [] });
    throw new RolledBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
});

test('jobs that ran one after the other are not silent while no bot is at work', async () => {
  const { prisma } = month.house.db;
  const at = new Date('2026-11-01T00:00:00Z');
  await prisma.job.createMany({ data: ['card-lapse', 'cycle-close'].map((name) => ({ name, lastSuccessAt: at })) });
  expect((await doctor(reading(month.house))).violations).toEqual([]);
  await prisma.job.deleteMany();
});
