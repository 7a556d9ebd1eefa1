import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transactOnce } from '../../../src/db/transaction.ts';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { closeDueCycles } from '../../../src/domain/cycles/close.ts';
import { pair } from '../../../src/domain/network/contacts.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { deliveryOf } from '../../../src/domain/notices/queue.ts';
import { amountLimit } from '../../../src/domain/requests/limit.ts';
import { ownRequest, requestView } from '../../../src/domain/requests/queries.ts';
import {
  closeRequest,
  editRequest,
  pauseRequest,
  publishRequest,
  type RequestInput,
  resumeRequest,
} from '../../../src/domain/requests/requests.ts';
import { LIMITS } from '../../../src/domain/rules.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { ASK, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const DAY = 86_400_000;
const inDays = (days: number): Date => new Date(house.clock.now().getTime() + days * DAY);
const stateOf = async (id: string): Promise<string> => {
  const { state, pauseReason } = await story.db.request.findUniqueOrThrow({ where: { id } });
  return pauseReason ? `${state} ${pauseReason}` : state;
};
/** Ends the month without a round: only the calendar matters here. */
async function nextMonth(): Promise<void> {
  const open = await story.db.cycle.findFirstOrThrow({ where: { state: 'OPEN' } });
  house.clock.set(new Date(open.endsAt.getTime() + 12 * 3_600_000).toISOString());
  await closeDueCycles(house, allocateInProcess);
}

describe('publishing a request', () => {
  test('tells every contact once, and nobody else', async () => {
    const [anna, boris, vera, stranger] = await story.people(4);
    await story.contacts(anna!, boris!, vera!);
    await story.request(anna!);
    expect(await story.mail(boris!)).toEqual(['contact-asks']);
    expect(await story.mail(vera!)).toEqual(['contact-asks']);
    expect(await story.mail(stranger!)).toEqual([]);
  });

  test('a member has at most one active request, also when two come at once', async () => {
    const [anna] = await story.people(1);
    const outcomes = await Promise.all([1, 2, 3].map(() => story.outcome((tx) => publishRequest(tx, anna!, ASK))));
    expect(outcomes.toSorted()).toEqual(['already-active', 'already-active', 'done']);
    expect(await story.db.request.count({ where: { ownerId: anna! } })).toBe(1);
  });

  const refused: readonly (readonly [what: string, code: string, changes: () => Partial<RequestInput>])[] = [
    ['without a title', 'text-empty', () => ({ title: ' \u200b ' })],
    ['of nothing', 'amount-invalid', () => ({ amount: 0n })],
    ['of less than nothing', 'amount-invalid', () => ({ amount: -1n })],
    ['of more than a million whole units', 'amount-too-large', () => ({ amount: 100_000_001n })],
    ['for nobody', 'amount-invalid', () => ({ people: 0 })],
    ['for eleven people', 'amount-invalid', () => ({ people: 11 })],
    ['without a day', 'date-out-of-range', () => ({ dueDay: null })],
    ['on the 32nd', 'date-out-of-range', () => ({ dueDay: 32 })],
    ['with a payment detail of somebody else', 'not-found', () => ({ paymentDetailId: house.ids.id() })],
    ['for yesterday', 'date-out-of-range', () => ({ kind: 'EMERGENCY', dueDay: null, deadline: inDays(-1) })],
    [
      'for the 40th day from now',
      'date-out-of-range',
      () => ({ kind: 'EMERGENCY', dueDay: null, deadline: inDays(40) }),
    ],
    ['in an emergency without a deadline', 'date-out-of-range', () => ({ kind: 'EMERGENCY', dueDay: null })],
  ];
  test.each(refused)('a request %s is refused and leaves nothing', async (_what, code, changes) => {
    const [anna] = await story.people(1);
    const before = await story.traces();
    expect(await story.outcome((tx) => publishRequest(tx, anna!, { ...ASK, ...changes() }))).toBe(code);
    expect(await story.traces()).toEqual(before);
  });

  test('a locked member cannot ask', async () => {
    const [anna] = await story.people(1);
    await story.db.member.update({ where: { id: anna! }, data: { lockedAt: house.clock.now() } });
    expect(await story.outcome((tx) => publishRequest(tx, anna!, ASK))).toBe('locked');
  });

  test('at most five new or changed requests a day; the next day there is room again', async () => {
    const [anna] = await story.people(1);
    const id = await story.request(anna!);
    for (let change = 1; change < LIMITS.requestChangesADay; change++) {
      await story.run((tx) => editRequest(tx, anna!, id, { amount: 10_000n + BigInt(change) }));
    }
    expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 9_000n }))).toBe('too-many-today');
    await story.run((tx) => closeRequest(tx, anna!, id, null));
    expect(await story.outcome((tx) => publishRequest(tx, anna!, ASK))).toBe('too-many-today');
    house.clock.set(inDays(1.1).toISOString());
    expect(await story.outcome((tx) => publishRequest(tx, anna!, ASK))).toBe('done');
  });

  test('a doubled press publishes once', async () => {
    const [anna] = await story.people(1);
    const publish = () => transactOnce(house, `publish ${anna}`, (tx) => publishRequest(tx, anna!, ASK));
    expect(await publish()).toBe(await publish());
    expect(await story.db.request.count({ where: { ownerId: anna! } })).toBe(1);
  });
});

