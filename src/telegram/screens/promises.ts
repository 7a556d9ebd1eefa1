import type { InlineKeyboardButton } from 'grammy/types';
import { PROMISE_LISTS, type PromiseList, type PromiseView } from '../../domain/commitments/queries.ts';
import type { PaymentDetails } from '../../domain/commitments/settle.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, formText, homeButton } from './shared.ts';

export interface PromisesView {
  readonly list: PromiseList;
  readonly promises: readonly PromiseView[];
  readonly counts: Readonly<Record<PromiseList, number>>;
}

function label(words: Words, view: PromiseView): string {
  const args = { name: view.counterpartName, amount: words.money(view.amount) };
  const isOpen = view.state === 'PROMISED';
  if (isOpen) return words.plain('row-promise', { ...args, day: words.day(view.dueAt) });
  return words.plain('row-promise-settled', { ...args, state: words.plain(`short-${view.state}`) });
}

/** /promises: one of the four lists, a button for each promise. */
export function promisesScreen(words: Words, view: PromisesView, asked: number): Screen {
  const page = pageOf(view.promises, asked);
  const key = view.promises.length === 0 ? `promises-${view.list}-none` : `promises-${view.list}`;
  const others = PROMISE_LISTS.filter((list) => list !== view.list).map((list) => ({
    text: words.plain(`btn-list-${list}`, { count: view.counts[list] }),
    callback_data: pack('promises', list, 0),
  }));
  return {
    text: `${words.html('promises')}\n${words.html(key)}`,
    keyboard: [
      ...page.items.map((promise) => [row(label(words, promise), 'promise', promise.id)]),
      ...pager(page, (to) => pack('promises', view.list, to)),
      ...others.map((other) => [other]),
      [button(words, 'month-picture', 'monthPicture'), homeButton(words)],
    ],
  };
}

/** Which list a promise stands in, for the way back. */
function listOf(view: PromiseView): PromiseList {
  if (view.state === 'PROMISED') return view.side === 'given' ? 'open' : 'to-me';
  return view.state === 'REPORTED' || view.state === 'UNCONFIRMED' ? 'waiting' : 'archive';
}

function givenButtons(words: Words, view: PromiseView): InlineKeyboardButton[][] {
  if (view.state !== 'PROMISED' && view.state !== 'REPORTED') return [];
  const contact = view.isRecordOnly
    ? []
    : [
        [
          ...(view.hasDetails ? [button(words, 'details', 'details', view.id)] : []),
          button(words, 'write', 'write', view.id),
        ],
      ];
  if (view.state === 'REPORTED') return contact;
  return [
    [button(words, 'handed-over', 'handedOver', view.id)],
    ...contact,
    [button(words, 'release', 'release', view.id, 'ask')],
  ];
}

function receivedButtons(words: Words, view: PromiseView): InlineKeyboardButton[][] {
  const write = view.isRecordOnly ? [] : [button(words, 'write', 'write', view.id)];
  if (view.state === 'PROMISED') {
    return [
      [button(words, 'received', 'received', view.id), button(words, 'part', 'receivedPart', view.id)],
      [...write, button(words, 'let-go', 'letGo', view.id, 'ask')],
    ];
  }
  if (view.state === 'REPORTED' || view.state === 'UNCONFIRMED') {
    return write.length > 0 ? [...confirmButtons(words, view), write] : confirmButtons(words, view);
  }
  if (view.state === 'CONFIRMED' && view.thanks === null) return [[button(words, 'thank', 'thank', view.id)]];
  return [];
}

/** 👍 all · ✏️ part · ⏳ not yet; "not yet" only while the giver's report waits. */
export function confirmButtons(words: Words, view: PromiseView): InlineKeyboardButton[][] {
  const notYet = view.state === 'REPORTED' ? [button(words, 'not-yet', 'notYet', view.id)] : [];
  return [
    [button(words, 'received-all', 'received', view.id)],
    [button(words, 'part', 'receivedPart', view.id), ...notYet],
  ];
}

/** One promise, for its giver or its recipient. */
export function promiseScreen(words: Words, view: PromiseView, note: string | null = null): Screen {
  const lines = [
    ...(note === null ? [] : [note, '']),
    words.html(`promise-${view.side}`, {
      amount: words.money(view.amount),
      form: formText(words, view.form),
      name: view.counterpartName,
      title: view.requestTitle,
      day: words.day(view.dueAt),
    }),
    ...(view.description ? [words.html('promise-description', { text: view.description })] : []),
    words.html(`state-${view.side}-${view.state}`),
    ...(view.isFrozen && view.state === 'PROMISED' ? [words.html('promise-frozen')] : []),
    ...(view.thanks ? [words.html('promise-thanks', { text: view.thanks })] : []),
  ];
  return {
    text: lines.join('\n'),
    keyboard: [
      ...(view.side === 'given' ? givenButtons(words, view) : receivedButtons(words, view)),
      [backTo(words, pack('promises', listOf(view), 0)), homeButton(words)],
    ],
  };
}

/** Asks once more before a step that cannot be taken back. */
export function sureScreen(words: Words, question: string, yes: string, no: string): Screen {
  return {
    text: question,
    keyboard: [
      [
        { text: words.plain('btn-yes'), callback_data: yes },
        { text: words.plain('btn-back'), callback_data: no },
      ],
    ],
  };
}

/** Where to hand help over, after a tap of its own that its owner can see. */
export function detailsScreen(words: Words, view: PromiseView, details: PaymentDetails | null): Screen {
  const lines = details
    ? [
        words.html('details-card', { name: view.counterpartName, value: details.value }),
        ...(details.isRecentlyChanged ? [words.html('details-recent')] : []),
        words.html('details-logged', { name: view.counterpartName }),
      ]
    : [words.html('details-none')];
  return {
    text: lines.join('\n'),
    keyboard: [
      ...(view.state === 'PROMISED' ? [[button(words, 'handed-over', 'handedOver', view.id)]] : []),
      [backTo(words, pack('promise', view.id)), homeButton(words)],
    ],
  };
}

/** How to write to the other person of a promise. */
export function writeScreen(words: Words, view: PromiseView): Screen {
  const link = view.counterpartUsername
    ? `https://t.me/${view.counterpartUsername}`
    : `tg://user?id=${view.counterpartTelegramId ?? ''}`;
  const text =
    view.counterpartTelegramId === null
      ? words.html('write-none')
      : words.html('write-card', { link, name: view.counterpartName });
  return { text, keyboard: [[backTo(words, pack('promise', view.id)), homeButton(words)]] };
}
