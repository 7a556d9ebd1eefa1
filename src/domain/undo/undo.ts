import type { Tx } from '../../db/transaction.ts';
import type { Member, Undo } from '../../generated/prisma/client.ts';
import type { UndoKind } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { resumeEverything } from '../members/pausing.ts';
import { reopenRequest } from '../requests/requests.ts';
import { type Before, newestStep } from './kept.ts';
import { offerAgain } from './offers.ts';
import { undoPledgeMade, undoPledgeWithdrawn } from './pledges.ts';
import { undoPublished } from './requests.ts';
import { undoRecommended, undoWordWithdrawn } from './words.ts';

/** What an undo is about: enough to show how things stand. */
export interface Undone {
  readonly kind: UndoKind;
  /** The pledge, request, card or proposal; the member for a setting. */
  readonly aboutId: string;
}

type Way = (tx: Tx, member: Member, undo: Undo) => Promise<unknown>;

async function undoDeclined(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const { offers } = undo.before as unknown as Before['PROPOSALS_DECLINED'];
  if ((await offerAgain(tx, offers, member.personKey, undo.at)) === 0) refuse('stale');
}

/** A setting gets its earlier value back, while it is what the act made of it. @throws DomainError `stale` */
async function undoSetting(tx: Tx, { id }: Member, undo: Undo): Promise<void> {
  const change = undo.before as unknown as Before['LANGUAGE' | 'TIMEZONE' | 'QUIET_HOURS'];
  const [was, left] = [columnsOf(undo.kind, change.was), columnsOf(undo.kind, change.left)];
  const { count } = await tx.db.member.updateMany({ where: { id, ...left }, data: was });
  if (count === 0) refuse('stale');
}

function columnsOf(kind: UndoKind, value: unknown): Record<string, string | number | null> {
  if (kind === 'LANGUAGE') return { language: value as string };
  if (kind === 'TIMEZONE') return { timezone: value as string | null };
  const { from, to } = value as Before['QUIET_HOURS']['was'];
  return { quietFrom: from, quietTo: to };
}

/** How each act is taken back (▶️ on its screen does the same for a closed request and for the pause of everything), and whether the log of what it is about must not have gone on since. */
const WAYS: Readonly<Record<UndoKind, readonly [Way, isLogged: boolean]>> = {
  PLEDGE_MADE: [undoPledgeMade, true],
  PLEDGE_WITHDRAWN: [undoPledgeWithdrawn, true],
  REQUEST_PUBLISHED: [undoPublished, true],
  REQUEST_CLOSED: [(tx, { id }, { aboutId }) => reopenRequest(tx, id, aboutId), true],
  RECOMMENDED: [undoRecommended, false],
  RECOMMENDATION_WITHDRAWN: [undoWordWithdrawn, false],
  PROPOSALS_DECLINED: [undoDeclined, false],
  LANGUAGE: [undoSetting, false],
  TIMEZONE: [undoSetting, false],
  QUIET_HOURS: [undoSetting, false],
  PAUSED_ALL: [(tx, { id }) => resumeEverything(tx, id), false],
};

/**
 * Takes an act of the actor back within its ten minutes: as it was before, as far as nothing was built on it. Nobody is told, and
 * whatever the act queued and was not sent goes (1-domain, red line 5). A second time changes nothing.
 *
 * @throws DomainError `undo-late` after its time, and for whatever is not there or not the actor's: one answer; `undo-built-on` when
 *   something was promised on it; `stale` when it has moved on; and whatever the way back may refuse
 */
export async function undo(tx: Tx, actorId: string, undoId: string): Promise<Undone> {
  await lockMember(tx, actorId);
  const row = await tx.db.undo.findUnique({ where: { id: undoId }, include: { member: true } });
  if (!row || row.memberId !== actorId) refuse('undo-late');
  const { kind, aboutId, member } = row;
  if (row.usedAt !== null) return { kind, aboutId };
  if (tx.now >= row.until) refuse('undo-late');
  const [way, isLogged] = WAYS[kind];
  if (isLogged && row.event !== (await newestStep(tx, aboutId))) refuse('stale');
  await way(tx, member, row);
  await tx.db.undo.update({ where: { id: undoId }, data: { usedAt: tx.now } });
  return { kind, aboutId };
}

/** What the actor's undo is about, also when its time has passed; null for whatever is not there or not theirs. */
export async function undoAbout(tx: Tx, actorId: string, undoId: string): Promise<Undone | null> {
  const row = await tx.db.undo.findFirst({ where: { id: undoId, memberId: actorId } });
  return row && { kind: row.kind, aboutId: row.aboutId };
}
