/**
 * The pairs of an instance as an index in both directions, renumbered so that neighbours lie close in memory.
 *
 * The numbering follows from tie ranks and visibility alone: requests and givers are first ordered by tie rank, then
 * numbered as a breadth-first walk meets them. So the same people get the same numbers, and with them the same
 * transfers, in whatever order the input names them. The walk also finds the components: each is a range of numbers.
 */
import { AllocationInputError, type AllocationInstance } from './instance.ts';

export interface Network {
  readonly givers: number;
  readonly requests: number;
  readonly pairs: number;
  /** Pairs of giver i are giverStart[i] … giverStart[i + 1] − 1, by ascending request. */
  readonly giverStart: Int32Array;
  readonly pairRequest: Int32Array;
  /** Places of request j are requestStart[j] … requestStart[j + 1] − 1, by ascending giver. */
  readonly requestStart: Int32Array;
  readonly requestGiver: Int32Array;
  /** The pair at each place of a request. */
  readonly requestPair: Int32Array;
  readonly cap: Int32Array | null;
  /** 1 for pairs that carried help last round; null when there were none. */
  readonly previous: Uint8Array | null;
  /** The instance's numbers of giver i and request j of the network. */
  readonly giverOf: Int32Array;
  readonly requestOf: Int32Array;
  /** The component of each giver and request, 0 … components − 1. */
  readonly giverComponent: Int32Array;
  readonly requestComponent: Int32Array;
  readonly components: number;
}

/** Throws an AllocationInputError when a pair is there twice. */
export function buildNetwork(instance: AllocationInstance): Network {
  const giverRank = ranks(instance.giverTie);
  const requestRank = ranks(instance.requestTie);
  const needsRows = instance.pairCap !== null || instance.previousGiver.length > 0;
  const ranked = sortPairs(instance, giverRank, requestRank, needsRows);
  const walk = walkBreadthFirst(ranked);
  const { givers, requests } = instance;
  const pairs = instance.pairGiver.length;

  const giverStart = new Int32Array(givers + 1);
  const requestStart = new Int32Array(requests + 1);
  for (let i = 0; i < givers; i++) giverStart[i + 1] = giverStart[i]! + degree(ranked.giverStart, walk.giverOf[i]!);
  for (let j = 0; j < requests; j++) {
    requestStart[j + 1] = requestStart[j]! + degree(ranked.requestStart, walk.requestOf[j]!);
  }
  const pairRequest = ranked.giverRequest;
  const pairRow = needsRows ? new Int32Array(pairs) : null;
  let next = giverStart.slice(0, givers);
  for (let j = 0; j < requests; j++) {
    const rank = walk.requestOf[j]!;
    for (let a = ranked.requestStart[rank]!, end = ranked.requestStart[rank + 1]!; a < end; a++) {
      const pair = next[walk.giverNumber[ranked.requestGiver[a]!]!]!++;
      pairRequest[pair] = j;
      if (pairRow !== null) pairRow[pair] = ranked.requestRow![a]!;
    }
  }
  const requestGiver = ranked.requestGiver;
  const requestPair = new Int32Array(pairs);
  next = requestStart.slice(0, requests);
  for (let i = 0; i < givers; i++) {
    for (let pair = giverStart[i]!, end = giverStart[i + 1]!; pair < end; pair++) {
      const place = next[pairRequest[pair]!]!++;
      requestGiver[place] = i;
      requestPair[place] = pair;
    }
  }
  const giverOf = compose(walk.giverOf, giverRank);
  const requestOf = compose(walk.requestOf, requestRank);
  const network = { givers, requests, pairs, giverStart, pairRequest, requestStart, requestGiver, requestPair };
  const { giverComponent, requestComponent, components } = walk;
  const cap = pairRow === null ? null : capsOf(instance, pairRow);
  const previous = pairRow === null ? null : previousOf(instance, giverStart, pairRequest, giverOf, requestOf);
  return { ...network, cap, previous, giverOf, requestOf, giverComponent, requestComponent, components };
}

function degree(start: Int32Array, node: number): number {
  return start[node + 1]! - start[node]!;
}

/** rank → index in order of ascending tie. */
function ranks(ties: Int32Array): Int32Array {
  const byTie = new Int32Array(ties.length);
  const isPermutation = ties.every((tie) => tie < ties.length);
  if (isPermutation) {
    for (let index = 0; index < ties.length; index++) byTie[ties[index]!] = index;
    return byTie;
  }
  for (let index = 0; index < ties.length; index++) byTie[index] = index;
  return byTie.sort((a, b) => ties[a]! - ties[b]!);
}

function inverse(order: Int32Array): Int32Array {
  const position = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) position[order[k]!] = k;
  return position;
}

function compose(outer: Int32Array, inner: Int32Array): Int32Array {
  return outer.map((middle) => inner[middle]!);
}

/** Pairs by rank in both directions, both sorted. */
interface RankedPairs {
  readonly giverStart: Int32Array;
  readonly giverRequest: Int32Array;
  readonly requestStart: Int32Array;
  readonly requestGiver: Int32Array;
  readonly requestRow: Int32Array | null;
}

