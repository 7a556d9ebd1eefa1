/**
 * The certificate: proves an allocation right, or says which condition fails. It shares no code with the engine and
 * looks only at the instance and the answer; written for simplicity, and still linear in the pairs but for two sorts.
 * Run after every round before anything is written. Spec 3-allocation.md, "Certificates": 1 feasible; 4 group labels,
 * which prove the requests' side; 2 the requests' side once more in residual form, up to RESIDUALS_PAIRS_MAX; 3 givers
 * in residual form (residuals.ts).
 */
import type { Allocation, AllocationInstance } from './instance.ts';
import { findImprovement } from './residuals.ts';

/** Beyond this the labels alone prove the requests' side, so that a proof never costs more than sorting the pairs. */
const RESIDUALS_PAIRS_MAX = 2_000_000;

/** Null when the allocation is proven right for the instance, else one sentence that names the failing condition. */
export function certify(instance: AllocationInstance, allocation: Allocation): string | null {
  const certificate = new Certificate(instance, allocation);
  for (const check of CHECKS) {
    const objection = check(certificate);
    if (objection !== null) return objection;
  }
  return null;
}

const CHECKS: readonly ((certificate: Certificate) => string | null)[] = [
  (certificate) => certificate.shape(),
  (certificate) => certificate.directedStep(),
  (certificate) => certificate.visibility(),
  (certificate) => certificate.sums(),
  (certificate) => certificate.forest(),
  (certificate) => certificate.requests(),
  (certificate) => certificate.groups(),
  (certificate) => certificate.givers(),
];

class Certificate {
  private readonly instance: AllocationInstance;
  private readonly allocation: Allocation;
  /** What each giver may give openly, and what each request has before the open step; set by directedStep. */
  private readonly open: Int32Array;
  private readonly base: Int32Array;
  /** What each request has in the end, `already` included; set by sums. */
  private readonly has: Int32Array;
  /** The pairs by giver: the request of each, and whether it is at its cap; set by visibility. */
  private readonly start: Int32Array;
  private readonly pairRequest: Int32Array;
  private readonly full: Uint8Array | null;
  /** For each open transfer: 1 when its pair is at its cap. */
  private readonly transferFull: Uint8Array;

  constructor(instance: AllocationInstance, allocation: Allocation) {
    const pairs = instance.pairGiver.length;
    this.instance = instance;
    this.allocation = allocation;
    this.open = instance.pledge.slice();
    this.base = instance.already.slice();
    this.has = instance.already.slice();
    this.start = new Int32Array(instance.givers + 1);
    this.pairRequest = new Int32Array(pairs);
    this.full = instance.pairCap === null ? null : new Uint8Array(pairs);
    this.transferFull = new Uint8Array(allocation.transfers.amount.length);
  }

  /** The answer has an entry for everybody, and every transfer is a positive whole amount between people who exist. */
  shape(): string | null {
    const { givers, requests } = this.instance;
    const { received, receivedDirected, givenOpen, givenDirected, transfers, groups, giverGroups } = this.allocation;
    const { giver, request, amount, directed } = transfers;
    const forRequests = [received, receivedDirected, groups].every((array) => array.length === requests);
    const forGivers = [givenOpen, givenDirected, giverGroups].every((array) => array.length === givers);
    if (!forRequests || !forGivers) return 'the answer has not one entry for every giver and every request';
    const rows = amount.length;
    if (giver.length !== rows || request.length !== rows || directed.length !== rows) {
      return 'the columns of the transfers differ in length';
    }
    for (let row = 0; row < rows; row++) {
      const exists = giver[row]! >= 0 && giver[row]! < givers && request[row]! >= 0 && request[row]! < requests;
      if (!exists) return `transfer ${row} is between people who do not exist`;
      if (amount[row]! <= 0) return `transfer ${row} is not a positive amount`;
    }
    return null;
  }

