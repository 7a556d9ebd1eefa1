import type { Said } from '../../domain/commitments/words.ts';
import { parseAmount, roundSums } from '../../domain/money.ts';
import { LIMITS } from '../../domain/rules.ts';
import { clean, isBlank } from '../../domain/text.ts';
import { type BotContext, read } from '../context.ts';
import { type Answers, type Choice, type Input, orProblem, type Taken } from './form.ts';

/** Ready-made ways to take an answer, so that every form refuses in the same words. */

const merge = (answers: Answers, key: string, value: Answers[string], note?: string): Taken => ({
  answers: { ...answers, [key]: value },
  ...(note === undefined ? {} : { note }),
});

const inPairs = (choices: readonly Choice[]): Choice[][] =>
  choices.flatMap((_, index) => (index % 2 === 0 ? [choices.slice(index, index + 2)] : []));

/** So many sums to press, beside the two ways out and one button of the question's own. */
const SUMS_SHOWN = 4;

/** The nearest round sums below `limit`, for whoever does not want to type. Minor units. */
export const sumsBelow = (ctx: BotContext, limit: bigint, count = SUMS_SHOWN): bigint[] =>
  roundSums(read(ctx).rules.unit)
    .filter((amount) => amount < limit)
    .slice(-count);

/** Sums that people often give begin at so many quanta. */
const OFTEN_FROM = 10n;

/** Round sums that people often give. Minor units. */
export function usualSums(ctx: BotContext): bigint[] {
  const { unit } = read(ctx).rules;
  return roundSums(unit)
    .filter((amount) => amount >= OFTEN_FROM * unit.quantum)
    .slice(0, SUMS_SHOWN);
}

/** Amounts as buttons of a question, two in a row. */
export const sumChoices = (ctx: BotContext, sums: readonly bigint[]): Choice[][] =>
  inPairs(sums.map((amount) => ({ value: String(amount), label: ctx.words.money(amount) })));

const READY = ['1', '2', '3', '4'];

/** Ready words to press: the texts `key-1` … `key-4`. {@link asTyped} reads the press. */
export const readyChoices = (ctx: BotContext, key: string): Choice[][] =>
  inPairs(READY.map((value) => ({ value, label: ctx.words.plain(`${key}-${value}`) })));

/** Ready words count as if they had been typed. */
export const asTyped = (ctx: BotContext, input: Input, key: string): Input =>
  input.kind === 'press' && READY.includes(input.value)
    ? { kind: 'text', text: ctx.words.plain(`${key}-${input.value}`) }
    : input;

/** A typed amount, kept as a text of minor units. `sums` may be pressed instead. */
export function takeAmount(
  ctx: BotContext,
  input: Input,
  answers: Answers,
  key: string,
  sums: readonly bigint[] = [],
): Promise<Taken> {
  return orProblem(ctx, () => {
    if (input.kind === 'press' && sums.some((amount) => String(amount) === input.value))
      return merge(answers, key, input.value);
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
