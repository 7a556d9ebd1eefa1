/**
 * One warm-started maximum flow for all parts at once (Dinic's algorithm): moves units from sources with slack and
 * sinks above their target to sinks below their target, along pairs inside a part. Sinks above their target serve as
 * supply, so nothing is taken away first and the units already placed stay useful.
 *
 * A phase searches breadth-first from the sinks below target: sink j can be helped by source i if i sees j below the
 * pair's cap, and i by any sink on which it has units. Then units are pushed backwards from what was found. Every node
 * met by the search leads back to a sink below target, so dead ends are rare in that direction.
 *
 * Through most sources, those with all units on one or two sinks (notes.ts), the search passes without touching their
 * records: labels belong to sinks, and such a source stands one step before the sink it is entered from.
 */
import { Cut } from './cut.ts';
import { DISTANCE, FIRST, LOOK, NOTES, NOTHING, SECOND, SourceNotes, TWO } from './notes.ts';
import {
  LACK,
  type LevelState,
  PART,
  RECORD,
  S_CURSOR,
  S_END,
  S_ENTERED,
  S_START,
  SLACK,
  T_CURSOR,
  T_DISTANCE,
  T_END,
  T_START,
  USED_COUNT,
  USED_XOR,
} from './state.ts';

const DEAD = -2;
export class TargetFlow {
  readonly cut: Cut;
  /** For each part: 1 when some of its sinks stay below target. */
  stuck = new Uint8Array(0);
  private readonly state: LevelState;
  private readonly notes: SourceNotes;
  /** Bits: the sinks the running search has met, and the sources it has looked at. */
  private readonly seenSink: Int32Array;
  private readonly seenSource: Int32Array;
  private readonly queue: Int32Array;
  private readonly finds: Int32Array;
  private readonly pathPair: Int32Array;
  private readonly pathNode: Int32Array;
  /** Counts on through all runs; what a source's record says of entering holds for one phase. */
  private phase = 0;
  /** For each part: the distance at which the running search met its first find; 0 = none yet. */
  private found = new Int32Array(0);
  private queueCount = 0;
  private findCount = 0;

  constructor(state: LevelState) {
    const { sources, sinks } = state.graph;
    this.state = state;
    this.notes = new SourceNotes(state);
    this.cut = new Cut(state, this.notes);
    this.seenSink = new Int32Array((sinks >> 5) + 1);
    this.seenSource = new Int32Array((sources >> 5) + 1);
    this.queue = new Int32Array(sinks);
    this.finds = new Int32Array(sources + sinks);
    this.pathPair = new Int32Array(sources + sinks + 2);
    this.pathNode = new Int32Array(sources + sinks + 2);
  }

