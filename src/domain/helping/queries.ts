import type { Tx } from '../../db/transaction.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { areContacts } from '../network/contacts.ts';
import { calledBy, nicknamesOf } from '../network/people.ts';
import { standingBetween } from './grants.ts';

/** Leave to act, as one of the two sees it. */
export interface HelpView {
  readonly grantId: string;
  /** The other one, as the viewer calls them. */
  readonly name: string;
  readonly scope: HelperScope;
  readonly endsAt: Date;
}

interface Row extends Omit<HelpView, 'name'> {
  readonly name: string;
  readonly nickname: Uint8Array | null;
}

const view = (tx: Tx, row: Row): HelpView => ({
  grantId: row.grantId,
  name: calledBy(tx, row),
  scope: row.scope,
  endsAt: row.endsAt,
});

/** Who may act for the viewer now, the oldest leave first. */
export async function helpersOf(tx: Tx, elderId: string): Promise<HelpView[]> {
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT g.id AS "grantId", g.scope::text AS scope, g.ends_at AS "endsAt", h.name, n.name AS nickname
    FROM helper_grants g JOIN members h ON h.id = g.helper_id AND h.state = 'ACTIVE'
    LEFT JOIN nicknames n ON n.owner_id = g.elder_id AND n.of_id = g.helper_id
    WHERE g.elder_id = ${elderId}::uuid AND g.state = 'ACTIVE' AND g.ends_at > ${tx.now}
    ORDER BY g.answered_at, g.id`;
  return rows.map((row) => view(tx, row));
}

/** An offer that waits for the viewer's answer; null for everybody else, and when it waits no more. */
export async function waitingOffer(tx: Tx, elderId: string, grantId: string): Promise<HelpView | null> {
  const grant = await tx.db.helperGrant.findFirst({
    where: { id: grantId, elderId, state: 'OFFERED', endsAt: { gt: tx.now } },
    include: { helper: { select: { name: true, state: true } } },
  });
  if (grant?.helper.state !== 'ACTIVE' || !(await areContacts(tx, elderId, grant.helperId))) return null;
  const name = (await nicknamesOf(tx, elderId)).get(grant.helperId) ?? grant.helper.name;
  return { grantId, name, scope: grant.scope, endsAt: grant.endsAt };
}

/** How an offer of the viewer to a contact stands: nothing yet, no answer, or in force. A no looks like no answer. */
export type OfferStanding =
  | { readonly state: 'none' }
  | { readonly state: 'waiting' }
  | { readonly state: 'active'; readonly grantId: string; readonly endsAt: Date };

export async function offerStanding(tx: Tx, helperId: string, elderId: string): Promise<OfferStanding> {
  const grant = await standingBetween(tx, helperId, elderId);
  if (!grant) return { state: 'none' };
  return grant.state === 'ACTIVE' ? { state: 'active', grantId: grant.id, endsAt: grant.endsAt } : { state: 'waiting' };
}

/** One thing that was done for the elder. */
export interface HelpedView {
  /** A name of {@link PERMITTED}. */
  readonly command: string;
  readonly at: Date;
  /** Who did it, as the elder calls them; null for somebody who left. */
  readonly name: string | null;
}

export interface HelpedPage {
  readonly items: readonly HelpedView[];
  readonly page: number;
  readonly pages: number;
}

/** What was done for the viewer with help, the newest first, a page at a time. */
export async function helpedActions(tx: Tx, elderId: string, asked: number, size: number): Promise<HelpedPage> {
  const where = { grant: { elderId } };
  const pages = Math.max(1, Math.ceil((await tx.db.helpedAction.count({ where })) / size));
  const page = Math.min(Math.max(0, asked), pages - 1);
  const rows = await tx.db.helpedAction.findMany({
    where,
    include: { grant: { select: { helperId: true, helper: { select: { name: true, state: true } } } } },
    orderBy: { id: 'desc' },
    skip: page * size,
    take: size,
  });
  const nicknames = await nicknamesOf(tx, elderId);
  const items = rows.map(({ command, at, grant: { helperId, helper } }) => ({
    command,
    at,
    name: helper.state === 'ACTIVE' ? (nicknames.get(helperId) ?? helper.name) : null,
  }));
  return { items, page, pages };
}

/** Whether anything was ever done for the viewer with help, as far as it is kept. */
export const wasHelped = async (tx: Tx, elderId: string): Promise<boolean> =>
  (await tx.db.helpedAction.findFirst({ where: { grant: { elderId } }, select: { id: true } })) !== null;
