import { setMaxListeners } from 'node:events';
import type { Update } from 'grammy/types';
import { openSessionLocks, type SessionLocks } from '../db/session-locks.ts';
import type { House } from '../db/transaction.ts';
import type { Logger } from '../log.ts';
import { describe } from './api-errors.ts';
import { pause } from './pace.ts';
import { kindOf } from './poller.ts';

export interface InboxOptions {
  readonly house: House;
  /**
   * Does everything about one update, its answer included. It is called again for the same update after a failure and
   * after a crash, so it changes state through `transactOnce` only.
   */
  handle(update: Update): Promise<void>;
  readonly log: Logger;
  /** Chats handled at the same time, default 32: an answer mostly waits for Telegram, not for us. */
  readonly parallel?: number;
  /** Waits before the second, third … attempt at an update that failed, in milliseconds; then it is given up. */
  readonly retryPausesMs?: readonly number[];
}

export interface Inbox {
  /** There may be new rows. Cheap; without it they are found within a second. */
  wake(): void;
  /** Resolves when no update that this process may handle is waiting or running. */
  idle(): Promise<void>;
  /**
   * Takes no further updates and waits for the running ones, at most so long (4 s unless told). What is not finished by
   * then, or was not begun, is handled after the next start.
   */
  stop(drainMsMax?: number): Promise<void>;
}

const PARALLEL = 32;
const RETRY_PAUSES_MS = [200, 1000, 3000] as const;
const TICK_MS = 1000;
const DRAIN_MS_MAX = 4000;
const ROWS_MAX = 500;
/** Chats looked at beyond those that may start now, for the case that other processes work on the first ones. */
const CHATS_SPARE = 64;

interface Row {
  readonly updateId: bigint;
  readonly payload: Uint8Array;
}

/**
 * Works off the inbox: chats side by side, the updates of one chat strictly one after another, so that a slow or broken
 * one holds up nobody else (R4). Processes on one database share the work; each chat is one process's at a time.
 */
export function startInbox(options: InboxOptions): Inbox {
  const loop = new InboxLoop(options);
  const done = loop.run();
  return {
    wake: () => loop.wake(),
    idle: () => loop.idle(),
    stop: (drainMsMax = DRAIN_MS_MAX) => loop.end(done, drainMsMax),
  };
}

class InboxLoop {
  private readonly options: InboxOptions;
  private readonly parallel: number;
  private readonly retryPausesMs: readonly number[];
  private readonly locks: SessionLocks;
  private readonly ending = new AbortController();
  private readonly running = new Map<bigint, Promise<void>>(); // by chat
  private readonly handled: Batches<bigint>;
  private readonly finished: Batches<{ chat: bigint; session: number }>;
  private looking: Promise<number> | undefined;
  private isWanted = true;
  private rouse = (): void => {};
  private hasFailed = false;

  constructor(options: InboxOptions) {
    const { house, parallel = PARALLEL, retryPausesMs = RETRY_PAUSES_MS } = options;
    this.options = options;
    setMaxListeners(0, this.ending.signal); // everything under way listens to it
    this.parallel = parallel;
    this.retryPausesMs = retryPausesMs;
    this.locks = openSessionLocks(house.db.url, 'exodus inbox');
    this.handled = new Batches((ids) => markHandled(house, ids));
    this.finished = new Batches((chats) => this.release(chats));
  }

  wake(): void {
    this.isWanted = true;
    this.rouse();
  }

