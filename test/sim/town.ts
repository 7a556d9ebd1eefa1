// Months in the life of a town: the real bot on a real database, a clock by hand, characters who read and press.
import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { reading } from '../../src/db/transaction.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import type { Ids } from '../../src/domain/ids.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { createLog } from '../../src/log.ts';
import { SandboxBotApi } from '../../src/sandbox/bot-api/bot-api.ts';
import { SANDBOX_TOKEN } from '../../src/sandbox/index.ts';
import { startTelegram, type Telegram } from '../../src/telegram/telegram.ts';
import { Chance } from '../hostile/chance.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { CHARACTERS, type Character, come, type Neighbourhood, react } from './characters.ts';
import { nameOf, titleOf, Watch } from './leaks.ts';
import { SimLine } from './line.ts';
import { Somebody, type Surroundings } from './person.ts';

export interface SimOptions {
  readonly seed: number;
  readonly months: number;
  readonly members: number;
}

/** What happened, and what must not have; two runs of one seed give the same. */
export interface SimReport {
  readonly seed: number;
  readonly days: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly mishaps: Readonly<Record<string, number>>;
  readonly restarts: number;
  readonly clockJumps: number;
  /** Whatever breaks a promise of the spec; there must be none. */
  readonly violations: readonly string[];
  /** Of every chat as it reads at the end and of every record's end state. */
  readonly hash: string;
}

const START = '2026-11-10';
const ZONE = 'Europe/Moscow';
const VIOLATIONS_MAX = 20;

/** Ids and tokens by seed: the same ones each time. */
function seededIds(seed: number): Ids {
  const chance = new Chance(seed + 77);
  const hex = (length: number): string => Array.from({ length }, () => chance.below(16).toString(16)).join('');
  return {
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    token: () => chance.word(22),
    seed: () => hex(32),
  };
}

export class SimTown implements Surroundings, Neighbourhood {
  readonly api: SandboxBotApi;
  private readonly options: SimOptions;
  private readonly house: TestHouse;
  private readonly chance: Chance;
  private readonly line: SimLine;
  private readonly watch: Watch;
  private readonly log;
  private telegram: Telegram | null = null;
  private readonly people: Somebody[] = [];
  private readonly links: { link: string; by: number }[] = [];
  private readonly titles = new Map<number, number>();
  private readonly violations: string[] = [];
  private restarts = 0;
  private clockJumps = 0;
  private days = 0;

  private constructor(options: SimOptions, house: TestHouse) {
    this.options = options;
    this.house = house;
    this.chance = new Chance(options.seed);
    const now = (): number => house.clock.now().getTime();
    this.api = new SandboxBotApi({ dateNow: now, limits: undefined });
    this.line = new SimLine(this.api, options.seed, now);
    this.watch = new Watch(() => this.people.length);
    this.log = createLog('error', { write: (line) => this.violate(`the bot's log says ${line.slice(0, 600)}`) });
  }

