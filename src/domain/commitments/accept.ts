import type { Tx } from '../../db/transaction.ts';
import type { Card, Proposal, Request } from '../../generated/prisma/client.ts';
import { currentCycle, type MonthNow, monthNow } from '../cycles/cycles.ts';
import { mayStep, stepProposals } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { keepSidesApart, keepWithinShown } from '../helping/scope.ts';
import { keyOf, lockMember } from '../members/members.ts';
import { least, sum } from '../money.ts';
import { maySeeRequest } from '../network/reach.ts';
import { measureOf } from '../pledges/measure.ts';
import { allowanceOf } from '../pledges/standing-yes.ts';
import { coverageOfOne } from '../requests/coverage.ts';
import { keepUndo, offersNow } from '../undo/kept.ts';
import { lockRequest, makePromise, markAnswered } from './promise.ts';

/** What accepting came to: fewer or less than offered when others were faster, and the screen says so. */
export interface Accepted {
  readonly promiseIds: readonly string[];
  readonly total: bigint;
  /** What made it less than offered: others were faster, or one's own measure for the month is spoken for. */
  readonly lessBy: 'missing' | 'measure' | null;
}

/** The giver's own card, under the lock of their row. @throws DomainError `not-found` */
async function lockCard(tx: Tx, actorId: string, cardId: string): Promise<Card> {
  await lockMember(tx, actorId);
  const card = await tx.db.card.findUnique({ where: { id: cardId } });
  return card && card.giverId === actorId ? card : refuse('not-found');
}

/** Proposals in the order of their requests' ids, so that two givers lock the same rows in the same order. */
const inLockOrder = <P extends Proposal>(proposals: readonly P[]): P[] =>
  proposals.toSorted((a, b) => (a.requestId < b.requestId ? -1 : a.requestId > b.requestId ? 1 : 0));

interface Giver {
  readonly id: string;
  /** null: a standing yes speaks for them. */
  readonly key: string | null;
}

interface Possible {
  readonly amount: bigint;
  readonly lessBy: Accepted['lessBy'];
}

/** What can still be given for a proposal: min(chosen, missing, room under the ceiling); 0 when nothing can. */
async function stillPossible(tx: Tx, giver: Giver, proposal: Proposal, request: Request): Promise<Possible> {
  if (request.state !== 'ACTIVE' || !(await maySeeRequest(tx, giver.id, request.id))) {
    return { amount: 0n, lessBy: 'missing' };
  }
  const { missing } = await coverageOfOne(tx, request.id);
  const { room } = await measureOf(tx, giver.id, proposal.id);
  // What lapsed or was skipped can be accepted late for no more than was offered.
  const chosen = proposal.chosen ?? proposal.amount;
  const wanted = proposal.state === 'OFFERED' ? chosen : least(chosen, proposal.amount);
  const amount = room === null ? least(wanted, missing) : least(wanted, missing, room);
  keepWithinShown(tx, least(wanted, missing), amount);
  return { amount, lessBy: amount === wanted ? null : amount === missing ? 'missing' : 'measure' };
}

interface One {
  readonly promiseId: string | null;
  readonly amount: bigint;
  readonly lessBy: Accepted['lessBy'];
}

/** Accepts one proposal as far as it is still needed and fits; what does not fit now can be accepted later this month. */
async function acceptOne(
  tx: Tx,
  giver: Giver,
  month: MonthNow,
  proposal: Proposal,
  origin: 'PROPOSAL' | 'STANDING_YES' = 'PROPOSAL',
): Promise<One> {
  const request = await lockRequest(tx, proposal.requestId);
  // Under the request's lock: somebody may just have covered it, and what waited was taken back.
  const { state } = await tx.db.proposal.findUniqueOrThrow({ where: { id: proposal.id }, select: { state: true } });
  if (state === 'WITHDRAWN') return { promiseId: null, amount: 0n, lessBy: 'missing' };
  const { amount, lessBy } = await stillPossible(tx, giver, proposal, request);
  if (amount === 0n) {
    const step = lessBy === 'measure' ? 'lapsed' : 'withdrawn';
    if (proposal.state === 'OFFERED') await stepProposals(tx, [proposal], step, null);
    return { promiseId: null, amount, lessBy };
  }
  await stepProposals(tx, [{ ...proposal, amount }], 'accepted', giver.key);
  const promiseId = await makePromise(tx, {
    giverId: giver.id,
    giverKey: giver.key,
    request,
    month,
    amount,
    origin,
    form: 'MONEY',
    description: null,
    proposalId: proposal.id,
  });
  return { promiseId, amount, lessBy };
}

async function acceptEach(tx: Tx, actorId: string, proposals: Proposal[]): Promise<Accepted> {
  const giver = { id: actorId, key: await keyOf(tx, actorId) };
  const month = await monthNow(tx);
  if (month.isTurning) refuse('stale'); // what was offered ended with its month
  const made: One[] = [];
  for (const proposal of inLockOrder(proposals)) made.push(await acceptOne(tx, giver, month, proposal));
  await markAnswered(tx, actorId);
  return {
    promiseIds: made.flatMap((one) => one.promiseId ?? []),
    total: sum(made.map((one) => one.amount)),
    lessBy: made.find((one) => one.lessBy !== null)?.lessBy ?? null,
  };
}

