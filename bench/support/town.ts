/**
 * A large town made from a seed: people in overlapping communities, their contacts, requests, recommendations and pledges. Kept as
 * numbers; write-town.ts puts it into a database.
 */
import { Random } from '../../test/domain/allocation/random.ts';

export interface TownSize {
  readonly members: number;
  readonly contacts: number;
  readonly requests: number;
  /** Members with an open pledge. */
  readonly givers: number;
  readonly recommendations: number;
  readonly seed: number;
}

/** The size that the goals of the network and of the close are set for. */
export const TOWN: TownSize = {
  members: 100_000,
  contacts: 600_000,
  requests: 20_000,
  givers: 60_000,
  recommendations: 150_000,
  seed: 1,
};

/** The same shape, `share` as large. */
export const townOf = (share: number): TownSize => ({
  members: Math.round(TOWN.members * share),
  contacts: Math.round(TOWN.contacts * share),
  requests: Math.round(TOWN.requests * share),
  givers: Math.round(TOWN.givers * share),
  recommendations: Math.round(TOWN.recommendations * share),
  seed: TOWN.seed,
});

export interface Town {
  readonly size: TownSize;
  /** Each contact once, by the numbers of the two. */
  readonly contacts: readonly (readonly [number, number])[];
  readonly requests: readonly TownRequest[];
  /** [number of the request, number of the member] */
  readonly recommendations: readonly (readonly [number, number])[];
  /** Help links that connected somebody: [number of the request, who issued it, whom it connected] */
  readonly helpLinks: readonly (readonly [number, number, number])[];
  /** [who blocked, whom] */
  readonly blocks: readonly (readonly [number, number])[];
  readonly pledges: readonly TownPledge[];
}

export interface TownRequest {
  readonly owner: number;
  readonly reach: number;
  readonly isEmergency: boolean;
  readonly people: number;
  readonly wholeUnits: number;
}

export interface TownPledge {
  readonly giver: number;
  /** The request of a directed pledge; null for an open one. */
  readonly request: number | null;
  readonly wholeUnits: number;
  readonly spread: 'ONE' | 'SEVERAL' | 'MANY';
}

const COMMUNITY_SIZE_MAX = 1_500;
/** The share of contacts between communities; the others know each other from nearby. */
const FAR_SHARE = 0.15;
const NEARBY = 12;
/** Every so many-th contact is broken, or one of the two blocked the other. */
export const BROKEN_EVERY = 50;
const BLOCKED_EVERY = 200;
const HELP_LINKS_PER_REQUEST = 0.25;
const EMERGENCY_SHARE = 0.05;
const DIRECTED_SHARE = 0.05;
/** The share of all needs that the open pledges together make. */
const TIGHTNESS = 0.8;

export function makeTown(size: TownSize): Town {
  const random = new Random(size.seed);
  const contacts = drawContacts(size, random);
  const friends = friendsOf(size, contacts);
  const requests = drawRequests(size, random);
  const recommendations = drawRecommendations(size, random, requests, friends);
  const helpLinks = drawHelpLinks(random, requests, friends);
  const blocks = contacts.filter((_, index) => index % BLOCKED_EVERY === 1);
  const pledges = drawPledges(size, random, requests, friends);
  const withAmounts = withNeeds(requests, pledges, random);
  return { size, contacts, requests: withAmounts, recommendations, helpLinks, blocks, pledges };
}

/** Where each member's community begins and ends: sizes follow a power law. */
function drawCommunities(members: number, random: Random): { start: Int32Array; end: Int32Array } {
  const start = new Int32Array(members);
  const end = new Int32Array(members);
  for (let at = 0; at < members; ) {
    const drawn = Math.min(COMMUNITY_SIZE_MAX, Math.max(6, Math.floor(15 / (random.share() + 1e-9) ** 0.8)));
    const stop = Math.min(members, at + drawn);
    start.fill(at, at, stop);
    end.fill(stop, at, stop);
    at = stop;
  }
  return { start, end };
}

function drawContacts({ members, contacts }: TownSize, random: Random): [number, number][] {
  const { start, end } = drawCommunities(members, random);
  const seen = new Set<number>();
  const drawn: [number, number][] = [];
  while (drawn.length < contacts) {
    const a = random.below(members);
    const isFar = random.share() < FAR_SHARE;
    const isNear = !isFar && random.share() < 0.6;
    const [first, length] = [start[a]!, end[a]! - start[a]!];
    // Squaring prefers a community's first people: some know many.
    const inside = first + Math.floor(length * random.share() ** 2);
    const b = isFar ? random.below(members) : isNear ? a + 1 + random.below(NEARBY) : inside;
    if (b === a || b >= members) continue;
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * members + high;
    if (seen.has(key)) continue;
    seen.add(key);
    drawn.push([low, high]);
  }
  return drawn;
}

