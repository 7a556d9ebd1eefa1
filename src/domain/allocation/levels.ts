/**
 * The rule for one side: the next unit always goes to the sink with the smallest key (class, t/w, tie) that can still
 * be served. Found by divide and conquer on levels: every part gets the targets its units would reach if everybody in
 * it saw everybody; one maximum flow for all parts moves units towards them. Where some sinks stay below target the
 * part splits in two: low (reachable from those sinks: it lacks units, its level is at most the target) and high (the
 * rest: its level is at least the target). The split is a minimum cut, so pairs from low sinks to high sources are full
 * and stay full. Parts without such sinks are settled.
 */
import { TargetFlow } from './flow.ts';
import { pairAt } from './graph.ts';
import { BalancedStart } from './start.ts';
import { type LevelProblem, LevelState, PART, RECORD, S_END, S_START } from './state.ts';
import { chooseTargets } from './targets.ts';

export interface LevelAnswer {
  /** Units each sink has, base included: the unique answer. */
  readonly got: Int32Array;
  /** The settled part of each source and sink, numbered in ascending order of level; −1 for those not taking part. */
  readonly sourcePart: Int32Array;
  readonly sinkPart: Int32Array;
  readonly parts: number;
  /** Units of each sink (source) that came from elsewhere or lie on full pairs to other parts. */
  readonly base: Int32Array;
  readonly sent: Int32Array;
}

/** Whether units are first placed (requests' side) or lie on the pairs already (givers' side). */
export type Placement = 'place' | 'placed';

/** More passes leave as much to move for the exact flows as these do. */
const BALANCE_PASSES = 5;

/** Solves the problem; flow is changed in place to one that gives the answer. */
export function solveLevels(problem: LevelProblem, placement: Placement): LevelAnswer {
  const state = new LevelState(problem);
  const start = new BalancedStart(state);
  if (placement === 'place') start.fill();
  else state.adoptFlow();
  start.balance(BALANCE_PASSES);
  const solver = new LevelSolver(state, problem.parts);
  while (solver.parts > 0) solver.round();
  return solver.answer();
}

class LevelSolver {
  /** How many parts are not settled yet; they are numbered 0 … parts − 1 in each round. */
  parts: number;
  private readonly state: LevelState;
  private readonly flow: TargetFlow;
  private readonly sourceSettled: Int32Array;
  private readonly sinkSettled: Int32Array;
  private readonly queue: Int32Array;
  /** All parts ever made, as a list in ascending order of level: the part after each; −1 ends it. */
  private readonly after: number[] = [];
  /** The place in that list of each unsettled part. */
  private listed: number[] = [];

  constructor(state: LevelState, parts: number) {
    const { sources, sinks } = state.graph;
    this.state = state;
    this.parts = parts;
    this.flow = new TargetFlow(state);
    this.sourceSettled = new Int32Array(sources).fill(-1);
    this.sinkSettled = new Int32Array(sinks).fill(-1);
    this.queue = new Int32Array(sources + sinks);
    for (let part = 0; part < parts; part++) {
      this.after.push(part + 1 < parts ? part + 1 : -1);
      this.listed.push(part);
    }
  }

  round(): void {
    this.chooseAllTargets();
    this.flow.run(this.parts);
    if (this.state.graph.cap !== null) this.settleFullPairs();
    this.split();
  }

