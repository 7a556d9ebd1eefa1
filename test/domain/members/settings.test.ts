import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { pauseEverything, resumeEverything } from '../../../src/domain/members/pausing.ts';
import { setQuietHours, setTimezone, settingsOf, switchNotices } from '../../../src/domain/members/settings.ts';
import { findZone } from '../../../src/domain/members/zones.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { NOTICE_KINDS, SWITCHABLE_KINDS } from '../../../src/domain/notices/kinds.ts';
import { deliveryOf, queueNotice } from '../../../src/domain/notices/queue.ts';
import { openPledgeOf, resumePledge } from '../../../src/domain/pledges/pledges.ts';
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

const notice = (memberId: string, kind: keyof typeof NOTICE_KINDS) => ({
  memberId,
  kind,
  class: NOTICE_KINDS[kind],
  silent: kind === 'emergency-alert',
  expiresAt: null as Date | null,
});

describe('time zone and quiet hours', () => {
  test('are the deployment’s until they are set; nonsense is refused', async () => {
    const member = await story.person();
    expect(await settingsOf(story.now, member)).toMatchObject({
      timezone: 'Europe/Moscow',
      quietHours: { from: 21, to: 9 },
    });
    for (const zone of ['Mars/Olympus', '', 'Moscow']) {
      expect(await story.outcome((tx) => setTimezone(tx, member, zone)), zone).toBe('zone-unknown');
    }
    for (const hours of [
      { from: -1, to: 8 },
      { from: 22, to: 24 },
      { from: 1.5, to: 8 },
    ]) {
      expect(await story.outcome((tx) => setQuietHours(tx, member, hours))).toBe('hours-invalid');
    }
    await story.run((tx) => setTimezone(tx, member, 'America/New_York'));
    await story.run((tx) => setQuietHours(tx, member, { from: 23, to: 7 }));
    expect(await settingsOf(story.now, member)).toMatchObject({
      timezone: 'America/New_York',
      quietHours: { from: 23, to: 7 },
    });
  });

  // The night ends at 7:00 of the member's own clock, in summer and in winter.
  test.each([
    ['2026-10-31T05:00:00Z', 'Europe/Berlin', { from: 23, to: 7 }, '2026-10-31T06:00:00.000Z'],
    ['2026-10-24T22:30:00Z', 'Europe/Berlin', { from: 23, to: 7 }, '2026-10-25T06:00:00.000Z'], // the night in which summer time ends
    ['2027-03-27T23:30:00Z', 'Europe/Berlin', { from: 23, to: 7 }, '2027-03-28T05:00:00.000Z'], // and in which it begins
    ['2026-11-10T03:00:00Z', 'Asia/Vladivostok', { from: 21, to: 9 }, 'now'],
    ['2026-11-10T12:00:00Z', 'Asia/Vladivostok', { from: 21, to: 9 }, '2026-11-10T23:00:00.000Z'],
    ['2026-11-10T03:00:00Z', 'Europe/Moscow', { from: 0, to: 0 }, 'now'],
    ['2026-11-10T10:00:00Z', 'Europe/Moscow', { from: 12, to: 15 }, '2026-11-10T12:00:00.000Z'],
  ] as const)('hold at delivery: at %s in %s with %o until %s', async (at, zone, hours, expected) => {
    const member = await story.person();
    await story.run((tx) => setTimezone(tx, member, zone));
    await story.run((tx) => setQuietHours(tx, member, hours));
    const tx = { ...story.now, now: new Date(at) };
    const delivery = await deliveryOf(tx, notice(member, 'promise-made'));
    expect(delivery instanceof Date ? delivery.toISOString() : delivery).toBe(expected);
    const alert = notice(member, 'emergency-alert');
    const until18 = { ...alert, expiresAt: new Date(tx.now.getTime() + 18 * 3_600_000) };
    const until36 = { ...alert, expiresAt: new Date(tx.now.getTime() + 36 * 3_600_000) };
    expect(await deliveryOf(tx, until36), 'an emergency comes at night').toBe(expected === 'now' ? 'now' : 'silent');
    expect(await deliveryOf(tx, until18), 'with less than a day left it is heard').toBe('now');
  });

  test('are found by what people type', () => {
    const names = [
      ['Москва', 'Europe/Moscow'],
      ['Орёл', 'Europe/Moscow'],
    ] as const;
    expect(findZone(' москва ', names)).toBe('Europe/Moscow');
    expect(findZone('орел', names)).toBe('Europe/Moscow');
    expect(findZone('new york', names)).toBe('America/New_York');
    expect(findZone('europe/berlin', names)).toBe('Europe/Berlin');
    expect(findZone('Europe/Kyiv', names)).not.toBeNull();
    for (const text of ['', 'нигде', '/', '+03:00', "'; DROP TABLE members"]) expect(findZone(text, names)).toBeNull();
  });
});

