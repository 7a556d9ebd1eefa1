// The composition root: config → log → house → sandbox → Telegram → jobs → health → run → stop. Nothing else knows the whole.
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import v8 from 'node:v8';
import { type Config, loadConfig } from './config.ts';
import { openSessionLocks } from './db/session-locks.ts';
import { type OpenHouse, openHouse } from './house.ts';
import { followClock } from './house-clock.ts';
import { createLog, type Logger } from './log.ts';
import { inWords } from './one-line.ts';

/** Draining takes at most 5 s, then the database is left; whatever hangs longer is left behind and taken up at the next start. */
const STOP_MS_MAX = 8_000;
const START_MS_MAX = 2_000;
const JOBS_LOCK = 1;
const WATCH_MS = 120_000;

type Close = () => Promise<void> | void;

/** What is open, to be closed in reverse order. One that fails does not keep the others open. */
class Stack {
  private readonly closes: Close[] = [];

  push(close: Close): void {
    this.closes.push(close);
  }

  async close(onError: (error: unknown) => void): Promise<void> {
    for (let close = this.closes.pop(); close; close = this.closes.pop()) {
      try {
        await close();
      } catch (error) {
        onError(error);
      }
    }
  }
}

interface Running {
  readonly config: Config;
  readonly log: Logger;
  readonly open: Stack;
  /** Ends the program with a reason for the operator. */
  fail(error: Error): void;
}

/** Where the bot finds its Bot API: Telegram's, or the sandbox that is started here. */
async function openApi({ config, open }: Running, house: OpenHouse): Promise<string> {
  if (config.mode === 'bot') return config.apiRoot;
  const { openSandbox } = await import('./operator/sandbox.ts');
  const sandbox = await openSandbox(config, house);
  open.push(() => sandbox.close());
  return sandbox.url;
}

/** Jobs that tick every minute, run at once, and whenever the clock is moved. */
async function startJobs({ config, log }: Running, house: OpenHouse, wakeCourier: () => void): Promise<Close> {
  const [{ runDueJobs, startScheduler, tellOperators }, { allocateInWorker }] = await Promise.all([
    import('./jobs.ts'),
    import('./domain/allocation/index.ts'),
  ]);
  // Of several processes one does what is due; the others look again a minute later.
  const locks = openSessionLocks(house.db.url, 'exodus jobs');
  const scheduler = startScheduler(async () => {
    if ((await locks.take('jobs', [JOBS_LOCK])).size === 0) return;
    const { session } = locks;
    await runDueJobs(house, allocateInWorker, log, config.adminIds).finally(() =>
      locks.release('jobs', [JOBS_LOCK], session),
    );
    wakeCourier();
  }, log);
  // Also while the jobs hang, here or in another process.
  const watching = setInterval(() => {
    void tellOperators(house, log, config.adminIds).then(wakeCourier);
  }, WATCH_MS);
  watching.unref();
  const onMove = (): void => {
    log.info({ now: house.clock.now() }, 'clock moved');
    wakeCourier();
    void scheduler.wake();
  };
  const following = config.mayMoveClock ? followClock(house, house.clock, onMove) : null;
  void scheduler.wake();
  return async () => {
    following?.stop();
    clearInterval(watching);
    await scheduler.stop();
    await locks.close();
  };
}

async function start(running: Running): Promise<void> {
  const { config, log, open, fail } = running;
  const startedAt = Date.now();
  const telegramCode = import('./telegram/telegram.ts'); // loads while the database starts
  telegramCode.catch(() => {}); // told below
  const house = await openHouse(config, { onDatabaseError: (err) => log.warn({ err }, 'database connection lost') });
  open.push(() => house.close());
  const apiRoot = await openApi(running, house);
  const { startTelegram } = await telegramCode;
  const metrics = config.health ? (await import('./metrics.ts')).createMetrics() : null;
  const { adminIds, supportUrl } = config;
  const telegram = await startTelegram({
    house,
    config: { token: house.token, apiRoot, adminIds, supportUrl },
    log,
    meter: metrics?.meter,
    onFatal: fail,
  });
  const working: Close[] = [() => telegram.stop()];
  open.push(async () => {
    await Promise.all(working.map((stop) => stop())); // at the same time: each may need its 5 s
  });
  await house.rememberBot();
  working.push(await startJobs(running, house, () => telegram.wakeCourier()));
  if (config.health && metrics) {
    const { readHealth, serveHealth } = await import('./health.ts');
    const health = await serveHealth(config.health, {
      health: () => readHealth(house, telegram, Date.now() - startedAt),
      metrics: () => metrics.read(house, telegram),
    });
    open.push(() => health.close());
  }
  log.info({ mode: config.mode, startMs: Date.now() - startedAt }, 'started');
}

const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs until a signal or a failure, and ends the process. */
async function run(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const open = new Stack();
  let isStopping = false;
  let starting: Promise<void> = Promise.resolve();

  const stop = async (code: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(code || 1), STOP_MS_MAX).unref();
    // What is just being opened can be closed afterwards only; a start that waits for Telegram is not waited for.
    await Promise.race([starting.catch(() => {}), pause(START_MS_MAX)]);
    await open.close((err) => log.error({ err }, 'not closed in order'));
    log.info({ code }, 'stopped');
    process.exit(code);
  };
  const fail = (error: Error): void => {
    if (isStopping) return;
    complain(inWords(error));
    void stop(1);
  };
  const crash = (err: unknown): void => {
    log.fatal({ err }, 'crashed');
    fail(new Error('The bot crashed; the last lines of its log say why.'));
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      void stop(0);
    });
  }
  starting = start({ config, log, open, fail });
  starting.catch(fail);
}

/**
 * On a machine with much memory V8 lets the heap grow to four times what is in use before it looks for garbage; twice keeps the
 * bot below 400 MB under load for a few percent of processor time (bench/load).
 */
v8.setFlagsFromString('--heap-growing-percent=100');
try {
  await run(loadConfig());
} catch (error) {
  complain(inWords(error));
  process.exitCode = 1;
}
