import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MigrationError, migrate } from '../../src/db/migrate.ts';
import { emptyDatabase } from '../support/test-db.ts';

let dir: string;
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exodus-migrations-'));
  write('1_first', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);');
  write('2_second', 'CREATE TABLE b (n int);');
  database = await emptyDatabase();
});

afterEach(async () => {
  await database.drop();
  fs.rmSync(dir, { recursive: true });
});

function write(name: string, sql: string): void {
  fs.mkdirSync(path.join(dir, name), { recursive: true });
  fs.writeFileSync(path.join(dir, name, 'migration.sql'), sql);
}

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const run = (): Promise<string[]> => migrate(database.url, { dir });

test('migrations are applied once, in the order of their names', async () => {
  expect(await run()).toEqual(['1_first', '2_second']);
  expect(await run()).toEqual([]);
  write('3_third', 'CREATE TABLE c (n int);');
  expect(await run()).toEqual(['3_third']);
});

test('of three programs that start at once each migration is applied by one', async () => {
  write('1_first', 'SELECT pg_sleep(0.2); CREATE TABLE a (n int);');
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
  expect(await query('SELECT count(*)::int AS n FROM "_prisma_migrations"')).toEqual([{ n: 2 }]);
});

test('a script with function bodies is taken whole', async () => {
  write('3_third', `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;`);
  await run();
  expect(await query('SELECT two()')).toEqual([{ two: 2 }]);
});

test('a migration that fails leaves nothing, and succeeds once it is repaired', async () => {
  write('3_third', 'CREATE TABLE c (n int); INSERT INTO nowhere VALUES (1);');
  await expect(run()).rejects.toThrow('Migration 3_third failed and was undone: relation "nowhere" does not exist.');
  expect(await query(`SELECT to_regclass('b')::text AS b, to_regclass('c')::text AS c`)).toEqual([{ b: 'b', c: null }]);
  write('3_third', 'CREATE TABLE c (n int);');
  expect(await run()).toEqual(['3_third']);
});

test('a migration edited after it was applied is refused, other line ends are not an edit', async () => {
  write('2_second', '-- two lines\nCREATE TABLE b (n int);\n');
  await run();
  write('2_second', '-- two lines\r\nCREATE TABLE b (n int);\r\n');
  expect(await run()).toEqual([]);
  write('2_second', 'CREATE TABLE b (n bigint);');
  await expect(run()).rejects.toThrow(
    'Migration 2_second was edited after it was applied: restore its file, add a new one.',
  );
});

test('a database newer than the program is refused and left alone', async () => {
  await run();
  fs.rmSync(path.join(dir, '2_second'), { recursive: true });
  write('1_another', 'CREATE TABLE another (n int);');
  await expect(run()).rejects.toThrow('newer than this program (it has 2_second): update this program.');
  expect(await query(`SELECT to_regclass('another') AS another`)).toEqual([{ another: null }]);
});

test('a migration the Prisma CLI left unfinished is refused until it is resolved', async () => {
  await run();
  await query(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name = '2_second'`);
  const error = await run().catch((e: Error) => e);
  expect(error).toBeInstanceOf(MigrationError);
  expect((error as Error).message).toMatch(/^Migration 2_second failed earlier and was left unfinished: .*$/);
  await query(`UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name = '2_second'`);
  await query('DROP TABLE b');
  expect(await run()).toEqual(['2_second']);
});
