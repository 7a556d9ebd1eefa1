import type { DigestView } from '../../domain/cycles/digest.ts';
import { shorten } from '../../domain/text.ts';
import { pack } from '../callbacks.ts';
import type { Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { homeButton } from './shared.ts';

const NAME_LENGTH = 24;

/** Seven days before the month's end: what is open, and what comes if nothing changes, with an early 🤝. */
export function digestScreen(words: Words, view: DigestView): Screen {
  const lines = [words.html('digest')];
  if (view.openPromises > 0) lines.push(words.html('digest-open', { count: view.openPromises }));
  if (view.toConfirm > 0) lines.push(words.html('digest-confirm', { count: view.toConfirm }));
  if (view.unconfirmed > 0) lines.push(words.html('digest-unconfirmed', { count: view.unconfirmed }));
  if (view.preview.length > 0) {
    lines.push('', words.html('digest-next'));
    for (const row of view.preview) {
      lines.push(words.html('digest-row', { name: shorten(row.name, NAME_LENGTH), amount: words.money(row.amount) }));
    }
  }
  return {
    text: lines.join('\n'),
    keyboard: [
      ...view.preview.map((row) => [
        {
          text: words.plain('btn-help-early', { name: shorten(row.name, NAME_LENGTH) }),
          callback_data: pack('helpNow', row.requestId),
        },
      ]),
      ...(view.openPromises > 0
        ? [
            [
              {
                text: words.plain('btn-list-open', { count: view.openPromises }),
                callback_data: pack('promises', 'open', 0),
              },
            ],
          ]
        : []),
      ...(view.toConfirm > 0
        ? [
            [
              {
                text: words.plain('btn-list-waiting', { count: view.toConfirm }),
                callback_data: pack('promises', 'waiting', 0),
              },
            ],
          ]
        : []),
      [homeButton(words)],
    ],
  };
}
