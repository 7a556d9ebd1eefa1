import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Db } from '../../src/db/client.ts';
import type { House } from '../../src/db/transaction.ts';
import { openVault } from '../../src/db/vault.ts';
import { randomIds } from '../../src/domain/ids.ts';
import { createLog, type Logger } from '../../src/log.ts';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';

/** A house on a test's database, with a clock that ticks and that the test may move. */
export interface TestHouse extends House {
  advance(ms: number): void;
}

export function houseOn(db: Db): TestHouse {
  let aheadMs = 0;
  return {
    db,
    clock: { now: () => new Date(Date.now() + aheadMs) },
    ids: randomIds,
    vault: openVault('a secret for the tests of the message machinery'),
    rules: {
      timezone: 'Europe/Moscow',
      unit: { symbol: '€', decimals: 2, quantum: 100n },
      defaultLanguage: 'ru',
      quietHours: { from: 0, to: 0 },
    },
    advance(ms) {
      aheadMs += ms;
    },
  };
}

/** A log whose lines are kept for the test to read. */
export function keptLog(): { log: Logger; lines: string[]; all(): string } {
  const lines: string[] = [];
  return { log: createLog('trace', { write: (line) => void lines.push(line) }), lines, all: () => lines.join('') };
}

export async function telegram(limits?: { perSecond: number; perChatPerSecond: number }): Promise<Sandbox> {
  const now = async (): Promise<Date> => new Date();
  return startSandbox({ port: 0, clock: { now, shift: now, reset: now }, ...(limits ? { limits } : {}) });
}

export const apiOf = (sandbox: { url: string }, token = SANDBOX_TOKEN): Api => new Api(token, { apiRoot: sandbox.url });

/** An update as Telegram would send it: a text of the person whose id is the chat's. */
export function textUpdate(updateId: number, chatId: number, text: string): Update {
  const from = { id: chatId, is_bot: false, first_name: 'Somebody' };
  const chat = { id: chatId, type: 'private' as const, first_name: 'Somebody' };
  return { update_id: updateId, message: { message_id: updateId, date: 1_790_000_000 + updateId, from, chat, text } };
}

/** A member who can be written to; returns their id in the database. */
export async function addMember(house: House, telegramId: number): Promise<string> {
  const now = house.clock.now();
  const { id } = await house.db.prisma.member.create({
    data: {
      id: randomUUID(),
      personKey: randomUUID(),
      telegramId: BigInt(telegramId),
      name: 'Somebody',
      language: 'en',
      joinedAt: now,
      lastSeenAt: now,
    },
  });
  return id;
}

/** Asks until it is so; fails the test when it never is. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It never happened that ${what}.`);
    await sleep(10);
  }
}

export const shortly = (ms: number): Promise<void> => sleep(ms);
