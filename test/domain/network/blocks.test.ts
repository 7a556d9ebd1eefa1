import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reading } from '../../../src/db/transaction.ts';
import { openPaymentDetails } from '../../../src/domain/commitments/open-details.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { block, breakContact, shutOutBy, unblock, wantBack } from '../../../src/domain/network/blocks.ts';
import { connect } from '../../../src/domain/network/contacts.ts';
import { acceptInvite, joinLink } from '../../../src/domain/network/invites.ts';
import { ownLinks, revokeLinks } from '../../../src/domain/network/my-links.ts';
import { seenPeople } from '../../../src/domain/network/people.ts';
import { handleReport, reportAbuse, reportCase } from '../../../src/domain/network/reports.ts';
import { accountFor, answerWriting, askingToWrite, askToWrite } from '../../../src/domain/network/writing.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { type Town, townIn } from './town.ts';

let house: TestHouse;
let town: Town;
beforeAll(async () => {
  house = await testHouse();
  town = townIn(house);
});
afterAll(() => house.close());

const names = async (viewerId: string): Promise<string[]> =>
  (await seenPeople(reading(house), viewerId)).map((person) => person.name).sort();

/** Анна – Борис – Вера; Борис asks and Анна recommends it to Дина. */
async function four(): Promise<{ anna: string; boris: string; vera: string; dina: string; request: string }> {
  const [anna, boris, vera, dina] = [
    await town.person('Анна'),
    await town.person('Борис'),
    await town.person('Вера'),
    await town.person('Дина'),
  ];
  await town.contacts([anna, boris], [boris, vera], [anna, dina]);
  const request = await town.asks(boris);
  await town.recommends(anna, request);
  return { anna, boris, vera, dina, request };
}

const notices = (memberId: string, kind: string) => house.db.prisma.notice.count({ where: { memberId, kind } });

describe('a broken contact', () => {
  test('takes sight from both, and from those whose way led through it, silently', async () => {
    const { anna, boris, dina, request } = await four();
    const before = await house.db.prisma.notice.count();
    const pledgeId = await town.pledges(dina, request);
    expect(await names(dina)).toEqual(['Анна', 'Борис']);
    await town.run((tx) => breakContact(tx, boris, anna));
    expect(await names(anna)).toEqual(['Дина']);
    expect(await names(boris)).toEqual(['Вера']);
    expect(await names(dina)).toEqual(['Анна']);
    const pledge = await house.db.prisma.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
    expect([pledge.state, pledge.pauseReason]).toEqual(['PAUSED', 'LOST_SIGHT']);
    expect(await house.db.prisma.notice.count()).toBe(before);
    await expect(town.run((tx) => breakContact(tx, anna, boris))).rejects.toThrow('not-found');
  });

  test('is in the list of the one who broke it only, and back when both want it', async () => {
    const { anna, boris, vera } = await four();
    await town.run((tx) => breakContact(tx, boris, anna));
    expect(await shutOutBy(reading(house), anna)).toEqual([]);
    expect(await shutOutBy(reading(house), boris)).toMatchObject([{ name: 'Анна', kind: 'broken', isWanted: false }]);
    await expect(town.run((tx) => wantBack(tx, anna, boris))).rejects.toThrow('not-found');
    await expect(town.run((tx) => wantBack(tx, vera, boris))).rejects.toThrow('not-found');
    expect(await town.run((tx) => wantBack(tx, boris, anna))).toBe(false);
    expect(await shutOutBy(reading(house), boris)).toMatchObject([{ isWanted: true }]);
    expect(await names(anna)).toEqual(['Дина']);
    const { token } = await town.run((tx) => joinLink(tx, boris));
    expect(await town.run((tx) => acceptInvite(tx, anna, token))).toBe(true);
    expect(await names(anna)).toContain('Борис');
    expect(await shutOutBy(reading(house), boris)).toEqual([]);
  });

  test('comes back at once when the other side had opened a link before', async () => {
    const { anna, boris, dina, request } = await four();
    const id = await town.pledges(dina, request);
    await town.run((tx) => breakContact(tx, boris, anna));
    const { token } = await town.run((tx) => joinLink(tx, boris));
    expect(await town.run((tx) => acceptInvite(tx, anna, token))).toBe(false);
    expect(await town.run((tx) => wantBack(tx, boris, anna))).toBe(true);
    expect((await house.db.prisma.pledge.findUniqueOrThrow({ where: { id } })).state, 'seen again').toBe('ACTIVE');
    expect(await names(boris)).toContain('Анна');
    expect(await notices(anna, 'newcomer-joined')).toBe(1);
  });
});

