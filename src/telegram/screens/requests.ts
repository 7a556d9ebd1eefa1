import type { InlineKeyboardButton } from 'grammy/types';
import type { RequestView } from '../../domain/requests/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, firstFitting, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { explanationsOf, recordHelp } from './card-help.ts';
import { goesOn, pathLines, recommenderLines } from './recommendations.ts';
import {
  backTo,
  coverageLines,
  fromPledgeButton,
  homeButton,
  KIND_EMOJI,
  preview,
  shortName,
  toNetwork,
} from './shared.ts';

function headLines(words: Words, view: RequestView): string[] {
  return [
    words.html('request-head', { emoji: KIND_EMOJI[view.kind], title: view.title }),
    words.html(`request-who-${view.forWhom}`, { name: view.ownerName, people: view.people }),
    ...pathLines(words, view),
    ...recommenderLines(words, view),
    ...changedLines(words, view),
  ];
}

/** For 72 hours after a change that a hijacker could have made. */
const changedLines = (words: Words, view: RequestView): string[] =>
  view.isRecentlyChanged ? [words.html('request-recently-changed')] : [];

function storyLines(words: Words, view: RequestView): string[] {
  return [
    ...(view.story ? ['', words.html('as-typed', { text: preview(view.story).text })] : []),
    ...(view.hasVoice ? [words.html('request-voice')] : []),
    ...(view.link ? [words.html('request-link', { link: view.link, host: shorten(new URL(view.link).host, 40) })] : []),
  ];
}

const hasMoreStory = (view: RequestView): boolean =>
  view.hasVoice || (view.story !== null && preview(view.story).isCut);

/** 🔗 a link to it, only where it would lead somebody within the chosen reach. */
const linkButton = (words: Words, view: RequestView): InlineKeyboardButton[] =>
  goesOn(view) ? [button(words, 'help-link', 'helpLink', view.id)] : [];

const trustButton = (words: Words, view: RequestView): InlineKeyboardButton =>
  button(words, view.isRecommended ? 'recommended' : 'recommend', 'recommendation', view.id);

/** 🤝 at once while something is missing, else what has been given already; ❤️ for the months to come, never for an emergency. */
function helpButtons(words: Words, view: RequestView, undoId: string | null): InlineKeyboardButton[][] {
  if (view.state !== 'ACTIVE') return [];
  const now =
    view.coverage.missing > 0n
      ? button(words, 'help-now', 'helpNow', view.id)
      : button(words, 'help-already', 'helpAlready', view.id);
  // Right after 🗣, or its withdrawal, ↩️ stands in the place of what can wait: never more than six buttons.
  const back = undoId === null ? [] : [button(words, 'undo', 'undo', undoId)];
  if (view.kind === 'EMERGENCY') {
    const pledge = undoId === null ? fromPledgeButton(words, view) : [];
    // With it, 🔗 is behind ℹ️.
    const link = pledge.length > 0 || undoId !== null ? [] : linkButton(words, view);
    return [
      [now, ...pledge],
      [trustButton(words, view), ...back, ...link],
    ];
  }
  return [
    [now],
    [
      button(words, 'help-monthly', 'helpPledge', view.id, 'monthly'),
      ...(undoId === null ? [button(words, 'help-once', 'helpPledge', view.id, 'once')] : back),
    ],
  ];
}

const SHORT_STORY = 60;

const cardText = (words: Words, view: RequestView, note: string | null): string =>
  [
    ...(note === null ? [] : [note, '']),
    ...headLines(words, view),
    '',
    ...coverageLines(words, view.coverage, view),
    ...helperLines(words, view),
    ...storyLines(words, view),
  ].join('\n');

/** The same request with ever less to show: the shortest path only, less of the story, neither names of others nor a story. */
function everBriefer(view: RequestView): RequestView[] {
  const nearest = { ...view, paths: view.paths.slice(0, 1) };
  const brief = { ...nearest, story: view.story && shorten(view.story, SHORT_STORY) };
  const alone = { ...brief, recommenders: [], helpers: [], ownerName: shortName(view.ownerName) };
  return [view, nearest, brief, alone, { ...alone, story: null, hasVoice: false }];
}

