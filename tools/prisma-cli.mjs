// The Prisma CLI with nothing but what `npm ci` installed.
//
// Prisma looks for its native schema engine before every command, even those that never start it, and downloads it.
// The variable PRISMA_SCHEMA_ENGINE_BINARY points it to tools/schema-engine.mjs instead.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Runs one Prisma command and returns its exit code and what it printed (nothing when `stdio` passes it through). */
export function prisma(args, { env = {}, stdio = 'inherit' } = {}) {
  const usesDatabase = args[0] === 'migrate' || args[0] === 'db';
  const canRunScript = process.platform !== 'win32' || !usesDatabase; // Windows cannot start a script as a program
  const engine = canRunScript ? { PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'tools', 'schema-engine.mjs') } : {};
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [createRequire(import.meta.url).resolve('prisma/build/index.js'), ...args],
    {
      cwd: root,
      stdio,
      encoding: 'utf8',
      env: { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...engine, ...process.env, ...env },
    },
  );
  return { code: status ?? 1, output: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}
