// Walks sequences of commands through a house and through the reference, side by side. Many sequences share their beginning: at its
// end they part, each from the same state of both.
import fc from 'fast-check';
import { expect } from 'vitest';
import { type House, transact, transactOnce } from '../../src/db/transaction.ts';
import { CHECKS } from '../../src/domain/doctor/checks.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { join } from '../../src/domain/members/members.ts';
import { connect } from '../../src/domain/network/contacts.ts';
import { Prisma } from '../../src/generated/prisma/client.ts';
import { ask, away, edit, lock, requestStep, unlock } from './asking.ts';
import { type Command, PEOPLE, type Planned, type Step } from './command.ts';
import { direct, measure, only, pledge, pledgeStep, standingYes } from './intending.ts';
import { leaving, link, part as partWith, shutOut, staying, word } from './knowing.ts';
import { type Lane, openLane } from './lane.ts';
import { compare, compareSight, type Look, look, read, type Tables } from './looking.ts';
import { DAYS, pass } from './passing.ts';
import { card, confirmation, help, helpByPledge, promiseStep, proposal, worth } from './promising.ts';
import { DAY, pairOf, Town } from './town.ts';

const STARTS_AT = '2026-11-10T09:00:00Z';
const SETTLED_DAYS = 8;
const TICK_MS = 60_000;
/** Who knows whom at first, by their places: a chain with a bridge, so that there are first, second and third handshakes. */
const BONDS = [
  [0, 1],
  [0, 2],
  [1, 2],
  [2, 3],
  [3, 4],
] as const;

const COMMANDS: readonly Command[] = [
  ...[ask, edit, requestStep, lock, unlock, away],
  ...[pledge, only, measure, direct, pledgeStep, standingYes],
  ...[help, helpByPledge, card, proposal, promiseStep, confirmation, worth],
  ...[word, partWith, shutOut, link, leaving, staying],
];

interface Days {
  readonly days: number;
  readonly twice: boolean;
}
type Move = Step | Days;

const DAYS_WEIGHT = 6;
const STEM = { minLength: 3, maxLength: 8 } as const;
/** So often a history parts at its end, and into so many. */
const PARTINGS = 3;
const WAYS = 3;

const any = ({ arbitrary }: Command): fc.Arbitrary<Move> => arbitrary;
const days: fc.Arbitrary<Move> = DAYS;

/** Something to begin with: a word given at once, or what a round proposes and its giver has other plans about. */
const BEGINNING: fc.Arbitrary<readonly Move[]> = fc.oneof(
  fc.tuple(any(ask), any(pledge), any(help)),
  fc.tuple(any(ask), any(pledge), any(pledge), fc.constant({ days: 21, twice: false }), any(help), any(proposal)),
);
const anything = fc.oneof(...COMMANDS, { weight: DAYS_WEIGHT, arbitrary: days });

/** One move, and what may come after it: each way is walked from the same state. */
interface Turn {
  readonly move: Move;
  readonly ways: readonly Turn[];
}

function turns(partings: number): fc.Arbitrary<readonly Turn[]> {
  const ways = partings > 1 ? turns(partings - 1) : fc.constant([]);
  return fc.array(fc.record({ move: anything, ways }), { minLength: 1, maxLength: WAYS, size: 'max' });
}

/** A beginning, then anything; then ways that part. Each way from the beginning to an end is a sequence of commands. */
export interface History {
  readonly stem: readonly Move[];
  readonly ways: readonly Turn[];
}
export const HISTORY: fc.Arbitrary<History> = fc.record({
  stem: fc.tuple(BEGINNING, fc.array(anything, STEM)).map((all) => all.flat()),
  ways: turns(PARTINGS),
});

const line = (move: Move): string =>
  'kind' in move ? `${move.kind} ${JSON.stringify(move.fields)}${move.again ? ' twice' : ''}` : JSON.stringify(move);

export function tell({ stem, ways }: History): string {
  const branch = (deep: number, { move, ways }: Turn): string[] => [
    `${'  '.repeat(deep)}${line(move)}`,
    ...ways.flatMap((way) => branch(deep + 1, way)),
  ];
  return [...stem.map(line), ...ways.flatMap((way) => branch(1, way))].join('\n');
}

async function found(house: House): Promise<void> {
  const people: string[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const user = { id: 1_000 + n, firstName: `Person ${n}`, username: undefined, languageCode: 'ru' };
    const early = new Date(house.clock.now().getTime() - SETTLED_DAYS * DAY);
    people.push((await transact(house, (tx) => join({ ...tx, now: early }, user, null))).id);
  }
  for (const [a, b] of BONDS) await transact(house, (tx) => connect(tx, people[a]!, people[b]!, 'INVITE'));
}

export const openTown = (): Promise<Lane> => openLane(STARTS_AT, found);

function modelOf(first: Look): Town {
  const town = new Town(Date.parse(STARTS_AT));
  const ids = first.members.map((row) => row[0] as string).sort();
  for (const id of ids)
    town.members.set(id, {
      ...{ id, state: 'ACTIVE', ceiling: null, next: null, isLocked: false, isPaused: false, doubling: null },
      ...{ requestChanges: [], pledgeChanges: [], standing: null, unlock: null },
    });
  for (const [a, b] of BONDS) town.bonds.set(pairOf(ids[a]!, ids[b]!), { brokenBy: null, wanted: new Set() });
  return town;
}

