import { apart, type Tx } from '../../db/transaction.ts';
import { DAY_MS, later } from '../clock.ts';
import { LIMITS } from '../rules.ts';
import { BY_THE_HOUSE, stepHelping } from './states.ts';

const OPEN = { state: { in: ['OFFERED', 'ACTIVE'] as ('OFFERED' | 'ACTIVE')[] } };
const inOrder = { id: 'asc' } as const;

/** Two people part: neither acts for the other any more. Nobody is told. */
export async function endHelpingBetween(tx: Tx, a: string, b: string): Promise<void> {
  const pairs = [
    { elderId: a, helperId: b },
    { elderId: b, helperId: a },
  ];
  const grants = await tx.db.helperGrant.findMany({ where: { ...OPEN, OR: pairs }, orderBy: inOrder });
  for (const grant of grants) await stepHelping(tx, grant, 'ended', BY_THE_HOUSE);
}

/** A member leaves or is erased: nobody acts for them, and they act for nobody. */
export async function endHelpingOf(tx: Tx, memberId: string): Promise<void> {
  const grants = await tx.db.helperGrant.findMany({
    where: { ...OPEN, OR: [{ elderId: memberId }, { helperId: memberId }] },
    orderBy: inOrder,
  });
  for (const grant of grants) await stepHelping(tx, grant, 'ended', BY_THE_HOUSE);
}

/** What has run out, and offers that nobody answered. Returns how many ended. */
export async function endDueHelping(tx: Tx): Promise<number> {
  const offeredBefore = later(tx.now, -LIMITS.helperOfferDays * DAY_MS);
  const grants = await tx.db.helperGrant.findMany({
    where: {
      OR: [
        { ...OPEN, endsAt: { lte: tx.now } },
        { state: 'OFFERED', offeredAt: { lte: offeredBefore } },
      ],
    },
    orderBy: inOrder,
  });
  return apart(tx, grants, (grant) => stepHelping(tx, grant, 'ended', BY_THE_HOUSE));
}