/** The card as it fits a screen, whatever people are called; what is left out stands behind ℹ️. */
function fitting(words: Words, view: RequestView, note: string | null): { text: string; isStoryCut: boolean } {
  let shown = view;
  const texts = everBriefer(view).map((one) => () => {
    shown = one;
    return cardText(words, one, note);
  });
  return { text: firstFitting(texts), isStoryCut: shown.story !== view.story };
}

/** Somebody else's request, as I may see it. */
export function requestScreen(
  words: Words,
  view: RequestView,
  note: string | null = null,
  undoId: string | null = null,
): Screen {
  const { text, isStoryCut } = fitting(words, view, note);
  const more = button(words, isStoryCut || hasMoreStory(view) ? 'story' : 'request-more', 'requestStory', view.id);
  // A monthly request has its 🔗 behind ℹ️: never more than six buttons.
  const isMonthly = view.state === 'ACTIVE' && view.kind === 'MONTHLY';
  return {
    text,
    keyboard: [
      ...helpButtons(words, view, undoId),
      ...(isMonthly
        ? [[trustButton(words, view), more], [toNetwork(words)]]
        : [[more], [toNetwork(words), homeButton(words)]]),
    ],
  };
}

const HELPERS_SHOWN = 3;

/** Who helps, by name: only the circle of the request gets these. */
function helperLines(words: Words, { helpers }: RequestView): string[] {
  if (helpers.length === 0) return [];
  const names = helpers
    .slice(0, HELPERS_SHOWN)
    .map(({ name, promised, received }) => `${shortName(name)} ${words.money(promised + received)}`);
  return [
    words.html('request-helpers', { names: [...names, ...(helpers.length > HELPERS_SHOWN ? ['…'] : [])].join(', ') }),
  ];
}

/** All contributions by name, a page at a time. */
export function helpersScreen(words: Words, view: RequestView, page: number): Screen {
  const { items, page: shown, pages } = pageOf(view.helpers, page);
  const lines = items.map(({ name, promised, received }) =>
    words.html('helpers-line', {
      name: shortName(name),
      promised: words.money(promised),
      received: words.money(received),
    }),
  );
  return {
    text: [words.html('helpers-card', { title: view.title }), ...lines].join('\n'),
    keyboard: [
      ...pager({ page: shown, pages }, (at) => pack('helpers', view.id, at)),
      [backTo(words, pack('requestStory', view.id)), homeButton(words)],
    ],
  };
}

const hasDetails = (view: RequestView): boolean => hasMoreStory(view) || view.helpers.length > 0;

/** The whole story of a request, and what its card is for: where both do not fit, that is one ℹ️ further. */
export function storyScreen(words: Words, view: RequestView): Screen {
  const head = words.html('request-head', { emoji: KIND_EMOJI[view.kind], title: view.title });
  const who = words.html(`request-who-${view.forWhom}`, { name: view.ownerName, people: view.people });
  const told = [
    ...(view.story ? ['', words.html('as-typed', { text: view.story })] : []),
    ...(view.hasVoice ? [words.html('request-voice')] : []),
  ];
  const card = view.isOwn ? 'own' : 'request';
  let isExplained = true;
  const text = firstFitting([
    ...explanationsOf(words, card).map((about) => () => [head, who, ...told, '', about].join('\n')),
    () => {
      isExplained = false;
      return [head, who, ...told].join('\n');
    },
    () => [head, ...told].join('\n'),
  ]);
  return {
    text,
    keyboard: [
      ...(view.isOwn
        ? []
        : [
            linkButton(words, view),
            [button(words, 'person', 'person', view.ownerId), button(words, 'report', 'requestReport', view.id)],
          ].filter((line) => line.length > 0)),
      ...(view.helpers.length > 0 ? [[button(words, 'helpers', 'helpers', view.id, 0)]] : []),
      [
        backTo(words, view.isOwn ? pack('myRequest', view.id) : pack('request', view.id)),
        isExplained ? homeButton(words) : recordHelp(words, card, view.id),
      ],
    ],
  };
}

