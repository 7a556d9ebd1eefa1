import { nextCardAt } from '../../domain/cycles/queries.ts';
import { changeDirected, directedPledge, pledgeTo } from '../../domain/pledges/directed.ts';
import { ownCeiling } from '../../domain/pledges/measure.ts';
import { requestView } from '../../domain/requests/queries.ts';
import type { HelpForm } from '../../generated/prisma/enums.ts';
import { actFor, type BotContext, read } from '../context.ts';
import type { Screen } from '../screen.ts';
import { directedScreen, pledgedScreen } from '../screens/directed.ts';
import { noteScreen } from '../screens/info.ts';
import { formText } from '../screens/shared.ts';
import { withUndo } from '../undoing.ts';
import { amountOf, optionalText, sumChoices, takeAmount, takeYes, textOf, usualSums, YES } from './answers.ts';
import type { Answers, Form, Step } from './form.ts';
import { description, form, missingChoices, missingSums } from './help.ts';

const requestOf = (ctx: BotContext, answers: Answers) =>
  requestView(read(ctx), ctx.person.id, textOf(answers, 'requestId'));

const amount: Step = {
  id: 'amount',
  ask: async (ctx, answers) => {
    const request = await requestOf(ctx, answers);
    const { words } = ctx;
    const missing = request?.coverage.missing ?? 0n;
    const text = words.html(`pledge-to-${textOf(answers, 'mode')}`, {
      name: request?.ownerName ?? '',
      title: request?.title ?? '',
      need: words.money(request?.coverage.need ?? 0n),
    });
    return { text, choices: missingChoices(ctx, missing) };
  },
  take: async (ctx, input, answers) => {
    const missing = (await requestOf(ctx, answers))?.coverage.missing ?? 0n;
    return takeAmount(ctx, input, answers, 'amount', missingSums(ctx, missing));
  },
};

const agree: Step = {
  id: 'agree',
  ask: async (ctx, answers) => {
    const { words } = ctx;
    const request = await requestOf(ctx, answers);
    const what = optionalText(answers, 'description');
    const lines = [
      words.html(`pledge-to-summary-${textOf(answers, 'mode')}`, {
        amount: words.money(amountOf(answers, 'amount')),
        form: formText(words, textOf(answers, 'form') as HelpForm),
        name: request?.ownerName ?? '',
        title: request?.title ?? '',
      }),
      ...(what === null ? [] : [words.html('promise-description', { text: what })]),
    ];
    return { text: lines.join('\n'), choices: [[{ value: YES, label: words.plain('btn-confirm') }]] };
  },
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** ❤️ every month, ❤️ once from the next round: how much, how, ✅. */
export const pledgeToForm: Form = {
  steps: [amount, form, description, agree],
  begin: async (ctx, args) => {
    const requestId = args.requestId ?? '';
    const request = await requestView(read(ctx), ctx.person.id, requestId);
    if (request?.state !== 'ACTIVE') return noteScreen(ctx.words, ctx.words.html('neutral'));
    if (request.isOwn) return noteScreen(ctx.words, ctx.words.html('err-own-request'));
    if (request.kind === 'EMERGENCY') return noteScreen(ctx.words, ctx.words.html('err-emergency-at-once'));
    return { requestId, mode: args.mode === 'once' ? 'once' : 'monthly' };
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const tx = read(ctx);
    const before = await ownCeiling(tx, ctx.person.id);
    const id = await actFor(ctx, pledgeTo, {
      requestId: textOf(answers, 'requestId'),
      monthly: answers.mode !== 'once',
      amount: amountOf(answers, 'amount'),
      form: textOf(answers, 'form') as HelpForm,
      description: optionalText(answers, 'description'),
    });
    const pledge = await directedPledge(read(ctx), ctx.person.id, id);
    if (!pledge) throw new Error('the pledge is gone');
    const request = await requestOf(ctx, answers);
    const screen = pledgedScreen(ctx.words, pledge, {
      cardAt: await nextCardAt(read(ctx), pledge.form === 'MONEY' ? 'round' : 'month'),
      missing: request?.coverage.missing ?? 0n,
      before,
      after: await ownCeiling(read(ctx), ctx.person.id),
    });
    return withUndo(ctx, screen, 'PLEDGE_MADE', id);
  },
};

const newAmount: Step = {
  id: 'value',
  ask: async (ctx, answers) => {
    const pledge = await directedPledge(read(ctx), ctx.person.id, textOf(answers, 'pledgeId'));
    const args = { name: pledge?.recipientName ?? '', amount: ctx.words.money(pledge?.amount ?? 0n) };
    return { text: ctx.words.html('directed-amount', args), choices: sumChoices(ctx, usualSums(ctx)) };
  },
  take: (ctx, input, answers) => takeAmount(ctx, input, answers, 'value', usualSums(ctx)),
};

/** ✏️ on a directed pledge: another amount. */
export const directedAmountForm: Form = {
  steps: [newAmount],
  begin: async (ctx, args) => {
    const pledge = await directedPledge(read(ctx), ctx.person.id, args.pledgeId ?? '');
    return pledge ? { pledgeId: pledge.id } : noteScreen(ctx.words, ctx.words.html('neutral'));
  },
  finish: async (ctx, answers): Promise<Screen> => {
    const pledgeId = textOf(answers, 'pledgeId');
    await actFor(ctx, changeDirected, pledgeId, amountOf(answers, 'value'));
    const pledge = await directedPledge(read(ctx), ctx.person.id, pledgeId);
    if (!pledge) throw new Error('the pledge is gone');
    return directedScreen(ctx.words, pledge, ctx.words.html('pledge-changed'));
  },
};