describe('pausing, resuming, closing', () => {
  test('each step is the owner’s, from the right state only, and appends one event', async () => {
    const [anna, boris] = await story.people(2);
    await story.contacts(anna!, boris!);
    const id = await story.request(anna!);
    const steps = { pause: pauseRequest, resume: resumeRequest } as const;
    const tell = (name: keyof typeof steps, actor: string) => story.outcome((tx) => steps[name](tx, actor, id));
    expect(await tell('resume', anna!)).toBe('stale');
    expect(await tell('pause', boris!)).toBe('not-found');
    expect(await tell('pause', anna!)).toBe('done');
    expect(await tell('pause', anna!)).toBe('stale');
    expect(await maySeeRequest(story.now, boris!, id), 'a paused request is seen by nobody').toBe(false);
    expect((await ownRequest(story.now, anna!))?.id, 'but by its owner').toBe(id);
    expect(await tell('resume', boris!)).toBe('not-found');
    expect(await tell('resume', anna!)).toBe('done');
    expect(await story.outcome((tx) => closeRequest(tx, boris!, id, null))).toBe('not-found');
    expect(await story.outcome((tx) => closeRequest(tx, anna!, id, 'It is all right now'))).toBe('done');
    for (const name of ['pause', 'resume'] as const) expect(await tell(name, anna!)).toBe('stale');
    expect(await story.outcome((tx) => closeRequest(tx, anna!, id, null))).toBe('stale');
    expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 1_000n }))).toBe('stale');
    expect(await story.log(id)).toEqual(['created by OWNER', 'paused by OWNER', 'resumed by OWNER', 'closed by OWNER']);
  });

  test('an unknown request and somebody else’s get the same answer', async () => {
    const [anna] = await story.people(1);
    const { requestId } = await story.circle(0);
    for (const id of [requestId, house.ids.id()]) {
      expect(await story.outcome((tx) => pauseRequest(tx, anna!, id))).toBe('not-found');
      expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 1n }))).toBe('not-found');
      expect(await story.outcome((tx) => closeRequest(tx, anna!, id, null))).toBe('not-found');
    }
  });

  test('closing tells everyone who helped and nobody else; open promises stand', async () => {
    const { asker, givers, requestId } = await story.circle(3);
    const promise = await story.promise(givers[0]!, requestId, 1_000n);
    await story.pledge(givers[1]!, 5_000n);
    await story.run((tx) => closeRequest(tx, asker, requestId, 'Thanks'));
    expect(await story.mail(givers[0]!)).toEqual(['contact-asks', 'request-closed']);
    expect(await story.mail(givers[1]!)).toEqual(['contact-asks']);
    expect((await story.db.commitment.findUniqueOrThrow({ where: { id: promise } })).state).toBe('PROMISED');
  });

  test('closing frees the pledges directed at it, silently', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const now = house.clock.now();
    const pledge = { id: house.ids.id(), giverId: givers[0]!, requestId, amount: 500n, startsAt: now, createdAt: now };
    await story.db.pledge.create({ data: { ...pledge, kind: 'DIRECTED', state: 'ACTIVE' } });
    const mail = await story.mail(givers[0]!);
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    expect((await story.db.pledge.findUniqueOrThrow({ where: { id: pledge.id } })).state).toBe('WITHDRAWN');
    expect(await story.mail(givers[0]!)).toEqual(mail);
  });
});