describe('a block', () => {
  test('makes two people invisible to each other and stops ways through either', async () => {
    const { anna, boris, dina } = await four();
    await town.run((tx) => block(tx, boris, dina).catch(() => undefined)); // Борис does not see Дина
    expect(await names(dina)).toEqual(['Анна', 'Борис']);
    await town.run((tx) => block(tx, dina, boris));
    expect(await names(dina)).toEqual(['Анна']);
    await town.run((tx) => block(tx, anna, boris));
    await town.run((tx) => block(tx, anna, boris)); // again: nothing
    expect(await names(boris)).toEqual(['Вера']);
    expect(await names(anna)).toEqual(['Дина']);
    expect(await shutOutBy(reading(house), anna)).toMatchObject([{ name: 'Борис', kind: 'blocked' }]);
    expect(await shutOutBy(reading(house), boris)).toEqual([]);
    await expect(town.run((tx) => unblock(tx, boris, anna))).rejects.toThrow('not-found');
    await town.run((tx) => unblock(tx, anna, boris));
    expect(await names(boris)).toEqual(['Анна', 'Вера']);
  });

  test('of somebody unseen is refused with the neutral answer, and of oneself too', async () => {
    const { anna, vera } = await four();
    await expect(town.run((tx) => block(tx, anna, vera))).rejects.toThrow('not-found');
    await expect(town.run((tx) => block(tx, anna, anna))).rejects.toThrow('not-found');
  });

  test('leaves a promise between the two settleable, and shows nothing but the record', async () => {
    const { boris, dina, request } = await four();
    const promiseId = await town.promises(dina, request);
    await town.run((tx) => block(tx, boris, dina));
    for (const viewer of [boris, dina]) {
      const view = await promiseView(reading(house), viewer, promiseId);
      expect(view).toMatchObject({ isRecordOnly: true, counterpartTelegramId: null, counterpartUsername: null });
      expect(view?.hasDetails).toBe(false);
    }
    await expect(town.run((tx) => openPaymentDetails(tx, dina, promiseId))).rejects.toThrow('not-found');
    await town.confirms(boris, promiseId);
    expect((await promiseView(reading(house), dina, promiseId))?.state).toBe('CONFIRMED');
    expect(await names(boris)).not.toContain('Дина'); // confirmed help makes contacts, but not of these two
  });

  test('hides two helpers of one request from each other', async () => {
    const { vera, dina, request } = await four();
    await town.promises(vera, request);
    await town.promises(dina, request);
    expect(await names(vera)).toContain('Дина');
    await town.run((tx) => block(tx, dina, vera));
    expect(await names(vera)).not.toContain('Дина');
    expect(await names(dina)).not.toContain('Вера');
  });
});

