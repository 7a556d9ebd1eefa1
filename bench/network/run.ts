/** What one member sees, and all pairs of a round, over a large town. See README.md. */
import os from 'node:os';
import { reading } from '../../src/db/transaction.ts';
import { contactsOf } from '../../src/domain/network/contacts.ts';
import { maySeeRequest, seenRequests } from '../../src/domain/network/reach.ts';
import { type NumberedPairs, numberedReachPairs } from '../../src/domain/network/reach-pairs.ts';
import { visibleRequests } from '../../src/domain/requests/queries.ts';
import { Random } from '../../test/domain/allocation/random.ts';
import { type BenchHouse, openBenchHouse } from '../support/house.ts';
import { ms, spread, times } from '../support/measure.ts';
import { townOf } from '../support/town.ts';
import { copyRows } from '../support/write-town.ts';

const VIEWERS = 1_000;
const WARM_UP = 50;
const RUNS = 3;

/** Milliseconds of each call, after a few that nobody counts. */
async function timesOf(viewers: readonly string[], ask: (viewer: string) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (const [index, viewer] of viewers.entries()) {
    const start = performance.now();
    await ask(viewer);
    if (index >= WARM_UP) measured.push(performance.now() - start);
  }
  return measured;
}

async function measureViewers({ house, ids }: BenchHouse): Promise<void> {
  const random = new Random(7);
  const viewers = Array.from({ length: VIEWERS + WARM_UP }, () => ids.memberIds[random.below(ids.memberIds.length)]!);
  const tx = reading(house);
  let seen = 0;
  const lists = await timesOf(viewers, async (viewer) => {
    seen += (await seenRequests(tx, viewer)).length;
  });
  const screens = await timesOf(viewers, async (viewer) => {
    await contactsOf(tx, viewer);
    await visibleRequests(tx, viewer);
  });
  const nothing = await timesOf(viewers, () => tx.db.$queryRaw`SELECT 1`);
  const rights = await timesOf(viewers, (viewer) =>
    maySeeRequest(tx, viewer, ids.requestIds[random.below(ids.requestIds.length)]!),
  );
  console.log(`${VIEWERS} random viewers, who see ${(seen / viewers.length).toFixed(1)} requests on average:`);
  console.log(`  what can V see (the requests, nearest first)      ${spread(lists)}   goal: p95 ≤ 15 ms`);
  console.log(`  all that /network needs (with names and coverage) ${spread(screens)}   goal: p95 ≤ 15 ms`);
  console.log(`  may V see X                                       ${spread(rights)}`);
  console.log(`  yardstick: SELECT 1 by the same way               ${spread(nothing)}`);
}

/** Writes the same pairs by COPY to a table without indexes. */
async function copyPairs(bench: BenchHouse, giverIds: readonly string[], pairs: NumberedPairs): Promise<number> {
  const client = await bench.house.db.pool.connect();
  const rows = function* (): Generator<[string, string]> {
    for (let k = 0; k < pairs.length; k++) {
      yield [giverIds[pairs.giver[k]!]!, bench.ids.requestIds[pairs.request[k]!]!];
    }
  };
  try {
    await client.query('DROP TABLE IF EXISTS bench_pairs');
    await client.query('CREATE TABLE bench_pairs (giver_id uuid NOT NULL, request_id uuid NOT NULL)');
    const start = performance.now();
    await copyRows(client, 'bench_pairs (giver_id, request_id)', rows());
    return performance.now() - start;
  } finally {
    client.release();
  }
}

async function measurePairs(bench: BenchHouse): Promise<void> {
  const { house, town, ids } = bench;
  const giverIds = town.pledges.filter(({ request }) => request === null).map(({ giver }) => ids.memberIds[giver]!);
  const built: number[] = [];
  const copied: number[] = [];
  let length = 0;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const pairs = await numberedReachPairs(reading(house), giverIds, ids.requestIds);
    built.push(performance.now() - start);
    copied.push(await copyPairs(bench, giverIds, pairs));
    length = pairs.length;
  }
  const [best, bestCopy] = [Math.min(...built), Math.min(...copied)];
  console.log(`${length} pairs of ${giverIds.length} givers and ${ids.requestIds.length} requests, best of ${RUNS}:`);
  console.log(`  all pairs for the allocation ${ms(best)}; all runs: ${built.map(ms).join(', ')}`);
  console.log(`  the same pairs by COPY       ${ms(bestCopy)}; all runs: ${copied.map(ms).join(', ')}`);
  console.log(`  ratio                        ${times(best / bestCopy)}   goal: ≤ 2×`);
}

const share = Number(process.argv[2] ?? 1);
const started = performance.now();
const bench = await openBenchHouse(townOf(share), process.env.MIGRATIONS!);
try {
  const { members, contacts, requests } = bench.town.size;
  console.log(
    `${members} members, ${contacts} contacts, ${requests} requests (made in ${ms(performance.now() - started)})\n`,
  );
  await measureViewers(bench);
  await measurePairs(bench);
  console.log(`load of the machine: ${os.loadavg()[0]!.toFixed(1)} on ${os.cpus().length} cores`);
} finally {
  await bench.close();
}
