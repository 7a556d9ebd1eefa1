import type { ActorRole, Subject } from '../generated/prisma/enums.ts';
import type { Tx } from './transaction.ts';

/** One step of one record, as the append-only log keeps it: random keys, no text. */
export interface EventRow {
  readonly subject: Subject;
  readonly subjectId: string;
  readonly event: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly role: ActorRole;
  /** The acting member's person key; null for the system. */
  readonly actorKey: string | null;
  readonly amount?: bigint;
}

/** Appends to the log, in the transaction of the change. */
export async function appendEvents(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db.event.createMany({
    data: rows.map((row) => ({
      at: tx.now,
      subject: row.subject,
      subjectId: row.subjectId,
      event: row.event,
      fromState: row.from,
      toState: row.to,
      role: row.role,
      actorKey: row.actorKey,
      helperKey: tx.helper?.key ?? null,
      amount: row.amount ?? null,
    })),
  });
}

export const appendEvent = (tx: Tx, row: EventRow): Promise<void> => appendEvents(tx, [row]);
