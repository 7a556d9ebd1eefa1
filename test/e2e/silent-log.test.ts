import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SANDBOX_TOKEN } from '../../src/sandbox/index.ts';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor } from '../support/people.ts';

const ANNA = { name: 'Аннушка-Зимородок', username: 'zimorodok_anna' };
const BORIS = { name: 'Бориска-Свиристель', username: 'svirystel_boris' };
const TITLE = 'Инвалидная коляска брату';
const STORY = 'Мы живём на улице Заречной и очень ждём';
const DETAIL = '4276 9900 1122 3344';
const LINK = 'https://example.org/kolyaska-zarechnaya';
const PASSWORD = 'Sekretny-klyuch-dannykh-1';
const OPERATOR = 900_555;

let bot: RunningBot;
let db: pg.Client;
let anna: Actor;
let boris: Actor;

beforeAll(async () => {
  bot = await startBotProcess({
    LOG_LEVEL: 'trace',
    DATA_KEY: PASSWORD,
    ADMIN_IDS: String(OPERATOR),
    HEALTH_PORT: '0',
  });
  db = new pg.Client({ connectionString: bot.databaseUrl });
  await db.connect();
});
afterAll(async () => {
  await db?.end();
  await bot?.close();
});

/** While a table is away, whatever needs it fails in the database, with the values of the statement in the error. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  await db.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
  try {
    await work();
    await pause(1500);
  } finally {
    await db.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
  }
}

async function asksForHelp(): Promise<void> {
  await anna.says('/ask');
  await anna.taps('🔆');
  await anna.taps('', 'Для себя');
  for (const words of [TITLE, 'семь тысяч', '7391.17']) {
    await anna.sees(/\?/);
    await anna.says(words);
  }
  await anna.taps('', '20');
  await anna.sees(/\?/);
  for (const words of [DETAIL, STORY, LINK]) {
    await anna.says(words);
    await bot.people.quiet();
  }
  await anna.taps('2');
  await anna.taps('✅');
  await anna.sees('✅');
}

async function helps(): Promise<void> {
  await boris.says('/give');
  await boris.sees(/\?/);
  await boris.says('8642.19');
  await boris.taps('👥', 'Всей моей');
  await boris.taps('✅');
  await boris.sees('✅');
  await boris.says('/network');
  await boris.taps('🔆');
  await boris.taps('🤝');
  await boris.sees(/\?/);
  await boris.says('4127.83');
  await boris.taps('💶');
  await boris.taps('✅');
  await boris.sees(/4\s?127,83/);
  await boris.taps('👍');
  await anna.taps('👍');
}

async function failures(): Promise<void> {
  bot.sandbox.api.faults.add({ method: 'sendMessage', code: 500, times: 2 });
  bot.sandbox.api.faults.add({ method: 'editMessageText', code: 400, times: 1 });
  bot.sandbox.api.faults.add({ method: 'sendMessage', drop: 'after', times: 1 });
  for (const command of ['/menu', '/promises', '/network', '/mydata']) await boris.says(command);
  await bot.people.quiet();
  await without('members', () => boris.says(`Это слова человека по имени ${ANNA.name}`));
  await without('promises', () => anna.says('/promises'));
  await without('jobs', () =>
    bot.exodus('jobs', 'run').then(
      () => {},
      () => {},
    ),
  );
  await boris.says(`/start j${'x'.repeat(22)}`);
  await boris.says(`/admin ${STORY}`);
  await bot.people.quiet();
}

test('logs hold no token, no key, no names, no texts, no amounts, whatever a whole run went through', async () => {
  anna = await bot.people.add(ANNA.name, 'ru', { username: ANNA.username });
  boris = await bot.people.add(BORIS.name, 'ru', { username: BORIS.username });
  await anna.says('/start');
  await anna.sees('Эксодус');
  await anna.says('/invite');
  const link = (await anna.sees(/start=j/)).links.find((url) => url.includes('start=j')) ?? '';
  await boris.opens(link);
  await boris.sees(ANNA.name);
  await asksForHelp();
  await helps();
  await failures();
  await bot.kill();
  await bot.start();
  const { current } = (await bot.exodus('cycle', 'status')) as { current: { end: string } };
  await bot.exodus('clock', 'set', current.end);
  await pause(3000);
  await bot.people.quiet();
  await bot.stop();
  const log = bot.output();
  const lines = log.split('\n').filter(Boolean);
  expect(lines.length, 'it was logged').toBeGreaterThan(30);
  expect(log).toContain('update handled');
  expect(log).toMatch(/"updateId":\d+,"action":"\/give"/);
  expect(log, 'there were failures').toContain('"level":"error"');
  const password = new URL(bot.databaseUrl).password;
  const secrets = [
    SANDBOX_TOKEN.split(':')[1]!,
    PASSWORD,
    password,
    ANNA.name,
    BORIS.name,
    ANNA.username,
    BORIS.username,
  ];
  const words = [
    TITLE,
    'коляска',
    STORY,
    'Заречн',
    DETAIL,
    DETAIL.replaceAll(' ', ''),
    LINK,
    'kolyaska',
    'семь тысяч',
    'Это слова',
  ];
  for (const secret of [...secrets, ...words, link.split('start=')[1]!]) {
    const found = lines.find((line) => line.includes(secret));
    expect(found?.replaceAll(secret, '…'), 'a line that tells too much').toBeUndefined();
  }
  for (const amount of [/7\s?391/, /739117/, /8\s?642/, /864219/, /4\s?127[.,]83/, /412783/]) {
    expect(lines.find((line) => amount.test(line.replace(/"time":"[^"]*"/, '')))).toBeUndefined();
  }
  const keep = String(bot.env.DATA_DIR);
  for (const file of fs.readdirSync(keep, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.log')) continue;
    expect(fs.readFileSync(path.join(keep, file), 'utf8')).not.toMatch(/Зимородок|Заречн/);
  }
}, 150_000);