describe('may I write to you?', () => {
  test('shows no account before the yes, and a no is silence', async () => {
    const { boris, vera, dina } = await four();
    expect(await accountFor(reading(house), dina, boris)).toBeNull();
    await expect(town.run((tx) => askToWrite(tx, dina, vera))).rejects.toThrow('not-found');
    await town.run((tx) => askToWrite(tx, dina, boris));
    await town.run((tx) => askToWrite(tx, dina, boris));
    expect(await notices(boris, 'may-i-write')).toBe(1);
    expect(await askingToWrite(reading(house), boris, dina)).toEqual({ name: 'Дина' });
    expect(await askingToWrite(reading(house), vera, dina)).toBeNull();
    expect(await accountFor(reading(house), dina, boris)).toBeNull();
    await expect(town.run((tx) => answerWriting(tx, vera, dina, true))).rejects.toThrow('not-found');
    await town.run((tx) => answerWriting(tx, boris, dina, false));
    expect(await accountFor(reading(house), dina, boris)).toBeNull();
    expect(await notices(dina, 'may-write')).toBe(0);
    await expect(town.run((tx) => answerWriting(tx, boris, dina, true))).rejects.toThrow('stale');
  });

  test('a yes shows the account to the asker alone; a block takes it back', async () => {
    const { boris, dina } = await four();
    await town.run((tx) => askToWrite(tx, dina, boris));
    await town.run((tx) => answerWriting(tx, boris, dina, true));
    expect((await accountFor(reading(house), dina, boris))?.name).toBe('Борис');
    expect(await accountFor(reading(house), boris, dina)).toBeNull();
    expect(await notices(dina, 'may-write')).toBe(1);
    await town.run((tx) => block(tx, boris, dina));
    expect(await accountFor(reading(house), dina, boris)).toBeNull();
  });

  test('a yes of before ends with a contact that is broken', async () => {
    const { boris, dina } = await four();
    await town.run((tx) => askToWrite(tx, dina, boris));
    await town.run((tx) => answerWriting(tx, boris, dina, true));
    await town.run((tx) => connect(tx, dina, boris, 'INVITE'));
    await town.run((tx) => breakContact(tx, boris, dina));
    expect(await accountFor(reading(house), dina, boris)).toBeNull();
  });
});

describe('a report', () => {
  test('tells operators the reason, the words and a case number, and nobody’s name', async () => {
    const { anna, boris, dina, vera } = await four();
    const operator = await house.db.prisma.member.findUniqueOrThrow({ where: { id: vera } });
    const operatorIds = [operator.telegramId ?? 0n, 5n];
    const report = { subjectId: boris, reason: 'PRESSURE' as const, text: 'Очень давит' };
    await town.run((tx) => reportAbuse(tx, dina, report, operatorIds));
    await expect(town.run((tx) => reportAbuse(tx, dina, { ...report, subjectId: vera }, operatorIds))).rejects.toThrow(
      'not-found',
    );
    const row = await house.db.prisma.abuseReport.findFirstOrThrow();
    const seen = await reportCase(reading(house), row.id);
    expect(seen).toEqual({
      id: row.id,
      number: row.id.slice(0, 8),
      reason: 'PRESSURE',
      text: 'Очень давит',
      isHandled: false,
    });
    expect(await notices(vera, 'abuse-reported')).toBe(1);
    await expect(town.run((tx) => handleReport(tx, anna, row.id, operatorIds))).rejects.toThrow('not-found');
    await town.run((tx) => handleReport(tx, vera, row.id, operatorIds));
    expect((await reportCase(reading(house), row.id))?.isHandled).toBe(true);
    for (let count = 1; count < 5; count++) await town.run((tx) => reportAbuse(tx, dina, report, []));
    await expect(town.run((tx) => reportAbuse(tx, dina, report, []))).rejects.toThrow('too-many-today');
  });
});

describe('my links', () => {
  test('are mine alone, and a revoked one opens nothing', async () => {
    const { anna, boris } = await four();
    const newcomer = await town.person('Новый');
    const { token } = await town.run((tx) => joinLink(tx, anna));
    const [link] = await ownLinks(reading(house), anna);
    expect(link).toMatchObject({ kind: 'JOIN', token, uses: 0, usesMax: 50 });
    expect(await ownLinks(reading(house), boris)).toEqual([]);
    await expect(town.run((tx) => revokeLinks(tx, boris, link?.id ?? ''))).rejects.toThrow('not-found');
    expect(await town.run((tx) => revokeLinks(tx, anna, link?.id ?? ''))).toBe(1);
    await expect(town.run((tx) => revokeLinks(tx, anna, link?.id ?? ''))).rejects.toThrow('stale');
    await expect(town.run((tx) => acceptInvite(tx, newcomer, token))).rejects.toThrow('invite-dead');
    const next = await town.run((tx) => joinLink(tx, anna));
    expect(next.token).not.toBe(token);
    expect(await town.run((tx) => revokeLinks(tx, anna, null))).toBe(1);
    expect(await ownLinks(reading(house), anna)).toEqual([]);
  });
});
