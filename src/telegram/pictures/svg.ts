/** Pieces of SVG. Every text of a person passes {@link label}, every text at all passes {@link escapeXml}. */

export const FONT = 'DejaVu Sans';

export const COLOR = {
  paper: '#fbf8f3',
  ink: '#2b2926',
  muted: '#7a7268',
  line: '#ded6ca',
  way: '#7fa8a3',
  me: '#2f6f6b',
  soft: '#dcebe8',
  sand: '#efe4cf',
  received: '#2f8f5b',
  handedOver: '#6cbf8f',
  promised: '#b5dfc6',
  missing: '#e6dfd4',
  urgent: '#d9604f',
} as const;

export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\u20e3\ufe00-\ufe0f]/gu;
/** Control, format and direction marks, private and unassigned characters, lone surrogates. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** More than two accents on one letter would climb into the neighbours. */
const PILE = /(\p{M}{2})\p{M}+/gu;
/** What the font can draw; another script would be a row of boxes. */
const DRAWN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}\p{N}\p{P}\p{M}\p{Sc} +=<>|~^]/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A person's words as a label: no emoji, no marks that turn the line around, at most `length` characters; `•` if nothing is left. */
export function label(raw: string, length: number): string {
  const text = raw
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(EMOJI, '')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(PILE, '$1');
  const kept = [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => DRAWN.test(segment[0] ?? ''));
  const line = kept.join('').replace(/ +/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(line)) return '•';
  const parts = [...graphemes.segment(line)].map(({ segment }) => segment);
  return parts.length <= length
    ? line
    : `${parts
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** The first letter of a name, for the circle beside it. */
export const initial = (name: string): string => (/[\p{L}\p{N}]/u.exec(label(name, 64))?.[0] ?? '•').toUpperCase();

export const round = (value: number): number => Math.round(value * 10) / 10;

interface TextStyle {
  readonly size: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Written on a coloured shape: without the halo of paper colour. */
  readonly onShape?: boolean;
}

/** One line of text; `halo` of paper colour keeps it readable over lines. */
export function textAt(x: number, y: number, words: string, { size, color, bold, anchor, onShape }: TextStyle): string {
  const place = `x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor ?? 'start'}"`;
  const weight = bold ? ' font-weight="bold"' : '';
  const halo = onShape ? '' : ` stroke="${COLOR.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  return `<text ${place}${weight} fill="${color ?? COLOR.ink}"${halo}>${escapeXml(words)}</text>`;
}

/** A whole picture on paper. */
export function picture(width: number, height: number, body: readonly string[]): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${FONT}">`,
    `<rect width="${w}" height="${h}" fill="${COLOR.paper}"/>`,
    ...body,
    '</svg>',
  ].join('\n');
}

/** A colour and what it means, one after the other from `x`. */
export function legend(x: number, y: number, items: readonly (readonly [color: string, words: string])[]): string[] {
  let at = x;
  return items.flatMap(([color, words]) => {
    const here = at;
    at += 34 + words.length * 9.2;
    return [
      `<circle cx="${round(here + 7)}" cy="${y - 5}" r="7" fill="${color}"/>`,
      textAt(here + 20, y, words, { size: 15, color: COLOR.muted }),
    ];
  });
}