describe('an emergency', () => {
  test('pauses the monthly request, whose promises stand, and gives it back when it is closed', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const promise = await story.promise(givers[0]!, requestId, 1_000n);
    const emergency = await story.emergency(asker);
    expect(await stateOf(requestId)).toBe('PAUSED EMERGENCY');
    expect((await story.db.commitment.findUniqueOrThrow({ where: { id: promise } })).state).toBe('PROMISED');
    expect(await story.mail(givers[0]!)).toEqual(['contact-asks', 'emergency-alert']);
    await story.run((tx) => closeRequest(tx, asker, emergency, null));
    expect(await stateOf(requestId)).toBe('ACTIVE');
    expect(await story.log(requestId)).toEqual(['created by OWNER', 'paused by SYSTEM', 'resumed by SYSTEM']);
  });

  test('does not give back a request that its owner paused', async () => {
    const { asker, requestId } = await story.circle(0);
    await story.run((tx) => pauseRequest(tx, asker, requestId));
    const emergency = await story.emergency(asker);
    await story.run((tx) => closeRequest(tx, asker, emergency, null));
    expect(await stateOf(requestId)).toBe('PAUSED OWNER');
  });

  test('that was paused gives way to another request, and closing it then leaves the active one alone', async () => {
    const { asker, requestId } = await story.circle(0);
    const emergency = await story.emergency(asker);
    await story.run((tx) => pauseRequest(tx, asker, emergency));
    const second = await story.emergency(asker);
    expect(await story.outcome((tx) => resumeRequest(tx, asker, emergency))).toBe('already-active');
    expect(await story.outcome((tx) => closeRequest(tx, asker, emergency, null))).toBe('done');
    expect([await stateOf(second), await stateOf(requestId)]).toEqual(['ACTIVE', 'PAUSED EMERGENCY']);
    await story.run((tx) => closeRequest(tx, asker, second, null));
    expect(await stateOf(requestId)).toBe('ACTIVE');
  });

  test('is refused beside another one, and a monthly request beside it', async () => {
    const { asker } = await story.circle(0);
    const emergency = await story.emergency(asker);
    expect(await story.outcome((tx) => publishRequest(tx, asker, ASK))).toBe('already-active');
    const again = { ...ASK, kind: 'EMERGENCY' as const, dueDay: null, deadline: inDays(2) };
    expect(await story.outcome((tx) => publishRequest(tx, asker, again))).toBe('already-active');
    expect(await stateOf(emergency)).toBe('ACTIVE');
  });

  test('comes at once; at night without sound, unless less than a day is left', async () => {
    house.clock.set(new Date(Math.ceil(inDays(1).getTime() / DAY) * DAY + 20 * 3_600_000).toISOString()); // 23:00 in Moscow
    const [anna, boris, vera] = await story.people(3);
    await story.contacts(vera!, anna!, boris!);
    await story.emergency(anna!, { deadline: inDays(5) });
    await story.emergency(boris!, { deadline: inDays(0.9) });
    const alerts = await story.db.notice.findMany({
      where: { memberId: vera!, kind: 'emergency-alert' },
      orderBy: { id: 'asc' },
    });
    const now = house.clock.now();
    expect(alerts.map((alert) => alert.notBefore)).toEqual([now, now]);
    expect(await Promise.all(alerts.map((alert) => deliveryOf(story.now, alert)))).toEqual(['silent', 'now']);
  });
});

