import { afterAll, beforeAll, expect, test } from 'vitest';
import { DirectBot, type Guest } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';

let house: TestHouse;
let bot: DirectBot;
let anna: Guest;
beforeAll(async () => {
  house = await testHouse();
  bot = new DirectBot(house);
  anna = bot.guest('Anna');
});
afterAll(() => house.close());

const unreachableAt = async (): Promise<Date | null> =>
  (await house.db.prisma.member.findUniqueOrThrow({ where: { telegramId: BigInt(anna.user.id) } })).unreachableAt;

const block = (isBlocked: boolean): void => {
  bot.api.world.chats.get(anna.user.id)!.blocked = isBlocked;
};

test.each([
  ['in the middle of a form', async () => void (await anna.says('/give'))],
  ['outside any', async () => void (await anna.says('/menu'))],
])('whoever blocks the bot %s is unreachable until they write again', async (_where, begin) => {
  await anna.says('/start');
  await begin();
  block(true);
  await anna.says('what?'); // the answer to it is refused with 403
  expect(await unreachableAt()).not.toBeNull();
  expect(bot.complaints).toEqual([]);
  block(false);
  expect((await anna.says('/menu')).screens).toHaveLength(1);
  expect(await unreachableAt()).toBeNull();
});
