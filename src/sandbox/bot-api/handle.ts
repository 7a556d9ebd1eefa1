import type { BotCommand, Message, ReplyKeyboard, User } from './types.ts';

/** Somebody who uses Telegram in the sandbox. */
export interface Person {
  id: number;
  name: string;
  /** What their Telegram speaks: `ru`, `en`, `uk`, … */
  language: string;
  username?: string;
  /** Whether they have ever written to the bot. */
  started: boolean;
  blocked: boolean;
  /** Messages of the bot they have not seen yet. */
  unread: number;
}

/** A file as a person sends it or as the sandbox keeps it. */
export interface Upload {
  name: string;
  /** MIME type. */
  type: string;
  bytes: Uint8Array;
}

/** A button under a message, by its place. */
export interface ButtonPlace {
  messageId: number;
  row: number;
  column: number;
}

/** What the bot answered to a press. */
export interface CallbackAnswer {
  text: string;
  /** True: a window to be closed by the person; false: a line that goes away by itself. */
  alert: boolean;
  url?: string;
}

export interface MessageTrace {
  /** Grows with every change in any chat, so that a reader can tell what is new since a moment. */
  revision: number;
  /** The bot's reaction, an emoji. */
  reaction?: string;
}

/** One request of the bot, as it was answered. Files are left out of `params`. */
export interface Call {
  method: string;
  params: Readonly<Record<string, unknown>>;
  chatId?: number;
  /** HTTP status of the answer; 0 = the connection was dropped on purpose. */
  status: number;
  /** Telegram's description of the error, empty when all went well. */
  description: string;
  /** True when a fault or a limit of the sandbox gave the answer, not the request's own mistake. */
  injected: boolean;
  /** Real time, in milliseconds since 1970. */
  at: number;
}

/** A mishap to happen to the bot's next calls. */
export interface Fault {
  /** A method's name in any case, or `*`. */
  method: string;
  /** Only calls about this chat. */
  chatId?: number;
  /** To how many calls it happens; default 1. */
  times?: number;
  /** Status to answer with: 400, 403, 429, 500, … Unset: the call succeeds (after `delayMs`) or is dropped. */
  code?: number;
  description?: string;
  /** For 429, in seconds; default 1. */
  retryAfter?: number;
  /** Cut the connection `before` the call takes effect, or `after` it did (the bot cannot know). */
  drop?: 'before' | 'after';
  delayMs?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** Faults that have not happened to the end yet. */
  pending(): readonly Fault[];
  clear(): void;
}

/** How busy the bot is; tests wait for calm with it. */
export interface Activity {
  /** Updates the bot has not confirmed. */
  pendingUpdates: number;
  /** Calls received and not answered yet, long polling aside. */
  callsRunning: number;
  /** Milliseconds since the last update arrived or the last call ended, long polling aside. */
  silentMs: number;
}

/** What changed, for the page: `chat` = its messages, keyboard or state. */
export type SandboxEvent =
  | { type: 'people' }
  | { type: 'bot' }
  | { type: 'chat'; personId: number }
  | { type: 'typing'; personId: number }
  | { type: 'answer'; personId: number; queryId: string; answer: CallbackAnswer }
  | { type: 'clock'; now: string };

/** A wrong action of a person (no such button, blocked bot, …): the sandbox's own error, never Telegram's. */
export class PersonError extends Error {}

/**
 * The sandbox's Telegram from the inside: people act, the bot is watched, mishaps are arranged.
 * Actions of people throw `PersonError` when a person could not do that in Telegram.
 */
export interface BotApi {
  readonly me: User;
  /** The latest calls of the bot, long polling aside, oldest first (at most 10,000). */
  readonly calls: readonly Call[];
  /** The latest calls refused for a mistake of their own (not by a fault or limit); a good bot has none. */
  readonly rejections: readonly Call[];
  readonly faults: Faults;

  addPerson(name: string, language: string, extra?: { id?: number; username?: string }): Person;
  people(): readonly Person[];
  person(personId: number): Person;

  /** Sends a text. `/start …` unblocks the bot first, as Telegram's button "restart" does. */
  say(personId: number, text: string): Message;
  /** Presses an inline button with callback data; the id leads to its `answer`. */
  tap(personId: number, button: ButtonPlace): string;
  /** The bot's answer to a press, once there is one. */
  answer(queryId: string): CallbackAnswer | undefined;
  sendPhoto(personId: number, file: Upload, caption?: string): Message;
  sendDocument(personId: number, file: Upload, caption?: string): Message;
  sendVoice(personId: number, file: Upload, durationS?: number): Message;
  /** Passes on a text that somebody outside wrote. */
  forward(personId: number, text: string, from: string): Message;
  /** Follows `https://t.me/<bot>?start=…`, or the link inside a `https://t.me/share/url?…`. */
  openLink(personId: number, link: string): Message;
  block(personId: number): void;
  unblock(personId: number): void;
  /** The person has seen everything so far. */
  markRead(personId: number): void;

  /** The chat as the person sees it now, oldest first, without deleted messages. */
  transcript(personId: number): readonly Message[];
  /** What the page knows of a message beyond Telegram's fields. */
  trace(personId: number, messageId: number): MessageTrace;
  replyKeyboard(personId: number): ReplyKeyboard | undefined;
  /** The menu of commands in the person's language. */
  commandsFor(personId: number): readonly BotCommand[];
  file(fileId: string): Upload | undefined;

  activity(): Activity;
  /** All presses up to now become too old to be answered. */
  expireQueries(): void;
  /** Calls the listener on every change until the returned function is called. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}
