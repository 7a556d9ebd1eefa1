import type { PromiseView } from '../../domain/commitments/queries.ts';
import type { NoticeView } from '../../domain/notices/views.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardScreen } from './card.ts';
import { digestScreen } from './digest.ts';
import { askButtons, knowThisLines, networkNoticeScreen, trustLines } from './network-notices.ts';
import { peopleNoticeScreen } from './people-notices.ts';
import { confirmButtons } from './promises.ts';
import { homeButton } from './shared.ts';

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
    case 'unlock-asked':
    case 'unlocked':
      return peopleNoticeScreen(words, view);
    case 'contact-asks':
    case 'emergency-alert':
    case 'asker-summary':
      return requestNotice(words, view.kind, view.request);
    case 'request-closed': {
      const args = { title: view.title, name: view.ownerName };
      const text =
        view.outcome === null
          ? words.html('notice-request-closed', args)
          : words.html('notice-request-closed-outcome', { ...args, outcome: view.outcome });
      return { text, keyboard: [[button(words, 'promises', 'promises', 'open', 0), homeButton(words)]] };
    }
    case 'proposals-card':
      return cardScreen(words, view.card);
    case 'proposals-reminder':
      return cardScreen(words, view.card, words.html('notice-proposals-reminder'));
    case 'month-digest':
      return digestScreen(words, view.digest);
    case 'pledge-paused':
      return {
        text: words.html('notice-pledge-paused'),
        keyboard: [[button(words, 'resume', 'pledgeResume', view.pledge.id)], [homeButton(words)]],
      };
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

const PROMISE_BUTTONS: Partial<Record<NoticeView['kind'], (words: Words, view: PromiseView) => Screen['keyboard']>> = {
  'handed-over': confirmButtons,
  'confirmation-nudge': confirmButtons,
  'not-arrived': (words, view) => [[button(words, 'handed-over', 'handedOver', view.id)]],
  'promise-date-near': (words, view) => [
    [button(words, 'handed-over', 'handedOver', view.id)],
    ...(view.hasDetails ? [[button(words, 'details', 'details', view.id)]] : []),
  ],
};

function promiseNotice(words: Words, kind: NoticeView['kind'], view: PromiseView, hasRest: boolean): Screen {
  const key = kind === 'confirmed' && hasRest ? 'notice-confirmed-part' : `notice-${kind}`;
  const text = words.html(key, {
    name: view.counterpartName,
    amount: words.money(view.amount),
    title: view.requestTitle,
    day: words.day(view.dueAt),
    thanks: view.thanks ?? '',
  });
  return {
    text,
    keyboard: [
      ...(PROMISE_BUTTONS[kind]?.(words, view) ?? []),
      [{ text: words.plain('btn-open-promise'), callback_data: pack('promise', view.id) }, homeButton(words)],
    ],
  };
}
