// The line between the bot and the stand-in inside one process: no network, mishaps by seed, and a post office that opens when told.

import type { SandboxBotApi } from '../../src/sandbox/bot-api/bot-api.ts';
import { ApiError } from '../../src/sandbox/bot-api/errors.ts';
import { readParams } from '../../src/sandbox/bot-api/params.ts';
import type { Update } from '../../src/sandbox/index.ts';
import type { Pace } from '../../src/telegram/pace.ts';
import type { Line } from '../../src/telegram/telegram.ts';
import { Random } from '../domain/allocation/random.ts';

export type Mishap =
  | '429'
  | '502'
  | 'lost before'
  | 'lost after'
  | 'slow'
  | 'update twice'
  | 'poll lost'
  | 'bot killed before'
  | 'bot killed after'
  | 'database killed';

/** Of a thousand calls about a chat. */
type Table = readonly (readonly [Mishap, number])[];

const PER_MILLE: Table = [
  ['429', 8],
  ['502', 6],
  ['lost before', 5],
  ['lost after', 6],
  ['slow', 4],
];
/** These befall calls while people act, when one chat is served at a time: what is under way then is the same in every replay. */
const KILLS: ReadonlySet<Mishap> = new Set(['bot killed before', 'bot killed after', 'database killed']);
const POLL_PER_MILLE: Table = [
  ['update twice', 30],
  ['poll lost', 10],
];
const SLOW_MS = 15;
const RETRY_AFTER_S = 0.005;

type Params = Parameters<SandboxBotApi['call']>[1];

/** Who sees to it that something dies when the line says so. */
export interface Undertaker {
  killBot(end: LineEnd): void;
  killDatabase(): void;
}

/**
 * What befalls a call depends on the seed, the chat and how many calls there were about it: the same however the chats' calls are
 * mixed, so that a seed plays the same years again.
 */
export class SimLine {
  readonly happened: Record<string, number> = {};
  /** Messages of the courier that reached a chat, and those of which the bot does not know that they did. */
  readonly delivered = { sure: 0, unsure: 0 };
  hasMishaps = true;
  undertaker: Undertaker | null = null;
  readonly pace: Pace;
  private readonly api: SandboxBotApi;
  private readonly seed: number;
  private readonly perMille: Table;
  private readonly counts = new Map<number, number>();
  private readonly lostPolls = new Set<number>();
  private lastUpdates: Update[] = [];
  private isOpen = false;
  private waiting: (() => void)[] = [];

