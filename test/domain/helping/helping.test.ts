import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { promiseCounts } from '../../../src/domain/commitments/lists.ts';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { confirm, reportHandedOver } from '../../../src/domain/commitments/settle.ts';
import { waitingCard } from '../../../src/domain/cycles/queries.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { DomainError, type DomainErrorCode } from '../../../src/domain/errors.ts';
import { actingOf, beginActing, endActing, helperOf, keepActing } from '../../../src/domain/helping/acting.ts';
import { endDueHelping } from '../../../src/domain/helping/endings.ts';
import { answerHelpOffer, offerHelp, stopHelping } from '../../../src/domain/helping/grants.ts';
import { type Acting, actWithLeave, type Command } from '../../../src/domain/helping/may.ts';
import { helpedActions, helpersOf, offerStanding } from '../../../src/domain/helping/queries.ts';
import { eraseMember } from '../../../src/domain/members/erasure.ts';
import { leave } from '../../../src/domain/members/leaving.ts';
import { lockRequests } from '../../../src/domain/members/lock.ts';
import { pauseEverything } from '../../../src/domain/members/pausing.ts';
import { block, breakContact } from '../../../src/domain/network/blocks.ts';
import { directedPledgesOf, pledgeTo } from '../../../src/domain/pledges/directed.ts';
import { ownCeiling } from '../../../src/domain/pledges/measure.ts';
import { openPledgeOf, pausePledge, resumePledge, setOpenAmount } from '../../../src/domain/pledges/pledges.ts';
import { addDetail, ownDetails } from '../../../src/domain/requests/payment-details.ts';
import { ownRequest, requestView, visibleRequests } from '../../../src/domain/requests/queries.ts';
import { editRequest, pauseRequest, publishRequest } from '../../../src/domain/requests/requests.ts';
import { clearOld, RETENTION } from '../../../src/domain/retention.ts';
import type { HelperScope } from '../../../src/generated/prisma/enums.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { ASK, HELP, Story } from '../../support/story.ts';

const DAY = 86_400_000;

let house: TestHouse;
let story: Story;
/** Anna is helped, Olga helps, Boris is another contact of Anna's. */
let anna: string;
let olga: string;
let boris: string;

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

beforeEach(async () => {
  house.clock.set('2026-11-10T09:00:00Z');
  anna = await story.person('Anna');
  olga = await story.person('Olga');
  boris = await story.person('Boris');
  await story.contacts(anna, olga, boris);
});

const later = (days: number): void => house.clock.set(new Date(house.clock.now().getTime() + days * DAY).toISOString());

async function offered(scope: HelperScope = 'BOTH', months = 1): Promise<string> {
  await story.run((tx) => offerHelp(tx, olga, anna, { scope, months }));
  const grant = await story.db.helperGrant.findFirstOrThrow({
    where: { elderId: anna },
    orderBy: { offeredAt: 'desc' },
  });
  return grant.id;
}

async function agreed(scope: HelperScope = 'BOTH', months = 1): Promise<Acting> {
  const grantId = await offered(scope, months);
  await story.run((tx) => answerHelpOffer(tx, anna, grantId, true));
  return { grantId, helperId: olga };
}

async function acting(scope: HelperScope = 'BOTH'): Promise<Acting> {
  const leaveToAct = await agreed(scope);
  await story.run((tx) => beginActing(tx, olga, leaveToAct.grantId));
  return leaveToAct;
}

/** One command of Olga's for Anna. */
const does = <A extends readonly unknown[], T>(by: Acting, command: Command<A, T>, ...args: A): Promise<T> =>
  story.run((tx) => actWithLeave(tx, by, anna, command, args));

async function outcome(work: () => Promise<unknown>): Promise<DomainErrorCode | 'done'> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const stateOf = async (id: string) => (await story.db.helperGrant.findUniqueOrThrow({ where: { id } })).state;

