/**
 * The same answer by linear programs (HiGHS), for divisible amounts: raise everybody's level together, fix those who
 * cannot rise further, and go on with the others; emergencies first. An independent second opinion, for tests and for
 * the benchmark's comparison.
 */
import highsLoader, { type Highs } from 'highs';
import type { AllocationInstance } from '../../../src/domain/allocation/index.ts';
import { NO_CAP } from '../../../src/domain/allocation/index.ts';

/** The package's types describe its CommonJS form, in which the loader is a member; what Node imports is the loader. */
export async function loadHighs(): Promise<Highs> {
  const load = highsLoader as unknown as typeof highsLoader.default;
  return load();
}

export interface LinearAnswer {
  /** What each request gets, as a real number. */
  readonly received: number[];
  readonly programs: number;
}

/** Only for instances without directed pledges and with amounts of moderate size. */
export function leximinByPrograms(highs: Highs, instance: AllocationInstance): LinearAnswer {
  const solver = new Programs(highs, instance);
  for (const emergency of [1, 0]) {
    let rising = Array.from(instance.need, (_, j) => j).filter((j) => instance.emergency[j] === emergency);
    while (rising.length > 0) rising = solver.raise(rising);
  }
  return { received: solver.fixed.map((units, j) => (units ?? 0) - instance.already[j]!), programs: solver.programs };
}

/** Differences below this count as none. */
const TOLERANCE = 1e-3;
/** What is fixed is fixed up to this, well above the solver's own tolerance. */
const GIVE = 1e-4;
/** A dual value above this shows that a request is at its limit. */
const DUAL_MIN = 1e-6;

class Programs {
  /** What each request has in the end, once that is known. */
  readonly fixed: (number | null)[];
  programs = 0;
  private readonly highs: Highs;
  private readonly instance: AllocationInstance;

  constructor(highs: Highs, instance: AllocationInstance) {
    this.highs = highs;
    this.instance = instance;
    this.fixed = Array.from(instance.need, () => null);
  }

  /**
   * Finds the highest level all rising requests can reach together; fixes those whose need it meets or who cannot go
   * above it, and returns the others. A dual value above zero proves that a request is at its limit; if no dual
   * decides, each one is tried.
   */
  raise(rising: readonly number[]): number[] {
    const { need, already, weight } = this.instance;
    const ceiling = Math.min(...rising.map((j) => Math.max(need[j]!, already[j]!) / weight[j]!));
    const reached = this.solve('level', [
      ...rising.filter((j) => already[j]! < need[j]!).map((j) => ({ j, level: true as const })),
      { ceiling },
    ]);
    const level = reached.value;
    const still = rising.filter((j) => {
      const top = Math.max(need[j]!, already[j]!);
      if (top <= level * weight[j]! + TOLERANCE) {
        this.fixed[j] = top;
        return false;
      }
      return true;
    });
    if (still.length < rising.length) return still;
    const stuck = still.filter((j) => (reached.dual.get(j) ?? 0) > DUAL_MIN);
    const blocked =
      stuck.length > 0 ? stuck : still.filter((j) => this.mostOf(j, still, level) <= level * weight[j]! + TOLERANCE);
    for (const j of blocked) this.fixed[j] = level * weight[j]!;
    if (blocked.length === 0) throw new Error('no request is blocked at the highest level');
    return still.filter((j) => !blocked.includes(j));
  }

  private mostOf(wanted: number, rising: readonly number[], level: number): number {
    const { already, weight } = this.instance;
    const rows = rising.map((j) => ({ j, least: Math.max(already[j]!, level * weight[j]! - GIVE) }));
    return this.solve(`x${wanted}`, rows).value;
  }

  /** Maximises the level or what one request has, subject to pledges, caps, needs and what is fixed. */
  private solve(goal: string, rows: readonly ProgramRow[]): { value: number; dual: Map<number, number> } {
    this.programs++;
    const { instance, fixed } = this;
    const { pairGiver, pairRequest, pairCap, already, need, pledge, weight } = instance;
    const fromGiver = Array.from(pledge, () => [] as string[]);
    const toRequest = Array.from(need, () => [] as string[]);
    const bounds: string[] = [];
    pairGiver.forEach((i, row) => {
      fromGiver[i]!.push(`p${row}`);
      toRequest[pairRequest[row]!]!.push(`p${row}`);
      const cap = pairCap?.[row] ?? NO_CAP;
      bounds.push(cap === NO_CAP ? `p${row} >= 0` : `0 <= p${row} <= ${cap}`);
    });
    const lines: string[] = [];
    const names: (number | null)[] = [];
    const add = (line: string, j: number | null = null): void => {
      lines.push(` c${lines.length}: ${line}`);
      names.push(j);
    };
    fromGiver.forEach((pairs, i) => {
      if (pairs.length > 0) add(`${pairs.join(' + ')} <= ${pledge[i]}`);
    });
    toRequest.forEach((pairs, j) => {
      add(`x${j}${pairs.map((pair) => ` - ${pair}`).join('')} = ${already[j]}`);
      const known = fixed[j];
      const top = Math.max(need[j]!, already[j]!);
      bounds.push(
        known === null || known === undefined ? `0 <= x${j} <= ${top}` : `${known - GIVE} <= x${j} <= ${top}`,
      );
    });
    for (const row of rows) {
      if ('ceiling' in row) bounds.push(`0 <= level <= ${row.ceiling}`);
      else if ('least' in row) add(`x${row.j} >= ${row.least}`);
      else add(`x${row.j} - ${weight[row.j]} level >= 0`, row.j);
    }
    const program = `Maximize\n obj: ${goal}\nSubject To\n${lines.join('\n')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
    const solution = this.highs.solve(program);
    if (solution.Status !== 'Optimal') throw new Error(`HiGHS: ${solution.Status}`);
    const dual = new Map<number, number>();
    solution.Rows.forEach((row, index) => {
      const j = names[index];
      if (j !== null && j !== undefined && 'Dual' in row) dual.set(j, Math.abs(Number(row.Dual)));
    });
    return { value: solution.ObjectiveValue, dual };
  }
}

type ProgramRow =
  | { readonly j: number; readonly level: true }
  | { readonly j: number; readonly least: number }
  | { readonly ceiling: number };