  /**
   * Directed pledges are honoured, or cut where a request cannot take them all: then all its room is used, and the
   * last unit that stays of any pledge comes before the first that goes of any other.
   */
  directedStep(): string | null {
    const { instance, open, base } = this;
    const { directedGiver, directedRequest, directedAmount, need, already, giverTie, overflow } = instance;
    const { giver, request, amount, directed } = this.allocation.transfers;
    const key = (i: number, j: number): number => i * instance.requests + j;
    const kept = new Map<number, number>();
    for (let row = 0; row < amount.length; row++) {
      if (directed[row] === 0) continue;
      const pair = key(giver[row]!, request[row]!);
      if (kept.has(pair)) return `giver ${giver[row]} has two directed transfers to request ${request[row]}`;
      kept.set(pair, amount[row]!);
    }
    const wanted = new Float64Array(instance.requests);
    const last = new Int32Array(instance.requests).fill(-1);
    const next = new Int32Array(instance.requests).fill(-1);
    const stays = new Int32Array(directedAmount.length);
    const comesBefore = (a: number, ta: number, b: number, tb: number): boolean => {
      const difference = ta * directedAmount[b]! - tb * directedAmount[a]!;
      return difference !== 0 ? difference < 0 : giverTie[directedGiver[a]!]! < giverTie[directedGiver[b]!]!;
    };
    for (let row = 0; row < directedAmount.length; row++) {
      const i = directedGiver[row]!;
      const j = directedRequest[row]!;
      const units = kept.get(key(i, j)) ?? 0;
      kept.delete(key(i, j));
      if (units > directedAmount[row]!) return `giver ${i} gives request ${j} more than the directed pledge`;
      stays[row] = units;
      wanted[j]! += directedAmount[row]!;
      base[j]! += units;
      open[i]! -= overflow[i] === 1 ? units : directedAmount[row]!;
      const l = last[j]!;
      if (units > 0 && (l < 0 || comesBefore(l, stays[l]! - 1, row, units - 1))) last[j] = row;
      const n = next[j]!;
      if (units < directedAmount[row]! && (n < 0 || comesBefore(row, units, n, stays[n]!))) next[j] = row;
    }
    if (kept.size > 0) return 'a directed transfer has no directed pledge';
    for (let j = 0; j < instance.requests; j++) {
      const room = Math.max(0, need[j]! - already[j]!);
      if (base[j]! - already[j]! !== Math.min(wanted[j]!, room))
        return `directed pledges to request ${j} are not honoured`;
      const l = last[j]!;
      const n = next[j]!;
      if (l < 0 || n < 0 || l === n) continue;
      if (!comesBefore(l, stays[l]! - 1, n, stays[n]!))
        return `directed pledges to request ${j} are cut in the wrong order`;
    }
    return null;
  }

  /** Open transfers lie on visible pairs, once each, within the caps. Sorts the pairs by giver on the way. */
  visibility(): string | null {
    const { start, pairRequest, full, instance, transferFull } = this;
    const { givers, requests, pairGiver, pairCap } = instance;
    const { giver, request, amount, directed } = this.allocation.transfers;
    const pairs = pairGiver.length;
    for (let row = 0; row < pairs; row++) start[pairGiver[row]! + 1]!++;
    for (let i = 0; i < givers; i++) start[i + 1]! += start[i]!;
    const next = start.slice(0, givers);
    const capOfPlace = pairCap === null ? null : new Int32Array(pairs);
    for (let row = 0; row < pairs; row++) {
      const place = next[pairGiver[row]!]!++;
      pairRequest[place] = instance.pairRequest[row]!;
      if (capOfPlace !== null) capOfPlace[place] = pairCap![row]!;
    }
    if (full !== null) for (let place = 0; place < pairs; place++) full[place] = capOfPlace![place] === 0 ? 1 : 0;
    const rows = rowsByNode(giver, givers, (row) => directed[row] === 0);
    const placeOf = new Int32Array(requests).fill(-1);
    const usedBy = new Int32Array(requests).fill(-1);
    for (let i = 0; i < givers; i++) {
      if (rows.start[i] === rows.start[i + 1]) continue;
      for (let place = start[i]!; place < start[i + 1]!; place++) placeOf[pairRequest[place]!] = place;
      for (let a = rows.start[i]!; a < rows.start[i + 1]!; a++) {
        const row = rows.list[a]!;
        const j = request[row]!;
        const place = placeOf[j]!;
        if (place < start[i]! || place >= start[i + 1]!) return `giver ${i} does not see request ${j} but gives to it`;
        if (usedBy[j] === i) return `giver ${i} has two open transfers to request ${j}`;
        usedBy[j] = i;
        if (capOfPlace === null) continue;
        if (amount[row]! > capOfPlace[place]!) return `giver ${i} gives request ${j} more than the cap of the pair`;
        if (amount[row] !== capOfPlace[place]) continue;
        full![place] = 1;
        transferFull[row] = 1;
      }
    }
    return null;
  }

