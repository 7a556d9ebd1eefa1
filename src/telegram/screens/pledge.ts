import type { OpenPledge } from '../../domain/pledges/pledges.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { homeButton, shortList } from './shared.ts';

export function scopeText(words: Words, pledge: Pick<OpenPledge, 'scope' | 'people'>): string {
  if (pledge.scope === 'NETWORK') return words.html('give-scope-network');
  const names = pledge.people.filter((person) => !person.excluded).map((person) => person.name);
  return words.html('give-scope-chosen', { names: shortList(names) });
}

/** /give with a pledge: my own card; nobody else ever sees it. */
export function pledgeScreen(words: Words, pledge: OpenPledge, note: string | null = null): Screen {
  const isActive = pledge.state === 'ACTIVE';
  return {
    text: [
      ...(note === null ? [] : [note, '']),
      words.html('pledge-card', { amount: words.money(pledge.amount) }),
      words.html(`pledge-state-${pledge.state}`),
      scopeText(words, pledge),
      ...(pledge.ceiling === null ? [] : ['', words.html('pledge-ceiling', { amount: words.money(pledge.ceiling) })]),
      ...(pledge.ceilingNext
        ? [
            words.html('pledge-ceiling-next', {
              amount: words.money(pledge.ceilingNext.amount),
              day: words.day(pledge.ceilingNext.at),
            }),
          ]
        : []),
    ].join('\n'),
    keyboard: [
      [button(words, 'edit-pledge', 'pledgeEdit', 'amount'), button(words, 'edit-ceiling', 'pledgeEdit', 'ceiling')],
      [
        isActive
          ? button(words, 'pause', 'pledgePause', pledge.id)
          : button(words, 'resume', 'pledgeResume', pledge.id),
        button(words, 'withdraw', 'pledgeWithdraw', pledge.id, 'ask'),
      ],
      [homeButton(words)],
    ],
  };
}
