// Opening the house: config → database → migrations → identity → vault → clock → first cycle. The bot and the operator's
// command line live in the same one.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import { type Db, openDb } from './db/client.ts';
import { migrate } from './db/migrate.ts';
import { claim, type Identity, readClockOffset, refuseForeign } from './db/settings.ts';
import { type House, transact } from './db/transaction.ts';
import { openVault } from './db/vault.ts';
import { openFirstCycle } from './domain/cycles/cycles.ts';
import { randomIds } from './domain/ids.ts';
import { HouseClock } from './house-clock.ts';

/** A house that somebody opened and has to close. */
export interface OpenHouse extends House {
  readonly clock: HouseClock;
  /** The token in use: BOT_TOKEN, or the sandbox's. */
  readonly token: string;
  /** From now on the database is this bot's: said once the token is known to be right. @throws ForeignDatabaseError */
  rememberBot(): Promise<void>;
  /** Names of the migrations that were applied now. */
  readonly migrated: readonly string[];
  /** Closes the connections; the embedded database stops unless somebody else uses it. May be called twice. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Database connections at most. */
  readonly connections?: number;
  /** Told when a connection is lost; the next query opens a new one. */
  readonly onDatabaseError?: (error: Error) => void;
}

const KEY_FILE = 'data.key';
const KEY_BYTES = 32;

/** DATA_KEY, or the one kept in the data folder: made once, readable by its owner only. */
function dataKeyOf(config: Config): string {
  if (config.dataKey !== null) return config.dataKey;
  const file = path.join(config.dataDir, KEY_FILE);
  const aside = `${file}.new-${process.pid}`;
  if (!fs.existsSync(file)) {
    fs.writeFileSync(aside, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600 });
    try {
      fs.linkSync(aside, file); // of two programs that start at once, one makes the key
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(aside, { force: true });
    }
  }
  return fs.readFileSync(file, 'utf8').trim();
}

async function tokenOf(config: Config): Promise<string> {
  if (config.token !== null) return config.token;
  const { SANDBOX_TOKEN } = await import('./sandbox/index.ts');
  return SANDBOX_TOKEN;
}

interface Storage {
  readonly url: string;
  leave(): Promise<void>;
}

/** The database's address; the embedded server is started or joined. */
async function openStorage(config: Config): Promise<Storage> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, leave: async () => {} };
  const { startEmbedded } = await import('./db/embedded.ts');
  const server = await startEmbedded({ dir: path.join(config.dataDir, 'postgres') });
  return { url: server.url, leave: () => server.stop() };
}

function makeDataDir(config: Config): void {
  try {
    fs.mkdirSync(config.dataDir, { recursive: true, mode: 0o755 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`DATA_DIR: the folder ${config.dataDir} cannot be made (${code ?? 'unknown reason'}).`, { cause });
  }
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
async function prepare(db: Db, identity: Identity): Promise<string[]> {
  await refuseForeign(db.pool, identity);
  const migrated = await migrate(db.url);
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
  const vault = openVault(dataKeyOf(config));
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
      const identity: Identity = {
        botId: token.split(':')[0]!,
        keyMark: vault.keyMark,
        unitDecimals: config.rules.unit.decimals,
        timezone: config.rules.timezone,
      };
      const migrated = await prepare(db, identity);
      const clock = new HouseClock(config.mayMoveClock ? await readClockOffset(db.pool) : 0);
      const house: House = { db, clock, ids: randomIds, vault, rules: config.rules };
      await transact(house, openFirstCycle);
      return { ...house, clock, token, migrated, rememberBot: () => claim(db.pool, identity, 'all'), close };
    });
  });
}
