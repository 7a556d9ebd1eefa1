import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { createLog } from '../../src/log.ts';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { startTelegram, type Telegram } from '../../src/telegram/telegram.ts';
import { searchDump } from '../support/dump.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { type Actor, type People, peopleOf } from '../support/people.ts';
import { SILENT_LOG } from '../support/story.ts';

let house: TestHouse;
let sandbox: Sandbox;
let telegram: Telegram;
let people: People;
let anna: Actor;
let boris: Actor;
/** So that nobody acts faster than the limit allows. */
let vera: Actor;

beforeAll(async () => {
  house = await testHouse({ quietHours: { from: 0, to: 0 } });
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
  anna = await people.add('Аннушка', 'ru', { id: 918_273_645_501, username: 'annushka_account' }); // an id that no other number holds by chance
  boris = await people.add('Борис', 'ru');
  vera = await people.add('Вера', 'ru');
  await vera.says('/start');
  await vera.sees('Эксодус');
  await anna.says('/start');
  await anna.sees('Эксодус');
  await anna.says('/invite');
  const link = (await anna.sees(/start=j/)).links.find((url) => url.includes('start=j')) ?? '';
  await boris.opens(link);
  await boris.sees('Аннушка');
});
afterAll(async () => {
  await telegram?.stop();
  await sandbox?.close();
  await house?.close();
});

/** The first button that says this, in the newest message with buttons. */
const expectSmall = async (actor: Actor): Promise<void> => {
  const { text, buttons } = await actor.lastScreen();
  expect(text.length).toBeLessThanOrEqual(600);
  expect(buttons.flat().some((label) => label.startsWith('⬅️') || label.startsWith('🏠'))).toBe(true);
};

describe('/settings', () => {
  test('time zone by a button, by a typed city, by an IANA name; what is no city is asked again', async () => {
    await vera.says('/settings');
    await vera.sees('Москва');
    await expectSmall(anna);
    await vera.taps('⚙️', 'Время');
    await vera.taps('⚙️', 'Часовой пояс');
    await vera.sees('По какому городу');
    await vera.taps('Берлин');
    await vera.sees('Часовой пояс: Берлин');
    for (const [typed, shown] of [
      ['Алматы', 'Алматы'],
      ['new york', 'Нью-Йорк'],
      ['Pacific/Auckland', 'Auckland'],
    ] as const) {
      await vera.taps('⚙️', 'Часовой пояс');
      await vera.taps('✏️');
      await vera.sees(/\?/);
      await vera.says('Тридевятое царство');
      await vera.sees('не нашлось');
      await vera.says(typed);
      await vera.sees(`Часовой пояс: ${shown}`);
    }
  });

  test('quiet hours by a button and typed', async () => {
    await vera.says('/settings');
    await vera.taps('⚙️', 'Время');
    await vera.taps('⚙️', 'Тихие часы');
    await vera.taps('С 22 до 8');
    await vera.sees('с 22 до 8');
    await vera.taps('⚙️', 'Тихие часы');
    await vera.taps('✏️');
    await vera.sees(/\?/);
    await vera.says('поздно');
    await vera.sees('Нужны два числа');
    await vera.says('с 23:00 до 7');
    await vera.sees('с 23 до 7');
    await vera.taps('⚙️', 'Тихие часы');
    await vera.taps('Тихих часов нет');
    await vera.sees('Тихих часов нет');
  });

  test('each kind of message has a switch, but not those that matter most', async () => {
    await boris.says('/settings');
    await boris.taps('⚙️', 'Сообщения');
    await boris.sees('✅ приходит');
    await boris.taps('✅', 'Знакомые просят');
    await boris.sees('Какие сообщения');
    expect(await boris.buttons()).toContain('⏸ Знакомые просят о помощи');
    await expectSmall(boris);
    expect((await boris.buttons()).join()).not.toContain('Карточка месяца');
    await boris.taps('⏸', 'Знакомые просят');
    await boris.sees('Какие сообщения');
    expect(await boris.buttons()).toContain('✅ Знакомые просят о помощи');
  });

  test('everything can be paused and resumed, with a line on the home card', async () => {
    await boris.says('/settings');
    await boris.taps('⏸', 'Приостановить всё');
    await boris.sees(/Приостановить всё\?/);
    await boris.taps('✅');
    await boris.sees('Всё приостановлено');
    await boris.says('/menu');
    await boris.sees('Всё приостановлено');
    await boris.says('/settings');
    await boris.taps('▶️');
    await boris.sees('снова в силе');
  });
});

