/**
 * `exodus allocate --large`: reads the binary layout of the shared generator, allocates, proves, and measures itself.
 *
 * Times are compared with *sort*, measured in the same run: reading the file and building the pairs' index in both
 * directions by counting sorts, best of three. File and hash are the caller's, so that this folder does no I/O.
 */
import { certify } from './certificate.ts';
import { allocate } from './engine.ts';
import { AllocationInputError, type AllocationInstance, LIMITS } from './instance.ts';

export interface LargeAnswer {
  readonly total: number;
  /** SHA-256 of received[] and of givenOpen[], as little-endian 32-bit integers in the file's order. */
  readonly sha256_y: string;
  readonly sha256_z: string;
  readonly firstMs: number;
  readonly bestMs: number;
  readonly sortMs: number;
  readonly certificateMs: number;
  /** The process's peak memory. */
  readonly rssMb: number;
}

export interface LargeTools {
  /** Reads the whole file anew each time. */
  readonly read: () => Uint8Array;
  readonly sha256: (bytes: Uint8Array) => string;
  /** How often to allocate; default five. */
  readonly runs?: number;
}

const RUNS = 5;
const SORT_RUNS = 3;

/** Throws an AllocationInputError for a bad file, any other error when the certificate objects. */
export function allocateLargeFile({ read, sha256, runs = RUNS }: LargeTools): LargeAnswer {
  const sortMs = Math.min(...Array.from({ length: SORT_RUNS }, () => timed(() => sortPairsBothWays(read())).ms));
  const instance = readLargeFile(read());
  const first = timed(() => allocate(instance));
  let bestMs = first.ms;
  for (let run = 1; run < runs; run++) bestMs = Math.min(bestMs, timed(() => allocate(instance)).ms);
  const allocation = first.value;
  const proof = timed(() => certify(instance, allocation));
  if (proof.value !== null) throw new Error(`the certificate refuses the answer: ${proof.value}`);
  const bytesOf = (values: Int32Array): Uint8Array =>
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return {
    total: allocation.total,
    sha256_y: sha256(bytesOf(allocation.received)),
    sha256_z: sha256(bytesOf(allocation.givenOpen)),
    firstMs: rounded(first.ms),
    bestMs: rounded(bestMs),
    sortMs: rounded(sortMs),
    certificateMs: rounded(proof.ms),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function timed<T>(run: () => T): { readonly value: T; readonly ms: number } {
  const start = performance.now();
  const value = run();
  return { value, ms: performance.now() - start };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/** The columns of a file: 32-bit little-endian n m E, b[n] d[m] w[m] class[m] tieR[m] tieG[n] eg[E] er[E]. */
function columnsOf(bytes: Uint8Array) {
  const aligned = bytes.byteOffset % 4 === 0 && bytes.byteLength % 4 === 0 ? bytes : bytes.slice();
  const whole = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  const [givers, requests, pairs] = [whole[0] ?? -1, whole[1] ?? -1, whole[2] ?? -1];
  const within = (count: number, max: number): boolean => count >= 0 && count <= max;
  if (
    !within(givers, LIMITS.giversMax) ||
    !within(requests, LIMITS.requestsMax) ||
    !within(pairs, LIMITS.pairsMax) ||
    bytes.byteLength !== 4 * (3 + 2 * givers + 4 * requests + 2 * pairs)
  ) {
    throw new AllocationInputError('the file is not in the binary layout of the generator');
  }
  let at = 3;
  const take = (count: number): Int32Array => {
    at += count;
    return whole.subarray(at - count, at);
  };
  const pledge = take(givers);
  const need = take(requests);
  const weight = take(requests);
  const kind = take(requests);
  const requestTie = take(requests);
  const giverTie = take(givers);
  const pairGiver = take(pairs);
  const pairRequest = take(pairs);
  return { givers, requests, pledge, need, weight, kind, requestTie, giverTie, pairGiver, pairRequest };
}

/** The instance in a file; its columns are views of the bytes. */
export function readLargeFile(bytes: Uint8Array): AllocationInstance {
  const { kind, ...columns } = columnsOf(bytes);
  if (kind.some((value) => value !== 0 && value !== 1)) {
    throw new AllocationInputError('a request of the file is neither of class 0 nor of class 1');
  }
  const none = new Int32Array(0);
  return {
    ...columns,
    overflow: new Uint8Array(columns.givers).fill(1),
    already: new Int32Array(columns.requests),
    emergency: Uint8Array.from(kind, (value) => 1 - value),
    pairCap: null,
    directedGiver: none,
    directedRequest: none,
    directedAmount: none,
    previousGiver: none,
    previousRequest: none,
  };
}

/** The index of the pairs in both directions, each sorted, with the place of every pair in the other direction. */
export interface PairIndex {
  readonly giverStart: Int32Array;
  readonly giverRequest: Int32Array;
  readonly requestStart: Int32Array;
  readonly requestGiver: Int32Array;
  readonly requestPlace: Int32Array;
}

/** *Sort*, the yardstick of all times: three counting sorts. */
export function sortPairsBothWays(bytes: Uint8Array): PairIndex {
  const { givers, requests, pairGiver, pairRequest } = columnsOf(bytes);
  const pairs = pairGiver.length;
  const giverStart = new Int32Array(givers + 1);
  const requestStart = new Int32Array(requests + 1);
  for (let row = 0; row < pairs; row++) {
    giverStart[pairGiver[row]! + 1]!++;
    requestStart[pairRequest[row]! + 1]!++;
  }
  for (let i = 0; i < givers; i++) giverStart[i + 1]! += giverStart[i]!;
  for (let j = 0; j < requests; j++) requestStart[j + 1]! += requestStart[j]!;
  const giverRow = new Int32Array(pairs);
  let next = giverStart.slice(0, givers);
  for (let row = 0; row < pairs; row++) giverRow[next[pairGiver[row]!]!++] = row;
  const requestGiver = new Int32Array(pairs);
  next = requestStart.slice(0, requests);
  for (let i = 0; i < givers; i++) {
    for (let a = giverStart[i]!; a < giverStart[i + 1]!; a++) requestGiver[next[pairRequest[giverRow[a]!]!]!++] = i;
  }
  const giverRequest = giverRow;
  const requestPlace = new Int32Array(pairs);
  next = giverStart.slice(0, givers);
  for (let j = 0; j < requests; j++) {
    for (let a = requestStart[j]!; a < requestStart[j + 1]!; a++) {
      const place = next[requestGiver[a]!]!++;
      giverRequest[place] = j;
      requestPlace[a] = place;
    }
  }
  return { giverStart, giverRequest, requestStart, requestGiver, requestPlace };
}
