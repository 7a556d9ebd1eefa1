import { type ButtonPlace, type Person, PersonError, type Upload } from './handle.ts';
import { readPicture } from './images.ts';
import { readTelegramLink } from './links.ts';
import { type MediaKind, mediaOf } from './methods/media.ts';
import { plainText } from './text.ts';
import type { Message, Update, User } from './types.ts';
import type { UpdateQueue } from './updates.ts';
import type { ChatState, MessageContent, World } from './world.ts';

const PEOPLE_MAX = 100_000;
const NAME_LENGTH_MAX = 64;
const TEXT_LENGTH_MAX = 4096;
const DEEP_LINK_TOKEN = /^[A-Za-z0-9_-]{0,64}$/;

/** The people's side: each action puts a message into the chat and an update on its way to the bot. */
export class People {
  private readonly world: World;
  private readonly updates: UpdateQueue;

  constructor(world: World, updates: UpdateQueue) {
    this.world = world;
    this.updates = updates;
  }

  add(name: string, language: string, extra: { id?: number; username?: string } = {}): Person {
    const firstName = name.trim();
    if (firstName === '' || firstName.length > NAME_LENGTH_MAX) throw new PersonError('A name has 1 to 64 characters');
    if (!/^[a-z]{2,3}(-[A-Za-z]{2,8})?$/.test(language)) throw new PersonError(`"${language}" is no language code`);
    if (this.world.chats.size >= PEOPLE_MAX) throw new PersonError(`The sandbox holds ${PEOPLE_MAX} people`);
    const id = extra.id ?? this.world.nextId.person;
    if (this.world.chats.has(id)) throw new PersonError(`There is a person ${id} already`);
    const user: User = { id, is_bot: false, first_name: firstName, language_code: language };
    if (extra.username) user.username = extra.username;
    return this.view(this.world.addUser(user));
  }

  all(): Person[] {
    return [...this.world.chats.values()].map((state) => this.view(state));
  }

  view(state: ChatState): Person {
    const { user, started, blocked, readUpTo, messages } = state;
    let unread = 0;
    for (const { message } of messages.values()) if (message.from.is_bot && message.message_id > readUpTo) unread++;
    return {
      id: user.id,
      name: user.first_name,
      language: user.language_code ?? '',
      ...(user.username ? { username: user.username } : {}),
      started,
      blocked,
      unread,
    };
  }

  state(personId: number): ChatState {
    const state = this.world.chats.get(personId);
    if (!state) throw new PersonError(`There is no person ${personId}`);
    return state;
  }

  say(personId: number, text: string): Message {
    const state = this.state(personId);
    const formatted = plainText(text);
    if (formatted.text === '') throw new PersonError('An empty message cannot be sent');
    if (formatted.text.length > TEXT_LENGTH_MAX)
      throw new PersonError(`A message has at most ${TEXT_LENGTH_MAX} characters`);
    if (state.blocked && /^\/start(\s|$)/.test(formatted.text)) this.setBlocked(personId, false);
    const { entities } = formatted;
    return this.write(state, { text: formatted.text, ...(entities.length > 0 ? { entities } : {}) });
  }

  sendFile(
    personId: number,
    kind: MediaKind,
    upload: Upload,
    options: { caption?: string; durationS?: number },
  ): Message {
    const state = this.state(personId);
    this.refuseIfBlocked(state);
    if (upload.bytes.length === 0) throw new PersonError('An empty file cannot be sent');
    if (kind === 'photo' && !readPicture(upload.bytes)) throw new PersonError(`${upload.name} is not a picture`);
    const media = mediaOf(kind, upload, this.world.addFile(upload), options.durationS);
    const caption = options.caption ? plainText(options.caption).text : '';
    return this.write(state, { ...media, ...(caption ? { caption } : {}) });
  }

  forward(personId: number, text: string, from: string): Message {
    const formatted = plainText(text);
    if (formatted.text === '') throw new PersonError('An empty message cannot be forwarded');
    const origin = { type: 'hidden_user' as const, sender_user_name: from, date: this.world.date() };
    return this.write(this.state(personId), { ...formatted, forward_origin: origin });
  }

  tap(personId: number, { messageId, row, column }: ButtonPlace): string {
    const state = this.state(personId);
    this.refuseIfBlocked(state);
    const message = state.messages.get(messageId)?.message;
    const button = message?.reply_markup?.inline_keyboard[row]?.[column];
    if (!message || !button) throw new PersonError(`There is no button ${row}:${column} under message ${messageId}`);
    if (button.callback_data === undefined)
      throw new PersonError(`The button "${button.text}" sends nothing to the bot`);
    const id = this.world.addQuery(personId);
    this.updates.push({
      callback_query: { id, from: state.user, chat_instance: `${personId}`, message, data: button.callback_data },
    });
    return id;
  }

  openLink(personId: number, link: string): Message {
    const target = readTelegramLink(link);
    if (target.kind === 'share') return this.openLink(personId, target.url);
    if (target.kind !== 'start' || target.bot.toLowerCase() !== this.world.me.username?.toLowerCase()) {
      throw new PersonError(`"${link}" does not lead to the bot`);
    }
    if (!DEEP_LINK_TOKEN.test(target.token))
      throw new PersonError('Telegram passes on only A-Z a-z 0-9 _ -, at most 64');
    return this.say(personId, target.token === '' ? '/start' : `/start ${target.token}`);
  }

  setBlocked(personId: number, blocked: boolean): void {
    const state = this.state(personId);
    if (state.blocked === blocked) return;
    if (!state.started) throw new PersonError('Only a bot that was started can be blocked');
    state.blocked = blocked;
    const status = (isBlocked: boolean) => ({
      status: isBlocked ? ('kicked' as const) : ('member' as const),
      user: this.world.me,
    });
    this.send({
      my_chat_member: {
        chat: state.chat,
        from: state.user,
        date: this.world.date(),
        old_chat_member: status(!blocked),
        new_chat_member: status(blocked),
      },
    });
    this.world.emit({ type: 'people' });
    this.world.chatChanged(state);
  }

  markRead(personId: number): void {
    const state = this.state(personId);
    const last = this.world.nextId.message - 1;
    if (this.view(state).unread === 0) return;
    state.readUpTo = last;
    this.world.emit({ type: 'people' });
  }

  private write(state: ChatState, content: MessageContent): Message {
    this.refuseIfBlocked(state);
    const keyboard = state.replyKeyboard;
    const asked = keyboard?.force_reply ? state.messages.get(keyboard.message_id)?.message : undefined;
    if (keyboard?.force_reply || keyboard?.one_time_keyboard) delete state.replyKeyboard;
    const isNew = !state.started;
    state.started = true;
    const message = this.world.addMessage(state, state.user, asked ? { ...content, reply_to_message: asked } : content);
    this.send({ message });
    if (isNew) this.world.emit({ type: 'people' });
    return message;
  }

  private send(payload: Omit<Update, 'update_id'>): void {
    this.updates.push(payload);
  }

  private refuseIfBlocked(state: ChatState): void {
    if (state.blocked) throw new PersonError(`${state.user.first_name} has blocked the bot`);
  }
}
