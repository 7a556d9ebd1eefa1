import type { NetworkNotice } from '../../domain/notices/network-views.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import { linkTo } from '../links.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { helpShareButton } from './help-links.ts';
import { introductionScreen } from './introductions.ts';
import { goesOn, pathLines, recommenderLines } from './recommendations.ts';
import { fromPledgeButton, homeButton, shortName } from './shared.ts';

/** Messages about newcomers, recommendations, help links and introductions, with buttons that act at once. */
export function networkNoticeScreen(words: Words, view: NetworkNotice, botUsername: string): Screen {
  switch (view.kind) {
    case 'newcomer-joined':
      return {
        text: words.html('notice-newcomer-joined', { name: view.name }),
        keyboard: [
          ...(view.introducible ? [[button(words, 'introduce', 'introduceList', view.introducible, 0)]] : []),
          [button(words, 'network', 'network', 0), homeButton(words)],
        ],
      };
    case 'recommended-request': {
      const { need, missing } = view.request.coverage;
      const args = { ...head(view.request), need: words.money(need), missing: words.money(missing) };
      return {
        text: [words.html('notice-recommended-request', args), ...trustLines(words, view.request)].join('\n'),
        keyboard: askButtons(words, view.request),
      };
    }
    case 'request-recommended':
      return recommendedScreen(words, view.request, view.name);
    case 'recommend-again':
    case 'recommendation-expires':
      return confirmScreen(words, view);
    case 'nobody-opened':
      return unopenedScreen(words, view.request, view.token === null ? null : linkTo(botUsername, view.token));
    case 'introduction':
      return introductionScreen(words, view.introduction);
  }
}

const head = (view: RequestView) => ({ name: shortName(view.ownerName), title: view.title });

/** By which way a request has come, for notices about requests of people who are not my contacts. */
export const trustLines = (words: Words, view: RequestView): string[] =>
  view.paths.length === 0 ? [] : [...pathLines(words, view), ...recommenderLines(words, view)];

/** 🗣 🤝, for a monthly need ❤️, and ℹ️ under a notice that somebody asks for help. */
export function askButtons(words: Words, view: RequestView): Screen['keyboard'] {
  const isAsked = !view.isRecommended;
  return [
    ...(isAsked ? [[button(words, 'recommend', 'recommendation', view.id)]] : []),
    [button(words, 'help-now', 'helpNow', view.id)],
    ...(view.kind === 'MONTHLY' ? [[button(words, 'help-monthly', 'helpPledge', view.id, 'monthly')]] : []),
    ...(view.fromPledge === 0n ? [] : [fromPledgeButton(words, view)]),
    [button(words, 'request-more', 'request', view.id)],
    [homeButton(words)],
  ];
}

/** The gentle question under it; asked once, with the notice, of those whose word would carry the request further. */
export const knowThisLines = (words: Words, view: RequestView): string[] =>
  goesOn(view) && !view.isRecommended ? [words.html('notice-know-this')] : [];

function recommendedScreen(words: Words, request: RequestView, name: string | null): Screen {
  const text =
    name === null
      ? words.html('notice-request-recommended-someone', { title: request.title })
      : words.html('notice-request-recommended', { name: shortName(name), title: request.title });
  return { text, keyboard: [[button(words, 'my-request', 'myRequest', request.id), homeButton(words)]] };
}

function confirmScreen(
  words: Words,
  view: Extract<NetworkNotice, { kind: 'recommend-again' | 'recommendation-expires' }>,
): Screen {
  const { request } = view;
  const isExpiring = view.kind === 'recommendation-expires';
  const text = isExpiring
    ? words.html('notice-recommendation-expires', { ...head(request), day: words.day(view.expiresAt) })
    : words.html('notice-recommend-again', { ...head(request), need: words.money(request.coverage.need) });
  return {
    text,
    keyboard: [
      [button(words, isExpiring ? 'recommend-renew' : 'recommend-again', 'recommendRenew', request.id)],
      [button(words, 'recommend-withdraw', 'recommendWithdraw', request.id, 'ask')],
      [button(words, 'request-more', 'request', request.id)],
      [homeButton(words)],
    ],
  };
}

function unopenedScreen(words: Words, request: RequestView, link: string | null): Screen {
  return {
    text: [
      words.html('notice-nobody-opened', { title: request.title }),
      ...(link === null ? [] : [words.html('notice-nobody-opened-link', { link })]),
    ].join('\n'),
    keyboard: [
      link === null ? [button(words, 'help-link', 'helpLink', request.id)] : [helpShareButton(words, link)],
      [button(words, 'my-request', 'myRequest', request.id), homeButton(words)],
    ],
  };
}
