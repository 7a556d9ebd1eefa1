// Runs the Prisma CLI without internet: `npm run prisma -- <command>`.
//
//   generate | validate | format             need no database
//   migrate dev|deploy|status|diff …, db …   on the server of DATABASE_URL, else on a private one in data/postgres-dev
//   drift                                    do prisma/migrations and prisma/schema.prisma agree?
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDatabase } from './database.mjs';
import { drift } from './drift.mjs';
import { prisma } from './prisma-cli.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function main(args) {
  if (args[0] === 'drift') return drift();
  const usesDatabase = args[0] === 'migrate' || args[0] === 'db';
  if (!usesDatabase || process.env.DATABASE_URL) return prisma(args).code;
  const { startEmbedded } = await loadDatabase();
  const server = await startEmbedded({ dir: path.join(root, 'data', 'postgres-dev'), database: 'development' });
  try {
    return prisma(args, { env: { DATABASE_URL: server.url } }).code;
  } finally {
    await server.stop();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
