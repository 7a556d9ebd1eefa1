/**
 * The residual form of the certificate, for requests and, with roles exchanged, for givers. It belongs to the
 * certificate and shares no code with the engine.
 *
 * Claimants hold units; a unit can move from claimant k to claimant j when there is a chain k … j in which each claimant
 * holds units of a partner whom the next one can use below the pair's cap. The holding is right when no unit can move
 * so that the key of the unit won comes before the key of the unit lost. One sweep takes the claimants in the order of
 * decreasing last keys and marks whom their units can reach; every node is marked once, because whoever was marked
 * before was already compared with a later key.
 */
export interface Residuals {
  readonly claimants: number;
  /** What each claimant has, of which `base` cannot move; at most `most`. */
  readonly units: Int32Array;
  readonly base: Int32Array;
  readonly most: Int32Array;
  /** Unit t of a claimant has the key (class, t/weight, tie). */
  readonly weight: Int32Array;
  readonly class: Uint8Array | null;
  readonly tie: Int32Array;
  readonly transferClaimant: Int32Array;
  readonly transferPartner: Int32Array;
  readonly isOpen: (transfer: number) => boolean;
  /** The claimants who can use each partner, except places that are full. */
  readonly partners: number;
  readonly partnerStart: Int32Array;
  readonly partnerClaimant: Int32Array;
  readonly full: Uint8Array | null;
  /** Partners with units that nobody holds; null when there are none by definition. */
  readonly isUnspent: ((partner: number) => boolean) | null;
}

/** A unit that should move to `claimant`: from another claimant, or (from = −1) from what is unspent. */
export interface Improvement {
  readonly claimant: number;
  readonly from: number;
}

export function findImprovement(residuals: Residuals): Improvement | null {
  const { claimants, units, base, most, weight, class: kind, tie } = residuals;
  const sweep = new Sweep(residuals);
  for (let partner = 0; partner < residuals.partners; partner++) {
    if (residuals.isUnspent?.(partner)) sweep.markPartner(partner);
  }
  const unmet = sweep.run((j) => units[j]! < most[j]!);
  if (unmet >= 0) return { claimant: unmet, from: -1 };

  const holders = new Int32Array(claimants).map((_, k) => k).filter((k) => units[k]! > base[k]!);
  holders.sort((j, k) => {
    if (kind !== null && kind[j] !== kind[k]) return kind[k]! - kind[j]!;
    const difference = (units[k]! - 1) * weight[j]! - (units[j]! - 1) * weight[k]!;
    return difference !== 0 ? difference : tie[k]! - tie[j]!;
  });
  for (const from of holders) {
    if (!sweep.markClaimant(from)) continue;
    const better = sweep.run((j) => {
      if (units[j]! >= most[j]!) return false;
      if (kind !== null && kind[j] !== kind[from]) return kind[j]! < kind[from]!;
      const difference = units[j]! * weight[from]! - (units[from]! - 1) * weight[j]!;
      return difference !== 0 ? difference < 0 : tie[j]! < tie[from]!;
    });
    if (better >= 0) return { claimant: better, from };
  }
  return null;
}

class Sweep {
  private readonly residuals: Residuals;
  private readonly markedClaimant: Uint8Array;
  private readonly markedPartner: Uint8Array;
  /** The partners whose units each claimant holds. */
  private readonly heldStart: Int32Array;
  private readonly heldPartner: Int32Array;
  private readonly queue: Int32Array;
  private tail = 0;

  constructor(residuals: Residuals) {
    const { claimants, partners, transferClaimant, transferPartner, isOpen } = residuals;
    this.residuals = residuals;
    this.markedClaimant = new Uint8Array(claimants);
    this.markedPartner = new Uint8Array(partners);
    this.queue = new Int32Array(claimants + partners);
    this.heldStart = new Int32Array(claimants + 1);
    for (let row = 0; row < transferClaimant.length; row++) {
      if (isOpen(row)) this.heldStart[transferClaimant[row]! + 1]!++;
    }
    for (let j = 0; j < claimants; j++) this.heldStart[j + 1]! += this.heldStart[j]!;
    this.heldPartner = new Int32Array(this.heldStart[claimants]!);
    const next = this.heldStart.slice(0, claimants);
    for (let row = 0; row < transferClaimant.length; row++) {
      if (isOpen(row)) this.heldPartner[next[transferClaimant[row]!]!++] = transferPartner[row]!;
    }
  }

  markPartner(partner: number): void {
    if (this.markedPartner[partner] === 1) return;
    this.markedPartner[partner] = 1;
    this.queue[this.tail++] = this.residuals.claimants + partner;
  }

  /** Returns whether the claimant was not marked before. */
  markClaimant(claimant: number): boolean {
    if (this.markedClaimant[claimant] === 1) return false;
    this.markedClaimant[claimant] = 1;
    this.queue[this.tail++] = claimant;
    return true;
  }

  /** Marks everybody the queue leads to; returns the first claimant met for whom `isWronged` holds, else −1. */
  run(isWronged: (claimant: number) => boolean): number {
    const { claimants, partnerStart, partnerClaimant, full } = this.residuals;
    const { queue, markedClaimant, heldStart, heldPartner } = this;
    for (let head = 0; head < this.tail; head++) {
      const node = queue[head]!;
      if (node < claimants) {
        for (let a = heldStart[node]!; a < heldStart[node + 1]!; a++) this.markPartner(heldPartner[a]!);
        continue;
      }
      const partner = node - claimants;
      for (let a = partnerStart[partner]!, end = partnerStart[partner + 1]!; a < end; a++) {
        const j = partnerClaimant[a]!;
        if (markedClaimant[j] === 1 || (full !== null && full[a] === 1)) continue;
        if (isWronged(j)) return j;
        markedClaimant[j] = 1;
        queue[this.tail++] = j;
      }
    }
    this.tail = 0;
    return -1;
  }
}
