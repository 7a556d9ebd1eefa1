// The bots of a simulated town: one or two at a time on one database, each with connections and a line of its own, so that one can be
// killed like a process: from that moment nothing of it is heard, and its connections are gone.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, openDb } from '../../src/db/client.ts';
import { createLog } from '../../src/log.ts';
import { SANDBOX_TOKEN } from '../../src/sandbox/index.ts';
import { startTelegram, type Telegram } from '../../src/telegram/telegram.ts';
import type { TestHouse } from '../support/house.ts';
import { cutConnections } from '../support/test-db.ts';
import { LineEnd, type SimLine, type Undertaker } from './line.ts';
import type { SimServer } from './server.ts';

interface Bot {
  /** The application's name of all its connections. */
  readonly name: string;
  readonly db: Db;
  readonly end: LineEnd;
  readonly telegram: Telegram;
}

const CONNECTIONS_MAX = 4;
/** Real time. Whatever takes longer is stuck. */
const SETTLE_MS_MAX = 60_000;
const STUCK = { updates: 'an update is never dealt with', notices: 'a notice is never dealt with' };
/** So long after the database's death a bot may still find out, and say so in its log. */
const OUTAGE_MS = 5_000;
const OUTAGE = /"msg":"([^"]* is interrupted|update failed)"/;

/** @throws Error with these words when the work does not end */
async function inTime(work: Promise<void>, words: string): Promise<void> {
  const watch = new AbortController();
  const end = sleep(SETTLE_MS_MAX, undefined, { signal: watch.signal });
  const late = end.then(
    () => Promise.reject(new Error(words)),
    () => {}, // it was in time
  );
  try {
    await Promise.race([work, late]);
  } finally {
    watch.abort();
  }
}

export class Fleet implements Undertaker {
  /** How often a bot that stood by went on for another. */
  takeovers = 0;
  private readonly house: TestHouse;
  private readonly line: SimLine;
  private readonly server: SimServer | null;
  private readonly violate: (what: string) => void;
  /** Those that live; the first one polls. */
  private bots: Bot[] = [];
  private started = 0;
  private burials: Promise<unknown>[] = [];
  private restarting: Promise<void> | null = null;
  private diedAt = Number.NEGATIVE_INFINITY;

  /** @param server null: the database is everybody's and is not killed */
  constructor(house: TestHouse, line: SimLine, server: SimServer | null, violate: (what: string) => void) {
    this.house = house;
    this.line = line;
    this.server = server;
    this.violate = violate;
    line.undertaker = this;
  }

  get size(): number {
    return this.bots.length;
  }

  /** One more bot; it stands by while another one polls. */
  async start(): Promise<void> {
    const name = `bot ${++this.started}`;
    const url = new URL(this.house.db.url);
    url.searchParams.set('application_name', name);
    const db = await openDb(url.href, { max: CONNECTIONS_MAX });
    const end = new LineEnd(this.line, () => this.house.clock.now().getTime());
    const telegram = await startTelegram({
      house: { ...this.house, db },
      config: { token: SANDBOX_TOKEN, apiRoot: 'http://127.0.0.1:9', adminIds: [], supportUrl: null },
      log: createLog('error', { write: (line) => this.heard(end, line) }),
      line: end,
      onFatal: (error) => this.violate(error.message),
    });
    this.bots.push({ name, db, end, telegram });
  }

  /** Ends the bot that polls, as a deployment does: it finishes what it has begun. */
  async stopFirst(): Promise<void> {
    const bot = this.bots.shift();
    await bot?.telegram.stop();
    await bot?.db.close();
    if (bot && this.bots.length > 0) this.takeovers += 1;
  }

  async stopAll(): Promise<void> {
    while (this.bots.length > 0) await this.stopFirst();
    await this.mend(0);
  }

  killBot(end: LineEnd): void {
    const bot = this.bots.find((each) => each.end === end);
    if (!bot) return;
    end.isDead = true;
    this.bots = this.bots.filter((each) => each !== bot);
    if (this.bots.length > 0) this.takeovers += 1;
    this.burials.push(this.bury(bot));
  }

  killDatabase(): void {
    if (!this.server || this.restarting) return;
    this.server.kill();
    this.diedAt = performance.now();
    this.restarting = this.server.restart();
  }

  /** Until every update has been stored and handled. */
  async settle(): Promise<void> {
    const start = performance.now();
    let wasHurt = false;
    for (;;) {
      if (performance.now() - start > SETTLE_MS_MAX) throw new Error(STUCK.updates);
      wasHurt ||= this.isHurt;
      await this.mend(1);
      while (this.line.hasWaiting && !this.isHurt) await sleep(1);
      for (const bot of this.bots) await inTime(bot.telegram.idle('updates'), STUCK.updates);
      if (this.isHurt) continue;
      if (!wasHurt && this.bots.length === 1) return;
      const { rows } = await this.house.db.pool.query('SELECT FROM inbox WHERE handled_at IS NULL LIMIT 1');
      if (rows.length === 0 && !this.line.hasWaiting) return;
      await sleep(5);
    }
  }

  /** Until every notice that is due has been sent, or was put off. */
  async deliver(): Promise<void> {
    const start = performance.now();
    this.line.openPost(true);
    for (;;) {
      if (performance.now() - start > SETTLE_MS_MAX) throw new Error(STUCK.notices);
      for (const bot of this.bots) {
        bot.telegram.wakeCourier();
        await inTime(bot.telegram.idle('notices'), STUCK.notices);
      }
      if (this.bots.length === 1) break;
      const { rows } = await this.house.db.pool.query(
        "SELECT FROM notices WHERE state = 'SENDING' OR (state = 'PENDING' AND not_before <= greatest($1, created_at)) LIMIT 1",
        [this.house.clock.now()],
      );
      if (rows.length === 0) break;
      await sleep(5);
    }
    this.line.openPost(false);
  }

  private get isHurt(): boolean {
    return this.bots.length === 0 || this.burials.length > 0 || this.restarting !== null;
  }

  /** The dead are buried, the database is up, and so many bots live at least. */
  private async mend(least: number): Promise<void> {
    await this.restarting;
    this.restarting = null;
    await Promise.all(this.burials.splice(0));
    while (this.bots.length < least) await this.start();
  }

  /** What a killed process leaves behind: its connections are closed, and what they had begun is rolled back. */
  private async bury({ name, db, telegram }: Bot): Promise<void> {
    void db.pool.end().catch(() => {}); // from now on it gets no connection
    void telegram.stop().catch(() => {});
    await this.restarting;
    await cutConnections(this.house.db, name);
  }

  private heard(end: LineEnd, line: string): void {
    if (end.isDead) return;
    if (OUTAGE.test(line) && performance.now() - this.diedAt < OUTAGE_MS) return;
    this.violate(`the bot's log says ${line.slice(0, 600)}`);
  }
}
