import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AllocationRunner, allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { acceptCard, skipCard } from '../../../src/domain/commitments/accept.ts';
import { closeDueCycles } from '../../../src/domain/cycles/close.ts';
import { tieRanks } from '../../../src/domain/cycles/plan.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { block } from '../../../src/domain/network/blocks.ts';
import { maySeeRequest, reachPairs } from '../../../src/domain/network/reach.ts';
import { recommend } from '../../../src/domain/network/recommendations.ts';
import { setOpenPledge } from '../../../src/domain/pledges/pledges.ts';
import { editRequest } from '../../../src/domain/requests/requests.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

async function tell(): Promise<Story> {
  const house = await testHouse();
  onTestFinished(() => house.close());
  return new Story(house);
}
const closeNovember = async (story: Story): Promise<void> => {
  story.house.clock.set('2026-12-01T07:00:00Z');
  expect(await closeDueCycles(story.house, allocateInProcess)).toEqual(['2026-11']);
};
const jobs = (story: Story, at: string, run: AllocationRunner = allocateInProcess) => {
  story.house.clock.set(at);
  return runDueJobs(story.house, run, SILENT_LOG);
};
/** What the courier does once the card has arrived. */
const deliver = (story: Story) =>
  story.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: story.house.clock.now() } });
/** `giver's index → amount` of the waiting proposals. */
async function offered(story: Story, givers: readonly string[]): Promise<Record<number, bigint>> {
  const rows = await story.db.proposal.findMany({ where: { state: 'OFFERED' } });
  const sums: Record<number, bigint> = {};
  for (const row of rows) {
    const index = givers.indexOf(row.giverId);
    sums[index] = (sums[index] ?? 0n) + row.amount;
  }
  return sums;
}

describe('the round at a close', () => {
  test('asks nobody for more than they pledged, and all of it where help is scarce', async () => {
    const story = await tell();
    const { givers } = await story.circle(3, { amount: 50_000n });
    for (const [index, giver] of givers.entries()) await story.pledge(giver, [1_000n, 2_500n, 7_000n][index]!);
    await closeNovember(story);
    expect(await offered(story, givers)).toEqual({ 0: 1_000n, 1: 2_500n, 2: 7_000n });
  });

  test('keeps to the ceiling when the pledge is above it', async () => {
    const story = await tell();
    const { givers } = await story.circle(1, { amount: 50_000n });
    await story.pledge(givers[0]!, 5_000n);
    await story.db.member.update({ where: { id: givers[0]! }, data: { ceiling: 1_200n } });
    await closeNovember(story);
    expect(await offered(story, givers)).toEqual({ 0: 1_200n });
  });

  test('rounds pledges down to the quantum and cuts the last transfer to the missing minor units', async () => {
    const story = await tell();
    const { givers, requestId } = await story.circle(3, { amount: 12_345n });
    for (const giver of givers) await story.pledge(giver, 9_999n);
    await closeNovember(story);
    const rows = await story.db.proposal.findMany({ where: { requestId } });
    expect(rows.reduce((total, row) => total + row.amount, 0n)).toBe(12_345n);
    expect(rows.filter((row) => row.amount % 100n !== 0n)).toHaveLength(1);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('asks nobody who cannot be reached, pauses, withdrew or left, and for nobody who left, is locked or cannot be reached', async () => {
    const story = await tell();
    const at = story.house.clock.now();
    const { givers, asker } = await story.circle(4, { amount: 50_000n });
    const pledges = [];
    for (const giver of givers) pledges.push(await story.pledge(giver, 1_000n));
    await story.db.member.update({ where: { id: givers[0]! }, data: { unreachableAt: at } });
    await story.db.member.update({ where: { id: givers[1]! }, data: { pausedAt: at } });
    await story.db.pledge.update({ where: { id: pledges[2]! }, data: { state: 'PAUSED', pauseReason: 'OWNER' } });
    for (const change of [{ unreachableAt: at }, { lockedAt: at }, { state: 'LEAVING' as const, eraseAt: at }]) {
      const other = await story.circle(0);
      await story.contacts(other.asker, givers[3]!);
      await story.db.member.update({ where: { id: other.asker }, data: change });
    }
    await closeNovember(story);
    const rows = await story.db.proposal.findMany({ include: { request: true } });
    expect(rows.map((row) => [row.giverId, row.request.ownerId, row.amount])).toEqual([[givers[3]!, asker, 1_000n]]);
  });

  test('keeps to the scope and the exclusions of the giver', async () => {
    const story = await tell();
    const [chooser, excluder] = await story.people(2);
    const asked: string[] = [];
    for (const name of ['chosen', 'excluded', 'third']) {
      const asker = await story.person(name);
      await story.contacts(asker, chooser!, excluder!);
      await story.request(asker);
      asked.push(asker);
    }
    const chosen = { amount: 3_000n, scope: 'CHOSEN' as const, chosen: [asked[0]!] };
    await story.run((tx) => setOpenPledge(tx, chooser!, chosen));
    const pledgeId = await story.pledge(excluder!, 3_000n);
    await story.db.pledgePerson.create({ data: { pledgeId, memberId: asked[1]!, excluded: true } });
    await closeNovember(story);
    const rows = await story.db.proposal.findMany({ include: { request: true } });
    const of = (giver: string) =>
      new Set(rows.filter((row) => row.giverId === giver).map((row) => row.request.ownerId));
    expect(of(chooser!)).toEqual(new Set([asked[0]]));
    expect(of(excluder!)).not.toContain(asked[1]);
    expect(of(excluder!)).toContain(asked[2]);
  });

  test('reaches nobody whom the giver does not see', async () => {
    const story = await tell();
    const [near, far] = [await story.circle(1, { amount: 1_000n }), await story.circle(1, { amount: 1_000n })];
    await story.pledge(near.givers[0]!, 9_000n);
    await closeNovember(story);
    const rows = await story.db.proposal.findMany();
    expect(rows.map((row) => [row.requestId, row.amount])).toEqual([[near.requestId, 1_000n]]);
    expect(rows.map((row) => row.requestId)).not.toContain(far.requestId);
  });

  test('gives an odd unit to the smaller SHA-256 of the round’s seed and the id; the seed is kept with the round', async () => {
    const story = await tell();
    const giver = await story.person();
    const requests: string[] = [];
    for (let index = 0; index < 3; index++) {
      const asker = await story.person();
      await story.contacts(asker, giver);
      requests.push(await story.request(asker));
    }
    await story.pledge(giver, 400n);
    await closeNovember(story);
    const { seed } = await story.db.round.findFirstOrThrow();
    const digest = (id: string) => createHash('sha256').update(`${seed}:${id}`).digest('hex');
    const ranked = requests.toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1));
    const rows = await story.db.proposal.findMany();
    const amounts = ranked.map((id) => rows.find((row) => row.requestId === id)?.amount);
    expect(amounts).toEqual([200n, 100n, 100n]);
  });

  test('ranks are the same for everyone who checks, in any order of input', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `id-${index}`);
    const ranks = await tieRanks(ids, 'seed');
    expect([...(await tieRanks(ids, 'seed'))]).toEqual([...ranks]);
    expect([...(await tieRanks(ids.toReversed(), 'seed'))]).toEqual([...ranks].toReversed());
    expect([...ranks].toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index));
    expect([...(await tieRanks(ids, 'another seed'))]).not.toEqual([...ranks]);
  });
});

