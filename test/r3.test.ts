import { afterEach, expect, test } from 'vitest';
import { allocateInProcess } from '../src/domain/allocation/index.ts';
import { doctor } from '../src/domain/doctor/doctor.ts';
import { runDueJobs } from '../src/jobs.ts';
import { type TestHouse, testHouse } from './support/house.ts';
import { SILENT_LOG, Story } from './support/story.ts';

let house: TestHouse;
afterEach(() => house.close());

type Absence = readonly [
  what: string,
  zone: string,
  lastSeen: string,
  back: string,
  closed: readonly string[],
  boundaries: readonly string[],
];

// Boundaries are written down, not computed: Berlin is at +1 in winter and at +2 in summer, New York at −5 and −4.
const ABSENCES: readonly Absence[] = [
  [
    '1 hour',
    'Europe/Moscow',
    '2026-11-30T20:30:00Z',
    '2026-11-30T21:30:00Z',
    ['2026-11'],
    ['2026-11-30T21:00:00.000Z'],
  ],
  [
    '3 days',
    'Europe/Moscow',
    '2026-11-29T12:00:00Z',
    '2026-12-02T12:00:00Z',
    ['2026-11'],
    ['2026-11-30T21:00:00.000Z'],
  ],
  [
    '65 days',
    'Europe/Moscow',
    '2026-11-20T12:00:00Z',
    '2027-01-24T12:00:00Z',
    ['2026-11', '2026-12'],
    ['2026-11-30T21:00:00.000Z', '2026-12-31T21:00:00.000Z'],
  ],
  [
    'the end of summer time',
    'Europe/Berlin',
    '2026-10-20T12:00:00Z',
    '2026-11-02T12:00:00Z',
    ['2026-10'],
    ['2026-10-31T23:00:00.000Z'],
  ],
  [
    'the begin of summer time',
    'America/New_York',
    '2027-02-20T12:00:00Z',
    '2027-04-02T12:00:00Z',
    ['2027-02', '2027-03'],
    ['2027-03-01T05:00:00.000Z', '2027-04-01T04:00:00.000Z'],
  ],
  [
    'January’s 31 days into February’s 28',
    'Europe/Berlin',
    '2027-01-30T12:00:00Z',
    '2027-03-01T12:00:00Z',
    ['2027-01', '2027-02'],
    ['2027-01-31T23:00:00.000Z', '2027-02-28T23:00:00.000Z'],
  ],
  [
    'new year',
    'Europe/Berlin',
    '2026-12-31T20:00:00Z',
    '2027-01-01T01:00:00Z',
    ['2026-12'],
    ['2026-12-31T23:00:00.000Z'],
  ],
];

test.each(ABSENCES)(
  'off over %s: each missed month is closed once, dated by its boundary; one card a giver; nothing twice (R3)',
  async (_what, zone, lastSeen, back, closed, boundaries) => {
    house = await testHouse({ timezone: zone }, lastSeen);
    const story = new Story(house);
    const { givers } = await story.circle(2, { amount: 9_000n });
    for (const giver of givers) await story.pledge(giver, 5_000n);
    const run = () => runDueJobs(house, allocateInProcess, SILENT_LOG);
    expect((await run()).closed).toEqual([]);
    house.clock.set(back);
    const startedAt = performance.now();
    const result = await run();
    expect(performance.now() - startedAt, 'caught up within a minute of the start').toBeLessThan(60_000);
    expect(result.jobs.filter((job) => !job.ok)).toEqual([]);
    expect(result.closed).toEqual(closed);
    const cycles = await story.db.cycle.findMany({ where: { state: 'CLOSED' }, orderBy: { startsAt: 'asc' } });
    expect(cycles.map((row) => row.closedAt?.toISOString())).toEqual(boundaries);
    const cards = () => story.db.notice.count({ where: { kind: 'proposals-card' } });
    expect(await cards(), 'of several missed months only the newest asks').toBe(2);
    for (const times of [1, 2]) expect((await run()).closed, `again, ${times}`).toEqual([]);
    expect(await cards()).toBe(2);
    expect(await story.db.event.count({ where: { subject: 'CYCLE', event: { startsWith: 'closed' } } })).toBe(
      closed.length,
    );
    expect((await doctor(story.now)).violations).toEqual([]);
  },
);
