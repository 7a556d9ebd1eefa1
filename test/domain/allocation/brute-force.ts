/**
 * The rule taken at its word: one unit after the other, each granted when a search for an augmenting path finds room
 * for it beside all units granted before. Slow and simple; shares nothing with the engine.
 */
import type { AllocationInstance } from '../../../src/domain/allocation/index.ts';

export interface BruteForceAnswer {
  readonly received: number[];
  readonly receivedDirected: number[];
  readonly givenOpen: number[];
  readonly givenDirected: number[];
  readonly total: number;
}

export function bruteForce(instance: AllocationInstance): BruteForceAnswer {
  const { givers, requests, need, weight, emergency, requestTie, giverTie } = instance;
  const { open, directed, givenDirected } = directedStep(instance);
  const cap = caps(instance);
  const has = directed.map((units, j) => units + instance.already[j]!);

  const forRequests = new Flow(givers, requests, cap);
  const units: { j: number; t: number }[] = [];
  for (let j = 0; j < requests; j++) for (let t = has[j]!; t < need[j]!; t++) units.push({ j, t });
  units.sort(
    (a, b) =>
      emergency[b.j]! - emergency[a.j]! ||
      a.t * weight[b.j]! - b.t * weight[a.j]! ||
      requestTie[a.j]! - requestTie[b.j]!,
  );
  const openReceived = new Array<number>(requests).fill(0);
  for (const { j } of units) if (forRequests.pull(j, open)) openReceived[j]!++;

  const forGivers = new Flow(givers, requests, cap);
  const burdens: { i: number; t: number }[] = [];
  for (let i = 0; i < givers; i++) for (let t = 0; t < open[i]!; t++) burdens.push({ i, t });
  burdens.sort((a, b) => a.t * open[b.i]! - b.t * open[a.i]! || giverTie[a.i]! - giverTie[b.i]!);
  const givenOpen = new Array<number>(givers).fill(0);
  for (const { i } of burdens) if (forGivers.give(i, openReceived)) givenOpen[i]!++;

  const received = openReceived.map((open_, j) => open_ + directed[j]!);
  return {
    received,
    receivedDirected: directed,
    givenOpen,
    givenDirected,
    total: received.reduce((sum, units_) => sum + units_, 0),
  };
}

/** The open step's plain maximum flow plus what is directed. */
export function maximumTotal(instance: AllocationInstance): number {
  const { open, directed } = directedStep(instance);
  const flow = new Flow(instance.givers, instance.requests, caps(instance));
  let total = directed.reduce((sum, units) => sum + units, 0);
  for (let j = instance.requests - 1; j >= 0; j--) {
    for (let t = directed[j]! + instance.already[j]!; t < instance.need[j]! && flow.pull(j, open); t++) total++;
  }
  return total;
}

function directedStep(instance: AllocationInstance) {
  const { directedGiver, directedRequest, directedAmount, giverTie } = instance;
  const open = Array.from(instance.pledge);
  const directed = new Array<number>(instance.requests).fill(0);
  const givenDirected = new Array<number>(instance.givers).fill(0);
  for (let j = 0; j < instance.requests; j++) {
    const units: { row: number; t: number }[] = [];
    directedRequest.forEach((to, row) => {
      for (let t = 0; to === j && t < directedAmount[row]!; t++) units.push({ row, t });
    });
    const key = ({ row, t }: { row: number; t: number }): number => t / directedAmount[row]!;
    const tie = ({ row }: { row: number }): number => giverTie[directedGiver[row]!]!;
    units.sort((a, b) => key(a) - key(b) || tie(a) - tie(b));
    const room = Math.max(0, instance.need[j]! - instance.already[j]!);
    units.forEach(({ row }, place) => {
      const i = directedGiver[row]!;
      if (place < room) {
        directed[j]!++;
        givenDirected[i]!++;
      }
      if (place < room || instance.overflow[i] === 0) open[i]!--;
    });
  }
  return { open, directed, givenDirected };
}

function caps({ givers, requests, pairGiver, pairRequest, pairCap }: AllocationInstance): number[][] {
  const cap = Array.from({ length: givers }, () => new Array<number>(requests).fill(0));
  pairGiver.forEach((i, row) => {
    cap[i]![pairRequest[row]!] = pairCap === null ? Number.POSITIVE_INFINITY : pairCap[row]!;
  });
  return cap;
}

class Flow {
  private readonly units: number[][];
  private readonly given: number[];
  private readonly got: number[];
  private readonly cap: number[][];

  constructor(givers: number, requests: number, cap: number[][]) {
    this.units = cap.map((row) => row.map(() => 0));
    this.given = new Array<number>(givers).fill(0);
    this.got = new Array<number>(requests).fill(0);
    this.cap = cap;
  }

  /** One more unit for request j, from givers who stay within `limit`; returns whether there is a way. */
  pull(j: number, limit: readonly number[], tried = new Set<number>()): boolean {
    for (let i = 0; i < this.given.length; i++) {
      if (tried.has(i) || this.units[i]![j]! >= this.cap[i]![j]!) continue;
      tried.add(i);
      if (this.given[i]! < limit[i]!) {
        this.given[i]!++;
        this.units[i]![j]!++;
        return true;
      }
      for (let k = 0; k < this.got.length; k++) {
        if (k === j || this.units[i]![k] === 0) continue;
        this.units[i]![k]!--;
        if (this.pull(k, limit, tried)) {
          this.units[i]![j]!++;
          return true;
        }
        this.units[i]![k]!++;
      }
    }
    return false;
  }

  /** One more unit from giver i, to requests that stay within `limit`; returns whether there is a way. */
  give(i: number, limit: readonly number[], tried = new Set<number>()): boolean {
    for (let j = 0; j < this.got.length; j++) {
      if (tried.has(j) || this.units[i]![j]! >= this.cap[i]![j]!) continue;
      tried.add(j);
      if (this.got[j]! < limit[j]!) {
        this.got[j]!++;
        this.units[i]![j]!++;
        return true;
      }
      for (let k = 0; k < this.given.length; k++) {
        if (k === i || this.units[k]![j] === 0) continue;
        this.units[k]![j]!--;
        if (this.give(k, limit, tried)) {
          this.units[i]![j]!++;
          return true;
        }
        this.units[k]![j]!++;
      }
    }
    return false;
  }
}
