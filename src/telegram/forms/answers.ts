import type { Said } from '../../domain/commitments/words.ts';
import { parseAmount } from '../../domain/money.ts';
import { LIMITS } from '../../domain/rules.ts';
import { clean, isBlank } from '../../domain/text.ts';
import { type BotContext, read } from '../context.ts';
import { type Answers, type Choice, type Input, orProblem, type Taken } from './form.ts';

/** Ready-made ways to take an answer, so that every form refuses in the same words. */

const merge = (answers: Answers, key: string, value: Answers[string], note?: string): Taken => ({
  answers: { ...answers, [key]: value },
  ...(note === undefined ? {} : { note }),
});

/** A typed amount, kept as a text of minor units. `buttons` are amounts that may be pressed instead. */
export function takeAmount(
  ctx: BotContext,
  input: Input,
  answers: Answers,
  key: string,
  buttons: readonly string[] = [],
): Promise<Taken> {
  return orProblem(ctx, () => {
    if (input.kind === 'press' && buttons.includes(input.value)) return merge(answers, key, input.value);
    if (input.kind !== 'text') return { problem: ctx.words.html('err-amount-invalid') };
    return merge(answers, key, String(parseAmount(input.text, read(ctx).rules.unit)));
  });
}

/** One of the buttons, nothing else. */
export function takeChoice(
  ctx: BotContext,
  input: Input,
  answers: Answers,
  key: string,
  values: readonly string[],
): Taken {
  if (input.kind === 'press' && values.includes(input.value)) return merge(answers, key, input.value);
  return { problem: ctx.words.html('err-needs-button') };
}

/** A typed text of at most `limit` characters; longer ones are cut, and the person is told. */
export function takeText(ctx: BotContext, input: Input, answers: Answers, key: string, limit: number): Taken {
  if (input.kind !== 'text') return { problem: ctx.words.html('err-needs-text') };
  const { text, wasCut } = clean(input.text, limit);
  if (isBlank(text)) return { problem: ctx.words.html('err-text-empty') };
  return merge(answers, key, text, wasCut ? ctx.words.html('text-cut') : undefined);
}

/** A line, or a voice note: two answers of which one is empty. {@link saidOf} reads them. */
export function takeSaid(ctx: BotContext, input: Input, answers: Answers): Taken {
  if (input.kind === 'voice') return { answers: { ...answers, line: '', voice: input.fileId } };
  const taken = takeText(ctx, input, answers, 'line', LIMITS.thanksLength);
  return 'answers' in taken ? { ...taken, answers: { ...taken.answers, voice: '' } } : taken;
}

export function saidOf(answers: Answers): Said {
  const fileId = textOf(answers, 'voice');
  return fileId ? { kind: 'voice', fileId } : { kind: 'text', text: textOf(answers, 'line') };
}

export const SKIP = 'skip';

export const skipChoice = (ctx: BotContext): Choice => ({ value: SKIP, label: ctx.words.plain('btn-skip') });

export const isSkip = (input: Input): boolean => input.kind === 'press' && input.value === SKIP;

/** The last question: one ✅. */
export const YES = 'yes';

export function takeYes(ctx: BotContext, input: Input, answers: Answers): Taken {
  if (input.kind === 'press' && input.value === YES) return { answers };
  return { problem: ctx.words.html('err-needs-button') };
}

/** An answer that is known to be a text. */
export function textOf(answers: Answers, key: string): string {
  const value = answers[key];
  return typeof value === 'string' ? value : '';
}

export const optionalText = (answers: Answers, key: string): string | null => textOf(answers, key) || null;

export const amountOf = (answers: Answers, key: string): bigint => BigInt(textOf(answers, key) || '0');

export const listOf = (answers: Answers, key: string): readonly string[] => {
  const value = answers[key];
  return Array.isArray(value) ? value : [];
};
