/** What a person typed, made safe to keep: shown as typed, cut to its limit, never able to break a screen (2-surface, Input). */
export interface Clean {
  readonly text: string;
  readonly wasCut: boolean;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

/** Cuts to at most `limit` characters (code points) without splitting what a reader sees as one. */
function cut(text: string, limit: number): string {
  if (lengthOf(text) <= limit) return text;
  let kept = '';
  let length = 0;
  for (const { segment } of segmenter.segment(text)) {
    length += lengthOf(segment);
    if (length > limit) break;
    kept += segment;
  }
  return kept || [...text].slice(0, limit).join('');
}

/** A text shortened for a label or a line, with an ellipsis when something is missing; marks it leaves open are closed. */
export const shorten = (text: string, limit: number): string =>
  lengthOf(text) <= limit ? text : `${closeBidi(cut(text, limit - 1).trimEnd())}…`;

/** Drops what PostgreSQL and JSON cannot hold (NUL, lone surrogates), trims, and cuts to `limit` characters (code points). */
export function clean(raw: string, limit: number): Clean {
  const whole = raw.replaceAll('\u0000', '').toWellFormed().trim();
  const text = cut(whole, limit).trim();
  return { text, wasCut: text.length < whole.length };
}

export const cleanLine = (raw: string, limit: number): Clean => clean(raw.replace(/\s+/gu, ' '), limit);

const OPENERS = /[\u202a\u202b\u202d\u202e]/g;
const ISOLATES = /[\u2066\u2067\u2068]/g;

/** Closes right-to-left marks a text left open, so that they cannot turn around what stands after it. */
export function closeBidi(text: string): string {
  const missing = (open: RegExp, close: string) =>
    Math.max(0, (text.match(open)?.length ?? 0) - (text.split(close).length - 1));
  return text + '\u202c'.repeat(missing(OPENERS, '\u202c')) + '\u2069'.repeat(missing(ISOLATES, '\u2069'));
}

/** True when nothing of the text would be visible (spaces, zero-width and control characters only). */
export const isBlank = (text: string): boolean => !/[^\s\p{C}\p{Z}\p{DI}\u2800]/u.test(text);
