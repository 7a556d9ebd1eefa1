import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { transactOnce } from '../../../src/db/transaction.ts';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { acceptCard } from '../../../src/domain/commitments/accept.ts';
import { givePart } from '../../../src/domain/commitments/give-part.ts';
import { release } from '../../../src/domain/commitments/settle.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { block } from '../../../src/domain/network/blocks.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import {
  changeDirected,
  type DirectedInput,
  directedPledge,
  directedPledgesOf,
  pledgeTo,
} from '../../../src/domain/pledges/directed.ts';
import { measureOf } from '../../../src/domain/pledges/measure.ts';
import { pausePledge, resumePledge, setCeiling, withdrawPledge } from '../../../src/domain/pledges/pledges.ts';
import { setSpread } from '../../../src/domain/pledges/wishes.ts';
import { coverageOfOne } from '../../../src/domain/requests/coverage.ts';
import { closeRequest, pauseRequest } from '../../../src/domain/requests/requests.ts';
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

const MONEY = { monthly: true, form: 'MONEY', description: null } as const;
const RIDE = { monthly: true, form: 'TIME', description: 'a lift to the doctor' } as const;

const direct = (at: Story, giver: string, requestId: string, amount: bigint, more: Partial<DirectedInput> = {}) =>
  at.run((tx) => pledgeTo(tx, giver, { ...MONEY, requestId, amount, ...more }));
const outcome = (giver: string, requestId: string, more: Partial<DirectedInput> = {}) =>
  story.outcome((tx) => pledgeTo(tx, giver, { ...MONEY, requestId, amount: 1_000n, ...more }));

/** A house of its own, with its months. */
async function tell(): Promise<{
  story: Story;
  at: (moment: string) => Promise<void>;
  offered: () => Promise<bigint[]>;
}> {
  const own = await testHouse();
  onTestFinished(() => own.close());
  const other = new Story(own);
  const at = async (moment: string): Promise<void> => {
    await other.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: own.clock.now() } });
    own.clock.set(moment);
    const { jobs } = await runDueJobs(own, allocateInProcess, SILENT_LOG);
    expect(jobs.filter((job) => !job.ok)).toEqual([]);
  };
  const offered = async () => {
    const rows = await other.db.proposal.findMany({ where: { state: 'OFFERED' }, orderBy: { createdAt: 'asc' } });
    return rows.map((row) => row.amount);
  };
  return { story: other, at, offered };
}