/** ℹ️ on my own request: what does not fit its card, or what the card is for. */
const moreButton = (words: Words, view: RequestView): InlineKeyboardButton =>
  hasDetails(view) ? button(words, 'request-more', 'requestStory', view.id) : recordHelp(words, 'own', view.id);

/** Also while it is paused: an emergency waits for nothing. */
const mayAskUrgently = (view: RequestView): boolean =>
  view.kind === 'MONTHLY' && view.state !== 'CLOSED' && view.pauseReason !== 'EMERGENCY';

/** For a line above the card that says what has just happened. */
const ROOM_FOR_NOTE = 180;

function ownText(words: Words, view: RequestView): string {
  const state = words.html(
    view.pauseReason === 'EMERGENCY'
      ? 'request-held'
      : view.pauseReason === 'SILENCE'
        ? 'request-silent'
        : `request-state-${view.state}`,
  );
  return [
    words.html('own-request', { title: view.title }),
    view.isLocked ? words.html('request-locked') : state,
    ...changedLines(words, view),
    '',
    ...coverageLines(words, view.coverage, view),
    ...helperLines(words, view),
    ...storyLines(words, view),
  ].join('\n');
}

/** My own request: how it stands and what I can do with it. */
export function ownRequestScreen(
  words: Words,
  view: RequestView,
  others: readonly Pick<RequestView, 'id' | 'title' | 'kind'>[] = [],
): Screen {
  const text = firstFitting(
    everBriefer(view).map((shown) => () => ownText(words, shown)),
    ROOM_FOR_NOTE,
  );
  if (view.state === 'CLOSED') {
    const reopen = view.mayReopen ? [[button(words, 'reopen', 'requestReopen', view.id)]] : [];
    const ways = [recordHelp(words, 'own', view.id), homeButton(words)];
    return { text, keyboard: [...reopen, [button(words, 'ask', 'askStart')], ways] };
  }
  const pauseOrResume =
    view.state === 'ACTIVE'
      ? button(words, 'pause', 'requestPause', view.id)
      : button(words, 'resume', 'requestResume', view.id);
  return {
    text,
    keyboard: [
      [
        button(words, 'change', 'requestChange', view.id),
        ...(view.state === 'ACTIVE' ? [button(words, 'help-link', 'helpLink', view.id)] : []),
      ],
      [
        ...(view.pauseReason === 'EMERGENCY' ? [] : [pauseOrResume]),
        button(words, 'close-request', 'requestClose', view.id),
      ],
      ...(mayAskUrgently(view) ? [[button(words, 'ask-emergency', 'askEmergency')]] : []),
      [
        // An active monthly one has its ℹ️ behind ✏️: never more than six buttons.
        ...(mayAskUrgently(view) ? [] : [moreButton(words, view)]),
        homeButton(words),
      ],
      ...others.map(({ id, title, kind }) => [
        row(words.plain('row-other-request', { emoji: KIND_EMOJI[kind], title }), 'myRequest', id),
      ]),
    ],
  };
}

/** ✏️ on my own request: which part of it. */
export function requestChangeScreen(words: Words, view: RequestView): Screen {
  return {
    text: words.html('own-request', { title: view.title }),
    keyboard: [
      ...['title', 'amount', 'story'].map((field) => [button(words, `edit-${field}`, 'requestEdit', view.id, field)]),
      [button(words, 'edit-details', 'myDetails', 0)],
      [button(words, 'edit-more', 'requestChangeMore', view.id)],
      [backTo(words, pack('myRequest', view.id))],
    ],
  };
}

/** The rest of what can be changed, and the way to what does not fit the card. */
export function requestChangeMoreScreen(words: Words, view: RequestView): Screen {
  return {
    text: words.html('own-request', { title: view.title }),
    keyboard: [
      ...['whom', 'when', 'link', 'reach'].map((field) => [
        button(words, `edit-${field}`, 'requestEdit', view.id, field),
      ]),
      [moreButton(words, view)],
      [backTo(words, pack('requestChange', view.id))],
    ],
  };
}
