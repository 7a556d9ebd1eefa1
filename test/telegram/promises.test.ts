// /promises and 💳 as people see and press them: every screen, every notice about a promise, stale and foreign buttons.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nudgeForConfirmation, remindOfDates } from '../../src/domain/commitments/deadlines.ts';
import { addDetail } from '../../src/domain/requests/payment-details.ts';
import { loadWords } from '../../src/telegram/words.ts';
import { type Answer, DirectBot, type Guest, type Shown } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';

const VISIBLE_MAX = 600;
const ACTIONS_MAX = 6;

let house: TestHouse;
let story: Story;
let bot: DirectBot;
let anna: Guest; // asks
let boris: Guest; // helps
let vera: Guest; // helps too
let stranger: Guest;
let requestId: string;
const ids: Record<string, string> = {};

const come = async (name: string): Promise<Guest> => {
  const guest = bot.guest(name, { language: 'ru', username: `user_${name}` });
  await guest.says('/start');
  ids[name] = (await guest.member()).id;
  return guest;
};

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
  bot = new DirectBot(house);
  [anna, boris, vera, stranger] = [await come('Anna'), await come('Boris'), await come('Vera'), await come('Stranger')];
  await story.contacts(ids.Anna!, ids.Boris!, ids.Vera!);
  house.clock.set('2026-11-19T09:00:00Z'); // nobody is a newcomer any more
  for (const guest of [anna, boris, vera, stranger]) await guest.says('/menu');
  const paymentDetailId = await story.run((tx) => addDetail(tx, ids.Anna!, 'Card', '4111 1111'));
  requestId = await story.request(ids.Anna!, { title: 'Medicine', amount: 1_000_000n, paymentDetailId });
});
afterAll(async () => {
  for (const guest of [anna, boris, vera, stranger]) guest.screens.forEach(fits);
  expect(bot.refused).toEqual([]);
  expect(bot.complaints).toEqual([]);
  await house.close();
});

/** What every screen has to be (2-surface, Buttons). */
function fits({ text, rows, method }: Shown): void {
  expect([...text].length, text).toBeLessThanOrEqual(VISIBLE_MAX);
  if (!/^(sendMessage|editMessageText)$/.test(method) || rows.length === 0) return;
  const isHome = text.includes('Эксодус');
  const labels = rows.flat().map((button) => button.text);
  const isListRow = (label: string) => /: .*€|^👤 |^💳 .*: |^[◂\d]/u.test(label);
  expect(labels.filter((label) => !isListRow(label)).length, labels.join(' | ')).toBeLessThanOrEqual(ACTIONS_MAX);
  expect(isHome || labels.some((label) => /^(⬅️|🏠)/u.test(label)), text).toBe(true);
}

const textOf = ({ screens }: Answer): string => screens.at(-1)?.text ?? '';
const labelsOf = ({ screens }: Answer): string[] => (screens.at(-1)?.rows ?? []).flat().map(({ text }) => text);
const dataOf = ({ screens }: Answer, sign: string): string =>
  screens.flatMap(({ rows }) => rows.flat()).find(({ text }) => text.startsWith(sign))?.data ?? '';
const neutral = loadWords({ ...houseRules() })('ru').html('neutral');
const outdated = loadWords({ ...houseRules() })('ru').html('outdated');

function houseRules() {
  return {
    timezone: 'Europe/Moscow',
    unit: { symbol: '€', decimals: 2, quantum: 100n },
    defaultLanguage: 'ru' as const,
    quietHours: { from: 21, to: 9 },
  };
}

const promiseOf = (giver: string, amount = 1_000n): Promise<string> => story.promise(ids[giver]!, requestId, amount);
const stateOf = async (id: string): Promise<string> =>
  (await story.db.commitment.findUniqueOrThrow({ where: { id } })).state;
const forget = async (...guests: Guest[]): Promise<void> => {
  for (const guest of guests) await guest.reads();
};
/** A voice message that Telegram knows. */
const voiceFile = (): string =>
  bot.api.world.addFile({ name: 'voice.ogg', type: 'audio/ogg', bytes: new Uint8Array([1, 2, 3]) } as never).file_id;

