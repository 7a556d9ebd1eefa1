/**
 * The minimum cut that a finished flow leaves in stuck parts: what is low, what is high, and between them the rest.
 */
import type { SourceNotes } from './notes.ts';
import { LACK, type LevelState, PART, RECORD, S_END, S_START, SLACK, T_END, T_START } from './state.ts';

export class Cut {
  /** What can be reached from the sinks that stay below target. */
  readonly lowSource: Uint8Array;
  readonly lowSink: Uint8Array;
  /** What unspent sources and sinks above target can reach. */
  readonly highSource: Uint8Array;
  readonly highSink: Uint8Array;
  private readonly state: LevelState;
  private readonly notes: SourceNotes;
  private readonly queue: Int32Array;

  constructor(state: LevelState, notes: SourceNotes) {
    const { sources, sinks } = state.graph;
    this.state = state;
    this.notes = notes;
    this.lowSource = new Uint8Array(sources);
    this.lowSink = new Uint8Array(sinks);
    this.highSource = new Uint8Array(sources);
    this.highSink = new Uint8Array(sinks);
    this.queue = new Int32Array(sources + sinks);
  }

  /** From unspent sources along pairs below cap, from sinks above target (and all they reach) to their sources. */
  markHigh(chosen: Uint8Array): void {
    const { graph, source, sink, sourceList, sinkList, activeSources, activeSinks, flow } = this.state;
    const { sourceSink, sourcePair, sinkSource, sinkPair, cap, sources, sinks } = graph;
    const { queue, highSource, highSink } = this;
    const { at: metAt, nothing } = this.notes;
    let tail = 0;
    for (let k = 0; k < activeSources; k++) {
      const at = sourceList[k]! * RECORD;
      const part = source[at + PART]!;
      if (source[at + SLACK]! <= 0 || chosen[part] === 0) continue;
      highSource[sourceList[k]!] = 1;
      queue[tail++] = sourceList[k]!;
    }
    for (let k = 0; k < activeSinks; k++) {
      const at = sinkList[k]! * RECORD;
      const part = sink[at + PART]!;
      if (sink[at + LACK]! >= 0 || chosen[part] === 0) continue;
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
        const met = metAt[a]!;
        if (met !== node - sources && (met < sinks || met >= nothing)) continue;
        const i = sinkSource[a]!;
        if (highSource[i] === 1) continue;
        if (met !== node - sources && flow[sinkPair === null ? a : sinkPair[a]!] === 0) continue;
        if (source[i * RECORD + PART] !== part) continue;
        highSource[i] = 1;
        queue[tail++] = i;
      }
    }
  }

  /** From sinks below target to the sources that see them below cap, from a source to all its sinks. */
  markLow(): void {
    const { graph, source, sink, sinkList, activeSinks, flow } = this.state;
    const { sourceSink, sourcePair, sinkSource, sinkPair, cap, sinks } = graph;
    const { queue, lowSource, lowSink } = this;
    const { at: metAt, gone } = this.notes;
    let tail = 0;
    for (let k = 0; k < activeSinks; k++) {
      const j = sinkList[k]!;
      if (sink[j * RECORD + LACK]! <= 0) continue;
      lowSink[j] = 1;
      queue[tail++] = j;
    }
    for (let head = 0; head < tail; head++) {
      const at = queue[head]! * RECORD;
      const part = sink[at + PART]!;
      for (let a = sink[at + T_START]!, end = sink[at + T_END]!; a < end; a++) {
        const met = metAt[a]!;
        if (met === gone) continue;
        const i = sinkSource[a]!;
        if (lowSource[i] === 1 || source[i * RECORD + PART] !== part) continue;
        if (cap !== null) {
          const pair = sinkPair === null ? a : sinkPair[a]!;
          if (flow[pair]! >= cap[pair]!) continue;
        }
        lowSource[i] = 1;
        const from = i * RECORD;
        if (met < sinks) {
          if (lowSink[met] === 1 || sink[met * RECORD + PART] !== part) continue;
          lowSink[met] = 1;
          queue[tail++] = met;
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
}