  /** @param kills of a thousand calls about a chat so many are the end of the bot before, and after, it arrives, and of the database */
  constructor(api: SandboxBotApi, seed: number, kills: { readonly bot: number; readonly database: number }) {
    this.api = api;
    this.seed = seed;
    this.perMille = [
      ...PER_MILLE,
      ['bot killed before', kills.bot],
      ['bot killed after', kills.bot],
      ['database killed', kills.database],
    ];
    this.pace = {
      perChatMs: 0,
      hold: () => {},
      limited: () => {},
      transformer: (previous, method, payload, signal) => previous(method, payload, signal),
      turn: async (_chat, signal) => {
        while (!this.isOpen && !signal.aborted) {
          await new Promise<void>((resolve) => {
            this.waiting.push(resolve);
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
        }
        return !signal.aborted;
      },
    };
  }

  /** The courier may send until the post closes. */
  openPost(isOpen: boolean): void {
    this.isOpen = isOpen;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Updates that no bot has taken yet. */
  get hasWaiting(): boolean {
    return this.api.updates.waiting.length > 0;
  }

  /** Carries one call of a bot. @throws Error when nobody can know whether it arrived */
  carry(end: LineEnd, method: string, params: Params, signal: AbortSignal): Promise<unknown> {
    return method === 'getUpdates' ? this.polled(params, signal) : this.called(end, method, params, signal);
  }

  private async polled(params: Params, signal: AbortSignal): Promise<unknown> {
    const outcome = await this.answered('getUpdates', params, signal);
    const updates = (outcome as { result?: Update[] }).result ?? [];
    const last = updates.at(-1)?.update_id;
    if (last === undefined || !this.hasMishaps) return outcome;
    const mishap = this.mishap(POLL_PER_MILLE, 0, last);
    if (mishap === 'poll lost' && !this.lostPolls.has(last)) {
      this.lostPolls.add(last);
      this.count(mishap);
      throw new Error('the answer was lost');
    }
    const again = mishap === 'update twice' ? this.lastUpdates : [];
    if (again.length > 0) this.count('update twice');
    this.lastUpdates = updates;
    return { ok: true, result: [...again.filter((old) => old.update_id < updates[0]!.update_id), ...updates] };
  }

  private async called(end: LineEnd, method: string, params: Params, signal: AbortSignal) {
    const chat = params.integer('chat_id');
    const mishap = chat === undefined || !this.hasMishaps ? null : this.nextMishap(chat);
    const isNotice = /^send(Message|Photo)$/.test(method) && params.has('disable_notification');
    if (mishap) this.count(mishap);
    if (mishap === '429')
      return {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests',
        parameters: { retry_after: RETRY_AFTER_S },
      };
    if (mishap === '502') return { ok: false, error_code: 502, description: 'Bad Gateway' };
    if (mishap === 'lost before') throw new Error('the request was lost');
    if (mishap === 'bot killed before') {
      this.undertaker?.killBot(end);
      return;
    }
    if (mishap === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const answer = await this.answered(method, params, signal);
    if (isNotice && answer.ok) this.delivered[mishap === 'lost after' ? 'unsure' : 'sure'] += 1;
    if (mishap === 'lost after') throw new Error('the answer was lost');
    if (mishap === 'bot killed after') this.undertaker?.killBot(end);
    if (mishap === 'database killed') this.undertaker?.killDatabase();
    return answer;
  }

  private async answered(method: string, params: Params, signal: AbortSignal) {
    try {
      const outcome = await this.api.call(method, params, () => signal);
      if (outcome.kind === 'dropped') throw new Error('nothing is dropped here');
      return { ok: true, result: outcome.result };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { ok: false, error_code: error.code, description: error.message };
    }
  }

  private nextMishap(chat: number): Mishap | null {
    const call = (this.counts.get(chat) ?? 0) + 1;
    this.counts.set(chat, call);
    const mishap = this.mishap(this.perMille, chat, call);
    return mishap && KILLS.has(mishap) && (this.isOpen || !this.undertaker) ? null : mishap;
  }

  private mishap(table: Table, chat: number, call: number): Mishap | null {
    let roll = new Random(this.seed * 31 + chat * 100_003 + call * 7).below(1000);
    for (const [mishap, share] of table) {
      if (roll < share) return mishap;
      roll -= share;
    }
    return null;
  }

  private count(mishap: Mishap): void {
    this.happened[mishap] = (this.happened[mishap] ?? 0) + 1;
  }
}

/** One bot's end of the line. Of a killed bot nothing is heard any more, and it hears nothing. */
export class LineEnd implements Line {
  isDead = false;
  readonly now: () => number;
  readonly pace: Pace;
  readonly courier = { tickMs: 1000, backoffMs: 1, backoffMsMax: 10, sendMsMax: 30_000 };
  readonly poller = {
    backoffMs: 1,
    backoffMsMax: 10,
    farewellMsMax: 800,
    standbyMs: 50,
    conflictPauseMs: [1, 5] as const,
  };
  private readonly line: SimLine;

  constructor(line: SimLine, now: () => number) {
    this.line = line;
    this.now = now;
    this.pace = line.pace;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const method = String(input).split('/').at(-1) ?? '';
    const signal = init?.signal as AbortSignal;
    const params = readParams(new URLSearchParams(), contentTypeOf(init?.headers), await bytesOf(init?.body));
    if (this.isDead) throw new Error('this bot was killed');
    const answer = await this.line.carry(this, method, params, signal);
    if (this.isDead) throw new Error('this bot was killed');
    if (signal?.aborted) throw new Error('the line was hung up');
    return { json: async () => JSON.parse(JSON.stringify(answer)) } as Response;
  };
}

function contentTypeOf(headers: unknown): string {
  const fields = Object.entries((headers ?? {}) as Record<string, string>);
  return fields.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
