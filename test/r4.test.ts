import { afterEach, expect, test } from 'vitest';
import { allocateInProcess } from '../src/domain/allocation/index.ts';
import { doctor } from '../src/domain/doctor/doctor.ts';
import { markUnreachable } from '../src/domain/members/members.ts';
import { runDueJobs } from '../src/jobs.ts';
import { type TestHouse, testHouse } from './support/house.ts';
import { SILENT_LOG, Story } from './support/story.ts';

let house: TestHouse;
afterEach(() => house.close());

const PEOPLE = 1_000;

/** A thousand givers who know one asker and pledge to their network, written as the commands write them. */
async function town(story: Story, asker: string): Promise<string[]> {
  const at = house.clock.now();
  await story.db.$executeRaw`
    WITH people AS (
      INSERT INTO members (id, person_key, telegram_id, name, language, joined_at, last_seen_at, ceiling)
      SELECT gen_random_uuid(), gen_random_uuid(), 1000000 + n, 'Giver ' || n, 'ru', ${at}, ${at}, 1000
      FROM generate_series(1, ${PEOPLE}) n RETURNING id, person_key
    ), known AS (
      INSERT INTO contacts (low_id, high_id, origin, since)
      SELECT least(id, ${asker}::uuid), greatest(id, ${asker}::uuid), 'INVITE', ${at} FROM people
    ), given AS (
      INSERT INTO pledges (id, giver_id, kind, open_slot, amount, state, starts_at, created_at)
      SELECT gen_random_uuid(), id, 'OPEN', id, 1000, 'ACTIVE', ${at}, ${at} FROM people RETURNING id, giver_id
    )
    INSERT INTO events (at, subject, subject_id, event, to_state, role, actor_key, amount)
    SELECT ${at}::timestamptz, 'MEMBER'::"Subject", person_key, 'joined', 'ACTIVE', 'OWNER'::"ActorRole", person_key, NULL FROM people
    UNION ALL
    SELECT ${at}::timestamptz, 'PLEDGE', g.id, 'pledged', 'ACTIVE', 'GIVER', p.person_key, 1000 FROM given g JOIN people p ON p.id = g.giver_id`;
  const rows = await story.db.member.findMany({
    where: { telegramId: { gt: 1_000_000n } },
    orderBy: { telegramId: 'asc' },
  });
  return rows.map((row) => row.id);
}

test('of a thousand, those whose data is odd or who blocked the bot are left out; everybody else is served (R4)', async () => {
  house = await testHouse();
  const story = new Story(house);
  const asker = await story.person('Asker');
  const givers = await town(story, asker);
  await story.request(asker, { amount: 1_000_000n });
  const [martian, giant, blocker, babbler, broken] = givers as [string, string, string, string, string];
  await story.db.member.update({ where: { id: martian }, data: { timezone: 'Mars/Olympus' } });
  await story.db.pledge.update({ where: { openSlot: giant }, data: { amount: 900_000_000_000_000_000n } });
  await story.run((tx) => markUnreachable(tx, blocker));
  await story.db.member.update({ where: { id: babbler }, data: { language: 'xx', about: Buffer.from('not sealed') } });
  const at = async (moment: string) => {
    house.clock.set(moment);
    const { jobs } = await runDueJobs(house, allocateInProcess, SILENT_LOG);
    return jobs.filter((job) => !job.ok);
  };
  expect(await at('2026-11-30T21:01:00Z')).toEqual([]);
  const cards = await story.db.notice.findMany({ where: { kind: 'proposals-card' } });
  const served = new Set(cards.map((row) => row.memberId));
  expect(givers.filter((id) => !served.has(id))).toEqual([giant, blocker]);
  expect(new Set(cards.map((row) => row.notBefore.toISOString()))).toEqual(new Set(['2026-12-01T06:00:00.000Z']));
  await story.db.card.updateMany({ data: { deliveredAt: new Date('2026-12-01T06:00:00Z') } });
  // Whatever is written about this one fails.
  await story.db.$executeRawUnsafe(`CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW.giver_id = '${broken}' THEN RAISE EXCEPTION 'spoiled'; END IF; RETURN NEW; END $$`);
  await story.db.$executeRawUnsafe('CREATE TRIGGER spoil BEFORE UPDATE ON cards FOR EACH ROW EXECUTE FUNCTION spoil()');
  const failed = await at('2026-12-10T21:01:00Z');
  expect(failed).toEqual([{ name: 'card-lapse', ok: false, done: served.size - 1 }]);
  const waiting = await story.db.proposal.findMany({ where: { state: 'OFFERED' }, select: { giverId: true } });
  expect(waiting.map((row) => row.giverId)).toEqual([broken]);
  const row = await story.db.job.findUniqueOrThrow({ where: { name: 'card-lapse' } });
  expect(row.lastSuccessAt, 'the job has worked').toEqual(house.clock.now());
  expect(row.lastError).toMatch(/^1 records: /);
  await story.db.$executeRawUnsafe('DROP TRIGGER spoil ON cards');
  expect(await at('2026-12-10T21:02:00Z')).toEqual([]);
  expect(await story.db.proposal.count({ where: { state: 'OFFERED' } }), 'and is caught up').toBe(0);
  await story.db.pledge.update({ where: { openSlot: giant }, data: { amount: 1_000n } });
  expect((await doctor(story.now)).violations).toEqual([]);
}, 120_000);
