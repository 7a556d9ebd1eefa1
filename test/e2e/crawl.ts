// People who press every button they meet: a walk over the whole chat, in each language, through the real process.
import { LANGUAGES, type Language } from '../../src/domain/rules.ts';
import type { BotApi, InlineButton, Message } from '../../src/sandbox/index.ts';
import { type Press, unpack } from '../../src/telegram/callbacks.ts';
import { COMMANDS } from '../../src/telegram/commands.ts';

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const MESSAGES_LOOKED_AT = 6;
const TRIES_MAX = 4;
const SILENT_MS = 12;
const STEP_MS_MAX = 15_000;
const UNCHANGED_MS = 400;

/** What is typed where a question needs words, by the id of the question; other words would be refused. */
const TYPED: Readonly<Record<string, string>> = {
  amount: '20',
  value: '30',
  arrived: '5',
  until: '25.12',
  link: 'https://example.org/help',
};
export const WORDS = 'Dobro';

/** The last to be pressed, for they end things: first what shuts people out or ends a month, then what ends all. */
const LATE: readonly (readonly string[])[] = [
  ['cardAccept'],
  ['requestPause', 'pledgePause', 'cardSkip', 'proposalDecline', 'release', 'letGo', 'received', 'settingType'],
  ['requestCloseYes', 'pledgeWithdraw', 'personBreak', 'personBlock', 'helpLinkRevoke', 'linksRevoke', 'detailRemove'],
  ['pauseAll', 'lock', 'deleteMe'],
];

interface Spot {
  readonly messageId: number;
  readonly row: number;
  readonly column: number;
  readonly shape: string;
  readonly rank: number;
}

/** Words of a button that only say which of several like answers it is. */
const LIKE = new Set(['helpTopic', 'cardHelp', 'recordHelp', 'setZone', 'noticeSwitch', 'recommendReason', 'later']);
/** Questions of which each answer leads elsewhere. */
const PARTINGS = new Set(['kind', 'form', 'scope', 'rest']);

/** What a button does, without whom it concerns: its action and words. Null for what is no button of ours. */
function shapeOf(press: Press | null): string | null {
  if (!press) return null;
  const { action, args } = press as { action: string; args: readonly (string | number)[] };
  if (action === 'form') {
    const [, step, value] = args as readonly string[];
    if (value!.startsWith('_')) return `form ${value}`;
    return `form ${step} ${PARTINGS.has(step!) ? value : 'answer'}`;
  }
  const words = args.filter((word) => typeof word === 'string' && !ID.test(word));
  return [action, ...(LIKE.has(action) ? [] : words)].join(' ');
}

const rankOf = (shape: string): number => LATE.findIndex((names) => names.includes(shape.split(' ')[0] ?? '')) + 1;

/** What people have found and tried together. */
export class Atlas {
  /** Buttons and typed answers that were tried. */
  readonly tried = new Set<string>();
  /** Everything that was met, tried or not. */
  readonly met = new Set<string>();
  /** What each led to, for the way to those that are left. */
  readonly leads = new Map<string, Set<string>>();

  get left(): string[] {
    return [...this.met].filter((shape) => !this.tried.has(shape));
  }
}

/** One person on their way. */
export class Walker {
  readonly personId: number;
  readonly atlas: Atlas;
  private readonly language: Language;
  private readonly api: BotApi;
  private readonly despaired = new Map<string, number>();
  private readonly commands: readonly string[];
  private last: string | null = null;
  /** What the way led to last time; when it is not there, the way is forgotten. */
  private expected: string | null = null;
  private readonly endsThings: boolean;
  /** What is typed where any words will do. */
  private readonly words: string;

  constructor(
    api: BotApi,
    person: { id: number; language: Language; words: string; endsThings: boolean },
    atlas: Atlas,
    turn: number,
  ) {
    this.api = api;
    this.personId = person.id;
    this.language = person.language;
    this.endsThings = person.endsThings;
    this.words = person.words;
    this.atlas = atlas;
    const names = COMMANDS.map(({ name }) => `/${name}`);
    this.commands = [...names.slice(turn), ...names.slice(0, turn)];
  }

  /** One press, typed answer or command; false when this person finds nothing new now. */
  async step(): Promise<boolean> {
    const spots = this.spots();
    for (const { shape } of spots) this.meet(shape);
    const question = this.question();
    const fresh = spots.filter(({ shape }) => !this.atlas.tried.has(shape)).sort((a, b) => a.rank - b.rank)[0];
    const typing = question === null ? null : `type ${question}`;
    if (typing) this.meet(typing);
    if (this.expected && this.expected !== typing && !spots.some(({ shape }) => shape === this.expected)) {
      this.atlas.leads.get(this.last ?? '')?.delete(this.expected);
    }
    this.expected = null;
    // An answer goes on; the ways out of a question are tried when its answers are.
    if (typing && !this.atlas.tried.has(typing) && !(fresh && isAnswer(fresh.shape))) return this.types(typing);
    if (fresh && (fresh.rank === 0 || this.commands.every((name) => this.atlas.tried.has(name))))
      return this.presses(fresh);
    const command = this.commands.find((name) => !this.atlas.tried.has(name));
    if (command) return this.says(command);
    return this.goesTo(spots);
  }

  private meet(shape: string): void {
    this.atlas.met.add(shape);
    if (this.last) this.atlas.leads.get(this.last)?.add(shape);
  }

