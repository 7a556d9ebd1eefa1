/**
 * Large seeded instances, number for number those of the shared generator (gen_large.mjs), whose answers are known by
 * hash: for the benchmark and for tests. Families of visibility: "uniform" is random; "community" has overlapping
 * networks of power-law sizes; "ring" is a lattice with long ways; "stair" nests what people see, so that there are
 * many levels.
 */
import type { AllocationInstance } from '../../../src/domain/allocation/index.ts';
import { Random, swap } from './random.ts';

export type Family = 'uniform' | 'community' | 'ring' | 'stair';
/** What a request weighs: 1, its need, or a number of people. */
export type Weighting = 'one' | 'need' | 'persons';

/** Pledges together are this share of all needs. */
const TIGHTNESS = 0.8;
const EMERGENCY_SHARE = 0.1;
const COMMUNITY_SIZE_MAX = 2000;

/** "community 1000 200 10000 1 one": family, givers, requests, pairs, seed, weighting. */
export function generate(args: string): AllocationInstance {
  const [family, givers, requests, pairs, seed, weighting] = args.split(' ');
  const random = new Random(Number(seed));
  const writer = new PairWriter(Number(givers), Number(requests), Number(pairs));
  FAMILIES[family as Family](writer, random);
  return withAmounts(writer, random, weighting as Weighting);
}

class PairWriter {
  readonly giver: Int32Array;
  readonly request: Int32Array;
  count = 0;
  readonly givers: number;
  readonly requests: number;
  readonly wanted: number;
  readonly mean: number;
  private readonly seenBy: Int32Array;

  constructor(givers: number, requests: number, wanted: number) {
    this.giver = new Int32Array(wanted + givers);
    this.request = new Int32Array(wanted + givers);
    this.givers = givers;
    this.requests = requests;
    this.wanted = wanted;
    this.mean = wanted / givers;
    this.seenBy = new Int32Array(requests).fill(-1);
  }

  /** Adds the pair unless it is there; givers must come one after the other. Returns 1 when it was added. */
  add(giver: number, request: number): 0 | 1 {
    if (this.seenBy[request] === giver) return 0;
    this.seenBy[request] = giver;
    this.giver[this.count] = giver;
    this.request[this.count++] = request;
    return 1;
  }
}

const FAMILIES: Record<Family, (writer: PairWriter, random: Random) => void> = {
  uniform(writer, random) {
    for (let i = 0; i < writer.givers; i++) {
      let left = Math.min(writer.requests, Math.floor(writer.mean * (i + 1)) - Math.floor(writer.mean * i));
      while (left > 0) left -= writer.add(i, random.below(writer.requests));
    }
  },

  ring(writer) {
    const degree = Math.max(2, Math.round(writer.mean));
    for (let i = 0; i < writer.givers; i++) {
      const centre = Math.floor((i * writer.requests) / writer.givers);
      for (let a = 0; a < degree && writer.count < writer.wanted + writer.givers; a++) {
        writer.add(i, (centre + a) % writer.requests);
      }
    }
  },

  stair(writer, random) {
    const degree = Math.max(1, Math.round(writer.mean));
    for (let i = 0; i < writer.givers; i++) {
      const top = Math.max(degree, Math.floor(writer.requests * ((i + 1) / writer.givers) ** 2));
      let left = Math.min(degree, top);
      while (left > 0) {
        const added = writer.add(i, Math.min(top - 1, Math.floor(top * random.share() ** 0.5)));
        left -= added === 1 ? 1 : writer.add(i, random.below(top));
      }
    }
  },

  community(writer, random) {
    const { givers, requests, wanted } = writer;
    const networks = drawNetworks(requests, random);
    for (let i = 0; i < givers && writer.count < wanted; i++) {
      const degree = Math.min(requests, Math.max(1, Math.round(writer.mean * (0.4 + 1.2 * random.share()))));
      const added = joinNetworks(writer, random, networks, i, degree);
      topUp(writer, random, networks, i, degree - added);
    }
  },
};

interface Networks {
  readonly order: Int32Array;
  readonly start: number[];
  readonly size: number[];
  readonly pick: () => number;
}

/** Cuts a random order of the requests into networks of power-law sizes, picked in proportion to them. */
function drawNetworks(requests: number, random: Random): Networks {
  const order = new Int32Array(requests).map((_, j) => j);
  random.shuffle(order);
  const start: number[] = [];
  const size: number[] = [];
  for (let at = 0; at < requests; ) {
    const drawn = Math.max(3, Math.floor(4 / (random.share() + 1e-9) ** 0.8));
    const cut = Math.min(requests - at, drawn, COMMUNITY_SIZE_MAX);
    start.push(at);
    size.push(cut);
    at += cut;
  }
  const sum = new Float64Array(size.length + 1);
  for (let c = 0; c < size.length; c++) sum[c + 1] = sum[c]! + size[c]! * (0.3 + 1.4 * random.share());
  const pick = (): number => {
    const point = random.share() * sum[size.length]!;
    let low = 0;
    let high = size.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sum[middle]! <= point) low = middle;
      else high = middle;
    }
    return low;
  };
  return { order, start, size, pick };
}

