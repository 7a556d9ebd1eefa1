import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../../src/db/transaction.ts';
import { eraseMember } from '../../src/domain/members/erasure.ts';
import { DirectBot } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

test('by an old button nobody becomes a member again who is erased; by a message of their own they do', async () => {
  const bot = new DirectBot(house);
  const anna = bot.guest('Anna');
  await anna.says('/start');
  await anna.says('/menu');
  const { id } = await anna.member();
  await transact(house, (tx) => eraseMember(tx, id, tx.now));
  const count = (): Promise<number> => house.db.prisma.member.count({ where: { telegramId: BigInt(anna.user.id) } });
  for (let press = 0; press < 2; press += 1) {
    const { screens, answers } = await anna.taps('🤝');
    expect(answers).toBe(1);
    expect(screens.map(({ text }) => text)).toEqual(['To begin, tap /start']);
  }
  expect(await count()).toBe(0);
  expect((await anna.says('Hello')).screens).not.toEqual([]);
  expect(await count()).toBe(1);
  expect(bot.complaints).toEqual([]);
});
