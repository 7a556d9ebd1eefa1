import type { InlineKeyboardButton } from 'grammy/types';
import type { RequestLine, RequestView } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { goesOn, pathLines, recommenderLines } from './recommendations.ts';
import { backTo, coverageLines, homeButton, KIND_EMOJI, preview, toNetwork } from './shared.ts';

export interface NetworkView {
  readonly contacts: number;
  readonly requests: readonly RequestLine[];
}

/** /network: the requests that I can see. */
export function networkScreen(words: Words, view: NetworkView, asked: number): Screen {
  const page = pageOf(view.requests, asked);
  return {
    text: words.html('network', { contacts: view.contacts, requests: view.requests.length }),
    keyboard: [
      ...page.items.map((line) => [
        row(
          words.plain('row-request', { emoji: KIND_EMOJI[line.kind], name: line.ownerName, title: line.title }),
          'request',
          line.id,
        ),
      ]),
      ...pager(page, (to) => pack('network', to)),
      [button(words, 'people', 'people', 0), button(words, 'invite', 'invite')],
      [homeButton(words)],
    ],
  };
}

const NAMES_ON_PAGE = 20;

/** My contacts by name. */
export function peopleScreen(words: Words, names: readonly string[], asked: number): Screen {
  const pages = Math.max(1, Math.ceil(names.length / NAMES_ON_PAGE));
  const page = Math.min(asked, pages - 1);
  const shown = names.slice(page * NAMES_ON_PAGE, (page + 1) * NAMES_ON_PAGE);
  return {
    text:
      names.length === 0
        ? words.html('people-none')
        : words.html('people', { names: shown.map((name) => `• ${name}`).join('\n') }),
    keyboard: [
      ...pager({ items: [], page, pages }, (to) => pack('people', to)),
      [button(words, 'invite', 'invite')],
      [toNetwork(words), homeButton(words)],
    ],
  };
}

function headLines(words: Words, view: RequestView): string[] {
  return [
    words.html('request-head', { emoji: KIND_EMOJI[view.kind], title: view.title }),
    words.html(`request-who-${view.forWhom}`, { name: view.ownerName, people: view.people }),
    ...pathLines(words, view),
    ...recommenderLines(words, view),
  ];
}

function storyLines(words: Words, view: RequestView): string[] {
  return [
    ...(view.story ? ['', words.html('as-typed', { text: preview(view.story).text })] : []),
    ...(view.hasVoice ? [words.html('request-voice')] : []),
    ...(view.link ? [words.html('request-link', { link: view.link })] : []),
  ];
}

const hasMoreStory = (view: RequestView): boolean =>
  view.hasVoice || (view.story !== null && preview(view.story).isCut);

/** 🗣 my word for it, 🔗 a link to it; the link only where it would lead somebody within the chosen reach. */
function trustButtons(words: Words, view: RequestView): InlineKeyboardButton[] {
  return [
    button(words, view.isRecommended ? 'recommended' : 'recommend', 'recommendation', view.id),
    ...(goesOn(view) ? [button(words, 'help-link', 'helpLink', view.id)] : []),
  ];
}

/** Somebody else's request, as I may see it. */
export function requestScreen(words: Words, view: RequestView): Screen {
  const canHelp = view.state === 'ACTIVE' && view.coverage.missing > 0n;
  return {
    text: [
      ...headLines(words, view),
      '',
      ...coverageLines(words, view.coverage, view),
      ...storyLines(words, view),
    ].join('\n'),
    keyboard: [
      ...(canHelp ? [[button(words, 'help-now', 'helpNow', view.id)]] : []),
      ...(view.state === 'ACTIVE' ? [trustButtons(words, view)] : []),
      ...(hasMoreStory(view) ? [[button(words, 'story', 'requestStory', view.id)]] : []),
      [toNetwork(words), homeButton(words)],
    ],
  };
}

/** The whole story of a request. */
export function storyScreen(words: Words, view: RequestView): Screen {
  const lines = [words.html('request-head', { emoji: KIND_EMOJI[view.kind], title: view.title }), ''];
  if (view.story) lines.push(words.html('as-typed', { text: view.story }));
  if (view.hasVoice) lines.push(words.html('request-voice'));
  return {
    text: lines.join('\n'),
    keyboard: [[backTo(words, view.isOwn ? pack('askStart') : pack('request', view.id)), homeButton(words)]],
  };
}

/** My own request: how it stands and what I can do with it. */
export function ownRequestScreen(words: Words, view: RequestView): Screen {
  const state =
    view.pauseReason === 'EMERGENCY' ? words.html('request-held') : words.html(`request-state-${view.state}`);
  const lines = [
    words.html('own-request', { title: view.title }),
    state,
    '',
    ...coverageLines(words, view.coverage, view),
    ...storyLines(words, view),
  ];
  const pauseOrResume =
    view.state === 'ACTIVE'
      ? button(words, 'pause', 'requestPause', view.id)
      : button(words, 'resume', 'requestResume', view.id);
  return {
    text: lines.join('\n'),
    keyboard: [
      [
        button(words, 'change', 'requestChange', view.id),
        ...(view.state === 'ACTIVE' ? [button(words, 'help-link', 'helpLink', view.id)] : []),
      ],
      [
        ...(view.pauseReason === 'EMERGENCY' ? [] : [pauseOrResume]),
        button(words, 'close-request', 'requestClose', view.id),
      ],
      ...(hasMoreStory(view) ? [[button(words, 'story', 'requestStory', view.id)]] : []),
      [homeButton(words)],
    ],
  };
}

/** ✏️ on my own request: which part of it. */
export function requestChangeScreen(words: Words, view: RequestView): Screen {
  return {
    text: words.html('own-request', { title: view.title }),
    keyboard: [
      ...['title', 'amount', 'story'].map((field) => [button(words, `edit-${field}`, 'requestEdit', view.id, field)]),
      [backTo(words, pack('myRequest', view.id)), homeButton(words)],
    ],
  };
}
