// Days pass, and the jobs do what they bring. What an allocation round proposes is its certificate's business: here it is looked at
// from outside and taken over. All else is told by the reference.
import fc from 'fast-check';
import { expect } from 'vitest';
import { transact } from '../../src/db/transaction.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { stay } from '../../src/domain/members/leaving.ts';
import { jobsOf } from '../../src/jobs.ts';
import { endRequest, isOpen, promise } from './effects.ts';
import type { Lane } from './lane.ts';
import { compare, type Look, look, type Row, read, type Tables } from './looking.ts';
import { DAY, monthOf, type Promise_, type Proposal, type Town } from './town.ts';

export const DAYS = fc.record({ days: fc.constantFrom(1, 4, 8, 11, 21, 31), twice: fc.nat(3).map((n) => n === 0) });

const SILENCE_DAYS = 30;
const UNLOCK_DAYS = 3;
const CARD_DAYS_MIN = 7;

/** Runs every job but those that clear old texts, which the reference knows nothing of. */
async function work(lane: Lane): Promise<void> {
  for (const job of jobsOf(lane.house, allocateInProcess, [])) if (!job.name.endsWith('-clear')) await job.run();
}

export async function pass(lane: Lane, town: Town, days: number, twice: boolean): Promise<Tables> {
  for (const member of town.members.values()) {
    if (member.state === 'ACTIVE') continue;
    await transact(lane.house, (tx) => stay(tx, member.id)); // being erased is another test's matter
    member.state = 'ACTIVE';
  }
  await lane.client.query({
    name: 'deliver',
    text: 'UPDATE cards SET delivered_at = $1 WHERE delivered_at IS NULL',
    values: [new Date(town.now)],
  });
  town.now += days * DAY;
  lane.moveTo(new Date(town.now));
  await work(lane);
  const seen = await look(lane.client);
  const found = read(seen);
  turnMonths(town);
  const ended = endEmergencies(town);
  lapse(found, town);
  takeOver(found, town, ended);
  drift(found, town);
  for (const one of town.promises)
    if (one.state === 'REPORTED' && one.reportedAt! <= town.now - SILENCE_DAYS * DAY) one.state = 'UNCONFIRMED';
  for (const member of town.members.values()) {
    const { unlock, next } = member;
    if (unlock && !unlock.isDoubted && unlock.at <= town.now - UNLOCK_DAYS * DAY)
      Object.assign(member, { unlock: null, isLocked: false });
    if (next && next.at <= town.now) Object.assign(member, { ceiling: next.amount, next: null });
  }
  compare(found, town);
  if (twice) {
    await work(lane);
    expect(await look(lane.client), 'jobs that run again do nothing').toBe(seen);
  }
  return seen;
}

function turnMonths(town: Town): void {
  while (town.now >= town.month.endsAt) {
    for (const one of town.proposals.values()) if (one.state === 'OFFERED') one.state = 'LAPSED';
    town.month = monthOf(town.month.endsAt);
  }
}

function endEmergencies(town: Town): ReadonlySet<string> {
  const due = [...town.requests.values()].filter(
    (one) => one.deadline !== null && one.deadline <= town.now && one.state !== 'CLOSED',
  );
  for (const one of due) endRequest(town, one, false);
  return new Set(due.map((one) => one.id));
}

/** Takes over what the rounds proposed and the standing yeses promised, when it is within every bound (I1, I6; red line 3). */
function takeOver(found: Look, town: Town, ended: ReadonlySet<string>): void {
  const fresh: Proposal[] = [];
  for (const row of found.proposals) {
    const [id, giver, request, pledge, card, month, amount, chosen, state] = row;
    if (town.proposals.has(id as string)) continue;
    const one = { id, giver, request, pledge, card, month, amount, chosen, state, bornAt: town.now } as Proposal;
    town.proposals.set(one.id, one);
    fresh.push(one);
  }
  for (const one of fresh) checkProposal(town, one, ended);
  for (const giver of new Set(fresh.map((one) => one.giver))) {
    const { ceiling } = town.member(giver);
    if (ceiling !== null) expect(town.used(giver), 'I1: a round keeps to the measure').toBeLessThanOrEqual(ceiling);
  }
  for (const pledge of new Set(fresh.map((one) => one.pledge))) {
    const asked = fresh.filter((one) => one.pledge === pledge).reduce((sum, one) => sum + one.amount, 0);
    expect(asked, 'I1: a round keeps to the pledge').toBeLessThanOrEqual(town.pledges.get(pledge)!.amount);
  }
  for (const row of found.promises) if (row[5] === 'STANDING_YES') takeYes(town, row);
}

