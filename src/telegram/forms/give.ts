import { nextCardAt } from '../../domain/cycles/queries.ts';
import { refuse } from '../../domain/errors.ts';
import { contactsOf } from '../../domain/network/contacts.ts';
import { seenPeople } from '../../domain/network/people.ts';
import { directedPledgesOf } from '../../domain/pledges/directed.ts';
import { ownCeiling } from '../../domain/pledges/measure.ts';
import { openPledgeOf, setCeiling, setOpenAmount, setOpenPledge } from '../../domain/pledges/pledges.ts';
import { standingAmountOf } from '../../domain/pledges/standing-yes.ts';
import { setExcluded, setScope } from '../../domain/pledges/wishes.ts';
import { pack } from '../callbacks.ts';
import { act, actFor, type BotContext, read } from '../context.ts';
import { button, type Screen } from '../screen.ts';
import { ceilingLines } from '../screens/directed.ts';
import { noteScreen } from '../screens/info.ts';
import { type PledgeView, pledgeScreen } from '../screens/pledge.ts';
import { homeButton, shortList } from '../screens/shared.ts';
import { withUndo } from '../undoing.ts';
import { amountOf, listOf, sumChoices, takeAmount, takeYes, textOf, usualSums, YES } from './answers.ts';
import { chooseStep } from './choose.ts';
import type { Answers, Form, Step } from './form.ts';

const amount: Step = {
  id: 'amount',
  ask: async (ctx) => ({ text: ctx.words.html('give-amount'), choices: sumChoices(ctx, usualSums(ctx)) }),
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'amount', usualSums(ctx)),
};

const scope: Step = {
  id: 'scope',
  ask: async (ctx) => {
    const contacts = await contactsOf(read(ctx), ctx.person.id);
    return {
      text: ctx.words.html('give-scope'),
      choices: [
        [{ value: 'NETWORK', label: ctx.words.plain('btn-scope-network') }],
        ...(contacts.length > 0 ? [[{ value: 'CHOSEN', label: ctx.words.plain('btn-scope-chosen') }]] : []),
      ],
    };
  },
  take: async (ctx, input, answers) =>
    input.kind === 'press' && ['NETWORK', 'CHOSEN'].includes(input.value)
      ? { answers: { ...answers, scope: input.value, chosen: [] } }
      : { problem: ctx.words.html('err-needs-button') },
};

const choose = chooseStep({
  id: 'choose',
  key: 'chosen',
  text: 'give-choose',
  isAsked: (answers) => answers.scope === 'CHOSEN',
  among: (ctx) => contactsOf(read(ctx), ctx.person.id),
});

async function scopeLine(ctx: BotContext, answers: Answers): Promise<string> {
  if (answers.scope !== 'CHOSEN') return ctx.words.html('give-scope-network');
  const contacts = await contactsOf(read(ctx), ctx.person.id);
  const names = contacts
    .filter((contact) => listOf(answers, 'chosen').includes(contact.id))
    .map((contact) => contact.name);
  return ctx.words.html('give-scope-chosen', { names: shortList(names) });
}

