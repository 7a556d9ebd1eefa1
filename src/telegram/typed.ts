import { LANGUAGES } from '../domain/rules.ts';
import type { BotContext } from './context.ts';

/** Words that people type in place of a press, or out of courtesy; each is a list in the locales. */
export type Typed = 'cancel' | 'back' | 'skip' | 'thanks' | 'hello';

/** Whether a text is nothing but one of these words, in any of the languages. */
export function isTyped(ctx: BotContext, text: string, word: Typed): boolean {
  const said = text
    .trim()
    .replace(/[^\p{L}\p{N}?]+$/u, '')
    .toLowerCase();
  return LANGUAGES.some((language) => ctx.deps.wordsOf(language).plain(`typed-${word}`).split(', ').includes(said));
}
