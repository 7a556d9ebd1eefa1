import type { Tx } from '../../db/transaction.ts';
import type { Member, Undo } from '../../generated/prisma/client.ts';
import type { UndoKind } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { type Before, newestStep, useUndo } from './kept.ts';
import { offerAgain } from './offers.ts';
import { undoPledgeMade, undoPledgeWithdrawn } from './pledges.ts';
import { undoPublished } from './requests.ts';
import { undoRecommended, undoWordWithdrawn } from './words.ts';

/** A closed request and the pause of everything have their way back on the screen already: ▶️, which then gives back what they took. */
export type Undoable = Exclude<UndoKind, 'REQUEST_CLOSED' | 'PAUSED_ALL'>;

/** What an undo is about: enough to show how things stand. */
export interface Undone {
  readonly kind: Undoable;
  /** The pledge, request, card or proposal; the member for a setting. */
  readonly aboutId: string;
}

type Way = (tx: Tx, member: Member, undo: Undo) => Promise<unknown>;

async function undoDeclined(tx: Tx, member: Member, undo: Undo): Promise<void> {
  const { offers } = undo.before as unknown as Before['PROPOSALS_DECLINED'];
  if ((await offerAgain(tx, member, offers, undo.at)) === 0) refuse('stale');
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

/** How each act is taken back, and whether the log of what it is about must not have gone on since. */
const WAYS: Readonly<Record<Undoable, readonly [Way, isLogged: boolean]>> = {
  PLEDGE_MADE: [undoPledgeMade, true],
  PLEDGE_WITHDRAWN: [undoPledgeWithdrawn, true],
  REQUEST_PUBLISHED: [undoPublished, true],
  RECOMMENDED: [undoRecommended, false],
  RECOMMENDATION_WITHDRAWN: [undoWordWithdrawn, false],
  PROPOSALS_DECLINED: [undoDeclined, false],
  LANGUAGE: [undoSetting, false],
  TIMEZONE: [undoSetting, false],
  QUIET_HOURS: [undoSetting, false],
};

const isUndoable = (kind: UndoKind): kind is Undoable => Object.hasOwn(WAYS, kind);

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
  if (!row || row.memberId !== actorId || !isUndoable(row.kind)) refuse('undo-late');
  const undone: Undone = { kind: row.kind, aboutId: row.aboutId };
  if (row.usedAt !== null) return undone;
  if (tx.now >= row.until) refuse('undo-late');
  const [way, isLogged] = WAYS[undone.kind];
  if (isLogged && row.event !== (await newestStep(tx, row.aboutId))) refuse('stale');
  await way(tx, row.member, row);
  await useUndo(tx, undoId);
  return undone;
}

/** What the actor's undo is about, also when its time has passed; null for whatever is not there or not theirs. */
export async function undoAbout(tx: Tx, actorId: string, undoId: string): Promise<Undone | null> {
  const row = await tx.db.undo.findFirst({ where: { id: undoId, memberId: actorId } });
  return row && isUndoable(row.kind) ? { kind: row.kind, aboutId: row.aboutId } : null;
}
