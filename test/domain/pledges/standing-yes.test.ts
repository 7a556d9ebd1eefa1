import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { skipCard } from '../../../src/domain/commitments/accept.ts';
import { confirm } from '../../../src/domain/commitments/settle.ts';
import { cardView } from '../../../src/domain/cycles/queries.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import {
  endStandingYes,
  type StandingYesInput,
  setStandingYes,
  standingYesOf,
} from '../../../src/domain/pledges/standing-yes.ts';
import { setSpread } from '../../../src/domain/pledges/wishes.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

/** One giver with 9 000 a month, three askers in need of 3 000; December's card lies before them, delivered on the first. */
async function december(yes: Partial<StandingYesInput> | null, deliveredAt = '2026-12-01T06:00:00Z') {
  const house = await testHouse();
  onTestFinished(() => house.close());
  const story = new Story(house);
  const giver = await story.person('Giver');
  const askers = await story.people(3);
  await story.contacts(giver, ...askers);
  for (const asker of askers) await story.request(asker, { amount: 3_000n });
  const pledgeId = await story.pledge(giver, 9_000n);
  await story.run((tx) => setSpread(tx, giver, pledgeId, 'MANY'));
  const at = async (moment: string): Promise<void> => {
    house.clock.set(moment);
    const { jobs } = await runDueJobs(house, allocateInProcess, SILENT_LOG);
    expect(jobs.filter((job) => !job.ok)).toEqual([]);
  };
  const set = (input: Partial<StandingYesInput>) =>
    story.run((tx) =>
      setStandingYes(tx, giver, { monthly: 4_000n, perPerson: 2_000n, helpedEarlier: false, people: askers, ...input }),
    );
  if (yes) await set(yes);
  await at('2026-11-30T21:00:00Z');
  const card = await story.db.card.findFirstOrThrow();
  await story.db.card.update({ where: { id: card.id }, data: { deliveredAt: new Date(deliveredAt) } });
  const promised = async () => {
    const rows = await story.db.commitment.findMany({ orderBy: { amount: 'desc' } });
    return rows.map((row) => row.amount);
  };
  const states = async () =>
    (await story.db.proposal.findMany()).map((row) => row.state).toSorted((a, b) => (a < b ? -1 : 1));
  return { house, story, giver, askers, cardId: card.id, at, set, promised, states };
}
const BEFORE = '2026-12-10T20:59:59Z';
const AFTER = '2026-12-10T21:00:00Z';

