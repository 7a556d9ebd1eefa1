import type { Tx } from '../db/transaction.ts';
import { DAY_MS, later } from './clock.ts';

/** One kind of data that is kept for a time only. */
export interface Retention {
  /** Also the name of the job that clears it. */
  readonly name: string;
  /** What is cleared, and from when its days count. */
  readonly what: string;
  readonly days: number;
  /** Clears what is older than `before`. Returns how many rows were cleared. */
  clear(tx: Tx, before: Date): Promise<number>;
}

/** The story, the voice and the link of a closed request; its title, amount and outcome stay with those who helped. */
async function clearStories(tx: Tx, before: Date): Promise<number> {
  const { count } = await tx.db.request.updateMany({
    where: {
      state: 'CLOSED',
      closedAt: { lt: before },
      OR: [{ story: { not: null } }, { storyVoice: { not: null } }, { link: { not: null } }],
    },
    data: { story: null, storyVoice: null, link: null },
  });
  return count;
}

/** What was typed into a form that nobody went on with. */
async function clearForms(tx: Tx, before: Date): Promise<number> {
  return (await tx.db.storedForm.deleteMany({ where: { updatedAt: { lt: before } } })).count;
}

/**
 * Updates that were handled. The number of the newest one stays, without its words and its chat: Telegram may deliver it again if it
 * was never told that it arrived.
 */
async function clearInbox(tx: Tx, before: Date): Promise<number> {
  const newest = await tx.db.inboxUpdate.findFirst({
    orderBy: [{ receivedAt: 'desc' }, { updateId: 'desc' }],
    select: { updateId: true },
  });
  const old = { handledAt: { lt: before } };
  const kept = newest?.updateId ?? -1n;
  await tx.db.inboxUpdate.updateMany({
    where: { ...old, updateId: kept },
    data: { chatId: 0n, payload: new Uint8Array(0) },
  });
  return (await tx.db.inboxUpdate.deleteMany({ where: { ...old, updateId: { not: kept } } })).count;
}

/** Which commands took effect: needed while Telegram may deliver an update again, or a form may be pressed again. */
async function clearCommands(tx: Tx, before: Date): Promise<number> {
  const newest = await tx.db.inboxUpdate.findFirst({ orderBy: [{ receivedAt: 'desc' }, { updateId: 'desc' }] });
  const { count } = await tx.db.appliedCommand.deleteMany({
    where: { at: { lt: before }, NOT: { key: { startsWith: `${newest?.updateId ?? -1n}:` } } },
  });
  return count;
}

/** That a message was sent, or was not: ids only, its text is nowhere. */
async function clearNotices(tx: Tx, before: Date): Promise<number> {
  const { count } = await tx.db.notice.deleteMany({
    where: { createdAt: { lt: before }, state: { in: ['SENT', 'DROPPED', 'FAILED'] } },
  });
  return count;
}

/** What operators wrote to everybody. */
async function clearAnnouncements(tx: Tx, before: Date): Promise<number> {
  return (await tx.db.broadcast.deleteMany({ where: { createdAt: { lt: before } } })).count;
}

/** What could be taken back, long after its ten minutes. */
async function clearUndos(tx: Tx, before: Date): Promise<number> {
  return (await tx.db.undo.deleteMany({ where: { at: { lt: before } } })).count;
}

/** Leave to act for another that has ended, with the list of what was done. */
async function clearHelping(tx: Tx, before: Date): Promise<number> {
  return (await tx.db.helperGrant.deleteMany({ where: { endedAt: { lt: before } } })).count;
}

/**
 * How long what is kept for a time is kept. Events are kept for ever: they hold random keys and no text (1-domain, I8). Everything
 * else stays until its owner takes it away or is erased (members/erasure.ts).
 */
export const RETENTION: readonly Retention[] = [
  { name: 'undos-clear', what: 'what could be taken back, from the act', days: 1, clear: clearUndos },
  { name: 'stories-clear', what: 'stories of closed requests, from the close', days: 60, clear: clearStories },
  { name: 'forms-clear', what: 'stored forms, from the last answer', days: 7, clear: clearForms },
  { name: 'inbox-clear', what: 'handled updates, from the answer', days: 3, clear: clearInbox },
  { name: 'commands-clear', what: 'results of commands, from the command', days: 7, clear: clearCommands },
  { name: 'announcements-clear', what: 'announcements, from their writing', days: 90, clear: clearAnnouncements },
  { name: 'helping-clear', what: 'ended help with the bot and its list, from its end', days: 180, clear: clearHelping },
  { name: 'messages-clear', what: 'sent messages, from their queueing', days: 90, clear: clearNotices },
];

/** Clears what one row of the table is about. */
export const clearOld = (tx: Tx, { days, clear }: Retention): Promise<number> =>
  clear(tx, later(tx.now, -days * DAY_MS));