describe('/promises', () => {
  test('opens on my open promises, a row each with the other’s name; its card has 👍; other lists are a tap away', async () => {
    await promiseOf('Boris', 12_300n);
    await forget(anna);
    const list = await boris.says('/promises');
    expect(textOf(list)).toContain('Я обещаю');
    expect(labelsOf(list).some((label) => label.startsWith('Anna: 123'))).toBe(true);
    const card = await boris.taps('Anna: 123');
    expect(textOf(card)).toMatch(/123.*\n.*Anna[\s\S]*Medicine[\s\S]*До:/u);
    expect(labelsOf(card).map((label) => label.split(' ')[0])).toEqual(['👍', '💳', '✉️', '❌', 'ℹ️', '⬅️']);
    for (const [sign, word] of [
      ['🤝', 'Обещано мне'],
      ['👍', 'Ждёт'],
      ['🗓', 'Подтверждённая'],
      ['🗓', 'Незавершённое'],
    ] as const) {
      if (word === 'Обещано мне') await boris.says('/promises');
      expect((await boris.taps(sign, word)).screens).toHaveLength(1);
      if (word === 'Обещано мне' || word === 'Ждёт') await boris.says('/promises');
    }
    const mine = await anna.says('/promises');
    expect(labelsOf(mine)).toContain('🤝 Обещано мне (1)');
    await anna.taps('🤝', 'Обещано мне');
    const theirs = await anna.taps('Boris: 123');
    expect(labelsOf(theirs).map((label) => label.split(' ')[0])).toEqual(['👍', '✏️', '✉️', '⏳', '❌', '⬅️']);
  });
});

describe('handing over', () => {
  test('is reported with a line; the question to the recipient carries it; all of it is confirmed, with a voice of thanks', async () => {
    const id = await promiseOf('Boris', 20_000n);
    await forget(anna, boris);
    await boris.says('/promises');
    const card = await boris.taps('Anna: 200');
    const reported = await boris.presses(dataOf(card, '👍'));
    expect(textOf(reported)).toContain('Записано');
    await boris.taps('✏️');
    expect(textOf(await boris.says('Отправила <b>почтой</b> & жду'))).toContain('✅');
    const question = await anna.reads();
    expect(question.screens).toHaveLength(1);
    expect(textOf(question)).toContain('«Отправила <b>почтой</b> & жду»');
    const done = await anna.presses(dataOf(question, '👍'));
    expect(textOf(done)).toContain('получение подтверждено');
    expect(await stateOf(id)).toBe('CONFIRMED');
    await anna.presses(dataOf(done, '👍'));
    expect(textOf(await anna.speaks(voiceFile()))).toContain('Спасибо передано');
    const news = await boris.reads();
    expect(news.screens.map(({ text }) => text)).toEqual([
      expect.stringContaining('получено'),
      expect.stringContaining('голосом'),
    ]);
    const heard = await boris.presses(dataOf({ ...news, screens: news.screens.slice(-1) }, 'ℹ️'));
    expect(heard.screens.map(({ method }) => method)).toEqual(['sendVoice']);
  });

  test('of a part: how much arrived, and the rest is still expected or let go', async () => {
    for (const [choice, state] of [
      ['⏳', 'PROMISED'],
      ['✅', 'RELEASED'],
    ] as const) {
      const id = await promiseOf('Vera', 30_000n);
      await forget(anna, vera);
      const card = await anna.presses(dataOf(await cardFor(anna, id), '✏️'));
      expect(textOf(card)).toContain('?');
      expect(textOf(await anna.says('1e3'))).toContain('Не получилось прочитать');
      expect(textOf(await anna.says('100,50'))).toContain('Что с остальным');
      expect(textOf(await anna.taps(choice))).toContain('подтверждено');
      const [rest] = await story.db.commitment.findMany({ where: { parentId: id } });
      expect(rest).toMatchObject({ state, amount: 19_950n });
      expect(await stateOf(id)).toBe('CONFIRMED');
    }
  });

  test('a word for ❌ or ⬅️, typed by itself, does what the button does; as a part of a text it is an answer', async () => {
    const id = await promiseOf('Vera', 30_000n);
    await anna.presses(dataOf(await cardFor(anna, id), '✏️'));
    await anna.says('100');
    expect(textOf(await anna.says(' Назад.'))).toContain('Сколько дошло?');
    expect(textOf(await anna.says('отмена нет'))).toContain('Не получилось прочитать');
    await anna.says('100');
    for (const [typed, way] of [
      ['Отмена', 'ОТМЕНА.'],
      ['Cancel', 'cancel'],
      ['Скасувати!', 'назад'], // before the first question there is nowhere else to go
    ] as const) {
      expect(textOf(await anna.says(typed))).toContain('ничего не сохранено');
      expect(await stateOf(id)).toBe('PROMISED');
      await anna.presses(dataOf(await cardFor(anna, id), '✏️'));
      expect(textOf(await anna.says(way))).toContain('ничего не сохранено');
      await anna.presses(dataOf(await cardFor(anna, id), '✏️'));
    }
    await anna.says('/cancel');
  });

  test('of more: confirmed in full, the surplus is a gift of its own', async () => {
    const id = await promiseOf('Vera', 1_000n);
    await anna.presses(dataOf(await cardFor(anna, id), '✏️'));
    expect(textOf(await anna.says('15'))).toContain('больше обещанного');
    const rows = await story.db.commitment.findMany({
      where: { OR: [{ id }, { parentId: id }] },
      orderBy: { amount: 'asc' },
    });
    expect(rows.map(({ amount, state, origin }) => [amount, state, origin])).toEqual([
      [500n, 'CONFIRMED', 'GIFT'],
      [1_000n, 'CONFIRMED', 'HELP_NOW'],
    ]);
  });

  test('of much more than was promised is asked once more, and the amount can be typed again', async () => {
    const id = await promiseOf('Vera', 1_000n);
    await anna.presses(dataOf(await cardFor(anna, id), '✏️'));
    const sure = await anna.says('100');
    expect(textOf(sure)).toMatch(/Дошло 100.*\?/u);
    expect(await stateOf(id)).toBe('PROMISED');
    expect(textOf(await anna.taps('⬅️'))).toContain('Сколько дошло?');
    await anna.says('100');
    expect(textOf(await anna.says('100'))).toMatch(/Дошло 100.*\?/u);
    expect(textOf(await anna.says('9'))).toContain('Что с остальным');
    await anna.taps('⬅️');
    await anna.says('100');
    expect(textOf(await anna.taps('✅'))).toContain('больше обещанного');
    expect(await stateOf(id)).toBe('CONFIRMED');
  });

  test('that has not arrived: ⏳ not yet goes back, the giver is told softly and may report again', async () => {
    const id = await promiseOf('Boris');
    await forget(anna, boris);
    await boris.presses(dataOf(await cardFor(boris, id), '👍'));
    const question = await anna.reads();
    expect(textOf(await anna.presses(dataOf(question, '⏳')))).toContain('в пути');
    const told = await boris.reads();
    expect(textOf(told)).toContain('пока не дошла');
    await boris.presses(dataOf(told, '👍'));
    expect(await stateOf(id)).toBe('REPORTED');
    await forget(anna);
  });
});

