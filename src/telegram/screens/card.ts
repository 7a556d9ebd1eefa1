import type { CardView, ProposalView } from '../../domain/cycles/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, firstFitting, pageOf, pager, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { recordHelp } from './card-help.ts';
import { backTo, homeButton, shortList } from './shared.ts';

const LINES_MAX = 6;
/** Where names are long. */
const LINES_MIN = 3;

/** `isTitled`: each line also says what for. */
function lines(words: Words, rows: readonly ProposalView[], max = LINES_MAX, isTitled = false): string[] {
  const shown = rows.slice(0, max).map((row) =>
    words.html(isTitled ? 'card-line-titled' : 'card-line', {
      name: short(row.recipientName),
      title: row.requestTitle,
      amount: words.money(row.amount),
      day: words.day(row.dueAt),
    }),
  );
  const rest = rows.slice(max);
  if (rest.length === 0) return shown;
  const amount = words.money(rest.reduce((total, row) => total + row.amount, 0n));
  return [...shown, words.html('card-more', { count: rest.length, amount })];
}

const NAME_LENGTH = 24;
const short = (name: string): string => shorten(name, NAME_LENGTH);

function cardText(words: Words, view: CardView, note: string | null, max: number, isTitled = false): string {
  const { standing } = view;
  return [
    ...(note === null ? [] : [note, '']),
    words.html('card'),
    ...lines(words, view.waiting, max, isTitled),
    '',
    words.html('card-total', { total: words.money(view.total) }),
    words.html('card-offer'),
    ...(standing
      ? [words.html('card-standing', { total: words.money(standing.total), day: words.day(standing.at) })]
      : []),
  ].join('\n');
}

/** The month's card: who, how much, by when; one tap accepts. */
export function cardScreen(words: Words, view: CardView, note: string | null = null): Screen {
  if (view.waiting.length === 0) return answeredScreen(words, view, note);
  const text = firstFitting([
    () => cardText(words, view, note, LINES_MAX, true),
    () => cardText(words, view, note, LINES_MAX),
    () => cardText(words, view, note, LINES_MIN),
  ]);
  return {
    text,
    keyboard: [
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [button(words, 'change', 'cardChange', view.id, 0), button(words, 'why', 'cardWhy', view.id)],
      [button(words, 'skip-month', 'cardSkip', view.id)],
      [homeButton(words)],
    ],
  };
}

function answeredKey({ isCurrent, proposals }: CardView, isOpen: boolean): string {
  if (!isCurrent) return 'card-over';
  if (proposals.some(({ state }) => state === 'ACCEPTED' || state === 'DECLINED')) return 'card-answered';
  return isOpen ? 'card-lapsed' : 'card-empty'; // whoever helped sooner, or closed their request, emptied it
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
    text: note ?? words.html(answeredKey(view, page.items.length > 0)),
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

function whyText(words: Words, view: CardView, names?: number): string {
  const sentences = REASONS.flatMap((why) => {
    const rows = view.waiting.filter(({ reason }) => reason.why === why);
    const name = shortList(
      rows.map((row) => row.recipientName),
      names,
    );
    return rows.length === 0 ? [] : [words.html(`why-${why}`, { name })];
  });
  const extras = (['emergency', 'kept', 'limited'] as const)
    .filter((mark) => view.waiting.some(({ reason }) => reason[mark]))
    .slice(0, 2)
    .map((mark) => words.html(`why-${mark}`));
  return [words.html('why'), ...sentences, ...extras].join('\n');
}

const NAMES_MIN = 2;

/** Why the round proposes just this, one sentence a reason; says nothing about people whom the reader does not see. */
export function whyScreen(words: Words, view: CardView): Screen {
  return {
    text: firstFitting([() => whyText(words, view), () => whyText(words, view, NAMES_MIN)]),
    keyboard: [
      [button(words, 'accept-all', 'cardAccept', view.id)],
      [recordHelp(words, 'card', view.id)],
      [backTo(words, pack('card', view.id)), homeButton(words)],
    ],
  };
}
