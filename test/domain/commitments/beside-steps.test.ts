// Commands about a promise that leave its state as it is: words, thanks, "please hand over now", payment details.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Tx, transactOnce } from '../../../src/db/transaction.ts';
import { askToHandOver } from '../../../src/domain/commitments/asking.ts';
import { endWaiting } from '../../../src/domain/commitments/deadlines.ts';
import { openedDetails, openPaymentDetails } from '../../../src/domain/commitments/open-details.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../../src/domain/commitments/settle.ts';
import { sayThanks, sayWithReport, voiceOf } from '../../../src/domain/commitments/words.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { lockRequests } from '../../../src/domain/members/lock.ts';
import { block } from '../../../src/domain/network/blocks.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { LIMITS } from '../../../src/domain/rules.ts';
import type { PromiseState } from '../../../src/generated/prisma/enums.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const voice = (fileId: string) => ({ kind: 'voice', fileId }) as const;

const STATES = ['PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED', 'RELEASED', 'FORGIVEN'] as const;
type Run = (tx: Tx, actor: string, id: string) => Promise<unknown>;
interface Command {
  readonly run: Run;
  readonly by: 'giver' | 'recipient';
  readonly in: readonly PromiseState[];
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'say something with the hand-over': {
    run: (tx, actor, id) => sayWithReport(tx, actor, id, text('By post')),
    by: 'giver',
    in: ['REPORTED'],
  },
  'say thanks': { run: (tx, actor, id) => sayThanks(tx, actor, id, voice('file')), by: 'recipient', in: ['CONFIRMED'] },
  'ask to hand over now': { run: askToHandOver, by: 'recipient', in: ['PROMISED'] },
  'open payment details': { run: openPaymentDetails, by: 'giver', in: ['PROMISED', 'REPORTED'] },
};
const NAMES = Object.keys(COMMANDS);
const command = (name: string): Command => COMMANDS[name]!;
const ACTORS = ['giver', 'recipient', 'contact of both', 'stranger'] as const;

let actors: Readonly<Record<(typeof ACTORS)[number], string>>;
let requestId: string;
beforeAll(async () => {
  const circle = await story.circle(2, { amount: 10_000_000n, newPaymentDetail: 'card 1234' });
  const [giver, third] = circle.givers as [string, string];
  await story.contacts(giver, third);
  requestId = circle.requestId;
  actors = { giver, recipient: circle.asker, 'contact of both': third, stranger: await story.person() };
});

/** A promise that has come into this state by legal commands. */
async function promiseIn(state: PromiseState): Promise<string> {
  const id = await story.promise(actors.giver, requestId, 1_000n);
  const whole = { amount: null, rest: 'expected' } as const;
  if (state === 'REPORTED' || state === 'UNCONFIRMED') await story.run((tx) => reportHandedOver(tx, actors.giver, id));
  if (state === 'CONFIRMED') await story.run((tx) => confirm(tx, actors.recipient, id, whole));
  if (state === 'RELEASED') await story.run((tx) => release(tx, actors.giver, id));
  if (state === 'FORGIVEN') await story.run((tx) => letGo(tx, actors.recipient, id));
  if (state === 'UNCONFIRMED') {
    const later = new Date(house.clock.now().getTime() + 31 * 86_400_000);
    await story.run((tx) => endWaiting({ ...tx, now: later }));
  }
  expect((await story.db.commitment.findUniqueOrThrow({ where: { id } })).state).toBe(state);
  return id;
}

const openings = (): Promise<number> => story.db.paymentDetailOpening.count();
const mail = async (memberId: string, kind: string): Promise<number> =>
  (await story.mail(memberId)).filter((one) => one === kind).length;

describe('beside the steps of a promise', () => {
  const cases = STATES.flatMap((state) => NAMES.map((name) => [name, state] as const));

  test.each(cases)('%s, when it is %s: by its own actor and in the right state only', async (name, state) => {
    const id = await promiseIn(state);
    const { run, by, in: states } = command(name);
    const before = [await story.traces(), await openings()];
    for (const actor of ACTORS.filter((other) => other !== by)) {
      expect(await story.outcome((tx) => run(tx, actors[actor], id)), actor).toBe('not-found');
    }
    expect(await story.outcome((tx) => run(tx, actors[by], house.ids.id())), 'of an unknown promise').toBe('not-found');
    expect([await story.traces(), await openings()]).toEqual(before);
    const isLegal = states.includes(state);
    expect(await story.outcome((tx) => run(tx, actors[by], id))).toBe(isLegal ? 'done' : 'stale');
    expect((await story.db.commitment.findUniqueOrThrow({ where: { id } })).state).toBe(state);
    if (!isLegal) expect([await story.traces(), await openings()]).toEqual(before);
  });

  test.each(NAMES)('%s, delivered twice, has one effect', async (name) => {
    const { run, by, in: states } = command(name);
    const id = await promiseIn(states[0]!);
    const press = () => transactOnce(house, `${name} ${id}`, async (tx) => void (await run(tx, actors[by], id)));
    await Promise.all([press(), press()]);
    const after = [await story.traces(), await openings()];
    await press();
    expect([await story.traces(), await openings()]).toEqual(after);
  });

  test('the house stays in order', async () => {
    expect((await doctor(story.now)).violations).toEqual([]);
  });
});

