import { amountMax } from '../../domain/money.ts';
import { requestView } from '../../domain/requests/queries.ts';
import { closeRequest, editRequest, type RequestChange } from '../../domain/requests/requests.ts';
import { LIMITS } from '../../domain/rules.ts';
import type { ForWhom } from '../../generated/prisma/enums.ts';
import { actFor, type BotContext, read } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { ownRequestScreen } from '../screens/requests.ts';
import {
  amountOf,
  asTyped,
  isSkip,
  optionalText,
  readyChoices,
  SKIP,
  skipChoice,
  sumChoices,
  takeAmount,
  takeText,
  takeYes,
  textOf,
  YES,
} from './answers.ts';
import { day, deadline, forWhom, how, howOf, link, people, peopleOf, reach, story } from './ask.ts';
import type { Answers, Form, Step } from './form.ts';

const requestOf = (ctx: BotContext, answers: Answers) =>
  requestView(read(ctx), ctx.person.id, textOf(answers, 'requestId'));

const FIELDS = ['title', 'amount', 'story', 'details', 'whom', 'when', 'link', 'reach'] as const;

const isAbout = (answers: Answers, ...fields: readonly (typeof FIELDS)[number][]): boolean =>
  (fields as readonly string[]).includes(textOf(answers, 'field'));

/** Half of it, half as much again, and the double, in whole quanta. */
function otherSums(ctx: BotContext, amount: bigint): bigint[] {
  const { unit } = read(ctx).rules;
  return [amount / 2n, (amount * 3n) / 2n, amount * 2n]
    .map((sum) => sum - (sum % unit.quantum))
    .filter((sum) => sum > 0n && sum <= amountMax(unit));
}

const typed: Step = {
  id: 'value',
  isAsked: (answers) => isAbout(answers, 'title', 'amount'),
  ask: async (ctx, answers) => {
    const request = await requestOf(ctx, answers);
    return {
      text: ctx.words.html(`edit-${textOf(answers, 'field')}`, { amount: ctx.words.money(request?.amount ?? 0n) }),
      choices: isAbout(answers, 'amount')
        ? sumChoices(ctx, otherSums(ctx, request?.amount ?? 0n))
        : readyChoices(ctx, 'ready-title'),
    };
  },
  take: async (ctx, input, answers) => {
    if (!isAbout(answers, 'amount')) {
      return takeText(ctx, asTyped(ctx, input, 'ready-title'), answers, 'value', LIMITS.titleLength);
    }
    const request = await requestOf(ctx, answers);
    return takeAmount(ctx, input, answers, 'value', otherSums(ctx, request?.amount ?? 0n));
  },
};

/** A question of /ask asked again for one field; what may be empty is asked in other words and can be taken away. */
const again = (step: Step, fields: (answers: Answers) => boolean, optional?: 'edit-story' | 'edit-link'): Step => ({
  ...step,
  isAsked: (answers) => fields(answers) && (step === people ? (step.isAsked?.(answers) ?? true) : true),
  ask: async (ctx, answers) => {
    if (optional === undefined) return step.ask(ctx, answers);
    return { text: ctx.words.html(optional), choices: [[{ value: SKIP, label: ctx.words.plain('btn-clear') }]] };
  },
});

const isMonthly = (answers: Answers): boolean => answers.kind === 'MONTHLY';

function changeOf(answers: Answers): RequestChange {
  switch (textOf(answers, 'field')) {
    case 'amount':
      return { amount: amountOf(answers, 'value') };
    case 'title':
      return { title: textOf(answers, 'value') };
    case 'details':
      return { how: howOf(answers) };
    case 'whom':
      return { forWhom: textOf(answers, 'forWhom') as ForWhom, people: peopleOf(answers) };
    case 'when':
      return isMonthly(answers)
        ? { dueDay: Number(textOf(answers, 'dueDay')) }
        : { deadline: new Date(textOf(answers, 'deadline')) };
    case 'link':
      return { link: optionalText(answers, 'link') };
    case 'reach':
      return { reach: Number(textOf(answers, 'reach')) };
    default:
      return { story: optionalText(answers, 'story'), storyVoice: optionalText(answers, 'voice') };
  }
}

