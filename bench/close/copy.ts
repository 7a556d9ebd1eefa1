/** The yardstick: the rows that a close wrote, written again by COPY to tables with the same columns, checks, indexes and keys. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ms } from '../support/measure.ts';

interface Table {
  readonly name: string;
  /** Which of its rows a round wrote; $1 is the round's id. */
  readonly where: string;
  /** Columns with their foreign keys. */
  readonly keys: readonly (readonly [column: string, to: string])[];
}

const TABLES: readonly Table[] = [
  {
    name: 'cards',
    where: 'round_id = $1',
    keys: [
      ['round_id', 'rounds'],
      ['giver_id', 'members'],
    ],
  },
  {
    name: 'proposals',
    where: 'round_id = $1',
    keys: [
      ['cycle_id', 'cycles'],
      ['round_id', 'rounds'],
      ['card_id', 'bench_cards'],
      ['giver_id', 'members'],
      ['request_id', 'requests'],
      ['pledge_id', 'pledges'],
    ],
  },
  {
    name: 'events',
    where: `subject_id IN (SELECT id FROM proposals WHERE round_id = $1) AND event = 'offered'`,
    keys: [],
  },
  {
    name: 'notices',
    where: `params ->> 'cardId' IN (SELECT id::text FROM cards WHERE round_id = $1)`,
    keys: [['member_id', 'members']],
  },
];

/** The rows as COPY's own text, read before the clock starts. */
async function linesOf(client: pg.ClientBase, table: Table, roundId: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT array_to_string(array_agg(coalesce(replace(v.value, '\\', '\\\\'), '\\N') ORDER BY v.n), E'\\t') AS line
     FROM ${table.name} t
     CROSS JOIN LATERAL (SELECT a.attnum AS n, to_jsonb(t) ->> a.attname AS value FROM pg_attribute a
       WHERE a.attrelid = '${table.name}'::regclass AND a.attnum > 0 AND NOT a.attisdropped) v
     WHERE ${table.where} GROUP BY t.ctid`,
    [roundId],
  );
  return rows.map((row) => `${row.line}\n`);
}

const LINES_PER_CHUNK = 1_000;

function* joined(lines: readonly string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += LINES_PER_CHUNK) yield lines.slice(at, at + LINES_PER_CHUNK).join('');
}

async function twinOf(client: pg.ClientBase, { name, keys }: Table): Promise<void> {
  await client.query(`CREATE TABLE bench_${name} (LIKE ${name} INCLUDING ALL)`);
  for (const [column, to] of keys) {
    await client.query(`ALTER TABLE bench_${name} ADD FOREIGN KEY (${column}) REFERENCES ${to} ON UPDATE CASCADE`);
  }
}

/** All of them in one transaction, as the close writes them. */
export async function copyOfRound(pool: pg.Pool, roundId: string): Promise<{ rows: number; ms: number; each: string }> {
  const client = await pool.connect();
  try {
    const lines = new Map<string, string[]>();
    for (const table of TABLES) {
      await twinOf(client, table);
      lines.set(table.name, await linesOf(client, table, roundId));
    }
    const each: string[] = [];
    const start = performance.now();
    await client.query('BEGIN');
    for (const { name } of TABLES) {
      const began = performance.now();
      await pipeline(Readable.from(joined(lines.get(name)!)), client.query(copyFrom(`COPY bench_${name} FROM STDIN`)));
      each.push(`${name} ${ms(performance.now() - began)}`);
    }
    await client.query('COMMIT');
    const took = performance.now() - start;
    await client.query(`DROP TABLE ${TABLES.map(({ name }) => `bench_${name}`).join(', ')}`);
    return { rows: [...lines.values()].reduce((sum, own) => sum + own.length, 0), ms: took, each: each.join(', ') };
  } finally {
    client.release();
  }
}
