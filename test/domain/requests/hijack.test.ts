import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPaymentDetails } from '../../../src/domain/commitments/open-details.ts';
import { personById } from '../../../src/domain/members/members.ts';
import { markSeen } from '../../../src/domain/members/seen.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { recommend, renewRecommendation } from '../../../src/domain/network/recommendations.ts';
import { ownDetails } from '../../../src/domain/requests/payment-details.ts';
import { requestView } from '../../../src/domain/requests/queries.ts';
import { editRequest } from '../../../src/domain/requests/requests.ts';
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

const forward = (hours: number): void =>
  house.clock.set(new Date(house.clock.now().getTime() + hours * 3_600_000).toISOString());

/** Anna asks, Olga her contact recommends, Peter sees it by that. */
async function recommended() {
  const [asker, olga, peter] = [await story.person('Anna'), await story.person('Olga'), await story.person('Peter')];
  await story.contacts(asker, olga);
  await story.contacts(olga, peter);
  const requestId = await story.request(asker, { newPaymentDetail: 'card 1234' });
  await story.run((tx) => recommend(tx, olga, requestId, 'KNOW_IN_PERSON'));
  forward(1);
  return { asker, olga, peter, requestId };
}

const mark = async (viewerId: string, requestId: string): Promise<boolean | undefined> =>
  (await requestView(story.now, viewerId, requestId))?.isRecentlyChanged;

async function writesAs(memberId: string, username: string | undefined): Promise<void> {
  const person = await personById(story.now, memberId);
  const user = { id: person.telegramId, firstName: person.name, username, languageCode: 'ru' };
  await story.run((tx) => markSeen(tx, person, user));
}

const asksAgain = async (memberId: string): Promise<number> =>
  (await story.mail(memberId)).filter((kind) => kind === 'recommend-again').length;

describe.each([
  ['another username', async (asker: string, _requestId: string) => writesAs(asker, `name_${Date.now()}`)],
  [
    'new payment details',
    async (asker: string, requestId: string) =>
      story.run((tx) => editRequest(tx, asker, requestId, { how: { kind: 'new', value: 'card 666' } })),
  ],
])('%s', (_what, change) => {
  test('marks the request for 72 hours, for everyone who sees it', async () => {
    const { asker, olga, requestId } = await recommended();
    expect(await mark(olga, requestId)).toBe(false);
    await change(asker, requestId);
    expect([await mark(olga, requestId), await mark(asker, requestId)]).toEqual([true, true]);
    const promiseId = await story.promise(olga, requestId, 100n);
    expect(await story.run((tx) => openPaymentDetails(tx, olga, promiseId))).toMatchObject({ isRecentlyChanged: true });
    forward(71.9);
    expect(await mark(olga, requestId)).toBe(true);
    forward(0.2);
    expect(await mark(olga, requestId)).toBe(false);
    expect(await story.run((tx) => openPaymentDetails(tx, olga, promiseId))).toMatchObject({
      isRecentlyChanged: false,
    });
  });

  test('asks ring 1 for a fresh recommendation before the request travels further', async () => {
    const { asker, olga, peter, requestId } = await recommended();
    expect(await maySeeRequest(story.now, peter, requestId)).toBe(true);
    await change(asker, requestId);
    expect(await maySeeRequest(story.now, olga, requestId)).toBe(true);
    expect(await maySeeRequest(story.now, peter, requestId)).toBe(false);
    expect(await asksAgain(olga)).toBe(1);
    forward(1);
    await change(asker, requestId);
    expect(await asksAgain(olga), 'who has not answered is not asked once more').toBe(1);
    await story.run((tx) => renewRecommendation(tx, olga, requestId));
    expect(await maySeeRequest(story.now, peter, requestId)).toBe(true);
  });
});

describe('a member', () => {
  test('who writes under the same username leaves no mark', async () => {
    const { asker, olga, requestId } = await recommended();
    await writesAs(asker, undefined);
    expect(await mark(olga, requestId)).toBe(false);
    expect(await asksAgain(olga)).toBe(0);
    expect((await story.db.member.findUniqueOrThrow({ where: { id: asker } })).usernameSince).toBeNull();
  });

  test('may choose an existing payment detail or "write to me"; the one in force is no change', async () => {
    const { asker, olga, requestId } = await recommended();
    const [first] = await ownDetails(story.now, asker);
    await story.run((tx) => editRequest(tx, asker, requestId, { how: { kind: 'existing', detailId: first!.id } }));
    expect(await mark(olga, requestId)).toBe(false);
    await story.run((tx) => editRequest(tx, asker, requestId, { how: { kind: 'write' } }));
    expect(await mark(olga, requestId)).toBe(true);
    expect((await requestView(story.now, asker, requestId))?.hasDetails).toBe(false);
    expect(await ownDetails(story.now, asker)).toHaveLength(1);
  });

  test('cannot choose the payment details of somebody else', async () => {
    const mine = await recommended();
    const other = await recommended();
    const [theirs] = await ownDetails(story.now, other.asker);
    const how = { kind: 'existing', detailId: theirs!.id } as const;
    expect(await story.outcome((tx) => editRequest(tx, mine.asker, mine.requestId, { how }))).toBe('not-found');
    expect(await mark(mine.olga, mine.requestId)).toBe(false);
  });

  test('changes payment details within the day’s limit', async () => {
    const { asker, requestId } = await recommended();
    for (let change = 1; change < LIMITS.requestChangesADay; change++) {
      await story.run((tx) => editRequest(tx, asker, requestId, { how: { kind: 'new', value: `card ${change}` } }));
    }
    const how = { kind: 'new', value: 'one more' } as const;
    expect(await story.outcome((tx) => editRequest(tx, asker, requestId, { how }))).toBe('too-many-today');
    expect(await ownDetails(story.now, asker)).toHaveLength(LIMITS.requestChangesADay);
  });
});
