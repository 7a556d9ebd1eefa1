import type { InlineKeyboardButton } from 'grammy/types';
import type { Coverage } from '../../domain/requests/coverage.ts';
import type { RequestView } from '../../domain/requests/queries.ts';
import { shorten } from '../../domain/text.ts';
import type { HelpForm, RequestKind } from '../../generated/prisma/enums.ts';
import { pack } from '../callbacks.ts';
import { button } from '../screen.ts';
import type { Words } from '../words.ts';

/** Pieces that several screens share. */

export const KIND_EMOJI: Readonly<Record<RequestKind, string>> = { MONTHLY: '🔆', EMERGENCY: '🆘' };

export const homeButton = (words: Words): InlineKeyboardButton => button(words, 'home', 'home');

/** ⬅️ to where the person came from. */
export const backTo = (words: Words, data: string): InlineKeyboardButton => ({
  text: words.plain('btn-back'),
  callback_data: data,
});

export const toNetwork = (words: Words): InlineKeyboardButton => backTo(words, pack('network', 0));

/** A language by its own name, without the sign of its button. */
export const languageName = (words: Words, language: string): string =>
  words.plain(`lang-${language}`).replace(/^⚙️ /u, '');

const BAR_CELLS = 10n;

const NAME_LENGTH = 24;

/** A name short enough to stand in a line with others. */
export const shortName = (name: string): string => shorten(name, NAME_LENGTH);

/** A text bar of ten cells: confirmed, promised, missing. */
export function bar({ need, received, promised }: Coverage): string {
  const cells = (amount: bigint): number => Number(need === 0n ? 0n : (amount * BAR_CELLS) / need);
  const full = Math.min(10, cells(received));
  const half = Math.min(10, cells(received + promised)) - full;
  return '█'.repeat(full) + '▒'.repeat(half) + '░'.repeat(10 - full - half);
}

export interface Timing {
  readonly kind: RequestKind;
  readonly dueDay: number | null;
  readonly deadline: Date | null;
}

/** When help should arrive, in words. */
export function whenText(words: Words, { kind, dueDay, deadline }: Timing): string {
  if (kind === 'EMERGENCY' && deadline) return words.plain('request-when-deadline', { day: words.day(deadline) });
  if (dueDay === null || dueDay >= 28) return words.plain('request-when-end');
  return words.plain('request-when-day', { day: dueDay });
}

/** The numbers of a request, line by line. */
export function coverageLines(words: Words, coverage: Coverage, timing: Timing): string[] {
  const { need, promised, received, missing, intended } = coverage;
  return [
    words.html('request-need', { need: words.money(need), when: whenText(words, timing) }),
    words.html('request-numbers', { promised: words.money(promised), received: words.money(received) }),
    bar(coverage),
    missing === 0n ? words.html('request-covered') : words.html('request-left', { missing: words.money(missing) }),
    ...(intended === null ? [] : [words.html('request-intended', { amount: words.money(intended) })]),
  ];
}

/** An emergency: what one tap takes from the reader's open pledge. */
export const fromPledgeButton = (words: Words, view: RequestView): InlineKeyboardButton[] =>
  view.fromPledge === 0n
    ? []
    : [
        {
          text: words.plain('btn-from-pledge', { amount: words.money(view.fromPledge) }),
          callback_data: pack('helpFromPledge', view.id, String(view.fromPledge)),
        },
      ];

/** Money needs no mention; everything else is named, after a space. */
export const formText = (words: Words, form: HelpForm): string =>
  form === 'MONEY' ? '' : ` ${words.plain(`form-${form}`)}`;

const PREVIEW_LENGTH = 150;

/** The beginning of a story, for a card. */
export function preview(story: string): { readonly text: string; readonly isCut: boolean } {
  const text = shorten(story, PREVIEW_LENGTH);
  return { text, isCut: text !== story };
}

const LISTED_MAX = 5;

/** A few names on one line: «Анна, Борис…». */
export const shortList = (names: readonly string[], max = LISTED_MAX): string =>
  names
    .slice(0, max)
    .map((name) => shorten(name, 20))
    .join(', ') + (names.length > max ? '…' : '');
