import { ApiError } from './errors.ts';
import { errorOf, FaultPlan, SendLimits } from './faults.ts';
import {
  type Activity,
  type BotApi,
  type ButtonPlace,
  type Call,
  type CallbackAnswer,
  type MessageTrace,
  type Person,
  PersonError,
  type SandboxEvent,
  type Upload,
} from './handle.ts';
import { type Backstage, callMethod } from './methods/index.ts';
import type { Params } from './params.ts';
import { People } from './people.ts';
import type { BotCommand, Message, ReplyKeyboard, User } from './types.ts';
import { UpdateQueue } from './updates.ts';
import { commandsSeenBy, World } from './world.ts';

const CALLS_REMEMBERED_MAX = 10_000;

export interface BotApiOptions {
  /** The time that messages are dated with, in milliseconds since 1970. */
  dateNow: () => number;
  limits: { perSecond: number; perChatPerSecond: number } | undefined;
}

/** How a call ends: with a result, or with no answer at all. Refusals are thrown. */
export type Outcome = { kind: 'result'; result: unknown } | { kind: 'dropped' };

/** The sandbox's Telegram: what the bot calls (`call`), and what people and tests do (`BotApi`). */
export class SandboxBotApi implements BotApi {
  readonly world: World;
  readonly updates = new UpdateQueue();
  readonly faults = new FaultPlan();
  readonly calls: Call[] = [];
  readonly rejections: Call[] = [];
  /** Told when anything that outlives a restart may have changed. */
  onChange: () => void = () => undefined;
  private readonly crowd: People;
  private readonly stage: Backstage;
  private callsRunning = 0;
  private lastCallAt = 0;

  constructor({ dateNow, limits }: BotApiOptions) {
    this.world = new World(dateNow);
    this.crowd = new People(this.world, this.updates);
    this.world.subscribe(() => this.onChange());
    this.updates.onChange = () => this.onChange();
    this.stage = { world: this.world, updates: this.updates, limits: new SendLimits(limits) };
  }

  /**
   * Carries out one call of the bot and remembers how it went. Throws `ApiError` for refusals.
   * A long poll asks `hangUp` for a signal that tells when the bot goes away.
   */
  async call(method: string, params: Params, hangUp: () => AbortSignal): Promise<Outcome> {
    const isPoll = method.toLowerCase() === 'getupdates';
    if (!isPoll) this.callsRunning++;
    try {
      const outcome = await this.perform(method, params, hangUp);
      this.remember(method, params, outcome.kind === 'dropped' ? 0 : 200, undefined);
      return outcome;
    } catch (error) {
      const refusal = error instanceof ApiError ? error : crash(error);
      this.remember(method, params, refusal.code, refusal);
      throw refusal;
    } finally {
      if (!isPoll) {
        this.callsRunning--;
        this.lastCallAt = Date.now();
      }
    }
  }

  private async perform(method: string, params: Params, hangUp: () => AbortSignal): Promise<Outcome> {
    const fault = this.faults.next(method, chatIdOf(params));
    if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault?.drop === 'before') return { kind: 'dropped' };
    if (fault?.code !== undefined && fault.drop === undefined) throw errorOf({ ...fault, code: fault.code });
    const result = await callMethod(this.stage, method, params, hangUp);
    return fault?.drop === 'after' ? { kind: 'dropped' } : { kind: 'result', result };
  }

  private remember(method: string, params: Params, status: number, refusal: ApiError | undefined): void {
    if (method.toLowerCase() === 'getupdates' && status === 200) return;
    const chatId = chatIdOf(params);
    const call: Call = {
      method,
      params: params.summary(),
      ...(chatId === undefined ? {} : { chatId }),
      status,
      description: refusal?.message ?? '',
      injected: refusal?.injected ?? status === 0,
      at: Date.now(),
    };
    append(this.calls, call);
    if (refusal && !refusal.injected) append(this.rejections, call);
  }

  /** A call with a wrong token, refused before it gets here. */
  rememberStranger(method: string, params: Params, refusal: ApiError): void {
    this.remember(method, params, refusal.code, refusal);
  }

  get me(): User {
    return this.world.me;
  }

  addPerson(name: string, language: string, extra: { id?: number; username?: string } = {}): Person {
    return this.crowd.add(name, language, extra);
  }

  people(): readonly Person[] {
    return this.crowd.all();
  }

  person(personId: number): Person {
    return this.crowd.view(this.crowd.state(personId));
  }

  say(personId: number, text: string): Message {
    return this.crowd.say(personId, text);
  }

  tap(personId: number, button: ButtonPlace): string {
    return this.crowd.tap(personId, button);
  }

  answer(queryId: string): CallbackAnswer | undefined {
    return this.world.queries.get(queryId)?.answer;
  }

  sendPhoto(personId: number, file: Upload, caption = ''): Message {
    return this.crowd.sendFile(personId, 'photo', file, { caption });
  }

  sendDocument(personId: number, file: Upload, caption = ''): Message {
    return this.crowd.sendFile(personId, 'document', file, { caption });
  }

  sendVoice(personId: number, file: Upload, durationS = 1): Message {
    return this.crowd.sendFile(personId, 'voice', file, { durationS });
  }

  forward(personId: number, text: string, from: string): Message {
    return this.crowd.forward(personId, text, from);
  }

  openLink(personId: number, link: string): Message {
    return this.crowd.openLink(personId, link);
  }

  block(personId: number): void {
    this.crowd.setBlocked(personId, true);
  }

  unblock(personId: number): void {
    this.crowd.setBlocked(personId, false);
  }

  markRead(personId: number): void {
    this.crowd.markRead(personId);
  }

  transcript(personId: number): readonly Message[] {
    return [...this.crowd.state(personId).messages.values()].map((stored) => stored.message);
  }

  trace(personId: number, messageId: number): MessageTrace {
    const stored = this.crowd.state(personId).messages.get(messageId);
    if (!stored) throw new PersonError(`There is no message ${messageId}`);
    return { revision: stored.revision, ...(stored.reaction ? { reaction: stored.reaction } : {}) };
  }

  replyKeyboard(personId: number): ReplyKeyboard | undefined {
    return this.crowd.state(personId).replyKeyboard;
  }

  commandsFor(personId: number): readonly BotCommand[] {
    return commandsSeenBy(this.world, this.crowd.state(personId));
  }

  file(fileId: string): Upload | undefined {
    return this.world.files.get(fileId);
  }

  activity(): Activity {
    return {
      pendingUpdates: this.updates.waiting.length,
      callsRunning: this.callsRunning,
      silentMs: Date.now() - Math.max(this.lastCallAt, this.updates.lastArrivalAt),
    };
  }

  expireQueries(): void {
    for (const query of this.world.queries.values()) query.at = 0;
  }

  subscribe(listener: (event: SandboxEvent) => void): () => void {
    return this.world.subscribe(listener);
  }
}

function chatIdOf(params: Params): number | undefined {
  return params.has('chat_id') ? params.integer('chat_id') : undefined;
}

function append(list: Call[], call: Call): void {
  list.push(call);
  if (list.length > CALLS_REMEMBERED_MAX) list.shift();
}

/** A mistake in the sandbox itself: shown to the bot as Telegram shows its own. */
function crash(error: unknown): ApiError {
  return new ApiError(500, `Internal Server Error: ${error instanceof Error ? error.message : String(error)}`);
}
