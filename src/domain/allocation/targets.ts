/**
 * Where the units of one part would go if everybody in it saw everybody: the `units` smallest keys of its sinks.
 * A level is sought in floating point, but only to find a few candidates; exact comparisons decide.
 */
import type { LevelState } from './state.ts';

/** Below this many units too many, the search for the level ends and units are taken away one by one. */
const SURPLUS_FOR_TRIMMING = 32;
/** Relative margin that covers every rounding error of t/w and λ·w. */
const MARGIN = 1e-12;

/** The sinks of one part: list[from … to − 1]. */
export interface SinkRange {
  readonly list: Int32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Sets `target` of the range's sinks, each between what is settled (base) and its need, together `units`; to the
 * whole need of all when the units suffice. `units` counts the settled ones too.
 */
export function chooseTargets(state: LevelState, range: SinkRange, units: number): void {
  const { need, base, target } = state;
  const { list, from, to } = range;
  let needed = 0;
  for (let k = from; k < to; k++) needed += need[list[k]!]!;
  if (units >= needed) {
    for (let k = from; k < to; k++) target[list[k]!] = need[list[k]!]!;
    return;
  }
  const ofClass = [new Int32Array(to - from), new Int32Array(to - from)] as const;
  const count = [0, 0];
  for (let k = from; k < to; k++) {
    const kind = state.class[list[k]!]! as 0 | 1;
    ofClass[kind][count[kind]!++] = list[k]!;
  }
  const first = ofClass[0].subarray(0, count[0]);
  const second = ofClass[1].subarray(0, count[1]);
  const settledInSecond = sum(base, second);
  const neededInFirst = sum(need, first);
  if (units - settledInSecond >= neededInFirst) {
    for (const j of first) target[j] = need[j]!;
    fillToLevel(state, second, units - neededInFirst);
  } else {
    for (const j of second) target[j] = base[j]!;
    fillToLevel(state, first, units - settledInSecond);
  }
}

function sum(values: Int32Array, indices: Int32Array): number {
  let total = 0;
  for (let k = 0; k < indices.length; k++) total += values[indices[k]!]!;
  return total;
}

/** How many units of sink j have a level of at most λ, within what is possible for it. */
function unitsUpTo(state: LevelState, j: number, level: number): number {
  const units = Math.floor(level * state.weight[j]!) + 1;
  const least = state.base[j]!;
  const most = state.need[j]!;
  return units < least ? least : units > most ? most : units;
}

/** Gives the sinks (of one class) their `units` smallest keys, settled units included. */
function fillToLevel(state: LevelState, sinks: Int32Array, units: number): void {
  const { base, target } = state;
  if (units <= sum(base, sinks)) {
    for (const j of sinks) target[j] = base[j]!;
    return;
  }
  const { low, high } = bracketLevel(state, sinks, units);
  const certain = high * (1 + MARGIN);
  let chosen = 0;
  for (let k = 0; k < sinks.length; k++) {
    const j = sinks[k]!;
    target[j] = unitsUpTo(state, j, certain);
    chosen += target[j]!;
  }
  if (chosen > units) takeLargestAway(state, sinks, low * (1 - MARGIN), chosen - units);
}

/**
 * Two levels with: fewer than `units` units up to low, at least `units` up to high, and few in between. Newton's
 * steps on the number of units, which grows by Σw of the sinks on the level; halving where they do not help.
 */
function bracketLevel(state: LevelState, sinks: Int32Array, units: number): { low: number; high: number } {
  const { need, weight, base } = state;
  let low = -1;
  let high = 0;
  let weightMax = 1;
  for (let k = 0; k < sinks.length; k++) {
    const j = sinks[k]!;
    if (need[j]! / weight[j]! > high) high = need[j]! / weight[j]!;
    if (weight[j]! > weightMax) weightMax = weight[j]!;
  }
  let guess = high / 2;
  for (let step = 0; step < 120; step++) {
    let count = 0;
    let slope = 0;
    for (let k = 0; k < sinks.length; k++) {
      const j = sinks[k]!;
      const w = weight[j]!;
      const wanted = Math.floor(guess * w) + 1;
      if (wanted < base[j]!) count += base[j]!;
      else if (wanted >= need[j]!) count += need[j]!;
      else {
        count += wanted;
        slope += w;
      }
    }
    if (count < units) low = guess;
    else {
      high = guess;
      if (count - units <= SURPLUS_FOR_TRIMMING) break;
    }
    if ((high - low) * weightMax < 0.25 || high - low < 1e-11 * high) break;
    const newton = guess + (units - count + (count < units ? 1 : 0)) / slope;
    const helps = step % 3 !== 2 && newton > low && newton < high;
    guess = helps ? newton : (low + high) / 2;
    if (guess <= low || guess >= high) break;
  }
  return { low, high };
}

/**
 * Takes the `surplus` largest keys away from the targets. Units below level `kept` are certainly not among them, so
 * only sinks whose last unit lies above it wait in the heap, the largest last unit on top.
 */
function takeLargestAway(state: LevelState, sinks: Int32Array, kept: number, surplus: number): void {
  const { base, target, weight } = state;
  const isOpen = (j: number): boolean => target[j]! > base[j]! && target[j]! - 1 >= kept * weight[j]!;
  const heap = new Int32Array(sinks.length);
  let size = 0;
  for (let k = 0; k < sinks.length; k++) if (isOpen(sinks[k]!)) heap[size++] = sinks[k]!;
  const isLarger = (j: number, k: number): boolean => state.compareUnits(j, target[j]! - 1, k, target[k]! - 1) > 0;
  const settle = (start: number): void => {
    let at = start;
    const moving = heap[at]!;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && isLarger(heap[child + 1]!, heap[child]!)) child++;
      if (!isLarger(heap[child]!, moving)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moving;
  };
  for (let at = (size >> 1) - 1; at >= 0; at--) settle(at);
  for (let left = surplus; left > 0; left--) {
    const top = heap[0]!;
    target[top]!--;
    if (!isOpen(top)) heap[0] = heap[--size]!;
    if (size > 0) settle(0);
    else if (left > 1) throw new Error('the level of a part was not bracketed');
  }
}