  /** Received and given are the transfers' sums, and stay within needs and pledges. */
  sums(): string | null {
    const { has, instance, allocation } = this;
    const { giver, request, amount, directed } = allocation.transfers;
    const receivedDirected = new Float64Array(instance.requests);
    const received = new Float64Array(instance.requests);
    const givenDirected = new Float64Array(instance.givers);
    const givenOpen = new Float64Array(instance.givers);
    for (let row = 0; row < amount.length; row++) {
      received[request[row]!]! += amount[row]!;
      if (directed[row] === 1) receivedDirected[request[row]!]! += amount[row]!;
      (directed[row] === 1 ? givenDirected : givenOpen)[giver[row]!]! += amount[row]!;
    }
    let total = 0;
    for (let j = 0; j < instance.requests; j++) {
      total += received[j]!;
      if (received[j] !== allocation.received[j])
        return `the transfers to request ${j} do not add up to what it receives`;
      if (receivedDirected[j] !== allocation.receivedDirected[j]) return `the directed part of request ${j} is wrong`;
      if (received[j]! > Math.max(0, instance.need[j]! - instance.already[j]!))
        return `request ${j} gets more than its need`;
      has[j]! += received[j]!;
    }
    if (total !== allocation.total) return 'the total is not the sum of what is received';
    for (let i = 0; i < instance.givers; i++) {
      if (givenOpen[i] !== allocation.givenOpen[i])
        return `the open transfers of giver ${i} do not add up to what they give`;
      if (givenDirected[i] !== allocation.givenDirected[i]) return `the directed part of giver ${i} is wrong`;
      if (givenOpen[i]! > this.open[i]!) return `giver ${i} gives more than the pledge`;
    }
    return null;
  }

  /** Open transfers below their caps contain no cycle. */
  forest(): string | null {
    const { givers, requests } = this.instance;
    const { giver, request, amount, directed } = this.allocation.transfers;
    const leader = new Int32Array(givers + requests);
    for (let node = 0; node < leader.length; node++) leader[node] = node;
    const find = (node: number): number => {
      let at = node;
      while (leader[at] !== at) {
        leader[at] = leader[leader[at]!]!;
        at = leader[at]!;
      }
      return at;
    };
    for (let row = 0; row < amount.length; row++) {
      if (directed[row] === 1 || this.transferFull[row] === 1) continue;
      const one = find(giver[row]!);
      const other = find(givers + request[row]!);
      if (one === other) return `the transfers below their caps contain a cycle through giver ${giver[row]}`;
      leader[one] = other;
    }
    return null;
  }

  /** No request could get its next unit, neither from an unspent pledge nor from a request whose last unit comes later. */
  requests(): string | null {
    const { instance, allocation, has, open } = this;
    if (instance.pairGiver.length > RESIDUALS_PAIRS_MAX) return null;
    const { transfers, givenOpen } = allocation;
    const improvement = findImprovement({
      claimants: instance.requests,
      units: has,
      base: this.base,
      most: instance.need,
      weight: instance.weight,
      class: instance.emergency.map((emergency) => 1 - emergency),
      tie: instance.requestTie,
      transferClaimant: transfers.request,
      transferPartner: transfers.giver,
      isOpen: (row) => transfers.directed[row] === 0,
      partners: instance.givers,
      partnerStart: this.start,
      partnerClaimant: this.pairRequest,
      full: this.full,
      isUnspent: (i) => givenOpen[i]! < open[i]!,
    });
    if (improvement === null) return null;
    const { claimant, from } = improvement;
    return from < 0
      ? `request ${claimant} has an unmet need although an unspent pledge can reach it`
      : `request ${claimant} should have a unit that request ${from} got`;
  }

  /**
   * No giver could take over a unit from a giver whose last unit, as a share of the pledge, comes later. By the labels
   * only givers in abundant groups have anything left, and units can come to them only from givers of their group.
   */
  givers(): string | null {
    const { instance, allocation, open, start, pairRequest, full } = this;
    const { transfers, givenOpen, groups, giverGroups, abundant } = allocation;
    const { givers, requests } = instance;
    const counts = (i: number, place: number): boolean =>
      groups[pairRequest[place]!] === giverGroups[i] && (full === null || full[place] === 0);
    const requestStart = new Int32Array(requests + 1);
    for (let i = 0; i < givers; i++) {
      if (abundant[giverGroups[i]!] === 0) continue;
      for (let place = start[i]!; place < start[i + 1]!; place++) {
        if (counts(i, place)) requestStart[pairRequest[place]! + 1]!++;
      }
    }
    for (let j = 0; j < requests; j++) requestStart[j + 1]! += requestStart[j]!;
    const next = requestStart.slice(0, requests);
    const pairGiver = new Int32Array(requestStart[requests]!);
    for (let i = 0; i < givers; i++) {
      if (abundant[giverGroups[i]!] === 0) continue;
      for (let place = start[i]!; place < start[i + 1]!; place++) {
        if (counts(i, place)) pairGiver[next[pairRequest[place]!]!++] = i;
      }
    }
    const improvement = findImprovement({
      claimants: givers,
      units: givenOpen,
      base: givenOpen.map((units, i) => (abundant[giverGroups[i]!] === 1 ? 0 : units)),
      most: open,
      weight: open,
      class: null,
      tie: instance.giverTie,
      transferClaimant: transfers.giver,
      transferPartner: transfers.request,
      isOpen: (row) => transfers.directed[row] === 0,
      partners: requests,
      partnerStart: requestStart,
      partnerClaimant: pairGiver,
      full: null,
      isUnspent: null,
    });
    return improvement === null
      ? null
      : `giver ${improvement.claimant} should carry a unit that giver ${improvement.from} carries`;
  }

