import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reading } from '../../../src/db/transaction.ts';
import { myMonth } from '../../../src/domain/commitments/my-month.ts';
import { block } from '../../../src/domain/network/blocks.ts';
import { pair } from '../../../src/domain/network/contacts.ts';
import { MAP_PEOPLE_MAX, networkMap } from '../../../src/domain/network/map.ts';
import { monthCaption, networkCaption } from '../../../src/telegram/pictures/captions.ts';
import { monthSvg } from '../../../src/telegram/pictures/month.ts';
import { networkSvg } from '../../../src/telegram/pictures/network.ts';
import { qrPng } from '../../../src/telegram/pictures/qr.ts';
import { renderPng } from '../../../src/telegram/pictures/render.ts';
import { initial, label } from '../../../src/telegram/pictures/svg.ts';
import { loadWords } from '../../../src/telegram/words.ts';
import { type Town, townIn } from '../../domain/network/town.ts';
import { TEST_RULES, type TestHouse, testHouse } from '../../support/house.ts';

const wordsOf = loadWords(TEST_RULES);
const words = wordsOf('ru');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const isPng = (bytes: Buffer): boolean => bytes.subarray(0, PNG.length).equals(PNG);

let house: TestHouse;
let town: Town;
beforeAll(async () => {
  house = await testHouse();
  town = townIn(house);
});
afterAll(() => house.close());

/** Вера → Ольга → Пётр, who asks; Зоя is Пётр's contact and nobody to Вера. */
async function chain() {
  const [vera, olga, petr, zoya] = [
    await town.person('Вера'),
    await town.person('Ольга'),
    await town.person('Пётр'),
    await town.person('Зоя'),
  ];
  await town.contacts([vera, olga], [olga, petr], [petr, zoya]);
  const request = await town.asks(petr, 'Дрова на зиму');
  return { vera, olga, petr, zoya, request };
}

describe('the network as a picture', () => {
  test('shows whom the viewer sees, the way to them, and nobody else', async () => {
    const { vera, olga, petr, request } = await chain();
    const before = await networkSvg(words, await networkMap(reading(house), vera));
    expect(before).toContain('Ольга');
    for (const hidden of ['Пётр', 'Зоя', 'Дрова']) expect(before).not.toContain(hidden);
    await town.recommends(olga, request);
    const map = await networkMap(reading(house), vera);
    expect(map.links).toEqual([
      { from: vera, to: olga, isWay: true },
      { from: olga, to: petr, isWay: true },
    ]);
    const svg = await networkSvg(words, map);
    for (const seen of ['Ольга', 'Пётр', 'Дрова на зиму', '0\u00a0€ из 100\u00a0€']) expect(svg).toContain(seen);
    expect(svg).not.toContain('Зоя');
    const caption = networkCaption(words, map);
    expect(caption).toContain('Пётр: Дрова на зиму');
    expect(caption).toContain('Ольга');
    expect(caption).not.toContain('Зоя');
    expect(isPng(await renderPng(svg))).toBe(true);
  });

  test('shows nobody whom a block hides', async () => {
    const { vera, olga, petr, request } = await chain();
    await town.recommends(olga, request);
    await town.run((tx) => block(tx, petr, olga));
    const map = await networkMap(reading(house), vera);
    expect(map.people.map((person) => person.name)).toEqual(['Ольга']);
    expect(await networkSvg(words, map)).not.toContain('Пётр');
    expect(networkCaption(words, map)).not.toContain('Дрова');
  });

  test('holds no more people than fit, those who ask first, and says how many more there are', async () => {
    const me = await town.person('Я');
    const ids = Array.from({ length: MAP_PEOPLE_MAX + 1 }, () => house.ids.id());
    const at = house.clock.now();
    await house.db.prisma.member.createMany({
      data: ids.map((id, index) => ({
        id,
        personKey: house.ids.id(),
        name: `А${index}`,
        language: 'ru',
        joinedAt: at,
        lastSeenAt: at,
      })),
    });
    await house.db.prisma.contact.createMany({
      data: ids.map((id) => ({ ...pair(me, id), origin: 'INVITE' as const, since: at })),
    });
    await town.asks(ids.at(-1) ?? '', 'Последняя');
    const map = await networkMap(reading(house), me);
    expect([map.people.length, map.rest, map.people[0]?.request?.title]).toEqual([MAP_PEOPLE_MAX, 1, 'Последняя']);
    const caption = networkCaption(words, map);
    expect(caption.replace(/<[^>]*>/g, '').length).toBeLessThanOrEqual(600);
    expect(caption).toMatch(/и ещё: \d+$/);
  });
});

