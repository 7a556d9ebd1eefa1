// Before all tests: the program is compiled, and one throw-away PostgreSQL holds a migrated template for them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the database that `testDb` clones. Nothing may stay connected to it. */
    templateUrl: string;
  }
}

/** A database that may vanish in a power cut is good enough for tests, and several times faster. */
export const SERVER_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan', // most statements run a few times on each connection: planning takes longer than answering
  max_connections: '300',
};

/**
 * Vitest's globalSetup. With TEST_DATABASE_URL the template is that database, which must be empty or an earlier run's, on a
 * server where its user may create databases.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  compile();
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await migrate(given);
    project.provide('templateUrl', given);
    return async () => {};
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-test-'));
  const server = await startEmbedded({ dir, database: 'template_exodus', settings: SERVER_SETTINGS });
  const teardown = async (): Promise<void> => {
    await server.stop({ force: true });
    fs.rmSync(dir, { recursive: true, force: true });
  };
  try {
    await migrate(server.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('templateUrl', server.url);
  return teardown;
}

/**
 * Tests that start the whole program (tools/run.mjs) drive the build made here, whatever is edited meanwhile. A type error
 * is shown but stops no test: `npm run typecheck` is the place that refuses it.
 */
function compile(): void {
  const args = ['tools/build.mjs', '--if-stale', '--despite-type-errors'];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the program could not be compiled, see above');
  process.env.EXODUS_NO_BUILD = '1';
}
