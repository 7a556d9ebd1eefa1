import type { ReportCase } from '../../domain/network/reports.ts';
import type { IncidentView, Trouble } from '../../domain/operations/incidents.ts';
import type { BroadcastProgress, OpenCase, Overview } from '../../domain/operations/operators.ts';
import type { Waiting } from '../../domain/operations/queues.ts';
import { pack } from '../callbacks.ts';
import { button, pageOf, pager, row, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { backTo, homeButton } from './shared.ts';

const MINUTE_S = 60;

const waitingText = (words: Words, key: string, { depth, oldestSeconds }: Waiting): string =>
  words.html(key, { depth, minutes: Math.floor(oldestSeconds / MINUTE_S) });

const troubleText = (words: Words, { kind, about }: Trouble): string =>
  words.html(kind === 'queue' ? `trouble-queue-${about}` : `trouble-${kind}`, { about });

const LISTED_MAX = 3;

function broadcastLine(words: Words, broadcast: BroadcastProgress | null): string[] {
  if (!broadcast) return [];
  const { people, sent, waiting } = broadcast;
  return [words.html('admin-broadcast', { people, sent, waiting })];
}

/** /admin: counts only. */
export function adminScreen(words: Words, view: Overview, note: string | null = null): Screen {
  const { delivered, answered } = view.cards;
  const share = delivered === 0 ? 0 : Math.round((100 * answered) / delivered);
  const text = [
    ...(note === null ? [] : [note]),
    words.html('admin-title'),
    words.html('admin-people', { members: view.members, requests: view.requests }),
    words.html('admin-cycle', { cycle: view.cycle.id, day: words.day(view.cycle.endsAt) }),
    words.html('admin-cards', { delivered, answered, share }),
    waitingText(words, 'admin-inbox', view.queues.inbox),
    waitingText(words, 'admin-outbox', view.queues.outbox),
    words.html('admin-jobs', { all: view.jobs.all, silent: view.jobs.silent }),
    ...broadcastLine(words, view.broadcast),
    ...view.troubles.slice(0, LISTED_MAX).map((trouble) => `⚠️ ${troubleText(words, trouble)}`),
    ...(view.troubles.length > LISTED_MAX ? ['…'] : []),
  ].join('\n');
  return {
    text,
    keyboard: [
      [{ text: words.plain('btn-admin-reports', { count: view.openReports }), callback_data: pack('adminReports', 0) }],
      [button(words, 'announce', 'announceStart')],
      [button(words, 'admin-now', 'admin'), homeButton(words)],
    ],
  };
}

/** Cases by number, reason and day. */
export function casesScreen(words: Words, cases: readonly OpenCase[], asked: number): Screen {
  const page = pageOf(cases, asked);
  const label = ({ number, reason, at }: OpenCase): string =>
    `⚠️ ${number} · ${words.plain(`btn-abuse-${reason}`).replace(/^\S+\s/u, '')} · ${words.day(at)}`;
  return {
    text: words.html(cases.length === 0 ? 'admin-reports-none' : 'admin-reports', { count: cases.length }),
    keyboard: [
      ...page.items.map((item) => [row(label(item), 'adminReport', item.id)]),
      ...pager(page, (at) => pack('adminReports', at)),
      [backTo(words, pack('admin')), homeButton(words)],
    ],
  };
}

/** One case: its number and reason; words and people are read on the command line. */
export function caseScreen(words: Words, report: ReportCase): Screen {
  const reason = words.plain(`btn-abuse-${report.reason}`).replace(/^\S+\s/u, '');
  return {
    text: words.html('admin-case', { number: report.number, reason }),
    keyboard: [
      ...(report.isHandled ? [] : [[button(words, 'handled', 'reportHandled', report.id)]]),
      [backTo(words, pack('adminReports', 0)), homeButton(words)],
    ],
  };
}

/** What operators are told when something begins, and when it is over. */
export const incidentScreen = (words: Words, kind: 'trouble' | 'trouble-over', incident: IncidentView): Screen => ({
  text: words.html(`notice-${kind}`).concat('\n', troubleText(words, incident)),
  keyboard: [[button(words, 'admin-now', 'admin'), homeButton(words)]],
});
