import { addDetail, changeDetail, ownDetail } from '../../domain/requests/payment-details.ts';
import { LIMITS } from '../../domain/rules.ts';
import { act, read } from '../context.ts';
import { noteScreen } from '../screens/info.ts';
import { detailScreen } from '../screens/payment-details.ts';
import { takeText, textOf } from './answers.ts';
import type { Answers, Form, Step } from './form.ts';

const isNew = (answers: Answers): boolean => textOf(answers, 'detailId') === '';

const name: Step = {
  id: 'name',
  isAsked: isNew,
  ask: async ({ words }) => ({ text: words.html('detail-name-ask'), choices: [] }),
  take: async (ctx, input, answers) => takeText(ctx, input, answers, 'name', LIMITS.detailNameLength),
};

const value: Step = {
  id: 'value',
  ask: async ({ words }) => ({ text: words.html('detail-value-ask'), choices: [] }),
  take: async (ctx, input, answers) => takeText(ctx, input, answers, 'value', LIMITS.detailValueLength),
};

/** 💳 a new one: its name, its value; an existing one: its new value. */
export const detailForm: Form = {
  steps: [name, value],
  begin: async (ctx, args) => {
    if (ctx.person.isLocked) return noteScreen(ctx.words, ctx.words.html('err-locked'));
    const detailId = args.detailId ?? '';
    if (detailId === '') return { detailId };
    const detail = await ownDetail(read(ctx), ctx.person.id, detailId);
    return detail ? { detailId } : noteScreen(ctx.words, ctx.words.html('neutral'));
  },
  finish: async (ctx, answers) => {
    const id = await act(ctx, async (tx) => {
      const typed = textOf(answers, 'value');
      if (isNew(answers)) return addDetail(tx, ctx.person.id, textOf(answers, 'name'), typed);
      await changeDetail(tx, ctx.person.id, textOf(answers, 'detailId'), typed);
      return textOf(answers, 'detailId');
    });
    const detail = await ownDetail(read(ctx), ctx.person.id, id);
    if (!detail) return noteScreen(ctx.words, ctx.words.html('neutral'));
    const note = isNew(answers) ? 'detail-added' : detail.isInUse ? 'detail-changed-used' : 'detail-changed';
    return detailScreen(ctx.words, detail, ctx.words.html(note));
  },
};
