import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Member, Request } from '../../generated/prisma/client.ts';
import type { PauseReason } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { withdrawWaiting } from '../cycles/proposals.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { LIMITS } from '../rules.ts';

/** Every legal step of a request; `doctor` folds the event log by this table. A request begins ACTIVE. */
export const REQUEST_STEPS = {
  created: [[null, 'ACTIVE']],
  edited: [
    ['ACTIVE', 'ACTIVE'],
    ['PAUSED', 'PAUSED'],
  ],
  paused: [['ACTIVE', 'PAUSED']],
  resumed: [['PAUSED', 'ACTIVE']],
  closed: [
    ['ACTIVE', 'CLOSED'],
    ['PAUSED', 'CLOSED'],
  ],
  reopened: [['CLOSED', 'ACTIVE']],
} as const satisfies Record<string, readonly (readonly [from: Request['state'] | null, to: Request['state']])[]>;

export type RequestStep = Exclude<keyof typeof REQUEST_STEPS, 'created' | 'edited'>;

export type Owner = Pick<Member, 'id' | 'personKey'>;

/** Who moves a request: its owner, or the system. */
export type Mover = { readonly role: 'OWNER'; readonly key: string } | { readonly role: 'SYSTEM'; readonly key: null };

export const SYSTEM: Mover = { role: 'SYSTEM', key: null };
export const byOwner = (owner: Owner): Mover => ({ role: 'OWNER', key: owner.personKey });

/** The rows of a member and their request, in this order, locked for the rest of the transaction. @throws DomainError `not-found` */
export async function lockOwn(tx: Tx, actorId: string, requestId: string): Promise<Request> {
  await lockMember(tx, actorId);
  await tx.db.$queryRaw`SELECT 1 FROM requests WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
  const request = await tx.db.request.findUnique({ where: { id: requestId } });
  return request && request.ownerId === actorId ? request : refuse('not-found');
}

/** The owner as an actor; the caller holds their row. */
export const ownerOf = (tx: Tx, ownerId: string): Promise<Owner> =>
  tx.db.member.findUniqueOrThrow({ where: { id: ownerId }, select: { id: true, personKey: true } });

/** Who may change their requests: the caller holds their row. @throws DomainError `locked` */
export async function unlockedOwner(tx: Tx, ownerId: string): Promise<Owner> {
  const owner = await tx.db.member.findUniqueOrThrow({ where: { id: ownerId } });
  return owner.lockedAt ? refuse('locked') : owner;
}

interface Change {
  readonly pauseReason?: PauseReason;
  readonly closedAt?: Date;
  readonly outcome?: Uint8Array<ArrayBuffer> | null;
}

/** Moves a request one legal step by compare-and-set on the state it was read in, and logs it. @throws DomainError `stale` */
export async function moveRequest(
  tx: Tx,
  request: Request,
  step: RequestStep,
  by: Mover,
  change: Change = {},
): Promise<void> {
  const [, to] = REQUEST_STEPS[step].find(([from]) => from === request.state) ?? refuse('stale');
  const { count } = await tx.db.request.updateMany({
    where: { id: request.id, state: request.state },
    data: {
      state: to,
      pauseReason: null,
      closedAt: null,
      ...change,
      activeSlot: to === 'ACTIVE' ? request.ownerId : null,
    },
  });
  if (count === 0) refuse('stale');
  await appendEvent(tx, {
    subject: 'REQUEST',
    subjectId: request.id,
    event: step,
    from: request.state,
    to,
    role: by.role,
    actorKey: by.key,
  });
}

/** Promises to it stand, directed pledges are held, waiting proposals are taken back. Nobody is told. @throws DomainError `stale` */
export async function pauseNow(tx: Tx, request: Request, why: PauseReason, by: Mover): Promise<void> {
  await moveRequest(tx, request, 'paused', by, { pauseReason: why });
  await withdrawWaiting(tx, { requestId: request.id });
}

/** Within the days for which a closed request keeps its story. */
export const mayReopen = ({ state, closedAt, deadline }: Request, now: Date): boolean =>
  state === 'CLOSED' &&
  closedAt !== null &&
  closedAt > later(now, -LIMITS.reopenDays * DAY_MS) &&
  (deadline === null || deadline > now);
