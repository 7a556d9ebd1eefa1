import { helpNow } from '../../domain/commitments/promise.ts';
import { promiseView } from '../../domain/commitments/queries.ts';
import { confirm } from '../../domain/commitments/settle.ts';
import { dueDate, endOfDay } from '../../domain/cycles/calendar.ts';
import { monthNow } from '../../domain/cycles/cycles.ts';
import { shareQuestion } from '../../domain/network/recommendations.ts';
import { measureOf } from '../../domain/pledges/measure.ts';
import { requestView } from '../../domain/requests/queries.ts';
import { LIMITS } from '../../domain/rules.ts';
import type { HelpForm } from '../../generated/prisma/enums.ts';
import { actFor, type BotContext, read } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { otherName, promiseScreen } from '../screens/promises.ts';
import { withShareQuestion } from '../screens/recommendations.ts';
import { formText, shortName } from '../screens/shared.ts';
import {
  amountOf,
  asTyped,
  optionalText,
  readyChoices,
  sumChoices,
  sumsBelow,
  takeAmount,
  takeChoice,
  takeText,
  takeYes,
  textOf,
  usualSums,
  YES,
} from './answers.ts';
import type { Answers, Choice, Form, Step } from './form.ts';

const FORMS: readonly HelpForm[] = ['MONEY', 'SERVICE', 'GOODS', 'TIME'];
const requestOf = async (ctx: BotContext, answers: Answers) =>
  requestView(read(ctx), ctx.person.id, textOf(answers, 'requestId'));

/** Sums to press: all that is missing and less of it; where nothing is missing, sums that people often give. */
const LESS_SHOWN = 3;
export const missingSums = (ctx: BotContext, missing: bigint): bigint[] =>
  missing > 0n ? [missing, ...sumsBelow(ctx, missing, LESS_SHOWN)] : usualSums(ctx);

export function missingChoices(ctx: BotContext, missing: bigint): Choice[][] {
  if (missing === 0n) return sumChoices(ctx, missingSums(ctx, missing));
  const { words } = ctx;
  const all = { value: String(missing), label: words.plain('btn-all-missing', { amount: words.money(missing) }) };
  const less = missingSums(ctx, missing).slice(1);
  return [[all], ...(less.length > 0 ? [sumChoices(ctx, less).flat()] : [])];
}

const amount: Step = {
  id: 'amount',
  ask: async (ctx, answers) => {
    const request = await requestOf(ctx, answers);
    const missing = request?.coverage.missing ?? 0n;
    const text = ctx.words.html(isGiven(answers) ? 'help-given-amount' : 'help-amount', {
      name: request?.ownerName ?? '',
      title: request?.title ?? '',
      missing: ctx.words.money(missing),
    });
    return { text, choices: missingChoices(ctx, missing) };
  },
  take: async (ctx, input, answers) => {
    const missing = (await requestOf(ctx, answers))?.coverage.missing ?? 0n;
    return takeAmount(ctx, input, answers, 'amount', missingSums(ctx, missing));
  },
};

const isGiven = (answers: Answers): boolean => answers.mode === 'already';

/** More than is missing: the rest is offered, or it is what has been handed over already. Another amount may be typed. */
const over: Step = {
  id: 'over',
  isAsked: (answers) => !isGiven(answers) && amountOf(answers, 'amount') > amountOf(answers, 'missing'),
  ask: async (ctx, answers) => {
    const { words } = ctx;
    const args = {
      missing: words.money(amountOf(answers, 'missing')),
      amount: words.money(amountOf(answers, 'amount')),
    };
    return {
      text: words.html('help-over', args),
      choices: [
        [{ value: REST, label: words.plain('btn-promise-rest', args) }],
        [{ value: GIVEN, label: words.plain('btn-given-amount', args) }],
      ],
    };
  },
  take: async (ctx, input, answers) => {
    if (input.kind === 'press' && input.value === GIVEN) return { answers: { ...answers, mode: 'already' } };
    if (input.kind === 'press' && input.value === REST) {
      return { answers: { ...answers, amount: textOf(answers, 'missing') } };
    }
    const taken = await takeAmount(ctx, input, answers, 'amount');
    if (!('answers' in taken) || amountOf(taken.answers, 'amount') <= amountOf(answers, 'missing')) return taken;
    return { again: taken.answers };
  },
};

const REST = 'rest';
const GIVEN = 'given';

/** 💶 🛠 📦 ⏰ */
export const form: Step = {
  id: 'form',
  ask: async ({ words }) => ({
    text: words.html('help-form'),
    choices: [FORMS.slice(0, 2), FORMS.slice(2)].map((row) =>
      row.map((value) => ({ value, label: words.plain(`btn-form-${value}`) })),
    ),
  }),
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'form', FORMS),
};

