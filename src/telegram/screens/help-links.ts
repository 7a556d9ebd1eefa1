import type { HelpLink, HelpLinkUses, HelpPreview } from '../../domain/network/help-links.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { linkTo } from '../links.ts';
import { button, type Screen, shareButton } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton, KIND_EMOJI, shortName } from './shared.ts';

export const helpShareButton = (words: Words, link: string) =>
  shareButton(words, 'share', link, words.plain('help-link-share-text'));

/** 🔗 to one request. Its asker also sees how often such links were used, and may revoke them all. */
export function helpLinkScreen(
  words: Words,
  view: RequestView,
  { link, uses, botUsername }: { link: HelpLink; uses: HelpLinkUses | null; botUsername: string },
): Screen {
  const url = linkTo(botUsername, link.token);
  return {
    text: [
      words.html('help-link-card', { title: view.title, link: url, day: words.day(link.expiresAt) }),
      ...(uses ? ['', words.html('help-link-uses', { uses: uses.uses, living: uses.living })] : []),
    ].join('\n'),
    keyboard: [
      [helpShareButton(words, url)],
      ...(uses ? [[button(words, 'help-link-revoke', 'helpLinkRevoke', view.id, 'ask')]] : []),
      [backTo(words, view.isOwn ? pack('myRequest', view.id) : pack('request', view.id)), homeButton(words)],
    ],
  };
}

/** Somebody's link to a request, before its opener and its issuer are connected: first name, title and sum, nothing else. */
export function helpPreviewScreen(words: Words, preview: HelpPreview, token: string): Screen {
  return {
    text: words.html('help-link-ask', {
      issuer: shortName(preview.issuerName),
      name: shortName(preview.askerName),
      emoji: KIND_EMOJI[preview.kind],
      title: preview.title,
      amount: words.money(preview.amount),
    }),
    keyboard: [
      [
        { text: words.plain('btn-yes'), callback_data: pack('inviteYes', token) },
        { text: words.plain('btn-no'), callback_data: pack('inviteNo', token) },
      ],
      [homeButton(words)],
    ],
  };
}
