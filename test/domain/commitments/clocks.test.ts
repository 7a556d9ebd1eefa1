// What the days bring to the two people of a promise, and "remind me tomorrow".
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { askToHandOver } from '../../../src/domain/commitments/asking.ts';
import { endWaiting, nudgeForConfirmation, remindOfDates } from '../../../src/domain/commitments/deadlines.ts';
import { confirm, reportHandedOver, sayNotYet } from '../../../src/domain/commitments/settle.ts';
import { isReminder, type Reminder, remindTomorrow } from '../../../src/domain/notices/later.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
const houses: TestHouse[] = [];
beforeEach(async () => {
  house = await testHouse(); // noon of November 10
  houses.push(house);
  story = new Story(house);
});
afterAll(() => Promise.all(houses.map((one) => one.close())));

const STEP_MS = 3 * 3_600_000;

/** Lets the days pass up to `iso`, looking at the jobs of promises every three hours. */
async function until(iso: string): Promise<void> {
  const end = Date.parse(iso);
  for (let at = house.clock.now().getTime() + STEP_MS; at <= end; at += STEP_MS) {
    house.clock.set(new Date(at).toISOString());
    for (const job of [remindOfDates, nudgeForConfirmation, endWaiting]) await story.run(job);
  }
}

const mail = async (memberId: string, kind: string): Promise<string[]> =>
  (await story.db.notice.findMany({ where: { memberId, kind }, orderBy: { id: 'asc' } })).map((row) =>
    row.notBefore.toISOString(),
  );

describe('the date of a promise', () => {
  test('brings its giver one reminder, three days before', async () => {
    const { givers, requestId } = await story.circle(1, { dueDay: 20 });
    await story.promise(givers[0]!, requestId, 1_000n); // due on the 20th, at the end of the day
    await until('2026-11-25T00:00:00Z');
    expect(await mail(givers[0]!, 'promise-date-near')).toEqual(['2026-11-18T06:00:00.000Z']);
  });

  test('that is nearer than three days when it is given brings one on the day itself', async () => {
    const { asker, givers } = await story.circle(1);
    const requestId = await story.emergency(asker, { deadline: new Date('2026-11-12T12:00:00Z') });
    await story.promise(givers[0]!, requestId, 1_000n);
    await until('2026-11-14T00:00:00Z');
    expect(await mail(givers[0]!, 'promise-date-near')).toEqual(['2026-11-12T06:00:00.000Z']);
  });

  test('reminds nobody who was asked twice already: two reminders about one thing, whoever they come from', async () => {
    const { asker, givers, requestId } = await story.circle(1, { dueDay: 20 });
    const id = await story.promise(givers[0]!, requestId, 1_000n);
    await story.run((tx) => askToHandOver(tx, asker, id));
    await until('2026-11-14T00:00:00Z');
    await story.run((tx) => askToHandOver(tx, asker, id));
    await until('2026-11-25T00:00:00Z');
    expect(await mail(givers[0]!, 'promise-date-near')).toEqual([]);
    expect(await mail(givers[0]!, 'please-hand-over')).toHaveLength(2);
  });

  test('leaves one ask to the recipient once it has reminded', async () => {
    const { asker, givers, requestId } = await story.circle(1, { dueDay: 20 });
    const id = await story.promise(givers[0]!, requestId, 1_000n);
    await until('2026-11-19T00:00:00Z');
    await story.run((tx) => askToHandOver(tx, asker, id));
    await until('2026-11-25T00:00:00Z');
    expect(await story.outcome((tx) => askToHandOver(tx, asker, id))).toBe('reminded-enough');
  });
});

describe('a hand-over', () => {
  test('that was not there yet and is reported again is asked about anew after 2 and 7 days', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const id = await story.promise(givers[0]!, requestId, 1_000n);
    await story.run((tx) => reportHandedOver(tx, givers[0]!, id));
    await until('2026-11-13T12:00:00Z');
    expect(await mail(asker, 'confirmation-nudge')).toHaveLength(1);
    await story.run((tx) => sayNotYet(tx, asker, id));
    await until('2026-11-20T12:00:00Z');
    expect(await mail(asker, 'confirmation-nudge')).toHaveLength(1);
    await story.run((tx) => reportHandedOver(tx, givers[0]!, id));
    await until('2026-11-30T12:00:00Z');
    expect(await mail(asker, 'confirmation-nudge')).toHaveLength(3);
  });

  test('of several that thirty days of silence left unconfirmed is told in one message, which forgets what was confirmed meanwhile', async () => {
    const { asker, givers, requestId } = await story.circle(2);
    const [giver, other] = givers as [string, string];
    const ids: string[] = [];
    for (const who of [giver, giver, other]) ids.push(await story.promise(who, requestId, 1_000n));
    for (const [index, who] of [giver, giver, other].entries()) {
      await story.run((tx) => reportHandedOver(tx, who, ids[index]!));
    }
    await until('2026-12-10T12:00:00Z');
    expect((await mail(giver, 'unconfirmed-help')).length + (await mail(other, 'unconfirmed-help')).length).toBe(2);
    const row = await story.db.notice.findFirstOrThrow({ where: { memberId: giver, kind: 'unconfirmed-help' } });
    const params = row.params as Record<string, string>;
    const shown = async () => {
      const view = await noticeView(story.now, row.kind, giver, params);
      return view?.kind === 'unconfirmed-help' ? view.promises.length : 0;
    };
    expect(await shown()).toBe(2);
    await story.run((tx) => confirm(tx, asker, ids[0]!, { amount: null, rest: 'expected' }));
    expect(await shown()).toBe(1);
    expect(await noticeView(story.now, row.kind, other, params), 'for somebody else').toBeNull();
  });
});

describe('"remind me tomorrow"', () => {
  test('brings the same message tomorrow at nine, once however often it is pressed', async () => {
    const { givers, requestId } = await story.circle(1);
    const [giver] = givers as [string];
    const id = await story.promise(giver, requestId, 1_000n);
    const later = (kind: Reminder) => story.outcome((tx) => remindTomorrow(tx, giver, kind, id));
    expect([await later('please-hand-over'), await later('please-hand-over')]).toEqual(['done', 'done']);
    expect(await mail(giver, 'please-hand-over')).toEqual(['2026-11-11T06:00:00.000Z']);
    house.clock.set('2026-11-11T08:00:00Z');
    await later('please-hand-over');
    expect(await mail(giver, 'please-hand-over')).toEqual(['2026-11-11T06:00:00.000Z', '2026-11-12T06:00:00.000Z']);
  });

  test('is for whom the reminder was, and only while there is something to be reminded of', async () => {
    const { asker, givers, requestId } = await story.circle(2);
    const [giver, other] = givers as [string, string];
    const id = await story.promise(giver, requestId, 1_000n);
    const later = (kind: Reminder, who: string) => story.outcome((tx) => remindTomorrow(tx, who, kind, id));
    expect(await later('promise-date-near', giver)).toBe('done');
    expect(await later('promise-date-near', asker), 'the giver’s').toBe('stale');
    for (const who of [other, await story.person()]) expect(await later('promise-date-near', who)).toBe('stale');
    await story.run((tx) => reportHandedOver(tx, giver, id));
    expect(await later('promise-date-near', giver)).toBe('stale');
  });

  test('is offered with nothing else: a forged press of another kind has no effect', () => {
    expect(['handed-over', 'proposals-reminder', 'constructor', ''].filter(isReminder)).toEqual([]);
  });
});
