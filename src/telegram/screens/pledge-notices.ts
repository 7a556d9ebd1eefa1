import type { PledgeNotice } from '../../domain/notices/pledge-views.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { pledgeOfferScreen, returnedScreen } from './directed.ts';
import { otherName } from './promises.ts';
import { homeButton, shortName } from './shared.ts';

const LINES_MAX = 6;

/** Messages about intentions, with buttons that act at once (2-surface, Notices). */
export function pledgeNoticeScreen(words: Words, view: PledgeNotice): Screen {
  switch (view.kind) {
    case 'pledge-paused':
      return {
        text: words.html('notice-pledge-paused'),
        keyboard: [[button(words, 'resume', 'pledgeResume', view.pledge.id)], [homeButton(words)]],
      };
    case 'pledge-made':
      return {
        text: words.html('notice-pledge-made', { title: view.request.title, count: view.count }),
        keyboard: [[button(words, 'my-request', 'myRequest', view.request.id), homeButton(words)]],
      };
    case 'pledge-returned':
      return returnedScreen(words, view.rows);
    case 'pledge-offer':
      return pledgeOfferScreen(words, view.pledges);
    case 'standing-yes-used':
      return standingUsed(words, view);
    case 'worth-more':
      return worthMore(words, view);
  }
}

function standingUsed(words: Words, { promises }: Extract<PledgeNotice, { kind: 'standing-yes-used' }>): Screen {
  const total = promises.reduce((sum, promise) => sum + promise.amount, 0n);
  return {
    text: [
      words.html('notice-standing-yes-used', { total: words.money(total) }),
      ...promises.slice(0, LINES_MAX).map((promise) =>
        words.html('card-line', {
          name: shortName(otherName(words, promise)),
          amount: words.money(promise.amount),
          day: words.day(promise.dueAt),
        }),
      ),
    ].join('\n'),
    keyboard: [
      [button(words, 'promises', 'promises', 'open', 0)],
      [button(words, 'standing-yes', 'standingYes', 'show'), homeButton(words)],
    ],
  };
}

/** Upward only with the giver's yes. */
function worthMore(words: Words, { promise, worth }: Extract<PledgeNotice, { kind: 'worth-more' }>): Screen {
  return {
    text: words.html('notice-worth-more', {
      name: otherName(words, promise),
      what: promise.description ?? '',
      amount: words.money(promise.amount),
      worth: words.money(worth),
    }),
    keyboard: [
      [
        {
          text: words.plain('btn-worth-yes', { worth: words.money(worth) }),
          callback_data: pack('worthMore', promise.id, 'yes'),
        },
      ],
      [
        {
          text: words.plain('btn-worth-no', { amount: words.money(promise.amount) }),
          callback_data: pack('worthMore', promise.id, 'no'),
        },
      ],
      [homeButton(words)],
    ],
  };
}
