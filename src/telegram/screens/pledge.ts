import type { OpenPledge } from '../../domain/pledges/pledges.ts';
import type { StandingYesView } from '../../domain/pledges/standing-yes.ts';
import type { Spread } from '../../generated/prisma/enums.ts';
import { pack } from '../callbacks.ts';
import { button, type Screen } from '../screen.ts';
import type { Words } from '../words.ts';
import { cardHelp } from './card-help.ts';
import { backTo, homeButton, shortList } from './shared.ts';

export const SPREADS: readonly Spread[] = ['ONE', 'SEVERAL', 'MANY'];

const namesOf = (pledge: Pick<OpenPledge, 'people'>, excluded: boolean): string[] =>
  pledge.people.filter((person) => person.excluded === excluded).map((person) => person.name);

export function scopeText(words: Words, pledge: Pick<OpenPledge, 'scope' | 'people'>): string {
  if (pledge.scope === 'CHOSEN') return words.html('give-scope-chosen', { names: shortList(namesOf(pledge, false)) });
  const excluded = namesOf(pledge, true);
  if (excluded.length === 0) return words.html('give-scope-network');
  return words.html('give-scope-except', { names: shortList(excluded) });
}

export interface PledgeView {
  readonly pledge: OpenPledge;
  /** How many directed pledges stand beside it. */
  readonly directed: number;
  /** What a standing yes may promise in a month; null without one. */
  readonly standing: bigint | null;
  readonly now: Date;
  /** The 1st of the coming month. */
  readonly first: Date;
}

function stateLine(words: Words, { pledge, now }: PledgeView): string {
  if (pledge.state === 'ACTIVE' && pledge.startsAt > now) {
    return words.html('pledge-starts', { day: words.day(pledge.startsAt) });
  }
  return words.html(`pledge-state-${pledge.state}`);
}

/** /give with a pledge: my own card; nobody else ever sees it. */
export function pledgeScreen(words: Words, view: PledgeView, note: string | null = null): Screen {
  const { pledge } = view;
  const isActive = pledge.state === 'ACTIVE';
  return {
    text: [
      ...(note === null ? [] : [note, '']),
      words.html('pledge-card', { amount: words.money(pledge.amount) }),
      stateLine(words, view),
      words.html(`pledge-spread-${pledge.spread}`),
      scopeText(words, pledge),
      ...(view.standing === null ? [] : [words.html('pledge-standing', { monthly: words.money(view.standing) })]),
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
      [button(words, 'change', 'pledgeChange')],
      ...(view.directed > 0
        ? [
            [
              {
                text: words.plain('btn-directed-count', { count: view.directed }),
                callback_data: pack('directedList', 0),
              },
            ],
          ]
        : []),
      [
        isActive
          ? button(words, 'pause', 'pledgePause', pledge.id)
          : button(words, 'resume', 'pledgeResume', pledge.id),
        button(words, 'withdraw', 'pledgeWithdraw', pledge.id, 'ask'),
      ],
      [cardHelp(words, 'pledge'), homeButton(words)],
    ],
  };
}

/** ✏️ on the card: which part of it. */
export function pledgeChangeScreen(words: Words, pledge: OpenPledge): Screen {
  return {
    text: words.html('pledge-card', { amount: words.money(pledge.amount) }),
    keyboard: [
      [button(words, 'edit-pledge', 'pledgeEdit', 'amount'), button(words, 'edit-ceiling', 'pledgeEdit', 'ceiling')],
      [button(words, 'edit-spread', 'pledgeSpread', 'ask'), button(words, 'edit-people', 'pledgePeople', 'ask')],
      [button(words, 'standing-yes', 'standingYes', 'show')],
      [backTo(words, pack('giveStart'))],
    ],
  };
}

/** Over one, several or many; and from when. */
export function spreadScreen(words: Words, { pledge, now, first }: PledgeView): Screen {
  const isLater = pledge.startsAt > now;
  return {
    text: words.html('pledge-spread-ask'),
    keyboard: [
      ...SPREADS.map((spread) => [
        { text: words.plain(`btn-spread-${spread}`), callback_data: pack('pledgeSpread', spread) },
      ]),
      [
        {
          text: words.plain(isLater ? 'btn-start-soon' : 'btn-start-first', { day: words.day(first) }),
          callback_data: pack('pledgeStart', isLater ? 'soon' : 'first'),
        },
      ],
      [backTo(words, pack('pledgeChange'))],
    ],
  };
}

/** For whom: the whole network, chosen people, everyone but some. */
export function pledgePeopleScreen(words: Words, pledge: OpenPledge): Screen {
  return {
    text: `${words.html('give-scope')}\n${scopeText(words, pledge)}`,
    keyboard: [
      [button(words, 'scope-network', 'pledgePeople', 'network')],
      [button(words, 'scope-chosen', 'pledgePeople', 'chosen')],
      [button(words, 'scope-except', 'pledgePeople', 'excluded')],
      [backTo(words, pack('pledgeChange')), homeButton(words)],
    ],
  };
}

/** The standing yes: off by default; what it does in plain words, and how to end it. */
export function standingYesScreen(words: Words, yes: StandingYesView | null, note: string | null = null): Screen {
  const lines =
    yes === null
      ? [words.html('standing-none')]
      : [
          words.html('standing-card', {
            monthly: words.money(yes.monthly),
            person: words.money(yes.perPerson),
            day: words.day(yes.expiresAt),
          }),
          ...(yes.helpedEarlier ? [words.html('standing-helped')] : []),
          ...(yes.people.length > 0
            ? [words.html('give-scope-chosen', { names: shortList(yes.people.map((person) => person.name)) })]
            : []),
        ];
  return {
    text: [...(note === null ? [] : [note, '']), words.html('standing-yes'), ...lines].join('\n'),
    keyboard: [
      [button(words, yes === null ? 'standing-set' : 'change', 'standingYes', 'set')],
      ...(yes === null ? [] : [[button(words, 'standing-end', 'standingYes', 'end')]]),
      [backTo(words, pack('giveStart')), homeButton(words)],
    ],
  };
}
