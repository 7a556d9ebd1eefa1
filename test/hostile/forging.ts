// Presses of forged data by everyone who has no right to them, and what must be the same before and after.
import { expect } from 'vitest';
import type { Chance } from './chance.ts';
import type { Answer, Guest } from './direct.ts';
import { dataOf, type Shape, WORDS, withoutIds } from './presses.ts';
import { dump, type Records, type Segment } from './segment.ts';

const seenIn = ({ screens, toast }: Answer): string =>
  withoutIds(JSON.stringify([screens.map(({ text, rows }) => [text, rows]), toast]));

const wordsFor = ({ kinds }: Shape): readonly string[] => (kinds.includes('word') ? WORDS : ['']);

/** How thoroughly to forge: all ids, words and actions, or a seeded part of them. */
export interface Thoroughness {
  /** Ids of records that each outsider tries with each action and word. */
  readonly ids: number;
  readonly words: number;
}

/**
 * Every action with ids × words × ids of the segment's records, pressed by every outsider.
 * The answer about a record that is not theirs is the answer about a record that does not exist.
 *
 * @returns how many presses there were
 */
export async function forgeAll(
  { bot, story, records, outsiders }: Segment,
  shapes: readonly Shape[],
  chance: Chance,
  { ids, words }: Thoroughness,
): Promise<number> {
  const everything = Object.values(records).flat();
  const members = records.member ?? [];
  const before = await dump(story);
  let pressed = 0;
  for (const shape of shapes.filter(({ kinds }) => kinds.includes('id'))) {
    const forge = async (outsider: Guest): Promise<void> => {
      for (const word of wordsFor(shape).slice(0, words)) {
        const unknown = [story.house.ids.id(), story.house.ids.id()];
        const expected = seenIn(await outsider.presses(dataOf(shape, unknown, word, 0)));
        for (const id of ids >= everything.length ? everything : sample(chance, records, ids)) {
          const data = dataOf(shape, [id, chance.pick(members)], word, 0);
          const answer = await outsider.presses(data);
          pressed += 1;
          expect(answer.answers, data).toBe(1);
          expect(seenIn(answer), data).toBe(expected);
        }
      }
    };
    await Promise.all(outsiders.map(forge));
    expect(bot.complaints, shape.code).toEqual([]);
    if (ids >= everything.length) expect(await dump(story), `${shape.code} changes something`).toEqual(before);
  }
  expect(await dump(story)).toEqual(before);
  expect(bot.refused).toEqual([]);
  return pressed;
}

/** One id of each of so many kinds of records. */
function sample(chance: Chance, records: Records, count: number): string[] {
  const kinds = Object.values(records);
  const from = chance.below(kinds.length);
  return Array.from({ length: count }, (_, index) => chance.pick(kinds[(from + index) % kinds.length] ?? []));
}

/** Whose records these are: kinds of ids, and the members who have a part in one. */
async function partiesOf({ story }: Segment): Promise<ReadonlyMap<string, readonly string[]>> {
  const { db } = story;
  const parties = new Map<string, string[]>();
  for (const row of await db.commitment.findMany()) parties.set(row.id, [row.giverId, row.recipientId]);
  for (const row of await db.pledge.findMany()) parties.set(row.id, [row.giverId]);
  for (const row of await db.card.findMany()) parties.set(row.id, [row.giverId]);
  for (const row of await db.proposal.findMany()) parties.set(row.id, [row.giverId]);
  for (const row of await db.invite.findMany()) parties.set(row.id, [row.issuerId]);
  for (const row of await db.introduction.findMany()) parties.set(row.id, [row.leftId, row.rightId]);
  for (const row of await db.abuseReport.findMany()) parties.set(row.id, []);
  for (const row of await db.paymentDetail.findMany()) parties.set(row.id, []);
  return parties;
}

/** Codes that only the owner of a request may use. */
const OWNERS_ONLY = ['mr', 're', 'rp', 'rr', 'rc', 'rcy', 'rx', 'hv'];
/** Codes of a promise that only its recipient, and only its giver, may use. */
const RECIPIENTS_ONLY = ['pc', 'pt', 'py', 'pg', 'th'];
const GIVERS_ONLY = ['ph', 'px', 'pd'];

/**
 * Inside the segment: members press what belongs to others (promises, cards, pledges, links, introductions, reports), what only
 * the owner of a request may do, and the other side's steps of their own promises.
 */
export async function forgeInside(
  segment: Segment,
  shapes: readonly Shape[],
  { ids: share }: Thoroughness,
): Promise<number> {
  const { bot, story, people, ids } = segment;
  const parties = await partiesOf(segment);
  const requests = await story.db.request.findMany({ select: { id: true, ownerId: true } });
  const promises = await story.db.commitment.findMany({ select: { id: true, giverId: true, recipientId: true } });
  const before = await dump(story);
  let pressed = 0;
  /** What this member has no right to do by this code: all of it where the code is about it, else so many of each. */
  const targetsOf = (me: string, code: string): string[] => {
    const foreign = [...parties].filter(([, members]) => !members.includes(me)).map(([id]) => id);
    const step = Math.max(1, Math.floor(foreign.length / share));
    return [
      ...foreign.filter((_, index) => index % step === code.length % step),
      ...(OWNERS_ONLY.includes(code) ? requests.filter((row) => row.ownerId !== me).map((row) => row.id) : []),
      ...(RECIPIENTS_ONLY.includes(code) ? promises.filter((row) => row.giverId === me).map((row) => row.id) : []),
      ...(GIVERS_ONLY.includes(code) ? promises.filter((row) => row.recipientId === me).map((row) => row.id) : []),
    ];
  };
  const forge = async (name: keyof typeof people): Promise<void> => {
    for (const shape of shapes.filter(({ kinds }) => kinds.includes('id'))) {
      for (const id of targetsOf(ids[name], shape.code)) {
        const data = dataOf(shape, [id, id], 'yes', 0);
        const answer = await people[name].presses(data);
        pressed += 1;
        expect(answer.answers, data).toBe(1);
      }
    }
  };
  await Promise.all((Object.keys(people) as (keyof typeof people)[]).map(forge));
  expect(await dump(story)).toEqual(before);
  expect(bot.complaints).toEqual([]);
  return pressed;
}
