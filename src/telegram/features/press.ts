import type { Composer } from 'grammy';
import { DomainError } from '../../domain/errors.ts';
import type { Action, ArgsOf } from '../callbacks.ts';
import { type BotContext, show } from '../context.ts';
import { problemText } from '../forms/form.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';

type Handler<A extends Action> = (ctx: BotContext, ...args: ArgsOf<A>) => Promise<void>;

/** Handles presses of one action; other updates go on. */
export function onPress<A extends Action>(composer: Composer<BotContext>, action: A, handler: Handler<A>): void {
  composer.use(async (ctx, next) => {
    if (ctx.press?.action !== action) return next();
    await handler(ctx, ...(ctx.press.args as unknown as ArgsOf<A>));
  });
}

/** The answer to everything that is not there, or not theirs: one and the same (2-surface, Deep links; R15). */
export async function showNeutral(ctx: BotContext): Promise<void> {
  await show(ctx, noteScreen(ctx.words, ctx.words.html('neutral')));
}

/**
 * Runs a command; a refusal becomes a pop-up line and the fresh screen of `now`, which says how things stand.
 * Returns whether the command was carried out.
 */
export async function tryCommand(
  ctx: BotContext,
  command: () => Promise<unknown>,
  now: () => Promise<Screen | null>,
): Promise<boolean> {
  try {
    await command();
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const screen = await now();
    if (screen === null || error.code === 'not-found' || error.code === 'not-yours') await showNeutral(ctx);
    else {
      const problem = problemText(ctx, error);
      await show(ctx, { ...screen, text: `${problem}\n\n${screen.text}` });
    }
    return false;
  }
}
