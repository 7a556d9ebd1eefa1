import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/rules.ts';
import { errorsIn, faultsIn, placesMissed, startTown, walk } from './crawl-town.ts';

const STEPS_MIN = 400;

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
