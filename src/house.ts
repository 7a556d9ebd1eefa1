// Opening the house: config → database → migrations → identity → vault → clock → first cycle. The bot and the operator's
// command line live in the same one.
import { backUpBefore, clearOldBackups, keepErasures } from './backups.ts';
import type { Config } from './config.ts';
import { type Db, openDb } from './db/client.ts';
import { migrate } from './db/migrate.ts';
import { claim, type Identity, readClockOffset, refuseForeign, rememberBackup } from './db/settings.ts';
import { type House, type Keeper, transact } from './db/transaction.ts';
import { openFirstCycle } from './domain/cycles/cycles.ts';
import { randomIds } from './domain/ids.ts';
import { replayErasures } from './domain/members/erasure.ts';
import { HouseClock } from './house-clock.ts';
import { identityOf, makeDataDir, openStorage, tokenOf, vaultOf } from './storage.ts';

/** A house that somebody opened and has to close. */
export interface OpenHouse extends House {
  readonly clock: HouseClock;
  /** The token in use: BOT_TOKEN, or the sandbox's. */
  readonly token: string;
  /** From now on the database is this bot's: said once the token is known to be right. @throws ForeignDatabaseError */
  rememberBot(): Promise<void>;
  /** Names of the migrations that were applied now. */
  readonly migrated: readonly string[];
  /** How many people came back with a backup although they had been erased, and were erased again now (R12). */
  readonly erasedAgain: number;
  /** Closes the connections; the embedded database stops unless somebody else uses it. May be called twice. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Database connections at most. */
  readonly connections?: number;
  /** Told when a connection is lost; the next query opens a new one. */
  readonly onDatabaseError?: (error: Error) => void;
}

async function closeOnFailure<T>(close: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

/** Checks, migrates, claims. Of two programs on one new database, one does it and the other finds it done. */
async function prepare(db: Db, identity: Identity, backUp: (reason: string) => Promise<void>): Promise<string[]> {
  await refuseForeign(db.pool, identity);
  const migrated = await migrate(db.url, { beforeChange: (next) => backUp(`before-${next}`) });
  await claim(db.pool, identity, 'all but the bot');
  return migrated;
}

/**
 * Opens the house: database (the embedded one is started or joined), migrations, identity, vault, clock, first cycle.
 *
 * @throws Error whose message is one clear line: DatabaseUnreachableError, MigrationError, ForeignDatabaseError, …
 */
export async function openHouse(config: Config, options: OpenOptions = {}): Promise<OpenHouse> {
  makeDataDir(config);
  const token = await tokenOf(config);
  const vault = vaultOf(config);
  const storage = await openStorage(config);
  return closeOnFailure(storage.leave, async () => {
    const { connections: max, onDatabaseError: onError } = options;
    const db = await openDb(storage.url, {
      ...(max === undefined ? {} : { max }),
      ...(onError === undefined ? {} : { onError }),
    });
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => {
      closing ??= db.close().then(() => storage.leave());
      return closing;
    };
    return closeOnFailure(close, async () => {
      const identity = await identityOf(config, vault);
      const offset = async (): Promise<number> => (config.mayMoveClock ? readClockOffset(db.pool) : 0);
      const backUp = async (reason: string): Promise<void> =>
        backUpBefore(config.dataDir, db.url, reason, new Date(Date.now() + (await offset())));
      const migrated = await prepare(db, identity, backUp);
      const clock = new HouseClock(await offset());
      const keeper = keeperOf(config, db, clock, backUp);
      const house: House = { db, clock, ids: randomIds, vault, rules: config.rules, keeper };
      await transact(house, openFirstCycle);
      const erasedAgain = await transact(house, (tx) => replayErasures(tx));
      return {
        ...house,
        clock,
        token,
        migrated,
        erasedAgain,
        rememberBot: () => claim(db.pool, identity, 'all'),
        close,
      };
    });
  });
}

/** A backup that fails keeps no month from closing; that it failed is remembered and told to operators. */
const keeperOf = (config: Config, db: Db, clock: HouseClock, backUp: (reason: string) => Promise<void>): Keeper => ({
  async before(reason) {
    const hasWorked = await backUp(reason).then(
      () => true,
      () => false,
    );
    await rememberBackup(db.pool, hasWorked ? null : clock.now());
  },
  async tidy() {
    const erased = await db.prisma.erasure.findMany({ orderBy: [{ erasedAt: 'asc' }, { personKey: 'asc' }] });
    return keepErasures(config.dataDir, erased) + clearOldBackups(config.dataDir, clock.now());
  },
});
