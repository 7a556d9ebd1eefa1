import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { LANGUAGES } from '../../src/domain/rules.ts';
import { runDueJobs } from '../../src/jobs.ts';
import type { Words } from '../../src/telegram/words.ts';
import { DirectBot, type Guest, type Shown } from '../hostile/direct.ts';
import { faultsOf } from '../hostile/texts.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { isLong } from '../support/size.ts';
import { SILENT_LOG, Story } from '../support/story.ts';

// Helping a request and /give in chat: Anna asks for 100 a month; Boris and Vera know her.

const houses: TestHouse[] = [];
afterAll(() => Promise.all(houses.map((house) => house.close())));

describe.each(isLong ? LANGUAGES : LANGUAGES.slice(0, 1))('in %s', (language) => {
  let bot: DirectBot;
  let story: Story;
  let words: Words;
  let anna: Guest;
  let boris: Guest;
  let vera: Guest;
  let requestId: string;

  beforeEach(async () => {
    const house = await testHouse();
    houses.push(house);
    bot = new DirectBot(house);
    story = new Story(house);
    words = bot.deps.wordsOf(language);
    [anna, boris, vera] = ['Anna', 'Boris', 'Vera'].map((name) => bot.guest(name, { language })) as [
      Guest,
      Guest,
      Guest,
    ];
    for (const guest of [anna, boris, vera]) await guest.says('/start');
    const [asker, ...friends] = [await idOf(anna), await idOf(boris), await idOf(vera)];
    await story.contacts(asker!, ...friends);
    requestId = await story.request(asker!, { amount: 10_000n });
  });

  afterEach(async () => {
    const faults = [anna, boris, vera].flatMap((guest) => guest.screens.flatMap(faultsOf));
    expect(faults).toEqual([]);
    expect([bot.refused, bot.complaints]).toEqual([[], []]);
    expect((await doctor(story.now)).violations).toEqual([]);
  });

  const idOf = async (guest: Guest): Promise<string> => (await guest.member()).id;
  const last = (answer: { screens: readonly Shown[] }): string => answer.screens.at(-1)?.text ?? '';
  const press = (guest: Guest, key: string, args: Record<string, string | number> = {}) =>
    guest.taps(words.plain(`btn-${key}`, args));
  const openCard = async (guest: Guest): Promise<void> => {
    await guest.says('/network');
    await guest.taps('🔆');
  };
  const jobsAt = async (moment: string): Promise<void> => {
    story.house.clock.set(moment);
    await runDueJobs(story.house, allocateInProcess, SILENT_LOG);
  };
  const pledges = async (guest: Guest) =>
    (await story.db.pledge.findMany({ where: { giverId: await idOf(guest) }, orderBy: { createdAt: 'asc' } })).map(
      ({ kind, amount, monthly, form, state }) => [kind, amount, monthly, form, state],
    );
  const promises = async () =>
    (await story.db.commitment.findMany({ orderBy: { createdAt: 'asc' } })).map(({ amount, origin, form, state }) => [
      amount,
      origin,
      form,
      state,
    ]);

  test('❤️ every month: amount, how, ✅; one tap also gives this month’s part, a second changes nothing', async () => {
    await openCard(boris);
    expect(last(await press(boris, 'help-monthly'))).toContain('?');
    await boris.says('20');
    await boris.taps('💶');
    const done = await boris.taps('✅');
    expect(await pledges(boris)).toEqual([['DIRECTED', 2_000n, true, 'MONEY', 'ACTIVE']]);
    expect(last(done), 'the measure is explained when it is first met').toContain(
      words.html('give-ceiling-set', { amount: words.money(2_000n) }),
    );
    const data = done.screens.at(-1)?.rows[0]?.[0]?.data ?? '';
    const promise = await boris.taps('🤝');
    const signs = promise.screens
      .at(-1)
      ?.rows.flat()
      .map((button) => button.text.split(' ')[0]);
    expect(signs, 'whom, how much, until when, ✉️, 👍').toEqual(expect.arrayContaining(['👍', '✉️']));
    await boris.presses(data);
    expect(await promises()).toEqual([[2_000n, 'HELP_NOW', 'MONEY', 'PROMISED']]);
  });

  test('❤️ once with what is not money; my list, ✏️, ⏸, ▶️, ❌', async () => {
    await openCard(vera);
    await press(vera, 'help-once');
    await vera.says('15');
    await vera.taps('📦');
    await vera.says('a winter coat');
    await vera.taps('✅');
    expect(await pledges(vera)).toEqual([['DIRECTED', 1_500n, false, 'GOODS', 'ACTIVE']]);
    const list = await vera.says('/give');
    expect(last(list)).toBe(words.html('directed-list').replace(/<[^>]+>/g, ''));
    await press(vera, 'edit-ceiling');
    expect(last(await vera.says('80')), 'the measure is there without an open pledge').toContain('✅');
    await vera.says('/give');
    expect(last(await vera.taps('❤️', 'Anna'))).toContain('a winter coat');
    await vera.taps('✏️');
    await vera.says('12');
    await vera.taps('⏸');
    await vera.taps('▶️');
    expect((await pledges(vera))[0]).toEqual(['DIRECTED', 1_200n, false, 'GOODS', 'ACTIVE']);
    await vera.taps('❌');
    await vera.taps('✅');
    expect((await pledges(vera))[0]?.at(-1)).toBe('WITHDRAWN');
  });

  test('🤝 with more than is missing: the rest is offered, or it is what has been given already', async () => {
    await openCard(boris);
    await boris.taps('🤝');
    expect(last(await boris.says('150'))).toContain('?');
    await boris.taps('👍');
    await boris.taps('💶');
    await boris.taps('✅');
    expect(await promises()).toEqual([[15_000n, 'ALREADY_GIVEN', 'MONEY', 'REPORTED']]);
    const asked = await anna.reads();
    expect(asked.screens.map((screen) => screen.text).join()).toContain('Boris');
    await anna.taps('👍');
    await openCard(vera);
    await press(vera, 'help-already');
    await vera.says('5');
    await vera.taps('💶');
    await vera.taps('✅');
    expect((await promises()).at(-1)).toEqual([500n, 'ALREADY_GIVEN', 'MONEY', 'REPORTED']);
    expect((await promises())[0]?.at(-1)).toBe('CONFIRMED');
  });

  test('the last giver is offered the rest by one tap', async () => {
    await story.promise(await idOf(vera), requestId, 7_000n);
    await openCard(boris);
    await boris.taps('🤝');
    await boris.says('50');
    await boris.taps('🤝');
    await boris.taps('💶');
    await boris.taps('✅');
    expect((await promises()).at(-1)).toEqual([3_000n, 'HELP_NOW', 'MONEY', 'PROMISED']);
  });

  test('what was not money is worth more only with its giver’s yes', async () => {
    await openCard(boris);
    await boris.taps('🤝');
    await boris.says('10');
    await boris.taps('⏰');
    await boris.says('a lift');
    await boris.taps('✅');
    await anna.reads();
    await anna.says('/promises');
    await anna.presses('p:to-me:0');
    await anna.taps('', 'Boris');
    await press(anna, 'part');
    await anna.says('16');
    expect((await promises())[0]).toEqual([1_000n, 'HELP_NOW', 'TIME', 'CONFIRMED']);
    const read = (await boris.reads()).screens.map((screen) => screen.text).join('\n');
    expect(read).toContain('a lift');
    await press(boris, 'worth-yes', { worth: words.money(1_600n) });
    expect((await promises()).at(-1)).toEqual([600n, 'GIFT', 'TIME', 'CONFIRMED']);
  });

  test('/give: ✏️ amount, ceiling, spread, start, scope, exclusions, each from the card and back to it', async () => {
    await boris.says('/give');
    await boris.says('50');
    await press(boris, 'scope-network');
    const done = await boris.taps('✅');
    expect(last(done)).toContain(words.html('give-ceiling-set', { amount: words.money(5_000n) }));
    await boris.taps('🗓');
    const open = () => story.db.pledge.findFirstOrThrow({ where: { kind: 'OPEN' }, include: { people: true } });
    expect((await open()).startsAt.toISOString()).toBe('2026-11-30T21:00:00.000Z');
    const edit = async (key: string): Promise<void> => {
      await boris.says('/give');
      await press(boris, 'change');
      await press(boris, key);
    };
    await edit('edit-spread');
    await boris.taps('🗓');
    expect((await open()).startsAt <= story.house.clock.now()).toBe(true);
    await edit('edit-spread');
    await press(boris, 'spread-MANY');
    await edit('edit-people');
    await press(boris, 'scope-except');
    await boris.taps('☐', 'Anna');
    await boris.taps('✅');
    expect(await open()).toMatchObject({ spread: 'MANY', scope: 'NETWORK', people: [{ excluded: true }] });
    await edit('edit-people');
    await press(boris, 'scope-chosen');
    await boris.taps('☐', 'Anna');
    await boris.taps('✅');
    expect(await open()).toMatchObject({ scope: 'CHOSEN', people: [{ excluded: false }] });
    await edit('edit-people');
    await press(boris, 'scope-network');
    await edit('edit-pledge');
    await boris.says('40');
    await edit('edit-ceiling');
    const card = await boris.says('90');
    expect(last(card)).toContain(words.money(9_000n));
    expect(await open()).toMatchObject({ scope: 'NETWORK', amount: 4_000n, people: [] });
    await boris.taps('⏸');
    await boris.taps('▶️');
    await boris.taps('❌');
    await boris.taps('✅');
    expect((await open()).state).toBe('WITHDRAWN');
  });

  test('the standing yes: set from ✏️, said on the card, used at the end of day 10 and told, ended by one tap', async () => {
    await story.pledge(await idOf(boris), 5_000n);
    const openYes = async () => {
      await boris.says('/give');
      await press(boris, 'change');
      return press(boris, 'standing-yes');
    };
    await openYes();
    await boris.taps('✅');
    await boris.says('30');
    expect(last(await boris.says('40')), 'not more a person than a month').toContain('?');
    await boris.says('20');
    await press(boris, 'standing-named');
    await boris.taps('☐', 'Anna');
    await boris.taps('✅');
    expect(last(await boris.taps('✅'))).toContain(words.money(2_000n));
    const said = words.plain('pledge-standing', { monthly: words.money(3_000n) });
    expect(last(await boris.says('/give'))).toContain(said);
    await jobsAt('2026-12-01T06:00:00Z');
    const card = (await boris.reads()).screens.map((screen) => screen.text).join('\n');
    expect(card).toContain(words.money(2_000n));
    await story.db.card.updateMany({ data: { deliveredAt: story.house.clock.now() } });
    await jobsAt('2026-12-10T21:00:00Z');
    expect(await promises()).toEqual([[2_000n, 'STANDING_YES', 'MONEY', 'PROMISED']]);
    expect((await boris.reads()).screens.map((screen) => screen.text).join('\n')).toContain(words.money(2_000n));
    await openYes();
    await boris.taps('❌');
    expect(await story.db.standingYes.count()).toBe(0);
    expect(last(await boris.says('/give'))).not.toContain(said);
  });

  test('the month brings offers of what is not money, and what came back; both act at once', async () => {
    await openCard(boris);
    await press(boris, 'help-monthly');
    await boris.says('10');
    await boris.taps('⏰');
    await boris.says('a lift');
    await boris.taps('✅');
    for (const guest of [boris, vera]) {
      await openCard(guest);
      await press(guest, 'help-monthly');
      await guest.says('90');
      await guest.taps('💶');
      await guest.taps('✅');
    }
    await jobsAt('2026-11-11T06:00:00Z');
    expect((await anna.reads()).screens.some((screen) => screen.text.includes('3'))).toBe(true);
    await jobsAt('2026-12-01T06:00:00Z');
    const told = (await boris.reads()).screens;
    expect(told.some((screen) => screen.text.includes('a lift'))).toBe(true);
    const offer = told.find((screen) => screen.text.includes('a lift'))?.rows[0]?.[0]?.data ?? '';
    await boris.presses(offer);
    await boris.presses(offer);
    expect(await promises()).toEqual([[1_000n, 'HELP_NOW', 'TIME', 'PROMISED']]);
    const back = (await vera.reads()).screens.map((screen) => screen.text).join('\n');
    expect(back).toContain(words.html('pledge-returned-offer'));
  });
});
