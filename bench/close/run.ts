/** The close of a large town's month, from snapshot to queued messages, while the bot goes on answering. See README.md. */
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { reading } from '../../src/db/transaction.ts';
import { type AllocationInstance, type AllocationRunner, allocateInWorker } from '../../src/domain/allocation/index.ts';
import { later } from '../../src/domain/clock.ts';
import { closeDueCycles } from '../../src/domain/cycles/close.ts';
import { currentCycle } from '../../src/domain/cycles/cycles.ts';
import { visibleRequests } from '../../src/domain/requests/queries.ts';
import { type BenchHouse, openBenchHouse } from '../support/house.ts';
import { ms, spread, times } from '../support/measure.ts';
import { townOf } from '../support/town.ts';
import { besideIt } from './beside.ts';
import { copyOfRound } from './copy.ts';

const HOUR_MS = 3_600_000;
const CALM_MS = 5_000;

/** The engine in its worker; the moments at which it began and ended. */
function timedEngine(): { run: AllocationRunner; beganAt: number; endedAt: number } {
  const engine = {
    beganAt: 0,
    endedAt: 0,
    run: async (instance: AllocationInstance) => {
      engine.beganAt = performance.now();
      const answer = await allocateInWorker(instance);
      engine.endedAt = performance.now();
      return answer;
    },
  };
  return engine;
}

interface Close {
  readonly wholeMs: number;
  readonly engineMs: number;
  readonly copyMs: number;
}

/** Closes the open month, an hour after its end, and writes the same rows again by COPY. */
async function closeMonth(bench: BenchHouse, name: string): Promise<Close> {
  const { house } = bench;
  const cycle = await currentCycle(reading(house));
  bench.moveTo(later(cycle.endsAt, HOUR_MS));
  globalThis.gc?.();
  const engine = timedEngine();
  const beside = besideIt(bench);
  const start = performance.now();
  let wholeMs = 0;
  const closed = await closeDueCycles(house, engine.run).finally(async () => {
    wholeMs = performance.now() - start;
    await beside.stop();
  });
  const { loopDelays, answers, rssMb } = await beside.stop();
  if (closed.length !== 1) throw new Error('the month was not closed');
  const round = await house.db.prisma.round.findFirstOrThrow({ orderBy: { dueAt: 'desc' } });
  const copies = await copyOfRound(house.db.pool, round.id);
  const engineMs = engine.endedAt - engine.beganAt;
  const { givers, requests, pairs, proposals } = round;
  console.log(`${name}: ${givers} givers, ${requests} requests, ${pairs} pairs → ${proposals} proposals`);
  console.log(`  whole close                ${ms(wholeMs)}`);
  console.log(`    snapshot and instance    ${ms(engine.beganAt - start)}`);
  console.log(`    engine and certificate   ${ms(engineMs)}`);
  console.log(`    plan and write           ${ms(start + wholeMs - engine.endedAt)}, its one transaction included`);
  console.log(`  the same ${copies.rows} rows by COPY ${ms(copies.ms)} (${copies.each})`);
  console.log(`  (close − engine) ÷ COPY    ${times((wholeMs - engineMs) / copies.ms)}   goal: ≤ 3×`);
  console.log(`  event loop delayed by      ${loopDelays}`);
  console.log(`  an answer meanwhile        ${spread(answers)} of ${answers.length}   goal: p95 < 100 ms`);
  console.log(`  memory at most             ${rssMb} MB\n`);
  return { wholeMs, engineMs, copyMs: copies.ms };
}

/** Most cards were answered or lapsed by the end of their month; a tenth still waits. */
async function answerMost({ house }: BenchHouse): Promise<void> {
  await house.db.pool.query(`
    UPDATE proposals SET state = CASE WHEN abs(hashtext(id::text)) % 3 = 0 THEN 'LAPSED' ELSE 'DECLINED' END::"ProposalState"
    WHERE state = 'OFFERED' AND abs(hashtext(giver_id::text)) % 10 > 0`);
  await house.db.pool.query('VACUUM ANALYZE');
}

const [share, months] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 2)];
const started = performance.now();
const bench = await openBenchHouse(townOf(share), process.env.MIGRATIONS!);
try {
  const { members, contacts } = bench.town.size;
  console.log(`${members} members, ${contacts} contacts (made in ${ms(performance.now() - started)})\n`);
  // Every connection has answered before: a bot is not started at midnight of the first.
  await Promise.all(
    Array.from({ length: 200 }, (_, k) => visibleRequests(reading(bench.house), bench.ids.memberIds[k]!)),
  );
  const calm = besideIt(bench);
  await sleep(CALM_MS);
  console.log(`an answer while nothing closes: ${spread((await calm.stop()).answers)}\n`);
  const closes = [await closeMonth(bench, 'month 1')];
  for (let month = 2; month <= months; month++) {
    await answerMost(bench);
    closes.push(await closeMonth(bench, `month ${month}`));
  }
  const ratios = closes.map(({ wholeMs, engineMs, copyMs }) => (wholeMs - engineMs) / copyMs);
  console.log(`(close − engine) ÷ COPY: ${ratios.map(times).join(', ')}`);
  console.log(
    `load of the machine over the last 15 minutes: ${os.loadavg()[2]!.toFixed(1)} on ${os.cpus().length} cores`,
  );
} finally {
  await bench.close();
}
