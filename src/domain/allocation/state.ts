/**
 * What the level solver knows about every source and sink while it works, packed so that one visit to a node touches
 * one cache line: eight integers for each source and each sink.
 */
import { type Graph, pairAt } from './graph.ts';

/** Fields of a source's record. USED_* describe the pairs on which it has units: how many, and the xor of the sinks. */
export const RECORD = 8;
export const PART = 0;
export const SLACK = 1;
export const USED_COUNT = 2;
export const USED_XOR = 3;
export const S_START = 4;
export const S_END = 5;
export const S_CURSOR = 6;
export const S_ENTERED = 7;

/** Fields of a sink's record, beside PART. LACK = target − got: positive below the target, negative above it. */
export const LACK = 1;
export const T_START = 2;
export const T_END = 3;
export const T_CURSOR = 4;
export const T_DISTANCE = 5;

/** One side's question: units t of a sink have the keys (class, t/weight, tie); who gets which? */
export interface LevelProblem {
  readonly graph: Graph;
  readonly supply: Int32Array;
  readonly need: Int32Array;
  /** Units a sink has from elsewhere; they count in its level and cannot be moved. */
  readonly base: Int32Array;
  readonly weight: Int32Array;
  /** 0 before 1. */
  readonly class: Uint8Array;
  readonly tie: Int32Array;
  /** Units on each pair; changed in place. */
  readonly flow: Int32Array;
  /** Units of a source that lie on pairs outside its part and stay there. */
  readonly sent: Int32Array;
  /** The part a source or sink starts in; −1 takes no part. */
  readonly sourcePart: Int32Array;
  readonly sinkPart: Int32Array;
  readonly parts: number;
}

export class LevelState {
  readonly graph: Graph;
  readonly supply: Int32Array;
  readonly need: Int32Array;
  readonly weight: Int32Array;
  readonly class: Uint8Array;
  readonly tie: Int32Array;
  readonly flow: Int32Array;
  /** Units of a sink (or source) that are settled: from elsewhere, or on saturated pairs that leave its part. */
  readonly base: Int32Array;
  readonly sent: Int32Array;
  /** Units each sink has, base included. */
  readonly got: Int32Array;
  readonly target: Int32Array;
  readonly source: Int32Array;
  readonly sink: Int32Array;
  /** The sources and sinks whose part is not final yet: the first activeSources (activeSinks) entries. */
  readonly sourceList: Int32Array;
  readonly sinkList: Int32Array;
  activeSources = 0;
  activeSinks = 0;

  constructor(problem: LevelProblem) {
    const { graph, flow } = problem;
    this.graph = graph;
    this.supply = problem.supply;
    this.need = problem.need;
    this.weight = problem.weight;
    this.class = problem.class;
    this.tie = problem.tie;
    this.flow = flow;
    this.base = problem.base.slice();
    this.sent = problem.sent.slice();
    this.got = problem.base.slice();
    this.target = new Int32Array(graph.sinks);
    this.source = new Int32Array(graph.sources * RECORD);
    this.sink = new Int32Array(graph.sinks * RECORD);
    this.sourceList = new Int32Array(graph.sources);
    this.sinkList = new Int32Array(graph.sinks);
    for (let j = 0; j < graph.sinks; j++) {
      const at = j * RECORD;
      this.sink[at + PART] = problem.sinkPart[j]!;
      this.sink[at + T_START] = graph.sinkStart[j]!;
      this.sink[at + T_END] = graph.sinkStart[j + 1]!;
      if (problem.sinkPart[j]! >= 0) this.sinkList[this.activeSinks++] = j;
    }
    for (let i = 0; i < graph.sources; i++) {
      const at = i * RECORD;
      this.source[at + PART] = problem.sourcePart[i]!;
      this.source[at + S_START] = graph.sourceStart[i]!;
      this.source[at + S_END] = graph.sourceStart[i + 1]!;
      this.source[at + SLACK] = problem.supply[i]! - problem.sent[i]!;
      if (problem.sourcePart[i]! >= 0) this.sourceList[this.activeSources++] = i;
    }
  }

  /** Takes over the units already on the pairs between nodes of one part. */
  adoptFlow(): void {
    const { graph, flow, source, sink, got } = this;
    const { sourceSink, sourcePair } = graph;
    for (let k = 0; k < this.activeSources; k++) {
      const at = this.sourceList[k]! * RECORD;
      const part = source[at + PART]!;
      for (let a = source[at + S_START]!, end = source[at + S_END]!; a < end; a++) {
        const units = flow[pairAt(sourcePair, a)]!;
        if (units === 0) continue;
        const j = sourceSink[a]!;
        source[at + USED_COUNT]!++;
        source[at + USED_XOR]! ^= j;
        if (sink[j * RECORD + PART] !== part) continue;
        source[at + SLACK]! -= units;
        got[j]! += units;
      }
    }
  }

  /** Negative when unit t of sink j comes before unit u of sink k; exact, because t, w < 2^26. Classes are equal. */
  compareUnits(j: number, t: number, k: number, u: number): number {
    const difference = t * this.weight[k]! - u * this.weight[j]!;
    return difference !== 0 ? difference : this.tie[j]! - this.tie[k]!;
  }
}
