import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../src/db/client.ts';
import { transactOnce } from '../../src/db/transaction.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import {
  chatOf,
  kindOf,
  type Poller,
  type PollerOptions,
  startPoller,
  storeUpdates,
} from '../../src/telegram/poller.ts';
import { testDb } from '../support/test-db.ts';
import { apiOf, houseOn, keptLog, shortly, type TestHouse, telegram, textUpdate, until } from './message-fixture.ts';

let db: Db;
let house: TestHouse;
let sandbox: Sandbox;
let poller: Poller | undefined;
let fatal: string[];
let wakes: number;
const { log, lines, all } = keptLog();

beforeAll(async () => {
  db = await testDb();
  house = houseOn(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.inboxUpdate.deleteMany();
  await db.prisma.appliedCommand.deleteMany();
  sandbox = await telegram();
  fatal = [];
  wakes = 0;
  lines.length = 0;
});
afterEach(async () => {
  await poller?.stop();
  poller = undefined;
  await sandbox.close();
});

function start(options: Partial<PollerOptions> = {}): Poller {
  poller = startPoller({
    api: apiOf(sandbox),
    house,
    log,
    onUpdates: () => {
      wakes++;
    },
    onFatal: (reason) => fatal.push(reason),
    allowedUpdates: ['message', 'callback_query', 'my_chat_member'],
    timeoutS: 1,
    ...options,
    timing: { backoffMs: 10, backoffMsMax: 50, conflictPauseMs: [5, 10], ...options.timing },
  });
  return poller;
}

const stored = async (): Promise<Update[]> => {
  const rows = await db.prisma.inboxUpdate.findMany({ orderBy: { updateId: 'asc' } });
  return rows.map((row) => JSON.parse(house.vault.open(row.payload)) as Update);
};
const storedTexts = async (): Promise<(string | undefined)[]> => (await stored()).map((each) => each.message?.text);
const arrived = (count: number): Promise<void> =>
  until(async () => (await db.prisma.inboxUpdate.count()) === count, `${count} updates are stored`);

test('every update is stored, sealed, under its chat, and confirmed after that', async () => {
  const anna = sandbox.api.addPerson('Anna', 'en');
  start();
  sandbox.api.say(anna.id, '/start');
  sandbox.api.say(anna.id, 'a secret of mine');
  await arrived(2);
  await until(() => sandbox.api.activity().pendingUpdates === 0, 'both are confirmed');
  const rows = await db.prisma.inboxUpdate.findMany();
  expect(rows.every((row) => row.chatId === BigInt(anna.id) && row.handledAt === null)).toBe(true);
  expect(rows.some((row) => Buffer.from(row.payload).includes('secret'))).toBe(false);
  expect(await storedTexts()).toEqual(['/start', 'a secret of mine']);
  expect(wakes).toBeGreaterThan(0);
  expect(poller?.lastPollAt).toBeInstanceOf(Date);
});

test('an update that could not be stored is not confirmed and comes again', async () => {
  const anna = sandbox.api.addPerson('Anna', 'en');
  let isBroken = true;
  const prisma = new Proxy(db.prisma, {
    get: (target, key) => {
      if (key === 'inboxUpdate' && isBroken) throw new Error('the database is away');
      return Reflect.get(target, key);
    },
  });
  start({ house: { ...house, db: { ...db, prisma } } });
  sandbox.api.say(anna.id, '/start');
  await until(() => all().includes('the database is away'), 'storing fails');
  expect(sandbox.api.activity().pendingUpdates).toBe(1);
  isBroken = false;
  await arrived(1);
  await until(() => sandbox.api.activity().pendingUpdates === 0, 'it is confirmed');
  expect(lines.filter((line) => line.includes('polling is interrupted'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('polling goes on'))).toHaveLength(1);
});

test('stopping confirms what is stored and leaves what is not to the next start', async () => {
  const anna = sandbox.api.addPerson('Anna', 'en');
  start({ timeoutS: 30 });
  sandbox.api.say(anna.id, 'one');
  await arrived(1);
  await poller?.stop();
  expect(sandbox.api.activity().pendingUpdates).toBe(0);
  sandbox.api.say(anna.id, 'two');
  await shortly(50);
  expect(await storedTexts()).toEqual(['one']);
  start();
  await arrived(2);
  expect(await storedTexts()).toEqual(['one', 'two']);
});

test('an update that was stored before a kill, but not confirmed, is stored once', async () => {
  const anna = sandbox.api.addPerson('Anna', 'en');
  sandbox.api.say(anna.id, 'one');
  const [delivered] = await apiOf(sandbox).getUpdates();
  await storeUpdates(house, [delivered!]);
  await db.prisma.inboxUpdate.updateMany({ data: { handledAt: new Date() } });
  start();
  await until(() => sandbox.api.activity().pendingUpdates === 0, 'it is confirmed');
  const rows = await db.prisma.inboxUpdate.findMany();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.handledAt).not.toBeNull();
});

test('an update numbered below everything stored is not lost', async () => {
  await storeUpdates(house, [textUpdate(900_000_000, 1, 'before the quiet week')]);
  const anna = sandbox.api.addPerson('Anna', 'en');
  sandbox.api.say(anna.id, 'after it');
  start();
  await arrived(2);
  expect(await storedTexts()).toEqual(['after it', 'before the quiet week']);
});

test('an update that got the number of an earlier, handled one takes its place', async () => {
  await storeUpdates(house, [textUpdate(1, 1, 'of an earlier server'), textUpdate(2, 1, 'another')]);
  await db.prisma.inboxUpdate.updateMany({ data: { handledAt: new Date(), attempts: 2 } });
  await transactOnce(house, '1:0', async () => 'old');
  await transactOnce(house, '2:0', async () => 'kept');
  await storeUpdates(house, [{ ...textUpdate(1, 7, 'of the new one'), message: textUpdate(1000, 7, 'new').message! }]);
  await storeUpdates(house, [textUpdate(2, 1, 'another')]);
  const [first, second] = await db.prisma.inboxUpdate.findMany({ orderBy: { updateId: 'asc' } });
  expect(first).toMatchObject({ chatId: 7n, attempts: 0, handledAt: null });
  expect(second?.handledAt).not.toBeNull();
  expect((await db.prisma.appliedCommand.findMany()).map(({ key }) => key)).toEqual(['2:0']);
});

test('a webhook is removed first, and pending updates are kept', async () => {
  start();
  await until(() => sandbox.api.calls.some((call) => call.method === 'deleteWebhook'), 'the webhook is removed');
  expect(sandbox.api.calls[0]?.params).toEqual({ drop_pending_updates: false });
});

test('a few 409s after a restart pass in silence', async () => {
  sandbox.api.faults.add({ method: 'getUpdates', code: 409, times: 3 });
  const anna = sandbox.api.addPerson('Anna', 'en');
  sandbox.api.say(anna.id, '/start');
  start();
  await arrived(1);
  expect(fatal).toEqual([]);
  expect(lines).toEqual([expect.stringContaining('this process polls now')]);
});

test('a lasting 409 ends the bot with one line that says why', async () => {
  sandbox.api.faults.add({ method: 'getUpdates', code: 409, times: 10_000 });
  start({ timing: { conflictMsMax: 100 } });
  await until(() => fatal.length > 0, 'the poller gives up');
  expect(fatal).toEqual([expect.stringMatching(/^Another process .*409.*$/)]);
  const calls = sandbox.api.calls.length;
  await shortly(50);
  expect(sandbox.api.calls).toHaveLength(calls);
});

test('a wrong token ends the bot with one line that does not show it', async () => {
  start({ api: apiOf(sandbox, '8123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0') });
  await until(() => fatal.length > 0, 'the poller gives up');
  expect(fatal).toEqual([expect.stringMatching(/^Telegram does not accept BOT_TOKEN.*$/)]);
  expect(fatal.join() + all()).not.toContain('AAHdq');
});

test('errors of the line and of the server are waited out and told once', async () => {
  sandbox.api.faults.add({ method: 'getUpdates', code: 502, times: 2 });
  sandbox.api.faults.add({ method: 'getUpdates', drop: 'before', times: 2 });
  sandbox.api.faults.add({ method: 'getUpdates', code: 500, times: 1 });
  const anna = sandbox.api.addPerson('Anna', 'en');
  sandbox.api.say(anna.id, '/start');
  start();
  await arrived(1);
  await until(() => all().includes('polling goes on'), 'the end of the outage is told');
  expect(lines.filter((line) => !line.includes('this process polls now'))).toHaveLength(2);
});

test('retry_after is obeyed', async () => {
  sandbox.api.faults.add({ method: 'getUpdates', code: 429, retryAfter: 1 });
  const anna = sandbox.api.addPerson('Anna', 'en');
  sandbox.api.say(anna.id, '/start');
  const begun = performance.now();
  start();
  await arrived(1);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
});

test('stopping ends while Telegram does not answer at all', async () => {
  const silent: Server = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  start({ api: apiOf({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` }) });
  await shortly(50);
  await poller?.stop();
  silent.closeAllConnections();
  silent.close();
  expect(fatal).toEqual([]);
});

test('the chat of an update is its chat, else its sender, else none', () => {
  const from = { id: 5, is_bot: false, first_name: 'A' };
  const message = textUpdate(1, 7, 'x').message!;
  expect(chatOf({ update_id: 1, message })).toBe(7);
  expect(chatOf({ update_id: 1, callback_query: { id: '1', from, chat_instance: 'c', data: 'd', message } })).toBe(7);
  expect(chatOf({ update_id: 1, callback_query: { id: '1', from, chat_instance: 'c', data: 'd' } })).toBe(5);
  expect(chatOf({ update_id: 1 })).toBe(0);
  expect(kindOf({ update_id: 1, message })).toBe('message');
  expect(kindOf({ update_id: 1 })).toBe('unknown');
});
