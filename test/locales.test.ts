// The catalogues of words: the same keys, arguments, tags, signs and lines in every language, and no pressing words.
import fs from 'node:fs';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { SWITCHABLE_KINDS } from '../src/domain/notices/kinds.ts';
import { BANNED, bannedIn, MAY_NAME } from './support/banned-words.ts';

const LOCALES = new URL('../src/locales/', import.meta.url);
const SOURCE = new URL('../src/', import.meta.url);

/** Russian is written first; the others follow it. */
const FIRST = 'ru';

type Message = FluentResource['body'][number];
type Pattern = Exclude<Message['value'], null>;
type Element = Exclude<Pattern, string>[number];
type Expression = Exclude<Element, string>;
type Select = Extract<Expression, { type: 'select' }>;

interface Catalogue {
  readonly language: string;
  readonly source: string;
  readonly bundle: FluentBundle;
  readonly messages: ReadonlyMap<string, Pattern>;
}

function readCatalogue(language: string): Catalogue {
  const source = fs.readFileSync(new URL(`${language}.ftl`, LOCALES), 'utf8');
  const resource = new FluentResource(source);
  const bundle = new FluentBundle(language, { useIsolating: false, functions: { EXAMPLE: ([sum]) => sum! } });
  const errors = bundle.addResource(resource);
  expect(errors, `${language}.ftl`).toEqual([]); // a key that occurs twice
  const messages = resource.body.flatMap(({ id, value }) => (value === null ? [] : [[id, value] as const]));
  return { language, source, bundle, messages: new Map(messages) };
}

const catalogues = fs
  .readdirSync(LOCALES)
  .filter((file) => file.endsWith('.ftl'))
  .sort()
  .map((file) => readCatalogue(file.slice(0, -'.ftl'.length)));
const first = catalogues.find(({ language }) => language === FIRST)!;
const others = catalogues.filter((catalogue) => catalogue !== first);
const keys = [...first.messages.keys()];
/** Keys that all have: a missing one is told once, by its own test. */
const shared = keys.filter((key) => others.every(({ messages }) => messages.has(key)));

const patternOf = ({ messages, language }: Catalogue, key: string): Pattern => {
  const pattern = messages.get(key);
  if (pattern === undefined) throw new Error(`no ${key} in ${language}`);
  return pattern;
};

/** What a message is made of: its own words, the arguments it uses, its choices. References are followed. */
interface Parts {
  readonly words: string[];
  readonly variables: Set<string>;
  readonly selects: Select[];
}

function partsOf(catalogue: Catalogue, key: string): Parts {
  const parts: Parts = { words: [], variables: new Set(), selects: [] };
  const visit = (pattern: Pattern): void => {
    if (typeof pattern === 'string') parts.words.push(pattern);
    else for (const element of pattern) visitElement(element);
  };
  const visitElement = (element: Element): void => {
    if (typeof element === 'string') parts.words.push(element);
    else if (element.type === 'str') parts.words.push(element.value);
    else if (element.type === 'var') parts.variables.add(element.name);
    else if (element.type === 'mesg') visit(patternOf(catalogue, element.name));
    else if (element.type === 'select') {
      parts.selects.push(element);
      visitElement(element.selector);
      for (const variant of element.variants) visit(variant.value);
    } else if (element.type === 'func' && element.name === 'EXAMPLE') {
      for (const arg of element.args) if (arg.type === 'num') parts.variables.add(`EXAMPLE(${arg.value})`);
    } else if (element.type !== 'num')
      throw new Error(`${key} in ${catalogue.language}: ${element.type} is not used here`);
  };
  visit(patternOf(catalogue, key));
  return parts;
}

/** Arguments that some language chooses a form by: always numbers. */
const chosenBy = new Map(
  keys.map((key) => {
    const names = catalogues.flatMap((catalogue) =>
      catalogue.messages.has(key)
        ? partsOf(catalogue, key).selects.flatMap(({ selector }) => (selector.type === 'var' ? [selector.name] : []))
        : [],
    );
    return [key, new Set(names)];
  }),
);

const NUMBERS = [0, 1, 2, 3, 5, 11, 21, 22, 100];

function sample(catalogue: Catalogue, key: string, number: number): string {
  const args: Record<string, FluentVariable> = {};
  for (const name of partsOf(catalogue, key).variables)
    args[name] = chosenBy.get(key)?.has(name) ? number : `‹${name}›`;
  const errors: Error[] = [];
  const text = catalogue.bundle.formatPattern(patternOf(catalogue, key), args, errors);
  expect(errors, `${key} in ${catalogue.language}`).toEqual([]);
  return text;
}