test('a block made while a round is computed yields no card, and one made while it is written takes the card back', async () => {
  const story = await tell();
  const { asker, givers } = await story.circle(2, { amount: 20_000n });
  for (const giver of givers) await story.pledge(giver, 3_000n);
  story.house.clock.set('2026-12-01T07:00:00Z');
  let late: Promise<unknown> = Promise.resolve();
  await closeDueCycles(story.house, async (instance) => {
    await story.run((tx) => block(tx, asker, givers[0]!));
    late = new Promise((done) => setTimeout(done, 1)).then(() => story.run((tx) => block(tx, asker, givers[1]!)));
    return allocateInProcess(instance);
  });
  await late;
  expect(await offered(story, givers)).toEqual({});
  expect(await story.db.proposal.count({ where: { giverId: givers[0]! } })).toBe(0);
  expect((await doctor(story.now)).violations).toEqual([]);
});

test('whoever is leaving carries no request further, so that nothing is proposed through them', async () => {
  const story = await tell();
  const { givers, requestId } = await story.circle(1, { amount: 20_000n, reach: 3 });
  const [near] = givers as [string];
  const [far, farther] = await story.people(2);
  await story.contacts(near, far!);
  await story.contacts(far!, farther!);
  for (const member of [near, far!]) await story.run((tx) => recommend(tx, member, requestId, 'NEIGHBOUR'));
  await story.pledge(farther!, 3_000n);
  expect(await maySeeRequest(story.now, farther!, requestId)).toBe(true);
  const eraseAt = new Date(story.house.clock.now().getTime() + 7 * 86_400_000);
  await story.db.member.update({ where: { id: far! }, data: { state: 'LEAVING', eraseAt } });
  expect(await maySeeRequest(story.now, farther!, requestId)).toBe(false);
  expect(await reachPairs(story.now, [farther!])).toEqual([]);
  await closeNovember(story);
  expect(await offered(story, [farther!])).toEqual({});
});

