import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../src/db/client.ts';
import { DAY_MS, later } from '../../src/domain/clock.ts';
import type { Notice, Prisma } from '../../src/generated/prisma/client.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { type Courier, type CourierOptions, startCourier } from '../../src/telegram/courier.ts';
import { createPace, type Pace } from '../../src/telegram/pace.ts';
import { cutConnections, testDb } from '../support/test-db.ts';
import { addMember, apiOf, houseOn, keptLog, type TestHouse, telegram, until } from './message-fixture.ts';

let db: Db;
let house: TestHouse;
let sandbox: Sandbox;
let couriers: Courier[];
let pace: Pace;
let members: { id: string; chatId: number }[];
let sent: string[];
let unreachable: string[];
const { log, lines, all } = keptLog();

beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.notice.deleteMany();
  await db.prisma.member.deleteMany();
  house = houseOn(db);
  sandbox = await telegram();
  pace = createPace({ perSecond: 500, perChatMs: 1 });
  couriers = [];
  members = [];
  sent = [];
  unreachable = [];
  lines.length = 0;
});
afterEach(async () => {
  await Promise.all(couriers.map((courier) => courier.stop(0)));
  await sandbox.close();
});

async function people(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const { id: chatId } = sandbox.api.addPerson(`P${index}`, 'en');
    sandbox.api.say(chatId, '/start');
    members.push({ chatId, id: await addMember(house, chatId) });
  }
}

/** Queues `count` notices, dealt out to the members in turn; notice 1's key is `n1`. */
async function queue(count: number, extra: Partial<Prisma.NoticeCreateManyInput> = {}): Promise<void> {
  const now = house.clock.now();
  const first = (await db.prisma.notice.count()) + 1;
  const data = Array.from({ length: count }, (_, index) => ({
    key: `n${first + index}`,
    memberId: members[index % members.length]!.id,
    kind: 'confirmed',
    class: 'USEFUL' as const,
    params: {},
    notBefore: now,
    createdAt: now,
    ...extra,
  }));
  await db.prisma.notice.createMany({ data });
}

function start(options: Partial<CourierOptions> = {}): Courier {
  const courier = startCourier({
    house,
    api: apiOf(sandbox),
    log,
    pace,
    render: async (notice) => ({
      text: `<b>${notice.key}</b>`,
      keyboard: [[{ text: '👍 all', callback_data: `ok:${notice.key}` }]],
      isSilent: notice.silent,
    }),
    onSent: async (_tx, notice) => void sent.push(notice.key),
    onUnreachable: async (memberId) => {
      unreachable.push(memberId);
      await db.prisma.member.update({ where: { id: memberId }, data: { unreachableAt: house.clock.now() } });
    },
    ...options,
    timing: { tickMs: 50, backoffMs: 10, backoffMsMax: 40, ...options.timing },
  });
  couriers.push(courier);
  return courier;
}

const states = async (): Promise<Record<string, string>> => {
  const rows = await db.prisma.notice.findMany({ orderBy: { id: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.key, row.state]));
};
const noticeOf = (key: string): Promise<Notice> => db.prisma.notice.findUniqueOrThrow({ where: { key } });
const inChat = (chatId: number): string[] =>
  sandbox.api.transcript(chatId).flatMap((message) => (message.from.is_bot ? (message.text ?? '') : []));
const settled = (): Promise<void> =>
  until(async () => {
    const count = await db.prisma.notice.count({ where: { state: { in: ['PENDING', 'SENDING'] } } });
    return count === 0;
  }, 'every notice is settled');
/** What arrived, without what arrived again because the answer was lost. */
const withoutRepetitions = (keys: string[]): string[] => keys.filter((key, index) => key !== keys[index - 1]);

