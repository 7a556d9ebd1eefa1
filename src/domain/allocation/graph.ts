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
  /** The pair at a place of a source; empty where places are the pairs themselves. */
  readonly sourcePair: Int32Array;
  readonly sinkStart: Int32Array;
  readonly sinkSource: Int32Array;
  /** The same for the places of a sink. */
  readonly sinkPair: Int32Array;
  readonly cap: Int32Array | null;
}

const PLACES_ARE_PAIRS = new Int32Array(0);

/** The pair at a place. Arrays of one kind on both sides, so that code compiled for the one serves the other. */
export function pairAt(pairs: Int32Array, place: number): number {
  return pairs.length === 0 ? place : pairs[place]!;
}

export function fromGivers(network: Network): Graph {
  return {
    sources: network.givers,
    sinks: network.requests,
    sourceStart: network.giverStart,
    sourceSink: network.pairRequest,
    sourcePair: PLACES_ARE_PAIRS,
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
    sinkPair: PLACES_ARE_PAIRS,
    cap: network.cap,
  };
}
