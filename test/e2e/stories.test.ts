import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor } from '../support/people.ts';

// Two stories of the founding text: help for a dependant, and a volunteer with monthly support.

let bot: RunningBot;
let mother: Actor;
let volunteer: Actor;
let first: Actor;
let second: Actor;
let giver: Actor;

beforeAll(async () => {
  bot = await startBotProcess();
  const add = (name: string): Promise<Actor> => bot.people.add(name, 'ru');
  [first, second, giver] = [await add('Фёдор'), await add('Софья'), await add('Глеб')];
  [mother, volunteer] = [await add('Марина'), await add('Виктор')];
  // The two who will recommend are not there by the asker's own invite, and the giver sees both askers.
  for (const [host, guest] of [
    [first, mother],
    [first, second],
    [second, mother],
    [first, giver],
    [giver, mother],
    [giver, volunteer],
  ] as const) {
    await host.says('/start');
    await host.says('/invite');
    const { links } = await host.sees(/start=j/);
    await guest.opens(links.find((url) => /\?start=j\w{22}$/.test(url)) ?? '');
    const screen = await guest.sees(host.name);
    if (screen.buttons.flat().some((label) => label.startsWith('✅'))) {
      await guest.taps('✅');
      await guest.sees('среди ваших знакомых');
    }
  }
});
afterAll(async () => {
  await bot?.close();
});

async function asks(asker: Actor, forWhom: string, people: string | null, title: string): Promise<void> {
  await asker.says('/ask');
  await asker.taps('🔆');
  await asker.taps('', forWhom);
  if (people) await asker.taps(people);
  await asker.sees('На что');
  await asker.says(title);
  await asker.sees(/\?/);
  await asker.says('900');
  await asker.taps('', 'До конца');
  for (let skipped = 0; skipped < 3; skipped += 1) await asker.taps('⏭');
  await asker.taps('2');
  await asker.taps('✅');
  await asker.sees('опубликована');
}

test('a mother asks for herself and two children; two who know her confirm the number', async () => {
  await asks(mother, 'ребёнка', '3', 'Еда и садик');
  for (const friend of [first, second]) {
    await friend.sees('Еда и садик', { ever: true });
    await friend.taps('🗣');
    await friend.sees('Вы знаете');
    await friend.taps('🗣', 'лично');
    await friend.taps('✅');
    await friend.sees('✅');
  }
});

test('a volunteer asks every month for work nobody pays', async () => {
  await asks(volunteer, 'бесплатное', null, 'Кружок для детей');
  await asks(first, 'Для себя', null, 'Зубной врач');
});

async function nextMonth(): Promise<void> {
  const { current } = (await bot.exodus('cycle', 'status')) as { current: { end: string } };
  await bot.exodus('clock', 'set', new Date(Date.parse(current.end) + 10 * 3_600_000).toISOString());
}

interface Exported {
  readonly proposals: readonly { readonly to: string; readonly amount: string; readonly state: string }[];
}

test('a pledge too small for all is shared by people: three count more than one, up to half of the pledge', async () => {
  await giver.says('/give');
  await giver.sees('Сколько вы');
  await giver.says('400');
  await giver.taps('👥', 'Всей');
  await giver.taps('✅');
  await giver.sees('Записано');
  await nextMonth();
  await giver.sees('🗓', { ever: true, withinMs: 20_000 });
  const { proposals } = (await bot.exodus('export', String(giver.id))) as Exported;
  // Evenly for each person it would be 240, 80, 80; at a close no request gets more than half of a pledge spread over several.
  expect(Object.fromEntries(proposals.map((row) => [row.to, row.amount]))).toEqual({
    Марина: '20000',
    Виктор: '10000',
    Фёдор: '10000',
  });
});

test('the support goes on month by month, and each month asks anew', async () => {
  await giver.taps('🤝', 'Принять');
  await giver.sees('Записано');
  await nextMonth();
  await expect
    .poll(async () => ((await bot.exodus('export', String(giver.id))) as Exported).proposals.length, {
      timeout: 20_000,
    })
    .toBe(6);
  const { proposals } = (await bot.exodus('export', String(giver.id))) as Exported;
  expect(proposals.map((row) => row.state)).toEqual([...Array(3).fill('ACCEPTED'), ...Array(3).fill('OFFERED')]);
  expect(await bot.exodus('doctor')).toEqual({ ok: true, violations: [] });
  expect(await bot.people.rejections()).toEqual([]);
});
