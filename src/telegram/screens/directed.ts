import type { InlineKeyboardButton } from 'grammy/types';
import type { ReturnedRow } from '../../domain/cycles/returned.ts';
import type { DirectedPledge } from '../../domain/pledges/directed.ts';
import type { OwnCeiling } from '../../domain/pledges/measure.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { recordHelp } from './card-help.ts';
import { backTo, formText, homeButton, shortName } from './shared.ts';

/** Intentions directed at one request; nobody but their giver sees these screens. */

const nameOf = (words: Words, pledge: DirectedPledge): string =>
  pledge.recipientName === null ? words.plain('directed-unseen') : shortName(pledge.recipientName);

const howOften = (pledge: DirectedPledge): 'monthly' | 'once' => (pledge.monthly ? 'monthly' : 'once');

function label(words: Words, pledge: DirectedPledge): string {
  const sign = pledge.state === 'PAUSED' ? '⏸' : '❤️';
  const args = { sign, name: nameOf(words, pledge), amount: words.money(pledge.amount) };
  return words.plain(`row-directed-${howOften(pledge)}`, args);
}

/** All of them, a row button each. Without an open pledge, the measure and the standing yes are found here. */
export function directedListScreen(
  words: Words,
  pledges: readonly DirectedPledge[],
  asked: number,
  hasOpenPledge: boolean,
): Screen {
  const page = pageOf(pledges, asked);
  const alone = [
    [button(words, 'open-pledge', 'pledgeEdit', 'amount')],
    [button(words, 'edit-ceiling', 'pledgeEdit', 'ceiling'), button(words, 'standing-yes', 'standingYes', 'show')],
  ];
  return {
    text: words.html(pledges.length === 0 ? 'directed-none' : 'directed-list'),
    keyboard: [
      ...page.items.map((pledge) => [row(label(words, pledge), 'directed', pledge.id)]),
      ...pager(page, (to) => pack('directedList', to)),
      ...(hasOpenPledge ? [[button(words, 'pledge', 'giveStart')]] : alone),
      [homeButton(words)],
    ],
  };
}

function partButton(words: Words, pledge: DirectedPledge): InlineKeyboardButton[][] {
  if (!pledge.canGiveNow) return [];
  return [
    [
      {
        text: words.plain('btn-part-now', { amount: words.money(pledge.amount) }),
        callback_data: pack('directedPart', pledge.id),
      },
    ],
  ];
}

function headLines(words: Words, pledge: DirectedPledge): string[] {
  return [
    words.html(`directed-${howOften(pledge)}`, {
      amount: words.money(pledge.amount),
      form: formText(words, pledge.form),
      name: nameOf(words, pledge),
    }),
    ...(pledge.requestTitle ? [words.html('directed-for', { title: pledge.requestTitle })] : []),
    ...(pledge.description ? [words.html('promise-description', { text: pledge.description })] : []),
  ];
}

function stateLine(words: Words, pledge: DirectedPledge): string {
  if (pledge.recipientName === null) return words.html('directed-state-unseen');
  if (pledge.state === 'PAUSED') return words.html('directed-state-paused');
  return words.html(pledge.form === 'MONEY' ? 'directed-state-money' : 'directed-state-in-kind');
}

/** One of them: this month's part at once, ✏️, ⏸ or ▶️, ❌. */
export function directedScreen(words: Words, pledge: DirectedPledge, note: string | null = null): Screen {
  return {
    text: [...(note === null ? [] : [note, '']), ...headLines(words, pledge), stateLine(words, pledge)].join('\n'),
    keyboard: [
      ...partButton(words, pledge),
      [button(words, 'edit-pledge', 'directedAmount', pledge.id)],
      [
        pledge.state === 'ACTIVE'
          ? button(words, 'pause', 'pledgePause', pledge.id)
          : button(words, 'resume', 'pledgeResume', pledge.id),
        button(words, 'withdraw', 'pledgeWithdraw', pledge.id, 'ask'),
      ],
      [backTo(words, pack('directedList', 0)), recordHelp(words, 'directed', pledge.id)],
    ],
  };
}

export interface Pledged {
  /** When its giver hears of it next. */
  readonly cardAt: Date;
  readonly missing: bigint;
  /** The giver's ceiling before and after. */
  readonly before: OwnCeiling;
  readonly after: OwnCeiling;
}

/** The measure is explained when it is first met, and when a larger pledge raises it. */
export function ceilingLines(words: Words, before: OwnCeiling, after: OwnCeiling): string[] {
  if (before.amount === null && after.amount !== null) {
    return ['', words.html('give-ceiling-set', { amount: words.money(after.amount) })];
  }
  if (after.next === null || after.next.amount === before.next?.amount) return [];
  return ['', words.html('give-ceiling-raised', { amount: words.money(after.next.amount) })];
}

/** After ❤️ and ✅; a monthly one can give this month's part with one tap. */
export function pledgedScreen(words: Words, pledge: DirectedPledge, after: Pledged): Screen {
  const next = pledge.form === 'MONEY' ? 'directed-next-card' : 'directed-next-offer';
  return {
    text: [
      words.html('directed-done'),
      ...headLines(words, pledge),
      words.html(next, { day: words.day(after.cardAt) }),
      ...ceilingLines(words, after.before, after.after),
    ].join('\n'),
    keyboard: [
      ...(pledge.monthly && after.missing > 0n ? partButton(words, pledge) : []),
      [button(words, 'directed', 'directedList', 0), homeButton(words)],
    ],
  };
}

const OFFERS_MAX = 6;
const WHAT_LENGTH = 30;

/** Help that is not money and was meant for every month: promised by one tap, or not at all. Further ones stand in the list. */
export function pledgeOfferScreen(words: Words, all: readonly DirectedPledge[]): Screen {
  const pledges = all.slice(0, OFFERS_MAX);
  return {
    text: [
      words.html('notice-pledge-offer'),
      ...pledges.map((pledge) =>
        words.html('pledge-offer-row', {
          name: nameOf(words, pledge),
          amount: words.money(pledge.amount),
          what: shorten(pledge.description ?? '', WHAT_LENGTH),
        }),
      ),
      words.html('card-offer'),
    ].join('\n'),
    keyboard: [
      ...pledges.map((pledge) => [
        {
          text: words.plain('btn-accept-late', { name: nameOf(words, pledge), amount: words.money(pledge.amount) }),
          callback_data: pack('directedPart', pledge.id),
        },
      ]),
      [button(words, 'directed', 'directedList', 0), homeButton(words)],
    ],
  };
}

/** Others were faster: what came back could help elsewhere. */
export function returnedScreen(words: Words, rows: readonly ReturnedRow[]): Screen {
  return {
    text: [
      words.html('notice-pledge-returned'),
      ...rows.map((one) => words.html('digest-row', { name: shortName(one.name), amount: words.money(one.amount) })),
      words.html('pledge-returned-offer'),
    ].join('\n'),
    keyboard: [[button(words, 'give', 'giveStart')], [button(words, 'network', 'network', 0), homeButton(words)]],
  };
}
