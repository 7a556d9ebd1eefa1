import type { PeopleNotice } from '../../domain/notices/people-views.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { incidentScreen } from './admin.ts';
import { helpAcceptedScreen, helpQuestionScreen } from './helping.ts';
import { unlockQuestionScreen } from './lock.ts';
import { accountLink, reportCaseScreen } from './people.ts';
import { leavingScreen } from './rights.ts';
import { homeButton } from './shared.ts';

/** Messages between two people who are not contacts, to operators, and about a lock. */
export function peopleNoticeScreen(words: Words, view: PeopleNotice): Screen {
  switch (view.kind) {
    case 'may-i-write':
      return {
        text: words.html('notice-may-i-write', { name: view.name }),
        keyboard: [
          [
            { text: words.plain('btn-yes'), callback_data: pack('writeAnswer', view.fromId, 'yes') },
            { text: words.plain('btn-no'), callback_data: pack('writeAnswer', view.fromId, 'no') },
          ],
          [button(words, 'block', 'personBlock', view.fromId, 'ask')],
          [homeButton(words)],
        ],
      };
    case 'may-write':
      return {
        text: words.html('notice-may-write', { name: view.account.name, link: accountLink(view.account) }),
        keyboard: [[homeButton(words)]],
      };
    case 'abuse-reported':
      return reportCaseScreen(words, view.report);
    case 'job-failing': {
      const { job, error, lastSuccessAt } = view.failing;
      const since = lastSuccessAt ? words.day(lastSuccessAt) : '–';
      return { text: words.html('notice-job-failing', { job, error, since }), keyboard: [[homeButton(words)]] };
    }
    case 'trouble':
    case 'trouble-over':
      return incidentScreen(words, view.kind, view.incident);
    case 'announcement':
      return { text: words.html('notice-announcement', { text: view.text }), keyboard: [[homeButton(words)]] };
    case 'unlock-asked':
      return unlockQuestionScreen(words, view.question);
    case 'deletion-scheduled':
      return leavingScreen(words, view.eraseAt);
    case 'helper-offered':
      return helpQuestionScreen(words, view.help);
    case 'helper-accepted':
      return helpAcceptedScreen(words, view.help);
    case 'unlocked':
      return {
        text: words.html('notice-unlocked'),
        keyboard: [[button(words, 'my-request', 'askStart'), homeButton(words)]],
      };
  }
}
