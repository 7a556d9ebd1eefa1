// An elder is helped in chat: Olga asks, Anna agrees, Olga acts for her in her own chat, Anna looks and stops it with one tap.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { closeDueCycles } from '../../src/domain/cycles/close.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { addDetail } from '../../src/domain/requests/payment-details.ts';
import { markFor } from '../../src/telegram/callbacks.ts';
import { type Answer, DirectBot, type Guest } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { faultsOf } from '../support/screen-rules.ts';
import { Story } from '../support/story.ts';

let house: TestHouse;
let story: Story;
let bot: DirectBot;
let anna: Guest; // is helped
let olga: Guest; // helps
let boris: Guest; // asks, another contact of Anna's
const ids: Record<string, string> = {};

const come = async (name: string, key: string): Promise<Guest> => {
  const guest = bot.guest(name, { language: 'ru' });
  await guest.says('/start');
  ids[key] = (await guest.member()).id;
  return guest;
};

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
  bot = new DirectBot(house);
  [anna, olga, boris] = [await come('Анна', 'anna'), await come('Ольга', 'olga'), await come('Борис', 'boris')];
  await story.contacts(ids.anna!, ids.olga!, ids.boris!);
  house.clock.set('2026-11-19T09:00:00Z');
  for (const guest of [anna, olga, boris]) await guest.says('/menu');
  await story.run((tx) => addDetail(tx, ids.anna!, 'Сбер', '4276 0000'));
  await story.request(ids.anna!, { title: 'Лекарства', amount: 10_000n, story: 'Нужно каждый месяц' });
  await story.request(ids.boris!, { title: 'Крыша', amount: 20_000n });
  await story.pledge(ids.anna!, 3_000n);
});
afterAll(async () => {
  for (const { screens } of [anna, olga, boris]) {
    for (const { text, rows, method } of screens.filter((one) => /^(sendM|editMessageT)/.test(one.method))) {
      const keyboard = rows.map((row) =>
        row.map((one) => ({ text: one.text, ...(one.data ? { callback_data: one.data } : { url: one.url ?? '' }) })),
      );
      if (rows.length > 0 && !text.includes('?')) expect(faultsOf({ text: plain(text), keyboard }), method).toEqual([]);
    }
  }
  expect(bot.refused).toEqual([]);
  expect(bot.complaints).toEqual([]);
  const { violations } = await doctor(story.now);
  expect(violations.filter(({ invariant }) => invariant !== 'R5')).toEqual([]);
  await house.close();
});

/** What a person reads has no markup: signs of HTML in it are escaped anew. */
const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const textOf = ({ screens }: Answer): string => screens.at(-1)?.text ?? '';
const labelsOf = ({ screens }: Answer): string[] => (screens.at(-1)?.rows ?? []).flat().map(({ text }) => text);
const dataOf = ({ screens }: Answer, sign: string): string =>
  screens.flatMap(({ rows }) => rows.flat()).find(({ text }) => text.startsWith(sign))?.data ?? '';
const HEAD = 'Вы помогаете: Анна';

const grant = async () => story.db.helperGrant.findFirstOrThrow({ orderBy: { offeredAt: 'desc' } });
const request = async () => story.db.request.findFirstOrThrow({ where: { ownerId: ids.anna! } });
const forward = (minutes: number): void =>
  house.clock.set(new Date(house.clock.now().getTime() + minutes * 60_000).toISOString());

async function offers(scope: string, months = 'На 3'): Promise<void> {
  await olga.says('/network');
  await olga.taps('👥', 'Все');
  await olga.taps('👤 Анна');
  await olga.taps('✏️');
  await olga.taps('👤 Помогать');
  await olga.taps('', scope);
  await olga.taps('🗓', months);
  expect(textOf(await olga.taps('✅'))).toContain('вопрос отправлен');
}