/** The list of 2-surface, Notices, each by the key it has here. */
const NOTICES_OF_THE_SPEC: Readonly<Record<string, readonly string[]>> = {
  'newcomer joined by your link': ['newcomer-joined'],
  'contact asks for help (monthly / emergency)': ['contact-asks', 'emergency-alert'],
  'recommended request reached you': ['recommended-request'],
  'someone recommends your request': ['request-recommended'],
  'pledge to your request was made': ['pledge-made'],
  'proposals card, its one reminder': ['proposals-card', 'proposals-reminder'],
  'promise made to you': ['promise-made'],
  'please hand over now': ['please-hand-over'],
  'handed over: confirm': ['handed-over'],
  'confirmed, with thanks': ['confirmed', 'thanks'],
  'released / let go': ['released', 'let-go'],
  'request covered': ['request-covered'],
  'emergency ended (three different texts)': ['emergency-completed', 'emergency-deadline', 'request-closed'],
  'request closed with its outcome': ['request-closed'],
  'nobody has opened your request yet': ['nobody-opened'],
  'still needed?': ['still-needed'],
  'month digest': ['month-digest'],
  'asker’s summary (day 10)': ['asker-summary'],
  'promise’s date is near': ['promise-date-near'],
  'unconfirmed help': ['confirmation-nudge', 'unconfirmed-help'],
  'your standing yes was used': ['standing-yes-used'],
  'payment details opened': ['details-opened'],
  'recommendation expires': ['recommendation-expires'],
  'introduction offered': ['introduction'],
  'pledge paused': ['pledge-paused'],
  'deletion scheduled (undo)': ['deletion-scheduled'],
  'bot-wide announcement': ['announcement'],
};

describe('messages', () => {
  test.each(Object.entries(NOTICES_OF_THE_SPEC))('there is a kind for: %s', (_what, kinds) => {
    expect(kinds.filter((kind) => !Object.hasOwn(NOTICE_KINDS, kind))).toEqual([]);
  });

  test('have a key: the same one is queued once', async () => {
    const member = await story.person();
    const thanks = { kind: 'thanks' as const, memberId: member, params: {}, about: 'the same' };
    for (let times = 0; times < 3; times++) await story.run((tx) => queueNotice(tx, thanks));
    expect(await story.mail(member)).toEqual(['thanks']);
  });

  test('of an ended month are dated, so that they are dropped', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    await story.pledge(givers[0]!, 3_000n);
    house.clock.set('2026-11-30T21:00:00Z');
    await runDueJobs(house, allocateInProcess, SILENT_LOG);
    await story.promise(givers[0]!, requestId, 100n);
    house.clock.set('2026-12-25T09:00:00Z');
    await runDueJobs(house, allocateInProcess, SILENT_LOG);
    const dated = await story.db.notice.findMany({
      where: {
        memberId: { in: [asker, givers[0]!] },
        kind: { in: ['proposals-card', 'asker-summary', 'month-digest'] },
      },
    });
    expect(new Set(dated.map((row) => row.kind)).size).toBe(3);
    expect(new Set(dated.map((row) => row.expiresAt?.toISOString()))).toEqual(new Set(['2026-12-31T21:00:00.000Z']));
  });
});

