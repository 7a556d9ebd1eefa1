import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HelpNow, helpNow } from '../../../src/domain/commitments/promise.ts';
import { confirm, reportHandedOver, sayNotYet } from '../../../src/domain/commitments/settle.ts';
import { agreeToMore, leaveWorth } from '../../../src/domain/commitments/worth.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { measureOf } from '../../../src/domain/pledges/measure.ts';
import { coverageOfOne } from '../../../src/domain/requests/coverage.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { HELP, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(async () => {
  expect((await doctor(story.now)).violations).toEqual([]);
  await house.close();
});

const help = (giver: string, requestId: string, amount: bigint, more: Partial<HelpNow> = {}) =>
  story.run((tx) => helpNow(tx, giver, { ...HELP, requestId, amount, ...more }));
const RIDE = { form: 'TIME', description: 'a lift' } as const;
const ALL = { rest: 'expected' } as const;
const row = (id: string) => story.db.commitment.findUniqueOrThrow({ where: { id } });

describe('help already given', () => {
  test('is recorded as handed over; the recipient is asked at once, and may confirm it', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const id = await help(givers[0]!, requestId, 2_500n, { given: true });
    expect(await row(id)).toMatchObject({ state: 'REPORTED', origin: 'ALREADY_GIVEN', amount: 2_500n });
    expect(await story.log(id)).toEqual(['already-given by GIVER']);
    expect(await story.mail(asker)).toEqual(['newcomer-joined', 'handed-over']);
    await story.run((tx) => confirm(tx, asker, id, { amount: null, ...ALL }));
    expect((await coverageOfOne(story.now, requestId)).received).toBe(2_500n);
  });

  test('is recorded in full even above the need, also where nothing is missing', async () => {
    const { givers, requestId } = await story.circle(2, { amount: 1_000n });
    await help(givers[0]!, requestId, 3_000n, { given: true });
    await help(givers[1]!, requestId, 500n, { given: true });
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({ promised: 3_500n, missing: 0n });
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('and above the measure: the giver’s word is the dated one-time yes, which widens nothing else', async () => {
    const { givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    await story.pledge(giver, 1_000n);
    await help(giver, requestId, 1_800n, { given: true });
    expect(await measureOf(story.now, giver)).toMatchObject({ used: 1_000n, room: 0n });
    expect(await story.outcome((tx) => helpNow(tx, giver, { ...HELP, requestId, amount: 1n }))).toBe('above-ceiling');
  });

  test('that did not arrive is a promise again; handed over once more, its recipient is asked once more', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const id = await help(givers[0]!, requestId, 500n, { given: true });
    await story.run((tx) => sayNotYet(tx, asker, id));
    expect((await row(id)).state).toBe('PROMISED');
    await story.run((tx) => reportHandedOver(tx, givers[0]!, id));
    expect((await story.mail(asker)).filter((kind) => kind === 'handed-over')).toHaveLength(2);
  });
});

describe('what was not money', () => {
  /** A lift promised for 1 000, which the recipient values at so much. */
  async function valued(worth: bigint) {
    const { asker, givers, requestId } = await story.circle(2);
    const [giver, other] = givers as [string, string];
    const id = await help(giver, requestId, 1_000n, RIDE);
    await story.run((tx) => confirm(tx, asker, id, { amount: worth, rest: 'let-go' }));
    return { asker, giver, other, requestId, id };
  }
  const received = async (requestId: string) => (await coverageOfOne(story.now, requestId)).received;

  test('may be corrected downward by its recipient alone', async () => {
    const { requestId, id } = await valued(400n);
    expect(await row(id)).toMatchObject({ state: 'CONFIRMED', amount: 400n, valued: null });
    expect(await received(requestId)).toBe(400n);
  });

  test('upward waits for the giver’s yes: until then, and after a no, it counts as promised', async () => {
    const { asker, giver, requestId, id } = await valued(1_600n);
    expect(await row(id)).toMatchObject({ state: 'CONFIRMED', amount: 1_000n, valued: 1_600n });
    expect(await received(requestId)).toBe(1_000n);
    const read = (viewer: string) => noticeView(story.now, 'worth-more', viewer, { promiseId: id });
    expect(await read(giver)).toMatchObject({ worth: 1_600n });
    expect(await read(asker), 'only its giver is asked').toBeNull();
    const notices = await story.db.notice.count();
    await story.run((tx) => leaveWorth(tx, giver, id));
    expect(await received(requestId)).toBe(1_000n);
    expect(await story.db.notice.count(), 'a no tells nobody').toBe(notices);
    expect(await read(giver)).toBeNull();
  });

  test('with it, the difference is a gift of its own', async () => {
    const { giver, requestId, id } = await valued(1_600n);
    await story.run((tx) => agreeToMore(tx, giver, id));
    expect(await received(requestId)).toBe(1_600n);
    const gift = await story.db.commitment.findFirstOrThrow({ where: { parentId: id } });
    expect(gift).toMatchObject({ origin: 'GIFT', state: 'CONFIRMED', amount: 600n, form: 'TIME' });
    expect(await story.log(gift.id)).toEqual(['given by GIVER']);
  });

  test('and ends an emergency that it completes', async () => {
    const asker = await story.person('Asker');
    const giver = await story.person('Giver');
    await story.contacts(asker, giver);
    const requestId = await story.emergency(asker, { amount: 1_500n });
    const id = await help(giver, requestId, 1_000n, RIDE);
    await story.run((tx) => confirm(tx, asker, id, { amount: 1_500n, ...ALL }));
    expect((await story.db.request.findUniqueOrThrow({ where: { id: requestId } })).state).toBe('ACTIVE');
    await story.run((tx) => agreeToMore(tx, giver, id));
    expect((await story.db.request.findUniqueOrThrow({ where: { id: requestId } })).state).toBe('CLOSED');
  });

  test('the yes is the giver’s alone, once, and only while it is asked for', async () => {
    const { asker, giver, other, id } = await valued(1_600n);
    const before = await story.traces();
    for (const step of [agreeToMore, leaveWorth]) {
      for (const wrong of [asker, other]) expect(await story.outcome((tx) => step(tx, wrong, id))).toBe('not-found');
      expect(await story.outcome((tx) => step(tx, giver, house.ids.id()))).toBe('not-found');
    }
    expect(await story.traces()).toEqual(before);
    const presses = [1, 2, 3].map(() => story.outcome((tx) => agreeToMore(tx, giver, id)));
    expect((await Promise.all(presses)).toSorted()).toEqual(['done', 'stale', 'stale']);
    expect(await story.outcome((tx) => leaveWorth(tx, giver, id))).toBe('stale');
    expect(await story.db.commitment.count({ where: { parentId: id } })).toBe(1);
  });

  test('of money, more is a gift at once, as ever', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const id = await help(givers[0]!, requestId, 1_000n);
    await story.run((tx) => confirm(tx, asker, id, { amount: 1_600n, ...ALL }));
    expect(await received(requestId)).toBe(1_600n);
    expect((await row(id)).valued).toBeNull();
  });
});
