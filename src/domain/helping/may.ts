import type { ActingHelper, Tx } from '../../db/transaction.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { acceptCard, acceptProposal, chooseAmount, declineProposal, skipCard } from '../commitments/accept.ts';
import { askToHandOver } from '../commitments/asking.ts';
import { helpFromPledge } from '../commitments/from-pledge.ts';
import { givePart } from '../commitments/give-part.ts';
import { helpNow } from '../commitments/promise.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../commitments/settle.ts';
import { sayThanks, sayWithReport } from '../commitments/words.ts';
import { refuse } from '../errors.ts';
import { lockMember } from '../members/members.ts';
import { changeDirected, pledgeTo } from '../pledges/directed.ts';
import { pausePledge, resumePledge, setOpenAmount, withdrawPledge } from '../pledges/pledges.ts';
import { setSpread, setStart } from '../pledges/wishes.ts';
import {
  closeRequest,
  editRequest,
  pauseRequest,
  publishRequest,
  reopenRequest,
  resumeRequest,
} from '../requests/requests.ts';
import { answerStillNeeded } from '../requests/upkeep.ts';
import { covers, type Part } from './scope.ts';

/** A domain command: everything it changes, it changes for its actor. */
export type Command<A extends readonly unknown[], T> = (tx: Tx, actorId: string, ...args: A) => Promise<T>;

/** A command of which it is not known what it is given: it can be told from others and handed on, not called. */
export type AnyCommand = Command<never[], unknown>;

/** What a helper may do, by its name in the elder's list, and the part of the leave that covers it. */
export interface Permitted {
  readonly command: AnyCommand;
  readonly name: string;
  readonly part: Part;
}

const permitted = (part: Part, commands: Readonly<Record<string, AnyCommand>>): Permitted[] =>
  Object.entries(commands).map(([name, command]) => ({ command, name, part }));

/**
 * Everything a helper may do for an elder; whatever is not here is refused. Missing on purpose: the measure, payment details, the
 * standing yes, agreeing to a higher value, choosing people, recommendations, introductions, contacts and blocks, links, settings,
 * locks, data and deletion, reports, and helping itself. What a command here could do of that, it refuses by itself.
 */
export const PERMITTED: readonly Permitted[] = [
  ...permitted('REQUEST', {
    'request-published': publishRequest,
    'request-edited': editRequest,
    'request-paused': pauseRequest,
    'request-resumed': resumeRequest,
    'request-closed': closeRequest,
    'request-reopened': reopenRequest,
    'still-needed': answerStillNeeded,
  }),
  ...permitted('PROMISES', {
    'card-accepted': acceptCard,
    'card-skipped': skipCard,
    'proposal-accepted': acceptProposal,
    'proposal-declined': declineProposal,
    'proposal-changed': chooseAmount,
    'promised-now': helpNow,
    'promised-from-pledge': helpFromPledge,
    'part-given': givePart,
    'handed-over': reportHandedOver,
    received: confirm,
    'not-yet': sayNotYet,
    released: release,
    'let-go': letGo,
    'asked-to-hand-over': askToHandOver,
    thanked: sayThanks,
    'note-added': sayWithReport,
    'pledge-changed': setOpenAmount,
    'pledge-paused': pausePledge,
    'pledge-resumed': resumePledge,
    'pledge-withdrawn': withdrawPledge,
    'pledge-spread': setSpread,
    'pledge-start': setStart,
    'pledged-to': pledgeTo,
    'pledged-to-changed': changeDirected,
  }),
];

const BY_COMMAND: ReadonlyMap<unknown, Permitted> = new Map(PERMITTED.map((row) => [row.command, row]));

/** Who acts: by which leave. */
export interface Acting {
  readonly grantId: string;
  readonly helperId: string;
}

interface Leave {
  readonly elderId: string;
  readonly scope: HelperScope;
  readonly key: string;
}

/**
 * The leave, held until the transaction ends: stopping it waits for the command, or comes first.
 * @throws DomainError `helping-over`, also for another's; `not-for-helper` while either side's requests are locked
 */
async function takeLeave(tx: Tx, { grantId, helperId }: Acting): Promise<Leave> {
  const [leave] = await tx.db.$queryRaw<(Leave & { readonly isLocked: boolean })[]>`
    SELECT g.elder_id AS "elderId", g.scope::text AS scope, h.person_key AS key,
      (e.locked_at IS NOT NULL OR h.locked_at IS NOT NULL) AS "isLocked"
    FROM helper_grants g
    JOIN members e ON e.id = g.elder_id AND e.state = 'ACTIVE'
    JOIN members h ON h.id = g.helper_id AND h.state = 'ACTIVE'
    JOIN links l ON l.from_id = g.elder_id AND l.to_id = g.helper_id
    WHERE g.id = ${grantId}::uuid AND g.helper_id = ${helperId}::uuid AND g.acting_slot = g.helper_id
      AND g.state = 'ACTIVE' AND g.ends_at > ${tx.now}
    FOR SHARE OF g`;
  if (!leave) refuse('helping-over');
  if (leave.isLocked) refuse('not-for-helper');
  return leave;
}

/**
 * Carries out one command for the elder by their helper, in the command's own transaction: the leave is in force, covers it, and what
 * was done stands in the elder's list.
 *
 * @param actorId for whom the helper believes to act
 * @throws DomainError `helping-over`, `not-for-helper`, and whatever the command throws
 */
export async function actWithLeave<A extends readonly unknown[], T>(
  tx: Tx,
  acting: Acting,
  actorId: string,
  command: Command<A, T>,
  args: A,
): Promise<T> {
  await lockMember(tx, actorId); // before the leave, as whoever leaves or locks does
  const leave = await takeLeave(tx, acting);
  if (leave.elderId !== actorId) refuse('helping-over');
  const permission = BY_COMMAND.get(command);
  if (!permission || !covers(leave.scope, permission.part)) refuse('not-for-helper');
  const helper: ActingHelper = {
    grantId: acting.grantId,
    memberId: acting.helperId,
    key: leave.key,
    scope: leave.scope,
  };
  const result = await command({ ...tx, helper }, leave.elderId, ...args);
  await tx.db.helpedAction.create({ data: { grantId: acting.grantId, command: permission.name, at: tx.now } });
  return result;
}
