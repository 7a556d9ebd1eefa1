// Runs the Prisma CLI with nothing but what `npm ci` installed: `npm run prisma -- <command>`.
//
//   generate | validate | format             need no database
//   migrate dev|deploy|status|diff …, db …   on the server of DATABASE_URL, else on a private one in data/postgres-dev
//   drift                                    do prisma/migrations and prisma/schema.prisma agree?
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

async function main(args) {
  if (args[0] === 'drift') return (await import('./drift.mjs')).drift();
  const usesDatabase = args[0] === 'migrate' || args[0] === 'db';
  if (!usesDatabase || process.env.DATABASE_URL) return prisma(args).code;
  const { startEmbedded } = await (await import('./database.mjs')).loadDatabase();
  const server = await startEmbedded({ dir: path.join(root, 'data', 'postgres-dev'), database: 'development' });
  try {
    return prisma(args, { env: { DATABASE_URL: server.url } }).code;
  } finally {
    await server.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
