import type { BotApi } from './bot-api/handle.ts';

export type * from './bot-api/handle.ts';
export type * from './bot-api/types.ts';

/** The token that the sandbox accepts unless told otherwise. It opens nothing outside this machine. */
export const SANDBOX_TOKEN = '7000000001:sandbox';

/** The bot's clock as the page shows and moves it; the composition root gives it. */
export interface SandboxClock {
  now(): Promise<Date>;
  shift(by: 'day' | 'month'): Promise<Date>;
  reset(): Promise<Date>;
}

export interface SandboxOptions {
  /** 0 = any free port. The sandbox listens on 127.0.0.1 only. */
  port: number;
  /** Where users, chats, messages and unconfirmed updates outlive a restart; unset = memory only. */
  stateFile?: string;
  /** Accepted bot token, default `SANDBOX_TOKEN`. */
  token?: string;
  clock: SandboxClock;
  /** Messages a second, in all and in one chat, over which the sandbox answers 429; unset = no limit. */
  limits?: { perSecond: number; perChatPerSecond: number };
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`: the page for people, and the API root for the bot. */
  readonly url: string;
  readonly api: BotApi;
  /** Ends open polls, writes the state file and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the local stand-in for Telegram with its chat page.
 * Rejects with a clear Error when the port is taken (its `cause` has code EADDRINUSE) or the state file is broken.
 */
export function startSandbox(_options: SandboxOptions): Promise<Sandbox> {
  return Promise.reject(new Error('The sandbox is being built'));
}
