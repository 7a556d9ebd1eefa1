import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transactOnce } from '../../../src/db/transaction.ts';
import { type HelpNow, helpNow } from '../../../src/domain/commitments/promise.ts';
import { confirm, release } from '../../../src/domain/commitments/settle.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { measureOf } from '../../../src/domain/pledges/measure.ts';
import { coverageOfOne } from '../../../src/domain/requests/coverage.ts';
import { closeRequest, pauseRequest } from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { HELP, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const help = (giver: string, requestId: string, amount: bigint, more: Partial<HelpNow> = {}) =>
  story.outcome((tx) => helpNow(tx, giver, { ...HELP, requestId, amount, ...more }));

describe('help now', () => {
  test('is a promise at once; the asker is told once, the giver’s name stands behind it', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const id = await story.promise(givers[0]!, requestId, 2_500n);
    const row = await story.db.commitment.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: 'PROMISED', origin: 'HELP_NOW', amount: 2_500n, recipientId: asker });
    expect(await story.log(id)).toEqual(['promised by GIVER']);
    expect(await story.mail(asker)).toEqual(['newcomer-joined', 'promise-made']);
  });

  test('is due on the asker’s day, never earlier than five days after it, at the end of that day', async () => {
    const dueOn = async (dueDay: number): Promise<string> => {
      const { givers, requestId } = await story.circle(1, { dueDay });
      const id = await story.promise(givers[0]!, requestId, 100n);
      return (await story.db.commitment.findUniqueOrThrow({ where: { id } })).dueAt.toISOString();
    };
    expect(await dueOn(20)).toBe('2026-11-20T20:59:59.999Z');
    expect(await dueOn(31), 'a shorter month').toBe('2026-11-30T20:59:59.999Z');
    expect(await dueOn(12), 'too soon').toBe('2026-11-15T20:59:59.999Z');
    expect(await dueOn(1), 'already over').toBe('2026-11-15T20:59:59.999Z');
  });

  test('in an emergency is due at its deadline', async () => {
    const { asker, givers } = await story.circle(1);
    const requestId = await story.emergency(asker, { deadline: new Date('2026-11-12T20:59:59.999Z') });
    const id = await story.promise(givers[0]!, requestId, 100n);
    const { dueAt } = await story.db.commitment.findUniqueOrThrow({ where: { id } });
    expect(dueAt.toISOString()).toBe('2026-11-12T20:59:59.999Z');
  });

  test('never exceeds what is missing; the last giver is told the rest', async () => {
    const { givers, requestId } = await story.circle(2, { amount: 1_000n });
    await story.promise(givers[0]!, requestId, 700n);
    const refusal = await story
      .run((tx) => helpNow(tx, givers[1]!, { ...HELP, requestId, amount: 301n }))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code: 'above-missing', detail: { missing: 300n } });
    expect(await help(givers[1]!, requestId, 300n)).toBe('done');
    expect(await help(givers[0]!, requestId, 1n)).toBe('covered');
  });

  test('is refused with nothing left behind: to oneself, unseen, unknown, paused, closed, of nothing, of too much, without words', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const stranger = await story.person();
    const paused = await story.circle(1);
    await story.run((tx) => pauseRequest(tx, paused.asker, paused.requestId));
    const closed = await story.circle(1);
    await story.run((tx) => closeRequest(tx, closed.asker, closed.requestId, null));
    const before = await story.traces();
    expect(await help(asker, requestId, 100n)).toBe('own-request');
    expect(await help(stranger, requestId, 100n)).toBe('not-found');
    expect(await help(stranger, house.ids.id(), 100n)).toBe('not-found');
    expect(await help(paused.givers[0]!, paused.requestId, 100n)).toBe('not-found');
    expect(await help(closed.givers[0]!, closed.requestId, 100n)).toBe('not-found');
    expect(await help(givers[0]!, requestId, 0n)).toBe('amount-invalid');
    expect(await help(givers[0]!, requestId, -100n)).toBe('amount-invalid');
    expect(await help(givers[0]!, requestId, 100_000_001n)).toBe('amount-invalid');
    expect(await help(givers[0]!, requestId, 100n, { form: 'GOODS', description: ' \u200b' })).toBe('text-empty');
    expect(await story.traces()).toEqual(before);
    expect(await help(givers[0]!, requestId, 100n, { form: 'GOODS', description: 'a warm coat' })).toBe('done');
  });

  test('a doubled press promises once', async () => {
    const { givers, requestId } = await story.circle(1);
    const press = () =>
      transactOnce(house, `help ${requestId}`, (tx) => helpNow(tx, givers[0]!, { ...HELP, requestId, amount: 100n }));
    expect(await press()).toBe(await press());
    expect(await story.db.commitment.count({ where: { requestId } })).toBe(1);
  });
});

