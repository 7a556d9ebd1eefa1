import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../../src/db/transaction.ts';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { confirm } from '../../../src/domain/commitments/settle.ts';
import { closeDueCycles } from '../../../src/domain/cycles/close.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { setNickname } from '../../../src/domain/members/profile.ts';
import { block, breakContact } from '../../../src/domain/network/blocks.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { recommend } from '../../../src/domain/network/recommendations.ts';
import { contributionsOf } from '../../../src/domain/requests/contributions.ts';
import { otherOwnRequests, ownRequest, requestView, storyVoice } from '../../../src/domain/requests/queries.ts';
import {
  closeRequest,
  editRequest,
  pauseRequest,
  publishRequest,
  type RequestChange,
  reopenRequest,
  resumeRequest,
} from '../../../src/domain/requests/requests.ts';
import { answerStillNeeded, askStillNeeded, pauseSilentRequests } from '../../../src/domain/requests/upkeep.ts';
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
const pass = (days: number): void => house.clock.set(inDays(days).toISOString());
const stateOf = async (id: string): Promise<string> => {
  const { state, pauseReason } = await story.db.request.findUniqueOrThrow({ where: { id } });
  return pauseReason ? `${state} ${pauseReason}` : state;
};
const edit = (owner: string, id: string, change: RequestChange) =>
  story.outcome((tx) => editRequest(tx, owner, id, change));
async function nextMonth(tale = story): Promise<void> {
  await closeDueCycles(tale.house, allocateInProcess);
  const open = await tale.db.cycle.findFirstOrThrow({ where: { state: 'OPEN' } });
  tale.house.clock.set(new Date(open.endsAt.getTime() + DAY / 2).toISOString());
  await closeDueCycles(tale.house, allocateInProcess);
}

type Command = (tx: Tx, actor: string, id: string) => Promise<unknown>;
const COMMANDS: Readonly<Record<string, Command>> = {
  pause: pauseRequest,
  resume: resumeRequest,
  reopen: reopenRequest,
  close: (tx, actor, id) => closeRequest(tx, actor, id, null),
  edit: (tx, actor, id) => editRequest(tx, actor, id, { reach: 1 }),
  'still needed': answerStillNeeded,
};
/** In which states each command is legal. */
const LEGAL: Readonly<Record<string, readonly string[]>> = {
  pause: ['ACTIVE'],
  resume: ['PAUSED'],
  reopen: ['CLOSED'],
  close: ['ACTIVE', 'PAUSED'],
  edit: ['ACTIVE', 'PAUSED'],
  'still needed': ['ACTIVE'],
};

describe('every step of a request', () => {
  test.each(Object.keys(COMMANDS))('%s is its owner’s alone, and is refused in every wrong state', async (name) => {
    const command = COMMANDS[name]!;
    for (const state of ['ACTIVE', 'PAUSED', 'CLOSED']) {
      const { asker, givers, requestId } = await story.circle(1);
      await story.promise(givers[0]!, requestId, 100n);
      if (state === 'PAUSED') await story.run((tx) => pauseRequest(tx, asker, requestId));
      if (state === 'CLOSED') await story.run((tx) => closeRequest(tx, asker, requestId, null));
      const stranger = await story.person();
      const before = await story.traces();
      for (const wrong of [givers[0]!, stranger]) {
        expect(await story.outcome((tx) => command(tx, wrong, requestId)), `${name} by another`).toBe('not-found');
      }
      expect(await story.outcome((tx) => command(tx, stranger, house.ids.id()))).toBe('not-found');
      expect(await story.traces()).toEqual(before);
      const isLegal = LEGAL[name]!.includes(state);
      expect(await story.outcome((tx) => command(tx, asker, requestId)), state).toBe(isLegal ? 'done' : 'stale');
      if (!isLegal) expect(await story.traces()).toEqual(before);
    }
  });

  test('by its owner is refused while the owner is locked; pausing alone is not', async () => {
    const { asker, requestId } = await story.circle(0);
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    await story.db.member.update({ where: { id: asker }, data: { lockedAt: house.clock.now() } });
    expect(await story.outcome((tx) => reopenRequest(tx, asker, requestId))).toBe('locked');
  });
});

