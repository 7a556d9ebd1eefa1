/**
 * Names the settled parts of the requests' side as groups, numbered by level across the whole round, so that one label
 * order proves the answer (certificate.ts) and explains it to people: scarce groups first, from the lowest level to
 * the highest, then abundant groups, in which something is left.
 *
 * Within a component the parts come in order of level. The level of a part is the largest key of a unit that a giver
 * of this or of a lower part of the component carries; keys are the same across components, so they can be merged.
 */

import type { LevelAnswer } from './levels.ts';
import type { OpenStep } from './open-step.ts';

export interface Groups {
  readonly giver: Int32Array;
  readonly request: Int32Array;
  /** For each group: 1 = something is left. */
  readonly abundant: Uint8Array;
  /** The same for each part of the level solver. */
  readonly abundantPart: Uint8Array;
}

export function labelGroups(step: OpenStep, levels: LevelAnswer, flow: Int32Array): Groups {
  const abundantPart = partsWithSomethingLeft(step, levels, flow);
  const top = partLevels(step, levels, flow);
  const order = new Array<number>(levels.parts);
  for (let part = 0; part < levels.parts; part++) order[part] = part;
  order.sort((a, b) => abundantPart[a]! - abundantPart[b]! || compareLast(step, levels, top[a]!, top[b]!) || a - b);
  const label = new Int32Array(levels.parts);
  const abundant = new Uint8Array(levels.parts);
  order.forEach((part, group) => {
    label[part] = group;
    abundant[group] = abundantPart[part]!;
  });
  const giver = levels.sourcePart.map((part) => label[part]!);
  const request = levels.sinkPart.map((part) => label[part]!);
  return { giver, request, abundant, abundantPart };
}

function partsWithSomethingLeft(step: OpenStep, levels: LevelAnswer, flow: Int32Array): Uint8Array {
  const { network, open } = step;
  const left = new Uint8Array(levels.parts);
  for (let i = 0; i < network.givers; i++) {
    let given = 0;
    for (let pair = network.giverStart[i]!, end = network.giverStart[i + 1]!; pair < end; pair++) given += flow[pair]!;
    if (given < open[i]!) left[levels.sourcePart[i]!] = 1;
  }
  return left;
}

/** For each part the request with the largest last unit of this or a lower part of the component; −1 = no units. */
function partLevels(step: OpenStep, levels: LevelAnswer, flow: Int32Array): Int32Array {
  const { network, base } = step;
  const { giverStart, pairRequest, cap } = network;
  const { got, sinkPart, sourcePart } = levels;
  const top = new Int32Array(levels.parts).fill(-1);
  const component = new Int32Array(levels.parts).fill(-1);
  const raise = (part: number, j: number): void => {
    if (compareLast(step, levels, top[part]!, j) < 0) top[part] = j;
  };
  for (let j = 0; j < network.requests; j++) {
    component[sinkPart[j]!] = network.requestComponent[j]!;
    const settled = cap === null ? base[j]! : levels.base[j]!;
    if (got[j]! > settled) raise(sinkPart[j]!, j);
  }
  for (let i = 0; i < network.givers; i++) {
    const part = sourcePart[i]!;
    component[part] = network.giverComponent[i]!;
    if (cap === null) continue;
    for (let pair = giverStart[i]!, end = giverStart[i + 1]!; pair < end; pair++) {
      if (flow[pair]! > 0 && sinkPart[pairRequest[pair]!] !== part) raise(part, pairRequest[pair]!);
    }
  }
  for (let part = 1; part < levels.parts; part++) {
    if (component[part] === component[part - 1] && top[part - 1]! >= 0) raise(part, top[part - 1]!);
  }
  return top;
}

/** Compares the keys (class, t/w, tie) of the last units of two requests; −1, no request, comes before all. */
function compareLast(
  { class: kind, weight, requestTie }: OpenStep,
  { got }: LevelAnswer,
  j: number,
  k: number,
): number {
  if (j === k) return 0;
  if (j < 0 || k < 0) return j - k;
  if (kind[j] !== kind[k]) return kind[j]! - kind[k]!;
  const difference = (got[j]! - 1) * weight[k]! - (got[k]! - 1) * weight[j]!;
  return difference !== 0 ? difference : requestTie[j]! - requestTie[k]!;
}
