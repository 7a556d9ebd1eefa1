import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from '../../../src/domain/members/members.ts';
import { breakContact } from '../../../src/domain/network/blocks.ts';
import { areContacts } from '../../../src/domain/network/contacts.ts';
import {
  answerIntroduction,
  introduce,
  introductionChoice,
  introductionView,
  mayIntroduce,
} from '../../../src/domain/network/introductions.ts';
import { acceptInvite, joinLink } from '../../../src/domain/network/invites.ts';
import { noticeView } from '../../../src/domain/notices/views.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
let telegramId = 500_000;

beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house?.close());

/** A host, somebody who joined by the host's link, and two of the host's contacts. */
async function party() {
  const [host, friend, second] = [
    await story.person('Host'),
    await story.person('Friend'),
    await story.person('Second'),
  ];
  await story.contacts(host, friend, second);
  const { token } = await story.run((tx) => joinLink(tx, host));
  telegramId += 1;
  const user = { id: telegramId, firstName: 'New', username: undefined, languageCode: 'ru' };
  const newcomer = (await story.run((tx) => join(tx, user, host))).id;
  await story.run((tx) => acceptInvite(tx, newcomer, token));
  return { host, newcomer, friend, second };
}

const introductionOf = async (a: string, b: string): Promise<string> => {
  const [leftId, rightId] = [a, b].sort() as [string, string];
  return (await story.db.introduction.findUniqueOrThrow({ where: { leftId_rightId: { leftId, rightId } } })).id;
};

describe('an introduction', () => {
  test('makes a contact only when both consent', async () => {
    const { host, newcomer, friend } = await party();
    await story.run((tx) => introduce(tx, host, newcomer, friend));
    const id = await introductionOf(newcomer, friend);
    expect(await story.run((tx) => answerIntroduction(tx, newcomer, id, true))).toBe(false);
    expect(await areContacts(story.now, newcomer, friend)).toBe(false);
    expect(await story.run((tx) => answerIntroduction(tx, friend, id, true))).toBe(true);
    expect(await areContacts(story.now, newcomer, friend)).toBe(true);
    expect((await story.mail(newcomer)).at(-1)).toBe('newcomer-joined');
    const { origin } = await story.db.contact.findFirstOrThrow({
      where: {
        OR: [
          { lowId: friend, highId: newcomer },
          { lowId: newcomer, highId: friend },
        ],
      },
    });
    expect(origin).toBe('INTRODUCTION');
  });

  test('of two who broke the contact afterwards says nothing any more: one of them alone brings nothing back', async () => {
    const { host, newcomer, friend } = await party();
    await story.run((tx) => introduce(tx, host, newcomer, friend));
    const id = await introductionOf(newcomer, friend);
    for (const who of [newcomer, friend]) await story.run((tx) => answerIntroduction(tx, who, id, true));
    await story.run((tx) => breakContact(tx, friend, newcomer));
    expect(await story.outcome((tx) => answerIntroduction(tx, newcomer, id, true))).toBe('not-found');
    expect(await areContacts(story.now, newcomer, friend)).toBe(false);
    await story.run((tx) => introduce(tx, host, newcomer, friend));
    const again = await introductionOf(newcomer, friend);
    expect(await story.run((tx) => answerIntroduction(tx, newcomer, again, true))).toBe(false);
    expect(await story.run((tx) => answerIntroduction(tx, friend, again, true))).toBe(true);
  });

  test('asks both once, however often it is offered', async () => {
    const { host, newcomer, friend } = await party();
    await story.run((tx) => introduce(tx, host, newcomer, friend));
    await story.run((tx) => introduce(tx, host, newcomer, friend));
    for (const member of [newcomer, friend])
      expect((await story.mail(member)).filter((kind) => kind === 'introduction')).toHaveLength(1);
  });

  test('a refusal looks like an answer that has not come', async () => {
    const { host, newcomer, friend, second } = await party();
    for (const other of [friend, second]) await story.run((tx) => introduce(tx, host, newcomer, other));
    const [refused, silent] = [await introductionOf(newcomer, friend), await introductionOf(newcomer, second)];
    await story.run((tx) => answerIntroduction(tx, friend, refused, false));
    const mail = [await story.mail(newcomer), await story.mail(host)];
    const answers = [];
    for (const id of [refused, silent])
      answers.push(await story.run((tx) => answerIntroduction(tx, newcomer, id, true)));
    expect(answers).toEqual([false, false]);
    const [a, b] = [
      await introductionView(story.now, newcomer, refused),
      await introductionView(story.now, newcomer, silent),
    ];
    expect({ ...a, id: '', otherName: '' }).toEqual({ ...b, id: '', otherName: '' });
    expect([await story.mail(newcomer), await story.mail(host)]).toEqual(mail);
    expect(await areContacts(story.now, newcomer, friend)).toBe(false);
    // Who refused may still agree later.
    expect(await story.run((tx) => answerIntroduction(tx, friend, refused, true))).toBe(true);
  });

  test('is only for whom the introducer brought in, and only to contacts of theirs', async () => {
    const { host, newcomer, friend, second } = await party();
    const stranger = await story.person('Stranger');
    const tries = [
      [host, friend, second],
      [host, newcomer, stranger],
      [host, newcomer, newcomer],
      [host, newcomer, host],
      [friend, newcomer, host],
      [stranger, newcomer, friend],
    ] as const;
    const before = await story.traces();
    for (const [actor, left, right] of tries)
      expect(await story.outcome((tx) => introduce(tx, actor, left, right))).toBe('not-found');
    expect(await story.traces()).toEqual(before);
    expect(await mayIntroduce(story.now, host, newcomer)).toBe(true);
    expect(await mayIntroduce(story.now, host, friend)).toBe(false);
    expect((await introductionChoice(story.now, host, newcomer))?.others.map((other) => other.name)).toEqual([
      'Friend',
      'Second',
    ]);
  });

  test('does not tell the introducer who knows or blocks whom: the same answer, and nobody is asked', async () => {
    const { host, newcomer, friend, second } = await party();
    await story.contacts(newcomer, friend);
    await story.db.block.create({ data: { blockerId: second, blockedId: newcomer, at: house.clock.now() } });
    for (const other of [friend, second]) {
      expect(await story.outcome((tx) => introduce(tx, host, newcomer, other))).toBe('done');
      expect(await story.mail(other)).not.toContain('introduction');
    }
    expect((await introductionChoice(story.now, host, newcomer))?.others).toHaveLength(2);
  });

  test('is nobody else’s business, and a block between the two ends it', async () => {
    const { host, newcomer, friend, second } = await party();
    await story.run((tx) => introduce(tx, host, newcomer, friend));
    const id = await introductionOf(newcomer, friend);
    for (const other of [host, second]) {
      expect(await introductionView(story.now, other, id)).toBeNull();
      expect(await story.outcome((tx) => answerIntroduction(tx, other, id, true))).toBe('not-found');
    }
    expect(await noticeView(story.now, 'introduction', friend, { introductionId: id })).toMatchObject({
      introduction: { introducerName: 'Host', otherName: 'New' },
    });
    await story.run((tx) => answerIntroduction(tx, friend, id, true));
    await story.db.block.create({ data: { blockerId: friend, blockedId: newcomer, at: house.clock.now() } });
    expect(await story.outcome((tx) => answerIntroduction(tx, newcomer, id, true))).toBe('not-found');
    expect(await areContacts(story.now, newcomer, friend)).toBe(false);
  });
});
