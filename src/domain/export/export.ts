import type { Tx } from '../../db/transaction.ts';
import type { Member } from '../../generated/prisma/client.ts';

/** Everything stored about one member (2-surface, Formats). Amounts are minor units as strings, times ISO 8601 UTC. */
export interface MemberExport {
  readonly member: { telegramId: string | null; name: string; language: string; joinedAt: string };
  /** Only in the file its owner gets by /mydata; null while nothing was pledged. */
  readonly ceiling?: string | null;
  readonly contacts: readonly object[];
  readonly requests: readonly object[];
  readonly pledges: readonly object[];
  readonly proposals: readonly object[];
  readonly promises: readonly object[];
  readonly recommendations: readonly object[];
  readonly paymentDetails: readonly object[];
  readonly notices: readonly object[];
}

const iso = (at: Date): string => at.toISOString();
const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
const word = (constant: string): string => constant.toLowerCase().replaceAll('_', '-');
const NAMED = { name: true, state: true } as const;
/** Empty for somebody who is leaving or was erased. */
const nameIn = ({ name, state }: { name: string; state: string }): string => (state === 'ACTIVE' ? name : '');
const inOrder = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];

async function contactsOf(tx: Tx, memberId: string): Promise<object[]> {
  const rows = await tx.db.contact.findMany({
    where: { OR: [{ lowId: memberId }, { highId: memberId }], brokenAt: null },
    include: { low: { select: NAMED }, high: { select: NAMED } },
    orderBy: [{ since: 'asc' }, { lowId: 'asc' }, { highId: 'asc' }],
  });
  const others = rows.map((row) => ({ ...row, other: row.lowId === memberId ? row.high : row.low }));
  return others
    .filter(({ other }) => other.state === 'ACTIVE')
    .map(({ other, since, origin }) => ({
      name: other.name,
      since: iso(since),
      origin: word(origin),
    }));
}

async function requestsOf(tx: Tx, ownerId: string): Promise<object[]> {
  const rows = await tx.db.request.findMany({ where: { ownerId }, orderBy: inOrder });
  return rows.map(({ id, kind, title, amount, state, reach }) => ({
    id,
    kind: word(kind),
    title,
    amount: String(amount),
    state,
    reach,
  }));
}

async function pledgesOf(tx: Tx, giverId: string): Promise<object[]> {
  const rows = await tx.db.pledge.findMany({ where: { giverId }, orderBy: inOrder });
  return rows.map(({ id, kind, amount, form, state, requestId }) => ({
    id,
    kind: word(kind),
    amount: String(amount),
    form: word(form),
    state,
    request: requestId,
  }));
}

async function proposalsOf(tx: Tx, giverId: string): Promise<object[]> {
  const rows = await tx.db.proposal.findMany({
    where: { giverId },
    include: { request: { select: { owner: { select: NAMED } } } },
    orderBy: inOrder,
  });
  return rows.map(({ id, requestId, request, amount, state, reason }) => ({
    id,
    request: requestId,
    to: nameIn(request.owner),
    amount: String(amount),
    state,
    reason,
  }));
}

/** The log of each promise, by the promise's id. */
async function stepsOf(tx: Tx, promiseIds: string[]): Promise<Map<string, object[]>> {
  const events = await tx.db.event.findMany({
    where: { subject: 'PROMISE', subjectId: { in: promiseIds } },
    orderBy: { id: 'asc' },
  });
  const steps = new Map<string, object[]>(promiseIds.map((id) => [id, []]));
  for (const { subjectId, at, event, role, amount } of events) {
    steps
      .get(subjectId)
      ?.push({ at: iso(at), event, actor: word(role), amount: amount === null ? null : String(amount) });
  }
  return steps;
}

async function promisesOf(tx: Tx, memberId: string): Promise<object[]> {
  const rows = await tx.db.commitment.findMany({
    where: { OR: [{ giverId: memberId }, { recipientId: memberId }] },
    include: { giver: { select: NAMED }, recipient: { select: NAMED } },
    orderBy: inOrder,
  });
  const steps = await stepsOf(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    direction: row.giverId === memberId ? 'given' : 'received',
    counterpart: nameIn(row.giverId === memberId ? row.recipient : row.giver),
    request: row.requestId,
    amount: String(row.amount),
    confirmed: String(row.confirmed),
    state: row.state,
    cycle: row.cycleId,
    dueAt: iso(row.dueAt),
    events: steps.get(row.id) ?? [],
  }));
}

async function recommendationsOf(tx: Tx, recommenderId: string): Promise<object[]> {
  const rows = await tx.db.recommendation.findMany({ where: { recommenderId }, orderBy: inOrder });
  return rows.map((row) => ({
    id: row.id,
    request: row.requestId,
    reason: word(row.reason),
    people: row.peopleConfirmed,
    since: iso(row.createdAt),
    expiresAt: iso(row.expiresAt),
    withdrawnAt: isoOrNull(row.withdrawnAt),
  }));
}

async function paymentDetailsOf(tx: Tx, ownerId: string): Promise<object[]> {
  const rows = await tx.db.paymentDetail.findMany({ where: { ownerId }, orderBy: inOrder });
  return rows.map((row) => ({
    id: row.id,
    name: tx.vault.open(row.name),
    value: tx.vault.open(row.value),
    isDefault: row.defaultSlot !== null,
    since: iso(row.createdAt),
    changedAt: iso(row.changedAt),
  }));
}

async function noticesOf(tx: Tx, memberId: string): Promise<object[]> {
  const rows = await tx.db.notice.findMany({ where: { memberId }, orderBy: { id: 'asc' } });
  return rows.map(({ kind, state, createdAt, sentAt }) => ({
    kind,
    state,
    createdAt: iso(createdAt),
    sentAt: isoOrNull(sentAt),
  }));
}

const headOf = ({ telegramId, name, language, joinedAt }: Member): MemberExport['member'] => ({
  telegramId: telegramId === null ? null : String(telegramId),
  name,
  language,
  joinedAt: iso(joinedAt),
});

/**
 * Gathers everything stored about a member.
 * @param options.withCeiling true for the member's own file only: nobody else may see a measure (1-domain, Terms)
 * @throws Error when there is no such member: ids come from the database
 */
export async function exportMember(tx: Tx, memberId: string, options: { withCeiling: boolean }): Promise<MemberExport> {
  const row = await tx.db.member.findUniqueOrThrow({ where: { id: memberId } });
  return {
    member: headOf(row),
    ...(options.withCeiling ? { ceiling: row.ceiling === null ? null : String(row.ceiling) } : {}),
    contacts: await contactsOf(tx, memberId),
    requests: await requestsOf(tx, memberId),
    pledges: await pledgesOf(tx, memberId),
    proposals: await proposalsOf(tx, memberId),
    promises: await promisesOf(tx, memberId),
    recommendations: await recommendationsOf(tx, memberId),
    paymentDetails: await paymentDetailsOf(tx, memberId),
    notices: await noticesOf(tx, memberId),
  };
}
