import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isHeld } from './db/session-locks.ts';
import { type House, reading } from './db/transaction.ts';
import { silentAt } from './domain/doctor/silence.ts';
import { readQueues, type Waiting } from './domain/operations/queues.ts';

/** What `GET /health` says. No names, no texts, no ids. */
export interface Health {
  /** Ready: somebody polls and no job has gone silent. */
  readonly ok: boolean;
  /** This process polls, another one does, or nobody. */
  readonly polling: 'here' | 'elsewhere' | 'nobody';
  /** Of this process. */
  readonly lastPollAt: string | null;
  readonly jobs: readonly {
    readonly name: string;
    readonly lastSuccessAt: string | null;
    readonly lastError: string | null;
  }[];
  /** Messages on their way out. */
  readonly queue: Waiting;
  /** Updates on their way in. */
  readonly inbox: Waiting;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** How this process stands with Telegram. */
export interface PollState {
  readonly lastPollAt: Date | null;
  readonly isStandby: boolean;
}

/** A long poll lasts up to half a minute, its answer may take a while more. */
const POLL_SILENCE_MS_MAX = 90_000;
/** A program that has just started gets this long for its first poll and its first run of the jobs. */
const START_MS_MAX = 120_000;

async function whoPolls(house: House, { lastPollAt, isStandby }: PollState): Promise<Health['polling']> {
  if (isStandby) return (await isHeld(house.db.pool, 'poller')) ? 'elsewhere' : 'nobody';
  return lastPollAt !== null && Date.now() - lastPollAt.getTime() < POLL_SILENCE_MS_MAX ? 'here' : 'nobody';
}

/** Polling and jobs count as well while the program has just started. */
export async function readHealth(house: House, state: PollState, upMs: number): Promise<Health> {
  const tx = reading(house);
  const jobs = await tx.db.job.findMany({ orderBy: { name: 'asc' } });
  const isStarting = upMs < START_MS_MAX;
  const polling = await whoPolls(house, state);
  const areJobsDone = jobs.length > 0 && silentAt(jobs, house.clock.now()).length === 0;
  const { inbox, outbox } = await readQueues(tx);
  return {
    ok: (polling !== 'nobody' || (isStarting && state.lastPollAt === null)) && (areJobsDone || isStarting),
    polling,
    lastPollAt: state.lastPollAt?.toISOString() ?? null,
    jobs: jobs.map(({ name, lastSuccessAt, lastError }) => ({
      name,
      lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
      lastError,
    })),
    queue: outbox,
    inbox,
  };
}

/** What the server answers with. */
export interface HealthSources {
  health(): Promise<Health>;
  /** In Prometheus' text format. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
}

type Answer = readonly [status: number, contentType: string, body: string];

async function answerTo(path: string, sources: HealthSources): Promise<Answer> {
  if (path === '/health') {
    const health = await sources.health().catch(() => ({ ok: false }));
    return [health.ok ? 200 : 503, 'application/json', JSON.stringify(health)];
  }
  if (path !== '/metrics') return [404, 'application/json', '{}'];
  const metrics = await sources.metrics().catch(() => null);
  return metrics ? [200, metrics.contentType, metrics.text] : [503, 'text/plain', ''];
}

async function respond(response: ServerResponse, answer: Answer | Promise<Answer>): Promise<void> {
  const [status, contentType, body] = await answer;
  response.writeHead(status, { 'content-type': contentType });
  response.end(body);
}

/**
 * Serves `GET /health` (200 when all is well, else 503) and `GET /metrics`.
 * Rejects with one clear line when the port is taken.
 */
export function serveHealth(
  at: { readonly host: string; readonly port: number },
  sources: HealthSources,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    void respond(response, answerTo(isRead ? (request.url?.split('?')[0] ?? '') : '', sources));
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
