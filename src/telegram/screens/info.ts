import { LANGUAGES } from '../../domain/rules.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen, shareButton } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardHelp } from './card-help.ts';
import { homeButton } from './shared.ts';

export const rulesScreen = (words: Words): Screen => ({
  text: words.html('rules-text'),
  keyboard: [[button(words, 'help', 'help'), homeButton(words)]],
});

export const privacyScreen = (words: Words): Screen => ({
  text: words.html('privacy-text'),
  keyboard: [
    [button(words, 'my-data', 'myDataFile')],
    [button(words, 'my-details', 'myDetails', 0)],
    [button(words, 'delete', 'deleteMe', 'ask')],
    [button(words, 'help', 'help'), homeButton(words)],
  ],
});

export const languageScreen = (words: Words): Screen => ({
  text: words.html('language-ask'),
  keyboard: [
    ...LANGUAGES.map((language) => [
      { text: words.plain(`lang-${language}`), callback_data: pack('setLanguage', language) },
    ]),
    [homeButton(words)],
  ],
});

/** A line that says where things stand, and the way home. */
export const noteScreen = (words: Words, text: string): Screen => ({ text, keyboard: [[homeButton(words)]] });

/** My link for friends; `count` of my living links. */
export function inviteScreen(words: Words, link: string, expiresAt: Date, count: number): Screen {
  return {
    text: words.html('invite-card', { link, day: words.day(expiresAt) }),
    keyboard: [
      [shareButton(words, 'share', link, words.plain('invite-share-text'))],
      [button(words, 'qr', 'linkQr')],
      [{ text: words.plain('btn-my-links', { count }), callback_data: pack('links', 0) }],
      [cardHelp(words, 'invite'), homeButton(words)],
    ],
  };
}

/** A member opened somebody's link: nothing is connected before their yes. */
export function inviteAskScreen(words: Words, issuer: string, token: string): Screen {
  return {
    text: words.html('invite-ask', { issuer }),
    keyboard: [
      [
        { text: words.plain('btn-yes'), callback_data: pack('inviteYes', token) },
        { text: words.plain('btn-no'), callback_data: pack('inviteNo', token) },
      ],
      [homeButton(words)],
    ],
  };
}
