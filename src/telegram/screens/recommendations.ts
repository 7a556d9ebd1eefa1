import { type OwnRecommendation, REASONS, type ShareQuestion } from '../../domain/network/recommendations.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import { button, firstFitting, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton, shortName } from './shared.ts';

/** Handshakes from the viewer to the asker, by the shortest path. */
export const handshakes = (view: RequestView): number => (view.isOwn ? 0 : 1 + (view.paths[0]?.length ?? 0));

/** May the viewer's own contacts come to see this request through the viewer? */
export const goesOn = (view: RequestView): boolean => view.state === 'ACTIVE' && handshakes(view) < view.reach;

const NAMES_SHOWN = 3;

/** "Вы → Ольга → Пётр": every path ends with the asker. */
export const pathLines = (words: Words, view: RequestView): string[] =>
  view.paths.map((path) => words.html('request-path', { path: [...path, view.ownerName].map(shortName).join(' → ') }));

/** Who recommends it, if within the reader's own network; further names are only hinted at. */
export function recommenderLines(words: Words, view: RequestView): string[] {
  if (view.recommenders.length === 0) return [];
  const names = view.recommenders.slice(0, NAMES_SHOWN).map(shortName);
  const more = view.recommenders.length > NAMES_SHOWN ? ['…'] : [];
  return [words.html('request-recommenders', { names: [...names, ...more].join(', ') })];
}

const head = (view: RequestView): { name: string; title: string } => ({
  name: shortName(view.ownerName),
  title: view.title,
});

const wayOut = (words: Words, view: RequestView) => [backTo(words, pack('request', view.id)), homeButton(words)];

/** 🗣 Do you know this person and this need? Four reasons. */
export function recommendScreen(words: Words, view: RequestView): Screen {
  const reasons = REASONS.map((reason) => button(words, `reason-${reason}`, 'recommendReason', view.id, reason));
  return {
    text: [
      words.html('recommend-ask', head(view)),
      words.html(goesOn(view) ? 'recommend-goes-on' : 'recommend-stays'),
    ].join('\n'),
    keyboard: [reasons.slice(0, 2), reasons.slice(2), wayOut(words, view)],
  };
}

/** The one question after a recommendation of a request for several people. */
export function recommendPeopleScreen(words: Words, view: RequestView, people: number): Screen {
  return {
    text: `${words.html('recommend-done')}\n\n${words.html('recommend-people', { people })}`,
    keyboard: [
      [button(words, 'yes', 'recommendPeople', view.id, people)],
      [button(words, 'skip', 'request', view.id)],
      [homeButton(words)],
    ],
  };
}

/** My own recommendation of a request: renew it, take it back. */
export function ownRecommendationScreen(
  words: Words,
  view: RequestView,
  own: OwnRecommendation,
  note: string | null = null,
): Screen {
  const text = own.isLiving
    ? words.html('recommend-card', {
        ...head(view),
        reason: words.plain(`reason-${own.reason}`),
        day: words.day(own.expiresAt),
      })
    : words.html('recommend-card-old', head(view));
  const people = own.isLiving && view.people > 1 && own.peopleConfirmed !== view.people;
  return {
    text: [
      ...(note === null ? [] : [note, '']),
      text,
      ...(people ? ['', words.html('recommend-people', { people: view.people })] : []),
    ].join('\n'),
    keyboard: [
      ...(own.isLiving ? [] : [[button(words, 'recommend-again', 'recommendRenew', view.id)]]),
      ...(people ? [[button(words, 'yes', 'recommendPeople', view.id, view.people)]] : []),
      [button(words, 'recommend-withdraw', 'recommendWithdraw', view.id, 'ask')],
      wayOut(words, view),
    ],
  };
}

const BUTTONS_MAX = 6;
const BRIEFLY = 20;

/** After 🤝: the screen of what was promised, with the one question whether to show the request to the helper's contacts. */
export function withShareQuestion(words: Words, screen: Screen, question: ShareQuestion | null): Screen {
  if (!question) return screen;
  const { requestId, title, ownerName } = question;
  const name = shortName(ownerName);
  const withTitle = (shown: string): string =>
    `${screen.text}\n\n${words.html('share-question', { title: shown, name })}`;
  const above = screen.keyboard.slice(0, -1);
  const ways = screen.keyboard.at(-1) ?? [];
  const room = BUTTONS_MAX - 1 - above.flat().length;
  return {
    text: firstFitting([() => withTitle(title), () => withTitle(shorten(title, BRIEFLY))]),
    keyboard: [
      ...above,
      [button(words, 'recommend-show', 'recommendation', requestId)],
      ways.slice(-Math.max(1, room)),
    ],
  };
}
