// /promises: which list a promise stands in, pages, the archives by person, and what stays after a block or an erasure.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endWaiting } from '../../../src/domain/commitments/deadlines.ts';
import {
  allPromises,
  archivePeople,
  PROMISE_LISTS,
  promiseCounts,
  promisePage,
} from '../../../src/domain/commitments/lists.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { confirm, letGo, release, reportHandedOver } from '../../../src/domain/commitments/settle.ts';
import { sayThanks, sayWithReport } from '../../../src/domain/commitments/words.ts';
import { eraseMember } from '../../../src/domain/members/erasure.ts';
import { leave } from '../../../src/domain/members/leaving.ts';
import { setNickname } from '../../../src/domain/members/profile.ts';
import { block } from '../../../src/domain/network/blocks.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const WHOLE = { amount: null, rest: 'expected' } as const;
const EVERYONE = { withId: null, asked: 0, size: 50 } as const;
const idsIn = async (viewer: string, list: (typeof PROMISE_LISTS)[number]): Promise<string[]> =>
  (await promisePage(story.now, viewer, list, EVERYONE)).promises.map(({ id }) => id);

describe('the lists', () => {
  test('hold each promise once for each of its two people, and nothing for anyone else', async () => {
    const { asker, givers, requestId } = await story.circle(2, { amount: 1_000_000n });
    const [giver, other] = givers as [string, string];
    const make = () => story.promise(giver, requestId, 1_000n);
    const [open, waiting, confirmed, released, forgiven, unconfirmed] = [
      await make(),
      await make(),
      await make(),
      await make(),
      await make(),
      await make(),
    ];
    await story.run((tx) => reportHandedOver(tx, giver, unconfirmed));
    const later = new Date(house.clock.now().getTime() + 31 * 86_400_000);
    await story.run((tx) => endWaiting({ ...tx, now: later }));
    await story.run((tx) => reportHandedOver(tx, giver, waiting));
    await story.run((tx) => confirm(tx, asker, confirmed, WHOLE));
    await story.run((tx) => release(tx, giver, released));
    await story.run((tx) => letGo(tx, asker, forgiven));
    const mine = { open: [open], 'to-me': [], waiting: [waiting], archive: [confirmed] };
    const theirs = { open: [], 'to-me': [open], waiting: [waiting], archive: [confirmed] };
    for (const [viewer, wanted] of [
      [giver, mine],
      [asker, theirs],
    ] as const) {
      for (const list of ['open', 'to-me', 'waiting', 'archive'] as const) {
        expect(await idsIn(viewer, list), list).toEqual(wanted[list]);
      }
      expect((await idsIn(viewer, 'unfinished')).toSorted()).toEqual([released, forgiven, unconfirmed].toSorted());
      const counts = await promiseCounts(story.now, viewer);
      for (const list of PROMISE_LISTS) expect(counts[list], list).toBe((await idsIn(viewer, list)).length);
      expect(await allPromises(story.now, viewer)).toHaveLength(6);
    }
    for (const list of PROMISE_LISTS) expect(await idsIn(other, list)).toEqual([]);
    expect(await promiseCounts(story.now, other)).toEqual({
      open: 0,
      'to-me': 0,
      waiting: 0,
      archive: 0,
      unfinished: 0,
    });
  });

  test('are paged: every promise is on one page, a page beyond the end is the last one', async () => {
    const { givers, requestId } = await story.circle(1, { amount: 1_000_000n });
    const giver = givers[0]!;
    const ids = new Set<string>();
    for (let made = 0; made < 7; made++) ids.add(await story.promise(giver, requestId, 1_000n));
    const page = (asked: number) => promisePage(story.now, giver, 'open', { withId: null, asked, size: 3 });
    const pages = [await page(0), await page(1), await page(2)];
    expect(pages.map(({ promises }) => promises.length)).toEqual([3, 3, 1]);
    expect(new Set(pages.flatMap(({ promises }) => promises.map(({ id }) => id)))).toEqual(ids);
    expect(await page(99)).toEqual(pages[2]);
  });
});

