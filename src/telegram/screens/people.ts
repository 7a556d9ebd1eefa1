import type { InlineKeyboardButton } from 'grammy/types';
import type { OwnAbout } from '../../domain/members/profile.ts';
import type { ShutOut } from '../../domain/network/blocks.ts';
import { PEOPLE_FILTERS, type PeopleFilter, type SeenPerson } from '../../domain/network/people.ts';
import type { PersonCard } from '../../domain/network/person-card.ts';
import type { ReportCase } from '../../domain/network/reports.ts';
import type { RequestLine } from '../../domain/requests/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, firstFitting, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardHelp, recordHelp } from './card-help.ts';
import { backTo, homeButton, KIND_EMOJI, shortName, toNetwork } from './shared.ts';

export interface NetworkView {
  readonly contacts: number;
  readonly requests: readonly RequestLine[];
}

const requestRow = (words: Words, line: RequestLine): InlineKeyboardButton =>
  row(
    words.plain('row-request', { emoji: KIND_EMOJI[line.kind], name: line.ownerName, title: line.title }),
    'request',
    line.id,
  );

const filterButton = (words: Words, filter: PeopleFilter): InlineKeyboardButton =>
  button(words, `filter-${filter}`, 'people', filter, 0);

/** /network: the requests that I can see; other filters show people. */
export function networkScreen(words: Words, view: NetworkView, asked: number): Screen {
  const page = pageOf(view.requests, asked);
  const isEmpty = view.contacts === 0 && view.requests.length === 0;
  return {
    text: words.html('network', { contacts: view.contacts, requests: view.requests.length }),
    keyboard: [
      ...page.items.map((line) => [requestRow(words, line)]),
      ...pager(page, (to) => pack('network', to)),
      [filterButton(words, 'all')],
      [
        isEmpty ? button(words, 'invite', 'invite') : button(words, 'network-picture', 'networkPicture'),
        button(words, 'about', 'about'),
      ],
      [cardHelp(words, 'network'), homeButton(words)],
    ],
  };
}

/** People by name, one filter of /network. */
export function peopleScreen(words: Words, filter: PeopleFilter, people: readonly SeenPerson[], asked: number): Screen {
  const page = pageOf(people, asked);
  return {
    text:
      people.length === 0
        ? words.html(`people-${filter}-none`)
        : words.html(`people-${filter}`, { count: people.length }),
    keyboard: [
      ...page.items.map(({ id, name }) => [row(words.plain('row-person', { name }), 'person', id)]),
      ...pager(page, (to) => pack('people', filter, to)),
      [button(words, 'filter-asks', 'network', 0)],
      PEOPLE_FILTERS.filter((other) => other !== filter).map((other) => filterButton(words, other)),
      [button(words, 'invite', 'invite'), homeButton(words)],
    ],
  };
}

/** How the viewer knows this person, in words. */
function tieLines(words: Words, card: PersonCard): string[] {
  if (card.contact) {
    const { since, origin, through } = card.contact;
    const day = words.day(since);
    return [
      through === null
        ? words.html(`person-since-${origin}`, { day })
        : words.html('person-introduced', { day, through: shortName(through) }),
    ];
  }
  if (card.paths.length > 0) {
    const [shortest = []] = card.paths; // the request's own card shows up to three
    return [words.html('person-path', { path: [...shortest, card.name].map(shortName).join(' → ') })];
  }
  return card.sharedTitle === null ? [] : [words.html(`person-${card.how}`, { title: card.sharedTitle })];
}

export const shownName = (card: PersonCard): string => card.nickname ?? card.name;

function personText(words: Words, card: PersonCard, note: string | null): string {
  const { name, nickname } = card;
  return [
    ...(note === null ? [] : [note, '']),
    nickname === null ? words.html('person', { name }) : words.html('person-nicknamed', { name, nickname }),
    ...tieLines(words, card),
    ...(card.hasHelped ? [words.html('person-helped')] : []),
    ...(card.about === null ? [] : ['', words.html('person-about', { text: card.about })]),
    ...(card.aboutLink === null ? [] : [words.html('person-link', { link: card.aboutLink })]),
  ].join('\n');
}

const BRIEFLY = 60;

