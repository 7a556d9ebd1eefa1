/**
 * A balanced start for the level solver: every source gives all it has to the lowest sink it sees, then sources move
 * units from their highest sink to their lowest in a few passes. Nothing here decides the answer, it only leaves little
 * to move for the exact flows that follow; so levels may be floating point.
 */
import { pairAt } from './graph.ts';
import { type LevelState, PART, RECORD, S_END, S_START, SLACK, USED_COUNT, USED_XOR } from './state.ts';

/** Levels of class 1 lie above all levels of class 0: t/w stays below 2^26. */
const CLASS_STEP = 1e9;
/** A pass that moves a smaller share of all units than this is the last one. */
const MOVED_SHARE_MIN = 0.0005;

export class BalancedStart {
  private readonly state: LevelState;
  /** The level of each sink; −1 − level for sinks whose need is met: they can give but not take. */
  private readonly level: Float64Array;

  constructor(state: LevelState) {
    this.state = state;
    this.level = new Float64Array(state.graph.sinks);
  }

  private levelOf(j: number): number {
    const { class: kind, got, need, weight } = this.state;
    const step = kind[j]! * CLASS_STEP;
    const level = step + got[j]! / weight[j]!;
    return got[j]! >= need[j]! ? -1 - level : level;
  }

  /** Sources with few pairs choose first, because they have the least choice. */
  fill(): void {
    const { graph, source, sourceList, activeSources } = this.state;
    for (let j = 0; j < graph.sinks; j++) this.level[j] = this.levelOf(j);
    const degree = (i: number): number => source[i * RECORD + S_END]! - source[i * RECORD + S_START]!;
    let degreeMax = 0;
    for (let k = 0; k < activeSources; k++) degreeMax = Math.max(degreeMax, degree(sourceList[k]!));
    const next = new Int32Array(degreeMax + 2);
    for (let k = 0; k < activeSources; k++) next[degree(sourceList[k]!) + 1]!++;
    for (let d = 0; d <= degreeMax; d++) next[d + 1]! += next[d]!;
    const order = new Int32Array(activeSources);
    for (let k = 0; k < activeSources; k++) order[next[degree(sourceList[k]!)]!++] = sourceList[k]!;
    for (let k = 0; k < activeSources; k++) this.pourOut(order[k]!);
  }

  private pourOut(i: number): void {
    const { graph, source, flow, got, need } = this.state;
    const { sourceSink, sourcePair, cap } = graph;
    const { level } = this;
    const at = i * RECORD;
    let left = source[at + SLACK]!;
    while (left > 0) {
      let lowest = -1;
      let lowestLevel = Number.POSITIVE_INFINITY;
      for (let a = source[at + S_START]!, end = source[at + S_END]!; a < end; a++) {
        const l = level[sourceSink[a]!]!;
        if (l < 0 || l >= lowestLevel) continue;
        if (cap !== null) {
          const pair = pairAt(sourcePair, a);
          if (flow[pair]! >= cap[pair]!) continue;
        }
        lowestLevel = l;
        lowest = a;
      }
      if (lowest < 0) break;
      const pair = pairAt(sourcePair, lowest);
      const j = sourceSink[lowest]!;
      let units = Math.min(left, need[j]! - got[j]!);
      if (cap !== null) units = Math.min(units, cap[pair]! - flow[pair]!);
      if (flow[pair] === 0) this.useChanges(at, j, 1);
      flow[pair]! += units;
      got[j]! += units;
      level[j] = this.levelOf(j);
      left -= units;
    }
    source[at + SLACK] = left;
  }

  private useChanges(at: number, j: number, by: 1 | -1): void {
    const { source } = this.state;
    source[at + USED_COUNT]! += by;
    source[at + USED_XOR]! ^= j;
  }

  /** At most `passes` passes over all active sources. */
  balance(passes: number): void {
    const { sinkList, activeSinks, sourceList, activeSources, source, supply, sent } = this.state;
    for (let k = 0; k < activeSinks; k++) this.level[sinkList[k]!] = this.levelOf(sinkList[k]!);
    let units = 0;
    for (let k = 0; k < activeSources; k++) {
      const i = sourceList[k]!;
      units += supply[i]! - sent[i]! - source[i * RECORD + SLACK]!;
    }
    for (let pass = 0; pass < passes; pass++) if (this.balancePass() <= units * MOVED_SHARE_MIN) return;
  }

  /** Every source moves units once, from the highest sink it uses to the lowest it sees; returns how many moved. */
  private balancePass(): number {
    const { graph, source, sink, sourceList, activeSources, flow } = this.state;
    const { sourceSink, sourcePair, cap } = graph;
    const { level } = this;
    let moved = 0;
    for (let k = 0; k < activeSources; k++) {
      const at = sourceList[k]! * RECORD;
      const part = source[at + PART]!;
      let lowest = -1;
      let lowestLevel = Number.POSITIVE_INFINITY;
      let highest = -1;
      let highestLevel = Number.NEGATIVE_INFINITY;
      for (let a = source[at + S_START]!, end = source[at + S_END]!; a < end; a++) {
        const j = sourceSink[a]!;
        let l = level[j]!;
        const takes = l >= 0;
        if (!takes) l = -1 - l;
        if (l <= highestLevel && (!takes || l >= lowestLevel)) continue;
        if (sink[j * RECORD + PART] !== part) continue;
        const pair = pairAt(sourcePair, a);
        if (takes && l < lowestLevel && (cap === null || flow[pair]! < cap[pair]!)) {
          lowestLevel = l;
          lowest = a;
        }
        if (l > highestLevel && flow[pair]! > 0) {
          highestLevel = l;
          highest = a;
        }
      }
      if (lowest >= 0 && highest >= 0 && highestLevel > lowestLevel) moved += this.move(at, highest, lowest);
    }
    return moved;
  }

  /** Moves units between two places of a source until their sinks are level; returns how many. */
  private move(at: number, fromPlace: number, toPlace: number): number {
    const { graph, flow, got, need, weight, class: kind } = this.state;
    const { sourceSink, sourcePair, cap } = graph;
    const from = sourceSink[fromPlace]!;
    const to = sourceSink[toPlace]!;
    const fromPair = pairAt(sourcePair, fromPlace);
    const toPair = pairAt(sourcePair, toPlace);
    let units = flow[fromPair]!;
    if (kind[from] === kind[to]) {
      const level = Math.floor((got[from]! * weight[to]! - got[to]! * weight[from]!) / (weight[from]! + weight[to]!));
      if (level < units) units = level;
    }
    if (need[to]! - got[to]! < units) units = need[to]! - got[to]!;
    if (cap !== null && cap[toPair]! - flow[toPair]! < units) units = cap[toPair]! - flow[toPair]!;
    if (units <= 0) return 0;
    if (flow[toPair] === 0) this.useChanges(at, to, 1);
    flow[toPair]! += units;
    flow[fromPair]! -= units;
    if (flow[fromPair] === 0) this.useChanges(at, from, -1);
    got[to]! += units;
    got[from]! -= units;
    this.level[to] = this.levelOf(to);
    this.level[from] = this.levelOf(from);
    return units;
  }
}
