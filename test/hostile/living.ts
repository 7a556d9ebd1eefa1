import type { Story } from '../support/story.ts';
import { Chance } from './chance.ts';
import type { DirectBot } from './direct.ts';
import { Allowed, drawFor, leaksTo, lookAround, readMatrix } from './reading.ts';
import { happen } from './stories.ts';
import { build, forget, makePlan, type Person, settle, type Town } from './town.ts';

const SMALL = { people: 5, askers: 3 } as const;
const LIVED = { people: 5, askers: 3, happenings: 10 } as const;

/** A member may create so many requests a day. */
const ASKED_A_DAY_MAX = 5;

/** Networks of a few people, each read by everyone; returns how many pairs of viewer and request there were to see. */
export async function readNetworks(
  story: Story,
  bot: DirectBot,
  chance: Chance,
  count: number,
): Promise<{ seen: number; beyond: number }> {
  const met = { seen: 0, beyond: 0 };
  let people: Person[] = [];
  for (let network = 0; network < count; network++) {
    if (network % ASKED_A_DAY_MAX === 0) people = await settle(bot, chance, SMALL.people);
    const town = await build(story, chance, makePlan(chance, SMALL.people, SMALL.askers), people);
    const { seen, beyond } = await readMatrix(town);
    met.seen += seen;
    met.beyond += beyond;
    await forget(story);
  }
  return met;
}

export interface Lived {
  presses: number;
  /** Pairs of a viewer and a person or request whom they may never have read about. */
  banned: number;
  readonly happened: string[];
  readonly leaks: string[];
}

/** Everyone looks around, things happen, everyone looks around again; then every transcript is searched. */
export async function liveThrough(
  story: Story,
  bot: DirectBot,
  chance: Chance,
  count: number,
  presses: number,
): Promise<Lived> {
  const lived: Lived = { presses: 0, banned: 0, happened: [], leaks: [] };
  for (let network = 0; network < count; network++) {
    const people = await settle(bot, chance, LIVED.people);
    const town = await build(story, chance, makePlan(chance, LIVED.people, LIVED.askers), people);
    const allowed = new Allowed(town.plan);
    allowed.grow(town);
    const look = async (): Promise<void> => {
      const looks = people.map(({ guest }) => lookAround(guest, new Chance(chance.bits()), presses));
      lived.presses += (await Promise.all(looks)).reduce((total, one) => total + one, 0);
    };
    await look();
    for (let turn = 0; turn < LIVED.happenings; turn++) {
      lived.happened.push(await happen(story, chance, town));
      allowed.grow(town);
    }
    await look();
    await searchAll(bot, town, allowed, lived);
    await forget(story);
  }
  return lived;
}

async function searchAll(bot: DirectBot, town: Town, allowed: Allowed, lived: Lived): Promise<void> {
  for (const [viewer, { guest, id }] of town.people.entries()) {
    const picture = viewer % 3 === 0 ? await drawFor(bot, id) : '';
    const text = [...guest.transcript, picture].join('\n');
    lived.banned += town.people.length - 1 - allowed.people[viewer]!.size;
    lived.banned += town.requests.size - allowed.requests[viewer]!.size;
    for (const word of leaksTo(bot, town, allowed, viewer, text)) lived.leaks.push(`${viewer} reads ${word}`);
  }
}