describe('an archive', () => {
  test('is searched by person: by a part of the name or of my own name for them, in any case', async () => {
    const [asker, olga, oleg, ivan] = [
      await story.person('Asker'),
      await story.person('Ольга Петрова'),
      await story.person('Олег'),
      await story.person('Иван'),
    ];
    await story.contacts(asker, olga, oleg, ivan);
    const requestId = await story.request(asker, { amount: 1_000_000n });
    for (const giver of [olga, olga, oleg, ivan]) {
      const id = await story.promise(giver, requestId, 1_000n);
      await story.run((tx) => confirm(tx, asker, id, WHOLE));
    }
    await story.run((tx) => setNickname(tx, asker, ivan, 'Сосед'));
    const found = async (part: string | null) =>
      (await archivePeople(story.now, asker, 'archive', part)).map(({ name, promises }) => [name, promises]);
    expect(await found(null)).toEqual([
      ['Олег', 1],
      ['Ольга Петрова', 2],
      ['Сосед', 1],
    ]);
    expect(await found('ПЕТР')).toEqual([['Ольга Петрова', 2]]);
    expect(await found('оЛ')).toEqual([
      ['Олег', 1],
      ['Ольга Петрова', 2],
    ]);
    expect(await found('сосед')).toEqual([['Сосед', 1]]);
    expect(await found('иван')).toEqual([['Сосед', 1]]);
    expect(await found('%')).toEqual([]);
    expect(await archivePeople(story.now, asker, 'unfinished', null)).toEqual([]);
    const withOlga = await promisePage(story.now, asker, 'archive', { ...EVERYONE, withId: olga });
    expect(withOlga.promises.map(({ counterpartName }) => counterpartName)).toEqual(['Ольга Петрова', 'Ольга Петрова']);
    const foreign = await promisePage(story.now, olga, 'archive', { ...EVERYONE, withId: oleg });
    expect(foreign.promises, 'what others did is nobody’s to see').toEqual([]);
  });
});

describe('what stays', () => {
  /** A promise with all that can be said about it. */
  async function spoken() {
    const { asker, givers, requestId } = await story.circle(1, { newPaymentDetail: 'card 1234' });
    const giver = givers[0]!;
    const [open, reported, done] = [
      await story.promise(giver, requestId, 1_000n),
      await story.promise(giver, requestId, 2_000n),
      await story.promise(giver, requestId, 3_000n),
    ];
    await story.run((tx) => reportHandedOver(tx, giver, reported));
    await story.run((tx) => sayWithReport(tx, giver, reported, { kind: 'text', text: 'By post' }));
    await story.run((tx) => confirm(tx, asker, done, WHOLE));
    await story.run((tx) => sayThanks(tx, asker, done, { kind: 'text', text: 'Thank you' }));
    return { asker, giver, open, reported, done };
  }

  test('after a block is the record alone, and it can be settled from both sides', async () => {
    const { asker, giver, open, reported, done } = await spoken();
    await story.run((tx) => block(tx, asker, giver));
    for (const viewer of [asker, giver]) {
      for (const id of [open, reported, done]) {
        expect(await promiseView(story.now, viewer, id)).toMatchObject({
          isRecordOnly: true,
          requestTitle: null,
          description: null,
          note: null,
          thanks: null,
          hasDetails: false,
          mayAsk: false,
          counterpartTelegramId: null,
          counterpartUsername: null,
        });
      }
    }
    expect(await story.outcome((tx) => confirm(tx, asker, reported, WHOLE))).toBe('done');
    expect(await story.outcome((tx) => release(tx, giver, open))).toBe('done');
    expect((await story.mail(asker)).at(-1)).toBe('released');
  });

  test('when one leaves and is erased is "deleted member", the sum and the date; open promises end and the other is told', async () => {
    const { asker, giver, open, reported, done } = await spoken();
    await story.run((tx) => leave(tx, asker));
    const seen = async (id: string) => promiseView(story.now, giver, id);
    expect(await seen(open)).toMatchObject({ counterpartName: null, state: 'RELEASED', amount: 1_000n });
    expect(await noticeView(story.now, 'released', giver, { promiseId: open })).toMatchObject({
      promise: { side: 'given', counterpartName: null },
    });
    await story.run((tx) => eraseMember(tx, asker, tx.now));
    expect(await seen(reported)).toMatchObject({ counterpartName: null, state: 'UNCONFIRMED', note: null });
    const { dueAt } = await story.db.commitment.findUniqueOrThrow({ where: { id: done } });
    expect(await seen(done)).toMatchObject({
      counterpartName: null,
      requestTitle: null,
      counterpartTelegramId: null,
      counterpartUsername: null,
      isRecordOnly: true,
      amount: 3_000n,
      thanks: null,
      dueAt,
    });
    expect(await archivePeople(story.now, giver, 'archive', null)).toMatchObject([{ name: null, promises: 1 }]);
  });
});
