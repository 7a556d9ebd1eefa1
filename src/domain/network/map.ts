import type { Tx } from '../../db/transaction.ts';
import type { RequestKind } from '../../generated/prisma/enums.ts';
import type { Coverage } from '../requests/coverage.ts';
import { visibleRequests } from '../requests/queries.ts';
import { allTies, type HowKnown, seenPeople, type Tie } from './people.ts';

/** A person on the map of one viewer's network. */
export interface MapPerson {
  readonly id: string;
  /** As the viewer calls them. */
  readonly name: string;
  readonly how: HowKnown;
  readonly request: { readonly title: string; readonly kind: RequestKind; readonly coverage: Coverage } | null;
  /** Names between the viewer and an asker beyond ring 1, by the shortest way. */
  readonly via: readonly string[];
}

/** What one viewer sees of the network, and nobody else. */
export interface NetworkMap {
  readonly me: { readonly id: string; readonly name: string };
  /** Those who ask first, then the nearest; at most {@link MAP_PEOPLE_MAX}. */
  readonly people: readonly MapPerson[];
  /** How many people did not fit. */
  readonly rest: number;
  /** Pairs of ids of people on the map, the viewer among them: who is known through whom. `isWay`: a request came along it. */
  readonly links: readonly { readonly from: string; readonly to: string; readonly isWay: boolean }[];
}

export const MAP_PEOPLE_MAX = 150;

interface Way {
  readonly requestId: string;
  readonly ownerId: string;
  readonly via1: string | null;
  readonly via2: string | null;
}

/** The ways by which requests reached the viewer, the shortest first. */
const waysTo = (tx: Tx, viewerId: string): Promise<Way[]> => tx.db.$queryRaw<Way[]>`
  SELECT DISTINCT distance, request_id AS "requestId", owner_id AS "ownerId", via1_id AS via1, via2_id AS via2 FROM reach_paths
  WHERE viewer_id = ${viewerId}::uuid AND valid_until > ${tx.now}
  ORDER BY distance, request_id, via2_id, via1_id LIMIT 1000`;

const stepsOf = (viewerId: string, way: Way): string[] =>
  [viewerId, way.via2, way.via1, way.ownerId].filter((id) => id !== null);

/** The map of the viewer's network. */
export async function networkMap(tx: Tx, viewerId: string): Promise<NetworkMap> {
  const me = await tx.db.member.findUniqueOrThrow({ where: { id: viewerId }, select: { id: true, name: true } });
  const seen = await seenPeople(tx, viewerId);
  const requests = new Map((await visibleRequests(tx, viewerId)).map((line) => [line.ownerId, line]));
  const ways = await waysTo(tx, viewerId);
  const nameOf = new Map(seen.map((person) => [person.id, person.name]));
  const all = seen.map((person): MapPerson => {
    const line = requests.get(person.id);
    const shortest = ways.find((way) => way.ownerId === person.id);
    const between = line && shortest ? stepsOf(viewerId, shortest).slice(1, -1) : [];
    return {
      ...person,
      request: line ? { title: line.title, kind: line.kind, coverage: line.coverage } : null,
      via: between.flatMap((id) => nameOf.get(id) ?? []),
    };
  });
  const isNearer = (a: MapPerson, b: MapPerson): number => Number(b.request !== null) - Number(a.request !== null);
  const people = all.sort(isNearer).slice(0, MAP_PEOPLE_MAX);
  return {
    me,
    people,
    rest: all.length - people.length,
    links: linksBetween(viewerId, people, ways, await allTies(tx, viewerId)),
  };
}

function linksBetween(
  viewerId: string,
  people: readonly MapPerson[],
  ways: readonly Way[],
  ties: readonly Tie[],
): NetworkMap['links'] {
  const shown = new Set([viewerId, ...people.map((person) => person.id)]);
  const links = new Map<string, NetworkMap['links'][number]>();
  const add = (from: string, to: string, isWay: boolean): void => {
    if (!shown.has(from) || !shown.has(to) || from === to) return;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (isWay || !links.has(key)) links.set(key, { from, to, isWay });
  };
  const owners = new Map(ways.map((way) => [way.requestId, way.ownerId]));
  for (const tie of ties) {
    if (tie.how === 'contact') add(viewerId, tie.id, false);
    if (tie.how === 'circle') add(owners.get(tie.requestId ?? '') ?? viewerId, tie.id, false);
  }
  for (const way of ways) {
    const steps = stepsOf(viewerId, way);
    if (!steps.every((id) => shown.has(id))) continue;
    for (const [index, id] of steps.slice(1).entries()) add(steps[index] ?? id, id, true);
  }
  return [...links.values()];
}