  async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      this.isWanted = false;
      await this.look().then(
        () => this.recovered(),
        (error) => this.outage(error),
      );
      if (!this.isWanted) await this.sleep();
    }
  }

  async idle(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.looking?.catch(() => {}); // it may have begun before the newest rows were there
      await Promise.all(this.running.values());
      const started = await this.look().catch(() => 0);
      if (started === 0 && this.running.size === 0) return;
    }
  }

  async end(done: Promise<void>, drainMsMax: number): Promise<void> {
    this.ending.abort();
    this.rouse();
    const drained = new AbortController();
    const drain = done.then(() => Promise.all(this.running.values())).finally(() => drained.abort());
    await Promise.race([drain, pause(drainMsMax, drained.signal)]);
    if (this.running.size > 0)
      this.options.log.warn({ chats: this.running.size }, 'stopped before all answers were given');
    await this.locks.close();
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, TICK_MS);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Starts what may start; callers at the same time share one look. Returns how many chats were started. */
  private look(): Promise<number> {
    this.looking ??= this.startChats().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async startChats(): Promise<number> {
    const free = this.parallel - this.running.size;
    if (free <= 0 || this.ending.signal.aborted) return 0;
    const waiting = await this.waitingChats(free + CHATS_SPARE);
    const taken = await this.locks.take('chat', [...new Set(waiting.map(lockKeyOf))], free);
    const { session } = this.locks;
    const chats = waiting.filter((chat) => taken.has(lockKeyOf(chat)));
    if (chats.length === 0) return 0;
    // Read only now: until the lock was ours, another process may have handled rows.
    const rows = await pendingRows(this.options.house, chats).catch(async (error) => {
      await this.locks.release('chat', [...taken], session);
      throw error;
    });
    const begun = new Set<number>();
    for (const chat of chats) {
      const key = lockKeyOf(chat);
      if (begun.has(key)) continue; // two chats with one key: the other one comes next
      begun.add(key);
      this.running.set(chat, this.runChat(chat, rows.get(chat) ?? [], session));
    }
    return begun.size;
  }

  private async waitingChats(max: number): Promise<bigint[]> {
    const { rows } = await this.options.house.db.pool.query<{ chat_id: string }>(
      `SELECT chat_id FROM inbox WHERE handled_at IS NULL AND chat_id <> ALL($1::bigint[])
        GROUP BY chat_id ORDER BY min(update_id) LIMIT $2`,
      [[...this.running.keys()], max],
    );
    const busy = new Set([...this.running.keys()].map(lockKeyOf));
    return rows.map((row) => BigInt(row.chat_id)).filter((chat) => !busy.has(lockKeyOf(chat)));
  }

  private async runChat(chat: bigint, rows: readonly Row[], session: number): Promise<void> {
    const marks: Promise<void>[] = [];
    try {
      for (const row of rows) {
        if (this.ending.signal.aborted || this.locks.session !== session) break;
        const isDone = await this.handleRow(row);
        if (!isDone) break;
        marks.push(this.handled.add(row.updateId).catch((error) => this.outage(error)));
      }
    } catch (error) {
      this.outage(error); // the rows are still there and are taken again
      await pause(TICK_MS, this.ending.signal);
    } finally {
      await Promise.all(marks); // before another process may look at this chat
      await this.finished.add({ chat, session });
      this.running.delete(chat);
      this.wake();
    }
  }

  /** True when the update is done with, false when the process stops before it is. */
  private async handleRow(row: Row): Promise<boolean> {
    const { house, handle, log } = this.options;
    let kind = 'unreadable';
    for (;;) {
      try {
        const update = JSON.parse(house.vault.open(row.payload)) as Update;
        kind = kindOf(update);
        await handle(update);
        return true;
      } catch (error) {
        const failure = { updateId: String(row.updateId), kind, err: error };
        const attempts = await countAttempt(house, row.updateId);
        const waitMs = this.retryPausesMs[attempts - 1];
        if (waitMs === undefined) {
          log.error({ ...failure, attempts }, 'an update was given up');
          return true;
        }
        log.warn({ ...failure, attempts }, 'an update failed and is tried again');
        await pause(waitMs, this.ending.signal);
        if (this.ending.signal.aborted) return false;
      }
    }
  }

  private async release(chats: readonly { chat: bigint; session: number }[]): Promise<void> {
    for (const session of new Set(chats.map((chat) => chat.session))) {
      const keys = chats.filter((chat) => chat.session === session).map(({ chat }) => lockKeyOf(chat));
      await this.locks.release('chat', keys, session);
    }
  }

  private outage(error: unknown): void {
    if (!this.hasFailed) this.options.log.error({ reason: describe(error), err: error }, 'the inbox is interrupted');
    this.hasFailed = true;
  }

  private recovered(): void {
    if (this.hasFailed) this.options.log.info('the inbox goes on');
    this.hasFailed = false;
  }
}

/** The chat's lock: its id folded to 32 bits. Chats with the same key merely wait for each other. */
const lockKeyOf = (chat: bigint): number => Number(BigInt.asIntN(32, chat ^ (chat >> 32n)));

async function pendingRows(house: House, chats: readonly bigint[]): Promise<Map<bigint, Row[]>> {
  const { rows } = await house.db.pool.query<{ update_id: string; chat_id: string; payload: Buffer }>(
    `SELECT update_id, chat_id, payload FROM inbox
      WHERE handled_at IS NULL AND chat_id = ANY($1::bigint[]) ORDER BY update_id LIMIT ${ROWS_MAX}`,
    [chats],
  );
  const byChat = new Map<bigint, Row[]>();
  for (const row of rows) {
    const chat = BigInt(row.chat_id);
    const known = byChat.get(chat) ?? [];
    byChat.set(chat, [...known, { updateId: BigInt(row.update_id), payload: row.payload }]);
  }
  return byChat;
}

async function markHandled(house: House, ids: readonly bigint[]): Promise<void> {
  await house.db.pool.query('UPDATE inbox SET handled_at = $1 WHERE update_id = ANY($2::bigint[])', [
    house.clock.now(),
    ids,
  ]);
}

async function countAttempt(house: House, updateId: bigint): Promise<number> {
  const { rows } = await house.db.pool.query<{ attempts: number }>(
    'UPDATE inbox SET attempts = attempts + 1 WHERE update_id = $1 RETURNING attempts',
    [updateId],
  );
  return rows[0]?.attempts ?? Number.POSITIVE_INFINITY;
}

/** Gathers what comes while a batch is being written and writes it as the next one. */
class Batches<T> {
  private readonly write: (items: readonly T[]) => Promise<void>;
  private waiting: T[] = [];
  private next: Promise<void> | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(write: (items: readonly T[]) => Promise<void>) {
    this.write = write;
  }

  /** Resolves when the item is written; rejects when its batch failed. */
  add(item: T): Promise<void> {
    this.waiting.push(item);
    this.next ??= this.current.then(() => {
      const items = this.waiting;
      this.waiting = [];
      this.next = undefined;
      const written = this.write(items);
      this.current = written.catch(() => {});
      return written;
    });
    return this.next;
  }
}