/** Numbers to try a key with: one is enough where no form is chosen. */
const numbersFor = (key: string): readonly number[] => (chosenBy.get(key)?.size ? NUMBERS : NUMBERS.slice(0, 1));

/** Looks at every text in every language and tells where a language differs from the Russian: all slips at once. */
function expectSame(look: (catalogue: Catalogue, key: string, number: number) => unknown): void {
  const slips: string[] = [];
  for (const key of shared) {
    for (const number of numbersFor(key)) {
      const wanted = JSON.stringify(look(first, key, number));
      for (const catalogue of others) {
        const found = JSON.stringify(look(catalogue, key, number));
        if (found !== wanted) slips.push(`${catalogue.language} ${key} (${number}): ${found} instead of ${wanted}`);
      }
    }
  }
  expect(slips).toEqual([]);
}

const TAG = /<(\/?)([a-z]+)[^>]*>/g;
/** What a label begins with before its words: an emoji, or a number as in `1: …`. */
const signOf = (label: string): string =>
  /^(?:[^\s‹]*\p{Extended_Pictographic}\uFE0F?|[0-9]+:)(?=\s|$)/u.exec(label)?.[0] ?? '';
const EMOJI = /\p{Extended_Pictographic}\uFE0F?/gu;

test('the languages of the bot each have a catalogue', () => {
  expect(catalogues.map(({ language }) => language)).toEqual(expect.arrayContaining(['en', 'ru', 'uk']));
});

describe.each(catalogues)('$language', (catalogue) => {
  const { language, source, messages } = catalogue;
  const own = [...messages.keys()];

  test('is Fluent from the first line to the last', () => {
    // The reader skips in silence what it cannot read, and drops lines that are not indented.
    const written = [...source.matchAll(/^(-?[a-zA-Z][\w-]*) *=/gm)].map(([, key]) => key);
    expect([...messages.keys()]).toEqual(written);
    const stray = source.split('\n').filter((line) => !/^(?:$|#|\s|\}$|-?[a-zA-Z][\w-]* *=)/.test(line));
    expect(stray).toEqual([]);
  });

  test('has the keys of the Russian catalogue, no more and no less', () => {
    expect([...messages.keys()].sort()).toEqual([...keys].sort());
  });

  test('formats every text', () => {
    for (const key of own) {
      for (const number of numbersFor(key)) {
        const text = sample(catalogue, key, number);
        expect(text.trim(), key).not.toBe('');
        expect(text, key).not.toMatch(/[{}]|\bundefined\b|\bnull\b|\bNaN\b/);
      }
    }
  });

  test('opens and closes every tag', () => {
    for (const key of own) {
      for (const number of numbersFor(key)) {
        const text = sample(catalogue, key, number);
        const open: string[] = [];
        for (const [, slash, name = ''] of text.matchAll(TAG)) {
          expect(['a', 'b', 'code', 'i'], key).toContain(name);
          if (slash) expect(open.pop(), key).toBe(name);
          else open.push(name);
        }
        expect(open, key).toEqual([]);
        expect(text.replace(TAG, ''), key).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
      }
    }
  });

  test('chooses by plural forms that the language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of own) {
      for (const { variants, star } of partsOf(catalogue, key).selects) {
        const names = variants.flatMap(({ key: name }) => (name.type === 'str' ? [name.value] : []));
        expect(forms, key).toEqual(expect.arrayContaining(names));
        expect(variants[star]?.key.value, key).toBe('other');
      }
    }
  });
});

describe('every language, for every text', () => {
  test('uses the same arguments', () => {
    expectSame((catalogue, key) => [...partsOf(catalogue, key).variables].sort());
  });

  test('has the same tags', () => {
    expectSame((catalogue, key, number) =>
      [...sample(catalogue, key, number).matchAll(TAG)].map(([, , name]) => name).sort(),
    );
  });

  test('begins a button with the same sign', () => {
    expectSame((catalogue, key, number) => (key.startsWith('btn-') ? signOf(sample(catalogue, key, number)) : null));
  });

  test('has the same emoji', () => {
    expectSame((catalogue, key, number) => [...sample(catalogue, key, number).matchAll(EMOJI)].map(String).sort());
  });

  test('has the same lines, empty ones too', () => {
    expectSame((catalogue, key, number) =>
      sample(catalogue, key, number)
        .split('\n')
        .map((line) => (line.trim() === '' ? 'empty' : 'words')),
    );
  });

  test('asks where the Russian asks', () => {
    expectSame((catalogue, key, number) => sample(catalogue, key, number).includes('?'));
  });

  test('names the languages alike', () => {
    expectSame((catalogue, key, number) => (key.startsWith('lang-') ? sample(catalogue, key, number) : null));
  });
});

