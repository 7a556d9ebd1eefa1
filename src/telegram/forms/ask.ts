import { endOfDay, parseDay, plusDays, typedDay } from '../../domain/cycles/calendar.ts';
import { amountMax } from '../../domain/money.ts';
import { contactsOf } from '../../domain/network/contacts.ts';
import type { HandingOver } from '../../domain/requests/details.ts';
import { ownDetails } from '../../domain/requests/payment-details.ts';
import { ownRequest } from '../../domain/requests/queries.ts';
import { publishRequest } from '../../domain/requests/requests.ts';
import { LIMITS } from '../../domain/rules.ts';
import { cleanLine, shorten } from '../../domain/text.ts';
import type { ForWhom, RequestKind } from '../../generated/prisma/enums.ts';
import { actFor, type BotContext, read } from '../context.ts';
import { button, type Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { detailLabel } from '../screens/payment-details.ts';
import { ownRequestScreen } from '../screens/requests.ts';
import { homeButton, KIND_EMOJI, preview, shortName, whenText } from '../screens/shared.ts';
import { withUndo } from '../undoing.ts';
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
  takeChoice,
  takeText,
  takeYes,
  textOf,
  YES,
} from './answers.ts';
import type { Answers, Form, Input, Step, Taken } from './form.ts';

const FOR_WHOM: readonly ForWhom[] = ['MYSELF', 'CHILD', 'PARENT', 'OTHER', 'WORK'];
const withOthers = (answers: Answers): boolean => ['CHILD', 'PARENT', 'OTHER'].includes(textOf(answers, 'forWhom'));
const isMonthly = (answers: Answers): boolean => answers.kind === 'MONTHLY';

const kind: Step = {
  id: 'kind',
  isAsked: (answers) => answers.onlyEmergency !== true,
  ask: async ({ words }) => ({
    text: words.html('ask-kind'),
    choices: [
      [{ value: 'MONTHLY', label: words.plain('btn-kind-monthly') }],
      [{ value: 'EMERGENCY', label: words.plain('btn-kind-emergency') }],
    ],
  }),
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'kind', ['MONTHLY', 'EMERGENCY']),
};

export const forWhom: Step = {
  id: 'whom',
  ask: async ({ words }) => ({
    text: words.html('ask-for-whom'),
    choices: FOR_WHOM.map((whom) => [{ value: whom, label: words.plain(`btn-for-${whom}`) }]),
    hasOneWayOut: true,
  }),
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'forWhom', FOR_WHOM),
};

/** How many people the answers say; one unless it is for others too. */
export const peopleOf = (answers: Answers): number => (withOthers(answers) ? Number(textOf(answers, 'people')) : 1);

/** Larger families are typed. */
const PEOPLE = ['2', '3', '4'];

export const people: Step = {
  id: 'people',
  isAsked: withOthers,
  ask: async ({ words }) => ({
    text: words.html('ask-people'),
    choices: [PEOPLE.map((value) => ({ value, label: value }))],
  }),
  take: async (ctx, input, answers) => {
    const text = input.kind === 'press' ? input.value : input.kind === 'text' ? input.text.trim() : '';
    if (!/^([1-9]|10)$/.test(text)) return { problem: ctx.words.html('err-people-invalid') };
    return { answers: { ...answers, people: text } };
  },
};

const title: Step = {
  id: 'title',
  ask: async (ctx) => ({ text: ctx.words.html('ask-title'), choices: readyChoices(ctx, 'ready-title') }),
  take: async (ctx, input, answers) => {
    const said = asTyped(ctx, input, 'ready-title');
    const line: Input = said.kind === 'text' ? { kind: 'text', text: said.text.replace(/\s+/gu, ' ') } : said;
    return takeText(ctx, line, answers, 'title', LIMITS.titleLength);
  },
};

/** Sums to press, in quanta. None looks like a day of the question that follows (5, 10, 20; 3, 7, 14, 30), so that nobody takes one for the other. */
const NEEDS = [40n, 80n, 160n, 400n];

function needSums(ctx: BotContext): bigint[] {
  const { unit } = read(ctx).rules;
  return NEEDS.map((times) => times * unit.quantum).filter((sum) => sum <= amountMax(unit));
}

const amount: Step = {
  id: 'amount',
  ask: async (ctx, answers) => ({
    text: ctx.words.html(isMonthly(answers) ? 'ask-amount-monthly' : 'ask-amount-emergency'),
    choices: sumChoices(ctx, needSums(ctx)),
  }),
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'amount', needSums(ctx)),
};

const LAST_DAY = '31';

export const day: Step = {
  id: 'day',
  isAsked: isMonthly,
  ask: async ({ words }) => ({
    text: words.html('ask-day'),
    choices: [
      ['5', '10', '20'].map((value) => ({ value, label: words.plain('btn-day', { day: Number(value) }) })),
      [{ value: LAST_DAY, label: words.plain('btn-day-end') }],
    ],
  }),
  take: async (ctx, input, answers) => {
    const text = input.kind === 'press' ? input.value : input.kind === 'text' ? input.text.trim() : '';
    if (!/^(0?[1-9]|[12]\d|3[01])$/.test(text)) return { problem: ctx.words.html('err-day-invalid') };
    return { answers: { ...answers, dueDay: String(Number(text)) } };
  },
};

