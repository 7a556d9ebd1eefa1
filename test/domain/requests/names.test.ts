import { afterAll, beforeAll, expect, test } from 'vitest';
import { promisePage } from '../../../src/domain/commitments/lists.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { setNickname } from '../../../src/domain/members/profile.ts';
import { reportAbuse } from '../../../src/domain/network/reports.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { requestView, visibleRequests } from '../../../src/domain/requests/queries.ts';
import { closeRequest } from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

test('whoever calls somebody by a name of their own meets that name on cards, promise rows and in notices', async () => {
  const { asker, givers, requestId } = await story.circle(2);
  const [olga, peter] = givers as [string, string];
  const promise = await story.promise(olga, requestId, 1_000n);
  await story.run((tx) => setNickname(tx, olga, asker, 'Aunt Anna'));
  await story.run((tx) => setNickname(tx, asker, olga, 'Our Olga'));
  const card = await requestView(story.now, olga, requestId);
  expect(card?.ownerName).toBe('Aunt Anna');
  expect((await visibleRequests(story.now, olga)).map((row) => row.ownerName)).toEqual(['Aunt Anna']);
  const page = await promisePage(story.now, olga, 'open', { withId: null, asked: 0, size: 6 });
  expect(page.promises.map((row) => row.counterpartName)).toEqual(['Aunt Anna']);
  expect((await promiseView(story.now, asker, promise))?.counterpartName).toBe('Our Olga');
  const made = await noticeView(story.now, 'promise-made', asker, { promiseId: promise });
  expect(made).toMatchObject({ promise: { counterpartName: 'Our Olga' } });
  const asks = await noticeView(story.now, 'contact-asks', olga, { requestId });
  expect(asks).toMatchObject({ request: { ownerName: 'Aunt Anna' } });
  expect((await requestView(story.now, peter, requestId))?.ownerName, 'nobody else’s').toBe('Asker');
  await story.run((tx) => closeRequest(tx, asker, requestId, null));
  expect(await noticeView(story.now, 'request-closed', olga, { requestId })).toMatchObject({
    ended: { ownerName: 'Aunt Anna' },
  });
});

test('a report on a request remembers which; only somebody who sees it or helped it can make one', async () => {
  const { asker, givers, requestId } = await story.circle(2);
  const other = await story.circle(0);
  const [olga, peter] = givers as [string, string];
  const report = { subjectId: asker, requestId, reason: 'FALSE_NEED', text: null } as const;
  await story.run((tx) => reportAbuse(tx, olga, report, []));
  expect(await story.db.abuseReport.findFirst({ where: { reporterId: olga } })).toMatchObject({ requestId });
  for (const foreign of [other.requestId, house.ids.id()]) {
    const outcome = await story.outcome((tx) => reportAbuse(tx, olga, { ...report, requestId: foreign }, []));
    expect(outcome).toBe('not-found');
  }
  await story.promise(peter, requestId, 1_000n);
  await story.run((tx) => closeRequest(tx, asker, requestId, null));
  expect(await story.outcome((tx) => reportAbuse(tx, peter, report, [])), 'who promised help').toBe('done');
  expect(await story.outcome((tx) => reportAbuse(tx, olga, report, [])), 'who no longer sees it').toBe('not-found');
});
