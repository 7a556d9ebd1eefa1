import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { escapeHtml, type Words } from '../../src/telegram/words.ts';
import { DirectBot, type Guest, type Shown } from '../hostile/direct.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { faultsOf } from '../support/screen-rules.ts';
import { SILENT_LOG, Story } from '../support/story.ts';

// ↩️ in chat: one button on the screen after the act; then a screen that says what is so now.

let house: TestHouse;
let bot: DirectBot;
let story: Story;
let words: Words;
let anna: Guest;
let boris: Guest;

beforeAll(async () => {
  house = await testHouse();
  bot = new DirectBot(house);
  story = new Story(house);
  words = bot.deps.wordsOf('ru');
  [anna, boris] = ['Anna', 'Boris'].map((name) => bot.guest(name, { language: 'ru' })) as [Guest, Guest];
  for (const guest of [anna, boris]) await guest.says('/start');
  await story.contacts((await anna.member()).id, (await boris.member()).id);
});
afterEach(async () => {
  expect([anna, boris].flatMap((guest) => guest.screens.flatMap(faults))).toEqual([]);
  expect([bot.refused, bot.complaints]).toEqual([[], []]);
  expect((await doctor(story.now)).violations).toEqual([]);
});
afterAll(() => house.close());

/** What is wrong with a screen as it was shown (R16). */
const faults = ({ text, rows }: Shown): string[] =>
  faultsOf({
    text: escapeHtml(text),
    keyboard: rows.map((row) => row.map(({ text: label, data }) => ({ text: label, callback_data: data ?? '' }))),
  });

const text = (guest: Guest): string => guest.screens.at(-1)?.text ?? '';
const labels = (guest: Guest): string[] =>
  guest.screens
    .at(-1)
    ?.rows.flat()
    .map((button) => button.text) ?? [];
const data = (guest: Guest): string =>
  guest.screens
    .at(-1)
    ?.rows.flat()
    .find((button) => button.text.startsWith('↩️'))?.data ?? 'none';
const BACK = 'Вернули, как было';

/** The newest screen has one ↩️; pressed twice it has one effect, and stands nowhere any more. */
async function back(guest: Guest): Promise<void> {
  expect(labels(guest).filter((label) => label.startsWith('↩️'))).toHaveLength(1);
  const pressed = data(guest);
  await guest.presses(pressed);
  expect(text(guest)).toContain(BACK);
  const once = await story.traces();
  await guest.presses(pressed);
  expect([text(guest).includes(BACK), await story.traces()]).toEqual([true, once]);
  expect(labels(guest).some((label) => label.startsWith('↩️'))).toBe(false);
}

async function asks(): Promise<void> {
  await anna.says('/ask');
  await anna.taps('🔆');
  await anna.taps(words.plain('btn-for-MYSELF'));
  await anna.says('Очки');
  await anna.says('100');
  await anna.taps(words.plain('btn-day-end'));
  for (let skipped = 0; skipped < 3; skipped += 1) await anna.taps('⏭');
  await anna.taps('2');
  await anna.taps('✅');
}

test('a request that was just published, and one that was just closed', async () => {
  await asks();
  await back(anna);
  expect(labels(anna), 'there is none any more').toContain(words.plain('btn-ask'));
  await asks();
  await anna.says('/ask');
  await anna.taps('❌');
  await anna.taps('⏭');
  await anna.taps('✅');
  expect(
    labels(anna).filter((label) => /^(▶️|↩️)/u.test(label)),
    'one way back',
  ).toEqual([words.plain('btn-reopen')]);
  await anna.taps('▶️');
  expect(labels(anna)).toContain(words.plain('btn-close-request'));
});

test('an intention for the whole network, one for a request, and a withdrawn one', async () => {
  await boris.says('/give');
  await boris.says('50');
  await boris.taps('👥');
  await boris.taps('✅');
  await back(boris);
  expect(labels(boris)).toContain(words.plain('btn-give'));
  await boris.says('/network');
  await boris.taps('🔆');
  await boris.taps(words.plain('btn-help-monthly'));
  await boris.says('20');
  await boris.taps('💶');
  await boris.taps('✅');
  await back(boris);
  await boris.says('/give');
  await boris.says('50');
  await boris.taps('👥');
  await boris.taps('✅');
  await boris.says('/give');
  await boris.taps('❌');
  await boris.taps('✅');
  await back(boris);
  expect(text(boris)).toContain(words.money(5_000n));
});

test('🗣 given and withdrawn, each in the place where 🗣 stood', async () => {
  await boris.says('/network');
  await boris.taps('🔆');
  await boris.taps('🗣');
  await boris.taps('🗣');
  await back(boris);
  await boris.taps(words.plain('btn-recommend'));
  await boris.taps('🗣');
  await boris.says('/network');
  await boris.taps('🔆');
  await boris.taps('🗣');
  await boris.taps('❌');
  await boris.taps('✅');
  await back(boris);
  expect(labels(boris)).toContain(words.plain('btn-recommended'));
});

test('a language and the quiet hours; what has its opposite on the screen already has no second way', async () => {
  await anna.says('/language');
  await anna.taps('', 'English');
  await back(anna);
  expect(text(anna)).toContain(words.html('settings').replace(/<[^>]+>/g, ''));
  await anna.taps(words.plain('btn-settings-time'));
  await anna.taps(words.plain('btn-quiet'));
  await anna.presses('sh:0:0');
  expect(text(anna)).toContain(words.html('settings-quiet-none').replace(/<[^>]+>/g, ''));
  await back(anna);
  await anna.says('/settings');
  await anna.taps('⏸');
  await anna.taps('✅');
  expect(labels(anna).filter((label) => /^(▶️|↩️)/u.test(label))).toEqual([words.plain('btn-resume-all')]);
  await anna.taps('▶️');
});

test('a declined proposal; and after ten minutes a neutral line with how things stand', async () => {
  house.clock.set('2026-12-01T07:00:00Z');
  await runDueJobs(house, allocateInProcess, SILENT_LOG);
  await boris.reads();
  await boris.taps('✏️');
  await boris.taps('❌');
  await back(boris);
  expect(labels(boris)).toContain(words.plain('btn-accept-all'));
  await boris.taps('❌', words.plain('btn-skip-month').slice(2));
  const late = data(boris);
  house.clock.set('2026-12-01T07:10:00Z');
  const before = await story.traces();
  await boris.presses(late);
  expect(text(boris)).toContain(words.html('err-undo-late'));
  expect(labels(boris), 'the card as it is now').toContain(words.plain('btn-promises'));
  expect(await story.traces()).toEqual(before);
  const known = text(boris);
  await anna.presses(late);
  expect([text(anna).includes(words.html('err-undo-late')), text(anna) === known], 'not theirs').toEqual([true, false]);
});
