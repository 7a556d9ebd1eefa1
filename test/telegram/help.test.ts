import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/rules.ts';
import {
  answerTo,
  HELP_TOPICS,
  helpScreen,
  helpSearchScreen,
  helpTopicScreen,
  topicsWith,
} from '../../src/telegram/screens/help.ts';
import { loadWords } from '../../src/telegram/words.ts';
import { TEST_RULES } from '../support/house.ts';
import { faultsOf } from '../support/screen-rules.ts';

const wordsOf = loadWords(TEST_RULES);
const SUPPORT = 'https://example.org/ask';

describe.each(LANGUAGES)('/help in %s', (language) => {
  const words = wordsOf(language);

  test('answers the twelve questions people ask, each on a screen of its own, at most two taps away (R16)', () => {
    expect(HELP_TOPICS).toHaveLength(12);
    const pages = [0, 1].map((page) => helpScreen(words, SUPPORT, page));
    const screens = HELP_TOPICS.map((topic) => helpTopicScreen(words, topic, SUPPORT));
    expect([...pages, ...screens].flatMap(faultsOf)).toEqual([]);
    const labels = pages.flatMap(({ keyboard }) => keyboard.flat().map(({ text }) => text));
    for (const topic of HELP_TOPICS) expect(labels).toContain(`ℹ️ ${words.plain(`help-q-${topic}`)}`);
  });

  test('finds nothing in noise, and then shows every question', () => {
    for (const noise of ['щщщщ', '??', '<b>']) {
      const screen = helpSearchScreen(words, noise, null);
      expect(faultsOf(screen)).toEqual([]);
      expect(screen.keyboard.length).toBeGreaterThan(6);
    }
  });
});

test.each([
  ['ru', 'деньги', 'money'],
  ['ru', 'пирамиды', 'pyramid'],
  ['ru', 'удалить', 'leave'],
  ['ru', 'намерением', 'pledge'],
  ['en', 'pyramids', 'pyramid'],
  ['en', 'money', 'money'],
  ['uk', 'гроші', 'money'],
  ['uk', 'видалити', 'leave'],
  ['ru', 'помогите', 'ask'],
  ['ru', 'кто это', 'what'],
  ['uk', 'допоможіть', 'ask'],
  ['en', 'who is this', 'what'],
] as const)('in %s the word %s leads to the question about %s first', (language, word, topic) => {
  expect(topicsWith(wordsOf(language), word)[0]).toBe(topic);
});

test.each([
  ['ru', 'А как тут попросить денег?', 'ask'],
  ['ru', 'пирамида', 'pyramid'],
  ['ru', 'Нужна помощь', 'ask'],
  ['en', 'Where can I ask a person?', 'human'],
  ['uk', 'Як попросити допомоги?', 'ask'],
] as const)('in %s words typed outside any question, «%s», are answered', (language, typed, topic) => {
  const words = wordsOf(language);
  const screen = answerTo(words, typed, SUPPORT);
  expect(screen && faultsOf(screen)).toEqual([]);
  expect(`${screen?.text} ${screen?.keyboard[0]?.[0]?.text}`).toContain(words.plain(`help-q-${topic}`));
});

test('other words are no question, and lead home', () => {
  for (const typed of ['Привет', 'Спасибо', 'да', 'Нет', 'Хорошо, передам помощь завтра', '', '<b>', '👍']) {
    expect(answerTo(wordsOf('ru'), typed, null), typed).toBeNull();
  }
});