describe('helping begins with the elder’s yes', () => {
  test('a contact offers it; the elder is asked once; nothing is open before the answer', async () => {
    const grantId = await offered();
    await story.run((tx) => offerHelp(tx, olga, anna, { scope: 'REQUEST', months: 3 }));
    expect((await story.mail(anna)).filter((kind) => kind === 'helper-offered')).toHaveLength(1);
    expect(await outcome(() => story.run((tx) => beginActing(tx, olga, grantId)))).toBe('helping-over');
    expect(await outcome(() => story.run((tx) => answerHelpOffer(tx, olga, grantId, true)))).toBe('not-found');
    await story.run((tx) => answerHelpOffer(tx, anna, grantId, true));
    expect(await outcome(() => story.run((tx) => answerHelpOffer(tx, anna, grantId, true)))).toBe('stale');
    expect(await story.log(grantId)).toEqual(['offered by HELPER', 'accepted by OWNER']);
    expect(await story.mail(olga)).toContain('helper-accepted');
    expect(await outcome(() => story.run((tx) => offerHelp(tx, olga, anna, { scope: 'BOTH', months: 1 })))).toBe(
      'stale',
    );
  });

  test('a no sends nothing and looks to the helper like an answer that has not come yet', async () => {
    const grantId = await offered();
    const waiting = await offerStanding(story.now, olga, anna);
    const before = (await story.mail(olga)).length;
    await story.run((tx) => answerHelpOffer(tx, anna, grantId, false));
    expect(await offerStanding(story.now, olga, anna)).toEqual(waiting);
    expect(waiting).toEqual({ state: 'waiting' });
    expect(await outcome(() => story.run((tx) => offerHelp(tx, olga, anna, { scope: 'BOTH', months: 1 })))).toBe(
      'done',
    );
    expect(await outcome(() => story.run((tx) => stopHelping(tx, olga, grantId)))).toBe('stale');
    expect((await story.mail(olga)).length).toBe(before);
    expect((await story.mail(anna)).filter((kind) => kind === 'helper-offered')).toHaveLength(1);
    later(15);
    expect(await offerStanding(story.now, olga, anna)).toEqual({ state: 'none' });
    await offered();
    expect((await story.mail(anna)).filter((kind) => kind === 'helper-offered')).toHaveLength(2);
  });

  test('only contacts, for one, three or six months, five offers a day', async () => {
    const stranger = await story.person('Stranger');
    const offer = { scope: 'BOTH' as const, months: 1 };
    expect(await story.outcome((tx) => offerHelp(tx, stranger, anna, offer))).toBe('not-found');
    expect(await story.outcome((tx) => offerHelp(tx, olga, olga, offer))).toBe('not-found');
    expect(await story.outcome((tx) => offerHelp(tx, olga, anna, { ...offer, months: 7 }))).toBe('not-found');
    const many = await story.people(6);
    await story.contacts(olga, ...many);
    const outcomes: string[] = [];
    for (const one of many) outcomes.push(await story.outcome((tx) => offerHelp(tx, olga, one, offer)));
    expect(outcomes).toEqual([...Array(5).fill('done'), 'too-many-today']);
  });

  test('an offer that nobody answers ends by itself after 14 days', async () => {
    const grantId = await offered();
    later(15);
    expect(await outcome(() => story.run((tx) => answerHelpOffer(tx, anna, grantId, true)))).toBe('stale');
    await story.run(endDueHelping);
    expect(await stateOf(grantId)).toBe('ENDED');
  });
});