  /** Sorts the active sinks by part and gives each part its targets. */
  private chooseAllTargets(): void {
    const { source, sink, sourceList, sinkList, activeSources, activeSinks, supply, sent, base } = this.state;
    const start = new Int32Array(this.parts + 1);
    const units = new Float64Array(this.parts);
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      const part = sink[j * RECORD + PART]!;
      start[part + 1]!++;
      units[part]! += base[j]!;
    }
    for (let k = 0; k < activeSources; k++) {
      const i = sourceList[k]!;
      units[source[i * RECORD + PART]!]! += supply[i]! - sent[i]!;
    }
    for (let part = 0; part < this.parts; part++) start[part + 1]! += start[part]!;
    const list = this.queue;
    const next = start.slice();
    for (let k = 0; k < activeSinks; k++) list[next[sink[sinkList[k]! * RECORD + PART]!]!++] = sinkList[k]!;
    for (let part = 0; part < this.parts; part++) {
      chooseTargets(this.state, { list, from: start[part]!, to: start[part + 1]! }, units[part]!);
    }
  }

  /** Units on full pairs between the sides of a split stay where they are: they become settled on both ends. */
  private settleFullPairs(): void {
    const { graph, source, sink, sourceList, activeSources, flow, base, sent } = this.state;
    const { sourceSink, sourcePair } = graph;
    const { stuckAt } = this.flow;
    for (let k = 0; k < activeSources; k++) {
      const i = sourceList[k]!;
      const at = i * RECORD;
      const part = source[at + PART]!;
      if (stuckAt[part] === 0) continue;
      const isLow = this.flow.isLowSource(i);
      for (let a = source[at + S_START]!, end = source[at + S_END]!; a < end; a++) {
        const units = flow[pairAt(sourcePair, a)]!;
        const j = sourceSink[a]!;
        if (units === 0 || sink[j * RECORD + PART] !== part || this.flow.isLowSink(j) === isLow) continue;
        sent[i]! += units;
        base[j]! += units;
      }
    }
  }

  /** Settles the parts that reached their targets; numbers the low and the high half of the others. */
  private split(): void {
    const { state, listed, after, flow } = this;
    const { source, sink, sourceList, sinkList } = state;
    const { stuckAt } = flow;
    const nextListed: number[] = [];
    /** The new numbers of a part's low and high half. */
    const number = new Int32Array(this.parts * 2);
    for (let part = 0; part < this.parts; part++) {
      if (stuckAt[part] === 0) continue;
      const low = listed[part]!;
      const high = after.length;
      after.push(after[low]!);
      after[low] = high;
      number[part * 2] = nextListed.push(low) - 1;
      number[part * 2 + 1] = nextListed.push(high) - 1;
    }
    let kept = 0;
    for (let k = 0; k < state.activeSources; k++) {
      const i = sourceList[k]!;
      const at = i * RECORD + PART;
      const part = source[at]!;
      if (stuckAt[part] === 0) {
        this.sourceSettled[i] = listed[part]!;
        source[at] = -1;
      } else {
        source[at] = number[part * 2 + (flow.isLowSource(i) ? 0 : 1)]!;
        sourceList[kept++] = i;
      }
    }
    state.activeSources = kept;
    kept = 0;
    for (let k = 0; k < state.activeSinks; k++) {
      const j = sinkList[k]!;
      const at = j * RECORD + PART;
      const part = sink[at]!;
      if (stuckAt[part] === 0) {
        this.sinkSettled[j] = listed[part]!;
        sink[at] = -1;
      } else {
        sink[at] = number[part * 2 + (flow.isLowSink(j) ? 0 : 1)]!;
        sinkList[kept++] = j;
      }
    }
    state.activeSinks = kept;
    this.listed = nextListed;
    this.parts = nextListed.length;
  }

  /** Numbers the settled parts in the order of the list, leaving out those that stayed empty. */
  answer(): LevelAnswer {
    const used = new Uint8Array(this.after.length);
    for (const part of this.sourceSettled) if (part >= 0) used[part] = 1;
    for (const part of this.sinkSettled) if (part >= 0) used[part] = 1;
    const number = new Int32Array(this.after.length).fill(-1);
    let parts = 0;
    for (let part = this.after.length > 0 ? 0 : -1; part >= 0; part = this.after[part]!) {
      if (used[part] === 1) number[part] = parts++;
    }
    const renumber = (settled: number): number => (settled < 0 ? -1 : number[settled]!);
    return {
      got: this.state.got,
      sourcePart: this.sourceSettled.map(renumber),
      sinkPart: this.sinkSettled.map(renumber),
      parts,
      base: this.state.base,
      sent: this.state.sent,
    };
  }
}