function checkProposal(town: Town, one: Proposal, ended: ReadonlySet<string>): void {
  const pledge = town.pledges.get(one.pledge)!;
  const request = town.requests.get(one.request)!;
  expect(pledge.giver, 'of the own pledge').toBe(one.giver);
  expect(pledge.state, 'of an active pledge').toBe('ACTIVE');
  expect(town.member(one.giver).isPaused, 'nothing is proposed to whoever paused everything').toBe(false);
  expect(request.state === 'ACTIVE' || ended.has(request.id), 'to an active request').toBe(true);
  expect(town.reaches(one.giver, request), 'I6: only what the giver sees is proposed').toBe(true);
  expect(one.amount, 'never above the need').toBeLessThanOrEqual(request.amount);
  if (pledge.request !== null) expect(one.request, 'directed').toBe(pledge.request);
  if (pledge.scope === 'CHOSEN') expect([...pledge.chosen], 'only for the chosen').toContain(request.owner);
}

function takeYes(town: Town, row: Row): void {
  const [id, giver, recipient, request, month, , , amount, , state, , proposal] = row as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    number,
    number,
    string,
    null,
    string,
  ];
  if (town.promises.some((one) => one.id === id)) return;
  const { standing } = town.member(giver);
  const from = town.proposals.get(proposal)!;
  expect(standing, 'a promise without a tap needs a standing yes (red line 3)').not.toBeNull();
  expect(from.state, 'made of what waited').toBe('OFFERED');
  expect(amount, 'no more than was proposed').toBeLessThanOrEqual(from.chosen ?? from.amount);
  expect(town.sees(giver, town.requests.get(request)!), 'I6').toBe(true);
  expect(amount, 'I2').toBeLessThanOrEqual(town.missing(town.requests.get(request)!));
  from.state = 'ACCEPTED';
  const born = { id: id!, giver: giver, request: request!, amount: amount!, state: state!, month: month! };
  promise(town, { ...born, origin: 'STANDING_YES', proposal: from.id });
  const ofMonth = town.promises.filter(
    (one) =>
      one.giver === giver &&
      one.origin === 'STANDING_YES' &&
      one.month === month &&
      (isOpen(one) || one.state === 'CONFIRMED'),
  );
  const sum = (of: readonly Promise_[]) => of.reduce((total, one) => total + one.amount, 0);
  expect(sum(ofMonth), 'a standing yes keeps to its month').toBeLessThanOrEqual(standing!.monthly);
  const toOne = ofMonth.filter((one) => one.recipient === recipient);
  expect(sum(toOne), 'and to its person').toBeLessThanOrEqual(standing!.perPerson);
}

/** Cards that nobody answered in their time lapse before anything new is proposed. */
function lapse(found: Look, town: Town): void {
  for (const [id, , , , , , , , state] of found.proposals) {
    const one = town.proposals.get(id as string);
    const isLate = one !== undefined && one.bornAt <= town.now - CARD_DAYS_MIN * DAY;
    if (isLate && one.state === 'OFFERED' && state === 'LAPSED') one.state = 'LAPSED';
  }
}

/** What depends on when cards were delivered and read is not told exactly: it may happen, under these conditions and no others. */
function drift(found: Look, town: Town): void {
  for (const row of found.pledges) {
    const one = town.pledges.get(row[0] as string)!;
    const hasLapsed = [...town.proposals.values()].some((of) => of.giver === one.giver && of.state === 'LAPSED');
    if (one.state !== 'ACTIVE') continue;
    if (one.kind === 'OPEN' && row[8] === 'UNANSWERED_CARDS' && hasLapsed)
      Object.assign(one, { state: 'PAUSED', why: 'UNANSWERED_CARDS' });
    // For one round only: it is over with that, whether or not something was proposed.
    if (!one.isMonthly && row[7] === 'WITHDRAWN') Object.assign(one, { state: 'WITHDRAWN', why: null });
  }
  for (const row of found.requests) {
    const one = town.requests.get(row[0] as string)!;
    const isOld = one.createdAt < town.month.startsAt - 2 * 28 * DAY;
    if (one.state === 'ACTIVE' && one.kind === 'MONTHLY' && row[4] === 'SILENCE' && isOld)
      Object.assign(one, { state: 'PAUSED', why: 'SILENCE' });
  }
}
