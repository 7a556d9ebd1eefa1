import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, CallbackAnswer, ChatView, Fault, Message, Person, Sandbox } from '../../src/sandbox/index.ts';

const POLL_MS = 15;
/** Notices come at Telegram's one a second and chat: a person with ten of them before this one waits for ten seconds. */
const PATIENCE_MS = 30_000;
const SILENCE_MS = 150;
const TRANSCRIPT_LENGTH = 20;

/** A message as a person reads it. */
export interface Screen {
  messageId: number;
  /** Text or caption, without markup. */
  text: string;
  /** Labels, row by row. */
  buttons: string[][];
  /** Addresses in the text and under its buttons. */
  links: string[];
  message: Message;
}

export interface Patience {
  /** How long to wait, in milliseconds; default 10,000. */
  withinMs?: number;
}

/** Starts acting as people against a running sandbox, in this process or at an address (`http://127.0.0.1:8080`). */
export function peopleOf(sandbox: Sandbox | string): People {
  return new People(typeof sandbox === 'string' ? sandbox : sandbox.url);
}

export class People {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/$/, '');
  }

  /** Brings a new person into the sandbox's Telegram; they have not met the bot yet. */
  async add(name: string, language: string, extra: { id?: number; username?: string } = {}): Promise<Actor> {
    return new Actor(this, await this.post<Person>('/sandbox/people', { name, language, ...extra }));
  }

  /** Somebody who is there already, by name. */
  async named(name: string): Promise<Actor> {
    const found = (await this.all()).find((person) => person.name === name);
    if (!found) throw new Error(`There is no ${name} in the sandbox`);
    return new Actor(this, found);
  }

  all(): Promise<Person[]> {
    return this.get('/sandbox/people');
  }

  /** Resolves when the bot has confirmed every update and has called nothing for `silentMs` (default 150). */
  async quiet({
    silentMs = SILENCE_MS,
    withinMs = 2 * PATIENCE_MS,
  }: { silentMs?: number } & Patience = {}): Promise<void> {
    const isQuiet = async () => {
      const now = await this.get<Activity>('/sandbox/activity');
      return now.pendingUpdates === 0 && now.callsRunning === 0 && now.silentMs >= silentMs ? true : undefined;
    };
    if (await patiently(isQuiet, withinMs)) return;
    throw new Error(
      `The bot is not quiet after ${withinMs} ms: ${JSON.stringify(await this.get('/sandbox/activity'))}`,
    );
  }

  /** Calls that Telegram would have refused; a good bot has none. */
  rejections(): Promise<{ method: string; description: string; status: number; chatId?: number }[]> {
    return this.get('/sandbox/rejections');
  }

  async fault(fault: Fault): Promise<void> {
    await this.post('/sandbox/faults', fault);
  }

  get<T>(path: string): Promise<T> {
    return this.request<T>(path, { method: 'GET' });
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.request<T>(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async request<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(this.url + path, init);
    const value = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${init.method} ${path}: ${value.error ?? response.status}`);
    return value;
  }
}

/** One person, who acts and looks at their chat with the bot. */
export class Actor {
  readonly id: number;
  readonly name: string;
  readonly language: string;
  private readonly people: People;
  /** What was in the chat when they last acted; later changes are news. */
  private seenUpTo = 0;

  constructor(people: People, { id, name, language }: Person) {
    this.people = people;
    this.id = id;
    this.name = name;
    this.language = language;
  }

  /** Types a text, or a command. */
  async says(text: string): Promise<void> {
    await this.act('say', { text });
  }

  /** Follows a link to the bot, or one that somebody shares. */
  async opens(link: string): Promise<void> {
    await this.act('open', { link });
  }

  async forwards(text: string, from: string): Promise<void> {
    await this.act('forward', { text, from });
  }

  async blocks(): Promise<void> {
    await this.act('block', {});
  }

  async unblocks(): Promise<void> {
    await this.act('unblock', {});
  }

  /** Sends a file; `type` is its MIME type. */
  async sends(
    kind: 'photo' | 'document' | 'voice',
    file: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> },
    caption = '',
  ): Promise<void> {
    await this.remember();
    const query = new URLSearchParams({ kind, name: file.name, caption });
    const init = { method: 'POST', body: file.bytes, headers: { 'content-type': file.type } };
    await this.people.request(`/sandbox/people/${this.id}/upload?${query}`, init);
  }

  /**
   * Presses the button whose label starts with `sign`, and waits until the bot answers the press.
   * The newest message that has such a button is meant, unless `on` names another.
   *
   * @param containing A text the label must contain besides
   * @returns What the bot answered: the line or window that the person sees
   */
  async taps(
    sign: string,
    containing = '',
    { on, withinMs = PATIENCE_MS, unanswered = false }: { on?: Screen | number; unanswered?: boolean } & Patience = {},
  ): Promise<CallbackAnswer> {
    const wanted = typeof on === 'object' ? on.messageId : on;
    const isMeant = (label: string) => label.startsWith(sign) && label.includes(containing);
    const find = async () => {
      for (const message of (await this.chat()).messages.reverse()) {
        const rows =
          wanted === undefined || wanted === message.message_id ? (message.reply_markup?.inline_keyboard ?? []) : [];
        const row = rows.findIndex((buttons) => buttons.some((button) => isMeant(button.text)));
        const column = rows[row]?.findIndex((button) => isMeant(button.text)) ?? -1;
        if (column >= 0) return { messageId: message.message_id, row, column };
      }
      return undefined;
    };
    const what = `button ${sign}${containing && ` with "${containing}"`}`;
    const place = (await patiently(find, withinMs)) ?? (await this.fail(`${this.name} finds no ${what}`));
    const { queryId } = await this.act<{ queryId: string }>('tap', place);
    if (unanswered) return { text: '', alert: false };
    const answered = async () =>
      (await this.people.get<{ answer: CallbackAnswer | null }>(`/sandbox/answers/${queryId}`)).answer ?? undefined;
    return (await patiently(answered, withinMs)) ?? (await this.fail(`The bot does not answer ${this.name}'s ${what}`));
  }

  /**
   * Waits for a message of the bot that is new, or was edited, since this person last acted, and matches.
   * With `ever`, any message in the chat will do. The newest one is returned.
   */
  async sees(
    wanted: string | RegExp,
    { withinMs = PATIENCE_MS, ever = false }: { ever?: boolean } & Patience = {},
  ): Promise<Screen> {
    const find = async () => {
      const { messages } = await this.chat();
      const news = messages.filter(({ from, revision }) => from.is_bot && (ever || revision > this.seenUpTo));
      return news.map(screenOf).findLast(({ text }) => matches(text, wanted));
    };
    return (await patiently(find, withinMs)) ?? (await this.fail(`${this.name} does not see ${wanted}`));
  }

  /** The bot's newest message as it is now. */
  async lastScreen(): Promise<Screen> {
    const last = (await this.chat()).messages.findLast(({ from }) => from.is_bot);
    return last ? screenOf(last) : this.fail(`The bot has not written to ${this.name}`);
  }

  /** Labels of the buttons under the newest of the bot's messages with buttons. */
  async buttons(): Promise<string[]> {
    const last = (await this.chat()).messages.findLast(({ reply_markup }) => reply_markup);
    return last ? screenOf(last).buttons.flat() : [];
  }

  /** Every message of the bot so far. */
  async screens(): Promise<Screen[]> {
    return (await this.chat()).messages.filter(({ from }) => from.is_bot).map(screenOf);
  }

  /** The chat's end as text, for people who look for a mistake. */
  async transcript(): Promise<string> {
    const { messages, keyboard } = await this.chat();
    const lines = messages.slice(-TRANSCRIPT_LENGTH).map(lineOf);
    if (keyboard?.keyboard) lines.push(`keyboard: ${keyboard.keyboard.map(rowOf).join(' / ')}`);
    return lines.join('\n');
  }

  chat(): Promise<ChatView> {
    return this.people.get(`/sandbox/people/${this.id}/chat`);
  }

  private async act<T>(action: string, body: unknown): Promise<T> {
    await this.remember();
    return this.people.post<T>(`/sandbox/people/${this.id}/${action}`, body);
  }

  private async remember(): Promise<void> {
    this.seenUpTo = Math.max(0, ...(await this.chat()).messages.map(({ revision }) => revision));
  }

  private async fail(complaint: string): Promise<never> {
    throw new Error(`${complaint}. The chat:\n${await this.transcript()}`);
  }
}

