// Somebody with a telephone: reads what the bot wrote, finds buttons by their sign, answers what is asked.

import type { SandboxBotApi } from '../../src/sandbox/bot-api/bot-api.ts';
import { PersonError } from '../../src/sandbox/bot-api/handle.ts';
import type { Message } from '../../src/sandbox/index.ts';
import { Chance } from '../hostile/chance.ts';

/** What a person leaves to the town: their action reaches the bot and is dealt with before they look again. */
export interface Surroundings {
  readonly api: SandboxBotApi;
  settle(): Promise<void>;
  /** Called with each text that has come into the person's sight. */
  read(person: Somebody, text: string): Promise<void>;
}

export interface Read {
  readonly id: number;
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly row: number; readonly column: number }[];
  readonly links: readonly string[];
}

/** What somebody types when asked; the rest of a form is buttons. */
export interface Answers {
  readonly amount: string;
  readonly words: string;
  /** Signs or words of buttons they would rather press, best first. */
  readonly prefer: readonly string[];
  /** So many questions are answered today, the others on another day; all of them unless told. */
  readonly patience?: number;
}

const NAVIGATION = /^(⬅️|🏠|❌|ℹ️|◂|\S* ?▸)/u;
const QUESTIONS_MAX = 16;

export class Somebody {
  readonly id: number;
  readonly name: string;
  readonly character: string;
  readonly chance: Chance;
  /** Presses everything twice. */
  isDouble = false;
  /** They left off in the middle of a form, whose question is still open. */
  hasLeftOff = false;
  actions = 0;
  private readonly around: Surroundings;
  private seenUpTo = 0;
  private checkedUpTo = 0;
  private pressed: number | null = null;
  /** The newest message when they last did something. */
  private newestBefore: number | null = null;

  constructor(around: Surroundings, person: { id: number; name: string }, character: string, seed: number) {
    this.around = around;
    this.id = person.id;
    this.name = person.name;
    this.character = character;
    this.chance = new Chance(seed * 7919 + person.id);
  }

  private get state() {
    return this.around.api.world.chats.get(this.id)!;
  }

  get hasBlocked(): boolean {
    return this.state.blocked;
  }

  /** The bot's messages, oldest first, as they are now. */
  private stored(): { message: Message; revision: number }[] {
    return [...this.state.messages.values()].filter(({ message }) => message.from.is_bot);
  }

  /** Messages of the bot that are new or were edited since the last time, newest last. */
  news(): Read[] {
    const fresh = this.stored().filter(({ revision }) => revision > this.seenUpTo);
    for (const { revision } of this.stored()) this.seenUpTo = Math.max(this.seenUpTo, revision);
    return fresh.map(({ message }) => readOf(message));
  }

  /** The message they are looking at: the newest one, or the older one whose button they have just pressed. */
  looksAt(): Read | null {
    const all = this.stored().map(({ message }) => message);
    const newest = all.at(-1);
    const shown =
      newest?.message_id === this.newestBefore ? all.find((each) => each.message_id === this.pressed) : null;
    return newest ? readOf(shown ?? newest) : null;
  }

  async says(text: string): Promise<void> {
    await this.does(() => this.around.api.say(this.id, text));
  }

  async opens(link: string): Promise<void> {
    await this.does(() => this.around.api.openLink(this.id, link));
  }

  async blocks(isBlocked: boolean): Promise<void> {
    await this.does(() => (isBlocked ? this.around.api.block(this.id) : this.around.api.unblock(this.id)));
  }

  /** Presses the first button that begins with one of the signs, or holds the words; false when there is none. */
  async taps(on: Read | null, ...signs: readonly string[]): Promise<boolean> {
    if (!on) return false;
    for (const sign of signs) {
      const found = on.buttons.find(({ label }) => label.startsWith(sign) || label.includes(sign));
      if (!found) continue;
      await this.does(() => {
        const place = { messageId: on.id, row: found.row, column: found.column };
        this.around.api.tap(this.id, place);
        if (this.isDouble) this.around.api.tap(this.id, place);
      }, on.id);
      return true;
    }
    return false;
  }

  /** Several texts before the bot can answer one. */
  async spams(texts: readonly string[]): Promise<void> {
    await this.does(() => {
      for (const text of texts) this.around.api.say(this.id, text);
    });
  }

  /** Answers questions until none is left, or the same one comes again. Returns how many were answered. */
  async answers({ amount, words, prefer, patience = QUESTIONS_MAX }: Answers): Promise<number> {
    let before = '';
    for (let question = 0; question < QUESTIONS_MAX; question++) {
      const screen = this.looksAt();
      if (!screen || !isQuestion(screen)) return question;
      this.hasLeftOff = question === patience;
      if (this.hasLeftOff) return question;
      const now = `${screen.id} ${screen.text} ${screen.buttons.map(({ label }) => label)}`;
      if (now === before) {
        await this.says('/cancel');
        return question;
      }
      before = now;
      const choices = screen.buttons.filter(({ label }) => !NAVIGATION.test(label));
      const liked = prefer.find((sign) => choices.some(({ label }) => label.startsWith(sign) || label.includes(sign)));
      if (liked !== undefined) await this.taps(screen, liked);
      else if (choices.some(({ label }) => label.startsWith('✅'))) await this.taps(screen, '✅');
      else if (choices.some(({ label }) => label.startsWith('⏭'))) await this.taps(screen, '⏭');
      else if (choices.length > 0) await this.taps(screen, this.chance.pick(choices).label);
      else await this.says(/сколько|сумм|мер[аыу]/iu.test(screen.text) ? amount : words);
    }
    return QUESTIONS_MAX;
  }

  private async does(act: () => unknown, pressed: number | null = null): Promise<void> {
    this.actions += 1;
    this.pressed = pressed;
    this.newestBefore = this.stored().at(-1)?.message.message_id ?? null;
    try {
      act();
    } catch (error) {
      if (error instanceof PersonError) return; // a button that has just gone, a bot they blocked
      throw error;
    }
    await this.around.settle();
    await this.look();
  }

  /** Everything that came into sight since the last look. */
  async look(): Promise<void> {
    const fresh = this.stored().filter(({ revision }) => revision > this.checkedUpTo);
    for (const { message, revision } of fresh) {
      this.checkedUpTo = Math.max(this.checkedUpTo, revision);
      const { text, buttons } = readOf(message);
      await this.around.read(this, [text, ...buttons.map(({ label }) => label)].join('\n'));
    }
  }
}

const isQuestion = ({ text, buttons }: Read): boolean =>
  buttons.some(({ label }) => label.startsWith('✅')) || (/\?/.test(text) && buttons.length < 9);

function readOf(message: Message): Read {
  const text = message.text ?? message.caption ?? '';
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const buttons = rows.flatMap((buttons, row) =>
    buttons.flatMap((button, column) =>
      button.callback_data === undefined ? [] : [{ label: button.text, row, column }],
    ),
  );
  const links = [
    ...(message.entities ?? []).flatMap(
      (entity) => entity.url ?? text.slice(entity.offset, entity.offset + entity.length),
    ),
    ...rows.flat().flatMap((button) => button.url ?? []),
  ].filter((link) => /^https?:/.test(link));
  return { id: message.message_id, text, buttons, links };
}
