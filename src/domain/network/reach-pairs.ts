import { setImmediate as nextTurn } from 'node:timers/promises';
import { column, integersOf } from '../../db/bulk.ts';
import type { Tx } from '../../db/transaction.ts';

/**
 * Who sees which request, for everybody at once. The rule is that of the view `reach_paths`, which answers for one viewer; for a whole
 * town its joins pass over millions of rows, so here the database numbers people and sends the network once, and the ways are
 * walked in memory. test/domain/network/reach.test.ts holds both against one definition.
 */

/** Pairs by giver, then by request; both are positions in the lists that were asked about. */
export interface NumberedPairs {
  readonly length: number;
  readonly giver: Int32Array;
  readonly request: Int32Array;
  /** The pairs of giver g are first[g] … first[g + 1] − 1. */
  readonly first: Int32Array;
}

/** Position of a pair, −1 when there is no such pair. */
export const pairAt = ({ first, request }: NumberedPairs, giver: number, wanted: number): number =>
  find({ first, values: request }, giver, wanted);

/** Sorts pairs by giver; those of one giver keep their order. */
export function pairsByGiver(givers: number, giver: ArrayLike<number>, request: ArrayLike<number>): NumberedPairs {
  const lists = listsOf(givers, giver, request);
  const sorted = new Int32Array(request.length);
  for (let g = 0; g < givers; g++) sorted.fill(g, lists.first[g], lists.first[g + 1]);
  return { length: request.length, giver: sorted, request: lists.values, first: lists.first };
}

const PAIRS_PER_TURN = 50_000;

/** Those of the pairs that `keep` says yes to. The event loop turns in between. */
export async function keepPairs(
  pairs: NumberedPairs,
  keep: (giver: number, request: number) => boolean,
): Promise<NumberedPairs> {
  const { length, giver, request, first } = pairs;
  const kept = new Int32Array(length);
  let count = 0;
  for (let k = 0; k < length; k++) {
    if (keep(giver[k]!, request[k]!)) kept[count++] = k;
    if (k % PAIRS_PER_TURN === 0) await nextTurn();
  }
  const rows = kept.subarray(0, count);
  return pairsByGiver(
    first.length - 1,
    rows.map((k) => giver[k]!),
    rows.map((k) => request[k]!),
  );
}

/** Lists of numbers, one after the other: list k is values[first[k]] … values[first[k + 1] − 1]. */
interface Lists {
  readonly first: Int32Array;
  readonly values: Int32Array;
}

