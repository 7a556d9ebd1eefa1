import { afterAll, beforeAll, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { closeRequest } from '../../src/domain/requests/requests.ts';
import { RETENTION } from '../../src/domain/retention.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { SILENT_LOG, Story } from '../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const daysOn = (days: number, ms = 0): string =>
  new Date(Date.parse('2026-11-10T09:00:00Z') + days * 86_400_000 + ms).toISOString();
const jobs = () => runDueJobs(house, allocateInProcess, SILENT_LOG);

test('the table says how long each kind of data is kept', () => {
  expect(Object.fromEntries(RETENTION.map(({ name, days }) => [name, days]))).toEqual({
    'undos-clear': 1,
    'stories-clear': 60,
    'helping-clear': 180,
    'forms-clear': 7,
    'inbox-clear': 3,
    'commands-clear': 7,
    'announcements-clear': 90,
    'messages-clear': 90,
  });
});

test('each kind is there until its days are over, and gone afterwards; events stay for ever', async () => {
  const { asker, requestId } = await story.circle(1, {
    story: 'a story',
    storyVoice: 'voice-id',
    link: 'https://example.org/x',
  });
  await story.run((tx) => closeRequest(tx, asker, requestId, 'an outcome'));
  const open = await story.request(asker, { story: 'a living story' });
  const at = house.clock.now();
  const payload = house.vault.seal('{"update_id":1}');
  await story.db.inboxUpdate.createMany({
    data: [1n, 2n].map((updateId) => ({ updateId, chatId: 5n, payload, receivedAt: at, handledAt: at })),
  });
  await story.db.inboxUpdate.create({ data: { updateId: 0n, chatId: 5n, payload, receivedAt: at } });
  await story.db.appliedCommand.createMany({ data: ['1:0', '2:0'].map((key) => ({ key, result: {}, at })) });
  await story.db.storedForm.create({ data: { chatId: 5n, version: '1', state: payload, updateId: 2n, updatedAt: at } });
  await story.db.notice.updateMany({ data: { state: 'SENT', sentAt: at } });
  const sent = await story.db.notice.count();
  expect(sent).toBeGreaterThan(0);
  const waiting = { memberId: asker, kind: 'thanks', class: 'USEFUL' as const, params: {}, createdAt: at };
  await story.db.notice.create({ data: { ...waiting, key: 'still waiting', notBefore: at } });
  const events = await story.db.event.count();
  const left = async () => ({
    story: (await story.db.request.count({ where: { id: requestId, story: { not: null } } })) > 0,
    inbox: (await story.db.inboxUpdate.findMany({ orderBy: { updateId: 'asc' } })).map((row) => [
      row.updateId,
      row.chatId,
      row.payload.length > 0,
    ]),
    commands: (await story.db.appliedCommand.findMany({ orderBy: { key: 'asc' } })).map((row) => row.key),
    forms: await story.db.storedForm.count(),
    sent: await story.db.notice.count({ where: { state: 'SENT', createdAt: at } }),
  });
  const all = {
    story: true,
    inbox: [
      [0n, 5n, true],
      [1n, 5n, true],
      [2n, 5n, true],
    ],
    commands: ['1:0', '2:0'],
    forms: 1,
    sent,
  };
  const steps: [number, Partial<Awaited<ReturnType<typeof left>>>][] = [
    [3, {}],
    // What has not been handled waits on; of the newest only the number stays.
    [
      3.01,
      {
        inbox: [
          [0n, 5n, true],
          [2n, 0n, false],
        ],
      },
    ],
    [7, {}],
    [7.01, { forms: 0, commands: ['2:0'] }],
    [60, {}],
    [60.01, { story: false }],
    [90, {}],
    [90.01, { sent: 0 }],
  ];
  let expected: Awaited<ReturnType<typeof left>> = all;
  for (const [days, change] of steps) {
    house.clock.set(daysOn(days));
    expect((await jobs()).jobs.filter((job) => !job.ok)).toEqual([]);
    expected = { ...expected, ...change };
    expect(await left(), `after ${days} days`).toEqual(expected);
  }
  const closed = await story.db.request.findUniqueOrThrow({ where: { id: requestId } });
  expect([closed.storyVoice, closed.link, closed.title]).toEqual([null, null, 'Medicine']);
  expect(house.vault.open(closed.outcome!), 'the outcome stays with those who helped').toBe('an outcome');
  expect(
    (await story.db.request.findUniqueOrThrow({ where: { id: open } })).story,
    'an open one keeps its story',
  ).not.toBeNull();
  expect(await story.db.notice.count({ where: { key: 'still waiting' } })).toBe(1);
  expect(await story.db.event.count()).toBeGreaterThanOrEqual(events);
}, 120_000);
