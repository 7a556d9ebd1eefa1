import type { ConversationFlavor } from '@grammyjs/conversations';
import { type Context, GrammyError } from 'grammy';
import { type House, reading, type Tx, transactOnce } from '../db/transaction.ts';
import { DomainError, refuse } from '../domain/errors.ts';
import { type ActingSession, helperOf } from '../domain/helping/acting.ts';
import { actWithLeave, type Command } from '../domain/helping/may.ts';
import type { HelpView } from '../domain/helping/queries.ts';
import type { Person } from '../domain/members/members.ts';
import type { Logger } from '../log.ts';
import { isGone, isNotModified } from './api-errors.ts';
import { markFor, type Press } from './callbacks.ts';
import type { FormArgs, FormName, PendingForm } from './form-args.ts';
import { isFormOpen } from './open-while-helping.ts';
import type { Screen } from './screen.ts';
import { framed } from './screens/helping.ts';
import { noteScreen } from './screens/info.ts';
import type { Words } from './words.ts';

/** What the whole Telegram side knows. */
export interface TelegramDeps {
  readonly house: House;
  readonly log: Logger;
  readonly wordsOf: (language: Person['language']) => Words;
  readonly supportUrl: string | null;
  readonly botUsername: string;
  /** Telegram ids of the operators. */
  readonly adminIds: readonly bigint[];
  /** Called after a change that may have queued notices. */
  wakeCourier(): void;
  /** Where the open question of a chat stands, so that a form that is left loses its buttons; a restart forgets it. */
  readonly openQuestions: Map<number, number>;
  /** The mark of the form a chat finished last: a second tap on its last button changes nothing. */
  readonly finishedForms: Map<number, string>;
}

interface Extras {
  deps: TelegramDeps;
  /** Who writes and presses. */
  self: Person;
  /** For whom: themself, or the elder for whom they act. */
  person: Person;
  /** Somebody has given them leave to act for them. */
  isHelper: boolean;
  /** By which leave they act for another; null: for themself. */
  helping: ActingSession | null;
  /** For whom they may act. */
  elders: readonly HelpView[];
  words: Words;
  /** The pressed button, when it is one of ours. */
  press: Press | null;
  /** A short line for the pop-up that answers a press. */
  toast: string | null;
  /** Said above the next screen: "the form was left". */
  preface: string | null;
  /** A form to open when the handler is done. */
  pendingForm: PendingForm | null;
  /** They started with this very update. */
  isNewcomer: boolean;
  /** Who invited the newcomer; null without a living link. */
  issuerName: string | null;
  /** The request whose help link brought the newcomer in; null without one. */
  arrivedFor: string | null;
  /** The newcomer's help link leads beyond the reach chosen by the asker. */
  isOutOfReach: boolean;
  /** The handler threw: nothing about a form is to be remembered. */
  hasFailed: boolean;
  /** What a form's step threw, as it was thrown: the library hands on a copy that no longer says what kind of error it is. */
  formError: unknown;
  /** Names what is done once, where that is not the update: a form is carried out once however often ✅ is pressed. */
  commandKey: string | null;
  /** Counts the commands of this update; with the key or the update's id it makes each one's key. */
  commands: number;
}

export type BotContext = ConversationFlavor<Context & Extras>;

/**
 * Runs one domain command for this update, at most once however often the update is delivered; a repetition gets the
 * stored result and answers again (bar 5).
 */
async function once<T>(ctx: BotContext, command: (tx: Tx) => Promise<T>): Promise<T> {
  const key = `${ctx.commandKey ?? ctx.update.update_id}:${ctx.commands++}`;
  const result = await transactOnce(ctx.deps.house, key, command);
  ctx.deps.wakeCourier();
  return result;
}

/** A command of the sender's own, which nobody does for another. @throws DomainError `not-for-helper` while they act for one */
export const act = <T>(ctx: BotContext, command: (tx: Tx) => Promise<T>): Promise<T> =>
  once(ctx, (tx) => (ctx.helping === null ? command(tx) : refuse('not-for-helper')));