/** What exactly, for help that is not money. */
export const description: Step = {
  id: 'what',
  isAsked: (answers) => answers.form !== 'MONEY',
  ask: async (ctx, answers) => ({
    text: ctx.words.html('help-description'),
    choices: readyChoices(ctx, `ready-${textOf(answers, 'form')}`),
  }),
  take: async (ctx, input, answers) => {
    const said = asTyped(ctx, input, `ready-${textOf(answers, 'form')}`);
    return takeText(ctx, said, answers, 'description', LIMITS.descriptionLength);
  },
};

/** The explicit one-time yes above the measure: only where the question said so. */
const ABOVE = 'above';

const agree: Step = {
  id: 'agree',
  ask: async (ctx, answers) => {
    const request = await requestOf(ctx, answers);
    const tx = read(ctx);
    const zone = tx.rules.timezone;
    const month = await monthNow(tx);
    const dueAt = request?.deadline
      ? endOfDay(request.deadline, 0, zone)
      : dueDate(month.startsAt, request?.dueDay ?? 31, tx.now, LIMITS.promiseDaysMin, zone);
    const { room } = await measureOf(tx, ctx.person.id);
    const isAbove =
      ctx.helping === null && request?.kind === 'EMERGENCY' && room !== null && amountOf(answers, 'amount') > room;
    const args = {
      amount: ctx.words.money(amountOf(answers, 'amount')),
      form: formText(ctx.words, textOf(answers, 'form') as HelpForm),
      name: request?.ownerName ?? '',
      title: request?.title ?? '',
      day: ctx.words.day(dueAt),
    };
    const said = optionalText(answers, 'description');
    const what = said === null ? '' : `\n${ctx.words.html('promise-description', { text: said })}`;
    if (isGiven(answers)) {
      const sure = { value: YES, label: ctx.words.plain('btn-confirm') };
      return { text: ctx.words.html('help-given-summary', args) + what, choices: [[sure]] };
    }
    const given = { value: GIVEN, label: ctx.words.plain('btn-already') };
    const text = ctx.words.html('help-summary', args) + what;
    const above = isAbove
      ? `\n\n${ctx.words.html('help-above', { room: ctx.words.money(room), amount: ctx.words.money(amountOf(answers, 'amount')) })}`
      : '';
    const yes = { value: isAbove ? ABOVE : YES, label: ctx.words.plain('btn-promise') };
    return { text: text + above, choices: [[yes], [given]] };
  },
  take: async (ctx, input, answers) => {
    if (input.kind === 'press' && input.value === ABOVE) return { answers: { ...answers, above: true } };
    if (input.kind === 'press' && input.value === GIVEN) return { answers: { ...answers, mode: 'already' } };
    const taken = takeYes(ctx, input, answers);
    return 'answers' in taken ? { answers: { ...answers, above: false } } : taken;
  },
};

/** 🤝 on a request: how much, how, ✅; then whom, how much, until when, 💳, ✉️, 👍. */
export const helpForm: Form = {
  steps: [amount, over, form, description, agree],
  begin: async (ctx, args) => {
    const requestId = args.requestId ?? '';
    const request = await requestView(read(ctx), ctx.person.id, requestId);
    if (request?.state !== 'ACTIVE') return noteScreen(ctx.words, ctx.words.html('neutral'));
    if (request.isOwn) return noteScreen(ctx.words, ctx.words.html('err-own-request'));
    const { missing } = request.coverage;
    if (missing === 0n && args.mode !== 'already') return noteScreen(ctx.words, ctx.words.html('err-covered'));
    return { requestId, mode: args.mode === 'already' ? 'already' : 'now', missing: String(missing) };
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const id = await actFor(ctx, helpNow, {
      requestId: textOf(answers, 'requestId'),
      amount: amountOf(answers, 'amount'),
      form: textOf(answers, 'form') as HelpForm,
      description: optionalText(answers, 'description'),
      aboveCeiling: answers.above === true,
      given: isGiven(answers),
    });
    return promisedScreen(ctx, id, isGiven(answers) ? 'help-given-done' : 'help-done');
  },
};

/** After 🤝: whom, how much, until when, 💳, ✉️, 👍; and once the question whether to show the request further. */
export async function promisedScreen(ctx: BotContext, promiseId: string, said = 'help-done'): Promise<Screen> {
  const promise = await promiseView(read(ctx), ctx.person.id, promiseId);
  if (!promise) throw new Error('the promise is gone');
  const note = ctx.words.html(said, { name: shortName(otherName(ctx.words, promise)) });
  const screen = promiseScreen(ctx.words, promise, note);
  return withShareQuestion(ctx.words, screen, await shareQuestion(read(ctx), ctx.person.id, [promiseId]));
}

