import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reading } from '../../src/db/transaction.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { Chance, SEED } from './chance.ts';
import { ISSUER, knockAtBot, knockAtDomain, type LinkTown, linkTown, TITLE } from './links.ts';

const THROUGH_BOT = Number(process.env.HOSTILE_STARTS ?? 2_000);
const AT_DOMAIN = 2_000;

describe(`unknown, expired, revoked and malformed links get one neutral answer (seed ${SEED})`, () => {
  let house: TestHouse;
  let town: LinkTown;
  beforeAll(async () => {
    house = await testHouse();
    town = await linkTown(house);
  });
  afterAll(() => house.close());

  test(`the same to the byte for ${THROUGH_BOT} payloads opened by members of elsewhere`, async () => {
    await knockAtBot(town, new Chance(SEED), THROUGH_BOT);
  }, 120_000);

  test('a forged payload opens nothing in the domain either', async () => {
    await knockAtDomain(reading(house), new Chance(SEED + 1), town.tokens, AT_DOMAIN);
  }, 60_000);

  test('by ✅ and ❌ of a question never asked, dead links get that answer too, and connect nobody', async () => {
    const { bot, tokens, openers, story } = town;
    const contacts = await story.db.contact.count();
    const [opener] = openers;
    const shown = new Set<string>();
    for (const token of [...Object.values(tokens.dead), `j${'1'.repeat(22)}`]) {
      const { screens, answers } = await opener!.presses(`iy:${token}`);
      expect(answers).toBe(1);
      shown.add(screens.map(({ text }) => text).join('\n'));
      expect((await opener!.presses(`in:${token}`)).answers).toBe(1);
    }
    expect([...shown]).toHaveLength(1);
    expect(await story.db.contact.count()).toBe(contacts);
    expect(opener!.transcript.join('\n')).not.toContain(ISSUER);
    expect(bot.complaints).toEqual([]);
  });

  test('a dead link lets a newcomer in, alone, with the same words for each way a link dies', async () => {
    const { bot, tokens, story } = town;
    const welcomes = new Set<string>();
    for (const payload of [...Object.values(tokens.dead), '%', `j${'2'.repeat(22)}`, 'x'.repeat(64)]) {
      const newcomer = bot.guest('Newcomer');
      const { screens } = await newcomer.says(`/start ${payload}`);
      welcomes.add(JSON.stringify(screens.map(({ text, rows }) => [text, rows])));
      const { id } = await newcomer.member();
      expect(await story.db.contact.count({ where: { OR: [{ lowId: id }, { highId: id }] } })).toBe(0);
    }
    expect([...welcomes]).toHaveLength(1);
    expect([...welcomes].join()).not.toContain(ISSUER);
    expect(bot.complaints).toEqual([]);
  });

  test('the living ones still open, so the answers above say something', async () => {
    const { bot, tokens } = town;
    const [join, help] = tokens.living;
    const asked = await town.openers[1]!.says(`/start ${join}`);
    expect(asked.screens.map(({ text }) => text).join()).toContain(ISSUER);
    const shown = await bot.guest('Friend').says(`/start ${help}`);
    expect(shown.screens.map(({ text }) => text).join()).toContain(TITLE);
    expect(bot.complaints).toEqual([]);
  });
});