describe('helping ends', () => {
  test.each([
    ['the elder stops it', () => story.run(async (tx) => stopHelping(tx, anna, await grantOf()))],
    ['the helper stops it', () => story.run(async (tx) => stopHelping(tx, olga, await grantOf()))],
    ['the contact is broken', () => story.run((tx) => breakContact(tx, anna, olga))],
    ['one blocks the other', () => story.run((tx) => block(tx, olga, anna))],
    ['the elder leaves', () => story.run((tx) => leave(tx, anna))],
    ['the helper leaves', () => story.run((tx) => leave(tx, olga))],
  ])('at once when %s', async (_name, ending) => {
    const by = await acting();
    const requestId = await story.request(anna);
    await ending();
    expect(await outcome(() => does(by, pauseRequest, requestId))).toBe('helping-over');
    expect(await actingOf(story.now, olga)).toBeNull();
    expect(await stateOf(by.grantId)).toBe('ENDED');
    expect((await doctor(story.now)).violations.filter(({ invariant }) => invariant !== 'R5')).toEqual([]);
  });

  const grantOf = async () =>
    (await story.db.helperGrant.findFirstOrThrow({ where: { elderId: anna, state: 'ACTIVE' } })).id;

  test('on its last day, with or without the job', async () => {
    const by = await acting();
    const requestId = await story.request(anna);
    later(31);
    await story.db.helperGrant.update({ where: { id: by.grantId }, data: { actedAt: house.clock.now() } });
    expect(await actingOf(story.now, olga)).toBeNull();
    expect(await outcome(() => does(by, pauseRequest, requestId))).toBe('helping-over');
    expect(await helpersOf(story.now, anna)).toEqual([]);
    await story.run(endDueHelping);
    expect(await stateOf(by.grantId)).toBe('ENDED');
  });

  test('for a while, after an hour without a step or back at oneself; it can be taken up again', async () => {
    const by = await acting();
    const requestId = await story.request(anna);
    const session = await actingOf(story.now, olga);
    later(59 / 1440);
    await story.run((tx) => keepActing(tx, session!));
    later(59 / 1440);
    expect((await actingOf(story.now, olga))?.elderId).toBe(anna);
    later(2 / 1440);
    expect(await actingOf(story.now, olga)).toBeNull();
    await story.run((tx) => beginActing(tx, olga, by.grantId));
    expect((await actingOf(story.now, olga))?.elderName).toBe('Anna');
    expect(await story.run((tx) => endActing(tx, olga))).toBe(true);
    expect(await outcome(() => does(by, pauseRequest, requestId))).toBe('helping-over');
  });

  test('nobody stops what is not theirs, and a helper acts for nobody else', async () => {
    const by = await acting();
    expect(await outcome(() => story.run((tx) => stopHelping(tx, boris, by.grantId)))).toBe('not-found');
    expect(await outcome(() => story.run((tx) => beginActing(tx, boris, by.grantId)))).toBe('helping-over');
    expect(
      await outcome(() =>
        story.run((tx) => actWithLeave(tx, { ...by, helperId: boris }, anna, setOpenAmount, [1_000n])),
      ),
    ).toBe('helping-over');
    expect(await outcome(() => story.run((tx) => actWithLeave(tx, by, boris, setOpenAmount, [1_000n])))).toBe(
      'helping-over',
    );
  });

  test('while either side’s requests are locked nothing is done', async () => {
    const by = await acting();
    const requestId = await story.request(anna);
    await story.run((tx) => lockRequests(tx, olga));
    expect(await outcome(() => does(by, pauseRequest, requestId))).toBe('not-for-helper');
    expect(await actingOf(story.now, olga), 'nor looked at').toBeNull();
    expect(await outcome(() => story.run((tx) => beginActing(tx, olga, by.grantId)))).toBe('helping-over');
  });
});