/** Three counting sorts: by giver, then by request (givers ascending), then by giver again (requests ascending). */
function sortPairs(
  instance: AllocationInstance,
  giverRank: Int32Array,
  requestRank: Int32Array,
  needsRows: boolean,
): RankedPairs {
  const { givers, requests, pairGiver, pairRequest } = instance;
  const pairs = pairGiver.length;
  const rankOfGiver = inverse(giverRank);
  const rankOfRequest = inverse(requestRank);
  const giverStart = new Int32Array(givers + 1);
  const requestStart = new Int32Array(requests + 1);
  for (let row = 0; row < pairs; row++) {
    giverStart[rankOfGiver[pairGiver[row]!]! + 1]!++;
    requestStart[rankOfRequest[pairRequest[row]!]! + 1]!++;
  }
  for (let i = 0; i < givers; i++) giverStart[i + 1]! += giverStart[i]!;
  for (let j = 0; j < requests; j++) requestStart[j + 1]! += requestStart[j]!;

  const giverRow = new Int32Array(pairs);
  let next = giverStart.slice(0, givers);
  for (let row = 0; row < pairs; row++) giverRow[next[rankOfGiver[pairGiver[row]!]!]!++] = row;

  const requestGiver = new Int32Array(pairs);
  const requestRow = needsRows ? new Int32Array(pairs) : null;
  next = requestStart.slice(0, requests);
  for (let i = 0; i < givers; i++) {
    for (let a = giverStart[i]!, end = giverStart[i + 1]!; a < end; a++) {
      const row = giverRow[a]!;
      const j = rankOfRequest[pairRequest[row]!]!;
      const place = next[j]!++;
      if (place > requestStart[j]! && requestGiver[place - 1] === i) {
        throw new AllocationInputError(
          `the pair of giver ${pairGiver[row]} and request ${pairRequest[row]} is there twice`,
        );
      }
      requestGiver[place] = i;
      if (requestRow !== null) requestRow[place] = row;
    }
  }
  const giverRequest = giverRow;
  next = giverStart.slice(0, givers);
  for (let j = 0; j < requests; j++) {
    for (let a = requestStart[j]!, end = requestStart[j + 1]!; a < end; a++)
      giverRequest[next[requestGiver[a]!]!++] = j;
  }
  return { giverStart, giverRequest, requestStart, requestGiver, requestRow };
}

interface Walk {
  readonly giverOf: Int32Array;
  readonly requestOf: Int32Array;
  readonly giverNumber: Int32Array;
  readonly giverComponent: Int32Array;
  readonly requestComponent: Int32Array;
  readonly components: number;
}

/** Numbers requests and givers in the order of a breadth-first walk that starts at the lowest rank not yet met. */
function walkBreadthFirst(ranked: RankedPairs): Walk {
  const { giverStart, giverRequest, requestStart, requestGiver } = ranked;
  const givers = giverStart.length - 1;
  const requests = requestStart.length - 1;
  const giverNumber = new Int32Array(givers).fill(-1);
  const met = new Uint8Array(requests);
  const giverOf = new Int32Array(givers);
  const requestOf = new Int32Array(requests);
  const giverComponent = new Int32Array(givers);
  const requestComponent = new Int32Array(requests);
  let components = 0;
  let giverCount = 0;
  let requestCount = 0;
  let giverHead = 0;
  let requestHead = 0;
  for (let first = 0; first < requests; first++) {
    if (met[first]) continue;
    met[first] = 1;
    requestOf[requestCount++] = first;
    while (requestHead < requestCount) {
      const request = requestOf[requestHead]!;
      requestComponent[requestHead++] = components;
      for (let a = requestStart[request]!, end = requestStart[request + 1]!; a < end; a++) {
        const giver = requestGiver[a]!;
        if (giverNumber[giver]! >= 0) continue;
        giverNumber[giver] = giverCount;
        giverComponent[giverCount] = components;
        giverOf[giverCount++] = giver;
      }
      while (giverHead < giverCount) {
        const giver = giverOf[giverHead++]!;
        for (let a = giverStart[giver]!, end = giverStart[giver + 1]!; a < end; a++) {
          const seen = giverRequest[a]!;
          if (met[seen]) continue;
          met[seen] = 1;
          requestOf[requestCount++] = seen;
        }
      }
    }
    components++;
  }
  for (let giver = 0; giver < givers; giver++) {
    if (giverNumber[giver]! >= 0) continue;
    giverNumber[giver] = giverCount;
    giverComponent[giverCount] = components++;
    giverOf[giverCount++] = giver;
  }
  return { giverOf, requestOf, giverNumber, giverComponent, requestComponent, components };
}

function capsOf(instance: AllocationInstance, pairRow: Int32Array): Int32Array | null {
  const { pairCap } = instance;
  return pairCap === null ? null : pairRow.map((row) => pairCap[row]!);
}

/** Marks last round's pairs among those that are still visible. */
function previousOf(
  instance: AllocationInstance,
  giverStart: Int32Array,
  pairRequest: Int32Array,
  giverOf: Int32Array,
  requestOf: Int32Array,
): Uint8Array | null {
  if (instance.previousGiver.length === 0) return null;
  const giverNumber = inverse(giverOf);
  const requestNumber = inverse(requestOf);
  const previous = new Uint8Array(pairRequest.length);
  for (let row = 0; row < instance.previousGiver.length; row++) {
    const giver = giverNumber[instance.previousGiver[row]!]!;
    const request = requestNumber[instance.previousRequest[row]!]!;
    let low = giverStart[giver]!;
    let high = giverStart[giver + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairRequest[middle]! < request) low = middle + 1;
      else high = middle;
    }
    if (low < giverStart[giver + 1]! && pairRequest[low] === request) previous[low] = 1;
  }
  return previous;
}