/** The card of a promise as this person opens it. */
async function cardFor(guest: Guest, id: string): Promise<Answer> {
  return guest.presses(`po:${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`);
}

describe('ending a promise', () => {
  test('the giver’s "won’t work out" is asked once more, and the asker is told softly', async () => {
    const id = await promiseOf('Boris');
    await forget(anna, boris);
    const sure = await boris.presses(dataOf(await cardFor(boris, id), '❌'));
    expect(textOf(sure)).toContain('без упрёков');
    expect(await stateOf(id)).toBe('PROMISED');
    await boris.presses(dataOf(sure, '✅'));
    expect(await stateOf(id)).toBe('RELEASED');
    expect(textOf(await anna.reads())).toContain('Так бывает');
  });

  test('the recipient lets it go, and the giver is told with thanks', async () => {
    const id = await promiseOf('Boris');
    await forget(anna, boris);
    await anna.presses(dataOf(await anna.presses(dataOf(await cardFor(anna, id), '❌')), '✅'));
    expect(await stateOf(id)).toBe('FORGIVEN');
    expect(textOf(await boris.reads())).toContain('Спасибо, что откликнулись');
  });
});

describe('reminders', () => {
  test('"please hand over now" comes with buttons that act; the one who asked cannot ask again at once', async () => {
    const id = await promiseOf('Vera', 7_700n);
    await forget(anna, vera);
    const card = await cardFor(anna, id);
    const asked = await anna.presses(dataOf(await anna.presses(dataOf(card, '⏳')), '✅'));
    expect(textOf(asked)).toContain('Мы мягко спросим');
    expect(labelsOf(asked).filter((label) => label.startsWith('⏳'))).toEqual([]);
    const again = await anna.presses(dataOf(card, '⏳').replace(/ask$/, 'yes'));
    expect(textOf(again)).toContain('уже просили');
    const notice = await vera.reads();
    expect(notice.screens).toHaveLength(1);
    expect(textOf(notice)).toMatch(/Anna.*77/u);
    expect(labelsOf(notice).map((label) => label.split(' ')[0])).toEqual(['👍', '💳', '⏳', '❌', '🤝', '🏠']);
    expect(textOf(await vera.presses(dataOf(notice, '⏳')))).toContain('завтра');
    await vera.presses(dataOf(notice, '👍'));
    expect(await stateOf(id)).toBe('REPORTED');
    const late = await vera.presses(dataOf(notice, '⏳'));
    expect(textOf(late), 'nothing to remind of any more').toContain(outdated);
  });

  test('of a date and of help to confirm act at once', async () => {
    const [dated, handed] = [await promiseOf('Boris', 8_800n), await promiseOf('Boris', 9_900n)];
    await boris.presses(dataOf(await cardFor(boris, handed), '👍'));
    await forget(anna, boris);
    await story.run((tx) => remindOfDates({ ...tx, now: new Date('2026-11-23T09:00:00Z') }));
    const near = (await boris.reads()).screens.filter(({ text }) => text.includes('88'));
    expect(near).toHaveLength(1);
    await boris.presses(near[0]!.rows.flat().find(({ text }) => text.startsWith('👍'))!.data!);
    expect(await stateOf(dated)).toBe('REPORTED');
    await forget(anna);
    await story.run((tx) => nudgeForConfirmation({ ...tx, now: new Date('2026-11-22T09:00:00Z') }));
    const nudge = (await anna.reads()).screens.find(({ text }) => text.includes('99'))!;
    const labels = nudge.rows.flat().map(({ text }) => text);
    expect(
      labels.filter((label) => label.startsWith('⏳')),
      'not yet',
    ).toHaveLength(1);
    await anna.presses(nudge.rows.flat().find(({ text }) => text.startsWith('👍'))!.data!);
    expect(await stateOf(handed)).toBe('CONFIRMED');
  });
});

