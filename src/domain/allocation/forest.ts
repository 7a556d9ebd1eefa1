/**
 * Step T: few transfers. Pairs that carry units below their cap shall form a forest, so that there are at most
 * givers + requests − components of them. Pairs join a forest one by one; a pair that would close a cycle instead
 * shifts units around that cycle until some pair on it is empty or full. Sums at every giver and request stay the same.
 * Last round's pairs join first, and a cycle is turned in the direction that keeps more of them.
 */
import type { Network } from './network.ts';

/** Changes `flow` in place. */
export function makeForest(network: Network, flow: Int32Array): void {
  const forest = new Forest(network, flow);
  const { previous, giverStart, givers, cap } = network;
  const join = (wanted: 0 | 1): void => {
    for (let i = 0; i < givers; i++) {
      for (let pair = giverStart[i]!, end = giverStart[i + 1]!; pair < end; pair++) {
        if (flow[pair] === 0 || (cap !== null && flow[pair] === cap[pair])) continue;
        if (previous === null || previous[pair] === wanted) forest.join(pair, i);
      }
    }
  };
  if (previous !== null) join(1);
  join(0);
}

class Forest {
  private readonly network: Network;
  private readonly flow: Int32Array;
  /** Nodes are givers, then requests. Parent, and the pair that leads to it; −1 at a root. */
  private readonly parent: Int32Array;
  private readonly parentPair: Int32Array;
  /** The tree of each node, the members of each tree as a list, its end and size. */
  private readonly tree: Int32Array;
  private readonly nextMember: Int32Array;
  private readonly lastMember: Int32Array;
  private readonly size: Int32Array;
  private readonly mark: Int32Array;
  private marks = 0;
  /** The running cycle: the new pair, then the way from its request up and down again to its giver. */
  private cycle = new Int32Array(64);
  private length = 0;
  private lengthOfRequestSide = 0;

  constructor(network: Network, flow: Int32Array) {
    const nodes = network.givers + network.requests;
    this.network = network;
    this.flow = flow;
    this.parent = new Int32Array(nodes).fill(-1);
    this.parentPair = new Int32Array(nodes).fill(-1);
    this.nextMember = new Int32Array(nodes).fill(-1);
    this.tree = new Int32Array(nodes);
    this.lastMember = new Int32Array(nodes);
    this.size = new Int32Array(nodes).fill(1);
    this.mark = new Int32Array(nodes);
    for (let node = 0; node < nodes; node++) {
      this.tree[node] = node;
      this.lastMember[node] = node;
    }
  }

  join(pair: number, giver: number): void {
    const request = this.network.givers + this.network.pairRequest[pair]!;
    if (this.tree[giver] === this.tree[request]) this.closeCycle(pair, giver, request);
    else if (this.size[this.tree[giver]!]! <= this.size[this.tree[request]!]!) this.link(giver, request, pair);
    else this.link(request, giver, pair);
  }

  /** Hangs the smaller tree, turned so that `child` is its root, below `node`. */
  private link(child: number, node: number, pair: number): void {
    const { tree, nextMember, lastMember, size } = this;
    const small = tree[child]!;
    const large = tree[node]!;
    this.makeRoot(child);
    this.parent[child] = node;
    this.parentPair[child] = pair;
    for (let member = small; member >= 0; member = nextMember[member]!) tree[member] = large;
    nextMember[lastMember[large]!] = small;
    lastMember[large] = lastMember[small]!;
    size[large]! += size[small]!;
  }

  private makeRoot(node: number): void {
    const { parent, parentPair } = this;
    let child = node;
    let above = parent[node]!;
    let pair = parentPair[node]!;
    parent[node] = -1;
    parentPair[node] = -1;
    while (above >= 0) {
      const nextAbove = parent[above]!;
      const nextPair = parentPair[above]!;
      parent[above] = child;
      parentPair[above] = pair;
      child = above;
      above = nextAbove;
      pair = nextPair;
    }
  }

  private closeCycle(pair: number, giver: number, request: number): void {
    this.collectCycle(pair, giver, request);
    const cut = this.turnCycle();
    if (cut === 0) return;
    const { parent, parentPair } = this;
    const out = this.cycle[cut]!;
    const below = cut <= this.lengthOfRequestSide ? request : giver;
    let child = below;
    while (parentPair[child] !== out) child = parent[child]!;
    parent[child] = -1;
    parentPair[child] = -1;
    this.makeRoot(below);
    parent[below] = below === request ? giver : request;
    parentPair[below] = pair;
  }

  /** Climbs from both ends in turn until the ways meet, so that a cycle costs no more than its own length. */
  private collectCycle(pair: number, giver: number, request: number): void {
    const { parent, parentPair, mark } = this;
    const stamp = ++this.marks;
    mark[giver] = stamp;
    mark[request] = stamp;
    let meeting = -1;
    let one = giver;
    let other = request;
    while (meeting < 0) {
      if (one >= 0) {
        one = parent[one]!;
        if (one >= 0 && mark[one] === stamp) meeting = one;
        else if (one >= 0) mark[one] = stamp;
      }
      if (meeting < 0 && other >= 0) {
        other = parent[other]!;
        if (other >= 0 && mark[other] === stamp) meeting = other;
        else if (other >= 0) mark[other] = stamp;
      }
    }
    this.length = 0;
    this.append(pair);
    for (let node = request; node !== meeting; node = parent[node]!) this.append(parentPair[node]!);
    this.lengthOfRequestSide = this.length - 1;
    const turn = this.length;
    for (let node = giver; node !== meeting; node = parent[node]!) this.append(parentPair[node]!);
    this.cycle.subarray(turn, this.length).reverse();
  }

  private append(pair: number): void {
    if (this.length === this.cycle.length) {
      const longer = new Int32Array(2 * this.length);
      longer.set(this.cycle);
      this.cycle = longer;
    }
    this.cycle[this.length++] = pair;
  }

  /**
   * Turning forward adds units to the cycle's even pairs and takes them off the odd ones. Returns the position of a
   * pair that is empty or full now; 0, the new pair itself, when it is among them.
   */
  private turnCycle(): number {
    const { cycle, length, flow } = this;
    const { cap, previous } = this.network;
    const room = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let newcomers = 0;
    for (let k = 0; k < length; k++) {
      const pair = cycle[k]!;
      const even = 1 - (k & 1);
      const headroom = cap === null ? Number.POSITIVE_INFINITY : cap[pair]! - flow[pair]!;
      room[even] = Math.min(room[even]!, headroom);
      room[1 - even] = Math.min(room[1 - even]!, flow[pair]!);
      if (previous === null || previous[pair] === 0) newcomers += even === 1 ? 1 : -1;
    }
    const forward = newcomers !== 0 ? newcomers < 0 : room[1]! <= room[0]!;
    const units = forward ? room[1]! : -room[0]!;
    let cut = -1;
    for (let k = length - 1; k >= 0; k--) {
      const pair = cycle[k]!;
      flow[pair]! += (k & 1) === 0 ? units : -units;
      if (flow[pair] === 0 || (cap !== null && flow[pair] === cap[pair])) cut = k;
    }
    return cut;
  }
}
