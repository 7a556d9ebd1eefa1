import type { InlineKeyboardButton } from 'grammy/types';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton } from './shared.ts';

/** What people really ask, in the order in which it is answered (/help). */
export const HELP_TOPICS = [
  'what',
  'ask',
  'seen',
  'give',
  'pledge',
  'when',
  'cannot',
  'share',
  'pyramid',
  'money',
  'leave',
  'human',
] as const;

export type HelpTopic = (typeof HELP_TOPICS)[number];

export const isHelpTopic = (word: string): word is HelpTopic => HELP_TOPICS.some((topic) => topic === word);

const rows = (words: Words, topics: readonly HelpTopic[]): InlineKeyboardButton[][] =>
  topics.map((topic) => [row(`ℹ️ ${words.plain(`help-q-${topic}`)}`, 'helpTopic', topic)]);

const humanButton = (words: Words, supportUrl: string | null): InlineKeyboardButton[] =>
  supportUrl === null ? [] : [{ text: words.plain('btn-human'), url: supportUrl }];

/** /help: how it works in five lines, the questions a row each, and where to ask a human. */
export function helpScreen(words: Words, supportUrl: string | null, asked = 0, note: string | null = null): Screen {
  const page = pageOf(HELP_TOPICS, asked);
  return {
    text: note ?? words.html('help-text'),
    keyboard: [
      ...rows(words, page.items),
      ...pager(page, (to) => pack('helpPage', to)),
      [button(words, 'rules', 'rules'), button(words, 'privacy', 'privacy')],
      [button(words, 'settings', 'settings'), ...humanButton(words, supportUrl)],
      [homeButton(words)],
    ],
  };
}

const pageWith = (topic: HelpTopic): number => (HELP_TOPICS.indexOf(topic) < HELP_TOPICS.length / 2 ? 0 : 1);

/** One question and its answer. */
export function helpTopicScreen(words: Words, topic: HelpTopic, supportUrl: string | null): Screen {
  return {
    text: `ℹ️ <b>${words.html(`help-q-${topic}`)}</b>\n${words.html(`help-a-${topic}`)}`,
    keyboard: [
      ...(topic === 'human' && supportUrl !== null ? [humanButton(words, supportUrl)] : []),
      [backTo(words, pack('helpPage', pageWith(topic))), homeButton(words)],
    ],
  };
}

const STEM_LENGTH_MIN = 4;
const ENDING_LENGTH = 2;
const FOUND_MAX = 6;
const PART_LENGTH = 40;

/** Words end differently in a question and in its answer: what is searched for is the word without its ending. */
const stemOf = (word: string): string => word.slice(0, Math.max(STEM_LENGTH_MIN, word.length - ENDING_LENGTH));

/** Topics with more words that people begin with. */
const ALSO: ReadonlySet<HelpTopic> = new Set(['what', 'ask']);

/** A question and what people write instead of it. */
const askedAs = (words: Words, topic: HelpTopic): string =>
  `${words.plain(`help-q-${topic}`)} ${ALSO.has(topic) ? words.plain(`help-also-${topic}`) : ''}`.toLowerCase();

/** Topics that have each of the typed words; those that have them in the question come first. */
export function topicsWith(words: Words, typed: string): HelpTopic[] {
  const stems = (typed.toLowerCase().match(/[\p{L}\p{N}’'-]{2,}/gu) ?? []).map(stemOf);
  if (stems.length === 0) return [];
  const hasAll = (text: string): boolean => stems.every((stem) => text.toLowerCase().includes(stem));
  const question = (topic: HelpTopic): string => askedAs(words, topic);
  const found = HELP_TOPICS.filter((topic) => hasAll(`${question(topic)} ${words.plain(`help-a-${topic}`)}`));
  return found.toSorted((a, b) => Number(hasAll(question(b))) - Number(hasAll(question(a))));
}

const foundScreen = (words: Words, typed: string, found: readonly HelpTopic[], supportUrl: string | null): Screen => {
  const [only] = found;
  if (only !== undefined && found.length === 1) return helpTopicScreen(words, only, supportUrl);
  return {
    text: words.html('help-found', { part: typed.slice(0, PART_LENGTH) }),
    keyboard: [...rows(words, found.slice(0, FOUND_MAX)), [button(words, 'help', 'help'), homeButton(words)]],
  };
};

/** `/help money`: the answer, when there is one; the questions that fit; all of them, when none does. */
export function helpSearchScreen(words: Words, typed: string, supportUrl: string | null): Screen {
  const found = topicsWith(words, typed);
  if (found.length > 0) return foundScreen(words, typed, found, supportUrl);
  const part = typed.slice(0, PART_LENGTH);
  return helpScreen(words, supportUrl, 0, words.html('help-found-none', { part }));
}

const WORDS_MAX = 2;
const LONG_WORD = 5;

/** Questions that have a long word of the typed ones in themselves, the most such words first. */
function topicsNear(words: Words, typed: string): HelpTopic[] {
  const stems = (typed.toLowerCase().match(/[\p{L}’'-]+/gu) ?? [])
    .filter((word) => word.length >= LONG_WORD)
    .map(stemOf);
  const hits = (topic: HelpTopic): number => {
    const question = askedAs(words, topic);
    return stems.filter((stem) => question.includes(stem)).length;
  };
  return HELP_TOPICS.filter((topic) => hits(topic) > 0).toSorted((a, b) => hits(b) - hits(a));
}

/** What is typed outside any question: the answer to a question, or to a word or two («да» and «нет» are none); null for everything else. */
export function answerTo(words: Words, typed: string, supportUrl: string | null): Screen | null {
  const isShort =
    typed.trim().split(/\s+/).length <= WORDS_MAX && new RegExp(`\\p{L}{${STEM_LENGTH_MIN}}`, 'u').test(typed);
  const isAsking = typed.includes('?') || isShort;
  if (!isAsking) return null;
  const all = topicsWith(words, typed);
  const found = all.length > 0 ? all : topicsNear(words, typed);
  return found.length > 0 ? foundScreen(words, typed, found, supportUrl) : null;
}
