import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../src/domain/cycles/snapshot.ts';
import { maySeeRequest, trustPaths } from '../../../src/domain/network/reach.ts';
import {
  confirmPeople,
  ownRecommendation,
  recommend,
  recommendersSeen,
  remindOfExpiringRecommendations,
  renewRecommendation,
  shareQuestion,
  withdrawRecommendation,
} from '../../../src/domain/network/recommendations.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { requestView } from '../../../src/domain/requests/queries.ts';
import { closeRequest, editRequest } from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house?.close());
beforeEach(() => house.clock.set('2026-11-10T09:00:00Z'));

/** asker – olga – peter – vera – gleb, each the next one's contact. */
async function chain(changes = {}) {
  const [asker, olga, peter, vera, gleb] = [
    await story.person('Anna'),
    await story.person('Olga'),
    await story.person('Peter'),
    await story.person('Vera'),
    await story.person('Gleb'),
  ];
  await story.contacts(asker, olga);
  await story.contacts(olga, peter);
  await story.contacts(peter, vera);
  await story.contacts(vera, gleb);
  return { asker, olga, peter, vera, gleb, requestId: await story.request(asker, changes) };
}

const say = (memberId: string, requestId: string) =>
  story.run((tx) => recommend(tx, memberId, requestId, 'KNOW_IN_PERSON'));
const sees = (memberId: string, requestId: string) => maySeeRequest(story.now, memberId, requestId);

describe('🗣 carries a request to the contacts of whoever sees it and pressed it', () => {
  test('one handshake at a time, up to the reach chosen by the asker, and the path is told in words', async () => {
    const { olga, peter, vera, gleb, requestId } = await chain({ reach: 3 });
    expect(await sees(peter, requestId)).toBe(false);
    await say(olga, requestId);
    expect(await sees(peter, requestId)).toBe(true);
    expect(await sees(vera, requestId)).toBe(false);
    await say(peter, requestId);
    expect(await sees(vera, requestId)).toBe(true);
    await say(vera, requestId);
    expect(await sees(gleb, requestId)).toBe(false);
    expect(await trustPaths(story.now, peter, requestId)).toEqual([['Olga']]);
    expect(await trustPaths(story.now, vera, requestId)).toEqual([['Peter', 'Olga']]);
    expect((await requestView(story.now, olga, requestId))?.paths).toEqual([]);
  });

  test('at most three paths, the shortest first, each once', async () => {
    const { asker, olga, vera, requestId } = await chain({ reach: 3 });
    for (const name of ['Zoe', 'Yana', 'Xenia', 'Willa']) {
      const other = await story.person(name);
      await story.contacts(asker, other);
      await story.contacts(other, vera);
      await say(other, requestId);
    }
    await say(olga, requestId);
    expect(await trustPaths(story.now, vera, requestId)).toEqual([['Willa'], ['Xenia'], ['Yana']]);
  });

  test('who does not see the request, and its owner, cannot recommend it, and nothing happens', async () => {
    const { asker, peter, requestId } = await chain();
    const before = await story.traces();
    expect(await story.outcome((tx) => recommend(tx, peter, requestId, 'RELATIVE'))).toBe('not-found');
    expect(await story.outcome((tx) => recommend(tx, asker, requestId, 'RELATIVE'))).toBe('own-request');
    expect(await story.outcome((tx) => renewRecommendation(tx, peter, requestId))).toBe('not-found');
    expect(await story.outcome((tx) => withdrawRecommendation(tx, peter, requestId))).toBe('not-found');
    expect(await story.traces()).toEqual(before);
  });

  test('the asker is told once; those newly reached are told once each, ring 1 and the recommender are not', async () => {
    const { asker, olga, peter, requestId } = await chain();
    const nearby = await story.person('Nearby');
    await story.contacts(asker, nearby);
    await story.contacts(olga, nearby);
    await say(olga, requestId);
    await say(olga, requestId);
    expect(await story.mail(nearby)).not.toContain('recommended-request');
    await story.run((tx) => withdrawRecommendation(tx, olga, requestId));
    await say(olga, requestId);
    expect((await story.mail(peter)).filter((kind) => kind === 'recommended-request')).toHaveLength(1);
    expect((await story.mail(asker)).filter((kind) => kind === 'request-recommended')).toHaveLength(1);
    expect(await story.mail(olga)).not.toContain('recommended-request');
    const view = await noticeView(story.now, 'request-recommended', asker, { requestId, recommenderId: olga });
    expect(view).toMatchObject({ name: 'Olga' });
  });

  test('who recommends from beyond the asker’s network stays unnamed to the asker', async () => {
    const { asker, olga, peter, requestId } = await chain({ reach: 3 });
    await say(olga, requestId);
    await say(peter, requestId);
    const view = await noticeView(story.now, 'request-recommended', asker, { requestId, recommenderId: peter });
    expect(view).toMatchObject({ name: null });
    expect(await recommendersSeen(story.now, asker, requestId)).toEqual(['Olga']);
  });

  test('each viewer reads only the recommenders within their own network', async () => {
    const { asker, olga, peter, vera, requestId } = await chain({ reach: 3 });
    const far = await story.person('Far');
    await story.contacts(asker, far);
    await say(far, requestId);
    await say(olga, requestId);
    await say(peter, requestId);
    expect(await recommendersSeen(story.now, vera, requestId)).toEqual(['Olga', 'Peter']);
    expect(await recommendersSeen(story.now, peter, requestId)).toEqual(['Olga']);
    expect(await recommendersSeen(story.now, asker, requestId)).toEqual(['Far', 'Olga']);
  });

  test('an emergency has its own alert, each person one, with the ring that opens', async () => {
    const [asker, olga, peter] = [await story.person('Anna'), await story.person('Olga'), await story.person('Peter')];
    await story.contacts(asker, olga);
    await story.contacts(olga, peter, asker);
    const requestId = await story.emergency(asker);
    await say(olga, requestId);
    await story.run((tx) => withdrawRecommendation(tx, olga, requestId));
    await say(olga, requestId);
    expect(await story.mail(peter)).toEqual(['emergency-alert']);
    const alerts = await story.db.emergencyAlert.findMany({ where: { requestId }, orderBy: { wave: 'asc' } });
    expect(alerts.map(({ memberId, wave }) => [memberId, wave])).toEqual([
      [olga, 1],
      [peter, 2],
    ]);
  });
});

