import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor } from '../support/people.ts';
import { isLong } from '../support/size.ts';

const KILLS = isLong ? 100 : 6;
/** Printed, and accepted through KILL_SEED, so that a failing run can be played again. */
const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

let bot: RunningBot;
let link = '';

beforeAll(async () => {
  console.log(`KILL_SEED=${SEED}`);
  bot = await startBotProcess();
  const first = await bot.people.add('Анна', 'ru');
  await first.says('/start');
  await first.says('/invite');
  link = (await first.sees(/start=j/)).links.find((url) => url.includes('start=j')) ?? '';
});
afterAll(async () => {
  await bot?.close();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the person does next, told by the question they see; all of it is sent while the bot may be dead. */
async function pledge(actor: Actor): Promise<void> {
  const withinMs = 20_000;
  await actor.opens(link);
  await actor.sees('Эксодус', { withinMs });
  await actor.says('/give');
  await actor.sees('Сколько вы', { withinMs });
  await actor.says('50');
  await actor.sees('Кому можно', { withinMs });
  await actor.taps('👥', 'Всей', { unanswered: true, withinMs });
  await actor.sees('Всё верно', { withinMs });
  await actor.taps('✅', '', { unanswered: true, withinMs });
  await actor.sees('Записано', { withinMs });
}

/** Draws one number of milliseconds after another from the printed seed. */
function* delays(): Generator<number> {
  for (const ms of fc.sample(fc.integer({ min: 0, max: 700 }), { numRuns: KILLS, seed: SEED })) yield ms;
}

test('kill −9 at any moment and start again: no update lost, none applied twice, every answer and notice still comes', async () => {
  const moments = delays();
  for (let kill = 0; kill < KILLS; kill++) {
    const actor = await bot.people.add(`Гость${kill}`, 'ru');
    const doing = pledge(actor);
    await pause(moments.next().value ?? 0);
    await bot.kill();
    await bot.start();
    await doing;
  }
  const db = new pg.Client({ connectionString: bot.databaseUrl });
  await db.connect();
  try {
    const counted = async (sql: string): Promise<number> => Number((await db.query<{ n: string }>(sql)).rows[0]?.n);
    // One message a second goes to one chat, so the last notices take a while.
    const unfinished = `SELECT (SELECT count(*) FROM inbox WHERE handled_at IS NULL)
      + (SELECT count(*) FROM notices WHERE state IN ('PENDING', 'SENDING')) AS n`;
    for (let second = 0; second < 60 && (await counted(unfinished)) > 0; second++) await pause(1000);
    expect(await counted('SELECT count(*) n FROM members')).toBe(KILLS + 1);
    expect(await counted('SELECT count(*) n FROM contacts')).toBe(KILLS);
    expect(await counted("SELECT count(*) n FROM pledges WHERE amount = 5000 AND state = 'ACTIVE'")).toBe(KILLS);
    expect(await counted("SELECT count(*) n FROM events WHERE subject = 'PLEDGE'")).toBe(KILLS);
    expect(await counted("SELECT count(*) n FROM events WHERE event = 'joined'")).toBe(KILLS + 1);
    expect(await counted('SELECT count(*) n FROM inbox WHERE handled_at IS NULL')).toBe(0);
    expect(await counted("SELECT count(*) n FROM notices WHERE kind = 'newcomer-joined' AND state <> 'SENT'")).toBe(0);
    expect(await counted("SELECT count(*) n FROM notices WHERE kind = 'newcomer-joined'")).toBe(KILLS);
  } finally {
    await db.end();
  }
  const anna = await bot.people.named('Анна');
  const texts = (await anna.screens()).map((screen) => screen.text);
  for (let kill = 0; kill < KILLS; kill++) expect(texts.some((text) => text.includes(`Гость${kill} `))).toBe(true);
}, 180_000);