describe('the standing yes', () => {
  test('is off by default: silence never consents', async () => {
    const d = await december(null);
    expect(await standingYesOf(d.story.now, d.giver)).toBeNull();
    await d.at(AFTER);
    expect(await d.promised()).toEqual([]);
    expect(await d.states()).toEqual(['LAPSED', 'LAPSED', 'LAPSED']);
  });

  test('is carried out at the end of day 10, not before, within its amount a month and a person; the rest lapses', async () => {
    const d = await december({});
    await d.at(BEFORE);
    expect(await d.promised()).toEqual([]);
    await d.at(AFTER);
    expect(await d.promised()).toEqual([2_000n, 2_000n]);
    expect(await d.states()).toEqual(['ACCEPTED', 'ACCEPTED', 'LAPSED']);
    const rows = await d.story.db.commitment.findMany();
    for (const row of rows) {
      expect(row).toMatchObject({ giverId: d.giver, origin: 'STANDING_YES', state: 'PROMISED' });
      expect(await d.story.log(row.id)).toEqual(['promised by SYSTEM']);
      expect(await d.story.mail(row.recipientId)).toContain('promise-made');
    }
    expect((await doctor(d.story.now)).violations).toEqual([]);
  });

  test('tells its giver that it was used, with what was promised; used once however often the jobs run', async () => {
    const d = await december({});
    for (const moment of [AFTER, '2026-12-10T21:01:00Z', '2026-12-12T09:00:00Z']) await d.at(moment);
    expect(await d.promised()).toHaveLength(2);
    const notices = await d.story.db.notice.findMany({ where: { kind: 'standing-yes-used' } });
    expect(notices.map((row) => [row.memberId, row.class])).toEqual([[d.giver, 'MUST']]);
    const view = await noticeView(d.story.now, 'standing-yes-used', d.giver, { cardId: d.cardId });
    expect(view).toMatchObject({ promises: [{ amount: 2_000n }, { amount: 2_000n }] });
    expect(await noticeView(d.story.now, 'standing-yes-used', d.askers[0]!, { cardId: d.cardId })).toBeNull();
  });

  test('ended before that, leaves no trace: not in the log, not in the tables, not in anybody’s mail', async () => {
    const d = await december(null);
    const before = await d.story.traces();
    await d.set({});
    await d.story.run((tx) => endStandingYes(tx, d.giver));
    expect(await d.story.traces()).toEqual(before);
    expect(await d.story.db.standingYes.count()).toBe(0);
    expect(await d.story.outcome((tx) => endStandingYes(tx, d.giver)), 'a second tap').toBe('stale');
    await d.at(AFTER);
    expect(await d.promised()).toEqual([]);
  });

  test('is undone by answering the card otherwise: what was skipped is not promised', async () => {
    const d = await december({});
    await d.story.run((tx) => skipCard(tx, d.giver, d.cardId));
    await d.at(AFTER);
    expect(await d.promised()).toEqual([]);
    expect(await d.states()).toEqual(['DECLINED', 'DECLINED', 'DECLINED']);
  });

  test('is for named people, or for those whom its giver’s confirmed help has reached, and for nobody else', async () => {
    const named = await december({ people: [] as string[], helpedEarlier: true });
    await named.at(AFTER);
    expect(await named.promised(), 'nobody was helped before').toEqual([]);
    const d = await december(null);
    const { id: requestId } = await d.story.db.request.findFirstOrThrow({ where: { ownerId: d.askers[0]! } });
    const promise = await d.story.promise(d.giver, requestId, 1_000n);
    await d.story.run((tx) => confirm(tx, d.askers[0]!, promise, { amount: null, rest: 'expected' }));
    await d.at('2026-12-31T21:00:00Z');
    await d.set({ people: [d.askers[1]!], helpedEarlier: true });
    await d.story.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: d.house.clock.now() } });
    await d.at('2027-01-10T21:00:00Z');
    const made = await d.story.db.commitment.findMany({ where: { origin: 'STANDING_YES' } });
    expect(made.map((row) => row.recipientId).toSorted()).toEqual([d.askers[0]!, d.askers[1]!].toSorted());
  });

  test('waits for a card that came late, and does nothing for one that never came', async () => {
    const late = await december({}, '2026-12-07T12:00:00Z');
    await late.at(AFTER);
    expect(await late.promised()).toEqual([]);
    await late.at('2026-12-16T21:00:00Z');
    expect(await late.promised()).toHaveLength(2);
    const never = await december({});
    await never.story.db.card.updateMany({ data: { deliveredAt: null } });
    await never.at('2026-12-30T12:00:00Z');
    expect(await never.promised()).toEqual([]);
  });

  test('is over after six months', async () => {
    const d = await december({});
    expect((await standingYesOf(d.story.now, d.giver))?.expiresAt.toISOString()).toBe('2027-05-10T09:00:00.000Z');
    await d.story.db.standingYes.updateMany({ data: { expiresAt: new Date(AFTER) } });
    await d.at(AFTER);
    expect(await d.promised()).toEqual([]);
    expect(await d.story.db.standingYes.count(), 'and forgotten').toBe(0);
  });

  test.each([
    ['paused everything', { pausedAt: new Date('2026-12-05T00:00:00Z') }],
    ['locked their account', { lockedAt: new Date('2026-12-05T00:00:00Z') }],
    ['cannot be reached', { unreachableAt: new Date('2026-12-05T00:00:00Z') }],
  ])('speaks for nobody who has %s', async (_, change) => {
    const d = await december({});
    await d.story.db.member.update({ where: { id: d.giver }, data: change });
    await d.at(AFTER);
    expect(await d.promised()).toEqual([]);
  });

  test('that cannot be carried out now waits for the next run; nothing of its card lapses until then', async () => {
    const d = await december({});
    const { prisma } = d.house.db;
    await prisma.$executeRaw`ALTER TABLE promises ADD CONSTRAINT broken CHECK (amount <> 2000)`;
    d.house.clock.set(AFTER);
    const { jobs } = await runDueJobs(d.house, allocateInProcess, SILENT_LOG);
    expect(jobs.filter((job) => !job.ok).map((job) => job.name)).toEqual(['card-lapse']);
    expect(await d.states()).toEqual(['OFFERED', 'OFFERED', 'OFFERED']);
    await prisma.$executeRaw`ALTER TABLE promises DROP CONSTRAINT broken`;
    await d.at(AFTER);
    expect(await d.promised()).toEqual([2_000n, 2_000n]);
  });

  test('is not announced on a card when it will have expired by then', async () => {
    const d = await december({});
    d.house.clock.set('2026-12-05T09:00:00Z');
    expect((await cardView(d.story.now, d.giver, d.cardId))?.standing).not.toBeNull();
    await d.story.db.standingYes.updateMany({ data: { expiresAt: new Date('2026-12-10T09:00:00Z') } });
    expect((await cardView(d.story.now, d.giver, d.cardId))?.standing).toBeNull();
  });

  test('is not carried out in a month that has ended meanwhile', async () => {
    const d = await december({});
    await d.at('2027-01-02T09:00:00Z');
    expect(await d.promised()).toEqual([]);
  });

  test('counts as an answer: two such cards do not pause the pledge', async () => {
    const d = await december({});
    await d.at(AFTER);
    await d.at('2026-12-31T21:00:00Z');
    await d.story.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: d.house.clock.now() } });
    await d.at('2027-01-10T21:00:00Z');
    const pledge = await d.story.db.pledge.findFirstOrThrow();
    expect([pledge.state, pledge.unansweredCards]).toEqual(['ACTIVE', 0]);
  });

  test('says on the card what it will do, and by when', async () => {
    const d = await december({});
    const view = await cardView(d.story.now, d.giver, d.cardId);
    expect(view?.standing).toEqual({ total: 4_000n, at: new Date('2026-12-10T20:59:59.999Z') });
    await d.story.run((tx) => endStandingYes(tx, d.giver));
    expect((await cardView(d.story.now, d.giver, d.cardId))?.standing).toBeNull();
  });

  test('is refused for nobody, of nothing, and with more a person than a month; strangers are dropped', async () => {
    const d = await december(null);
    const stranger = await d.story.person('Stranger');
    const set = (input: Partial<StandingYesInput>) =>
      d.story.outcome((tx) =>
        setStandingYes(tx, d.giver, { monthly: 4_000n, perPerson: 2_000n, helpedEarlier: false, people: [], ...input }),
      );
    expect(await set({})).toBe('nothing-left');
    expect(await set({ people: [stranger] })).toBe('nothing-left');
    expect(await set({ helpedEarlier: true, perPerson: 4_001n })).toBe('amount-invalid');
    expect(await set({ helpedEarlier: true, monthly: 0n })).toBe('amount-invalid');
    expect(await set({ people: [stranger, d.askers[0]!] })).toBe('done');
    expect((await standingYesOf(d.story.now, d.giver))?.people.map((person) => person.id)).toEqual([d.askers[0]]);
    expect(await standingYesOf(d.story.now, d.askers[0]!), 'nobody else sees it').toBeNull();
  });

  test('never promises more than its amounts, what was offered, or to anybody it does not name, whatever they are', async () => {
    const amount = fc.bigInt({ min: 100n, max: 5_000n });
    const yes = fc.record({ monthly: amount, perPerson: amount, named: fc.subarray([0, 1, 2], { minLength: 1 }) });
    await fc.assert(
      fc.asyncProperty(yes, async ({ monthly, perPerson, named }) => {
        const d = await december(null);
        const people = named.map((index) => d.askers[index]!);
        const each = perPerson < monthly ? perPerson : monthly;
        await d.set({ monthly, perPerson: each, people });
        await d.at(AFTER);
        const rows = await d.story.db.commitment.findMany({ include: { proposal: true } });
        expect(rows.reduce((sum, row) => sum + row.amount, 0n) <= monthly).toBe(true);
        for (const row of rows) {
          expect(people).toContain(row.recipientId);
          expect(row.amount <= each && row.amount <= (row.proposal?.amount ?? 0n)).toBe(true);
        }
        expect((await doctor(d.story.now)).violations).toEqual([]);
      }),
      { seed: 20_261_210, numRuns: 8 },
    );
  });
});
