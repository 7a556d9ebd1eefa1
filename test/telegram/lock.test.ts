import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../../src/db/transaction.ts';
import { unlockByTime } from '../../src/domain/members/lock.ts';
import { createLog } from '../../src/log.ts';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { COMMANDS } from '../../src/telegram/commands.ts';
import { startTelegram, type Telegram } from '../../src/telegram/telegram.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { type Actor, type People, peopleOf, type Screen } from '../support/people.ts';

// /lock and the hijack guard in chat: Anna asks, Boris and Vera are her contacts.

let house: TestHouse;
let sandbox: Sandbox;
let telegram: Telegram;
let people: People;
let anna: Actor;
let boris: Actor;
let vera: Actor;

beforeAll(async () => {
  house = await testHouse();
  const now = async () => house.clock.now();
  sandbox = await startSandbox({ port: 0, clock: { now, shift: now, reset: now } });
  telegram = await startTelegram({
    house,
    config: { token: SANDBOX_TOKEN, apiRoot: sandbox.url, adminIds: [], supportUrl: null },
    log: createLog('silent'),
    onFatal: (error) => {
      throw error;
    },
  });
  people = peopleOf(sandbox);
  anna = await people.add('Анна', 'ru');
  boris = await people.add('Борис', 'ru');
  vera = await people.add('Вера', 'ru');
  await anna.says('/start');
  await anna.says('/invite');
  const link = (await anna.sees(/start=j/)).links.find((url) => /start=j\w{22}$/.test(url)) ?? '';
  for (const friend of [boris, vera]) {
    await friend.opens(link);
    await friend.sees('Анна');
  }
  await publish();
});
afterAll(async () => {
  await telegram?.stop();
  await sandbox?.close();
  await house?.close();
});

async function publish(): Promise<void> {
  await anna.says('/ask');
  await anna.taps('🔆');
  await anna.taps('', 'Для себя');
  await anna.sees(/\?/);
  await anna.says('Лекарства');
  await anna.sees(/\?/);
  await anna.says('100');
  await anna.taps('', '20');
  await anna.sees(/\?/);
  await anna.says('карта 1234');
  await anna.sees('подробнее');
  await anna.taps('⏭');
  await anna.sees('Есть ссылка');
  await anna.taps('⏭');
  await anna.taps('2');
  await anna.taps('✅');
  await anna.sees('опубликована');
}

const forward = (hours: number): void =>
  house.clock.set(new Date(house.clock.now().getTime() + hours * 3_600_000).toISOString());

/** ≤ 6 buttons, ≤ 600 characters, a way out. */
function fits(screen: Screen): void {
  const labels = screen.buttons.flat();
  expect(labels.length).toBeLessThanOrEqual(6);
  expect(screen.text.length).toBeLessThanOrEqual(600);
  expect(labels.some((label) => label.startsWith('🏠') || label.startsWith('⬅️'))).toBe(true);
}

async function mayOpenAnnasRequest(friend: Actor): Promise<boolean> {
  await friend.says('/network');
  const { buttons } = await friend.sees('Моя сеть');
  return buttons.flat().some((label) => label.startsWith('🔆'));
}

describe('💳 under ✏️ of the own request', () => {
  test('takes a new way to hand over; the request says for 72 hours that something changed', async () => {
    await anna.says('/ask');
    await anna.taps('✏️');
    const menu = await anna.sees('Лекарства');
    fits(menu);
    await anna.taps('💳', 'Как передать');
    await anna.taps('✏️', 'Выбрать');
    const question = await anna.sees(/\?/);
    fits(question);
    expect(question.buttons.flat().some((label) => label.includes('карта 1234'))).toBe(true);
    await anna.says('карта 777');
    const done = await anna.sees('недавно изменились');
    fits(done);
    expect(done.text).toContain('спросим заново');
    await boris.says('/network');
    await boris.taps('🔆');
    const card = await boris.sees('⚠️ Данные недавно изменились; если сомневаетесь, позвоните.');
    fits(card);
    await boris.taps('🤝');
    await boris.sees(/\?/);
    await boris.says('10');
    await boris.taps('💶');
    await boris.taps('✅');
    await boris.sees('Обещание записано');
    await boris.taps('💳');
    const details = await boris.sees('карта 777');
    expect(details.text).toContain('⚠️');
    forward(73);
    await boris.says('/network');
    await boris.taps('🔆');
    expect((await boris.sees('Лекарства')).text).not.toContain('⚠️');
  });

  test('offers what there is already and "write to me", in six buttons at most', async () => {
    await anna.says('/ask');
    await anna.taps('✏️');
    await anna.taps('💳');
    await anna.taps('✏️', 'Выбрать');
    const question = await anna.sees(/\?/);
    fits(question);
    await anna.taps('💳', 'карта 1234');
    await anna.sees('недавно изменились');
    await boris.says('/promises');
    await boris.taps('Анна');
    await boris.taps('💳');
    await boris.sees('карта 1234');
    forward(73);
  });
});

