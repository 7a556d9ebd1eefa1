import type { Middleware } from 'grammy';
import { transact } from '../db/transaction.ts';
import { MINUTE_MS } from '../domain/clock.ts';
import { endActing, forgetCutOff, helpingOf, keepActing, wasCutOff } from '../domain/helping/acting.ts';
import { personById } from '../domain/members/members.ts';
import { markFor, markOf } from './callbacks.ts';
import { type BotContext, leaveForm, read, sayAbove, send, show } from './context.ts';
import { homeOf } from './features/home.ts';
import { isCommandOpen, isPressOpen } from './open-while-helping.ts';

const commandIn = (ctx: BotContext): string | undefined => /^\/([A-Za-z_]+)/.exec(ctx.message?.text ?? '')?.[1];

const KEPT_EVERY_MS = MINUTE_MS;

/** From here on this update is the elder's, if the sender acts for one. */
export async function takeUp(ctx: BotContext): Promise<void> {
  const { elders, session } = await helpingOf(read(ctx), ctx.self.id);
  ctx.elders = elders;
  if (session === null) return;
  ctx.person = await personById(read(ctx), session.elderId);
  ctx.helping = session;
  const idleMs = read(ctx).now.getTime() - session.actedAt.getTime();
  if (idleMs > KEPT_EVERY_MS) await transact(ctx.deps.house, (tx) => keepActing(tx, session));
}

/** Whether acting has ended by itself since the sender's last step: by the elder, or by the hour. Told once. */
async function toldOfEnd(ctx: BotContext): Promise<boolean> {
  if (!(await wasCutOff(read(ctx), ctx.self.id))) return false;
  await transact(ctx.deps.house, (tx) => forgetCutOff(tx, ctx.self.id));
  return true;
}

/** What was asked for the elder is closed; the sender is told that they are themself. */
async function leaveOver(ctx: BotContext): Promise<void> {
  await leaveForm(ctx);
  await show(ctx, await homeOf(ctx, ctx.words.html('helping-over')));
}

/** The sender is themself again. */
export async function backToOneself(ctx: BotContext): Promise<void> {
  await transact(ctx.deps.house, (tx) => endActing(tx, ctx.self.id));
  ctx.person = ctx.self;
  ctx.helping = null;
}

/** Leaves the elder, with their open form; says so on one's own home card. */
export async function returnHome(ctx: BotContext): Promise<void> {
  await leaveForm(ctx);
  await backToOneself(ctx);
  await show(ctx, await homeOf(ctx, ctx.words.html('helping-back')));
}

/**
 * Decides whose this update is, in one place: a typed word belongs to whom the sender acts for now, and a button to whom its screen was
 * made for (its mark says so). A button of the other kind does nothing for anybody: it is answered with where things stand.
 */
export const resolveActor: Middleware<BotContext> = async (ctx, next) => {
  const data = ctx.callbackQuery?.data;
  const mark = data === undefined ? null : markOf(data);
  if (ctx.isHelper) await takeUp(ctx);
  const { helping, words } = ctx;
  if (helping === null) {
    const isCut = ctx.isHelper && (await toldOfEnd(ctx));
    if (mark === null) {
      if (!isCut || ctx.press?.action === 'helpBegin') return next();
      if (commandIn(ctx) === 'cancel') return leaveOver(ctx);
      sayAbove(ctx, 'helping-over');
      return next();
    }
    // The leave has ended, the hour has passed, or the mark is forged: one answer, in the place of what was the elder's.
    await leaveForm(ctx);
    const note = ctx.press?.action === 'helpBack' ? 'helping-back' : 'helping-over'; // a double tap is back already
    return void (await show(ctx, await homeOf(ctx, words.html(note))));
  }
  if (commandIn(ctx) === 'start') {
    await backToOneself(ctx);
    ctx.preface = words.html('helping-back');
    return next();
  }
  if (data === undefined || mark === markFor(helping.grantId)) return next();
  const isBegun = ctx.press?.action === 'helpBegin' && String(ctx.press.args[0]) === helping.grantId;
  if (isBegun) return void (await show(ctx, await homeOf(ctx)));
  // What was pressed stays as it is: it is another's, or one's own for later.
  await send(ctx, await homeOf(ctx, words.html(mark === null ? 'helping-own-button' : 'neutral')));
};

/** Shuts what is not open to helpers. */
export const whileHelping: Middleware<BotContext> = async (ctx, next) => {
  if (ctx.helping === null) return next();
  const { scope } = ctx.helping;
  const command = commandIn(ctx);
  if (command === 'cancel' && ctx.preface === null) return returnHome(ctx);
  const isOpen = ctx.press
    ? isPressOpen(scope, ctx.press)
    : command === undefined || isCommandOpen(scope, command.toLowerCase());
  if (isOpen) return next();
  await show(ctx, await homeOf(ctx, ctx.words.html('err-not-for-helper')));
};
