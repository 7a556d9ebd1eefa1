import type { InlineKeyboardButton } from 'grammy/types';
import { pack } from '../callbacks.ts';
import { button, firstFitting, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import type { HelpTopic } from './help.ts';
import { backTo, homeButton } from './shared.ts';

/** ℹ️ on a card: what it is and what happens when something is pressed, with the answer of /help that goes with it, and back to the card. */

interface Place<Args extends readonly string[]> {
  readonly topic: HelpTopic;
  back(...args: Args): string;
}

/** Cards of which a person has one. */
const OWN_CARDS = {
  network: { topic: 'give', back: () => pack('network', 0) },
  invite: { topic: 'pyramid', back: () => pack('invite') },
  links: { topic: 'pyramid', back: () => pack('links', 0) },
  settings: { topic: 'leave', back: () => pack('settings') },
  pledge: { topic: 'pledge', back: () => pack('giveStart') },
} as const satisfies Record<string, Place<[]>>;

/** Cards of records. */
const RECORD_CARDS = {
  request: { topic: 'pledge', back: (id) => pack('requestStory', id) },
  own: { topic: 'seen', back: (id) => pack('myRequest', id) },
  person: { topic: 'human', back: (id) => pack('person', id) },
  promise: { topic: 'cannot', back: (id) => pack('promise', id) },
  directed: { topic: 'pledge', back: (id) => pack('directed', id) },
  card: { topic: 'when', back: (id) => pack('cardWhy', id) },
} as const satisfies Record<string, Place<[id: string]>>;

export type OwnCard = keyof typeof OWN_CARDS;
export type RecordCard = keyof typeof RECORD_CARDS;

export const isOwnCard = (word: string): word is OwnCard => Object.hasOwn(OWN_CARDS, word);
export const isRecordCard = (word: string): word is RecordCard => Object.hasOwn(RECORD_CARDS, word);

export const OWN_CARD_NAMES = Object.keys(OWN_CARDS).filter(isOwnCard);
export const RECORD_CARD_NAMES = Object.keys(RECORD_CARDS).filter(isRecordCard);

export const cardHelp = (words: Words, card: OwnCard): InlineKeyboardButton =>
  button(words, 'card-help', 'cardHelp', card);

export const recordHelp = (words: Words, card: RecordCard, id: string): InlineKeyboardButton =>
  button(words, 'card-help', 'recordHelp', card, id);

/** What happens when something on the card is pressed; first with the answer of /help that goes with it, then without. */
export function explanationsOf(words: Words, card: OwnCard | RecordCard): string[] {
  const { topic } = { ...OWN_CARDS, ...RECORD_CARDS }[card];
  const about = `<b>${words.html('btn-card-help')}</b>\n${words.html(`card-help-${card}`)}`;
  return [`${about}\n\n<b>${words.html(`help-q-${topic}`)}</b>\n${words.html(`help-a-${topic}`)}`, about];
}

const explained = (words: Words, card: OwnCard | RecordCard, back: string): Screen => ({
  text: firstFitting(explanationsOf(words, card).map((text) => () => text)),
  keyboard: [[button(words, 'help', 'help')], [backTo(words, back), homeButton(words)]],
});

export const cardHelpScreen = (words: Words, card: OwnCard): Screen => explained(words, card, OWN_CARDS[card].back());

export const recordHelpScreen = (words: Words, card: RecordCard, id: string): Screen =>
  explained(words, card, RECORD_CARDS[card].back(id));
