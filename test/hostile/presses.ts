// Callback data as a forger would make it: every action the bot reads, with every kind of id.
import { longId, shortId } from '../../src/domain/ids.ts';
import { unpack } from '../../src/telegram/callbacks.ts';
import type { Chance } from './chance.ts';

type Kind = 'id' | 'int' | 'word';

export interface Shape {
  readonly code: string;
  readonly kinds: readonly Kind[];
}

const SIGNS = [...'abcdefghijklmnopqrstuvwxyz+-'];
const SOME_ID = 'A'.repeat(22);
const PROBES: Readonly<Record<Kind, string>> = { id: SOME_ID, int: '0', word: 'yes' };
const ARGS_MAX = 3;

/** Every list of kinds up to three arguments. */
const LISTS: readonly (readonly Kind[])[] = (() => {
  let longest: Kind[][] = [[]];
  const all: Kind[][] = [[]];
  for (let length = 1; length <= ARGS_MAX; length++) {
    longest = longest.flatMap((list) => (['word', 'id', 'int'] as const).map((kind) => [...list, kind]));
    all.push(...longest);
  }
  return all;
})();

function shapeOf(code: string): Shape[] {
  const kinds = LISTS.find((list) => unpack([code, ...list.map((kind) => PROBES[kind])].join(':')) !== null);
  return kinds ? [{ code, kinds }] : [];
}

/** Found by trying, as a forger would: all codes of one to three signs that the bot reads in any form. */
export function readShapes(): Shape[] {
  const pairs = SIGNS.flatMap((a) => SIGNS.map((b) => a + b));
  return [...SIGNS, ...pairs, ...pairs.flatMap((two) => SIGNS.map((third) => two + third))].flatMap(shapeOf);
}

/** Words that buttons carry: the second step of what is asked twice, answers, fields, reasons, lists. */
export const WORDS = [
  'yes',
  'ask',
  'no',
  'title',
  'amount',
  'story',
  'KNOW_IN_PERSON',
  'ceiling',
  'archive',
  '..',
  'constructor',
];

/** The data of a shape with these ids, word and number. */
export function dataOf({ code, kinds }: Shape, ids: readonly string[], word: string, int: number): string {
  let used = 0;
  const args = kinds.map((kind) => {
    if (kind === 'word') return word;
    if (kind === 'int') return String(int);
    return shortId(ids[used++ % ids.length]!);
  });
  return [code, ...args].join(':');
}

/** Data that no button of ours has: {@link unpack} refuses it. */
export function garbage(chance: Chance, shapes: readonly Shape[], ids: readonly string[]): string {
  const shape = chance.pick(shapes);
  const good = dataOf(shape, [chance.pick(ids), chance.pick(ids)], chance.pick(WORDS), chance.below(9));
  const at = chance.below(good.length);
  const data = chance.pick([
    () => chance.rubbish(1 + chance.below(64)),
    () => chance.word(1 + chance.below(64)),
    () => `${good}:`,
    () => `:${good}`,
    () => `${good}:${chance.word(4)}`,
    () => good.slice(0, at),
    () => `${good.slice(0, at)}${chance.pick([...'\u0000 :%ё🙂\u202e'])}${good.slice(at)}`,
    () => `${shape.code}:${chance.pick(ids)}`,
    () => `${shape.code}:-1`,
    () => `${shape.code}:1e9`,
    () => `${shape.code}:${'9'.repeat(40)}`,
    () => `${good}${'A'.repeat(1 + chance.below(300))}`,
    () => good.toUpperCase(),
    () => '',
  ])();
  return unpack(data) === null ? data : garbage(chance, shapes, ids);
}

/** A text with every id of callback data made one sign, so that two answers about two ids can be compared. */
export const withoutIds = (text: string): string =>
  text.replace(/[A-Za-z0-9_-]{22}/g, (found) => (longId(found) === null ? found : '·'));