const DETAILS_SHOWN = 4;

const DEADLINE_DAYS = ['3', '7', '14', '30'];

const EXAMPLE_DAYS = 10;

/** A day that may be typed. */
function exampleDay(ctx: BotContext): string {
  const { now, rules } = read(ctx);
  return typedDay(plusDays(now, EXAMPLE_DAYS, rules.timezone), rules.timezone);
}

export const deadline: Step = {
  id: 'until',
  isAsked: (answers) => !isMonthly(answers),
  ask: async (ctx) => ({
    text: ctx.words.html('ask-deadline', { example: exampleDay(ctx) }),
    choices: [DEADLINE_DAYS.slice(0, 2), DEADLINE_DAYS.slice(2)].map((row) =>
      row.map((value) => ({ value, label: ctx.words.plain('btn-in-days', { days: Number(value) }) })),
    ),
  }),
  take: async (ctx, input, answers) => {
    const { now, rules } = read(ctx);
    const pressed = input.kind === 'press' && DEADLINE_DAYS.includes(input.value);
    const date = pressed
      ? endOfDay(now, Number(input.value), rules.timezone)
      : input.kind === 'text'
        ? parseDay(input.text, now, rules.timezone)
        : null;
    const first = endOfDay(now, 0, rules.timezone);
    const last = plusDays(first, LIMITS.emergencyDays, rules.timezone);
    if (!date || date <= first || date > last) {
      return { problem: ctx.words.html('ask-deadline-invalid', { example: exampleDay(ctx) }) };
    }
    return { answers: { ...answers, deadline: date.toISOString() } };
  },
};

/** How help is handed over: an existing 💳, a new one typed, or "write to me". */
export const how: Step = {
  id: 'how',
  isAsked: (answers) => answers.isHelped !== true, // a helper has nothing to do with payment details
  ask: async (ctx) => {
    const details = await ownDetails(read(ctx), ctx.person.id);
    return {
      text: ctx.words.html('ask-how'),
      choices: [
        ...details.slice(0, DETAILS_SHOWN).map((detail, index) => [{ value: `d${index}`, label: detailLabel(detail) }]),
        [{ value: SKIP, label: ctx.words.plain('btn-how-write') }],
      ],
      hasOneWayOut: details.length >= DETAILS_SHOWN,
    };
  },
  take: async (ctx, input, answers) => {
    if (isSkip(input)) return { answers: { ...answers, detailId: '', newDetail: '' } };
    if (input.kind === 'press') {
      const details = await ownDetails(read(ctx), ctx.person.id);
      const chosen = details.find((_, index) => input.value === `d${index}`);
      if (!chosen) return { problem: ctx.words.html('err-needs-button') };
      return { answers: { ...answers, detailId: chosen.id, newDetail: '' } };
    }
    const taken = takeText(ctx, input, answers, 'newDetail', LIMITS.detailValueLength);
    return 'answers' in taken ? { ...taken, answers: { ...taken.answers, detailId: '' } } : taken;
  },
};

/** The answer of {@link how}. */
export function howOf(answers: Answers): HandingOver {
  const [detailId, value] = [textOf(answers, 'detailId'), textOf(answers, 'newDetail')];
  if (detailId) return { kind: 'existing', detailId };
  return value ? { kind: 'new', value } : { kind: 'write' };
}

export const story: Step = {
  id: 'story',
  takesVoice: true,
  ask: async (ctx) => ({ text: ctx.words.html('ask-story'), choices: [[skipChoice(ctx)]] }),
  take: async (ctx, input, answers): Promise<Taken> => {
    if (isSkip(input)) return { answers: { ...answers, story: '', voice: '' } };
    if (input.kind === 'voice') return { answers: { ...answers, story: '', voice: input.fileId } };
    const taken = takeText(ctx, input, answers, 'story', LIMITS.storyLength);
    return 'answers' in taken ? { ...taken, answers: { ...taken.answers, voice: '' } } : taken;
  },
};

export const link: Step = {
  id: 'link',
  ask: async (ctx) => ({ text: ctx.words.html('ask-link'), choices: [[skipChoice(ctx)]] }),
  take: async (ctx, input, answers) => {
    if (isSkip(input)) return { answers: { ...answers, link: '' } };
    const text = input.kind === 'text' ? cleanLine(input.text, LIMITS.linkLength).text : '';
    if (!/^https?:\/\/\S+\.\S+$/u.test(text) || !URL.canParse(text))
      return { problem: ctx.words.html('err-link-invalid') };
    return { answers: { ...answers, link: text } };
  },
};

