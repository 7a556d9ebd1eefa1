/**
 * The breadth-first search of a phase, backwards from the sinks below target: sink j can be helped by source i if i
 * sees j below the pair's cap, and i by any sink on which it has units.
 *
 * Labels grow by one with every step from the roots. They run on from search to search, so that a label of this search
 * is none of an earlier one and nothing need be cleared. Whether something was met before is not foreseeable for a
 * processor, so places are first listed without branches; few of them remain to be looked at.
 */
import { pairAt } from './graph.ts';
import { DISTANCE, FIRST, NOTES, SECOND, type SourceNotes, TWO } from './notes.ts';
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
} from './state.ts';

export class BackwardSearch {
  /** What the search found: sources with slack, and (as sources + sink) sinks above their target. */
  readonly finds: Int32Array;
  findCount = 0;
  /** For each part: the label at which its first find was met; 0 = none. */
  found = new Int32Array(0);
  /** The label of the roots. A source that this search entered has it in its record. */
  rootLabel = 0;
  /** The largest label used so far. */
  private labels = 0;
  private readonly state: LevelState;
  private readonly notes: SourceNotes;
  /** Bits: the sinks met, then the sources looked at; see notes.ts for the last two. */
  private readonly seen: Int32Array;
  /** Places of a sink, and of a source, that lead to something new. */
  private readonly fresh: Int32Array;
  private readonly usedPlaces: Int32Array;
  private readonly queue: Int32Array;
  /** How many sinks the running search has met; they are the first in the queue. */
  private met = 0;

  constructor(state: LevelState, notes: SourceNotes) {
    const { sources, sinks, sinkStart, sourceStart } = state.graph;
    this.state = state;
    this.notes = notes;
    this.finds = new Int32Array(sources + sinks);
    this.seen = new Int32Array((notes.gone >> 5) + 1);
    this.fresh = new Int32Array(mostPlaces(sinkStart));
    this.usedPlaces = new Int32Array(mostPlaces(sourceStart));
    this.queue = new Int32Array(sinks);
  }

  /** Searches from the first rootCount of these sinks; a part is searched up to its first find. */
  run(roots: Int32Array, rootCount: number): void {
    const { sink } = this.state;
    const { seen, queue } = this;
    const { nothing, gone } = this.notes;
    this.rootLabel = this.labels + 1;
    seen.fill(0);
    seen[nothing >> 5]! |= 1 << (nothing & 31);
    seen[gone >> 5]! |= 1 << (gone & 31);
    this.found.fill(0);
    this.findCount = 0;
    for (let k = 0; k < rootCount; k++) {
      const j = roots[k]!;
      sink[j * RECORD + T_DISTANCE] = this.rootLabel;
      seen[j >> 5]! |= 1 << (j & 31);
      queue[k] = j;
    }
    this.met = rootCount;
    for (let head = 0; head < this.met; head++) this.visit(queue[head]!);
    this.labels = sink[queue[this.met - 1]! * RECORD + T_DISTANCE]! + 1;
  }

  /** Meets whatever is one step from sink j: a source that sees it, and the sinks on which that source has units. */
  private visit(j: number): void {
    const { state, seen, fresh, found } = this;
    const { sink } = state;
    const { of: notes, at: metAt, gone } = this.notes;
    const { sinks } = state.graph;
    const at = j * RECORD;
    const part = sink[at + PART]!;
    const next = sink[at + T_DISTANCE]! + 1;
    sink[at + T_CURSOR] = sink[at + T_START]!;
    if (found[part] !== 0 && found[part]! < next) return;
    const count = this.collectFresh(sink[at + T_START]!, sink[at + T_END]!);
    for (let f = 0; f < count; f++) {
      const a = fresh[f]!;
      const met = metAt[a]!;
      if ((seen[met >> 5]! & (1 << (met & 31))) !== 0) continue;
      if (met < sinks) {
        if (sink[met * RECORD + PART] === part) this.meet(met, next + 1, part);
        else metAt[a] = gone;
        continue;
      }
      const note = (met - sinks) * NOTES;
      if (notes[note] !== TWO) this.look(met - sinks, a, next, part);
      // Without caps a source is in the part of its sinks.
      else if (sink[notes[note + FIRST]! * RECORD + PART] !== part) metAt[a] = gone;
      else {
        seen[met >> 5]! |= 1 << (met & 31);
        notes[note + DISTANCE] = next;
        const first = notes[note + FIRST]!;
        if ((seen[first >> 5]! & (1 << (first & 31))) === 0) this.meet(first, next + 1, part);
        const second = notes[note + SECOND]!;
        if ((seen[second >> 5]! & (1 << (second & 31))) === 0) this.meet(second, next + 1, part);
      }
    }
  }

