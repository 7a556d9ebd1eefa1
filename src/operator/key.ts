import fs from 'node:fs';
import type { Config } from '../config.ts';
import { connectTo } from '../db/connect.ts';
import { RotationError, rotateKey } from '../db/rotate-key.ts';
import { readKeyStanding } from '../db/settings.ts';
import { openVault, type Vault } from '../db/vault.ts';
import { keyFileOf, knownKey, makeKey, openStorage } from '../storage.ts';
import { noMore, type StandaloneCommand, UsageError } from './command.ts';

interface Keys {
  readonly from: Vault;
  readonly to: Vault;
  /** Puts the new key in the old one's place. Null: the operator does it. */
  readonly settle: (() => void) | null;
}

/** From DATA_KEY to DATA_KEY_NEW; or from the key kept in the data folder to a new one beside it. */
function keysOf(config: Config): Keys {
  const known = knownKey(config);
  if (known === null)
    throw new RotationError('There is no key to change: DATA_KEY is unset and DATA_DIR has no data.key.');
  const from = openVault(known);
  if (config.dataKey !== null) {
    if (config.dataKeyNew === null) throw new RotationError('DATA_KEY_NEW is unset: it is the key to change to.');
    const to = openVault(config.dataKeyNew);
    if (to.keyMark === from.keyMark) throw new RotationError('DATA_KEY_NEW is the same as DATA_KEY.');
    return { from, to, settle: null };
  }
  const file = keyFileOf(config);
  const next = `${file}.next`;
  const settle = (): void => {
    const kept = `${file}.${from.keyMark}`;
    if (!fs.existsSync(kept)) fs.linkSync(file, kept); // for backups that were taken before
    fs.renameSync(next, file);
  };
  return { from, to: openVault(makeKey(next)), settle };
}

/** @throws RotationError before a key is made for a database that is not there */
async function refuseUnsealed(url: string): Promise<void> {
  const client = await connectTo(url, 'exodus key');
  try {
    if ((await readKeyStanding(client)).mark === null)
      throw new RotationError('The database holds nothing sealed yet.');
  } finally {
    await client.end();
  }
}

/** Seals everything with a new key. The bot has to be stopped; broken off, the same command goes on. */
export const key: StandaloneCommand = ([step, ...rest], config) => {
  if (step !== 'rotate') throw new UsageError('key needs rotate.');
  noMore(rest);
  return async () => {
    const known = knownKey(config);
    if (known === null || config.dataKey !== null) keysOf(config); // refused before a server is started
    const storage = await openStorage(config);
    try {
      await refuseUnsealed(storage.url);
      const { from, to, settle } = keysOf(config);
      const sealed = await rotateKey(storage.url, from, to);
      settle?.();
      const now = settle
        ? 'It is kept in data.key; the old one, for backups taken until now, beside it.'
        : 'Set DATA_KEY to DATA_KEY_NEW now.';
      return {
        data: { from: from.keyMark, to: to.keyMark, sealed },
        text: `${sealed} values sealed anew, with the key ${to.keyMark} instead of ${from.keyMark}. ${now}`,
      };
    } finally {
      await storage.leave();
    }
  };
};
