import { afterAll, beforeAll, expect, test } from 'vitest';
import { reading } from '../../../src/db/transaction.ts';
import { confirm, reportHandedOver } from '../../../src/domain/commitments/settle.ts';
import { sayThanks, sayWithReport } from '../../../src/domain/commitments/words.ts';
import { exportMember } from '../../../src/domain/export/export.ts';
import { myData } from '../../../src/domain/export/my-data.ts';
import { switchNotices } from '../../../src/domain/members/settings.ts';
import { block } from '../../../src/domain/network/blocks.ts';
import { reportAbuse } from '../../../src/domain/network/reports.ts';
import { setCeiling, setOpenPledge } from '../../../src/domain/pledges/pledges.ts';
import { setStandingYes } from '../../../src/domain/pledges/standing-yes.ts';
import { Story } from '../../support/story.ts';
import { liveAMonth, type Month } from '../doctor/month.ts';

let month: Month;
beforeAll(async () => {
  month = await liveAMonth();
});
afterAll(() => month.house.close());

const exported = async (id: string, withCeiling = false) => {
  const data = await exportMember(reading(month.house), id, { withCeiling });
  return JSON.parse(JSON.stringify(data)) as Exported;
};

interface Exported {
  member: object;
  contacts: object[];
  requests: object[];
  pledges: object[];
  proposals: object[];
  promises: { state: string; direction: string; events: { event: string }[] }[];
  paymentDetails: object[];
}

const keysOf = (list: object[]): string[] => Object.keys(list[0] ?? {});
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test('the export has exactly the keys of the format, in every list', async () => {
  const giver = await exported(month.ids.vera);
  const asker = await exported(month.ids.anna);
  const lists = [
    'contacts',
    'requests',
    'pledges',
    'proposals',
    'promises',
    'recommendations',
    'paymentDetails',
    'notices',
  ];
  expect(Object.keys(giver)).toEqual(['member', ...lists]);
  expect(Object.keys(giver.member)).toEqual(['telegramId', 'name', 'language', 'joinedAt']);
  expect(keysOf(giver.contacts)).toEqual(['name', 'since', 'origin']);
  expect(keysOf(asker.requests)).toEqual(['id', 'kind', 'title', 'amount', 'state', 'reach']);
  expect(keysOf(giver.pledges)).toEqual(['id', 'kind', 'amount', 'form', 'state', 'request']);
  expect(keysOf(giver.proposals)).toEqual(['id', 'request', 'to', 'amount', 'state', 'reason']);
  const promise = [
    'id',
    'direction',
    'counterpart',
    'request',
    'amount',
    'confirmed',
    'state',
    'cycle',
    'dueAt',
    'events',
  ];
  expect(keysOf(giver.promises)).toEqual(promise);
});

test('amounts are strings of minor units, times ISO 8601 UTC, kinds in small letters', async () => {
  const asker = await exported(month.ids.anna);
  expect(asker.member).toMatchObject({ telegramId: '501', name: 'Nameanna', language: 'ru' });
  expect(asker.requests).toEqual([
    expect.objectContaining({ kind: 'monthly', title: 'Roof', amount: '20000', state: 'ACTIVE', reach: 2 }),
  ]);
  const giver = await exported(month.ids.vera);
  expect(giver.pledges).toEqual([
    expect.objectContaining({ kind: 'open', amount: '10000', form: 'money', state: 'ACTIVE', request: null }),
  ]);
  for (const contact of giver.contacts) {
    expect(contact).toMatchObject({ since: expect.stringMatching(ISO), origin: 'invite' });
  }
});

test('a promise tells its whole history, seen from its own side', async () => {
  const asker = await exported(month.ids.anna);
  const confirmed = asker.promises.find((promise) => promise.state === 'CONFIRMED' && promise.events.length > 2);
  expect(confirmed).toMatchObject({ direction: 'received', cycle: '2026-12', dueAt: expect.stringMatching(ISO) });
  expect(confirmed?.events.map(({ event }) => event)).toEqual([
    'promised',
    'reported',
    'not-yet',
    'reported',
    'confirmed',
  ]);
  expect(confirmed?.events.at(-1)).toEqual({
    at: expect.stringMatching(ISO),
    event: 'confirmed',
    actor: 'recipient',
    amount: expect.stringMatching(/^\d+$/),
  });
});

test('payment details are readable, and the asker sees nobody they do not deal with', async () => {
  const asker = await exported(month.ids.anna);
  expect(asker.paymentDetails).toEqual([expect.objectContaining({ value: 'card of Roof', isDefault: true })]);
  expect(JSON.stringify(asker)).not.toContain('Nameegor');
});

test("the measure is in its owner's file and nowhere else", async () => {
  expect(await exported(month.ids.vera, true)).toMatchObject({ ceiling: '10000' });
  expect(await exported(month.ids.egor, true)).toMatchObject({ ceiling: null });
  expect(Object.keys(await exported(month.ids.vera))).not.toContain('ceiling');
});

test('the same state gives the same bytes', async () => {
  expect(JSON.stringify(await exported(month.ids.gleb))).toBe(JSON.stringify(await exported(month.ids.gleb)));
});

test('what is shown to a member about themselves has their own words and choices too, and nobody they do not see', async () => {
  const story = new Story(month.house);
  const { asker, givers, requestId } = await story.circle(2, { link: 'https://example.org/mine' });
  const [giver, other] = givers as [string, string];
  await story.contacts(giver, other);
  await story.pledge(giver, 1_000n);
  await story.run((tx) => setOpenPledge(tx, giver, { amount: 1_000n, scope: 'CHOSEN', chosen: [asker, other] }));
  await story.run((tx) =>
    setStandingYes(tx, giver, { monthly: 500n, perPerson: 500n, helpedEarlier: false, people: [asker] }),
  );
  await story.run((tx) => setCeiling(tx, giver, 9_000n));
  await story.run((tx) => switchNotices(tx, giver, 'thanks', false));
  const promise = await story.promise(giver, requestId, 500n);
  await story.run((tx) => reportHandedOver(tx, giver, promise));
  await story.run((tx) => sayWithReport(tx, giver, promise, { kind: 'text', text: 'with love' }));
  await story.run((tx) => confirm(tx, asker, promise, { amount: null, rest: 'expected' }));
  await story.run((tx) => sayThanks(tx, asker, promise, { kind: 'text', text: 'it helped a lot' }));
  await story.run((tx) => reportAbuse(tx, giver, { subjectId: other, reason: 'OTHER', text: 'he shouts' }, []));
  await story.run((tx) => block(tx, other, giver));
  expect(await myData(story.now, giver)).toMatchObject({
    words: ['with love', 'he shouts'],
    chosen: ['Asker'],
    excluded: [],
    standingYes: { monthly: 500n, people: [{ name: 'Asker' }] },
    measureNext: 9_000n,
    links: 1,
    reports: 1,
    switchedOff: ['thanks'],
  });
  expect((await myData(story.now, asker)).words).toEqual(['https://example.org/mine', 'it helped a lot']);
});
