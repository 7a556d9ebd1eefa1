import type { InlineKeyboardButton } from 'grammy/types';
import { DomainError } from '../../domain/errors.ts';
import { pack } from '../callbacks.ts';
import { type BotContext, read } from '../context.ts';
import type { Screen } from '../screen.ts';
import { homeButton } from '../screens/shared.ts';

/**
 * A form is a list of questions and one commit at the end (4-promises: what conversations are good for). Its answers are plain
 * JSON and the only thing that lives between two updates; everything else is asked anew.
 */
export type Answers = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What a person did: typed, spoke, or pressed a button of this question. */
export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'voice'; readonly fileId: string }
  | { readonly kind: 'press'; readonly value: string }
  | { readonly kind: 'other' };

/** A button of a question: its value comes back as the answer. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Question {
  /** Telegram HTML; a typed question contains "?" */
  readonly text: string;
  /** Rows of buttons. */
  readonly choices: readonly (readonly Choice[])[];
  /** With five choices, ❌ would be a seventh button: only the way back (or home) is offered. */
  readonly hasOneWayOut?: boolean;
}

/** New answers to go on with; a text refuses and keeps the question open; `again` asks the same question anew. */
export type Taken =
  | { readonly answers: Answers; readonly note?: string }
  | { readonly problem: string }
  | { readonly again: Answers };

export interface Step {
  readonly id: string;
  /** A voice note is an answer too. */
  readonly takesVoice?: boolean;
  /** False: this question is not for these answers. Default: always asked. */
  readonly isAsked?: (answers: Answers) => boolean;
  ask(ctx: BotContext, answers: Answers): Promise<Question>;
  take(ctx: BotContext, input: Input, answers: Answers): Promise<Taken>;
}

export interface Form {
  readonly steps: readonly Step[];
  /** Answers to begin with, from what the form was opened with; a screen instead refuses to open. */
  begin(ctx: BotContext, args: Record<string, string>): Promise<Answers | Screen>;
  /** One domain command, one screen. A DomainError is told and the last question stays open. */
  finish(ctx: BotContext, answers: Answers): Promise<Screen>;
}

export const isScreen = (value: Answers | Screen): value is Screen => 'keyboard' in value && 'text' in value;

/** The step that comes after `at` for these answers; undefined at the end. */
export function stepAfter(form: Form, at: string | null, answers: Answers): Step | undefined {
  const from = at === null ? 0 : form.steps.findIndex((step) => step.id === at) + 1;
  return form.steps.slice(from).find((step) => step.isAsked?.(answers) ?? true);
}

/** The step before `at` for these answers; undefined at the first. */
export function stepBefore(form: Form, at: string, answers: Answers): Step | undefined {
  const to = form.steps.findIndex((step) => step.id === at);
  return form.steps.slice(0, to).findLast((step) => step.isAsked?.(answers) ?? true);
}

/** Values the form itself understands in any question. */
export const BACK = '_back';
export const CANCEL = '_cancel';

/** A question as a screen: its choices, ⬅️ to the question before (🏠 on the first) and ❌. `mark` names this opening of the form. */
export function questionScreen(
  ctx: BotContext,
  mark: string,
  step: Step,
  question: Question,
  note: string | null,
  isFirst: boolean,
): Screen {
  const data = (value: string): string => pack('form', mark, step.id, value);
  const rows: InlineKeyboardButton[][] = question.choices.map((row) =>
    row.map((choice) => ({ text: choice.label, callback_data: data(choice.value) })),
  );
  rows.push([
    isFirst ? homeButton(ctx.words) : { text: ctx.words.plain('btn-back'), callback_data: data(BACK) },
    ...(question.hasOneWayOut ? [] : [{ text: ctx.words.plain('btn-cancel'), callback_data: data(CANCEL) }]),
  ]);
  return { text: note === null ? question.text : `${note}\n\n${question.text}`, keyboard: rows };
}

/** A refusal in words, for the person who can mend it. */
export function problemText(ctx: BotContext, error: DomainError): string {
  // How far another's measure reaches is told to nobody.
  if (ctx.helping !== null && error.code === 'above-ceiling') return ctx.words.html('err-not-for-helper');
  const { quantum } = read(ctx).rules.unit;
  const amounts = Object.fromEntries(
    Object.entries({ quantum, ...error.detail }).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? ctx.words.money(value) : value,
    ]),
  );
  return ctx.words.html(`err-${error.code}`, amounts);
}

/** Runs what may be refused; a DomainError becomes a problem text. */
export async function orProblem(ctx: BotContext, work: () => Promise<Taken> | Taken): Promise<Taken> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) return { problem: problemText(ctx, error) };
    throw error;
  }
}