/** A command for whom the sender acts: themself, or an elder as far as the domain permits. */
export async function actFor<A extends readonly unknown[], T>(
  ctx: BotContext,
  command: Command<A, T>,
  ...args: A
): Promise<T> {
  const { helping, person } = ctx;
  try {
    return await once(ctx, (tx) =>
      helping === null ? command(tx, person.id, ...args) : actWithLeave(tx, helping, person.id, command, args),
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === 'helping-over') {
      // Stopped at this very moment: nothing more of the elder's is shown.
      ctx.person = ctx.self;
      ctx.helping = null;
    }
    throw error;
  }
}

/** What the house knows now, as far as it may be shown to whoever looks. */
export function read(ctx: BotContext): Tx {
  const tx = reading(ctx.deps.house);
  return ctx.helping === null ? tx : { ...tx, helper: helperOf(ctx.helping, ctx.self.personKey) };
}

const options = (screen: Screen) => ({
  parse_mode: 'HTML' as const,
  link_preview_options: { is_disabled: true },
  reply_markup: { inline_keyboard: screen.keyboard.map((line) => [...line]) },
});

/** With what is to be said above it and, while acting for an elder, for whom it is. */
function whole(ctx: BotContext, screen: Screen): Screen {
  const text = ctx.preface === null ? screen.text : `${ctx.preface}\n\n${screen.text}`;
  ctx.preface = null;
  const { helping } = ctx;
  const said = { ...screen, text };
  return helping === null ? said : framed(ctx.words, helping, markFor(helping.grantId), said);
}

/** Sends a screen as a new message. Returns its message id. */
export async function send(ctx: BotContext, screen: Screen): Promise<number> {
  const shown = whole(ctx, screen);
  return (await ctx.reply(shown.text, options(shown))).message_id;
}

/** Shows a screen: a press edits its own message in place, everything else gets a new one. Returns the message id. */
export async function show(ctx: BotContext, screen: Screen): Promise<number> {
  const message = ctx.callbackQuery?.message;
  if (!message || !('text' in message) || message.text === undefined) return send(ctx, screen);
  const shown = whole(ctx, screen);
  try {
    await ctx.editMessageText(shown.text, options(shown));
  } catch (error) {
    if (isNotModified(error)) return message.message_id;
    if (!(error instanceof GrammyError) || !isGone(error)) throw error;
    return (await ctx.reply(shown.text, options(shown))).message_id;
  }
  return message.message_id;
}

/** Takes the buttons off an earlier message of this chat; a message that is gone does not matter. */
export async function stripButtons(ctx: BotContext, messageId: number): Promise<void> {
  const chatId = ctx.chat?.id;
  if (chatId === undefined) return;
  try {
    await ctx.api.editMessageReplyMarkup(chatId, messageId, { reply_markup: { inline_keyboard: [] } });
  } catch (error) {
    if (!isNotModified(error) && !isGone(error)) throw error;
  }
}

export const hasOpenForm = (ctx: BotContext): boolean =>
  Object.values(ctx.conversation.active()).some((count) => count > 0);

/** Says this above the next screen, below whatever is to be said there already. */
export function sayAbove(ctx: BotContext, key: string): void {
  ctx.preface = [ctx.preface, ctx.words.html(key)].filter((said) => said !== null).join('\n');
}

/** Leaves an open form, if there is one, and will say so above the next screen. */
export async function leaveForm(ctx: BotContext): Promise<boolean> {
  if (!hasOpenForm(ctx)) return false;
  await ctx.conversation.exitAll();
  const chatId = ctx.chat?.id ?? 0;
  const question = ctx.deps.openQuestions.get(chatId);
  ctx.deps.openQuestions.delete(chatId);
  if (question !== undefined && question !== ctx.callbackQuery?.message?.message_id) await stripButtons(ctx, question);
  sayAbove(ctx, 'form-left');
  return true;
}

/** Opens a form once the handler is done; an open one is left first. */
export async function openForm<N extends FormName>(ctx: BotContext, name: N, args: FormArgs[N]): Promise<void> {
  if (ctx.helping !== null && !isFormOpen(ctx.helping.scope, name)) {
    return void (await show(ctx, noteScreen(ctx.words, ctx.words.html('err-not-for-helper'))));
  }
  await leaveForm(ctx);
  ctx.pendingForm = { name, args };
}
