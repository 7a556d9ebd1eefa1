import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { acceptProposal, declineProposal, skipCard } from '../../../src/domain/commitments/accept.ts';
import { givePart } from '../../../src/domain/commitments/give-part.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { setLanguage } from '../../../src/domain/members/members.ts';
import { pauseEverything, resumeEverything } from '../../../src/domain/members/pausing.ts';
import { setQuietHours, setTimezone, settingsOf } from '../../../src/domain/members/settings.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { ownRecommendation, recommend, withdrawRecommendation } from '../../../src/domain/network/recommendations.ts';
import { pledgeTo } from '../../../src/domain/pledges/directed.ts';
import { ownCeiling } from '../../../src/domain/pledges/measure.ts';
import { setCeiling, withdrawPledge } from '../../../src/domain/pledges/pledges.ts';
import { setExcluded } from '../../../src/domain/pledges/wishes.ts';
import { closeRequest, editRequest, reopenRequest } from '../../../src/domain/requests/requests.ts';
import { undoOf } from '../../../src/domain/undo/kept.ts';
import { undo } from '../../../src/domain/undo/undo.ts';
import type { UndoKind } from '../../../src/generated/prisma/enums.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

// "Withdraw a pledge, request, recommendation, decline or settings change within ten minutes by one button."

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterEach(async () => {
  expect((await doctor(story.now)).violations).toEqual([]);
});
afterAll(() => house.close());

const MONEY = { monthly: true, form: 'MONEY', description: null } as const;

/** The id by which the act can be undone. */
async function idOf(memberId: string, kind: UndoKind, aboutId: string): Promise<string> {
  const id = await undoOf(story.now, memberId, kind, aboutId);
  if (id === null) throw new Error('nothing to undo');
  return id;
}

/** Undoes it, twice: a double tap has one effect. Nobody gets a message by it. */
async function back(memberId: string, kind: UndoKind, aboutId: string): Promise<void> {
  const id = await idOf(memberId, kind, aboutId);
  const mail = await story.db.notice.findMany({ select: { id: true } });
  await story.run((tx) => undo(tx, memberId, id));
  const once = await story.traces();
  await story.run((tx) => undo(tx, memberId, id));
  expect(await story.traces()).toEqual(once);
  const known = new Set(mail.map((notice) => notice.id));
  expect((await story.db.notice.findMany()).filter((notice) => !known.has(notice.id))).toEqual([]);
}

const stateOf = async (pledgeId: string) =>
  (await story.db.pledge.findUniqueOrThrow({ where: { id: pledgeId } })).state;
const requestState = async (id: string) => (await story.db.request.findUniqueOrThrow({ where: { id } })).state;
const pass = (minutes: number): void =>
  house.clock.set(new Date(house.clock.now().getTime() + minutes * 60_000).toISOString());

test('an open pledge that was just made is taken back, and the measure that came with it', async () => {
  const giver = await story.person();
  const id = await story.pledge(giver, 3_000n);
  expect((await ownCeiling(story.now, giver)).amount).toBe(3_000n);
  await back(giver, 'PLEDGE_MADE', id);
  expect([await stateOf(id), (await ownCeiling(story.now, giver)).amount]).toEqual(['WITHDRAWN', null]);
  expect(await story.log(id)).toEqual(['pledged by GIVER', 'withdrawn by GIVER']);
});

test('a pledge to a request is taken back without a trace; one made again gets its earlier amount back', async () => {
  const { asker, givers, requestId } = await story.circle(2);
  const [anna, boris] = givers as [string, string];
  const first = await story.run((tx) => pledgeTo(tx, anna, { ...MONEY, requestId, amount: 1_000n }));
  expect(await story.mail(asker)).toContain('pledge-made');
  const other = await story.run((tx) => pledgeTo(tx, boris, { ...MONEY, requestId, amount: 500n }));
  await back(boris, 'PLEDGE_MADE', other);
  expect(await story.mail(asker), 'another one of that day stands').toContain('pledge-made');
  await story.run((tx) => pledgeTo(tx, anna, { ...MONEY, requestId, amount: 4_000n }));
  expect((await ownCeiling(story.now, anna)).next?.amount).toBe(4_000n);
  await back(anna, 'PLEDGE_MADE', first);
  expect(await story.db.pledge.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
    amount: 1_000n,
    state: 'ACTIVE',
  });
  expect(await ownCeiling(story.now, anna)).toEqual({ amount: 1_000n, next: null });
  await story.run((tx) => withdrawPledge(tx, anna, first));
  await back(anna, 'PLEDGE_WITHDRAWN', first);
  expect(await stateOf(first)).toBe('ACTIVE');
  expect(await story.log(first)).toEqual([
    'pledged by GIVER',
    'changed by GIVER',
    'restored by GIVER',
    'withdrawn by GIVER',
    'restored by GIVER',
  ]);
});

