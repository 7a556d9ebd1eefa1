import { afterAll, beforeAll, test } from 'vitest';
import { reading } from '../../src/db/transaction.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Chance, SEED } from './chance.ts';
import { knockAtBot, knockAtDomain, type LinkTown, linkTown } from './links.ts';

let house: TestHouse;
let town: LinkTown;
beforeAll(async () => {
  house = await testHouse();
  town = await linkTown(house);
});
afterAll(() => house.close());

test(`100,000 /start payloads open nothing, of which 20,000 through the whole bot (seed ${SEED})`, async () => {
  const chance = new Chance(SEED + 2);
  await knockAtDomain(reading(house), chance, town.tokens, 80_000);
  for (let turn = 0; turn < 10; turn++) await knockAtBot(town, chance, 2_000);
});
