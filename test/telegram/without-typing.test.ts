import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { storyVoice } from '../../src/domain/requests/queries.ts';
import { LANGUAGES } from '../../src/domain/rules.ts';
import type { Words } from '../../src/telegram/words.ts';
import { DirectBot, type Guest } from '../hostile/direct.ts';
import { faultsOf } from '../hostile/texts.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';

// Whoever cannot type: every form of asking and helping is finished with buttons and voice alone. Only commands are sent, from the menu.

let house: TestHouse;
let bot: DirectBot;
let story: Story;
let words: Words;
let anna: Guest;
let boris: Guest;
let vera: Guest;

beforeAll(async () => {
  house = await testHouse();
  bot = new DirectBot(house);
  story = new Story(house);
  words = bot.deps.wordsOf('ru');
  [anna, boris, vera] = ['Anna', 'Boris', 'Vera'].map((name) => bot.guest(name, { language: 'ru' })) as [
    Guest,
    Guest,
    Guest,
  ];
  for (const guest of [anna, boris, vera]) await guest.says('/start');
  await story.contacts(await idOf(anna), await idOf(boris), await idOf(vera));
});
afterEach(async () => {
  expect([anna, boris, vera].flatMap((guest) => guest.screens.flatMap(faultsOf))).toEqual([]);
  expect([bot.refused, bot.complaints]).toEqual([[], []]);
  expect((await doctor(story.now)).violations).toEqual([]);
});
afterAll(() => house.close());

const idOf = async (guest: Guest): Promise<string> => (await guest.member()).id;
const text = (guest: Guest): string => guest.screens.at(-1)?.text ?? '';
const money = (whole: bigint): string => words.money(whole * 100n);
const promises = async () =>
  (await story.db.commitment.findMany({ orderBy: [{ createdAt: 'asc' }, { amount: 'desc' }] })).map(
    ({ amount, form, state }) => [amount, form, state],
  );

test('a request for every month is made with buttons and a spoken story', async () => {
  await anna.says('/ask');
  await anna.taps('🔆');
  await anna.taps(words.plain('btn-for-CHILD'));
  await anna.taps('3');
  await anna.taps(words.plain('ready-title-2'));
  await anna.taps(money(80n));
  await anna.taps(words.plain('btn-day', { day: 20 }));
  await anna.taps('⏭');
  await anna.speaks('a spoken story');
  await anna.taps('⏭');
  await anna.taps('2');
  await anna.taps('✅');
  const request = await story.db.request.findFirstOrThrow({ where: { kind: 'MONTHLY' } });
  expect(request).toMatchObject({ title: words.plain('ready-title-2'), amount: 8_000n, people: 3, dueDay: 20 });
  expect(await storyVoice(story.now, await idOf(boris), request.id)).toBe('a spoken story');
});

test('help is promised with buttons, money and other things; what arrived in part is said by a button', async () => {
  const openCard = async (guest: Guest): Promise<void> => {
    await guest.says('/network');
    await guest.taps('🔆');
  };
  await openCard(boris);
  await boris.taps('🤝');
  await boris.taps(money(50n));
  await boris.taps('🛠');
  await boris.taps(words.plain('ready-SERVICE-3'));
  await boris.taps('✅');
  await openCard(vera);
  await vera.taps('🤝');
  await vera.taps(words.plain('btn-all-missing', { amount: money(30n) }));
  await vera.taps('💶');
  await vera.taps('✅');
  expect(await promises()).toEqual([
    [5_000n, 'SERVICE', 'PROMISED'],
    [3_000n, 'MONEY', 'PROMISED'],
  ]);
  expect(text(boris), 'what it is was pressed, not typed').toContain(words.plain('ready-SERVICE-3'));
  await vera.taps('👍');
  await vera.taps(words.plain('btn-add-note'));
  await vera.speaks('a spoken line');
  await anna.reads();
  await anna.taps('✏️');
  await anna.taps(money(20n));
  await anna.taps('✅');
  expect((await promises())[1]).toEqual([2_000n, 'MONEY', 'CONFIRMED']);
});