describe('a directed pledge', () => {
  test('is monthly or once, in money, service, goods or time; what is not money has a description', async () => {
    const { givers, requestId } = await story.circle(1);
    for (const form of ['SERVICE', 'GOODS', 'TIME'] as const) {
      expect(await outcome(givers[0]!, requestId, { form, description: ' \u200b' })).toBe('text-empty');
      expect(await outcome(givers[0]!, requestId, { form, description: 'a coat' })).toBe('done');
    }
    expect(await outcome(givers[0]!, requestId, { monthly: false })).toBe('done');
    const rows = await directedPledgesOf(story.now, givers[0]!);
    expect(rows.map((row) => [row.form, row.description, row.monthly])).toEqual(
      expect.arrayContaining([
        ['MONEY', null, false],
        ['GOODS', 'a coat', true],
      ]),
    );
  });

  test('is refused with nothing left behind: to oneself, unseen, unknown, paused, closed, an emergency, of nothing, of too much', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    const stranger = await story.person();
    const paused = await story.circle(0);
    const closed = await story.circle(0);
    for (const other of [paused, closed]) await story.contacts(other.asker, giver);
    await story.run((tx) => pauseRequest(tx, paused.asker, paused.requestId));
    await story.run((tx) => closeRequest(tx, closed.asker, closed.requestId, null));
    const urgent = await story.person('Urgent');
    await story.contacts(urgent, giver);
    const emergency = await story.emergency(urgent);
    const before = await story.traces();
    expect(await outcome(asker, requestId)).toBe('own-request');
    for (const id of [requestId, house.ids.id()]) expect(await outcome(stranger, id)).toBe('not-found');
    for (const id of [paused.requestId, closed.requestId]) expect(await outcome(giver, id)).toBe('not-found');
    expect(await outcome(giver, emergency), 'on an emergency only 🤝').toBe('emergency-at-once');
    expect(await outcome(giver, requestId, { amount: 0n })).toBe('amount-invalid');
    expect(await outcome(giver, requestId, { amount: 100_000_001n })).toBe('amount-too-large');
    expect(await story.traces()).toEqual(before);
  });

  test('sets the first ceiling; a larger one raises it from the next day on', async () => {
    const { givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    await direct(story, giver, requestId, 2_000n);
    expect((await measureOf(story.now, giver)).ceiling).toBe(2_000n);
    await direct(story, giver, requestId, 3_000n);
    const { ceiling, ceilingNext } = await story.db.member.findUniqueOrThrow({ where: { id: giver } });
    expect([ceiling, ceilingNext]).toEqual([2_000n, 3_000n]);
  });

  test('in money a second time changes the first; doubled and at once there is one', async () => {
    const { givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    const press = () =>
      transactOnce(house, `direct ${requestId}`, (tx) => pledgeTo(tx, giver, { ...MONEY, requestId, amount: 700n }));
    expect(await press()).toBe(await press());
    const ids = await Promise.all([500n, 600n, 700n].map((amount) => direct(story, giver, requestId, amount)));
    expect(new Set(ids).size).toBe(1);
    expect(await directedPledgesOf(story.now, giver)).toHaveLength(1);
  });

  test('tells its request’s owner once a day how many there are, no names; changes and withdrawals tell nobody', async () => {
    const d = await tell();
    const { asker, givers, requestId } = await d.story.circle(3);
    const mail = async () => (await d.story.mail(asker)).filter((kind) => kind === 'pledge-made');
    const ids: string[] = [];
    for (const giver of givers) ids.push(await direct(d.story, giver, requestId, 1_000n));
    expect(await mail()).toHaveLength(1);
    const { params, notBefore } = await d.story.db.notice.findFirstOrThrow({ where: { kind: 'pledge-made' } });
    expect(notBefore.toISOString(), 'gathered until the next morning').toBe('2026-11-11T06:00:00.000Z');
    const read = () => noticeView(d.story.now, 'pledge-made', asker, params as Record<string, string>);
    expect(await read()).toMatchObject({ count: 3 });
    const notices = await d.story.db.notice.count();
    await d.story.run((tx) => changeDirected(tx, givers[0]!, ids[0]!, 10n));
    await d.story.run((tx) => pausePledge(tx, givers[1]!, ids[1]!));
    for (const [index, id] of ids.entries()) await d.story.run((tx) => withdrawPledge(tx, givers[index]!, id));
    expect(await d.story.db.notice.count()).toBe(notices);
    expect(await read(), 'none of them stands any more').toBeNull();
  });

  const STEPS = {
    change: { run: (tx, actor, id) => changeDirected(tx, actor, id, 100n), from: ['ACTIVE', 'PAUSED'] },
    pause: { run: pausePledge, from: ['ACTIVE'] },
    resume: { run: resumePledge, from: ['PAUSED'] },
    withdraw: { run: withdrawPledge, from: ['ACTIVE', 'PAUSED'] },
    'this month’s part': { run: givePart, from: ['ACTIVE'] },
  } satisfies Record<
    string,
    { run: (tx: Story['now'], actor: string, id: string) => Promise<unknown>; from: string[] }
  >;
  const cases = (['ACTIVE', 'PAUSED', 'WITHDRAWN'] as const).flatMap((state) =>
    (Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => [step, state] as const),
  );

  test.each(cases)('%s, when it is %s: its giver’s step only, from the right state only', async (name, state) => {
    const { asker, givers, requestId } = await story.circle(2);
    const [giver, other] = givers as [string, string];
    const id = await direct(story, giver, requestId, 1_000n);
    if (state === 'PAUSED') await story.run((tx) => pausePledge(tx, giver, id));
    if (state === 'WITHDRAWN') await story.run((tx) => withdrawPledge(tx, giver, id));
    const { run, from } = STEPS[name];
    const before = await story.traces();
    for (const wrong of [other, asker]) expect(await story.outcome((tx) => run(tx, wrong, id))).toBe('not-found');
    const isLegal = (from as readonly string[]).includes(state);
    if (!isLegal) expect(await story.outcome((tx) => run(tx, giver, id))).toBe('stale');
    expect(await story.traces()).toEqual(before);
    if (isLegal) expect(await story.outcome((tx) => run(tx, giver, id))).toBe('done');
    expect(await directedPledge(story.now, other, id), 'nobody else sees it').toBeNull();
  });

  test('pauses silently when its giver loses sight of the request, and cannot be resumed unseen', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    const id = await direct(story, giver, requestId, 1_000n);
    await story.run((tx) => block(tx, asker, giver));
    expect(await directedPledge(story.now, giver, id)).toMatchObject({ state: 'PAUSED', recipientName: null });
    expect(await story.outcome((tx) => resumePledge(tx, giver, id))).toBe('not-found');
    expect(await story.outcome((tx) => givePart(tx, giver, id))).toBe('stale');
  });

  test('goes with its request, silently; lowering the measure trims it, never a promise', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    const id = await direct(story, giver, requestId, 2_000n);
    const { promiseId } = await story.run((tx) => givePart(tx, giver, id));
    await story.run((tx) => setCeiling(tx, giver, 500n));
    expect(await directedPledge(story.now, giver, id)).toMatchObject({ amount: 500n });
    expect((await story.db.commitment.findUniqueOrThrow({ where: { id: promiseId } })).amount).toBe(2_000n);
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    expect(await directedPledgesOf(story.now, giver)).toEqual([]);
    expect((await story.log(id)).at(-1)).toBe('withdrawn by SYSTEM');
  });
});

