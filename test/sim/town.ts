// Months in the life of a town: the real bot on a real database, a clock by hand, characters who read and press.
import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { openDb } from '../../src/db/client.ts';
import { reading } from '../../src/db/transaction.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { DAY_MS } from '../../src/domain/clock.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import type { Ids } from '../../src/domain/ids.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { createLog } from '../../src/log.ts';
import { SandboxBotApi } from '../../src/sandbox/bot-api/bot-api.ts';
import { Chance } from '../hostile/chance.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { CHARACTERS, type Character, come, type Neighbourhood, react } from './characters.ts';
import { Fleet } from './fleet.ts';
import { nameOf, titleOf, Watch } from './leaks.ts';
import { SimLine } from './line.ts';
import { Somebody, type Surroundings } from './person.ts';
import { SimServer } from './server.ts';

export interface SimOptions {
  readonly seed: number;
  readonly months: number;
  readonly members: number;
  /** Of a thousand calls so many kill the bot before, and so many after, it arrives; 1 unless told. */
  readonly kills?: number;
  /** On a PostgreSQL of its own, which is killed now and then; else on the one that all tests share. */
  readonly ownServer?: boolean;
}

/** What happened, and what must not have; two runs of one seed give the same. */
export interface SimReport {
  readonly seed: number;
  readonly days: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly mishaps: Readonly<Record<string, number>>;
  /** Bots that were ended and started again, and those that stood by and went on for another. */
  readonly restarts: number;
  readonly takeovers: number;
  /** Of the clock, forward over days and backward by up to two. */
  readonly jumps: number;
  readonly jumpsBack: number;
  /** Whatever breaks a promise of the spec; there must be none. */
  readonly violations: readonly string[];
  /** Of every chat as it reads at the end and of every record's end state. */
  readonly hash: string;
}

const START = '2026-11-10';
const ZONE = 'Europe/Moscow';
const VIOLATIONS_MAX = 20;
/** Days from one step to the next. Of twenty seeds one life is looked at every day or two, five twice a week, the others once a week. */
const EVERY_DAY_OR_TWO = [1, 1, 1, 2, 2, 3];
const TWICE_A_WEEK = [2, 3, 3, 4, 5];
const ONCE_A_WEEK = [5, 6, 7, 7, 8];
const stepsOf = (seed: number): readonly number[] =>
  seed % 20 === 1 ? EVERY_DAY_OR_TWO : seed % 4 === 0 ? TWICE_A_WEEK : ONCE_A_WEEK;
