// What `GET /metrics` tells Prometheus: counts, ages and durations. Labels are words of this program, never ids or names.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type House, reading } from './db/transaction.ts';
import { readQueues } from './domain/operations/queues.ts';
import type { PollState } from './health.ts';
import type { Meter } from './telegram/meter.ts';

export interface Metrics {
  readonly meter: Meter;
  read(house: House, state: PollState): Promise<{ readonly contentType: string; readonly text: string }>;
}

const HANDLER_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function gauges(registers: Registry[]) {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `exodus_${name}`, help, labelNames, registers });
  return {
    depth: gauge('queue_depth', 'What waits now: updates in, messages out', 'queue'),
    age: gauge('queue_oldest_seconds', 'How long the oldest of it has waited', 'queue'),
    failed: gauge('messages_failed', 'Messages that were given up, as long as they are kept'),
    success: gauge('job_last_success_seconds', "When a job last worked, by the house's clock", 'job'),
    failing: gauge('job_failing', '1 while a job fails', 'job'),
    pairs: gauge('round_pairs', 'Pairs of giver and request in the newest round', 'kind'),
    proposals: gauge('round_proposals', 'Proposals of the newest round', 'kind'),
    roundAt: gauge('round_due_seconds', 'When the newest round was due', 'kind'),
    pool: gauge('database_connections', 'Connections of this process', 'state'),
    polling: gauge('polling', '1 in the process that polls'),
    lastPoll: gauge('last_poll_seconds', 'When Telegram last answered a poll of this process'),
  };
}

type Gauges = ReturnType<typeof gauges>;

const seconds = (at: Date | null): number => (at === null ? 0 : at.getTime() / 1000);

async function measure(all: Gauges, house: House, { lastPollAt, isStandby }: PollState): Promise<void> {
  const tx = reading(house);
  const { inbox, outbox } = await readQueues(tx);
  for (const [queue, { depth, oldestSeconds }] of Object.entries({ inbox, outbox })) {
    all.depth.set({ queue }, depth);
    all.age.set({ queue }, oldestSeconds);
  }
  all.failed.set(await tx.db.notice.count({ where: { state: 'FAILED' } }));
  for (const { name: job, lastSuccessAt, lastError } of await tx.db.job.findMany()) {
    all.success.set({ job }, seconds(lastSuccessAt));
    all.failing.set({ job }, lastError === null ? 0 : 1);
  }
  for (const kind of ['CLOSE', 'WEEKLY'] as const) {
    const round = await tx.db.round.findFirst({ where: { kind }, orderBy: { dueAt: 'desc' } });
    if (!round) continue;
    all.pairs.set({ kind }, round.pairs);
    all.proposals.set({ kind }, round.proposals);
    all.roundAt.set({ kind }, seconds(round.dueAt));
  }
  const { totalCount, idleCount, waitingCount } = house.db.pool;
  all.pool.set({ state: 'busy' }, totalCount - idleCount);
  all.pool.set({ state: 'idle' }, idleCount);
  all.pool.set({ state: 'waited-for' }, waitingCount);
  all.polling.set(isStandby ? 0 : 1);
  all.lastPoll.set(seconds(lastPollAt));
}

/** Counters begin at zero with the process; gauges are measured whenever they are asked for. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'exodus_' });
  const updates = new Counter({
    name: 'exodus_updates_total',
    help: 'Updates handled by this process',
    labelNames: ['action', 'outcome'],
    registers,
  });
  const handling = new Histogram({
    name: 'exodus_update_seconds',
    help: "From taking an update up to its answer, Telegram's part included",
    labelNames: ['action'],
    buckets: HANDLER_SECONDS,
    registers,
  });
  const sent = new Counter({ name: 'exodus_messages_sent_total', help: 'Messages this process sent', registers });
  const limited = new Counter({ name: 'exodus_telegram_429_total', help: 'Telegram said to wait', registers });
  const all = gauges(registers);
  return {
    meter: {
      update(action, duration, outcome) {
        updates.inc({ action, outcome });
        handling.observe({ action }, duration);
      },
      sent: () => sent.inc(),
      limited: () => limited.inc(),
    },
    async read(house, state) {
      await measure(all, house, state);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
