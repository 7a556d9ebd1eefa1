import type { LockView, UnlockQuestion } from '../../domain/members/lock.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { homeButton, shortName } from './shared.ts';

/** /lock: asks before freezing; a lock that stands says how it opens. `now` decides whether contacts may be asked again. */
export function lockScreen(words: Words, lock: LockView | null, now: Date): Screen {
  if (!lock) {
    return {
      text: words.html('lock-ask'),
      keyboard: [[{ text: words.plain('btn-lock'), callback_data: pack('lock', 'yes') }], [homeButton(words)]],
    };
  }
  const mayAsk = lock.ask === null || (lock.ask.unlocksAt === null && lock.ask.askAgainAt <= now);
  return {
    text: [words.html('lock-card', { day: words.day(lock.lockedAt) }), progress(words, lock)].join('\n'),
    keyboard: [
      ...(mayAsk ? [[{ text: words.plain('btn-unlock'), callback_data: pack('lock', 'unlock') }]] : []),
      [homeButton(words)],
    ],
  };
}

function progress(words: Words, { ask }: LockView): string {
  if (ask === null) return words.html('lock-how');
  if (ask.unlocksAt === null) return words.html('lock-doubted', { day: words.day(ask.askAgainAt) });
  const day = words.day(ask.unlocksAt);
  return ask.witnesses === 0
    ? words.html('lock-waits', { day })
    : words.html('lock-asked', { count: ask.witnesses, day });
}

/** A contact is asked whether it is really them. */
export function unlockQuestionScreen(words: Words, { askId, name, mine }: UnlockQuestion): Screen {
  const yes = { text: words.plain('btn-unlock-yes'), callback_data: pack('unlockAnswer', askId, 'yes') };
  const no = { text: words.plain('btn-unlock-no'), callback_data: pack('unlockAnswer', askId, 'no') };
  return {
    text: words.html(mine === 'NO' ? 'unlock-doubted-now' : 'notice-unlock-asked', { name: shortName(name) }),
    keyboard: [[yes], ...(mine === 'NO' ? [] : [[no]]), [homeButton(words)]],
  };
}

/** The question has been settled. */
export const unlockOverScreen = (words: Words): Screen => ({
  text: words.html('unlock-over'),
  keyboard: [[button(words, 'network', 'network', 0), homeButton(words)]],
});
