/**
 * The allocation engine: D, directed pledges; R, requests; G, givers; T, transfers (spec 3-allocation.md, "Rule").
 *
 * The method is exact and answers are unique: R and G are the same level solver (levels.ts) run on the graph from the
 * givers' side and from the requests' side, T is forest.ts. Everything follows from the instance alone.
 */
import { type DirectedStep, honourDirected } from './directed.ts';
import { makeForest } from './forest.ts';
import { labelGroups } from './groups.ts';
import { type Allocation, type AllocationInstance, checkInstance, type Transfers } from './instance.ts';
import { type LevelAnswer, solveLevels } from './levels.ts';
import type { Network } from './network.ts';
import { type OpenStep, openStep } from './open-step.ts';
import { keepPrevious } from './previous.ts';

/** Spreads the pledges over the requests. Throws an AllocationInputError for an instance that is not as described. */
export function allocate(instance: AllocationInstance): Allocation {
  checkInstance(instance);
  const directed = honourDirected(instance);
  const step = openStep(instance, directed);
  const { network, base } = step;
  const flow = new Int32Array(network.pairs);
  const levels = solveRequests(step, flow);
  const groups = labelGroups(step, levels, flow);
  const given = solveGivers(step, levels, groups.abundantPart, flow);
  if (network.previous !== null) {
    const received = levels.got.map((got, j) => got - base[j]!);
    keepPrevious(network, given, received, flow);
  }
  makeForest(network, flow);
  return {
    ...sums(instance, directed, network, flow),
    transfers: listTransfers(instance, directed, network, flow),
    groups: backToInstance(groups.request, network.requestOf),
    giverGroups: backToInstance(groups.giver, network.giverOf),
    abundant: groups.abundant,
  };
}

/** R: the requests' side; sets `flow`. */
function solveRequests(step: OpenStep, flow: Int32Array): LevelAnswer {
  const { network } = step;
  return solveLevels(
    {
      graph: step.givers,
      supply: step.open,
      need: step.need,
      base: step.base,
      weight: step.weight,
      class: step.class,
      tie: step.requestTie,
      flow,
      sent: new Int32Array(network.givers),
      sourcePart: network.giverComponent.slice(),
      sinkPart: network.requestComponent.slice(),
      parts: network.components,
    },
    'place',
  );
}

/**
 * G: the givers' side. In scarce groups everyone has given all they pledged; in abundant groups the requests hand the
 * units they receive to the givers who see them. Changes `flow`; returns what each giver gives.
 */
function solveGivers(step: OpenStep, levels: LevelAnswer, abundant: AbundantParts, flow: Int32Array): Int32Array {
  const { network, open } = step;
  const parts = componentsOf(network, levels, abundant);
  if (parts.count === 0) return open;
  const supply = levels.got.map((got, j) => got - step.base[j]!);
  const answer = solveLevels(
    {
      graph: step.requests,
      supply,
      need: open,
      base: levels.sent,
      weight: open.map((pledge) => Math.max(1, pledge)),
      class: new Uint8Array(network.givers),
      tie: step.giverTie,
      flow,
      sent: levels.base.map((settled, j) => settled - step.base[j]!),
      sourcePart: parts.request,
      sinkPart: parts.giver,
      parts: parts.count,
    },
    'placed',
  );
  return open.map((pledge, i) => (parts.giver[i]! < 0 ? pledge : answer.got[i]!));
}

/** 1 for each part of the requests' side in which something is left. */
type AbundantParts = Uint8Array;

/** The connected components of the abundant parts; −1 for everybody else. */
function componentsOf(network: Network, levels: LevelAnswer, abundant: AbundantParts) {
  const { givers, requests, giverStart, pairRequest, requestStart, requestGiver } = network;
  const { sourcePart, sinkPart } = levels;
  const giver = new Int32Array(givers).fill(-1);
  const request = new Int32Array(requests).fill(-1);
  const queue = new Int32Array(givers + requests);
  let count = 0;
  for (let first = 0; first < givers; first++) {
    const part = sourcePart[first]!;
    if (abundant[part] === 0 || giver[first]! >= 0) continue;
    let tail = 0;
    giver[first] = count;
    queue[tail++] = first;
    for (let head = 0; head < tail; head++) {
      const node = queue[head]!;
      if (node < givers) {
        for (let a = giverStart[node]!, end = giverStart[node + 1]!; a < end; a++) {
          const j = pairRequest[a]!;
          if (request[j]! >= 0 || sinkPart[j] !== part) continue;
          request[j] = count;
          queue[tail++] = givers + j;
        }
        continue;
      }
      const j = node - givers;
      for (let a = requestStart[j]!, end = requestStart[j + 1]!; a < end; a++) {
        const i = requestGiver[a]!;
        if (giver[i]! >= 0 || sourcePart[i] !== part) continue;
        giver[i] = count;
        queue[tail++] = i;
      }
    }
    count++;
  }
  return { giver, request, count };
}

function sums(instance: AllocationInstance, directed: DirectedStep, network: Network, flow: Int32Array) {
  const received = directed.receivedDirected.slice();
  const givenOpen = new Int32Array(instance.givers);
  const { giverOf, requestOf, giverStart, pairRequest } = network;
  for (let i = 0; i < network.givers; i++) {
    let given = 0;
    for (let pair = giverStart[i]!, end = giverStart[i + 1]!; pair < end; pair++) {
      if (flow[pair] === 0) continue;
      given += flow[pair]!;
      received[requestOf[pairRequest[pair]!]!]! += flow[pair]!;
    }
    givenOpen[giverOf[i]!] = given;
  }
  const { receivedDirected, givenDirected } = directed;
  const total = received.reduce((sum, units) => sum + units, 0);
  return { received, receivedDirected, givenOpen, givenDirected, total };
}

/** Directed rows in the instance's order, then open rows in the network's order. */
function listTransfers(
  instance: AllocationInstance,
  { kept }: DirectedStep,
  network: Network,
  flow: Int32Array,
): Transfers {
  let count = 0;
  for (let row = 0; row < kept.length; row++) if (kept[row]! > 0) count++;
  for (let pair = 0; pair < flow.length; pair++) if (flow[pair]! > 0) count++;
  const giver = new Int32Array(count);
  const request = new Int32Array(count);
  const amount = new Int32Array(count);
  const directed = new Uint8Array(count);
  let at = 0;
  for (let row = 0; row < kept.length; row++) {
    if (kept[row] === 0) continue;
    giver[at] = instance.directedGiver[row]!;
    request[at] = instance.directedRequest[row]!;
    directed[at] = 1;
    amount[at++] = kept[row]!;
  }
  for (let i = 0; i < network.givers; i++) {
    for (let pair = network.giverStart[i]!, end = network.giverStart[i + 1]!; pair < end; pair++) {
      if (flow[pair] === 0) continue;
      giver[at] = network.giverOf[i]!;
      request[at] = network.requestOf[network.pairRequest[pair]!]!;
      amount[at++] = flow[pair]!;
    }
  }
  return { giver, request, amount, directed };
}

function backToInstance(labels: Int32Array, indexOf: Int32Array): Int32Array {
  const result = new Int32Array(labels.length);
  for (let number = 0; number < labels.length; number++) result[indexOf[number]!] = labels[number]!;
  return result;
}