  /** Lives through it all. The database is the caller's to see to afterwards; it is dropped here. */
  static async live(options: SimOptions): Promise<SimReport> {
    const house = await testHouse({ timezone: ZONE }, `${START}T07:00:00Z`);
    // Statistics and vacuuming by themselves would make the order of rows a matter of real time.
    const { rows } = await house.db.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of rows) await house.db.pool.query(`ALTER TABLE "${name}" SET (autovacuum_enabled = false)`);
    const town = new SimTown(options, { ...house, ids: seededIds(options.seed) });
    try {
      await town.start();
      await town.run();
      return await town.report();
    } finally {
      await town.telegram?.stop();
      await house.close();
    }
  }

  private async start(): Promise<void> {
    this.telegram = await startTelegram({
      house: this.house,
      config: { token: SANDBOX_TOKEN, apiRoot: 'http://127.0.0.1:9', adminIds: [], supportUrl: null },
      log: this.log,
      line: this.line,
      onFatal: (error) => this.violate(error.message),
    });
  }

  private violate(what: string): void {
    if (this.violations.length < VIOLATIONS_MAX) this.violations.push(`day ${this.days}: ${what}`);
  }

  /** Until every update has been stored and handled. */
  async settle(): Promise<void> {
    this.tick(1000);
    while (this.api.updates.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await this.telegram!.idle('updates');
  }

  async read(person: Somebody, text: string): Promise<void> {
    await this.watch.read(reading(this.house), this.people.indexOf(person), text);
  }

  linkFor(person: Somebody): string | null {
    if (this.links.length === 0) return null;
    const { link, by } = person.chance.pick(this.links);
    const index = this.people.indexOf(person);
    this.watch.allow(index, by);
    this.watch.allow(by, index);
    return link;
  }

  passOn(person: Somebody, link: string): void {
    this.links.push({ link, by: this.people.indexOf(person) });
    if (this.links.length > 30) this.links.shift();
  }

  titleFor(person: Somebody): string {
    const index = this.people.indexOf(person);
    const count = (this.titles.get(index) ?? 0) + 1;
    this.titles.set(index, count);
    return titleOf(index, count);
  }

  private tick(ms: number): void {
    this.house.clock.set(new Date(this.house.clock.now().getTime() + ms).toISOString());
  }

  private async run(): Promise<void> {
    const start = DateTime.fromISO(`${START}T10:00`, { zone: ZONE });
    const end = start.plus({ months: this.options.months });
    for (let day = start; day < end; day = day.plus({ days: this.nextDay() })) {
      this.days += 1;
      this.house.clock.set(day.toUTC().toISO()!);
      await this.someArrive();
      if (this.chance.percent(3)) await this.restart();
      await this.work();
      for (const person of this.people) await this.occasion(person);
      await this.deliver();
      await this.check();
    }
    await this.end(end);
  }

  /** Usually tomorrow; sometimes the machine was off for a while. */
  private nextDay(): number {
    if (this.chance.bits() % 150 !== 0) return 1;
    this.clockJumps += 1;
    return 2 + this.chance.below(40);
  }

  private async restart(): Promise<void> {
    this.restarts += 1;
    await this.telegram?.stop();
    await this.start();
  }

  private async work(): Promise<void> {
    const { jobs } = await runDueJobs(this.house, allocateInProcess, this.log);
    for (const { name, ok } of jobs) if (!ok) this.violate(`the job ${name} failed`);
    await this.deliver();
  }

  private async deliver(): Promise<void> {
    this.line.openPost(true);
    await this.telegram!.idle('notices');
    this.line.openPost(false);
    for (const person of this.people) await person.look();
  }

  private async check(): Promise<void> {
    const { violations } = await doctor(reading(this.house));
    for (const { invariant, detail } of violations) this.violate(`${invariant}: ${detail}`);
    for (const leak of this.watch.leaks.splice(0)) this.violate(leak);
  }

  /** Most come in the first months, by a link of somebody who is there. */
  private async someArrive(): Promise<void> {
    const { members, months } = this.options;
    const first = Math.min(members, Math.max(3, Math.ceil(members / 3)));
    const perDay = (members - first) / (months * 30 * 0.4);
    const wanted = Math.min(members, Math.floor(first + perDay * (this.days - 1)));
    while (this.people.length < wanted) await this.arrive();
  }

  private async arrive(): Promise<void> {
    const index = this.people.length;
    const person = new Somebody(this, this.api.addPerson(nameOf(index), 'ru'), this.drawCharacter(), this.options.seed);
    person.isDouble = person.character === 'double-tapper';
    const friend = index === 0 || this.chance.percent(5) ? null : this.chance.pick(this.people);
    this.people.push(person);
    if (friend && !friend.hasBlocked) {
      await friend.says('/invite');
      const link = friend.looksAt()?.links.find((url) => /[?&]start=j/.test(url) && !url.includes('share'));
      if (link) {
        this.passOn(friend, link);
        await person.opens(link);
      }
    }
    await person.says('/start');
    const link = this.chance.percent(60) ? this.linkFor(person) : null;
    if (!link) return;
    await person.opens(link);
    await person.taps(person.looksAt(), '✅');
  }

  private drawCharacter(): string {
    let roll = this.chance.below(100);
    for (const [name, [share]] of Object.entries(CHARACTERS)) {
      if (roll < share) return name;
      roll -= share;
    }
    return 'steady giver';
  }

  private async occasion(person: Somebody): Promise<void> {
    const character: Character = CHARACTERS[person.character]![1];
    if (person.hasBlocked) {
      if (person.chance.percent(5)) await person.says('/start');
      return;
    }
    if (person.chance.percent(character.reads)) {
      for (const read of person.news().slice(-5)) await react(person, character, read, this);
      person.news();
    }
    if (person.chance.percent(character.comes)) await come(person, character, this);
  }

  /** Two weeks in which nobody does anything, so that every message has had its time. */
  private async end(at: DateTime): Promise<void> {
    this.line.hasMishaps = false;
    for (let day = 1; day <= 3; day++) {
      this.house.clock.set(at.plus({ days: day }).toUTC().toISO()!);
      await this.work();
      await this.check();
    }
    await this.searchMessages();
  }

  /** Each message came at least once, and more often only where the bot could not know that it had (R9). */
  private async searchMessages(): Promise<void> {
    const now = this.house.clock.now();
    const states = await this.house.db.prisma.notice.groupBy({ by: ['state'], _count: true });
    const count = (state: string): number => states.find((row) => row.state === state)?._count ?? 0;
    const due = await this.house.db.prisma.notice.count({ where: { state: 'PENDING', notBefore: { lte: now } } });
    if (due > 0 || count('SENDING') > 0) this.violate(`${due + count('SENDING')} messages never went out`);
    if (count('FAILED') > 0) this.violate(`${count('FAILED')} messages were given up`);
    const { sure, unsure } = this.line.delivered;
    if (sure !== count('SENT'))
      this.violate(`${sure} messages arrived, ${count('SENT')} are on record, ${unsure} in doubt`);
    const known = (description: string): boolean => /not modified|query is too old/.test(description);
    for (const { method, description } of this.api.rejections)
      if (!known(description) && !/blocked by the user/.test(description)) this.violate(`${method}: ${description}`);
  }

  private async report(): Promise<SimReport> {
    const { prisma } = this.house.db;
    const byState = <T extends { state: string; _count: number }>(what: string, rows: readonly T[]) =>
      rows.map((row) => [`${what} ${row.state}`, row._count] as const);
    const counts = Object.fromEntries(
      [
        ['members', await prisma.member.count()] as const,
        ['contacts', await prisma.contact.count()] as const,
        ['recommendations', await prisma.recommendation.count()] as const,
        ['rounds', await prisma.round.count()] as const,
        ['actions', this.people.reduce((sum, person) => sum + person.actions, 0)] as const,
        ...byState('requests', await prisma.request.groupBy({ by: ['state'], _count: true })),
        ...byState('pledges', await prisma.pledge.groupBy({ by: ['state'], _count: true })),
        ...byState('proposals', await prisma.proposal.groupBy({ by: ['state'], _count: true })),
        ...byState('promises', await prisma.commitment.groupBy({ by: ['state'], _count: true })),
        ...byState('messages', await prisma.notice.groupBy({ by: ['state'], _count: true })),
        ['messages in doubt', this.line.delivered.unsure] as const,
      ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    const { seed } = this.options;
    const { days, restarts, clockJumps, violations } = this;
    const mishaps = this.line.happened;
    return { seed, days, counts, mishaps, restarts, clockJumps, violations, hash: await this.hash(counts) };
  }

  private async hash(counts: object): Promise<string> {
    const { prisma } = this.house.db;
    const hash = createHash('sha256').update(JSON.stringify(counts));
    for (const { id } of this.people) {
      for (const { text, caption, reply_markup } of this.api.transcript(id)) {
        const labels = reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? [];
        hash.update(`${id} ${text ?? caption} ${labels}\n`);
      }
    }
    const promises = await prisma.commitment.findMany({ orderBy: { id: 'asc' } });
    hash.update(JSON.stringify(promises.map((row) => [row.id, row.state, String(row.amount), String(row.confirmed)])));
    return hash.digest('hex').slice(0, 16);
  }
}

/** The report in lines for people. */
export function tell({ seed, days, counts, mishaps, restarts, clockJumps, violations, hash }: SimReport): string {
  const list = (row: Readonly<Record<string, number>>): string =>
    Object.entries(row)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · ');
  return [
    `seed ${seed}: ${days} days lived, ${restarts} restarts, ${clockJumps} clock jumps, hash ${hash}`,
    `  ${list(counts)}`,
    `  mishaps: ${list(mishaps)}`,
    ...(violations.length === 0 ? ['  no violation'] : violations.map((violation) => `  VIOLATION ${violation}`)),
  ].join('\n');
}
