import { setMaxListeners } from 'node:events';
import type { Api, InputFile } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { openSessionLocks, type SessionLocks } from '../db/session-locks.ts';
import { type House, type Tx, transact } from '../db/transaction.ts';
import { mayReceive } from '../domain/notices/queue.ts';
import type { Notice } from '../generated/prisma/client.ts';
import type { Logger } from '../log.ts';
import { describe, isPassing, isUnreachable, retryAfterMs } from './api-errors.ts';
import { type Pace, pause, withDeadline } from './pace.ts';

/** It is night where the recipient is: the notice goes back into the queue until then. */
export interface Wait {
  readonly until: Date;
}

/** A notice as a message: HTML, and buttons that act at once. */
export interface RenderedNotice {
  readonly text: string;
  readonly keyboard: InlineKeyboardButton[][];
  /** The text becomes its caption (1,024 characters at most). */
  readonly photo?: InputFile | string;
  readonly isSilent: boolean;
}

export interface CourierOptions {
  readonly house: House;
  /** An `Api` of its own, without auto-retry and without the pace's transformer. */
  readonly api: Api;
  /** Makes the message from what is true now; null when the notice is outdated. */
  render(notice: Notice): Promise<RenderedNotice | Wait | null>;
  /** Runs in the transaction that marks the notice as sent; once for each notice. */
  onSent(tx: Tx, notice: Notice, message: RenderedNotice): Promise<void>;
  /** The member blocked the bot or left Telegram. May be called again. */
  onUnreachable(memberId: string): Promise<void>;
  readonly log: Logger;
  readonly pace: Pace;
  readonly timing?: Partial<CourierTiming>;
}

/** Real time, in milliseconds; tests make it short. */
export interface CourierTiming {
  /** How often the queue is looked at without being woken. */
  readonly tickMs: number;
  /** The wait after a failure of the line or of Telegram; it doubles with each further one. */
  readonly backoffMs: number;
  readonly backoffMsMax: number;
  /** One call may take so long. */
  readonly sendMsMax: number;
}

export interface Courier {
  /** There may be new notices. Cheap; without it they are found within a second. */
  wake(): void;
  /** Resolves when nothing that is due is waiting or on its way (retries included), or this courier does not hold the queue. */
  idle(): Promise<void>;
  /** Sends nothing further and waits for what is on its way, at most so long (4 s unless told). */
  stop(drainMsMax?: number): Promise<void>;
}

const TIMING: CourierTiming = { tickMs: 1000, backoffMs: 500, backoffMsMax: 30_000, sendMsMax: 30_000 };
const DRAIN_MS_MAX = 4000;
/** Notices taken at a time: 25 a second, each under way for up to 0.3 s, keep 8 of them busy. */
const PARALLEL = 24;
/** New ones are taken when so few are left, so that the queue is searched a few times a second, not for each message. */
const REFILL = 12;
const RENDER_ATTEMPTS_MAX = 5;
const ATTEMPTS_MAX = 30_000; // the column's type ends soon after
const QUEUE_LOCK = 1;
/** At $1; whatever was due when it was queued stays so when the clock is set back. */
const IS_DUE = 'not_before <= greatest($1, created_at)';
const UNSETTLED = `SELECT FROM notices WHERE state = 'SENDING' OR (state = 'PENDING' AND ${IS_DUE}) LIMIT 1`;

type Claimed = Notice & { member: { telegramId: bigint | null; state: string; unreachableAt: Date | null } };

/**
 * Delivers the queue of notices (R9): at least once each, in order within a chat, many chats side by side, within the
 * pace. One courier works on a database at a time and another one takes over when it dies; whatever was on its way then
 * is sent again, because Telegram cannot be asked whether it arrived.
 */
export function startCourier(options: CourierOptions): Courier {
  const loop = new CourierLoop(options);
  const done = loop.run();
  return {
    wake: () => loop.wake(),
    idle: () => loop.idle(),
    stop: (drainMsMax = DRAIN_MS_MAX) => loop.end(done, drainMsMax),
  };
}

