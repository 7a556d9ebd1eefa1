import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Commitment } from '../../generated/prisma/client.ts';
import type { ActorRole, PromiseState } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';

/** Every legal step of a promise (1-domain, States), with who may take it. `doctor` folds the event log by this table. */
export const PROMISE_STEPS = {
  reported: { from: ['PROMISED'], to: 'REPORTED', by: ['GIVER'] },
  'not-yet': { from: ['REPORTED'], to: 'PROMISED', by: ['RECIPIENT'] },
  confirmed: { from: ['PROMISED', 'REPORTED', 'UNCONFIRMED'], to: 'CONFIRMED', by: ['RECIPIENT'] },
  released: { from: ['PROMISED'], to: 'RELEASED', by: ['GIVER', 'RECIPIENT', 'SYSTEM'] },
  forgiven: { from: ['PROMISED'], to: 'FORGIVEN', by: ['RECIPIENT', 'SYSTEM'] },
  unconfirmed: { from: ['REPORTED'], to: 'UNCONFIRMED', by: ['SYSTEM'] },
} as const satisfies Record<string, { from: readonly PromiseState[]; to: PromiseState; by: readonly ActorRole[] }>;

export type PromiseStep = keyof typeof PROMISE_STEPS;

/** The first event of a promise: made, recorded as handed over before, or as a gift that has already arrived. */
export const PROMISE_BIRTHS = { promised: 'PROMISED', 'already-given': 'REPORTED', given: 'CONFIRMED' } as const;

export interface Actor {
  readonly role: ActorRole;
  /** The member's person key; null for the system. */
  readonly key: string | null;
}

export const SYSTEM: Actor = { role: 'SYSTEM', key: null };

type Change = Partial<Pick<Commitment, 'amount' | 'confirmed' | 'reportedAt' | 'settledAt'>> & {
  reportNote?: null;
  reportVoice?: null;
};

/**
 * Moves a promise one legal step by compare-and-set, and logs it. `amount` of the event: what the step was about.
 * @throws DomainError `stale` when the promise is not in a state from which the step leads, `not-yours` for a wrong actor
 */
export async function stepPromise(
  tx: Tx,
  promise: Commitment,
  step: PromiseStep,
  actor: Actor,
  change: Change = {},
): Promise<void> {
  const { from, to, by } = PROMISE_STEPS[step];
  if (!(by as readonly ActorRole[]).includes(actor.role)) refuse('not-yours');
  if (!(from as readonly PromiseState[]).includes(promise.state)) refuse('stale');
  const { count } = await tx.db.commitment.updateMany({
    where: { id: promise.id, state: promise.state },
    data: { state: to, ...change },
  });
  if (count === 0) refuse('stale');
  await appendEvent(tx, {
    subject: 'PROMISE',
    subjectId: promise.id,
    event: step,
    from: promise.state,
    to,
    role: actor.role,
    actorKey: actor.key,
    amount: change.amount ?? promise.amount,
  });
}
