import { autoRetry } from '@grammyjs/auto-retry';
import { conversations } from '@grammyjs/conversations';
import { Bot, Composer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { LIMITS, languageOf } from '../domain/rules.ts';
import { cleanLine } from '../domain/text.ts';
import { unpack } from './callbacks.ts';
import { COMMANDS } from './commands.ts';
import { type BotContext, hasOpenForm, leaveForm, send, show, type TelegramDeps } from './context.ts';
import { createErrorBoundary, createPressAnswers } from './edges.ts';
import { admin, isOperator } from './features/admin.ts';
import { cards } from './features/cards.ts';
import { helpLinks } from './features/help-links.ts';
import { helping } from './features/helping.ts';
import { home, homeOf, welcomeOf } from './features/home.ts';
import { info } from './features/info.ts';
import { introductions } from './features/introductions.ts';
import { links } from './features/links.ts';
import { lock } from './features/lock.ts';
import { paymentDetails } from './features/payment-details.ts';
import { people } from './features/people.ts';
import { pictures } from './features/pictures.ts';
import { pledges } from './features/pledges.ts';
import { showNeutral } from './features/press.ts';
import { promiseLists } from './features/promise-lists.ts';
import { promises } from './features/promises.ts';
import { recommendations } from './features/recommendations.ts';
import { requests } from './features/requests.ts';
import { rights, whoLeaves } from './features/rights.ts';
import { settings } from './features/settings.ts';
import { undos } from './features/undo.ts';
import { announceForm } from './forms/announce.ts';
import { askForm } from './forms/ask.ts';
import { closeRequestForm, editRequestForm } from './forms/edit-request.ts';
import { editPledgeForm, giveForm, pledgePeopleForm } from './forms/give.ts';
import { helpForm, partForm } from './forms/help.ts';
import { detailForm } from './forms/payment-details.ts';
import { aboutForm, nicknameForm, reportForm } from './forms/people.ts';
import { directedAmountForm, pledgeToForm } from './forms/pledge-to.ts';
import { findPromisesForm, noteForm, thanksForm } from './forms/promises.ts';
import { CONVERSATION, FORMS_VERSION, formConversation } from './forms/run.ts';
import { settingForm } from './forms/settings.ts';
import { standingYesForm } from './forms/standing-yes.ts';
import { type FormStorage, formStorage } from './forms/storage.ts';
import { resolveActor, whileHelping } from './helping.ts';
import type { Pace } from './pace.ts';
import { knowPerson, onMembership } from './people.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Screen } from './screen.ts';
import { answerTo } from './screens/help.ts';
import { isTyped } from './typed.ts';
import { createAlbums, createGroupChats, serviceMessages } from './unanswered.ts';

export interface BotOptions {
  readonly token: string;
  /** Where the Bot API is, and how to get there. */
  readonly client: { readonly apiRoot: string; readonly fetch?: typeof fetch };
  /** Milliseconds by which the actions of a person are counted; real time unless told. */
  readonly now?: () => number;
  readonly me: UserFromGetMe;
  readonly pace: Pace;
}

const RETRY_SECONDS_MAX = 30;

/** Every form by its name. */
export const FORMS = {
  ask: askForm,
  give: giveForm,
  help: helpForm,
  part: partForm,
  thanks: thanksForm,
  note: noteForm,
  'find-promises': findPromisesForm,
  detail: detailForm,
  'edit-request': editRequestForm,
  'close-request': closeRequestForm,
  'edit-pledge': editPledgeForm,
  'pledge-to': pledgeToForm,
  'directed-amount': directedAmountForm,
  'pledge-people': pledgePeopleForm,
  'standing-yes': standingYesForm,
  about: aboutForm,
  nickname: nicknameForm,
  report: reportForm,
  announce: announceForm,
  setting: settingForm,
};

/**
 * The bot. The order of what is installed here is the table of contents: an update that no form has taken in before passes the answer to
 * its press, the error boundary, what gets no answer, the person, the rate limit, for whom they act, those who are leaving; then commands that leave an open form, the features, the
 * open form, the rest.
 */
export function createBot(options: BotOptions, deps: TelegramDeps): Bot<BotContext> {
  const bot = new Bot<BotContext>(options.token, { client: options.client, botInfo: options.me });
  bot.api.config.use(options.pace.transformer);
  // A lost answer may mean a delivered message, so only 429 is tried again (4-promises, Telegram facts).
  bot.api.config.use(
    autoRetry({
      maxDelaySeconds: RETRY_SECONDS_MAX,
      maxRetryAttempts: 3,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  );

  const forms = formsOf(deps);
  bot.use(async (ctx, next) => {
    if (!(await forms.wasConsumed(ctx))) await next();
  });
  bot.use((ctx, next) => {
    ctx.deps = deps;
    ctx.words = deps.wordsOf(languageOf(ctx.from?.language_code, deps.house.rules.defaultLanguage));
    ctx.press = ctx.callbackQuery?.data === undefined ? null : unpack(ctx.callbackQuery.data);
    ctx.commandKey = ctx.toast = ctx.preface = ctx.pendingForm = ctx.issuerName = ctx.arrivedFor = null;
    ctx.formError = ctx.helping = null;
    ctx.elders = [];
    ctx.isHelper = ctx.isNewcomer = ctx.hasFailed = ctx.isOutOfReach = false;
    ctx.commands = 0;
    return next();
  });
  bot.on('callback_query', createPressAnswers());
  bot.use(createErrorBoundary());
  bot.on('my_chat_member', onMembership);
  bot.use(createGroupChats(options.now));
  bot.use(serviceMessages);
  bot.use(createAlbums());
  bot.use(knowPerson);
  bot.use(createRateLimit(options.now));
  bot.use(formState(forms));
  bot.use(resolveActor);
  bot.use(whoLeaves);
  bot.use(commandsLeaveForms);
  bot.use(whileHelping);
  bot.use(features());
  bot.use(formConversation(FORMS));
  bot.use(enterPending);
  bot.use(unhandled);
  return bot;
}

/** Where open forms are kept. */
function formsOf({ house }: TelegramDeps): FormStorage<BotContext> {
  return formStorage<BotContext>({
    house,
    version: FORMS_VERSION,
    names: [CONVERSATION],
    onStale: (ctx) => {
      ctx.preface = ctx.words.html('form-left');
    },
  });
}

/** The library's state of an open form, kept in the database. */
function formState(storage: FormStorage<BotContext>): Composer<BotContext> {
  const { adapter } = storage;
  type FormState = Parameters<typeof adapter.write>[1];
  const composer = new Composer<BotContext>();
  composer.use(
    conversations<BotContext, BotContext>({
      storage: {
        ...storage,
        adapter: {
          read: (ctx: BotContext) => adapter.read(ctx),
          // A failed update is tried again, so it has to find the form as it was.
          write: async (ctx: BotContext, state: FormState) => (ctx.hasFailed ? undefined : adapter.write(ctx, state)),
          delete: async (ctx: BotContext) => (ctx.hasFailed ? undefined : adapter.delete(ctx)),
        },
      },
    }),
  );
  composer.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      ctx.hasFailed = true;
      throw error;
    }
  });
  return composer;
}

