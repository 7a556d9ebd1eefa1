import { createHash } from 'node:crypto';
import { type Allocation, type AllocationInstance, NO_CAP } from '../allocation/index.ts';
import { atLeastZero, least } from '../money.ts';
import type { Snapshot } from './snapshot.ts';

/** Between a snapshot in minor units and the engine's instance in quanta. Pure. */

/** One proposal of a round, amounts in minor units. */
export interface Planned {
  readonly giver: number;
  readonly request: number;
  readonly pledgeId: string;
  readonly directed: boolean;
  readonly amount: bigint;
  readonly reason: ProposalReason;
}

/**
 * Why a proposal is what it is (3-allocation, Reasons), kept with it and put into words behind ℹ️.
 * Counts say only what its giver sees.
 */
export interface ProposalReason {
  readonly why: 'directed' | 'need-met' | 'shared-evenly';
  /** Requests of the same group that the giver sees, this one included. */
  readonly seenRequests: number;
  /** They helped this request in the last round too. */
  readonly kept: boolean;
  /** The giver's limit per request bound this amount. */
  readonly limited: boolean;
  readonly emergency: boolean;
}

const QUANTA_MAX = 2n ** 26n - 1n;
const SPREAD_PARTS = { ONE: 1, SEVERAL: 2, MANY: 4 } as const;

/** Rounds down; what exceeds the engine's limit is clamped to it. */
const down = (amount: bigint, quantum: bigint): number => Number(least(atLeastZero(amount) / quantum, QUANTA_MAX));
const up = (amount: bigint, quantum: bigint): number => Number(least((amount + quantum - 1n) / quantum, QUANTA_MAX));

/** Ranks in the order of SHA-256(seed, id): fair from round to round, and the same for everyone who checks. */
export function tieRanks(ids: readonly string[], seed: string): Int32Array {
  const keyed = ids.map((id, index) => ({ index, key: createHash('sha256').update(`${seed}:${id}`).digest('hex') }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const ranks = new Int32Array(ids.length);
  keyed.forEach(({ index }, rank) => {
    ranks[index] = rank;
  });
  return ranks;
}

/** Directed wishes in quanta, per giver never more than what the round may ask for. */
function directedWithin(snapshot: Snapshot, quantum: bigint, pledge: Int32Array): number[] {
  const left = Int32Array.from(pledge);
  return snapshot.directed.map((wish) => {
    const amount = Math.min(down(wish.amount, quantum), left[wish.giver]!);
    left[wish.giver]! -= amount;
    return amount;
  });
}

/** Pair cap ⌈b / min(k, seen)⌉ at a close, so that a pledge is spread as its giver wishes; emergencies are never bound. */
function pairCaps(snapshot: Snapshot, pledge: Int32Array): Int32Array {
  const seen = new Int32Array(snapshot.givers.length);
  for (const [giver, request] of snapshot.pairs) if (!snapshot.requests[request]!.isEmergency) seen[giver]!++;
  return Int32Array.from(snapshot.pairs, ([giver, request]) => {
    if (snapshot.requests[request]!.isEmergency) return NO_CAP;
    const parts = Math.min(SPREAD_PARTS[snapshot.givers[giver]!.spread], seen[giver]!);
    return Math.ceil(pledge[giver]! / parts);
  });
}

/**
 * @param quantum minor units per quantum
 * @param hasCaps at a close; weekly rounds use what the caps left
 */
export function toInstance(snapshot: Snapshot, quantum: bigint, seed: string, hasCaps: boolean): AllocationInstance {
  const { givers, requests, pairs, directed, previous } = snapshot;
  const pledge = Int32Array.from(givers, (giver) => down(giver.free, quantum));
  const wishes = directedWithin(snapshot, quantum, pledge);
  const kept = wishes.flatMap((amount, index) => (amount > 0 ? [index] : []));
  const need = Int32Array.from(requests, (request) => up(request.need, quantum));
  return {
    givers: givers.length,
    requests: requests.length,
    pledge,
    overflow: Uint8Array.from(givers, (giver) => (giver.openPledgeId === null ? 0 : 1)),
    giverTie: tieRanks(
      givers.map((giver) => giver.id),
      seed,
    ),
    need,
    already: Int32Array.from(requests, (request, index) => {
      const missing = up(atLeastZero(request.need - request.already), quantum);
      return need[index]! - Math.min(missing, need[index]!);
    }),
    weight: Int32Array.from(requests, (request) => request.people),
    emergency: Uint8Array.from(requests, (request) => (request.isEmergency ? 1 : 0)),
    requestTie: tieRanks(
      requests.map((request) => request.id),
      seed,
    ),
    pairGiver: Int32Array.from(pairs, ([giver]) => giver),
    pairRequest: Int32Array.from(pairs, ([, request]) => request),
    pairCap: hasCaps ? pairCaps(snapshot, pledge) : null,
    directedGiver: Int32Array.from(kept, (index) => directed[index]!.giver),
    directedRequest: Int32Array.from(kept, (index) => directed[index]!.request),
    directedAmount: Int32Array.from(kept, (index) => wishes[index]!),
    previousGiver: Int32Array.from(previous, ([giver]) => giver),
    previousRequest: Int32Array.from(previous, ([, request]) => request),
  };
}

const pairKey = (giver: number, request: number): number => giver * 2 ** 24 + request;

/** How many requests of each group a giver sees. */
function seenInGroups(snapshot: Snapshot, allocation: Allocation): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [giver, request] of snapshot.pairs) {
    const key = pairKey(giver, allocation.groups[request]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The engine's answer as proposals; the last transfer to a request is cut to the missing minor units. */
export function toProposals(
  snapshot: Snapshot,
  instance: AllocationInstance,
  allocation: Allocation,
  quantum: bigint,
): Planned[] {
  const { transfers } = allocation;
  const missing = snapshot.requests.map((request) => atLeastZero(request.need - request.already));
  const previous = new Set(snapshot.previous.map(([giver, request]) => pairKey(giver, request)));
  const wishes = new Map(snapshot.directed.map((wish) => [pairKey(wish.giver, wish.request), wish.pledgeId]));
  const caps = new Map(
    instance.pairCap ? snapshot.pairs.map(([g, r], k) => [pairKey(g, r), instance.pairCap![k]!]) : [],
  );
  const seen = seenInGroups(snapshot, allocation);
  const planned: Planned[] = [];
  for (let k = 0; k < transfers.amount.length; k++) {
    const [giver, request] = [transfers.giver[k]!, transfers.request[k]!];
    const isDirected = transfers.directed[k] === 1;
    const amount = least(BigInt(transfers.amount[k]!) * quantum, missing[request]!);
    const key = pairKey(giver, request);
    const pledgeId = isDirected ? wishes.get(key) : snapshot.givers[giver]!.openPledgeId;
    if (amount === 0n || !pledgeId) continue;
    missing[request]! -= amount;
    const group = allocation.groups[request]!;
    planned.push({
      giver,
      request,
      pledgeId,
      directed: isDirected,
      amount,
      reason: {
        why: isDirected ? 'directed' : allocation.abundant[group] === 1 ? 'need-met' : 'shared-evenly',
        seenRequests: seen.get(pairKey(giver, group)) ?? 1,
        kept: previous.has(key),
        limited: !isDirected && caps.get(key) === transfers.amount[k] && transfers.amount[k]! < instance.pledge[giver]!,
        emergency: snapshot.requests[request]!.isEmergency,
      },
    });
  }
  return planned;
}
