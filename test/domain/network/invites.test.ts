import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { areContacts, connect } from '../../../src/domain/network/contacts.ts';
import { acceptInvite, declineInvite, joinLink, livingInvite } from '../../../src/domain/network/invites.ts';
import { LIMITS } from '../../../src/domain/rules.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

const linkOf = async (issuer: string): Promise<string> => (await story.run((tx) => joinLink(tx, issuer))).token;
const usesOf = async (token: string): Promise<number> =>
  (await story.db.invite.findUniqueOrThrow({ where: { token } })).uses;

describe('invites', () => {
  test('a newcomer who follows a link and its issuer become contacts; the issuer is told once', async () => {
    const [anna, boris] = await story.people(2);
    const token = await linkOf(anna!);
    for (let press = 0; press < 3; press++) expect(await story.run((tx) => acceptInvite(tx, boris!, token))).toBe(true);
    expect(await areContacts(story.now, anna!, boris!)).toBe(true);
    expect(await areContacts(story.now, boris!, anna!)).toBe(true);
    expect(await usesOf(token), 'opening twice costs one use').toBe(1);
    expect(await story.mail(anna!)).toEqual(['newcomer-joined']);
  });

  test("a member's living link stays the same until it is used up, expires or is revoked", async () => {
    const [anna] = await story.people(1);
    const token = await linkOf(anna!);
    expect(await linkOf(anna!)).toBe(token);
    await story.db.invite.update({ where: { token }, data: { revokedAt: house.clock.now() } });
    const second = await linkOf(anna!);
    expect(second).not.toBe(token);
    expect(second).toMatch(/^j[0-9A-Za-z]{22}$/);
  });

  test('unknown, expired, revoked, used up, malformed and blocked links get the same neutral refusal and change nothing', async () => {
    const [anna, boris] = await story.people(2);
    const now = house.clock.now();
    const link = async (change: Parameters<typeof story.db.invite.update>[0]['data']): Promise<string> => {
      const [issuer] = await story.people(1);
      const token = await linkOf(issuer!);
      await story.db.invite.update({ where: { token }, data: change });
      return token;
    };
    const blocked = await linkOf(anna!);
    await story.db.block.create({ data: { blockerId: anna!, blockedId: boris!, at: now } });
    const [leaving] = await story.people(1);
    const ofLeaving = await linkOf(leaving!);
    await story.db.member.update({ where: { id: leaving! }, data: { state: 'LEAVING', eraseAt: now } });
    const dead = {
      unknown: `j${'A'.repeat(22)}`,
      expired: await link({ createdAt: new Date(now.getTime() - 1_000), expiresAt: now }),
      revoked: await link({ revokedAt: now }),
      'used up': await link({ uses: LIMITS.inviteUses }),
      malformed: "j'; DROP TABLE members; --",
      empty: '',
      'of the wrong length': `j${'A'.repeat(23)}`,
      'of an issuer who leaves': ofLeaving,
      blocked,
    };
    const before = await story.traces();
    for (const [what, token] of Object.entries(dead)) {
      expect(await story.outcome((tx) => acceptInvite(tx, boris!, token)), what).toBe('invite-dead');
      if (what !== 'blocked') expect(await livingInvite(story.now, token), what).toBeNull();
    }
    expect(await story.traces()).toEqual(before);
  });

  test("one's own link is told apart, and changes nothing", async () => {
    const [anna] = await story.people(1);
    const token = await linkOf(anna!);
    const before = await story.traces();
    expect(await story.outcome((tx) => acceptInvite(tx, anna!, token))).toBe('own-invite');
    expect(await story.traces()).toEqual(before);
  });

  test('a link works for fifty people and not for a fifty-first, also when they come at once', async () => {
    const [anna] = await story.people(1);
    const token = await linkOf(anna!);
    await story.db.invite.update({ where: { token }, data: { uses: LIMITS.inviteUses - 2 } });
    const guests = await story.people(8);
    const outcomes = await Promise.all(guests.map((guest) => story.outcome((tx) => acceptInvite(tx, guest, token))));
    expect(outcomes.toSorted()).toEqual(['done', 'done', ...Array<string>(6).fill('invite-dead')]);
    expect(await usesOf(token)).toBe(LIMITS.inviteUses);
  });

  test('whoever declines stays unconnected, nobody is told, and may follow the link later', async () => {
    const [anna, boris] = await story.people(2);
    const token = await linkOf(anna!);
    await story.run((tx) => declineInvite(tx, boris!, token));
    expect(await areContacts(story.now, anna!, boris!)).toBe(false);
    expect([await story.mail(anna!), await usesOf(token)]).toEqual([[], 0]);
    expect(await story.run((tx) => acceptInvite(tx, boris!, token))).toBe(true);
  });

  test('at most five links a day', async () => {
    const [anna] = await story.people(1);
    for (let link = 0; link < LIMITS.openInvitesADay; link++) {
      const token = await linkOf(anna!);
      await story.db.invite.update({ where: { token }, data: { revokedAt: house.clock.now() } });
    }
    expect(await story.outcome((tx) => joinLink(tx, anna!))).toBe('too-many-today');
  });
});

describe('a broken contact', () => {
  /** Two contacts of which the first has broken it. */
  async function broken(): Promise<[string, string]> {
    const [anna, boris] = await story.people(2);
    await story.contacts(anna!, boris!);
    await story.db.contact.updateMany({
      where: { OR: [{ lowId: anna! }, { highId: anna! }] },
      data: { brokenAt: house.clock.now() },
    });
    return [anna!, boris!];
  }

  test('stays broken until both want it back, in either order', async () => {
    for (const order of [0, 1]) {
      const pair = await broken();
      const [first, second] = order === 0 ? pair : pair.toReversed();
      const firstLink = await linkOf(first!);
      const secondLink = await linkOf(second!);
      for (let press = 0; press < 3; press++) {
        expect(await story.run((tx) => acceptInvite(tx, second!, firstLink))).toBe(false);
        expect(await areContacts(story.now, first!, second!)).toBe(false);
      }
      expect(await story.run((tx) => acceptInvite(tx, first!, secondLink))).toBe(true);
      expect(await areContacts(story.now, first!, second!)).toBe(true);
    }
  });

  test('has to be wanted by both again after it was broken again', async () => {
    const [anna, boris] = await broken();
    await story.run((tx) => connect(tx, anna, boris, 'INVITE'));
    expect(await story.run((tx) => connect(tx, boris, anna, 'INVITE'))).toBe(true);
    await story.db.contact.updateMany({
      where: { OR: [{ lowId: anna }, { highId: anna }] },
      data: { brokenAt: house.clock.now() },
    });
    expect(await story.run((tx) => connect(tx, boris, anna, 'INVITE'))).toBe(false);
  });

  test('nobody is a contact of their own', async () => {
    const [anna] = await story.people(1);
    expect(await story.run((tx) => connect(tx, anna!, anna!, 'HELP'))).toBe(false);
  });
});
