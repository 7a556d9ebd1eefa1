import type { InlineKeyboardButton } from 'grammy/types';
import type { PromiseList } from '../../domain/commitments/lists.ts';
import type { PaymentDetails } from '../../domain/commitments/open-details.ts';
import type { PromiseView } from '../../domain/commitments/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, firstFitting, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { recordHelp } from './card-help.ts';
import { backTo, formText, homeButton, shortName } from './shared.ts';

/** What the viewer calls the other person of a promise; somebody who left has no name any more. */
export const otherName = (words: Words, view: Pick<PromiseView, 'counterpartName'>): string =>
  view.counterpartName ?? words.plain('somebody-gone');

/** Which list a promise stands in, for the way back. */
function listOf({ state, side }: PromiseView): PromiseList {
  if (state === 'PROMISED') return side === 'given' ? 'open' : 'to-me';
  if (state === 'REPORTED') return 'waiting';
  return state === 'CONFIRMED' ? 'archive' : 'unfinished';
}

type Rows = InlineKeyboardButton[][];

/** ✉️ and, for the giver, 💳; nothing where only the record is shown. */
function contactRow(words: Words, view: PromiseView): Rows {
  if (view.isRecordOnly) return [];
  return [
    [
      ...(view.side === 'given' && view.hasDetails ? [button(words, 'details', 'details', view.id)] : []),
      button(words, 'write', 'write', view.id),
    ],
  ];
}

function givenButtons(words: Words, view: PromiseView): Rows {
  if (view.state === 'PROMISED') {
    return [
      [button(words, 'handed-over', 'handedOver', view.id)],
      ...contactRow(words, view),
      [button(words, 'release', 'release', view.id, 'ask')],
    ];
  }
  if (view.state !== 'REPORTED') return [];
  return [...contactRow(words, view), ...(view.isRecordOnly ? [] : [[button(words, 'add-note', 'addNote', view.id)]])];
}

function receivedButtons(words: Words, view: PromiseView): Rows {
  if (view.state === 'PROMISED') {
    return [
      [button(words, 'received', 'received', view.id), button(words, 'part', 'receivedPart', view.id)],
      [
        ...contactRow(words, view).flat(),
        ...(view.mayAsk ? [button(words, 'ask-now', 'askNow', view.id, 'ask')] : []),
        button(words, 'let-go', 'letGo', view.id, 'ask'),
      ],
    ];
  }
  if (view.state === 'REPORTED' || view.state === 'UNCONFIRMED') {
    return [...confirmButtons(words, view), ...contactRow(words, view)];
  }
  const isThanked = view.thanks !== null || view.hasThanksVoice;
  return view.state === 'CONFIRMED' && !isThanked && !view.isRecordOnly
    ? [[button(words, 'thank', 'thank', view.id)]]
    : [];
}

/** 👍 all · ✏️ part · ⏳ not yet; "not yet" only while the giver's report waits. */
export function confirmButtons(words: Words, view: PromiseView): Rows {
  const notYet = view.state === 'REPORTED' ? [button(words, 'not-yet', 'notYet', view.id)] : [];
  return [
    [button(words, 'received-all', 'received', view.id)],
    [button(words, 'part', 'receivedPart', view.id), ...notYet],
  ];
}

/** ℹ️ to hear what the other side said, where they spoke. */
export function listenButtons(words: Words, view: PromiseView): Rows {
  if (view.side === 'received' && view.hasNoteVoice) return [[button(words, 'listen', 'listen', view.id, 'report')]];
  if (view.side === 'given' && view.hasThanksVoice) return [[button(words, 'listen', 'listen', view.id, 'thanks')]];
  return [];
}

/** What was said with a hand-over and with thanks. */
function saidLines(words: Words, view: PromiseView): string[] {
  return [
    ...(view.note ? [words.html('promise-note', { text: view.note })] : []),
    ...(view.hasNoteVoice ? [words.html('promise-note-voice')] : []),
    ...(view.thanks ? [words.html('promise-thanks', { text: view.thanks })] : []),
    ...(view.hasThanksVoice ? [words.html('promise-thanks-voice')] : []),
  ];
}

const BUTTONS_MAX = 6;

/** ⬅️ and, while there is room for them, ℹ️ (what this is) and 🏠. */
function waysBack(words: Words, view: PromiseView, rows: Rows): InlineKeyboardButton[] {
  const room = BUTTONS_MAX - 1 - rows.flat().length;
  const help = listenButtons(words, view).length > 0 || room < 1 ? [] : [recordHelp(words, 'promise', view.id)];
  const home = room > help.length ? [homeButton(words)] : [];
  return [...help, backTo(words, pack('promises', listOf(view), 0)), ...home];
}

function promiseText(words: Words, view: PromiseView, name: string, note: string | null): string {
  return [
    ...(note === null ? [] : [note, '']),
    words.html(`promise-${view.side}`, {
      amount: words.money(view.amount),
      form: formText(words, view.form),
      name,
    }),
    ...(view.requestTitle === null ? [] : [words.html('promise-title', { title: view.requestTitle })]),
    words.html('promise-day', { day: words.day(view.dueAt) }),
    ...(view.description ? [words.html('promise-description', { text: view.description })] : []),
    words.html(`state-${view.side}-${view.state}`),
    ...(view.isFrozen && view.state === 'PROMISED' ? [words.html('promise-frozen')] : []),
    ...saidLines(words, view),
  ].join('\n');
}

const BRIEFLY = 60;
const brief = (text: string | null): string | null => text && shorten(text, BRIEFLY);

/** One promise, for its giver or its recipient. Long words were read whole in the messages that brought them. */
export function promiseScreen(words: Words, view: PromiseView, note: string | null = null): Screen {
  const name = otherName(words, view);
  const text = firstFitting([
    () => promiseText(words, view, name, note),
    () => {
      const said = { description: brief(view.description), note: brief(view.note), thanks: brief(view.thanks) };
      return promiseText(words, { ...view, ...said }, shortName(name), note);
    },
  ]);
  const rows = [
    ...(view.side === 'given' ? givenButtons(words, view) : receivedButtons(words, view)),
    ...listenButtons(words, view),
  ];
  return { text, keyboard: [...rows, waysBack(words, view, rows)] };
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
  const name = otherName(words, view);
  const lines = details
    ? [
        words.html('details-card', { name }),
        ...(details.name ? [words.html('as-typed', { text: details.name })] : []),
        words.html('details-value', { value: details.value }),
        ...(details.isRecentlyChanged ? [words.html('details-recent')] : []),
        words.html('details-logged', { name }),
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
      : words.html('write-card', { link, name: otherName(words, view) });
  return { text, keyboard: [[backTo(words, pack('promise', view.id)), homeButton(words)]] };
}
