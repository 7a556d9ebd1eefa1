import type { InlineKeyboardButton } from 'grammy/types';
import type { RequestView } from '../../domain/requests/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { goesOn, pathLines, recommenderLines } from './recommendations.ts';
import { backTo, coverageLines, fromPledgeButton, homeButton, KIND_EMOJI, preview, toNetwork } from './shared.ts';

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
function helpButtons(words: Words, view: RequestView): InlineKeyboardButton[][] {
  if (view.state !== 'ACTIVE') return [];
  const now =
    view.coverage.missing > 0n
      ? button(words, 'help-now', 'helpNow', view.id)
      : button(words, 'help-already', 'helpAlready', view.id);
  if (view.kind === 'EMERGENCY') {
    const pledge = fromPledgeButton(words, view);
    // With it, 🔗 is behind ℹ️: never more than six buttons.
    return [
      [now, ...pledge],
      [trustButton(words, view), ...(pledge.length > 0 ? [] : linkButton(words, view))],
    ];
  }
  return [
    [now],
    [
      button(words, 'help-monthly', 'helpPledge', view.id, 'monthly'),
      button(words, 'help-once', 'helpPledge', view.id, 'once'),
    ],
  ];
}

const VISIBLE_MAX = 600;
const SHORT_STORY = 60;

/** What a reader sees of a text: no markup. */
const visibleLength = (html: string): number =>
  html.replace(/<[^>]+>/g, '').replace(/&(?:amp|lt|gt|quot);/g, '.').length;

const cardText = (words: Words, view: RequestView, note: string | null): string =>
  [
    ...(note === null ? [] : [note, '']),
    ...headLines(words, view),
    '',
    ...coverageLines(words, view.coverage, view),
    ...storyLines(words, view),
  ].join('\n');

/** The card as it fits a screen: where names are long it shows the shortest path only, then less of the story, then no recommenders. */
function fitting(words: Words, view: RequestView, note: string | null): { text: string; isStoryCut: boolean } {
  const nearest = { ...view, paths: view.paths.slice(0, 1) };
  const brief = { ...nearest, story: view.story && shorten(view.story, SHORT_STORY) };
  const least = { ...brief, recommenders: [] };
  const shown = [view, nearest, brief].find((one) => visibleLength(cardText(words, one, note)) <= VISIBLE_MAX) ?? least;
  return { text: cardText(words, shown, note), isStoryCut: shown.story !== view.story };
}

/** Somebody else's request, as I may see it. */
export function requestScreen(words: Words, view: RequestView, note: string | null = null): Screen {
  const { text, isStoryCut } = fitting(words, view, note);
  const more = button(words, isStoryCut || hasMoreStory(view) ? 'story' : 'request-more', 'requestStory', view.id);
  // A monthly request has its 🔗 behind ℹ️: never more than six buttons.
  const isMonthly = view.state === 'ACTIVE' && view.kind === 'MONTHLY';
  return {
    text,
    keyboard: [
      ...helpButtons(words, view),
      ...(isMonthly
        ? [[trustButton(words, view), more], [toNetwork(words)]]
        : [[more], [toNetwork(words), homeButton(words)]]),
    ],
  };
}

/** The whole story of a request. */
export function storyScreen(words: Words, view: RequestView): Screen {
  const lines = [words.html('request-head', { emoji: KIND_EMOJI[view.kind], title: view.title })];
  lines.push(words.html(`request-who-${view.forWhom}`, { name: view.ownerName, people: view.people }));
  if (view.story) lines.push('');
  if (view.story) lines.push(words.html('as-typed', { text: view.story }));
  if (view.hasVoice) lines.push(words.html('request-voice'));
  return {
    text: lines.join('\n'),
    keyboard: [
      ...(view.isOwn
        ? []
        : [
            linkButton(words, view),
            [button(words, 'person', 'person', view.ownerId), button(words, 'report', 'requestReport', view.id)],
          ].filter((line) => line.length > 0)),
      [backTo(words, view.isOwn ? pack('askStart') : pack('request', view.id)), homeButton(words)],
    ],
  };
}

const mayAskUrgently = (view: RequestView): boolean => view.kind === 'MONTHLY' && view.state === 'ACTIVE';

/** My own request: how it stands and what I can do with it. */
export function ownRequestScreen(words: Words, view: RequestView): Screen {
  const state =
    view.pauseReason === 'EMERGENCY' ? words.html('request-held') : words.html(`request-state-${view.state}`);
  const lines = [
    words.html('own-request', { title: view.title }),
    view.isLocked ? words.html('request-locked') : state,
    ...changedLines(words, view),
    '',
    ...coverageLines(words, view.coverage, view),
    ...storyLines(words, view),
  ];
  if (view.state === 'CLOSED') {
    return { text: lines.join('\n'), keyboard: [[button(words, 'ask', 'askStart'), homeButton(words)]] };
  }
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
      ...(mayAskUrgently(view) ? [[button(words, 'ask-emergency', 'askEmergency')]] : []),
      [
        ...(hasMoreStory(view) && !mayAskUrgently(view) ? [button(words, 'story', 'requestStory', view.id)] : []),
        homeButton(words),
      ],
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
      ...(hasMoreStory(view) ? [[button(words, 'story', 'requestStory', view.id)]] : []),
      // With the whole story there is no room for 🏠: never more than six buttons.
      [backTo(words, pack('myRequest', view.id)), ...(hasMoreStory(view) ? [] : [homeButton(words)])],
    ],
  };
}
