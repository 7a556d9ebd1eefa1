/** A town's bot under load: mixed updates, one slow chat, a burst, a broadcast. See README.md. */
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../test/domain/allocation/random.ts';
import { ms, quantile, times } from '../support/measure.ts';
import { openPost, type Watched } from './post.ts';
import { FIRST_PERSON, type Program, startEcho, startTownBot, type TownBot, until } from './programs.ts';

const [minutes, members, burst] = [
  Number(process.argv[2] ?? 5),
  Number(process.argv[3] ?? 10_000),
  Number(process.argv[4] ?? 5_000),
];
const PER_SECOND = 50;
const SLOW_MS = 10_000;
const SLOW_SECONDS = 20;
const BURST_MS_MAX = 600_000;
const BROADCAST_MS_MAX = 1_200_000;
const OPERATOR = FIRST_PERSON;
const COMMANDS = ['/menu', '/network', '/promises', '/give', '/invite', '/menu', '/network', '/help'];

const random = new Random(11);
const person = (number: number): number => FIRST_PERSON + 1 + (number % (members - 1));
const spread = (values: readonly number[]): string =>
  `p50 ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}, p99 ${ms(quantile(values, 0.99))}, longest ${ms(Math.max(...values))}`;

/** Time from an update's being there to the bot's first message or edit for that chat. */
interface Asked {
  readonly chat: number;
  readonly at: number;
}

/** Somebody writes a command or presses a button of the newest message; each chat once until it is answered. */
function act({ api }: Watched, chat: number): void {
  const buttons = api
    .transcript(chat)
    .findLast((message) => message.from.is_bot)
    ?.reply_markup?.inline_keyboard.flatMap((row, y) =>
      row.flatMap(({ callback_data }, x) => (callback_data === undefined ? [] : [{ row: y, column: x }])),
    );
  const newest = api.transcript(chat).findLast((message) => message.from.is_bot);
  if (newest && buttons && buttons.length > 0 && random.below(100) < 50) {
    api.tap(chat, { messageId: newest.message_id, ...buttons[random.below(buttons.length)]! });
  } else api.say(chat, COMMANDS[random.below(COMMANDS.length)]!);
}

/** So many updates a second for so long; how long each chat waited, and how many are still without an answer. */
async function mixed(post: Watched, seconds: number): Promise<{ waits: number[]; lost: number }> {
  const waits: number[] = [];
  const open = new Map<number, Asked>();
  const collect = (): void => {
    for (const [chat, { at }] of open) {
      const answered = post.answeredAt.get(chat);
      if (answered === undefined) continue;
      waits.push(answered - at);
      open.delete(chat);
      post.answeredAt.delete(chat);
    }
  };
  const start = performance.now();
  for (let sent = 0; sent < seconds * PER_SECOND; ) {
    collect();
    while (sent < ((performance.now() - start) / 1000) * PER_SECOND) {
      if (open.size > members / 2) throw new Error('half of the people wait for an answer: the bot does not keep up');
      const chat = person(random.below(members * 7));
      if (open.has(chat)) continue;
      post.answeredAt.delete(chat);
      open.set(chat, { chat, at: performance.now() });
      act(post, chat);
      sent += 1;
    }
    await sleep(5);
  }
  for (let wait = 0; wait < 500 && open.size > 0; wait++) {
    await sleep(20);
    collect();
  }
  return { waits, lost: open.size };
}

async function slowChat(post: Watched): Promise<void> {
  const slow = person(members - 2);
  post.api.faults.add({ method: '*', chatId: slow, delayMs: SLOW_MS, times: 100 });
  for (let message = 0; message < 5; message++) post.api.say(slow, '/menu');
  const { waits, lost } = await mixed(post, SLOW_SECONDS);
  post.api.faults.clear();
  console.log(`others beside one chat of 10 s: ${spread(waits)}, ${lost} lost   goal: nobody waits 200 ms longer`);
}

/** One command from each of so many people at once; milliseconds until the last answer. */
async function drain(post: Watched, program: Program, count: number): Promise<number> {
  await until(() => post.api.activity().silentMs > 1500, 'silence', BURST_MS_MAX);
  post.forget();
  const cpuMs = program.cpuMs();
  const start = performance.now();
  for (let number = 0; number < count; number++) post.api.say(person(number), '/menu');
  await until(() => post.written.size >= count, `${count} answers`, BURST_MS_MAX);
  const drainMs = Math.max(...post.answeredAt.values()) - start;
  await sleep(1000);
  const doubled = [...post.written.values()].filter((messages) => messages > 1).length;
  console.log(
    `  ${count} updates: ${ms(drainMs)}, ${Math.round((1000 * count) / drainMs)} a second, ${doubled} doubled, ${ms((program.cpuMs() - cpuMs) / count)} of its processor time each`,
  );
  return drainMs;
}

