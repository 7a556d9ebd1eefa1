import type { CallbackAnswer, SandboxEvent, Upload } from './handle.ts';
import type { BotCommand, Chat, FileRef, Message, ReplyKeyboard, User } from './types.ts';

/** Older messages of a chat are forgotten beyond this many. */
const MESSAGES_PER_CHAT_MAX = 1000;
const FILES_MAX = 2000;
const QUERIES_MAX = 10_000;
const FIRST_PERSON_ID = 1001;

export interface StoredMessage {
  message: Message;
  /** Real time, in milliseconds since 1970; the message's own date goes by the bot's clock. */
  sentAt: number;
  /** Telegram edits no message that was sent with a reply keyboard. */
  isEditable: boolean;
  /** Grows with every change in any chat: what was changed after a moment has a higher one. */
  revision: number;
  /** The bot's reaction to it, an emoji. */
  reaction?: string | undefined;
}

export interface ChatState {
  chat: Chat;
  user: User;
  started: boolean;
  blocked: boolean;
  /** The last message the person has seen. */
  readUpTo: number;
  messages: Map<number, StoredMessage>;
  replyKeyboard?: ReplyKeyboard;
}

export interface Query {
  chatId: number;
  at: number;
  answer?: CallbackAnswer;
}

/** What the bot has told Telegram about itself. Texts are kept by language, '' = all others. */
export interface Profile {
  names: Map<string, string>;
  descriptions: Map<string, string>;
  shortDescriptions: Map<string, string>;
  /** By scope and language, see `commandsKey`. */
  commands: Map<string, BotCommand[]>;
}

export type MessageContent = Omit<Message, 'message_id' | 'from' | 'chat' | 'date'>;

/** Everything the sandbox's Telegram remembers, apart from updates on their way. */
export class World {
  readonly me: User = { id: 7000000001, is_bot: true, first_name: 'Exodus', username: 'exodus_sandbox_bot' };
  readonly chats = new Map<number, ChatState>();
  readonly files = new Map<string, Upload>();
  readonly queries = new Map<string, Query>();
  readonly profile: Profile = {
    names: new Map(),
    descriptions: new Map(),
    shortDescriptions: new Map(),
    commands: new Map(),
  };
  nextId = { message: 1, file: 1, query: 1, revision: 1, person: FIRST_PERSON_ID };
  private readonly listeners = new Set<(event: SandboxEvent) => void>();
  private readonly dateNow: () => number;

  /** `dateNow`: the time that messages are dated with, in milliseconds since 1970. */
  constructor(dateNow: () => number) {
    this.dateNow = dateNow;
  }

  /** Telegram's time: whole seconds since 1970. */
  date(): number {
    return Math.floor(this.dateNow() / 1000);
  }

  subscribe(listener: (event: SandboxEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: SandboxEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  addUser(user: User): ChatState {
    const chat: Chat = {
      id: user.id,
      type: 'private',
      first_name: user.first_name,
      ...(user.username ? { username: user.username } : {}),
    };
    const state: ChatState = { chat, user, started: false, blocked: false, readUpTo: 0, messages: new Map() };
    this.chats.set(user.id, state);
    this.nextId.person = Math.max(this.nextId.person, user.id + 1);
    this.emit({ type: 'people' });
    return state;
  }

  user(id: number): User | undefined {
    return id === this.me.id ? this.me : this.chats.get(id)?.user;
  }

  /** Puts a new message into a chat and tells the listeners. */
  addMessage(state: ChatState, from: User, content: MessageContent, isEditable = true): Message {
    const message: Message = {
      message_id: this.nextId.message++,
      from,
      chat: state.chat,
      date: this.date(),
      ...content,
    };
    state.messages.set(message.message_id, {
      message,
      sentAt: Date.now(),
      isEditable,
      revision: this.nextId.revision++,
    });
    forgetOldest(state.messages, MESSAGES_PER_CHAT_MAX);
    this.chatChanged(state);
    return message;
  }

  /** Gives a message its new content or reaction and tells the listeners. */
  changeMessage(
    state: ChatState,
    stored: StoredMessage,
    change: Pick<Partial<StoredMessage>, 'message' | 'reaction'>,
  ): void {
    Object.assign(stored, change, { revision: this.nextId.revision++ });
    this.chatChanged(state);
  }

  chatChanged(state: ChatState): void {
    this.emit({ type: 'chat', personId: state.chat.id });
  }

  addFile(upload: Upload): FileRef {
    const number = this.nextId.file++;
    const id = `file-${number}`;
    this.files.set(id, upload);
    forgetOldest(this.files, FILES_MAX);
    return fileRef(id, upload);
  }

  addQuery(chatId: number): string {
    const id = String(this.nextId.query++);
    this.queries.set(id, { chatId, at: Date.now() });
    forgetOldest(this.queries, QUERIES_MAX);
    return id;
  }
}

export function fileRef(id: string, upload: Upload): FileRef {
  return { file_id: id, file_unique_id: `unique-${id}`, file_size: upload.bytes.length };
}

/** Commands are kept by scope and language. */
export function commandsKey(scope: { type: string; chat_id?: number }, language: string): string {
  return [scope.type, scope.chat_id ?? '', language].join(' ');
}

/** The menu a person sees: the narrowest scope wins, then their language (Bot API, "Determining list of commands"). */
export function commandsSeenBy(world: World, { chat, user }: ChatState): readonly BotCommand[] {
  const scopes = [{ type: 'chat', chat_id: chat.id }, { type: 'all_private_chats' }, { type: 'default' }];
  for (const scope of scopes) {
    for (const language of [user.language_code ?? '', '']) {
      const commands = world.profile.commands.get(commandsKey(scope, language));
      if (commands) return commands;
    }
  }
  return [];
}

/** Maps keep the order of insertion, so the first keys are the oldest. */
function forgetOldest<K, V>(map: Map<K, V>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
