import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpack } from '../../src/telegram/callbacks.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Chance, SEED } from './chance.ts';
import { forgeAll, forgeInside } from './forging.ts';
import { dataOf, garbage, readShapes, WORDS } from './presses.ts';
import { allSecrets, dump, liveInSegment, type Segment } from './segment.ts';

const QUICK = { ids: 3, words: 2 } as const;
const GARBAGE = Number(process.env.HOSTILE_PRESSES ?? 600);

describe(`forged callbacks of other people's records (seed ${SEED})`, () => {
  let house: TestHouse;
  let segment: Segment;
  const shapes = readShapes();
  beforeAll(async () => {
    house = await testHouse({ defaultLanguage: 'en' });
    segment = await liveInSegment(house);
  });
  afterAll(() => house.close());

  test('the segment has records of every kind, and its own people do read those words', async () => {
    for (const [kind, ids] of Object.entries(segment.records)) expect(ids.length, kind).toBeGreaterThan(0);
    const { Boris, Gleb } = segment.people;
    const read = [await Boris.reads(), await Gleb.says('/network'), await Gleb.taps('🔆'), await Boris.says('/give')];
    const text = JSON.stringify(read);
    for (const secret of ['Anna-Nm', 'Roof-Tt', '8\u00a0123.45', '1\u00a0357.91']) expect(text).toContain(secret);
    expect(shapes.length).toBeGreaterThanOrEqual(80);
    expect(segment.bot.complaints).toEqual([]);
  });

  test('outsiders: each is answered as for a record that never was, and nothing changes', async () => {
    const pressed = await forgeAll(segment, shapes, new Chance(SEED), QUICK);
    expect(pressed).toBeGreaterThan(700);
  }, 120_000);

  test('members: what is not theirs to do is done by no forged press, in no role', async () => {
    const pressed = await forgeInside(segment, shapes, { ids: 2, words: 1 });
    expect(pressed).toBeGreaterThan(300);
  }, 120_000);

  test(`${GARBAGE} presses of data we never made: one neutral answer each, no trace`, async () => {
    const { outsiders, bot, story, records } = segment;
    const chance = new Chance(SEED + 3);
    const ids = Object.values(records).flat();
    const before = await dump(story);
    const answers = new Set<string>();
    await Promise.all(
      outsiders.map(async (outsider) => {
        for (let press = 0; press < GARBAGE / outsiders.length; press++) {
          const data = garbage(chance, shapes, ids);
          const { screens, answers: count } = await outsider.presses(data);
          expect(count, JSON.stringify(data)).toBe(1);
          answers.add(JSON.stringify(screens.map(({ text, rows }) => [text, rows])));
        }
      }),
    );
    expect([...answers]).toHaveLength(1);
    expect(await dump(story)).toEqual(before);
    expect(bot.complaints).toEqual([]);
    expect(bot.refused).toEqual([]);
  }, 120_000);

  test('buttons of somebody else’s form, and of one that is closed, do nothing', async () => {
    const { people, outsiders, bot, story } = segment;
    const asked = await people.Dina.says('/give');
    const typed = await people.Dina.says('25');
    const buttons = [...asked.screens, ...typed.screens].flatMap(({ rows }) => rows.flat());
    const data = buttons.flatMap((button) => (button.data?.startsWith('f:') ? [button.data] : []));
    expect(data.length).toBeGreaterThan(1);
    await people.Dina.says('/cancel');
    const before = await dump(story);
    for (const presser of [...outsiders, people.Dina])
      for (const one of data) expect((await presser.presses(one)).answers).toBe(1);
    expect(await dump(story)).toEqual(before);
    expect(bot.complaints).toEqual([]);
  });

  test('every action fits the 64 bytes of callback data, and is read back as it was made', () => {
    for (const shape of shapes) {
      for (const word of WORDS) {
        const data = dataOf(shape, [randomUUID(), randomUUID()], word, 999_999);
        expect(Buffer.byteLength(data), data).toBeLessThanOrEqual(64);
        expect(unpack(data)?.args, data).toHaveLength(shape.kinds.length);
      }
    }
  });

  test('outsiders have read nothing of the segment in all this', () => {
    const everything = segment.outsiders.flatMap((outsider) => outsider.transcript).join('\n');
    expect(everything.length).toBeGreaterThan(10_000);
    for (const secret of allSecrets) expect(everything).not.toContain(secret);
  });
});
