import { afterEach, describe, expect, test } from 'vitest';
import { type AllocationRunner, allocateInProcess } from '../src/domain/allocation/index.ts';
import { acceptProposal } from '../src/domain/commitments/accept.ts';
import { helpNow } from '../src/domain/commitments/promise.ts';
import { doctor } from '../src/domain/doctor/doctor.ts';
import { noticeView } from '../src/domain/notices/views.ts';
import { measureOf } from '../src/domain/pledges/measure.ts';
import { coverageOfOne } from '../src/domain/requests/coverage.ts';
import { runDueJobs } from '../src/jobs.ts';
import { type TestHouse, testHouse } from './support/house.ts';
import { HELP, SILENT_LOG, Story } from './support/story.ts';

const houses: TestHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

async function openHouse(startsAt?: string, zone?: string) {
  const house = await testHouse(zone ? { timezone: zone } : {}, startsAt);
  houses.push(house);
  const story = new Story(house);
  const at = (moment: string, run: AllocationRunner = allocateInProcess, operators: bigint[] = []) => {
    house.clock.set(moment);
    return runDueJobs(house, run, SILENT_LOG, operators);
  };
  return { house, story, at };
}

const untrusted: AllocationRunner = async (instance) => ({
  ...(await allocateInProcess(instance)),
  objection: 'request 0 could still be served',
});

describe('a failed certificate', () => {
  test('is tried again every ten minutes, operators are told once per incident, the bot keeps serving', async () => {
    const { story, at } = await openHouse();
    const { givers, requestId } = await story.circle(1);
    await story.pledge(givers[0]!, 5_000n);
    const operator = await story.person('Operator');
    const { telegramId } = await story.db.member.findUniqueOrThrow({ where: { id: operator } });
    let attempts = 0;
    const counting: AllocationRunner = (instance) => {
      attempts += 1;
      return untrusted(instance);
    };
    const told = () => story.db.notice.findMany({ where: { memberId: operator, kind: 'job-failing' } });
    for (const minute of ['00', '01', '05', '09']) await at(`2026-12-01T07:${minute}:00Z`, counting, [telegramId!]);
    expect(attempts).toBe(1);
    await at('2026-12-01T07:10:00Z', counting, [telegramId!]);
    await at('2026-12-01T07:20:00Z', counting, [telegramId!]);
    expect(attempts).toBe(3);
    expect(await told()).toHaveLength(1);
    const view = await noticeView(story.now, 'job-failing', operator, { job: 'cycle-close' });
    expect(view).toMatchObject({ failing: { job: 'cycle-close', error: 'CertificateError' } });
    expect(await story.promise(givers[0]!, requestId, 100n), 'the bot keeps serving').toBeTypeOf('string');
    expect((await doctor(story.now)).violations.filter(({ invariant }) => invariant !== 'R5')).toEqual([]);
    expect((await at('2026-12-01T07:30:00Z')).closed).toEqual(['2026-11']);
    expect(await noticeView(story.now, 'job-failing', operator, { job: 'cycle-close' }), 'it is over').toBeNull();
    await at('2027-01-01T07:00:00Z', untrusted, [telegramId!]);
    expect(await told(), 'another incident').toHaveLength(2);
  });
});

describe('a job without success for two periods', () => {
  test('shows in doctor and is told to operators once', async () => {
    const { story, at } = await openHouse();
    const operator = await story.person('Operator');
    const { telegramId } = await story.db.member.findUniqueOrThrow({ where: { id: operator } });
    await at('2026-11-10T10:00:00Z');
    // Nothing about unlocking can be read: that job fails, all others work.
    await story.db.$executeRaw`ALTER TABLE unlock_asks RENAME TO unlock_asks_away`;
    for (const minute of ['01', '02', '03', '04', '05']) {
      const { jobs } = await at(`2026-11-10T10:${minute}:00Z`, allocateInProcess, [telegramId!]);
      expect(jobs.filter((job) => !job.ok).map((job) => job.name)).toEqual(['unlock']);
    }
    expect(await story.db.notice.count({ where: { memberId: operator, kind: 'job-failing' } })).toBe(1);
    expect((await doctor(story.now)).violations).toEqual([
      { invariant: 'R5', detail: expect.stringContaining('unlock has had no success since 2026-11-10T10:00:00.000Z') },
    ]);
    await story.db.$executeRaw`ALTER TABLE unlock_asks_away RENAME TO unlock_asks`;
    await at('2026-11-10T10:06:00Z', allocateInProcess, [telegramId!]);
    expect((await doctor(story.now)).violations).toEqual([]);
  });
});

describe('the first start', () => {
  test('runs no weekly round of a Monday before the house existed, but the next one', async () => {
    const { story, at } = await openHouse('2026-11-18T09:00:00Z'); // a Wednesday
    const { givers } = await story.circle(1);
    await story.pledge(givers[0]!, 5_000n);
    await at('2026-11-18T10:00:00Z');
    expect(await story.db.round.count()).toBe(0);
    await at('2026-11-23T06:00:00Z');
    expect(await story.db.round.findMany()).toMatchObject([
      { kind: 'WEEKLY', dueAt: new Date('2026-11-23T06:00:00Z') },
    ]);
  });
});

describe('between 00:00 of day 1 and the close', () => {
  test('help now belongs to the month that has begun: its need, its measure, its cycle', async () => {
    const { house, story, at } = await openHouse();
    const { givers, requestId } = await story.circle(2, { amount: 6_000n, dueDay: 20 });
    const [giver, other] = givers as [string, string];
    await story.pledge(giver, 4_000n);
    const november = await story.promise(giver, requestId, 4_000n);
    await story.promise(other, requestId, 2_000n);
    expect(await story.outcome((tx) => helpNow(tx, other, { ...HELP, requestId, amount: 100n }))).toBe('covered');
    house.clock.set('2026-11-30T21:00:20Z'); // 00:00:20 of 1 December in Moscow; no job has run
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({ promised: 0n, missing: 6_000n });
    expect(await measureOf(story.now, giver)).toMatchObject({ used: 0n, room: 4_000n });
    const december = await story.promise(giver, requestId, 3_000n);
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({ promised: 3_000n, missing: 3_000n });
    expect(await measureOf(story.now, giver)).toMatchObject({ used: 3_000n, room: 1_000n });
    expect((await doctor(story.now)).violations).toEqual([]);
    await at('2026-11-30T21:01:00Z');
    const cycles = await story.db.commitment.findMany({ where: { id: { in: [november, december] } } });
    expect(Object.fromEntries(cycles.map((row) => [row.id, row.cycleId]))).toEqual({
      [november]: '2026-11',
      [december]: '2026-12',
    });
    const { dueAt } = await story.db.commitment.findUniqueOrThrow({ where: { id: december } });
    expect(dueAt.toISOString()).toBe('2026-12-20T20:59:59.999Z');
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('what was offered in the ended month cannot be accepted any more', async () => {
    const { house, story, at } = await openHouse();
    const { givers } = await story.circle(1);
    await story.pledge(givers[0]!, 5_000n);
    await at('2026-11-30T21:00:00Z');
    const { id } = await story.db.proposal.findFirstOrThrow();
    house.clock.set('2026-12-31T21:00:10Z');
    expect(await story.outcome((tx) => acceptProposal(tx, givers[0]!, id))).toBe('stale');
  });
});
