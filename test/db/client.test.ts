import { afterAll, expect, test } from 'vitest';
import { openDb } from '../../src/db/client.ts';
import { testDb } from '../support/test-db.ts';

const db = await testDb();
afterAll(() => db.close());

const withPort = (port: string): string => {
  const url = new URL(db.url);
  url.port = port;
  return url.href;
};

test('Prisma and hand-written SQL work on the same migrated database', async () => {
  await expect(db.prisma.$queryRaw`SELECT 1 AS one`).resolves.toEqual([{ one: 1 }]);
  const { rows } = await db.pool.query('SELECT count(*)::int AS n FROM "_prisma_migrations"');
  expect(rows[0].n).toBeGreaterThan(0);
});

test('an unreachable database is one line with its place and without its password', async () => {
  const { pathname, password } = new URL(db.url);
  const error = await openDb(withPort('1')).catch((e: Error) => e);
  expect(error).toMatchObject({
    name: 'DatabaseUnreachableError',
    message: `Cannot reach the database at 127.0.0.1:1${pathname}: nothing accepts connections there.`,
  });
  expect((error as Error).message).not.toContain(password);
});

test.each([
  ['a wrong password', (url: URL) => Object.assign(url, { password: 'wrong' }), 'user or password refused'],
  ['an unknown database', (url: URL) => Object.assign(url, { pathname: '/nowhere' }), 'no such database'],
  ['an unknown host', (url: URL) => Object.assign(url, { hostname: 'nowhere.invalid' }), 'no such host'],
])('%s is named as such', async (_name, change, reason) => {
  await expect(openDb(change(new URL(db.url)).href)).rejects.toThrow(reason);
});

test('something that is no address is named without repeating it', async () => {
  await expect(openDb('postgres//secret@host')).rejects.toThrow('not of the form postgresql://');
  await expect(openDb('postgres//secret@host')).rejects.not.toThrow('secret');
});

test('a lost connection is told once, kills nothing, and the next query opens another', async () => {
  const lost: Error[] = [];
  const other = await openDb(db.url, { max: 2, onError: (error) => lost.push(error) });
  const kill = async (): Promise<void> => {
    const { rows } = await other.pool.query('SELECT pg_backend_pid() AS pid');
    await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  };
  await kill();
  await expect.poll(() => lost.length).toBe(1);
  await expect(other.prisma.$queryRaw`SELECT 2 AS two`).resolves.toEqual([{ two: 2 }]);
  await other.close();
  await other.close();
  expect(lost).toHaveLength(1);
});
