/**
 * A small seeded generator of random numbers (sfc32, seeded by splitmix32): the same on every machine, so that large
 * instances can be named by their arguments and compared by the hashes of their answers.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    let state = seed >>> 0;
    const splitmix = (): number => {
      state = (state + 0x9e3779b9) >>> 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    this.a = splitmix();
    this.b = splitmix();
    this.c = splitmix();
    for (let k = 0; k < 12; k++) this.bits();
  }

  /** 32 random bits. */
  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to below 1. */
  share(): number {
    return this.bits() / 4294967296;
  }

  /** A whole number from 0 to below the bound. */
  below(bound: number): number {
    return Math.floor(this.share() * bound);
  }

  normal(): number {
    let first = 0;
    while (first === 0) first = this.share();
    return Math.sqrt(-2 * Math.log(first)) * Math.cos(6.283185307179586 * this.share());
  }

  /** A whole log-normal amount, cut to low … high. */
  amount(median: number, sigma: number, low: number, high: number): number {
    return Math.min(high, Math.max(low, Math.round(median * Math.exp(sigma * this.normal()))));
  }

  shuffle(values: Int32Array): void {
    for (let k = values.length - 1; k > 0; k--) swap(values, k, this.below(k + 1));
  }
}

export function swap(values: Int32Array, k: number, l: number): void {
  const moved = values[k]!;
  values[k] = values[l]!;
  values[l] = moved;
}
