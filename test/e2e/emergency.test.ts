import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor, Screen } from '../support/people.ts';

// An emergency travels by recommendation in waves, over a month's end, and is met; its asker's monthly request comes back.

let bot: RunningBot;
let anna: Actor;
let olga: Actor;
const friends: Actor[] = [];

beforeAll(async () => {
  bot = await startBotProcess({ QUIET_HOURS: '21-9' });
  await bot.exodus('clock', 'set', '2027-01-29T09:00:00Z');
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // the bot follows within a second; links last 30 days
  const add = (name: string): Promise<Actor> => bot.people.add(name, 'ru');
  [anna, olga] = [await add('Анна'), await add('Ольга')];
  for (const name of ['Пётр', 'Вера', 'Глеб', 'Дина', 'Егор']) friends.push(await add(name));
  await invites(anna, olga);
  await invites(olga, ...friends);
});
afterAll(async () => {
  await bot?.close();
});

async function invites(host: Actor, ...guests: readonly Actor[]): Promise<void> {
  await host.says('/start');
  await host.says('/invite');
  const { links } = await host.sees(/start=j/);
  for (const guest of guests) {
    await guest.opens(links.find((url) => /\?start=j\w{22}$/.test(url)) ?? '');
    await guest.sees(host.name);
  }
}

const hasRead = async (person: Actor, words: string): Promise<boolean> =>
  JSON.stringify(await person.chat()).includes(words);

async function reached(): Promise<Actor[]> {
  await bot.people.quiet({ silentMs: 1_500 });
  const found: Actor[] = [];
  for (const friend of friends) if (await hasRead(friend, 'Крыша')) found.push(friend);
  return found;
}

const alertsTo = ({ id }: Actor): ('silent' | 'loud')[] =>
  bot.sandbox.api.calls
    .filter(({ method, params }) => method === 'sendMessage' && Number(params.chat_id) === id)
    .filter(({ params }) => String(params.text).includes('просит срочной помощи'))
    .map(({ params }) => (params.disable_notification ? 'silent' : 'loud'));

/** Helps from the request they see; an older one may still have its button. */
async function helps(helper: Actor, on: Screen, amount: string): Promise<void> {
  await helper.taps('🤝', 'сейчас', { on });
  await helper.sees(/\?/);
  await helper.says(amount);
  await helper.taps('💶');
  await helper.taps('✅');
  await helper.sees('Обещание записано');
}

test('a monthly request is published', async () => {
  await anna.says('/ask');
  await anna.taps('🔆');
  await anna.taps('Для себя');
  await anna.sees(/\?/);
  await anna.says('Лекарства');
  await anna.sees(/\?/);
  await anna.says('100');
  await anna.taps('20');
  for (let skipped = 0; skipped < 3; skipped += 1) await anna.taps('⏭');
  await anna.taps('2');
  await anna.taps('✅');
  await anna.sees('опубликована');
});

test('an emergency with a spoken story holds it back and alerts ring 1 at once', async () => {
  await anna.says('/ask');
  await anna.taps('🆘');
  await anna.taps('Для себя');
  await anna.sees(/\?/);
  await anna.says('Крыша');
  await anna.sees(/\?/);
  await anna.says('300');
  await anna.taps('7');
  await anna.taps('⏭');
  await anna.sees('голосом');
  await anna.sends('voice', { name: 'story.ogg', type: 'audio/ogg', bytes: new Uint8Array([1, 2, 3]) });
  await anna.sees('ссылка');
  await anna.taps('⏭');
  await anna.taps('3');
  await anna.taps('✅');
  await anna.sees('опубликована');
  expect((await olga.sees('Крыша', { ever: true })).text).toContain('🆘');
  expect(await reached()).toEqual([]);
});

test('the whole story comes as the voice it was spoken in', async () => {
  await olga.taps('ℹ️');
  await olga.sees('Крыша');
  await olga.taps('ℹ️');
  await bot.people.quiet();
  const { messages } = await olga.chat();
  expect(messages.filter((message) => message.from.is_bot && message.voice)).toHaveLength(1);
});

