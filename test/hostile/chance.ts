import { Random } from '../domain/allocation/random.ts';

/** The seed of all hostile tests; every test prints it in its name. */
export const SEED = Number(process.env.HOSTILE_SEED ?? 20_261_110);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Seeded chance with the few choices that generators need. */
export class Chance extends Random {
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** True so many times out of a hundred. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  /** Letters and digits. */
  word(length: number): string {
    return Array.from({ length }, () => LETTERS[this.below(LETTERS.length)]).join('');
  }

  /** Any code units but those named, lone surrogates among them. */
  rubbish(length: number): string {
    const unit = (): number => {
      if (this.percent(40)) return 32 + this.below(95);
      if (this.percent(10)) return 0xd800 + this.below(0x800);
      return this.percent(20) ? this.below(32) : this.below(0x10000);
    };
    return Array.from({ length }, () => String.fromCharCode(unit())).join('');
  }
}
