import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { ContactOrigin } from '../../generated/prisma/enums.ts';
import { keyOf } from '../members/members.ts';

/** Contacts are stored once per pair, the smaller id first. PostgreSQL compares UUIDs as JavaScript compares their texts. */
export const pair = (a: string, b: string) => (a < b ? { lowId: a, highId: b } : { lowId: b, highId: a });

export interface ContactPerson {
  readonly id: string;
  readonly name: string;
}

/**
 * Makes two members contacts. A contact that was broken stays broken until both want it back (1-domain, Terms):
 * this counts as `actorId`'s wish.
 *
 * @returns whether they are contacts now
 */
export async function connect(tx: Tx, actorId: string, otherId: string, origin: ContactOrigin): Promise<boolean> {
  if (actorId === otherId) return false;
  const key = pair(actorId, otherId);
  const earlier = await tx.db.contact.findUnique({ where: { lowId_highId: key } });
  if (earlier && earlier.brokenAt === null) return true;
  const actorKey = await keyOf(tx, actorId);
  if (!earlier) {
    await tx.db.contact.create({ data: { ...key, origin, since: tx.now } });
  } else {
    const lowWants = earlier.lowWantsBack || key.lowId === actorId;
    const highWants = earlier.highWantsBack || key.highId === actorId;
    const isBack = lowWants && highWants;
    await tx.db.contact.update({
      where: { lowId_highId: key },
      data: isBack
        ? { brokenAt: null, brokenById: null, lowWantsBack: false, highWantsBack: false, since: tx.now }
        : { lowWantsBack: lowWants, highWantsBack: highWants },
    });
    if (!isBack) return false;
  }
  await appendEvent(tx, {
    subject: 'CONTACT',
    subjectId: actorKey,
    event: earlier ? 'renewed' : 'connected',
    from: null,
    to: null,
    role: 'OWNER',
    actorKey,
  });
  return true;
}

export async function areContacts(tx: Tx, a: string, b: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM links WHERE from_id = ${a}::uuid AND to_id = ${b}::uuid`;
  return rows.length > 0;
}

/** Whether one of the two blocked the other: then neither sees the other anywhere. */
export async function isBlockedPair(tx: Tx, a: string, b: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM blocked_pairs WHERE a_id = ${a}::uuid AND b_id = ${b}::uuid LIMIT 1`;
  return rows.length > 0;
}

/** The viewer's contacts by name. */
export function contactsOf(tx: Tx, viewerId: string): Promise<ContactPerson[]> {
  return tx.db.$queryRaw<ContactPerson[]>`
    SELECT m.id, m.name FROM links l JOIN members m ON m.id = l.to_id AND m.state = 'ACTIVE'
    WHERE l.from_id = ${viewerId}::uuid ORDER BY m.name COLLATE "ru-x-icu", m.id`;
}