describe('the measure', () => {
  test('holds for a giver who has one, over all requests together', async () => {
    const { givers, requestId } = await story.circle(1);
    const other = await story.circle(0);
    await story.contacts(other.asker, givers[0]!);
    await story.pledge(givers[0]!, 1_000n);
    expect(await help(givers[0]!, requestId, 600n)).toBe('done');
    expect(await help(givers[0]!, other.requestId, 401n)).toBe('above-ceiling');
    expect(
      await help(givers[0]!, other.requestId, 401n, { aboveCeiling: true }),
      'a yes counts in emergencies only',
    ).toBe('above-ceiling');
    expect(await help(givers[0]!, other.requestId, 400n)).toBe('done');
    expect(await measureOf(story.now, givers[0]!)).toMatchObject({ ceiling: 1_000n, used: 1_000n, room: 0n });
  });

  test('is not there before the first pledge, so nothing limits help but the need', async () => {
    const { givers, requestId } = await story.circle(1);
    expect(await help(givers[0]!, requestId, 10_000n)).toBe('done');
  });

  test('may be exceeded in an emergency by an explicit yes, once: the yes is dated and covers that amount only', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    await story.pledge(giver, 1_000n);
    await story.promise(giver, requestId, 800n);
    const emergency = await story.emergency(asker);
    expect(await help(giver, emergency, 500n)).toBe('above-ceiling');
    expect(await help(giver, emergency, 500n, { aboveCeiling: true })).toBe('done');
    const yes = await story.db.ceilingOverride.findMany({ where: { giverId: giver } });
    expect(yes.map((row) => [row.amount, row.requestId, row.at])).toEqual([[300n, emergency, house.clock.now()]]);
    expect(await help(giver, emergency, 1n), 'the next one needs a yes of its own').toBe('above-ceiling');
    expect((await measureOf(story.now, giver)).room).toBe(0n);
  });

  test('is not widened by a yes whose promise was released', async () => {
    const { asker, givers } = await story.circle(1);
    const other = await story.circle(0);
    const giver = givers[0]!;
    await story.contacts(other.asker, giver);
    await story.pledge(giver, 1_000n);
    const emergency = await story.emergency(asker);
    const id = await story.run((tx) =>
      helpNow(tx, giver, { ...HELP, requestId: emergency, amount: 1_500n, aboveCeiling: true }),
    );
    await story.run((tx) => release(tx, giver, id));
    expect((await measureOf(story.now, giver)).room).toBe(1_000n);
    expect(await help(giver, other.requestId, 1_000n)).toBe('done');
    expect(await help(giver, other.requestId, 1n)).toBe('above-ceiling');
  });
});

describe('several at once', () => {
  test('on the last missing amount: promised + received never exceed the need', async () => {
    for (let round = 0; round < 8; round++) {
      const { givers, requestId } = await story.circle(4, { amount: 1_000n });
      const outcomes = await Promise.all(givers.map((giver) => help(giver, requestId, 600n)));
      expect(outcomes.toSorted()).toEqual(['above-missing', 'above-missing', 'above-missing', 'done']);
      const last = await Promise.all(givers.map((giver) => help(giver, requestId, 400n)));
      expect(last.toSorted()).toEqual(['covered', 'covered', 'covered', 'done']);
      const { need, promised, received } = await coverageOfOne(story.now, requestId);
      expect(promised + received).toBe(need);
    }
  });

  test('of one giver to several requests: together never above the measure', async () => {
    for (let round = 0; round < 5; round++) {
      const giver = await story.person('Giver');
      await story.pledge(giver, 1_000n);
      const requests: string[] = [];
      for (let count = 0; count < 4; count++) {
        const asker = await story.person('Asker');
        await story.contacts(asker, giver);
        requests.push(await story.request(asker));
      }
      const outcomes = await Promise.all(requests.map((requestId) => help(giver, requestId, 500n)));
      expect(outcomes.toSorted()).toEqual(['above-ceiling', 'above-ceiling', 'done', 'done']);
    }
  });

  test('who ask and help each other do not get in each other’s way', async () => {
    const deadlocks = async (): Promise<bigint> => {
      const { rows } = await house.db.pool.query<{ deadlocks: string }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      );
      return BigInt(rows[0]!.deadlocks);
    };
    for (let round = 0; round < 4; round++) {
      const people = await story.people(4);
      for (const person of people) await story.contacts(person, ...people.filter((other) => other !== person));
      const requests: string[] = [];
      for (const person of people) requests.push(await story.request(person));
      const acts = people.flatMap((person, index) =>
        requests.filter((_, other) => other !== index).map((requestId) => help(person, requestId, 100n)),
      );
      expect(new Set(await Promise.all(acts))).toEqual(new Set(['done']));
    }
    await house.db.pool.query('SELECT pg_stat_force_next_flush()');
    expect(await deadlocks()).toBe(0n);
  });

  test('a gift that is being confirmed and a promise of what was missing keep to the need of their moment', async () => {
    for (let round = 0; round < 6; round++) {
      const { asker, givers, requestId } = await story.circle(2, { amount: 1_000n });
      const first = await story.promise(givers[0]!, requestId, 500n);
      const [, second] = await Promise.all([
        story.outcome((tx) => confirm(tx, asker, first, { amount: 900n, rest: 'expected' })),
        help(givers[1]!, requestId, 500n),
      ]);
      const gift = await story.db.commitment.findFirstOrThrow({ where: { requestId, origin: 'GIFT' } });
      const promise = await story.db.commitment.findFirst({ where: { requestId, giverId: givers[1]! } });
      expect(promise === null).toBe(second !== 'done');
      if (!promise) continue;
      const at = async (subjectId: string) => (await story.db.event.findFirstOrThrow({ where: { subjectId } })).id;
      expect(await at(gift.id), 'the promise came first, or did not come').toBeGreaterThan(await at(promise.id));
    }
  });
});