/** Every command works at any moment, also in the middle of a form, which it leaves, saying so (2-surface). */
async function commandsLeaveForms(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const command = /^\/([A-Za-z_]+)/.exec(ctx.message?.text ?? '')?.[1];
  if (command === undefined) return next();
  await leaveForm(ctx);
  if (COMMANDS.some(({ name }) => name === command)) return next();
  if (command === 'admin' && isOperator(ctx)) return next();
  await show(ctx, await homeOf(ctx, ctx.words.html('unknown-text')));
}

/** Buttons and commands; what opens a form, what is nobody's, and a press beside an open form go on. */
function features(): (ctx: BotContext, next: () => Promise<void>) => Promise<void> {
  const all = new Composer<BotContext>(
    admin,
    home,
    requests,
    people,
    links,
    pictures,
    recommendations,
    helpLinks,
    introductions,
    lock,
    pledges,
    promises,
    promiseLists,
    paymentDetails,
    cards,
    settings,
    undos,
    helping,
    rights,
    info,
  ).middleware();
  return async (ctx, next) => {
    let isNobodys = false;
    await all(ctx, async () => {
      isNobodys = true;
    });
    const waits = ctx.callbackQuery !== undefined && !ctx.pendingForm && hasOpenForm(ctx);
    if (isNobodys || ctx.pendingForm || waits) await next();
  };
}

async function enterPending(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const form = ctx.pendingForm;
  if (!form) return next();
  await ctx.conversation.enter(CONVERSATION, form.name, form.args);
}

/** A button of a form that is closed, a button we never made, or words without a question. */
async function unhandled(ctx: BotContext): Promise<void> {
  if (ctx.isNewcomer) await send(ctx, await welcomeOf(ctx));
  else if (ctx.press?.action === 'form') await closedForm(ctx, String(ctx.press.args[0]));
  else if (ctx.callbackQuery) await showNeutral(ctx);
  else if (ctx.message) await send(ctx, await answerToWords(ctx));
}

/** A greeting gets a greeting, whoever asks in words an answer of /help; else where things stand. */
async function answerToWords(ctx: BotContext): Promise<Screen> {
  const typed = cleanLine(ctx.message?.text ?? '', LIMITS.titleLength).text;
  for (const word of ['thanks', 'hello'] as const) {
    if (isTyped(ctx, typed, word)) return homeOf(ctx, ctx.words.html(`said-${word}`));
  }
  const answer = typed.startsWith('/') ? null : answerTo(ctx.words, typed, ctx.deps.supportUrl);
  return answer ?? homeOf(ctx, ctx.words.html('unknown-text'));
}

/** A second tap on the last button leaves the result in its place; a button of an older form shows where things stand. */
async function closedForm(ctx: BotContext, mark: string): Promise<void> {
  ctx.toast = ctx.words.plain('form-closed');
  if (ctx.deps.finishedForms.get(ctx.chat?.id ?? 0) === mark) return;
  await show(ctx, await homeOf(ctx, ctx.words.html('form-closed')));
}
