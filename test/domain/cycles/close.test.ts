import { describe, expect, onTestFinished, test } from 'vitest';
import { type AllocationRunner, allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { closeDueCycles, cycleStatus } from '../../../src/domain/cycles/close.ts';
import { CertificateError } from '../../../src/domain/cycles/round.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { markUnreachable } from '../../../src/domain/members/members.ts';
import { setCeiling, withdrawPledge } from '../../../src/domain/pledges/pledges.ts';
import { closeRequest, pauseRequest } from '../../../src/domain/requests/requests.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

/** A house with one asker and two givers with open pledges. */
async function village(zone = 'Europe/Moscow', startsAt = '2026-11-10T09:00:00Z') {
  const house = await testHouse({ timezone: zone }, startsAt);
  onTestFinished(() => house.close());
  const story = new Story(house);
  const circle = await story.circle(2, { amount: 9_000n });
  const pledges: string[] = [];
  for (const giver of circle.givers) pledges.push(await story.pledge(giver, 5_000n));
  return { house, story, pledges, ...circle };
}

const close = (story: Story, run: AllocationRunner = allocateInProcess) => closeDueCycles(story.house, run);

describe('closing a cycle', () => {
  test('before its end does nothing; at its end proposals with reasons come to every giver, and the next cycle opens', async () => {
    const { house, story, givers, requestId } = await village();
    house.clock.set('2026-11-30T20:59:59.999Z');
    const before = await story.traces();
    expect(await close(story)).toEqual([]);
    expect(await story.traces()).toEqual(before);
    house.clock.set('2026-11-30T21:00:00Z');
    expect(await close(story)).toEqual(['2026-11']);
    const proposals = await story.db.proposal.findMany();
    expect(proposals.map((row) => [row.requestId, row.amount, row.state])).toEqual([
      [requestId, 4_500n, 'OFFERED'],
      [requestId, 4_500n, 'OFFERED'],
    ]);
    expect(proposals.map((row) => (row.reason as { why: string }).why)).toEqual(['need-met', 'need-met']);
    expect(proposals.map((row) => row.giverId).toSorted()).toEqual(givers.toSorted());
    const cards = await story.db.notice.findMany({ where: { kind: 'proposals-card' } });
    expect(
      cards.map((row) => row.notBefore.toISOString()),
      'from nine o’clock on',
    ).toEqual(Array(2).fill('2026-12-01T06:00:00.000Z'));
    expect((await cycleStatus(story.now)).lastClosed).toMatchObject({ id: '2026-11', proposals: 2, allocated: 9_000n });
  });

  test.each([1, 2, 3, 4, 5])('%i times is closing once', async (times) => {
    const { house, story } = await village();
    house.clock.set('2026-12-03T10:00:00Z');
    expect(await close(story)).toEqual(['2026-11']);
    const once = await story.traces();
    for (let more = 1; more < times; more++) expect(await close(story)).toEqual([]);
    expect(await story.traces()).toEqual(once);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('by ten at the same time has one effect', async () => {
    const { house, story } = await village();
    house.clock.set('2027-02-03T10:00:00Z');
    const closed = await Promise.all(Array.from({ length: 10 }, () => close(story)));
    expect(closed.flat().toSorted()).toEqual(['2026-11', '2026-12', '2027-01']);
    const months = await story.db.event.groupBy({ by: ['event'], where: { subject: 'CYCLE' }, _count: true });
    expect(months.filter((row) => row._count !== 1)).toEqual([]);
    expect(await story.db.round.count()).toBe(1);
    expect(await story.db.proposal.count()).toBe(2);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  // Boundaries written down, not computed: Berlin is at +2 in summer and at +1 in winter.
  const BERLIN = [
    ['2026-09', '2026-09-30T22:00:00.000Z'],
    ['2026-10', '2026-10-31T23:00:00.000Z'],
    ['2026-11', '2026-11-30T23:00:00.000Z'],
    ['2026-12', '2026-12-31T23:00:00.000Z'],
    ['2027-01', '2027-01-31T23:00:00.000Z'],
    ['2027-02', '2027-02-28T23:00:00.000Z'],
    ['2027-03', '2027-03-31T22:00:00.000Z'],
  ] as const;
  const ABSENCES: readonly (readonly [what: string, from: string, first: number, months: number, until: string])[] = [
    ['one missed month', '2026-11-10T12:00:00Z', 2, 1, '2026-12-20T12:00:00Z'],
    ['an autumn with the end of summer time', '2026-09-10T12:00:00Z', 0, 3, '2026-12-20T12:00:00Z'],
    ['three months over new year', '2026-11-10T12:00:00Z', 2, 3, '2027-02-20T12:00:00Z'],
    ['February and the begin of summer time', '2027-01-10T12:00:00Z', 4, 3, '2027-04-20T12:00:00Z'],
    ['a moment before the next boundary', '2027-02-10T12:00:00Z', 5, 1, '2027-03-31T21:59:59.999Z'],
    ['the boundary itself', '2027-02-10T12:00:00Z', 5, 2, '2027-03-31T22:00:00Z'],
  ];
  test.each(ABSENCES)(
    'after %s: each once, dated by its boundary; only the newest proposes',
    async (_what, from, first, months, until) => {
      const { house, story } = await village('Europe/Berlin', from);
      house.clock.set(until);
      const expected = BERLIN.slice(first, first + months);
      expect(await close(story)).toEqual(expected.map(([id]) => id));
      const cycles = await story.db.cycle.findMany({ orderBy: { startsAt: 'asc' } });
      expect(cycles.map((row) => row.closedAt?.toISOString() ?? 'open')).toEqual([
        ...expected.map(([, end]) => end),
        'open',
      ]);
      for (const [index, cycle] of cycles.entries()) {
        if (index > 0) expect(cycle.startsAt).toEqual(cycles[index - 1]!.endsAt);
      }
      const rounds = await story.db.round.findMany();
      expect(rounds.map((row) => [row.cycleId, row.dueAt.toISOString()])).toEqual([
        [cycles.at(-1)!.id, expected.at(-1)![1]],
      ]);
      expect(await story.db.proposal.count()).toBe(2);
      expect(await story.db.notice.count({ where: { kind: 'proposals-card' } })).toBe(2);
      expect(await close(story)).toEqual([]);
    },
  );

  test('lets proposals that still wait lapse, silently', async () => {
    const { house, story, givers } = await village();
    house.clock.set('2026-12-01T07:00:00Z');
    await close(story);
    const old = await story.db.proposal.findMany();
    house.clock.set('2027-01-01T07:00:00Z');
    const mail = await story.mail(givers[0]!);
    await close(story);
    for (const { id } of old) expect(await story.log(id)).toEqual(['offered by SYSTEM', 'lapsed by SYSTEM']);
    expect(await story.mail(givers[0]!)).toEqual([...mail, 'proposals-card']);
  });
});

describe('a round whose certificate fails', () => {
  const untrusted: AllocationRunner = async (instance) => ({
    ...(await allocateInProcess(instance)),
    objection: 'request 0 could still be served',
  });

  test('writes nothing; it can be tried again', async () => {
    const { house, story } = await village();
    house.clock.set('2026-12-01T07:00:00Z');
    const before = await story.traces();
    await expect(close(story, untrusted)).rejects.toThrow(CertificateError);
    expect(await story.traces()).toEqual(before);
    expect(await close(story)).toEqual(['2026-11']);
  });

  test('stops no other job and is told by its own', async () => {
    const { house, story, givers, requestId } = await village();
    const promise = await story.promise(givers[0]!, requestId, 500n);
    await story.db.commitment.update({ where: { id: promise }, data: { dueAt: new Date('2026-12-02T20:59:59.999Z') } });
    house.clock.set('2026-12-01T07:00:00Z');
    const failed = await runDueJobs(house, untrusted, SILENT_LOG);
    expect(failed.jobs.filter((job) => !job.ok).map((job) => job.name)).toContain('cycle-close');
    expect(failed.jobs.find((job) => job.name === 'promise-date')).toEqual({ name: 'promise-date', ok: true, done: 1 });
    const row = await story.db.job.findUniqueOrThrow({ where: { name: 'cycle-close' } });
    expect([row.lastSuccessAt, row.lastError]).toEqual([null, 'CertificateError']);
    house.clock.set('2026-12-01T07:30:00Z');
    const again = await runDueJobs(house, allocateInProcess, SILENT_LOG);
    expect([again.closed, again.jobs.every((job) => job.ok)]).toEqual([['2026-11'], true]);
  });
});

describe('what changes while a round is computed', () => {
  type Village = Awaited<ReturnType<typeof village>>;
  const MEANWHILE: readonly (readonly [what: string, act: (v: Village) => Promise<unknown>, proposals: number])[] = [
    ['a pledge was withdrawn', (v) => v.story.run((tx) => withdrawPledge(tx, v.givers[0]!, v.pledges[0]!)), 1],
    ['a measure was lowered', (v) => v.story.run((tx) => setCeiling(tx, v.givers[0]!, 100n)), 1],
    ['the request was paused', (v) => v.story.run((tx) => pauseRequest(tx, v.asker, v.requestId)), 0],
    ['the request was closed', (v) => v.story.run((tx) => closeRequest(tx, v.asker, v.requestId, null)), 0],
    ['a giver blocked the bot', (v) => v.story.run((tx) => markUnreachable(tx, v.givers[0]!)), 1],
  ];
  test.each(MEANWHILE)('%s: only what still holds is written', async (_what, act, proposals) => {
    const v = await village();
    v.house.clock.set('2026-12-01T07:00:00Z');
    await close(v.story, async (instance) => {
      await act(v);
      return allocateInProcess(instance);
    });
    expect(await v.story.db.proposal.count({ where: { state: 'OFFERED' } })).toBe(proposals);
    expect((await doctor(v.story.now)).violations).toEqual([]);
  });

  test('the bot goes on answering: nothing is locked', async () => {
    const { house, story, givers, requestId } = await village();
    house.clock.set('2026-12-01T07:00:00Z');
    await close(story, async (instance) => {
      expect(await story.promise(givers[0]!, requestId, 100n)).toBeTypeOf('string');
      return allocateInProcess(instance);
    });
    expect((await doctor(story.now)).violations).toEqual([]);
  });
});
