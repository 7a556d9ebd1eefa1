import type { Tx } from '../../db/transaction.ts';
import type { Pledge } from '../../generated/prisma/client.ts';
import type { Scope, Spread } from '../../generated/prisma/enums.ts';
import { currentCycle } from '../cycles/cycles.ts';
import { stepProposals } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { keyOf } from '../members/members.ts';
import { seenPeople } from '../network/people.ts';
import { choosePeople } from './people.ts';
import { checkPledgesToday, lockOwn, logChange } from './pledges.ts';

/** How a giver wants their open pledge spread: each wish is theirs alone to set and to see (1-domain, Pledges). */

/** @throws DomainError `not-found`, `stale` when withdrawn, `too-many-today` */
async function lockOpen(tx: Tx, actorId: string, pledgeId: string): Promise<Pledge> {
  const pledge = await lockOwn(tx, actorId, pledgeId);
  if (pledge.kind !== 'OPEN') refuse('not-found');
  if (pledge.state === 'WITHDRAWN') refuse('stale');
  const actorKey = await keyOf(tx, actorId);
  await checkPledgesToday(tx, actorKey);
  await logChange(tx, pledge, 'changed', pledge.state, actorKey);
  return pledge;
}

/** Over one, several or many requests. @throws DomainError `not-found`, `stale`, `too-many-today` */
export async function setSpread(tx: Tx, actorId: string, pledgeId: string, spread: Spread): Promise<void> {
  await lockOpen(tx, actorId, pledgeId);
  await tx.db.pledge.update({ where: { id: pledgeId }, data: { spread } });
}

/**
 * From the next weekly round (the default), or from the 1st of the coming month.
 * @throws DomainError `not-found`, `stale`, `too-many-today`
 */
export async function setStart(tx: Tx, actorId: string, pledgeId: string, start: 'soon' | 'first'): Promise<void> {
  await lockOpen(tx, actorId, pledgeId);
  const startsAt = start === 'soon' ? tx.now : (await currentCycle(tx)).endsAt;
  await tx.db.pledge.update({ where: { id: pledgeId }, data: { startsAt } });
}

/**
 * For the whole network, or only for these people.
 * @throws DomainError `not-found`, `stale`, `nothing-left`, `too-many-today`
 */
export async function setScope(
  tx: Tx,
  actorId: string,
  pledgeId: string,
  scope: Scope,
  people: readonly string[],
): Promise<void> {
  await lockOpen(tx, actorId, pledgeId);
  await tx.db.pledge.update({ where: { id: pledgeId }, data: { scope } });
  await choosePeople(tx, actorId, pledgeId, scope, people);
  await takeBackUnwished(tx, pledgeId);
}

/** For everyone in the scope but these people, whom the giver sees. @throws DomainError `not-found`, `stale`, `too-many-today` */
export async function setExcluded(tx: Tx, actorId: string, pledgeId: string, people: readonly string[]): Promise<void> {
  await lockOpen(tx, actorId, pledgeId);
  const seen = new Set((await seenPeople(tx, actorId)).map((person) => person.id));
  const excluded = [...new Set(people)].filter((id) => seen.has(id));
  await tx.db.pledgePerson.deleteMany({
    where: { pledgeId, OR: [{ excluded: true }, { memberId: { in: excluded } }] },
  });
  await tx.db.pledgePerson.createMany({ data: excluded.map((memberId) => ({ pledgeId, memberId, excluded: true })) });
  await takeBackUnwished(tx, pledgeId);
}

/** What waits for somebody whom the pledge is not for any more is taken back; nobody is told. */
async function takeBackUnwished(tx: Tx, pledgeId: string): Promise<void> {
  const pledge = await tx.db.pledge.findUniqueOrThrow({ where: { id: pledgeId }, include: { people: true } });
  const of = (excluded: boolean): string[] =>
    pledge.people.filter((row) => row.excluded === excluded).map((row) => row.memberId);
  const waiting = await tx.db.proposal.findMany({
    where: { pledgeId, state: 'OFFERED' },
    include: { request: { select: { ownerId: true } } },
  });
  const [chosen, excluded] = [of(false), of(true)];
  const unwished = waiting.filter(
    ({ request }) =>
      excluded.includes(request.ownerId) || (pledge.scope === 'CHOSEN' && !chosen.includes(request.ownerId)),
  );
  if (unwished.length > 0) await stepProposals(tx, unwished, 'withdrawn', null);
}
