import type { PromiseView } from '../../domain/commitments/queries.ts';
import type { Reminder } from '../../domain/notices/later.ts';
import type { NoticeView } from '../../domain/notices/views.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardScreen } from './card.ts';
import { digestScreen } from './digest.ts';
import { askButtons, knowThisLines, networkNoticeScreen, trustLines } from './network-notices.ts';
import { peopleNoticeScreen } from './people-notices.ts';
import { pledgeNoticeScreen } from './pledge-notices.ts';
import { confirmButtons, listenButtons, otherName } from './promises.ts';
import { requestNoticeScreen } from './request-notices.ts';
import { homeButton, shortName } from './shared.ts';

/** Messages the bot sends by itself, with buttons that act at once (2-surface, Notices). */
export function noticeScreen(words: Words, view: NoticeView, botUsername: string): Screen {
  switch (view.kind) {
    case 'newcomer-joined':
    case 'recommended-request':
    case 'request-recommended':
    case 'recommend-again':
    case 'recommendation-expires':
    case 'nobody-opened':
    case 'introduction':
      return networkNoticeScreen(words, view, botUsername);
    case 'may-i-write':
    case 'may-write':
    case 'abuse-reported':
    case 'job-failing':
    case 'trouble':
    case 'trouble-over':
    case 'announcement':
    case 'unlock-asked':
    case 'unlocked':
    case 'helper-offered':
    case 'helper-accepted':
    case 'deletion-scheduled':
      return peopleNoticeScreen(words, view);
    case 'contact-asks':
    case 'emergency-alert':
    case 'asker-summary':
      return requestNotice(words, view.kind, view.request);
    case 'request-closed':
    case 'emergency-completed':
    case 'emergency-deadline':
    case 'emergency-morning':
    case 'request-covered':
    case 'still-needed':
    case 'promises-unreported':
      return requestNoticeScreen(words, view);
    case 'proposals-card':
      return cardScreen(words, view.card);
    case 'proposals-reminder':
      return cardScreen(words, view.card, words.html('notice-proposals-reminder'));
    case 'month-digest':
      return digestScreen(words, view.digest);
    case 'pledge-paused':
    case 'pledge-made':
    case 'pledge-returned':
    case 'pledge-offer':
    case 'standing-yes-used':
    case 'worth-more':
      return pledgeNoticeScreen(words, view);
    case 'unconfirmed-help':
      return unconfirmedScreen(words, view.promises);
    default:
      return promiseNotice(words, view.kind, view.promise, view.hasRest);
  }
}

function requestNotice(words: Words, kind: NoticeView['kind'], view: RequestView): Screen {
  const { need, missing, promised, received } = view.coverage;
  const text = words.html(`notice-${kind}`, {
    name: view.ownerName,
    title: view.title,
    need: words.money(need),
    missing: words.money(missing),
    promised: words.money(promised),
    received: words.money(received),
    day: view.deadline ? words.day(view.deadline) : '',
  });
  if (view.isOwn) return { text, keyboard: [[button(words, 'my-request', 'myRequest', view.id), homeButton(words)]] };
  return {
    text: [text, ...trustLines(words, view), ...knowThisLines(words, view)].join('\n'),
    keyboard: askButtons(words, view),
  };
}

const laterButton = (words: Words, kind: Reminder, view: PromiseView) => [
  button(words, 'later', 'later', kind, view.id),
];

const PROMISE_BUTTONS: Partial<Record<NoticeView['kind'], (words: Words, view: PromiseView) => Screen['keyboard']>> = {
  'handed-over': (words, view) => [...confirmButtons(words, view), ...listenButtons(words, view)],
  'confirmation-nudge': confirmButtons,
  'not-arrived': (words, view) => [[button(words, 'handed-over', 'handedOver', view.id)]],
  'promise-date-near': (words, view) => handOverButtons(words, 'promise-date-near', view),
  'please-hand-over': (words, view) => handOverButtons(words, 'please-hand-over', view),
  confirmed: (words, view) => listenButtons(words, view),
  thanks: (words, view) => listenButtons(words, view),
  'details-opened': (words) => [[button(words, 'details-log', 'detailsLog', 0)]],
};

/** 👍 💳 ❌ ⏳: what a giver can do about a reminder. */
const handOverButtons = (words: Words, kind: Reminder, view: PromiseView): Screen['keyboard'] => [
  [button(words, 'handed-over', 'handedOver', view.id)],
  ...(view.hasDetails ? [[button(words, 'details', 'details', view.id)]] : []),
  laterButton(words, kind, view),
  [button(words, 'release', 'release', view.id, 'ask')],
];

/** Which text of its kind fits this promise. */
function textKey(kind: NoticeView['kind'], view: PromiseView, hasRest: boolean): string {
  if (kind === 'confirmed' && hasRest) return 'notice-confirmed-part';
  if (kind === 'thanks' && view.thanks === null) return 'notice-thanks-voice';
  // The recipient left, and the house let the giver go.
  if (kind === 'released' && view.side === 'given') return 'notice-released-gone';
  return `notice-${kind}`;
}

const TITLED: readonly NoticeView['kind'][] = ['promise-made', 'handed-over', 'promise-date-near', 'please-hand-over'];

function promiseNotice(words: Words, kind: NoticeView['kind'], view: PromiseView, hasRest: boolean): Screen {
  const text = words.html(textKey(kind, view, hasRest), {
    name: otherName(words, view),
    amount: words.money(view.amount),
    day: words.day(view.dueAt),
    thanks: view.thanks ?? '',
  });
  const isTitled = TITLED.includes(kind) && view.requestTitle !== null;
  const asksForWord = kind === 'handed-over' || kind === 'confirmation-nudge';
  return {
    text: [
      text,
      ...(isTitled ? [words.html('promise-title', { title: view.requestTitle ?? '' })] : []),
      ...(asksForWord && view.note ? [words.html('promise-note', { text: view.note })] : []),
      ...(asksForWord && view.hasNoteVoice ? [words.html('promise-note-voice')] : []),
      ...(asksForWord ? [words.html('notice-arrived-ask')] : []),
    ].join('\n'),
    keyboard: [
      ...(PROMISE_BUTTONS[kind]?.(words, view) ?? []),
      [{ text: words.plain('btn-open-promise'), callback_data: pack('promise', view.id) }, homeButton(words)],
    ],
  };
}

const ROWS_MAX = 6;

/** Help that thirty days of silence left unconfirmed, without blame. */
function unconfirmedScreen(words: Words, promises: readonly PromiseView[]): Screen {
  const rows = promises
    .slice(0, ROWS_MAX)
    .map((view) =>
      words.html('digest-row', { name: shortName(otherName(words, view)), amount: words.money(view.amount) }),
    );
  return {
    text: [words.html('notice-unconfirmed-help'), ...rows, words.html('notice-unconfirmed-later')].join('\n'),
    keyboard: [[button(words, 'promises', 'promises', 'unfinished', 0), homeButton(words)]],
  };
}