describe('a helper never touches', () => {
  test('the measure: by a larger pledge, a first one, help now, an emergency, or help given before', async () => {
    const by = await acting();
    const { requestId: other } = await circleOf(boris);
    const urgent = await emergencyOf(boris);
    expect(await outcome(() => does(by, setOpenAmount, 3_000n))).toBe('not-for-helper'); // a first pledge sets it
    expect(await outcome(() => does(by, helpNow, { ...HELP, requestId: urgent, amount: 500n }))).toBe('not-for-helper');
    await story.pledge(anna, 3_000n);
    expect(await outcome(() => does(by, setOpenAmount, 3_001n))).toBe('not-for-helper');
    expect(
      await outcome(() => does(by, helpNow, { ...HELP, requestId: urgent, amount: 4_000n, aboveCeiling: true })),
    ).toBe('not-for-helper');
    expect(await outcome(() => does(by, helpNow, { ...HELP, requestId: urgent, amount: 4_000n, given: true }))).toBe(
      'not-for-helper',
    );
    const directed = { requestId: other, monthly: true, amount: 3_500n, form: 'MONEY' as const, description: null };
    expect(await outcome(() => does(by, pledgeTo, directed))).not.toBe('done');
    expect(await ownCeiling(story.now, anna)).toEqual({ amount: 3_000n, next: null });
    expect(await story.db.ceilingOverride.count({ where: { giverId: anna } })).toBe(0);
    expect(await outcome(() => does(by, setOpenAmount, 2_000n))).toBe('done');
    expect(await outcome(() => does(by, helpNow, { ...HELP, requestId: urgent, amount: 500n }))).toBe('done');
  });

  test('payment details: a new one, an existing one, none instead of one', async () => {
    const by = await acting();
    const detailId = await story.run((tx) => addDetail(tx, anna, 'card', '4276'));
    expect(await outcome(() => does(by, publishRequest, { ...ASK, newPaymentDetail: 'mine' }))).toBe('not-for-helper');
    expect(await outcome(() => does(by, publishRequest, { ...ASK, paymentDetailId: detailId }))).toBe('not-for-helper');
    const requestId = await does(by, publishRequest, ASK);
    for (const how of [{ kind: 'new', value: 'mine' }, { kind: 'existing', detailId }, { kind: 'write' }] as const) {
      expect(await outcome(() => does(by, editRequest, requestId, { how }))).toBe('not-for-helper');
    }
    expect(await story.db.paymentDetail.count({ where: { ownerId: anna } })).toBe(1);
  });

  test('what lies between the elder and themself: no promise to their own request, no word on their own promises', async () => {
    await story.pledge(anna, 3_000n);
    const own = await story.request(anna);
    const theirs = await story.request(olga, { title: 'Window' });
    const wish = { requestId: theirs, monthly: true, amount: 500n, form: 'MONEY' as const, description: null };
    const held = await story.run((tx) => pledgeTo(tx, anna, wish));
    await story.run((tx) => pausePledge(tx, anna, held));
    const given = await story.promise(anna, theirs, 400n);
    const received = await story.promise(olga, own, 700n);
    const by = await acting();
    expect(await outcome(() => does(by, helpNow, { ...HELP, requestId: theirs, amount: 500n }))).toBe('not-for-helper');
    expect(await outcome(() => does(by, resumePledge, held))).toBe('not-for-helper');
    const directed = { requestId: theirs, monthly: true, amount: 500n, form: 'MONEY' as const, description: null };
    expect(await outcome(() => does(by, pledgeTo, directed))).toBe('not-for-helper');
    expect(await outcome(() => does(by, reportHandedOver, given))).toBe('not-for-helper');
    const all = { amount: null, rest: 'expected' as const };
    expect(await outcome(() => does(by, confirm, received, all))).toBe('not-for-helper');
  });

  test('the pause of everything', async () => {
    const by = await acting();
    const pledgeId = await story.pledge(anna, 3_000n);
    await story.run((tx) => pauseEverything(tx, anna));
    expect(await outcome(() => does(by, resumePledge, pledgeId))).toBe('not-for-helper');
    expect(await outcome(() => does(by, publishRequest, ASK))).toBe('not-for-helper');
    expect((await story.db.member.findUniqueOrThrow({ where: { id: anna } })).pausedAt).not.toBeNull();
  });

  const circleOf = async (owner: string) => ({ requestId: await story.request(owner, { title: 'Roof' }) });
  /** Of somebody else whom Anna knows: one active request a person. */
  const emergencyOf = async (friend: string) => {
    const other = await story.person('Vera');
    await story.contacts(anna, other);
    expect(friend).not.toBe(other);
    return story.emergency(other);
  };
});

describe('what was done with help', () => {
  test('is marked with the helper in every row of the log, and listed for the elder with its date', async () => {
    const by = await acting();
    const requestId = await does(by, publishRequest, ASK);
    later(1);
    await does(by, editRequest, requestId, { title: 'Glasses' });
    await story.run((tx) => pauseRequest(tx, anna, requestId));
    const { personKey } = await story.db.member.findUniqueOrThrow({ where: { id: olga } });
    const events = await story.db.event.findMany({ where: { subjectId: requestId }, orderBy: { id: 'asc' } });
    expect(events.map(({ event, helperKey }) => [event, helperKey === personKey])).toEqual([
      ['created', true],
      ['edited', true],
      ['paused', false],
    ]);
    const { items } = await helpedActions(story.now, anna, 0, 6);
    expect(items.map(({ command, name }) => [command, name])).toEqual([
      ['request-edited', 'Olga'],
      ['request-published', 'Olga'],
    ]);
    expect((await helpedActions(story.now, olga, 0, 6)).items).toEqual([]);
    expect(await story.outcome(async (tx) => void (await actWithLeave(tx, by, anna, pauseRequest, [requestId])))).toBe(
      'stale',
    );
    expect((await helpedActions(story.now, anna, 0, 6)).items).toHaveLength(2);
  });

  test('goes with either of the two, and half a year after its end', async () => {
    const by = await acting();
    await does(by, publishRequest, ASK);
    await story.run((tx) => stopHelping(tx, anna, by.grantId));
    const kept = RETENTION.find(({ name }) => name === 'helping-clear')!;
    later(179);
    await story.run((tx) => clearOld(tx, kept));
    expect((await helpedActions(story.now, anna, 0, 6)).items).toHaveLength(1);
    later(2);
    await story.run((tx) => clearOld(tx, kept));
    expect((await helpedActions(story.now, anna, 0, 6)).items).toEqual([]);
    house.clock.set('2026-11-12T09:00:00Z');
    await acting();
    await story.run((tx) => eraseMember(tx, olga, tx.now));
    expect(await story.db.helperGrant.count({ where: { elderId: anna } })).toBe(0);
    expect((await doctor(story.now)).violations.filter(({ invariant }) => invariant === 'I3')).toEqual([]);
  });
});

