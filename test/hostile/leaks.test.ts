import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';
import { Chance, SEED } from './chance.ts';
import { DirectBot } from './direct.ts';
import { liveThrough, readNetworks } from './living.ts';

const NETWORKS = Number(process.env.HOSTILE_NETWORKS ?? 10);
const STORIES = Number(process.env.HOSTILE_STORIES ?? 10);
/** Of each viewer in each half of a story. */
const PRESSES = 8;

describe(`nobody reads about people and requests outside their network (seed ${SEED})`, () => {
  let house: TestHouse;
  let story: Story;
  let bot: DirectBot;
  beforeAll(async () => {
    house = await testHouse({ defaultLanguage: 'en' });
    story = new Story(house);
    bot = new DirectBot(house);
  });
  afterAll(() => house.close());

  test(`in ${NETWORKS} networks every list and every opened request agrees with a second definition of reach`, async () => {
    const met = await readNetworks(story, bot, new Chance(SEED), NETWORKS);
    expect(met.seen).toBeGreaterThan(NETWORKS);
    expect(met.beyond).toBeGreaterThan(NETWORKS / 3);
    expect(bot.complaints).toEqual([]);
    expect(bot.refused).toEqual([]);
  }, 120_000);

  test(`in ${STORIES} lived networks no transcript holds a word of anyone outside at any time`, async () => {
    const lived = await liveThrough(story, bot, new Chance(SEED + 5), STORIES, PRESSES);
    expect(lived.presses).toBeGreaterThan(5 * PRESSES * STORIES);
    expect(lived.banned).toBeGreaterThan(0);
    for (const what of ['recommends', 'helps', 'blocks', 'parts', 'withdraws']) expect(lived.happened).toContain(what);
    expect(lived.leaks).toEqual([]);
    expect(bot.complaints).toEqual([]);
    expect(bot.refused).toEqual([]);
  }, 180_000);
});