test('every kind of message that may be switched off has a name in the settings, and no other', () => {
  const named = [...first.messages.keys()].filter((key) => key.startsWith('kind-'));
  expect(named.toSorted()).toEqual(SWITCHABLE_KINDS.map((kind) => `kind-${kind}`).toSorted());
});

describe('words that promise gain or press people', () => {
  test.each(catalogues)('do not occur in $language', (catalogue) => {
    expect(BANNED[catalogue.language]?.length ?? 0).toBeGreaterThan(0);
    const found = [...catalogue.messages.keys()]
      .filter((key) => !MAY_NAME.includes(key))
      .flatMap((key) =>
        bannedIn(partsOf(catalogue, key).words.join(' '), catalogue.language).map((word) => `${key}: ${word}`),
      );
    expect(found).toEqual([]);
  });

  test('are told from words that only resemble them', () => {
    expect(bannedIn('Ваш ДОХОД, бонус-программа', 'ru')).toEqual(['доход', 'бонус-программа']);
    expect(bannedIn('Помощь доходит долго. Надолго?', 'ru')).toEqual([]);
    expect(bannedIn('You must pay: no interest!', 'en')).toEqual(['must', 'interest']);
    expect(bannedIn('An interesting mustard, percentile', 'en')).toEqual([]);
    expect(bannedIn("Ніхто не зобов'язаний, без боргів", 'uk')).toEqual(['зобов’язаний', 'боргів']);
    expect(bannedIn('Допомога доходить', 'uk')).toEqual([]);
  });
});

/** Arguments that are people's names. */
const NAME = '\\{ \\$(?:name|issuer|introducer|other|nickname|through) \\}(?:</b>)?';
/** A past tense, which would say whether a man or a woman did it; « в » and « за » are no verbs. */
const PAST: Readonly<Record<string, RegExp>> = {
  ru: new RegExp(`${NAME} \\p{L}+(?:л|ла|лся|лась)(?!\\p{L})|\\((?:а|ла|на)\\)`, 'u'),
  uk: new RegExp(`${NAME} \\p{L}{2,}(?:в|ла|вся|лася)(?!\\p{L})|\\((?:а|ла|на)\\)`, 'u'),
};
/** What an exclamation mark is for: a greeting, thanks. */
const GREETINGS = /Здравствуйте|возвращением|[Сс]пасибо|Hello|Welcome|[Tt]hank|Вітаємо|поверненням|[Дд]яку/u;

describe('the voice of the guide', () => {
  test.each(catalogues)('names nobody with a past tense in $language', ({ source, language }) => {
    const lines = source.split('\n').filter((line) => PAST[language]?.test(line));
    expect(lines).toEqual([]);
  });

  test('knows a past tense when it meets one', () => {
    expect('<b>{ $name }</b> подтвердила').toMatch(PAST.ru!);
    expect('{ $name } надіслав').toMatch(PAST.uk!);
    expect('{ $name } рассказывает; вы обещал(а)').toMatch(PAST.ru!);
    expect('<b>{ $name }</b> просит помощи, 👍 помощь дошла').not.toMatch(PAST.ru!);
  });

  test.each(catalogues)('raises its voice for greetings and thanks only in $language', ({ source }) => {
    const lines = source.split('\n').filter((line) => line.includes('!') && !line.startsWith('#'));
    expect(lines.filter((line) => !GREETINGS.test(line))).toEqual([]);
  });
});

/** TypeScript without its comments; strings stay, so that `https://` in them does not begin one. */
const withoutComments = (code: string): string =>
  code.replaceAll(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, kept: string | undefined) => kept ?? ' ',
  );

const CYRILLIC_WORD = /\p{Script=Cyrillic}{3,}/gu;

/** It reads units as people type them; nobody is shown these words. */
const READS_TYPED_WORDS: ReadonlySet<string> = new Set(['domain/money.ts']);

describe('words for people live in the catalogues', () => {
  test('comments are told from strings', () => {
    const code = `const a = 'http://нет'; // слово\n/* слово\n слово */ const b = \`/* да */\`;`;
    expect(withoutComments(code).match(CYRILLIC_WORD)).toEqual(['нет']);
    expect(withoutComments(code)).toContain('/* да */');
  });

  test('and nowhere else in src/, except in the sandbox and where typed numbers are read', () => {
    const files = fs
      .readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !/^(?:sandbox|generated)\//.test(file))
      .filter((file) => !READS_TYPED_WORDS.has(file));
    expect(files.length).toBeGreaterThan(10);
    const found = files.flatMap((file) => {
      const code = withoutComments(fs.readFileSync(new URL(file, SOURCE), 'utf8'));
      return [...code.matchAll(CYRILLIC_WORD)].map(([word]) => `${file}: ${word}`);
    });
    expect(found).toEqual([]);
  });
});
