// What a task costs in taps and typed characters, measured in the real process; the README's table says the same.
import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor } from '../support/people.ts';

const DAY_MS = 86_400_000;

/** Somebody whose taps and letters are counted; commands come from Telegram's menu and cost none. */
class Counted {
  taps = 0;
  typed = 0;
  readonly actor: Actor;

  constructor(actor: Actor) {
    this.actor = actor;
  }

  async tap(sign: string, containing = ''): Promise<void> {
    this.taps += 1;
    await this.actor.taps(sign, containing);
  }

  async type(text: string): Promise<void> {
    await this.actor.sees(/\?/, { ever: true });
    if (!text.startsWith('/')) this.typed += text.length;
    await this.actor.says(text);
  }

  /** What it cost since the last time. */
  cost(): string {
    const cost = `${this.taps} | ${this.typed}`;
    [this.taps, this.typed] = [0, 0];
    return cost;
  }
}

let bot: RunningBot;
let asker: Counted;
let giver: Counted;
const measured = new Map<string, string>();

async function moveTo(at: Date): Promise<void> {
  await bot.exodus('clock', 'set', at.toISOString());
}

beforeAll(async () => {
  bot = await startBotProcess();
  asker = new Counted(await bot.people.add('Ольга', 'ru'));
  giver = new Counted(await bot.people.add('Пётр', 'ru'));
  await asker.actor.says('/start');
  await asker.actor.sees('Эксодус');
});
afterAll(async () => {
  await bot?.close();
});

test('asking for help takes at most eight taps, with title and amount typed', async () => {
  await asker.actor.says('/ask');
  await asker.tap('🔆');
  await asker.tap('', 'Для себя');
  await asker.actor.sees('На что');
  await asker.type('Очки');
  await asker.actor.sees('Сколько');
  await asker.type('60');
  await asker.tap('', 'До конца');
  for (let skipped = 0; skipped < 3; skipped += 1) await asker.tap('⏭');
  await asker.tap('2');
  await asker.tap('✅');
  await asker.actor.sees('опубликована');
  measured.set('ask for help', asker.cost());
});

test('who joins by a link sees the friend’s request after two taps and no letter', async () => {
  await asker.actor.says('/invite');
  const { links } = await asker.actor.sees(/start=j/);
  await giver.actor.opens(links.find((link) => /\?start=j\w{22}$/.test(link)) ?? '');
  await giver.actor.sees('Ольга');
  await giver.tap('👥');
  await giver.tap('🔆', 'Очки');
  await giver.actor.sees('Нужно');
  measured.set('join by a link and see the friend’s request', giver.cost());
});

test('an intention to help it takes three taps, the month’s card one, and so do handing over and receiving', async () => {
  await giver.tap('❤️', 'Каждый месяц');
  await giver.actor.sees('каждый месяц');
  await giver.type('20');
  await giver.tap('💶');
  await giver.tap('✅');
  await giver.actor.sees('Записано');
  measured.set('pledge to it', giver.cost());
  const { current } = (await bot.exodus('cycle', 'status')) as { current: { end: string } };
  const first = Date.parse(current.end);
  await moveTo(new Date(first + DAY_MS / 2));
  await giver.actor.sees('Кому помочь', { ever: true, withinMs: 20_000 });
  await giver.tap('🤝', 'Принять');
  await giver.actor.sees('Записано 1 обещание');
  measured.set('accept the month’s card', giver.cost());
  await moveTo(new Date(first + 28.5 * DAY_MS));
  await giver.actor.sees('вы обещали', { ever: true, withinMs: 20_000 });
  await giver.tap('👍');
  await giver.actor.sees('Мы спросим, дошло ли', { ever: true });
  measured.set('say that it is handed over', giver.cost());
  await asker.actor.sees('Помощь дошла', { ever: true, withinMs: 20_000 });
  await asker.tap('👍');
  await asker.actor.sees('Спасибо, получение подтверждено', { ever: true });
  measured.set('confirm that it arrived', asker.cost());
});

test('pausing everything takes two taps', async () => {
  await giver.actor.says('/settings');
  await giver.actor.sees('Настройки');
  await giver.tap('⏸', 'всё');
  await giver.tap('✅', 'всё');
  await giver.actor.sees('Всё приостановлено');
  measured.set('pause everything', giver.cost());
});

test('the README’s table says what was measured', () => {
  const rows =
    fs.readFileSync('README.md', 'utf8').match(/\| Task \| Taps \| Typed \|\n\|[-|]+\n((?:\|.*\n)+)/)?.[1] ?? '';
  const wanted = [...measured].map(([task, cost]) => `| ${task} | ${cost} |`);
  expect(rows.trim().split('\n')).toEqual(wanted);
});