describe('this month’s part', () => {
  test('is a promise at once, once a month, for what is missing and fits the measure', async () => {
    const { givers, requestId } = await story.circle(2, { amount: 1_500n });
    const [giver, other] = givers as [string, string];
    const id = await direct(story, giver, requestId, 1_000n);
    await story.promise(other, requestId, 900n);
    const part = await story.run((tx) => givePart(tx, giver, id));
    expect(part).toMatchObject({ amount: 600n, lessBy: 'missing' });
    expect(await story.outcome((tx) => givePart(tx, giver, id)), 'a second tap').toBe('stale');
    await story.run((tx) => release(tx, giver, part.promiseId));
    expect(await story.outcome((tx) => givePart(tx, giver, id)), 'it did not work out').toBe('done');
    const late = await direct(story, other, requestId, 500n);
    expect(await story.outcome((tx) => givePart(tx, other, late))).toBe('covered');
  });

  test('tapped several times at once is given once', async () => {
    const { givers, requestId } = await story.circle(1);
    const id = await direct(story, givers[0]!, requestId, 1_000n);
    const outcomes = await Promise.all([1, 2, 3].map(() => story.outcome((tx) => givePart(tx, givers[0]!, id))));
    expect(outcomes.toSorted()).toEqual(['done', 'stale', 'stale']);
    expect(await story.db.commitment.count({ where: { requestId } })).toBe(1);
  });

  test('given now is promised and not intended any more: no number counts it twice', async () => {
    const { givers, requestId } = await story.circle(4);
    const ids: string[] = [];
    for (const giver of givers) ids.push(await direct(story, giver, requestId, 1_000n));
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({ promised: 0n, intended: 4_000n });
    await story.run((tx) => givePart(tx, givers[0]!, ids[0]!));
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({ promised: 1_000n, intended: 3_000n });
  });

  test('given now is not asked for again in the month’s weekly rounds', async () => {
    const d = await tell();
    const { givers, requestId } = await d.story.circle(2, { amount: 9_000n });
    const [now, later] = givers as [string, string];
    for (const giver of givers) await direct(d.story, giver, requestId, 1_000n);
    const [id] = (await directedPledgesOf(d.story.now, now)).map((pledge) => pledge.id);
    await d.story.run((tx) => givePart(tx, now, id!));
    await d.at('2026-11-16T07:00:00Z');
    const rows = await d.story.db.proposal.findMany();
    expect(rows.map((row) => [row.giverId, row.amount, row.directed])).toEqual([[later, 1_000n, true]]);
    await d.at('2026-12-01T07:00:00Z');
    const december = await d.story.db.proposal.findMany({ where: { cycleId: '2026-12' } });
    expect(december.map((row) => row.giverId).toSorted(), 'the next month asks both').toEqual([...givers].toSorted());
    expect((await doctor(d.story.now)).violations).toEqual([]);
  });
});

