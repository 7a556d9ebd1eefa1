import type { Tx } from '../../db/transaction.ts';
import type { StandingYes } from '../../generated/prisma/client.ts';
import { plusMonths } from '../cycles/calendar.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { atLeastZero, least } from '../money.ts';
import { seenPeople } from '../network/people.ts';
import { LIMITS } from '../rules.ts';
import { checkAmount } from './pledges.ts';

/**
 * A yes that a giver sets beforehand: so much a month, so much a person, for people they name or have helped before (1-domain, red
 * line 3). Off by default, over after six months. Setting and ending it writes no event: until it is carried out it leaves no trace.
 */
export interface StandingYesView {
  /** minor units */
  readonly monthly: bigint;
  readonly perPerson: bigint;
  /** Also for people whose confirmed help from this giver came before. */
  readonly helpedEarlier: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly expiresAt: Date;
}

/** The actor's own standing yes; null when there is none or it is over. */
export async function standingYesOf(tx: Tx, actorId: string): Promise<StandingYesView | null> {
  const row = await tx.db.standingYes.findUnique({
    where: { giverId: actorId },
    include: { people: { select: { memberId: true } } },
  });
  if (!row || row.expiresAt <= tx.now) return null;
  const named = new Set(row.people.map((person) => person.memberId));
  const people = (await seenPeople(tx, actorId)).filter((person) => named.has(person.id));
  return {
    monthly: row.monthly,
    perPerson: row.perPerson,
    helpedEarlier: row.helpedEarlier,
    people: people.map(({ id, name }) => ({ id, name })),
    expiresAt: row.expiresAt,
  };
}

export interface StandingYesInput {
  readonly monthly: bigint;
  /** at most `monthly` */
  readonly perPerson: bigint;
  readonly helpedEarlier: boolean;
  /** People whom the giver sees; other ids are dropped as unknown. */
  readonly people: readonly string[];
}

/**
 * Sets the actor's standing yes for six months from now, or replaces it.
 * @throws DomainError `amount-invalid`, `amount-too-large`, `nothing-left` when it is for nobody
 */
export async function setStandingYes(tx: Tx, actorId: string, input: StandingYesInput): Promise<void> {
  checkAmount(tx, input.monthly);
  checkAmount(tx, input.perPerson);
  if (input.perPerson > input.monthly) refuse('amount-invalid');
  await lockMember(tx, actorId);
  const seen = new Set((await seenPeople(tx, actorId)).map((person) => person.id));
  const people = [...new Set(input.people)].filter((id) => seen.has(id));
  if (people.length === 0 && !input.helpedEarlier) refuse('nothing-left');
  await tx.db.standingYes.deleteMany({ where: { giverId: actorId } });
  await tx.db.standingYes.create({
    data: {
      giverId: actorId,
      monthly: input.monthly,
      perPerson: input.perPerson,
      helpedEarlier: input.helpedEarlier,
      createdAt: tx.now,
      expiresAt: plusMonths(tx.now, LIMITS.standingYesMonths, tx.rules.timezone),
      people: { create: people.map((memberId) => ({ memberId })) },
    },
  });
}

/** What it may promise in a month, in minor units; null without one. */
export async function standingAmountOf(tx: Tx, actorId: string): Promise<bigint | null> {
  const row = await tx.db.standingYes.findUnique({ where: { giverId: actorId } });
  return isAlive(row, tx.now) ? row.monthly : null;
}

/** Ends it, without trace. @throws DomainError `stale` when there is none */
export async function endStandingYes(tx: Tx, actorId: string): Promise<void> {
  await lockMember(tx, actorId);
  const { count } = await tx.db.standingYes.deleteMany({ where: { giverId: actorId } });
  if (count === 0) refuse('stale');
}

/** What of a standing yes is left in a cycle, for whom. */
export interface Allowance {
  /** The most that may be promised to this person now, in minor units. */
  for(memberId: string): bigint;
  /** Counts what was promised. */
  take(memberId: string, amount: bigint): void;
}

const isAlive = (row: StandingYes | null, at: Date): row is StandingYes => row !== null && row.expiresAt > at;

/** The allowance of a giver in a cycle; null without a standing yes. What it promised before in the cycle is taken off. */
export async function allowanceOf(tx: Tx, giverId: string, cycleId: string): Promise<Allowance | null> {
  const row = await tx.db.standingYes.findUnique({ where: { giverId } });
  if (!isAlive(row, tx.now)) return null;
  const people = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT member_id AS id FROM standing_yes_people WHERE giver_id = ${giverId}::uuid
    UNION SELECT recipient_id FROM promises WHERE ${row.helpedEarlier} AND giver_id = ${giverId}::uuid AND state = 'CONFIRMED'`;
  const used = await tx.db.commitment.groupBy({
    by: ['recipientId'],
    where: { giverId, cycleId, origin: 'STANDING_YES', state: { notIn: ['RELEASED', 'FORGIVEN'] } },
    _sum: { amount: true },
  });
  const ofPerson = new Map(used.map((one) => [one.recipientId, one._sum.amount ?? 0n]));
  const allowed = new Set(people.map((person) => person.id));
  const total = (): bigint => [...ofPerson.values()].reduce((sum, amount) => sum + amount, 0n);
  return {
    for: (memberId) =>
      allowed.has(memberId)
        ? least(atLeastZero(row.perPerson - (ofPerson.get(memberId) ?? 0n)), atLeastZero(row.monthly - total()))
        : 0n,
    take: (memberId, amount) => void ofPerson.set(memberId, (ofPerson.get(memberId) ?? 0n) + amount),
  };
}

/** Those that are over are forgotten. */
export async function forgetExpiredYeses(tx: Tx): Promise<number> {
  return (await tx.db.standingYes.deleteMany({ where: { expiresAt: { lte: tx.now } } })).count;
}
