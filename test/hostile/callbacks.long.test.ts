import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Chance, SEED } from './chance.ts';
import { forgeAll, forgeInside } from './forging.ts';
import { garbage, readShapes } from './presses.ts';
import { allSecrets, dump, liveInSegment, type Segment } from './segment.ts';

const WHOLE = { ids: 1_000_000, words: 100 } as const;
const GARBAGE = 100_000;

let house: TestHouse;
let segment: Segment;
const shapes = readShapes();
beforeAll(async () => {
  house = await testHouse({ defaultLanguage: 'en' });
  segment = await liveInSegment(house);
});
afterAll(() => house.close());

test('every action × every word × every record of other people: answered as for nothing, without trace', async () => {
  await forgeAll(segment, shapes, new Chance(SEED), WHOLE);
  await forgeInside(segment, shapes, WHOLE);
  const everything = segment.outsiders.flatMap((outsider) => outsider.transcript).join('\n');
  for (const secret of allSecrets) expect(everything).not.toContain(secret);
});

test(`${GARBAGE} presses of data we never made leave no trace (seed ${SEED})`, async () => {
  const { outsiders, bot, story, records } = segment;
  const chance = new Chance(SEED + 4);
  const ids = Object.values(records).flat();
  const before = await dump(story);
  const press = async (outsider: (typeof outsiders)[number]): Promise<void> => {
    for (let pressed = 0; pressed < GARBAGE / outsiders.length; pressed++) {
      expect((await outsider.presses(garbage(chance, shapes, ids))).answers).toBe(1);
      outsider.transcript.length = outsider.screens.length = 0;
    }
  };
  await Promise.all(outsiders.map(press));
  expect(await dump(story)).toEqual(before);
  expect(bot.complaints).toEqual([]);
});
