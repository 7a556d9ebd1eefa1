import { type Api, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import { openSessionLocks, type SessionLocks } from '../db/session-locks.ts';
import type { House } from '../db/transaction.ts';
import type { Logger } from '../log.ts';
import { describe, isConflict, isWebhookConflict, isWrongToken, retryAfterMs } from './api-errors.ts';
import { pause, withDeadline } from './pace.ts';

/** Every kind of update; the name is the field of the update that holds it. */
export type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** Real time, in milliseconds; tests make it short. */
export interface PollerTiming {
  /** The wait after a 409, from … to (by chance). */
  readonly conflictPauseMs: readonly [number, number];
  /** So long may another process poll with the same token. */
  readonly conflictMsMax: number;
  /** The first wait after a failure; it doubles with each further one. */
  readonly backoffMs: number;
  readonly backoffMsMax: number;
  /** At the end: storing what came may take so long, and so may the call that confirms it. */
  readonly farewellMsMax: number;
  /** How often a process that waits its turn asks for it. */
  readonly standbyMs: number;
}

export interface PollerOptions {
  /** An `Api` without auto-retry: the poller has its own way with failures. */
  readonly api: Api;
  readonly house: House;
  readonly log: Logger;
  /** New updates are in the inbox. */
  onUpdates(): void;
  /** Polling has ended for good; `reason` is one line for the operator. */
  onFatal(reason: string): void;
  readonly allowedUpdates: readonly UpdateKind[];
  /** Seconds that Telegram holds a poll without updates; default 30. */
  readonly timeoutS?: number;
  readonly timing?: Partial<PollerTiming>;
}

export interface Poller {
  /** Ends the running poll, waits until what it brought is stored, and tells Telegram what is. May be called twice. */
  stop(): Promise<void>;
  /** When Telegram last answered a poll of this process (real time); null before the first answer. */
  readonly lastPollAt: Date | null;
  /** Another process polls; this one takes over when it ends. */
  readonly isStandby: boolean;
}

const TIMING: PollerTiming = {
  conflictPauseMs: [1000, 3000],
  conflictMsMax: 30_000,
  backoffMs: 500,
  backoffMsMax: 15_000,
  farewellMsMax: 800,
  standbyMs: 1000,
};
const POLL_LOCK = 1;
/** Two pollers turn each other out every few seconds; after so long without a 409 the other one is gone. */
const CONFLICT_GAP_MS = 10_000;
const BATCH = 100;
/** A poll that takes longer than it should by this much has lost its connection. */
const ANSWER_GRACE_MS = 10_000;

/**
 * Fetches updates by long polling and stores each batch in the inbox before Telegram is told, by the next poll's offset,
 * that it arrived (R10). So a kill at any moment loses none: what was not confirmed comes again, and a row that is
 * already there stays as it is.
 *
 * The offset is always one that follows from a batch of this run. A first poll has none and begins at the oldest update
 * that Telegram still keeps; one counted on from the inbox would throw updates away after a quiet week, when Telegram
 * begins numbering anew at any number.
 *
 * Of several processes on one database one polls; another takes over within seconds when it ends, however it ends.
 */
export function startPoller(options: PollerOptions): Poller {
  const poller = new PollingLoop(options);
  const done = poller.run();
  let stopping: Promise<void> | undefined;
  return {
    stop() {
      stopping ??= poller.end(done);
      return stopping;
    },
    get lastPollAt() {
      return poller.lastPollAt;
    },
    get isStandby() {
      return poller.isStandby;
    },
  };
}

class PollingLoop {
  lastPollAt: Date | null = null;
  private polls: boolean | null = null; // not known before the first attempt
  private readonly locks: SessionLocks;
  private turnIn = -1; // the session of the locks
  private readonly options: PollerOptions;
  private readonly timing: PollerTiming;
  private readonly ending = new AbortController();
  private offset: number | undefined;
  private hasWebhook = true; // until it was deleted
  private failures = 0;
  private conflictSince = 0;
  private conflictLast = Number.NEGATIVE_INFINITY;

  constructor(options: PollerOptions) {
    this.options = options;
    this.timing = { ...TIMING, ...options.timing };
    this.locks = openSessionLocks(options.house.db.url, 'exodus poller');
  }

  async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      try {
        if (!(await this.hasTurn())) {
          await pause(this.timing.standbyMs, this.ending.signal);
          continue;
        }
        if (this.hasWebhook) await this.deleteWebhook();
        const updates = await this.poll();
        this.lastPollAt = new Date();
        if (updates.length > 0) await this.store(updates);
        this.recovered();
      } catch (error) {
        if (this.ending.signal.aborted) return;
        const fatal = this.fatalReason(error);
        if (fatal) return this.giveUp(fatal);
        await pause(this.waitMs(error), this.ending.signal);
      }
    }
  }

  get isStandby(): boolean {
    return this.polls === false;
  }

  /** True while this process is the one that polls. */
  private async hasTurn(): Promise<boolean> {
    if (this.locks.session !== 0 && this.turnIn === this.locks.session) return true;
    const taken = await this.locks.take('poller', [POLL_LOCK]);
    const may = taken.size > 0;
    if (may !== this.polls) this.options.log.info(may ? 'this process polls now' : 'another process polls');
    this.polls = may;
    if (!may) return false;
    this.turnIn = this.locks.session;
    this.offset = undefined; // what the former one confirmed is gone, the rest comes again
    return true;
  }

  async end(done: Promise<void>): Promise<void> {
    await this.farewell(done).finally(() => this.locks.close());
  }

  private async farewell(done: Promise<void>): Promise<void> {
    this.ending.abort();
    const stored = new AbortController();
    done.then(() => stored.abort());
    await pause(this.timing.farewellMsMax, stored.signal);
    // A database that hangs: nothing is confirmed, all of it comes again.
    if (!stored.signal.aborted || this.offset === undefined) return;
    const confirmation = { offset: this.offset, limit: 1, timeout: 0, allowed_updates: this.options.allowedUpdates };
    // An update that this brings stays unconfirmed and comes again at the next start; so does everything on failure.
    await withDeadline(this.timing.farewellMsMax, undefined, (signal) =>
      this.options.api.getUpdates(confirmation, signal),
    ).catch(() => {});
  }

  private async deleteWebhook(): Promise<void> {
    await withDeadline(ANSWER_GRACE_MS, this.ending.signal, (signal) =>
      this.options.api.deleteWebhook({ drop_pending_updates: false }, signal),
    );
    this.hasWebhook = false;
  }

  private poll(): Promise<Update[]> {
    const { api, allowedUpdates, timeoutS = 30 } = this.options;
    const request = {
      ...(this.offset === undefined ? {} : { offset: this.offset }),
      limit: BATCH,
      timeout: timeoutS,
      allowed_updates: allowedUpdates,
    };
    return withDeadline(1000 * timeoutS + ANSWER_GRACE_MS, this.ending.signal, (signal) =>
      api.getUpdates(request, signal),
    );
  }

  private async store(updates: readonly Update[]): Promise<void> {
    await storeUpdates(this.options.house, updates);
    this.offset = Math.max(...updates.map((update) => update.update_id)) + 1;
    this.options.onUpdates();
  }

  private fatalReason(error: unknown): string | null {
    if (isWrongToken(error)) {
      return 'Telegram does not accept BOT_TOKEN (wrong or revoked): copy it again from @BotFather.';
    }
    if (!isConflict(error)) return null;
    this.hasWebhook ||= isWebhookConflict(error);
    const now = performance.now();
    if (now - this.conflictLast > CONFLICT_GAP_MS) this.conflictSince = now;
    this.conflictLast = now;
    if (now - this.conflictSince < this.timing.conflictMsMax) return null;
    return 'Another process receives updates with this BOT_TOKEN (409 Conflict): stop it, or give each its own bot.';
  }

  private giveUp(reason: string): void {
    this.ending.abort();
    this.options.onFatal(reason);
  }

  /** How long to wait after a failure. It is logged when an outage begins. */
  private waitMs(error: unknown): number {
    if (isConflict(error)) {
      const [from, to] = this.timing.conflictPauseMs;
      return from + Math.random() * (to - from);
    }
    if (this.failures === 0) {
      const reason = describe(error);
      this.options.log.warn({ reason, err: error instanceof HttpError ? undefined : error }, 'polling is interrupted');
    }
    const backoff = Math.min(this.timing.backoffMsMax, this.timing.backoffMs * 2 ** Math.min(this.failures, 20));
    this.failures++;
    return retryAfterMs(error) ?? backoff;
  }

  private recovered(): void {
    if (this.failures > 0) this.options.log.info({ failures: this.failures }, 'polling goes on');
    this.failures = 0;
  }
}

