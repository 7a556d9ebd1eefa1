import type { Middleware } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from './context.ts';

/** What gets no answer of its own: most of what happens in groups, Telegram's own notes in a chat, the rest of an album. */

const COMMAND = /^\/\w+(?:@(\w+))?(?!\S)/;
/** Telegram takes at most 20 messages a minute from a bot in a group. */
const LINES_MAX = 15;
const WINDOW_MS = 60_000;
const CHATS_REMEMBERED_MAX = 10_000;

/**
 * In a group: one line with a link to the private chat, for commands that are not another bot's. Updates without a chat end here too.
 * @param now milliseconds of real time
 */
export function createGroupChats(now: () => number = () => performance.now()): Middleware<BotContext> {
  const linesOf = new Map<number, number[]>();
  return async (ctx, next) => {
    if (ctx.chat?.type === 'private' && ctx.from) return next();
    const { botUsername } = ctx.deps;
    const command = COMMAND.exec(ctx.message?.text ?? '');
    if (!ctx.chat || !command) return;
    if (command[1] !== undefined && command[1].toLowerCase() !== botUsername.toLowerCase()) return;
    const at = now();
    const lines = (linesOf.get(ctx.chat.id) ?? []).filter((line) => line > at - WINDOW_MS);
    if (lines.length >= LINES_MAX) return;
    linesOf.delete(ctx.chat.id);
    linesOf.set(ctx.chat.id, [...lines, at]);
    if (linesOf.size > CHATS_REMEMBERED_MAX) linesOf.delete(linesOf.keys().next().value ?? 0);
    await ctx.reply(ctx.words.plain('group-only-private', { link: `https://t.me/${botUsername}` }));
  };
}

/** What a person can send; a message with nothing of this is Telegram's own: something was pinned, a setting changed, … */
const CONTENTS: readonly (keyof Message)[] = [
  'text',
  'animation',
  'audio',
  'checklist',
  'contact',
  'dice',
  'document',
  'game',
  'location',
  'paid_media',
  'photo',
  'poll',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
];

export const serviceMessages: Middleware<BotContext> = async (ctx, next) => {
  const { message } = ctx;
  if (message === undefined || CONTENTS.some((content) => content in message)) await next();
};

/** Each picture of an album is a message; the first of them is answered, again too when it is handled again. */
export function createAlbums(): Middleware<BotContext> {
  const answered = new Map<string, number>();
  return async (ctx, next) => {
    const album = ctx.message?.media_group_id;
    if (album === undefined) return next();
    const id = ctx.update.update_id;
    const first = answered.get(album) ?? id;
    answered.set(album, first);
    if (answered.size > CHATS_REMEMBERED_MAX) answered.delete(answered.keys().next().value ?? '');
    if (first === id) await next();
  };
}
