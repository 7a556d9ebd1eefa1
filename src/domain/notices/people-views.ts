import type { Tx } from '../../db/transaction.ts';
import { helpingOf } from '../helping/acting.ts';
import { type HelpView, waitingOffer } from '../helping/queries.ts';
import { erasureTime } from '../members/leaving.ts';
import { lockOf, type UnlockQuestion, unlockQuestion } from '../members/lock.ts';
import { type ReportCase, reportCase } from '../network/reports.ts';
import { type Account, accountFor, askingToWrite } from '../network/writing.ts';
import { type IncidentView, incidentView } from '../operations/incidents.ts';
import { announcementText } from '../operations/operators.ts';
import type { NoticeKind } from './kinds.ts';
import { type JobCase, jobCase } from './operators.ts';

/** What notices between two people who are not contacts, to operators, and about a lock tell; read for their recipient at delivery. */
export type PeopleNotice =
  | { readonly kind: 'may-i-write'; readonly fromId: string; readonly name: string }
  | { readonly kind: 'may-write'; readonly account: Account }
  | { readonly kind: 'abuse-reported'; readonly report: ReportCase }
  | { readonly kind: 'job-failing'; readonly failing: JobCase }
  | { readonly kind: 'trouble' | 'trouble-over'; readonly incident: IncidentView }
  | { readonly kind: 'announcement'; readonly text: string }
  | { readonly kind: 'unlock-asked'; readonly question: UnlockQuestion }
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'helper-offered' | 'helper-accepted'; readonly help: HelpView }
  | { readonly kind: 'deletion-scheduled'; readonly eraseAt: Date };

type Reader = (tx: Tx, viewerId: string, params: Readonly<Record<string, string>>) => Promise<PeopleNotice | null>;

const READERS: Readonly<Record<PeopleNotice['kind'], Reader>> = {
  'may-i-write': async (tx, viewerId, { memberId }) => {
    const asking = memberId ? await askingToWrite(tx, viewerId, memberId) : null;
    return asking && memberId ? { kind: 'may-i-write', fromId: memberId, name: asking.name } : null;
  },
  'may-write': async (tx, viewerId, { memberId }) => {
    const account = memberId ? await accountFor(tx, viewerId, memberId) : null;
    return account ? { kind: 'may-write', account } : null;
  },
  'abuse-reported': async (tx, _viewerId, { reportId }) => {
    const report = reportId ? await reportCase(tx, reportId) : null;
    return report && !report.isHandled ? { kind: 'abuse-reported', report } : null;
  },
  'job-failing': async (tx, _viewerId, { job }) => {
    const failing = job ? await jobCase(tx, job) : null;
    return failing ? { kind: 'job-failing', failing } : null;
  },
  trouble: async (tx, _viewerId, { incidentId }) => {
    const incident = incidentId ? await incidentView(tx, incidentId, 'open') : null;
    return incident ? { kind: 'trouble', incident } : null;
  },
  'trouble-over': async (tx, _viewerId, { incidentId }) => {
    const incident = incidentId ? await incidentView(tx, incidentId, 'over') : null;
    return incident ? { kind: 'trouble-over', incident } : null;
  },
  announcement: async (tx, _viewerId, { broadcastId }) => {
    const text = broadcastId ? await announcementText(tx, broadcastId) : null;
    return text === null ? null : { kind: 'announcement', text };
  },
  'unlock-asked': async (tx, viewerId, { askId }) => {
    const question = askId ? await unlockQuestion(tx, viewerId, askId) : null;
    return question?.mine === 'ASKED' ? { kind: 'unlock-asked', question } : null;
  },
  'helper-offered': async (tx, viewerId, { grantId }) => {
    const help = grantId ? await waitingOffer(tx, viewerId, grantId) : null;
    return help ? { kind: 'helper-offered', help } : null;
  },
  'helper-accepted': async (tx, viewerId, { grantId }) => {
    const help = (await helpingOf(tx, viewerId)).elders.find((elder) => elder.grantId === grantId);
    return help ? { kind: 'helper-accepted', help } : null;
  },
  'deletion-scheduled': async (tx, viewerId) => {
    const eraseAt = await erasureTime(tx, viewerId);
    return eraseAt === null ? null : { kind: 'deletion-scheduled', eraseAt };
  },
  unlocked: async (tx, viewerId) => ((await lockOf(tx, viewerId)) ? null : { kind: 'unlocked' }),
};

export const isPeopleNotice = (kind: NoticeKind): kind is PeopleNotice['kind'] => Object.hasOwn(READERS, kind);

/** Null when it is outdated or no longer the recipient's to see. */
export function peopleNotice(
  tx: Tx,
  kind: PeopleNotice['kind'],
  viewerId: string,
  params: Readonly<Record<string, string>>,
): Promise<PeopleNotice | null> {
  return READERS[kind](tx, viewerId, params);
}