describe('one person helps another with the bot', () => {
  test('the helper asks: with what, until when; nothing is open before the elder’s answer', async () => {
    await offers('С просьбой и обещаниями');
    expect(labelsOf(await olga.says('/menu')).some((label) => label.startsWith('👤'))).toBe(false);
    const { grantId } = { grantId: (await grant()).id };
    expect(textOf(await olga.presses(`${markFor(grantId)}~as`))).not.toContain('Лекарства');
  });

  test('the elder reads who, what, until when and what never, and says ✅', async () => {
    const question = await anna.reads();
    const text = textOf(question);
    for (const words of ['Ольга', 'до 19 февраля', 'карточку месяца', 'мера, реквизиты', '/settings', '?']) {
      expect(text).toContain(words);
    }
    expect(textOf(await anna.taps('✅'))).toContain('помогает вам');
    expect(textOf(await olga.reads())).toContain('есть согласие');
  });

  test('the helper acts in their own chat: every screen says for whom, and leads back', async () => {
    const own = await olga.says('/menu');
    expect(labelsOf(own)).toContain('👤 Помогаю: Анна');
    const begun = await olga.taps('👤 Помогаю');
    expect(textOf(begun)).toMatch(new RegExp(`^👤 ${HEAD}`));
    for (const words of ['Лекарства', '30', 'Открытых обещаний нет']) expect(textOf(begun)).toContain(words);
    expect(labelsOf(begun).at(-2)).toBe('👤 Вернуться к себе');
    const card = await olga.taps('🙏');
    expect(textOf(card).startsWith(`👤 ${HEAD}`)).toBe(true);
    expect(labelsOf(card)).toContain('👤 Вернуться к себе');
    expect(labelsOf(card).some((label) => /^(🔗|💳)/u.test(label))).toBe(false);
  });

  test('edits the request for the elder', async () => {
    await olga.taps('✏️');
    await olga.taps('✏️', 'Название');
    const changed = await olga.says('Лекарства и очки');
    expect(textOf(changed)).toContain('Лекарства и очки');
    expect(textOf(changed)).toContain(HEAD);
    expect((await request()).title).toBe('Лекарства и очки');
  });

  test('accepts the month’s card for the elder', async () => {
    house.clock.set('2026-12-01T08:00:00Z');
    await closeDueCycles(house, allocateInProcess);
    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    const card = await olga.taps('🗓');
    expect(textOf(card)).toContain('Борис');
    await olga.taps('🤝');
    const promise = await story.db.commitment.findFirstOrThrow({ where: { giverId: ids.anna! } });
    expect(promise.amount).toBe(3_000n);
    const { personKey } = await story.db.member.findUniqueOrThrow({ where: { id: ids.olga! } });
    const [made] = await story.db.event.findMany({ where: { subjectId: promise.id } });
    expect(made?.helperKey).toBe(personKey);
    expect(JSON.stringify(await boris.reads())).not.toContain('Ольга');
  });

  test('the measure, 💳, settings, data, links and people are refused with one line', async () => {
    const mark = markFor((await grant()).id);
    await olga.says('/menu');
    const pledge = await olga.taps('❤️');
    expect(textOf(pledge)).not.toContain('мера');
    expect(labelsOf(await olga.taps('✏️')).some((label) => label.includes('мера'))).toBe(false);
    await olga.taps('✏️', 'сумму');
    expect(textOf(await olga.says('40'))).toContain('Этого нельзя сделать за другого человека');
    await olga.says('/cancel');
    const promiseId = (await story.db.commitment.findFirstOrThrow({ where: { giverId: ids.anna! } })).id;
    const short = Buffer.from(promiseId.replaceAll('-', ''), 'hex').toString('base64url');
    const shut = [
      'pe:ceiling',
      'd:0',
      'da',
      `pd:${short}`,
      'se',
      'md:0',
      'mf',
      'dm:yes',
      'lk:lock',
      'i',
      'n:0',
      'np:all:0',
    ];
    for (const data of shut) {
      const { screens } = await olga.presses(`${mark}~${data}`);
      expect(screens.at(-1)?.text, data).toContain('Этого нельзя сделать за другого человека');
    }
    for (const command of [
      '/settings',
      '/mydata',
      '/delete',
      '/lock',
      '/invite',
      '/network',
      '/privacy',
      '/language',
    ]) {
      expect(textOf(await olga.says(command)), command).toContain('Этого нельзя сделать за другого человека');
    }
    expect(JSON.stringify(olga.transcript)).not.toContain('4276');
    const { ceiling, ceilingNext } = await story.db.member.findUniqueOrThrow({ where: { id: ids.anna! } });
    expect([ceiling, ceilingNext]).toEqual([3_000n, null]);
    expect(await story.db.paymentDetailOpening.count()).toBe(0);
  });

  test('messages for the elder go to the elder’s chat only', async () => {
    const promised = await story.promise(ids.boris!, (await request()).id, 700n);
    expect(JSON.stringify((await olga.reads()).screens)).not.toContain('Борис');
    expect(JSON.stringify((await anna.reads()).screens)).toContain('Борис');
    expect(promised).not.toBe('');
  });

  test('the elder sees the list and stops it with one tap; the helper’s next press is told so', async () => {
    const helperScreen = await olga.says('/menu');
    const settings = await anna.says('/settings');
    expect(textOf(settings)).toContain('Вам помогает: Ольга');
    const list = await anna.taps('👤 Что сделано');
    expect(textOf(list)).toMatch(
      /1 декабря: карточка принята \(помогает Ольга\)\n19 ноября: просьба изменена \(помогает Ольга\)/,
    );
    expect(labelsOf(list).some((label) => label.startsWith('❌ Остановить: Ольга'))).toBe(true);
    await anna.says('/settings');
    expect(textOf(await anna.taps('❌ Остановить'))).toContain('Остановлено');
    const told = await olga.presses(dataOf(helperScreen, '🙏'));
    expect(textOf(told)).toContain('только за себя');
    expect(textOf(told)).not.toContain('Лекарства');
    expect(labelsOf(told).some((label) => label.startsWith('👤'))).toBe(false);
    expect(textOf(await anna.says('/settings'))).not.toContain('Вам помогает');
    expect(labelsOf(await anna.says('/settings')).some((label) => label.includes('Что сделано'))).toBe(true);
  });
});

