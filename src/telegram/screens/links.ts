import type { OwnLink } from '../../domain/network/my-links.ts';
import { pack } from '../callbacks.ts';
import { linkTo } from '../links.ts';
import { button, pageOf, pager, row, type Screen, shareButton } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardHelp } from './card-help.ts';
import { backTo, homeButton } from './shared.ts';

const facts = (words: Words, link: OwnLink) => ({
  uses: link.uses,
  max: link.usesMax,
  day: words.day(link.expiresAt),
});

/** My living links: for a friend, to a request; each with its uses and its last day. */
export function linksScreen(
  words: Words,
  links: readonly OwnLink[],
  asked: number,
  note: string | null = null,
): Screen {
  const page = pageOf(links, asked);
  const text = words.html(links.length === 0 ? 'links-none' : 'links');
  return {
    text: note === null ? text : `${note}\n\n${text}`,
    keyboard: [
      ...page.items.map((link) => [row(words.plain(`row-link-${link.kind}`, facts(words, link)), 'link', link.id)]),
      ...pager(page, (to) => pack('links', to)),
      ...(links.length > 0 ? [[button(words, 'revoke-all', 'linksRevoke', 'ask')]] : []),
      [cardHelp(words, 'links')],
      [backTo(words, pack('invite')), homeButton(words)],
    ],
  };
}

/** One link of mine. */
export function linkScreen(words: Words, link: OwnLink, botUsername: string): Screen {
  const url = linkTo(botUsername, link.token);
  const shareText = words.plain(link.kind === 'JOIN' ? 'invite-share-text' : 'help-link-share-text');
  return {
    text: [
      words.html(`link-${link.kind}`),
      ...(link.requestTitle === null ? [] : [words.html('link-request', { title: link.requestTitle })]),
      words.html('link-facts', { ...facts(words, link), link: url }),
    ].join('\n'),
    keyboard: [
      [shareButton(words, 'share', url, shareText)],
      [button(words, 'revoke', 'linkRevoke', link.id, 'ask')],
      [backTo(words, pack('links', 0)), homeButton(words)],
    ],
  };
}
