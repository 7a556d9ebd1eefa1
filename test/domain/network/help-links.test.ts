import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { areContacts } from '../../../src/domain/network/contacts.ts';
import {
  helpLink,
  helpLinkStanding,
  helpLinkUses,
  helpPreview,
  ownHelpToken,
  revokeHelpLinks,
  tellOfUnopened,
} from '../../../src/domain/network/help-links.ts';
import { acceptInvite, declineInvite, type LivingInvite, livingInvite } from '../../../src/domain/network/invites.ts';
import { maySeeRequest } from '../../../src/domain/network/reach.ts';
import { recommend } from '../../../src/domain/network/recommendations.ts';
import { markOpened } from '../../../src/domain/requests/queries.ts';
import { closeRequest } from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { HELP, Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house?.close());
beforeEach(() => house.clock.set('2026-11-10T09:00:00Z'));

/** An asker, their contact who gives links, and somebody of elsewhere. */
async function scene(changes = {}) {
  const [asker, issuer, other] = [await story.person('Anna'), await story.person('Olga'), await story.person('Zoe')];
  await story.contacts(asker, issuer);
  return { asker, issuer, other, requestId: await story.request(asker, changes) };
}

const linkOf = async (memberId: string, requestId: string): Promise<string> =>
  (await story.run((tx) => helpLink(tx, memberId, requestId))).token;
const living = async (token: string): Promise<LivingInvite> => {
  const invite = await livingInvite(story.now, token);
  if (!invite) throw new Error('the link is dead');
  return invite;
};
const standing = async (token: string, openerId: string | null) =>
  helpLinkStanding(story.now, await living(token), openerId);

