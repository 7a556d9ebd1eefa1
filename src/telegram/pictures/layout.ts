import { setImmediate as letOthersRun } from 'node:timers/promises';
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';

/** Something with a place; the centre stays at 0, 0. */
export interface Spot {
  readonly id: string;
  /** Room around it for its label, in pixels. */
  readonly room: number;
  readonly isCentre: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Node extends SimulationNodeDatum {
  readonly id: string;
  readonly room: number;
}

const TICKS = 140;
const TICKS_AT_ONCE = 4;
const DISTANCE = 40;

/**
 * Places for everyone, near those they are linked to, without overlaps. The same input gives the same picture. Works in slices of
 * a few milliseconds, so that the bot goes on answering.
 */
export async function layOut(
  spots: readonly Spot[],
  links: readonly { readonly from: string; readonly to: string }[],
): Promise<ReadonlyMap<string, Place>> {
  const nodes: Node[] = spots.map(({ id, room, isCentre }) => ({ id, room, ...(isCentre ? { fx: 0, fy: 0 } : {}) }));
  const edges: SimulationLinkDatum<Node>[] = links.map(({ from, to }) => ({ source: from, target: to }));
  const simulation = forceSimulation(nodes)
    .force(
      'link',
      forceLink<Node, SimulationLinkDatum<Node>>(edges)
        .id((node) => node.id)
        .distance(({ source, target }) => DISTANCE + (source as Node).room + (target as Node).room)
        .strength(0.25),
    )
    .force('apart', forceManyBody().strength(-140).distanceMax(500))
    .force('room', forceCollide<Node>((node) => node.room).iterations(2))
    .force('x', forceX(0).strength(0.03))
    .force('y', forceY(0).strength(0.05))
    .alphaDecay(1 - 0.001 ** (1 / TICKS))
    .stop();
  for (let tick = 0; tick < TICKS; tick += TICKS_AT_ONCE) {
    simulation.tick(TICKS_AT_ONCE);
    await letOthersRun();
  }
  return new Map(nodes.map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }]));
}
