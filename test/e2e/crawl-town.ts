// A demo town in the real process, at the start of a month, and what its people were sent.
import { vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { House } from '../../src/db/transaction.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { later } from '../../src/domain/clock.ts';
import { LANGUAGES, type Language } from '../../src/domain/rules.ts';
import { openHouse } from '../../src/house.ts';
import { moveClock } from '../../src/house-clock.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { fillWithDemo } from '../../src/operator/demo.ts';
import { DEMO_NAMES, DEMO_NEEDS } from '../../src/sandbox/demo-people.ts';
import type { BotApi, Call } from '../../src/sandbox/index.ts';
import { loadWords } from '../../src/telegram/words.ts';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import { TEST_RULES } from '../support/house.ts';
import { faultsOf, type RuledButton, visible } from '../support/screen-rules.ts';
import { SILENT_LOG } from '../support/story.ts';
import { Atlas, Walker, WORDS } from './crawl.ts';

/** A walk takes some fifteen seconds; a machine that is busy with other tests takes its time. */
export const HOOK_MS = 180_000;

const PEOPLE = 12;
const FIRST_ID = 1001;
/** Only these lock, pause and delete everything, so that the town lives on. */
const ENDING = 3;
const STEPS_MAX = 420;
const MORNING_MS = 10 * 3_600_000;

/** Eleven at night of the same day (UTC). */
const eveningOf = (now: Date): Date => new Date(`${now.toISOString().slice(0, 10)}T23:00:00Z`);

const plainName = (index: number): string => `N${index}`;

/** Long, from right to left, with signs that HTML knows, and wide: each breaks a screen that trusts names. */
export const hostileName = (index: number): string =>
  ['<b>&amp;"\u202e', 'Ж'.repeat(48), '\u05d0'.repeat(40), '👩‍👩‍👧'.repeat(5)][index % 4]!.padEnd(20, `<i>${index}`);

/** Twelve people in turn speak the languages given; their cards of the month are there. */
export async function startTown(languages: readonly Language[], nameOf = plainName): Promise<RunningBot> {
  const bot = await startBotProcess({ ADMIN_IDS: String(FIRST_ID) });
  const { api } = bot.sandbox;
  const inHouse = async (work: (house: House) => Promise<unknown>): Promise<void> => {
    const house = await openHouse(readConfig(bot.env as Record<string, string>));
    await work(house).finally(() => house.close());
  };
  // A town does not differ by the hour and the day of the test: it is night, and on a Monday its round is over.
  await inHouse((house) => moveClock(house, eveningOf));
  await inHouse(async (house) => {
    await runDueJobs(house, allocateInProcess, SILENT_LOG);
    await fillWithDemo(house, PEOPLE);
    for (let index = 0; index < PEOPLE; index++) {
      const language = languages[index % languages.length]!;
      const id = FIRST_ID + index;
      await house.db.prisma.member.update({ where: { telegramId: BigInt(id) }, data: { language } });
      api.addPerson(nameOf(index), language, { id });
      api.say(id, '/start');
    }
    const { endsAt } = await house.db.prisma.cycle.findFirstOrThrow({ where: { closedAt: null } });
    await moveClock(house, () => later(endsAt, MORNING_MS));
  });
  const hasCard = (): boolean => api.calls.some(({ params }) => JSON.stringify(params).includes('"ca:'));
  await vi.waitUntil(hasCard, { timeout: 20_000, interval: 50 });
  await bot.people.quiet();
  return bot;
}

/**
 * Everybody in turn presses what nobody has pressed, until nothing new is left, or until `stepsMin` are done and they have
 * been {@link EVERYWHERE}.
 */
export async function walk(
  api: BotApi,
  languages: readonly Language[],
  stepsMin: number,
  words = WORDS,
): Promise<Atlas> {
  const atlas = new Atlas();
  const walkers = Array.from({ length: PEOPLE }, (_, index) => {
    const language = languages[index % languages.length]!;
    const person = { id: FIRST_ID + index, language, words, endsThings: index >= PEOPLE - ENDING };
    return new Walker(api, person, atlas, index);
  });
  let steps = 0;
  let isGoing = true;
  while (isGoing && (steps < stepsMin || placesMissed(atlas).length > 0) && steps < STEPS_MAX) {
    isGoing = false;
    for (const walker of walkers) {
      steps += 1;
      if (await walker.step()) isGoing = true; // who finds nothing may do so when others have come further
    }
  }
  return atlas;
}

/** Letters that only another language has; what people typed is taken out first, and a line that is cut is left out. */
const FOREIGN: Readonly<Record<Language, RegExp>> = { ru: /[іїєґ]/iu, uk: /[ыэъё]/iu, en: /\p{Script=Cyrillic}/u };

interface Sent {
  readonly chatId: number;
  readonly text: string;
  readonly keyboard: readonly (readonly RuledButton[])[];
}

/** Screens among the calls: files and lines without buttons are none. */
function sentBy({ method, params, chatId, status }: Call): Sent[] {
  if (status !== 200 || !/^(sendMessage|sendPhoto|editMessageText)$/i.test(method)) return [];
  const { text, caption, reply_markup: markup } = params as Record<string, string | undefined>;
  const { inline_keyboard: keyboard = [] } = JSON.parse(
    typeof markup === 'string' ? markup : JSON.stringify(markup ?? {}),
  ) as { inline_keyboard?: RuledButton[][] };
  return [{ chatId: chatId ?? 0, text: text ?? caption ?? '', keyboard }];
}

/** Ready titles and descriptions become their asker's own words, which others read as they are. */
const READY_WORDS = LANGUAGES.flatMap((language) => {
  const words = loadWords(TEST_RULES)(language);
  const about = ['title', 'SERVICE', 'GOODS', 'TIME'];
  return about.flatMap((kind) => [1, 2, 3, 4].map((number) => words.plain(`ready-${kind}-${number}`)));
});

/** Everything that is wrong with anything the bot sent (R16), each fault once. */
export function faultsIn(api: BotApi, languages: readonly Language[]): string[] {
  const typed = [
    WORDS,
    ...DEMO_NEEDS.flatMap(({ title, story, paymentDetail }) => [title, story, paymentDetail ?? title]),
    ...DEMO_NAMES,
    ...READY_WORDS, // like the names after the longer texts that hold one of them
  ];
  const faults = new Set<string>();
  for (const { chatId, text, keyboard } of api.calls.flatMap(sentBy)) {
    const language = languages[(chatId - FIRST_ID) % languages.length]!;
    const whole = [visible(text), ...keyboard.flat().map((button) => button.text)].join('\n');
    const own = typed.reduce((left, word) => left.replaceAll(word, ''), whole);
    const foreign = own.split('\n').filter((line) => FOREIGN[language].test(line) && !/^⚙️|…/u.test(line));
    const head = visible(text).slice(0, 80).replaceAll('\n', ' / ');
    for (const fault of faultsOf({ text, keyboard })) faults.add(`${language}: ${fault}: ${head}`);
    for (const line of foreign) faults.add(`${language}: another language: ${line}`);
  }
  return [...faults];
}

/** What Telegram refused, and what the bot complained of in its log. */
export function errorsIn(bot: RunningBot): string[] {
  const refused = bot.sandbox.api.rejections.filter(({ description }) => !description.includes('not modified'));
  const complaints = bot
    .output()
    .split('\n')
    .filter((line) => /"level":"(?:warn|error|fatal)"/.test(line));
  return [...refused.map(({ method, description }) => `${method}: ${description}`), ...complaints];
}

/** Where everybody comes at the start of a month; other screens wait for what the month brings. */
const EVERYWHERE = [
  'about askStart card cardAccept cardChange cardWhy form giveStart',
  'handedOver help helpLink helpNow helpTopic home invite language link linkQr linkRevoke links myDataFile',
  'myDetails myRequest network networkPicture noticeSwitches pauseAll people person',
  'pledgeEdit pledgePause pledgeResume privacy promise promises proposalLess proposalMore',
  'quietHours recommendReason recommendation request requestChange requestEdit rules',
  'settings settingsTime zones',
].flatMap((line) => line.split(' '));

/** Commands and actions nobody tried, although they were to be found. */
export function placesMissed({ tried }: Atlas): string[] {
  const actions = new Set([...tried].map((shape) => shape.split(' ')[0]));
  return EVERYWHERE.filter((action) => !actions.has(action));
}