describe('stale and foreign buttons', () => {
  const PRESSES = [
    'ph',
    'pc',
    'pt',
    'py',
    'pj',
    'th',
    'px:yes',
    'pg:yes',
    'pz:yes',
    'px:ask',
    'pg:ask',
    'pz:ask',
    'pd',
    'pm',
    'po',
  ];
  const short = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
  const press = (action: string, id: string): string => {
    const [code, word] = action.split(':');
    return [code, short(id), ...(word ? [word] : [])].join(':');
  };

  test('a second tap, and every button of an older card, has no second effect and shows how things are now', async () => {
    const id = await promiseOf('Boris', 5_500n);
    const card = await cardFor(boris, id);
    const [handedOver, release] = [dataOf(card, '👍'), dataOf(card, '❌').replace(/ask$/, 'yes')];
    await boris.presses(handedOver);
    const before = await story.traces();
    for (const data of [handedOver, release]) {
      const again = await boris.presses(data);
      expect(textOf(again)).toContain(outdated);
      expect(textOf(again), 'the fresh card').toContain('55');
    }
    expect(await story.traces()).toEqual(before);
  });

  test.each(PRESSES)('%s of somebody else’s promise, in any state, is the one neutral answer', async (action) => {
    const promised = await promiseOf('Boris', 6_600n);
    const settled = await promiseOf('Boris', 6_700n);
    await anna.presses(press('pc', settled));
    const unknown = house.ids.id();
    const before = await story.traces();
    for (const guest of [vera, stranger]) {
      for (const id of [promised, settled, unknown])
        expect(textOf(await guest.presses(press(action, id)))).toBe(neutral);
    }
    const theirs = ['ph', 'pj', 'px:yes', 'px:ask', 'pd'].includes(action) ? anna : boris;
    if (action !== 'pm' && action !== 'po') {
      for (const id of [promised, settled]) {
        expect(textOf(await theirs.presses(press(action, id))), 'the other side').toBe(neutral);
      }
    }
    expect(await story.traces()).toEqual(before);
  });
});

