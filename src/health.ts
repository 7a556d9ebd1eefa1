import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type House, reading } from './db/transaction.ts';
import { silentAt } from './domain/doctor/silence.ts';

/** What `GET /health` says. No names, no texts, no ids. */
export interface Health {
  readonly ok: boolean;
  readonly lastPollAt: string | null;
  readonly jobs: readonly {
    readonly name: string;
    readonly lastSuccessAt: string | null;
    readonly lastError: string | null;
  }[];
  readonly queue: { readonly depth: number; readonly oldestSeconds: number };
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A long poll lasts up to half a minute, its answer may take a while more. */
const POLL_SILENCE_MS_MAX = 90_000;
/** A program that has just started gets this long for its first poll and its first run of the jobs. */
const START_MS_MAX = 120_000;

interface QueueRow {
  readonly depth: number;
  readonly oldestSeconds: number;
}

/** Messages that could go out now, and how long the oldest has been waiting. */
async function readQueue(house: House): Promise<QueueRow> {
  const now = house.clock.now();
  const [row] = await house.db.prisma.$queryRaw<QueueRow[]>`
    SELECT count(*)::int AS depth, coalesce(extract(epoch FROM ${now}::timestamptz - min(not_before)), 0)::float8 AS "oldestSeconds"
    FROM notices WHERE state IN ('PENDING', 'SENDING') AND not_before <= ${now}`;
  return { depth: row?.depth ?? 0, oldestSeconds: Math.max(0, Math.round(row?.oldestSeconds ?? 0)) };
}

/** Polling and jobs count as well while the program has just started. */
export async function readHealth(house: House, lastPollAt: Date | null, upMs: number): Promise<Health> {
  const jobs = await reading(house).db.job.findMany({ orderBy: { name: 'asc' } });
  const isStarting = upMs < START_MS_MAX;
  const isPolling = lastPollAt !== null && Date.now() - lastPollAt.getTime() < POLL_SILENCE_MS_MAX;
  const areJobsDone = jobs.length > 0 && silentAt(jobs, house.clock.now()).length === 0;
  return {
    ok: (isPolling || (isStarting && lastPollAt === null)) && (areJobsDone || isStarting),
    lastPollAt: lastPollAt?.toISOString() ?? null,
    jobs: jobs.map(({ name, lastSuccessAt, lastError }) => ({
      name,
      lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
      lastError,
    })),
    queue: await readQueue(house),
  };
}

/**
 * Serves `GET /health`: 200 when the bot polls and no job has gone silent, else 503.
 * Rejects with one clear line when the port is taken.
 */
export function serveHealth(
  at: { readonly host: string; readonly port: number },
  read: () => Promise<Health>,
): Promise<HealthServer> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0];
    const isAsked = (request.method === 'GET' || request.method === 'HEAD') && path === '/health';
    const health = isAsked ? await read().catch(() => ({ ok: false })) : { ok: false };
    response.writeHead(isAsked ? (health.ok ? 200 : 503) : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAsked ? health : {}));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another program uses it' : (cause.code ?? 'unknown reason');
      reject(new Error(`HEALTH_PORT: cannot listen on ${at.host}:${at.port} (${reason}).`, { cause }));
    });
    server.listen(at.port, at.host, () => {
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });
}
