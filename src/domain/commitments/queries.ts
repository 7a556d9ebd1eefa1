import type { Tx } from '../../db/transaction.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { HelpForm, PromiseState } from '../../generated/prisma/enums.ts';
import { nicknamesOf } from '../network/people.ts';

/** A promise as one of its two people sees it; nobody else gets one. */
export interface PromiseView {
  readonly id: string;
  readonly side: 'given' | 'received';
  /** As the viewer calls them. */
  readonly counterpartName: string;
  readonly counterpartTelegramId: bigint | null;
  readonly counterpartUsername: string | null;
  readonly requestId: string;
  readonly requestTitle: string;
  readonly amount: bigint;
  readonly confirmed: bigint;
  readonly state: PromiseState;
  readonly form: HelpForm;
  readonly description: string | null;
  readonly thanks: string | null;
  readonly dueAt: Date;
  readonly hasDetails: boolean;
  /** One of the two blocked the other: the record can be settled, and shows nothing else. */
  readonly isRecordOnly: boolean;
  /** The recipient froze their requests: before handing anything over, the giver should call. */
  readonly isFrozen: boolean;
}

const include = {
  giver: true,
  recipient: true,
  request: { select: { title: true, paymentDetailId: true } },
} satisfies Prisma.CommitmentInclude;

type Row = Prisma.CommitmentGetPayload<{ include: typeof include }>;

function toView(tx: Tx, viewerId: string, row: Row, { blocked, nicknames }: Eyes): PromiseView {
  const side = row.giverId === viewerId ? 'given' : 'received';
  const counterpart = side === 'given' ? row.recipient : row.giver;
  const isRecordOnly = blocked.has(counterpart.id);
  const isFrozen = side === 'given' && row.recipient.lockedAt !== null;
  return {
    id: row.id,
    side,
    counterpartName: nicknames.get(counterpart.id) ?? counterpart.name,
    counterpartTelegramId: isRecordOnly ? null : counterpart.telegramId,
    counterpartUsername: isRecordOnly ? null : counterpart.username,
    requestId: row.requestId,
    requestTitle: row.request.title,
    amount: row.amount,
    confirmed: row.confirmed,
    state: row.state,
    form: row.form,
    description: row.description ? tx.vault.open(row.description) : null,
    thanks: row.thanks ? tx.vault.open(row.thanks) : null,
    dueAt: row.dueAt,
    hasDetails: row.request.paymentDetailId !== null && !isRecordOnly && !isFrozen,
    isRecordOnly,
    isFrozen,
  };
}

/** How the viewer looks at people: whom they blocked or were blocked by, and their own names for people. */
interface Eyes {
  readonly blocked: ReadonlySet<string>;
  readonly nicknames: ReadonlyMap<string, string>;
}

async function eyesOf(tx: Tx, viewerId: string): Promise<Eyes> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT b_id AS id FROM blocked_pairs WHERE a_id = ${viewerId}::uuid`;
  return { blocked: new Set(rows.map((row) => row.id)), nicknames: await nicknamesOf(tx, viewerId) };
}

/** The promise for its giver or recipient; null for everyone else and for an unknown id. */
export async function promiseView(tx: Tx, viewerId: string, promiseId: string): Promise<PromiseView | null> {
  const row = await tx.db.commitment.findFirst({
    where: { id: promiseId, OR: [{ giverId: viewerId }, { recipientId: viewerId }] },
    include,
  });
  return row ? toView(tx, viewerId, row, await eyesOf(tx, viewerId)) : null;
}

/**
 * The lists of /promises: `open` = mine to hand over, `to-me` = promised to me, `waiting` = handed over and not confirmed
 * (both sides), `archive` = settled.
 */
export const PROMISE_LISTS = ['open', 'to-me', 'waiting', 'archive'] as const;
export type PromiseList = (typeof PROMISE_LISTS)[number];

function filter(viewerId: string, list: PromiseList): Prisma.CommitmentWhereInput {
  const mine = { OR: [{ giverId: viewerId }, { recipientId: viewerId }] };
  if (list === 'open') return { giverId: viewerId, state: 'PROMISED' };
  if (list === 'to-me') return { recipientId: viewerId, state: 'PROMISED' };
  if (list === 'waiting') return { ...mine, state: { in: ['REPORTED', 'UNCONFIRMED'] } };
  return { ...mine, state: { in: ['CONFIRMED', 'RELEASED', 'FORGIVEN'] } };
}

/** One list of the viewer's promises: what is due first comes first, the archive newest first. */
export async function promiseList(tx: Tx, viewerId: string, list: PromiseList): Promise<PromiseView[]> {
  const rows = await tx.db.commitment.findMany({
    where: filter(viewerId, list),
    include,
    orderBy: list === 'archive' ? [{ settledAt: 'desc' }, { id: 'asc' }] : [{ dueAt: 'asc' }, { id: 'asc' }],
    take: LIST_MAX,
  });
  const eyes = await eyesOf(tx, viewerId);
  return rows.map((row) => toView(tx, viewerId, row, eyes));
}

const LIST_MAX = 300;

/** How many promises each list holds. */
export async function promiseCounts(tx: Tx, viewerId: string): Promise<Readonly<Record<PromiseList, number>>> {
  const count = (list: PromiseList) => tx.db.commitment.count({ where: filter(viewerId, list) });
  const [open, toMe, waiting, archive] = [
    await count('open'),
    await count('to-me'),
    await count('waiting'),
    await count('archive'),
  ];
  return { open, 'to-me': toMe, waiting, archive };
}
