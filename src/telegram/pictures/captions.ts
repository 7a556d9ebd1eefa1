import type { MonthRow, MyMonth } from '../../domain/commitments/my-month.ts';
import type { NetworkMap } from '../../domain/network/map.ts';
import type { Words } from '../words.ts';

/** What a picture shows, in words: for those who listen to the screen. At most 600 visible characters. */

const LENGTH_MAX = 600;
const NAME_LENGTH = 32;

const short = (text: string): string =>
  text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH).toWellFormed()}…` : text;

/** Joins lines while they fit; a last line tells how many more there are. */
function fitting(words: Words, head: readonly string[], lines: readonly string[], hidden = 0): string {
  const visible = (html: string): number => html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '.').length + 1;
  let length = head.reduce((sum, line) => sum + visible(line), 0);
  const shown: string[] = [];
  for (const line of lines) {
    if (length + visible(line) > LENGTH_MAX - 40) break;
    length += visible(line);
    shown.push(line);
  }
  const rest = lines.length - shown.length + hidden;
  return [...head, ...shown, ...(rest > 0 ? [words.html('pic-more', { count: rest })] : [])].join('\n');
}

/** The twin of the network's picture: who asks and how it stands, then everyone else by name. */
export function networkCaption(words: Words, map: NetworkMap): string {
  const asking = map.people.flatMap(({ name, request, via }) => {
    if (!request) return [];
    const { coverage, title } = request;
    const args = {
      name: short(name),
      title: short(title),
      done: words.money(coverage.received + coverage.promised),
      need: words.money(coverage.need),
    };
    const text = words.html('pic-line-asks', args);
    return [via.length === 0 ? text : `${text} ${words.html('pic-line-via', { path: via.map(short).join(' → ') })}`];
  });
  const others = map.people
    .filter((person) => !person.request)
    .map((person) => words.html('pic-line-person', { name: short(person.name) }));
  const head = words.html('pic-network-caption', { people: map.people.length + map.rest, requests: asking.length });
  return fitting(words, [head], [...asking, ...others], map.rest);
}

function rowLine(words: Words, row: MonthRow): string {
  return words.html('pic-line-help', {
    name: row.name === null ? words.plain('pic-others') : short(row.name),
    confirmed: words.money(row.confirmed),
    waiting: words.money(row.handedOver + row.promised),
  });
}

/** The twin of the month's picture. */
export function monthCaption(words: Words, month: MyMonth): string {
  const { giving, request, pledged } = month;
  const lastDay = new Date(month.endsAt.getTime() - 1);
  const head = [
    words.html('pic-month-caption', { from: words.day(month.startsAt), to: words.day(lastDay) }),
    ...(pledged === null ? [] : [words.html('pic-pledged', { amount: words.money(pledged) })]),
    ...(request
      ? [
          words.html('pic-request-caption', {
            title: short(request.title),
            received: words.money(request.coverage.received),
            promised: words.money(request.coverage.promised),
            need: words.money(request.coverage.need),
          }),
        ]
      : []),
  ];
  const lines = [
    words.html(giving.length > 0 ? 'pic-giving' : 'pic-giving-none'),
    ...giving.map((row) => rowLine(words, row)),
    ...(request && request.helpers.length > 0
      ? [words.html('pic-helpers'), ...request.helpers.map((row) => rowLine(words, row))]
      : []),
  ];
  return fitting(words, head, lines);
}