describe('the month as a picture', () => {
  test('shows my giving and my request, in a picture and in words', async () => {
    const { vera, olga, petr, request } = await chain();
    await town.confirms(petr, await town.promises(olga, request));
    await town.promises(olga, await town.asks(vera, 'Очки'));
    const giving = await myMonth(reading(house), olga);
    expect(giving.giving.map((row) => [row.name, row.promised, row.confirmed])).toEqual([
      ['Вера', 1_000n, 0n],
      ['Пётр', 0n, 1_000n],
    ]);
    const mine = await myMonth(reading(house), vera);
    expect(mine.request?.helpers.map((row) => row.name)).toEqual(['Ольга']);
    const svg = monthSvg(words, mine);
    for (const seen of ['Очки', 'Ольга', '10\u00a0€']) expect(svg).toContain(seen);
    expect(svg).not.toContain('Пётр');
    expect(monthCaption(words, mine)).toContain('Очки');
    expect(isPng(await renderPng(svg))).toBe(true);
    expect(isPng(await renderPng(monthSvg(words, await myMonth(reading(house), petr))))).toBe(true);
  });

  test('names nobody whom the viewer no longer sees', async () => {
    const { olga, petr, request } = await chain();
    await town.promises(olga, request);
    await town.run((tx) => block(tx, petr, olga));
    const month = await myMonth(reading(house), olga);
    expect(month.giving).toEqual([{ name: null, promised: 1_000n, handedOver: 0n, confirmed: 0n }]);
    expect(monthSvg(words, month) + monthCaption(words, month)).not.toContain('Пётр');
  });
});

describe('people’s words on a picture', () => {
  test('lose emoji and marks, keep letters of many scripts', () => {
    expect(label('Анна 👩‍👩‍👧 🌸', 20)).toBe('Анна');
    expect(label('🇺🇦👍🏽', 20)).toBe('•');
    expect(label('a\u202egnp\u2066 \u200b', 20)).toBe('agnp');
    expect(label('זהבה', 20)).toBe('זהבה');
    expect(label('Елизавета-Александра', 8)).toBe('Елизаве…');
    expect(label(`Я${'\u0301'.repeat(40)}`, 20).length).toBeLessThanOrEqual(3);
    expect(initial('👋 ольга')).toBe('О');
  });

  test('never break the picture', async () => {
    const names = [`<b>`, `"'&amp;]]><script>`, '\u0000\ufffe\ud800', '‮Иван', 'ż̷̡̛͔̩', 'محمد', '名前', 'x'.repeat(500)];
    const me = await town.person('Я');
    for (const name of names) {
      const words = name.replace(/[\0\ud800]/g, '').slice(0, 58);
      const id = await town.person(words || 'а');
      await town.contacts([me, id]);
      await town.asks(id, `${words}!`);
    }
    for (const language of ['ru', 'en', 'uk'] as const) {
      const svg = await networkSvg(wordsOf(language), await networkMap(reading(house), me));
      expect(svg).not.toContain('<script');
      expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBeGreaterThan(0);
    }
    const anything = fc.string({ unit: 'binary', maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(anything, async (name) => {
        const map = { me: { id: 'me', name }, people: [], rest: 0, links: [] };
        const person = { id: 'p', name, how: 'contact' as const, request: null, via: [name] };
        const svg = await networkSvg(words, { ...map, people: [person] });
        new Resvg(svg, { font: { loadSystemFonts: false } });
      }),
      { numRuns: 60 },
    );
  });
});

test('a link becomes a QR code', async () => {
  expect(isPng(await qrPng(`https://t.me/exodus_bot?start=j${'A1'.repeat(11)}`))).toBe(true);
});