  /** Enters source i, which sees a sink at place a, and meets the sinks on which it has units. */
  private look(i: number, a: number, distance: number, part: number): void {
    const { graph, source, sink, flow } = this.state;
    const { sinkPair, sourceSink, sourcePair, cap, sinks } = graph;
    const { seen, usedPlaces, found } = this;
    const from = i * RECORD;
    if (source[from + PART] !== part) {
      this.notes.at[a] = this.notes.gone;
      return;
    }
    if (cap !== null) {
      const pair = pairAt(sinkPair, a);
      if (flow[pair]! >= cap[pair]!) return;
    }
    const node = sinks + i;
    seen[node >> 5]! |= 1 << (node & 31);
    source[from + S_ENTERED] = this.rootLabel;
    source[from + S_CURSOR] = source[from + S_START]!;
    this.notes.of[i * NOTES + DISTANCE] = distance;
    if (source[from + SLACK]! > 0) {
      this.finds[this.findCount++] = i;
      if (found[part] === 0) found[part] = distance;
    }
    const used = this.collectUsed(source[from + S_START]!, source[from + S_END]!);
    for (let u = 0; u < used; u++) {
      const b = usedPlaces[u]!;
      if (flow[pairAt(sourcePair, b)] === 0) continue;
      const k = sourceSink[b]!;
      if (sink[k * RECORD + PART] === part) this.meet(k, distance + 1, part);
    }
  }

  private meet(j: number, distance: number, part: number): void {
    const { state, seen, found } = this;
    const { sink } = state;
    const at = j * RECORD;
    seen[j >> 5]! |= 1 << (j & 31);
    sink[at + T_DISTANCE] = distance;
    this.queue[this.met++] = j;
    if (sink[at + LACK]! >= 0) return;
    this.finds[this.findCount++] = state.graph.sources + j;
    if (found[part] === 0) found[part] = distance;
  }

  /** Lists the places at which the search meets something new. Without branches: whether it does is not foreseeable. */
  private collectFresh(from: number, end: number): number {
    const { seen, fresh } = this;
    const metAt = this.notes.at;
    let count = 0;
    for (let a = from; a < end; a++) {
      const met = metAt[a]!;
      fresh[count] = a;
      count += 1 - ((seen[met >> 5]! >>> (met & 31)) & 1);
    }
    return count;
  }

  /** The same for the places of a source; whether it has units there is seen only where places are pairs. */
  private collectUsed(from: number, end: number): number {
    const { seen, usedPlaces } = this;
    const { graph, flow } = this.state;
    const { sourceSink, sourcePair } = graph;
    let count = 0;
    if (sourcePair.length > 0) {
      for (let b = from; b < end; b++) {
        const k = sourceSink[b]!;
        usedPlaces[count] = b;
        count += 1 - ((seen[k >> 5]! >>> (k & 31)) & 1);
      }
      return count;
    }
    for (let b = from; b < end; b++) {
      const k = sourceSink[b]!;
      usedPlaces[count] = b;
      count += (-flow[b]! >>> 31) & ~(seen[k >> 5]! >>> (k & 31));
    }
    return count;
  }
}

function mostPlaces(start: Int32Array): number {
  let most = 0;
  for (let node = 0; node + 1 < start.length; node++) most = Math.max(most, start[node + 1]! - start[node]!);
  return most;
}