describe('a help link', () => {
  test('is one letter and 22 characters, and the same one until it ends', async () => {
    const { issuer, requestId } = await scene();
    const token = await linkOf(issuer, requestId);
    expect(token).toMatch(/^h[0-9A-Za-z]{22}$/);
    expect(await linkOf(issuer, requestId)).toBe(token);
    house.clock.set('2026-12-11T09:00:00Z');
    expect(await livingInvite(story.now, token)).toBeNull();
    expect(await linkOf(issuer, requestId)).not.toBe(token);
  });

  test('shows first name, title and sum, and the whole request only after opener and issuer are connected', async () => {
    const { issuer, other, requestId } = await scene();
    const token = await linkOf(issuer, requestId);
    expect(await standing(token, other)).toBe('open');
    expect(await helpPreview(story.now, await living(token))).toEqual({
      issuerName: 'Olga',
      askerName: 'Anna',
      title: 'Medicine',
      kind: 'MONTHLY',
      amount: 10_000n,
    });
    expect(await maySeeRequest(story.now, other, requestId)).toBe(false);
    await story.run((tx) => acceptInvite(tx, other, token));
    expect(await areContacts(story.now, other, issuer)).toBe(true);
    expect(await maySeeRequest(story.now, other, requestId)).toBe(true);
  });

  test('declined, it lets nobody pledge through it, and the asker sees no mark', async () => {
    const { asker, issuer, other, requestId } = await scene();
    const token = await linkOf(issuer, requestId);
    await story.run((tx) => declineInvite(tx, other, token));
    expect(await story.outcome((tx) => helpNow(tx, other, { ...HELP, requestId, amount: 100n }))).toBe('not-found');
    expect(await helpLinkUses(story.now, asker, requestId)).toEqual({ living: 1, uses: 0 });
  });

  test('introduces, it does not recommend: the opener’s contacts see nothing, the issuer’s other contacts neither', async () => {
    const { issuer, other, requestId } = await scene({ reach: 3 });
    const [friendOfOther, friendOfIssuer] = [await story.person(), await story.person()];
    await story.contacts(other, friendOfOther);
    await story.contacts(issuer, friendOfIssuer);
    await story.run(async (tx) => acceptInvite(tx, other, await linkOf(issuer, requestId)));
    expect(await maySeeRequest(story.now, friendOfOther, requestId)).toBe(false);
    expect(await maySeeRequest(story.now, friendOfIssuer, requestId)).toBe(false);
  });

  test('works only within the chosen reach: it cannot be made beyond it', async () => {
    const { asker, issuer, requestId } = await scene({ reach: 1 });
    expect(await story.outcome((tx) => helpLink(tx, issuer, requestId))).toBe('out-of-reach');
    expect(await story.outcome((tx) => helpLink(tx, asker, requestId))).toBe('done');
    const farther = await scene({ reach: 2 });
    await story.run((tx) => recommend(tx, farther.issuer, farther.requestId, 'RELATIVE'));
    await story.contacts(farther.issuer, farther.other);
    expect(await story.outcome((tx) => helpLink(tx, farther.other, farther.requestId))).toBe('out-of-reach');
  });

  test('cannot be opened beyond it either: the refusal has its own word, and nobody is connected', async () => {
    const { issuer, other, requestId } = await scene({ reach: 2 });
    const token = await linkOf(issuer, requestId);
    await story.db.request.update({ where: { id: requestId }, data: { reach: 1 } });
    expect(await standing(token, null)).toBe('out-of-reach');
    expect(await story.outcome((tx) => acceptInvite(tx, other, token))).toBe('out-of-reach');
    expect(await areContacts(story.now, other, issuer)).toBe(false);
  });

  test('is not for those who do not see the request', async () => {
    const { other, requestId } = await scene();
    expect(await story.outcome((tx) => helpLink(tx, other, requestId))).toBe('not-found');
    expect(await story.outcome((tx) => helpLinkUses(tx, other, requestId))).toBe('not-found');
    expect(await story.outcome((tx) => revokeHelpLinks(tx, other, requestId))).toBe('not-found');
  });

  test.each(['asker', 'issuer'] as const)('a block between opener and %s wins', async (side) => {
    const people = await scene();
    const token = await linkOf(people.issuer, people.requestId);
    const pair = { blockerId: people[side], blockedId: people.other };
    await story.db.block.create({ data: { ...pair, at: house.clock.now() } });
    expect(await standing(token, people.other)).toBe('dead');
    expect(await story.outcome((tx) => acceptInvite(tx, people.other, token))).toBe('invite-dead');
    expect(await areContacts(story.now, people.other, people.issuer)).toBe(false);
  });

  test('does not lead around a block: who is blocked with the person on the way sees nothing of it', async () => {
    const { issuer, other, requestId } = await scene({ reach: 3 });
    const farther = await story.person('Peter');
    await story.contacts(issuer, farther);
    await story.run((tx) => recommend(tx, issuer, requestId, 'NEIGHBOUR'));
    const token = await linkOf(farther, requestId);
    expect(await standing(token, other)).toBe('open');
    await story.db.block.create({ data: { blockerId: issuer, blockedId: other, at: house.clock.now() } });
    expect(await standing(token, other)).toBe('dead');
  });

  test('dies with its request', async () => {
    const { asker, issuer, other, requestId } = await scene();
    const token = await linkOf(issuer, requestId);
    await story.run((tx) => closeRequest(tx, asker, requestId, null));
    expect(await standing(token, other)).toBe('dead');
    expect(await story.outcome((tx) => acceptInvite(tx, other, token))).toBe('invite-dead');
    expect(await story.outcome((tx) => helpLink(tx, asker, requestId))).toBe('stale');
  });

  test('the asker sees how often links were used, and revokes them all, whoever made them', async () => {
    const { asker, issuer, other, requestId } = await scene();
    const [mine, theirs] = [await linkOf(asker, requestId), await linkOf(issuer, requestId)];
    await story.run((tx) => acceptInvite(tx, other, theirs));
    await story.run((tx) => acceptInvite(tx, other, theirs));
    expect(await helpLinkUses(story.now, asker, requestId)).toEqual({ living: 2, uses: 1 });
    expect(await story.run((tx) => revokeHelpLinks(tx, asker, requestId))).toBe(2);
    for (const token of [mine, theirs]) expect(await livingInvite(story.now, token)).toBeNull();
    expect(await helpLinkUses(story.now, asker, requestId)).toEqual({ living: 0, uses: 1 });
    expect(await areContacts(story.now, other, issuer)).toBe(true);
    expect(await maySeeRequest(story.now, other, requestId)).toBe(false);
  });

  test('five new links a day, of both kinds together', async () => {
    const issuer = await story.person('Busy');
    const askers = await story.people(6);
    await story.contacts(issuer, ...askers);
    const outcomes: string[] = [];
    for (const asker of askers) {
      const requestId = await story.request(asker);
      outcomes.push(await story.outcome((tx) => helpLink(tx, issuer, requestId)));
    }
    expect(outcomes).toEqual(['done', 'done', 'done', 'done', 'too-many-today', 'too-many-today']);
  });
});

describe('a request that nobody has opened after a day', () => {
  const told = async (asker: string) => (await story.mail(asker)).filter((kind) => kind === 'nobody-opened').length;

  test('tells its asker so, once, with a link ready to forward', async () => {
    const { asker, requestId } = await scene();
    await story.run(tellOfUnopened);
    expect(await told(asker)).toBe(0);
    house.clock.set('2026-11-11T09:00:00Z');
    expect(await story.run(tellOfUnopened)).toBeGreaterThan(0);
    expect(await story.run(tellOfUnopened)).toBe(0);
    expect(await told(asker)).toBe(1);
    expect(await ownHelpToken(story.now, asker, requestId)).toMatch(/^h/);
  });

  test('is left alone when somebody else opened it, or promised to help', async () => {
    const opened = await scene();
    await story.run((tx) => markOpened(tx, opened.issuer, opened.requestId));
    const helped = await scene();
    await story.promise(helped.issuer, helped.requestId, 100n);
    const own = await scene();
    await story.run((tx) => markOpened(tx, own.asker, own.requestId));
    house.clock.set('2026-11-11T09:00:00Z');
    await story.run(tellOfUnopened);
    expect([await told(opened.asker), await told(helped.asker), await told(own.asker)]).toEqual([0, 0, 1]);
  });
});
