/**
 * What the allocation engine takes and gives, as typed arrays, and every limit on it.
 *
 * Givers are numbered 0 … givers − 1 and requests 0 … requests − 1; all amounts are integers in quanta. The numbering
 * and the order of rows mean nothing: only the tie ranks decide, so the same people get the same answer in any order.
 * Whatever is not exactly as described here is refused with one sentence (AllocationInputError); nothing is guessed.
 */

/** One round's question: who pledges, who needs, who may see whom. See spec 3-allocation.md, "Input". */
export interface AllocationInstance {
  readonly givers: number;
  readonly requests: number;
  /** b_i: what the giver may give in this round, directed amounts included. */
  readonly pledge: Int32Array;
  /** 1: what is over-subscribed of the giver's directed amounts returns to their open pledge; 0: it is released. */
  readonly overflow: Uint8Array;
  /** Distinct ranks, smaller comes first where everything else is equal. */
  readonly giverTie: Int32Array;
  /** d_j: the whole need of the cycle, of which `already` is a part. */
  readonly need: Int32Array;
  /** a_j: promised + received before this round. It counts in the level; d_j − a_j is what can still be given. */
  readonly already: Int32Array;
  /** w_j: number of people, from 1. */
  readonly weight: Int32Array;
  /** 1: emergency (class 0 of the rule), 0: monthly (class 1). */
  readonly emergency: Uint8Array;
  readonly requestTie: Int32Array;
  /** Row k says that giver pairGiver[k] may see request pairRequest[k]. Any order, no duplicates. */
  readonly pairGiver: Int32Array;
  readonly pairRequest: Int32Array;
  /** The most that the open pledge may put on the pair; NO_CAP where there is no limit; null: no limits at all. */
  readonly pairCap: Int32Array | null;
  /** One row for each directed pledge, each (giver, request) at most once. It needs no row among the pairs. */
  readonly directedGiver: Int32Array;
  readonly directedRequest: Int32Array;
  readonly directedAmount: Int32Array;
  /** Pairs that carried help last round. Those that are no longer visible are ignored. */
  readonly previousGiver: Int32Array;
  readonly previousRequest: Int32Array;
}

/** The answer. `received` and `givenOpen` are unique; the transfers are one of the ways to reach them. */
export interface Allocation {
  /** What each request gets in this round, directed amounts included and `already` not included: its transfers' sum. */
  readonly received: Int32Array;
  /** The part of `received` that comes from directed pledges. */
  readonly receivedDirected: Int32Array;
  readonly givenOpen: Int32Array;
  readonly givenDirected: Int32Array;
  /** Positive amounts only; at most one row with directed = 1 and one with directed = 0 for each (giver, request). */
  readonly transfers: Transfers;
  /**
   * The group of each request and of each giver, numbered from 0 and ascending by level. A group is a set of people and
   * requests whose level is settled together: it explains why a request got what it got.
   */
  readonly groups: Int32Array;
  readonly giverGroups: Int32Array;
  /** For each group: 1 = abundant, all its needs are met and something is left; 0 = scarce, all its givers gave all. */
  readonly abundant: Uint8Array;
  /** Σ received. */
  readonly total: number;
}

/** Rows of help: who gives how much to whom, and whether it was directed (1) or comes from the open pledge (0). */
export interface Transfers {
  readonly giver: Int32Array;
  readonly request: Int32Array;
  readonly amount: Int32Array;
  readonly directed: Uint8Array;
}

/** The pair cap that limits nothing. */
export const NO_CAP = 0x7fff_ffff;

/**
 * Sizes and magnitudes the engine accepts. Amounts and weights stay below 2^26, so that products of two of them, by
 * which keys are compared, are exact; sums at one node stay below 2^31.
 */
export const LIMITS = {
  giversMax: 2 ** 24,
  requestsMax: 2 ** 24,
  pairsMax: 2 ** 27,
  directedMax: 2 ** 23,
  amountMax: 2 ** 26 - 1,
  weightMax: 2 ** 26 - 1,
  sumMax: 2 ** 31 - 1,
} as const;

/** The instance cannot be allocated; the message is one sentence that names what is wrong and where. */
export class AllocationInputError extends Error {
  override readonly name = 'AllocationInputError';
}

/** How errors name givers and requests; the JSON form names them by their ids. */
export interface Names {
  giver(index: number): string;
  request(index: number): string;
}

const NUMBERED: Names = { giver: (index) => `giver ${index}`, request: (index) => `request ${index}` };

function refuse(sentence: string): never {
  throw new AllocationInputError(sentence);
}

/**
 * Throws an AllocationInputError unless the instance keeps every rule above. Duplicate pairs are looked for by the
 * engine itself while it sorts them, see network.ts.
 */
