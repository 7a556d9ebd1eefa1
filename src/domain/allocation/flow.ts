/**
 * One warm-started maximum flow for all parts at once (Dinic's algorithm): moves units from sources with slack and
 * sinks above their target to sinks below their target, along pairs inside a part. Sinks above their target serve as
 * supply, so nothing is taken away first and the units already placed stay useful.
 *
 * A phase searches breadth-first from the sinks below target (search.ts); then units are pushed backwards from what was
 * found. Every node met by the search leads back to a sink below target, so dead ends are rare in that direction.
 *
 * Through most sources, those with all units on one or two sinks (notes.ts), the search passes without touching their
 * records: labels belong to sinks, and such a source stands one step before the sink it is entered from.
 */
import { pairAt } from './graph.ts';
import { DISTANCE, FIRST, LOOK, NOTES, SECOND, SourceNotes, TWO } from './notes.ts';
import { BackwardSearch } from './search.ts';
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
  USED_COUNT,
  USED_XOR,
} from './state.ts';

const DEAD = -2;

export class TargetFlow {
  /**
   * For each part: the label of the roots in the search that found nothing for its sinks below target; 0 = none stay
   * below. What that search met is the low side of a minimum cut.
   */
  stuckAt = new Int32Array(0);
  private readonly state: LevelState;
  private readonly notes: SourceNotes;
  private readonly search: BackwardSearch;
  private readonly pathPair: Int32Array;
  private readonly pathNode: Int32Array;

  constructor(state: LevelState) {
    const { sources, sinks } = state.graph;
    this.state = state;
    this.notes = new SourceNotes(state);
    this.search = new BackwardSearch(state, this.notes);
    this.pathPair = new Int32Array(sources + sinks + 2);
    this.pathNode = new Int32Array(sources + sinks + 2);
  }

  /** Runs until no sink below target can be helped. Afterwards `stuckAt` describes what is left. */
  run(parts: number): void {
    const { sink, sinkList, activeSinks, got, target } = this.state;
    this.stuckAt = new Int32Array(parts);
    const { search, stuckAt } = this;
    search.found = new Int32Array(parts);
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
        if (sink[at + LACK]! > 0 && stuckAt[sink[at + PART]!] === 0) roots[kept++] = roots[k]!;
      }
      rootCount = kept;
      if (rootCount === 0) break;
      search.run(roots, rootCount);
      for (let k = 0; k < rootCount; k++) {
        const part = sink[roots[k]! * RECORD + PART]!;
        if (search.found[part] === 0) stuckAt[part] = search.rootLabel;
      }
      for (let k = 0; k < search.findCount; k++) this.push(search.finds[k]!);
    }
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      got[j] = target[j]! - sink[j * RECORD + LACK]!;
    }
  }

  /** Whether a sink of a stuck part can be reached from its sinks below target. */
  isLowSink(j: number): boolean {
    const { sink } = this.state;
    const at = j * RECORD;
    return sink[at + T_DISTANCE]! >= this.stuckAt[sink[at + PART]!]!;
  }

  /** Whether a source of a stuck part sees a low sink below the pair's cap. */
  isLowSource(i: number): boolean {
    const { graph, source, sink, flow } = this.state;
    const { sourceSink, sourcePair, cap } = graph;
    const at = i * RECORD;
    // Every source was entered by the search that met it.
    if (cap !== null) return source[at + S_ENTERED] === this.stuckAt[source[at + PART]!];
    // Without caps a low source has its units on low sinks, and whoever has units on a low sink is low.
    const used = source[at + USED_COUNT]!;
    if (used === 1) return this.isLowSink(source[at + USED_XOR]!);
    for (let a = source[at + S_START]!, end = source[at + S_END]!; a < end; a++) {
      const j = sourceSink[a]!;
      if (used > 0 && flow[pairAt(sourcePair, a)] === 0) continue;
      if (sink[j * RECORD + PART] !== source[at + PART]) continue;
      if (this.isLowSink(j)) return true;
      if (used > 0) return false;
    }
    return false;
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
    const { pathPair, pathNode } = this;
    const { rootLabel } = this.search;
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
          if (sink[k * RECORD + T_DISTANCE] !== wanted || sink[k * RECORD + PART] !== part) continue;
          const pair = pairAt(sourcePair, a);
          if (cap !== null && flow[pair]! >= cap[pair]!) continue;
          through = pair;
          next = k;
          break;
        }
        source[at + S_CURSOR] = a;
      } else if (sink[at + T_DISTANCE] !== rootLabel) {
        const place = this.nextSource(node, part);
        if (place >= 0) {
          next = graph.sinkSource[place]!;
          through = pairAt(graph.sinkPair, place);
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
    const { sinkSource, sinkPair, sinks } = graph;
    const { rootLabel } = this.search;
    const { of: notes, at: metAt, nothing } = this.notes;
    const at = j * RECORD;
    const wanted = sink[at + T_DISTANCE]! - 1;
    const end = sink[at + T_END]!;
    let a = sink[at + T_CURSOR]!;
    for (; a < end; a++) {
      const met = metAt[a]!;
      if (met !== j && (met < sinks || met >= nothing)) continue;
      const i = sinkSource[a]!;
      const from = i * RECORD;
      const note = i * NOTES;
      const kind = notes[note]!;
      if (kind === TWO && notes[note + FIRST] !== j && notes[note + SECOND] !== j) continue;
      const isEntered = source[from + S_ENTERED] === rootLabel;
      if (isEntered || kind < 0) {
        if (notes[note + DISTANCE] !== wanted || source[from + PART] !== part) continue;
        if (kind === LOOK && flow[pairAt(sinkPair, a)] === 0) continue;
      } else notes[note + DISTANCE] = wanted;
      if (!isEntered) {
        source[from + S_ENTERED] = rootLabel;
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
