import type { Tx } from '../../db/transaction.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { HelpForm, PromiseState } from '../../generated/prisma/enums.ts';
import { shows } from '../helping/scope.ts';
import { nicknamesOf } from '../network/people.ts';
import { mayAsk } from './asking.ts';

/** A promise as one of its two people sees it; nobody else gets one. */
export interface PromiseView {
  readonly id: string;
  readonly side: 'given' | 'received';
  readonly counterpartId: string;
  /** As the viewer calls them; null for somebody who left. */
  readonly counterpartName: string | null;
  readonly counterpartTelegramId: bigint | null;
  readonly counterpartUsername: string | null;
  readonly requestId: string;
  /** Null where nothing but the record is shown. */
  readonly requestTitle: string | null;
  readonly amount: bigint;
  readonly confirmed: bigint;
  readonly state: PromiseState;
  readonly form: HelpForm;
  readonly description: string | null;
  /** What the giver said with "handed over", as long as the report stands. */
  readonly note: string | null;
  readonly hasNoteVoice: boolean;
  readonly thanks: string | null;
  readonly hasThanksVoice: boolean;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly hasDetails: boolean;
  /** One of the two blocked the other, or the counterpart left: the record can be settled, and shows nothing else. */
  readonly isRecordOnly: boolean;
  /** The recipient froze their requests: before handing anything over, the giver should call. */
  readonly isFrozen: boolean;
  /** The viewer may ask the giver to hand over now. */
  readonly mayAsk: boolean;
}

const include = {
  giver: true,
  recipient: true,
  request: { select: { title: true, paymentDetailId: true } },
} satisfies Prisma.CommitmentInclude;

type Row = Prisma.CommitmentGetPayload<{ include: typeof include }>;

/** What the viewer knows about others: whom they cannot see any more, and their own names for people. */
interface Eyes {
  readonly viewerId: string;
  readonly blocked: ReadonlySet<string>;
  readonly nicknames: ReadonlyMap<string, string>;
}

const opened = (tx: Tx, sealed: Uint8Array | null): string | null => (sealed ? tx.vault.open(sealed) : null);

function toView(tx: Tx, { viewerId, blocked, nicknames }: Eyes, row: Row): PromiseView {
  const side = row.giverId === viewerId ? 'given' : 'received';
  const counterpart = side === 'given' ? row.recipient : row.giver;
  const isGone = counterpart.state !== 'ACTIVE';
  const isRecordOnly = isGone || blocked.has(counterpart.id);
  const isFrozen = row.recipient.lockedAt !== null;
  return {
    id: row.id,
    side,
    counterpartId: counterpart.id,
    counterpartName: isGone ? null : (nicknames.get(counterpart.id) ?? counterpart.name),
    counterpartTelegramId: isRecordOnly ? null : counterpart.telegramId,
    counterpartUsername: isRecordOnly ? null : counterpart.username,
    requestId: row.requestId,
    requestTitle: isRecordOnly ? null : row.request.title,
    amount: row.amount,
    confirmed: row.confirmed,
    state: row.state,
    form: row.form,
    description: isRecordOnly ? null : opened(tx, row.description),
    note: isRecordOnly ? null : opened(tx, row.reportNote),
    hasNoteVoice: !isRecordOnly && row.reportVoice !== null,
    thanks: isRecordOnly ? null : opened(tx, row.thanks),
    hasThanksVoice: !isRecordOnly && row.thanksVoice !== null,
    dueAt: row.dueAt,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
    hasDetails: row.request.paymentDetailId !== null && !isRecordOnly && !isFrozen,
    isRecordOnly,
    isFrozen: side === 'given' && isFrozen,
    mayAsk: side === 'received' && !isRecordOnly && !isFrozen && mayAsk(row, tx.now),
  };
}

async function eyesOf(tx: Tx, viewerId: string): Promise<Eyes> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT b_id AS id FROM blocked_pairs WHERE a_id = ${viewerId}::uuid`;
  return { viewerId, blocked: new Set(rows.map((row) => row.id)), nicknames: await nicknamesOf(tx, viewerId) };
}

/** The promise for its giver or recipient; null for everyone else and for an unknown id. */
export async function promiseView(tx: Tx, viewerId: string, promiseId: string): Promise<PromiseView | null> {
  if (!shows(tx, 'PROMISES')) return null;
  const row = await tx.db.commitment.findFirst({
    where: { id: promiseId, OR: [{ giverId: viewerId }, { recipientId: viewerId }] },
    include,
  });
  return row ? toView(tx, await eyesOf(tx, viewerId), row) : null;
}

/** Those of these promises that are the viewer's, in this order. */
export async function promiseViews(tx: Tx, viewerId: string, ids: readonly string[]): Promise<PromiseView[]> {
  if (!shows(tx, 'PROMISES')) return [];
  const rows = await tx.db.commitment.findMany({
    where: { id: { in: [...ids] }, OR: [{ giverId: viewerId }, { recipientId: viewerId }] },
    include,
  });
  const eyes = await eyesOf(tx, viewerId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toView(tx, eyes, row)] : [];
  });
}

/** What the giver's standing yes promised of one of their cards, and still stands. */
export async function promisesByStandingYes(tx: Tx, giverId: string, cardId: string): Promise<PromiseView[]> {
  const rows = await tx.db.commitment.findMany({
    where: { giverId, origin: 'STANDING_YES', proposal: { cardId }, state: 'PROMISED' },
    include,
    orderBy: [{ amount: 'desc' }, { id: 'asc' }],
  });
  const eyes = await eyesOf(tx, giverId);
  return rows.map((row) => toView(tx, eyes, row));
}
