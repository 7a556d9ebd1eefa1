import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findByTelegram, markUnreachable } from '../../../src/domain/members/members.ts';
import { markSeen } from '../../../src/domain/members/seen.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../../src/domain/notices/kinds.ts';
import { type NewNotice, queueNotice } from '../../../src/domain/notices/queue.ts';
import type { Prisma } from '../../../src/generated/prisma/client.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const queue = (memberId: string, more: Partial<NewNotice> = {}): Promise<void> =>
  story.run((tx) => queueNotice(tx, { kind: 'promise-made', memberId, about: 'something', params: {}, ...more }));
const member = async (data: Prisma.MemberUpdateInput = {}): Promise<string> => {
  const id = await story.person();
  await story.db.member.update({ where: { id }, data });
  return id;
};
const rowsOf = (memberId: string) => story.db.notice.findMany({ where: { memberId }, orderBy: { id: 'asc' } });
const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const USEFUL: NoticeKind = 'request-closed';

describe('the queue of notices', () => {
  test('holds the same notice once, however often it is queued; another occasion is another notice', async () => {
    const id = await member();
    for (let time = 0; time < 3; time++) await queue(id);
    await Promise.all([queue(id), queue(id)]);
    expect(await rowsOf(id)).toHaveLength(1);
    await queue(id, { about: 'something else' });
    await queue(id, { kind: 'handed-over' });
    expect(await rowsOf(id)).toHaveLength(3);
  });

  test('holds none for members who left or cannot be reached', async () => {
    const at = house.clock.now();
    const gone = [
      await member({ state: 'LEAVING', eraseAt: at }),
      await member({ state: 'ERASED', telegramId: null, name: '' }),
      await member({ unreachableAt: at }),
    ];
    for (const id of gone) {
      await queue(id);
      expect(await rowsOf(id)).toEqual([]);
    }
  });

  test.each([
    ['after', 0, 60],
    ['before', 60, 0],
  ])(
    'holds none for somebody who blocks the bot at this very moment, a little %s it is queued',
    async (_, first, second) => {
      const id = await member();
      await Promise.all([
        story.run(async (tx) => {
          await waitMs(first);
          await queueNotice(tx, { kind: 'promise-made', memberId: id, about: 'race', params: {} });
          await waitMs(120);
        }),
        story.run(async (tx) => {
          await waitMs(second);
          await markUnreachable(tx, id);
          await waitMs(120);
        }),
      ]);
      expect((await rowsOf(id)).filter(({ state }) => state === 'PENDING')).toEqual([]);
    },
  );

  test('drops what waits when its member blocks the bot, and takes new ones when they are back', async () => {
    const id = await member();
    await queue(id);
    await story.run((tx) => markUnreachable(tx, id));
    expect((await rowsOf(id)).map((row) => row.state)).toEqual(['DROPPED']);
    await queue(id, { about: 'while away' });
    const { telegramId } = await story.db.member.findUniqueOrThrow({ where: { id } });
    const user = { id: telegramId!, firstName: 'Back', username: undefined, languageCode: 'ru' };
    await story.run(async (tx) => markSeen(tx, (await findByTelegram(tx, telegramId!))!, user));
    await queue(id, { about: 'when back' });
    expect((await rowsOf(id)).map((row) => row.state)).toEqual(['DROPPED', 'PENDING']);
  });

  test('leaves out kinds that were switched off, and everything but the necessary while a member pauses', async () => {
    const id = await member();
    await story.db.noticeSwitch.create({ data: { memberId: id, kind: USEFUL } });
    await queue(id, { kind: USEFUL });
    expect(await rowsOf(id)).toEqual([]);
    const paused = await member({ pausedAt: house.clock.now() });
    for (const kind of Object.keys(NOTICE_KINDS) as NoticeKind[]) await queue(paused, { kind });
    const must = Object.entries(NOTICE_KINDS).filter(([, noticeClass]) => noticeClass === 'MUST');
    expect((await rowsOf(paused)).map((row) => row.kind).toSorted()).toEqual(must.map(([kind]) => kind).toSorted());
  });

  test('a necessary notice cannot be switched off', async () => {
    const id = await member();
    await story.db.noticeSwitch.create({ data: { memberId: id, kind: 'promise-made' } });
    await queue(id);
    expect(await rowsOf(id)).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  // [what, now, the member's own zone and night, when it may go out]; the deployment: Moscow, 21:00 to 09:00
  const NIGHTS: readonly (readonly [string, string, Prisma.MemberUpdateInput, string])[] = [
    ['by day at once', '2026-11-10T09:00:00Z', {}, '2026-11-10T09:00:00Z'],
    ['at nine in the morning at once', '2026-11-10T06:00:00Z', {}, '2026-11-10T06:00:00Z'],
    ['a moment before nine at nine', '2026-11-10T05:59:59Z', {}, '2026-11-10T06:00:00Z'],
    ['a moment before nine in the evening at once', '2026-11-10T17:59:59Z', {}, '2026-11-10T17:59:59Z'],
    ['at nine in the evening the next morning', '2026-11-10T18:00:00Z', {}, '2026-11-11T06:00:00Z'],
    ['after midnight the same morning', '2026-11-10T22:00:00Z', {}, '2026-11-11T06:00:00Z'],
    ['in the zone of the member', '2026-11-10T09:00:00Z', { timezone: 'America/New_York' }, '2026-11-10T14:00:00Z'],
    ['in the night of the member', '2026-11-10T09:00:00Z', { quietFrom: 11, quietTo: 14 }, '2026-11-10T11:00:00Z'],
    ['without a night at once', '2026-11-10T22:00:00Z', { quietFrom: 5, quietTo: 5 }, '2026-11-10T22:00:00Z'],
    [
      'in the night that is an hour shorter',
      '2026-03-28T22:00:00Z',
      { timezone: 'Europe/Berlin' },
      '2026-03-29T07:00:00Z',
    ],
    [
      'in the night that is an hour longer',
      '2026-10-24T22:00:00Z',
      { timezone: 'Europe/Berlin' },
      '2026-10-25T08:00:00Z',
    ],
  ];
  test.each(NIGHTS)('%s', async (_what, now, data, expected) => {
    const id = await member(data);
    house.clock.set(now);
    await queue(id);
    expect((await rowsOf(id))[0]?.notBefore).toEqual(new Date(expected));
  });

  test('a notice for a later moment waits for it, then for the morning', async () => {
    house.clock.set('2026-11-10T09:00:00Z');
    const id = await member();
    await queue(id, { from: new Date('2026-11-12T20:00:00Z') });
    await queue(id, { about: 'the past', from: new Date('2026-11-09T00:00:00Z') });
    const moments = (await rowsOf(id)).map((row) => row.notBefore.toISOString());
    expect(moments).toEqual(['2026-11-13T06:00:00.000Z', '2026-11-10T09:00:00.000Z']);
  });
});
