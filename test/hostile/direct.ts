// The whole bot in this process against the strict stand-in, without HTTP: updates go straight in, forged ones too.
import type { Bot } from 'grammy';
import { InputFile } from 'grammy';
import type { Message, Update, User } from 'grammy/types';
import { reading } from '../../src/db/transaction.ts';
import { noticeView } from '../../src/domain/notices/views.ts';
import { createLog } from '../../src/log.ts';
import { SandboxBotApi } from '../../src/sandbox/bot-api/bot-api.ts';
import { ApiError } from '../../src/sandbox/bot-api/errors.ts';
import { Params } from '../../src/sandbox/bot-api/params.ts';
import { SANDBOX_TOKEN, type Upload } from '../../src/sandbox/index.ts';
import { createBot } from '../../src/telegram/bot.ts';
import type { BotContext, TelegramDeps } from '../../src/telegram/context.ts';
import { createPace } from '../../src/telegram/pace.ts';
import { noticeScreen } from '../../src/telegram/screens/notices.ts';
import { loadWords } from '../../src/telegram/words.ts';
import type { TestHouse } from '../support/house.ts';

/** Real time between two actions as the bot's limit of actions measures it: hostile people here are patient. */
const ACTION_MS = 300;

const SAME = 'message is not modified';

/** One screen or line that the bot sent or edited. */
export interface Shown {
  readonly method: string;
  readonly text: string;
  readonly rows: readonly (readonly ShownButton[])[];
  /** Everything of the call as one text: words, labels, addresses, callback data. */
  readonly raw: string;
}

export interface ShownButton {
  readonly text: string;
  readonly data: string | null;
  readonly url: string | null;
}

/** The bot's answer to one update. */
export interface Answer {
  readonly screens: readonly Shown[];
  /** How often the press was answered; 0 for a message. */
  readonly answers: number;
  readonly toast: string;
}

export class DirectBot {
  readonly house: TestHouse;
  readonly deps: TelegramDeps;
  readonly api: SandboxBotApi;
  /** Warnings and errors of the bot's log; a bot in health has none. */
  readonly complaints: string[] = [];
  private readonly bot: Bot<BotContext>;
  private readonly heard = new Map<number, Shown[]>();
  private updates = 0;
  private telegramIds = 5_000_000;
  private aheadMs = 0;

  constructor(house: TestHouse, { adminIds = [] }: { adminIds?: readonly bigint[] } = {}) {
    this.house = house;
    this.api = new SandboxBotApi({ dateNow: () => house.clock.now().getTime(), limits: undefined });
    const me = { ...this.api.me, is_bot: true as const, username: this.api.me.username ?? '' };
    this.deps = {
      house,
      log: createLog('warn', { write: (line) => void this.complaints.push(line) }),
      wordsOf: loadWords(house.rules),
      supportUrl: null,
      botUsername: me.username,
      adminIds,
      wakeCourier: () => {},
      openQuestions: new Map(),
      finishedForms: new Map(),
    };
    const botInfo = {
      ...me,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    };
    const options = {
      token: SANDBOX_TOKEN,
      client: { apiRoot: 'http://127.0.0.1:9' },
      me: botInfo as never,
      pace: createPace(),
      now: () => performance.now() + this.aheadMs,
    };
    this.bot = createBot(options, this.deps);
    this.bot.api.config.use(async (_previous, method, payload) => {
      try {
        return { ok: true, result: (await this.carryOut(method, payload as Fields)) as never };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { ok: false, error_code: error.code, description: error.message };
      }
    });
  }

  /** Somebody in Telegram who has not met the bot. */
  guest(name: string, extra: { language?: string; username?: string; id?: number } = {}): Guest {
    this.telegramIds += 1;
    const { language = 'en', username, id = this.telegramIds } = extra;
    const user: User = { id, is_bot: false, first_name: name, language_code: language };
    if (username !== undefined) user.username = username;
    this.api.world.addUser(user).started = true;
    return new Guest(this, user);
  }