describe('a recommendation', () => {
  test('is withdrawn in silence, and the request is out of sight again', async () => {
    const { asker, olga, peter, requestId } = await chain();
    await say(olga, requestId);
    const mail = [await story.mail(asker), await story.mail(peter)];
    await story.run((tx) => withdrawRecommendation(tx, olga, requestId));
    expect(await sees(peter, requestId)).toBe(false);
    expect([await story.mail(asker), await story.mail(peter)]).toEqual(mail);
    expect(await story.outcome((tx) => withdrawRecommendation(tx, olga, requestId))).toBe('stale');
    const { id } = await story.db.recommendation.findFirstOrThrow({ where: { requestId } });
    expect(await story.log(id)).toEqual(['recommended by OWNER', 'withdrawn by OWNER']);
  });

  test('expires after twelve months, with one notice before, and one tap renews it', async () => {
    const { olga, peter, requestId } = await chain();
    await say(olga, requestId);
    house.clock.set('2027-10-20T09:00:00Z');
    expect(await story.run(remindOfExpiringRecommendations)).toBe(0);
    house.clock.set('2027-11-01T09:00:00Z');
    expect(await story.run(remindOfExpiringRecommendations)).toBeGreaterThanOrEqual(1);
    expect(await story.run(remindOfExpiringRecommendations)).toBe(0);
    expect((await story.mail(olga)).filter((kind) => kind === 'recommendation-expires')).toHaveLength(1);
    house.clock.set('2027-11-10T09:00:01Z');
    expect(await sees(peter, requestId)).toBe(false);
    await story.run((tx) => renewRecommendation(tx, olga, requestId));
    expect(await sees(peter, requestId)).toBe(true);
    expect((await ownRecommendation(story.now, olga, requestId))?.expiresAt.toISOString()).toBe(
      '2028-11-10T09:00:01.000Z',
    );
    await story.run((tx) => withdrawRecommendation(tx, olga, requestId));
    expect(await story.outcome((tx) => renewRecommendation(tx, olga, requestId))).toBe('stale');
  });

  test('is asked for again, once, after a change; until then ring 1 alone sees the request', async () => {
    const { asker, olga, peter, vera, requestId } = await chain({ reach: 3 });
    await say(olga, requestId);
    await say(peter, requestId);
    house.clock.set('2026-11-11T09:00:00Z');
    await story.run((tx) => editRequest(tx, asker, requestId, { title: 'Another need' }));
    expect([await sees(olga, requestId), await sees(peter, requestId), await sees(vera, requestId)]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await story.mail(olga)).filter((kind) => kind === 'recommend-again')).toHaveLength(1);
    expect(await story.mail(peter)).not.toContain('recommend-again');
    expect((await ownRecommendation(story.now, olga, requestId))?.isLiving).toBe(false);
    await story.run((tx) => renewRecommendation(tx, olga, requestId));
    expect((await story.mail(peter)).filter((kind) => kind === 'recommend-again')).toHaveLength(1);
    expect((await story.mail(peter)).filter((kind) => kind === 'recommended-request')).toHaveLength(1);
    expect([await sees(peter, requestId), await sees(vera, requestId)]).toEqual([true, false]);
    await story.run((tx) => renewRecommendation(tx, peter, requestId));
    expect(await sees(vera, requestId)).toBe(true);
    expect((await story.mail(vera)).filter((kind) => kind === 'recommended-request')).toHaveLength(1);
  });

  test('of a closed request is refused', async () => {
    const { asker, olga, requestId } = await chain();
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    expect(await story.outcome((tx) => recommend(tx, olga, requestId, 'RELATIVE'))).toBe('not-found');
  });

  test('confirms the number of people with one question; two of them make it count', async () => {
    const { asker, olga, requestId } = await chain({ forWhom: 'CHILD', people: 3 });
    const other = await story.person('Other');
    await story.contacts(asker, other);
    expect(await say(olga, requestId)).toBe(3);
    const weight = async () => {
      const { requests } = await story.run((tx) => takeSnapshot(tx, null));
      return requests.find((row) => row.id === requestId)?.people;
    };
    expect(await story.outcome((tx) => confirmPeople(tx, olga, requestId, 4))).toBe('stale');
    expect(await story.outcome((tx) => confirmPeople(tx, other, requestId, 3))).toBe('stale');
    await story.run((tx) => confirmPeople(tx, olga, requestId, 3));
    expect(await say(olga, requestId)).toBeNull();
    expect(await weight()).toBe(1);
    await say(other, requestId);
    expect(await weight()).toBe(1);
    await story.run((tx) => confirmPeople(tx, other, requestId, 3));
    expect(await weight()).toBe(3);
    house.clock.set(new Date(house.clock.now().getTime() + 60_000).toISOString());
    await story.run((tx) => editRequest(tx, asker, requestId, { title: 'Something else' }));
    expect(await weight(), 'their words were about another request').toBe(1);
    for (const who of [olga, other]) {
      await say(who, requestId);
      await story.run((tx) => confirmPeople(tx, who, requestId, 3));
    }
    expect(await weight()).toBe(3);
    await story.run((tx) => withdrawRecommendation(tx, other, requestId));
    expect(await weight()).toBe(1);
  });
});

describe('after 🤝', () => {
  test('the helper is asked once whether to show the request; helping alone discloses nothing', async () => {
    const { olga, peter, requestId } = await chain();
    const first = await story.promise(olga, requestId, 1_000n);
    expect(await sees(peter, requestId)).toBe(false);
    expect(await shareQuestion(story.now, olga, [first])).toMatchObject({ requestId, ownerName: 'Anna' });
    const second = await story.promise(olga, requestId, 1_000n);
    expect(await shareQuestion(story.now, olga, [second])).toBeNull();
    expect(await shareQuestion(story.now, peter, [first])).toBeNull();
  });

  test('nobody is asked about a request that goes no further, or that they recommend already', async () => {
    const near = await chain({ reach: 1 });
    const promise = await story.promise(near.olga, near.requestId, 1_000n);
    expect(await shareQuestion(story.now, near.olga, [promise])).toBeNull();
    const far = await chain();
    await say(far.olga, far.requestId);
    const other = await story.promise(far.olga, far.requestId, 1_000n);
    expect(await shareQuestion(story.now, far.olga, [other])).toBeNull();
  });
});
