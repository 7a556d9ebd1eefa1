import type { InlineKeyboardButton } from 'grammy/types';
import type { ActingSession } from '../../domain/helping/acting.ts';
import { HELPER_MONTHS, HELPER_SCOPES } from '../../domain/helping/grants.ts';
import type { HelpedPage, HelpView, OfferStanding } from '../../domain/helping/queries.ts';
import { covers } from '../../domain/helping/scope.ts';
import type { OpenPledge } from '../../domain/pledges/pledges.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { marked, type Press, pack, unpack } from '../callbacks.ts';
import { isPressOpen } from '../open-while-helping.ts';
import { button, pager, row, type Screen, VISIBLE_MAX, visibleLength } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton, shortName } from './shared.ts';

/** Acting for an elder: asking for their consent, their answer, acting, and the list of what was done. */

const toPerson = (words: Words, id: string): InlineKeyboardButton => backTo(words, pack('personEdit', id));

/** 👤 on a contact's card: with what to help, or how an earlier offer stands. */
export function helpOfferScreen(words: Words, elderId: string, elder: string, standing: OfferStanding): Screen {
  const name = shortName(elder);
  const ways = [toPerson(words, elderId), homeButton(words)];
  if (standing.state === 'waiting') return { text: words.html('help-offer-waiting', { name }), keyboard: [ways] };
  if (standing.state === 'active') {
    return {
      text: words.html('help-offer-active', { name, day: words.day(standing.endsAt) }),
      keyboard: [
        [button(words, 'help-begin', 'helpBegin', standing.grantId)],
        [button(words, 'help-end', 'helpStop', standing.grantId)],
        ways,
      ],
    };
  }
  return {
    text: words.html('help-offer-scope', { name }),
    keyboard: [
      ...HELPER_SCOPES.map((scope) => [button(words, `help-scope-${scope}`, 'helpScope', elderId, scope)]),
      ways,
    ],
  };
}

/** Until when. */
export const helpUntilScreen = (words: Words, elderId: string, elder: string, scope: HelperScope): Screen => ({
  text: words.html('help-offer-until', { name: shortName(elder) }),
  keyboard: [
    ...HELPER_MONTHS.map((count) => [
      {
        text: words.plain('btn-help-months', { count }),
        callback_data: pack('helpUntil', elderId, scope, count),
      },
    ]),
    [backTo(words, pack('helpOffer', elderId)), homeButton(words)],
  ],
});

export interface OfferSummary {
  readonly elderId: string;
  readonly elder: string;
  readonly scope: HelperScope;
  readonly months: number;
  readonly endsAt: Date;
}

/** All of it, and one ✅. */
export const helpSummaryScreen = (words: Words, offer: OfferSummary): Screen => ({
  text: [
    words.html('help-offer-summary', { name: shortName(offer.elder), day: words.day(offer.endsAt) }),
    words.html(`help-you-may-${offer.scope}`),
    words.html('help-offer-ask'),
  ].join('\n'),
  keyboard: [
    [button(words, 'help-offer', 'helpAsk', offer.elderId, offer.scope, offer.months)],
    [backTo(words, pack('helpScope', offer.elderId, offer.scope)), homeButton(words)],
  ],
});

/** The elder is asked: who, what they may do, until when, what never, and how it is stopped. */
export const helpQuestionScreen = (words: Words, help: HelpView): Screen => ({
  text: [
    words.html('notice-helper-offered', { name: shortName(help.name), day: words.day(help.endsAt) }),
    words.html(`help-they-may-${help.scope}`),
    words.html('notice-helper-offered-ask'),
  ].join('\n'),
  keyboard: [
    [
      { text: words.plain('btn-yes'), callback_data: pack('helpAnswer', help.grantId, 'yes') },
      { text: words.plain('btn-no'), callback_data: pack('helpAnswer', help.grantId, 'no') },
    ],
    [homeButton(words)],
  ],
});

/** The helper hears of a yes. */
export const helpAcceptedScreen = (words: Words, help: HelpView): Screen => ({
  text: words.html('notice-helper-accepted', { name: shortName(help.name), day: words.day(help.endsAt) }),
  keyboard: [[button(words, 'help-begin', 'helpBegin', help.grantId)], [homeButton(words)]],
});

/** A row for each person whom the viewer helps: a tap begins. */
export const helpingRows = (words: Words, elders: readonly HelpView[]): InlineKeyboardButton[][] =>
  elders.map(({ grantId, name }) => [row(words.plain('row-helping', { name }), 'helpBegin', grantId)]);

/** Of the elder's settings: who helps, a row each that stops them with one tap, and the list of what was done. */
export function helperLines(words: Words, helpers: readonly HelpView[]): string[] {
  return helpers.map(({ name, endsAt }) =>
    words.html('settings-helper', { name: shortName(name), day: words.day(endsAt) }),
  );
}

