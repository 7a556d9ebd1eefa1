import path from 'node:path';
import { backupsDir, type ErasedPerson, readErasures } from '../backups.ts';
import type { Config } from '../config.ts';
import { backup as backUp } from '../db/backup.ts';
import { BackupError, type BackupHeader } from '../db/backup-format.ts';
import { checkBackup, load } from '../db/restore.ts';
import { refuseForeign } from '../db/settings.ts';
import { openVault } from '../db/vault.ts';
import { openHouse } from '../house.ts';
import { identityOf, knownKey, makeDataDir, openStorage, tokenOf } from '../storage.ts';
import { type Command, noMore, type StandaloneCommand, UsageError } from './command.ts';

function fileOf(command: string, [file, ...rest]: readonly string[]): string {
  if (file === undefined || file.startsWith('--')) throw new UsageError(`${command} needs a file.`);
  noMore(rest);
  return path.resolve(file);
}

/** Everything the database holds, in one file. */
export const backup: Command = (args) => {
  const file = fileOf('backup', args);
  return async ({ house }) => {
    const data = await backUp(house.db.url, file, house.clock.now());
    const needs = data.key === null ? '' : `; restoring needs the DATA_KEY with fingerprint ${data.key}`;
    return { data, text: `${data.rows} rows of ${data.tables} tables, ${data.bytes} bytes, in ${file}${needs}` };
  };
};

/** @throws BackupError when the backup is another bot's, or its key is not here */
async function refuseUnfit(config: Config, header: BackupHeader): Promise<void> {
  const botId = (await tokenOf(config)).split(':')[0];
  if (header.botId !== null && header.botId !== botId) {
    throw new BackupError(
      `The backup belongs to bot ${header.botId}, the token is bot ${botId}'s: use that bot's token.`,
    );
  }
  if (header.keyMark === null) return;
  const key = knownKey(config);
  const found = key === null ? 'there is none' : `DATA_KEY has ${openVault(key).keyMark}`;
  if (key === null || openVault(key).keyMark !== header.keyMark) {
    throw new BackupError(
      `The backup needs the DATA_KEY with fingerprint ${header.keyMark}, ${found}: set that one, or put its data.key into DATA_DIR.`,
    );
  }
}

/** The lists beside the backup and in the data folder: whoever was erased since is erased again. */
function erasedSince(config: Config, file: string): ErasedPerson[] {
  const dirs = new Set([path.dirname(file), backupsDir(config.dataDir)]);
  return [...dirs].flatMap(readErasures);
}

/** Brings a backup into an empty database, and erases again whoever was erased since. */
export const restore: StandaloneCommand = (args, config) => {
  const file = fileOf('restore', args);
  return async () => {
    const sound = await checkBackup(file);
    await refuseUnfit(config, sound.header);
    makeDataDir(config);
    const erased = erasedSince(config, file);
    const storage = await openStorage(config);
    try {
      const rows = await load(storage.url, sound, async (client) => {
        const key = knownKey(config);
        if (key !== null) await refuseForeign(client, await identityOf(config, openVault(key)));
        await client.query(
          `INSERT INTO erasures (person_key, erased_at)
            SELECT e.key, e.at FROM unnest($1::uuid[], $2::timestamptz[]) e(key, at) ON CONFLICT DO NOTHING`,
          [erased.map(({ personKey }) => personKey), erased.map(({ erasedAt }) => erasedAt)],
        );
      });
      const house = await openHouse(config, { connections: 2 });
      await house.close();
      const { erasedAgain } = house;
      const data = { file, takenAt: sound.header.takenAt, rows, erasedAgain };
      const again = erasedAgain === 0 ? '' : `; ${erasedAgain} people erased since were erased again`;
      return { data, text: `${rows} rows of ${sound.header.takenAt} restored${again}` };
    } finally {
      await storage.leave();
    }
  };
};
