import { badRequest } from './errors.ts';
import { checkedLink } from './links.ts';
import type { MessageEntity } from './types.ts';

/** Text without markup, and where its markup was. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

interface OpenTag {
  name: string;
  /** The one attribute that matters: a link's address, a code's language, an emoji's id, "expandable". */
  argument: string;
  /** Where its text begins, in UTF-16 units of the result. */
  offset: number;
}

const TYPE_OF_TAG: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

const NAMED_CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Text between markup: references are decoded, an unknown one stays as it is. */
function decodeReferences(source: string): string {
  return source.replace(
    /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|(lt|gt|amp|quot)(?![a-zA-Z]));?/g,
    (whole, dec, hex, name) => {
      if (name) return NAMED_CHARACTERS[name] ?? whole;
      const code = dec ? Number(dec) : Number.parseInt(hex, 16);
      return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/**
 * Telegram's HTML. Refuses what Telegram refuses, in the same words, so that a mistake that passes here passes there.
 * The rules are those of `parse_html` in tdlib (td/telegram/MessageEntity.cpp).
 */
export function parseHtml(source: string): FormattedText {
  return new HtmlParser(source).parse();
}

class HtmlParser {
  private readonly source: string;
  private at = 0;
  private text = '';
  private readonly open: OpenTag[] = [];
  private readonly entities: MessageEntity[] = [];

  constructor(source: string) {
    this.source = source;
  }

  parse(): FormattedText {
    while (this.at < this.source.length) {
      const tag = this.source.indexOf('<', this.at);
      const end = tag < 0 ? this.source.length : tag;
      this.text += decodeReferences(this.source.slice(this.at, end));
      this.at = end;
      if (tag < 0) break;
      if (this.source[tag + 1] === '/') this.endTag();
      else this.startTag();
    }
    const unclosed = this.open.at(-1);
    if (unclosed) throw this.refusal(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    for (const entity of this.entities) if (entity.type === 'code') delete entity.language;
    this.entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
    return { text: this.text, entities: this.entities };
  }

  private refusal(reason: string) {
    return badRequest(`can't parse entities: ${reason}`);
  }

  /** Telegram counts the place of a mistake in bytes of UTF-8. */
  private byteOffset(position: number): number {
    return Buffer.byteLength(this.source.slice(0, position));
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private startTag(): void {
    const begin = this.at++;
    const name = this.take(/[^\s>]*/y).toLowerCase();
    if (this.at >= this.source.length)
      throw this.refusal(`Unclosed start tag at byte offset ${this.byteOffset(begin)}`);
    if (!Object.hasOwn(TYPE_OF_TAG, name)) {
      throw this.refusal(`Unsupported start tag "${name}" at byte offset ${this.byteOffset(begin)}`);
    }
    let argument = '';
    for (;;) {
      this.take(/\s*/y);
      if (this.source[this.at] === '>') break;
      const [attribute, value] = this.attribute(name, begin);
      argument = argumentOf(name, attribute, value) ?? argument;
    }
    this.at++;
    if (name === 'span' && argument !== 'spoiler') {
      throw this.refusal(`Tag "span" must have class "tg-spoiler" at byte offset ${this.byteOffset(begin)}`);
    }
    this.open.push({ name, argument, offset: this.text.length });
  }

  private attribute(tag: string, begin: number): [name: string, value: string] {
    const name = this.take(/[^\s=>]*/y).toLowerCase();
    const place = () => `the tag "${tag}" at byte offset ${this.byteOffset(begin)}`;
    if (this.at >= this.source.length)
      throw this.refusal(`Unclosed start tag "${tag}" at byte offset ${this.byteOffset(begin)}`);
    if (name === '') throw this.refusal(`Empty attribute name in ${place()}`);
    this.take(/\s*/y);
    if (this.source[this.at] !== '=') {
      if (tag === 'blockquote' && name === 'expandable') return [name, ''];
      throw this.refusal(`Expected equal sign in declaration of an attribute of ${place()}`);
    }
    this.at++;
    this.take(/\s*/y);
    const quote = this.source[this.at];
    if (quote === '"' || quote === "'") {
      const close = this.source.indexOf(quote, this.at + 1);
      if (close < 0) throw this.refusal(`Unclosed start tag at byte offset ${this.byteOffset(begin)}`);
      const value = decodeReferences(this.source.slice(this.at + 1, close));
      this.at = close + 1;
      return [name, value];
    }
    const tokenAt = this.at;
    const token = this.take(/[A-Za-z0-9.-]*/y).toLowerCase();
    if (this.at >= this.source.length)
      throw this.refusal(`Unclosed start tag at byte offset ${this.byteOffset(begin)}`);
    if (!/[\s>]/.test(this.source[this.at] ?? '')) {
      throw this.refusal(`Unexpected end of name token at byte offset ${this.byteOffset(tokenAt)}`);
    }
    return [name, token];
  }

  private endTag(): void {
    const begin = this.at;
    const top = this.open.pop();
    if (!top) throw this.refusal(`Unexpected end tag at byte offset ${this.byteOffset(begin)}`);
    this.at += 2;
    const name = this.take(/[^\s>]*/y).toLowerCase();
    this.take(/\s*/y);
    if (this.source[this.at] !== '>') throw this.refusal(`Unclosed end tag at byte offset ${this.byteOffset(begin)}`);
    this.at++;
    if (name !== '' && name !== top.name) {
      const expected = `expected "</${top.name}>", found "</${name}>"`;
      throw this.refusal(`Unmatched end tag at byte offset ${this.byteOffset(begin)}, ${expected}`);
    }
    if (this.text.length > top.offset) this.addEntity(top);
  }

  private addEntity({ name, argument, offset }: OpenTag): void {
    const entity: MessageEntity = { type: TYPE_OF_TAG[name]!, offset, length: this.text.length - offset };
    if (name === 'a') {
      const url = checkedLink(argument || this.text.slice(offset));
      if (url === undefined) return; // as in Telegram: a bad address leaves plain text
      entity.url = url;
    }
    if (name === 'tg-emoji') {
      if (!/^[1-9]\d*$/.test(argument)) throw badRequest('Invalid custom emoji identifier specified');
      entity.custom_emoji_id = argument;
    }
    if (name === 'blockquote' && argument === 'expandable') entity.type = 'expandable_blockquote';
    const previous = this.entities.at(-1);
    const isSameStretch = previous?.offset === offset && previous.length === entity.length;
    if (name === 'pre' && isSameStretch && previous.type === 'code' && previous.language !== undefined) {
      previous.type = 'pre'; // <pre><code class="language-…">: one block with a language
      return;
    }
    if (name === 'code' && argument) entity.language = argument;
    this.entities.push(entity);
  }
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice('language-'.length);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice('tg-'.length);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable';
  return undefined;
}
