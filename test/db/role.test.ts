import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { backup } from '../../src/db/backup.ts';
import { type Db, openDb } from '../../src/db/client.ts';
import { connectTo } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { checkBackup } from '../../src/db/restore.ts';

const NAME = `role_${randomUUID().replaceAll('-', '')}`;
const PASSWORD = 'letters-and-digits';

function addressOf(database: string): URL {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${database}`;
  return url;
}

async function asSuperuser(statements: readonly string[]): Promise<void> {
  const client = await connectTo(addressOf('postgres').href, 'exodus test');
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Statements of tools/role.sql about the bot's role and database, under a name of this test's own. */
const statements = fs
  .readFileSync('tools/role.sql', 'utf8')
  .split('\n')
  .filter((line) => !line.startsWith('--') && !line.startsWith('\\'))
  .join('\n')
  .split(';')
  .map((statement) =>
    statement
      .trim()
      .replaceAll(/\bexodus\b/g, NAME)
      .replace(":'password'", `'${PASSWORD}'`),
  )
  .filter((statement) => statement.includes(NAME));

let db: Db;
beforeAll(async () => {
  expect(statements).toHaveLength(3);
  await asSuperuser(statements);
  const url = addressOf(NAME);
  url.username = NAME;
  url.password = PASSWORD;
  await migrate(url.href);
  db = await openDb(url.href, { max: 2 });
});
afterAll(async () => {
  await db?.close();
  await asSuperuser([`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`, `DROP ROLE IF EXISTS ${NAME}`]);
});

test('the bot’s role of docker-compose.yml migrates and backs up its database, and may do nothing else on the server', async () => {
  const { rows } = await db.pool.query(
    `SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user`,
  );
  expect(Object.values(rows[0] as object)).toEqual([false, false, false, false, false]);
  for (const forbidden of [
    `CREATE DATABASE ${NAME}_2`,
    `CREATE ROLE ${NAME}_2`,
    `COPY settings TO PROGRAM 'cat'`,
    `SELECT pg_read_file('PG_VERSION')`,
    `SET session_replication_role = replica`,
    `SELECT * FROM pg_authid`,
  ]) {
    await expect(db.pool.query(forbidden), forbidden).rejects.toMatchObject({ code: '42501' });
  }
  await expect(db.pool.query('DELETE FROM events')).resolves.toMatchObject({ rowCount: 0 });
  const file = path.join(os.tmpdir(), `${NAME}.exodus`);
  try {
    await backup(db.url, file, new Date());
    expect((await checkBackup(file)).header.migrations.length).toBeGreaterThan(0);
  } finally {
    fs.rmSync(file, { force: true });
  }
});
