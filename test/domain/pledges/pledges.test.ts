import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Tx, transactOnce } from '../../../src/db/transaction.ts';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { measureOf } from '../../../src/domain/pledges/measure.ts';
import {
  openPledgeOf,
  pausePledge,
  resumePledge,
  setCeiling,
  setOpenPledge,
  withdrawPledge,
} from '../../../src/domain/pledges/pledges.ts';
import { LIMITS } from '../../../src/domain/rules.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const jobs = () => runDueJobs(house, allocateInProcess, SILENT_LOG);
const ceilingOf = async (id: string) => (await measureOf(story.now, id)).ceiling;
const pledgeOf = (id: string) => openPledgeOf(story.now, id);
const noticesOf = () => story.db.notice.count();

describe('the ceiling', () => {
  test('first equals the first pledge and is in force at once', async () => {
    const [giver] = await story.people(1);
    expect(await ceilingOf(giver!)).toBeNull();
    await story.pledge(giver!, 5_000n);
    expect(await ceilingOf(giver!)).toBe(5_000n);
  });

  test('raised, takes effect next day at 00:00 with the jobs of that hour, not before', async () => {
    const [giver] = await story.people(1);
    await story.pledge(giver!, 5_000n);
    await story.pledge(giver!, 8_000n);
    expect((await pledgeOf(giver!))?.ceilingNext).toEqual({ amount: 8_000n, at: new Date('2026-11-10T21:00:00Z') });
    house.clock.set('2026-11-10T20:59:59Z');
    await jobs();
    expect(await ceilingOf(giver!)).toBe(5_000n);
    house.clock.set('2026-11-10T21:00:00Z');
    await jobs();
    expect(await ceilingOf(giver!)).toBe(8_000n);
    await jobs();
    expect((await pledgeOf(giver!))?.ceilingNext).toBeNull();
  });

  test('raised on the last day of a month, does not widen the round of that midnight', async () => {
    const late = await testHouse({}, '2026-11-30T12:00:00Z');
    const other = new Story(late);
    const { givers } = await other.circle(1, { amount: 100_000n });
    await other.pledge(givers[0]!, 5_000n);
    await other.pledge(givers[0]!, 9_000n);
    late.clock.set('2026-11-30T21:00:00Z');
    await runDueJobs(late, allocateInProcess, SILENT_LOG);
    const [proposal] = await other.db.proposal.findMany();
    expect(proposal?.amount).toBe(5_000n);
    expect((await measureOf(other.now, givers[0]!)).ceiling).toBe(9_000n);
    await late.close();
  });

  test('raised and lowered again the same day, is what it was', async () => {
    const [giver] = await story.people(1);
    await story.pledge(giver!, 5_000n);
    await story.run((tx) => setCeiling(tx, giver!, 9_000n));
    await story.run((tx) => setCeiling(tx, giver!, 5_000n));
    house.clock.set(new Date(house.clock.now().getTime() + 2 * 86_400_000).toISOString());
    await jobs();
    expect(await ceilingOf(giver!)).toBe(5_000n);
  });

  test('first set below what was promised while there was none, is no mishap for doctor', async () => {
    const { givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    await story.promise(giver, requestId, 4_000n);
    await story.pledge(giver, 1_000n);
    expect([await ceilingOf(giver), (await measureOf(story.now, giver)).room]).toEqual([1_000n, 0n]);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('lowered, trims pledges at once and promises never; nobody is told', async () => {
    const { givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    await story.pledge(giver, 5_000n);
    const promise = await story.promise(giver, requestId, 4_000n);
    const notices = await noticesOf();
    await story.run((tx) => setCeiling(tx, giver, 1_000n));
    expect([await ceilingOf(giver), (await pledgeOf(giver))?.amount]).toEqual([1_000n, 1_000n]);
    const row = await story.db.commitment.findUniqueOrThrow({ where: { id: promise } });
    expect([row.state, row.amount]).toEqual(['PROMISED', 4_000n]);
    expect((await measureOf(story.now, giver)).room).toBe(0n);
    expect(await noticesOf()).toBe(notices);
  });

  test('is in no event: the log says that it was lowered, not from what to what', async () => {
    const [giver] = await story.people(1);
    const { personKey } = await story.db.member.findUniqueOrThrow({ where: { id: giver! } });
    await story.pledge(giver!, 5_000n);
    await story.run((tx) => setCeiling(tx, giver!, 7_777n));
    await story.run((tx) => setCeiling(tx, giver!, 4_321n));
    const events = await story.db.event.findMany({ where: { subjectId: personKey } });
    expect(events.map((row) => [row.event, row.amount])).toEqual([
      ['joined', null],
      ['measure-lowered', null],
    ]);
  });

  test.each([
    [0n, 'amount-invalid'],
    [-1n, 'amount-invalid'],
    [100_000_001n, 'amount-too-large'],
  ])('of %s, or a pledge of it, is refused', async (amount, code) => {
    const [giver] = await story.people(1);
    const before = await story.traces();
    expect(await story.outcome((tx) => setCeiling(tx, giver!, amount))).toBe(code);
    const pledge = { amount, scope: 'NETWORK' as const, chosen: [] };
    expect(await story.outcome((tx) => setOpenPledge(tx, giver!, pledge))).toBe(code);
    expect(await story.traces()).toEqual(before);
  });
});

describe('an open pledge', () => {
  test('is one per giver: a second one changes the first, also when they come at once', async () => {
    const [giver] = await story.people(1);
    const set = (amount: bigint) =>
      story.run((tx) => setOpenPledge(tx, giver!, { amount, scope: 'NETWORK', chosen: [] }));
    const ids = await Promise.all([set(1_000n), set(1_000n), set(1_000n)]);
    expect(new Set(ids).size).toBe(1);
    expect(await story.log(ids[0]!)).toEqual(['pledged by GIVER', 'changed by GIVER', 'changed by GIVER']);
  });

  test('a doubled press pledges once', async () => {
    const [giver] = await story.people(1);
    const press = () =>
      transactOnce(house, `pledge ${giver}`, (tx) =>
        setOpenPledge(tx, giver!, { amount: 1_000n, scope: 'NETWORK', chosen: [] }),
      );
    expect(await press()).toBe(await press());
    expect(await story.log((await pledgeOf(giver!))!.id)).toEqual(['pledged by GIVER']);
  });

  test('for chosen people is for contacts only; with none of them it is refused', async () => {
    const [giver, contact, stranger] = await story.people(3);
    await story.contacts(giver!, contact!);
    const set = (chosen: readonly string[]) => (tx: Tx) =>
      setOpenPledge(tx, giver!, { amount: 1_000n, scope: 'CHOSEN', chosen });
    expect(await story.outcome(set([stranger!]))).toBe('nothing-left');
    expect(await pledgeOf(giver!), 'nothing was written').toBeNull();
    expect(await story.outcome(set([contact!, contact!, stranger!]))).toBe('done');
    expect((await pledgeOf(giver!))?.people.map((person) => person.id)).toEqual([contact!]);
  });

  test('at most twenty changes a day', async () => {
    const [giver] = await story.people(1);
    for (let change = 0; change < LIMITS.pledgesADay; change++) await story.pledge(giver!, 1_000n);
    const pledge = { amount: 1_000n, scope: 'NETWORK' as const, chosen: [] };
    expect(await story.outcome((tx) => setOpenPledge(tx, giver!, pledge))).toBe('too-many-today');
  });

  const STEPS = {
    pause: { run: pausePledge, from: ['ACTIVE'], to: 'PAUSED' },
    resume: { run: resumePledge, from: ['PAUSED'], to: 'ACTIVE' },
    withdraw: { run: withdrawPledge, from: ['ACTIVE', 'PAUSED'], to: 'WITHDRAWN' },
  } as const;
  const cases = (['ACTIVE', 'PAUSED', 'WITHDRAWN'] as const).flatMap((state) =>
    (Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => [step, state] as const),
  );

  test.each(cases)(
    '%s, when it is %s: its giver’s step, from the right state only, silent for everyone',
    async (name, state) => {
      const { givers } = await story.circle(2);
      const [giver, other] = givers as [string, string];
      const id = await story.pledge(giver, 5_000n);
      if (state === 'PAUSED') await story.run((tx) => pausePledge(tx, giver, id));
      if (state === 'WITHDRAWN') await story.run((tx) => withdrawPledge(tx, giver, id));
      const notices = await noticesOf();
      const events = (await story.log(id)).length;
      const { run, from, to } = STEPS[name];
      expect(await story.outcome((tx) => run(tx, other, id))).toBe('not-found');
      const isLegal = (from as readonly string[]).includes(state);
      expect(await story.outcome((tx) => run(tx, giver, id))).toBe(isLegal ? 'done' : 'stale');
      expect((await story.db.pledge.findUniqueOrThrow({ where: { id } })).state).toBe(isLegal ? to : state);
      expect((await story.log(id)).length - events).toBe(isLegal ? 1 : 0);
      expect(await noticesOf(), 'no message to anyone').toBe(notices);
    },
  );

  test('withdrawn, takes back its waiting proposals, silently; a new one may be made', async () => {
    const own = await testHouse();
    const other = new Story(own);
    const { givers, requestId } = await other.circle(1);
    const id = await other.pledge(givers[0]!, 5_000n);
    own.clock.set('2026-12-01T07:00:00Z');
    await runDueJobs(own, allocateInProcess, SILENT_LOG);
    const [proposal] = await other.db.proposal.findMany({ where: { requestId } });
    expect(proposal).toMatchObject({ state: 'OFFERED', pledgeId: id });
    const notices = await other.db.notice.count();
    await other.run((tx) => withdrawPledge(tx, givers[0]!, id));
    expect((await other.db.proposal.findUniqueOrThrow({ where: { id: proposal!.id } })).state).toBe('WITHDRAWN');
    expect(await other.log(proposal!.id)).toEqual(['offered by SYSTEM', 'withdrawn by SYSTEM']);
    expect(await other.db.notice.count()).toBe(notices);
    expect(await other.pledge(givers[0]!, 1_000n)).not.toBe(id);
    await own.close();
  });
});
