// A generated network with unmistakable words, told twice: in the database, and as plain sets that a second definition reads.
import { pair } from '../../src/domain/network/contacts.ts';
import { ASK, type Story } from '../support/story.ts';
import type { Chance } from './chance.ts';
import type { DirectBot, Guest } from './direct.ts';

/** The network as plain sets of people's numbers. */
export interface Plan {
  readonly people: number;
  /** Unordered pairs, as `a-b` with a < b. */
  readonly contacts: Set<string>;
  readonly blocks: Set<string>;
  /** By the asker's number. */
  readonly reach: ReadonlyMap<number, number>;
  /** `by>asker`. */
  readonly recommendations: Set<string>;
  /** `giver>asker`. */
  readonly promises: Set<string>;
}

export const key = (a: number, b: number): string => (a < b ? `${a}-${b}` : `${b}-${a}`);

/** A network of people of whom the first few ask. */
export function makePlan(chance: Chance, people: number, askers: number): Plan {
  const contacts = new Set<string>();
  const blocks = new Set<string>();
  for (let a = 0; a < people; a++)
    for (let b = a + 1; b < people; b++) {
      if (chance.percent(45)) contacts.add(key(a, b));
      if (chance.percent(5)) blocks.add(key(a, b));
    }
  const reach = new Map(Array.from({ length: askers }, (_, asker) => [asker, chance.pick([1, 2, 3, 3])]));
  const recommendations = new Set<string>();
  for (let asker = 0; asker < askers; asker++)
    for (let by = 0; by < people; by++) if (by !== asker && chance.percent(55)) recommendations.add(`${by}>${asker}`);
  return { people, contacts, blocks, reach, recommendations, promises: new Set() };
}

/**
 * Every chain of people from the asker to the viewer: ring 1 at once, further only from one who sees it and recommends it, within
 * the chosen number of handshakes, and never with two blocked people on one chain (1-domain, Reach).
 */
export function chainsTo(plan: Plan, asker: number, viewer: number): number[][] {
  const reach = plan.reach.get(asker);
  if (reach === undefined || viewer === asker) return [];
  const found: number[][] = [];
  const extend = (chain: readonly number[]): void => {
    const last = chain[chain.length - 1]!;
    if (last === viewer) return void found.push([...chain]);
    if (chain.length > reach) return;
    if (last !== asker && !plan.recommendations.has(`${last}>${asker}`)) return;
    for (let next = 0; next < plan.people; next++) {
      const isNew = !chain.includes(next) && plan.contacts.has(key(last, next));
      if (isNew && !chain.some((earlier) => plan.blocks.has(key(earlier, next)))) extend([...chain, next]);
    }
  };
  extend([asker]);
  return found;
}

export const sees = (plan: Plan, viewer: number, asker: number): boolean => chainsTo(plan, asker, viewer).length > 0;

/** Whom the viewer may meet by name anywhere: contacts, everyone on a way to them, those of a shared circle, those of a promise. */
export function mayMeet(plan: Plan, viewer: number): Set<number> {
  const met = new Set<number>();
  for (let other = 0; other < plan.people; other++) if (plan.contacts.has(key(viewer, other))) met.add(other);
  const givers = (asker: number): number[] =>
    [...plan.promises]
      .map((row) => row.split('>').map(Number))
      .flatMap(([giver, to]) => (to === asker ? [giver!] : []));
  for (const asker of plan.reach.keys()) {
    for (const one of chainsTo(plan, asker, viewer).flat()) met.add(one);
    const isInside = asker === viewer || (givers(asker).includes(viewer) && sees(plan, viewer, asker));
    if (isInside) for (const giver of givers(asker)) met.add(giver);
  }
  for (const other of met) if (plan.blocks.has(key(viewer, other))) met.delete(other);
  // The two of a promise know of each other whatever happens.
  for (const row of plan.promises) {
    const [giver, asker] = row.split('>').map(Number);
    if (giver === viewer) met.add(asker!);
    if (asker === viewer) met.add(giver!);
  }
  met.delete(viewer);
  return met;
}

/** One member with everything of theirs that others could read. */
export interface Person {
  readonly guest: Guest;
  readonly id: string;
  /** Words that belong to the person: shown to whoever may meet them. */
  readonly own: readonly string[];
}

export interface Asked {
  readonly requestId: string;
  readonly title: string;
  readonly story: string;
  readonly amount: bigint;
  readonly detail: string;
}

export interface Town {
  readonly plan: Plan;
  readonly people: readonly Person[];
  readonly requests: ReadonlyMap<number, Asked>;
}

/** New guests who count as members of old: newcomers may do less a day. */
export async function settle(bot: DirectBot, chance: Chance, count: number): Promise<Person[]> {
  const { prisma } = bot.house.db;
  const joinedAt = new Date(bot.house.clock.now().getTime() - 90 * 86_400_000);
  const people: Person[] = [];
  for (let index = 0; index < count; index++) {
    const [name, username] = [`Nm${chance.word(7)}`, `us_${chance.word(9)}`];
    const guest = bot.guest(name, { username });
    await guest.says('/start');
    const { id } = await guest.member();
    await prisma.member.update({ where: { id }, data: { joinedAt } });
    people.push({ guest, id, own: [name, username, String(guest.user.id)] });
  }
  return people;
}

/** Writes the plan for these people into the database; contacts first, so that ring 1 is told of the requests. */
export async function build(story: Story, chance: Chance, plan: Plan, people: readonly Person[]): Promise<Town> {
  const { db, house } = story;
  const id = (index: number): string => people[index]!.id;
  const at = new Date(house.clock.now().getTime() - 1_000);
  const pairs = (set: ReadonlySet<string>) => [...set].map((row) => row.split('-').map(Number) as [number, number]);
  await db.contact.createMany({
    data: pairs(plan.contacts).map(([a, b]) => ({ ...pair(id(a), id(b)), origin: 'INVITE' as const, since: at })),
  });
  await db.block.createMany({ data: pairs(plan.blocks).map(([a, b]) => ({ blockerId: id(a), blockedId: id(b), at })) });
  const requests = new Map<number, Asked>();
  for (const [asker, reach] of plan.reach) {
    const [title, told, detail] = [`Tt${chance.word(8)}`, `St${chance.word(8)}`, `Dt${chance.word(8)}`];
    const amount = BigInt(5_000_000 + chance.below(4_900_000)) * 10n + BigInt(1 + chance.below(9));
    const input = { ...ASK, title, story: told, amount, reach, newPaymentDetail: detail };
    requests.set(asker, { requestId: await story.request(id(asker), input), title, story: told, amount, detail });
  }
  await db.recommendation.createMany({
    data: [...plan.recommendations].map((row) => {
      const [by, asker] = row.split('>').map(Number);
      return {
        id: house.ids.id(),
        requestId: requests.get(asker!)!.requestId,
        recommenderId: id(by!),
        reason: 'NEIGHBOUR' as const,
        createdAt: house.clock.now(),
        expiresAt: new Date(house.clock.now().getTime() + 86_400_000),
      };
    }),
  });
  return { plan, people, requests };
}

/** Ends a network, so that the next one is lived in alone. */
export async function forget({ db, house }: Story): Promise<void> {
  await db.inviteUse.deleteMany();
  await db.invite.deleteMany();
  await db.recommendation.deleteMany();
  await db.block.deleteMany();
  await db.contact.deleteMany();
  await db.requestView.deleteMany();
  await db.notice.deleteMany();
  const closed = { state: 'CLOSED', activeSlot: null, pauseReason: null, closedAt: house.clock.now() } as const;
  await db.request.updateMany({ data: closed });
}