/** 👤 A person as this viewer may see them. */
export function personScreen(words: Words, card: PersonCard, note: string | null = null): Screen {
  const brief = { ...card, about: card.about && shorten(card.about, BRIEFLY) };
  return {
    text: firstFitting([() => personText(words, card, note), () => personText(words, brief, note)]),
    keyboard: [
      ...(card.request ? [[requestRow(words, card.request)]] : []),
      [
        button(words, 'write', 'personWrite', card.id, 'ask'),
        ...(card.contact ? [button(words, 'nickname', 'personEdit', card.id)] : []),
      ],
      [button(words, 'block', 'personBlock', card.id, 'ask'), button(words, 'report', 'personReport', card.id)],
      [backTo(words, pack('people', 'all', 0)), recordHelp(words, 'person', card.id)],
    ],
  };
}

const toPerson = (words: Words, id: string): InlineKeyboardButton => backTo(words, pack('person', id));

/** ✏️ on a contact's card: my own name for them, and the end of the contact. */
export function personEditScreen(words: Words, card: PersonCard): Screen {
  const rows = [
    [button(words, 'nickname-set', 'nickname', card.id)],
    ...(card.nickname === null ? [] : [[button(words, 'nickname-clear', 'nicknameClear', card.id)]]),
    [button(words, 'help-with-bot', 'helpOffer', card.id)],
    ...(card.mayBeIntroduced ? [[button(words, 'introduce', 'introduceList', card.id, 0)]] : []),
    [button(words, 'break', 'personBreak', card.id, 'ask')],
  ];
  // With all five of them there is room for ⬅️ only: never more than six buttons.
  const home = rows.length < 5 ? [homeButton(words)] : [];
  return {
    text: words.html('person-edit', { name: shownName(card) }),
    keyboard: [...rows, [toPerson(words, card.id), ...home]],
  };
}

export interface AccountLink {
  readonly name: string;
  readonly telegramId: bigint;
  readonly username: string | null;
}

/** Where a person is written to in Telegram. */
export const accountLink = ({ telegramId, username }: AccountLink): string =>
  username ? `https://t.me/${username}` : `tg://user?id=${telegramId}`;

/** ✉️ to somebody whose account the viewer may have. */
export function writeToScreen(words: Words, id: string, account: AccountLink): Screen {
  return {
    text: words.html('write-direct', { link: accountLink(account), name: account.name }),
    keyboard: [[toPerson(words, id), homeButton(words)]],
  };
}

/** What others see about me, and who is shut out by me. */
export function aboutScreen(words: Words, own: OwnAbout, note: string | null = null): Screen {
  const card = words.html('about-card', {
    name: own.name,
    about: own.about ?? words.plain('about-none'),
    link: own.link ?? words.plain('about-link-none'),
  });
  const isEmpty = own.about === null && own.link === null;
  return {
    text: [...(note === null ? [] : [note, '']), card, '', words.html('about-seen')].join('\n'),
    keyboard: [
      [button(words, 'about-edit', 'aboutEdit'), ...(isEmpty ? [] : [button(words, 'about-clear', 'aboutClear')])],
      [button(words, 'shut-out', 'shutOut', 0)],
      [toNetwork(words), homeButton(words)],
    ],
  };
}

/** Whom I blocked, and the contacts that I ended. */
export function shutOutScreen(
  words: Words,
  people: readonly ShutOut[],
  asked: number,
  note: string | null = null,
): Screen {
  const page = pageOf(people, asked);
  const text = words.html(people.length === 0 ? 'shut-out-none' : 'shut-out');
  return {
    text: note === null ? text : `${note}\n\n${text}`,
    keyboard: [
      ...page.items.map(({ id, name, kind }) => [
        kind === 'blocked'
          ? row(words.plain('row-blocked', { name }), 'unblock', id, 'ask')
          : row(words.plain('row-broken', { name }), 'wantBack', id, 'ask'),
      ]),
      ...pager(page, (to) => pack('shutOut', to)),
      [backTo(words, pack('about')), homeButton(words)],
    ],
  };
}

/** A case for an operator: reason, words and number; nobody's name. */
export function reportCaseScreen(words: Words, report: ReportCase): Screen {
  const reason = words.plain(`btn-abuse-${report.reason}`).replace(/^\S+\s/u, '');
  return {
    text: [
      words.html('report-case', { number: report.number, reason }),
      ...(report.text === null ? [] : [words.html('report-case-text', { text: report.text })]),
    ].join('\n'),
    keyboard: [
      ...(report.isHandled ? [] : [[button(words, 'handled', 'reportHandled', report.id)]]),
      [homeButton(words)],
    ],
  };
}
