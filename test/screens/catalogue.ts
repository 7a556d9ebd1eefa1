// The catalogue: every screen, notice, question and word in three languages, each held against R16.
import type { FluentResource } from '@fluent/bundle';
import { NOTICE_KINDS } from '../../src/domain/notices/kinds.ts';
import { LANGUAGES, type Language } from '../../src/domain/rules.ts';
import type { BotContext } from '../../src/telegram/context.ts';
import type { Form } from '../../src/telegram/forms/form.ts';
import type { Screen } from '../../src/telegram/screen.ts';
import { noteScreen } from '../../src/telegram/screens/info.ts';
import { loadWords, type WordArgs, type Words } from '../../src/telegram/words.ts';
import { bannedIn, MAY_NAME } from '../support/banned-words.ts';
import { TEST_RULES } from '../support/house.ts';
import { faultsOf, visible } from '../support/screen-rules.ts';
import type { Cases } from './cases.ts';
import { KEYS, russian, screenFunctions, sureQuestions } from './discovery.ts';
import { questionsOf, stepsOf } from './forms.ts';
import { type Kit, kitsOf } from './kits.ts';
import { NOTICE_CASES } from './notices.ts';
import { NOTICE_SCREENS, SCREENS } from './screens.ts';

/** One screen as it is shown, and what is wrong with it. */
export interface Shown {
  readonly language: Language;
  readonly kit: string;
  readonly screen: Screen;
  readonly faults: readonly string[];
}

export interface Entry {
  readonly group: string;
  /** The function, the kind, `form/step` or the key. */
  readonly name: string;
  /** What is special about it; may be empty. */
  readonly detail: string;
  readonly shown: readonly Shown[];
}

/** Never on a screen: the menu of commands, the columns of a file. */
const OFF_SCREEN = /^(?:cmd|table)-/;

/** Letters that only another language has. */
const FOREIGN: Readonly<Record<Language, RegExp>> = { ru: /[іїєґ]/iu, uk: /[ыэъё]/iu, en: /\p{Script=Cyrillic}/u };

interface Reader {
  readonly words: Words;
  readonly kit: Kit;
  /** Keys that were read since it was asked last. */
  takeUsed(): Set<string>;
}

function readersOf(language: Language, wordsOf: (language: Language) => Words): Reader[] {
  return kitsOf(language).map((kit) => {
    let used = new Set<string>();
    const words = wordsOf(language);
    const noting: Words = {
      ...words,
      html: (key, args) => words.html(used.add(key) && key, args),
      plain: (key, args) => words.plain(used.add(key) && key, args),
    };
    const takeUsed = (): Set<string> => {
      const taken = used;
      used = new Set();
      return taken;
    };
    return { words: noting, kit, takeUsed };
  });
}

/** R16, and of words that are ours: no key instead of words, no letter of another language, no banned word. */
function check(screen: Screen, { words: { language }, kit }: Reader, used: ReadonlySet<string>): string[] {
  const faults = faultsOf(screen);
  const labels = screen.keyboard.flat().map((button) => button.text);
  const lines = [...visible(screen.text).split('\n'), ...labels];
  const raw = lines.flatMap((line) => line.match(/[a-z]+(?:-[\w-]+)+/g) ?? []).filter((word) => KEYS.has(word));
  faults.push(...raw.map((key) => `the key ${key} instead of words`));
  if (!kit.isPlain) return faults;
  const foreign = lines.filter((line) => FOREIGN[language].test(line) && !/^⚙️/u.test(line));
  faults.push(...foreign.map((line) => `another language: ${line}`));
  if (MAY_NAME.some((key) => used.has(key))) return faults;
  return [...faults, ...bannedIn(lines.join('\n'), language).map((word) => `a banned word: ${word}`)];
}

class Collection {
  private readonly entries = new Map<string, { group: string; name: string; detail: string; shown: Shown[] }>();
  readonly used = new Set<string>();

  add(group: string, name: string, detail: string, reader: Reader, screen: Screen, used: ReadonlySet<string>): void {
    const key = `${group}\n${name}\n${detail}`;
    const entry = this.entries.get(key) ?? { group, name, detail, shown: [] };
    const { language } = reader.words;
    entry.shown.push({ language, kit: reader.kit.id, screen, faults: check(screen, reader, used) });
    this.entries.set(key, entry);
    for (const one of used) this.used.add(one);
  }

  addCases(group: string, name: string, cases: Cases, readers: readonly Reader[]): void {
    for (const reader of readers) {
      const screens = cases(reader.words, reader.kit);
      const used = reader.takeUsed();
      for (const [detail, screen] of Object.entries(screens)) this.add(group, name, detail, reader, screen, used);
    }
  }

