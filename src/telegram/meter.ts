import type { Update } from 'grammy/types';
import { unpack } from './callbacks.ts';
import { COMMANDS } from './commands.ts';
import { kindOf } from './poller.ts';

/** Counts what happens between the bot and Telegram. Words of a known list only: no ids, no names. */
export interface Meter {
  /** An update was handled, its answer included, or failed. */
  update(action: string, seconds: number, outcome: 'done' | 'failed'): void;
  /** A queued message was sent. */
  sent(): void;
  /** Telegram said 429. */
  limited(): void;
}

export const UNMETERED: Meter = { update: () => {}, sent: () => {}, limited: () => {} };

/** What an update asks for: a known command or button, else its kind. */
export function actionOf(update: Update): string {
  const { data } = update.callback_query ?? {};
  if (data !== undefined) return unpack(data)?.action ?? 'unknown-button';
  const command = /^\/([a-z]+)/.exec(update.message?.text ?? '')?.[1];
  const isKnown = command === 'admin' || COMMANDS.some(({ name }) => name === command);
  if (command !== undefined) return isKnown ? `/${command}` : 'unknown-command';
  return kindOf(update) === 'my_chat_member' ? 'membership' : 'message';
}
