/**
 * One plain maximum flow of the same graph (Dinic's algorithm after a greedy start): what it costs merely to give away
 * as much as possible, with no fairness at all. The yardstick for what fairness costs.
 */
import type { AllocationInstance } from '../../src/domain/allocation/index.ts';
import type { PairIndex } from '../../src/domain/allocation/large.ts';

const DEAD = -1;

/** The total of a maximum flow from pledges to needs; for instances without caps and directed pledges. */
export function plainMaximumFlow(instance: AllocationInstance, index: PairIndex): number {
  const flow = new PlainFlow(instance, index);
  flow.fillGreedily();
  while (flow.search()) flow.pushAll();
  return instance.need.reduce((sum, need, j) => sum + need - flow.lack[j]!, 0);
}

class PlainFlow {
  readonly lack: Int32Array;
  private readonly index: PairIndex;
  private readonly slack: Int32Array;
  private readonly units: Int32Array;
  private readonly giverDistance: Int32Array;
  private readonly requestDistance: Int32Array;
  private readonly giverCursor: Int32Array;
  private readonly requestCursor: Int32Array;
  private readonly queue: Int32Array;
  private readonly pathPair: Int32Array;
  private readonly pathNode: Int32Array;

  constructor({ givers, requests, pledge, need }: AllocationInstance, index: PairIndex) {
    this.index = index;
    this.slack = pledge.slice();
    this.lack = need.slice();
    this.units = new Int32Array(index.giverRequest.length);
    this.giverDistance = new Int32Array(givers);
    this.requestDistance = new Int32Array(requests);
    this.giverCursor = new Int32Array(givers);
    this.requestCursor = new Int32Array(requests);
    this.queue = new Int32Array(givers + requests);
    this.pathPair = new Int32Array(givers + requests + 1);
    this.pathNode = new Int32Array(givers + requests + 1);
  }

  fillGreedily(): void {
    const { slack, lack, units } = this;
    const { giverStart, giverRequest } = this.index;
    for (let i = 0; i < slack.length; i++) {
      for (let pair = giverStart[i]!; pair < giverStart[i + 1]! && slack[i]! > 0; pair++) {
        const j = giverRequest[pair]!;
        const moved = Math.min(slack[i]!, lack[j]!);
        units[pair] = moved;
        slack[i]! -= moved;
        lack[j]! -= moved;
      }
    }
  }

  /** Distances from givers with something left; returns whether a request that lacks something was met. */
  search(): boolean {
    const { slack, lack, units, giverDistance, requestDistance, queue } = this;
    const { giverStart, giverRequest, requestStart, requestGiver, requestPlace } = this.index;
    const givers = slack.length;
    giverDistance.fill(DEAD);
    requestDistance.fill(DEAD);
    let tail = 0;
    let last = Number.POSITIVE_INFINITY;
    for (let i = 0; i < givers; i++) {
      if (slack[i] === 0) continue;
      giverDistance[i] = 0;
      queue[tail++] = i;
    }
    for (let head = 0; head < tail; head++) {
      const node = queue[head]!;
      if (node < givers) {
        const next = giverDistance[node]! + 1;
        if (next > last) break;
        for (let pair = giverStart[node]!; pair < giverStart[node + 1]!; pair++) {
          const j = giverRequest[pair]!;
          if (requestDistance[j] !== DEAD) continue;
          requestDistance[j] = next;
          if (lack[j]! > 0) last = next;
          queue[tail++] = givers + j;
        }
        continue;
      }
      const j = node - givers;
      const next = requestDistance[j]! + 1;
      if (next > last) break;
      for (let place = requestStart[j]!; place < requestStart[j + 1]!; place++) {
        const i = requestGiver[place]!;
        if (giverDistance[i] !== DEAD || units[requestPlace[place]!] === 0) continue;
        giverDistance[i] = next;
        queue[tail++] = i;
      }
    }
    return last < Number.POSITIVE_INFINITY;
  }

  pushAll(): void {
    const { giverStart, requestStart } = this.index;
    this.giverCursor.set(giverStart.subarray(0, this.giverCursor.length));
    this.requestCursor.set(requestStart.subarray(0, this.requestCursor.length));
    for (let i = 0; i < this.slack.length; i++) {
      while (this.slack[i]! > 0 && this.pushFrom(i));
    }
  }

  /** One augmenting path from giver `root`, if there is one in the distances. */
  private pushFrom(root: number): boolean {
    const { lack, units, giverDistance, requestDistance, giverCursor, requestCursor, pathPair, pathNode } = this;
    const { giverStart, giverRequest, requestStart, requestGiver, requestPlace } = this.index;
    let depth = 0;
    let node = root;
    let atGiver = true;
    for (;;) {
      let through = -1;
      let next = -1;
      if (atGiver) {
        for (; giverCursor[node]! < giverStart[node + 1]!; giverCursor[node]!++) {
          next = giverRequest[giverCursor[node]!]!;
          if (requestDistance[next] !== giverDistance[node]! + 1) continue;
          through = giverCursor[node]!;
          break;
        }
      } else if (lack[node]! > 0) {
        this.augment(root, node, depth);
        return true;
      } else {
        for (; requestCursor[node]! < requestStart[node + 1]!; requestCursor[node]!++) {
          next = requestGiver[requestCursor[node]!]!;
          const pair = requestPlace[requestCursor[node]!]!;
          if (giverDistance[next] !== requestDistance[node]! + 1 || units[pair] === 0) continue;
          through = pair;
          break;
        }
      }
      if (through >= 0) {
        pathPair[depth] = through;
        pathNode[depth++] = node;
        node = next;
      } else {
        if (depth === 0) return false;
        node = pathNode[--depth]!;
        if (atGiver) requestCursor[node]!++;
        else giverCursor[node]!++;
      }
      atGiver = !atGiver;
    }
  }

  private augment(root: number, end: number, depth: number): void {
    const { slack, lack, units, pathPair } = this;
    let moved = Math.min(slack[root]!, lack[end]!);
    for (let s = 1; s < depth; s += 2) moved = Math.min(moved, units[pathPair[s]!]!);
    for (let s = 0; s < depth; s++) units[pathPair[s]!]! += (s & 1) === 0 ? moved : -moved;
    slack[root]! -= moved;
    lack[end]! -= moved;
  }
}
