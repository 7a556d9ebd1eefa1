// What screens are filled with: little, nothing, and all that a screen could trip over.
import type { Language } from '../../src/domain/rules.ts';

export interface Kit {
  readonly id: string;
  /** Minor units. */
  readonly amount: bigint;
  /** How many of everything there are. */
  readonly count: number;
  readonly name: string;
  readonly title: string;
  /** Whether its words are in the language of the screen, so that foreign ones can be told. */
  readonly isPlain: boolean;
  /** Words as long as the house lets in, or shorter. */
  text(limit: number): string;
}

const NAMES: Readonly<Record<Language, string>> = { ru: 'Анна', en: 'Anna', uk: 'Ганна' };
const TITLES: Readonly<Record<Language, string>> = { ru: 'Дрова на зиму', en: 'Wood for winter', uk: 'Дрова на зиму' };
const STORIES: Readonly<Record<Language, string>> = {
  ru: 'Печь греет плохо, а зимой нас двое.',
  en: 'The stove is weak, and there are two of us in winter.',
  uk: 'Піч гріє погано, а взимку нас двоє.',
};

const NAME_MAX = 64;
const TITLE_MAX = 60;

/** Signs that HTML knows, marks that turn the text around, a family that is one sign, letters without width. */
const MARKS = '<b>&amp;"\u202e\u05d0\u200b</i>👩‍👩‍👧';
const HUGE = 1_000_000_000n;

const filled = (pattern: string, limit: number): string =>
  [...pattern.repeat(limit)].slice(0, limit).join('').toWellFormed();

/** Five fillings; together they have each plural form of the three languages: 0, 1, 2, 5, 21. */
export function kitsOf(language: Language): Kit[] {
  const plain = {
    isPlain: true,
    name: NAMES[language],
    title: TITLES[language],
    text: (limit: number) => STORIES[language].slice(0, limit).trim(),
  };
  const hostile = (pattern: string) => ({
    isPlain: false,
    amount: HUGE,
    name: filled(pattern, NAME_MAX),
    title: filled(pattern, TITLE_MAX),
    text: (limit: number) => filled(pattern, limit),
  });
  return [
    { id: 'short', amount: 5000n, count: 1, ...plain },
    { id: 'nothing', amount: 0n, count: 0, ...plain },
    { id: 'few', amount: 150_050n, count: 2, ...plain },
    { id: 'marks', count: 5, ...hostile(MARKS) },
    { id: 'long', count: 21, ...hostile('Щ') },
  ];
}
