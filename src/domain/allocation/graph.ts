/**
 * The visibility graph seen from one side: sources have units to give away, sinks have levels to be made even. For the
 * requests' side of the rule givers are the sources and requests the sinks; for the givers' side it is the other way
 * round (a request hands the units it received to the givers who carry them).
 */
import type { Network } from './network.ts';

export interface Graph {
  readonly sources: number;
  readonly sinks: number;
  readonly sourceStart: Int32Array;
  readonly sourceSink: Int32Array;
  /** The pair at a place of a source; null where places are the pairs themselves. */
  readonly sourcePair: Int32Array | null;
  readonly sinkStart: Int32Array;
  readonly sinkSource: Int32Array;
  readonly sinkPair: Int32Array | null;
  readonly cap: Int32Array | null;
}

export function fromGivers(network: Network): Graph {
  return {
    sources: network.givers,
    sinks: network.requests,
    sourceStart: network.giverStart,
    sourceSink: network.pairRequest,
    sourcePair: null,
    sinkStart: network.requestStart,
    sinkSource: network.requestGiver,
    sinkPair: network.requestPair,
    cap: network.cap,
  };
}

export function fromRequests(network: Network): Graph {
  return {
    sources: network.requests,
    sinks: network.givers,
    sourceStart: network.requestStart,
    sourceSink: network.requestGiver,
    sourcePair: network.requestPair,
    sinkStart: network.giverStart,
    sinkSource: network.pairRequest,
    sinkPair: null,
    cap: network.cap,
  };
}
