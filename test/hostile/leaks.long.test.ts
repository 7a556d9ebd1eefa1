import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';
import { Chance, SEED } from './chance.ts';
import { DirectBot } from './direct.ts';
import { liveThrough, readNetworks } from './living.ts';

let house: TestHouse;
let story: Story;
let bot: DirectBot;
beforeAll(async () => {
  house = await testHouse({ defaultLanguage: 'en' });
  story = new Story(house);
  bot = new DirectBot(house);
});
afterAll(() => house.close());

test(`500 networks: every list and every opened request agrees with a second definition of reach (seed ${SEED})`, async () => {
  await readNetworks(story, bot, new Chance(SEED + 6), 500);
  expect(bot.complaints).toEqual([]);
});

test(`100 lived networks: no transcript holds a word of anyone outside at any time (seed ${SEED})`, async () => {
  const lived = await liveThrough(story, bot, new Chance(SEED + 7), 100, 80);
  expect(lived.leaks).toEqual([]);
  expect(bot.complaints).toEqual([]);
});