  all(): Entry[] {
    return [...this.entries.values()];
  }
}

export interface Sources {
  readonly forms: Readonly<Record<string, Form>>;
  /** A context that answers queries with the views of a kit. */
  contextOf(words: Words, kit: Kit): BotContext;
}

export async function makeCatalogue({ forms, contextOf }: Sources): Promise<Entry[]> {
  const wordsOf = loadWords(TEST_RULES);
  const readers = LANGUAGES.flatMap((language) => readersOf(language, wordsOf));
  const collection = new Collection();
  for (const [group, screens] of Object.entries(SCREENS)) {
    for (const [name, cases] of Object.entries(screens)) collection.addCases(group, name, cases, readers);
  }
  for (const [kind, cases] of Object.entries(NOTICE_CASES)) collection.addCases('Notices', kind, cases, readers);
  for (const reader of readers) {
    for (const [name, screens] of await questionsOf(forms, contextOf, reader.words, reader.kit)) {
      const used = reader.takeUsed();
      for (const [at, screen] of screens.entries()) {
        collection.add('Questions', name, at === 0 ? '' : `${at + 1}`, reader, screen, used);
      }
    }
  }
  addRest(collection, readers);
  return collection.all();
}

/** Words that stand on none of these screens are said above another one, in a pop-up or on a button: they are shown alone. */
function addRest(collection: Collection, readers: readonly Reader[]): void {
  const rest = [...KEYS].filter((key) => !collection.used.has(key) && !OFF_SCREEN.test(key));
  for (const key of rest) {
    for (const reader of readers) {
      const { words, kit } = reader;
      const args = argsOf(key, words, kit);
      const home = noteScreen(words, words.html('neutral'));
      const label = { text: key.startsWith('btn-') ? words.plain(key, args) : '', callback_data: 'h' };
      const screen = key.startsWith('btn-')
        ? { text: home.text, keyboard: [[label], ...home.keyboard] }
        : noteScreen(words, words.html(key, args));
      collection.add('Said above other screens', key, '', reader, screen, reader.takeUsed());
    }
  }
}

type Pattern = FluentResource['body'][number]['value'];

function variablesOf(pattern: Pattern | string): string[] {
  if (pattern === null || typeof pattern === 'string') return [];
  return pattern.flatMap((part) => {
    if (typeof part === 'string') return [];
    if (part.type === 'var') return [part.name];
    if (part.type === 'mesg') return variablesOf(russian.find(({ id }) => id === part.name)?.value ?? null);
    if (part.type !== 'select') return [];
    return [...variablesOf([part.selector]), ...part.variants.flatMap(({ value }) => variablesOf(value))];
  });
}

const NUMBERS = /^(?:count|uses|max|living|people|contacts|requests|days|page|pages|depth|minutes|share)$/;
const AMOUNTS = /^(?:amount|need|missing|received|promised|total|room|limit|quantum|monthly|person|worth|rest|part)$/;

/** What a text is filled with: by the name of the argument an amount, a number, a day, a name, a title. */
function argsOf(key: string, words: Words, kit: Kit): WordArgs {
  const value = (name: string): string | number => {
    if (NUMBERS.test(name)) return kit.count;
    if (AMOUNTS.test(name)) return words.money(kit.amount);
    if (name === 'day') return words.day(new Date('2026-12-31T12:00:00Z'));
    return name === 'title' ? kit.title : kit.name;
  };
  const names = variablesOf(russian.find(({ id }) => id === key)?.value ?? null);
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

/** What the code can show and this catalogue does not. */
export function missingFrom(entries: readonly Entry[], forms: Readonly<Record<string, Form>>): string[] {
  const names = new Set(entries.map(({ name }) => name));
  const details = new Set(entries.filter(({ name }) => name === 'sureScreen').map(({ detail }) => detail));
  return [
    ...screenFunctions().filter((name) => !names.has(name) && !NOTICE_SCREENS.includes(name)),
    ...Object.keys(NOTICE_KINDS).filter((kind) => !names.has(kind)),
    ...stepsOf(forms).filter((step) => !names.has(step)),
    ...sureQuestions().filter((key) => !details.has(key)),
  ];
}

/** Every fault with the screen it is on, each once. */
export function faultsIn(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ name, detail, shown }) =>
    shown.flatMap(({ language, kit, faults }) =>
      faults.map((fault) => `${name}${detail ? ` (${detail})` : ''}, ${language}, ${kit}: ${fault}`),
    ),
  );
}