describe('presses over the limit', () => {
  test('are still answered with a friendly line, and nothing is executed', async () => {
    const zoya = await people.add('Зоя', 'ru');
    await zoya.says('/lock');
    const ask = await zoya.sees('Запереть');
    await zoya.says('/help');
    const help = await zoya.sees('Как это работает');
    let line = '';
    for (let press = 0; press < 60 && line === ''; press++) {
      line = (await zoya.taps(press % 2 === 0 ? 'ℹ️' : '⬅️', '', { on: help })).text;
    }
    expect(line).toContain('Очень быстро');
    expect((await zoya.taps('✅', '', { on: ask })).text).toContain('Очень быстро');
    const row = await house.db.prisma.member.findFirstOrThrow({ where: { name: 'Зоя' } });
    expect(row.lockedAt).toBeNull();
    await zoya.sees('Запереть', { ever: true });
  });
});

describe('/lock', () => {
  test('is among the commands and asks before it freezes anything', async () => {
    expect(COMMANDS.map(({ name }) => name)).toContain('lock');
    await anna.says('/lock');
    const ask = await anna.sees('Запереть ваши просьбы?');
    fits(ask);
    expect(await mayOpenAnnasRequest(boris)).toBe(true);
    await anna.taps('✅', '', { on: ask });
    const card = await anna.sees('заперты');
    fits(card);
    expect(card.text).toContain('72 часа');
    expect(await mayOpenAnnasRequest(boris)).toBe(false);
  });

  test('while it stands, the promise says so and payment details stay closed', async () => {
    await boris.says('/promises');
    await boris.taps('Анна');
    const card = await boris.sees('🔒');
    expect(card.text).toContain('Позвоните');
    expect(card.buttons.flat().some((label) => label.startsWith('💳'))).toBe(false);
    await anna.says('/ask');
    const own = await anna.sees('Отпереть: /lock');
    fits(own);
    await anna.taps('✏️');
    await anna.taps('💳');
    await anna.taps('✏️', 'Выбрать');
    await anna.sees('сейчас заперты');
    await anna.taps('🏠');
  });

  test('contacts are asked to call; a no keeps it closed, one yes opens it', async () => {
    await anna.says('/lock');
    await anna.taps('✅', 'отпереть');
    fits(await anna.sees('Мы спросили знакомых: 2'));
    const asked = await boris.sees('Позвоните и спросите', { ever: true });
    fits(asked);
    expect(asked.text).toContain('Анна');
    await vera.sees('Позвоните и спросите', { ever: true });
    await boris.taps('❌', 'не подтверждаю');
    fits(await boris.sees('само не откроется'));
    await anna.says('/lock');
    const doubted = await anna.sees('Подтверждения пока нет');
    expect(doubted.text).not.toContain('Борис');
    expect(doubted.buttons.flat().some((label) => label.startsWith('✅'))).toBe(false);
    await vera.taps('✅', 'Да, аккаунт');
    await vera.sees('снова открыты');
    fits(await anna.sees('Ваши просьбы снова открыты', { ever: true }));
    await boris.taps('✅', 'Да, аккаунт');
    fits(await boris.sees('уже решён'));
    expect(await mayOpenAnnasRequest(boris)).toBe(true);
  });

  test('without any answer it opens by itself after 72 hours', async () => {
    await anna.says('/lock');
    await anna.taps('✅', 'запереть');
    await anna.sees('заперты');
    await anna.taps('✅', 'отпереть');
    await anna.sees('откроется сам');
    forward(72.5);
    expect(await transact(house, unlockByTime)).toBe(1);
    telegram.wakeCourier();
    await people.quiet();
    expect(await mayOpenAnnasRequest(vera)).toBe(true);
  });

  test('Telegram refused nothing', async () => {
    expect(await people.rejections()).toEqual([]);
  });
});
