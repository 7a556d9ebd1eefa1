import type { MonthRow, MyMonth } from '../../domain/commitments/my-month.ts';
import type { Words } from '../words.ts';
import { COLOR, label, legend, picture, round, textAt } from './svg.ts';

const WIDTH = 900;
const LEFT = 40;
const BAR_WIDTH = WIDTH - 2 * LEFT;
const ROW_HEIGHT = 62;
const ROWS_MAX = 10;
const NAME_LENGTH = 34;

type Part = readonly [amount: bigint, color: string];

/** A bar of several parts; `whole` is its full length, of which `ground` shows what is missing. */
function bar(y: number, height: number, whole: bigint, parts: readonly Part[], ground: string | null = null): string[] {
  const widthOf = (amount: bigint): number =>
    whole === 0n ? 0 : (Number((amount * 10_000n) / whole) / 10_000) * BAR_WIDTH;
  let x = LEFT;
  const drawn = parts.flatMap(([amount, color]) => {
    const width = Math.min(widthOf(amount), LEFT + BAR_WIDTH - x);
    if (width <= 0) return [];
    const rect = `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" fill="${color}" rx="4"/>`;
    x += width;
    return [rect];
  });
  const rest =
    ground === null
      ? []
      : [`<rect x="${LEFT}" y="${y}" width="${BAR_WIDTH}" height="${height}" fill="${ground}" rx="4"/>`];
  return [...rest, ...drawn];
}

const partsOf = (row: MonthRow): Part[] => [
  [row.confirmed, COLOR.received],
  [row.handedOver, COLOR.handedOver],
  [row.promised, COLOR.promised],
];

const totalOf = (row: MonthRow): bigint => row.confirmed + row.handedOver + row.promised;

/** Few rows are drawn; the smaller ones are put together. */
export function shortened(rows: readonly MonthRow[]): MonthRow[] {
  if (rows.length <= ROWS_MAX) return [...rows];
  const rest = rows.slice(ROWS_MAX - 1);
  const sum = (pick: (row: MonthRow) => bigint): bigint => rest.reduce((all, row) => all + pick(row), 0n);
  return [
    ...rows.slice(0, ROWS_MAX - 1),
    {
      name: null,
      promised: sum((row) => row.promised),
      handedOver: sum((row) => row.handedOver),
      confirmed: sum((row) => row.confirmed),
    },
  ];
}

/** Draws from a y coordinate on; tells where it ended. */
interface Drawn {
  readonly svg: readonly string[];
  readonly end: number;
}

function rowsAt(words: Words, from: number, rows: readonly MonthRow[], whole: bigint): Drawn {
  const svg = shortened(rows).flatMap((row, index) => {
    const y = from + index * ROW_HEIGHT;
    const name = row.name === null ? words.plain('pic-others') : label(row.name, NAME_LENGTH);
    return [
      textAt(LEFT, y + 16, name, { size: 17 }),
      textAt(WIDTH - LEFT, y + 16, words.money(totalOf(row)), { size: 17, color: COLOR.muted, anchor: 'end' }),
      ...bar(y + 26, 16, whole, partsOf(row)),
    ];
  });
  return { svg, end: from + shortened(rows).length * ROW_HEIGHT };
}

const largest = (rows: readonly MonthRow[]): bigint =>
  shortened(rows).reduce((most, row) => (totalOf(row) > most ? totalOf(row) : most), 0n);

function givingAt(words: Words, from: number, { giving, pledged }: MyMonth): Drawn {
  const total = giving.reduce((all, row) => all + totalOf(row), 0n);
  const head = [
    textAt(LEFT, from, words.plain('pic-giving'), { size: 21, bold: true }),
    textAt(WIDTH - LEFT, from, words.money(total), { size: 21, bold: true, anchor: 'end' }),
    ...(pledged === null
      ? []
      : [
          textAt(LEFT, from + 26, words.plain('pic-pledged', { amount: words.money(pledged) }), {
            size: 16,
            color: COLOR.muted,
          }),
        ]),
  ];
  const below = from + (pledged === null ? 20 : 46);
  if (giving.length === 0) {
    const none = textAt(LEFT, below + 12, words.plain('pic-giving-none'), { size: 16, color: COLOR.muted });
    return { svg: [...head, none], end: below + 40 };
  }
  const rows = rowsAt(words, below, giving, largest(giving));
  return { svg: [...head, ...rows.svg], end: rows.end };
}

function requestAt(words: Words, from: number, { request }: MyMonth): Drawn {
  if (!request) return { svg: [], end: from };
  const { coverage, title, helpers } = request;
  const { need, received, promised } = coverage;
  const handedOver = helpers.reduce((all, row) => all + row.handedOver, 0n);
  const reported = handedOver < promised ? handedOver : promised;
  const whole = received + promised > need ? received + promised : need;
  const rows = rowsAt(words, from + 104, helpers, largest(helpers));
  return {
    svg: [
      textAt(LEFT, from, `${words.plain('pic-request')}: ${label(title, NAME_LENGTH)}`, { size: 21, bold: true }),
      textAt(
        LEFT,
        from + 26,
        words.plain('pic-of', { done: words.money(received + promised), need: words.money(need) }),
        {
          size: 16,
          color: COLOR.muted,
        },
      ),
      ...bar(
        from + 42,
        30,
        whole,
        [
          [received, COLOR.received],
          [reported, COLOR.handedOver],
          [promised - reported, COLOR.promised],
        ],
        COLOR.missing,
      ),
      ...rows.svg,
    ],
    end: helpers.length > 0 ? rows.end : from + 90,
  };
}

/** "My month" as a chart: my giving by person, and how my request stands. */
export function monthSvg(words: Words, month: MyMonth): string {
  const lastDay = new Date(month.endsAt.getTime() - 1);
  const giving = givingAt(words, 116, month);
  const request = requestAt(words, giving.end + 40, month);
  const height = request.end + 60;
  return picture(WIDTH, height, [
    textAt(LEFT, 54, words.plain('pic-month'), { size: 28, bold: true }),
    textAt(WIDTH - LEFT, 54, `${words.day(month.startsAt)} – ${words.day(lastDay)}`, {
      size: 18,
      color: COLOR.muted,
      anchor: 'end',
    }),
    ...giving.svg,
    ...request.svg,
    ...legend(LEFT, height - 24, [
      [COLOR.received, words.plain('pic-received')],
      [COLOR.handedOver, words.plain('pic-handed-over')],
      [COLOR.promised, words.plain('pic-promised')],
      [COLOR.missing, words.plain('pic-missing')],
    ]),
  ]);
}