describe('opening again', () => {
  test('gives back a closed request with its recommendations; pledges that were freed stay free', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const [far] = await story.people(1);
    await story.contacts(givers[0]!, far!);
    await story.run((tx) => recommend(tx, givers[0]!, requestId, 'NEIGHBOUR'));
    await story.run((tx) => closeRequest(tx, asker, requestId, 'All well'));
    expect((await requestView(story.now, asker, requestId))?.mayReopen).toBe(true);
    expect(await story.outcome((tx) => reopenRequest(tx, asker, requestId))).toBe('done');
    expect(await maySeeRequest(story.now, far!, requestId)).toBe(true);
    expect((await story.log(requestId)).at(-1)).toBe('reopened by OWNER');
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('ends after 60 days, waits for an active one, and keeps to the limit of its owner', async () => {
    const { asker, requestId } = await story.circle(0, { amount: 10_000n });
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    const other = await story.request(asker, { amount: 5_000n });
    expect(await story.outcome((tx) => reopenRequest(tx, asker, requestId))).toBe('already-active');
    await story.run((tx) => closeRequest(tx, asker, other, null));
    await nextMonth();
    pass(61);
    expect(await story.outcome((tx) => reopenRequest(tx, asker, requestId))).toBe('stale');
  });
});

describe('the limit of a member', () => {
  test('is not passed by resuming an old paused request, nor do several paused ones make two active', async () => {
    const [anna] = await story.people(1);
    const large = await story.request(anna!, { amount: 90_000n });
    await story.run((tx) => pauseRequest(tx, anna!, large));
    await nextMonth();
    const small = await story.request(anna!, { amount: 10_000n });
    await nextMonth();
    await story.run((tx) => pauseRequest(tx, anna!, small));
    expect(await story.outcome((tx) => resumeRequest(tx, anna!, large))).toBe('amount-more-than-double');
    expect(await edit(anna!, large, { amount: 20_001n })).toBe('amount-more-than-double');
    expect(await edit(anna!, large, { amount: 20_000n })).toBe('done');
    const outcomes = await Promise.all([large, small].map((id) => story.outcome((tx) => resumeRequest(tx, anna!, id))));
    expect(outcomes.toSorted()).toEqual(['already-active', 'done']);
    const own = await ownRequest(story.now, anna!);
    expect((await otherOwnRequests(story.now, anna!, own!.id)).map((row) => row.id)).toEqual(
      [large, small].filter((id) => id !== own!.id),
    );
  });

  test('an emergency is raised to at most the double of itself; its deadline stays within 30 days of publishing', async () => {
    const { asker } = await story.circle(0);
    const id = await story.emergency(asker, { amount: 10_000n });
    expect(await edit(asker, id, { amount: 20_000n })).toBe('done');
    expect(await edit(asker, id, { amount: 20_001n })).toBe('amount-more-than-double');
    expect(await edit(asker, id, { deadline: inDays(29) })).toBe('done');
    expect(await edit(asker, id, { deadline: inDays(33) })).toBe('date-out-of-range');
    expect(await edit(asker, id, { deadline: inDays(-1) })).toBe('date-out-of-range');
  });

  test('an emergency that was paused holds the monthly one back again when it is resumed', async () => {
    const { asker, requestId } = await story.circle(0);
    const emergency = await story.emergency(asker);
    await story.run((tx) => pauseRequest(tx, asker, emergency));
    await story.run((tx) => resumeRequest(tx, asker, requestId));
    expect(await story.outcome((tx) => resumeRequest(tx, asker, emergency))).toBe('done');
    expect([await stateOf(requestId), await stateOf(emergency)]).toEqual(['PAUSED EMERGENCY', 'ACTIVE']);
    pass(11);
    await story.run((tx) => pauseRequest(tx, asker, emergency));
    expect(await story.outcome((tx) => resumeRequest(tx, asker, emergency)), 'its deadline has passed').toBe('stale');
  });
});

describe('editing', () => {
  test('changes every field, and what may be empty can be emptied', async () => {
    const [anna] = await story.people(1);
    const id = await story.request(anna!, { story: 'Once', link: 'https://example.org/a' });
    await story.run((tx) =>
      editRequest(tx, anna!, id, {
        title: ' New  title ',
        forWhom: 'CHILD',
        people: 3,
        dueDay: 5,
        reach: 3,
        link: null,
      }),
    );
    await story.run((tx) => editRequest(tx, anna!, id, { story: null, storyVoice: 'voice-file' }));
    const view = await requestView(story.now, anna!, id);
    expect(view).toMatchObject({ title: 'New title', forWhom: 'CHILD', people: 3, dueDay: 5, reach: 3, link: null });
    expect(view).toMatchObject({ story: null, hasVoice: true });
    expect(await storyVoice(story.now, anna!, id)).toBe('voice-file');
    const row = await story.db.request.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.storyVoice!).toString('latin1'), 'kept sealed').not.toContain('voice-file');
    expect(await edit(anna!, id, { people: 11 })).toBe('amount-invalid');
    expect(await edit(anna!, id, { dueDay: 32 })).toBe('date-out-of-range');
    expect(await edit(anna!, id, { reach: 4 })).toBe('date-out-of-range');
    expect(await edit(anna!, id, { title: ' ' })).toBe('text-empty');
  });

  test('asks the recommenders again for people, a spoken story, or several small raises; until then a far pledge is held', async () => {
    const changes: readonly (readonly [RequestChange, boolean])[] = [
      [{ people: 2, forWhom: 'CHILD' }, false],
      [{ storyVoice: 'file' }, false],
      [{ dueDay: 3 }, true],
      [{ reach: 3 }, true],
      [{ title: ASK.title }, true],
      [{ reach: 1 }, false],
    ];
    for (const [change, stays] of changes) {
      const { asker, givers, requestId } = await story.circle(1);
      const [far] = await story.people(1);
      await story.contacts(givers[0]!, far!);
      await story.run((tx) => recommend(tx, givers[0]!, requestId, 'NEIGHBOUR'));
      pass(0.01);
      await story.run((tx) => editRequest(tx, asker, requestId, change));
      expect(await maySeeRequest(story.now, far!, requestId), JSON.stringify(change)).toBe(stays);
    }
    const { asker, givers, requestId } = await story.circle(1, { amount: 10_000n });
    const [far] = await story.people(1);
    await story.contacts(givers[0]!, far!);
    await story.run((tx) => recommend(tx, givers[0]!, requestId, 'NEIGHBOUR'));
    const now = house.clock.now();
    const pledge = { id: house.ids.id(), giverId: far!, requestId, amount: 500n, startsAt: now, createdAt: now };
    await story.db.pledge.create({ data: { ...pledge, kind: 'DIRECTED', state: 'ACTIVE' } });
    const pledgeState = async () => (await story.db.pledge.findUniqueOrThrow({ where: { id: pledge.id } })).state;
    pass(0.01);
    await story.run((tx) => editRequest(tx, asker, requestId, { amount: 14_000n }));
    expect([await maySeeRequest(story.now, far!, requestId), await pledgeState()]).toEqual([true, 'ACTIVE']);
    pass(0.01);
    await story.run((tx) => editRequest(tx, asker, requestId, { amount: 15_001n }));
    expect([await maySeeRequest(story.now, far!, requestId), await pledgeState()]).toEqual([false, 'PAUSED']);
    pass(0.01);
    await story.run((tx) => recommend(tx, givers[0]!, requestId, 'NEIGHBOUR'));
    expect([await maySeeRequest(story.now, far!, requestId), await pledgeState()]).toEqual([true, 'ACTIVE']);
  });
});

