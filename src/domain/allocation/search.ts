/**
 * The breadth-first search of a phase, backwards from the sinks below target: sink j can be helped by source i if i
 * sees j below the pair's cap, and i by any sink on which it has units.
 *
 * Labels grow by one with every step from the roots. They run on from search to search, so that a label of this search
 * is none of an earlier one and nothing need be cleared. Whether something was met before is not foreseeable for a
 * processor, so places are first listed without branches; few of them remain to be looked at.
 */
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
    const { graph, source, sink, flow } = this.state;
    const { sinkPair, sourceSink, sourcePair, cap, sources, sinks } = graph;
    const { seen, fresh, usedPlaces, queue, finds, found } = this;
    const rootLabel = this.labels + 1;
    this.rootLabel = rootLabel;
    const { of: notes, at: metAt, nothing, gone } = this.notes;
    seen.fill(0);
    seen[nothing >> 5]! |= 1 << (nothing & 31);
    seen[gone >> 5]! |= 1 << (gone & 31);
    found.fill(0);
    let tail = 0;
    let findCount = 0;
    for (let k = 0; k < rootCount; k++) {
      const j = roots[k]!;
      sink[j * RECORD + T_DISTANCE] = rootLabel;
      seen[j >> 5]! |= 1 << (j & 31);
      queue[tail++] = j;
    }
    for (let head = 0; head < tail; head++) {
      const at = queue[head]! * RECORD;
      const part = sink[at + PART]!;
      const next = sink[at + T_DISTANCE]! + 1;
      sink[at + T_CURSOR] = sink[at + T_START]!;
      if (found[part] !== 0 && found[part]! < next) continue;
      const count = this.collectFresh(sink[at + T_START]!, sink[at + T_END]!);
      for (let f = 0; f < count; f++) {
        const a = fresh[f]!;
        const met = metAt[a]!;
        if ((seen[met >> 5]! & (1 << (met & 31))) !== 0) continue;
        if (met < sinks) {
          const to = met * RECORD;
          if (sink[to + PART] !== part) {
            metAt[a] = gone;
            continue;
          }
          seen[met >> 5]! |= 1 << (met & 31);
          sink[to + T_DISTANCE] = next + 1;
          queue[tail++] = met;
          if (sink[to + LACK]! >= 0) continue;
          finds[findCount++] = sources + met;
          if (found[part] === 0) found[part] = next + 1;
          continue;
        }
        const i = met - sinks;
        const note = i * NOTES;
        if (notes[note] === TWO) {
          // Without caps a source is in the part of its sinks.
          if (sink[notes[note + FIRST]! * RECORD + PART] !== part) {
            metAt[a] = gone;
            continue;
          }
          seen[met >> 5]! |= 1 << (met & 31);
          notes[note + DISTANCE] = next;
          for (let which = FIRST; which <= SECOND; which++) {
            const k = notes[note + which]!;
            if ((seen[k >> 5]! & (1 << (k & 31))) !== 0) continue;
            const to = k * RECORD;
            seen[k >> 5]! |= 1 << (k & 31);
            sink[to + T_DISTANCE] = next + 1;
            queue[tail++] = k;
            if (sink[to + LACK]! >= 0) continue;
            finds[findCount++] = sources + k;
            if (found[part] === 0) found[part] = next + 1;
          }
          continue;
        }
        const from = i * RECORD;
        if (source[from + PART] !== part) {
          metAt[a] = gone;
          continue;
        }
        if (cap !== null) {
          const pair = sinkPair === null ? a : sinkPair[a]!;
          if (flow[pair]! >= cap[pair]!) continue;
        }
        seen[met >> 5]! |= 1 << (met & 31);
        source[from + S_ENTERED] = rootLabel;
        source[from + S_CURSOR] = source[from + S_START]!;
        notes[note + DISTANCE] = next;
        if (source[from + SLACK]! > 0) {
          finds[findCount++] = i;
          if (found[part] === 0) found[part] = next;
        }
        const used = this.collectUsed(source[from + S_START]!, source[from + S_END]!);
        for (let u = 0; u < used; u++) {
          const b = usedPlaces[u]!;
          const k = sourceSink[b]!;
          if (sourcePair !== null && flow[sourcePair[b]!] === 0) continue;
          const to = k * RECORD;
          if (sink[to + PART] !== part) continue;
          seen[k >> 5]! |= 1 << (k & 31);
          sink[to + T_DISTANCE] = next + 1;
          queue[tail++] = k;
          if (sink[to + LACK]! >= 0) continue;
          finds[findCount++] = sources + k;
          if (found[part] === 0) found[part] = next + 1;
        }
      }
    }
    this.findCount = findCount;
    this.labels = sink[queue[tail - 1]! * RECORD + T_DISTANCE]! + 1;
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
    if (sourcePair !== null) {
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