export function checkInstance(instance: AllocationInstance, names: Names = NUMBERED): void {
  checkSizes(instance);
  const { givers, requests, pledge, need } = instance;
  checkRange(pledge, 0, LIMITS.amountMax, 'pledge', names.giver);
  checkRange(instance.overflow, 0, 1, 'overflow', names.giver);
  checkTies(instance.giverTie, names.giver);
  checkRange(need, 0, LIMITS.amountMax, 'need', names.request);
  checkRange(instance.already, 0, LIMITS.amountMax, 'already', names.request);
  checkRange(instance.weight, 1, LIMITS.weightMax, 'weight', names.request);
  checkRange(instance.emergency, 0, 1, 'emergency', names.request);
  checkTies(instance.requestTie, names.request);
  const row = (table: string) => (index: number) => `row ${index} of ${table}`;
  checkRange(instance.pairGiver, 0, givers - 1, 'giver', row('the pairs'));
  checkRange(instance.pairRequest, 0, requests - 1, 'request', row('the pairs'));
  if (instance.pairCap !== null) checkRange(instance.pairCap, 0, NO_CAP, 'cap', row('the pairs'));
  checkRange(instance.directedGiver, 0, givers - 1, 'giver', row('the directed pledges'));
  checkRange(instance.directedRequest, 0, requests - 1, 'request', row('the directed pledges'));
  checkRange(instance.directedAmount, 0, LIMITS.amountMax, 'amount', row('the directed pledges'));
  checkRange(instance.previousGiver, 0, givers - 1, 'giver', row('the previous pairs'));
  checkRange(instance.previousRequest, 0, requests - 1, 'request', row('the previous pairs'));
  checkDirected(instance, names);
}

function checkSizes(instance: AllocationInstance): void {
  const { givers, requests, pairGiver, directedGiver } = instance;
  checkCount(givers, LIMITS.giversMax, 'givers');
  checkCount(requests, LIMITS.requestsMax, 'requests');
  checkCount(pairGiver.length, LIMITS.pairsMax, 'pairs');
  checkCount(directedGiver.length, LIMITS.directedMax, 'directed pledges');
  for (const name of ['pledge', 'overflow', 'giverTie'] as const) checkLength(instance, name, givers);
  for (const name of ['need', 'already', 'weight', 'emergency', 'requestTie'] as const) {
    checkLength(instance, name, requests);
  }
  checkLength(instance, 'pairRequest', pairGiver.length);
  if (instance.pairCap !== null) checkLength(instance, 'pairCap', pairGiver.length);
  checkLength(instance, 'directedRequest', directedGiver.length);
  checkLength(instance, 'directedAmount', directedGiver.length);
  checkLength(instance, 'previousRequest', instance.previousGiver.length);
}

function checkCount(count: number, max: number, what: string): void {
  if (!Number.isInteger(count) || count < 0) refuse(`the number of ${what} is not a whole number: ${count}`);
  if (count > max) refuse(`too many ${what}: ${count}, the limit is ${max}`);
}

function checkLength(instance: AllocationInstance, name: keyof AllocationInstance, length: number): void {
  const array = instance[name] as ArrayLike<number>;
  if (array.length !== length) refuse(`${name} has ${array.length} entries instead of ${length}`);
}

function checkRange(
  values: Int32Array | Uint8Array,
  min: number,
  max: number,
  what: string,
  nameOf: (index: number) => string,
): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < min) refuse(`${what} of ${nameOf(index)} is ${value}, the smallest possible is ${min}`);
    if (value > max) refuse(`${what} of ${nameOf(index)} is ${value}, the largest possible is ${max}`);
  }
}

function checkTies(ties: Int32Array, nameOf: (index: number) => string): void {
  checkRange(ties, 0, LIMITS.sumMax, 'tie', nameOf);
  const sorted = ties.slice().sort();
  for (let k = 1; k < sorted.length; k++) {
    if (sorted[k] !== sorted[k - 1]) continue;
    const first = ties.indexOf(sorted[k]!);
    const second = ties.indexOf(sorted[k]!, first + 1);
    refuse(`${nameOf(first)} and ${nameOf(second)} have the same tie rank ${sorted[k]}`);
  }
}

/** Directed pledges: no (giver, request) twice, no giver above their pledge, no request above the limit of a sum. */
function checkDirected(instance: AllocationInstance, names: Names): void {
  const { directedGiver, directedRequest, directedAmount, pledge } = instance;
  if (directedGiver.length === 0) return;
  const fromGiver = new Float64Array(instance.givers);
  const toRequest = new Float64Array(instance.requests);
  const seen = new Set<number>();
  for (let row = 0; row < directedGiver.length; row++) {
    const giver = directedGiver[row]!;
    const request = directedRequest[row]!;
    const key = giver * instance.requests + request;
    if (seen.has(key))
      refuse(`the directed pledge from ${names.giver(giver)} to ${names.request(request)} is there twice`);
    seen.add(key);
    fromGiver[giver]! += directedAmount[row]!;
    toRequest[request]! += directedAmount[row]!;
    if (fromGiver[giver]! > pledge[giver]!) {
      refuse(`the directed pledges of ${names.giver(giver)} exceed the pledge of ${pledge[giver]}`);
    }
    if (toRequest[request]! > LIMITS.sumMax) {
      refuse(`the directed pledges to ${names.request(request)} exceed the limit of ${LIMITS.sumMax}`);
    }
  }
}
