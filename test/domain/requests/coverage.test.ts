import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirm, letGo, release, reportHandedOver } from '../../../src/domain/commitments/settle.ts';
import { coverageOf, coverageOfOne } from '../../../src/domain/requests/coverage.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

/** The four numbers once more, from raw rows and in plain code (1-domain, Requests). */
async function recomputed(requestId: string) {
  const request = await story.db.request.findUniqueOrThrow({ where: { id: requestId } });
  const cycle = await story.db.cycle.findFirstOrThrow({ where: { state: 'OPEN' } });
  const rows = await story.db.commitment.findMany({ where: { requestId } });
  let promised = 0n;
  let received = 0n;
  for (const row of rows) {
    if (request.kind === 'MONTHLY' && row.cycleId !== cycle.id) continue;
    if (row.state === 'CONFIRMED') received += row.confirmed;
    else if (row.state !== 'RELEASED' && row.state !== 'FORGIVEN') promised += row.amount;
  }
  const missing = request.amount - promised - received;
  return { need: request.amount, promised, received, missing: missing > 0n ? missing : 0n };
}

async function agrees(requestId: string): Promise<void> {
  expect(await coverageOfOne(story.now, requestId)).toMatchObject(await recomputed(requestId));
}

describe('the four numbers of a request', () => {
  test('equal the recomputed ones after every step of its promises', async () => {
    const { asker, givers, requestId } = await story.circle(3, { amount: 10_000n });
    const [a, b, c] = givers as [string, string, string];
    const ids: string[] = [];
    for (const [giver, amount] of [
      [a, 2_000n],
      [b, 3_000n],
      [c, 1_500n],
      [a, 500n],
    ] as const) {
      ids.push(await story.promise(giver, requestId, amount));
      await agrees(requestId);
    }
    const steps = [
      () => story.run((tx) => reportHandedOver(tx, a, ids[0]!)),
      () => story.run((tx) => confirm(tx, asker, ids[0]!, { amount: 700n, rest: 'expected' })),
      () => story.run((tx) => confirm(tx, asker, ids[1]!, { amount: 9_000n, rest: 'expected' })),
      () => story.run((tx) => release(tx, c, ids[2]!)),
      () => story.run((tx) => letGo(tx, asker, ids[3]!)),
    ];
    for (const step of steps) {
      await step();
      await agrees(requestId);
    }
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({
      received: 9_700n,
      promised: 1_300n,
      missing: 0n,
    });
  });

  test('intended is shown from three givers on and is never subtracted', async () => {
    const { givers, requestId } = await story.circle(3);
    const now = house.clock.now();
    for (const [index, giverId] of givers.entries()) {
      expect((await coverageOfOne(story.now, requestId)).intended).toBeNull();
      const pledge = { id: house.ids.id(), giverId, requestId, amount: 500n, startsAt: now, createdAt: now };
      await story.db.pledge.create({ data: { ...pledge, kind: 'DIRECTED', state: 'ACTIVE' } });
      expect(index).toBeLessThan(3);
    }
    expect(await coverageOfOne(story.now, requestId)).toMatchObject({ intended: 1_500n, missing: 10_000n });
  });

  test('nobody’s numbers are those of another; an unknown request has none', async () => {
    const one = await story.circle(1);
    const other = await story.circle(1, { amount: 777n });
    await story.promise(one.givers[0]!, one.requestId, 1_000n);
    const all = await coverageOf(story.now, [one.requestId, other.requestId, house.ids.id()]);
    expect(all.size).toBe(2);
    expect(all.get(one.requestId)?.promised).toBe(1_000n);
    expect(all.get(other.requestId)).toMatchObject({ need: 777n, promised: 0n, missing: 777n });
    expect(await coverageOf(story.now, [])).toEqual(new Map());
  });
});
