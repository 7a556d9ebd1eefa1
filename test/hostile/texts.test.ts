import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../support/house.ts';
import { isLong } from '../support/size.ts';
import { Story } from '../support/story.ts';
import { DirectBot } from './direct.ts';
import { faultsOf, HOSTILE, INVISIBLE, liveWith } from './texts.ts';

const LANGUAGES = ['ru', 'en', 'uk'] as const;

describe('names and texts may hold any characters and never break a screen', () => {
  let house: TestHouse;
  let bot: DirectBot;
  let story: Story;
  beforeAll(async () => {
    house = await testHouse();
    story = new Story(house);
    bot = new DirectBot(house);
  });
  afterAll(() => house.close());

  // In the long run each in every language, else every third in one.
  const cases = HOSTILE.flatMap(({ what, text, core }, index) => {
    const languages = isLong ? LANGUAGES : LANGUAGES.filter((_, at) => index % 9 === at * 3);
    return languages.map((language) => ({ what, text, core, language }));
  });
  test.each(cases)('$what ($language)', async ({ text, core, language }) => {
    const { asker, helper, places } = await liveWith(story, bot, text, language);
    for (const [place, shown] of Object.entries(places)) expect(shown, place).toContain(core);
    const screens = [...asker.screens, ...helper.screens];
    expect(screens.length).toBeGreaterThan(30);
    expect(screens.flatMap(faultsOf)).toEqual([]);
    expect(bot.complaints).toEqual([]);
    expect(bot.refused).toEqual([]);
  });

  test.each(INVISIBLE)('$what is no text: the question stays open', async ({ text }) => {
    const guest = bot.guest(text, { language: 'en' });
    const welcome = await guest.says('/start');
    expect(welcome.screens[0]?.text).toContain('·');
    await guest.says('/ask');
    await guest.taps('🔆');
    await guest.pressesFirst();
    const refused = await guest.says(text);
    expect(refused.screens.at(-1)?.text).toContain('?');
    const next = await guest.says('A real title');
    expect(next.screens.at(-1)?.text).toContain('?');
    expect(next.screens.at(-1)?.text).not.toBe(refused.screens.at(-1)?.text);
    expect(guest.screens.flatMap(faultsOf)).toEqual([]);
    expect(bot.complaints).toEqual([]);
    expect(bot.refused).toEqual([]);
  });

  test('a wrong amount, link or number of people is refused with the question open', async () => {
    const guest = bot.guest('Somebody', { language: 'en' });
    for (const command of ['/start', '/ask']) await guest.says(command);
    await guest.taps('🔆');
    await guest.taps('', 'child');
    for (const text of ['0', '11', '1.5', 'two', '2\u0000'])
      expect((await guest.says(text)).screens.at(-1)?.text).toContain('?');
    await guest.says('2');
    await guest.says('Title');
    for (const text of ['1e3', '²', 'inf', '-5', '0', '9'.repeat(4_000), '1\u0000'])
      expect((await guest.says(text)).screens.at(-1)?.text).toContain('?');
    await guest.says('100');
    await guest.says('32');
    await guest.says('31');
    await guest.taps('⏭');
    await guest.taps('⏭');
    for (const text of [
      'javascript:alert(1)',
      'https://',
      'http://[',
      'tg://user?id=1',
      `https://a.b/${'x'.repeat(4_000)} y`,
    ])
      expect((await guest.says(text)).screens.at(-1)?.text).toContain('?');
    expect(guest.screens.flatMap(faultsOf)).toEqual([]);
    expect(bot.complaints).toEqual([]);
    expect(bot.refused).toEqual([]);
  });
});
