import type { HelpView } from '../../domain/helping/queries.ts';
import type { Home } from '../../domain/members/home.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { helpingRows } from './helping.ts';

export interface HomeView extends Home {
  /** For whom I may act. */
  readonly helping: readonly HelpView[];
}

function requestLine(words: Words, request: Home['request']): string {
  if (!request) return words.html('home-no-request');
  if (request.state === 'PAUSED') return words.html('home-request-paused', { title: request.title });
  const { title, received, need } = request;
  return words.html('home-request', { title, received: words.money(received), need: words.money(need) });
}

/** Whoever offers nothing is not reminded of it. */
function pledgeLines(words: Words, pledge: Home['pledge']): string[] {
  if (!pledge) return [];
  if (pledge.state === 'PAUSED') return [words.html('home-pledge-paused')];
  return [words.html('home-pledge', { amount: words.money(pledge.amount) })];
}

const HELPED_MAX = 5;

/** The home card: how things stand for me, and where to go. */
export function homeScreen(words: Words, view: HomeView): Screen {
  // Texts made before are put in as they are: escaping happens once, where a person's words enter.
  const text = [
    words.html('home'),
    '',
    requestLine(words, view.request),
    ...pledgeLines(words, view.pledge),
    words.html('home-promises', { count: view.openPromises }),
    ...(view.isPaused ? [words.html('home-paused')] : []),
  ].join('\n');
  return {
    text,
    keyboard: [
      ...helpingRows(words, view.helping.slice(0, HELPED_MAX)),
      ...(view.waitingCard ? [[button(words, 'card-waiting', 'card', view.waitingCard)]] : []),
      [view.request ? button(words, 'my-request', 'askStart') : button(words, 'ask', 'askStart')],
      [view.pledge ? button(words, 'pledge', 'giveStart') : button(words, 'give', 'giveStart')],
      [button(words, 'promises', 'promises', 'open', 0), button(words, 'network', 'network', 0)],
      // With a card waiting, 🔗 is found in 👥: never more than six buttons.
      [...(view.waitingCard ? [] : [button(words, 'invite', 'invite')]), button(words, 'help', 'help')],
    ],
  };
}
