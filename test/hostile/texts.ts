// Hostile texts, a small story in which one stands in every place that people fill, and what is wrong with a screen.
import type { Story } from '../support/story.ts';
import type { Answer, DirectBot, Guest, Shown } from './direct.ts';

interface Hostile {
  readonly what: string;
  readonly text: string;
  /** The part that every place must show as it was typed. */
  readonly core: string;
}

const same = (what: string, text: string): Hostile => ({ what, text, core: text });

export const HOSTILE: readonly Hostile[] = [
  same('markup', '<b>fat</b><a href="x">'),
  same('signs of markup', `a & b < c > d "q" 'p'`),
  same('entities', '&amp;&lt;i&gt;&#60;'),
  { what: 'a closing tag', text: '</b></a><code>', core: '</b></a>' },
  { what: 'marks that turn the line', text: 'abc\u202edef', core: 'abc\u202edef' },
  { what: 'isolates left open', text: 'x\u2066\u2067\u2068y', core: 'x\u2066\u2067\u2068y' },
  same('zero width', 'a\u200bb\u200cc\u200dd\u2060e'),
  { what: '64 emoji', text: '🙂'.repeat(64), core: '🙂'.repeat(6) },
  { what: '64 families', text: '👨‍👩‍👧‍👦'.repeat(64), core: '👨‍👩‍👧‍👦' },
  {
    what: 'zalgo',
    text: `z${'\u0351\u0323'.repeat(9)}a${'\u0489'.repeat(9)}`.repeat(9),
    core: `z${'\u0351\u0323'.repeat(5)}`,
  },
  { what: 'NUL', text: 'be\u0000fore', core: 'before' },
  { what: 'a lone surrogate', text: 'x\ud83dy', core: 'x\ufffdy' },
  { what: '4096 characters', text: 'W'.repeat(4_096), core: 'W'.repeat(12) },
  { what: '4096 ampersands', text: '&'.repeat(4_096), core: '&'.repeat(12) },
  { what: '4095 openers', text: `w${'\u202e'.repeat(4_095)}`, core: 'w' },
  same('placeables', '{ $name } { -t }'),
  { what: 'commands and addresses', text: 'see /start @admin t.me/x', core: 'see /start @admin' },
  { what: 'lines', text: 'a\n\n\n\nb\r\n\tc', core: 'a' },
  same('letters from elsewhere', '𝕬𝖇 ＜ｂ＞ 𒐫 ﷽'),
];

export const INVISIBLE: readonly { readonly what: string; readonly text: string }[] = [
  { what: 'zero width only', text: '\u200b\u200c\u200d' },
  { what: 'blanks only', text: ' \u00a0\u3000 \n' },
  { what: 'the blank braille sign', text: '\u2800' },
  { what: 'NUL only', text: '\u0000\u0000' },
  { what: 'marks only', text: '\u202e\u2066\u200f' },
  { what: 'invisible letters', text: '\u3164\u115f' },
];

const lastOf = ({ screens }: Answer): string => screens.at(-1)?.text ?? '';

/** Types the text into every place there is: names, title, details, story, about, description, nickname, thanks. */
export async function liveWith(
  story: Story,
  bot: DirectBot,
  text: string,
  language: string,
): Promise<{ asker: Guest; helper: Guest; places: Record<string, string> }> {
  const name = [...text].slice(0, 64).join('');
  const [asker, helper] = [bot.guest(name, { language }), bot.guest(name, { language })];
  for (const guest of [asker, helper]) await guest.says('/start');
  await story.contacts((await asker.member()).id, (await helper.member()).id);
  const about = await tellAbout(asker, text);
  const summary = await ask(asker, text);
  const nickname = await callBy(helper, text);
  await helper.says('/network');
  const card = lastOf(await helper.taps('🔆'));
  const promise = await help(helper, text);
  const details = lastOf(await helper.taps('💳'));
  await helper.taps('👍');
  const handed = (await asker.reads()).screens.map((screen) => screen.text).join('\n');
  await asker.taps('👍');
  await asker.taps('👍');
  const thanks = lastOf(await asker.says(text));
  const told = (await helper.reads()).screens.map((screen) => screen.text).join('\n');
  for (const list of ['p:open:0', 'p:to-me:0', 'p:waiting:0', 'p:archive:0', 'np:all:0', 'np:helped:0', 'np:helping:0'])
    for (const guest of [asker, helper]) await guest.presses(list);
  await helper.presses('kn');
  await asker.presses('km');
  return { asker, helper, places: { about, summary, nickname, card, promise, details, handed, thanks, told } };
}

async function tellAbout(guest: Guest, text: string): Promise<string> {
  await guest.presses('mee');
  await guest.says(text);
  return lastOf(await guest.says('https://example.org/?a="b"&c=<d>'));
}

async function ask(guest: Guest, text: string): Promise<string> {
  await guest.says('/ask');
  await guest.taps('🔆');
  await guest.pressesFirst();
  await guest.says(text); // title
  await guest.says('100');
  await guest.says('31');
  await guest.says(text); // payment details
  await guest.says(text); // story
  await guest.says('https://example.org/?a="b"&c=<d>\'');
  const summary = lastOf(await guest.taps('2'));
  await guest.taps('✅');
  await guest.says('/ask'); // the card of one's own request
  return summary;
}

async function callBy(guest: Guest, text: string): Promise<string> {
  await guest.presses('np:all:0');
  await guest.taps('👤');
  await guest.taps('✏️');
  await guest.pressesFirst();
  return lastOf(await guest.says(text));
}

/** 🛠 in units, with a description. */
async function help(guest: Guest, text: string): Promise<string> {
  await guest.taps('🤝');
  await guest.says('10');
  await guest.taps('🛠');
  await guest.says(text);
  return lastOf(await guest.taps('✅'));
}

const VISIBLE_MAX = 600;
const BUTTONS_MAX = 6;
const CALLBACK_BYTES_MAX = 64;
/** One button alone in its row that opens a record: a row of a list. */
const LIST_CODES = new Set(['r', 'u', 'po', 'ik', 'uu', 'uw', 'xi', 'f', 'vd', 'vg']);

const isListRow = (row: Shown['rows'][number]): boolean =>
  row.every(({ text }) => /^[◂▸]|[◂▸]$/u.test(text)) ||
  (row.length === 1 && LIST_CODES.has(row[0]?.data?.split(':')[0] ?? ''));

/** What the specification of screens objects to. */
export function faultsOf({ method, text, rows }: Shown): string[] {
  const labels = rows.flat().map((button) => button.text);
  const count = rows.filter((row) => !isListRow(row)).flat().length;
  const visible = [...text.replace(/\p{DI}/gu, '')].length;
  const data = rows.flat().map((button) => Buffer.byteLength(button.data ?? ''));
  const isHome = ['gs', 'n:0', 'i', 'he'].filter((one) => rows.flat().some((button) => button.data === one)).length > 2;
  const faults = {
    'too long': method.startsWith('send') && method !== 'sendMessage' ? visible > 1024 : visible > VISIBLE_MAX,
    'too many buttons': count > BUTTONS_MAX,
    'no way out': !isHome && !labels.some((label) => /^(⬅️|🏠)/u.test(label)),
    'an empty label': labels.some((label) => label.trim() === ''),
    'too much data': data.some((bytes) => bytes > CALLBACK_BYTES_MAX),
  };
  return Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [`${fault}: ${text.slice(0, 80)} ${labels}`] : []));
}
