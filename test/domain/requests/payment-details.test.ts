// 💳 payment details: several, one default, sealed; the mark of a change; the log of openings.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPaymentDetails } from '../../../src/domain/commitments/open-details.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { lockRequests } from '../../../src/domain/members/lock.ts';
import { setNickname } from '../../../src/domain/members/profile.ts';
import {
  addDetail,
  changeDetail,
  detailOpenings,
  makeDefault,
  ownDetail,
  ownDetails,
  removeDetail,
} from '../../../src/domain/requests/payment-details.ts';
import { requestView } from '../../../src/domain/requests/queries.ts';
import { closeRequest, reopenRequest } from '../../../src/domain/requests/requests.ts';
import { LIMITS } from '../../../src/domain/rules.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const add = (owner: string, name: string, value: string): Promise<string> =>
  story.run((tx) => addDetail(tx, owner, name, value));
const named = async (owner: string) =>
  (await ownDetails(story.now, owner)).map(({ name, value, isDefault }) => [name, value, isDefault]);

describe('a member’s payment details', () => {
  test('are any number, the first is the default, another can be made it; there is always one', async () => {
    const owner = await story.person();
    const card = await add(owner, ' My  card ', '1111 2222');
    const phone = await add(owner, 'Phone', '+7 900');
    expect(await named(owner)).toEqual([
      ['My card', '1111 2222', true],
      ['Phone', '+7 900', false],
    ]);
    await story.run((tx) => makeDefault(tx, owner, phone));
    await story.run((tx) => makeDefault(tx, owner, phone));
    expect(await named(owner)).toEqual([
      ['Phone', '+7 900', true],
      ['My card', '1111 2222', false],
    ]);
    await story.run((tx) => removeDetail(tx, owner, phone));
    expect(await named(owner)).toEqual([['My card', '1111 2222', true]]);
    await story.run((tx) => removeDetail(tx, owner, card));
    expect(await named(owner)).toEqual([]);
    await add(owner, 'New', 'one');
    expect(await named(owner)).toEqual([['New', 'one', true]]);
  });

  test('are sealed at rest: neither name nor value stands in the table', async () => {
    const owner = await story.person();
    await add(owner, 'Secret-name', 'Secret-value');
    const rows = await story.db.$queryRaw<{ text: string }[]>`
      SELECT encode(name, 'escape') || encode(value, 'escape') AS text FROM payment_details WHERE owner_id = ${owner}::uuid`;
    expect(rows).toHaveLength(1);
    expect(rows[0]!.text).not.toContain('Secret');
  });

  test('are nobody else’s to see or change', async () => {
    const [owner, other] = [await story.person(), await story.person()];
    const id = await add(owner, 'Card', '1');
    const mine = await add(other, 'Mine', '2');
    expect(await ownDetail(story.now, other, id)).toBeNull();
    for (const run of [makeDefault, removeDetail] as const) {
      expect(await story.outcome((tx) => run(tx, other, id))).toBe('not-found');
    }
    expect(await story.outcome((tx) => changeDetail(tx, other, id, 'theirs'))).toBe('not-found');
    expect(await named(owner)).toEqual([['Card', '1', true]]);
    expect(await ownDetail(story.now, other, mine)).toMatchObject({ isDefault: true });
  });

  test('need words, end at a number and at a number of changes a day, and stay as they are while locked', async () => {
    const owner = await story.person();
    for (const [name, value] of [
      ['', '1'],
      ['Card', ' '],
      ['\u200b', '1'],
    ] as const) {
      expect(await story.outcome((tx) => addDetail(tx, owner, name, value))).toBe('text-empty');
    }
    for (let day = 0; day < 2; day++) {
      house.clock.set(new Date(house.clock.now().getTime() + 25 * 3_600_000).toISOString());
      for (let one = 0; one < LIMITS.detailChangesADay; one++) await add(owner, `Card ${day} ${one}`, '1');
      expect(await story.outcome((tx) => addDetail(tx, owner, 'more', '1'))).toBe('too-many-today');
    }
    house.clock.set(new Date(house.clock.now().getTime() + 25 * 3_600_000).toISOString());
    expect(LIMITS.detailChangesADay * 2).toBe(LIMITS.paymentDetails);
    expect(await story.outcome((tx) => addDetail(tx, owner, 'more', '1'))).toBe('too-many');
    await story.run((tx) => lockRequests(tx, owner));
    const [first] = await ownDetails(story.now, owner);
    expect(await story.outcome((tx) => changeDetail(tx, owner, first!.id, 'hijacked'))).toBe('locked');
    expect(await story.outcome((tx) => removeDetail(tx, owner, first!.id))).toBe('locked');
  });
});