export const stopRows = (words: Words, helpers: readonly HelpView[]): InlineKeyboardButton[][] =>
  helpers.map(({ grantId, name }) => [row(words.plain('row-help-stop', { name }), 'helpStop', grantId)]);

/** What was done with help, the newest first; each helper can be stopped from here too. */
export function helpedScreen(words: Words, helped: HelpedPage, helpers: readonly HelpView[]): Screen {
  const lines = helped.items.map(({ command, at, name }) =>
    words.html('helped-line', {
      day: words.day(at),
      what: words.plain(`helped-${command}`),
      name: shortName(name ?? ''),
    }),
  );
  return {
    text: [words.html('helped-list'), ...(lines.length > 0 ? lines : [words.html('helped-none')])].join('\n'),
    keyboard: [
      ...pager(helped, (to) => pack('helped', to)),
      ...stopRows(words, helpers),
      [backTo(words, pack('settings')), homeButton(words)],
    ],
  };
}

/** Where the first line makes a full screen too long, its last lines make room. */
function fitting(text: string): string {
  const lines = text.split('\n');
  while (lines.length > 1 && visibleLength(lines.join('\n')) > VISIBLE_MAX - 2) lines.pop();
  return lines.length === text.split('\n').length ? text : `${lines.join('\n').trimEnd()}\n…`;
}

const isHome = (press: Press | null): boolean => press?.action === 'home';
const isCardHelp = (press: Press | null): boolean => press?.action === 'cardHelp' || press?.action === 'recordHelp';
const isBack = (button: InlineKeyboardButton): boolean => button.text.startsWith('⬅️');

const BUTTONS_MAX = 6;

/**
 * A screen as a helper gets it: for whom it is in the first line, only what the leave covers under it, and the way back to oneself. Each
 * button carries the mark of the leave.
 */
export function framed(
  words: Words,
  helping: Pick<ActingSession, 'elderName' | 'scope'>,
  mark: string,
  screen: Screen,
): Screen {
  const pressOf = (one: InlineKeyboardButton): Press | null =>
    'callback_data' in one ? unpack(one.callback_data) : null;
  const isKept = (one: InlineKeyboardButton): boolean => {
    const press = pressOf(one);
    return press !== null && isPressOpen(helping.scope, press);
  };
  const kept = screen.keyboard.map((line) => line.filter(isKept)).filter((line) => line.length > 0);
  // ℹ️ makes room where it is scarce, then 🏠 where ⬅️ leads back too.
  const without = (rows: typeof kept, isLeftOut: (press: Press | null) => boolean): typeof kept =>
    rows.flat().length < BUTTONS_MAX ? rows : rows.map((line) => line.filter((one) => !isLeftOut(pressOf(one))));
  const plain = without(kept, isCardHelp);
  const rows = plain.flat().some(isBack) ? without(plain, isHome) : plain;
  const hasWay = rows.flat().some((one) => isBack(one) || isHome(pressOf(one)));
  const ways = [button(words, 'help-back', 'helpBack'), ...(hasWay ? [] : [homeButton(words)])];
  return {
    text: fitting(`${words.html('helping-head', { name: shortName(helping.elderName) })}\n\n${screen.text}`),
    keyboard: [...rows.filter((line) => line.length > 0), ways].map((line) =>
      line.map((one) => ('callback_data' in one ? { ...one, callback_data: marked(one.callback_data, mark) } : one)),
    ),
  };
}

export interface HelpingHome {
  readonly scope: HelperScope;
  readonly request: RequestView | null;
  readonly pledge: OpenPledge | null;
  readonly hasDirected: boolean;
  readonly openPromises: number;
  readonly waitingCard: string | null;
}

/** The home card while acting for an elder: what the leave covers, and nothing else. */
export function helpingHomeScreen(words: Words, view: HelpingHome): Screen {
  const { request, pledge } = view;
  const mayAsk = covers(view.scope, 'REQUEST');
  const mayPromise = covers(view.scope, 'PROMISES');
  const requestLine = request
    ? words.html('helping-request', {
        title: request.title,
        received: words.money(request.coverage.received),
        need: words.money(request.coverage.need),
      })
    : words.html('helping-no-request');
  return {
    text: [
      words.html('helping-home'),
      '',
      ...(mayAsk ? [requestLine] : []),
      ...(pledge ? [words.html('helping-pledge', { amount: words.money(pledge.amount) })] : []),
      ...(mayPromise ? [words.html('helping-promises', { count: view.openPromises })] : []),
    ].join('\n'),
    keyboard: [
      ...(view.waitingCard ? [[button(words, 'card-waiting', 'card', view.waitingCard)]] : []),
      ...(mayAsk ? [[button(words, request ? 'my-request' : 'ask', 'askStart')]] : []),
      ...(pledge || view.hasDirected ? [[button(words, 'pledge', 'giveStart')]] : []),
      ...(mayPromise ? [[button(words, 'promises', 'promises', 'open', 0)]] : []),
    ],
  };
}
