/**
 * Notes on where each source has its units, for searches that go from sinks to sources and on to other sinks.
 *
 * Most sources have no slack and all their units on a single sink. A search needs to know no more of them than that
 * sink. It is written beside every place from which the source is seen (`at`), so that a search runs through memory in
 * order and leaves the sources' records alone; this is most of the engine's speed on large instances.
 */
import { pairAt } from './graph.ts';
import { type LevelState, RECORD, S_START, SLACK, USED_COUNT, USED_XOR } from './state.ts';

/** Notes on a source that has its units not on one sink: look at its record; nothing to move; two sinks. */
export const LOOK = -1;
export const NOTHING = -2;
export const TWO = -3;
/** Fields of a source's notes: one sink or the above, the two sinks, and its distance in the running search. */
export const NOTES = 4;
export const FIRST = 1;
export const SECOND = 2;
export const DISTANCE = 3;

export class SourceNotes {
  readonly of: Int32Array;
  /**
   * What a search meets at each place of a sink: the one sink on which the source has its units, or sinks + the
   * source, if it has to be looked at. Both are node numbers; `nothing` and `gone` are numbers beyond all nodes, for
   * sources with nothing to move and for places that lead to other parts (parts only ever split).
   */
  readonly at: Int32Array;
  readonly nothing: number;
  readonly gone: number;
  private readonly state: LevelState;
  /** The place of each pair among the sinks' places; empty where places are the pairs themselves. */
  private readonly placeOf: Int32Array;

  /** Takes the first notes; from now on whoever changes a source's slack or the number of its sinks updates them. */
  constructor(state: LevelState) {
    const { graph, sourceList, activeSources } = state;
    this.state = state;
    this.of = new Int32Array(graph.sources * NOTES);
    this.at = new Int32Array(graph.sinkSource.length);
    this.nothing = graph.sinks + graph.sources;
    this.gone = this.nothing + 1;
    this.placeOf = placesOfPairs(state);
    for (let i = 0; i < graph.sources; i++) this.of[i * NOTES] = NOTHING;
    for (let k = 0; k < activeSources; k++) this.of[sourceList[k]! * NOTES] = this.firstNote(sourceList[k]!);
    for (let place = 0; place < this.at.length; place++) this.at[place] = this.met(graph.sinkSource[place]!);
  }

  update(i: number): void {
    const note = this.firstNote(i);
    if (note === this.of[i * NOTES]) return;
    this.of[i * NOTES] = note;
    const { sourcePair, sourceStart } = this.state.graph;
    const { at, placeOf, gone } = this;
    const met = this.met(i);
    for (let a = sourceStart[i]!, end = sourceStart[i + 1]!; a < end; a++) {
      const pair = pairAt(sourcePair, a);
      const place = pairAt(placeOf, pair);
      if (at[place] !== gone) at[place] = met;
    }
  }

  private met(i: number): number {
    const note = this.of[i * NOTES]!;
    return note >= 0 ? note : note === NOTHING ? this.nothing : this.state.graph.sinks + i;
  }

  /** With caps a pair may be full, so every source must be looked at. */
  private firstNote(i: number): number {
    const { source, graph } = this.state;
    const record = i * RECORD;
    const used = source[record + USED_COUNT]!;
    if (source[record + SLACK]! > 0 || used > 2 || graph.cap !== null) return LOOK;
    if (used === 1) return source[record + USED_XOR]!;
    if (used === 0) return NOTHING;
    this.noteTwo(i);
    return TWO;
  }

  private noteTwo(i: number): void {
    const { source, graph, flow } = this.state;
    const { sourcePair, sourceSink } = graph;
    let a = source[i * RECORD + S_START]!;
    while (flow[pairAt(sourcePair, a)] === 0) a++;
    this.of[i * NOTES + FIRST] = sourceSink[a]!;
    this.of[i * NOTES + SECOND] = sourceSink[a]! ^ source[i * RECORD + USED_XOR]!;
  }
}

function placesOfPairs({ graph, flow }: LevelState): Int32Array {
  const { sinkPair } = graph;
  if (sinkPair.length === 0) return sinkPair;
  const places = new Int32Array(flow.length);
  for (let place = 0; place < sinkPair.length; place++) places[sinkPair[place]!] = place;
  return places;
}
