import { text } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';
import type { House } from '../../src/db/transaction.ts';

/** One cell that holds something it should not. */
export interface Find {
  readonly table: string;
  readonly needle: string;
  readonly where: string;
}

async function tablesOf(house: House): Promise<string[]> {
  const { rows } = await house.db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

/** Every row of a table as `COPY … TO` writes it into a dump. */
async function copied(house: House, table: string): Promise<string> {
  const client = await house.db.pool.connect();
  try {
    return await text(client.query(copyTo(`COPY "${table}" TO STDOUT`)));
  } finally {
    client.release();
  }
}

const isSealed = (value: unknown): value is Buffer => Buffer.isBuffer(value) && value.length > 0;

/**
 * Looks for texts in a real dump: every column of every row of every table, as COPY writes it, and what is sealed with the key opened.
 * Fails on a sealed value that does not open, so that nothing is skipped.
 */
export async function searchDump(house: House, needles: readonly string[]): Promise<Find[]> {
  const finds: Find[] = [];
  const look = (table: string, where: string, content: string): void => {
    for (const needle of needles) {
      if (content.toLowerCase().includes(needle.toLowerCase())) finds.push({ table, needle, where });
    }
  };
  for (const table of await tablesOf(house)) {
    for (const line of (await copied(house, table)).split('\n')) look(table, 'COPY', line);
    const { rows } = await house.db.pool.query<Record<string, unknown>>(`SELECT * FROM "${table}"`);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (isSealed(value)) look(table, `${column}, unsealed`, house.vault.open(value));
      }
    }
  }
  return finds;
}
