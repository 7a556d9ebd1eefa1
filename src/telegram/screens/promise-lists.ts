import {
  ARCHIVES,
  type Archive,
  type ArchivePerson,
  PROMISE_LISTS,
  type PromiseCounts,
  type PromiseList,
  type PromisePage,
} from '../../domain/commitments/lists.ts';
import type { PromiseView } from '../../domain/commitments/queries.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { otherName } from './promises.ts';
import { backTo, homeButton } from './shared.ts';

function label(words: Words, view: PromiseView): string {
  const args = { name: otherName(words, view), amount: words.money(view.amount) };
  if (view.state === 'PROMISED') return words.plain('row-promise', { ...args, day: words.day(view.dueAt) });
  return words.plain('row-promise-settled', { ...args, state: words.plain(`short-${view.state}`) });
}

const rowsOf = (words: Words, { promises }: PromisePage) =>
  promises.map((promise) => [row(label(words, promise), 'promise', promise.id)]);

/** An archive as such: it can be searched and saved as a file. */
export const isArchive = (list: string): list is Archive => (ARCHIVES as readonly string[]).includes(list);

const headOf = (words: Words, list: PromiseList, page: PromisePage): string =>
  `${words.html('promises')}\n${words.html(page.promises.length === 0 ? `promises-${list}-none` : `promises-${list}`)}`;

/** /promises: one of the lists, a button for each promise, and the way to the other lists. */
export function promisesScreen(words: Words, list: PromiseList, page: PromisePage, counts: PromiseCounts): Screen {
  const to = (other: PromiseList) => ({
    text: words.plain(`btn-list-${other}`, { count: counts[other] }),
    callback_data: pack('promises', other, 0),
  });
  const rows = [...rowsOf(words, page), ...pager(page, (asked) => pack('promises', list, asked))];
  if (!isArchive(list)) {
    const others = PROMISE_LISTS.filter((other) => other !== list && other !== 'unfinished').map((other) => [
      to(other),
    ]);
    return {
      text: headOf(words, list, page),
      keyboard: [...rows, ...others, [button(words, 'month-picture', 'monthPicture'), homeButton(words)]],
    };
  }
  return {
    text: headOf(words, list, page),
    keyboard: [
      ...rows,
      ...ARCHIVES.filter((other) => other !== list).map((other) => [to(other)]),
      [button(words, 'find-person', 'archivePeople', list, 0)],
      [button(words, 'promises-file', 'promisesFile')],
      [backTo(words, pack('promises', 'open', 0)), homeButton(words)],
    ],
  };
}

/** One archive with one person. */
export function promisesWithScreen(words: Words, list: Archive, person: ArchivePerson, page: PromisePage): Screen {
  const name = person.name ?? words.plain('somebody-gone');
  return {
    text: `${headOf(words, list, page)}\n${words.html('promises-with', { name })}`,
    keyboard: [
      ...rowsOf(words, page),
      ...pager(page, (asked) => pack('promisesWith', list, person.id, asked)),
      [backTo(words, pack('archivePeople', list, 0)), homeButton(words)],
    ],
  };
}

const personLabel = (words: Words, person: ArchivePerson): string =>
  words.plain('row-archive-person', { name: person.name ?? words.plain('somebody-gone'), count: person.promises });

/** The people of an archive: a button each, and a name can be typed. */
export function archivePeopleScreen(
  words: Words,
  list: Archive,
  people: readonly ArchivePerson[],
  asked: number,
): Screen {
  const page = pageOf(people, asked);
  return {
    text: words.html(people.length === 0 ? `promises-${list}-none` : 'archive-people'),
    keyboard: [
      ...page.items.map((person) => [row(personLabel(words, person), 'promisesWith', list, person.id, 0)]),
      ...pager(page, (to) => pack('archivePeople', list, to)),
      ...(people.length > 0 ? [[button(words, 'find-name', 'archiveFind', list)]] : []),
      [backTo(words, pack('promises', list, 0)), homeButton(words)],
    ],
  };
}

const FOUND_MAX = 8;

/** Who was found by a typed part of a name. */
export function archiveFoundScreen(words: Words, list: Archive, part: string, found: readonly ArchivePerson[]): Screen {
  return {
    text: words.html(found.length === 0 ? 'archive-found-none' : 'archive-found', { part }),
    keyboard: [
      ...found
        .slice(0, FOUND_MAX)
        .map((person) => [row(personLabel(words, person), 'promisesWith', list, person.id, 0)]),
      [button(words, 'find-name', 'archiveFind', list)],
      [backTo(words, pack('archivePeople', list, 0)), homeButton(words)],
    ],
  };
}

const CELL_SEPARATOR = ';';
const BYTE_ORDER_MARK = '\ufeff';

/** A cell that a spreadsheet takes as text, never as a formula. */
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** How a table writes numbers and days. */
export interface TableFormat {
  /** Without the unit. */
  amount(minor: bigint): string;
  day(at: Date): string;
}

/** All promises as a table that spreadsheets open: a line each, in the given order. */
export function promisesTable(words: Words, promises: readonly PromiseView[], { amount, day }: TableFormat): string {
  const head = ['day', 'side', 'name', 'title', 'form', 'amount', 'confirmed', 'state', 'due'].map((column) =>
    words.plain(`table-${column}`),
  );
  const lines = promises.map((view) => [
    day(view.createdAt),
    words.plain(`table-${view.side}`),
    otherName(words, view),
    view.requestTitle ?? '',
    view.form === 'MONEY' ? '' : words.plain(`form-${view.form}`),
    amount(view.amount),
    amount(view.confirmed),
    words.plain(`short-${view.state}`),
    day(view.dueAt),
  ]);
  return BYTE_ORDER_MARK + [head, ...lines].map((line) => line.map(cell).join(CELL_SEPARATOR)).join('\r\n');
}