test('🗣 opens the next ring in waves: so many people at once, the others hours later, nobody twice', async () => {
  await olga.says('/network');
  await olga.taps('🆘');
  await helps(olga, await olga.sees('Крыша'), '270');
  await olga.says('/network');
  await olga.taps('🆘');
  await olga.taps('🗣');
  await olga.taps('🗣', 'лично');
  await olga.sees('✅');
  const first = await reached();
  expect(first).toHaveLength(3);
  await bot.exodus('clock', 'add', '13h'); // 1:00 in Moscow
  await friends.find((friend) => !first.includes(friend))?.sees('Крыша', { ever: true, withinMs: 30_000 });
  expect(await reached()).toHaveLength(5);
  const sounds = friends.map(alertsTo);
  expect(sounds.filter(([sound]) => sound === 'loud')).toHaveLength(3);
  expect(sounds.filter(([sound]) => sound === 'silent')).toHaveLength(2);
  expect(sounds.flat()).toHaveLength(5);
});

test('in the morning whoever was alerted in the night and has not looked hears of it once more', async () => {
  await bot.exodus('clock', 'set', '2027-01-30T06:30:00Z');
  const woken = friends.filter((friend) => alertsTo(friend).includes('silent'));
  await vi.waitUntil(() => woken.every((friend) => alertsTo(friend).includes('loud')), 30_000);
  await reached();
  expect(friends.flatMap(alertsTo)).toHaveLength(7);
});

test('over the month’s end it keeps its numbers, and whoever was alerted helps', async () => {
  await bot.exodus('clock', 'set', '2027-02-01T09:00:00Z');
  const [peter] = friends as [Actor];
  await peter.says('/network');
  await peter.taps('🆘');
  const card = await peter.sees('Крыша');
  expect(card.text).toContain('Ещё нужно: 30');
  await helps(peter, card, '30');
  await anna.sees('обещано всё, что нужно', { ever: true, withinMs: 30_000 });
  await friends[1]?.says('/network');
  await friends[1]?.taps('🆘');
  expect((await friends[1]?.sees('Крыша'))?.buttons.flat().some((label) => label.includes('Помочь сейчас'))).toBe(
    false,
  );
});

test('once as much is confirmed as was needed, it is over: thanks to all, and the monthly request is back', async () => {
  for (const name of ['Ольга', 'Пётр']) {
    await anna.says('/promises');
    await anna.taps('🤝', 'Обещано мне');
    await anna.taps(name);
    await anna.taps('👍');
    await anna.sees('получение подтверждено');
  }
  for (const helper of [olga, friends[0]!]) {
    await helper.sees('получено всё, что нужно', { ever: true, withinMs: 30_000 });
  }
  await bot.people.quiet();
  expect(await hasRead(friends[1]!, 'получено всё, что нужно')).toBe(false);
  await anna.says('/ask');
  const own = await anna.sees('Лекарства');
  expect(own.text).toContain('Её видят ваши знакомые');
});

test('a week before the month’s end the asker is asked whether it is still needed, and one tap answers', async () => {
  await bot.exodus('clock', 'set', '2027-02-22T09:00:00Z');
  await anna.sees('ещё нужно?', { ever: true, withinMs: 30_000 });
  await anna.taps('✅', 'ещё нужно');
  await anna.sees('остаётся открытой');
});

test('every field can be changed; closing tells those who helped how it ended, and ▶️ opens it again', async () => {
  await olga.says('/network');
  await olga.taps('🔆');
  await helps(olga, await olga.sees('Лекарства'), '10');
  await anna.says('/ask');
  await anna.taps('✏️');
  await anna.taps('✏️', 'Остальное');
  await anna.taps('✏️', 'Кто видит');
  await anna.taps('1');
  await anna.sees('Просьба изменена');
  await anna.taps('❌');
  await anna.sees('Чем всё закончилось?');
  await anna.says('Теперь хватает');
  await anna.sees('Теперь хватает');
  await anna.taps('✅');
  const closed = await anna.sees('Просьба закрыта');
  expect(closed.buttons.flat().length).toBeLessThanOrEqual(6);
  expect((await olga.sees('Теперь хватает', { ever: true, withinMs: 30_000 })).text).toContain('Лекарства');
  await anna.taps('▶️');
  expect((await anna.sees('снова открыта')).text).toContain('Ольга');
});

test('the house is in order, and Telegram refused nothing', async () => {
  expect(await bot.exodus('doctor')).toEqual({ ok: true, violations: [] });
  expect(await bot.people.rejections()).toEqual([]);
  for (const secret of ['Крыша', 'Анна']) expect(bot.output()).not.toContain(secret);
});