function screenOf(message: Message): Screen {
  const text = message.text ?? message.caption ?? '';
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const inText = [...(message.entities ?? []), ...(message.caption_entities ?? [])].flatMap((entity) => {
    if (entity.type === 'text_link') return entity.url ?? [];
    return entity.type === 'url' ? text.slice(entity.offset, entity.offset + entity.length) : [];
  });
  return {
    messageId: message.message_id,
    text,
    buttons: rows.map((row) => row.map((button) => button.text)),
    links: [...inText, ...rows.flat().flatMap((button) => button.url ?? [])],
    message,
  };
}

function lineOf(message: Message): string {
  const { text, buttons } = screenOf(message);
  const files = [message.photo && 'photo', message.document?.file_name, message.voice && 'voice'].filter(Boolean);
  const head = `#${message.message_id} ${message.from.first_name}${message.edit_date ? ' (edited)' : ''}`;
  return [
    `${head}: ${[...files.map((file) => `<${file}>`), text].join(' ')}`,
    ...buttons.map((row) => `    ${labels(row)}`),
  ].join('\n');
}

const labels = (row: string[]) => row.map((label) => `[${label}]`).join(' ');
const rowOf = (row: { text: string }[]) => labels(row.map(({ text }) => text));

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string'
    ? text.includes(wanted)
    : new RegExp(wanted.source, wanted.flags.replace('g', '')).test(text);
}

/** Asks again and again until there is something, or patience ends. */
async function patiently<T>(ask: () => Promise<T | undefined>, withinMs: number): Promise<T | undefined> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined || performance.now() > end) return found;
    await sleep(POLL_MS);
  }
}
