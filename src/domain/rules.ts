import type { Unit } from './money.ts';

/** The deployment's own settings that rules depend on. */
export interface Rules {
  readonly timezone: string;
  readonly unit: Unit;
  readonly defaultLanguage: Language;
  /** Hours of the night without messages; equal hours mean there is none. */
  readonly quietHours: { readonly from: number; readonly to: number };
}

export const LANGUAGES = ['ru', 'en', 'uk'] as const;
export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text);

/** Telegram's language code (`en-US`, `uk`) to one of ours. */
export function languageOf(code: string | undefined, fallback: Language): Language {
  const base = (code ?? '').toLowerCase().split('-')[0] ?? '';
  return isLanguage(base) ? base : fallback;
}

export const LIMITS = {
  titleLength: 60,
  storyLength: 500,
  nameLength: 64,
  linkLength: 300,
  detailNameLength: 40,
  detailValueLength: 200,
  descriptionLength: 120,
  thanksLength: 200,
  aboutLength: 180,
  aboutLinkLength: 150,
  nicknameLength: 40,
  reportLength: 500,
  announcementLength: 500,
  people: 10,
  inviteUses: 50,
  inviteDays: 30,
  emergencyDays: 30,
  promiseDaysMin: 5,
  /** About one thing, whoever they come from. */
  reminders: 2,
  /** Days between two asks to hand over now. */
  askAgainDays: 3,
  paymentDetails: 20,
  detailChangesADay: 10,
  cardDays: 10,
  standingYesMonths: 6,
  helperMonths: 6,
  /** So long an offer of help with the bot waits for its answer, and is not made again. */
  helperOfferDays: 14,
  helperOffersADay: 5,
  /** Without a step for so long, acting for another ends. */
  helpingIdleMinutes: 60,
  openInvitesADay: 5,
  introductionsADay: 20,
  requestChangesADay: 5,
  /** For so long a closed request can be opened again. */
  reopenDays: 60,
  pledgesADay: 20,
  writeWishesADay: 10,
  reportsADay: 5,
  /** How long a request says that its details or its owner's account have changed. */
  changedMarkHours: 72,
  /** Without a contact's word, a lock opens so long after that was asked for. */
  unlockHours: 72,
  /** So long /delete can be undone. */
  undoDays: 7,
  /** So long an act can be taken back by one button. */
  undoMinutes: 10,
  /** So many contacts of longest standing are asked whether it is really them. */
  unlockWitnesses: 5,
} as const;
