// How a command is told to fast-check, to the reference and to the house.
import fc from 'fast-check';
import type { Tx } from '../../src/db/transaction.ts';
import type { Plan, Town } from './town.ts';

export interface Planned extends Plan {
  readonly actor: string;
  readonly run: (tx: Tx) => Promise<unknown>;
}

export interface Step {
  readonly kind: string;
  /** Pressed a second time, with the same key. */
  readonly again: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Null when there is nothing yet that the command could be about. */
  plan(town: Town): Planned | null;
}

interface Told<T> {
  readonly kind: string;
  readonly weight: number;
  readonly fields: { readonly [F in keyof T]: fc.Arbitrary<T[F]> };
  readonly plan: (town: Town, fields: T) => Planned | null;
}

export interface Command {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Step>;
}

const AGAIN_ONE_IN = 6;

export function command<T extends object>({ kind, weight, fields, plan }: Told<T>): Command {
  const again = fc.nat(AGAIN_ONE_IN - 1).map((n) => n === AGAIN_ONE_IN - 1);
  const arbitrary = fc.tuple(fc.record(fields), again).map(
    ([told, isAgain]): Step => ({
      kind,
      again: isAgain,
      fields: told as Readonly<Record<string, unknown>>,
      plan: (town) => plan(town, told as T),
    }),
  );
  return { weight, arbitrary };
}

export const PEOPLE = 5;
export const WHO = fc.nat(PEOPLE - 1);
/** Of the unit's hundredth: below the quantum, round, and not; few enough that sums meet. */
export const AMOUNT = fc.constantFrom(50, 1_000, 1_500, 2_345, 3_000, 5_000, 20_000);

/** The one at that place, counted round; undefined of none. */
export const at = <T>(of: readonly T[], place: number): T => of[place % of.length] as T;
