import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import { refuse } from '../errors.ts';
import { areContacts } from '../network/contacts.ts';
import { LIMITS } from '../rules.ts';
import { clean, cleanLine, isBlank } from '../text.ts';

/** What a member says about themselves, for those who see them. */
export interface OwnAbout {
  readonly name: string;
  readonly about: string | null;
  readonly link: string | null;
}

export async function ownAbout(tx: Tx, memberId: string): Promise<OwnAbout> {
  const row = await tx.db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { name: true, about: true, aboutLink: true },
  });
  return {
    name: row.name,
    about: row.about ? tx.vault.open(row.about) : null,
    link: row.aboutLink ? tx.vault.open(row.aboutLink) : null,
  };
}

/** A web address; nothing else may become a link that others press. */
export function isWebLink(text: string): boolean {
  return /^https?:\/\/\S+\.\S+$/u.test(text) && text.length <= LIMITS.aboutLinkLength && URL.canParse(text);
}

/**
 * Sets what a member says about themselves; null takes it away.
 * @throws DomainError `text-empty` for words that nobody would see, `link-invalid`
 */
export async function setAbout(tx: Tx, actorId: string, about: string | null, link: string | null): Promise<void> {
  const words = about === null ? null : clean(about, LIMITS.aboutLength).text;
  if (words !== null && isBlank(words)) refuse('text-empty');
  if (link !== null && !isWebLink(link)) refuse('link-invalid');
  const { personKey } = await tx.db.member.update({
    where: { id: actorId },
    data: {
      about: words === null ? null : tx.vault.seal(words),
      aboutLink: link === null ? null : tx.vault.seal(link),
    },
    select: { personKey: true },
  });
  await appendEvent(tx, {
    subject: 'MEMBER',
    subjectId: personKey,
    event: 'described',
    from: 'ACTIVE',
    to: 'ACTIVE',
    role: 'OWNER',
    actorKey: personKey,
  });
}

/**
 * The actor's own name for a contact, seen by nobody else; null gives the contact their first name back.
 * @throws DomainError `not-found` unless they are contacts, `text-empty`
 */
export async function setNickname(tx: Tx, actorId: string, contactId: string, nickname: string | null): Promise<void> {
  if (!(await areContacts(tx, actorId, contactId))) refuse('not-found');
  const key = { ownerId: actorId, ofId: contactId };
  if (nickname === null) {
    await tx.db.nickname.deleteMany({ where: key });
    return;
  }
  const { text } = cleanLine(nickname, LIMITS.nicknameLength);
  if (isBlank(text)) refuse('text-empty');
  const name = tx.vault.seal(text);
  await tx.db.nickname.upsert({ where: { ownerId_ofId: key }, create: { ...key, name }, update: { name } });
}