describe('in a round', () => {
  test('a pledge for once takes part in the next one, at a close or on a Monday, and has then done its work', async () => {
    for (const first of ['2026-11-16T07:00:00Z', '2026-12-01T07:00:00Z']) {
      const d = await tell();
      const { givers, requestId } = await d.story.circle(1, { amount: 9_000n });
      if (first.startsWith('2026-12')) d.story.house.clock.set('2026-11-30T12:00:00Z');
      const id = await direct(d.story, givers[0]!, requestId, 1_000n, { monthly: false });
      await d.at(first);
      expect(await d.offered()).toEqual([1_000n]);
      expect((await d.story.db.pledge.findUniqueOrThrow({ where: { id } })).state).toBe('WITHDRAWN');
      const card = await d.story.db.card.findFirstOrThrow();
      await d.story.run((tx) => acceptCard(tx, givers[0]!, card.id));
      await d.at('2027-01-01T07:00:00Z');
      expect(await d.story.db.proposal.count()).toBe(1);
      expect((await doctor(d.story.now)).violations).toEqual([]);
    }
  });

  test('a pledge is held while an emergency pauses its request, and joins the next round when it is back', async () => {
    const d = await tell();
    const { asker, givers, requestId } = await d.story.circle(1, { amount: 9_000n });
    const id = await direct(d.story, givers[0]!, requestId, 1_000n, { monthly: false });
    const emergency = await d.story.emergency(asker);
    await d.at('2026-11-16T07:00:00Z');
    expect(await d.offered()).toEqual([]);
    expect((await d.story.db.pledge.findUniqueOrThrow({ where: { id } })).state, 'held, not used up').toBe('ACTIVE');
    await d.story.run((tx) => closeRequest(tx, asker, emergency, null));
    await d.at('2026-11-23T07:00:00Z');
    expect(await d.offered()).toEqual([1_000n]);
  });

  test('what is over-subscribed goes back into the giver’s open pledge', async () => {
    const d = await tell();
    const { givers, requestId } = await d.story.circle(2, { amount: 1_000n });
    const elsewhere = await d.story.circle(0, { amount: 9_000n });
    await d.story.contacts(elsewhere.asker, ...givers);
    for (const giver of givers) {
      const open = await d.story.pledge(giver, 2_000n);
      await d.story.run((tx) => setSpread(tx, giver, open, 'ONE'));
      await direct(d.story, giver, requestId, 1_000n);
      await d.story.db.member.update({ where: { id: giver }, data: { ceiling: 3_000n } });
    }
    await d.at('2026-12-01T07:00:00Z');
    const rows = await d.story.db.proposal.findMany();
    const to = (id: string) => rows.filter((row) => row.requestId === id).reduce((sum, row) => sum + row.amount, 0n);
    expect([to(requestId), to(elsewhere.requestId)]).toEqual([1_000n, 5_000n]);
    expect(await d.story.db.notice.count({ where: { kind: 'pledge-returned' } })).toBe(0);
    expect((await doctor(d.story.now)).violations).toEqual([]);
  });

  test('or comes back with an offer to a giver who has none, once a month', async () => {
    const d = await tell();
    const { givers, requestId } = await d.story.circle(2, { amount: 1_000n });
    for (const giver of givers) await direct(d.story, giver, requestId, 1_000n);
    await d.at('2026-12-01T07:00:00Z');
    expect(await d.offered()).toEqual([500n, 500n]);
    const notice = await d.story.db.notice.findFirstOrThrow({
      where: { memberId: givers[0]!, kind: 'pledge-returned' },
    });
    expect(
      await noticeView(d.story.now, notice.kind, givers[0]!, notice.params as Record<string, string>),
    ).toMatchObject({
      rows: [{ requestId, name: 'Asker', amount: 500n }],
    });
    await d.at('2026-12-14T07:00:00Z');
    await d.at('2026-12-21T07:00:00Z');
    expect(await d.story.db.notice.count({ where: { kind: 'pledge-returned' } }), 'Mondays add nothing').toBe(2);
  });
});

