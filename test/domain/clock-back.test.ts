// The machine's clock was wrong and is set back, by minutes or by two days.
import { afterAll, beforeEach, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '../../src/domain/clock.ts';
import { reportHandedOver } from '../../src/domain/commitments/settle.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { pauseEverything, resumeEverything } from '../../src/domain/members/pausing.ts';
import { ownRecommendation, recommend } from '../../src/domain/network/recommendations.ts';
import { setCeiling } from '../../src/domain/pledges/pledges.ts';
import { runWaves } from '../../src/domain/requests/alerts.ts';
import { editRequest } from '../../src/domain/requests/requests.ts';
import { undo } from '../../src/domain/undo/undo.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { SILENT_LOG, Story } from '../support/story.ts';

let house: TestHouse;
let story: Story;
const opened: TestHouse[] = [];
beforeEach(async () => {
  house = await testHouse();
  story = new Story(house);
  opened.push(house);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const goTo = (at: Date): void => house.clock.set(at.toISOString());
const goBack = (ms: number): void => goTo(later(house.clock.now(), -ms));

async function runJobs(): Promise<void> {
  const { jobs } = await runDueJobs(house, allocateInProcess, SILENT_LOG);
  expect(jobs.filter((job) => !job.ok)).toEqual([]);
}

const expectHealth = async (): Promise<void> => expect((await doctor(story.now)).violations).toEqual([]);

test('a month turns once, and nothing of it is done or told twice, however the clock is set back', async () => {
  const { givers, requestId } = await story.circle(4);
  for (const giver of givers.slice(1)) await story.pledge(giver, 4_000n);
  const emergency = await story.emergency(givers[1]!);
  const promiseId = await story.promise(givers[0]!, requestId, 500n);
  await story.run((tx) => reportHandedOver(tx, givers[0]!, promiseId));
  const moments = [
    '2026-11-16T06:01:00Z', // Monday, 09:00; a question whether it came
    '2026-11-24T06:01:00Z', // the digest, and the emergency has ended
    '2026-11-30T21:01:00Z', // the month ends
    '2026-12-05T06:01:00Z', // the reminder of cards that came on the first
    '2026-12-11T21:01:00Z', // cards have lapsed; the summary
    '2026-12-31T21:01:00Z', // the next month ends
  ];
  for (const moment of moments) {
    house.clock.set(moment);
    await runJobs();
    await story.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: house.clock.now() } });
    const before = await story.traces();
    for (const ms of [5 * MINUTE_MS, 2 * DAY_MS]) {
      goTo(later(new Date(moment), -ms));
      await runJobs();
      expect(await story.traces(), `${moment}, set back by ${ms / HOUR_MS} hours`).toEqual(before);
    }
    await expectHealth();
  }
  expect(await story.db.proposal.count({ where: { state: 'LAPSED' } })).toBeGreaterThan(0);
  expect(await story.db.cycle.count({ where: { state: 'CLOSED' } })).toBe(2);
  expect(await story.log(emergency)).toContain('closed by SYSTEM');
});

test('what was just done can be undone after the clock was set back', async () => {
  const { givers, requestId } = await story.circle(2);
  await story.run((tx) => recommend(tx, givers[0]!, requestId, 'KNOW_IN_PERSON'));
  const { id } = await story.db.undo.findFirstOrThrow({ where: { kind: 'RECOMMENDED' } });
  await story.run((tx) => pauseEverything(tx, givers[1]!));
  goBack(5_000);
  expect(await story.outcome((tx) => undo(tx, givers[0]!, id))).toBe('done');
  expect(await story.outcome((tx) => resumeEverything(tx, givers[1]!))).toBe('done');
  expect(await ownRecommendation(story.now, givers[0]!, requestId)).toBeNull();
});

test('a word given before the clock was set back does not carry a request that was changed afterwards', async () => {
  const { asker, givers, requestId } = await story.circle(1);
  await story.run((tx) => recommend(tx, givers[0]!, requestId, 'KNOW_IN_PERSON'));
  goBack(2 * DAY_MS);
  await story.run((tx) => editRequest(tx, asker, requestId, { title: 'Something else' }));
  expect((await ownRecommendation(story.now, givers[0]!, requestId))?.isLiving).toBe(false);
  expect(await story.mail(givers[0]!)).toContain('recommend-again');
});

test('a word given after the clock was set back carries the request that was changed before', async () => {
  const { asker, givers, requestId } = await story.circle(1);
  await story.run((tx) => recommend(tx, givers[0]!, requestId, 'KNOW_IN_PERSON'));
  house.clock.set('2026-11-12T09:00:00Z');
  await story.run((tx) => editRequest(tx, asker, requestId, { title: 'Something else' }));
  goBack(2 * DAY_MS - HOUR_MS);
  await story.run((tx) => recommend(tx, givers[0]!, requestId, 'KNOW_IN_PERSON'));
  expect((await ownRecommendation(story.now, givers[0]!, requestId))?.isLiving).toBe(true);
});

test('an emergency goes on to the next people when the clock was set back to before its last wave', async () => {
  const { asker, givers } = await story.circle(1);
  const others = await story.people(8);
  await story.contacts(givers[0]!, ...others);
  const deadline = later(house.clock.now(), 4 * DAY_MS);
  const requestId = await story.emergency(asker, { deadline });
  await story.promise(givers[0]!, requestId, 5_000n);
  await story.run((tx) => recommend(tx, givers[0]!, requestId, 'KNOW_IN_PERSON'));
  const alerted = () => story.db.emergencyAlert.count({ where: { requestId } });
  const before = await alerted();
  expect(before).toBeLessThan(1 + others.length);
  goBack(2 * DAY_MS);
  await story.run(runWaves);
  expect(await alerted()).toBeGreaterThan(before);
});

test('who lowers their measure after the clock was set back into the month before keeps their promises, and doctor does not complain', async () => {
  const { givers, requestId } = await story.circle(1);
  house.clock.set('2026-11-30T21:30:00Z');
  await runJobs();
  await story.promise(givers[0]!, requestId, 5_000n);
  goBack(HOUR_MS);
  await story.run((tx) => setCeiling(tx, givers[0]!, 100n));
  await runJobs();
  await expectHealth();
});