/** The owner's own request while it is not closed; else the screen that refuses. */
async function ownOpen(ctx: BotContext, requestId: string): Promise<Answers | Screen> {
  const request = await requestView(read(ctx), ctx.person.id, requestId);
  if (!request?.isOwn || request.state === 'CLOSED') return noteScreen(ctx.words, ctx.words.html('neutral'));
  if (request.isLocked) return noteScreen(ctx.words, ctx.words.html('err-locked'));
  return { requestId: request.id, kind: request.kind, title: request.title };
}

async function ownScreen(ctx: BotContext, answers: Answers, note: string): Promise<Screen> {
  const request = await requestOf(ctx, answers);
  if (!request) throw new Error('the request is gone');
  const screen = ownRequestScreen(ctx.words, request);
  return { ...screen, text: `${ctx.words.html(note)}\n\n${screen.text}` };
}

/** ✏️ on my own request: one field at a time. */
export const editRequestForm: Form = {
  steps: [
    typed,
    again(how, (answers) => isAbout(answers, 'details')),
    again(story, (answers) => isAbout(answers, 'story'), 'edit-story'),
    again(forWhom, (answers) => isAbout(answers, 'whom')),
    again(people, (answers) => isAbout(answers, 'whom')),
    again(day, (answers) => isAbout(answers, 'when') && isMonthly(answers)),
    again(deadline, (answers) => isAbout(answers, 'when') && !isMonthly(answers)),
    again(link, (answers) => isAbout(answers, 'link'), 'edit-link'),
    again(reach, (answers) => isAbout(answers, 'reach')),
  ],
  begin: async (ctx, args) => {
    const own = await ownOpen(ctx, args.requestId ?? '');
    if ('keyboard' in own) return own;
    if (args.field === 'details' && ctx.helping !== null) {
      return noteScreen(ctx.words, ctx.words.html('err-not-for-helper'));
    }
    return { ...own, field: FIELDS.find((name) => name === args.field) ?? 'title' };
  },
  finish: async (ctx, answers): Promise<Screen> => {
    await actFor(ctx, editRequest, textOf(answers, 'requestId'), changeOf(answers));
    return ownScreen(ctx, answers, isAbout(answers, 'details') ? 'request-details-changed' : 'request-changed');
  },
};

const outcome: Step = {
  id: 'outcome',
  ask: async (ctx) => ({ text: ctx.words.html('close-outcome'), choices: [[skipChoice(ctx)]] }),
  take: async (ctx, input, answers) =>
    isSkip(input)
      ? { answers: { ...answers, outcome: '' } }
      : takeText(ctx, input, answers, 'outcome', LIMITS.thanksLength),
};

const sure: Step = {
  id: 'sure',
  ask: async ({ words }, answers) => ({
    text: [
      words.html('request-close-ask', { title: textOf(answers, 'title') }),
      ...(textOf(answers, 'outcome')
        ? [words.html('close-outcome-said', { outcome: textOf(answers, 'outcome') })]
        : []),
    ].join('\n'),
    choices: [[{ value: YES, label: words.plain('btn-yes') }]],
  }),
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** ❌ on my own request: how it ended, in one line for everyone who helped, or without; ✅. */
export const closeRequestForm: Form = {
  steps: [outcome, sure],
  begin: (ctx, args) => ownOpen(ctx, args.requestId ?? ''),
  finish: async (ctx, answers): Promise<Screen> => {
    const words = optionalText(answers, 'outcome');
    await actFor(ctx, closeRequest, textOf(answers, 'requestId'), words);
    return ownScreen(ctx, answers, 'request-closed-now');
  },
};
