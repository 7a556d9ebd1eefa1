import { Composer } from 'grammy';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/rules.ts';
import type { BotContext } from '../../src/telegram/context.ts';
import { createRateLimit } from '../../src/telegram/rate-limit.ts';
import { loadWords } from '../../src/telegram/words.ts';
import { TEST_RULES } from '../support/house.ts';

// The limit by itself, with a clock of its own; test/telegram/lock.test.ts presses through the whole bot.

const words = loadWords(TEST_RULES);

/** Somebody who presses and types; what was carried out, what they were told. */
function hands(language: (typeof LANGUAGES)[number] = 'ru') {
  let at = 0;
  let executed = 0;
  const replies: string[] = [];
  const bot = new Composer<BotContext>(
    createRateLimit(() => at),
    async () => {
      executed += 1;
    },
  );
  const act = async (id: string, isPress: boolean): Promise<string | null> => {
    const ctx = {
      person: { id },
      words: words(language),
      toast: null,
      callbackQuery: isPress ? {} : undefined,
      reply: async (text: string) => replies.push(text),
    };
    await bot.middleware()(ctx as unknown as BotContext, async () => {});
    return ctx.toast;
  };
  return {
    press: (id = 'anna') => act(id, true),
    type: (id = 'anna') => act(id, false),
    wait: (ms: number) => {
      at += ms;
    },
    replies,
    executed: () => executed,
  };
}

test.each(LANGUAGES)(
  'in %s the 41st press in ten seconds is answered with a friendly line and carries out nothing',
  async (language) => {
    const anna = hands(language);
    for (let press = 0; press < 40; press++) expect(await anna.press()).toBeNull();
    expect(anna.executed()).toBe(40);
    for (let press = 0; press < 5; press++) expect(await anna.press()).toBe(words(language).plain('slow-down'));
    expect(anna.executed()).toBe(40);
    expect(anna.replies).toEqual([]);
  },
);

test('a typed line over the limit is answered once in ten seconds', async () => {
  const anna = hands();
  for (let press = 0; press < 40; press++) await anna.press();
  for (let line = 0; line < 5; line++) await anna.type();
  expect(anna.replies).toEqual([words('ru').plain('slow-down')]);
  expect(anna.executed()).toBe(40);
});

test('nobody waits for somebody else, and ten seconds later there is room again', async () => {
  const anna = hands();
  for (let press = 0; press < 41; press++) await anna.press();
  expect(await anna.press('boris')).toBeNull();
  anna.wait(10_001);
  expect(await anna.press()).toBeNull();
  expect(anna.executed()).toBe(42);
});
