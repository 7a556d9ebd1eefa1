import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSessionLocks } from '../src/db/session-locks.ts';
import { allocateInProcess } from '../src/domain/allocation/index.ts';
import { type HealthServer, readHealth, serveHealth } from '../src/health.ts';
import { runDueJobs } from '../src/jobs.ts';
import { createMetrics } from '../src/metrics.ts';
import { actionOf } from '../src/telegram/meter.ts';
import { liveAMonth, type Month } from './domain/doctor/month.ts';
import { SILENT_LOG } from './support/story.ts';
import { textUpdate } from './telegram/message-fixture.ts';

let month: Month;
let server: HealthServer;
const metrics = createMetrics();
const state = { lastPollAt: new Date(), isStandby: false };

beforeAll(async () => {
  month = await liveAMonth();
  server = await serveHealth(
    { host: '127.0.0.1', port: 0 },
    {
      health: () => readHealth(month.house, state, 1_000_000),
      metrics: () => metrics.read(month.house, state),
    },
  );
});
afterAll(async () => {
  await server?.close();
  await month?.house.close();
});

const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);

/** Values by name and labels. */
async function scraped(): Promise<Map<string, number>> {
  const response = await get('/metrics');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const cut = (line: string): number => line.lastIndexOf(' ');
  return new Map(lines.map((line) => [line.slice(0, cut(line)), Number(line.slice(cut(line)))]));
}

test('GET /metrics tells counts, ages and durations for Prometheus', async () => {
  metrics.meter.update('/menu', 0.03, 'done');
  metrics.meter.update('helpNow', 0.2, 'failed');
  metrics.meter.sent();
  metrics.meter.limited();
  await runDueJobs(month.house, allocateInProcess, SILENT_LOG);
  const { house } = month;
  const values = await scraped();
  expect(values.get('exodus_updates_total{action="/menu",outcome="done"}')).toBe(1);
  expect(values.get('exodus_updates_total{action="helpNow",outcome="failed"}')).toBe(1);
  expect(values.get('exodus_update_seconds_bucket{le="0.05",action="/menu"}')).toBe(1);
  expect(values.get('exodus_messages_sent_total')).toBe(1);
  expect(values.get('exodus_messages_failed')).toBe(0);
  expect(values.get('exodus_telegram_429_total')).toBe(1);
  const due = await house.db.prisma.notice.count({
    where: { state: 'PENDING', notBefore: { lte: house.clock.now() } },
  });
  expect(due).toBeGreaterThan(0);
  expect(values.get('exodus_queue_depth{queue="outbox"}')).toBe(due);
  expect(values.get('exodus_queue_depth{queue="inbox"}')).toBe(0);
  expect(values.get('exodus_queue_oldest_seconds{queue="outbox"}')).toBeGreaterThan(0);
  expect(values.get('exodus_job_last_success_seconds{job="cycle-close"}')).toBe(house.clock.now().getTime() / 1000);
  expect(values.get('exodus_job_failing{job="cycle-close"}')).toBe(0);
  expect(values.get('exodus_round_pairs{kind="CLOSE"}')).toBeGreaterThan(0);
  expect(values.get('exodus_round_due_seconds{kind="CLOSE"}')).toBe(Date.parse('2026-11-30T21:00:00Z') / 1000);
  expect(values.get('exodus_database_connections{state="idle"}')).toBeGreaterThan(0);
  expect(values.get('exodus_polling')).toBe(1);
});

test('no label holds an id or a name', async () => {
  const text = [...(await scraped()).keys()].join('\n');
  for (const { id, personKey, name, telegramId } of await month.house.db.prisma.member.findMany()) {
    for (const secret of [id, personKey, name, `"${telegramId}"`]) expect(text).not.toContain(secret);
  }
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  expect(actionOf(textUpdate(1, 2, 'my story'))).toBe('message');
  expect(actionOf(textUpdate(1, 2, '/menu please'))).toBe('/menu');
  expect(actionOf(textUpdate(1, 2, '/anna'))).toBe('unknown-command');
  const press = { id: '1', from: { id: 2, is_bot: false, first_name: 'A' }, chat_instance: '1', data: 'anna:1' };
  expect(actionOf({ update_id: 1, callback_query: press })).toBe('unknown-button');
  expect(actionOf({ update_id: 1, callback_query: { ...press, data: 'h' } })).toBe('home');
});

test('GET /health is ready when this process polls or another does, and no job is silent; else 503', async () => {
  expect((await get('/health')).status).toBe(200);
  expect((await get('/')).status).toBe(404);
  state.isStandby = true;
  expect(await (await get('/health')).json()).toMatchObject({ ok: false, polling: 'nobody' });
  const locks = openSessionLocks(month.house.db.url, 'exodus test');
  await locks.take('poller', [1]);
  expect(await (await get('/health')).json()).toMatchObject({ ok: true, polling: 'elsewhere' });
  await locks.close();
  state.isStandby = false;
  month.house.clock.set('2026-12-01T08:00:00Z');
  const silent = await get('/health');
  expect(silent.status).toBe(503);
  expect(await silent.json()).toMatchObject({ ok: false, polling: 'here' });
});