describe('the archives', () => {
  test('are searched by person, by buttons or a typed part of the name, and the file holds every promise', async () => {
    await anna.says('/promises');
    const archive = await anna.taps('🗓', 'Подтверждённая');
    expect(labelsOf(archive).map((label) => label.split(' ')[0])).toEqual(
      expect.arrayContaining(['🗓', '👥', '⬅️', '🏠']),
    );
    const people = await anna.taps('👥');
    expect(
      labelsOf(people)
        .filter((label) => label.startsWith('👤'))
        .map((label) => label.split(' ')[1]),
    ).toEqual(['Boris', 'Vera']);
    const withVera = await anna.taps('👤', 'Vera');
    expect(textOf(withVera)).toContain('Vera');
    expect(JSON.stringify(withVera)).not.toContain('Boris');
    await anna.taps('⬅️');
    expect(textOf(await anna.taps('✏️'))).toContain('?');
    expect(labelsOf(await anna.says('bOr')).filter((label) => label.startsWith('👤'))).toHaveLength(1);
    await anna.taps('✏️');
    expect(textOf(await anna.says('<i>кто'))).toContain('<i>кто');
    expect(textOf(await vera.presses(dataOf(people, '👤 Boris'))), 'nothing between these two').toBe(neutral);
    await anna.says('/promises');
    await anna.taps('🗓', 'Незавершённое').catch(() => anna.taps('🗓', 'Подтверждённая'));
    const file = await anna.taps('🗓', 'файлом');
    expect(file.screens.map(({ method }) => method)).toEqual(['sendDocument']);
    const all = await story.db.commitment.count({ where: { recipientId: ids.Anna! } });
    expect(textOf(file)).toContain(String(all));
    const table = new TextDecoder().decode([...bot.api.world.files.values()].at(-1)!.bytes);
    expect(table.split('\r\n')).toHaveLength(all + 1);
    expect(table).toContain(';Vera;Medicine;');
  });
});

describe('💳', () => {
  test('opened by the giver of an open promise in a tap of its own: the owner is told and reads who and when', async () => {
    const id = await promiseOf('Vera', 4_400n);
    await forget(anna, vera);
    const card = await cardFor(vera, id);
    expect(JSON.stringify(card)).not.toContain('4111');
    const opened = await vera.presses(dataOf(card, '💳'));
    expect(textOf(opened)).toContain('4111 1111');
    expect(textOf(opened)).toContain('Card');
    const notice = await anna.reads();
    expect(textOf(notice)).toContain('Vera');
    const log = await anna.presses(dataOf(notice, 'ℹ️'));
    expect(textOf(log)).toContain('Vera');
    expect(
      (await story.db.appliedCommand.findMany()).some(({ result }) => JSON.stringify(result).includes('4111')),
    ).toBe(false);
  });

  test('are added, changed with a mark, made the default and removed by their owner alone', async () => {
    await anna.says('/ask');
    await anna.taps('✏️');
    expect(textOf(await anna.taps('💳'))).toContain('Мои реквизиты');
    await anna.taps('💳', 'Добавить');
    await anna.says('Телефон');
    expect(textOf(await anna.says('+7 900'))).toContain('Добавлено');
    const made = await anna.taps('✅');
    expect(textOf(made)).toContain('основные');
    expect(labelsOf(made).some((label) => label.startsWith('✅'))).toBe(false);
    const list = await anna.taps('⬅️');
    expect(
      labelsOf(list)
        .filter((label) => label.includes(': '))
        .map((label) => label.split(':')[0]),
    ).toEqual(['💳 Телефон', '💳 Card']);
    const card = await anna.taps('💳', 'Card');
    await anna.taps('✏️');
    expect(textOf(await anna.says('5222'))).toContain('Трое суток');
    const giver = await cardFor(vera, await promiseOf('Vera', 4_500n));
    expect(textOf(await vera.presses(dataOf(giver, '💳')))).toMatch(/5222[\s\S]*⚠️/u);
    for (const sign of ['✏️', '🗑']) expect(textOf(await vera.presses(dataOf(card, sign)))).toBe(neutral);
    await anna.says('/settings');
    await anna.taps('💳');
    await anna.taps('💳', 'Телефон');
    const sure = await anna.taps('🗑');
    expect(textOf(sure)).toContain('Убрать');
    expect(textOf(await anna.presses(dataOf(sure, '✅')))).toContain('Убрано');
    expect(await story.db.paymentDetail.count({ where: { ownerId: ids.Anna! } })).toBe(1);
  });
});