/** A giver joins one to three networks, often neighbours, and sees requests in each; returns how many. */
function joinNetworks(writer: PairWriter, random: Random, networks: Networks, i: number, degree: number): number {
  const { order, start, size, pick } = networks;
  let added = 0;
  const joined = random.share() < 0.7 ? 1 : random.share() < 0.7 ? 2 : 3;
  let network = pick();
  for (let q = 0; q < joined; q++) {
    const first = start[network]!;
    const length = size[network]!;
    const quota = Math.ceil(degree / joined);
    if (length <= quota) {
      for (let a = 0; a < length; a++) added += writer.add(i, order[first + a]!);
    } else {
      let left = quota;
      for (let tries = 0; left > 0 && tries < 10 * quota; tries++) {
        const one = writer.add(i, order[first + random.below(length)]!);
        left -= one;
        added += one;
      }
    }
    network = random.share() < 0.5 ? Math.min(size.length - 1, network + 1) : pick();
    if (writer.count >= writer.wanted + writer.givers - 8) break;
  }
  return added;
}

/** Requests from anywhere, so that the number of pairs comes out close to what is wanted. */
function topUp(writer: PairWriter, random: Random, { order, start, size, pick }: Networks, i: number, missing: number) {
  let left = missing;
  for (let tries = 0; left > 0 && tries < 200 && writer.count < writer.wanted + writer.givers - 1; tries++) {
    const network = pick();
    left -= writer.add(i, order[start[network]! + random.below(size[network]!)]!);
  }
}

/** Log-normal pledges and needs, classes, weights, ties; then the pairs in random order. */
function withAmounts(writer: PairWriter, random: Random, weighting: Weighting): AllocationInstance {
  const { givers, requests } = writer;
  const pledge = new Int32Array(givers);
  let pledged = 0;
  for (let i = 0; i < givers; i++) {
    pledge[i] = random.amount(20, 0.8, 1, 2000);
    pledged += pledge[i]!;
  }
  const raw = new Float64Array(requests);
  let rawSum = 0;
  for (let j = 0; j < requests; j++) {
    raw[j] = Math.exp(random.normal());
    rawSum += raw[j]!;
  }
  const scale = pledged / TIGHTNESS / rawSum;
  const need = new Int32Array(requests);
  const weight = new Int32Array(requests);
  const emergency = new Uint8Array(requests);
  for (let j = 0; j < requests; j++) {
    need[j] = Math.max(1, Math.min(1 << 22, Math.round(raw[j]! * scale)));
    emergency[j] = random.share() < EMERGENCY_SHARE ? 1 : 0;
    const persons = 1 + (random.share() < 0.5 ? 0 : random.below(5));
    weight[j] = weighting === 'need' ? need[j]! : weighting === 'one' ? 1 : persons;
  }
  const requestTie = new Int32Array(requests).map((_, j) => j);
  const giverTie = new Int32Array(givers).map((_, i) => i);
  random.shuffle(requestTie);
  random.shuffle(giverTie);
  const pairGiver = writer.giver.slice(0, writer.count);
  const pairRequest = writer.request.slice(0, writer.count);
  for (let k = writer.count - 1; k > 0; k--) {
    const other = random.below(k + 1);
    swap(pairGiver, k, other);
    swap(pairRequest, k, other);
  }
  const none = new Int32Array(0);
  return {
    ...{ givers, requests, pledge, overflow: new Uint8Array(givers).fill(1), giverTie },
    ...{ need, already: new Int32Array(requests), weight, emergency, requestTie },
    ...{ pairGiver, pairRequest, pairCap: null },
    ...{ directedGiver: none, directedRequest: none, directedAmount: none, previousGiver: none, previousRequest: none },
  };
}

/** The generator's binary layout: 32-bit little-endian n m E, b[n] d[m] w[m] class[m] tieR[m] tieG[n] eg[E] er[E]. */
export function toBinary(instance: AllocationInstance): Buffer {
  const { givers, requests, pairGiver, pairRequest } = instance;
  const columns = [
    Int32Array.of(givers, requests, pairGiver.length),
    instance.pledge,
    instance.need,
    instance.weight,
    Int32Array.from(instance.emergency, (emergency) => 1 - emergency),
    instance.requestTie,
    instance.giverTie,
    pairGiver,
    pairRequest,
  ];
  return Buffer.concat(columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)));
}
