import { describe, expect, test } from 'vitest';
import type { RequestView } from '../../../src/domain/requests/queries.ts';
import { LANGUAGES } from '../../../src/domain/rules.ts';
import type { Screen } from '../../../src/telegram/screen.ts';
import { ownRequestScreen, requestScreen, storyScreen } from '../../../src/telegram/screens/requests.ts';
import { loadWords } from '../../../src/telegram/words.ts';
import { TEST_RULES } from '../../support/house.ts';

const LONG = 'Ж'.repeat(64);

/** As much of everything as the house lets in. */
const FULL: RequestView = {
  id: '00000000-0000-4000-8000-000000000001',
  ownerId: '00000000-0000-4000-8000-000000000002',
  ownerName: LONG,
  isOwn: false,
  kind: 'MONTHLY',
  state: 'ACTIVE',
  pauseReason: null,
  forWhom: 'PARENT',
  people: 10,
  title: 'Щ'.repeat(60),
  story: 'ы'.repeat(500),
  hasVoice: true,
  amount: 100_000_000n,
  dueDay: 20,
  deadline: null,
  hasDetails: true,
  link: `https://example.org/${'a'.repeat(280)}`,
  reach: 3,
  coverage: {
    need: 100_000_000n,
    promised: 12_345_678n,
    received: 12_345_678n,
    missing: 75_308_644n,
    intended: 12_345_678n,
  },
  paths: [[LONG], [LONG, LONG], [LONG, LONG]],
  recommenders: [LONG, LONG, LONG, LONG],
  isRecommended: false,
  isRecentlyChanged: true,
  helpers: [],
  mayReopen: false,
  fromPledge: 0n,
  isLocked: false,
};

const visible = (html: string): string => html.replace(/<[^>]+>/g, '');

describe.each(LANGUAGES)('a request card in %s', (language) => {
  const words = loadWords(TEST_RULES)(language);

  test('stays within 600 visible characters and six buttons, whatever people are called', () => {
    for (const view of [FULL, { ...FULL, isRecommended: true }]) {
      const { text, keyboard } = requestScreen(words, view);
      expect(visible(text).length).toBeLessThanOrEqual(600);
      expect(keyboard.flat().length).toBeLessThanOrEqual(6);
    }
    const own = ownRequestScreen(words, { ...FULL, isOwn: true, paths: [] });
    expect(own.keyboard.flat().length).toBeLessThanOrEqual(6);
  });

  test('shows three paths, each from the reader to the asker, where there is room', () => {
    const names = { ownerName: 'Anna', paths: [['Olga'], ['Peter', 'Zoe'], ['Vera', 'Zoe']], recommenders: ['Olga'] };
    const { text } = requestScreen(words, { ...FULL, ...names, story: null, title: 'Wood' });
    expect(text.match(/→ Anna$/gm)).toHaveLength(3);
    expect(text).toContain('→ Peter → Zoe → Anna');
    expect(text).toMatch(/🗣 .*: Olga$/m);
  });

  const signs = ({ keyboard }: Screen) => keyboard.flat().map((button) => button.text.split(' ')[0]);

  test('offers 🤝 first, ❤️ every month and once, 🗣; for an emergency only 🤝', () => {
    expect(signs(requestScreen(words, FULL))).toEqual(['🤝', '❤️', '❤️', '🗣', 'ℹ️', '⬅️']);
    const emergency = { ...FULL, kind: 'EMERGENCY' as const, dueDay: null, deadline: new Date('2026-12-01T00:00:00Z') };
    expect(signs(requestScreen(words, emergency))).toEqual(['🤝', '🗣', '🔗', 'ℹ️', '⬅️', '🏠']);
  });

  test('of a request that needs nothing any more, still takes down what has been given already', () => {
    const covered = { ...FULL, coverage: { ...FULL.coverage, missing: 0n } };
    expect(signs(requestScreen(words, covered))).toEqual(['👍', '❤️', '❤️', '🗣', 'ℹ️', '⬅️']);
  });

  test('has 🔗 behind ℹ️, within the chosen reach only', () => {
    expect(signs(storyScreen(words, FULL))).toContain('🔗');
    expect(signs(storyScreen(words, { ...FULL, reach: 2 }))).not.toContain('🔗');
  });
});
