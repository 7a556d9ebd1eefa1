import type { InlineKeyboardButton } from 'grammy/types';
import { shorten } from '../domain/text.ts';
import { type Action, type ArgsOf, pack } from './callbacks.ts';
import type { Words } from './words.ts';

/** One screen: one message. Made by pure functions of screens/; text is Telegram HTML. */
export interface Screen {
  readonly text: string;
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
}

/** A button for an action; its label is the text `btn-…` of that key. */
export function button<A extends Action>(
  words: Words,
  key: string,
  action: A,
  ...args: ArgsOf<A>
): InlineKeyboardButton {
  return { text: words.plain(`btn-${key}`), callback_data: pack(action, ...args) };
}

/** What a screen may hold (R16). */
export const VISIBLE_MAX = 600;

/** What a reader sees of a text: no markup. */
export const visibleLength = (html: string): number =>
  html.replace(/<[^>]+>/g, '').replace(/&(?:amp|lt|gt|quot);/g, '.').length;

/** The first of these texts that fits a screen with `spare` characters left; the last one, if none does. */
export function firstFitting(texts: readonly (() => string)[], spare = 0): string {
  let text = '';
  for (const make of texts) {
    text = make();
    if (visibleLength(text) <= VISIBLE_MAX - spare) break;
  }
  return text;
}

const LABEL_LENGTH = 40;

/** A row of a list: its own words as the label. */
export function row<A extends Action>(label: string, action: A, ...args: ArgsOf<A>): InlineKeyboardButton {
  const text = shorten(label, LABEL_LENGTH);
  return { text, callback_data: pack(action, ...args) };
}

/** A button that hands a link on to a friend in Telegram's own share window. */
export function shareButton(words: Words, key: string, link: string, text: string): InlineKeyboardButton {
  const target = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`;
  return { text: words.plain(`btn-${key}`), url: target };
}

export const PAGE_SIZE = 6;

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
}

/** The page asked for, or the last one there is. */
export function pageOf<T>(items: readonly T[], asked: number): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const page = Math.min(Math.max(0, asked), pages - 1);
  return { items: items.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE), page, pages };
}

/** ◂ 2/5 ▸; nothing when there is one page. `data` makes the callback data of a page. */
export function pager(
  page: Pick<Page<unknown>, 'page' | 'pages'>,
  data: (page: number) => string,
): InlineKeyboardButton[][] {
  if (page.pages === 1) return [];
  const row: InlineKeyboardButton[] = [];
  if (page.page > 0) row.push({ text: `◂ ${page.page}`, callback_data: data(page.page - 1) });
  if (page.page < page.pages - 1) row.push({ text: `${page.page + 2} ▸`, callback_data: data(page.page + 1) });
  return [row];
}
