import { ApiError, tooManyRequests } from './errors.ts';
import type { Fault, Faults } from './handle.ts';

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'Bad Request: injected by a test',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** The mishaps arranged for the bot's next calls. */
export class FaultPlan implements Faults {
  private planned: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    this.planned.push({ ...fault, left: fault.times ?? 1 });
  }

  pending(): readonly Fault[] {
    return this.planned.map(({ left, ...fault }) => ({ ...fault, times: left }));
  }

  clear(): void {
    this.planned = [];
  }

  /** The fault that happens to this call, if any; it is used up by that. */
  next(method: string, chatId: number | undefined): Fault | undefined {
    const fault = this.planned.find(
      (each) =>
        (each.method === '*' || each.method.toLowerCase() === method.toLowerCase()) &&
        (each.chatId === undefined || each.chatId === chatId),
    );
    if (!fault) return undefined;
    fault.left--;
    if (fault.left <= 0) this.planned = this.planned.filter((each) => each !== fault);
    return fault;
  }
}

export function errorOf(fault: Fault & { code: number }): ApiError {
  if (fault.code === 429) return tooManyRequests(fault.retryAfter ?? 1);
  const description = fault.description ?? DESCRIPTIONS[fault.code] ?? 'Injected by a test';
  return new ApiError(fault.code, description, { injected: true });
}

/** Telegram's limits on messages sent, over a sliding second. */
export class SendLimits {
  private readonly perSecond: number;
  private readonly perChatPerSecond: number;
  private recent: { chatId: number; at: number }[] = [];

  constructor(limits: { perSecond: number; perChatPerSecond: number } | undefined) {
    this.perSecond = limits?.perSecond ?? Number.POSITIVE_INFINITY;
    this.perChatPerSecond = limits?.perChatPerSecond ?? Number.POSITIVE_INFINITY;
  }

  /** Counts one message; throws 429 over the limit. */
  count(chatId: number): void {
    if (this.perSecond === Number.POSITIVE_INFINITY && this.perChatPerSecond === Number.POSITIVE_INFINITY) return;
    const at = performance.now();
    this.recent = this.recent.filter((message) => message.at > at - 1000);
    const inChat = this.recent.filter((message) => message.chatId === chatId).length;
    if (this.recent.length >= this.perSecond || inChat >= this.perChatPerSecond) throw tooManyRequests(1);
    this.recent.push({ chatId, at });
  }
}
