import type { MapPerson, NetworkMap } from '../../domain/network/map.ts';
import type { Coverage } from '../../domain/requests/coverage.ts';
import type { Words } from '../words.ts';
import { layOut, type Place, type Spot } from './layout.ts';
import { COLOR, initial, label, legend, picture, round, textAt } from './svg.ts';

const ROOM = { me: 56, person: 48, asker: 74 } as const;
const RADIUS = { me: 30, person: 20, asker: 28 } as const;
const NAME_LENGTH = 12;
const ASKER_NAME_LENGTH = 16;
const TITLE_LENGTH = 20;
const MARGIN = 70;
const HEAD = 70;
const FOOT = 60;
const WIDTH_MIN = 640;

/** A ring of three parts, from the top, clockwise: received, promised, missing. */
function ring(x: number, y: number, radius: number, coverage: Coverage): string[] {
  const width = 9;
  const length = 2 * Math.PI * radius;
  const { need, received, promised } = coverage;
  const share = (amount: bigint): number => Math.min(1, need === 0n ? 0 : Number((amount * 10_000n) / need) / 10_000);
  const arc = (until: number, color: string): string =>
    until <= 0
      ? ''
      : `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="none" stroke="${color}" stroke-width="${width}" stroke-dasharray="${round(until * length)} ${round(length)}" transform="rotate(-90 ${round(x)} ${round(y)})"/>`;
  return [
    `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="#fff" stroke="${COLOR.missing}" stroke-width="${width}"/>`,
    arc(share(received + promised), COLOR.promised),
    arc(share(received), COLOR.received),
  ];
}

function asker(words: Words, { x, y }: Place, person: MapPerson, request: NonNullable<MapPerson['request']>): string[] {
  const { coverage, kind, title } = request;
  const isUrgent = kind === 'EMERGENCY';
  const done = coverage.received + coverage.promised;
  return [
    ...(isUrgent
      ? [
          `<circle cx="${round(x)}" cy="${round(y)}" r="${RADIUS.asker + 8}" fill="none" stroke="${COLOR.urgent}" stroke-width="2.5"/>`,
        ]
      : []),
    ...ring(x, y, RADIUS.asker, coverage),
    textAt(x, y + 7, initial(person.name), {
      size: 20,
      bold: true,
      color: isUrgent ? COLOR.urgent : COLOR.me,
      anchor: 'middle',
      onShape: true,
    }),
    textAt(x, y + 56, label(person.name, ASKER_NAME_LENGTH), { size: 15, bold: true, anchor: 'middle' }),
    textAt(x, y + 73, label(title, TITLE_LENGTH), { size: 12, color: COLOR.muted, anchor: 'middle' }),
    textAt(x, y + 89, words.plain('pic-of', { done: words.money(done), need: words.money(coverage.need) }), {
      size: 12,
      color: COLOR.muted,
      anchor: 'middle',
    }),
  ];
}

function somebody({ x, y }: Place, person: MapPerson): string[] {
  const fill = person.how === 'contact' ? COLOR.soft : COLOR.sand;
  return [
    `<circle cx="${round(x)}" cy="${round(y)}" r="${RADIUS.person}" fill="${fill}"/>`,
    textAt(x, y + 6, initial(person.name), { size: 16, color: COLOR.me, anchor: 'middle', onShape: true }),
    textAt(x, y + 36, label(person.name, NAME_LENGTH), { size: 13, anchor: 'middle' }),
  ];
}

function line(from: Place, to: Place, isWay: boolean): string {
  const style = isWay ? `stroke="${COLOR.way}" stroke-width="2.5"` : `stroke="${COLOR.line}" stroke-width="1.5"`;
  return `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" ${style}/>`;
}

/** Where the middle of a spot is drawn: its label hangs below, so the circle sits above the middle of its room. */
const lift = (person: MapPerson): number => (person.request ? 26 : 8);

/** "My network" as a graph: the viewer, their contacts, the requests they see with their coverage, and the ways between. */
export async function networkSvg(words: Words, map: NetworkMap): Promise<string> {
  const spots: Spot[] = [
    { id: map.me.id, room: ROOM.me, isCentre: true },
    ...map.people.map(({ id, request }) => ({ id, room: request ? ROOM.asker : ROOM.person, isCentre: false })),
  ];
  const laid = await layOut(spots, map.links);
  const all = spots.map(({ id, room }) => ({ ...(laid.get(id) ?? { x: 0, y: 0 }), room }));
  const left = Math.min(...all.map(({ x, room }) => x - room));
  const right = Math.max(...all.map(({ x, room }) => x + room));
  const top = Math.min(...all.map(({ y, room }) => y - room));
  const bottom = Math.max(...all.map(({ y, room }) => y + room));
  const width = Math.max(WIDTH_MIN, right - left + MARGIN);
  const height = bottom - top + HEAD + FOOT;
  const shift = { x: (width - (right - left)) / 2 - left, y: HEAD - top };
  const lifts = new Map(map.people.map((person) => [person.id, lift(person)]));
  const placeOf = (id: string): Place => {
    const { x, y } = laid.get(id) ?? { x: 0, y: 0 };
    return { x: x + shift.x, y: y + shift.y - (lifts.get(id) ?? 0) };
  };
  const me = placeOf(map.me.id);
  return picture(width, height, [
    textAt(32, 46, words.plain('pic-network'), { size: 26, bold: true }),
    ...[...map.links]
      .sort((a, b) => Number(a.isWay) - Number(b.isWay))
      .map((link) => line(placeOf(link.from), placeOf(link.to), link.isWay)),
    ...map.people.flatMap((person) => {
      const place = placeOf(person.id);
      return person.request ? asker(words, place, person, person.request) : somebody(place, person);
    }),
    `<circle cx="${round(me.x)}" cy="${round(me.y)}" r="${RADIUS.me}" fill="${COLOR.me}"/>`,
    textAt(me.x, me.y + 7, words.plain('pic-you'), {
      size: 18,
      bold: true,
      color: '#fff',
      anchor: 'middle',
      onShape: true,
    }),
    ...legend(32, height - 24, [
      [COLOR.received, words.plain('pic-received')],
      [COLOR.promised, words.plain('pic-promised')],
      [COLOR.missing, words.plain('pic-missing')],
    ]),
  ]);
}
