import { afterAll, beforeAll, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { pledgeTo } from '../../src/domain/pledges/directed.ts';
import { runDueJobs } from '../../src/jobs.ts';
import type { Words } from '../../src/telegram/words.ts';
import { DirectBot, type Guest } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { SILENT_LOG, Story } from '../support/story.ts';

// ℹ️ on a card: one tap to what it is and what its buttons do, one tap back to the same card.

let house: TestHouse;
let bot: DirectBot;
let words: Words;
let anna: Guest;
let boris: Guest;
let ids: Readonly<Record<'anna' | 'request' | 'promise' | 'directed' | 'card', string>>;

beforeAll(async () => {
  house = await testHouse();
  bot = new DirectBot(house);
  const story = new Story(house);
  words = bot.deps.wordsOf('ru');
  [anna, boris] = ['Anna', 'Boris'].map((name) => bot.guest(name, { language: 'ru' })) as [Guest, Guest];
  for (const guest of [anna, boris]) await guest.says('/start');
  const [asker, giver] = [(await anna.member()).id, (await boris.member()).id];
  await story.contacts(asker, giver);
  const request = await story.request(asker, { story: 'x'.repeat(500) });
  await story.pledge(giver, 5_000n);
  const directed = await story.run((tx) =>
    pledgeTo(tx, giver, { requestId: request, monthly: true, amount: 500n, form: 'MONEY', description: null }),
  );
  const promise = await story.promise(giver, request, 1_000n);
  house.clock.set('2026-12-01T07:00:00Z');
  await runDueJobs(house, allocateInProcess, SILENT_LOG);
  const { id: card } = await story.db.card.findFirstOrThrow({ where: { giverId: giver } });
  ids = { anna: asker, request, promise, directed, card };
});
afterAll(() => house.close());

const text = (guest: Guest): string => guest.screens.at(-1)?.text ?? '';
const plain = (html: string): string => html.replace(/<[^>]+>/g, '').replaceAll('&amp;', '&');

/** From the card shown now to ℹ️ and back. */
async function thereAndBack(guest: Guest, card: string): Promise<void> {
  const before = text(guest);
  const help = guest.screens
    .at(-1)
    ?.rows.flat()
    .filter((button) => button.text === words.plain('btn-card-help'));
  expect(help, card).toHaveLength(1);
  await guest.presses(help?.[0]?.data ?? '');
  expect(text(guest), card).toContain(plain(words.html(`card-help-${card}`)));
  await guest.taps('⬅️');
  expect(text(guest), card).toBe(before);
}

test.each(['network', 'invite', 'settings', 'give'] as const)('/%s', async (command) => {
  await boris.says(`/${command}`);
  await thereAndBack(boris, command === 'give' ? 'pledge' : command);
});

test('my links', async () => {
  await boris.presses('il:0');
  await thereAndBack(boris, 'links');
});

test.each([
  ['person', 'anna', 'u'],
  ['promise', 'promise', 'po'],
  ['directed', 'directed', 'vd'],
  ['card', 'card', 'cw'],
] as const)('the card of a %s', async (card, record, action) => {
  await boris.presses(`${action}:${Buffer.from(ids[record].replaceAll('-', ''), 'hex').toString('base64url')}`);
  await thereAndBack(boris, card);
});

test('a request says it behind ℹ️: beside its story where both fit, else one tap further', async () => {
  await boris.says('/network');
  await boris.taps('🔆');
  await boris.taps('ℹ️');
  await thereAndBack(boris, 'request');
  await anna.says('/ask');
  await anna.taps('✏️');
  await anna.taps(words.plain('btn-edit-story'));
  await anna.taps(words.plain('btn-clear'));
  await boris.says('/network');
  await boris.taps('🔆');
  await boris.taps('ℹ️');
  expect(text(boris)).toContain(plain(words.html('card-help-request')));
});

test('whatever is made up leads to the one neutral answer', async () => {
  for (const data of ['ho:constructor', 'ho:request', `hr:network:${'A'.repeat(22)}`]) {
    await boris.presses(data);
    expect(text(boris)).toBe(words.html('neutral'));
  }
});
