import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { helpFromPledge, offerFromPledge } from '../../../src/domain/commitments/from-pledge.ts';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { confirm, letGo, reportHandedOver, sayNotYet } from '../../../src/domain/commitments/settle.ts';
import { closeDueCycles } from '../../../src/domain/cycles/close.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { pauseEverything, resumeEverything } from '../../../src/domain/members/pausing.ts';
import { recommend } from '../../../src/domain/network/recommendations.ts';
import { deliveryOf } from '../../../src/domain/notices/queue.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { pledgeTo } from '../../../src/domain/pledges/directed.ts';
import {
  alertByDay,
  askAboutUnreported,
  runWaves,
  waveInterval,
  waveSize,
} from '../../../src/domain/requests/alerts.ts';
import { coverageOfOne } from '../../../src/domain/requests/coverage.ts';
import { completeIfMet, endEmergencies } from '../../../src/domain/requests/endings.ts';
import { markOpened, requestView } from '../../../src/domain/requests/queries.ts';
import { closeRequest, editRequest, pauseRequest, resumeRequest } from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { HELP, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const later = (hours: number): void =>
  house.clock.set(new Date(house.clock.now().getTime() + hours * HOUR).toISOString());
/** Noon in Moscow of some day after now, so that nobody is asleep. */
function atNoon(): void {
  const noon = Math.ceil(house.clock.now().getTime() / DAY) * DAY + 9 * HOUR;
  house.clock.set(new Date(noon).toISOString());
}
const inDays = (days: number): Date => new Date(house.clock.now().getTime() + days * DAY);
const alerts = async (requestId: string): Promise<Map<string, number>> =>
  new Map((await story.db.emergencyAlert.findMany({ where: { requestId } })).map((row) => [row.memberId, row.wave]));
const stateOf = async (id: string): Promise<string> => {
  const { state, pauseReason } = await story.db.request.findUniqueOrThrow({ where: { id } });
  return pauseReason ? `${state} ${pauseReason}` : state;
};
const promiseState = async (id: string): Promise<string> =>
  (await story.db.commitment.findUniqueOrThrow({ where: { id } })).state;
const say = (who: string, requestId: string) => story.run((tx) => recommend(tx, who, requestId, 'NEIGHBOUR'));
const arrived = (asker: string, promise: string) =>
  story.run((tx) => confirm(tx, asker, promise, { amount: null, rest: 'expected' }));
/** Kinds of notices that came to a member since the emergency's own. */
const endings = async (memberId: string): Promise<string[]> =>
  (await story.mail(memberId)).filter((kind) =>
    /^(emergency-(completed|deadline)|request-closed|let-go|released)$/.test(kind),
  );

/** An asker with one contact, who knows `far` more people; the emergency is due in so many days. */
async function hub(far: number, days = 10, amount = 10_000n) {
  atNoon();
  const asker = await story.person('Asker');
  const near = await story.person('Near');
  const people = await story.people(far);
  await story.contacts(asker, near);
  await story.contacts(near, ...people);
  const requestId = await story.emergency(asker, { deadline: inDays(days), amount, reach: 3 });
  return { asker, near, people, requestId };
}

describe('waves', () => {
  test('last an eighth of the time left, between one hour and twelve', () => {
    const now = new Date('2026-11-10T09:00:00Z');
    const hours = (left: number) => waveInterval(new Date(now.getTime() + left * HOUR), now) / HOUR;
    expect([2, 8, 24, 48, 96, 720].map(hours)).toEqual([1, 1, 3, 6, 12, 12]);
  });

  test('are sized by what is missing', () => {
    expect(waveSize(10_000n, 10_000n, null), 'ten helpers, three asked for each').toBe(30);
    expect(waveSize(5_000n, 10_000n, null)).toBe(15);
    expect(waveSize(5_000n, 10_000n, 2_500n), 'two helpers of that kind').toBe(6);
    expect(waveSize(1n, 10_000n, null), 'never fewer than three').toBe(3);
    expect(waveSize(10_000n, 10_000n, 1n), 'never more than sixty').toBe(60);
    expect(waveSize(3n, 3n, null)).toBeGreaterThanOrEqual(3);
  });

  test('reach ring 1 at once and further rings only by 🗣, so many at a time, nobody twice', async () => {
    const { near, people, requestId } = await hub(8, 4, 10_000n);
    const [first] = people as [string];
    expect([...(await alerts(requestId)).keys()]).toEqual([near]);
    later(20);
    await story.run(runWaves);
    expect((await alerts(requestId)).size, 'no 🗣, no further ring').toBe(1);
    await story.promise(near, requestId, 5_000n);
    await say(near, requestId); // half is missing, helpers give 5,000: one helper, three asked
    expect([...(await alerts(requestId)).values()].toSorted()).toEqual([1, 2, 2, 2]);
    await story.run(runWaves);
    expect((await alerts(requestId)).size, 'the interval is not over').toBe(4);
    later(8); // an eighth of 76 hours is 9.5
    await story.run(runWaves);
    expect((await alerts(requestId)).size).toBe(4);
    later(2);
    await story.run(runWaves);
    expect([...(await alerts(requestId)).values()].toSorted()).toEqual([1, 2, 2, 2, 3, 3, 3]);
    for (let wave = 0; wave < 4; wave++) {
      later(12);
      await story.run(runWaves);
    }
    expect((await alerts(requestId)).size, 'everyone who sees it').toBe(9);
    for (const person of people) {
      expect((await story.mail(person)).filter((kind) => kind === 'emergency-alert')).toHaveLength(1);
    }
    expect(first).toBeDefined();
  });

  test('go to the nearest first, and leave out who has opened it, promised or put in a word', async () => {
    const { people, requestId, near } = await hub(4, 8, 10_000n);
    const [carrier, opener, third] = people as [string, string, string];
    const beyond = await story.people(3);
    await story.contacts(carrier, ...beyond);
    await story.promise(near, requestId, 9_000n); // from now on three are asked in a wave
    await story.db.recommendation.createMany({
      data: [near, carrier].map((recommenderId) => ({
        id: house.ids.id(),
        requestId,
        recommenderId,
        reason: 'NEIGHBOUR' as const,
        createdAt: house.clock.now(),
        expiresAt: inDays(300),
      })),
    });
    await story.run((tx) => markOpened(tx, opener, requestId));
    await story.run(runWaves);
    const wave = await alerts(requestId);
    expect([wave.has(third), wave.has(people[3]!), wave.has(carrier), wave.has(opener)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(beyond.filter((id) => wave.has(id))).toHaveLength(1);
  });

  test('stop when everything is covered, and go on when a doubtful promise is let go', async () => {
    const { asker, near, people, requestId } = await hub(5, 10, 10_000n);
    const promise = await story.promise(near, requestId, 10_000n);
    expect(await story.mail(asker)).toContain('request-covered');
    expect(await noticeView(story.now, 'request-covered', asker, { requestId })).not.toBeNull();
    await say(near, requestId);
    later(13);
    await story.run(runWaves);
    expect((await alerts(requestId)).size).toBe(1);
    await story.run((tx) => letGo(tx, asker, promise));
    expect(await noticeView(story.now, 'request-covered', asker, { requestId }), 'no longer true').toBeNull();
    await story.run(runWaves);
    const reached = await alerts(requestId);
    expect(people.filter((id) => reached.has(id)).length).toBeGreaterThan(0);
    expect(reached.get(near), 'who was alerted is not alerted again').toBe(1);
  });

  test('pass over whom no message reaches; once they are back, they are alerted too', async () => {
    const { near, people, requestId } = await hub(6, 4, 10_000n);
    const away = { id: { in: people.slice(0, 4) } };
    await story.db.member.updateMany({ where: away, data: { unreachableAt: house.clock.now() } });
    await story.promise(near, requestId, 5_000n);
    await say(near, requestId); // three are asked
    const reached = await alerts(requestId);
    expect(people.map((id) => reached.has(id))).toEqual([false, false, false, false, true, true]);
    await story.db.member.updateMany({ where: away, data: { unreachableAt: null } });
    for (let wave = 0; wave < 3; wave++) {
      later(12);
      await story.run(runWaves);
    }
    expect((await alerts(requestId)).size).toBe(7);
  });

  test('find who has just become a contact of the asker', async () => {
    const { asker, requestId } = await hub(0);
    const guest = await story.person('Guest');
    await story.contacts(asker, guest);
    await story.run(runWaves);
    expect((await alerts(requestId)).get(guest)).toBe(1);
  });

  test('of a paused, locked or ended emergency stand still', async () => {
    const { asker, requestId } = await hub(0);
    await story.contacts(asker, await story.person('Guest'));
    await story.db.member.update({ where: { id: asker }, data: { lockedAt: house.clock.now() } });
    await story.run(runWaves);
    expect((await alerts(requestId)).size).toBe(1);
    await story.db.member.update({ where: { id: asker }, data: { lockedAt: null } });
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    await story.run(runWaves);
    expect((await alerts(requestId)).size).toBe(1);
  });

  test('come by night without sound, and once more with sound at nine to who has not looked', async () => {
    atNoon();
    later(11); // 23:00 in Moscow
    const [asker, sleeper, reader] = await story.people(3);
    await story.contacts(asker!, sleeper!, reader!);
    const requestId = await story.emergency(asker!, { deadline: inDays(5) });
    const queued = await story.db.notice.findMany({ where: { memberId: { in: [sleeper!, reader!] } } });
    expect(queued.map((row) => [row.kind, row.notBefore])).toEqual([
      ['emergency-alert', house.clock.now()],
      ['emergency-alert', house.clock.now()],
    ]);
    for (const alert of queued) {
      expect(await deliveryOf(story.now, alert)).toBe('silent');
      await story.run((tx) => alertByDay(tx, alert));
      await story.run((tx) => alertByDay(tx, alert));
    }
    const nine = new Date(house.clock.now().getTime() + 10 * HOUR);
    const copies = await story.db.notice.findMany({ where: { memberId: sleeper!, kind: 'emergency-morning' } });
    expect(copies.map((row) => [row.silent, row.notBefore, row.expiresAt])).toEqual([
      [false, nine, queued[0]!.expiresAt],
    ]);
    await story.run((tx) => markOpened(tx, reader!, requestId));
    expect(await noticeView(story.now, 'emergency-morning', sleeper!, { requestId })).not.toBeNull();
    expect(await noticeView(story.now, 'emergency-morning', reader!, { requestId })).toBeNull();
    const urgent = await story.person('Urgent');
    await story.contacts(urgent, sleeper!);
    await story.emergency(urgent, { deadline: inDays(0.9) });
    const last = await story.db.notice.findFirstOrThrow({ where: { memberId: sleeper! }, orderBy: { id: 'desc' } });
    expect([last.kind, await deliveryOf(story.now, last)]).toEqual(['emergency-alert', 'now']);
  });
});

describe('the end of an emergency', () => {
  test('comes when as much is confirmed as was needed: thanks to all, and what was never reported is let go', async () => {
    atNoon();
    const { asker, givers, requestId: monthly } = await story.circle(4);
    const [paid, transit, idle, none] = givers as [string, string, string, string];
    const requestId = await story.emergency(asker, { amount: 10_000n });
    const big = await story.promise(paid, requestId, 6_000n);
    const sent = await story.promise(transit, requestId, 2_000n);
    const doubtful = await story.promise(idle, requestId, 2_000n);
    await story.run((tx) => reportHandedOver(tx, transit, sent));
    await story.run((tx) => editRequest(tx, asker, requestId, { amount: 6_000n }));
    expect(await stateOf(requestId), 'nothing is confirmed yet').toBe('ACTIVE');
    await arrived(asker, big);
    expect(await stateOf(requestId)).toBe('CLOSED');
    expect(await story.log(requestId)).toEqual(['created by OWNER', 'edited by OWNER', 'closed by SYSTEM']);
    expect([await promiseState(sent), await promiseState(doubtful)]).toEqual(['REPORTED', 'FORGIVEN']);
    expect((await story.log(doubtful)).at(-1)).toBe('forgiven by SYSTEM');
    for (const helper of [paid, transit, idle]) expect(await endings(helper)).toEqual(['emergency-completed']);
    expect(await endings(none)).toEqual([]);
    expect(await endings(asker)).toEqual(['emergency-completed']);
    const read = async (who: string) => {
      const view = await noticeView(story.now, 'emergency-completed', who, { requestId });
      return view?.kind === 'emergency-completed' ? [view.ended.open, view.ended.letGo] : null;
    };
    expect([await read(paid), await read(transit), await read(idle)], 'what is handed over is asked of nobody').toEqual(
      [
        [0n, 0n],
        [0n, 0n],
        [0n, 2_000n],
      ],
    );
    expect(await read(none), 'who did not help reads nothing').toBeNull();
    expect(await stateOf(monthly)).toBe('ACTIVE');
    expect(await story.outcome((tx) => confirm(tx, asker, sent, { amount: null, rest: 'expected' }))).toBe('done');
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('comes at its deadline: the result goes to all, open promises stay and are due seven days later', async () => {
    atNoon();
    const { asker, givers } = await story.circle(2);
    const requestId = await story.emergency(asker, { amount: 10_000n, deadline: inDays(3) });
    const promise = await story.promise(givers[0]!, requestId, 2_000n);
    await story.db.commitment.update({ where: { id: promise }, data: { dateRemindedAt: house.clock.now() } });
    const { deadline } = await story.db.request.findUniqueOrThrow({ where: { id: requestId } });
    later(73);
    expect(await story.outcome((tx) => recommend(tx, givers[1]!, requestId, 'RELATIVE'))).toBe('done');
    await expect(
      story.promise(givers[1]!, requestId, 1_000n),
      'nothing is promised after the deadline',
    ).rejects.toThrow('stale');
    expect(await story.run(endEmergencies)).toBeGreaterThan(0);
    expect(await story.run(endEmergencies), 'once').toBe(0);
    const row = await story.db.commitment.findUniqueOrThrow({ where: { id: promise } });
    expect([row.state, row.dueAt.getTime() - deadline!.getTime()]).toEqual(['PROMISED', 7 * DAY]);
    expect(row.dateRemindedAt, 'the new day is reminded of').toBeNull();
    expect(await endings(givers[0]!)).toEqual(['emergency-deadline']);
    expect(await endings(givers[1]!)).toEqual([]);
    expect(await endings(asker)).toEqual(['emergency-deadline']);
    await arrived(asker, promise);
    expect(await stateOf(requestId)).toBe('CLOSED');
  });

  test('leaves the monthly request alone while its owner has paused everything; it comes back with the rest', async () => {
    atNoon();
    const { asker, requestId: monthly } = await story.circle(1);
    await story.emergency(asker, { deadline: inDays(3) });
    await story.run((tx) => pauseEverything(tx, asker));
    later(73);
    await story.run(endEmergencies);
    expect(await stateOf(monthly)).toBe('PAUSED EVERYTHING');
    await story.run((tx) => resumeEverything(tx, asker));
    expect(await stateOf(monthly)).toBe('ACTIVE');
  });

  test('lets nothing go that was once said to be handed over, at once or later', async () => {
    atNoon();
    const { asker, givers } = await story.circle(2);
    const requestId = await story.emergency(asker, { amount: 4_000n });
    const input = { ...HELP, requestId, amount: 1_000n };
    const given = await story.run((tx) => helpNow(tx, givers[0]!, { ...input, given: true }));
    await story.run((tx) => sayNotYet(tx, asker, given));
    await arrived(asker, await story.promise(givers[1]!, requestId, 3_000n));
    await story.run((tx) => editRequest(tx, asker, requestId, { amount: 3_000n }));
    await story.run((tx) => completeIfMet(tx, requestId));
    expect([await stateOf(requestId), await promiseState(given)]).toEqual(['CLOSED', 'PROMISED']);
  });

  test('comes by its asker’s hand, with an outcome line to everyone who helped and no message to the asker', async () => {
    atNoon();
    const { asker, givers } = await story.circle(1);
    const requestId = await story.emergency(asker);
    const promise = await story.promise(givers[0]!, requestId, 2_000n);
    await story.run((tx) => closeRequest(tx, asker, requestId, 'The roof holds'));
    expect(await endings(givers[0]!)).toEqual(['request-closed']);
    expect(await endings(asker)).toEqual([]);
    const view = await noticeView(story.now, 'request-closed', givers[0]!, { requestId });
    expect(view).toMatchObject({ ended: { outcome: 'The roof holds', open: 2_000n, requestKind: 'EMERGENCY' } });
    expect(await promiseState(promise)).toBe('PROMISED');
  });

  test('two confirmations at once complete it once', async () => {
    atNoon();
    const { asker, givers } = await story.circle(2);
    const requestId = await story.emergency(asker, { amount: 4_000n });
    const both = await Promise.all(givers.map((giver) => story.promise(giver, requestId, 2_000n)));
    await Promise.all(both.map((promise) => arrived(asker, promise)));
    expect(await stateOf(requestId)).toBe('CLOSED');
    expect(await endings(givers[0]!)).toEqual(['emergency-completed']);
    expect((await story.log(requestId)).filter((line) => line.startsWith('closed'))).toHaveLength(1);
  });
});

test('of several monthly requests that waited for it, the newest comes back; the others are their owner’s to resume', async () => {
  atNoon();
  const { asker, requestId: first } = await story.circle(0, { amount: 10_000n });
  const emergency = await story.emergency(asker);
  await story.run((tx) => pauseRequest(tx, asker, emergency));
  later(1);
  const second = await story.request(asker, { amount: 10_000n });
  await story.run((tx) => resumeRequest(tx, asker, emergency));
  expect([await stateOf(first), await stateOf(second)]).toEqual(['PAUSED EMERGENCY', 'PAUSED EMERGENCY']);
  await story.run((tx) => closeRequest(tx, asker, emergency, null));
  expect([await stateOf(first), await stateOf(second)]).toEqual(['PAUSED OWNER', 'ACTIVE']);
  expect((await doctor(story.now)).violations).toEqual([]);
  await story.db.request.update({ where: { id: first }, data: { pauseReason: 'EMERGENCY' } });
  expect((await doctor(story.now)).violations).toMatchObject([{ invariant: 'I5' }]);
  await story.db.request.update({ where: { id: first }, data: { pauseReason: 'OWNER' } });
});

test('after 48 hours the asker is asked once about promises that nobody said were handed over', async () => {
  const { asker, near, requestId } = await hub(0);
  const [other] = await story.people(1);
  await story.contacts(asker, other!);
  const silent = await story.promise(near, requestId, 1_000n);
  const told = await story.promise(other!, requestId, 1_000n);
  await story.run((tx) => reportHandedOver(tx, other!, told));
  later(47);
  expect(await story.run(askAboutUnreported)).toBe(0);
  later(2);
  expect(await story.run(askAboutUnreported)).toBe(1);
  expect(await story.run(askAboutUnreported)).toBe(0);
  const { params } = await story.db.notice.findFirstOrThrow({
    where: { memberId: asker, kind: 'promises-unreported' },
  });
  const view = await noticeView(story.now, 'promises-unreported', asker, params as Record<string, string>);
  expect(view).toMatchObject({ promises: [{ id: silent, amount: 1_000n }] });
  expect(await noticeView(story.now, 'promises-unreported', near, params as Record<string, string>)).toBeNull();
  await story.run((tx) => letGo(tx, asker, silent));
  later(30);
  expect(await story.run(askAboutUnreported), 'each is asked about once').toBe(0);
});

describe('an open pledge', () => {
  test('helps an emergency by one tap, as far as it is free and something is missing; a double tap promises once', async () => {
    atNoon();
    const { asker, givers } = await story.circle(1);
    const giver = givers[0]!;
    const requestId = await story.emergency(asker, { amount: 10_000n });
    expect((await requestView(story.now, giver, requestId))?.fromPledge).toBe(0n);
    await story.pledge(giver, 3_000n);
    expect((await requestView(story.now, giver, requestId))?.fromPledge).toBe(3_000n);
    const tap = (who: string, amount: bigint) => story.outcome((tx) => helpFromPledge(tx, who, requestId, amount));
    const stranger = await story.person();
    const before = await story.traces();
    expect(await tap(stranger, 3_000n)).toBe('not-found');
    expect(await tap(asker, 3_000n)).toBe('own-request');
    for (const forged of [0n, 2_999n, 10_000n]) expect(await tap(giver, forged)).toBe('stale');
    expect(await story.traces()).toEqual(before);
    expect(await tap(giver, 3_000n)).toBe('done');
    expect(await tap(giver, 3_000n)).toBe('stale');
    expect(await story.run((tx) => offerFromPledge(tx, giver, requestId))).toBe(0n);
    expect((await coverageOfOne(story.now, requestId)).promised).toBe(3_000n);
  });

  test('is not used by one tap for a monthly request', async () => {
    atNoon();
    const { givers, requestId } = await story.circle(1);
    await story.pledge(givers[0]!, 3_000n);
    expect(await story.outcome((tx) => helpFromPledge(tx, givers[0]!, requestId, 3_000n))).toBe('stale');
  });
});

test('an emergency works across a month’s end, and the monthly request it held back joins the next round', async () => {
  const own = await testHouse({}, '2026-11-28T09:00:00Z');
  const tale = new Story(own);
  const { asker, givers, requestId: monthly } = await tale.circle(3, { amount: 8_000n });
  const [olga, peter, vera] = givers as [string, string, string];
  await tale.pledge(vera, 2_000n);
  const wish = { requestId: monthly, monthly: true, amount: 1_500n, form: 'MONEY', description: null } as const;
  await tale.run((tx) => pledgeTo(tx, peter, wish));
  const deadline = new Date('2026-12-05T20:59:59Z');
  const requestId = await tale.emergency(asker, { amount: 10_000n, deadline });
  const early = await tale.promise(olga, requestId, 4_000n);
  await tale.run((tx) => confirm(tx, asker, early, { amount: null, rest: 'expected' }));
  const open = await tale.promise(peter, requestId, 1_000n);
  own.clock.set('2026-12-01T07:00:00Z');
  await closeDueCycles(own, allocateInProcess);
  expect(await coverageOfOne(tale.now, requestId)).toMatchObject({
    promised: 1_000n,
    received: 4_000n,
    missing: 5_000n,
  });
  const offered = await tale.db.proposal.findMany({ where: { state: 'OFFERED' } });
  expect(
    offered.map((row) => [row.giverId, row.requestId, row.amount]),
    'pledges enter it, the held one waits',
  ).toEqual([[vera, requestId, 2_000n]]);
  await tale.run((tx) => confirm(tx, asker, open, { amount: null, rest: 'expected' }));
  const rest = await tale.promise(olga, requestId, 5_000n);
  expect((await tale.db.proposal.findUniqueOrThrow({ where: { id: offered[0]!.id } })).state, 'covered').toBe(
    'WITHDRAWN',
  );
  await tale.run((tx) => confirm(tx, asker, rest, { amount: null, rest: 'expected' }));
  const row = await tale.db.request.findUniqueOrThrow({ where: { id: requestId } });
  expect([row.state, await tale.db.request.count({ where: { id: monthly, state: 'ACTIVE' } })]).toEqual(['CLOSED', 1]);
  own.clock.set('2027-01-01T07:00:00Z');
  await closeDueCycles(own, allocateInProcess);
  const next = await tale.db.proposal.findMany({ where: { cycleId: '2027-01', requestId: monthly } });
  expect(next.map((proposal) => proposal.giverId).toSorted()).toEqual([peter, vera].toSorted());
  expect((await doctor(tale.now)).violations).toEqual([]);
  await own.close();
});
