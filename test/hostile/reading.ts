// What each viewer is shown of a network: by the list, by opening every request, by pressing whatever only shows something.
import { expect } from 'vitest';
import { reading } from '../../src/db/transaction.ts';
import { shortId } from '../../src/domain/ids.ts';
import { networkMap } from '../../src/domain/network/map.ts';
import { networkSvg } from '../../src/telegram/pictures/network.ts';
import type { Chance } from './chance.ts';
import type { DirectBot, Guest } from './direct.ts';
import { chainsTo, mayMeet, type Plan, sees, type Town } from './town.ts';

/** Every viewer × request: listed, opened and named exactly as the second definition says. Returns how many pairs see. */
export async function readMatrix({ plan, people, requests }: Town): Promise<{ seen: number; beyond: number }> {
  const met = { seen: 0, beyond: 0 };
  const read = async (viewer: number): Promise<void> => {
    const { guest } = people[viewer]!;
    const { screens } = await guest.says('/network');
    const listed = screens.flatMap(({ rows }) =>
      rows.flat().flatMap(({ data }) => (data?.startsWith('r:') ? [data] : [])),
    );
    const expected = [...requests].filter(([asker]) => sees(plan, viewer, asker));
    const wanted = expected.map(([, { requestId }]) => `r:${shortId(requestId)}`);
    expect(listed.toSorted(), `the list of ${viewer}`).toEqual(wanted.toSorted());
    for (const [asker, { requestId, title }] of requests) {
      if (asker === viewer) continue;
      const opened = await guest.presses(`r:${shortId(requestId)}`);
      const chains = chainsTo(plan, asker, viewer);
      const shown = opened.screens.map(({ text }) => text).join('\n');
      expect(shown.includes(title), `${viewer} opens the request of ${asker}`).toBe(chains.length > 0);
      met.seen += Number(chains.length > 0);
      met.beyond += Number(chains.length > 0 && !chains.some((chain) => chain.length === 2));
    }
  };
  await Promise.all(people.map((_, viewer) => read(viewer)));
  return met;
}

/** Codes of buttons that only show something, or open a form that is left again. */
const SHOWS = new Set(
  'h mr rx n np u ue us me r rs g hn xl p po pd pm c cc cw i il ik he ru pv l pl hl vc vl vd'.split(' '),
);
const ASKS = new Set(['um', 'uk', 'ub', 'px', 'pg']);

const isHarmless = (data: string): boolean => {
  const [code = '', ...args] = data.split(':');
  return SHOWS.has(code) || (ASKS.has(code) && args.at(-1) === 'ask');
};

/** Opens notices and commands, and presses buttons that only show something, in any order, each once. Returns how many. */
export async function lookAround(guest: Guest, chance: Chance, pressesMax: number): Promise<number> {
  const pressed = new Set<string>();
  const waiting: string[] = [];
  const note = (screens: Awaited<ReturnType<Guest['says']>>['screens']): void => {
    for (const { data } of screens.flatMap(({ rows }) => rows.flat()))
      if (data !== null && isHarmless(data) && !pressed.has(data) && !waiting.includes(data)) waiting.push(data);
  };
  note((await guest.reads()).screens);
  for (const command of ['/network', '/promises']) note((await guest.says(command)).screens);
  while (waiting.length > 0 && pressed.size < pressesMax) {
    const [data = ''] = waiting.splice(chance.below(waiting.length), 1);
    pressed.add(data);
    note((await guest.presses(data)).screens);
    if (data.startsWith('hn:')) await guest.says('/cancel');
  }
  return pressed.size;
}

/** The picture of a viewer's network as its source. */
export async function drawFor(bot: DirectBot, memberId: string): Promise<string> {
  const map = await networkMap(reading(bot.house), memberId);
  return map.people.length === 0 ? '' : networkSvg(bot.deps.wordsOf('en'), map);
}

/** What each viewer may have read so far: it only grows, for what was read stays in the chat. */
export class Allowed {
  readonly people: Set<number>[];
  readonly requests: Set<number>[];
  readonly details: Set<number>[];

  /** In a plan the first of a blocked pair has blocked the second, and finds them in a list of their own. */
  constructor({ people, blocks }: Plan) {
    const none = () => Array.from({ length: people }, () => new Set<number>());
    [this.people, this.requests, this.details] = [none(), none(), none()];
    for (const [blocker, blocked] of [...blocks].map((row) => row.split('-').map(Number)))
      this.people[blocker!]!.add(blocked!);
  }

  /** Adds what the second definition allows as things stand now. */
  grow({ plan }: Town): void {
    for (let viewer = 0; viewer < plan.people; viewer++) {
      for (const other of mayMeet(plan, viewer)) this.people[viewer]!.add(other);
      for (const asker of plan.reach.keys()) {
        const hasPromise = plan.promises.has(`${viewer}>${asker}`);
        if (asker === viewer || hasPromise || sees(plan, viewer, asker)) this.requests[viewer]!.add(asker);
        if (asker === viewer || hasPromise) this.details[viewer]!.add(asker);
      }
    }
  }
}

/** Words of people and requests outside the viewer's network that are in what the viewer read; there must be none. */
export function leaksTo(
  bot: DirectBot,
  { people, requests }: Town,
  allowed: Allowed,
  viewer: number,
  text: string,
): string[] {
  const banned: string[] = [];
  people.forEach(({ own, id }, other) => {
    if (other !== viewer && !allowed.people[viewer]!.has(other)) banned.push(...own, id, shortId(id));
  });
  const { money } = bot.deps.wordsOf('en');
  for (const [asker, { requestId, title, story, amount, detail }] of requests) {
    const words = [title, story, money(amount), String(amount), requestId, shortId(requestId)];
    if (!allowed.requests[viewer]!.has(asker)) banned.push(...words);
    if (!allowed.details[viewer]!.has(asker)) banned.push(detail);
  }
  return banned.filter((word) => text.includes(word));
}