  /**
   * The labels alone prove the requests' side too: along pairs below their caps units cannot move down to lower groups,
   * nothing is left in scarce groups, and whatever givers up to a group carry comes before what anybody in it lacks.
   */
  groups(): string | null {
    const { instance, allocation, full, start, pairRequest, has } = this;
    const { groups, giverGroups, abundant, transfers } = allocation;
    const { giver, request, amount, directed } = transfers;
    const { need } = instance;
    for (let j = 0; j < instance.requests; j++) {
      if (!(groups[j]! >= 0 && groups[j]! < abundant.length)) return `request ${j} is in a group that does not exist`;
      if (abundant[groups[j]!] === 1 && has[j]! < need[j]!) return `request ${j} is unmet in an abundant group`;
    }
    for (let i = 0; i < instance.givers; i++) {
      const group = giverGroups[i]!;
      if (!(group >= 0 && group < abundant.length)) return `giver ${i} is in a group that does not exist`;
      if (abundant[group] === 0 && allocation.givenOpen[i]! < this.open[i]!)
        return `giver ${i} is unspent in a scarce group`;
      for (let place = start[i]!; place < start[i + 1]!; place++) {
        if (groups[pairRequest[place]!]! >= group || (full !== null && full[place] === 1)) continue;
        return `giver ${i} sees request ${pairRequest[place]} of a lower group below the cap of the pair`;
      }
    }
    const carried = new Int32Array(abundant.length).fill(-1);
    for (let row = 0; row < amount.length; row++) {
      if (directed[row] === 1) continue;
      const group = giverGroups[giver[row]!]!;
      const j = request[row]!;
      if (groups[j]! > group) return `giver ${giver[row]} gives to request ${j} of a higher group`;
      if (carried[group]! < 0 || this.compareUnits(carried[group]!, 1, j, 1) < 0) carried[group] = j;
    }
    const lacking = new Int32Array(abundant.length).fill(-1);
    for (let j = 0; j < instance.requests; j++) {
      if (has[j]! >= need[j]!) continue;
      const group = groups[j]!;
      if (lacking[group]! < 0 || this.compareUnits(j, 0, lacking[group]!, 0) < 0) lacking[group] = j;
    }
    let top = -1;
    for (let group = 0; group < abundant.length; group++) {
      if (group > 0 && abundant[group]! < abundant[group - 1]!)
        return `scarce group ${group} stands above an abundant one`;
      const most = carried[group]!;
      if (most >= 0 && (top < 0 || this.compareUnits(top, 1, most, 1) < 0)) top = most;
      const least = lacking[group]!;
      if (top < 0 || least < 0 || this.compareUnits(top, 1, least, 0) < 0) continue;
      return `request ${top} has a unit that comes after the next unit of request ${least} in the same or a higher group`;
    }
    return null;
  }

  /** Compares the keys of the last (back = 1) or next (back = 0) units of two requests. */
  private compareUnits(j: number, backOfJ: number, k: number, backOfK: number): number {
    const { emergency, weight, requestTie } = this.instance;
    if (emergency[j] !== emergency[k]) return emergency[k]! - emergency[j]!;
    const difference = (this.has[j]! - backOfJ) * weight[k]! - (this.has[k]! - backOfK) * weight[j]!;
    if (difference !== 0) return difference;
    return j === k ? backOfK - backOfJ : requestTie[j]! - requestTie[k]!;
  }
}

/** The chosen rows of each node, by a counting sort. */
function rowsByNode(node: Int32Array, nodes: number, isChosen: (row: number) => boolean) {
  const start = new Int32Array(nodes + 1);
  for (let row = 0; row < node.length; row++) if (isChosen(row)) start[node[row]! + 1]!++;
  for (let k = 0; k < nodes; k++) start[k + 1]! += start[k]!;
  const list = new Int32Array(start[nodes]!);
  const next = start.slice(0, nodes);
  for (let row = 0; row < node.length; row++) if (isChosen(row)) list[next[node[row]!]!++] = row;
  return { start, list };
}
