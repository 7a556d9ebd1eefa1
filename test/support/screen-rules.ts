// R16 and the words of 2-surface, as rules that any screen can be held against: sent to the stand-in, or made by a screen function.
import fs from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { LANGUAGES } from '../../src/domain/rules.ts';
import { unpack } from '../../src/telegram/callbacks.ts';

export interface RuledButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

/** A screen as Telegram gets it; text is HTML. */
export interface RuledScreen {
  readonly text: string;
  readonly keyboard: readonly (readonly RuledButton[])[];
}

const VISIBLE_MAX = 600;
/** Marks of direction and joiners take no place. */
const UNSEEN = /\p{Cf}/gu;
const BUTTONS_MAX = 6;
const DATA_BYTES_MAX = 64;
const LABEL_MAX = 64;

/** The signs of 2-surface, Buttons; of the ways to help; of people, the month, a lock; marks of a list of people. */
const SIGNS = '🙏 ❤️ 🤝 👍 ❌ ✏️ 👥 🔗 🗣 💳 🔆 🆘 ⏸ ▶️ ℹ️ ⚙️ ⬅️ 🏠 ✅ ⏭ ⏳ 🗑 🚫 ⚠️ ✉️ ◂ ▸ 💶 🛠 📦 ⏰ 👤 🗓 🔒 ☑ ☐ ➕ ➖ ↩️'.split(
  ' ',
);

/** Texts of buttons that stand once for each record of a list: they are its rows. */
const ROW_LABELS = new Set('btn-accept-late btn-decline-one btn-help-early btn-quiet-hours btn-quiet-none'.split(' '));

/** What the labels of buttons look like in any language; every other label is the row of a list. */
const BUTTON_LABELS: readonly RegExp[] = LANGUAGES.flatMap((language) => {
  const { body } = new FluentResource(
    fs.readFileSync(new URL(`../../src/locales/${language}.ftl`, import.meta.url), 'utf8'),
  );
  return body.flatMap(({ id, value }) => (id.startsWith('btn-') && !ROW_LABELS.has(id) ? labelsOf(value) : []));
});

type Pattern = FluentResource['body'][number]['value'];

function labelsOf(pattern: Pattern): RegExp[] {
  return [new RegExp(`^${patternOf(pattern)}$`, 'u')];
}

function patternOf(pattern: Pattern): string {
  if (typeof pattern === 'string') return quoted(pattern);
  const parts = (pattern ?? []).map((part) => {
    if (typeof part === 'string') return quoted(part);
    return part.type === 'select' ? `(?:${part.variants.map(({ value }) => patternOf(value)).join('|')})` : '.+';
  });
  return parts.join('');
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const isPaging = ({ text }: RuledButton): boolean => /^◂|▸$/.test(text);
const actionOf = ({ callback_data }: RuledButton): string => unpack(callback_data ?? '')?.action ?? '';

/** What a reader sees: no markup. */
export const visible = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Labels come again and again. */
const ROWS = new Map<string, boolean>();

function isRow(button: RuledButton): boolean {
  if (isPaging(button)) return true;
  const known = ROWS.get(button.text);
  if (known !== undefined) return known;
  const isOne = !BUTTON_LABELS.some((label) => label.test(button.text));
  ROWS.set(button.text, isOne);
  return isOne;
}

/** The labels of rows, and of answers in a form, are the things themselves: a name, a day, a number. */
const needsSign = (button: RuledButton): boolean => !isRow(button) && actionOf(button) !== 'form';

/** Home is where ⬅️ and 🏠 lead. */
const isHome = (buttons: readonly RuledButton[]): boolean =>
  buttons.some((button) => actionOf(button) === 'giveStart') &&
  buttons.some((button) => actionOf(button) === 'promises');

const hasSign = ({ text }: RuledButton): boolean =>
  SIGNS.some((sign) => text.startsWith(sign) || text.startsWith(sign.replace('\uFE0F', ''))) || /^(−|\+)/u.test(text);

/** Tags in pairs, nothing else that Telegram would refuse. */
function tagFaults(html: string): string[] {
  const open: string[] = [];
  for (const [tag, slash, name = ''] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (!['a', 'b', 'i', 'code'].includes(name)) return [`the tag ${tag}`];
    if (!slash) open.push(name);
    else if (open.pop() !== name) return [`tags that cross at ${tag}`];
  }
  if (open.length > 0) return [`<${open.join('><')}> stays open`];
  const bare = html.replace(/<\/?[a-z]+[^>]*>/g, '');
  return /[<>]|&(?!amp;|lt;|gt;|quot;)/.test(bare) ? ['a sign that is not escaped'] : [];
}

/** What is wrong with a screen (R16): nothing, when it is as 4-promises and 2-surface want it. */
export function faultsOf({ text, keyboard }: RuledScreen): string[] {
  const faults = tagFaults(text);
  const shown = visible(text);
  const buttons = keyboard.flat();
  if (shown.trim() === '') faults.push('no words');
  const length = [...shown.replaceAll(UNSEEN, '')].length;
  if (length > VISIBLE_MAX) faults.push(`${length} characters`);
  if (/\b(undefined|null|NaN)\b|[{}]|\[object/.test(shown)) faults.push('a hole in the words');
  if (/\n{3}|^\s|\s$|[^\S\n]\n|[^\S\n\u00a0]{2}/.test(shown)) faults.push('stray spaces or empty lines');
  const beside = buttons.filter((button) => !isRow(button)).length;
  if (beside > BUTTONS_MAX) faults.push(`${beside} buttons`);
  if (!isHome(buttons) && !buttons.some(({ text: label }) => /^(⬅️|🏠)/u.test(label))) faults.push('no way back');
  for (const button of buttons) {
    const { text: label, callback_data: data, url } = button;
    if (data !== undefined && Buffer.byteLength(data) > DATA_BYTES_MAX) faults.push(`the data of ${label}`);
    if (data !== undefined && unpack(data) === null) faults.push(`data nobody reads: ${data}`);
    if (data === undefined && url === undefined) faults.push(`${label} does nothing`);
    if ([...label].length > LABEL_MAX) faults.push(`a long label: ${label}`);
    if (needsSign(button) && !hasSign(button)) faults.push(`no sign: ${label}`);
  }
  return faults;
}