const promiseOf = async (ctx: BotContext, answers: Answers) =>
  promiseView(read(ctx), ctx.person.id, textOf(answers, 'promiseId'));

/** Parts to press; of what is too small for a part, all of it. */
function partSums(ctx: BotContext, promised: bigint): bigint[] {
  const parts = sumsBelow(ctx, promised);
  return parts.length > 0 ? parts : [promised];
}

const arrived: Step = {
  id: 'arrived',
  ask: async (ctx, answers) => {
    const promise = await promiseOf(ctx, answers);
    const promised = promise?.amount ?? 0n;
    return {
      text: ctx.words.html('part-amount', { amount: ctx.words.money(promised) }),
      choices: sumChoices(ctx, partSums(ctx, promised)),
    };
  },
  take: async (ctx, input, answers) => {
    const promise = await promiseOf(ctx, answers);
    return takeAmount(ctx, input, answers, 'arrived', partSums(ctx, promise?.amount ?? 0n));
  },
};

/** More than so many times what was promised is rather a slip of the finger, and what is confirmed stays. */
const SLIP_TIMES = 2n;
const looksLikeSlip = (answers: Answers): boolean =>
  textOf(answers, 'form') === 'MONEY' && amountOf(answers, 'arrived') > SLIP_TIMES * amountOf(answers, 'promised');

const muchMore: Step = {
  id: 'more',
  isAsked: looksLikeSlip,
  ask: async ({ words }, answers) => ({
    text: words.html('part-more', {
      amount: words.money(amountOf(answers, 'arrived')),
      promised: words.money(amountOf(answers, 'promised')),
    }),
    choices: [[{ value: YES, label: words.plain('btn-confirm') }]],
  }),
  take: async (ctx, input, answers) => {
    if (input.kind !== 'text') return takeYes(ctx, input, answers);
    const taken = await takeAmount(ctx, input, answers, 'arrived');
    return 'answers' in taken && looksLikeSlip(taken.answers) ? { again: taken.answers } : taken;
  },
};

const rest: Step = {
  id: 'rest',
  isAsked: (answers) => BigInt(textOf(answers, 'promised') || '0') > amountOf(answers, 'arrived'),
  ask: async ({ words }, answers) => {
    const part = amountOf(answers, 'arrived');
    return {
      text: words.html('part-rest', {
        part: words.money(part),
        rest: words.money(amountOf(answers, 'promised') - part),
      }),
      choices: [
        [{ value: 'expected', label: words.plain('btn-rest-expected') }],
        [{ value: 'let-go', label: words.plain('btn-rest-let-go') }],
      ],
    };
  },
  take: async (ctx, input, answers) => takeChoice(ctx, input, answers, 'rest', ['expected', 'let-go']),
};

const CONFIRMABLE = ['PROMISED', 'REPORTED', 'UNCONFIRMED'];

/** ✏️ part at confirmation: how much arrived, whether it is really so much more, what about the rest. */
export const partForm: Form = {
  steps: [arrived, muchMore, rest],
  begin: async (ctx, args) => {
    const promiseId = args.promiseId ?? '';
    const promise = await promiseView(read(ctx), ctx.person.id, promiseId);
    if (promise?.side !== 'received') return noteScreen(ctx.words, ctx.words.html('neutral'));
    if (!CONFIRMABLE.includes(promise.state)) return promiseScreen(ctx.words, promise, ctx.words.html('outdated'));
    return { promiseId, promised: String(promise.amount), form: promise.form };
  },
  finish: async (ctx, answers): Promise<Screen> => {
    await actFor(ctx, confirm, textOf(answers, 'promiseId'), {
      amount: amountOf(answers, 'arrived'),
      rest: textOf(answers, 'rest') === 'let-go' ? 'let-go' : 'expected',
    });
    const promise = await promiseOf(ctx, answers);
    if (!promise) throw new Error('the promise is gone');
    const isMore = amountOf(answers, 'arrived') > amountOf(answers, 'promised');
    const said = !isMore ? 'confirmed-now' : promise.form === 'MONEY' ? 'confirmed-more' : 'confirmed-worth';
    const note = ctx.words.html(said, {
      name: otherName(ctx.words, promise),
      amount: ctx.words.money(amountOf(answers, 'arrived')),
    });
    return promiseScreen(ctx.words, promise, note);
  },
};