  /** Calls that Telegram would have refused; showing the same screen again is no mistake. */
  get refused(): string[] {
    const calls = this.api.rejections.filter((call) => !call.description.includes(SAME));
    return calls.map((call) => `${call.method}: ${call.description}`);
  }

  /** Handles one update of this chat; what fails is a complaint, never an exception. */
  async handle(chatId: number, update: Omit<Update, 'update_id'>): Promise<Shown[]> {
    this.aheadMs += ACTION_MS;
    this.heard.set(chatId, []);
    this.updates += 1;
    try {
      await this.bot.handleUpdate({ update_id: this.updates, ...update });
    } catch (error) {
      this.complaints.push(`thrown: ${error instanceof Error ? error.message : String(error)}`);
    }
    return this.heard.get(chatId) ?? [];
  }

  /** Delivers every queued notice of one person as the courier would render it; returns what they read. */
  async deliver(guest: Guest): Promise<Shown[]> {
    const tx = reading(this.house);
    const { id: memberId, language } = await guest.member();
    const due = await tx.db.notice.findMany({ where: { memberId, state: 'PENDING' }, orderBy: { id: 'asc' } });
    this.heard.set(guest.user.id, []);
    for (const notice of due) {
      const view = await noticeView(tx, notice.kind, memberId, notice.params as Record<string, string>);
      await tx.db.notice.update({ where: { id: notice.id }, data: { state: 'SENT', sentAt: tx.now } });
      if (!view) continue;
      const { text, keyboard } = noticeScreen(this.deps.wordsOf(language as never), view, this.deps.botUsername);
      const inline_keyboard = keyboard.map((row) => [...row]);
      await this.bot.api.sendMessage(guest.user.id, text, { parse_mode: 'HTML', reply_markup: { inline_keyboard } });
    }
    return this.heard.get(guest.user.id) ?? [];
  }

  private async carryOut(method: string, payload: Fields): Promise<unknown> {
    const { fields, files, raw } = await prepare(payload);
    if (!raw.isWellFormed() || raw.includes('\u0000')) this.complaints.push(`${method} sends a text that is none`);
    const chatId = Number(fields.chat_id);
    const isScreen = /^(send(?!Chat)|editMessage(?!Reply))/.test(method);
    const hear = (message: Partial<Message>): void => void this.heard.get(chatId)?.push(shownOf(method, message, raw));
    const call = this.api.call(method, new Params(fields, files), () => new AbortController().signal);
    const outcome = await call.catch((error: unknown) => {
      const stored = this.api.world.chats.get(chatId)?.messages.get(Number(fields.message_id));
      // What they see is what they would have seen.
      if (isScreen && stored && error instanceof ApiError && error.message.includes(SAME))
        hear(stored.message as never);
      throw error;
    });
    if (outcome.kind === 'dropped') throw new Error('nothing is dropped here');
    if (isScreen) hear(outcome.result as Partial<Message>);
    return outcome.result;
  }
}

export class Guest {
  readonly user: User;
  /** Every call of the bot about this chat, as it was sent. */
  readonly transcript: string[] = [];
  /** Every screen so far. */
  readonly screens: Shown[] = [];
  private readonly bot: DirectBot;

  constructor(bot: DirectBot, user: User) {
    this.bot = bot;
    this.user = user;
  }

  async says(text: string): Promise<Answer> {
    const { world } = this.bot.api;
    const message = world.addMessage(this.chat(), this.user as never, { text });
    const length = /^\/\w+(@\w+)?/.exec(text)?.[0].length;
    const entities = length === undefined ? {} : { entities: [{ type: 'bot_command' as const, offset: 0, length }] };
    return this.keep(await this.bot.handle(this.user.id, { message: { ...message, ...entities } as never }));
  }

