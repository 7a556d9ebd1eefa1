import type { CardView, ProposalView } from '../../domain/cycles/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton, shortList } from './shared.ts';

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
const short = (name: string): string => shorten(name, NAME_LENGTH);

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
      ...(view.standing
        ? [
            words.html('card-standing', {
              total: words.money(view.standing.total),
              day: words.day(view.standing.at),
            }),
          ]
        : []),
    ].join('\n'),
    keyboard: [
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [button(words, 'change', 'cardChange', view.id, 0), button(words, 'why', 'cardWhy', view.id)],
      [button(words, 'skip-month', 'cardSkip', view.id)],
      [homeButton(words)],
    ],
  };
}

/** Nothing waits any more; what lapsed or was skipped can still be accepted until the month's end. */
function answeredScreen(words: Words, view: CardView, note: string | null, asked = 0): Screen {
  const page = pageOf(
    view.isCurrent
      ? view.proposals.filter((row) => (row.state === 'LAPSED' || row.state === 'DECLINED') && row.amount > 0n)
      : [],
    asked,
  );
  return {
    text: note ?? words.html(view.isCurrent ? 'card-answered' : 'card-over'),
    keyboard: [
      ...page.items.map((row) => [
        {
          text: words.plain('btn-accept-late', { name: short(row.recipientName), amount: words.money(row.amount) }),
          callback_data: pack('proposalAccept', row.id),
        },
      ]),
      ...pager(page, (to) => pack('cardChange', view.id, to)),
      [button(words, 'promises', 'promises', 'open', 0), homeButton(words)],
    ],
  };
}

/** Every row can be made smaller or larger, or taken out; a page at a time. */
export function cardChangeScreen(words: Words, view: CardView, asked: number): Screen {
  if (view.waiting.length === 0) return answeredScreen(words, view, null, asked);
  const page = pageOf(view.waiting, asked);
  return {
    text: [
      words.html('card-change'),
      ...lines(words, page.items),
      '',
      words.html('card-total', { total: words.money(view.total) }),
    ].join('\n'),
    keyboard: [
      ...page.items.map((row) => [
        { text: '−', callback_data: pack('proposalLess', row.id) },
        {
          text: `${short(row.recipientName)} ${words.money(row.amount)}`,
          callback_data: pack('request', row.requestId),
        },
        { text: '+', callback_data: pack('proposalMore', row.id) },
        button(words, 'decline-one', 'proposalDecline', row.id),
      ]),
      ...pager(page, (to) => pack('cardChange', view.id, to)),
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [backTo(words, pack('card', view.id)), homeButton(words)],
    ],
  };
}

const REASONS = ['directed', 'need-met', 'shared-evenly'] as const;

/** Why the round proposes just this, one sentence a reason; says nothing about people whom the reader does not see. */
export function whyScreen(words: Words, view: CardView): Screen {
  const sentences = REASONS.flatMap((why) => {
    const rows = view.waiting.filter(({ reason }) => reason.why === why);
    return rows.length === 0
      ? []
      : [words.html(`why-${why}`, { name: shortList(rows.map((row) => row.recipientName)) })];
  });
  const extras = (['emergency', 'kept', 'limited'] as const)
    .filter((mark) => view.waiting.some(({ reason }) => reason[mark]))
    .slice(0, 2)
    .map((mark) => words.html(`why-${mark}`));
  return {
    text: [words.html('why'), ...sentences, ...extras].join('\n'),
    keyboard: [
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [backTo(words, pack('card', view.id)), homeButton(words)],
    ],
  };
}
