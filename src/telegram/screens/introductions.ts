import type { IntroductionChoice, IntroductionView } from '../../domain/network/introductions.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { homeButton, shortName, toNetwork } from './shared.ts';

/** To whom to introduce somebody I invited: my other contacts, a row each. */
export function introduceScreen(
  words: Words,
  { newcomer, others }: IntroductionChoice,
  asked: number,
  note: string | null = null,
): Screen {
  const page = pageOf(others, asked);
  return {
    text: [...(note === null ? [] : [note, '']), words.html('introduce-card', { name: newcomer.name })].join('\n'),
    keyboard: [
      ...page.items.map((other) => [row(other.name, 'introduce', newcomer.id, other.id, page.page)]),
      ...pager(page, (to) => pack('introduceList', newcomer.id, to)),
      [toNetwork(words), homeButton(words)],
    ],
  };
}

/** Somebody offers to introduce me to somebody else; what the other one answers is never shown. */
export function introductionScreen(words: Words, view: IntroductionView): Screen {
  return {
    text: words.html('notice-introduction', {
      introducer: shortName(view.introducerName),
      name: shortName(view.otherName),
    }),
    keyboard: [
      [
        button(words, 'yes', 'introductionAnswer', view.id, 'yes'),
        button(words, 'no', 'introductionAnswer', view.id, 'no'),
      ],
      [homeButton(words)],
    ],
  };
}
