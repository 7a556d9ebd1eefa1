import type { Middleware } from 'grammy';
import type { BotContext } from './context.ts';

const ACTIONS_MAX = 40;
const WINDOW_MS = 10_000;
const PEOPLE_REMEMBERED_MAX = 50_000;

/** 40 actions in 10 seconds of real time; over that, presses are still answered, with a friendly line (2-surface, Buttons). */
export function createRateLimit(now: () => number = () => performance.now()): Middleware<BotContext> {
  const recent = new Map<string, number[]>();
  const told = new Map<string, number>();
  return async (ctx, next) => {
    const at = now();
    const { id } = ctx.person;
    const times = (recent.get(id) ?? []).filter((time) => time > at - WINDOW_MS);
    if (times.length < ACTIONS_MAX) {
      times.push(at);
      recent.delete(id);
      recent.set(id, times);
      if (recent.size > PEOPLE_REMEMBERED_MAX) recent.delete(recent.keys().next().value ?? '');
      return next();
    }
    ctx.toast = ctx.words.plain('slow-down');
    if (ctx.callbackQuery || (told.get(id) ?? Number.NEGATIVE_INFINITY) > at - WINDOW_MS) return;
    told.set(id, at);
    if (told.size > PEOPLE_REMEMBERED_MAX) told.clear();
    await ctx.reply(ctx.words.plain('slow-down'));
  };
}