const agree: Step = {
  id: 'agree',
  ask: async (ctx, answers) => ({
    text: `${ctx.words.html('give-summary', { amount: ctx.words.money(amountOf(answers, 'amount')) })}\n${await scopeLine(ctx, answers)}`,
    choices: [[{ value: YES, label: ctx.words.plain('btn-confirm') }]],
  }),
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** /give: how much a month, for whom, ✅. */
export const giveForm: Form = {
  steps: [amount, scope, choose, agree],
  begin: async (ctx) => (await pledgeCard(ctx)) ?? {},
  finish: async (ctx, answers): Promise<Screen> => {
    const pledged = amountOf(answers, 'amount');
    const before = await ownCeiling(read(ctx), ctx.person.id);
    const id = await act(ctx, (tx) =>
      setOpenPledge(tx, ctx.person.id, {
        amount: pledged,
        scope: answers.scope === 'CHOSEN' ? 'CHOSEN' : 'NETWORK',
        chosen: listOf(answers, 'chosen'),
      }),
    );
    const tx = read(ctx);
    const { words } = ctx;
    const cardAt = await nextCardAt(tx, 'round');
    const first = await nextCardAt(tx, 'month');
    const startFirst = {
      text: words.plain('btn-start-first', { day: words.day(first) }),
      callback_data: pack('pledgeStart', 'first'),
    };
    const screen: Screen = {
      text: [
        words.html('give-done', { amount: words.money(pledged), day: words.day(cardAt) }),
        ...ceilingLines(words, before, await ownCeiling(tx, ctx.person.id)),
      ].join('\n'),
      keyboard: [
        [button(words, 'network', 'network', 0), button(words, 'pledge', 'giveStart')],
        ...(cardAt < first ? [[startFirst]] : []),
        [homeButton(words)],
      ],
    };
    return withUndo(ctx, screen, 'PLEDGE_MADE', id);
  },
};

/** My open pledge as a card; null without one. */
export async function pledgeCard(ctx: BotContext, note: string | null = null): Promise<Screen | null> {
  const view = await pledgeViewOf(ctx);
  return view ? pledgeScreen(ctx.words, view, note) : null;
}

export async function pledgeViewOf(ctx: BotContext): Promise<PledgeView | null> {
  const tx = read(ctx);
  const pledge = await openPledgeOf(tx, ctx.person.id);
  if (!pledge) return null;
  const { length } = await directedPledgesOf(tx, ctx.person.id);
  // It is none of a helper's business.
  const standing = ctx.helping === null ? await standingAmountOf(tx, ctx.person.id) : null;
  return { pledge, directed: length, standing, now: tx.now, first: await nextCardAt(tx, 'month') };
}

/** The card after a change; whoever has directed pledges only has none. */
async function changedCard(ctx: BotContext): Promise<Screen> {
  const screen = await pledgeCard(ctx, ctx.words.html('pledge-changed'));
  return screen ?? noteScreen(ctx.words, ctx.words.html('pledge-changed'));
}

const editAmount: Step = {
  id: 'value',
  ask: async (ctx, answers) => {
    const pledge = await openPledgeOf(read(ctx), ctx.person.id);
    const isCeiling = textOf(answers, 'field') === 'ceiling';
    const now = isCeiling ? ((await ownCeiling(read(ctx), ctx.person.id)).amount ?? 0n) : (pledge?.amount ?? 0n);
    return {
      text: isCeiling
        ? ctx.words.html('edit-ceiling', { amount: ctx.words.money(now) })
        : ctx.words.html('give-amount'),
      choices: sumChoices(ctx, usualSums(ctx)),
    };
  },
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'value', usualSums(ctx)),
};

/** ✏️ on the pledge's card: the amount a month, or the private measure. */
export const editPledgeForm: Form = {
  steps: [editAmount],
  begin: async (ctx, args) => {
    const isCeiling = args.field === 'ceiling';
    if (isCeiling && ctx.helping !== null) return noteScreen(ctx.words, ctx.words.html('err-not-for-helper'));
    return { field: isCeiling ? 'ceiling' : 'amount' };
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const value = amountOf(answers, 'value');
    if (textOf(answers, 'field') === 'ceiling') await act(ctx, (tx) => setCeiling(tx, ctx.person.id, value));
    else await actFor(ctx, setOpenAmount, value);
    return changedCard(ctx);
  },
};

const isExcluding = (answers: Answers): boolean => answers.list === 'excluded';

const chosenOnly = chooseStep({
  id: 'only',
  key: 'people',
  text: 'give-choose',
  isAsked: (answers) => !isExcluding(answers),
  among: (ctx) => contactsOf(read(ctx), ctx.person.id),
});

const except = chooseStep({
  id: 'except',
  key: 'people',
  text: 'give-except',
  isAsked: isExcluding,
  mayBeNobody: () => true,
  among: (ctx) => seenPeople(read(ctx), ctx.person.id),
});

/** ✏️ whom the pledge is for: only some, or everyone but some. */
export const pledgePeopleForm: Form = {
  steps: [chosenOnly, except],
  begin: async (ctx, args) => {
    const pledge = await openPledgeOf(read(ctx), ctx.person.id);
    if (!pledge) return noteScreen(ctx.words, ctx.words.html('neutral'));
    const isExcept = args.list === 'excluded';
    const people = pledge.people.filter((person) => person.excluded === isExcept).map((person) => person.id);
    return { list: isExcept ? 'excluded' : 'chosen', people };
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const people = listOf(answers, 'people');
    await act(ctx, async (tx) => {
      const pledge = await openPledgeOf(tx, ctx.person.id);
      if (!pledge) refuse('not-found');
      if (!isExcluding(answers)) return setScope(tx, ctx.person.id, pledge.id, 'CHOSEN', people);
      if (pledge.scope === 'CHOSEN') await setScope(tx, ctx.person.id, pledge.id, 'NETWORK', []);
      await setExcluded(tx, ctx.person.id, pledge.id, people);
    });
    return changedCard(ctx);
  },
};