/** Hours of the day, so that nine o'clock and Mondays are met in time and late. */
const HOURS = [8, 9, 10, 12, 15, 19, 22];
const JUMP_BACK_EVERY = 60;

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
  private readonly fleet: Fleet;
  private readonly log = createLog('error', {
    write: (line) => this.violate(`the jobs' log says ${line.slice(0, 600)}`),
  });
  private readonly people: Somebody[] = [];
  private readonly links: { link: string; by: number }[] = [];
  private readonly titles = new Map<number, number>();
  private readonly violations: string[] = [];
  private restarts = 0;
  private jumps = 0;
  private jumpsBack = 0;
  /** Messages sent long ago, of which the bot keeps no record any more. */
  private forgotten = 0;
  private days = 0;

  private constructor(options: SimOptions, house: TestHouse, server: SimServer | null) {
    const { seed, kills = 1 } = options;
    this.options = options;
    this.house = house;
    this.chance = new Chance(seed);
    this.api = new SandboxBotApi({ dateNow: () => house.clock.now().getTime(), limits: undefined });
    this.line = new SimLine(this.api, seed, { bot: kills, database: server ? kills : 0 });
    this.watch = new Watch(() => this.people.length);
    this.fleet = new Fleet(house, this.line, server, (what) => this.violate(what));
  }

  /** Lives through it all, on a database that is gone afterwards. */
  static async live(options: SimOptions): Promise<SimReport> {
    const server = options.ownServer ? await SimServer.start() : null;
    const db = server ? await openDb(server.url, { max: 2 }) : null;
    const house = await testHouse({ timezone: ZONE }, `${START}T07:00:00Z`, db);
    // Statistics and vacuuming by themselves would make the order of rows a matter of real time.
    const { rows } = await house.db.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of rows) await house.db.pool.query(`ALTER TABLE "${name}" SET (autovacuum_enabled = false)`);
    const town = new SimTown(options, { ...house, ids: seededIds(options.seed) }, server);
    try {
      await town.fleet.start();
      await town.run();
      return await town.report();
    } finally {
      await town.fleet.stopAll();
      await house.close();
      await server?.stop();
    }
  }

  private violate(what: string): void {
    if (this.violations.length < VIOLATIONS_MAX) this.violations.push(`day ${this.days}: ${what}`);
  }

  async settle(): Promise<void> {
    this.tick(1000);
    await this.fleet.settle();
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

  others(person: Somebody, count: number): Somebody[] {
    const others = this.people.filter((each) => each !== person);
    return Array.from({ length: Math.min(count, others.length) }, () =>
      others.splice(person.chance.below(others.length), 1),
    ).flat();
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
      await this.liveDay(day.set({ hour: this.chance.pick(HOURS), minute: this.chance.below(60) }));
      if (this.chance.below(JUMP_BACK_EVERY) > 0) continue;
      this.jumpsBack += 1;
      await this.liveDay(DateTime.fromJSDate(this.house.clock.now()).minus({ minutes: 1 + this.chance.below(2880) }));
    }
    await this.end(end);
  }

  private async liveDay(at: DateTime): Promise<void> {
    this.days += 1;
    this.house.clock.set(at.toUTC().toISO()!);
    await this.someArrive();
    await this.tendBots();
    await this.work();
    for (const person of this.people) await this.occasion(person);
    await this.fleet.deliver();
    await this.look();
    await this.check();
  }

  /** Mostly as the life's rhythm has it; sometimes the machine was off for a while. */
  private nextDay(): number {
    if (this.chance.bits() % 100 !== 0) return this.chance.pick(stepsOf(this.options.seed));
    this.jumps += 1;
    return 4 + this.chance.below(37);
  }

  /** Restarts, and weeks in which a second bot stands by. */
  private async tendBots(): Promise<void> {
    if (this.chance.percent(3)) {
      this.restarts += 1;
      await this.fleet.stopFirst();
    }
    const wanted = this.fleet.size === 2 ? (this.chance.percent(15) ? 1 : 2) : this.chance.percent(8) ? 2 : 1;
    while (this.fleet.size > wanted) await this.fleet.stopFirst();
    while (this.fleet.size < wanted) await this.fleet.start();
  }

  private async work(): Promise<void> {
    const before = await this.sentOnRecord();
    const { jobs } = await runDueJobs(this.house, allocateInProcess, this.log);
    this.forgotten += before - (await this.sentOnRecord());
    for (const { name, ok } of jobs) if (!ok) this.violate(`the job ${name} failed`);
    await this.fleet.deliver();
    await this.look();
  }

  private sentOnRecord(): Promise<number> {
    return this.house.db.prisma.notice.count({ where: { state: 'SENT' } });
  }

  private async look(): Promise<void> {
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
    const since = (this.house.clock.now().getTime() - Date.parse(START)) / DAY_MS;
    const wanted = Math.min(members, Math.floor(first + ((members - first) * since) / (months * 30 * 0.4)));
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
    const recorded = count('SENT') + this.forgotten;
    if (sure !== recorded) this.violate(`${sure} messages arrived, ${recorded} are on record, ${unsure} in doubt`);
    const known = /not modified|query is too old|blocked by the user/;
    // Whoever polls when the database dies goes on until the end of that poll, while another one may have taken its turn.
    const isDue = (description: string): boolean =>
      known.test(description) || (/^Conflict/.test(description) && this.line.happened['database killed'] !== undefined);
    for (const { method, description } of this.api.rejections)
      if (!isDue(description)) this.violate(`${method}: ${description}`);
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
    const { days, restarts, jumps, jumpsBack, violations } = this;
    const { takeovers } = this.fleet;
    const mishaps = this.line.happened;
    const hash = await this.hash(counts);
    return { seed, days, counts, mishaps, restarts, takeovers, jumps, jumpsBack, violations, hash };
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
export function tell(report: SimReport): string {
  const { seed, days, counts, mishaps, violations, hash } = report;
  const list = (row: Readonly<Record<string, number>>): string =>
    Object.entries(row)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · ');
  const { restarts, takeovers, jumps, jumpsBack } = report;
  return [
    `seed ${seed}: ${days} days lived, ${list({ restarts, takeovers, 'clock jumps': jumps, 'clock back': jumpsBack })}, hash ${hash}`,
    `  ${list(counts)}`,
    `  mishaps: ${list(mishaps)}`,
    ...(violations.length === 0 ? ['  no violation'] : violations.map((violation) => `  VIOLATION ${violation}`)),
  ].join('\n');
}
