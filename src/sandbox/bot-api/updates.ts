import { ApiError } from './errors.ts';
import type { Update } from './types.ts';

const BATCH_MAX = 100;
const TIMEOUT_S_MAX = 50;
const UPDATES_MAX = 100_000;
/** Kinds that come only when asked for by name. */
const KINDS_ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

type Payload = Omit<Update, 'update_id'>;

export interface PollRequest {
  offset: number;
  limit: number;
  timeoutS: number;
  /** Unset: as in the last poll. */
  allowed: string[] | undefined;
}

/** Updates on their way to the bot. One stays here, and is given again, until a poll with a higher offset confirms it. */
export class UpdateQueue {
  waiting: Update[] = [];
  nextId = 1;
  /** Kinds the bot wants; empty = all but those on request. */
  allowed: string[] = [];
  /** Real time of the last arrival, in milliseconds since 1970. */
  lastArrivalAt = 0;
  /** Told when updates arrive or are confirmed. */
  onChange: () => void = () => undefined;
  private poll: { end: (error?: ApiError) => void } | undefined;

  push(payload: Payload): void {
    const kind = Object.keys(payload)[0] ?? '';
    const wanted = this.allowed.length === 0 ? !KINDS_ON_REQUEST.has(kind) : this.allowed.includes(kind);
    if (!wanted) return;
    // A copy: the bot gets the message as it was, whatever is edited later.
    this.waiting.push(structuredClone({ update_id: this.nextId++, ...payload }));
    if (this.waiting.length > UPDATES_MAX) this.waiting.shift();
    this.lastArrivalAt = Date.now();
    this.onChange();
    this.poll?.end();
  }

  /** Long polling. A newer poll ends this one with 409; `hangUp` is told when the bot goes away. */
  async take(request: PollRequest, hangUp: AbortSignal): Promise<Update[]> {
    this.poll?.end(conflict());
    if (request.allowed) this.allowed = request.allowed;
    this.confirm(request.offset);
    if (this.waiting.length === 0 && request.timeoutS > 0) await this.arrival(request.timeoutS, hangUp);
    if (hangUp.aborted) return [];
    const size = request.limit >= 1 && request.limit <= BATCH_MAX ? request.limit : BATCH_MAX;
    return this.waiting.slice(0, size);
  }

  /** Ends an open poll with no updates. */
  close(): void {
    this.poll?.end();
  }

  /** A positive offset confirms all before it; a negative one keeps that many from the end. */
  private confirm(offset: number): void {
    if (offset < 0) this.waiting = this.waiting.slice(offset);
    if (offset <= 0) return;
    const kept = this.waiting.findIndex((update) => update.update_id >= offset);
    const confirmed = this.waiting.splice(0, kept < 0 ? this.waiting.length : kept);
    if (confirmed.length > 0) this.onChange();
  }

  private arrival(timeoutS: number, hangUp: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: ApiError) => {
        clearTimeout(timer);
        hangUp.removeEventListener('abort', onHangUp);
        if (this.poll === poll) this.poll = undefined;
        if (error) reject(error);
        else resolve();
      };
      const onHangUp = () => end();
      const poll = { end };
      const timer = setTimeout(end, Math.min(timeoutS, TIMEOUT_S_MAX) * 1000);
      hangUp.addEventListener('abort', onHangUp);
      this.poll = poll;
    });
  }
}

function conflict(): ApiError {
  const reason = 'terminated by other getUpdates request; make sure that only one bot instance is running';
  return new ApiError(409, `Conflict: ${reason}`);
}
