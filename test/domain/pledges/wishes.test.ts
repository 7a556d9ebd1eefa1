import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { openPledgeOf, setOpenPledge, withdrawPledge } from '../../../src/domain/pledges/pledges.ts';
import { setExcluded, setScope, setSpread, setStart } from '../../../src/domain/pledges/wishes.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

/** A giver among four askers who need 9 000 each; what the giver is proposed on the first of December. */
async function village() {
  const own = await testHouse();
  onTestFinished(() => own.close());
  const other = new Story(own);
  const giver = await other.person('Giver');
  const askers = await other.people(4);
  await other.contacts(giver, ...askers);
  for (const asker of askers) await other.request(asker, { amount: 9_000n });
  const id = await other.pledge(giver, 4_000n);
  const at = async (moment: string): Promise<void> => {
    own.clock.set(moment);
    await runDueJobs(own, allocateInProcess, SILENT_LOG);
  };
  const offered = async (state: 'OFFERED' | 'WITHDRAWN' = 'OFFERED') => {
    const rows = await other.db.proposal.findMany({ where: { state }, include: { request: true } });
    return new Map(rows.map((row) => [askers.indexOf(row.request.ownerId), row.amount]));
  };
  return { story: other, giver, askers, id, at, offered };
}
const FIRST = '2026-12-01T07:00:00Z';

describe('an open pledge', () => {
  test('is spread over one, several (the default) or many requests', async () => {
    for (const [spread, most] of [
      ['ONE', 4_000n],
      [null, 2_000n],
      ['MANY', 1_000n],
    ] as const) {
      const v = await village();
      if (spread) await v.story.run((tx) => setSpread(tx, v.giver, v.id, spread));
      await v.at(FIRST);
      const amounts = [...(await v.offered()).values()];
      expect(amounts.reduce((sum, amount) => sum + amount, 0n)).toBe(4_000n);
      expect(
        amounts.every((amount) => amount <= most),
        `${spread}: ${amounts}`,
      ).toBe(true);
    }
  });

  test('goes to chosen people only, or to everyone but some; what waits for the others is taken back, silently', async () => {
    const v = await village();
    await v.story.run((tx) => setScope(tx, v.giver, v.id, 'CHOSEN', v.askers.slice(0, 2)));
    await v.at(FIRST);
    expect([...(await v.offered()).keys()].toSorted()).toEqual([0, 1]);
    const notices = await v.story.db.notice.count();
    await v.story.run((tx) => setScope(tx, v.giver, v.id, 'NETWORK', []));
    await v.story.run((tx) => setExcluded(tx, v.giver, v.id, [v.askers[0]!]));
    expect([...(await v.offered()).keys()]).toEqual([1]);
    expect([...(await v.offered('WITHDRAWN')).keys()]).toEqual([0]);
    expect(await v.story.db.notice.count()).toBe(notices);
    expect((await openPledgeOf(v.story.now, v.giver))?.people).toMatchObject([{ id: v.askers[0], excluded: true }]);
  });

  test('made in mid-month takes part from the next weekly round, unless its giver chooses the 1st', async () => {
    const soon = await village();
    await soon.at('2026-11-16T07:00:00Z');
    expect((await soon.offered()).size).toBeGreaterThan(0);
    const first = await village();
    await first.story.run((tx) => setStart(tx, first.giver, first.id, 'first'));
    await first.at('2026-11-16T07:00:00Z');
    expect((await first.offered()).size).toBe(0);
    await first.at(FIRST);
    expect((await first.offered()).size).toBeGreaterThan(0);
  });

  test('excludes only people whom its giver sees; a chosen person is not excluded any more', async () => {
    const giver = await story.person();
    const [friend, stranger] = (await story.people(2)) as [string, string];
    await story.contacts(giver, friend);
    const id = await story.pledge(giver, 1_000n);
    await story.run((tx) => setExcluded(tx, giver, id, [friend, stranger]));
    expect((await openPledgeOf(story.now, giver))?.people.map((person) => person.id)).toEqual([friend]);
    expect(await story.outcome((tx) => setScope(tx, giver, id, 'CHOSEN', [stranger]))).toBe('nothing-left');
    await story.run((tx) => setScope(tx, giver, id, 'CHOSEN', [friend]));
    expect((await openPledgeOf(story.now, giver))?.people).toMatchObject([{ id: friend, excluded: false }]);
  });

  const WISHES = {
    spread: (tx: Story['now'], actor: string, id: string) => setSpread(tx, actor, id, 'ONE'),
    start: (tx: Story['now'], actor: string, id: string) => setStart(tx, actor, id, 'first'),
    scope: (tx: Story['now'], actor: string, id: string) => setScope(tx, actor, id, 'NETWORK', []),
    exclusions: (tx: Story['now'], actor: string, id: string) => setExcluded(tx, actor, id, []),
  };

  test.each(Object.entries(WISHES))('%s: its giver’s wish only, while it stands', async (_, wish) => {
    const [giver, other] = (await story.people(2)) as [string, string];
    await story.contacts(giver, other);
    const id = await story.pledge(giver, 1_000n);
    const before = await story.traces();
    expect(await story.outcome((tx) => wish(tx, other, id))).toBe('not-found');
    expect(await story.outcome((tx) => wish(tx, giver, house.ids.id()))).toBe('not-found');
    expect(await story.traces()).toEqual(before);
    expect(await story.outcome((tx) => wish(tx, giver, id))).toBe('done');
    await story.run((tx) => withdrawPledge(tx, giver, id));
    expect(await story.outcome((tx) => wish(tx, giver, id))).toBe('stale');
  });

  test('changed in its amount keeps its wishes', async () => {
    const giver = await story.person();
    const friend = await story.person();
    await story.contacts(giver, friend);
    const id = await story.pledge(giver, 1_000n);
    await story.run((tx) => setSpread(tx, giver, id, 'MANY'));
    await story.run((tx) => setExcluded(tx, giver, id, [friend]));
    await story.run((tx) => setOpenPledge(tx, giver, { amount: 900n, scope: 'NETWORK', chosen: [] }));
    expect(await openPledgeOf(story.now, giver)).toMatchObject({ spread: 'MANY', people: [{ excluded: true }] });
  });
});
