import type { Clock } from '../domain/clock.ts';
import type { Ids } from '../domain/ids.ts';
import type { Rules } from '../domain/rules.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { HelperScope } from '../generated/prisma/enums.ts';
import type { Db } from './client.ts';
import type { Vault } from './vault.ts';

/** Somebody who acts for the actor of a command, or looks for the viewer of a query, with their leave (domain/helping). */
export interface ActingHelper {
  readonly grantId: string;
  readonly memberId: string;
  /** The helper's person key, as the log keeps it. */
  readonly key: string;
  readonly scope: HelperScope;
}

/** What every command and query works with. In a command `db` is an open transaction, in a query it may be the client. */
export interface Tx {
  readonly db: Prisma.TransactionClient;
  /** One moment for the whole command. */
  readonly now: Date;
  readonly ids: Ids;
  readonly vault: Vault;
  readonly rules: Rules;
  /** Where {@link apart} leaves what went wrong with single records, so that a job can tell of it. */
  readonly failures?: unknown[];
  /** Unset: the actor acts themself. */
  readonly helper?: ActingHelper;
}

/** The house without Telegram: database, time, chance, secrets and settings. */
export interface House {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  readonly rules: Rules;
  /** Unset in a house without a folder of its own. */
  readonly keeper?: Keeper;
}

/** Looks after the backups in the house's folder. */
export interface Keeper {
  /** Backs the database up before a change that cannot be taken back, once for each reason. Throws nothing. */
  before(reason: string): Promise<void>;
  /** Deletes old backups, and puts the erased on the list that outlives the database. Returns how many of both. */
  tidy(): Promise<number>;
}

/** Runs queries outside a transaction; each statement sees the newest committed state. */
export const reading = (house: House): Tx => ({
  db: house.db.prisma,
  now: house.clock.now(),
  ids: house.ids,
  vault: house.vault,
  rules: house.rules,
});

const ATTEMPTS_MAX = 5;

/** Write conflicts and deadlocks: nothing was written, the same command may simply run again. */
function isConflict(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034') return true;
  const text = error instanceof Error ? error.message : '';
  return text.includes('40P01') || text.includes('40001') || text.includes('deadlock detected');
}

/** Runs one command: all of it is written or nothing. Retries when the database broke off a conflict. */
export async function transact<T>(house: House, command: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await house.db.prisma.$transaction((db) =>
        command({ db, now: house.clock.now(), ids: house.ids, vault: house.vault, rules: house.rules }),
      );
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

/**
 * Works on each item for itself inside one command: what one of them fails at is undone and told in `tx.failures`, and the others are
 * served (R4). A broken-off conflict ends the whole command, which is tried again.
 *
 * @returns how many items were served
 */
export async function apart<T>(tx: Tx, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  let served = 0;
  for (const item of items) {
    await tx.db.$executeRaw`SAVEPOINT apart`;
    try {
      await work(item);
      await tx.db.$executeRaw`RELEASE SAVEPOINT apart`;
      served += 1;
    } catch (error) {
      if (isConflict(error)) throw error;
      await tx.db.$executeRaw`ROLLBACK TO SAVEPOINT apart`;
      tx.failures?.push(error);
    }
  }
  return served;
}

/** What one transaction did of a work of many records, and after which record the next one goes on; null: nothing is left. */
export interface Page {
  readonly done: number;
  readonly last: string | null;
}

/** Before every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Works through many records in transactions of moderate length, each for itself: however many are due at once, none lasts longer than
 * it may, and nobody waits for all of them.
 *
 * @param work does what is due of the records after `after`, by their ids
 * @param failures gets what {@link apart} could not serve
 */
export async function inPages(
  house: House,
  work: (tx: Tx, after: string) => Promise<Page>,
  failures: unknown[],
): Promise<number> {
  let done = 0;
  for (let after: string | null = NO_ID; after !== null; ) {
    let failed: unknown[] = [];
    const from: string = after;
    const page: Page = await transact(house, (tx) => {
      failed = []; // a conflict makes the transaction run again
      return work({ ...tx, failures: failed }, from);
    });
    failures.push(...failed);
    done += page.done;
    after = page.last;
  }
  return done;
}

/** JSON with the two kinds of values that JSON lacks and our results have. */
function encode(value: unknown): Prisma.InputJsonValue {
  const text = JSON.stringify(value ?? null, function replace(this: Record<string, unknown>, key, plain: unknown) {
    const original = this[key];
    if (original instanceof Date) return { $date: original.toISOString() };
    return typeof plain === 'bigint' ? { $bigint: String(plain) } : plain;
  });
  return JSON.parse(text) as Prisma.InputJsonValue;
}

function decode(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, plain: unknown) => {
    if (plain === null || typeof plain !== 'object') return plain;
    if ('$bigint' in plain) return BigInt(String(plain.$bigint));
    return '$date' in plain ? new Date(String(plain.$date)) : plain;
  });
}

/**
 * Runs a command at most once for `key` (an update id and the command's number in it): a repetition changes nothing
 * and gets the stored result (R7, R10). The key is taken in the command's own transaction and before anything else, so that
 * a repetition at the same moment waits for the outcome, and runs itself when that one failed.
 */
export function transactOnce<T>(house: House, key: string, command: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(house, async (tx) => {
    const isFirst = await tx.db.$executeRaw`
      INSERT INTO applied_commands (key, result, at) VALUES (${key}, 'null', ${tx.now}) ON CONFLICT DO NOTHING`;
    if (isFirst === 0) {
      const { result } = await tx.db.appliedCommand.findUniqueOrThrow({ where: { key } });
      return decode(result) as T;
    }
    const result = await command(tx);
    const stored = encode(result);
    if (stored !== null) await tx.db.appliedCommand.update({ where: { key }, data: { result: stored } });
    return result;
  });
}