export const reach: Step = {
  id: 'reach',
  ask: async ({ words }) => ({
    text: words.html('ask-reach'),
    choices: ['1', '2', '3'].map((value) => [{ value, label: words.plain(`btn-reach-${value}`) }]),
  }),
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'reach', ['1', '2', '3']),
};

const NAMES_MAX = 5;

const DETAIL_SHOWN = 40;
const STORY_SHOWN = 100;

/** The chosen or typed payment detail; none for "write to me". */
async function detailText(ctx: BotContext, answers: Answers): Promise<string> {
  const id = textOf(answers, 'detailId');
  if (id === '') return textOf(answers, 'newDetail');
  const chosen = (await ownDetails(read(ctx), ctx.person.id)).find((detail) => detail.id === id);
  return chosen ? detailLabel(chosen) : '';
}

async function summary(ctx: BotContext, answers: Answers): Promise<string> {
  const { words } = ctx;
  const contacts = await contactsOf(read(ctx), ctx.person.id);
  // A helper sees how many, not who.
  const shown = ctx.helping === null ? contacts.slice(0, NAMES_MAX) : [];
  const names = shown.map((contact) => shorten(contact.name, 20)).join(', ');
  const until = textOf(answers, 'deadline');
  const when = whenText(words, {
    kind: textOf(answers, 'kind') as RequestKind,
    dueDay: Number(textOf(answers, 'dueDay')) || null,
    deadline: until ? new Date(until) : null,
  });
  const detail = await detailText(ctx, answers);
  const link = textOf(answers, 'link');
  const typed = textOf(answers, 'story');
  return [
    words.html('ask-summary'),
    words.html('request-head', {
      emoji: KIND_EMOJI[textOf(answers, 'kind') as RequestKind],
      title: textOf(answers, 'title'),
    }),
    words.html('ask-summary-amount', { amount: words.money(amountOf(answers, 'amount')), when }),
    words.html(`request-who-${textOf(answers, 'forWhom')}`, {
      name: shortName(ctx.person.name),
      people: peopleOf(answers),
    }),
    words.html(detail === '' ? 'ask-how-write' : 'ask-how-details'),
    ...(detail === '' ? [] : [words.html('ask-summary-detail', { value: shorten(detail, DETAIL_SHOWN) })]),
    ...(typed ? [words.html('as-typed', { text: shorten(preview(typed).text, STORY_SHOWN) })] : []),
    ...(textOf(answers, 'voice') ? [words.html('request-voice')] : []),
    ...(link ? [words.html('request-link', { link, host: shorten(new URL(link).host, 40) })] : []),
    '',
    words.html('ask-ring', {
      count: contacts.length,
      names: names === '' ? '' : `: ${names}${contacts.length > shown.length ? '…' : ''}`,
    }),
    words.html(`ask-reach-${textOf(answers, 'reach')}`),
  ].join('\n');
}

const publish: Step = {
  id: 'publish',
  ask: async (ctx, answers) => ({
    text: await summary(ctx, answers),
    choices: [[{ value: YES, label: ctx.words.plain('btn-publish') }]],
  }),
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** /ask: the questions of 2-surface in their order, one publication at the end. */
export const askForm: Form = {
  steps: [kind, forWhom, people, title, amount, day, deadline, how, story, link, reach, publish],
  begin: async (ctx) => {
    if (ctx.person.isLocked) return noteScreen(ctx.words, ctx.words.html('err-locked'));
    const own = await ownRequest(read(ctx), ctx.person.id);
    const begun = { isHelped: ctx.helping !== null };
    if (!own) return begun;
    if (own.state === 'ACTIVE' && own.kind === 'MONTHLY') return { ...begun, onlyEmergency: true, kind: 'EMERGENCY' };
    return own.state === 'ACTIVE' ? ownRequestScreen(ctx.words, own) : begun;
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const until = textOf(answers, 'deadline');
    const id = await actFor(ctx, publishRequest, {
      kind: textOf(answers, 'kind') as RequestKind,
      forWhom: textOf(answers, 'forWhom') as ForWhom,
      people: peopleOf(answers),
      title: textOf(answers, 'title'),
      amount: amountOf(answers, 'amount'),
      dueDay: isMonthly(answers) ? Number(textOf(answers, 'dueDay')) : null,
      deadline: until && !isMonthly(answers) ? new Date(until) : null,
      paymentDetailId: optionalText(answers, 'detailId'),
      newPaymentDetail: optionalText(answers, 'newDetail'),
      story: optionalText(answers, 'story'),
      storyVoice: optionalText(answers, 'voice'),
      link: optionalText(answers, 'link'),
      reach: Number(textOf(answers, 'reach')),
    });
    const contacts = await contactsOf(read(ctx), ctx.person.id);
    const { text } = noteScreen(ctx.words, ctx.words.html('request-published', { count: contacts.length }));
    const keyboard = [
      [button(ctx.words, 'my-request', 'myRequest', id)],
      [button(ctx.words, 'invite', 'invite'), homeButton(ctx.words)],
    ];
    return withUndo(ctx, { text, keyboard }, 'REQUEST_PUBLISHED', id);
  },
};