function friendsOf({ members }: TownSize, contacts: readonly (readonly [number, number])[]): number[][] {
  const friends: number[][] = Array.from({ length: members }, () => []);
  for (const [a, b] of contacts) {
    friends[a]!.push(b);
    friends[b]!.push(a);
  }
  return friends;
}

function drawRequests({ members, requests }: TownSize, random: Random): TownRequest[] {
  const owners = new Set<number>();
  while (owners.size < requests) owners.add(random.below(members));
  return [...owners].map((owner) => {
    const chance = random.share();
    return {
      owner,
      reach: chance < 0.2 ? 1 : chance < 0.7 ? 2 : 3,
      isEmergency: random.share() < EMERGENCY_SHARE,
      people: random.share() < 0.6 ? 1 : 1 + random.below(5),
      wholeUnits: 0,
    };
  });
}

/** Friends of the asker recommend, and where the reach allows it a few friends of those who did. */
function drawRecommendations(
  { recommendations }: TownSize,
  random: Random,
  requests: readonly TownRequest[],
  friends: readonly (readonly number[])[],
): [number, number][] {
  const drawn: [number, number][] = [];
  const seen = new Set<number>();
  const by = requests.map((): number[] => []);
  const members = friends.length;
  for (let tries = 0; drawn.length < recommendations && tries < 50 * recommendations; tries++) {
    const number = random.below(requests.length);
    const { owner, reach } = requests[number]!;
    const earlier = by[number]!;
    const isSecond = reach === 3 && earlier.length > 0 && random.share() < 0.25;
    const circle = friends[isSecond ? earlier[random.below(earlier.length)]! : owner]!;
    if (circle.length === 0 || reach === 1) continue;
    const member = circle[random.below(circle.length)]!;
    const key = number * members + member;
    if (member === owner || seen.has(key)) continue;
    seen.add(key);
    earlier.push(member);
    drawn.push([number, member]);
  }
  return drawn;
}

/** Somebody who knows the asker gave a link to somebody they know. */
function drawHelpLinks(
  random: Random,
  requests: readonly TownRequest[],
  friends: readonly (readonly number[])[],
): [number, number, number][] {
  return requests.flatMap(({ owner, reach }, number): [number, number, number][] => {
    if (reach === 1 || random.share() > HELP_LINKS_PER_REQUEST) return [];
    const issuer = friends[owner]![random.below(friends[owner]!.length)];
    const opener = issuer === undefined ? undefined : friends[issuer]![random.below(friends[issuer]!.length)];
    return issuer === undefined || opener === undefined ? [] : [[number, issuer, opener]];
  });
}

function drawPledges(
  { members, givers }: TownSize,
  random: Random,
  requests: readonly TownRequest[],
  friends: readonly (readonly number[])[],
): TownPledge[] {
  const chosen = new Set<number>();
  while (chosen.size < givers) chosen.add(random.below(members));
  const requestOf = new Map(requests.map((request, number) => [request.owner, number]));
  return [...chosen].flatMap((giver): TownPledge[] => {
    const chance = random.share();
    const spread = chance < 0.1 ? 'ONE' : chance < 0.8 ? 'SEVERAL' : 'MANY';
    const open: TownPledge = { giver, request: null, wholeUnits: random.amount(20, 0.8, 2, 2_000), spread };
    const asking = friends[giver]!.find((friend) => requestOf.has(friend));
    if (asking === undefined || random.share() > DIRECTED_SHARE) return [open];
    return [open, { giver, request: requestOf.get(asking)!, wholeUnits: random.amount(10, 0.5, 1, 200), spread }];
  });
}

/** Log-normal needs, scaled so that the pledges cover a known share of them. */
function withNeeds(requests: readonly TownRequest[], pledges: readonly TownPledge[], random: Random): TownRequest[] {
  const raw = requests.map(() => Math.exp(random.normal()));
  const pledged = pledges.reduce((total, pledge) => total + pledge.wholeUnits, 0);
  const scale = pledged / TIGHTNESS / raw.reduce((total, one) => total + one, 0);
  return requests.map((request, index) => ({ ...request, wholeUnits: Math.max(1, Math.round(raw[index]! * scale)) }));
}