describe('a helper sees no more than the leave covers (R14)', () => {
  /** Anna asks, promises, intends and has payment details; the request of Boris is in her promises, that of Vera is not. */
  async function life() {
    const vera = await story.person('Vera');
    await story.contacts(anna, vera);
    const own = await story.request(anna, { title: 'Glasses', newPaymentDetail: '4276' });
    const theirs = await story.request(boris, { title: 'Roof' });
    const unknown = await story.request(vera, { title: 'Secret' });
    await story.pledge(anna, 5_000n);
    const given = await story.promise(anna, theirs, 500n);
    const received = await story.promise(boris, own, 700n);
    const directed = { requestId: theirs, monthly: true, amount: 400n, form: 'MONEY' as const, description: null };
    await story.run((tx) => pledgeTo(tx, anna, directed));
    return { own, theirs, unknown, given, received };
  }

  const eyes = async (scope: HelperScope) => {
    await acting(scope);
    const session = await actingOf(story.now, olga);
    return { ...story.now, helper: helperOf(session!, 'key') };
  };

  test('with the promises: of a request that the elder helps, not who else does', async () => {
    const { theirs } = await life();
    const other = await story.person('Vera');
    const { ownerId } = await story.db.request.findUniqueOrThrow({ where: { id: theirs } });
    await story.contacts(ownerId, other);
    await story.promise(other, theirs, 100n);
    expect((await requestView(story.now, anna, theirs))?.helpers, 'the elder does').not.toEqual([]);
    expect(await requestView(await eyes('PROMISES'), anna, theirs)).toMatchObject({ helpers: [], recommenders: [] });
  });

  test('with the request: nothing of promises, pledges, cards, or of those who help', async () => {
    const { own, theirs, unknown, given, received } = await life();
    const tx = await eyes('REQUEST');
    expect((await ownRequest(tx, anna))?.title).toBe('Glasses');
    expect((await requestView(tx, anna, own))?.helpers).toEqual([]);
    for (const id of [theirs, unknown]) expect(await requestView(tx, anna, id)).toBeNull();
    for (const id of [given, received]) expect(await promiseView(tx, anna, id)).toBeNull();
    expect(Object.values(await promiseCounts(tx, anna))).toEqual([0, 0, 0, 0, 0]);
    expect(await openPledgeOf(tx, anna)).toBeNull();
    expect(await directedPledgesOf(tx, anna)).toEqual([]);
    expect(await waitingCard(tx, anna)).toBeNull();
  });

  test('with promises: nothing of the request, and nobody in the network with whom the elder has no record', async () => {
    const { own, theirs, unknown, given } = await life();
    const tx = await eyes('PROMISES');
    expect(await ownRequest(tx, anna)).toBeNull();
    expect(await requestView(tx, anna, own)).toBeNull();
    expect((await requestView(tx, anna, theirs))?.title).toBe('Roof');
    expect(await requestView(tx, anna, unknown)).toBeNull();
    expect(await visibleRequests(tx, anna)).toEqual([]);
    expect((await promiseView(tx, anna, given))?.amount).toBe(500n);
  });

  test('with both: no measure and no payment details', async () => {
    await life();
    const tx = await eyes('BOTH');
    expect(await ownCeiling(tx, anna)).toEqual({ amount: null, next: null });
    expect((await openPledgeOf(tx, anna))?.ceiling).toBeNull();
    expect((await openPledgeOf(story.now, anna))?.ceiling).toBe(5_000n);
    expect(await ownDetails(tx, anna)).toEqual([]);
  });
});
