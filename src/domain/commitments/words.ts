import type { Tx } from '../../db/transaction.ts';
import { refuse } from '../errors.ts';
import { isBlockedPair } from '../network/contacts.ts';
import { queueNotice } from '../notices/queue.ts';
import { LIMITS } from '../rules.ts';
import { clean, isBlank } from '../text.ts';
import { lockSide } from './sides.ts';

/** One line, or a voice note by Telegram's file id. */
export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'voice'; readonly fileId: string };

interface Sealed {
  readonly line: Uint8Array<ArrayBuffer> | null;
  readonly voice: Uint8Array<ArrayBuffer> | null;
}

/** @throws DomainError `text-empty` */
function seal(tx: Tx, said: Said): Sealed {
  if (said.kind === 'voice') return { line: null, voice: tx.vault.seal(said.fileId) };
  const { text } = clean(said.text, LIMITS.thanksLength);
  if (isBlank(text)) refuse('text-empty');
  return { line: tx.vault.seal(text), voice: null };
}

/**
 * A line or a voice note that goes with "handed over". While the question to the recipient still waits in the queue it simply
 * carries the words; afterwards it is asked once more, with them.
 *
 * @throws DomainError `not-found`, `stale` unless it is reported, `text-empty`
 */
export async function sayWithReport(tx: Tx, actorId: string, promiseId: string, said: Said): Promise<void> {
  const [promise] = await lockSide(tx, actorId, promiseId, 'GIVER');
  if (promise.state !== 'REPORTED') refuse('stale');
  const { line, voice } = seal(tx, said);
  await tx.db.commitment.update({ where: { id: promiseId }, data: { reportNote: line, reportVoice: voice } });
  const times = await tx.db.event.count({ where: { subjectId: promiseId, event: 'reported' } });
  const key = `handed-over:${promiseId}:${times}:${promise.recipientId}`;
  const asked = await tx.db.notice.findUnique({ where: { key }, select: { state: true } });
  if (asked?.state === 'PENDING') return;
  await queueNotice(tx, {
    kind: 'handed-over',
    memberId: promise.recipientId,
    about: `${promiseId}:${times}:words`,
    params: { promiseId },
  });
}

/** One line or voice note of thanks with a confirmation, once. @throws DomainError `not-found`, `stale`, `text-empty` */
export async function sayThanks(tx: Tx, actorId: string, promiseId: string, said: Said): Promise<void> {
  const [promise] = await lockSide(tx, actorId, promiseId, 'RECIPIENT');
  if (promise.state !== 'CONFIRMED' || promise.thanks || promise.thanksVoice) refuse('stale');
  const { line, voice } = seal(tx, said);
  await tx.db.commitment.update({ where: { id: promiseId }, data: { thanks: line, thanksVoice: voice } });
  await queueNotice(tx, { kind: 'thanks', memberId: promise.giverId, about: promiseId, params: { promiseId } });
}

/** The voice note of a hand-over or of thanks as Telegram's file id, for the two people of the promise; null when there is none. */
export async function voiceOf(
  tx: Tx,
  viewerId: string,
  promiseId: string,
  which: 'report' | 'thanks',
): Promise<string | null> {
  const row = await tx.db.commitment.findFirst({
    where: { id: promiseId, OR: [{ giverId: viewerId }, { recipientId: viewerId }] },
  });
  const voice = which === 'report' ? row?.reportVoice : row?.thanksVoice;
  if (!row || !voice || (await isBlockedPair(tx, row.giverId, row.recipientId))) return null;
  return tx.vault.open(voice);
}
