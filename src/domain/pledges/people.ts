import type { Tx } from '../../db/transaction.ts';
import type { Scope } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';
import { contactsOf } from '../network/contacts.ts';

/** Only these people; ids of others than the giver's contacts are dropped as unknown. @throws DomainError `nothing-left` */
export async function choosePeople(
  tx: Tx,
  actorId: string,
  pledgeId: string,
  scope: Scope,
  people: readonly string[],
): Promise<void> {
  await tx.db.pledgePerson.deleteMany({ where: { pledgeId, excluded: false } });
  if (scope !== 'CHOSEN') return;
  const contacts = new Set((await contactsOf(tx, actorId)).map((contact) => contact.id));
  const chosen = [...new Set(people)].filter((id) => contacts.has(id));
  if (chosen.length === 0) refuse('nothing-left');
  // Somebody who was excluded and is chosen now is not excluded any more.
  await tx.db.pledgePerson.deleteMany({ where: { pledgeId, memberId: { in: chosen } } });
  await tx.db.pledgePerson.createMany({ data: chosen.map((memberId) => ({ pledgeId, memberId, excluded: false })) });
}
