/**
 * Step D: directed pledges are honoured before anything else. Where a request has more directed to it than it can
 * still take, unit t of a pledge of u has the key (t/u, tie rank of its giver) and the smallest keys stay; the rest
 * returns to the giver's open pledge when `overflow` says so, else it is released. Spec 3-allocation.md, "Rule", D.
 */
import type { AllocationInstance } from './instance.ts';

export interface DirectedStep {
  /** What stays of each directed pledge, in the instance's order of rows. */
  readonly kept: Int32Array;
  /** o_i: the open pledge of each giver after the step. */
  readonly open: Int32Array;
  readonly receivedDirected: Int32Array;
  readonly givenDirected: Int32Array;
}

export function honourDirected(instance: AllocationInstance): DirectedStep {
  const { directedGiver, directedRequest, directedAmount } = instance;
  const kept = directedAmount.slice();
  const open = instance.pledge.slice();
  const receivedDirected = new Int32Array(instance.requests);
  const givenDirected = new Int32Array(instance.givers);
  for (const [request, rows] of crowdedRequests(instance)) {
    keepSmallestKeys(instance, rows, roomOf(instance, request), kept);
  }
  for (let row = 0; row < kept.length; row++) {
    const giver = directedGiver[row]!;
    const returns = instance.overflow[giver] === 1;
    open[giver]! -= returns ? kept[row]! : directedAmount[row]!;
    receivedDirected[directedRequest[row]!]! += kept[row]!;
    givenDirected[giver]! += kept[row]!;
  }
  return { kept, open, receivedDirected, givenDirected };
}

/** What a request can still take in this round. */
function roomOf(instance: AllocationInstance, request: number): number {
  return Math.max(0, instance.need[request]! - instance.already[request]!);
}

/** The rows of each request that has more directed to it than it can take. */
function crowdedRequests(instance: AllocationInstance): Map<number, number[]> {
  const { directedRequest, directedAmount } = instance;
  const sums = new Float64Array(instance.requests);
  for (let row = 0; row < directedRequest.length; row++) sums[directedRequest[row]!]! += directedAmount[row]!;
  const crowded = new Map<number, number[]>();
  for (let row = 0; row < directedRequest.length; row++) {
    const request = directedRequest[row]!;
    if (sums[request]! <= roomOf(instance, request)) continue;
    const rows = crowded.get(request);
    if (rows === undefined) crowded.set(request, [row]);
    else rows.push(row);
  }
  return crowded;
}

/**
 * Keeps exactly `room` units of the rows, those with the smallest keys (t/u, tie). If λ is the level of the last unit
 * kept, a pledge keeps at least λu and at most λu + 1 units, so λ ≥ (room − rows) / Σu: that much of each pledge is
 * certain, and the few units that remain are picked one by one.
 */
function keepSmallestKeys(instance: AllocationInstance, rows: number[], room: number, kept: Int32Array): void {
  const { directedGiver, directedAmount, giverTie } = instance;
  const sum = rows.reduce((total, row) => total + directedAmount[row]!, 0);
  const certain = BigInt(Math.max(0, room - rows.length));
  let left = room;
  for (const row of rows) {
    kept[row] = Number((certain * BigInt(directedAmount[row]!)) / BigInt(sum));
    left -= kept[row]!;
  }
  const comesBefore = (a: number, b: number): boolean => {
    const difference = kept[a]! * directedAmount[b]! - kept[b]! * directedAmount[a]!;
    return difference !== 0 ? difference < 0 : giverTie[directedGiver[a]!]! < giverTie[directedGiver[b]!]!;
  };
  const heap = rows.filter((row) => kept[row]! < directedAmount[row]!);
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at, comesBefore);
  for (; left > 0; left--) {
    const row = heap[0]!;
    kept[row]!++;
    if (kept[row] === directedAmount[row]) {
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
    }
    sink(heap, 0, comesBefore);
  }
}

/** Restores the heap's order below `at`: the first of all stands at 0. */
function sink(heap: number[], at: number, comesBefore: (a: number, b: number) => boolean): void {
  let place = at;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && comesBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!comesBefore(heap[child]!, heap[place]!)) return;
    const moved = heap[child]!;
    heap[child] = heap[place]!;
    heap[place] = moved;
    place = child;
  }
}