describe('words', () => {
  test('with the hand-over are read by both; a question that still waits in the queue carries them', async () => {
    const id = await promiseIn('REPORTED');
    await story.run((tx) => sayWithReport(tx, actors.giver, id, text('  By post, on Friday ')));
    for (const viewer of [actors.giver, actors.recipient]) {
      expect((await promiseView(story.now, viewer, id))?.note).toBe('By post, on Friday');
    }
    const asked = { where: { key: { startsWith: `handed-over:${id}` } } };
    expect(await story.db.notice.count(asked)).toBe(1);
    await story.db.notice.updateMany({ ...asked, data: { state: 'SENT', sentAt: house.clock.now() } });
    await story.run((tx) => sayWithReport(tx, actors.giver, id, voice('file-7')));
    expect(await story.db.notice.count(asked), 'once more, with the words').toBe(2);
    await story.run((tx) => sayWithReport(tx, actors.giver, id, text('Or on Monday')));
    expect(await story.db.notice.count(asked), 'and not again').toBe(2);
  });

  test('are sealed at rest, and a voice is heard by the two only', async () => {
    const id = await promiseIn('REPORTED');
    await story.run((tx) => sayWithReport(tx, actors.giver, id, voice('file-8')));
    const row = await story.db.commitment.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.reportVoice ?? []).toString('latin1')).not.toContain('file-8');
    expect(await voiceOf(story.now, actors.recipient, id, 'report')).toBe('file-8');
    expect(await voiceOf(story.now, actors.giver, id, 'report')).toBe('file-8');
    expect(await voiceOf(story.now, actors['contact of both'], id, 'report')).toBeNull();
    expect(await voiceOf(story.now, actors.recipient, id, 'thanks')).toBeNull();
  });

  test('go back with a report that has not arrived', async () => {
    const id = await promiseIn('REPORTED');
    await story.run((tx) => sayWithReport(tx, actors.giver, id, text('By post')));
    await story.run((tx) => sayNotYet(tx, actors.recipient, id));
    expect((await promiseView(story.now, actors.recipient, id))?.note).toBeNull();
  });

  test('of thanks are said once, in a line or by voice; empty ones are none', async () => {
    const id = await promiseIn('CONFIRMED');
    for (const empty of ['', '  ', '\u200b']) {
      expect(await story.outcome((tx) => sayThanks(tx, actors.recipient, id, text(empty)))).toBe('text-empty');
    }
    await story.run((tx) => sayThanks(tx, actors.recipient, id, text('Thank you so much')));
    expect(await story.outcome((tx) => sayThanks(tx, actors.recipient, id, voice('file')))).toBe('stale');
    expect(await noticeView(story.now, 'thanks', actors.giver, { promiseId: id })).toMatchObject({
      promise: { thanks: 'Thank you so much' },
    });
  });
});

describe('"please hand over now"', () => {
  const forward = (days: number): void =>
    house.clock.set(new Date(house.clock.now().getTime() + days * 86_400_000).toISOString());

  test('reaches the giver, three days apart and twice at most', async () => {
    const id = await promiseIn('PROMISED');
    const before = await mail(actors.giver, 'please-hand-over');
    const ask = () => story.outcome((tx) => askToHandOver(tx, actors.recipient, id));
    expect((await promiseView(story.now, actors.recipient, id))?.mayAsk).toBe(true);
    expect((await promiseView(story.now, actors.giver, id))?.mayAsk).toBe(false);
    expect([await ask(), await ask()]).toEqual(['done', 'reminded-enough']);
    expect((await promiseView(story.now, actors.recipient, id))?.mayAsk).toBe(false);
    forward(LIMITS.askAgainDays);
    expect([await ask(), await ask()]).toEqual(['done', 'reminded-enough']);
    forward(LIMITS.askAgainDays);
    expect(await ask()).toBe('reminded-enough');
    expect((await mail(actors.giver, 'please-hand-over')) - before).toBe(2);
    expect((await story.log(id)).filter((line) => line === 'asked by RECIPIENT')).toHaveLength(2);
  });

  test('comes from no account that is locked, and not after a block', async () => {
    const own = await story.circle(2, { newPaymentDetail: 'card 5' });
    const [locked, blocked] = [
      await story.promise(own.givers[0]!, own.requestId, 1_000n),
      await story.promise(own.givers[1]!, own.requestId, 1_000n),
    ];
    await story.run((tx) => block(tx, own.givers[1]!, own.asker));
    expect(await story.outcome((tx) => askToHandOver(tx, own.asker, blocked))).toBe('not-found');
    await story.run((tx) => lockRequests(tx, own.asker));
    expect(await story.outcome((tx) => askToHandOver(tx, own.asker, locked))).toBe('locked');
  });
});

describe('payment details', () => {
  test('opened: every opening is logged, the owner is told once a day and promise', async () => {
    const id = await promiseIn('PROMISED');
    const before = [await openings(), await mail(actors.recipient, 'details-opened')] as const;
    expect(await openedDetails(story.now, actors.giver, id), 'nothing without an opening').toBeNull();
    for (let time = 0; time < 3; time++) await story.run((tx) => openPaymentDetails(tx, actors.giver, id));
    expect(await openedDetails(story.now, actors.giver, id)).toEqual({
      name: '',
      value: 'card 1234',
      isRecentlyChanged: false,
    });
    const after = [await openings(), await mail(actors.recipient, 'details-opened')] as const;
    expect(after.map((count, index) => count - before[index]!)).toEqual([3, 1]);
  });

  test('are shown to nobody once the promise is settled, opened before or not', async () => {
    const id = await promiseIn('PROMISED');
    await story.run((tx) => openPaymentDetails(tx, actors.giver, id));
    await story.run((tx) => release(tx, actors.giver, id));
    await expect(openedDetails(story.now, actors.giver, id)).rejects.toThrow('stale');
    await expect(openedDetails(story.now, actors['contact of both'], id)).rejects.toThrow('not-found');
  });
});