/** What became of commands, over all sequences of this process. */
export const tally = { sequences: 0, accepted: 0, refused: 0, replayed: 0, days: 0 };

type Outcome = { readonly code: string; readonly result?: unknown };

async function attempt(house: House, { run }: Planned, key: string | null): Promise<Outcome> {
  try {
    return { code: 'accepted', result: await (key === null ? transact(house, run) : transactOnce(house, key, run)) };
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code };
    throw error;
  }
}

function judge(planned: Planned, { code }: Outcome): void {
  if (planned.isFree) return;
  if (planned.isBlind) expect(['not-found', 'not-yours'], 'refused with the neutral wording').toContain(code);
  else if (planned.refusals.length > 0) expect(planned.refusals, 'refused for one of these').toContain(code);
  else expect(code).toBe('accepted');
}

async function take(lane: Lane, town: Town, step: Step, before: Tables, key: string): Promise<Tables> {
  const planned = step.plan(town);
  if (!planned || (!town.isHere(planned.actor) && step.kind !== 'stay')) return before;
  const known = town.promises.length;
  const outcome = await attempt(lane.house, planned, step.again ? key : null);
  judge(planned, outcome);
  const isAccepted = outcome.code === 'accepted';
  if (isAccepted) planned.effect(outcome.result);
  tally[isAccepted ? 'accepted' : 'refused'] += 1;
  if (!isAccepted) return before; // its transaction was rolled back
  const after = await look(lane.client);
  const found = read(after);
  if (planned.isSilent) expect(found.notices, 'nobody is told').toBe(read(before).notices);
  compare(found, town);
  holds(town, known);
  if (!step.again) return after;
  const replayed = await attempt(lane.house, planned, key);
  expect(replayed, 'a repetition is told the same').toEqual({ ...outcome, result: outcome.result ?? null });
  expect(await look(lane.client), 'and has no second effect').toBe(after);
  tally.replayed += 1;
  return after;
}

/** The invariants by the reference's own sums; the tables were just seen to hold the same. @param known promises before the command */
function holds(town: Town, known: number): void {
  for (const one of town.promises.slice(known)) {
    if (!['HELP_NOW', 'PROPOSAL'].includes(one.origin)) continue;
    const request = town.requests.get(one.request)!;
    const { ceiling } = town.member(one.giver);
    const all = town.promises.filter(
      (other) => other.request === one.request && (request.kind === 'EMERGENCY' || other.month === one.month),
    );
    const sum = all.reduce((total, { state, amount }) => total + (/RELEASED|FORGIVEN/.test(state) ? 0 : amount), 0);
    expect(sum, 'I2: promised and received within the need').toBeLessThanOrEqual(request.amount);
    if (ceiling !== null) expect(town.used(one.giver), 'I1: within the measure').toBeLessThanOrEqual(ceiling);
  }
  const active = [...town.requests.values()].filter((one) => one.state === 'ACTIVE').map((one) => one.owner);
  if (new Set(active).size < active.length) throw new Error('I5: two active requests of one member');
  if (town.promises.some((one) => one.confirmed > one.amount)) throw new Error('I4: more confirmed than promised');
}

const EVERYTHING = Prisma.join(
  CHECKS.map(
    ({ invariant, name, sql }) => Prisma.sql`SELECT ${`${invariant} ${name}: `} || detail AS detail FROM (${sql}) v`,
  ),
  ' UNION ALL ',
);

/** All that `doctor` checks, in one round trip. */
async function examine({ house }: Lane): Promise<void> {
  const violations = await house.db.prisma.$queryRaw<{ detail: string }[]>(EVERYTHING);
  expect(violations.map((row) => row.detail)).toEqual([]);
}

/** Where a walk stands. */
interface Standing {
  readonly town: Town;
  readonly seen: Tables;
  readonly steps: number;
}

async function step(lane: Lane, { town, seen, steps }: Standing, move: Move): Promise<Standing> {
  town.now += TICK_MS;
  lane.moveTo(new Date(town.now));
  if ('kind' in move) return { town, seen: await take(lane, town, move, seen, `key ${steps}`), steps: steps + 1 };
  tally.days += 1;
  return { town, seen: await pass(lane, town, move.days, move.twice), steps: steps + 1 };
}

async function part(lane: Lane, standing: Standing, ways: readonly Turn[]): Promise<void> {
  for (const { move, ways: further } of ways) {
    await lane.aside(async () => {
      const after = await step(lane, { ...standing, town: standing.town.copy() }, move);
      if (further.length > 0) return part(lane, after, further);
      await compareSight(lane.client, after.town);
      await examine(lane);
      tally.sequences += 1;
    });
  }
}

/** Walks all the ways of one history and undoes them. @throws whatever differs, or breaks an invariant */
export function walk(lane: Lane, { stem, ways }: History): Promise<void> {
  return lane.undone(async () => {
    const seen = await look(lane.client);
    let standing: Standing = { town: modelOf(read(seen)), seen, steps: 0 };
    for (const move of stem) standing = await step(lane, standing, move);
    await part(lane, standing, ways);
  });
}
