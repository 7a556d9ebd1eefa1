import type { EndedRequest, RequestNotice } from '../../domain/notices/request-views.ts';
import { button, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { askButtons, knowThisLines, trustLines } from './network-notices.ts';
import { homeButton, shortName } from './shared.ts';

/** Messages about the life of a request: how it ended, that it is covered, whether it is still needed. */
export function requestNoticeScreen(words: Words, view: RequestNotice): Screen {
  switch (view.kind) {
    case 'request-closed':
    case 'emergency-completed':
    case 'emergency-deadline':
      return endedScreen(words, view.kind, view.ended);
    case 'promises-unreported':
      return {
        text: words.html('notice-promises-unreported', { title: view.title }),
        keyboard: [
          ...view.promises.map(({ id, name, amount }) => [
            row(
              words.plain('row-unreported', {
                name: shortName(name || words.plain('somebody-gone')),
                amount: words.money(amount),
              }),
              'letGo',
              id,
              'ask',
            ),
          ]),
          [button(words, 'wait-on', 'promises', 'to-me', 0)],
          [homeButton(words)],
        ],
      };
    case 'emergency-morning': {
      const { request } = view;
      const text = words.html('notice-emergency-alert', {
        name: request.ownerName,
        title: request.title,
        need: words.money(request.coverage.need),
        missing: words.money(request.coverage.missing),
        day: request.deadline ? words.day(request.deadline) : '',
      });
      const lines = [text, ...trustLines(words, request), ...knowThisLines(words, request)];
      return { text: lines.join('\n'), keyboard: askButtons(words, request) };
    }
    case 'request-covered': {
      const { id, title } = view.request;
      return {
        text: words.html('notice-request-covered', { title }),
        keyboard: [[button(words, 'my-request', 'myRequest', id), homeButton(words)]],
      };
    }
    case 'still-needed':
      return stillNeededScreen(words, view.request);
  }
}

function stillNeededScreen(words: Words, { id, title }: { readonly id: string; readonly title: string }): Screen {
  return {
    text: words.html('notice-still-needed', { title }),
    keyboard: [
      [button(words, 'still-needed', 'stillNeeded', id)],
      [button(words, 'change', 'requestChange', id), button(words, 'pause', 'requestPause', id)],
      [button(words, 'close-request', 'requestClose', id)],
      [homeButton(words)],
    ],
  };
}

type Ending = 'request-closed' | 'emergency-completed' | 'emergency-deadline';

function endedScreen(words: Words, kind: Ending, view: EndedRequest): Screen {
  const { title, outcome, open, letGo } = view;
  const name = shortName(view.ownerName || words.plain('somebody-gone'));
  const day = view.openUntil ? words.day(view.openUntil) : '';
  const key = kind === 'request-closed' && view.requestKind === 'EMERGENCY' ? 'emergency-closed' : kind;
  const lines = [
    words.html(view.isOwn ? `notice-${key}-own` : `notice-${key}`, {
      title,
      name,
      need: words.money(view.need),
      received: words.money(view.received),
    }),
    ...(outcome === null ? [] : [words.html('notice-ended-outcome', { outcome })]),
    ...(letGo > 0n ? [words.html('notice-ended-let-go', { amount: words.money(letGo) })] : []),
    ...(open > 0n
      ? [words.html(view.isOwn ? 'notice-ended-open-own' : 'notice-ended-open', { amount: words.money(open), day })]
      : []),
  ];
  const list = view.isOwn ? 'to-me' : 'open';
  return { text: lines.join('\n'), keyboard: [[button(words, 'promises', 'promises', list, 0), homeButton(words)]] };
}