  async speaks(fileId: string): Promise<Answer> {
    const voice = { file_id: fileId, file_unique_id: fileId, duration: 1 };
    const message = this.bot.api.world.addMessage(this.chat(), this.user as never, {});
    return this.keep(await this.bot.handle(this.user.id, { message: { ...message, voice } as never }));
  }

  /** Presses a button with this callback data, made by the bot or not, under the bot's newest text. */
  async presses(data: string): Promise<Answer> {
    const { world } = this.bot.api;
    const id = world.addQuery(this.user.id);
    const chat = this.chat();
    const under = [...chat.messages.values()].findLast(({ message }) => message.from.is_bot && message.text);
    const message = under?.message ?? { message_id: 1, date: 1, chat: chat.chat, from: this.bot.api.me, text: 'x' };
    const query = { id, from: this.user, chat_instance: '1', message, data };
    const screens = await this.bot.handle(this.user.id, { callback_query: query as never });
    const answer = world.queries.get(id)?.answer;
    return this.keep(screens, answer ? 1 : 0, answer?.text ?? '');
  }

  /** Presses the newest button whose label starts with the sign and contains the words. */
  async taps(sign: string, containing = ''): Promise<Answer> {
    const messages = [...this.chat().messages.values()].map(({ message }) => message).reverse();
    const buttons = messages.flatMap((message) => message.reply_markup?.inline_keyboard.flat() ?? []);
    const button = buttons.find(({ text }) => text.startsWith(sign) && text.includes(containing));
    if (button?.callback_data === undefined)
      throw new Error(`${this.user.first_name} finds no button ${sign} ${containing}`);
    return this.presses(button.callback_data);
  }

  /** Presses the first button of the bot's newest message. */
  async pressesFirst(): Promise<Answer> {
    const data = this.screens.at(-1)?.rows[0]?.[0]?.data;
    if (!data) throw new Error('there is no button');
    return this.presses(data);
  }

  async reads(): Promise<Answer> {
    return this.keep(await this.bot.deliver(this));
  }

  async member(): Promise<{ id: string; name: string; language: string }> {
    const { prisma } = this.bot.house.db;
    return prisma.member.findUniqueOrThrow({ where: { telegramId: BigInt(this.user.id) } });
  }

  private chat() {
    const chat = this.bot.api.world.chats.get(this.user.id);
    if (!chat) throw new Error('nobody');
    return chat;
  }

  private keep(screens: readonly Shown[], answers = 0, toast = ''): Answer {
    this.screens.push(...screens);
    this.transcript.push(...screens.map(({ raw }) => raw), toast);
    return { screens, answers, toast };
  }
}

type Fields = Record<string, unknown>;

/** The fields as JSON would carry them, the files beside them. */
async function prepare(payload: Fields): Promise<{ fields: Fields; files: Map<string, Upload>; raw: string }> {
  const files = new Map<string, Upload>();
  const fields: Fields = {};
  for (const [name, value] of Object.entries(payload)) {
    if (value instanceof InputFile) {
      const bytes = (await value.toRaw()) as Uint8Array;
      files.set(name, { name: value.filename ?? name, type: 'image/png', bytes });
    } else fields[name] = value;
  }
  const raw = JSON.stringify(fields);
  return { fields: JSON.parse(raw) as Fields, files, raw: allTexts(fields) };
}

/** Every text in a value, as it is and not as JSON writes it. */
function allTexts(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(allTexts).join('\n');
}

interface Keyboard {
  readonly inline_keyboard?: readonly (readonly { text: string; callback_data?: string; url?: string }[])[];
}

function shownOf(method: string, message: Partial<Message>, raw: string): Shown {
  const { text, caption, reply_markup } = message as { text?: string; caption?: string; reply_markup?: Keyboard };
  const rows = (reply_markup?.inline_keyboard ?? []).map((row) =>
    row.map((button) => ({ text: button.text, data: button.callback_data ?? null, url: button.url ?? null })),
  );
  return { method, text: text ?? caption ?? '', rows, raw };
}
