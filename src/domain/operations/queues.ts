import type { Tx } from '../../db/transaction.ts';

/** What waits to be done now, and how long the oldest of it has been waiting. */
export interface Waiting {
  readonly depth: number;
  readonly oldestSeconds: number;
}

export interface Queues {
  /** Updates that Telegram brought and nobody has handled. */
  readonly inbox: Waiting;
  /** Messages that may go out now and have not. */
  readonly outbox: Waiting;
}

interface Row {
  readonly depth: number;
  readonly oldest: Date | null;
}

export async function readQueues(tx: Tx): Promise<Queues> {
  const [inbox] = await tx.db.$queryRaw<Row[]>`
    SELECT count(*)::int AS depth, min(received_at) AS oldest FROM inbox WHERE handled_at IS NULL`;
  const [outbox] = await tx.db.$queryRaw<Row[]>`
    SELECT count(*)::int AS depth, min(not_before) AS oldest FROM notices
    WHERE state IN ('PENDING', 'SENDING') AND not_before <= ${tx.now}`;
  const waiting = (row: Row | undefined): Waiting => ({
    depth: row?.depth ?? 0,
    oldestSeconds: row?.oldest ? Math.max(0, Math.round((tx.now.getTime() - row.oldest.getTime()) / 1000)) : 0,
  });
  return { inbox: waiting(inbox), outbox: waiting(outbox) };
}
