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
  /** Ids of records that each presser tries with each action and word; all of them together try every kind. */
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
        for (const id of ids >= everything.length
          ? everything
          : sample(chance, records, ids, outsiders.indexOf(outsider))) {
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

/** One id of each of so many kinds of records, beginning with another kind for each presser. */
function sample(chance: Chance, records: Records, count: number, presser: number): string[] {
  const kinds = Object.values(records);
  return Array.from({ length: count }, (_, index) =>
    chance.pick(kinds[(presser * count + index) % kinds.length] ?? []),
  );
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
  for (const row of await db.paymentDetail.findMany()) parties.set(row.id, [row.ownerId]);
  return parties;
}

/** So many items from a place on, around the end. */
const turned = <T>(items: readonly T[], from: number, count: number): T[] =>
  Array.from({ length: count }, (_, index) => items[(from + index) % items.length]!);

/** Codes that only the owner of a request may use. */
const OWNERS_ONLY = ['mr', 're', 'rp', 'rr', 'rc', 'rcy', 'rx', 'hv'];
/** Codes of a promise that only its recipient, and only its giver, may use. */
const RECIPIENTS_ONLY = ['pc', 'pt', 'py', 'pg', 'th'];
const GIVERS_ONLY = ['ph', 'px', 'pd', 'vw'];

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
  const kinds = Object.values(segment.records);
  /** What this member has no right to do by this code: all of it where the code is about it, else so many kinds of records. */
  const targetsOf = (me: string, code: string): string[] => {
    const isForeign = (id: string): boolean => parties.get(id)?.includes(me) === false;
    const foreign = kinds.map((records) => records.filter(isForeign)).filter((records) => records.length > 0);
    const first = Object.values(ids).indexOf(me) * share;
    const chosen =
      share >= foreign.length ? foreign.flat() : turned(foreign, first, share).map((records) => records[0]!);
    return [
      ...chosen,
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
