import type { CardView, ProposalView } from '../../domain/cycles/queries.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton } from './shared.ts';

const LINES_MAX = 6;

function lines(words: Words, rows: readonly ProposalView[]): string[] {
  const shown = rows.slice(0, LINES_MAX).map((row) =>
    words.html('card-line', {
      name: short(row.recipientName),
      amount: words.money(row.amount),
      day: words.day(row.dueAt),
    }),
  );
  const rest = rows.slice(LINES_MAX);
  if (rest.length === 0) return shown;
  const amount = words.money(rest.reduce((total, row) => total + row.amount, 0n));
  return [...shown, words.html('card-more', { count: rest.length, amount })];
}

const NAME_LENGTH = 24;
const short = (name: string): string =>
  name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH).toWellFormed()}…` : name;

/** The month's card: who, how much, by when; one tap accepts. */
export function cardScreen(words: Words, view: CardView, note: string | null = null): Screen {
  if (view.waiting.length === 0) return answeredScreen(words, view, note);
  return {
    text: [
      ...(note === null ? [] : [note, '']),
      words.html('card'),
      ...lines(words, view.waiting),
      '',
      words.html('card-total', { total: words.money(view.total) }),
      words.html('card-offer'),
    ].join('\n'),
    keyboard: [
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [button(words, 'change', 'cardChange', view.id), button(words, 'why', 'cardWhy', view.id)],
      [button(words, 'skip-month', 'cardSkip', view.id)],
      [homeButton(words)],
    ],
  };
}

/** Nothing waits any more; what lapsed or was skipped can still be accepted until the month's end. */
function answeredScreen(words: Words, view: CardView, note: string | null): Screen {
  const stillPossible = view.isCurrent
    ? view.proposals.filter((row) => row.state === 'LAPSED' || row.state === 'DECLINED').slice(0, LINES_MAX)
    : [];
  return {
    text: note ?? words.html(view.isCurrent ? 'card-answered' : 'card-over'),
    keyboard: [
      ...stillPossible.map((row) => [
        {
          text: words.plain('btn-accept-late', { name: short(row.recipientName), amount: words.money(row.amount) }),
          callback_data: pack('proposalAccept', row.id),
        },
      ]),
      [button(words, 'promises', 'promises', 'open', 0), homeButton(words)],
    ],
  };
}

/** Every row can be made smaller or larger, or taken out. */
export function cardChangeScreen(words: Words, view: CardView): Screen {
  return {
    text: [
      words.html('card-change'),
      ...lines(words, view.waiting),
      '',
      words.html('card-total', { total: words.money(view.total) }),
    ].join('\n'),
    keyboard: [
      ...view.waiting.map((row) => [
        { text: '−', callback_data: pack('proposalLess', row.id) },
        {
          text: `${short(row.recipientName)} ${words.money(row.amount)}`,
          callback_data: pack('request', row.requestId),
        },
        { text: '+', callback_data: pack('proposalMore', row.id) },
        button(words, 'decline-one', 'proposalDecline', row.id),
      ]),
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [backTo(words, pack('card', view.id)), homeButton(words)],
    ],
  };
}

/** Why the round proposes just this; says nothing about people whom the reader does not see. */
export function whyScreen(words: Words, view: CardView): Screen {
  const reasons = view.waiting.slice(0, LINES_MAX).map(({ recipientName, reason }) => {
    const extra = [
      ...(reason.emergency ? [words.html('why-emergency')] : []),
      ...(reason.kept ? [words.html('why-kept')] : []),
      ...(reason.limited ? [words.html('why-limited')] : []),
    ].slice(0, 2);
    return [words.html(`why-${reason.why}`, { name: short(recipientName) }), ...extra].join(' ');
  });
  return {
    text: [words.html('why'), ...reasons].join('\n'),
    keyboard: [
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [backTo(words, pack('card', view.id)), homeButton(words)],
    ],
  };
}