/** What the update is about, `message`, `callback_query` …; `unknown` for an empty one. */
export const kindOf = (update: Update): string => Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';

interface Origin {
  readonly id?: unknown;
  readonly message_id?: unknown;
  readonly date?: unknown;
  readonly edit_date?: unknown;
  readonly chat?: { readonly id: number };
  readonly from?: { readonly id: number };
  readonly message?: { readonly chat?: { readonly id: number } };
}

function originOf(update: Update): Origin {
  const content: unknown = update[kindOf(update) as UpdateKind];
  return typeof content === 'object' && content !== null ? content : {};
}

/** The chat in whose order an update is handled: its chat, else the private chat of its sender, else 0. */
export function chatOf(update: Update): number {
  const origin = originOf(update);
  return origin.chat?.id ?? origin.message?.chat?.id ?? origin.from?.id ?? 0;
}

/**
 * Writes updates to the inbox, all or none. One that is there already is left alone; one that only has the number of an
 * earlier one (a server that began to count anew) takes its place.
 */
export async function storeUpdates(house: House, updates: readonly Update[]): Promise<void> {
  const receivedAt = house.clock.now();
  const rows = updates.map((update) => ({
    updateId: BigInt(update.update_id),
    chatId: BigInt(chatOf(update)),
    payload: house.vault.seal(JSON.stringify(update)),
    receivedAt,
  }));
  const { count } = await house.db.prisma.inboxUpdate.createMany({ data: rows, skipDuplicates: true });
  if (count === updates.length) return;
  const known = await house.db.prisma.inboxUpdate.findMany({
    where: { updateId: { in: rows.map((row) => row.updateId) }, handledAt: { not: null } },
  });
  const marks = new Map(updates.map((update) => [BigInt(update.update_id), markOf(update)]));
  for (const old of known) {
    const oldMark = sealedMark(house, old.payload);
    if (oldMark === null || oldMark === marks.get(old.updateId)) continue;
    const fresh = rows.find((row) => row.updateId === old.updateId);
    if (!fresh) continue;
    await house.db.prisma.$transaction([
      house.db.prisma.appliedCommand.deleteMany({ where: { key: { startsWith: `${old.updateId}:` } } }),
      house.db.prisma.inboxUpdate.update({
        where: { updateId: old.updateId },
        data: { ...fresh, attempts: 0, handledAt: null },
      }),
    ]);
  }
}

/** The same for every delivery of one update, and another for any two updates of one number. */
function markOf(update: Update): string {
  const { id, message_id: messageId, date, edit_date: editDate } = originOf(update);
  return JSON.stringify([kindOf(update), chatOf(update), id, messageId, date, editDate]);
}

/** The mark of a stored update; null when it cannot be read any more. */
function sealedMark(house: House, payload: Uint8Array): string | null {
  try {
    return markOf(JSON.parse(house.vault.open(payload)) as Update);
  } catch {
    return null;
  }
}
