import type { Tx } from '../../db/transaction.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { refuse } from '../errors.ts';

/** What leave to act for another may cover: the elder's request; their pledges, promises and cards. */
export type Part = Exclude<HelperScope, 'BOTH'>;

export const covers = (scope: HelperScope, part: Part): boolean => scope === 'BOTH' || scope === part;

/** Whether a query may show this part: to the person themself, or to a helper whose leave covers it. */
export const shows = ({ helper }: Tx, part: Part): boolean => !helper || covers(helper.scope, part);

/**
 * Nobody sits on both sides: a helper promises nothing for the elder to their own request, and settles nothing between the elder and
 * themself. Asked with the other side of whatever is being done.
 *
 * @throws DomainError `not-for-helper`
 */
export function keepSidesApart({ helper }: Tx, otherId: string): void {
  if (helper?.memberId === otherId) refuse('not-for-helper');
}

/**
 * A helper gives no more for the elder than stands on the elder's screens: how far the private measure reaches cannot be found by trying.
 *
 * @param shown the most that can be read there, in minor units
 * @throws DomainError `not-for-helper`
 */
export function keepWithinShown({ helper }: Tx, amount: bigint, shown: bigint): void {
  if (helper && amount > shown) refuse('not-for-helper');
}

/**
 * Whether a helper may look at this request: the elder's own, where the leave covers it; somebody else's only where a promise, a proposal
 * or a pledge of the elder is about it, so that nobody walks about in another's network (red line 4). Always for the person themself.
 */
export async function showsRequest(tx: Tx, viewerId: string, requestId: string): Promise<boolean> {
  if (!tx.helper) return true;
  const [row] = await tx.db.$queryRaw<{ isOwn: boolean; isTheirs: boolean }[]>`
    SELECT q.owner_id = ${viewerId}::uuid AS "isOwn", (
      EXISTS (SELECT 1 FROM promises p WHERE p.request_id = q.id AND p.giver_id = ${viewerId}::uuid)
      OR EXISTS (SELECT 1 FROM proposals p WHERE p.request_id = q.id AND p.giver_id = ${viewerId}::uuid)
      OR EXISTS (SELECT 1 FROM pledges p WHERE p.request_id = q.id AND p.giver_id = ${viewerId}::uuid AND p.state <> 'WITHDRAWN')
    ) AS "isTheirs"
    FROM requests q WHERE q.id = ${requestId}::uuid`;
  if (!row) return false;
  return row.isOwn ? shows(tx, 'REQUEST') : row.isTheirs && shows(tx, 'PROMISES');
}
