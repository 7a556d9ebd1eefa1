import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reading } from '../../../src/db/transaction.ts';
import { ownAbout, setAbout, setNickname } from '../../../src/domain/members/profile.ts';
import { maySeeMember, type PeopleFilter, seenPeople } from '../../../src/domain/network/people.ts';
import { personCard } from '../../../src/domain/network/person-card.ts';
import { visibleRequests } from '../../../src/domain/requests/queries.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { type Town, townIn } from './town.ts';

let house: TestHouse;
let town: Town;
beforeAll(async () => {
  house = await testHouse();
  town = townIn(house);
});
afterAll(() => house.close());

const names = async (viewerId: string, filter: PeopleFilter = 'all'): Promise<string[]> =>
  (await seenPeople(reading(house), viewerId, filter)).map((person) => person.name).sort();

/** Вера → Ольга → Пётр: Пётр asks, Ольга recommends, Вера is two handshakes away; Чужой knows nobody. */
async function chain(): Promise<{ vera: string; olga: string; petr: string; alien: string; request: string }> {
  const [vera, olga, petr, alien] = [
    await town.person('Вера'),
    await town.person('Ольга'),
    await town.person('Пётр'),
    await town.person('Чужой'),
  ];
  await town.contacts([vera, olga], [olga, petr]);
  return { vera, olga, petr, alien, request: await town.asks(petr, 'Дрова') };
}

describe('who sees whom', () => {
  test('contacts see each other; a contact of a contact is nobody before a recommendation', async () => {
    const { vera, olga, petr, alien } = await chain();
    expect(await names(vera)).toEqual(['Ольга']);
    expect(await names(olga)).toEqual(['Вера', 'Пётр']);
    expect(await names(alien)).toEqual([]);
    const tx = reading(house);
    for (const [viewer, member] of [
      [vera, petr],
      [petr, vera],
      [alien, vera],
      [vera, alien],
      [vera, vera],
    ] as const) {
      expect(await maySeeMember(tx, viewer, member)).toBe(false);
      expect(await personCard(tx, viewer, member)).toBeNull();
    }
  });

  test('a recommendation shows the asker and the way to them, and nobody to the asker', async () => {
    const { vera, olga, petr, request } = await chain();
    await town.recommends(olga, request);
    const card = await personCard(reading(house), vera, petr);
    expect(card).toMatchObject({ how: 'asks', contact: null, paths: [['Ольга']], writing: 'ask', hasHelped: false });
    expect(card?.request?.title).toBe('Дрова');
    expect(await names(vera)).toEqual(['Ольга', 'Пётр']);
    expect(await names(petr)).toEqual(['Ольга']);
  });

  test('people of two circles who help the same request see each other through it, without their own words', async () => {
    const { vera, olga, petr, request } = await chain();
    const left = await town.person('Лев');
    await town.contacts([left, petr]);
    await town.recommends(olga, request);
    await town.run((tx) => setAbout(tx, left, 'О себе', 'https://example.org/me'));
    expect(await names(vera)).toEqual(['Ольга', 'Пётр']);
    await town.promises(vera, request);
    expect(await names(left)).toEqual(['Пётр']); // helping comes first
    await town.promises(left, request);
    expect(await names(left)).toEqual(['Вера', 'Пётр']);
    expect(await names(vera)).toEqual(['Лев', 'Ольга', 'Пётр']);
    expect(await personCard(reading(house), vera, left)).toMatchObject({
      how: 'circle',
      sharedTitle: 'Дрова',
      about: null,
      aboutLink: null,
      contact: null,
      request: null,
    });
    expect(await names(petr)).toEqual(['Вера', 'Лев', 'Ольга']);
    expect(await names(vera, 'helped')).toEqual(['Пётр']);
    expect(await names(petr, 'helping')).toEqual(['Вера', 'Лев']);
    expect(await names(petr, 'helped')).toEqual([]);
  });

  test('an intention shows nobody to others, so that withdrawing it is seen by nobody', async () => {
    const { petr, alien, request } = await chain();
    const ida = await town.person('Ида');
    await town.contacts([petr, alien], [petr, ida]);
    await town.promises(ida, request);
    await town.pledges(alien, request);
    expect(await names(ida)).toEqual(['Пётр']);
    expect(await names(alien), 'who intends to help sees who helps').toEqual(['Ида', 'Пётр']);
    await town.promises(alien, request);
    expect(await names(ida)).toEqual(['Пётр', 'Чужой']);
  });

  test('of somebody’s past others see that help was confirmed, and no number', async () => {
    const { vera, olga, petr, request } = await chain();
    const promise = await town.promises(olga, request);
    expect((await personCard(reading(house), vera, olga))?.hasHelped).toBe(false);
    await town.confirms(petr, promise);
    expect((await personCard(reading(house), vera, olga))?.hasHelped).toBe(true);
    expect((await personCard(reading(house), olga, petr))?.hasHelped).toBe(false);
  });
});

describe('words about people', () => {
  test('a member tells about themselves in 180 characters and a web link', async () => {
    const { vera, olga } = await chain();
    await town.run((tx) => setAbout(tx, olga, `${'а'.repeat(190)}`, 'https://example.org/olga'));
    const card = await personCard(reading(house), vera, olga);
    expect(card?.about).toBe('а'.repeat(180));
    expect(card?.aboutLink).toBe('https://example.org/olga');
    await expect(town.run((tx) => setAbout(tx, olga, null, 'javascript:alert(1)'))).rejects.toThrow('link-invalid');
    await expect(town.run((tx) => setAbout(tx, olga, '\u200b', null))).rejects.toThrow('text-empty');
    await town.run((tx) => setAbout(tx, olga, null, null));
    expect(await ownAbout(reading(house), olga)).toEqual({ name: 'Ольга', about: null, link: null });
  });

  test('a nickname is for its giver alone, and for contacts only', async () => {
    const { vera, olga, petr } = await chain();
    await town.run((tx) => setNickname(tx, olga, petr, 'Петя <b>&'));
    expect(await names(olga)).toEqual(['Вера', 'Петя <b>&']);
    expect((await visibleRequests(reading(house), olga))[0]?.ownerName).toBe('Петя <b>&');
    expect(await personCard(reading(house), olga, petr)).toMatchObject({ name: 'Пётр', nickname: 'Петя <b>&' });
    await expect(town.run((tx) => setNickname(tx, vera, petr, 'Кто-то'))).rejects.toThrow('not-found');
    await expect(town.run((tx) => setNickname(tx, olga, petr, ' \u200b '))).rejects.toThrow('text-empty');
    await town.run((tx) => setNickname(tx, olga, petr, null));
    expect(await names(olga)).toEqual(['Вера', 'Пётр']);
  });
});
