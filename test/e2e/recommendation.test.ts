import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor } from '../support/people.ts';

// Two stories of the founding text: an emergency travels by recommendation, and two segments meet around one object of care.

let bot: RunningBot;
let anna: Actor;
let olga: Actor;
let peter: Actor;
let vera: Actor;
let kira: Actor;
let lev: Actor;
let link = '';

beforeAll(async () => {
  bot = await startBotProcess();
  const add = (name: string): Promise<Actor> => bot.people.add(name, 'ru');
  [anna, olga, peter, vera] = [await add('Анна'), await add('Ольга'), await add('Пётр'), await add('Вера')];
  [kira, lev] = [await add('Кира'), await add('Лев')];
  for (const [host, guest] of [
    [anna, olga],
    [olga, peter],
    [peter, vera],
    [kira, lev],
  ] as const) {
    await host.says('/start');
    await host.says('/invite');
    const { links } = await host.sees(/start=j/);
    await guest.opens(links.find((url) => /\?start=j\w{22}$/.test(url)) ?? '');
    await guest.sees(host.name);
  }
});
afterAll(async () => {
  await bot?.close();
});

const everything = async (person: Actor): Promise<string> => JSON.stringify(await person.chat());

async function asks(asker: Actor, kind: string, title: string, when: string): Promise<void> {
  await asker.says('/ask');
  await asker.taps(kind);
  await asker.taps('Для себя');
  await asker.sees(/\?/);
  await asker.says(title);
  await asker.sees(/\?/);
  await asker.says('300');
  await asker.taps(when);
  for (let skipped = 0; skipped < 3; skipped += 1) await asker.taps('⏭');
  await asker.taps('3');
  await asker.taps('✅');
  await asker.sees('опубликована');
}

test('an emergency alerts ring 1, and asks gently for their word', async () => {
  await asks(anna, '🆘', 'Операция кошке', '7');
  const alert = await olga.sees('Операция кошке', { ever: true });
  expect(alert.text).toContain('🆘');
  const signs = alert.buttons.flat().map((label) => label.split(' ')[0]);
  expect(signs).toEqual(['🗣', '🤝', 'ℹ️', '🏠']);
  await bot.people.quiet();
  expect(await everything(peter)).not.toContain('Операция');
});

test('🗣 with a reason opens the next ring, and so the one after that; each reads the path in words', async () => {
  await olga.taps('🗣');
  await olga.sees('Вы знаете');
  await olga.taps('🗣', 'лично');
  await olga.sees('✅');
  expect((await anna.sees('рекомендует', { ever: true })).text).toContain('Ольга');
  expect((await peter.sees('🆘', { ever: true })).text).toContain('Вы → Ольга → Анна');
  expect(await everything(vera)).not.toContain('Операция');
  await peter.taps('🗣');
  await peter.taps('🗣', 'соседи');
  await peter.sees('✅');
  const reached = await vera.sees('🆘', { ever: true });
  expect(reached.text).toContain('Вы → Пётр → Ольга → Анна');
  expect(reached.text).toContain('🗣 Рекомендация: Ольга, Пётр');
  await bot.people.quiet();
  // Anna has no contact called Peter, so nobody is named to her.
  expect(await everything(anna)).not.toContain('Пётр');
});

test('whom it reached can help at once; the word can be taken back, and the promise stands', async () => {
  await vera.taps('🤝');
  await vera.sees(/\?/);
  await vera.says('50');
  await vera.taps('💶');
  await vera.taps('✅');
  await vera.sees('Обещание записано');
  await anna.sees('Вера', { ever: true });
  await olga.says('/network');
  await olga.taps('🆘');
  await olga.taps('🗣', 'Моя');
  await olga.sees('Вы рекомендуете');
  await olga.taps('❌');
  await olga.taps('✅');
  await olga.sees('отозвана');
  await vera.says('/network');
  await vera.sees('👥');
  expect((await vera.buttons()).some((label) => label.startsWith('🆘'))).toBe(false);
  await vera.says('/promises');
  await vera.taps('Анна');
  await vera.sees('50');
});