test('a notice arrives as a message with buttons and is on record with its message', async () => {
  await people(1);
  await queue(1, { silent: true });
  await start().idle();
  const [message] = sandbox.api.transcript(members[0]!.chatId).filter(({ from }) => from.is_bot);
  expect(message?.text).toBe('n1');
  expect(message?.reply_markup?.inline_keyboard[0]?.[0]?.callback_data).toBe('ok:n1');
  const notice = await noticeOf('n1');
  expect(notice).toMatchObject({ state: 'SENT', messageId: BigInt(message!.message_id), lastError: null });
  expect(notice.sentAt).not.toBeNull();
  expect(sent).toEqual(['n1']);
  const call = sandbox.api.calls.find(({ method }) => method === 'sendMessage');
  expect(call?.params).toMatchObject({
    parse_mode: 'HTML',
    disable_notification: true,
    link_preview_options: { is_disabled: true },
  });
});

test('a notice with a picture arrives as a picture', async () => {
  await people(1);
  await queue(1);
  const uploaded = sandbox.api.sendPhoto(members[0]!.chatId, { name: 'a.png', type: 'image/png', bytes: PNG });
  const photo = uploaded.photo![0]!.file_id;
  await start({ render: async () => ({ text: 'look', keyboard: [], photo, isSilent: false }) }).idle();
  expect(sandbox.api.transcript(members[0]!.chatId).at(-1)).toMatchObject({ caption: 'look' });
  expect(sandbox.api.rejections).toEqual([]);
});

test('through 429, 502 and lost answers nothing is lost, each chat keeps its order, each effect comes once', async () => {
  await people(8);
  await queue(80);
  for (const drop of ['before', 'after'] as const) sandbox.api.faults.add({ method: 'sendMessage', drop, times: 6 });
  sandbox.api.faults.add({ method: 'sendMessage', code: 429, retryAfter: 1 });
  sandbox.api.faults.add({ method: 'sendMessage', code: 502, times: 8 });
  sandbox.api.faults.add({ method: 'sendMessage', chatId: members[3]!.chatId, drop: 'after', times: 2 });
  await start().idle();
  expect(new Set(Object.values(await states()))).toEqual(new Set(['SENT']));
  expect(sent.toSorted()).toEqual(Object.keys(await states()).toSorted());
  members.forEach(({ chatId }, index) => {
    const expected = Array.from({ length: 10 }, (_, round) => `n${1 + index + 8 * round}`);
    expect(withoutRepetitions(inChat(chatId))).toEqual(expected);
  });
});

test('an outage is told once, and its end', async () => {
  await people(5);
  await queue(20);
  sandbox.api.faults.add({ method: 'sendMessage', code: 503, times: 30 });
  await start().idle();
  expect(sent).toHaveLength(20);
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    'Telegram cannot be reached, notices wait',
    'Telegram can be reached again, notices go on',
  ]);
});

test('retry_after holds back every message', async () => {
  await people(3);
  await queue(3);
  sandbox.api.faults.add({ method: 'sendMessage', code: 429, retryAfter: 1, chatId: members[0]!.chatId });
  pace = createPace({ perSecond: 20, perChatMs: 1 }); // one after another, so that the first one meets the limit
  await start().idle();
  const calls = sandbox.api.calls.filter(({ method }) => method === 'sendMessage');
  const refused = calls.find(({ status }) => status === 429)!;
  const later = calls.filter(({ at, status }) => status === 200 && at > refused.at + 40);
  expect(later.length).toBeGreaterThan(0);
  for (const { at } of later) expect(at - refused.at).toBeGreaterThanOrEqual(980);
});

test('who blocked the bot gets nothing further, and everybody else does', async () => {
  await people(3);
  await queue(6);
  sandbox.api.block(members[1]!.chatId);
  await start().idle();
  expect(await states()).toEqual({ n1: 'SENT', n2: 'DROPPED', n3: 'SENT', n4: 'SENT', n5: 'DROPPED', n6: 'SENT' });
  expect(unreachable).toEqual([members[1]!.id]);
  expect(all()).toBe('');
});