/** Nothing can be accepted any more: because others were faster, or because something else has changed. */
async function refuseLate(tx: Tx, proposals: readonly Proposal[]): Promise<never> {
  for (const { state, requestId } of proposals) {
    if (state === 'WITHDRAWN' && (await coverageOfOne(tx, requestId)).missing === 0n) refuse('covered');
  }
  return refuse('stale');
}

/**
 * "Accept all": takes what is still missing of every waiting proposal of a card.
 * @throws DomainError `not-found`, `covered`, `stale` when nothing on the card waits any more
 */
export async function acceptCard(tx: Tx, actorId: string, cardId: string): Promise<Accepted> {
  const card = await lockCard(tx, actorId, cardId);
  const all = await tx.db.proposal.findMany({ where: { cardId: card.id } });
  const waiting = all.filter(({ state }) => state === 'OFFERED');
  return waiting.length === 0 ? refuseLate(tx, all) : acceptEach(tx, actorId, waiting);
}

/** The actor's own proposal, under the lock of their row. @throws DomainError `not-found` */
async function lockProposal(tx: Tx, actorId: string, proposalId: string): Promise<Proposal> {
  await lockMember(tx, actorId);
  const proposal = await tx.db.proposal.findUnique({ where: { id: proposalId } });
  return proposal && proposal.giverId === actorId ? proposal : refuse('not-found');
}

/**
 * Accepts one proposal, also a lapsed or skipped one until its month's end.
 * @throws DomainError `not-found`, `covered`, `stale` when it was accepted or withdrawn or its month is over
 */
export async function acceptProposal(tx: Tx, actorId: string, proposalId: string): Promise<Accepted> {
  const proposal = await lockProposal(tx, actorId, proposalId);
  const cycle = await currentCycle(tx);
  if (!mayStep('accepted', proposal.state) || proposal.cycleId !== cycle.id) return refuseLate(tx, [proposal]);
  return acceptEach(tx, actorId, [proposal]);
}

/** Nobody is told of a decline (red line 5). @throws DomainError `not-found`, `stale` */
export async function declineProposal(tx: Tx, actorId: string, proposalId: string): Promise<void> {
  const proposal = await lockProposal(tx, actorId, proposalId);
  const offers = await offersNow(tx, { id: proposalId });
  await stepProposals(tx, [proposal], 'declined', await keyOf(tx, actorId));
  await markAnswered(tx, actorId);
  await keepUndo(tx, actorId, 'PROPOSALS_DECLINED', proposalId, { offers });
}

/** "Skip this month" is an answer: nobody is told. @throws DomainError `not-found`, `stale` */
export async function skipCard(tx: Tx, actorId: string, cardId: string): Promise<void> {
  const card = await lockCard(tx, actorId, cardId);
  const waiting = await tx.db.proposal.findMany({ where: { cardId: card.id, state: 'OFFERED' } });
  if (waiting.length === 0) refuse('stale');
  const offers = await offersNow(tx, { cardId: card.id });
  await stepProposals(tx, waiting, 'declined', await keyOf(tx, actorId));
  await markAnswered(tx, actorId);
  await keepUndo(tx, actorId, 'PROPOSALS_DECLINED', card.id, { offers });
}

/**
 * Sets the giver's own amount for a waiting proposal: between the quantum and what is missing and fits under the ceiling.
 * @param amount minor units
 * @throws DomainError `not-found`, `stale`, `amount-below-quantum`, `above-missing` {missing}, `above-ceiling` {room}
 */
export async function chooseAmount(tx: Tx, actorId: string, proposalId: string, amount: bigint): Promise<void> {
  const proposal = await lockProposal(tx, actorId, proposalId);
  if (proposal.state !== 'OFFERED') refuse('stale');
  if (amount < tx.rules.unit.quantum) refuse('amount-below-quantum');
  keepWithinShown(tx, amount, proposal.chosen ?? proposal.amount);
  const { ownerId } = await tx.db.request.findUniqueOrThrow({ where: { id: proposal.requestId } });
  keepSidesApart(tx, ownerId);
  const { missing } = await coverageOfOne(tx, proposal.requestId);
  if (amount > missing) refuse('above-missing', { missing });
  const { room } = await measureOf(tx, actorId, proposalId);
  if (room !== null && amount > room) refuse('above-ceiling', { room });
  await tx.db.proposal.update({ where: { id: proposalId }, data: { chosen: amount } });
}

/**
 * Carries out the giver's standing yes at the end of a card's answering time: for the people it covers, within its amount a person and
 * a month, as far as it is still needed and fits under the ceiling. The caller lapses the rest.
 *
 * @returns the promises it made
 */
export async function acceptByStandingYes(
  tx: Tx,
  giverId: string,
  proposals: readonly (Proposal & { request: { ownerId: string } })[],
): Promise<string[]> {
  await lockMember(tx, giverId);
  const month = await monthNow(tx);
  const allowance = await allowanceOf(tx, giverId, month.cycleId);
  if (!allowance || month.isTurning) return [];
  const made: string[] = [];
  for (const { request, ...proposal } of inLockOrder(proposals)) {
    const allowed = least(proposal.chosen ?? proposal.amount, allowance.for(request.ownerId));
    if (allowed === 0n) continue;
    const one = await acceptOne(
      tx,
      { id: giverId, key: null },
      month,
      { ...proposal, chosen: allowed },
      'STANDING_YES',
    );
    if (one.promiseId === null) continue;
    allowance.take(request.ownerId, one.amount);
    made.push(one.promiseId);
  }
  if (made.length > 0) await markAnswered(tx, giverId);
  return made;
}