async function annaAsks(): Promise<void> {
  await anna.says('/ask');
  await anna.taps('🔆');
  await anna.sees('Для кого');
  await anna.taps('Для себя');
  await anna.sees(/На что/);
  await anna.says('Аннушкины лекарства');
  await anna.sees(/Сколько нужно/);
  await anna.says('150');
  await anna.sees(/К какому числу/);
  await anna.taps('До конца месяца');
  await anna.sees(/Как вам передать/);
  await anna.says('аннушкина карта');
  await anna.sees(/подробнее/);
  await anna.says('аннушкина история');
  await anna.sees(/ссылка/);
  await anna.taps('⏭');
  await anna.sees(/Кто может увидеть/);
  await anna.taps('1:');
  await anna.sees('Всё верно?');
  await anna.taps('✅');
  await anna.sees('опубликована');
}

describe('/mydata', () => {
  test('shows everything in words, page by page, and sends a file in the promised form', async () => {
    await annaAsks();
    const startedAt = Date.now();
    await anna.says('/mydata');
    await anna.sees('Что хранится обо мне');
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    let text = '';
    for (let page = 0; page < 5; page++) {
      text += (await anna.lastScreen()).text;
      await expectSmall(anna);
      if (!(await anna.buttons()).some((label) => label.endsWith('▸'))) break;
      const next = (await anna.buttons()).find((label) => label.endsWith('▸')) ?? '';
      await anna.taps(next);
      await anna.sees('Что хранится обо мне');
    }
    for (const word of [
      'Аннушка',
      'annushka_account',
      'Аннушкины лекарства',
      'аннушкина история',
      'аннушкина карта',
      'Борис',
    ]) {
      expect(text).toContain(word);
    }
    const file = (await anna.chat()).messages.findLast((message) => message.document)?.document;
    expect(file?.file_name).toMatch(/\.json$/);
    const reply = await fetch(`${sandbox.url}/sandbox/files/${file?.file_id}`);
    const data = (await reply.json()) as Record<string, unknown>;
    expect(Object.keys(data)).toEqual([
      'member',
      'ceiling',
      'contacts',
      'requests',
      'pledges',
      'proposals',
      'promises',
      'recommendations',
      'paymentDetails',
      'notices',
    ]);
    expect(data.member).toMatchObject({ telegramId: String(anna.id), name: 'Аннушка', language: 'ru' });
  });
});

describe('/delete', () => {
  test('asks clearly, hides at once, can be undone by a button that /start offers too, and leaves nothing after seven days', async () => {
    await anna.says('/delete');
    await anna.sees(/Удалить всё о вас\?/);
    await expectSmall(anna);
    await anna.taps('✅');
    await anna.sees('будет стёрто');
    await boris.says('/network');
    const network = await boris.sees('Моя сеть');
    expect(JSON.stringify(network)).not.toContain('Аннушк');
    await anna.says('/ask');
    await anna.sees('будет стёрто');
    await anna.says('/start');
    await anna.sees('будет стёрто');
    await anna.taps('❌');
    await anna.sees('Удаление отменено');
    await boris.says('/network');
    await boris.taps('🔆', 'Аннушка');
    await boris.taps('🤝');
    await boris.sees(/Сколько вы готовы/);
    await boris.says('50');
    await boris.sees(/Чем вы поможете/);
    await boris.taps('💶');
    await boris.sees(/Обещаете/);
    await boris.taps('✅');
    await boris.sees('Обещание записано');
    await anna.says('/delete');
    await anna.taps('✅');
    await anna.sees('будет стёрто');
    await boris.sees('участник удалён');
    house.clock.set('2026-11-16T10:00:00Z');
    const before = (await anna.screens()).length;
    telegram.wakeCourier();
    await expect.poll(async () => (await anna.screens()).length, { timeout: 10_000 }).toBe(before + 1);
    expect(await anna.buttons(), 'a message of its own, the day before, with the way back').toContain(
      '❌ Отменить удаление',
    );
    house.clock.set('2026-11-18T10:00:00Z');
    await runDueJobs(house, allocateInProcess, SILENT_LOG);
    const traces = [String(anna.id), 'Аннушк', 'annushka', 'аннушкин'];
    expect(await searchDump(house, traces)).toEqual([]);
    await boris.says('/promises');
    await boris.sees('Обещания');
    await boris.taps('🗓', 'Подтверждённая');
    await boris.taps('🗓', 'Незавершённое');
    await boris.sees('Не получилось');
    expect((await boris.buttons()).join()).toContain('участник удалён: 50');
    await anna.says('/start');
    await anna.sees('Здравствуйте');
    expect(await people.rejections()).toEqual([]);
  });
});
