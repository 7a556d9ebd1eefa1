import { appendEvent } from '../../db/events.ts';
import type { Tx } from '../../db/transaction.ts';
import type { HelperGrant } from '../../generated/prisma/client.ts';
import type { HelperState } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';

/** The steps of leave to act for an elder: who takes each, from where. The doctor reads the same table (I3). */
export const HELPER_STEPS = {
  accepted: { from: ['OFFERED'], to: 'ACTIVE', by: ['OWNER'] },
  declined: { from: ['OFFERED'], to: 'DECLINED', by: ['OWNER'] },
  ended: { from: ['OFFERED', 'ACTIVE'], to: 'ENDED', by: ['OWNER', 'HELPER', 'SYSTEM'] },
} as const satisfies Record<
  string,
  { readonly from: readonly HelperState[]; readonly to: HelperState; readonly by: readonly Role[] }
>;

type Role = 'OWNER' | 'HELPER' | 'SYSTEM';

/** Who takes a step: the elder is the owner of the leave. */
export interface Taker {
  readonly role: Role;
  readonly key: string | null;
}

export const BY_THE_HOUSE: Taker = { role: 'SYSTEM', key: null };

export async function logHelping(
  tx: Tx,
  id: string,
  event: string,
  from: HelperState | null,
  to: HelperState,
  { role, key }: Taker,
): Promise<void> {
  await appendEvent(tx, { subject: 'HELPER', subjectId: id, event, from, to, role, actorKey: key });
}

/** One step, compared and set. Acting ends with everything but a yes. @throws DomainError `stale` */
export async function stepHelping(
  tx: Tx,
  grant: Pick<HelperGrant, 'id' | 'state'>,
  event: keyof typeof HELPER_STEPS,
  by: Taker,
): Promise<void> {
  const { role } = by;
  const { from, to } = HELPER_STEPS[event];
  if (!(from as readonly HelperState[]).includes(grant.state)) refuse('stale');
  const isOver = to !== 'ACTIVE';
  const { count } = await tx.db.helperGrant.updateMany({
    where: { id: grant.id, state: grant.state },
    data: {
      state: to,
      ...(event === 'ended' ? {} : { answeredAt: tx.now }),
      ...(isOver ? { endedAt: tx.now, openSlot: null, actingSlot: null } : {}),
      ...(role === 'HELPER' ? { actedAt: null } : {}), // they know
    },
  });
  if (count === 0) refuse('stale');
  await logHelping(tx, grant.id, event, grant.state, to, by);
}