test('a link to the request shows somebody of elsewhere first name, title and sum; declining, they see no more', async () => {
  await olga.says('/network');
  await olga.taps('🆘');
  await olga.taps('🔗', 'Ссылка');
  link = (await olga.sees(/start=h/)).links.find((url) => /\?start=h\w{22}$/.test(url)) ?? '';
  expect(link).not.toBe('');
  await lev.opens(link);
  const asked = await lev.sees('Ольга');
  for (const word of ['Анна', 'Операция кошке', '300']) expect(asked.text).toContain(word);
  expect(asked.text).not.toContain('50');
  await lev.taps('❌');
  await lev.sees('Никто об этом не узнает');
  await lev.says('/network');
  await lev.sees('👥');
  expect((await lev.buttons()).some((label) => label.startsWith('🆘'))).toBe(false);
});

test('connected, they see the whole card and help: two segments meet around one request', async () => {
  await lev.opens(link);
  await lev.taps('✅');
  const card = await lev.sees('теперь среди ваших знакомых');
  expect(card.text).toContain('Вы → Ольга → Анна');
  expect(card.text).toContain('50');
  await lev.taps('🤝');
  await lev.sees(/\?/);
  await lev.says('100');
  await lev.taps('💶');
  await lev.taps('✅');
  const done = await lev.sees('Обещание записано');
  expect(done.text).toContain('Показать просьбу');
  expect(done.buttons.flat().length).toBeLessThanOrEqual(6);
  await anna.sees('Лев', { ever: true });
  await lev.taps('🗣', 'Показать');
  await lev.taps('🗣', 'Помощь');
  await lev.sees('✅');
  expect((await kira.sees('🆘', { ever: true })).text).toContain('Вы → Лев → Ольга → Анна');
});

test('a newcomer who arrives by the link is the issuer’s contact and goes straight to the request', async () => {
  const nina = await bot.people.add('Нина', 'ru');
  await nina.opens(link);
  const first = await nina.sees('Операция кошке');
  expect(first.text).toContain('Нина');
  expect(first.text).toContain('Вы → Ольга → Анна');
  expect(first.text.length).toBeLessThanOrEqual(600);
});

test('the asker sees how often links were used and revokes them all; then the answer is the neutral one', async () => {
  await anna.says('/ask');
  await anna.taps('🔗', 'Ссылка');
  const card = await anna.sees(/start=h/);
  expect(card.text).toContain('людей: 2');
  await anna.taps('❌');
  await anna.taps('✅');
  await anna.sees('отозваны');
  const zoya = await bot.people.add('Зоя', 'ru');
  await zoya.opens(link);
  const dead = (await zoya.sees('не действует')).text;
  expect(dead).not.toContain('Анна');
  const yana = await bot.people.add('Яна', 'ru');
  await yana.opens(link.replace(/h\w{22}$/, `h${'0'.repeat(22)}`));
  expect((await yana.sees('не действует')).text).toBe(dead.replace('Зоя', 'Яна'));
  await olga.opens(link);
  expect((await olga.sees('не действует')).text).not.toContain('Операция');
});

test('who brought a newcomer in introduces them; nothing happens without both', async () => {
  await olga.taps('👥', 'Познакомить');
  await olga.sees('Познакомить');
  await olga.taps('Анна');
  await olga.sees('Записано');
  const offered = await anna.sees('предлагает вам познакомиться', { ever: true });
  expect(offered.text).toContain('Ольга');
  await anna.taps('✅');
  await anna.sees('если согласны оба');
});

test('a request that nobody opened for a day comes back to its asker with a link to forward', async () => {
  await asks(kira, '🔆', 'Дрова', '20');
  await bot.exodus('clock', 'add', '25h');
  const told = await kira.sees('никто не открывал', { ever: true, withinMs: 30_000 });
  expect(told.links.some((url) => /start=h\w{22}/.test(url))).toBe(true);
});

test('the house is in order, and Telegram refused nothing', async () => {
  expect(await bot.exodus('doctor')).toEqual({ ok: true, violations: [] });
  expect(await bot.people.rejections()).toEqual([]);
  for (const secret of ['Операция', 'Анна', link.slice(-23)]) expect(bot.output()).not.toContain(secret);
});
