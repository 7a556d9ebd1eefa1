// npm run screens: with SCREENS_PAGE the catalogue is also written as a page.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openVault } from '../../src/db/vault.ts';
import { randomIds } from '../../src/domain/ids.ts';
import { FORMS } from '../../src/telegram/bot.ts';
import type { BotContext } from '../../src/telegram/context.ts';
import type { Words } from '../../src/telegram/words.ts';
import { TEST_KEY, TEST_RULES } from '../support/house.ts';
import { type Entry, faultsIn, makeCatalogue, missingFrom } from './catalogue.ts';
import { screenFunctions } from './discovery.ts';
import type { Kit } from './kits.ts';
import { pageOf } from './page.ts';
import * as view from './views.ts';

/** The queries that questions ask are answered with the views of the kit in hand: no database. */
const desk = vi.hoisted(() => {
  vi.resetModules(); // files share a process: what others have read has no mocks in it
  return { kit: null as unknown as Kit };
});

const people = (): { id: string; name: string }[] =>
  view.listOf(desk.kit, () => ({ id: view.ID, name: desk.kit.name }));
const requestBy = (id: string) => (id === view.EMERGENCY_ID ? view.emergencyOf(desk.kit) : view.requestOf(desk.kit));

vi.mock('../../src/domain/requests/queries.ts', async (original) => ({
  ...(await original<object>()),
  requestView: async (_tx: unknown, _viewer: string, id: string) => requestBy(id),
}));
vi.mock('../../src/domain/requests/payment-details.ts', async (original) => ({
  ...(await original<object>()),
  ownDetails: async () => view.listOf(desk.kit, () => view.detailOf(desk.kit)),
}));
vi.mock('../../src/domain/commitments/queries.ts', async (original) => ({
  ...(await original<object>()),
  promiseView: async () => view.promiseOf(desk.kit),
}));
vi.mock('../../src/domain/cycles/cycles.ts', async (original) => ({
  ...(await original<object>()),
  monthNow: async () => ({ startsAt: new Date('2026-10-31T21:00:00Z') }),
}));
vi.mock('../../src/domain/network/contacts.ts', async (original) => ({
  ...(await original<object>()),
  contactsOf: async () => people(),
}));
vi.mock('../../src/domain/network/people.ts', async (original) => ({
  ...(await original<object>()),
  seenPeople: async () => people(),
}));
vi.mock('../../src/domain/network/person-card.ts', async (original) => ({
  ...(await original<object>()),
  personCard: async () => view.personOf(desk.kit),
}));
vi.mock('../../src/domain/pledges/directed.ts', async (original) => ({
  ...(await original<object>()),
  directedPledge: async () => view.directedOf(desk.kit),
}));
vi.mock('../../src/domain/pledges/measure.ts', async (original) => ({
  ...(await original<object>()),
  ownCeiling: async () => ({ amount: desk.kit.amount, next: null }),
  measureOf: async () => ({ ceiling: desk.kit.amount, used: 0n, room: desk.kit.amount }),
}));
vi.mock('../../src/domain/pledges/pledges.ts', async (original) => ({
  ...(await original<object>()),
  openPledgeOf: async () => view.pledgeOf(desk.kit),
}));
vi.mock('../../src/domain/operations/operators.ts', async (original) => ({
  ...(await original<object>()),
  audience: async () => desk.kit.count,
}));

const vault = openVault(TEST_KEY);

function contextOf(words: Words, kit: Kit): BotContext {
  desk.kit = kit;
  const clock = { now: () => view.NOW };
  const house = { db: { prisma: null }, clock, ids: randomIds, vault, rules: TEST_RULES };
  const person = { id: view.ID, telegramId: 1n, name: kit.name };
  return {
    words,
    person,
    self: person,
    helping: null,
    deps: { house, adminIds: [1n], supportUrl: null },
  } as unknown as BotContext;
}

/** Whatever comes after in this process reads the real ones again. */
afterAll(() => {
  vi.doUnmock('../../src/domain/requests/queries.ts');
  vi.doUnmock('../../src/domain/requests/payment-details.ts');
  vi.doUnmock('../../src/domain/commitments/queries.ts');
  vi.doUnmock('../../src/domain/cycles/cycles.ts');
  vi.doUnmock('../../src/domain/network/contacts.ts');
  vi.doUnmock('../../src/domain/network/people.ts');
  vi.doUnmock('../../src/domain/network/person-card.ts');
  vi.doUnmock('../../src/domain/pledges/directed.ts');
  vi.doUnmock('../../src/domain/pledges/measure.ts');
  vi.doUnmock('../../src/domain/pledges/pledges.ts');
  vi.doUnmock('../../src/domain/operations/operators.ts');
  vi.resetModules();
});

let catalogue: Entry[] = [];

beforeAll(async () => {
  catalogue = await makeCatalogue({ forms: FORMS, contextOf });
  const file = process.env.SCREENS_PAGE;
  if (!file) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, pageOf(catalogue));
});

test('no screen, notice, question or word is missing from the catalogue', () => {
  expect(screenFunctions().length).toBeGreaterThan(50);
  expect(missingFrom(catalogue, FORMS)).toEqual([]);
});

test('what is left out of the catalogue is named', () => {
  const names = ['homeScreen', 'pledge-made', 'ask/1 kind'];
  expect(
    missingFrom(
      catalogue.filter(({ name }) => !names.includes(name)),
      FORMS,
    ),
  ).toEqual(names);
});

test('every screen is as R16 wants it, in each language and whatever people are called', () => {
  expect(faultsIn(catalogue)).toEqual([]);
});
