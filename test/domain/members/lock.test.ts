import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEvent } from '../../../src/db/events.ts';
import { openPaymentDetails } from '../../../src/domain/commitments/open-details.ts';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import {
  answerUnlock,
  askUnlock,
  lockOf,
  lockRequests,
  unlockByTime,
  unlockQuestion,
} from '../../../src/domain/members/lock.ts';
import { breakContact } from '../../../src/domain/network/blocks.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { requestView } from '../../../src/domain/requests/queries.ts';
import {
  closeRequest,
  editRequest,
  pauseRequest,
  publishRequest,
  resumeRequest,
} from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { ASK, HELP, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const inHours = (hours: number): string => new Date(house.clock.now().getTime() + hours * 3_600_000).toISOString();

const askOf = async (memberId: string): Promise<string> =>
  (await story.db.unlockAsk.findUniqueOrThrow({ where: { openSlot: memberId } })).id;

const keyOf = async (id: string): Promise<string> =>
  (await story.db.member.findUniqueOrThrow({ where: { id } })).personKey;

const isLocked = async (memberId: string): Promise<boolean> => (await lockOf(story.now, memberId)) !== null;

/** A locked asker with contacts, one of whom has promised something. */
async function locked(contacts = 2) {
  const { asker, givers, requestId } = await story.circle(contacts, { newPaymentDetail: 'card 1234', amount: 10_000n });
  const promiseId = await story.promise(givers[0]!, requestId, 1_000n);
  house.clock.set(inHours(1));
  await story.run((tx) => lockRequests(tx, asker));
  return { asker, givers, requestId, promiseId };
}

/** The same with unlocking asked for. */
async function asked(contacts = 2) {
  const made = await locked(contacts);
  await story.run((tx) => askUnlock(tx, made.asker));
  return { ...made, askId: await askOf(made.asker) };
}

describe('a lock', () => {
  test('freezes the requests: nobody but their owner sees them, nothing can be promised, payment details stay closed', async () => {
    const { asker, givers, requestId, promiseId } = await locked();
    const [giver, other] = givers as [string, string];
    expect(await maySeeRequest(story.now, giver, requestId)).toBe(false);
    expect((await requestView(story.now, asker, requestId))?.isLocked).toBe(true);
    const help = (tx: Parameters<typeof helpNow>[0]) => helpNow(tx, other, { ...HELP, requestId, amount: 500n });
    expect(await story.outcome(help)).toBe('not-found');
    expect(await story.outcome((tx) => openPaymentDetails(tx, giver, promiseId))).toBe('recipient-locked');
    expect(await story.db.paymentDetailOpening.count({ where: { promiseId } })).toBe(0);
    expect(await story.log(await keyOf(asker))).toEqual(['joined by OWNER', 'locked by OWNER']);
    expect(await story.outcome((tx) => lockRequests(tx, asker))).toBe('stale');
  });

  test('lets its owner neither publish, edit, resume, close nor change payment details', async () => {
    const { asker, requestId } = await locked();
    const refused = async (command: Parameters<typeof story.outcome>[0]) =>
      expect(await story.outcome(command)).toBe('locked');
    await refused((tx) => publishRequest(tx, asker, ASK));
    await refused((tx) => editRequest(tx, asker, requestId, { title: 'Another' }));
    await refused((tx) => editRequest(tx, asker, requestId, { how: { kind: 'new', value: 'card 666' } }));
    await refused((tx) => closeRequest(tx, asker, requestId, 'Write to @thief'));
    await story.run((tx) => pauseRequest(tx, asker, requestId));
    await refused((tx) => resumeRequest(tx, asker, requestId));
  });

  test('withdraws waiting proposals silently', async () => {
    const { asker, givers, requestId } = await story.circle(1);
    const giver = givers[0]!;
    const pledgeId = await story.pledge(giver, 2_000n);
    const cycle = await story.db.cycle.findUniqueOrThrow({ where: { openSlot: 1 } });
    const ids = { round: house.ids.id(), card: house.ids.id(), proposal: house.ids.id() };
    const at = house.clock.now();
    await story.db.round.create({
      data: {
        id: ids.round,
        cycleId: cycle.id,
        kind: 'WEEKLY',
        dueAt: at,
        seed: '1',
        givers: 1,
        requests: 1,
        pairs: 1,
        proposals: 1,
        allocated: 2_000n,
        certificate: 'ok',
      },
    });
    await story.db.card.create({ data: { id: ids.card, roundId: ids.round, giverId: giver, createdAt: at } });
    await story.db.proposal.create({
      data: {
        id: ids.proposal,
        cycleId: cycle.id,
        roundId: ids.round,
        cardId: ids.card,
        giverId: giver,
        requestId,
        pledgeId,
        directed: false,
        amount: 2_000n,
        state: 'OFFERED',
        reason: {},
        createdAt: at,
      },
    });
    const offered = {
      event: 'offered',
      from: null,
      to: 'OFFERED',
      role: 'SYSTEM',
      actorKey: null,
      amount: 2_000n,
    } as const;
    await story.run((tx) => appendEvent(tx, { subject: 'PROPOSAL', subjectId: ids.proposal, ...offered }));
    const mail = await story.mail(giver);
    await story.run((tx) => lockRequests(tx, asker));
    expect((await story.db.proposal.findUniqueOrThrow({ where: { id: ids.proposal } })).state).toBe('WITHDRAWN');
    expect(await story.mail(giver)).toEqual(mail);
  });

  test('and a promise made at the same moment: one comes before the other, never a promise to a locked request', async () => {
    for (let round = 0; round < 5; round++) {
      const { asker, givers, requestId } = await story.circle(1);
      const [helped] = await Promise.all([
        story.outcome((tx) => helpNow(tx, givers[0]!, { ...HELP, requestId, amount: 100n })),
        story.run((tx) => lockRequests(tx, asker)),
      ]);
      const lock = await story.db.event.findFirstOrThrow({ where: { subjectId: await keyOf(asker), event: 'locked' } });
      const promise = await story.db.commitment.findFirst({ where: { requestId } });
      expect(promise === null).toBe(helped === 'not-found');
      if (promise === null) continue;
      const made = await story.db.event.findFirstOrThrow({ where: { subjectId: promise.id } });
      expect(made.id < lock.id || made.at <= lock.at).toBe(true);
    }
  });
});

describe('unlocking', () => {
  test('asks at most five contacts of longest standing, none who came after the lock', async () => {
    const { asker, givers } = await locked(4);
    house.clock.set(inHours(1));
    const late = await story.person('Late');
    await story.contacts(asker, late);
    expect(await story.outcome((tx) => askUnlock(tx, givers[0]!))).toBe('stale');
    await story.run((tx) => askUnlock(tx, asker));
    const witnesses = await story.db.unlockWitness.findMany({ where: { askId: await askOf(asker) } });
    expect(witnesses.map((row) => row.memberId).sort()).toEqual([...givers].sort());
    expect(await story.mail(givers[0]!)).toContain('unlock-asked');
    expect(await story.mail(late)).not.toContain('unlock-asked');
    expect(await story.outcome((tx) => askUnlock(tx, asker))).toBe('stale');
    const crowd = await asked(7);
    expect(await story.db.unlockWitness.count({ where: { askId: crowd.askId } })).toBe(5);
  });

  test('takes one yes of a contact; the owner is told, and everything is as before', async () => {
    const { asker, givers, requestId, promiseId, askId } = await asked();
    const [giver, other] = givers as [string, string];
    await story.run((tx) => answerUnlock(tx, other, askId, true));
    expect(await isLocked(asker)).toBe(false);
    expect(await maySeeRequest(story.now, giver, requestId)).toBe(true);
    expect(await story.run((tx) => openPaymentDetails(tx, giver, promiseId))).toMatchObject({ value: 'card 1234' });
    expect(await story.mail(asker)).toContain('unlocked');
    expect(await noticeView(story.now, 'unlock-asked', giver, { askId })).toBeNull();
    expect(await story.outcome((tx) => answerUnlock(tx, giver, askId, false))).toBe('stale');
    expect(await story.outcome((tx) => answerUnlock(tx, other, askId, true))).toBe('stale');
    expect(await story.log(await keyOf(asker))).toEqual([
      'joined by OWNER',
      'locked by OWNER',
      'unlock-asked by OWNER',
      'unlocked by OWNER',
    ]);
  });

  test('happens by itself 72 hours after it was asked for, not earlier, and not without asking', async () => {
    const silent = await locked();
    const { asker } = await asked();
    house.clock.set(inHours(71.9));
    await story.run(unlockByTime);
    expect(await isLocked(asker)).toBe(true);
    house.clock.set(inHours(0.2));
    expect(await story.run(unlockByTime)).toBe(1);
    expect(await story.run(unlockByTime)).toBe(0);
    expect([await isLocked(asker), await isLocked(silent.asker)]).toEqual([false, true]);
    expect((await story.log(await keyOf(asker))).at(-1)).toBe('unlocked by SYSTEM');
  });

  test('does not happen by itself after a no; a yes still unlocks, also of the one who doubted', async () => {
    const { asker, givers, askId } = await asked();
    const [giver] = givers as [string, string];
    await story.run((tx) => answerUnlock(tx, giver, askId, false));
    expect((await unlockQuestion(story.now, giver, askId))?.mine).toBe('NO');
    expect(await story.outcome((tx) => answerUnlock(tx, giver, askId, false))).toBe('stale');
    expect(await story.outcome((tx) => askUnlock(tx, asker))).toBe('too-many-today');
    expect((await lockOf(story.now, asker))?.ask?.unlocksAt).toBeNull();
    house.clock.set(inHours(80));
    await story.run(unlockByTime);
    expect(await isLocked(asker)).toBe(true);
    await story.run((tx) => answerUnlock(tx, giver, askId, true));
    expect(await isLocked(asker)).toBe(false);
  });

  test('can be asked for again a day after a no; the earlier question is settled then', async () => {
    const { asker, givers, askId } = await asked();
    await story.run((tx) => answerUnlock(tx, givers[0]!, askId, false));
    house.clock.set(inHours(25));
    await story.run((tx) => askUnlock(tx, asker));
    expect(await story.outcome((tx) => answerUnlock(tx, givers[1]!, askId, true))).toBe('stale');
    expect((await story.mail(givers[1]!)).filter((kind) => kind === 'unlock-asked')).toHaveLength(2);
    expect((await lockOf(story.now, asker))?.ask?.unlocksAt).not.toBeNull();
  });

  test('is answered by nobody who was not asked, who broke the contact, or who forged the question', async () => {
    const { asker, givers, askId } = await asked();
    const stranger = await story.person('Stranger');
    for (const id of [asker, stranger]) {
      expect(await story.outcome((tx) => answerUnlock(tx, id, askId, true))).toBe('not-found');
      expect(await unlockQuestion(story.now, id, askId)).toBeNull();
    }
    expect(await story.outcome((tx) => answerUnlock(tx, givers[0]!, house.ids.id(), true))).toBe('not-found');
    await story.run((tx) => breakContact(tx, givers[0]!, asker));
    expect(await story.outcome((tx) => answerUnlock(tx, givers[0]!, askId, true))).toBe('stale');
    expect(await isLocked(asker)).toBe(true);
  });

  test('of two contacts who say yes at once, one unlocks', async () => {
    const { givers, askId, asker } = await asked();
    const outcomes = await Promise.all(givers.map((id) => story.outcome((tx) => answerUnlock(tx, id, askId, true))));
    expect(outcomes.sort()).toEqual(['done', 'stale']);
    expect((await story.mail(asker)).filter((kind) => kind === 'unlocked')).toHaveLength(1);
  });

  test('leaves a log that the doctor finds in order', async () => {
    const { violations } = await doctor(story.now);
    expect(violations.filter(({ invariant }) => invariant !== 'R5')).toEqual([]);
  });
});