describe('editing', () => {
  test('a changed title, story or an amount raised by more than half asks the recommenders again; less does not', async () => {
    const [anna, boris, far] = await story.people(3);
    await story.contacts(anna!, boris!);
    await story.contacts(boris!, far!);
    const changes = [
      [{ title: 'Something else' }, false],
      [{ story: 'Another story' }, false],
      [{ amount: 15_001n }, false],
      [{ amount: 15_000n }, true],
      [{ amount: 5_000n }, true],
    ] as const;
    for (const [change, stillSeen] of changes) {
      const [asker] = await story.people(1);
      await story.contacts(asker!, boris!);
      const id = await story.request(asker!);
      await recommend(id, boris!);
      expect(await maySeeRequest(story.now, far!, id)).toBe(true);
      house.clock.set(inDays(0.01).toISOString());
      await story.run((tx) => editRequest(tx, asker!, id, change));
      expect(
        await maySeeRequest(story.now, far!, id),
        JSON.stringify(change, (_, v) => String(v)),
      ).toBe(stillSeen);
      expect(await maySeeRequest(story.now, boris!, id), 'ring 1 goes on seeing it').toBe(true);
      await recommend(id, boris!);
      expect(await maySeeRequest(story.now, far!, id), 'until they answer').toBe(true);
    }
  });

  async function recommend(requestId: string, recommenderId: string): Promise<void> {
    const given = { createdAt: house.clock.now(), expiresAt: inDays(300) };
    await story.db.recommendation.upsert({
      where: { requestId_recommenderId: { requestId, recommenderId } },
      create: { id: house.ids.id(), requestId, recommenderId, reason: 'NEIGHBOUR', ...given },
      update: given,
    });
  }

  test('the longest title and story are kept whole, longer ones are cut', async () => {
    const [anna] = await story.people(1);
    const id = await story.request(anna!, { title: 'я'.repeat(80), story: 'ы'.repeat(600) });
    const view = await requestView(story.now, anna!, id);
    expect([view?.title.length, view?.story?.length]).toEqual([60, 500]);
  });
});

describe('the amount may at most double between two cycles', () => {
  test('the first request ever has no limit, the same month at most doubles it', async () => {
    const [anna] = await story.people(1);
    expect(await amountLimit(story.now, anna!)).toBeNull();
    const id = await story.request(anna!, { amount: 10_000n });
    expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 20_001n }))).toBe(
      'amount-more-than-double',
    );
    expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 20_000n }))).toBe('done');
    expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 20_001n }))).toBe(
      'amount-more-than-double',
    );
  });

  test('closing and asking again does not reset the limit, nor does an emergency in between', async () => {
    const [anna] = await story.people(1);
    const first = await story.request(anna!, { amount: 10_000n });
    await nextMonth();
    await story.run((tx) => closeRequest(tx, anna!, first, null));
    const ask = (amount: bigint) => story.outcome((tx) => publishRequest(tx, anna!, { ...ASK, amount }));
    expect(await ask(20_001n)).toBe('amount-more-than-double');
    const emergency = await story.emergency(anna!, { amount: 900_000n });
    await story.run((tx) => closeRequest(tx, anna!, emergency, null));
    expect(await ask(20_001n)).toBe('amount-more-than-double');
    expect(await ask(20_000n)).toBe('done');
    const again = (await ownRequest(story.now, anna!))!.id;
    await story.run((tx) => closeRequest(tx, anna!, again, null));
    expect(await ask(20_001n), 'twice in one month').toBe('amount-more-than-double');
    await nextMonth();
    expect(await ask(40_000n), 'the next month begins from there').toBe('done');
  });

  test('an emergency of a month ago is no measure for the monthly amount', async () => {
    const [anna] = await story.people(1);
    const monthly = await story.request(anna!, { amount: 10_000n });
    const emergency = await story.emergency(anna!, { amount: 900_000n });
    await story.run((tx) => closeRequest(tx, anna!, emergency, null));
    await nextMonth();
    expect(await amountLimit(story.now, anna!)).toBe(20_000n);
    expect(await story.outcome((tx) => editRequest(tx, anna!, monthly, { amount: 20_001n }))).toBe(
      'amount-more-than-double',
    );
  });

  test('lowering first and raising then gains nothing and loses nothing in the same month', async () => {
    const [anna] = await story.people(1);
    const id = await story.request(anna!, { amount: 10_000n });
    await nextMonth();
    for (const amount of [1_000n, 20_000n]) await story.run((tx) => editRequest(tx, anna!, id, { amount }));
    expect(await story.outcome((tx) => editRequest(tx, anna!, id, { amount: 20_001n }))).toBe(
      'amount-more-than-double',
    );
  });
});

test('whoever is not a contact cannot be shown what a pair of ids would reveal', async () => {
  const [anna, stranger] = await story.people(2);
  const id = await story.request(anna!);
  expect(await requestView(story.now, stranger!, id)).toBeNull();
  await story.db.contact.create({
    data: { ...pair(anna!, stranger!), origin: 'INVITE', since: house.clock.now(), brokenAt: house.clock.now() },
  });
  expect(await requestView(story.now, stranger!, id)).toBeNull();
});