class CourierLoop {
  private readonly options: CourierOptions;
  private readonly timing: CourierTiming;
  private readonly locks: SessionLocks;
  private readonly ending = new AbortController();
  private readonly onTheirWay = new Map<bigint, { memberId: string; delivery: Promise<void> }>(); // by notice
  /** Members whose next notice has to wait, and until when (real time). */
  private readonly waiting = new Map<string, number>();
  private holdsQueueIn = -1; // the session of the locks
  private isHolder: boolean | undefined; // not known before the first attempt
  private failuresInARow = 0;
  private isWanted = true;
  private rouse = (): void => {};
  private hasFailed = false;

  constructor(options: CourierOptions) {
    this.options = options;
    setMaxListeners(0, this.ending.signal); // everything under way listens to it
    this.timing = { ...TIMING, ...options.timing };
    this.locks = openSessionLocks(options.house.db.url, 'exodus courier');
  }

  wake(): void {
    this.isWanted = true;
    this.rouse();
  }

  async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      this.isWanted = false;
      try {
        this.isHolder = await this.holdsQueue();
        if (this.isHolder) await this.refill();
        this.recovered();
      } catch (error) {
        this.outage(error);
      }
      if (!this.isWanted) await this.sleep();
    }
  }

  async idle(): Promise<void> {
    while (!this.ending.signal.aborted && this.isHolder !== false) {
      const { rowCount } = await this.options.house.db.pool.query(UNSETTLED, [this.options.house.clock.now()]);
      if (rowCount === 0 && this.onTheirWay.size === 0) return;
      this.wake();
      await pause(20, this.ending.signal);
    }
  }

  async end(done: Promise<void>, drainMsMax: number): Promise<void> {
    this.ending.abort();
    this.rouse();
    const drained = new AbortController();
    const drain = done
      .then(() => Promise.all([...this.onTheirWay.values()].map(({ delivery }) => delivery)))
      .finally(() => drained.abort());
    await Promise.race([drain, pause(drainMsMax, drained.signal)]);
    await this.locks.close();
  }

  private sleep(): Promise<void> {
    const now = performance.now();
    const next = Math.min(...[...this.waiting.values()].filter((until) => until > now), now + this.timing.tickMs);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, next - now);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** True while this process is the database's courier. On becoming it, takes back what the former one left. */
  private async holdsQueue(): Promise<boolean> {
    if (this.locks.session !== 0 && this.holdsQueueIn === this.locks.session) return true;
    const taken = await this.locks.take('courier', [QUEUE_LOCK]);
    if (taken.size === 0) return false;
    const { session } = this.locks;
    // What this process itself still has on its way stays with it.
    await this.options.house.db.pool.query(
      `UPDATE notices SET state = 'PENDING', sending_at = NULL, attempts = least(attempts + 1, ${ATTEMPTS_MAX})
        WHERE state = 'SENDING' AND id <> ALL($1::bigint[])`,
      [[...this.onTheirWay.keys()]],
    );
    this.holdsQueueIn = session;
    return true;
  }

  private async refill(): Promise<void> {
    if (this.onTheirWay.size > PARALLEL - REFILL || this.ending.signal.aborted) return;
    const notices = await this.claim(PARALLEL - this.onTheirWay.size);
    for (const notice of notices) {
      const delivery = this.deliver(notice).finally(() => {
        this.onTheirWay.delete(notice.id);
        this.wake();
      });
      this.onTheirWay.set(notice.id, { memberId: notice.memberId, delivery });
    }
  }

  /** Takes the oldest due notices, one a member: the next one waits until its predecessor is settled. */
  private async claim(max: number): Promise<Claimed[]> {
    const { house } = this.options;
    const now = house.clock.now();
    const { rows } = await house.db.pool.query<{ id: string }>(
      `UPDATE notices SET state = 'SENDING', sending_at = $1 WHERE id IN (
         SELECT id FROM notices WHERE state = 'PENDING' AND id IN (
           SELECT min(id) FROM notices
            WHERE state = 'PENDING' AND ${IS_DUE} AND member_id <> ALL($2::uuid[])
            GROUP BY member_id ORDER BY min(id) LIMIT $3)
         FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [now, this.busyMembers(), max],
    );
    if (rows.length === 0) return [];
    return house.db.prisma.notice.findMany({
      where: { id: { in: rows.map((row) => BigInt(row.id)) } },
      include: { member: { select: { telegramId: true, state: true, unreachableAt: true } } },
      orderBy: { id: 'asc' },
    });
  }

  /** Those with a notice on its way, and those whose next one has to wait. */
  private busyMembers(): string[] {
    const now = performance.now();
    for (const [member, until] of this.waiting) if (until <= now) this.waiting.delete(member);
    return [...this.waiting.keys(), ...[...this.onTheirWay.values()].map(({ memberId }) => memberId)];
  }

  /** Brings one notice to an end, or back into the queue. Throws nothing. */
  private async deliver(notice: Claimed): Promise<void> {
    try {
      const { telegramId } = notice.member;
      if (telegramId === null || !mayReceive(notice.member, notice.kind)) return await this.drop(notice, 'member left');
      if (this.hasExpired(notice)) return await this.drop(notice, 'expired');
      const mayGo = await this.options.pace.turn(Number(telegramId), this.ending.signal);
      if (!mayGo || this.locks.session !== this.holdsQueueIn) return await this.putBack(notice); // or another's by now
      const message = await this.rendered(notice);
      if (!message) return;
      if (this.hasExpired(notice)) return await this.drop(notice, 'expired');
      await this.send(notice, Number(telegramId), message);
    } catch (error) {
      this.outage(error);
      await this.keepTrying(() => this.postpone(notice, describe(error), this.backoffMs(notice.attempts)));
    }
  }

  private hasExpired(notice: Notice): boolean {
    return notice.expiresAt !== null && notice.expiresAt <= this.options.house.clock.now();
  }

  /** The message, or null when the notice was settled without one. */
  private async rendered(notice: Notice): Promise<RenderedNotice | null> {
    try {
      const message = await this.options.render(notice);
      if (message && 'until' in message) {
        await this.settle(notice, { state: 'PENDING', notBefore: message.until, sendingAt: null });
        return null;
      }
      if (!message) await this.drop(notice, 'outdated');
      return message;
    } catch (error) {
      const reason = describe(error);
      const line = { noticeId: String(notice.id), kind: notice.kind, attempts: notice.attempts + 1, err: error };
      if (notice.attempts + 1 >= RENDER_ATTEMPTS_MAX) {
        this.options.log.error(line, 'a notice cannot be written and was given up');
        await this.fail(notice, reason);
      } else {
        this.options.log.warn(line, 'a notice cannot be written and is tried again');
        await this.postpone(notice, reason, this.backoffMs(notice.attempts));
      }
      return null;
    }
  }

  private async send(notice: Claimed, chatId: number, message: RenderedNotice): Promise<void> {
    let messageId: number;
    try {
      messageId = await this.call(chatId, message);
    } catch (error) {
      return this.refused(notice, error);
    }
    this.lineWorks();
    this.waiting.set(notice.memberId, performance.now() + this.options.pace.perChatMs);
    await this.recordSent(notice, message, messageId);
  }

  private async call(chatId: number, { text, keyboard, photo, isSilent }: RenderedNotice): Promise<number> {
    const { api } = this.options;
    const other = {
      parse_mode: 'HTML',
      disable_notification: isSilent,
      ...(keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
    } as const;
    const sent = await withDeadline(this.timing.sendMsMax, undefined, async (signal) => {
      if (photo !== undefined) return await api.sendPhoto(chatId, photo, { ...other, caption: text }, signal);
      return await api.sendMessage(chatId, text, { ...other, link_preview_options: { is_disabled: true } }, signal);
    });
    return sent.message_id;
  }

  private async refused(notice: Notice, error: unknown): Promise<void> {
    const { log, pace, onUnreachable } = this.options;
    const reason = describe(error);
    if (isPassing(error)) {
      const retryMs = retryAfterMs(error);
      if (retryMs === null) this.lineFails(reason);
      else pace.limited(retryMs);
      return this.postpone(notice, reason, retryMs ?? this.backoffMs(notice.attempts));
    }
    this.lineWorks();
    if (isUnreachable(error)) {
      await onUnreachable(notice.memberId);
      return this.drop(notice, reason);
    }
    log.error({ noticeId: String(notice.id), kind: notice.kind, reason }, 'Telegram refused a notice');
    await this.fail(notice, reason);
  }

  private backoffMs(attempts: number): number {
    return Math.min(this.timing.backoffMsMax, this.timing.backoffMs * 2 ** Math.min(attempts, 20));
  }

  /** Several failures in a row are an outage: everybody waits, and it is said once. */
  private lineFails(reason: string): void {
    this.failuresInARow++;
    if (this.failuresInARow < 3) return;
    if (this.failuresInARow === 3) this.options.log.warn({ reason }, 'Telegram cannot be reached, notices wait');
    this.options.pace.hold(this.backoffMs(this.failuresInARow - 3));
  }

  private lineWorks(): void {
    if (this.failuresInARow >= 3) this.options.log.info('Telegram can be reached again, notices go on');
    this.failuresInARow = 0;
  }

  /** It was delivered and must not be sent again: this ends only with its being on record, or with the process. */
  private async recordSent(notice: Notice, message: RenderedNotice, messageId: number): Promise<void> {
    const { house, log, onSent } = this.options;
    const record = (then: (tx: Tx) => Promise<void>): Promise<void> =>
      transact(house, async (tx) => {
        const { count } = await tx.db.notice.updateMany({
          where: { id: notice.id, state: { in: ['SENDING', 'PENDING'] } },
          data: { state: 'SENT', sentAt: tx.now, messageId: BigInt(messageId), lastError: null },
        });
        if (count === 1) await then(tx);
      });
    await this.keepTrying(async () => {
      try {
        await record((tx) => onSent(tx, notice, message));
      } catch (error) {
        await record(async () => {}); // throws too when it is the database that fails
        log.error({ noticeId: String(notice.id), kind: notice.kind, err: error }, 'a sent notice had no effect');
      }
    });
  }

  private drop(notice: Notice, reason: string): Promise<void> {
    return this.settle(notice, { state: 'DROPPED', lastError: reason });
  }

  private fail(notice: Notice, reason: string): Promise<void> {
    return this.settle(notice, { state: 'FAILED', lastError: reason, attempts: nextAttempt(notice) });
  }

  private async postpone(notice: Notice, reason: string, ms: number): Promise<void> {
    this.waiting.set(notice.memberId, performance.now() + ms);
    await this.settle(notice, { state: 'PENDING', sendingAt: null, lastError: reason, attempts: nextAttempt(notice) });
  }

  private putBack(notice: Notice): Promise<void> {
    return this.settle(notice, { state: 'PENDING', sendingAt: null });
  }

  /** Changes the notice if it is still this delivery's. */
  private async settle(notice: Notice, data: Partial<Omit<Notice, 'params'>>): Promise<void> {
    await this.options.house.db.prisma.notice.updateMany({
      where: { id: notice.id, state: 'SENDING', attempts: notice.attempts },
      data,
    });
  }

  /** Repeats what only a broken database can make fail. */
  private async keepTrying(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        this.outage(error);
        if (this.ending.signal.aborted) return;
        await pause(this.timing.tickMs, this.ending.signal);
      }
    }
  }

  private outage(error: unknown): void {
    if (!this.hasFailed) this.options.log.error({ reason: describe(error), err: error }, 'the courier is interrupted');
    this.hasFailed = true;
  }

  private recovered(): void {
    if (this.hasFailed) this.options.log.info('the courier goes on');
    this.hasFailed = false;
  }
}

const nextAttempt = (notice: Notice): number => Math.min(notice.attempts + 1, ATTEMPTS_MAX);
