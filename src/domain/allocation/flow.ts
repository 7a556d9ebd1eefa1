/**
 * One warm-started maximum flow for all parts at once (Dinic's algorithm): moves units from sources with slack and
 * sinks above their target to sinks below their target, along pairs inside a part. Sinks above their target serve as
 * supply, so nothing is taken away first and the units already placed stay useful.
 *
 * A phase searches breadth-first from the sinks below target: sink j can be helped by source i if i sees j below the
 * pair's cap, and i by any sink on which it has units. Then units are pushed backwards from what was found. Every node
 * met by the search leads back to a sink below target, so dead ends are rare in that direction.
 *
 * Nodes that no surplus can reach never will be reached again in this flow. They are put to sleep now and then, so that
 * phases do not search the same lost regions over and over.
 */
import {
  LACK,
  type LevelState,
  PART,
  RECORD,
  S_CURSOR,
  S_END,
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
/** The first phase before which nodes are put to sleep, and by how much the number of phases grows between. */
const FIRST_SLEEP = 2;
const SLEEP_GROWTH = 2;

export class TargetFlow {
  /** In stuck parts: what can be reached from the sinks that stay below target. */
  readonly lowSource: Uint8Array;
  readonly lowSink: Uint8Array;
  /** In stuck parts: what unspent sources and sinks above target can reach. */
  readonly highSource: Uint8Array;
  readonly highSink: Uint8Array;
  /** For each part: 1 when some of its sinks stay below target. */
  stuck = new Uint8Array(0);
  private readonly state: LevelState;
  private readonly seenSource: Int32Array;
  private readonly seenSink: Int32Array;
  private readonly distance: Int32Array;
  private readonly queue: Int32Array;
  private readonly finds: Int32Array;
  private readonly pathPair: Int32Array;
  private readonly pathNode: Int32Array;
  /** For each part: the distance at which the running search met its first find; 0 = none yet. */
  private found = new Int32Array(0);
  /** For each part: 1 when a search from all its sinks below target found nothing. */
  private lost = new Uint8Array(0);
  private queueCount = 0;
  private findCount = 0;

  constructor(state: LevelState) {
    const { sources, sinks } = state.graph;
    this.state = state;
    this.lowSource = new Uint8Array(sources);
    this.lowSink = new Uint8Array(sinks);
    this.highSource = new Uint8Array(sources);
    this.highSink = new Uint8Array(sinks);
    this.seenSource = new Int32Array((sources >> 5) + 1);
    this.seenSink = new Int32Array((sinks >> 5) + 1);
    this.distance = new Int32Array(sources);
    this.queue = new Int32Array(sources + sinks);
    this.finds = new Int32Array(sources + sinks);
    this.pathPair = new Int32Array(sources + sinks + 2);
    this.pathNode = new Int32Array(sources + sinks + 2);
  }

  /** Runs until no sink below target can be helped. Afterwards stuck, low… and high… describe what is left. */
  run(parts: number): void {
    const { sink, sinkList, activeSinks, got, target } = this.state;
    this.stuck = new Uint8Array(parts);
    this.found = new Int32Array(parts);
    this.lost = new Uint8Array(parts);
    const roots = new Int32Array(activeSinks);
    let rootCount = 0;
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      const lack = target[j]! - got[j]!;
      sink[j * RECORD + LACK] = lack;
      if (lack > 0) roots[rootCount++] = j;
    }
    const lacking = roots.slice(0, rootCount);
    let sleepBefore = FIRST_SLEEP;
    for (let phase = 0; ; phase++) {
      rootCount = this.keepWaking(roots, rootCount);
      if (rootCount > 0 && phase === sleepBefore) {
        this.putToSleep(roots, rootCount);
        rootCount = this.keepWaking(roots, rootCount);
        sleepBefore *= SLEEP_GROWTH;
      }
      if (rootCount === 0) break;
      this.search(roots, rootCount);
      this.noteLostParts(roots, rootCount);
      for (let k = 0; k < this.queueCount; k++) {
        const at = this.queue[k]! * RECORD;
        sink[at + T_CURSOR] = sink[at + T_START]!;
      }
      for (let k = 0; k < this.findCount; k++) this.push(this.finds[k]!);
    }
    this.describe(lacking);
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      got[j] = target[j]! - sink[j * RECORD + LACK]!;
    }
  }

  /** Keeps the roots that still lack units and may still be helped. */
  private keepWaking(roots: Int32Array, rootCount: number): number {
    const { sink } = this.state;
    let kept = 0;
    for (let k = 0; k < rootCount; k++) {
      const at = roots[k]! * RECORD;
      const part = sink[at + PART]!;
      if (sink[at + LACK]! > 0 && part >= 0 && this.lost[part] === 0) roots[kept++] = roots[k]!;
    }
    return kept;
  }

  private noteLostParts(roots: Int32Array, rootCount: number): void {
    const { sink } = this.state;
    for (let k = 0; k < rootCount; k++) {
      const part = sink[roots[k]! * RECORD + PART]!;
      if (this.found[part] === 0) this.lost[part] = 1;
    }
  }

  /** In parts with roots, nodes that no surplus can reach get the part ~part, which no search enters. */
  private putToSleep(roots: Int32Array, rootCount: number): void {
    const { source, sink, sourceList, sinkList, activeSources, activeSinks } = this.state;
    const { highSource, highSink } = this;
    const searched = new Uint8Array(this.lost.length);
    for (let k = 0; k < rootCount; k++) searched[sink[roots[k]! * RECORD + PART]!] = 1;
    this.findHigh(searched);
    for (let k = 0; k < activeSources; k++) {
      const i = sourceList[k]!;
      const part = source[i * RECORD + PART]!;
      if (part < 0 || searched[part] === 0) continue;
      if (highSource[i] === 0) source[i * RECORD + PART] = ~part;
      else highSource[i] = 0;
    }
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      const part = sink[j * RECORD + PART]!;
      if (part < 0 || searched[part] === 0) continue;
      if (highSink[j] === 0) sink[j * RECORD + PART] = ~part;
      else highSink[j] = 0;
    }
  }

  /** Wakes everybody and marks stuck parts, what is low in them and what is high. */
  private describe(lacking: Int32Array): void {
    const { source, sink, sourceList, sinkList, activeSources, activeSinks } = this.state;
    const roots = lacking.filter((j) => sink[j * RECORD + LACK]! > 0);
    for (const j of roots) {
      const part = sink[j * RECORD + PART]!;
      this.stuck[part < 0 ? ~part : part] = 1;
    }
    if (roots.length > 0) this.findHigh(this.stuck);
    for (let k = 0; k < activeSources; k++) {
      const at = sourceList[k]! * RECORD + PART;
      if (source[at]! < 0) source[at] = ~source[at]!;
    }
    for (let k = 0; k < activeSinks; k++) {
      const at = sinkList[k]! * RECORD + PART;
      if (sink[at]! < 0) sink[at] = ~sink[at]!;
    }
    if (roots.length > 0) this.findLow(roots);
  }

  /** Marks as high what surplus can reach in the chosen parts: from a source along pairs below cap, from a sink to its sources. */
  private findHigh(chosen: Uint8Array): void {
    const { graph, source, sink, sourceList, sinkList, activeSources, activeSinks, flow } = this.state;
    const { sourceSink, sourcePair, sinkSource, sinkPair, cap, sources } = graph;
    const { queue, highSource, highSink } = this;
    let tail = 0;
    for (let k = 0; k < activeSources; k++) {
      const at = sourceList[k]! * RECORD;
      const part = source[at + PART]!;
      if (part < 0 || source[at + SLACK]! <= 0 || chosen[part] === 0) continue;
      highSource[sourceList[k]!] = 1;
      queue[tail++] = sourceList[k]!;
    }
    for (let k = 0; k < activeSinks; k++) {
      const at = sinkList[k]! * RECORD;
      const part = sink[at + PART]!;
      if (part < 0 || sink[at + LACK]! >= 0 || chosen[part] === 0) continue;
      highSink[sinkList[k]!] = 1;
      queue[tail++] = sources + sinkList[k]!;
    }
    for (let head = 0; head < tail; head++) {
      const node = queue[head]!;
      if (node < sources) {
        const at = node * RECORD;
        const part = source[at + PART]!;
        for (let a = source[at + S_START]!, end = source[at + S_END]!; a < end; a++) {
          const j = sourceSink[a]!;
          if (highSink[j] === 1 || sink[j * RECORD + PART] !== part) continue;
          if (cap !== null) {
            const pair = sourcePair === null ? a : sourcePair[a]!;
            if (flow[pair]! >= cap[pair]!) continue;
          }
          highSink[j] = 1;
          queue[tail++] = sources + j;
        }
        continue;
      }
      const at = (node - sources) * RECORD;
      const part = sink[at + PART]!;
      for (let a = sink[at + T_START]!, end = sink[at + T_END]!; a < end; a++) {
        const i = sinkSource[a]!;
        if (highSource[i] === 1 || flow[sinkPair === null ? a : sinkPair[a]!] === 0) continue;
        if (source[i * RECORD + PART] !== part) continue;
        highSource[i] = 1;
        queue[tail++] = i;
      }
    }
  }

  /** Marks as low what can be reached from sinks below target: from a sink to sources that see it, from a source to its sinks. */
  private findLow(roots: Int32Array): void {
    const { graph, source, sink, flow } = this.state;
    const { sourceSink, sourcePair, sinkSource, sinkPair, cap } = graph;
    const { queue, lowSource, lowSink } = this;
    let tail = 0;
    for (const j of roots) {
      lowSink[j] = 1;
      queue[tail++] = j;
    }
    for (let head = 0; head < tail; head++) {
      const at = queue[head]! * RECORD;
      const part = sink[at + PART]!;
      for (let a = sink[at + T_START]!, end = sink[at + T_END]!; a < end; a++) {
        const i = sinkSource[a]!;
        if (lowSource[i] === 1 || source[i * RECORD + PART] !== part) continue;
        if (cap !== null) {
          const pair = sinkPair === null ? a : sinkPair[a]!;
          if (flow[pair]! >= cap[pair]!) continue;
        }
        lowSource[i] = 1;
        const from = i * RECORD;
        if (source[from + USED_COUNT] === 1) {
          const k = source[from + USED_XOR]!;
          if (lowSink[k] === 1 || sink[k * RECORD + PART] !== part) continue;
          lowSink[k] = 1;
          queue[tail++] = k;
          continue;
        }
        for (let b = source[from + S_START]!, last = source[from + S_END]!; b < last; b++) {
          if (flow[sourcePair === null ? b : sourcePair[b]!] === 0) continue;
          const k = sourceSink[b]!;
          if (lowSink[k] === 1 || sink[k * RECORD + PART] !== part) continue;
          lowSink[k] = 1;
          queue[tail++] = k;
        }
      }
    }
  }

  /** Labels sinks 1, 3, … and sources 2, 4, … by distance; a part is searched no further than its first find. */
  private search(roots: Int32Array, rootCount: number): void {
    const { graph, source, sink, flow } = this.state;
    const { sinkSource, sinkPair, sourceSink, sourcePair, cap, sources } = graph;
    const { seenSource, seenSink, distance, queue, finds, found } = this;
    seenSource.fill(0);
    seenSink.fill(0);
    found.fill(0);
    let head = 0;
    let tail = 0;
    let findCount = 0;
    for (let k = 0; k < rootCount; k++) {
      const j = roots[k]!;
      sink[j * RECORD + T_DISTANCE] = 1;
      seenSink[j >> 5]! |= 1 << (j & 31);
      queue[tail++] = j;
    }
    while (head < tail) {
      const at = queue[head++]! * RECORD;
      const part = sink[at + PART]!;
      const next = sink[at + T_DISTANCE]! + 1;
      if (found[part] !== 0 && found[part]! < next) continue;
      for (let a = sink[at + T_START]!, end = sink[at + T_END]!; a < end; a++) {
        const i = sinkSource[a]!;
        if ((seenSource[i >> 5]! & (1 << (i & 31))) !== 0) continue;
        const from = i * RECORD;
        if (source[from + PART] !== part) continue;
        if (cap !== null) {
          const pair = sinkPair === null ? a : sinkPair[a]!;
          if (flow[pair]! >= cap[pair]!) continue;
        }
        seenSource[i >> 5]! |= 1 << (i & 31);
        distance[i] = next;
        source[from + S_CURSOR] = source[from + S_START]!;
        if (source[from + SLACK]! > 0) {
          finds[findCount++] = i;
          if (found[part] === 0) found[part] = next;
          continue;
        }
        if (found[part] === next) continue;
        const used = source[from + USED_COUNT]!;
        if (used === 0) continue;
        let b = used === 1 ? 0 : source[from + S_START]!;
        const last = used === 1 ? 1 : source[from + S_END]!;
        for (; b < last; b++) {
          let k: number;
          if (used === 1) k = source[from + USED_XOR]!;
          else if (flow[sourcePair === null ? b : sourcePair[b]!] === 0) continue;
          else k = sourceSink[b]!;
          if ((seenSink[k >> 5]! & (1 << (k & 31))) !== 0) continue;
          const to = k * RECORD;
          if (sink[to + PART] !== part) continue;
          seenSink[k >> 5]! |= 1 << (k & 31);
          sink[to + T_DISTANCE] = next + 1;
          queue[tail++] = k;
          if (sink[to + LACK]! < 0) {
            finds[findCount++] = sources + k;
            if (found[part] === 0) found[part] = next + 1;
          }
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
    const { graph, source, sink, flow } = this.state;
    const { sinkSource, sinkPair, sourceSink, sourcePair, cap, sources } = graph;
    const { seenSource, seenSink, distance, pathPair, pathNode } = this;
    let atSource = find < sources;
    let node = atSource ? find : find - sources;
    let depth = 0;
    const part = atSource ? source[node * RECORD + PART]! : sink[node * RECORD + PART]!;
    for (;;) {
      let through = -1;
      let next = -1;
      if (atSource) {
        const at = node * RECORD;
        const wanted = distance[node]! - 1;
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
        if (through < 0) distance[node] = DEAD;
      } else {
        const at = node * RECORD;
        if (sink[at + T_DISTANCE] === 1) {
          if (sink[at + LACK]! > 0) {
            depth = this.augment(find, node, depth);
            if (depth < 0) return;
            // The path was cut at some pair: go on from the node before it.
            node = pathNode[depth]!;
            atSource = find < sources ? (depth & 1) === 0 : (depth & 1) === 1;
            continue;
          }
        } else {
          const wanted = sink[at + T_DISTANCE]! - 1;
          const end = sink[at + T_END]!;
          let a = sink[at + T_CURSOR]!;
          for (; a < end; a++) {
            const i = sinkSource[a]!;
            if (distance[i] !== wanted || (seenSource[i >> 5]! & (1 << (i & 31))) === 0) continue;
            const pair = sinkPair === null ? a : sinkPair[a]!;
            if (flow[pair] === 0 || source[i * RECORD + PART] !== part) continue;
            through = pair;
            next = i;
            break;
          }
          sink[at + T_CURSOR] = a;
        }
        if (through < 0) sink[at + T_DISTANCE] = DEAD;
      }
      if (through >= 0) {
        pathPair[depth] = through;
        pathNode[depth++] = node;
        node = next;
      } else {
        if (depth === 0) return;
        node = pathNode[--depth]!;
        if (atSource) sink[node * RECORD + T_CURSOR]!++;
        else source[node * RECORD + S_CURSOR]!++;
      }
      atSource = !atSource;
    }
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
        }
      }
    }
    if (fromSource) source[root + SLACK]! -= units;
    else sink[root + LACK]! += units;
    sink[end * RECORD + LACK]! -= units;
    if (units === available) return -1;
    if (cut < depth) return cut;
    // Nothing was cut, so `end` reached its target: stay there, the next turn finds it done.
    pathNode[depth] = end;
    return depth;
  }
}
