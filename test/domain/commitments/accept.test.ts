import { expect, onTestFinished, test } from 'vitest';
import { transactOnce } from '../../../src/db/transaction.ts';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import {
  acceptCard,
  acceptProposal,
  chooseAmount,
  declineProposal,
  skipCard,
} from '../../../src/domain/commitments/accept.ts';
import { closeDueCycles } from '../../../src/domain/cycles/close.ts';
import { cardView } from '../../../src/domain/cycles/queries.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { closeRequest } from '../../../src/domain/requests/requests.ts';
import { testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

/** Two givers with 6 000 each, three requests of 4 000, 4 000 and 2 000; December's cards have come. */
async function december() {
  const house = await testHouse();
  onTestFinished(() => house.close());
  const story = new Story(house);
  const givers = await story.people(2);
  const requests: string[] = [];
  const askers: string[] = [];
  for (const amount of [4_000n, 4_000n, 2_000n]) {
    const asker = await story.person('Asker');
    await story.contacts(asker, ...givers);
    requests.push(await story.request(asker, { amount }));
    askers.push(asker);
  }
  for (const giver of givers) await story.pledge(giver, 6_000n);
  house.clock.set('2026-12-01T07:00:00Z');
  await closeDueCycles(house, allocateInProcess);
  const card = async (giverId: string) => (await story.db.card.findFirstOrThrow({ where: { giverId } })).id;
  const [anna, boris] = givers as [string, string];
  const of = (giverId: string) =>
    story.db.proposal.findMany({ where: { giverId }, orderBy: [{ amount: 'desc' }, { id: 'asc' }] });
  return { house, story, anna, boris, askers, requests, card, of };
}

test('"accept all" makes a promise of each proposal; the asker is told, the giver’s card is answered', async () => {
  const d = await december();
  const cardId = await d.card(d.anna);
  const offered = await d.of(d.anna);
  const accepted = await d.story.run((tx) => acceptCard(tx, d.anna, cardId));
  const promises = await d.story.db.commitment.findMany({ where: { giverId: d.anna } });
  expect(promises.map((row) => [row.requestId, row.amount, row.origin]).toSorted()).toEqual(
    offered.map((row) => [row.requestId, row.amount, 'PROPOSAL']).toSorted(),
  );
  expect(accepted.total).toBe(offered.reduce((total, row) => total + row.amount, 0n));
  expect((await d.story.db.card.findUniqueOrThrow({ where: { id: cardId } })).answeredAt).not.toBeNull();
  expect(await d.story.outcome((tx) => acceptCard(tx, d.anna, cardId))).toBe('stale');
  expect(await d.story.outcome((tx) => acceptCard(tx, d.boris, cardId)), 'nobody else’s card').toBe('not-found');
  expect(await cardView(d.story.now, d.boris, cardId)).toBeNull();
  expect((await doctor(d.story.now)).violations).toEqual([]);
});

test('"accept all" takes what is still missing when others were faster, and says so', async () => {
  const d = await december();
  const before = await d.of(d.boris);
  const first = (await d.of(d.anna)).find((row) => before.some((other) => other.requestId === row.requestId));
  const theirs = before.find((row) => row.requestId === first!.requestId)!;
  await d.story.promise(d.boris, first!.requestId, theirs.amount); // answers Boris's own proposal
  const late = await d.story.person('Late');
  const { ownerId } = await d.story.db.request.findUniqueOrThrow({ where: { id: first!.requestId } });
  await d.story.contacts(ownerId, late);
  await d.story.promise(late, first!.requestId, first!.amount - 300n);
  const all = (await d.of(d.anna)).reduce((total, row) => total + row.amount, 0n);
  const accepted = await d.story.run(async (tx) => acceptCard(tx, d.anna, await d.card(d.anna)));
  expect(accepted.total).toBe(all - first!.amount + 300n);
  expect(accepted).toMatchObject({ lessBy: 'missing' });
  expect((await doctor(d.story.now)).violations).toEqual([]);
});

test('what waits for a request is withdrawn once it is covered: whoever accepts later is told so, and promises nothing', async () => {
  const d = await december();
  const [first] = await d.of(d.anna);
  const { ownerId, amount } = await d.story.db.request.findUniqueOrThrow({ where: { id: first!.requestId } });
  const late = await d.story.person('Late');
  await d.story.contacts(ownerId, late);
  await d.story.promise(late, first!.requestId, amount - 1n);
  expect((await d.of(d.anna)).find(({ id }) => id === first!.id)!.state).toBe('OFFERED');
  await d.story.promise(late, first!.requestId, 1n);
  const waiting = await d.story.db.proposal.findMany({ where: { requestId: first!.requestId } });
  expect(new Set(waiting.map(({ state }) => state))).toEqual(new Set(['WITHDRAWN']));
  expect(await d.story.outcome((tx) => acceptProposal(tx, d.anna, first!.id))).toBe('covered');
  const others = (await d.of(d.anna)).filter(({ state }) => state === 'OFFERED');
  const accepted = await d.story.run(async (tx) => acceptCard(tx, d.anna, await d.card(d.anna)));
  expect(accepted.total).toBe(others.reduce((total, row) => total + row.amount, 0n));
  expect((await doctor(d.story.now)).violations).toEqual([]);
});

test('a skipped or lapsed proposal can still be accepted until its month’s end, for what is offered, missing and within the measure', async () => {
  const d = await december();
  const [first, ...others] = await d.of(d.anna);
  await d.story.run(async (tx) => skipCard(tx, d.anna, await d.card(d.anna)));
  d.house.clock.set('2026-12-31T20:59:59Z');
  const accepted = await d.story.run((tx) => acceptProposal(tx, d.anna, first!.id));
  expect(accepted.total).toBe(first!.amount);
  await d.story.db.member.update({ where: { id: d.anna }, data: { ceiling: first!.amount + 100n } });
  const second = await d.story.run((tx) => acceptProposal(tx, d.anna, others[0]!.id));
  expect(second.total, 'room under the ceiling').toBe(100n);
  d.house.clock.set('2026-12-31T21:00:00Z');
  await closeDueCycles(d.house, allocateInProcess);
  for (const row of others.slice(1)) {
    expect(await d.story.outcome((tx) => acceptProposal(tx, d.anna, row.id)), 'its month is over').toBe('stale');
  }
});

test('declining and skipping tell nobody and leave no trace that others can read', async () => {
  const d = await december();
  const notices = await d.story.db.notice.count();
  const [first] = await d.of(d.anna);
  await d.story.run((tx) => declineProposal(tx, d.anna, first!.id));
  await d.story.run(async (tx) => skipCard(tx, d.boris, await d.card(d.boris)));
  expect(await d.story.db.notice.count()).toBe(notices);
  expect(await d.story.db.commitment.count()).toBe(0);
  expect(await d.story.log(first!.id)).toEqual(['offered by SYSTEM', 'declined by GIVER']);
  expect(await d.story.outcome((tx) => declineProposal(tx, d.anna, first!.id))).toBe('stale');
  expect(await d.story.outcome(async (tx) => skipCard(tx, d.boris, await d.card(d.boris)))).toBe('stale');
  expect(await d.story.outcome(async (tx) => skipCard(tx, d.boris, await d.card(d.anna)))).toBe('not-found');
});

test('the giver may change an amount between the quantum, what is missing and their measure; then that is promised', async () => {
  const d = await december();
  // One of the two larger requests: both of them need 4 000.
  const first = (await d.of(d.anna)).find((row) => d.requests.slice(0, 2).includes(row.requestId));
  const choose = (amount: bigint, actor = d.anna) =>
    d.story.outcome((tx) => chooseAmount(tx, actor, first!.id, amount));
  expect(await choose(500n, d.boris)).toBe('not-found');
  expect(await choose(99n)).toBe('amount-below-quantum');
  expect(await choose(9_000n)).toBe('above-missing');
  await d.story.db.member.update({ where: { id: d.anna }, data: { ceiling: 5_000n } });
  expect(await choose(4_000n), 'with the other proposals it would be above the measure').toBe('above-ceiling');
  expect(await choose(700n)).toBe('done');
  const accepted = await d.story.run((tx) => acceptProposal(tx, d.anna, first!.id));
  expect(accepted.total).toBe(700n);
  expect(await choose(600n)).toBe('stale');
});

test('a doubled "accept all" has one effect and the same answer', async () => {
  const d = await december();
  const cardId = await d.card(d.anna);
  const press = () => transactOnce(d.house, 'update 7', (tx) => acceptCard(tx, d.anna, cardId));
  const first = await press();
  const after = await d.story.traces();
  expect(await press()).toEqual(first);
  expect(await d.story.traces()).toEqual(after);
});

test('several who accept, help and close at once keep every invariant', async () => {
  for (let round = 0; round < 3; round++) {
    const d = await december();
    const cards = [await d.card(d.anna), await d.card(d.boris)];
    await Promise.all([
      d.story.outcome((tx) => acceptCard(tx, d.anna, cards[0]!)),
      d.story.outcome((tx) => acceptCard(tx, d.boris, cards[1]!)),
      ...(await d.of(d.boris)).map((row) => d.story.outcome((tx) => acceptProposal(tx, d.boris, row.id))),
      d.story.outcome((tx) => closeRequest(tx, d.askers[round]!, d.requests[round]!, null)),
      ...d.requests.map((requestId) => d.story.promise(d.boris, requestId, 300n).catch(() => null)),
    ]);
    expect((await doctor(d.story.now)).violations).toEqual([]);
  }
});
