import { GrammyError, HttpError, type Middleware } from 'grammy';
import { transact } from '../db/transaction.ts';
import { markUnreachable } from '../domain/members/members.ts';
import { describe, isQueryTooOld, isUnreachable } from './api-errors.ts';
import type { BotContext } from './context.ts';

const ANSWER_MS_MAX = 700;
const ANSWERED_REMEMBERED_MAX = 1000;

/** Every press is answered within a second, whatever becomes of it; with a line when there is one. */
export function createPressAnswers(): Middleware<BotContext> {
  const answered = new Set<number>();
  return async (ctx, next) => {
    // An update that failed is handled again; its press can be answered only once.
    let isAnswered = answered.has(ctx.update.update_id);
    const answer = async (): Promise<void> => {
      if (isAnswered) return;
      isAnswered = true;
      answered.add(ctx.update.update_id);
      if (answered.size > ANSWERED_REMEMBERED_MAX) answered.delete(answered.values().next().value ?? 0);
      try {
        await ctx.answerCallbackQuery(ctx.toast === null ? {} : { text: ctx.toast });
      } catch (error) {
        if (isQueryTooOld(error)) return;
        ctx.deps.log.warn({ err: error, update: ctx.update.update_id }, 'press not answered');
      }
    };
    const timer = setTimeout(() => void answer(), ANSWER_MS_MAX);
    try {
      await next();
    } finally {
      clearTimeout(timer);
      await answer();
    }
  };
}

const FAILURES_MAX = 3;

/** The person is told that something went wrong, a group is not; if even that fails, the log knows. */
async function apologise(ctx: BotContext): Promise<void> {
  if (ctx.chat?.type !== 'private') return;
  try {
    await ctx.reply(ctx.words.plain('something-wrong'));
  } catch (error) {
    ctx.deps.log.warn({ err: error, updateId: ctx.update.update_id }, 'apology not sent');
  }
}

/**
 * What went wrong stays here: somebody unreachable is marked, Telegram's own failures are logged, anything else is thrown to the
 * inbox, which tries again; the last time the person is told. The log holds no names, texts or tokens.
 */
export function createErrorBoundary(): Middleware<BotContext> {
  const failures = new Map<number, number>();
  return async (ctx, next) => {
    const id = ctx.update.update_id;
    try {
      await next();
      failures.delete(id);
    } catch (error) {
      const { deps } = ctx;
      const cause = ctx.formError ?? error;
      if (isUnreachable(cause)) {
        if (ctx.self) await transact(deps.house, (tx) => markUnreachable(tx, ctx.self.id));
        return;
      }
      const action = ctx.press?.action ?? 'message';
      const isTelegrams = cause instanceof GrammyError || cause instanceof HttpError;
      // A form that could not ask its next question would wait for an answer to the last one: that update is tried again.
      if (isTelegrams && ctx.formError === null) {
        deps.log.warn({ updateId: id, action, reason: describe(cause) }, 'answer not delivered');
        if (cause instanceof GrammyError && cause.error_code === 400) await apologise(ctx);
        return;
      }
      const count = (failures.get(id) ?? 0) + 1;
      const line = { updateId: id, action, failure: count };
      if (isTelegrams) deps.log.warn({ ...line, reason: describe(cause) }, 'question not delivered');
      else deps.log.error({ ...line, err: cause }, 'update failed');
      if (count < FAILURES_MAX) {
        failures.set(id, count);
        throw cause;
      }
      failures.delete(id);
      await apologise(ctx);
    }
  };
}