  /** Runs until no sink below target can be helped. Afterwards `stuck` and `cut` describe what is left. */
  run(parts: number): void {
    const { sink, sinkList, activeSinks, got, target } = this.state;
    this.stuck = new Uint8Array(parts);
    this.found = new Int32Array(parts);
    const roots = new Int32Array(activeSinks);
    let rootCount = 0;
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      const lack = target[j]! - got[j]!;
      sink[j * RECORD + LACK] = lack;
      if (lack > 0) roots[rootCount++] = j;
    }
    for (;;) {
      let kept = 0;
      for (let k = 0; k < rootCount; k++) {
        const at = roots[k]! * RECORD;
        if (sink[at + LACK]! > 0 && this.stuck[sink[at + PART]!] === 0) roots[kept++] = roots[k]!;
      }
      rootCount = kept;
      if (rootCount === 0) break;
      this.phase++;
      this.search(roots, rootCount);
      for (let k = 0; k < rootCount; k++) {
        const part = sink[roots[k]! * RECORD + PART]!;
        if (this.found[part] === 0) this.stuck[part] = 1;
      }
      for (let k = 0; k < this.queueCount; k++) {
        const at = this.queue[k]! * RECORD;
        sink[at + T_CURSOR] = sink[at + T_START]!;
      }
      for (let k = 0; k < this.findCount; k++) this.push(this.finds[k]!);
    }
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      got[j] = target[j]! - sink[j * RECORD + LACK]!;
    }
    if (this.stuck.includes(1)) {
      this.cut.markHigh(this.stuck);
      this.cut.markLow();
    }
  }

  /** Labels sinks 1, 3, … by distance (sources count as steps between); a part is searched up to its first find. */
  private search(roots: Int32Array, rootCount: number): void {
    const { graph, source, sink, flow } = this.state;
    const { sinkSource, sinkPair, sourceSink, sourcePair, cap, sources } = graph;
    const { seenSink, seenSource, queue, finds, found, phase } = this;
    const { of: notes, at: onlyAt } = this.notes;
    seenSink.fill(0);
    seenSource.fill(0);
    found.fill(0);
    let tail = 0;
    let findCount = 0;
    for (let k = 0; k < rootCount; k++) {
      const j = roots[k]!;
      sink[j * RECORD + T_DISTANCE] = 1;
      seenSink[j >> 5]! |= 1 << (j & 31);
      queue[tail++] = j;
    }
    for (let head = 0; head < tail; head++) {
      const at = queue[head]! * RECORD;
      const part = sink[at + PART]!;
      const next = sink[at + T_DISTANCE]! + 1;
      if (found[part] !== 0 && found[part]! < next) continue;
      for (let a = sink[at + T_START]!, end = sink[at + T_END]!; a < end; a++) {
        const all = onlyAt[a]!;
        if (all >= 0) {
          if ((seenSink[all >> 5]! & (1 << (all & 31))) !== 0) continue;
          const to = all * RECORD;
          if (sink[to + PART] !== part) continue;
          seenSink[all >> 5]! |= 1 << (all & 31);
          sink[to + T_DISTANCE] = next + 1;
          queue[tail++] = all;
          if (sink[to + LACK]! >= 0) continue;
          finds[findCount++] = sources + all;
          if (found[part] === 0) found[part] = next + 1;
          continue;
        }
        if (all === NOTHING) continue;
        const i = sinkSource[a]!;
        if ((seenSource[i >> 5]! & (1 << (i & 31))) !== 0) continue;
        const note = i * NOTES;
        if (all === TWO) {
          // Without caps a source is in the part of its sinks.
          if (sink[notes[note + FIRST]! * RECORD + PART] !== part) continue;
          seenSource[i >> 5]! |= 1 << (i & 31);
          notes[note + DISTANCE] = next;
          for (let which = FIRST; which <= SECOND; which++) {
            const k = notes[note + which]!;
            if ((seenSink[k >> 5]! & (1 << (k & 31))) !== 0) continue;
            const to = k * RECORD;
            seenSink[k >> 5]! |= 1 << (k & 31);
            sink[to + T_DISTANCE] = next + 1;
            queue[tail++] = k;
            if (sink[to + LACK]! >= 0) continue;
            finds[findCount++] = sources + k;
            if (found[part] === 0) found[part] = next + 1;
          }
          continue;
        }
        const from = i * RECORD;
        if (source[from + PART] !== part) continue;
        if (cap !== null) {
          const pair = sinkPair === null ? a : sinkPair[a]!;
          if (flow[pair]! >= cap[pair]!) continue;
        }
        seenSource[i >> 5]! |= 1 << (i & 31);
        source[from + S_ENTERED] = phase;
        source[from + S_CURSOR] = source[from + S_START]!;
        notes[note + DISTANCE] = next;
        if (source[from + SLACK]! > 0) {
          finds[findCount++] = i;
          if (found[part] === 0) found[part] = next;
        }
        for (let b = source[from + S_START]!, last = source[from + S_END]!; b < last; b++) {
          const k = sourceSink[b]!;
          if ((seenSink[k >> 5]! & (1 << (k & 31))) !== 0) continue;
          if (flow[sourcePair === null ? b : sourcePair[b]!] === 0) continue;
          const to = k * RECORD;
          if (sink[to + PART] !== part) continue;
          seenSink[k >> 5]! |= 1 << (k & 31);
          sink[to + T_DISTANCE] = next + 1;
          queue[tail++] = k;
          if (sink[to + LACK]! >= 0) continue;
          finds[findCount++] = sources + k;
          if (found[part] === 0) found[part] = next + 1;
        }
      }
    }
    this.queueCount = tail;
    this.findCount = findCount;
  }

  /**
   * Pushes units from one find (a source, or sources + a sink) along decreasing distances to sinks below target, until
   * the find is used up or no way is left. The path's pairs take turns: from a source units are added to a pair, from
   * a sink they are taken off it.
   */
  private push(find: number): void {
    const { graph, source, sink } = this.state;
    const { sourceSink, sourcePair, sources, cap } = graph;
    const { flow } = this.state;
    const { seenSink, pathPair, pathNode } = this;
    const notes = this.notes.of;
    let atSource = find < sources;
    let node = atSource ? find : find - sources;
    let depth = 0;
    const part = atSource ? source[node * RECORD + PART]! : sink[node * RECORD + PART]!;
    for (;;) {
      let through = -1;
      let next = -1;
      const at = node * RECORD;
      if (atSource) {
        const wanted = notes[node * NOTES + DISTANCE]! - 1;
        const end = source[at + S_END]!;
        let a = source[at + S_CURSOR]!;
        for (; a < end; a++) {
          const k = sourceSink[a]!;
          if ((seenSink[k >> 5]! & (1 << (k & 31))) === 0 || sink[k * RECORD + T_DISTANCE] !== wanted) continue;
          if (sink[k * RECORD + PART] !== part) continue;
          const pair = sourcePair === null ? a : sourcePair[a]!;
          if (cap !== null && flow[pair]! >= cap[pair]!) continue;
          through = pair;
          next = k;
          break;
        }
        source[at + S_CURSOR] = a;
      } else if (sink[at + T_DISTANCE] !== 1) {
        const place = this.nextSource(node, part);
        if (place >= 0) {
          next = graph.sinkSource[place]!;
          through = graph.sinkPair === null ? place : graph.sinkPair[place]!;
        }
      } else if (sink[at + LACK]! > 0) {
        depth = this.augment(find, node, depth);
        if (depth < 0) return;
        // The path was cut at some pair: go on from the node before it.
        node = pathNode[depth]!;
        atSource = find < sources ? (depth & 1) === 0 : (depth & 1) === 1;
        continue;
      }
      if (through >= 0) {
        pathPair[depth] = through;
        pathNode[depth++] = node;
        node = next;
      } else {
        if (atSource) notes[node * NOTES + DISTANCE] = DEAD;
        else sink[at + T_DISTANCE] = DEAD;
        if (depth === 0) return;
        node = pathNode[--depth]!;
        if (atSource) sink[node * RECORD + T_CURSOR]!++;
        else source[node * RECORD + S_CURSOR]!++;
      }
      atSource = !atSource;
    }
  }

  /**
   * The next place of a sink at which a source has units and stands one step before it; −1 when there is none. A
   * source the search only passed through is entered now.
   */
  private nextSource(j: number, part: number): number {
    const { graph, source, sink, flow } = this.state;
    const { sinkSource, sinkPair } = graph;
    const { seenSource, phase } = this;
    const { of: notes, at: onlyAt } = this.notes;
    const at = j * RECORD;
    const wanted = sink[at + T_DISTANCE]! - 1;
    const end = sink[at + T_END]!;
    let a = sink[at + T_CURSOR]!;
    for (; a < end; a++) {
      const all = onlyAt[a]!;
      if (all >= 0 ? all !== j : all === NOTHING) continue;
      const i = sinkSource[a]!;
      const from = i * RECORD;
      const note = i * NOTES;
      if (all === TWO && notes[note + FIRST] !== j && notes[note + SECOND] !== j) continue;
      const isEntered = source[from + S_ENTERED] === phase;
      if (isEntered || all < 0) {
        if (!isEntered && (seenSource[i >> 5]! & (1 << (i & 31))) === 0) continue;
        if (notes[note + DISTANCE] !== wanted || source[from + PART] !== part) continue;
        if (all === LOOK && flow[sinkPair === null ? a : sinkPair[a]!] === 0) continue;
      } else notes[note + DISTANCE] = wanted;
      if (!isEntered) {
        source[from + S_ENTERED] = phase;
        source[from + S_CURSOR] = source[from + S_START]!;
      }
      break;
    }
    sink[at + T_CURSOR] = a;
    return a < end ? a : -1;
  }

  /**
   * Moves as many units as the path from the find to sink `end` carries. Returns the depth at which to go on: the
   * first pair that is full (or empty) now, or the path's end; −1 when the find is used up.
   */
  private augment(find: number, end: number, depth: number): number {
    const { graph, source, sink, flow } = this.state;
    const { cap, sources } = graph;
    const { pathPair, pathNode } = this;
    const fromSource = find < sources;
    const root = fromSource ? find * RECORD : (find - sources) * RECORD;
    const available = fromSource ? source[root + SLACK]! : -sink[root + LACK]!;
    const addsAt = fromSource ? 0 : 1;
    let units = Math.min(available, sink[end * RECORD + LACK]!);
    for (let s = 0; s < depth; s++) {
      const pair = pathPair[s]!;
      if ((s & 1) !== addsAt) {
        if (flow[pair]! < units) units = flow[pair]!;
      } else if (cap !== null && cap[pair]! - flow[pair]! < units) units = cap[pair]! - flow[pair]!;
    }
    let cut = depth;
    for (let s = depth - 1; s >= 0; s--) {
      const pair = pathPair[s]!;
      if ((s & 1) === addsAt) {
        if (flow[pair] === 0) {
          const giver = pathNode[s]! * RECORD;
          source[giver + USED_COUNT]!++;
          source[giver + USED_XOR]! ^= s + 1 < depth ? pathNode[s + 1]! : end;
          this.notes.update(pathNode[s]!);
        }
        flow[pair]! += units;
        if (cap !== null && flow[pair]! >= cap[pair]!) cut = s;
      } else {
        flow[pair]! -= units;
        if (flow[pair] === 0) {
          cut = s;
          const giver = pathNode[s + 1]! * RECORD;
          source[giver + USED_COUNT]!--;
          source[giver + USED_XOR]! ^= pathNode[s]!;
          this.notes.update(pathNode[s + 1]!);
        }
      }
    }
    if (fromSource) {
      source[root + SLACK]! -= units;
      this.notes.update(find);
    } else sink[root + LACK]! += units;
    sink[end * RECORD + LACK]! -= units;
    if (units === available) return -1;
    if (cut < depth) return cut;
    // Nothing was cut, so `end` reached its target: stay there, the next turn finds it done.
    pathNode[depth] = end;
    return depth;
  }
}
