import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../src/db/client.ts';
import { transactOnce } from '../../src/db/transaction.ts';
import { type Inbox, type InboxOptions, startInbox } from '../../src/telegram/inbox.ts';
import { storeUpdates } from '../../src/telegram/poller.ts';
import { cutConnections, testDb } from '../support/test-db.ts';
import { houseOn, keptLog, shortly, type TestHouse, textUpdate, until } from './message-fixture.ts';

let db: Db;
let house: TestHouse;
let inboxes: Inbox[];
const { log, lines, all } = keptLog();

beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.inboxUpdate.deleteMany();
  await db.prisma.appliedCommand.deleteMany();
  await db.prisma.setting.deleteMany();
  house = houseOn(db);
  inboxes = [];
  lines.length = 0;
});
afterEach(async () => {
  await Promise.all(inboxes.map((inbox) => inbox.stop(0)));
});

function start(handle: (update: Update) => Promise<void>, options: Partial<InboxOptions> = {}): Inbox {
  const inbox = startInbox({ house, handle, log, retryPausesMs: [5, 10, 15], ...options });
  inboxes.push(inbox);
  return inbox;
}

const unhandled = (): Promise<number> => db.prisma.inboxUpdate.count({ where: { handledAt: null } });
const allHandled = (): Promise<void> => until(async () => (await unhandled()) === 0, 'every update is handled', 20_000);

/** Updates 1 … count, dealt out to the chats in turn. */
const deal = (count: number, chats: number): Update[] =>
  Array.from({ length: count }, (_, index) => textUpdate(index + 1, 1 + (index % chats), `text ${index + 1}`));

/** Counts its effects in the database, once for each update. */
const countOnce = (update: Update): Promise<number> =>
  transactOnce(house, `${update.update_id}:0`, async (tx) => {
    const key = `effects of ${update.update_id}`;
    const row = await tx.db.setting.findUnique({ where: { key } });
    const value = String(Number(row?.value ?? 0) + 1);
    await tx.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    return Number(value);
  });