describe('“still needed?”', () => {
  const send = (tale: Story) =>
    tale.db.notice.updateMany({
      where: { kind: 'still-needed', state: 'PENDING' },
      data: { state: 'SENT', sentAt: tale.house.clock.now() },
    });
  const at = (tale: Story, iso: string): void => tale.house.clock.set(iso);

  test('is asked once a month, a week before its end; two silent months pause the request silently', async () => {
    const tale = new Story(await testHouse());
    const { asker, requestId } = await tale.circle(0);
    const fresh = await tale.circle(0);
    at(tale, '2026-11-24T05:00:00Z');
    expect(await tale.run(askStillNeeded)).toBe(0);
    at(tale, '2026-11-24T07:00:00Z');
    await tale.run((tx) => answerStillNeeded(tx, fresh.asker, fresh.requestId));
    expect(await tale.run(askStillNeeded), 'who has just answered is not asked').toBe(1);
    expect(await tale.run(askStillNeeded)).toBe(0);
    for (const month of ['2026-12', '2027-01']) {
      await nextMonth(tale);
      expect(await tale.run(pauseSilentRequests)).toBe(0);
      at(tale, `${month}-25T07:00:00Z`);
      await tale.run((tx) => answerStillNeeded(tx, fresh.asker, fresh.requestId));
      await tale.run(askStillNeeded);
      await send(tale);
    }
    await nextMonth(tale);
    const mail = await tale.mail(asker);
    expect(await tale.run(pauseSilentRequests)).toBe(1);
    const row = await tale.db.request.findUniqueOrThrow({ where: { id: requestId } });
    expect([row.state, row.pauseReason]).toEqual(['PAUSED', 'SILENCE']);
    expect(await tale.mail(asker), 'silently').toEqual(mail);
    expect((await tale.db.request.findUniqueOrThrow({ where: { id: fresh.requestId } })).state).toBe('ACTIVE');
    await tale.run((tx) => answerStillNeeded(tx, asker, requestId));
    expect((await tale.db.request.findUniqueOrThrow({ where: { id: requestId } })).state, 'a late yes').toBe('ACTIVE');
    expect((await doctor(tale.now)).violations).toEqual([]);
    await tale.house.close();
  });

  test('months in which nobody could be asked, or in which the owner opened the bot, count for nobody', async () => {
    const tale = new Story(await testHouse());
    const { asker, requestId } = await tale.circle(0);
    for (let month = 0; month < 4; month++) await nextMonth(tale); // the bot was off
    expect(await tale.run(pauseSilentRequests)).toBe(0);
    expect((await tale.db.request.findUniqueOrThrow({ where: { id: requestId } })).state).toBe('ACTIVE');
    await tale.db.member.update({ where: { id: asker }, data: { lastSeenAt: tale.house.clock.now() } });
    for (let month = 0; month < 2; month++) {
      tale.house.clock.set(new Date(tale.house.clock.now().getTime() + 26 * DAY).toISOString());
      await tale.run(askStillNeeded);
      await send(tale);
      await nextMonth(tale);
    }
    expect(await tale.run(pauseSilentRequests)).toBe(0);
    await tale.house.close();
  });
});

