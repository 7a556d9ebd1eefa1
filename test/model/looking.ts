// What the tables hold, read in one round trip, against what the reference holds.
import type pg from 'pg';
import type { Town } from './town.ts';

/** One record, as the select above its table lists it. */
export type Row = readonly (string | number | boolean | null)[];

/** The tables as one text; equal texts, equal tables. */
export type Tables = string;

export interface Look {
  readonly month: string;
  readonly members: readonly Row[];
  readonly requests: readonly Row[];
  readonly pledges: readonly Row[];
  readonly proposals: readonly Row[];
  readonly promises: readonly Row[];
  readonly bonds: readonly Row[];
  readonly blocks: readonly Row[];
  readonly words: readonly Row[];
  /** Records whose state or amount is not the last one of their log (I3). */
  readonly unlogged: readonly Row[];
  readonly events: number;
  readonly notices: number;
  /** Messages that wait for somebody who left (I10), the one about the leaving itself apart. */
  readonly lost: number;
}

const rows = (columns: string, from: string): string =>
  `(SELECT coalesce(json_agg(row ORDER BY row::text), '[]') FROM (SELECT json_build_array(${columns}) AS row FROM ${from}) r)`;

const logged = (table: string, key = 'id'): string => `
  SELECT json_build_array('${table}', t.${key}, t.state, e.to_state) AS row FROM ${table} t
  LEFT JOIN LATERAL (SELECT to_state FROM events WHERE subject_id = t.${key} AND to_state IS NOT NULL ORDER BY id DESC LIMIT 1) e ON true
  WHERE e.to_state IS DISTINCT FROM t.state::text`;

const SQL = `SELECT json_build_object(
  'month', (SELECT id FROM cycles WHERE open_slot = 1),
  'members', ${rows('id, state, ceiling, ceiling_next, locked_at IS NOT NULL, paused_at IS NOT NULL', 'members')},
  'requests', ${rows('id, owner_id, kind, state, pause_reason, amount, active_slot IS NOT NULL', 'requests')},
  'pledges', ${rows('id, giver_id, kind, request_id, monthly, amount, form, state, pause_reason, scope, open_slot IS NOT NULL', 'pledges')},
  'proposals', ${rows('id, giver_id, request_id, pledge_id, card_id, cycle_id, amount, chosen, state', 'proposals')},
  'promises', ${rows('id, giver_id, recipient_id, request_id, cycle_id, origin, form, amount, confirmed, state, parent_id, proposal_id, pledge_id, valued', 'promises')},
  'bonds', ${rows('low_id, high_id, broken_by_id, low_wants_back, high_wants_back', 'contacts')},
  'blocks', ${rows('blocker_id, blocked_id', 'blocks')},
  'words', ${rows('request_id, recommender_id, withdrawn_at IS NULL', 'recommendations')},
  'unlogged', (SELECT coalesce(json_agg(row), '[]') FROM (
    ${['requests', 'pledges', 'proposals', 'promises'].map((table) => logged(table)).join(' UNION ALL ')}
    UNION ALL ${logged('members', 'person_key')}) u),
  'events', (SELECT count(*) FROM events),
  'notices', (SELECT count(*) FROM notices),
  'lost', (SELECT count(*) FROM notices n JOIN members m ON m.id = n.member_id
    WHERE n.state = 'PENDING' AND m.state <> 'ACTIVE' AND n.kind <> 'deletion-scheduled')
)::text AS look`;

export async function look(client: pg.Client): Promise<Tables> {
  const { rows: found } = await client.query<{ look: Tables }>({ name: 'look', text: SQL });
  return found[0]!.look;
}

export const read = (seen: Tables): Look => JSON.parse(seen) as Look;

const SEEN = `SELECT DISTINCT viewer_id || ' ' || request_id AS pair FROM reach_paths WHERE valid_until > $1`;

/** Every pair of a viewer and a request that the tables let be seen, and every one that the reference does (R14). */
export async function compareSight(client: pg.Client, town: Town): Promise<void> {
  const { rows: found } = await client.query<{ pair: string }>({
    name: 'seen',
    text: SEEN,
    values: [new Date(town.now)],
  });
  const isSeen = [...town.requests.values()].flatMap((request) =>
    town.people.filter((id) => id !== request.owner && town.sees(id, request)).map((id) => `${id} ${request.id}`),
  );
  differ(
    'sight',
    found.map((row) => [row.pair]),
    isSeen.map((pair) => [pair]),
  );
}

function differ(what: string, real: readonly Row[], told: readonly Row[]): void {
  const text = (all: readonly Row[]): string[] => all.map((row) => JSON.stringify(row)).sort();
  const [left, right] = [text(real), text(told)];
  if (left.join() === right.join()) return;
  const only = (a: string[], b: string[]) => a.filter((row) => !b.includes(row)).join('\n  ') || '—';
  throw new Error(`${what}\n the house has\n  ${only(left, right)}\n the reference has\n  ${only(right, left)}`);
}

/** Names what a command made without saying so: parts and gifts, by what they are. */
function adopt(found: Look, town: Town): void {
  const known = new Set(town.promises.map((one) => one.id));
  for (const [id, ...rest] of found.promises) {
    if (known.has(id as string)) continue;
    const row = JSON.stringify(rest);
    const mine = town.promises.find((one) => one.id === null && JSON.stringify(promiseRow(one).slice(1)) === row);
    if (mine) mine.id = id as string;
  }
}

const promiseRow = (one: Town['promises'][number]): Row => [
  one.id,
  one.giver,
  one.recipient,
  one.request,
  one.month,
  one.origin,
  one.form,
  one.amount,
  one.confirmed,
  one.state,
  one.parent,
  one.proposal,
  one.pledge,
  one.valued,
];

/** @throws Error that shows what differs */
export function compare(found: Look, town: Town): void {
  adopt(found, town);
  const all = <T>(of: Map<string, T>, row: (one: T, key: string) => Row): Row[] =>
    [...of].map(([key, one]) => row(one, key));
  differ('month', [[found.month]], [[town.month.id]]);
  differ(
    'members',
    found.members,
    all(town.members, (one) => [one.id, one.state, one.ceiling, one.next?.amount ?? null, one.isLocked, one.isPaused]),
  );
  differ(
    'requests',
    found.requests,
    all(town.requests, (one) => [one.id, one.owner, one.kind, one.state, one.why, one.amount, one.state === 'ACTIVE']),
  );
  differ(
    'pledges',
    found.pledges,
    all(town.pledges, (one) => [
      ...[one.id, one.giver, one.kind, one.request, one.isMonthly, one.amount, one.form, one.state, one.why, one.scope],
      one.kind === 'OPEN' && one.state !== 'WITHDRAWN',
    ]),
  );
  differ(
    'proposals',
    found.proposals,
    all(town.proposals, (one) => [
      ...[one.id, one.giver, one.request, one.pledge, one.card, one.month, one.amount, one.chosen, one.state],
    ]),
  );
  differ('promises', found.promises, town.promises.map(promiseRow));
  differ(
    'contacts',
    found.bonds,
    all(town.bonds, ({ brokenBy, wanted }, key) => {
      const [low, high] = key.split(' ') as [string, string];
      return [low, high, brokenBy, wanted.has(low), wanted.has(high)];
    }),
  );
  differ(
    'blocks',
    found.blocks,
    [...town.blocks].map((key) => key.split(' ')),
  );
  differ(
    'words',
    found.words,
    all(town.words, (given, key) => [...key.split(' '), given !== null]),
  );
  differ('log (I3)', found.unlogged, []);
  differ('lost messages (I10)', [[found.lost]], [[0]]);
}
