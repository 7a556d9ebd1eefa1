import type { Tx } from '../../db/transaction.ts';
import { markChanged } from '../requests/details.ts';
import { lockMember, nameOf, type Person, type TelegramUser } from './members.ts';

/**
 * Whoever writes can be reached again, is awake, and is called by today's first name. Another username may mean that somebody else
 * holds the account: their requests are marked, and recommenders asked again.
 */
export async function markSeen(tx: Tx, person: Person, user: TelegramUser): Promise<void> {
  await lockMember(tx, person.id);
  const before = await tx.db.member.findUniqueOrThrow({ where: { id: person.id }, select: { username: true } });
  const username = user.username ?? null;
  const isRenamed = before.username !== username;
  await tx.db.member.update({
    where: { id: person.id },
    data: {
      lastSeenAt: tx.now,
      unreachableAt: null,
      name: nameOf(user),
      username,
      ...(isRenamed ? { usernameSince: tx.now } : {}),
    },
  });
  if (isRenamed) await markChanged(tx, person.id);
}