describe('a button acts for whom its screen was made, or not at all', () => {
  beforeAll(async () => {
    await offers('С просьбой', 'На 1');
    await anna.reads();
    await anna.taps('✅');
    await olga.reads();
    await story.request(ids.olga!, { title: 'Окно', amount: 5_000n });
  });

  test('leave for the request shows nothing of promises', async () => {
    await olga.says('/menu');
    const home = await olga.taps('👤 Помогаю');
    expect(textOf(home)).not.toMatch(/обещан|намерен/iu);
    const { screens } = await olga.says('/promises');
    expect(screens.at(-1)?.text).toContain('Этого нельзя сделать за другого человека');
    const mark = markFor((await grant()).id);
    for (const data of ['p:open:0', 'gs', 'pl']) {
      expect(JSON.stringify((await olga.presses(`${mark}~${data}`)).screens)).not.toContain('Борис');
    }
    await olga.taps('👤 Вернуться');
  });

  test('an own button pressed while acting does neither’s thing and stays for later', async () => {
    const own = await olga.says('/ask');
    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    const pressed = await olga.presses(dataOf(own, '⏸'));
    expect(pressed.screens.map(({ method }) => method)).toEqual(['sendMessage']);
    expect(textOf(pressed)).toContain('относится к вам самим');
    const states = await story.db.request.findMany({ where: { ownerId: { in: [ids.anna!, ids.olga!] } } });
    expect(states.map(({ state }) => state)).toEqual(['ACTIVE', 'ACTIVE']);
    await olga.taps('👤 Вернуться');
    expect(textOf(await olga.presses(dataOf(own, '⏸')))).toContain('приостановлена');
    expect((await request()).state).toBe('ACTIVE');
  });

  test('a double tap on the way there, and on the way back, is one', async () => {
    const own = await olga.says('/menu');
    const begin = dataOf(own, '👤 Помогаю');
    const begun = await olga.presses(begin);
    expect(textOf(await olga.presses(begin))).toBe(textOf(begun));
    const back = dataOf(begun, '👤 Вернуться');
    expect(textOf(await olga.presses(back))).toContain('Вы снова у себя');
    expect(textOf(await olga.presses(back))).toContain('Вы снова у себя');
  });

  test('an elder’s button pressed when one is oneself again does neither’s thing', async () => {
    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    const card = await olga.taps('🙏');
    await olga.taps('👤 Вернуться');
    expect(textOf(await olga.presses(dataOf(card, '⏸')))).toContain('только за себя');
    expect((await request()).state).toBe('ACTIVE');
  });

  test('forged marks of other leaves get one answer, whoever’s they are', async () => {
    const other = await story.db.helperGrant.findFirstOrThrow({ where: { state: 'ENDED' } });
    const answers = new Set<string>();
    for (const mark of [markFor(other.id), 'aaaaaaaa', markFor(house.ids.id())]) {
      const { screens } = await olga.presses(`${mark}~as`);
      answers.add(screens.at(-1)?.text ?? '');
    }
    const strangers = await boris.presses(`${markFor((await grant()).id)}~as`);
    expect(textOf(strangers)).toContain('только за себя');
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).not.toContain('Лекарства');
    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    expect(textOf(await olga.presses(`${markFor(other.id)}~as`))).toContain('Этого здесь нет');
  });

  test('before publishing, a helper reads how many will see it at once, and no names', async () => {
    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    await olga.taps('🙏');
    await olga.taps('🆘');
    await olga.taps('Для себя');
    for (const typed of ['Окно', '40']) await olga.says(typed);
    await olga.taps('7');
    for (let skipped = 0; skipped < 2; skipped += 1) await olga.taps('⏭');
    expect(textOf(await olga.taps('2'))).toMatch(/Сразу увид\S+ \d человека?\./u);
    await olga.taps('❌');
    await olga.says('/cancel');
  });

  test('a form left half-way across the switch of persons is dropped with a word', async () => {
    await olga.says('/menu');
    await olga.taps('🙏');
    await olga.taps('✏️');
    await olga.taps('✏️', 'Название');
    expect(textOf(await olga.taps('👤 Вернуться'))).toContain('Прошлые вопросы закрыты');
    await olga.says('Чужое название');
    expect((await request()).title).toBe('Лекарства и очки');

    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    await olga.taps('🙏');
    await olga.taps('✏️');
    await olga.taps('✏️', 'Название');
    forward(61);
    const left = textOf(await olga.says('Чужое название'));
    for (const words of ['только за себя', 'Прошлые вопросы закрыты']) expect(left).toContain(words);
    const titles = await story.db.request.findMany({ where: { ownerId: { in: [ids.anna!, ids.olga!] } } });
    expect(titles.map(({ title }) => title).sort()).toEqual(['Лекарства и очки', 'Окно']);
  });

  test('acting ends by /start, by /cancel, and after an hour without a step', async () => {
    const begin = async () => {
      await olga.says('/menu');
      expect(textOf(await olga.taps('👤 Помогаю'))).toContain(HEAD);
    };
    await begin();
    expect(textOf(await olga.says('/start'))).toContain('Вы снова у себя');
    expect(textOf(await olga.says('/menu'))).not.toContain(HEAD);
    await begin();
    expect(textOf(await olga.says('/cancel'))).toContain('Вы снова у себя');
    await begin();
    forward(61);
    const own = textOf(await olga.says('/ask'));
    expect(own).toContain('только за себя'); // lest they ask for themselves what was meant for another
    expect(own).not.toContain(HEAD);
    expect(textOf(await olga.says('/menu'))).not.toContain('только за себя');
    await begin();
    forward(61);
    expect(textOf(await olga.says('/cancel'))).toContain('только за себя');
    await begin();
    forward(61);
    await begin();
    forward(61);
    expect(textOf(await olga.taps('🙏'))).toContain('только за себя');
  });

  test('a form is not carried out once the elder has stopped it', async () => {
    await olga.says('/menu');
    await olga.taps('👤 Помогаю');
    await olga.taps('🙏');
    await olga.taps('✏️');
    await olga.taps('✏️', 'Название');
    expect(textOf(await anna.says('/settings'))).toMatch(/Язык: (<b>)?Русский/u);
    await anna.taps('❌ Остановить');
    const left = textOf(await olga.says('Чужое название'));
    expect(left).toContain('только за себя');
    expect(left).not.toContain('Чужое');
    expect((await request()).title).toBe('Лекарства и очки');
  });

  test('a no sends nothing and leaves the helper’s screen as it was', async () => {
    house.clock.set('2027-01-05T08:00:00Z');
    await offers('С просьбой', 'На 1');
    await anna.reads();
    expect(textOf(await anna.taps('❌'))).toContain('Никто об этом не узнает');
    expect((await olga.reads()).screens).toEqual([]);
    await olga.says('/network');
    await olga.taps('👥', 'Все');
    await olga.taps('👤 Анна');
    await olga.taps('✏️');
    expect(textOf(await olga.taps('👤 Помогать'))).toContain('вопрос отправлен');
  });
});
