/** Runs the benchmark's cases one after the other, each in a process of its own, and prints the table. See README.md. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Measured {
  readonly args: string;
  readonly pairs: number;
  readonly total: number;
  readonly sortMs: number;
  readonly firstMs: number;
  readonly bestMs: number;
  readonly certificateMs: number;
  readonly flowMs: number;
  readonly rssMb: number;
  readonly highsMs?: number;
  readonly programs?: number;
}

const SIZES: Readonly<Record<string, string>> = {
  '10k': '1000 200 10000',
  '100k': '10000 2000 100000',
  '1M': '100000 20000 1000000',
  '10M': '1000000 200000 10000000',
};
const FAMILIES = ['community', 'uniform', 'ring', 'stair'];
/** The largest size is run for the family that the goals are set for, unless others are named. */
const FAMILIES_AT_10M = ['community'];

function options(): { sizes: string[]; families: string[] | null; weighting: string; highs: boolean } {
  const words = process.argv.slice(2);
  const sizes = Object.keys(SIZES).filter((size) => words.includes(size));
  const families = FAMILIES.filter((family) => words.includes(family));
  return {
    sizes: sizes.length > 0 ? sizes : Object.keys(SIZES),
    families: families.length > 0 ? families : null,
    weighting: ['one', 'need', 'persons'].find((word) => words.includes(word)) ?? 'one',
    highs: !words.includes('no-highs'),
  };
}

function node(script: string, ...args: string[]): string {
  const file = path.join(import.meta.dirname, script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const times = (value: number): string => `${value >= 100 ? Math.round(value) : value.toFixed(1)}×`;
const ms = (value: number): string => (value >= 100 ? `${Math.round(value)}` : value.toFixed(1));

function row(measured: Measured): string[] {
  const { sortMs, firstMs, bestMs, certificateMs, flowMs, rssMb, highsMs, programs } = measured;
  return [
    measured.args,
    String(measured.pairs),
    ms(sortMs),
    `${ms(firstMs)} = ${times(firstMs / sortMs)}`,
    `${ms(bestMs)} = ${times(bestMs / sortMs)}`,
    `${ms(flowMs)} → ${times(bestMs / flowMs)}`,
    `${ms(certificateMs)} = ${times(certificateMs / sortMs)}`,
    String(rssMb),
    highsMs === undefined ? '' : `${ms(highsMs)} (${programs} LPs) = ${times(highsMs / bestMs)}`,
  ];
}

const { sizes, families, weighting, highs } = options();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-bench-'));
const file = path.join(folder, 'instance.bin');
console.log(
  'Times in ms. sort: best of 3; first and best of 5 allocations, as times sort; plain maximum flow, best of',
);
console.log('3 → the best allocation in such flows; certificate, as times sort; peak memory in MB; HiGHS in best');
console.log('allocations. Every answer is certified.\n');
console.log('| instance | pairs | sort | first | best | flow | certificate | MB | HiGHS |');
console.log('|---|---|---|---|---|---|---|---|---|');
for (const size of sizes) {
  for (const family of families ?? (size === '10M' ? FAMILIES_AT_10M : FAMILIES)) {
    const args = `${family} ${SIZES[size]} 1 ${weighting}`;
    node('write-instance.js', args, file);
    const withHighs = highs && size === '10k' && family === 'community' ? 'highs' : '';
    const measured = JSON.parse(node('case.js', file, args, withHighs)) as Measured;
    console.log(`| ${row(measured).join(' | ')} |`);
  }
}
fs.rmSync(folder, { recursive: true, force: true });
