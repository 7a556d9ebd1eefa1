/**
 * Measures one instance in a process of its own, so that the first run is a first run and the peak memory is this
 * instance's: `case.js file.bin args [highs]`. Prints one line of JSON.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { allocate, allocateLargeFile, readLargeFile } from '../../src/domain/allocation/index.ts';
import { sortPairsBothWays } from '../../src/domain/allocation/large.ts';
import { leximinByPrograms, loadHighs } from '../../test/domain/allocation/leximin-lp.ts';
import { plainMaximumFlow } from './plain-flow.ts';

const FLOW_RUNS = 3;

const [file, args, withHighs] = process.argv.slice(2);
const read = (): Buffer => fs.readFileSync(file!);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const answer = allocateLargeFile({ read, sha256 });

const instance = readLargeFile(read());
const index = sortPairsBothWays(read());
let flowMs = Number.POSITIVE_INFINITY;
for (let run = 0; run < FLOW_RUNS; run++) {
  const start = performance.now();
  const total = plainMaximumFlow(instance, index);
  flowMs = Math.min(flowMs, performance.now() - start);
  if (total !== answer.total) throw new Error(`the plain flow moves ${total}, the allocation ${answer.total}`);
}

/** The linear programs' answer must be within one unit per person of the integer one. */
async function compareWithHighs(): Promise<{ highsMs: number; programs: number }> {
  const highs = await loadHighs();
  const start = performance.now();
  const { received, programs } = leximinByPrograms(highs, instance);
  const highsMs = performance.now() - start;
  const own = allocate(instance).received;
  const isClose = received.every((units, j) => Math.abs(units - own[j]!) <= instance.weight[j]! + 0.5);
  if (!isClose) throw new Error('HiGHS gives another answer');
  return { highsMs, programs };
}

const highs = withHighs === 'highs' ? await compareWithHighs() : {};
console.log(JSON.stringify({ args, pairs: instance.pairGiver.length, flowMs, ...answer, ...highs }));
