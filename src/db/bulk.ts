import type { PrismaClient } from '../generated/prisma/client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { type House, type Tx, transact } from './transaction.ts';

/** For the few places that read or write a whole round at once; everything else uses Prisma. */

type Cell = string | number | bigint | boolean;

/**
 * Many values as one parameter, in PostgreSQL's own text form of an array: written into `unnest(…)` this is twice as slow as COPY, where
 * createMany is fifty times as slow. Values are ids, numbers and plain words: none holds a quote, comma, brace, blank or backslash.
 *
 * @param type of one value, as PostgreSQL calls it; never from a user
 */
export function column(type: string, values: readonly Cell[]): Prisma.Sql {
  return Prisma.sql`${`{${values.join(',')}}`}::${Prisma.raw(type)}[]`;
}

/** Cuts rows into chunks that make one statement of moderate size each; the event loop turns between them. */
export function* chunksOf<T>(rows: readonly T[], size = 5_000): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** Four-byte integers as PostgreSQL sends them (`int4send`, `int8send`: big-endian; the machines that Node runs on are little-endian). */
export function integersOf(bytes: Uint8Array): Int32Array {
  const own = new Uint8Array(bytes); // its own memory, aligned
  Buffer.from(own.buffer).swap32();
  return new Int32Array(own.buffer);
}

/** The most that the write of a whole round may take; an ordinary command gets less. */
const LONG_TRANSACTION_MS_MAX = 300_000;

/** As `transact`, for a command that writes as much as a whole town has: it may take minutes on a weak machine. */
export function transactLong<T>(house: House, command: (tx: Tx) => Promise<T>): Promise<T> {
  const { prisma } = house.db;
  const patient: PrismaClient = Object.create(prisma, {
    $transaction: {
      value: (work: (db: Prisma.TransactionClient) => Promise<T>) =>
        prisma.$transaction(work, { timeout: LONG_TRANSACTION_MS_MAX }),
    },
  });
  return transact({ ...house, db: { ...house.db, prisma: patient } }, command);
}