describe('the weekly round', () => {
  // December 2026: its Mondays from day 11 on are 14, 21 and 28.
  test('comes on Mondays at nine from day 11 on, each once', async () => {
    const story = await tell();
    await story.circle(0);
    await closeNovember(story);
    const count = () => story.db.round.count({ where: { kind: 'WEEKLY' } });
    await jobs(story, '2026-12-07T09:00:00Z');
    await jobs(story, '2026-12-14T05:59:59Z');
    expect(await count()).toBe(0);
    for (const at of ['2026-12-14T06:00:00Z', '2026-12-14T06:01:00Z', '2026-12-18T12:00:00Z']) await jobs(story, at);
    expect(await count()).toBe(1);
    await jobs(story, '2026-12-30T12:00:00Z');
    const rounds = await story.db.round.findMany({ where: { kind: 'WEEKLY' }, orderBy: { dueAt: 'asc' } });
    expect(rounds.map((row) => row.dueAt.toISOString())).toEqual([
      '2026-12-14T06:00:00.000Z',
      '2026-12-28T06:00:00.000Z',
    ]);
  });

  test('spreads only what is free, over what is missing: promises, confirmed help and waiting proposals are not asked twice', async () => {
    const story = await tell();
    const { asker, givers, requestId } = await story.circle(3, { amount: 6_000n });
    const [idle, busy, silent] = givers as [string, string, string];
    for (const giver of givers) await story.pledge(giver, 3_000n);
    await closeNovember(story);
    expect(await offered(story, givers)).toEqual({ 0: 2_000n, 1: 2_000n, 2: 2_000n });
    await deliver(story);
    const card = async (giverId: string) => (await story.db.card.findFirstOrThrow({ where: { giverId } })).id;
    await story.run(async (tx) => acceptCard(tx, busy, await card(busy)));
    await story.run(async (tx) => acceptCard(tx, idle, await card(idle)));
    story.house.clock.set('2026-12-02T07:00:00Z');
    await story.run((tx) => editRequest(tx, asker, requestId, { amount: 12_000n }));
    await story.db.card.updateMany({
      where: { giverId: silent },
      data: { deliveredAt: new Date('2026-12-12T07:00:00Z') },
    });
    await jobs(story, '2026-12-14T06:30:00Z');
    const rows = await story.db.proposal.findMany({ where: { round: { kind: 'WEEKLY' } }, orderBy: { amount: 'asc' } });
    expect(rows.map((row) => [row.giverId, row.amount]).toSorted()).toEqual(
      [
        [busy, 1_000n],
        [idle, 1_000n],
      ].toSorted() as unknown[],
    );
    expect(
      rows.some((row) => row.giverId === silent),
      'their first card is still open',
    ).toBe(false);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('leaves alone whoever skipped this month', async () => {
    const story = await tell();
    const { givers } = await story.circle(1, { amount: 6_000n });
    await story.pledge(givers[0]!, 3_000n);
    await closeNovember(story);
    const card = await story.db.card.findFirstOrThrow();
    await story.run((tx) => skipCard(tx, givers[0]!, card.id));
    await jobs(story, '2026-12-14T06:30:00Z');
    expect(await story.db.proposal.count({ where: { round: { kind: 'WEEKLY' } } })).toBe(0);
  });

  test('does not take help at once for a skip: what is left of the pledge is spread further', async () => {
    const story = await tell();
    const { givers, requestId } = await story.circle(1, { amount: 6_000n });
    const [giver] = givers as [string];
    await story.pledge(giver, 3_000n);
    await closeNovember(story);
    await story.promise(giver, requestId, 1_000n);
    expect((await story.db.proposal.findFirstOrThrow()).state).toBe('DECLINED');
    const other = await story.person('Other');
    await story.contacts(other, giver);
    const otherId = await story.request(other);
    await jobs(story, '2026-12-14T06:30:00Z');
    const rows = await story.db.proposal.findMany({ where: { round: { kind: 'WEEKLY' } } });
    expect(rows.map((row) => [row.requestId, row.amount])).toEqual([[otherId, 2_000n]]);
  });

  test('takes in a pledge made in mid-month, and nothing of one that was used while the round was computed', async () => {
    const story = await tell();
    const { asker, givers, requestId } = await story.circle(2, { amount: 20_000n });
    await closeNovember(story);
    story.house.clock.set('2026-12-10T07:00:00Z');
    const [wide] = await story.people(1);
    await story.contacts(asker, wide!);
    await story.db.member.update({ where: { id: wide! }, data: { ceiling: 90_000n } });
    for (const giver of [...givers, wide!]) await story.pledge(giver, 3_000n);
    await jobs(story, '2026-12-14T06:30:00Z', async (instance) => {
      for (const giver of [givers[0]!, wide!]) await story.promise(giver, requestId, 2_500n);
      return allocateInProcess(instance);
    });
    expect(await offered(story, [...givers, wide!])).toEqual({ 1: 3_000n });
    expect((await doctor(story.now)).violations).toEqual([]);
  });
});
