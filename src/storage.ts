// What the deployment's environment leads to: its folder, its key, its database server, and whose they are. Everything that opens the
// database begins here: the house, and the operator's commands that work on a database without one.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import type { Identity } from './db/settings.ts';
import { openVault, type Vault } from './db/vault.ts';

const KEY_BYTES = 32;

/** Where the embedded database's key is kept when DATA_KEY is not set. */
export const keyFileOf = (config: Config): string => path.join(config.dataDir, 'data.key');

/** A new key, written so that of two programs that make one at once, both go on with the same. Returns it. */
export function makeKey(file: string): string {
  const aside = `${file}.new-${process.pid}`;
  if (!fs.existsSync(file)) {
    fs.writeFileSync(aside, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600 });
    try {
      fs.linkSync(aside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(aside, { force: true });
    }
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/** DATA_KEY, or the one kept in the data folder; null when there is neither. */
export function knownKey(config: Config): string | null {
  if (config.dataKey !== null) return config.dataKey;
  const file = keyFileOf(config);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : null;
}

/** DATA_KEY, or the one kept in the data folder: made once, readable by its owner only. */
export const dataKeyOf = (config: Config): string => config.dataKey ?? makeKey(keyFileOf(config));

/** BOT_TOKEN, or the sandbox's. */
export async function tokenOf(config: Config): Promise<string> {
  if (config.token !== null) return config.token;
  const { SANDBOX_TOKEN } = await import('./sandbox/index.ts');
  return SANDBOX_TOKEN;
}

export async function identityOf(config: Config, vault: Vault): Promise<Identity> {
  return {
    botId: (await tokenOf(config)).split(':')[0]!,
    keyMark: vault.keyMark,
    unitDecimals: config.rules.unit.decimals,
    timezone: config.rules.timezone,
  };
}

export const vaultOf = (config: Config): Vault => openVault(dataKeyOf(config));

/** The running database server. */
export interface Storage {
  /** Contains the password: never print it. */
  readonly url: string;
  /** Stops the embedded server when nobody else uses it. */
  leave(): Promise<void>;
}

/** The database's address; the embedded server is started or joined. */
export async function openStorage(config: Config): Promise<Storage> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, leave: async () => {} };
  const { startEmbedded } = await import('./db/embedded.ts');
  const server = await startEmbedded({ dir: path.join(config.dataDir, 'postgres') });
  return { url: server.url, leave: () => server.stop() };
}

/** @throws Error one line naming DATA_DIR */
export function makeDataDir(config: Config): void {
  try {
    fs.mkdirSync(config.dataDir, { recursive: true, mode: 0o755 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`DATA_DIR: the folder ${config.dataDir} cannot be made (${code ?? 'unknown reason'}).`, { cause });
  }
}