describe('switches', () => {
  test('there is one for every kind but those of class must', async () => {
    const member = await story.person();
    for (const kind of Object.keys(NOTICE_KINDS)) {
      const isSwitchable = (SWITCHABLE_KINDS as readonly string[]).includes(kind);
      expect(await story.outcome((tx) => switchNotices(tx, member, kind, false)), kind).toBe(
        isSwitchable ? 'done' : 'not-found',
      );
    }
    expect(await story.outcome((tx) => switchNotices(tx, member, 'no-such-kind', false))).toBe('not-found');
    expect((await settingsOf(story.now, member)).off).toEqual(SWITCHABLE_KINDS);
  });

  test('what is switched off is not queued, and what was queued before is not delivered', async () => {
    const member = await story.person();
    const thanks = { kind: 'thanks' as const, memberId: member, params: {} };
    await story.run((tx) => queueNotice(tx, { ...thanks, about: 'before' }));
    await story.run((tx) => switchNotices(tx, member, 'thanks', false));
    await story.run((tx) => queueNotice(tx, { ...thanks, about: 'after' }));
    expect(await story.mail(member)).toEqual(['thanks']);
    expect(await deliveryOf(story.now, notice(member, 'thanks'))).toBe('drop');
    expect(await deliveryOf(story.now, notice(member, 'confirmed'))).toBe('now');
    await story.run((tx) => switchNotices(tx, member, 'thanks', true));
    expect(await deliveryOf(story.now, notice(member, 'thanks'))).toBe('now');
  });
});

describe('pausing everything', () => {
  test('holds the request and the pledges, proposes nothing, keeps promises; resuming gives it all back, and nothing else', async () => {
    const own = await testHouse();
    const tale = new Story(own);
    try {
      const { asker, givers, requestId } = await tale.circle(2);
      const [giver, other] = givers as [string, string];
      const pledgeId = await tale.pledge(giver, 3_000n);
      const theirs = await tale.request(giver, { title: 'Shoes' });
      const promiseId = await tale.promise(giver, requestId, 500n);
      const mail = await tale.mail(asker);
      await tale.run((tx) => pauseEverything(tx, giver));
      expect(await tale.outcome((tx) => pauseEverything(tx, giver)), 'twice').toBe('stale');
      expect(await maySeeRequest(tale.now, asker, theirs)).toBe(false);
      expect(await openPledgeOf(tale.now, giver)).toMatchObject({ state: 'PAUSED' });
      expect(await tale.log(promiseId)).toEqual(['promised by GIVER']);
      expect(await tale.mail(asker), 'nobody is told').toEqual(mail);
      expect(await deliveryOf({ ...tale.now }, notice(giver, 'thanks'))).toBe('drop');
      expect(await deliveryOf({ ...tale.now }, notice(giver, 'handed-over'))).toBe('now');
      await tale.pledge(other, 2_000n);
      own.clock.set('2026-12-01T07:00:00Z');
      await runDueJobs(own, allocateInProcess, SILENT_LOG);
      expect((await tale.db.proposal.findMany()).map((row) => row.giverId)).toEqual([other]);
      await tale.run((tx) => resumeEverything(tx, giver));
      expect(await tale.outcome((tx) => resumeEverything(tx, giver)), 'twice').toBe('stale');
      expect(await maySeeRequest(tale.now, asker, theirs)).toBe(true);
      expect(await openPledgeOf(tale.now, giver)).toMatchObject({ id: pledgeId, amount: 3_000n, state: 'ACTIVE' });
    } finally {
      await own.close();
    }
  });

  test('what was paused by itself before stays paused; taking up one thing ends the pause', async () => {
    const member = await story.person();
    const pledgeId = await story.pledge(member, 1_000n);
    await story.run((tx) => pauseEverything(tx, member));
    await story.run((tx) => resumePledge(tx, member, pledgeId));
    expect((await settingsOf(story.now, member)).isPaused).toBe(false);
    expect(await openPledgeOf(story.now, member)).toMatchObject({ state: 'ACTIVE' });
  });
});