test('words of a button, typed, count as its press; «нет» skips what may be skipped; yes is never typed', async () => {
  const guest = bot.guest('Galina', { language: 'ru' });
  await guest.says('/start');
  await guest.says('/ask');
  for (const typed of ['каждый месяц', 'Для себя', 'Нет', '80', '20', 'Напишите мне', 'Пропустить', 'нет.'])
    await guest.says(typed);
  await guest.says('2');
  await guest.says('Опубликовать');
  expect(text(guest)).toContain('Всё верно?');
  await guest.taps('✅');
  const request = await story.db.request.findFirstOrThrow({ where: { ownerId: await idOf(guest) } });
  expect(request).toMatchObject({ title: 'Нет', paymentDetailId: null, story: null, link: null });
  const kept = async () => (await story.db.request.findUniqueOrThrow({ where: { id: request.id } })).story;
  const edits = async (): Promise<void> => {
    await guest.says('/ask');
    await guest.taps('✏️');
    await guest.taps('✏️ История');
    expect(text(guest)).toContain('Что теперь написать в истории?');
  };
  await edits();
  await guest.says('Болит колено');
  const written = await kept();
  expect(written).not.toBeNull();
  for (const typed of ['нет', 'пропустить']) {
    await edits();
    await guest.says(typed);
    expect(text(guest)).toContain('ничего не сохранено');
    expect(await kept(), 'a "no" takes nothing away and is not published').toEqual(written);
  }
  await guest.says('/ask');
  await guest.taps('❌');
  await guest.taps('⏭');
  await guest.taps('✅');
});

test('an intention for one request, and one for the whole network, are made with buttons', async () => {
  await vera.says('/network');
  await vera.taps('🔆');
  await vera.taps(words.plain('btn-help-once'));
  await vera.taps(money(5n));
  await vera.taps('⏰');
  await vera.taps(words.plain('ready-TIME-1'));
  await vera.taps('✅');
  await boris.says('/give');
  await boris.taps(money(50n));
  await boris.taps('👥');
  await boris.taps('✅');
  const rows = await story.db.pledge.findMany({ orderBy: { createdAt: 'asc' } });
  expect(rows.map(({ kind, amount }) => [kind, amount]).toSorted()).toEqual([
    ['DIRECTED', 500n],
    ['OPEN', 5_000n],
  ]);
});

test('what was made is changed with buttons too', async () => {
  for (const [field, answer] of [
    ['title', words.plain('ready-title-4')],
    ['amount', money(40n)],
  ] as const) {
    await anna.says('/ask');
    await anna.taps('✏️');
    await anna.taps(words.plain(`btn-edit-${field}`));
    await anna.taps(answer);
  }
  const where = { kind: 'MONTHLY' as const, ownerId: await idOf(anna) };
  const { title, amount } = await story.db.request.findFirstOrThrow({ where });
  expect([title, amount]).toEqual([words.plain('ready-title-4'), 4_000n]);
  await boris.says('/give');
  await boris.taps('✏️');
  await boris.taps(words.plain('btn-edit-pledge'));
  await boris.taps(money(20n));
  expect((await story.db.pledge.findFirstOrThrow({ where: { kind: 'OPEN' } })).amount).toBe(2_000n);
});

test('an emergency is asked for with buttons', async () => {
  await anna.says('/ask');
  await anna.taps('🆘');
  await anna.taps(words.plain('btn-for-MYSELF'));
  await anna.taps(words.plain('ready-title-1'));
  await anna.taps(money(400n));
  await anna.taps(words.plain('btn-in-days', { days: 7 }));
  for (let skipped = 0; skipped < 3; skipped += 1) await anna.taps('⏭');
  await anna.taps('1');
  await anna.taps('✅');
  expect(await story.db.request.findFirst({ where: { kind: 'EMERGENCY' } })).toMatchObject({
    title: words.plain('ready-title-1'),
    amount: 40_000n,
    reach: 1,
  });
});

test.each(LANGUAGES)(
  'a voice note where it cannot be an answer is told so kindly, and the question waits on (%s)',
  async (language) => {
    const guest = bot.guest('Gleb', { language });
    const own = bot.deps.wordsOf(language);
    await guest.says('/start');
    await guest.says('/give');
    await guest.speaks('fifty');
    expect(text(guest)).toContain(own.html('err-voice-press'));
    await guest.taps(own.money(2_000n));
    expect(text(guest)).toContain('?');
    expect(guest.screens.flatMap(faultsOf)).toEqual([]);
  },
);

test('thanks and greetings are returned, in whatever language they are said; the home screen follows', async () => {
  const guest = bot.guest('Galina', { language: 'ru' });
  await guest.says('/start');
  for (const typed of ['Спасибо!', 'спасибо большое 🙏', 'Дякую', 'thank you.']) {
    expect((await guest.says(typed)).screens.at(-1)?.text, typed).toMatch(/^И вам спасибо!\n/);
  }
  for (const typed of ['Здравствуйте', 'Добрый день!', 'Hello']) {
    expect((await guest.says(typed)).screens.at(-1)?.text, typed).toMatch(/^Здравствуйте! Вот главная\.\n/);
  }
  expect((await guest.says('спасибо за деньги')).screens.at(-1)?.text).not.toContain('И вам спасибо');
});
