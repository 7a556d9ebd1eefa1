import type { Api, Transformer } from 'grammy';

export interface PaceOptions {
  /** Messages a second in all; Telegram allows about 30. Default 25. */
  readonly perSecond?: number;
  /** Milliseconds between two messages to one chat; Telegram allows one a second. Default 1,050. */
  readonly perChatMs?: number;
  /** Told of each 429. */
  readonly onLimited?: () => void;
}

/**
 * Keeps the bot under Telegram's limits by making the courier wait. Answers to people are counted, never delayed: they
 * overtake whatever is queued (R9). It goes by real time, whatever the bot's clock says.
 */
export interface Pace {
  /**
   * Waits until the courier may send one message to this chat, and counts it.
   *
   * @returns false when `signal` ended the waiting: nothing may be sent
   */
  turn(chatId: number, signal: AbortSignal): Promise<boolean>;
  /** Nothing is sent by the courier for so many milliseconds from now. */
  hold(ms: number): void;
  /** The same, because Telegram's `retry_after` demands it. */
  limited(retryAfterMs: number): void;
  readonly perChatMs: number;
  /**
   * Counts the calls of the interactive side and notices its 429s. Install it before (that is, inside) auto-retry, so
   * that it sees every attempt, and not on the courier's own `Api`, whose messages are counted by their turns.
   */
  readonly transformer: Transformer;
}

/** The courier gets one turn in so many milliseconds even when people keep the bot busy. */
const COURIER_SHARE_MS = 200;
const WINDOW_MS = 1000;
const CHATS_REMEMBERED_MAX = 1000;
const COUNTED = /^(send(?!ChatAction)|edit|copy|forward)/;

/** Waits; resolves early when the signal ends it. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}

/** The kind of signal that grammY's methods take: the same thing as Node's, under another name for the compiler. */
export type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Makes one call that `parent` or the time ends, whichever comes first; the call then fails as if the line was cut. */
export async function withDeadline<T>(
  msMax: number,
  parent: AbortSignal | undefined,
  call: (signal: ApiSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const timer = setTimeout(end, msMax);
  parent?.addEventListener('abort', end);
  if (parent?.aborted) end();
  try {
    return await call(controller.signal as ApiSignal);
  } finally {
    clearTimeout(timer);
    parent?.removeEventListener('abort', end);
  }
}

export function createPace(options: PaceOptions = {}): Pace {
  const { perSecond = 25, perChatMs = 1050, onLimited = () => {} } = options;
  const spacingMs = WINDOW_MS / perSecond;
  const lastInChat = new Map<number, number>();
  let counted: number[] = []; // moments of the last second's messages
  let heldUntil = 0;
  let nextSlot = 0;
  let lastTurn = 0;

  const count = (chatId: number | undefined, now: number): void => {
    counted = counted.filter((at) => at > now - WINDOW_MS);
    counted.push(now);
    if (chatId === undefined) return;
    lastInChat.set(chatId, now);
    if (lastInChat.size <= CHATS_REMEMBERED_MAX) return;
    for (const [chat, at] of lastInChat) if (at <= now - perChatMs) lastInChat.delete(chat);
  };

  const hold = (ms: number): void => {
    heldUntil = Math.max(heldUntil, performance.now() + ms);
  };
  const limited = (retryAfterMs: number): void => {
    onLimited();
    hold(retryAfterMs);
  };

  /** Milliseconds for which this chat's message must not go out yet. */
  const obstacleMs = (chatId: number, now: number): number => {
    const ofChat = (lastInChat.get(chatId) ?? Number.NEGATIVE_INFINITY) + perChatMs - now;
    counted = counted.filter((at) => at > now - WINDOW_MS);
    const first = counted[counted.length - perSecond];
    const ofAll = first === undefined ? 0 : Math.min(first + WINDOW_MS - now, lastTurn + COURIER_SHARE_MS - now);
    return Math.max(heldUntil - now, ofChat, ofAll);
  };

  return {
    perChatMs,
    async turn(chatId, signal) {
      while (!signal.aborted) {
        const slot = Math.max(performance.now(), heldUntil, nextSlot);
        nextSlot = slot + spacingMs;
        if (slot > performance.now()) await pause(slot - performance.now(), signal);
        if (signal.aborted) return false;
        const now = performance.now();
        const obstacle = obstacleMs(chatId, now);
        if (obstacle <= 0) {
          count(chatId, now);
          lastTurn = now;
          return true;
        }
        await pause(obstacle, signal);
      }
      return false;
    },
    hold,
    limited,
    transformer: async (previous, method, payload, signal) => {
      const { chat_id: chatId } = payload as { chat_id?: unknown };
      if (COUNTED.test(method)) count(typeof chatId === 'number' ? chatId : undefined, performance.now());
      const answer = await previous(method, payload, signal);
      const retryAfterS = answer.ok ? undefined : answer.parameters?.retry_after;
      // A group has a limit of its own; its number is negative.
      if (retryAfterS !== undefined && !(typeof chatId === 'number' && chatId < 0)) limited(1000 * retryAfterS);
      return answer;
    },
  };
}