test('whom Telegram does not know is unreachable too', async () => {
  members.push({ chatId: 999, id: await addMember(house, 999) });
  await queue(1);
  await start().idle();
  expect(await states()).toEqual({ n1: 'DROPPED' });
  expect(unreachable).toEqual([members[0]!.id]);
});

test('a message that Telegram refuses fails alone, and the log does not quote it', async () => {
  await people(2);
  await queue(4);
  const render: CourierOptions['render'] = async ({ key }) => ({
    text: key === 'n1' ? 'a <Anna> b' : key,
    keyboard: [],
    isSilent: false,
  });
  await start({ render }).idle();
  expect(await states()).toEqual({ n1: 'FAILED', n2: 'SENT', n3: 'SENT', n4: 'SENT' });
  expect((await noticeOf('n1')).lastError).toMatch(/^400 Bad Request: can't parse entities/);
  expect(all()).toContain('Telegram refused a notice');
  expect(all() + (await noticeOf('n1')).lastError).not.toContain('Anna');
});

test('a notice that cannot be written harms nobody else and is given up in the end', async () => {
  await people(2);
  await queue(4);
  let tries = 0;
  const render: CourierOptions['render'] = async ({ key }) => {
    if (key === 'n1') tries++;
    if (key === 'n1') throw new Error('odd data');
    return { text: key, keyboard: [], isSilent: false };
  };
  await start({ render }).idle();
  expect(await states()).toEqual({ n1: 'FAILED', n2: 'SENT', n3: 'SENT', n4: 'SENT' });
  expect(tries).toBe(5);
  expect((await noticeOf('n1')).lastError).toBe('Error: odd data');
});

test('what is outdated, expired or for somebody who left is dropped', async () => {
  await people(3);
  await queue(3);
  const past = later(house.clock.now(), -1000);
  await db.prisma.notice.update({ where: { key: 'n1' }, data: { expiresAt: past } });
  await db.prisma.member.update({
    where: { id: members[1]!.id },
    data: { state: 'LEAVING', eraseAt: later(house.clock.now(), DAY_MS) },
  });
  await start({ render: async () => null }).idle();
  expect(await states()).toEqual({ n1: 'DROPPED', n2: 'DROPPED', n3: 'DROPPED' });
  const reasons = (await db.prisma.notice.findMany({ orderBy: { id: 'asc' } })).map((row) => row.lastError);
  expect(reasons).toEqual(['expired', 'member left', 'outdated']);
  expect(sandbox.api.calls.filter(({ method }) => method === 'sendMessage')).toEqual([]);
});

test('a notice waits for its time by the clock of the bot', async () => {
  await people(1);
  await queue(1, { notBefore: later(house.clock.now(), DAY_MS) });
  await queue(1);
  const courier = start();
  await courier.idle();
  expect(await states()).toEqual({ n1: 'PENDING', n2: 'SENT' });
  house.advance(DAY_MS);
  await courier.idle();
  expect(await states()).toEqual({ n1: 'SENT', n2: 'SENT' });
});

test('what was on its way when a process died goes out after the next start', async () => {
  await people(4);
  await queue(12);
  let begun = 0;
  const render = (): Promise<never> => {
    begun++;
    return new Promise(() => {});
  };
  const first = start({ render });
  await until(() => begun === 4, 'one for each person is on its way');
  await first.stop(0);
  expect(Object.values(await states())).toContain('SENDING');
  await start().idle();
  expect(new Set(Object.values(await states()))).toEqual(new Set(['SENT']));
  expect(new Set(sent).size).toBe(12);
});

test('stopping lets what is on its way arrive and puts the rest back', async () => {
  await people(6);
  await queue(6);
  pace = createPace({ perSecond: 2, perChatMs: 1 });
  sandbox.api.faults.add({ method: 'sendMessage', delayMs: 100 });
  const courier = start();
  await until(() => sandbox.api.activity().callsRunning > 0, 'the first one is on its way');
  await courier.stop();
  const all = Object.values(await states());
  expect(all.filter((state) => state === 'SENT')).toHaveLength(1);
  expect(all.filter((state) => state === 'PENDING')).toHaveLength(5);
});

test('of two couriers on one database one works, and the other takes over when it dies', async () => {
  await people(5);
  await queue(20);
  const first = start();
  await until(() => sent.length > 0, 'the first courier works');
  start();
  await first.idle();
  expect(sent).toHaveLength(20);
  await first.stop();
  await queue(10);
  await settled();
  expect(new Set(sent).size).toBe(30);
  const keys = members.flatMap(({ chatId }) => inChat(chatId));
  expect(keys).toHaveLength(30);
});

test('it goes on after its connections to the database were lost', async () => {
  await people(3);
  await queue(3);
  start();
  await settled();
  await cutConnections(db, 'exodus courier');
  await queue(3);
  await settled();
  expect(sent).toHaveLength(6);
});

test('a courier that lost its place to another one sends nothing of what it had taken', async () => {
  await people(3);
  await queue(3);
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  const turn: Pace['turn'] = async () => {
    waiting++;
    await opened;
    return true;
  };
  start({ pace: { ...pace, turn }, timing: { tickMs: 60_000 } });
  await until(() => waiting === 3, 'all of them wait for their turn');
  start();
  await cutConnections(db, 'exodus courier');
  await settled();
  open();
  await couriers[0]!.stop();
  expect(members.flatMap(({ chatId }) => inChat(chatId))).toHaveLength(3);
});

test('a message whose effect fails is not sent again', async () => {
  await people(1);
  await queue(2);
  await start({
    onSent: async (tx, notice) => {
      await tx.db.setting.create({ data: { key: `effect ${notice.key}`, value: '' } });
      if (notice.key === 'n1') throw new Error('no such card');
    },
  }).idle();
  expect(inChat(members[0]!.chatId)).toEqual(['n1', 'n2']);
  expect(await states()).toEqual({ n1: 'SENT', n2: 'SENT' });
  expect((await db.prisma.setting.findMany()).map(({ key }) => key)).toEqual(['effect n2']);
  expect(all()).toContain('a sent notice had no effect');
});

test('no limit of Telegram is met by the courier alone', async () => {
  await sandbox.close();
  sandbox = await telegram({ perSecond: 30, perChatPerSecond: 1 });
  await people(12);
  await queue(24);
  pace = createPace();
  await start().idle();
  const calls = sandbox.api.calls.filter(({ method }) => method === 'sendMessage');
  expect(calls.map(({ status }) => status)).toEqual(Array(24).fill(200));
});

test('answers to people wait for nothing, however busy the courier is', async () => {
  await people(1);
  pace.hold(3_600_000);
  const interactive = apiOf(sandbox);
  interactive.config.use(pace.transformer);
  const { chatId } = members[0]!;
  await Promise.all(Array.from({ length: 10 }, () => interactive.sendMessage(chatId, 'an answer')));
  expect(inChat(chatId)).toHaveLength(10);
});

test('a 429 that people meet holds the courier back as well', async () => {
  await people(1);
  pace = createPace();
  const interactive = apiOf(sandbox);
  interactive.config.use(pace.transformer);
  sandbox.api.faults.add({ method: 'sendMessage', code: 429, retryAfter: 1 });
  await interactive.sendMessage(members[0]!.chatId, 'an answer').catch(() => {});
  const begun = performance.now();
  await pace.turn(12345, new AbortController().signal);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(900);
});

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
    'base64',
  ),
);

test('what was due when it was queued goes out also when the clock was set back since', async () => {
  await people(1);
  const ahead = later(house.clock.now(), 2 * DAY_MS);
  await queue(1, { notBefore: ahead, createdAt: ahead });
  await start().idle();
  expect(sent).toEqual(['n1']);
});
