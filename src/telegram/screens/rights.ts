import type { MyData } from '../../domain/export/my-data.ts';
import { pack } from '../callbacks.ts';
import { button, pager, type Screen } from '../screen.ts';
import { escapeHtml, type Words } from '../words.ts';
import { zoneName } from './settings.ts';
import { backTo, homeButton, languageName } from './shared.ts';

/** A line of one's own data: what it is, and its words as they were typed. */
type Line = readonly [label: string, value: string];

const PAGE_LENGTH = 520;

/** Lines as pages that stay readable; a long line is cut into pieces. */
export function pagesOf(lines: readonly string[]): string[] {
  const pieces = lines.flatMap((line) => {
    const characters = [...line];
    const parts: string[] = [];
    for (let at = 0; at === 0 || at < characters.length; at += PAGE_LENGTH) {
      parts.push(characters.slice(at, at + PAGE_LENGTH).join(''));
    }
    return parts;
  });
  const pages: string[] = [];
  for (const piece of pieces) {
    const last = pages.at(-1);
    if (last === undefined || [...last].length + [...piece].length > PAGE_LENGTH) pages.push(piece);
    else pages[pages.length - 1] = `${last}\n${piece}`;
  }
  return pages;
}

/** Rows of the export as this file reads them. */
interface Row {
  readonly [key: string]: unknown;
}
const rows = (list: readonly object[]): Row[] => list as Row[];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function aboutMe(words: Words, { file, username, timezone, quietHours, about, aboutLink }: MyData): Line[] {
  const { name, telegramId, language, joinedAt } = file.member;
  const none = '–';
  return [
    ['name', `${name}${username === null ? '' : ` (@${username})`}, ${telegramId ?? none}`],
    ['language', languageName(words, language)],
    ['joined', words.day(new Date(joinedAt))],
    ['zone', zoneName(words, timezone)],
    ['quiet', `${quietHours.from}–${quietHours.to}`],
    ['about', [about, aboutLink].filter((part) => part !== null).join(', ') || none],
    ['measure', file.ceiling ? words.money(BigInt(file.ceiling)) : none],
  ];
}

function aboutHelp(words: Words, { file, stories }: MyData): Line[] {
  const money = (value: unknown): string => words.money(BigInt(text(value) || '0'));
  const stateOf = (row: Row): string => words.plain(`data-state-${text(row.state)}`);
  return [
    ...rows(file.requests).map((row): Line => ['request', `${text(row.title)}, ${money(row.amount)}, ${stateOf(row)}`]),
    ...stories.flatMap(({ title, story, hasVoice }): Line[] => [
      ...(story === null ? [] : [['story', `${title}: ${story}`] as const]),
      ...(hasVoice ? [['story', `${title}: 🎤`] as const] : []),
    ]),
    ...rows(file.pledges).map((row): Line => ['pledge', `${money(row.amount)}, ${stateOf(row)}`]),
    ...rows(file.promises).map(
      (row): Line => [
        row.direction === 'given' ? 'given' : 'received',
        `${text(row.counterpart) || words.plain('somebody-gone')}, ${money(row.amount)}, ${words.day(new Date(text(row.dueAt)))}, ${words.plain(`short-${text(row.state)}`)}`,
      ],
    ),
  ];
}

/** What they chose besides sums, and the words they said. */
function aboutChoices(words: Words, data: MyData): Line[] {
  const { measureNext, standingYes, chosen, excluded, links, reports, switchedOff } = data;
  const yes = standingYes && [
    `${words.money(standingYes.monthly)} / ${words.money(standingYes.perPerson)}`,
    ...standingYes.people.map(({ name }) => name),
    words.day(standingYes.expiresAt),
  ];
  return [
    ...(measureNext === null ? [] : [['measure-next', words.money(measureNext)] as const]),
    ...(yes === null ? [] : [['standing-yes', yes.join(', ')] as const]),
    ...chosen.map((name): Line => ['chosen', name]),
    ...excluded.map((name): Line => ['excluded', name]),
    ...data.words.map((said): Line => ['words', said]),
    ['links', String(links)],
    ['reports', String(reports)],
    ...switchedOff.map((kind): Line => ['switched-off', words.plain(`kind-${kind}`)]),
  ];
}

/** Everything stored about me, line by line. */
function linesOf(words: Words, data: MyData): string[] {
  const { file, nicknames, blocked } = data;
  const lines: Line[] = [
    ...aboutMe(words, data),
    ...rows(file.contacts).map(
      (row): Line => ['contact', `${text(row.name)}, ${words.day(new Date(text(row.since)))}`],
    ),
    ...nicknames.map((name): Line => ['nickname', name]),
    ['blocked', String(blocked)],
    ...data.helpers.map(({ name, endsAt }): Line => ['helper', `${name}, ${words.day(endsAt)}`]),
    ...data.helped.map(({ name, endsAt }): Line => ['helped', `${name}, ${words.day(endsAt)}`]),
    ...aboutHelp(words, data),
    ...aboutChoices(words, data),
    ...rows(file.paymentDetails).map(
      (row): Line => ['details', [text(row.name), text(row.value)].filter((part) => part !== '').join(': ')],
    ),
    ['proposals', String(file.proposals.length)],
    ['recommendations', String(file.recommendations.length)],
    ['messages', String(file.notices.length)],
  ];
  return lines.map(([label, value]) => `${words.plain(`data-${label}`)}: ${value}`);
}

/** /mydata, one page of it; the same as a file is a message of its own. */
export function myDataScreen(words: Words, data: MyData, asked: number): Screen {
  const pages = pagesOf(linesOf(words, data));
  const page = Math.min(asked, pages.length - 1);
  const head = words.html('my-data', { page: page + 1, pages: pages.length });
  return {
    text: `${head}\n${escapeHtml(pages[page] ?? '')}`,
    keyboard: [
      ...pager({ page, pages: pages.length }, (other) => pack('myData', other)),
      [backTo(words, pack('privacy')), homeButton(words)],
    ],
  };
}

/** /delete: what will happen, and one clear ✅. */
export const deleteScreen = (words: Words): Screen => ({
  text: words.html('delete-ask'),
  keyboard: [
    [{ text: words.plain('btn-delete-yes'), callback_data: pack('deleteMe', 'yes') }],
    [button(words, 'my-data', 'myDataFile')],
    [backTo(words, pack('privacy')), homeButton(words)],
  ],
});

/** For somebody who is leaving: until when it can be undone. */
export const leavingScreen = (words: Words, eraseAt: Date): Screen => ({
  text: words.html('leaving', { day: words.day(eraseAt) }),
  keyboard: [[button(words, 'stay', 'stay')], [button(words, 'my-data', 'myDataFile'), homeButton(words)]],
});