test('a withdrawn open pledge stands again, unless another took its place', async () => {
  const giver = await story.person();
  const id = await story.pledge(giver, 3_000n);
  await story.run((tx) => withdrawPledge(tx, giver, id));
  await back(giver, 'PLEDGE_WITHDRAWN', id);
  expect(await story.db.pledge.findUnique({ where: { openSlot: giver } })).toMatchObject({ id, state: 'ACTIVE' });
  await story.run((tx) => withdrawPledge(tx, giver, id));
  const undoId = await idOf(giver, 'PLEDGE_WITHDRAWN', id);
  await story.pledge(giver, 1_000n);
  expect(await story.outcome((tx) => undo(tx, giver, undoId))).toBe('stale');
});

test('a request that was just published is withdrawn: who was not told yet is not told', async () => {
  const asker = await story.person();
  const [near, read] = (await story.people(2)) as [string, string];
  await story.contacts(asker, near, read);
  const id = await story.request(asker);
  await story.db.notice.updateMany({
    where: { memberId: read, kind: 'contact-asks' },
    data: { state: 'SENT', sentAt: house.clock.now() },
  });
  await back(asker, 'REQUEST_PUBLISHED', id);
  expect(await requestState(id)).toBe('CLOSED');
  expect([await story.mail(near), await story.mail(read)].map((mail) => mail.includes('contact-asks'))).toEqual([
    false,
    true,
  ]);
  expect((await story.db.member.findUniqueOrThrow({ where: { id: asker } })).doublingBase).toBeNull();
  await story.request(asker, { amount: 50_000n });
});

test('an emergency that was just published gives the monthly request back', async () => {
  const { asker, givers, requestId } = await story.circle(1);
  const id = await story.emergency(asker);
  expect(await story.mail(givers[0]!)).toContain('emergency-alert');
  await back(asker, 'REQUEST_PUBLISHED', id);
  expect([await requestState(id), await requestState(requestId)]).toEqual(['CLOSED', 'ACTIVE']);
  expect(await story.mail(givers[0]!)).not.toContain('emergency-alert');
  expect(await story.db.emergencyAlert.count({ where: { requestId: id } })).toBe(0);
});

test('nothing is taken back that somebody built on: a promise to the request, a change of it, a promise of the pledge', async () => {
  const { asker, givers, requestId } = await story.circle(1);
  const undoId = await idOf(asker, 'REQUEST_PUBLISHED', requestId);
  await story.promise(givers[0]!, requestId, 1_000n);
  const before = await story.traces();
  expect(await story.outcome((tx) => undo(tx, asker, undoId))).toBe('undo-built-on');
  expect(await story.traces()).toEqual(before);
  await story.run((tx) => setCeiling(tx, givers[0]!, 9_000n));
  const pledge = await story.run((tx) => pledgeTo(tx, givers[0]!, { ...MONEY, requestId, amount: 900n }));
  const pledgeUndo = await idOf(givers[0]!, 'PLEDGE_MADE', pledge);
  await story.run((tx) => givePart(tx, givers[0]!, pledge));
  expect(await story.outcome((tx) => undo(tx, givers[0]!, pledgeUndo))).toBe('undo-built-on');
  const other = await story.person();
  const edited = await story.request(other);
  const editedUndo = await idOf(other, 'REQUEST_PUBLISHED', edited);
  await story.run((tx) => editRequest(tx, other, edited, { title: 'Something else' }));
  expect(await story.outcome((tx) => undo(tx, other, editedUndo))).toBe('stale');
});

