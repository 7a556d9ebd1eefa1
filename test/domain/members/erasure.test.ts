import { afterEach, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { allPromises } from '../../../src/domain/commitments/lists.ts';
import { openPaymentDetails } from '../../../src/domain/commitments/open-details.ts';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { confirm, reportHandedOver } from '../../../src/domain/commitments/settle.ts';
import { sayThanks, sayWithReport } from '../../../src/domain/commitments/words.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { exportMember } from '../../../src/domain/export/export.ts';
import { eraseMember, replayErasures } from '../../../src/domain/members/erasure.ts';
import { leave, stay } from '../../../src/domain/members/leaving.ts';
import { askUnlock, lockRequests } from '../../../src/domain/members/lock.ts';
import { findByTelegram, join } from '../../../src/domain/members/members.ts';
import { setAbout, setNickname } from '../../../src/domain/members/profile.ts';
import { block, breakContact } from '../../../src/domain/network/blocks.ts';
import { helpLink } from '../../../src/domain/network/help-links.ts';
import { introduce } from '../../../src/domain/network/introductions.ts';
import { seenPeople } from '../../../src/domain/network/people.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { recommend } from '../../../src/domain/network/recommendations.ts';
import { reportAbuse } from '../../../src/domain/network/reports.ts';
import { askToWrite } from '../../../src/domain/network/writing.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { openPledgeOf } from '../../../src/domain/pledges/pledges.ts';
import { closeRequest } from '../../../src/domain/requests/requests.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { searchDump } from '../../support/dump.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { HELP, SILENT_LOG, Story } from '../../support/story.ts';

const houses: TestHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

const TELEGRAM_ID = 7_345_612_908n;
const DAY = 86_400_000;

/** Everything that Zlata, who will leave, typed, said or was; words that occur nowhere else. */
const TRACES = [
  String(TELEGRAM_ID),
  'Zlatoslava',
  'zlata_account',
  'Zlatas first need',
  'Zlatas second need',
  'zlatas story',
  'zlatas voice file',
  'zlatas.example',
  'zlatas outcome',
  'zlatas card number',
  'zlatas own words',
  'zlata-about.example',
  'zlata will drive',
  'thanks from zlata',
  'thanks to zlata',
  'handed to zlata',
  'zlata complains',
  'complaint about zlata',
  'Zlatochka',
  'zlatas name for boris',
  'zlata types',
  'zlata asked',
];

/** A life of every kind: two requests, promises both ways in every state, ties, marks, complaints, an open form, an update. */
async function life() {
  const house = await testHouse();
  houses.push(house);
  const story = new Story(house);
  const { run } = story;
  const user = { id: TELEGRAM_ID, firstName: 'Zlatoslava', username: 'zlata_account', languageCode: 'uk' };
  const past = new Date('2026-11-01T09:00:00Z');
  const [boris, vera, gleb, dina, egor] = (await story.people(5)) as [string, string, string, string, string];
  const zlata = (await run((tx) => join({ ...tx, now: past }, user, boris))).id;
  await story.contacts(boris, zlata, vera);
  await story.contacts(zlata, vera, gleb, dina);
  await story.contacts(dina, egor);
  await run((tx) => setAbout(tx, zlata, 'zlatas own words', 'https://zlata-about.example/x'));
  await run((tx) => setNickname(tx, boris, zlata, 'Zlatochka'));
  await run((tx) => setNickname(tx, zlata, boris, 'zlatas name for boris'));
  const asking = {
    story: 'zlatas story',
    storyVoice: 'zlatas voice file',
    link: 'https://zlatas.example/x',
    newPaymentDetail: 'zlatas card number',
  };
  const first = await story.request(zlata, { ...asking, title: 'Zlatas first need', amount: 4_000n });
  const got = await story.promise(boris, first, 1_000n);
  await run((tx) => openPaymentDetails(tx, boris, got));
  await run((tx) => confirm(tx, zlata, got, { amount: null, rest: 'expected' }));
  await run((tx) => sayThanks(tx, zlata, got, { kind: 'text', text: 'thanks from zlata' }));
  await run((tx) => closeRequest(tx, zlata, first, 'zlatas outcome'));
  const second = await story.request(zlata, { ...asking, title: 'Zlatas second need', amount: 4_000n });
  await run((tx) => recommend(tx, vera, second, 'KNOW_IN_PERSON'));
  await run((tx) => helpLink(tx, zlata, second));
  const open = await story.promise(boris, second, 1_000n);
  const handedOver = await story.promise(gleb, second, 700n);
  await run((tx) => reportHandedOver(tx, gleb, handedOver));
  await run((tx) => sayWithReport(tx, gleb, handedOver, { kind: 'text', text: 'handed to zlata' }));
  await story.pledge(zlata, 5_000n);
  const theirs = await story.request(boris, { title: 'Roof', amount: 9_000n });
  await run((tx) => recommend(tx, zlata, theirs, 'NEIGHBOUR'));
  const service = { ...HELP, form: 'SERVICE' as const, description: 'zlata will drive', requestId: theirs };
  const given = await run((tx) => helpNow(tx, zlata, { ...service, amount: 300n }));
  await run((tx) => confirm(tx, boris, given, { amount: null, rest: 'expected' }));
  await run((tx) => sayThanks(tx, boris, given, { kind: 'text', text: 'thanks to zlata' }));
  const promised = await run((tx) => helpNow(tx, zlata, { ...service, amount: 200n }));
  const report = { reason: 'OTHER' as const };
  await run((tx) => reportAbuse(tx, zlata, { ...report, subjectId: vera, text: 'zlata complains' }, []));
  await run((tx) => reportAbuse(tx, vera, { ...report, subjectId: zlata, text: 'complaint about zlata' }, []));
  await run((tx) => block(tx, zlata, dina));
  await run((tx) => breakContact(tx, gleb, zlata));
  await story.db.member.update({ where: { id: zlata }, data: { invitedById: boris } });
  await story.contacts(boris, egor);
  await run((tx) => introduce(tx, boris, zlata, egor));
  await run((tx) => lockRequests(tx, zlata));
  await run((tx) => askUnlock(tx, zlata));
  await chat(story, zlata);
  return { house, story, run, zlata, boris, vera, gleb, second, theirs, got, open, handedOver, given, promised };
}

/** What the Telegram side keeps: an update, what it came to, an open form; and rows of features that are set in chat. */
async function chat({ house, db }: Story, memberId: string): Promise<void> {
  const at = house.clock.now();
  const seal = (text: string) => house.vault.seal(text);
  const update = { chatId: TELEGRAM_ID, receivedAt: at, handledAt: at };
  await db.inboxUpdate.createMany({
    data: [501n, 502n].map((updateId) => ({
      ...update,
      updateId,
      payload: seal(`{"text":"zlata types ${TELEGRAM_ID}"}`),
    })),
  });
  await db.appliedCommand.createMany({
    data: [
      { key: '501:0', result: { said: 'zlata asked' }, at },
      { key: `form:${TELEGRAM_ID}:abc:0`, result: { said: 'zlata asked' }, at },
    ],
  });
  const form = { version: '1', updateId: 502n, updatedAt: at };
  await db.storedForm.create({ data: { ...form, chatId: TELEGRAM_ID, state: seal('{"state":"zlata types"}') } });
  await db.noticeSwitch.create({ data: { memberId, kind: 'thanks' } });
  await db.standingYes.create({
    data: {
      giverId: memberId,
      monthly: 500n,
      perPerson: 100n,
      helpedEarlier: true,
      createdAt: at,
      expiresAt: new Date(at.getTime() + DAY),
    },
  });
}

/** Where a row without words may go on naming the member that stayed of the person. */
const KEPT_TIES = [
  'cards.giver_id',
  'pledges.giver_id',
  'promises.giver_id',
  'promises.recipient_id',
  'proposals.giver_id',
  'requests.owner_id',
];

/** Columns that refer to members, in whichever table there is, and name this one; with those that may. */
async function tiesLeft(house: TestHouse, memberId: string): Promise<string[]> {
  const { rows } = await house.db.pool.query<{ table: string; column: string }>(
    `SELECT k.conrelid::regclass::text AS table, a.attname AS column FROM pg_constraint k
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'members'::regclass`,
  );
  expect(rows.length).toBeGreaterThan(30);
  const left = new Set(KEPT_TIES);
  for (const { table, column } of rows) {
    const found = await house.db.pool.query(`SELECT 1 FROM ${table} WHERE "${column}" = $1 LIMIT 1`, [memberId]);
    if (found.rows.length > 0) left.add(`${table}.${column}`);
  }
  return [...left].toSorted();
}

const laterThan = (house: TestHouse, days: number): void =>
  house.clock.set(new Date(house.clock.now().getTime() + days * DAY).toISOString());

const jobs = (house: TestHouse) => runDueJobs(house, allocateInProcess, SILENT_LOG);

describe('/delete', () => {
  test('the search finds every trace before it', async () => {
    const { house } = await life();
    const found = new Set((await searchDump(house, TRACES)).map(({ needle }) => needle));
    expect(TRACES.filter((trace) => !found.has(trace))).toEqual([]);
  });

  test('makes invisible at once; open promises end and the other side is told; no round counts who is leaving', async () => {
    const { story, run, zlata, boris, vera, theirs, second, open, promised, given } = await life();
    await run((tx) => leave(tx, zlata));
    for (const viewer of [boris, vera]) {
      expect((await seenPeople(story.now, viewer)).map((person) => person.id)).not.toContain(zlata);
      expect(await maySeeRequest(story.now, viewer, second)).toBe(false);
    }
    expect(await maySeeRequest(story.now, vera, theirs), 'vera is a contact of boris herself').toBe(true);
    expect(await story.log(open)).toEqual(['promised by GIVER', 'released by SYSTEM']);
    expect(await story.log(promised)).toEqual(['promised by GIVER', 'released by SYSTEM']);
    expect((await story.mail(boris)).filter((kind) => kind === 'released')).toHaveLength(2);
    const view = await noticeView(story.now, 'released', boris, { promiseId: open });
    expect(view).toMatchObject({ promise: { counterpartName: null, counterpartUsername: null, amount: 1_000n } });
    expect(await promiseView(story.now, boris, given), 'settled help keeps its record').toMatchObject({
      counterpartName: null,
      amount: 300n,
    });
    expect(JSON.stringify(await exportMember(story.now, boris, { withCeiling: false }))).not.toContain('Zlato');
    expect(await story.outcome((tx) => leave(tx, zlata)), 'twice').toBe('stale');
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('is undone within seven days: contacts, request and pledge are back, nothing was erased', async () => {
    const { house, story, run, zlata, boris } = await life();
    const pledge = await openPledgeOf(story.now, zlata);
    await run((tx) => leave(tx, zlata));
    laterThan(house, 6);
    await jobs(house);
    expect(await story.mail(zlata), 'a day before, a message with the way back').toContain('deletion-scheduled');
    expect(await noticeView(story.now, 'deletion-scheduled', zlata, {})).toMatchObject({
      eraseAt: new Date('2026-11-17T09:00:00Z'),
    });
    await run((tx) => stay(tx, zlata));
    expect(await noticeView(story.now, 'deletion-scheduled', zlata, {}), 'outdated').toBeNull();
    laterThan(house, 30);
    await jobs(house);
    expect((await seenPeople(story.now, boris)).map((person) => person.name)).toContain('Zlatochka');
    expect(await openPledgeOf(story.now, zlata)).toMatchObject({ id: pledge!.id, amount: 5_000n, state: 'ACTIVE' });
    expect(await story.outcome((tx) => stay(tx, zlata)), 'not leaving').toBe('stale');
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('after seven days a dump holds nothing of the person; the others keep sum and date (R12)', async () => {
    const { house, story, run, zlata, boris, gleb, got, open, handedOver, given, promised, second } = await life();
    const before = await story.db.commitment.findMany({ orderBy: { id: 'asc' } });
    await run((tx) => leave(tx, zlata));
    const { personKey } = await story.db.member.findUniqueOrThrow({ where: { id: zlata } });
    laterThan(house, 6.9);
    await jobs(house);
    expect((await story.db.member.findUniqueOrThrow({ where: { id: zlata } })).state).toBe('LEAVING');
    laterThan(house, 0.2);
    expect((await jobs(house)).jobs.filter((job) => !job.ok)).toEqual([]);
    expect(await searchDump(house, TRACES)).toEqual([]);
    expect(await story.db.erasure.findMany()).toEqual([{ personKey, erasedAt: house.clock.now() }]);
    const after = await story.db.commitment.findMany({ orderBy: { id: 'asc' } });
    const kept = (rows: typeof after) =>
      rows.map(({ id, amount, dueAt, createdAt }) => ({ id, amount, dueAt, createdAt }));
    expect(kept(after)).toEqual(kept(before));
    expect(Object.fromEntries(after.map((row) => [row.id, row.state]))).toEqual({
      [got]: 'CONFIRMED',
      [given]: 'CONFIRMED',
      [open]: 'RELEASED',
      [promised]: 'RELEASED',
      [handedOver]: 'UNCONFIRMED',
    });
    const records = [...(await allPromises(story.now, boris)), ...(await allPromises(story.now, gleb))];
    expect(records.map((row) => row.counterpartName)).toEqual(records.map(() => null));
    expect(records.map((row) => row.amount).toSorted()).toEqual([1_000n, 1_000n, 200n, 300n, 700n].toSorted());
    expect((await story.db.request.findUniqueOrThrow({ where: { id: second } })).state).toBe('CLOSED');
    expect(await story.db.pledge.count({ where: { giverId: zlata, state: { not: 'WITHDRAWN' } } })).toBe(0);
    expect(await tiesLeft(house, zlata), 'only the records that the other side keeps').toEqual(KEPT_TIES);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('who was erased may come back as somebody new, who sees nobody', async () => {
    const { house, story, run, zlata } = await life();
    await run((tx) => leave(tx, zlata));
    laterThan(house, 8);
    await jobs(house);
    expect(await findByTelegram(story.now, TELEGRAM_ID)).toBeNull();
    const user = { id: TELEGRAM_ID, firstName: 'Zlatoslava', username: undefined, languageCode: 'uk' };
    const again = await run((tx) => join(tx, user, null));
    expect(again.id).not.toBe(zlata);
    expect(await seenPeople(story.now, again.id)).toEqual([]);
    expect((await doctor(story.now)).violations).toEqual([]);
  });
});

describe('a restore', () => {
  test('replays erasures: who comes back from a backup is erased again, as often as it is asked', async () => {
    const { house, story, run, zlata } = await life();
    const { personKey } = await story.db.member.findUniqueOrThrow({ where: { id: zlata } });
    const known = [{ personKey, erasedAt: new Date('2026-11-09T00:00:00Z') }];
    expect(await run((tx) => replayErasures(tx))).toBe(0);
    expect(await run((tx) => replayErasures(tx, known))).toBe(1);
    expect(await searchDump(house, TRACES)).toEqual([]);
    expect(await run((tx) => replayErasures(tx, known))).toBe(0);
    expect(await story.db.erasure.findMany()).toEqual(known);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  test('erasing twice changes nothing', async () => {
    const { story, run, zlata } = await life();
    await run((tx) => eraseMember(tx, zlata, tx.now));
    const once = await story.traces();
    await run((tx) => eraseMember(tx, zlata, tx.now));
    expect(await story.traces()).toEqual(once);
  });
});

test('a wish to write, an introduction and a stranger’s path go with the person', async () => {
  const house = await testHouse();
  houses.push(house);
  const story = new Story(house);
  const [asker, friend, far] = (await story.people(3)) as [string, string, string];
  await story.contacts(friend, asker, far);
  const requestId = await story.request(asker);
  await story.run((tx) => recommend(tx, friend, requestId, 'KNOW_IN_PERSON'));
  await story.run((tx) => askToWrite(tx, far, asker));
  expect(await maySeeRequest(story.now, far, requestId)).toBe(true);
  await story.run((tx) => leave(tx, friend));
  expect(await maySeeRequest(story.now, far, requestId), 'nobody is a path who is leaving').toBe(false);
  laterThan(house, 8);
  await jobs(house);
  await story.run((tx) => leave(tx, asker));
  laterThan(house, 8);
  await jobs(house);
  expect(await story.db.writeWish.count()).toBe(0);
  expect((await doctor(story.now)).violations).toEqual([]);
});
