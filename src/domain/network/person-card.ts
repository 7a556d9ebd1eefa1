import type { Tx } from '../../db/transaction.ts';
import type { ContactOrigin } from '../../generated/prisma/enums.ts';
import { type RequestLine, visibleRequests } from '../requests/queries.ts';
import { pair } from './contacts.ts';
import { mayIntroduce } from './introductions.ts';
import { type HowKnown, maySeeMember, tiesTo } from './people.ts';
import { trustPaths } from './reach.ts';

/** A member's card as one viewer may see it. */
export interface PersonCard {
  readonly id: string;
  readonly name: string;
  readonly nickname: string | null;
  readonly about: string | null;
  readonly aboutLink: string | null;
  readonly how: HowKnown;
  /** Of a contact. `through` is set for an introduction by somebody whom the viewer sees. */
  readonly contact: { readonly since: Date; readonly origin: ContactOrigin; readonly through: string | null } | null;
  /** Names from the viewer to the person, for an asker beyond ring 1. */
  readonly paths: readonly (readonly string[])[];
  /** Of one who recommends or helps too: the request through which the viewer sees them. */
  readonly sharedTitle: string | null;
  /** Their request that the viewer sees now. */
  readonly request: RequestLine | null;
  /** Some help by this person was confirmed; never how much or how often (1-domain, Emergency and states). */
  readonly hasHelped: boolean;
  /** How the viewer may write to them: directly, by asking first, or having asked already. */
  readonly writing: 'direct' | 'ask' | 'asked';
  /** The viewer brought them in and may introduce them to other contacts. */
  readonly mayBeIntroduced: boolean;
}

async function contactOf(tx: Tx, viewerId: string, memberId: string): Promise<PersonCard['contact']> {
  const row = await tx.db.contact.findUniqueOrThrow({ where: { lowId_highId: pair(viewerId, memberId) } });
  return { since: row.since, origin: row.origin, through: await introducerOf(tx, viewerId, memberId, row.origin) };
}

async function introducerOf(tx: Tx, viewerId: string, memberId: string, origin: ContactOrigin): Promise<string | null> {
  if (origin !== 'INTRODUCTION') return null;
  const { lowId, highId } = pair(viewerId, memberId);
  const row = await tx.db.introduction.findUnique({
    where: { leftId_rightId: { leftId: lowId, rightId: highId } },
    include: { introducer: { select: { name: true } } },
  });
  return row && (await maySeeMember(tx, viewerId, row.introducerId)) ? row.introducer.name : null;
}

async function writingTo(tx: Tx, viewerId: string, memberId: string, how: HowKnown): Promise<PersonCard['writing']> {
  if (how === 'contact') return 'direct';
  const wish = await tx.db.writeWish.findUnique({ where: { fromId_toId: { fromId: viewerId, toId: memberId } } });
  if (!wish) return 'ask';
  return wish.answer === 'YES' ? 'direct' : 'asked'; // a "no" looks like silence
}

/** The card of a person; null when there is none or the viewer may not see them: one answer for both. */
export async function personCard(tx: Tx, viewerId: string, memberId: string): Promise<PersonCard | null> {
  const ties = await tiesTo(tx, viewerId, memberId);
  const nearest = ties[0];
  if (!nearest) return null;
  const member = await tx.db.member.findUniqueOrThrow({
    where: { id: memberId },
    include: { nicknamesGot: { where: { ownerId: viewerId } } },
  });
  const { how } = nearest;
  const isContact = how === 'contact';
  const request = (await visibleRequests(tx, viewerId)).find((line) => line.ownerId === memberId) ?? null;
  const paths = request && !isContact ? await trustPaths(tx, viewerId, request.id) : [];
  const nickname = member.nicknamesGot[0];
  // A circle-mate is seen only on the shared request, so nothing of their own is shown beside it.
  const isMateOnly = how === 'circle';
  return {
    id: memberId,
    name: member.name,
    nickname: nickname ? tx.vault.open(nickname.name) : null,
    about: member.about && !isMateOnly ? tx.vault.open(member.about) : null,
    aboutLink: member.aboutLink && !isMateOnly ? tx.vault.open(member.aboutLink) : null,
    how,
    contact: isContact ? await contactOf(tx, viewerId, memberId) : null,
    paths: paths.filter((path) => path.length > 0),
    sharedTitle: how === 'circle' || how === 'recommends' ? await titleOf(tx, nearest.requestId) : null,
    request,
    hasHelped: (await tx.db.commitment.count({ where: { giverId: memberId, state: 'CONFIRMED' }, take: 1 })) > 0,
    writing: await writingTo(tx, viewerId, memberId, how),
    mayBeIntroduced: isContact && (await mayIntroduce(tx, viewerId, memberId)),
  };
}

async function titleOf(tx: Tx, requestId: string | null): Promise<string | null> {
  if (requestId === null) return null;
  return (await tx.db.request.findUniqueOrThrow({ where: { id: requestId }, select: { title: true } })).title;
}