async function broadcast(post: Watched, bot: TownBot): Promise<void> {
  const { api } = post;
  const newest = () => api.transcript(OPERATOR).findLast((message) => message.from.is_bot);
  const press = async (sign: string): Promise<void> => {
    const rows = newest()?.reply_markup?.inline_keyboard ?? [];
    const row = rows.findIndex((buttons) => buttons.some(({ text }) => text.startsWith(sign)));
    const column = rows[row]?.findIndex(({ text }) => text.startsWith(sign)) ?? -1;
    if (column < 0) throw new Error(`the operator finds no ${sign}`);
    api.tap(OPERATOR, { messageId: newest()!.message_id, row, column });
    await sleep(2000);
  };
  api.say(OPERATOR, '/admin');
  await sleep(2000);
  await press('✉️');
  api.say(OPERATOR, 'Завтра ночью бот отдыхает час.');
  await sleep(2000);
  await until(
    () => bot.count("SELECT count(*) n FROM notices WHERE state IN ('PENDING', 'SENDING')").then((n) => n === 0),
    'an empty queue',
    BROADCAST_MS_MAX,
  );
  post.forget();
  post.limited = true;
  const start = performance.now();
  await press('✅');
  const queued = "SELECT count(*) n FROM notices WHERE kind = 'announcement'";
  await until(async () => (await bot.count(queued)) >= members - 1, 'the announcement in the queue', BROADCAST_MS_MAX);
  const waiting = "SELECT count(*) n FROM notices WHERE kind = 'announcement' AND state IN ('PENDING', 'SENDING')";
  await until(async () => (await bot.count(waiting)) === 0, 'the end of the broadcast', BROADCAST_MS_MAX);
  const minutesTaken = (performance.now() - start) / 60_000;
  post.limited = false;
  const sent = await bot.count("SELECT count(*) n FROM notices WHERE kind = 'announcement' AND state = 'SENT'");
  post.written.delete(OPERATOR);
  const lost = members - 1 - [...post.written.keys()].length;
  const doubled = [...post.written.values()].filter((messages) => messages > 1).length;
  console.log(
    `broadcast: ${sent} messages in ${minutesTaken.toFixed(1)} min, ${post.refused.tooMany} × 429, ${lost} lost, ${doubled} doubled   goal: 10,000 in ≤ 8 min, 0, 0, 0`,
  );
}

function fill({ api }: Watched): void {
  for (let number = 0; number < members; number++) api.addPerson('Somebody', 'ru', { id: FIRST_PERSON + number });
}

const echoPost = await openPost();
const post = await openPost();
for (const each of [echoPost, post]) {
  fill(each);
  for (const state of each.api.world.chats.values()) state.started = true;
}
const bot = await startTownBot(post.sandbox.url, members, OPERATOR);
try {
  await until(() => post.api.calls.some(({ method }) => method === 'setMyCommands'), 'the start', 60_000);
  console.log(`${members} members; ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`);
  await until(
    async () => (await bot.count("SELECT count(*) n FROM jobs WHERE name = 'ceiling-raise'")) > 0,
    'the jobs',
    300_000,
  );
  await mixed(post, 10); // nobody counts the first seconds
  const { waits, lost } = await mixed(post, minutes * 60);
  console.log(`${PER_SECOND} updates/s for ${minutes} min: ${spread(waits)}, ${lost} lost   goal: p95 < 100 ms`);
  await slowChat(post);
  const echo = startEcho(echoPost.sandbox.url);
  await until(() => echoPost.api.calls.length > 0, 'the echo', 60_000);
  console.log('a bare echo bot');
  const echoMs = await drain(echoPost, echo, burst);
  await echo.stop();
  console.log('the bot');
  const botMs = await drain(post, bot, burst);
  console.log(`  throughput ${times(echoMs / botMs)} of the echo bot's   goal: ≥ 0.33×`);
  await broadcast(post, bot);
  console.log(`resident memory at most ${bot.rssMb()} MB   goal: ≤ 400 MB`);
  console.log(
    `refused by Telegram for our own mistakes: ${post.api.rejections.filter(({ description }) => !/not modified/.test(description)).length}`,
  );
  console.log(
    `load of the machine at the end: ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
} finally {
  await bot.stop();
  await post.sandbox.close();
  await echoPost.sandbox.close();
}
