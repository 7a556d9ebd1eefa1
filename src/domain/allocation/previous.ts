/**
 * People stay with those they helped: when last round's pairs are known, the transfers are sought anew with the same
 * sums, first along those pairs as far as they carry, then along all pairs for what is missing.
 */
import { TargetFlow } from './flow.ts';
import { fromGivers, type Graph } from './graph.ts';
import type { Network } from './network.ts';
import { BalancedStart } from './start.ts';
import { LevelState } from './state.ts';

/** Changes `flow` in place to one with the same sums: giver i gives given[i], request j receives received[j]. */
export function keepPrevious(network: Network, given: Int32Array, received: Int32Array, flow: Int32Array): void {
  flow.fill(0);
  const along = (graph: Graph): LevelState => {
    const state = new LevelState({
      graph,
      supply: given,
      need: received,
      base: new Int32Array(network.requests),
      weight: new Int32Array(network.requests).fill(1),
      class: new Uint8Array(network.requests),
      tie: network.requestOf,
      flow,
      sent: new Int32Array(network.givers),
      sourcePart: network.giverComponent,
      sinkPart: network.requestComponent,
      parts: network.components,
    });
    state.target.set(received);
    return state;
  };
  const kept = along(onlyPrevious(network));
  new BalancedStart(kept).fill();
  new TargetFlow(kept).run(network.components);
  const all = along(fromGivers(network));
  all.adoptFlow();
  const rest = new TargetFlow(all);
  rest.run(network.components);
  if (rest.stuckAt.some((label) => label > 0))
    throw new Error("last round's pairs could not be completed to the same sums");
}

/** The graph of last round's pairs alone. */
function onlyPrevious(network: Network): Graph {
  const { givers, requests, previous, giverStart, pairRequest, requestStart, requestGiver, requestPair, cap } = network;
  const count = previous!.reduce((sum, flag) => sum + flag, 0);
  const sourceStart = new Int32Array(givers + 1);
  const sourceSink = new Int32Array(count);
  const sourcePair = new Int32Array(count);
  const sinkStart = new Int32Array(requests + 1);
  const sinkSource = new Int32Array(count);
  const sinkPair = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < givers; i++) {
    for (let pair = giverStart[i]!; pair < giverStart[i + 1]!; pair++) {
      if (previous![pair] === 0) continue;
      sourceSink[at] = pairRequest[pair]!;
      sourcePair[at++] = pair;
    }
    sourceStart[i + 1] = at;
  }
  at = 0;
  for (let j = 0; j < requests; j++) {
    for (let place = requestStart[j]!; place < requestStart[j + 1]!; place++) {
      if (previous![requestPair[place]!] === 0) continue;
      sinkSource[at] = requestGiver[place]!;
      sinkPair[at++] = requestPair[place]!;
    }
    sinkStart[j + 1] = at;
  }
  return {
    sources: givers,
    sinks: requests,
    sourceStart,
    sourceSink,
    sourcePair,
    sinkStart,
    sinkSource,
    sinkPair,
    cap,
  };
}
