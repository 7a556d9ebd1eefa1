/** Puts a town into an empty migrated database, table by table, by COPY. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DAY_MS, later } from '../../src/domain/clock.ts';
import { BROKEN_EVERY, type Town, type TownRequest } from './town.ts';

type Value = string | number | bigint | boolean | null;

const ROWS_PER_CHUNK = 2_000;

function* chunksOf(rows: Iterable<readonly Value[]>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(row.map((value) => (value === null ? '\\N' : String(value))).join('\t'));
    if (lines.length < ROWS_PER_CHUNK) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** Writes rows by COPY; `target` is a table with its columns in brackets. Values hold no tabs, line ends or backslashes. */
export async function copyRows(client: pg.ClientBase, target: string, rows: Iterable<readonly Value[]>): Promise<void> {
  await pipeline(Readable.from(chunksOf(rows)), client.query(copyFrom(`COPY ${target} FROM STDIN`)));
}

/** The id that a number has among its kind, the same in every run. */
export function idOf(kind: string, number: number): string {
  const hex = createHash('md5').update(`${kind} ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Ids of the town's people, by their numbers. */
export interface WrittenTown {
  readonly memberIds: readonly string[];
  readonly requestIds: readonly string[];
}

const MINOR = 100;
const HUNDRED_DAYS = 100;

const NAMES = ['Anna', 'Boris', 'Vera', 'Gleb', 'Dina', 'Egor', 'Zoya', 'Ivan', 'Kira', 'Lev', 'Mira', 'Nina', 'Oleg'];

/** @param now a moment of the open cycle; everything was there a while before */
export async function writeTown(client: pg.ClientBase, town: Town, now: Date): Promise<WrittenTown> {
  const since = later(now, -DAY_MS).toISOString();
  const memberIds = Array.from({ length: town.size.members }, (_, number) => idOf('member', number));
  const requestIds = town.requests.map((_, number) => idOf('request', number));
  await copyRows(
    client,
    'members (id, person_key, telegram_id, name, language, timezone, state, joined_at, last_seen_at, ceiling)',
    memberIds.map((id, number) => {
      const zone = number % 20 === 0 ? 'Asia/Yekaterinburg' : null;
      const name = NAMES[number % NAMES.length]!;
      return [id, idOf('key', number), 1_000 + number, name, 'ru', zone, 'ACTIVE', since, since, 1_000_000_000];
    }),
  );
  await copyRows(
    client,
    'contacts (low_id, high_id, origin, since, broken_at)',
    town.contacts.map(([a, b], number) => {
      const ids = [memberIds[a]!, memberIds[b]!].toSorted();
      return [...ids, 'INVITE', since, number % BROKEN_EVERY === 0 ? since : null];
    }),
  );
  await copyRows(
    client,
    'blocks (blocker_id, blocked_id, at)',
    town.blocks.map(([a, b]) => [memberIds[a]!, memberIds[b]!, since]),
  );
  await writeRequests(client, town, { memberIds, requestIds }, now);
  await writeHelpLinks(client, town, { memberIds, requestIds }, now);
  await writePledges(client, town, { memberIds, requestIds }, since);
  await client.query('VACUUM (ANALYZE)');
  return { memberIds, requestIds };
}

async function writeRequests(client: pg.ClientBase, town: Town, ids: WrittenTown, now: Date): Promise<void> {
  const since = later(now, -DAY_MS).toISOString();
  const until = later(now, HUNDRED_DAYS * DAY_MS).toISOString();
  const row = ({ owner, reach, isEmergency, people, wholeUnits }: TownRequest, number: number): Value[] => {
    const ownerId = ids.memberIds[owner]!;
    const [kind, dueDay, deadline] = isEmergency ? ['EMERGENCY', null, until] : ['MONTHLY', 25, null];
    const head = [ids.requestIds[number]!, ownerId, ownerId, kind!, 'ACTIVE', 'MYSELF', people, `Need ${number}`];
    return [...head, wholeUnits * MINOR, dueDay!, deadline!, reach, since, since];
  };
  await copyRows(
    client,
    `requests (id, owner_id, active_slot, kind, state, for_whom, people, title,
      amount, due_day, deadline, reach, created_at, recommended_since)`,
    town.requests.map(row),
  );
  await copyRows(
    client,
    'recommendations (id, request_id, recommender_id, reason, people_confirmed, created_at, expires_at)',
    town.recommendations.map(([request, member], number) => {
      const { people } = town.requests[request]!;
      const id = idOf('recommendation', number);
      return [id, ids.requestIds[request]!, ids.memberIds[member]!, 'NEIGHBOUR', people, since, until];
    }),
  );
}

async function writeHelpLinks(client: pg.ClientBase, town: Town, ids: WrittenTown, now: Date): Promise<void> {
  const since = later(now, -DAY_MS).toISOString();
  const until = later(now, HUNDRED_DAYS * DAY_MS).toISOString();
  await copyRows(
    client,
    'invites (id, token, kind, issuer_id, request_id, created_at, expires_at, uses)',
    town.helpLinks.map(([request, issuer], number) => {
      const token = `h${String(number).padStart(22, '0')}`;
      return [idOf('invite', number), token, 'HELP', ids.memberIds[issuer]!, ids.requestIds[request]!, since, until, 1];
    }),
  );
  await copyRows(
    client,
    'invite_uses (invite_id, member_id, at, outcome)',
    town.helpLinks.map(([, , opener], number) => [idOf('invite', number), ids.memberIds[opener]!, since, 'CONNECTED']),
  );
}

async function writePledges(client: pg.ClientBase, town: Town, ids: WrittenTown, since: string): Promise<void> {
  await copyRows(
    client,
    'pledges (id, giver_id, kind, open_slot, request_id, amount, state, spread, starts_at, created_at)',
    town.pledges.map(({ giver, request, wholeUnits, spread }, number) => {
      const giverId = ids.memberIds[giver]!;
      const aim = request === null ? ['OPEN', giverId, null] : ['DIRECTED', null, ids.requestIds[request]!];
      return [idOf('pledge', number), giverId, ...aim, wholeUnits * MINOR, 'ACTIVE', spread, since, since];
    }),
  );
}