/** Position of a value in list k, which is in ascending order; −1 when it is not there. */
function find({ first, values }: Lists, k: number, wanted: number): number {
  let low = first[k]!;
  let high = first[k + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (values[middle] === wanted) return middle;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function listsOf(count: number, keys: ArrayLike<number>, values: ArrayLike<number>): Lists {
  const first = new Int32Array(count + 1);
  for (let k = 0; k < keys.length; k++) first[keys[k]! + 1]!++;
  for (let k = 0; k < count; k++) first[k + 1]! += first[k]!;
  const next = first.slice();
  const sorted = new Int32Array(keys.length);
  for (let k = 0; k < keys.length; k++) sorted[next[keys[k]!]!++] = values[k]!;
  return { first, values: sorted };
}

/** The network in numbers. People are numbered by id; NOBODY stands for no one. */
interface Network {
  readonly people: number;
  /** Position among the givers, NOBODY for the others. */
  readonly giverOf: Int32Array;
  /** Contacts of each person that are not broken, in ascending order. */
  readonly contacts: Lists;
  /** One number for each pair of people of whom one blocked the other, in both directions. */
  readonly blocked: ReadonlySet<number>;
  /** For each request in the order asked about: [owner, reach], or NOBODY and 0 when nobody may see it now. */
  readonly asks: Int32Array;
  /** Passes of each request: positions in `carrier` and `onlyTo`. */
  readonly passes: Lists;
  /** Who shows the request further … */
  readonly carrier: Int32Array;
  /** … and to whom: NOBODY stands for all contacts (a recommendation), else the one whom a help link connected. */
  readonly onlyTo: Int32Array;
}

const NOBODY = -1;

type Section = 'people' | 'givers' | 'contacts' | 'blocks' | 'asks' | 'passes';

/** One statement, so that all of it is of one moment whatever transaction it runs in. */
async function readSections(tx: Tx, giverIds: readonly string[], requestIds: readonly string[]) {
  const rows = await tx.db.$queryRaw<{ section: Section; bytes: Uint8Array }[]>`
    WITH people AS MATERIALIZED (SELECT id, (row_number() OVER (ORDER BY id) - 1)::int AS n FROM members),
    asked AS MATERIALIZED (
      SELECT q.id, (t.n - 1)::int AS n, p.n AS owner, q.reach::int, q.recommended_since
      FROM unnest(${column('uuid', requestIds)}) WITH ORDINALITY AS t(id, n)
      JOIN requests q ON q.id = t.id AND q.state = 'ACTIVE'
      JOIN members o ON o.id = q.owner_id AND o.state = 'ACTIVE' AND o.locked_at IS NULL
      JOIN people p ON p.id = q.owner_id
    )
    SELECT 'people' AS section, int4send(count(*)::int) AS bytes FROM people
    UNION ALL
    SELECT 'givers', string_agg(int4send((t.n - 1)::int) || int4send(p.n), ''::bytea)
    FROM unnest(${column('uuid', giverIds)}) WITH ORDINALITY AS t(id, n) JOIN people p ON p.id = t.id
    UNION ALL
    SELECT 'contacts', string_agg(int8send((a.n::bigint << 32) | b.n), ''::bytea)
    FROM contacts c JOIN people a ON a.id = c.low_id JOIN people b ON b.id = c.high_id WHERE c.broken_at IS NULL
    UNION ALL
    SELECT 'blocks', string_agg(int4send(a.n) || int4send(b.n), ''::bytea)
    FROM blocks x JOIN people a ON a.id = x.blocker_id JOIN people b ON b.id = x.blocked_id
    UNION ALL
    SELECT 'asks', string_agg(int4send(n) || int4send(owner) || int4send(reach), ''::bytea) FROM asked
    UNION ALL
    SELECT 'passes', string_agg(int4send(q.n) || int4send(c.n) || int4send(coalesce(m.n, -1)), ''::bytea)
    FROM asked q
    JOIN passes p ON p.request_id = q.id AND p.ended_at IS NULL AND p.since >= q.recommended_since AND p.valid_until > ${tx.now}
    JOIN members cm ON cm.id = p.carrier_id AND cm.state = 'ACTIVE'
    JOIN people c ON c.id = p.carrier_id
    LEFT JOIN invite_uses u ON u.invite_id = p.invite_id AND u.outcome = 'CONNECTED'
    LEFT JOIN people m ON m.id = u.member_id
    WHERE q.reach >= 2 AND (p.invite_id IS NULL OR m.n IS NOT NULL)`;
  const sections = new Map(rows.map((row) => [row.section, row.bytes]));
  return (section: Section): Int32Array => integersOf(sections.get(section) ?? new Uint8Array(0));
}

/** Every `step`-th number from `offset` on: one field of rows that stand one after the other. */
const field = (rows: Int32Array, step: number, offset: number): Int32Array =>
  new Int32Array(rows.length / step).map((_, k) => rows[step * k + offset]!);

async function readNetwork(tx: Tx, giverIds: readonly string[], requestIds: readonly string[]): Promise<Network> {
  const section = await readSections(tx, giverIds, requestIds);
  const people = section('people')[0]!;
  const giverOf = new Int32Array(people).fill(NOBODY);
  const givers = section('givers');
  for (let k = 0; k < givers.length; k += 2) giverOf[givers[k + 1]!] = givers[k]!;
  await nextTurn();
  const contacts = contactLists(people, section('contacts'));
  await nextTurn();
  const blocked = new Set<number>();
  const blocks = section('blocks');
  for (let k = 0; k < blocks.length; k += 2) {
    const [a, b] = [blocks[k]!, blocks[k + 1]!];
    blocked.add(a * people + b).add(b * people + a);
  }
  const asks = new Int32Array(2 * requestIds.length).fill(NOBODY);
  const asked = section('asks');
  for (let k = 0; k < asked.length; k += 3) asks.set(asked.subarray(k + 1, k + 3), 2 * asked[k]!);
  const rows = section('passes');
  const numbers = new Int32Array(rows.length / 3).map((_, k) => k);
  const passes = listsOf(requestIds.length, field(rows, 3, 0), numbers);
  return { people, giverOf, contacts, blocked, asks, passes, carrier: field(rows, 3, 1), onlyTo: field(rows, 3, 2) };
}

/** Both directions; a second counting sort by the other end puts every list in order. */
function contactLists(people: number, rows: Int32Array): Lists {
  const [a, b] = [field(rows, 2, 0), field(rows, 2, 1)];
  const from = new Int32Array(2 * a.length);
  const to = new Int32Array(2 * a.length);
  from.set(a);
  from.set(b, a.length);
  to.set(b);
  to.set(a, a.length);
  const byEnd = listsOf(people, to, from);
  const ends = new Int32Array(to.length);
  for (let person = 0; person < people; person++) ends.fill(person, byEnd.first[person], byEnd.first[person + 1]);
  return listsOf(people, byEnd.values, ends);
}

const REQUESTS_PER_TURN = 500;

/**
 * Every (giver, request) pair of a round: the giver sees the request now. The event loop turns in between.
 *
 * @param requestIds requests that nobody sees (paused, of somebody who left) have no pairs
 */
export async function numberedReachPairs(
  tx: Tx,
  giverIds: readonly string[],
  requestIds: readonly string[],
): Promise<NumberedPairs> {
  if (giverIds.length === 0 || requestIds.length === 0) return pairsByGiver(giverIds.length, [], []);
  const walk = new Walk(await readNetwork(tx, giverIds, requestIds));
  for (let request = 0; request < requestIds.length; request++) {
    walk.from(request);
    if (request % REQUESTS_PER_TURN === 0) await nextTurn();
  }
  return pairsByGiver(giverIds.length, walk.givers.values(), walk.requests.values());
}

/** Numbers that become more. */
class Growing {
  private kept = new Int32Array(1 << 16);
  private length = 0;

  push(value: number): void {
    if (this.length === this.kept.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.kept);
      this.kept = larger;
    }
    this.kept[this.length++] = value;
  }

  values(): Int32Array {
    return this.kept.subarray(0, this.length);
  }
}

/** Walks the ways of one request after the other and collects who stands at their ends. */
class Walk {
  readonly givers = new Growing();
  readonly requests = new Growing();
  private readonly network: Network;
  private readonly isWary: Uint8Array;
  /** The last request that each person was found to see. */
  private readonly seenBy: Int32Array;

  constructor(network: Network) {
    this.network = network;
    this.seenBy = new Int32Array(network.people).fill(NOBODY);
    this.isWary = new Uint8Array(network.people);
    for (const pair of network.blocked) this.isWary[Math.floor(pair / network.people)] = 1;
  }

  from(request: number): void {
    const { asks, passes, carrier, onlyTo } = this.network;
    const [owner, reach] = [asks[2 * request]!, asks[2 * request + 1]!];
    if (owner === NOBODY) return;
    this.show(request, NOBODY, [owner]);
    const own = passes.values.subarray(passes.first[request], passes.first[request + 1]);
    for (const one of own) {
      const near = carrier[one]!;
      if (!this.areContacts(owner, near) || this.isBlocked(near, [owner])) continue;
      this.show(request, onlyTo[one]!, [owner, near]);
      if (reach < 3) continue;
      for (const two of own) {
        const far = carrier[two]!;
        if (far === owner || !this.areContacts(near, far) || this.isBlocked(far, [owner, near])) continue;
        if (onlyTo[one] === NOBODY || onlyTo[one] === far) this.show(request, onlyTo[two]!, [owner, near, far]);
      }
    }
  }

  /** The last of the chain shows the request to one contact, or to all of them. */
  private show(request: number, onlyTo: number, chain: readonly number[]): void {
    const { giverOf } = this.network;
    const last = chain.at(-1)!;
    if (onlyTo !== NOBODY && !this.areContacts(last, onlyTo)) return;
    const viewers = onlyTo === NOBODY ? this.contactsOf(last) : [onlyTo];
    for (const viewer of viewers) {
      const giver = giverOf[viewer]!;
      if (giver === NOBODY || this.seenBy[viewer] === request || chain.includes(viewer)) continue;
      if (this.isBlocked(viewer, chain)) continue;
      this.seenBy[viewer] = request;
      this.givers.push(giver);
      this.requests.push(request);
    }
  }

  private contactsOf(person: number): Int32Array {
    const { first, values } = this.network.contacts;
    return values.subarray(first[person], first[person + 1]);
  }

  private areContacts(a: number, b: number): boolean {
    return find(this.network.contacts, a, b) >= 0;
  }

  private isBlocked(person: number, chain: readonly number[]): boolean {
    if (this.isWary[person] === 0) return false;
    const { blocked, people } = this.network;
    return chain.some((other) => blocked.has(person * people + other));
  }
}
