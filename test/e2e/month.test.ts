import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningBot, startBotProcess } from '../support/bot-process.ts';
import type { Actor } from '../support/people.ts';
import { isLong } from '../support/size.ts';

/** The words a person of each language looks for; everything else is found by its sign. */
const WORDS = {
  ru: {
    home: 'Эксодус',
    forMyself: 'Для себя',
    money: 'Деньгами',
    all: 'Всё, чего',
    network: 'Всей моей',
    give: '/give',
    reach: '2',
  },
  en: {
    home: 'Exodus',
    forMyself: 'For me',
    money: 'Money',
    all: 'missing',
    network: 'whole network',
    give: '/give',
    reach: '2',
  },
} as const;

type Language = keyof typeof WORDS;

describe.each(isLong ? (['ru', 'en'] as const) : (['ru'] as const))(
  'a month of mutual aid in %s',
  (language: Language) => {
    let bot: RunningBot;
    const words = WORDS[language];
    const person: Record<string, Actor> = {};
    const names =
      language === 'ru'
        ? ['Анна', 'Борис', 'Вера', 'Глеб', 'Дина', 'Егор']
        : ['Ann', 'Bob', 'Vera', 'Greg', 'Dina', 'Ed'];
    const of = (index: number): Actor => person[names[index] ?? ''] as Actor;

    beforeAll(async () => {
      bot = await startBotProcess();
      await bot.exodus('clock', 'set', '2027-01-12T09:00:00Z');
      await moved('2027-01-12');
    });
    /** The bot follows a moved clock within a second; the months between are closed then. */
    async function moved(day: string): Promise<void> {
      for (;;) {
        const { current } = (await bot.exodus('cycle', 'status')) as { current: { id: string } };
        if (current.id === day.slice(0, 7)) return;
      }
    }
    afterAll(async () => {
      await bot?.close();
    });

    /** Everyone after the first joins by the first one's link. */
    test('people join through a friend’s link', async () => {
      const first = await bot.people.add(names[0] ?? '', language);
      person[names[0] ?? ''] = first;
      await first.says('/start');
      await first.sees(words.home);
      await first.says('/invite');
      const link = (await first.sees(/t\.me\/\w+\?start=j/)).links.find((url) => url.includes('start=j')) ?? '';
      expect(link).toMatch(/start=j[0-9A-Za-z]{22}$/);
      for (const name of names.slice(1)) {
        const other = await bot.people.add(name, language);
        person[name] = other;
        await other.opens(link);
        expect((await other.sees(names[0] ?? '')).text).toContain(name);
      }
    });

    async function asks(asker: Actor, title: string, amount: string): Promise<void> {
      await asker.says('/ask');
      await asker.taps('🔆');
      await asker.taps('', words.forMyself);
      await asker.sees(/\?/);
      await asker.says(title);
      await asker.sees(/\?/);
      await asker.says('1e3');
      await asker.sees(/1 ?500/);
      await asker.says(amount);
      await asker.taps('', '20');
      await asker.taps('⏭');
      await asker.taps('⏭');
      await asker.taps('⏭');
      await asker.taps('2');
      await asker.taps('✅');
      await asker.sees('✅');
    }

    test('two of them ask for help', async () => {
      await asks(of(0), 'Medicine <b>&', '400');
      await bot.people.quiet();
      // The second asker knows only the first one: the givers below do not see this request.
      await asks(of(1), 'Firewood', '200,50');
    });

    test('three pledge, in any of the usual ways to write an amount', async () => {
      for (const [index, amount] of [
        [2, '€100'],
        [3, '150.00'],
        [4, '1 200'],
      ] as const) {
        const giver = of(index);
        await giver.says('/give');
        await giver.sees(/\?/);
        await giver.says('-5');
        await giver.sees(/1 ?500/);
        await giver.says(amount);
        await giver.taps('👥', words.network);
        await giver.taps('✅');
        await giver.sees('✅');
      }
    });

    test('a stranger without a link sees nobody', async () => {
      const stranger = await bot.people.add('Zed', language);
      await stranger.says('/start');
      await stranger.sees(words.home);
      await stranger.says('/network');
      const screen = await stranger.sees('👥');
      const everything = JSON.stringify(await stranger.chat());
      for (const name of names) expect(everything).not.toContain(name);
      expect(everything).not.toContain('Medicine');
      expect(screen.buttons.flat().some((label) => label.startsWith('🔆'))).toBe(false);
    });

    test('help now: a promise, handed over, not yet, handed over again, a part confirmed', async () => {
      const [asker, helper] = [of(0), of(5)];
      await helper.says('/network');
      await helper.taps('🔆');
      await helper.taps('🤝');
      await helper.sees(/\?/);
      await helper.says('500');
      await helper.sees('400');
      await helper.says('100');
      await helper.taps('💶');
      await helper.taps('✅');
      await helper.sees('100');
      await helper.taps('👍');
      await asker.sees('100', { ever: true });
      await asker.taps('⏳');
      await helper.taps('👍');
      await asker.sees(names[5] ?? '', { ever: true });
      await bot.people.quiet();
      await asker.taps('✏️', language === 'ru' ? 'часть' : 'art');
      await asker.sees(/\?/);
      await asker.says('60');
      await asker.sees('40'); // the rest is asked about: the notice before it has a ⏳ too
      await asker.taps('⏳');
      await asker.sees('60');
      await helper.sees('60', { ever: true });
      const mine = (await bot.exodus('export', String(helper.id))) as {
        promises: { amount: string; confirmed: string; state: string }[];
      };
      expect(mine.promises.map(({ amount, confirmed, state }) => [amount, confirmed, state])).toEqual([
        ['6000', '6000', 'CONFIRMED'],
        ['4000', '0', 'PROMISED'],
      ]);
    });

    test('the month closes, everyone gets one card, one tap accepts, and nobody gives more than their measure', async () => {
      const before = (await bot.exodus('cycle', 'status')) as { current: { id: string; end: string } };
      await bot.exodus('clock', 'set', new Date(Date.parse(before.current.end) + 10 * 3_600_000).toISOString());
      const givers = [of(2), of(3), of(4)];
      for (const giver of givers) await giver.sees(/🗓/, { ever: true, withinMs: 20_000 });
      const status = (await bot.exodus('cycle', 'status')) as {
        lastClosed: { id: string; proposals: number; allocated: string; certificate: string };
      };
      expect(status.lastClosed).toMatchObject({ id: before.current.id, certificate: 'ok' });
      expect(BigInt(status.lastClosed.allocated)).toBe(40_000n);
      await of(2).taps('ℹ️', language === 'ru' ? 'Почему' : 'hy');
      await of(2).sees('ℹ️');
      await of(2).taps('⬅️');
      await of(2).taps('🤝');
      await of(2).sees('✅');
      await of(3).taps('✏️');
      await of(3).taps('−');
      await of(3).taps('🤝');
      await of(3).sees('✅');
      await of(4).taps('❌');
      await of(4).sees('❌');
      for (const giver of givers) await withinMeasure(giver);
    });

    async function withinMeasure(giver: Actor): Promise<void> {
      const { pledges, promises } = (await bot.exodus('export', String(giver.id))) as {
        pledges: { amount: string }[];
        promises: { amount: string; direction: string }[];
      };
      const ceiling = BigInt(pledges[0]?.amount ?? '0');
      const promised = promises
        .filter((row) => row.direction === 'given')
        .reduce((total, row) => total + BigInt(row.amount), 0n);
      expect(promised <= ceiling).toBe(true);
    }

    test('the giver hands over, the recipient confirms all of it', async () => {
      const [asker, giver] = [of(0), of(2)];
      await giver.says('/promises');
      await giver.taps('', names[0] ?? '');
      await giver.taps('👍');
      const notice = await asker.sees(new RegExp(`${names[2]}.*(передано|handed over)`, 's'), { ever: true });
      await asker.taps('👍', '', { on: notice });
      await giver.sees('👍', { ever: true });
      const received = (await bot.exodus('export', String(asker.id))) as {
        promises: { direction: string; state: string; counterpart: string }[];
      };
      const states = received.promises.filter((row) => row.counterpart === names[2]).map((row) => row.state);
      expect(states).toEqual(['CONFIRMED']);
    });

    test('the house is in order, and Telegram refused nothing', async () => {
      expect(await bot.exodus('doctor')).toEqual({ ok: true, violations: [] });
      expect(await bot.people.rejections()).toEqual([]);
      for (const secret of [...names, 'Medicine', 'Firewood', bot.env.BOT_TOKEN ?? ''])
        expect(bot.output()).not.toContain(secret);
    });
  },
);
