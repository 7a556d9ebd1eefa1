import { badRequest } from './errors.ts';
import { linkMistake } from './links.ts';
import type { InlineButton, InlineKeyboard } from './types.ts';

const BUTTONS_MAX = 100;
const BUTTONS_IN_ROW_MAX = 8;
const CALLBACK_DATA_BYTES_MAX = 64;

/** What a `reply_markup` turns out to be. */
export type Markup =
  | { kind: 'none' }
  | { kind: 'inline'; keyboard: InlineKeyboard }
  | { kind: 'reply'; rows: { text: string }[][]; oneTime: boolean; placeholder: string | undefined }
  | { kind: 'remove' }
  | { kind: 'force'; placeholder: string | undefined };

type Fields = Record<string, unknown>;

/** Reads and checks a `reply_markup`. */
export function readMarkup(given: Fields | undefined): Markup {
  if (given === undefined || Object.keys(given).length === 0) return { kind: 'none' };
  const placeholder = typeof given.input_field_placeholder === 'string' ? given.input_field_placeholder : undefined;
  if (given.inline_keyboard !== undefined) return inlineMarkup(given.inline_keyboard);
  if (given.keyboard !== undefined) {
    const rows = rowsOf(given.keyboard, 'keyboard').map((row) => row.map(replyButton));
    if (rows.flat().length === 0) throw badRequest('reply keyboard must be non-empty');
    return { kind: 'reply', rows, oneTime: given.one_time_keyboard === true, placeholder };
  }
  if (given.remove_keyboard === true) return { kind: 'remove' };
  if (given.force_reply === true) return { kind: 'force', placeholder };
  throw badRequest('object expected as reply markup');
}

/** The same for edits, which take inline keyboards only. */
export function readInlineMarkup(given: Fields | undefined): InlineKeyboard | undefined {
  const markup = readMarkup(given);
  if (markup.kind !== 'none' && markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  return markup.kind === 'inline' ? markup.keyboard : undefined;
}

function inlineMarkup(given: unknown): Markup {
  const rows = rowsOf(given, 'inline keyboard')
    .filter((row) => row.length > 0)
    .map((row) => row.map(inlineButton));
  if (rows.flat().length > BUTTONS_MAX || rows.some((row) => row.length > BUTTONS_IN_ROW_MAX)) {
    throw badRequest('REPLY_MARKUP_TOO_LONG');
  }
  return rows.length === 0 ? { kind: 'none' } : { kind: 'inline', keyboard: { inline_keyboard: rows } };
}

function rowsOf(given: unknown, what: string): unknown[][] {
  if (!Array.isArray(given)) throw badRequest(`field "${what.replace(' ', '_')}" must be of type Array`);
  for (const row of given) if (!Array.isArray(row)) throw badRequest(`${what} row must be an array`);
  return given;
}

function replyButton(given: unknown): { text: string } {
  const text = typeof given === 'string' ? given : (given as Fields | null)?.text;
  if (typeof text !== 'string') throw badRequest('can\'t parse keyboard button: Can\'t find field "text"');
  if (text.trim() === '') throw badRequest('keyboard button text must be non-empty');
  return { text };
}

const refusal = (reason: string) => badRequest(`can't parse inline keyboard button: ${reason}`);

/** Each check looks at the action's value and says what is wrong with it, if anything. */
const ACTIONS: Readonly<Record<string, (value: unknown) => void>> = {
  callback_data: checkCallbackData,
  url: (value) => checkAddress(asText(value, 'url'), 'URL'),
  web_app: (value) => {
    const address = asText((value as Fields)?.url, 'url');
    const mistake = /^https:\/\//i.test(address) ? linkMistake(address) : 'Only HTTPS links are allowed';
    if (mistake) throw badRequest(`inline keyboard button Web App URL '${address}' is invalid: ${mistake}`);
  },
  login_url: (value) => checkAddress(asText((value as Fields)?.url, 'url'), 'login URL'),
  copy_text: (value) => {
    const text = asText((value as Fields)?.text, 'text');
    if (text.length < 1 || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  },
  switch_inline_query: (value) => void asText(value, 'switch_inline_query'),
  switch_inline_query_current_chat: (value) => void asText(value, 'switch_inline_query_current_chat'),
  switch_inline_query_chosen_chat: () => undefined,
};

function inlineButton(given: unknown): InlineButton {
  if (typeof given !== 'object' || given === null) throw refusal('Button must be an object');
  const button = given as Fields;
  const text = button.text;
  if (text === undefined) throw refusal('Can\'t find field "text"');
  if (typeof text !== 'string') throw refusal('Field "text" must be of type String');
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  for (const unsupported of ['pay', 'callback_game']) {
    if (button[unsupported] !== undefined) throw refusal(`${unsupported} is not supported by the sandbox`);
  }
  const actions = Object.keys(ACTIONS).filter((name) => button[name] !== undefined && button[name] !== null);
  const [action] = actions;
  if (action === undefined) throw refusal('Text buttons are unallowed in the inline keyboard');
  if (actions.length > 1) throw refusal(`Exactly one action is expected, found ${actions.join(', ')}`);
  ACTIONS[action]!(button[action]);
  return { text, [action]: button[action] };
}

function asText(value: unknown, field: string): string {
  if (typeof value !== 'string') throw refusal(`Field "${field}" must be of type String`);
  return value;
}

function checkCallbackData(value: unknown): void {
  const bytes = Buffer.byteLength(asText(value, 'callback_data'));
  if (bytes === 0) throw refusal('Text buttons are unallowed in the inline keyboard');
  if (bytes > CALLBACK_DATA_BYTES_MAX) throw badRequest('BUTTON_DATA_INVALID');
}

function checkAddress(address: string, what: string): void {
  const mistake = address === '' ? 'URL host is empty' : linkMistake(address);
  if (mistake) throw badRequest(`inline keyboard button ${what} '${address}' is invalid: ${mistake}`);
}