test('a request that was just closed is opened again, with the pledges that the closing freed', async () => {
  const { asker, givers, requestId } = await story.circle(2);
  const [anna, boris] = givers as [string, string];
  const pledge = await story.run((tx) => pledgeTo(tx, anna, { ...MONEY, requestId, amount: 1_000n }));
  await story.promise(boris, requestId, 500n);
  await story.run((tx) => closeRequest(tx, asker, requestId, 'all is well'));
  expect([await stateOf(pledge), await story.mail(boris)]).toEqual([
    'WITHDRAWN',
    expect.arrayContaining(['request-closed']),
  ]);
  await story.run((tx) => reopenRequest(tx, asker, requestId));
  expect([await requestState(requestId), await stateOf(pledge)]).toEqual(['ACTIVE', 'ACTIVE']);
  expect(await story.db.request.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({
    closedAt: null,
    activeSlot: asker,
  });
  expect(await story.mail(boris)).not.toContain('request-closed');
});

test('a recommendation is taken back, and a withdrawn one given back: who saw the request by it loses and regains it', async () => {
  const { asker, givers, requestId } = await story.circle(1);
  const friend = givers[0]!;
  const far = await story.person('Far');
  await story.contacts(friend, far);
  await story.run((tx) => recommend(tx, friend, requestId, 'NEIGHBOUR'));
  expect([await maySeeRequest(story.now, far, requestId), await story.mail(far)]).toEqual([
    true,
    ['recommended-request'],
  ]);
  await back(friend, 'RECOMMENDED', requestId);
  expect([await maySeeRequest(story.now, far, requestId), await story.mail(far)]).toEqual([false, []]);
  expect(await ownRecommendation(story.now, friend, requestId)).toBeNull();
  expect(await story.mail(asker)).not.toContain('request-recommended');
  await story.run((tx) => recommend(tx, friend, requestId, 'NEIGHBOUR'));
  const pledge = await story.run((tx) => pledgeTo(tx, far, { ...MONEY, requestId, amount: 1_000n }));
  await story.run((tx) => recommend(tx, friend, requestId, 'RELATIVE'));
  await back(friend, 'RECOMMENDED', requestId);
  expect(await ownRecommendation(story.now, friend, requestId)).toMatchObject({ reason: 'NEIGHBOUR', isLiving: true });
  await story.run((tx) => withdrawRecommendation(tx, friend, requestId));
  expect(await stateOf(pledge)).toBe('PAUSED');
  await back(friend, 'RECOMMENDATION_WITHDRAWN', requestId);
  expect([await maySeeRequest(story.now, far, requestId), await stateOf(pledge)]).toEqual([true, 'ACTIVE']);
});

test('language, zone and quiet hours are as they were; what was changed again meanwhile stays', async () => {
  const member = await story.person();
  const before = await settingsOf(story.now, member);
  await story.run((tx) => setLanguage(tx, member, 'uk'));
  await story.run((tx) => setTimezone(tx, member, 'Asia/Tokyo'));
  await story.run((tx) => setQuietHours(tx, member, { from: 0, to: 0 }));
  for (const kind of ['LANGUAGE', 'TIMEZONE', 'QUIET_HOURS'] as const) await back(member, kind, member);
  expect(await settingsOf(story.now, member)).toEqual(before);
  await story.run((tx) => setLanguage(tx, member, 'en'));
  const undoId = await idOf(member, 'LANGUAGE', member);
  await story.run((tx) => setLanguage(tx, member, 'uk'));
  expect(await story.outcome((tx) => undo(tx, member, undoId)), 'only the newest act can be undone').toBe('undo-late');
  expect((await settingsOf(story.now, member)).language).toBe('uk');
});

test('after ten minutes, and for everyone else at any time, there is one and the same answer', async () => {
  const [member, other] = (await story.people(2)) as [string, string];
  const pledge = await story.pledge(member, 1_000n);
  const undoId = await idOf(member, 'PLEDGE_MADE', pledge);
  expect(await story.outcome((tx) => undo(tx, other, undoId))).toBe('undo-late');
  expect(await story.outcome((tx) => undo(tx, other, house.ids.id()))).toBe('undo-late');
  const at = house.clock.now().toISOString();
  pass(10);
  const before = await story.traces();
  expect(await story.outcome((tx) => undo(tx, member, undoId))).toBe('undo-late');
  expect([await story.traces(), await undoOf(story.now, member, 'PLEDGE_MADE', pledge)]).toEqual([before, null]);
  house.clock.set(at);
  expect(await stateOf(pledge)).toBe('ACTIVE');
});

describe('on the month’s card', () => {
  let giver: string;
  let asker: string;
  let requestId: string;
  let pledge: string;
  let cardId: string;

  const offers = async (): Promise<string[]> =>
    (await story.db.proposal.findMany({ where: { giverId: giver }, orderBy: { id: 'asc' } })).map((row) => row.state);

  beforeAll(async () => {
    house.clock.set('2026-11-20T09:00:00Z');
    giver = await story.person('Giver');
    const other = await story.person('Other');
    asker = await story.person('Asker');
    await story.contacts(giver, asker, other);
    requestId = await story.request(asker);
    await story.request(other);
    pledge = await story.pledge(giver, 4_000n);
    house.clock.set('2026-12-01T07:00:00Z');
    await runDueJobs(house, allocateInProcess, SILENT_LOG);
    const card = await story.db.card.findFirstOrThrow({ where: { giverId: giver } });
    cardId = card.id;
    await story.db.card.update({ where: { id: cardId }, data: { deliveredAt: house.clock.now() } });
  }, 60_000);

  test('what was declined or skipped waits again for an answer', async () => {
    expect(await offers()).toEqual(['OFFERED', 'OFFERED']);
    const { id } = await story.db.proposal.findFirstOrThrow({ where: { giverId: giver, requestId } });
    await story.run((tx) => declineProposal(tx, giver, id));
    await back(giver, 'PROPOSALS_DECLINED', id);
    await story.run((tx) => skipCard(tx, giver, cardId));
    expect((await story.db.card.findUniqueOrThrow({ where: { id: cardId } })).answeredAt).not.toBeNull();
    await back(giver, 'PROPOSALS_DECLINED', cardId);
    expect(await offers()).toEqual(['OFFERED', 'OFFERED']);
    expect((await story.db.card.findUniqueOrThrow({ where: { id: cardId } })).answeredAt).toBeNull();
  });

  test('what a withdrawn pledge or a pause of everything took back waits again', async () => {
    await story.run((tx) => withdrawPledge(tx, giver, pledge));
    expect(await offers()).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    await back(giver, 'PLEDGE_WITHDRAWN', pledge);
    await story.run((tx) => pauseEverything(tx, giver));
    expect(await offers()).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    await story.run((tx) => resumeEverything(tx, giver));
    expect(await offers()).toEqual(['OFFERED', 'OFFERED']);
  });

  test('what it needs is no longer free, its pledge is gone, or it was accepted meanwhile: then it stays as it is', async () => {
    const { id } = await story.db.proposal.findFirstOrThrow({ where: { giverId: giver, requestId } });
    const declined = async (): Promise<string> => {
      await story.run((tx) => declineProposal(tx, giver, id));
      return idOf(giver, 'PROPOSALS_DECLINED', id);
    };
    let undoId = await declined();
    await story.run((tx) => withdrawPledge(tx, giver, pledge));
    expect(await story.outcome((tx) => undo(tx, giver, undoId))).toBe('stale');
    await back(giver, 'PLEDGE_WITHDRAWN', pledge);
    await story.run((tx) => undo(tx, giver, undoId));
    undoId = await declined();
    await story.run((tx) => setExcluded(tx, giver, pledge, [asker]));
    expect(await story.outcome((tx) => undo(tx, giver, undoId)), 'not for whom it is not meant any more').toBe('stale');
    await story.run((tx) => setExcluded(tx, giver, pledge, []));
    await story.run((tx) => undo(tx, giver, undoId));
  });

  test('an answer given after the act stands, and so does what another act took from somebody else’s card', async () => {
    const { id } = await story.db.proposal.findFirstOrThrow({ where: { giverId: giver, requestId } });
    const state = async () => (await story.db.proposal.findUniqueOrThrow({ where: { id } })).state;
    await story.pledge(giver, 4_001n);
    house.clock.set('2026-12-01T07:01:00Z');
    await story.run((tx) => skipCard(tx, giver, cardId));
    await back(giver, 'PLEDGE_MADE', pledge);
    expect(await state()).toBe('DECLINED');
    await back(giver, 'PROPOSALS_DECLINED', cardId);
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    await story.run((tx) => reopenRequest(tx, asker, requestId));
    expect(await state(), 'the next round offers it again').toBe('WITHDRAWN');
  });

  test('what was accepted meanwhile is not offered again', async () => {
    const { id } = await story.db.proposal.findFirstOrThrow({ where: { giverId: giver, state: 'OFFERED' } });
    await story.run((tx) => declineProposal(tx, giver, id));
    const undoId = await idOf(giver, 'PROPOSALS_DECLINED', id);
    await story.run((tx) => acceptProposal(tx, giver, id));
    expect(await story.outcome((tx) => undo(tx, giver, undoId))).toBe('stale');
  });
});
