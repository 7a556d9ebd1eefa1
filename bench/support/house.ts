/** A house on a throw-away PostgreSQL of its own, filled with a town. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDb } from '../../src/db/client.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type House, transact } from '../../src/db/transaction.ts';
import { openVault } from '../../src/db/vault.ts';
import { openFirstCycle } from '../../src/domain/cycles/cycles.ts';
import { randomIds } from '../../src/domain/ids.ts';
import { makeTown, type Town, type TownSize } from './town.ts';
import { type WrittenTown, writeTown } from './write-town.ts';

export interface BenchHouse {
  readonly house: House;
  readonly town: Town;
  readonly ids: WrittenTown;
  /** Moves the clock, for everybody at once. */
  moveTo(at: Date): void;
  close(): Promise<void>;
}

const STARTS_AT = new Date('2026-11-20T09:00:00Z');

/**
 * DATABASE_URL may name an empty database, whose server then keeps its own settings. The folder of migrations is the repository's,
 * wherever the benchmark was compiled to.
 */
export async function openBenchHouse(size: TownSize, migrationsDir: string): Promise<BenchHouse> {
  const given = process.env.DATABASE_URL;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-bench-'));
  const server = given ? null : await startEmbedded({ dir });
  const url = given ?? server!.url;
  await migrate(url, { dir: migrationsDir });
  const db = await openDb(url);
  let at = STARTS_AT;
  const house: House = {
    db,
    clock: { now: () => new Date(at) },
    ids: randomIds,
    vault: openVault('a key of the benchmark'),
    rules: {
      timezone: 'Europe/Moscow',
      unit: { symbol: '€', decimals: 2, quantum: 100n },
      defaultLanguage: 'ru',
      quietHours: { from: 21, to: 9 },
    },
  };
  await transact(house, openFirstCycle);
  const town = makeTown(size);
  const client = await db.pool.connect();
  const ids = await writeTown(client, town, STARTS_AT).finally(() => client.release());
  return {
    house,
    town,
    ids,
    moveTo: (next) => {
      at = next;
    },
    close: async () => {
      await db.close();
      await server?.stop({ force: true });
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