  /** On to something that others of the language, or this person earlier, met and nobody tried. */
  private async goesTo(spots: readonly Spot[]): Promise<boolean> {
    const wanted = this.atlas.left.filter(
      (shape) => this.mayPress(shape) && (this.despaired.get(shape) ?? 0) < TRIES_MAX,
    );
    const here = new Map(spots.map((spot) => [spot.shape, spot]));
    const starts = [...here.keys(), ...COMMANDS.map(({ name }) => `/${name}`)];
    const way = shortestWay(starts, new Set(wanted), this.atlas.leads);
    if (!way) return false;
    const [first = '', target = ''] = [way[0], way[way.length - 1]];
    this.despaired.set(target, (this.despaired.get(target) ?? 0) + (way.length > 2 ? 0.2 : 1));
    this.expected = way[1] ?? null;
    const spot = here.get(first);
    if (spot) return this.presses(spot);
    return first.startsWith('type ') ? this.types(first) : this.says(first);
  }

  private spots(): Spot[] {
    const shown = this.messages().slice(-MESSAGES_LOOKED_AT).reverse();
    return shown.flatMap((message) =>
      rowsOf(message).flatMap((row, at) =>
        row.flatMap((button, column) => {
          const shape = shapeOf(unpack(button.callback_data ?? ''));
          if (shape === null) return [];
          if (!this.mayPress(shape)) {
            this.meet(shape); // somebody else may go there
            return [];
          }
          return [{ messageId: message.message_id, row: at, column, shape, rank: rankOf(shape) }];
        }),
      ),
    );
  }

  /** Everybody keeps to their language: the walk is in each. */
  private mayPress(shape: string): boolean {
    if (rankOf(shape) === LATE.length && !this.endsThings) return false;
    return !LANGUAGES.some((other) => other !== this.language && shape === `setLanguage ${other}`);
  }

  /** What may be typed now, if the newest message is a question; where buttons are the answers, any words will do. */
  private question(): string | null {
    const buttons = rowsOf(this.messages().at(-1)).flat();
    const presses = buttons
      .map((button) => unpack(button.callback_data ?? ''))
      .filter((press) => press?.action === 'form');
    const [, step, value] = (presses[0]?.args ?? []) as readonly string[];
    if (step === undefined) return null;
    const isChoice = !value!.startsWith('_') && value !== 'skip' && !(step in TYPED);
    return isChoice ? 'instead' : step;
  }

  private messages(): Message[] {
    return this.api.transcript(this.personId).filter(({ from }) => from.is_bot);
  }

  private async presses({ shape, ...place }: Spot): Promise<boolean> {
    this.begin(shape);
    const before = this.newest();
    const query = this.api.tap(this.personId, place);
    await this.until(() => this.api.answer(query) !== undefined, shape);
    await this.calm(before);
    return true;
  }

  private async types(shape: string): Promise<boolean> {
    this.begin(shape);
    const before = this.newest();
    this.api.say(this.personId, TYPED[shape.slice('type '.length)] ?? this.words);
    await this.until(() => this.newest() > before + 1, shape);
    await this.calm(before);
    return true;
  }

  private async says(command: string): Promise<boolean> {
    this.begin(command);
    const before = this.messages().length;
    this.api.say(this.personId, command);
    await this.until(() => this.messages().length > before, command);
    await this.calm(0);
    return true;
  }

  private begin(shape: string): void {
    this.atlas.tried.add(shape);
    if (!this.atlas.leads.has(shape)) this.atlas.leads.set(shape, new Set());
    this.last = shape;
  }

  private newest(): number {
    return Math.max(0, ...this.messages().map(({ message_id }) => this.api.trace(this.personId, message_id).revision));
  }

  /** The screen has changed and nothing more comes; a screen that stays as it is, is waited for a little. */
  private async calm(before: number): Promise<void> {
    const isQuiet = (): boolean => {
      const { callsRunning, silentMs } = this.api.activity();
      return callsRunning === 0 && silentMs >= (this.newest() > before ? SILENT_MS : UNCHANGED_MS);
    };
    await this.until(isQuiet, 'silence');
  }

  private async until(isTrue: () => boolean, what: string): Promise<void> {
    const end = performance.now() + STEP_MS_MAX;
    while (!isTrue()) {
      if (performance.now() > end) throw new Error(`${this.personId} waits in vain for ${what}:\n${this.chat()}`);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }

  private chat(): string {
    return this.api
      .transcript(this.personId)
      .slice(-6)
      .map(({ from, text }) => `${from.first_name}: ${text ?? ''}`)
      .join('\n');
  }
}

const rowsOf = (message: Message | undefined): InlineButton[][] => message?.reply_markup?.inline_keyboard ?? [];

const isAnswer = (shape: string): boolean => /^form \S+ /.test(shape);

/** From something at hand to something wanted, by what led where before. */
function shortestWay(
  starts: readonly string[],
  wanted: ReadonlySet<string>,
  leads: ReadonlyMap<string, ReadonlySet<string>>,
): string[] | null {
  const from = new Map<string, string | null>(starts.map((shape) => [shape, null]));
  for (const [shape] of from) {
    if (wanted.has(shape)) {
      const way = [shape];
      for (let at = from.get(shape); at != null; at = from.get(at)) way.unshift(at);
      return way;
    }
    for (const next of leads.get(shape) ?? []) if (!from.has(next)) from.set(next, shape);
  }
  return null;
}
