import { seenPeople } from '../../domain/network/people.ts';
import { setStandingYes, standingYesOf } from '../../domain/pledges/standing-yes.ts';
import { act, type BotContext, read } from '../context.ts';
import type { Screen } from '../screen.ts';
import { standingYesScreen } from '../screens/pledge.ts';
import { shortList } from '../screens/shared.ts';
import {
  amountOf,
  listOf,
  sumChoices,
  sumsBelow,
  takeAmount,
  takeChoice,
  takeYes,
  textOf,
  usualSums,
  YES,
} from './answers.ts';
import { chooseStep } from './choose.ts';
import type { Answers, Form, Step } from './form.ts';

const monthly: Step = {
  id: 'monthly',
  ask: async (ctx) => ({ text: ctx.words.html('standing-monthly'), choices: sumChoices(ctx, usualSums(ctx)) }),
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'monthly', usualSums(ctx)),
};

/** All of the month's amount, and less of it. */
const personSums = (ctx: BotContext, answers: Answers): bigint[] => {
  const all = amountOf(answers, 'monthly');
  return [...sumsBelow(ctx, all, LESS_SHOWN), all];
};
const LESS_SHOWN = 3;

const perPerson: Step = {
  id: 'person',
  ask: async (ctx, answers) => ({
    text: ctx.words.html('standing-person'),
    choices: sumChoices(ctx, personSums(ctx, answers)),
  }),
  take: async (ctx, input, answers) => {
    const taken = await takeAmount(ctx, input, answers, 'perPerson', personSums(ctx, answers));
    if (!('answers' in taken) || amountOf(taken.answers, 'perPerson') <= amountOf(answers, 'monthly')) return taken;
    return {
      problem: ctx.words.html('err-standing-person', { monthly: ctx.words.money(amountOf(answers, 'monthly')) }),
    };
  },
};

const WHOM = ['named', 'helped', 'both'];
const isNamed = (answers: Answers): boolean => answers.whom !== 'helped';

const whom: Step = {
  id: 'whom',
  ask: async ({ words }) => ({
    text: words.html('standing-whom'),
    choices: WHOM.map((value) => [{ value, label: words.plain(`btn-standing-${value}`) }]),
  }),
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'whom', WHOM),
};

const people = chooseStep({
  id: 'people',
  key: 'people',
  text: 'give-choose',
  isAsked: isNamed,
  among: (ctx) => seenPeople(read(ctx), ctx.person.id),
});

const agree: Step = {
  id: 'agree',
  ask: async (ctx, answers) => {
    const { words } = ctx;
    const chosen = new Set(isNamed(answers) ? listOf(answers, 'people') : []);
    const names = (await seenPeople(read(ctx), ctx.person.id)).filter((person) => chosen.has(person.id));
    const lines = [
      words.html('standing-summary', {
        monthly: words.money(amountOf(answers, 'monthly')),
        person: words.money(amountOf(answers, 'perPerson')),
      }),
      ...(textOf(answers, 'whom') === 'named' ? [] : [words.html('standing-helped')]),
      ...(names.length > 0
        ? [words.html('give-scope-chosen', { names: shortList(names.map((person) => person.name)) })]
        : []),
    ];
    return { text: lines.join('\n'), choices: [[{ value: YES, label: words.plain('btn-confirm') }]] };
  },
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** The standing yes: so much a month, so much a person, for whom, ✅. */
export const standingYesForm: Form = {
  steps: [monthly, perPerson, whom, people, agree],
  begin: async () => ({}),
  finish: async (ctx, answers): Promise<Screen> => {
    await act(ctx, (tx) =>
      setStandingYes(tx, ctx.person.id, {
        monthly: amountOf(answers, 'monthly'),
        perPerson: amountOf(answers, 'perPerson'),
        helpedEarlier: textOf(answers, 'whom') !== 'named',
        people: isNamed(answers) ? listOf(answers, 'people') : [],
      }),
    );
    return standingYesScreen(
      ctx.words,
      await standingYesOf(read(ctx), ctx.person.id),
      ctx.words.html('standing-set-now'),
    );
  },
};
