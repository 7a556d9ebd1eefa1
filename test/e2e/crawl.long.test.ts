import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/rules.ts';
import { errorsIn, faultsIn, hostileName, placesMissed, startTown, walk } from './crawl-town.ts';

const STEPS_MIN = 400;
/** As long as a message may be, and all that a screen could trip over. */
const HOSTILE = '<b>&"\u202e\u05d0'.repeat(300);

describe.each(LANGUAGES)('a town that speaks %s only', (language) => {
  test('is walked through, button by button, without an error or a screen that breaks R16', async () => {
    const bot = await startTown([language]);
    try {
      const atlas = await walk(bot.sandbox.api, [language], STEPS_MIN);
      expect(errorsIn(bot)).toEqual([]);
      expect(faultsIn(bot.sandbox.api, [language])).toEqual([]);
      expect(placesMissed(atlas)).toEqual([]);
    } finally {
      await bot.close();
    }
  });
});

test('names and texts that nobody expects break no screen in any language', async () => {
  const bot = await startTown(LANGUAGES, hostileName);
  try {
    await walk(bot.sandbox.api, LANGUAGES, STEPS_MIN, HOSTILE);
    const texts = bot.sandbox.api.calls.map(({ params }) => String(params.text)).join('\n');
    for (const word of ['&lt;b&gt;', '&amp;', 'ЖЖЖЖ', '\u05d0\u05d0']) expect(texts).toContain(word);
    expect(errorsIn(bot)).toEqual([]);
    expect(faultsIn(bot.sandbox.api, LANGUAGES).filter((fault) => !fault.includes(': another language: '))).toEqual([]);
  } finally {
    await bot.close();
  }
});
