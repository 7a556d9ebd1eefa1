// Do prisma/migrations build what prisma/schema.prisma describes? Asked on a database made for the question.
// CHECK constraints, triggers and functions live in the migrations only; Prisma does not see them and does not mind.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDatabase } from './database.mjs';
import { prisma } from './prisma-cli.mjs';
import { onSameServer, withClient } from './schema-engine-adapter.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Calls `use` with the address of an empty database on DATABASE_URL's server, or on an embedded one started for it. */
async function withEmptyDatabase(startEmbedded, use) {
  const given = process.env.DATABASE_URL;
  if (given) {
    const name = `drift_${randomUUID().replaceAll('-', '')}`;
    await withClient(given, (client) => client.query(`CREATE DATABASE ${name}`));
    try {
      return await use(onSameServer(given, name));
    } finally {
      await withClient(given, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    }
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-drift-'));
  try {
    const server = await startEmbedded({ dir, settings: { fsync: 'off' } });
    try {
      return await use(server.url);
    } finally {
      await server.stop({ force: true });
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Prints whether they agree, or what differs. Returns the exit code. */
export async function drift() {
  const { startEmbedded, migrate } = await loadDatabase();
  return withEmptyDatabase(startEmbedded, async (url) => {
    await migrate(url, { dir: path.join(root, 'prisma', 'migrations') });
    const diff = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
    const { code, output } = prisma(diff, { env: { DATABASE_URL: url }, stdio: 'pipe' });
    if (code === 0) console.log('schema and migrations agree');
    else console.log(`prisma/schema.prisma differs from what prisma/migrations build:\n${output}`);
    return code === 0 ? 0 : 1;
  });
}
