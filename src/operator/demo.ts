import { type House, type Tx, transact } from '../db/transaction.ts';
import { DAY_MS, later } from '../domain/clock.ts';
import { lockCycles } from '../domain/cycles/close.ts';
import { join, type Person } from '../domain/members/members.ts';
import { minorPerWhole } from '../domain/money.ts';
import { acceptInvite, joinLink } from '../domain/network/invites.ts';
import { setOpenPledge } from '../domain/pledges/pledges.ts';
import { publishRequest } from '../domain/requests/requests.ts';
import { DEMO_NAMES, DEMO_NEEDS, DEMO_PLEDGES } from '../sandbox/demo-people.ts';
import type { BotApi } from '../sandbox/index.ts';
import { type Command, noMore, option, UsageError } from './command.ts';

/** How many people a new sandbox begins with. */
export const DEMO_MEMBERS = 12;

const MEMBERS_MAX = 100_000;
/** The sandbox gives its first person this id. */
const FIRST_TELEGRAM_ID = 1001;
const NEWCOMERS_PER_INVITER = 3;
const MEMBERS_PER_TRANSACTION = 50;

/** The house has people already, or real ones might come. One line. */
export class DemoRefusedError extends Error {
  override readonly name = 'DemoRefusedError';
}

/** By their number: every fourth asks, of the others every third only looks on; the rest give. */
const asks = (index: number): boolean => index % 4 === 1;
const gives = (index: number): boolean => !asks(index) && index % 6 !== 3;

const nameOf = (index: number): string => {
  const name = DEMO_NAMES[index % DEMO_NAMES.length]!;
  return index < DEMO_NAMES.length ? name : `${name} ${Math.floor(index / DEMO_NAMES.length) + 1}`;
};

/** Everybody came by somebody's link and, the first few aside, knows one more of those who were there before. */
async function addMember(tx: Tx, index: number, earlier: readonly Person[]): Promise<Person> {
  const inviter = index === 0 ? null : earlier[Math.floor((index - 1) / NEWCOMERS_PER_INVITER)]!;
  const user = {
    id: FIRST_TELEGRAM_ID + index,
    firstName: nameOf(index),
    username: undefined,
    languageCode: tx.rules.defaultLanguage,
  };
  const person = await join(tx, user, inviter?.id ?? null);
  const known = index > 3 ? [inviter, earlier[index - 2]!] : [inviter];
  for (const friend of known) {
    if (friend) await acceptInvite(tx, person.id, (await joinLink(tx, friend.id)).token);
  }
  return person;
}

async function addRequest(tx: Tx, person: Person, turn: number): Promise<void> {
  const need = DEMO_NEEDS[turn % DEMO_NEEDS.length]!;
  await publishRequest(tx, person.id, {
    kind: need.withinDays === undefined ? 'MONTHLY' : 'EMERGENCY',
    forWhom: need.forWhom,
    people: need.people,
    title: need.title,
    amount: BigInt(need.amount) * minorPerWhole(tx.rules.unit),
    dueDay: need.dueDay ?? null,
    deadline: need.withinDays === undefined ? null : later(tx.now, need.withinDays * DAY_MS),
    paymentDetailId: null,
    newPaymentDetail: need.paymentDetail ?? null,
    story: need.story,
    storyVoice: null,
    link: null,
    reach: 2,
  });
}

async function addPledge(tx: Tx, person: Person, turn: number): Promise<void> {
  const amount = BigInt(DEMO_PLEDGES[turn % DEMO_PLEDGES.length]!) * minorPerWhole(tx.rules.unit);
  const least = tx.rules.unit.quantum;
  await setOpenPledge(tx, person.id, { amount: amount < least ? least : amount, scope: 'NETWORK', chosen: [] });
}

/**
 * Fills an empty house with people who invited one another, with requests and pledges, by the same commands that chat uses.
 * The same number of members gives the same network.
 *
 * @returns how many of what there are now
 * @throws DemoRefusedError when there are members already
 */
export async function fillWithDemo(
  house: House,
  count: number,
): Promise<{ members: number; requests: number; pledges: number }> {
  const people: Person[] = [];
  const done = { requests: 0, pledges: 0 };
  while (people.length < count) {
    const added: Person[] = [];
    const turns = { ...done };
    await transact(house, async (tx) => {
      added.length = 0; // a conflict makes the transaction run again
      Object.assign(turns, done);
      await lockCycles(tx); // of two programs that fill one house, the second finds it filled
      if (people.length === 0 && (await tx.db.member.count()) > 0) {
        throw new DemoRefusedError('This database has members already: the demo fills empty ones only.');
      }
      const last = Math.min(people.length + MEMBERS_PER_TRANSACTION, count);
      for (let index = people.length; index < last; index++) {
        added.push(await addMember(tx, index, [...people, ...added]));
      }
      for (const [offset, person] of added.entries()) {
        const index = people.length + offset;
        if (asks(index)) await addRequest(tx, person, turns.requests++);
        if (gives(index)) await addPledge(tx, person, turns.pledges++);
      }
    });
    people.push(...added);
    Object.assign(done, turns);
  }
  // The server gathers statistics once a minute; until then it would plan a round over these people as over an empty house.
  await house.db.pool.query('ANALYZE');
  return { members: people.length, ...done };
}

/** More chats than anybody would look at on one page. */
const CHATS_MAX = 200;

/**
 * Gives every member a chat in the sandbox who has none there (the demo's people, or after its state was lost); each presses
 * start, so that the bot may write to them.
 */
export async function bringIntoSandbox(house: House, api: BotApi): Promise<void> {
  const present = new Set(api.people().map((person) => person.id));
  const members = await house.db.prisma.member.findMany({
    where: { state: 'ACTIVE', telegramId: { not: null } },
    select: { telegramId: true, name: true, language: true },
    orderBy: { telegramId: 'asc' },
    take: CHATS_MAX,
  });
  for (const { telegramId, name, language } of members) {
    const id = Number(telegramId);
    if (present.has(id)) continue;
    api.addPerson(name, language, { id });
    api.say(id, '/start');
  }
}

/** Fills an empty sandbox, beside the running bot or before its first start. */
export const seedDemo: Command = (args, config) => {
  const { value, rest } = option(args, 'members');
  noMore(rest);
  const members = value === null ? DEMO_MEMBERS : Number(value);
  if (!Number.isInteger(members) || members < 1 || members > MEMBERS_MAX) {
    throw new UsageError(`--members needs a whole number, 1 to ${MEMBERS_MAX}.`);
  }
  if (!config.mayMoveClock) {
    throw new DemoRefusedError('The demo is for sandboxes and tests: real people are never mixed with invented ones.');
  }
  return async ({ house }) => {
    const done = await fillWithDemo(house, members);
    return { data: done, text: `Added ${done.members} members, ${done.requests} requests, ${done.pledges} pledges` };
  };
};
