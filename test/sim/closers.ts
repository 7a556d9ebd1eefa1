// A village with two months to close, processes that close them and are killed on the way, and its tables as texts to compare.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { type Db, openDb } from '../../src/db/client.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { acceptProposal } from '../../src/domain/commitments/accept.ts';
import { closeDueCycles } from '../../src/domain/cycles/close.ts';
import { TEST_KEY, TEST_RULES, type TestHouse, testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';
import { cloneTemplate } from '../support/test-db.ts';

/** Two boundaries have passed since the last close. */
export const NOW = '2027-01-02T10:00:00.000Z';
export const CLOSED = ['2026-11', '2026-12'];
const SEED = 'ab'.repeat(16);

/** A database with November and December still open, in the middle of everything a close touches. Nobody is connected to it. */
export async function villageToClose(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const database = await cloneTemplate();
  const db = await openDb(database.url);
  const house = await testHouse({}, '2026-10-10T09:00:00Z', db);
  const story = new Story(house);
  const { asker, givers, requestId } = await story.circle(5, { amount: 20_000n });
  const second = await story.person('Second asker');
  await story.contacts(second, ...givers.slice(2), asker);
  await story.request(second, { amount: 7_500n, title: 'Firewood' });
  for (const [index, giver] of givers.entries()) await story.pledge(giver, BigInt(3_000 + 1_000 * index));
  house.clock.set('2026-11-01T07:00:00Z');
  await closeDueCycles(house, allocateInProcess);
  await db.prisma.card.updateMany({ data: { deliveredAt: house.clock.now() } });
  const [accepted, waiting] = await db.prisma.proposal.findMany({ orderBy: { giverId: 'asc' } });
  await story.run((tx) => acceptProposal(tx, accepted!.giverId, accepted!.id));
  await story.promise(givers[4]!, requestId, 500n);
  // One card has not arrived, and one giver was silent the month before: their pledge is about to rest.
  await db.prisma.card.update({ where: { id: waiting!.cardId }, data: { deliveredAt: null } });
  const silent = (
    await db.prisma.proposal.findFirstOrThrow({
      where: { state: 'OFFERED', giverId: { notIn: [accepted!.giverId, waiting!.giverId] } },
    })
  ).giverId;
  await db.prisma.pledge.updateMany({ where: { giverId: silent }, data: { unansweredCards: 1 } });
  await db.close();
  return database;
}

export interface Death {
  /** The number of the statement, from 0. */
  readonly statement: number;
  /** Before it is sent, when nobody knows whether it arrived, or when its answer is here. */
  readonly when: 'before' | 'sent' | 'answered';
}

export interface Outcome {
  /** Null when the process was killed. */
  readonly closed: readonly string[] | null;
  readonly statements: readonly string[];
}

/** A process that has loaded everything and waits for the word. */
export class Closer {
  private readonly child: ChildProcess;
  private readonly ready: Promise<unknown>;

  constructor() {
    this.child = fork(path.resolve('test/sim/programs/closer.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.ready = new Promise((resolve) => this.child.once('message', resolve));
  }

  isReady(): Promise<unknown> {
    return this.ready;
  }

  /** Not needed any more. */
  async dismiss(): Promise<void> {
    await this.ready;
    this.child.kill('SIGKILL');
  }

  /** Closes what is due in the database; killed at a statement, or by us after so many milliseconds. */
  async close(url: string, kill: Death | null = null, killAfterMs: number | null = null): Promise<Outcome> {
    await this.ready;
    const ended = new Promise<Outcome>((resolve) => {
      let outcome: Outcome = { closed: null, statements: [] };
      this.child.on('message', (message) => {
        outcome = message as Outcome;
      });
      this.child.once('exit', () => resolve(outcome));
    });
    const { unit } = TEST_RULES;
    const rules = { ...TEST_RULES, unit: { ...unit, quantum: String(unit.quantum) } };
    this.child.send({ url, now: NOW, key: TEST_KEY, rules, seed: SEED, kill });
    if (killAfterMs !== null) setTimeout(() => this.child.kill('SIGKILL'), killAfterMs);
    return ended;
  }
}

/** Closes in this process, as the next start of the bot would. */
export async function closeHere(house: TestHouse): Promise<string[]> {
  return closeDueCycles({ ...house, ids: { ...house.ids, seed: () => SEED } }, allocateInProcess);
}

/** Tables with rows that the close makes anew, and what names such a row besides its random id. */
const NAMES = [
  ['rounds', "'round ' || x.kind || x.due_at"],
  ['cards', "'card ' || x.giver_id || (SELECT r.kind || ' ' || r.due_at FROM rounds r WHERE r.id = x.round_id)"],
  ['proposals', "'proposal ' || x.cycle_id || x.pledge_id || ' ' || x.request_id"],
] as const;
/** Numbered in the order of writing; the order of others' attempts leaves gaps. */
const NUMBERED = new Set(['events', 'notices']);

/** Every row of every table as text, sorted; ids made at random are replaced by what the row is about. */
export async function contentOf(db: Db): Promise<string[]> {
  const names = new Map<string, string>();
  for (const [table, name] of NAMES) {
    const { rows } = await db.pool.query<{ id: string; name: string }>(`SELECT x.id, ${name} AS name FROM ${table} x`);
    for (const row of rows) names.set(row.id, `<${row.name}>`);
  }
  const { rows: tables } = await db.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%' ORDER BY 1",
  );
  const content: string[] = [];
  for (const { name } of tables) {
    const columns = NUMBERED.has(name) ? "to_jsonb(x) - 'id'" : 'to_jsonb(x)';
    const { rows } = await db.pool.query<{ row: string }>(`SELECT (${columns})::text AS row FROM "${name}" x`);
    content.push(...rows.map(({ row }) => `${name} ${row.replaceAll(UUID, (id) => names.get(id) ?? id)}`));
  }
  return content.toSorted();
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
