import type { DirectedStep } from './directed.ts';
import { fromGivers, fromRequests, type Graph } from './graph.ts';
import type { AllocationInstance } from './instance.ts';
import { buildNetwork, type Network } from './network.ts';

/** The instance's people in the network's numbering, after step D. */
export interface OpenStep {
  readonly network: Network;
  /** The network as R and as G see it. */
  readonly givers: Graph;
  readonly requests: Graph;
  /** o_i: what each giver's open pledge still has. */
  readonly open: Int32Array;
  readonly giverTie: Int32Array;
  /** What each request has before the open step: already + directed. */
  readonly base: Int32Array;
  /** d_j; for a request that already has more than it needs, what it has. */
  readonly need: Int32Array;
  readonly weight: Int32Array;
  /** 0 = emergency, 1 = monthly. */
  readonly class: Uint8Array;
  readonly requestTie: Int32Array;
}

/** Throws an AllocationInputError when a pair is there twice. */
export function openStep(instance: AllocationInstance, directed: DirectedStep): OpenStep {
  const network = buildNetwork(instance);
  const { giverOf, requestOf } = network;
  const base = requestOf.map((j) => instance.already[j]! + directed.receivedDirected[j]!);
  return {
    network,
    givers: fromGivers(network),
    requests: fromRequests(network),
    open: giverOf.map((i) => directed.open[i]!),
    giverTie: giverOf.map((i) => instance.giverTie[i]!),
    base,
    need: requestOf.map((j, number) => Math.max(instance.need[j]!, base[number]!)),
    weight: requestOf.map((j) => instance.weight[j]!),
    class: Uint8Array.from(requestOf, (j) => 1 - instance.emergency[j]!),
    requestTie: requestOf.map((j) => instance.requestTie[j]!),
  };
}
