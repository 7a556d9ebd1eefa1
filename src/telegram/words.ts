import fs from 'node:fs';
import { FluentBundle, FluentNumber, FluentResource, type FluentValue, type FluentVariable } from '@fluent/bundle';
import { minorPerWhole } from '../domain/money.ts';
import type { Language, Rules } from '../domain/rules.ts';
import { LANGUAGES } from '../domain/rules.ts';
import { closeBidi } from '../domain/text.ts';

/** The words of one language. Screens ask it for texts by key; nothing else holds words for people. */
export interface Words {
  readonly language: Language;
  /** A text for a message (HTML): string arguments are escaped, so that nobody's name can break a screen. */
  html(key: string, args?: WordArgs): string;
  /** A text for a button or a pop-up (no HTML). */
  plain(key: string, args?: WordArgs): string;
  /** An amount with its unit; minor units only where there are any: `1 500 €`, `1 500,50 €`. */
  money(amount: bigint): string;
  /** A day in the deployment's zone: `5 декабря`. */
  day(at: Date): string;
  has(key: string): boolean;
}

export type WordArgs = Readonly<Record<string, string | number>>;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function readCatalogue(language: Language): FluentResource {
  const source = fs.readFileSync(new URL(`../locales/${language}.ftl`, import.meta.url), 'utf8');
  return new FluentResource(source);
}

/** `{ EXAMPLE(150) }` in a text: a sum as it may be typed here, whatever the unit's decimals and its smallest amount are. */
function exampleIn(language: Language, { unit }: Rules): (args: FluentValue[]) => string {
  const least = Number(unit.quantum) / Number(minorPerWhole(unit));
  return ([wanted]) => {
    const sum = Math.max(wanted instanceof FluentNumber ? wanted.value : 0, least);
    const isWhole = Number.isInteger(sum) || unit.decimals === 0;
    const digits = isWhole ? 0 : unit.decimals;
    const options = { useGrouping: false, minimumFractionDigits: digits, maximumFractionDigits: digits };
    return new Intl.NumberFormat(language, options).format(isWhole ? Math.floor(sum) : sum);
  };
}

function makeBundle(language: Language, rules: Rules): FluentBundle {
  // Isolation marks would show up in Telegram.
  const bundle = new FluentBundle(language, {
    useIsolating: false,
    functions: { EXAMPLE: exampleIn(language, rules) },
  });
  const errors = bundle.addResource(readCatalogue(language));
  if (errors.length > 0) throw new Error(`src/locales/${language}.ftl: ${errors[0]?.message}`);
  return bundle;
}

/** @throws Error for a key the catalogue lacks: a test walks all of them */
function format(bundle: FluentBundle, language: Language, key: string, args: Record<string, FluentVariable>): string {
  const message = bundle.getMessage(key);
  if (!message?.value) throw new Error(`no text for ${key} in ${language}`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(message.value, args, errors);
  if (errors.length > 0) throw new Error(`text ${key} in ${language}: ${errors[0]?.message}`);
  return text;
}

const mapText = (args: WordArgs, change: (text: string, key: string) => string): Record<string, FluentVariable> =>
  Object.fromEntries(Object.entries(args).map(([key, arg]) => [key, typeof arg === 'string' ? change(arg, key) : arg]));

function makeWords(language: Language, rules: Rules): Words {
  const bundle = makeBundle(language, rules);
  const perWhole = minorPerWhole(rules.unit);
  const whole = new Intl.NumberFormat(language);
  const fraction = new Intl.NumberFormat(language, {
    minimumFractionDigits: rules.unit.decimals,
    maximumFractionDigits: rules.unit.decimals,
  });
  // British dates put the day first, as the other languages do.
  const dayFormat = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    timeZone: rules.timezone,
  });
  // Who has left has no name: everywhere the same words stand instead (1-domain, States).
  const gone = format(bundle, language, 'somebody-gone', {});
  const named = (text: string, key: string): string => (key === 'name' && text === '' ? gone : closeBidi(text));
  return {
    language,
    html: (key, args = {}) =>
      format(
        bundle,
        language,
        key,
        mapText(args, (text, arg) => escapeHtml(named(text, arg))),
      ),
    plain: (key, args = {}) => format(bundle, language, key, mapText(args, named)),
    money: (amount) => {
      // Amounts stay below 10^14 minor units, so that a double holds each exactly (money.ts limits them).
      const number =
        amount % perWhole === 0n ? whole.format(amount / perWhole) : fraction.format(Number(amount) / Number(perWhole));
      // A comma between thousands would not be read back as it is typed; a space is, in every language.
      const spaced = language === 'en' ? number.replaceAll(',', '\u00a0') : number;
      return `${spaced}\u00a0${rules.unit.symbol}`;
    },
    day: (at) => dayFormat.format(at),
    has: (key) => bundle.hasMessage(key),
  };
}

/** All catalogues, read once at start. @throws Error for a catalogue that cannot be read */
export function loadWords(rules: Rules): (language: Language) => Words {
  const all = new Map(LANGUAGES.map((language) => [language, makeWords(language, rules)]));
  return (language) => all.get(language) ?? (all.get(rules.defaultLanguage) as Words);
}
