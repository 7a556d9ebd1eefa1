import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { DirectBot, type Guest, type Shown } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';

const house: TestHouse = await testHouse();
afterAll(() => house.close());

let bot: DirectBot;
let anna: Guest;
let messages = 0;
beforeEach(() => {
  bot = new DirectBot(house);
  anna = bot.guest('Anna');
});

const GROUP = { id: -100, type: 'group' as const, title: 'Neighbours' };
const OTHER = { ...GROUP, id: -101 };

/** A message of Anna's, in her chat or in the group. */
const sends = (
  content: object,
  chat: { id: number; type: string } = { id: anna.user.id, type: 'private' },
): Promise<Shown[]> => {
  messages += 1;
  const message = { message_id: 1_000 + messages, date: 1, chat, from: anna.user, ...content };
  return bot.handle(chat.id, { message: message as never });
};

describe('in a group', () => {
  beforeEach(() => {
    for (const id of [GROUP.id, OTHER.id]) bot.api.world.addUser({ ...anna.user, id }).started = true;
  });

  test('a command is answered with the link to the private chat, unless it is another bot’s', async () => {
    for (const text of ['/start', '/ask now', '/give@exodus_sandbox_bot', '/give@EXODUS_sandbox_bot me']) {
      const [line, ...more] = await sends({ text }, GROUP);
      expect(line?.text, text).toContain('https://t.me/exodus_sandbox_bot');
      expect(more).toEqual([]);
    }
    for (const text of ['/start@other_bot', 'hello', '/', '5/6', '/give@']) {
      expect(await sends({ text }, GROUP), text).toEqual([]);
    }
    expect(await sends({ pinned_message: {} }, GROUP)).toEqual([]);
    expect(await house.db.prisma.member.count()).toBe(0);
  });

  test('a line that the group refuses is not followed by another', async () => {
    bot.api.faults.add({ method: 'sendMessage', code: 400 });
    expect(await sends({ text: '/start' }, GROUP)).toEqual([]);
    expect(await sends({ text: '/start' }, GROUP)).toHaveLength(1);
  });

  test('the bot stays below what Telegram takes in a minute', async () => {
    let lines = 0;
    for (let count = 0; count < 40; count += 1) lines += (await sends({ text: '/start' }, GROUP)).length;
    expect(lines).toBe(15);
    expect(await sends({ text: '/start' }, OTHER)).toHaveLength(1);
  });
});

test('what Telegram itself notes in a chat is not answered and makes nobody a member', async () => {
  for (const note of [
    { pinned_message: {} },
    { message_auto_delete_timer_changed: {} },
    { write_access_allowed: {} },
  ]) {
    expect(await sends(note)).toEqual([]);
  }
  expect(await house.db.prisma.member.count()).toBe(0);
});

test('an album is answered once, and what comes after it is answered again', async () => {
  await anna.says('/start');
  const photo = [{ file_id: 'f', file_unique_id: 'f', width: 1, height: 1 }];
  const album = { photo, media_group_id: 'album' };
  const answers = [await sends(album), await sends(album), await sends(album)];
  expect(answers.map((screens) => screens.length)).toEqual([1, 0, 0]);
  expect(await sends({ photo })).toHaveLength(1);
  expect(await sends({ photo, media_group_id: 'another' })).toHaveLength(1);
});
