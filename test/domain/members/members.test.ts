import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findByTelegram, join, personById, setLanguage } from '../../../src/domain/members/members.ts';
import { markSeen } from '../../../src/domain/members/seen.ts';
import { visibleRequests } from '../../../src/domain/requests/queries.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const user = (id: number, firstName = 'Anna', languageCode?: string) => ({
  id,
  firstName,
  username: undefined,
  languageCode,
});

describe('joining', () => {
  test('whoever starts without an invite becomes a member with an empty network; starting again changes nothing', async () => {
    await story.circle(2);
    const first = await story.run((tx) => join(tx, user(1), null));
    const traces = await story.traces();
    const again = await story.run((tx) => join(tx, user(1, 'Another name', 'uk'), null));
    expect(again).toEqual(first);
    expect(await story.traces()).toEqual(traces);
    expect(await visibleRequests(story.now, first.id)).toEqual([]);
    expect(await story.log(first.personKey)).toEqual(['joined by OWNER']);
  });

  test('the log knows a person by a random key only', async () => {
    const person = await story.run((tx) => join(tx, user(2), null));
    expect(person.personKey).not.toBe(person.id);
    expect(await story.db.event.count({ where: { subjectId: person.id } })).toBe(0);
  });

  test.each([
    ['ru', 'ru'],
    ['uk', 'uk'],
    ['en-US', 'en'],
    ['EN', 'en'],
    ['de', 'ru'],
    [undefined, 'ru'],
  ])('Telegram’s language %s becomes %s', async (code, language) => {
    const id = 100 + Math.abs([...(code ?? '?')].reduce((total, sign) => total * 31 + sign.charCodeAt(0), 7));
    expect((await story.run((tx) => join(tx, user(id, 'A', code), null))).language).toBe(language);
  });

  test.each([
    ['', '·'],
    [' \u200b\u2800 ', '·'],
    ['Анна\nМария', 'Анна Мария'],
    ['\u0000', '·'],
    ['я'.repeat(100), 'я'.repeat(64)],
  ])('the first name %j is kept as %j', async (given, kept) => {
    const id = 5_000 + given.length * 7 + kept.length;
    expect((await story.run((tx) => join(tx, user(id, given), null))).name).toBe(kept);
  });
});

describe('a member who writes', () => {
  test('can be reached again and is called by today’s name', async () => {
    const person = await story.run((tx) => join(tx, user(3), null));
    await story.db.member.update({ where: { id: person.id }, data: { unreachableAt: house.clock.now() } });
    await story.run((tx) => markSeen(tx, person, user(3, 'Anna Maria')));
    expect(await personById(story.now, person.id)).toMatchObject({ name: 'Anna Maria', isUnreachable: false });
  });

  test('may choose one of our languages and no other', async () => {
    const person = await story.run((tx) => join(tx, user(4), null));
    expect(await story.outcome((tx) => setLanguage(tx, person.id, 'uk'))).toBe('done');
    expect(await story.outcome((tx) => setLanguage(tx, person.id, 'xx'))).toBe('not-found');
    expect((await findByTelegram(story.now, 4))?.language).toBe('uk');
    expect(await findByTelegram(story.now, 40_404)).toBeNull();
  });
});