describe('help that is not money', () => {
  test('is never allocated; on the first its giver is offered to promise it by one tap, and silence promises nothing', async () => {
    const d = await tell();
    const { givers, requestId } = await d.story.circle(2, { amount: 9_000n });
    const [giver, other] = givers as [string, string];
    const id = await direct(d.story, giver, requestId, 1_000n, RIDE);
    await direct(d.story, other, requestId, 1_000n, RIDE);
    await d.at('2026-11-30T21:00:00Z');
    expect(await d.story.db.notice.count({ where: { kind: 'pledge-offer' } }), 'not in the night').toBe(0);
    await d.at('2026-12-01T06:00:00Z');
    expect(await d.offered()).toEqual([]);
    expect((await d.story.mail(giver)).filter((kind) => kind === 'pledge-offer')).toHaveLength(1);
    const read = () => noticeView(d.story.now, 'pledge-offer', giver, { cycleId: '2026-12' });
    expect(await read()).toMatchObject({ pledges: [{ id, amount: 1_000n, description: 'a lift to the doctor' }] });
    const { promiseId } = await d.story.run((tx) => givePart(tx, giver, id));
    const promise = await d.story.db.commitment.findUniqueOrThrow({ where: { id: promiseId } });
    expect(promise).toMatchObject({ form: 'TIME', amount: 1_000n, pledgeId: id, state: 'PROMISED' });
    expect(await read(), 'nothing is left to offer').toBeNull();
    await d.at('2027-01-01T06:00:00Z');
    expect(await d.story.db.commitment.count()).toBe(1);
    expect((await d.story.mail(giver)).filter((kind) => kind === 'pledge-offer')).toHaveLength(2);
  });

  test('meant for once is offered in one month, then it ends', async () => {
    const d = await tell();
    const { givers, requestId } = await d.story.circle(1);
    const id = await direct(d.story, givers[0]!, requestId, 1_000n, { ...RIDE, monthly: false });
    await d.at('2026-12-01T06:00:00Z');
    expect((await d.story.db.pledge.findUniqueOrThrow({ where: { id } })).state).toBe('ACTIVE');
    await d.at('2027-01-01T06:00:00Z');
    expect((await d.story.db.pledge.findUniqueOrThrow({ where: { id } })).state).toBe('WITHDRAWN');
    expect((await d.story.mail(givers[0]!)).filter((kind) => kind === 'pledge-offer')).toHaveLength(1);
    expect((await doctor(d.story.now)).violations).toEqual([]);
  });
});