test('the updates of a chat are handled in order, one after another', async () => {
  const running = new Map<number, number>();
  const seen = new Map<number, number[]>();
  let most = 0;
  await storeUpdates(house, deal(60, 6));
  const inbox = start(async (update) => {
    const chat = update.message!.chat.id;
    running.set(chat, (running.get(chat) ?? 0) + 1);
    expect(running.get(chat)).toBe(1);
    most = Math.max(most, [...running.values()].filter((count) => count > 0).length);
    seen.set(chat, [...(seen.get(chat) ?? []), update.update_id]);
    await shortly(2);
    running.set(chat, 0);
  });
  await storeUpdates(house, [textUpdate(61, 1, 'one more')]);
  inbox.wake();
  await allHandled();
  for (const ids of seen.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect([...seen.values()].flat()).toHaveLength(61);
  expect(most).toBeGreaterThan(1);
});

test('a slow chat delays no other, nor its own order', async () => {
  const done: number[] = [];
  let letGo = (): void => {};
  const wait = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await storeUpdates(house, deal(40, 10));
  const inbox = start(async (update) => {
    if (update.message?.chat.id === 1) await wait;
    done.push(update.update_id);
  });
  await until(() => done.length === 36, 'all other chats are served');
  letGo();
  await inbox.idle();
  expect(done.slice(36)).toEqual([1, 11, 21, 31]);
});

test('an update that always fails is tried four times and given up, and its chat goes on', async () => {
  const tries: number[] = [];
  await storeUpdates(house, deal(6, 2));
  const inbox = start(async (update) => {
    tries.push(update.update_id);
    if (update.update_id === 1) throw new Error('cannot answer "text 1"');
  });
  await inbox.idle();
  expect(await unhandled()).toBe(0);
  expect(tries.filter((id) => id === 1)).toHaveLength(4);
  expect(tries.filter((id) => id % 2 === 1)).toEqual([1, 1, 1, 1, 3, 5]);
  expect(tries.filter((id) => id % 2 === 0)).toEqual([2, 4, 6]);
  const last = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
  expect(last).toMatchObject([{ updateId: '1', kind: 'message', attempts: 4, msg: 'an update was given up' }]);
  expect(all()).not.toContain('text 1');
});

test('an update that fails once takes effect once', async () => {
  await storeUpdates(house, deal(1, 1));
  let attempts = 0;
  const inbox = start(async (update) => {
    await countOnce(update);
    attempts++;
    if (attempts === 1) throw new Error('the answer was lost');
  });
  await inbox.idle();
  expect(attempts).toBe(2);
  expect(await db.prisma.setting.findMany()).toEqual([{ key: 'effects of 1', value: '1' }]);
});

test('an unreadable row is given up and harms nobody else', async () => {
  const done: number[] = [];
  await storeUpdates(house, deal(3, 1));
  await db.prisma.inboxUpdate.update({ where: { updateId: 1 }, data: { payload: new Uint8Array([1, 2, 3]) } });
  const inbox = start(async (update) => void done.push(update.update_id));
  await inbox.idle();
  expect(done).toEqual([2, 3]);
  expect(await unhandled()).toBe(0);
});

test('killed again and again, it loses no update and applies none twice', async () => {
  const count = 120;
  const answered = new Set<number>();
  await storeUpdates(house, deal(count, 12));
  for (let life = 0; life < 10; life++) {
    let isDead = false;
    const inbox = start(async (update) => {
      await shortly(Math.random() * 4);
      if (isDead) return new Promise(() => {}); // what was running never comes to an end
      await countOnce(update);
      if (isDead) return new Promise(() => {});
      answered.add(update.update_id);
    });
    await shortly(20 + Math.random() * 20);
    isDead = true;
    await inbox.stop(0);
  }
  start(async (update) => {
    await countOnce(update);
    answered.add(update.update_id);
  });
  await allHandled();
  const effects = await db.prisma.setting.findMany();
  expect(effects).toHaveLength(count);
  expect(effects.every(({ value }) => value === '1')).toBe(true);
  expect(answered.size).toBe(count);
});

test('two processes on one database share the work, a chat at a time', async () => {
  const running = new Set<number>();
  const seen = new Map<number, number[]>();
  const workers = new Set<string>();
  await storeUpdates(house, deal(200, 20));
  for (const name of ['first', 'second']) {
    const options = { parallel: 4 };
    start(async (update) => {
      const chat = update.message!.chat.id;
      expect(running.has(chat)).toBe(false);
      running.add(chat);
      workers.add(name);
      seen.set(chat, [...(seen.get(chat) ?? []), update.update_id]);
      await shortly(3);
      running.delete(chat);
    }, options);
  }
  await allHandled();
  expect(workers.size).toBe(2);
  expect([...seen.values()].flat()).toHaveLength(200);
  for (const ids of seen.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(all()).not.toContain('failed');
});

test('stopping waits for what is running and takes nothing new', async () => {
  const done: number[] = [];
  let begun = 0;
  await storeUpdates(house, deal(4, 2));
  const inbox = start(async (update) => {
    begun++;
    await shortly(50);
    done.push(update.update_id);
  });
  await until(() => begun === 2, 'both chats are being served');
  await inbox.stop();
  expect(done.toSorted()).toEqual([1, 2]);
  expect(await unhandled()).toBe(2);
});

test('stopping does not wait for ever', async () => {
  await storeUpdates(house, deal(1, 1));
  const inbox = start(() => new Promise(() => {}));
  await shortly(50);
  await inbox.stop(30);
  expect(await unhandled()).toBe(1);
});

test('it goes on after its connections to the database were lost', async () => {
  let done = 0;
  start(async () => void done++);
  await storeUpdates(house, deal(5, 5));
  inboxes[0]?.wake();
  await until(() => done === 5, 'the first five are handled');
  await cutConnections(db, 'exodus inbox');
  await storeUpdates(house, deal(10, 5));
  inboxes[0]?.wake();
  await until(() => done === 10, 'the others are handled');
});
