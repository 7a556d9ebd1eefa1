import { monthAfter, weeklyRoundTimes } from '../../domain/cycles/calendar.ts';
import { currentCycle } from '../../domain/cycles/cycles.ts';
import { longId, shortId } from '../../domain/ids.ts';
import { contactsOf } from '../../domain/network/contacts.ts';
import { openPledgeOf, setCeiling, setOpenPledge } from '../../domain/pledges/pledges.ts';
import { shorten } from '../../domain/text.ts';
import { act, type BotContext, read } from '../context.ts';
import { button, type Screen } from '../screen.ts';
import { pledgeScreen } from '../screens/pledge.ts';
import { homeButton, shortList } from '../screens/shared.ts';
import { amountOf, listOf, takeAmount, takeYes, textOf, YES } from './answers.ts';
import type { Answers, Form, Step, Taken } from './form.ts';

const amount: Step = {
  id: 'amount',
  ask: async ({ words }) => ({ text: words.html('give-amount'), choices: [] }),
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'amount'),
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

const DONE = 'done';
const NAMES_ON_PAGE = 8;
const PAGE = 'page';

/** Contacts as marks to tap, a page at a time. */
const choose: Step = {
  id: 'choose',
  isAsked: (answers) => answers.scope === 'CHOSEN',
  ask: async (ctx, answers) => {
    const contacts = await contactsOf(read(ctx), ctx.person.id);
    const chosen = listOf(answers, 'chosen');
    const page = Number(textOf(answers, PAGE) || '0');
    const shown = contacts.slice(page * NAMES_ON_PAGE, (page + 1) * NAMES_ON_PAGE);
    const turn = [
      ...(page > 0 ? [{ value: `${PAGE}${page - 1}`, label: '◂' }] : []),
      ...((page + 1) * NAMES_ON_PAGE < contacts.length ? [{ value: `${PAGE}${page + 1}`, label: '▸' }] : []),
    ];
    return {
      text: ctx.words.html('give-choose'),
      choices: [
        ...shown.map((contact) => [
          {
            value: shortId(contact.id),
            label: `${chosen.includes(contact.id) ? '☑' : '☐'} ${shorten(contact.name, 30)}`,
          },
        ]),
        ...(turn.length > 0 ? [turn] : []),
        [{ value: DONE, label: ctx.words.plain('btn-done') }],
      ],
    };
  },
  take: async (ctx, input, answers): Promise<Taken> => {
    if (input.kind !== 'press') return { problem: ctx.words.html('err-needs-button') };
    const chosen = listOf(answers, 'chosen');
    if (input.value === DONE) return chosen.length > 0 ? { answers } : { problem: ctx.words.html('err-nothing-left') };
    const page = /^page(\d{1,4})$/.exec(input.value)?.[1];
    if (page !== undefined) return { again: { ...answers, [PAGE]: page } };
    const id = longId(input.value);
    const contacts = await contactsOf(read(ctx), ctx.person.id);
    if (id === null || !contacts.some((contact) => contact.id === id)) {
      return { problem: ctx.words.html('err-needs-button') };
    }
    return {
      again: { ...answers, chosen: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id] },
    };
  },
};

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
  begin: async (ctx) => {
    const pledge = await openPledgeOf(read(ctx), ctx.person.id);
    return pledge ? pledgeScreen(ctx.words, pledge) : {};
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const pledged = amountOf(answers, 'amount');
    await act(ctx, (tx) =>
      setOpenPledge(tx, ctx.person.id, {
        amount: pledged,
        scope: answers.scope === 'CHOSEN' ? 'CHOSEN' : 'NETWORK',
        chosen: listOf(answers, 'chosen'),
      }),
    );
    const tx = read(ctx);
    const cycle = await currentCycle(tx);
    const monday = weeklyRoundTimes(cycle.startsAt, tx.rules.timezone).find((at) => at > tx.now);
    const cardAt = monday ?? monthAfter(cycle, tx.rules.timezone).startsAt;
    const pledge = await openPledgeOf(tx, ctx.person.id);
    const { words } = ctx;
    return {
      text: [
        words.html('give-done', { amount: words.money(pledged), day: words.day(cardAt) }),
        ...(pledge?.ceiling ? [words.html('give-ceiling-set', { amount: words.money(pledge.ceiling) })] : []),
      ].join('\n'),
      keyboard: [[button(words, 'network', 'network', 0), button(words, 'pledge', 'giveStart')], [homeButton(words)]],
    };
  },
};

const editAmount: Step = {
  id: 'value',
  ask: async (ctx, answers) => {
    const pledge = await openPledgeOf(read(ctx), ctx.person.id);
    const isCeiling = textOf(answers, 'field') === 'ceiling';
    const now = isCeiling ? (pledge?.ceiling ?? pledge?.amount ?? 0n) : (pledge?.amount ?? 0n);
    return {
      text: isCeiling
        ? ctx.words.html('edit-ceiling', { amount: ctx.words.money(now) })
        : ctx.words.html('give-amount'),
      choices: [],
    };
  },
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'value'),
};

/** ✏️ on the pledge's card: the amount a month, or the private measure. */
export const editPledgeForm: Form = {
  steps: [editAmount],
  begin: async (_ctx, args) => ({ field: args.field === 'ceiling' ? 'ceiling' : 'amount' }),
  finish: async (ctx, answers): Promise<Screen> => {
    const value = amountOf(answers, 'value');
    await act(ctx, async (tx) => {
      if (textOf(answers, 'field') === 'ceiling') return setCeiling(tx, ctx.person.id, value);
      const pledge = await openPledgeOf(tx, ctx.person.id);
      const chosen = (pledge?.people ?? []).filter((person) => !person.excluded).map((person) => person.id);
      await setOpenPledge(tx, ctx.person.id, { amount: value, scope: pledge?.scope ?? 'NETWORK', chosen });
    });
    const pledge = await openPledgeOf(read(ctx), ctx.person.id);
    if (!pledge) throw new Error('the pledge is gone');
    return pledgeScreen(ctx.words, pledge, ctx.words.html('pledge-changed'));
  },
};
