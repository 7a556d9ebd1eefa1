import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RoundKind } from '../../generated/prisma/enums.ts';
import { type Allocation, type AllocationInstance, NO_CAP } from '../allocation/index.ts';
import { atLeastZero, least } from '../money.ts';
import { pairAt } from '../network/reach-pairs.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Between a snapshot in minor units and the engine's instance in quanta. Pure; what is long takes turns with whatever else the
 * process does.
 */

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

/** A round that has been computed and certified and not been written yet. */
export interface ComputedRound {
  readonly kind: RoundKind;
  readonly seed: string;
  readonly snapshot: Snapshot;
  readonly planned: readonly Planned[];
}

const QUANTA_MAX = 2n ** 26n - 1n;
const SPREAD_PARTS = { ONE: 1, SEVERAL: 2, MANY: 4 } as const;

/** Rounds down; what exceeds the engine's limit is clamped to it. */
const down = (amount: bigint, quantum: bigint): number => Number(least(atLeastZero(amount) / quantum, QUANTA_MAX));
const up = (amount: bigint, quantum: bigint): number => Number(least((amount + quantum - 1n) / quantum, QUANTA_MAX));

/** Rows worked off before the event loop turns: a few milliseconds. */
const ROWS_PER_TURN = 2_000;
/** As many bytes of a hash as a number holds exactly. */
const HEAD_BYTES = 6;

/** Ranks in the order of SHA-256(seed, id): fair from round to round, and the same for everyone who checks. */
export async function tieRanks(ids: readonly string[], seed: string): Promise<Int32Array> {
  const hash = (index: number): Buffer => createHash('sha256').update(`${seed}:${ids[index]}`).digest();
  const heads = new Float64Array(ids.length);
  for (let index = 0; index < ids.length; index++) {
    heads[index] = hash(index).readUIntBE(0, HEAD_BYTES);
    if (index % ROWS_PER_TURN === 0) await nextTurn();
  }
  const order = new Int32Array(ids.length).map((_, index) => index);
  order.sort((a, b) => heads[a]! - heads[b]! || Buffer.compare(hash(a), hash(b)));
  const ranks = new Int32Array(ids.length);
  order.forEach((index, rank) => {
    ranks[index] = rank;
  });
  return ranks;
}

/** What each giver may be asked for, in quanta. */
export const pledgesOf = ({ givers }: Snapshot, quantum: bigint): Int32Array =>
  Int32Array.from(givers, (giver) => down(giver.free, quantum));

/** Directed wishes in quanta, per giver never more than what the round may ask for. */
export function directedWithin(snapshot: Snapshot, quantum: bigint, pledge: Int32Array): number[] {
  const left = Int32Array.from(pledge);
  return snapshot.directed.map((wish) => {
    const amount = Math.min(down(wish.amount, quantum), left[wish.giver]!);
    left[wish.giver]! -= amount;
    return amount;
  });
}

/** Pair cap ⌈b / min(k, seen)⌉ at a close, so that a pledge is spread as its giver wishes; emergencies are never bound. */
function pairCaps({ givers, requests, pairs }: Snapshot, pledge: Int32Array): Int32Array {
  const isEmergency = Uint8Array.from(requests, (request) => (request.isEmergency ? 1 : 0));
  const seen = new Int32Array(givers.length);
  for (let k = 0; k < pairs.length; k++) if (isEmergency[pairs.request[k]!] === 0) seen[pairs.giver[k]!]!++;
  const caps = Int32Array.from(givers, ({ spread }, giver) =>
    Math.ceil(pledge[giver]! / Math.min(SPREAD_PARTS[spread], seen[giver]!)),
  );
  return pairs.giver.map((giver, k) => (isEmergency[pairs.request[k]!] === 1 ? NO_CAP : caps[giver]!));
}

/**
 * @param quantum minor units per quantum
 * @param hasCaps at a close; weekly rounds use what the caps left
 */
export async function toInstance(
  snapshot: Snapshot,
  quantum: bigint,
  seed: string,
  hasCaps: boolean,
): Promise<AllocationInstance> {
  const { givers, requests, pairs, directed, previous } = snapshot;
  const pledge = pledgesOf(snapshot, quantum);
  const wishes = directedWithin(snapshot, quantum, pledge);
  const kept = wishes.flatMap((amount, index) => (amount > 0 ? [index] : []));
  const need = Int32Array.from(requests, (request) => up(request.need, quantum));
  return {
    givers: givers.length,
    requests: requests.length,
    pledge,
    overflow: Uint8Array.from(givers, (giver) => (giver.openPledgeId === null ? 0 : 1)),
    giverTie: await tieRanks(
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
    requestTie: await tieRanks(
      requests.map((request) => request.id),
      seed,
    ),
    pairGiver: pairs.giver,
    pairRequest: pairs.request,
    pairCap: hasCaps ? pairCaps(snapshot, pledge) : null,
    directedGiver: Int32Array.from(kept, (index) => directed[index]!.giver),
    directedRequest: Int32Array.from(kept, (index) => directed[index]!.request),
    directedAmount: Int32Array.from(kept, (index) => wishes[index]!),
    previousGiver: previous.giver,
    previousRequest: previous.request,
  };
}

const pairKey = (giver: number, request: number): number => giver * 2 ** 24 + request;

/** How many requests of this group the giver sees. */
function seenOfGroup({ pairs }: Snapshot, groups: Int32Array, giver: number, group: number): number {
  let seen = 0;
  for (let k = pairs.first[giver]!; k < pairs.first[giver + 1]!; k++) if (groups[pairs.request[k]!] === group) seen++;
  return seen;
}

/** Whether the giver's limit for this pair was reached, and below what they pledged. */
function isLimited({ pairs }: Snapshot, { pairCap, pledge }: AllocationInstance, at: PairAmount): boolean {
  const k = pairCap ? pairAt(pairs, at.giver, at.request) : -1;
  return k >= 0 && pairCap?.[k] === at.amount && at.amount < pledge[at.giver]!;
}

interface PairAmount {
  readonly giver: number;
  readonly request: number;
  /** In quanta. */
  readonly amount: number;
}

/** The engine's answer as proposals; the last transfer to a request is cut to the missing minor units. */
export async function toProposals(
  snapshot: Snapshot,
  instance: AllocationInstance,
  allocation: Allocation,
  quantum: bigint,
): Promise<Planned[]> {
  const { transfers } = allocation;
  const missing = snapshot.requests.map((request) => atLeastZero(request.need - request.already));
  const { giver: earlierGiver, request: earlierRequest } = snapshot.previous;
  const previous = new Set(Array.from(earlierGiver, (giver, k) => pairKey(giver, earlierRequest[k]!)));
  const wishes = new Map(snapshot.directed.map((wish) => [pairKey(wish.giver, wish.request), wish.pledgeId]));
  const planned: Planned[] = [];
  for (let k = 0; k < transfers.amount.length; k++) {
    if (k % ROWS_PER_TURN === 0) await nextTurn();
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
        seenRequests: seenOfGroup(snapshot, allocation.groups, giver, group) || 1,
        kept: previous.has(key),
        limited: !isDirected && isLimited(snapshot, instance, { giver, request, amount: transfers.amount[k]! }),
        emergency: snapshot.requests[request]!.isEmergency,
      },
    });
  }
  return planned;
}
