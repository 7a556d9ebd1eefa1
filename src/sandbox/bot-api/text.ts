import { badRequest } from './errors.ts';
import { type FormattedText, parseHtml } from './html.ts';
import { checkedLink, userIdOfLink } from './links.ts';
import type { Params } from './params.ts';
import type { MessageEntity, User } from './types.ts';

export const TEXT_LENGTH_MAX = 4096;
export const CAPTION_LENGTH_MAX = 1024;

/** Finds the person behind a `tg://user?id=…` link. */
export type FindUser = (id: number) => User | undefined;

/** Reads a message's text as Telegram would: markup, trimming, limits, and what it finds by itself (links, commands). */
export function readText(params: Params, findUser: FindUser): FormattedText {
  const source = params.text('text');
  if (source === undefined || source === '') throw badRequest('message text is empty');
  const formatted = format(source, params, 'entities', findUser);
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (formatted.text.length > TEXT_LENGTH_MAX) throw badRequest('message is too long');
  return formatted;
}

/** Reads a caption; an empty one is none. */
export function readCaption(
  params: Params,
  findUser: FindUser,
): { caption?: string; caption_entities?: MessageEntity[] } {
  const source = params.text('caption');
  if (source === undefined || source === '') return {};
  const { text, entities } = format(source, params, 'caption_entities', findUser);
  if (text.length > CAPTION_LENGTH_MAX) throw badRequest('message caption is too long');
  return text === '' ? {} : { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

/** What a person types: as it is, with links and commands found. */
export function plainText(text: string): FormattedText {
  const cleaned = trimmed({ text: clean(text), entities: [] });
  return { text: cleaned.text, entities: withFoundEntities(cleaned) };
}

function format(source: string, params: Params, entitiesField: string, findUser: FindUser): FormattedText {
  const mode = params.text('parse_mode')?.toLowerCase() ?? '';
  if (mode === 'markdown' || mode === 'markdownv2') {
    throw badRequest(`parse_mode ${params.text('parse_mode')} is not supported by the sandbox: use HTML`);
  }
  if (mode !== '' && mode !== 'html') throw badRequest('unsupported parse_mode');
  const text = clean(source);
  const parsed =
    mode === 'html' ? parseHtml(text) : { text, entities: givenEntities(params.json(entitiesField), text) };
  const result = trimmed(parsed);
  return {
    text: result.text,
    entities: withFoundEntities({ ...result, entities: withMentions(result.entities, findUser) }),
  };
}

function givenEntities(given: unknown, text: string): MessageEntity[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw badRequest("can't parse entities: expected an Array of MessageEntity");
  for (const entity of given as Partial<MessageEntity>[]) {
    const { type, offset, length } = entity ?? {};
    const isWhole = typeof type === 'string' && Number.isInteger(offset) && Number.isInteger(length);
    if (!isWhole || offset! < 0 || length! <= 0 || offset! + length! > text.length) {
      throw badRequest("can't parse MessageEntity: it lies outside of the text");
    }
  }
  return given as MessageEntity[];
}

/** Telegram drops carriage returns and turns other control characters into spaces. */
function clean(text: string): string {
  return text.replaceAll('\r', '').replace(/[\u0000-\u0009\u000b-\u001f]/g, ' ');
}

/** Cuts blank edges off and shrinks the entities with them. */
function trimmed({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const kept = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
  return { text: text.slice(start, Math.max(start, end)), entities: kept };
}

function withMentions(entities: MessageEntity[], findUser: FindUser): MessageEntity[] {
  return entities.flatMap((entity) => {
    const id = entity.type === 'text_link' ? userIdOfLink(entity.url ?? '') : undefined;
    if (id === undefined) return [entity];
    const user = findUser(id);
    const { url: _, ...rest } = entity;
    return user ? [{ ...rest, type: 'text_mention', user }] : []; // Telegram drops mentions of strangers
  });
}

const FOUND_IN_TEXT: readonly { type: string; pattern: RegExp }[] = [
  { type: 'url', pattern: /\b(?:https?:\/\/[^\s<>"']+|(?:t\.me|telegram\.me)\/[^\s<>"']+)/gi },
  {
    type: 'bot_command',
    pattern: /(?<![\p{L}\p{N}_/])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/])/gu,
  },
  { type: 'mention', pattern: /(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b/g },
];

function withFoundEntities({ text, entities }: FormattedText): MessageEntity[] {
  const taken = entities.filter((entity) => /^(text_link|text_mention|code|pre|url)$/.test(entity.type));
  const found: MessageEntity[] = [];
  for (const { type, pattern } of FOUND_IN_TEXT) {
    for (const match of text.matchAll(pattern)) {
      const value = type === 'url' ? match[0].replace(/[.,;:!?)\]»]+$/, '') : match[0];
      const entity = { type, offset: match.index, length: value.length };
      if (type === 'url' && checkedLink(value) === undefined) continue;
      if (![...taken, ...found].some((other) => overlap(entity, other))) found.push(entity);
    }
  }
  return [...entities, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