describe('contributions by name', () => {
  test('are for the circle; the rest of the network sees totals, everybody else nothing', async () => {
    const { asker, givers, requestId } = await story.circle(3);
    const [olga, peter, onlooker] = givers as [string, string, string];
    const names = async (viewer: string) =>
      (await contributionsOf(story.now, viewer, requestId)).map((row) => [row.name, row.promised, row.received]);
    const first = await story.promise(olga, requestId, 3_000n);
    await story.promise(peter, requestId, 1_000n);
    await story.run((tx) => confirm(tx, asker, first, { amount: 2_000n, rest: 'expected' }));
    await story.run((tx) => setNickname(tx, asker, olga, 'Our Olga'));
    expect(await names(asker)).toEqual([
      ['Our Olga', 1_000n, 2_000n],
      ['Person 1', 1_000n, 0n],
    ]);
    expect(await names(peter)).toEqual([['Person 0', 1_000n, 2_000n]]);
    expect(await names(onlooker)).toEqual([]);
    expect((await requestView(story.now, onlooker, requestId))?.coverage).toMatchObject({ promised: 2_000n });
    expect(await names(await story.person())).toEqual([]);
  });

  test('never show who is blocked, who blocked, or who is leaving', async () => {
    const { asker, givers, requestId } = await story.circle(4);
    const [olga, peter, vera, dina] = givers as [string, string, string, string];
    for (const giver of givers) await story.promise(giver, requestId, 1_000n);
    const names = async (viewer: string) =>
      (await contributionsOf(story.now, viewer, requestId)).map((row) => row.name).toSorted();
    await story.contacts(olga, peter);
    await story.run((tx) => block(tx, olga, peter));
    expect(await names(olga)).toEqual(['Person 2', 'Person 3']);
    expect(await names(peter)).toEqual(['Person 2', 'Person 3']);
    await story.run((tx) => block(tx, vera, asker));
    expect(await names(dina), 'who lost sight of the request').toEqual(['Person 0', 'Person 1']);
    expect(await names(vera)).toEqual([]);
    expect(await names(asker)).toEqual(['Person 0', 'Person 1', 'Person 3']);
    await story.db.member.update({ where: { id: dina }, data: { state: 'LEAVING', eraseAt: inDays(7) } });
    expect(await names(asker)).toEqual(['Person 0', 'Person 1']);
    await story.run((tx) => breakContact(tx, asker, peter));
    expect(await names(peter), 'out of sight, out of the circle').toEqual([]);
  });
});

test('a doubled publication and a doubled reopening have one effect', async () => {
  const { asker, requestId } = await story.circle(0);
  await story.run((tx) => closeRequest(tx, asker, requestId, null));
  const outcomes = await Promise.all([1, 2].map(() => story.outcome((tx) => reopenRequest(tx, asker, requestId))));
  expect(outcomes.toSorted()).toEqual(['done', 'stale']);
  expect(await story.outcome((tx) => publishRequest(tx, asker, ASK))).toBe('already-active');
});