describe('a change', () => {
  /** An asker who hands over by one payment detail and has another, and a giver with a promise. */
  async function asks() {
    const [asker, giver] = [await story.person('Asker'), await story.person('Giver')];
    await story.contacts(asker, giver);
    const [used, spare] = [await add(asker, 'Card', '1111'), await add(asker, 'Phone', '2222')];
    const requestId = await story.request(asker, { paymentDetailId: used });
    const promiseId = await story.promise(giver, requestId, 1_000n);
    const isMarked = async () => (await requestView(story.now, giver, requestId))?.isRecentlyChanged;
    const opened = () => story.run((tx) => openPaymentDetails(tx, giver, promiseId));
    return { asker, giver, used, spare, requestId, promiseId, isMarked, opened };
  }

  test('of the value in use is marked on the request and beside the details for 72 hours', async () => {
    const { asker, used, isMarked, opened } = await asks();
    expect(await ownDetail(story.now, asker, used)).toMatchObject({ isInUse: true });
    await story.run((tx) => changeDetail(tx, asker, used, '1111'));
    expect(await isMarked(), 'the same value is no change').toBe(false);
    await story.run((tx) => changeDetail(tx, asker, used, '6666'));
    expect(await isMarked()).toBe(true);
    expect(await opened()).toEqual({ name: 'Card', value: '6666', isRecentlyChanged: true });
    house.clock.set(new Date(house.clock.now().getTime() + 73 * 3_600_000).toISOString());
    expect(await isMarked()).toBe(false);
    expect(await opened()).toMatchObject({ isRecentlyChanged: false });
  });

  test('is marked on a closed request too: help is still on its way, or it is opened again', async () => {
    const { asker, used, requestId, isMarked, opened } = await asks();
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    await story.run((tx) => changeDetail(tx, asker, used, '6666'));
    expect(await opened()).toEqual({ name: 'Card', value: '6666', isRecentlyChanged: true });
    await story.run((tx) => reopenRequest(tx, asker, requestId));
    expect(await isMarked()).toBe(true);
  });

  test('of one that no request uses leaves no mark', async () => {
    const { asker, spare, isMarked } = await asks();
    await story.run((tx) => changeDetail(tx, asker, spare, '3333'));
    await story.run((tx) => makeDefault(tx, asker, spare));
    await story.run((tx) => removeDetail(tx, asker, spare));
    expect(await isMarked()).toBe(false);
  });

  test('that removes the one in use says "write to me", with the mark', async () => {
    const { asker, giver, used, requestId, isMarked, opened } = await asks();
    await opened();
    await story.run((tx) => removeDetail(tx, asker, used));
    expect(await isMarked()).toBe(true);
    expect((await requestView(story.now, giver, requestId))?.hasDetails).toBe(false);
    expect(await opened()).toBeNull();
  });

  test('does not touch what the owner reads of openings: who, when, newest first; nobody else reads them', async () => {
    const { asker, giver, used, promiseId, opened } = await asks();
    await opened();
    const first = house.clock.now();
    house.clock.set(new Date(first.getTime() + 3_600_000).toISOString());
    await opened();
    await story.run((tx) => changeDetail(tx, asker, used, '7777'));
    await story.run((tx) => setNickname(tx, asker, giver, 'Neighbour'));
    expect(await detailOpenings(story.now, asker)).toEqual([
      { name: 'Neighbour', detailName: 'Card', promiseId, at: house.clock.now() },
      { name: 'Neighbour', detailName: 'Card', promiseId, at: first },
    ]);
    expect(await detailOpenings(story.now, giver)).toEqual([]);
    expect(await ownDetail(story.now, asker, used)).toMatchObject({ openings: 2 });
  });

  test('of any kind leaves the house in order', async () => {
    expect((await doctor(story.now)).violations).toEqual([]);
  });
});
