// One connection on which a whole sequence of commands runs inside one transaction that is never committed: what the house takes for
// its transactions are savepoints. Every sequence so begins from the same town, and costs neither a database nor a commit.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type House, transact } from '../../src/db/transaction.ts';
import { openVault } from '../../src/db/vault.ts';
import { openFirstCycle } from '../../src/domain/cycles/cycles.ts';
import type { Ids } from '../../src/domain/ids.ts';
import { PrismaClient } from '../../src/generated/prisma/client.ts';
import { TEST_RULES } from '../support/house.ts';
import { cloneTemplate } from '../support/test-db.ts';

type Asked = string | { readonly text: string; readonly name?: string };

/**
 * A pool of one connection, whose BEGIN, COMMIT and ROLLBACK are savepoints of the sequence's own transaction. A savepoint that is
 * through is released together with the next one, in one round trip.
 */
class Nested extends pg.Pool {
  readonly client: pg.Client;
  private isPlaced = false;
  private isThrough = false;
  private hasTables = false;

  constructor(client: pg.Client) {
    super({ max: 1 });
    this.client = client;
  }

  /** The sequence is over, and its savepoint with it. */
  forget(): void {
    this.isPlaced = false;
  }

  /** Does something and undoes it; what was begun before stands as it stood. */
  async aside(depth: number, work: () => Promise<void>): Promise<void> {
    const { isPlaced, isThrough } = this;
    await this.client.query(`SAVEPOINT aside${depth}`);
    this.isPlaced = false;
    try {
      await work();
    } finally {
      await this.client.query(`ROLLBACK TO SAVEPOINT aside${depth}; RELEASE SAVEPOINT aside${depth}`);
      Object.assign(this, { isPlaced, isThrough, hasTables: false });
    }
  }

  async begin(): Promise<void> {
    if (this.isPlaced && !this.isThrough) return;
    await this.client.query(this.isPlaced ? 'RELEASE SAVEPOINT here; SAVEPOINT here' : 'SAVEPOINT here');
    this.isPlaced = true;
    this.isThrough = false;
  }

  async commit(): Promise<void> {
    this.isThrough = true;
    if (!this.hasTables) return;
    await this.client.query('DROP TABLE IF EXISTS planned, holding'); // as it would be dropped on a commit
    this.hasTables = false;
  }

  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK TO SAVEPOINT here');
    this.hasTables = false;
  }

  private async ask(asked: Asked, ...rest: unknown[]): Promise<unknown> {
    const text = typeof asked === 'string' ? asked : asked.text;
    // A write to two tables at once has a transaction of its own.
    if (text === 'BEGIN') return this.client.query('SAVEPOINT within');
    if (text === 'COMMIT') return this.client.query('RELEASE SAVEPOINT within');
    if (text === 'ROLLBACK') return this.client.query('ROLLBACK TO SAVEPOINT within');
    if (text.includes('CREATE TEMPORARY TABLE')) this.hasTables = true;
    return this.client.query(asked as pg.QueryConfig, ...(rest as []));
  }

  override query = ((asked: Asked, ...rest: unknown[]) => this.ask(asked, ...rest)) as pg.Pool['query'];

  override connect = (async () => ({
    query: this.query,
    on: () => {},
    removeListener: () => {},
    release: () => {},
  })) as unknown as pg.Pool['connect'];
}

/** The client with transactions of this kind: without an engine's own, they cost a round trip each. */
function nested(prisma: PrismaClient, pool: Nested): PrismaClient {
  const own: PrismaClient = Object.create(prisma, {
    $transaction: {
      value: async (work: (db: PrismaClient) => Promise<unknown>) => {
        await pool.begin();
        try {
          const result = await work(own);
          await pool.commit();
          return result;
        } catch (error) {
          await pool.rollback();
          throw error;
        }
      },
    },
  });
  return own;
}

/** Statements are planned once: the same few hundred texts come again and again. */
function namesOf(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const name = names.get(sql) ?? `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** Ids that count up, so that the same sequence writes the same rows. */
class CountedIds implements Ids {
  private count = 0;
  private base = 0;

  readonly id = (): string => `00000000-0000-4000-8000-${String(++this.count).padStart(12, '0')}`;
  readonly token = (): string => String(++this.count).padStart(22, '0');
  readonly seed = (): string => String(this.count).padStart(32, '0');

  keep(): void {
    this.base = this.count;
  }

  rewind(): void {
    this.count = this.base;
  }

  get reached(): number {
    return this.count;
  }

  returnTo(count: number): void {
    this.count = count;
  }
}

export interface Lane {
  readonly house: House;
  readonly client: pg.Client;
  moveTo(at: Date): void;
  /** Begins with the first state, and undoes what was done from there. */
  undone(work: () => Promise<void>): Promise<void>;
  /** Begins with the state of this moment, and undoes what was done from there; may be nested. */
  aside(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** @param found makes the town that every sequence begins with */
export async function openLane(startsAt: string, found: (house: House) => Promise<void>): Promise<Lane> {
  const { url, drop } = await cloneTemplate();
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query(`SET plan_cache_mode = force_generic_plan; SET jit = off`);
  const pool = new Nested(client);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator: namesOf() }),
  });
  const ids = new CountedIds();
  let now = new Date(startsAt);
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await client.end();
    await drop();
  };
  const house: House = {
    db: { prisma: nested(prisma, pool), pool, url, close },
    clock: { now: () => new Date(now) },
    ids,
    vault: openVault('a test key of some length'),
    rules: TEST_RULES,
  };
  await client.query('BEGIN');
  await transact(house, openFirstCycle);
  await found(house);
  await client.query('COMMIT');
  pool.forget();
  ids.keep();
  let done = 0;
  const undone = async (work: () => Promise<void>): Promise<void> => {
    if (done++ % 100 === 0) await client.query('VACUUM ANALYZE');
    now = new Date(startsAt);
    ids.rewind();
    await client.query('BEGIN');
    try {
      await work();
    } finally {
      await client.query('ROLLBACK');
      pool.forget();
    }
  };
  const moveTo = (at: Date): void => {
    now = at;
  };
  let depth = 0;
  const aside = async (work: () => Promise<void>): Promise<void> => {
    const [at, count] = [now, ids.reached];
    depth += 1;
    try {
      await pool.aside(depth, work);
    } finally {
      depth -= 1;
      now = at;
      ids.returnTo(count);
    }
  };
  return { house, client, moveTo, undone, aside, close };
}
