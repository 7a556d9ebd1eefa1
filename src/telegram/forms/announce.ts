import { announce, audience, overview } from '../../domain/operations/operators.ts';
import { LIMITS } from '../../domain/rules.ts';
import { act, read } from '../context.ts';
import { adminScreen } from '../screens/admin.ts';
import { noteScreen } from '../screens/info.ts';
import { takeText, takeYes, textOf, YES } from './answers.ts';
import type { Form, Step } from './form.ts';

const text: Step = {
  id: 'text',
  ask: async (ctx) => ({ text: ctx.words.html('announce-ask'), choices: [] }),
  take: async (ctx, input, answers) => takeText(ctx, input, answers, 'text', LIMITS.announcementLength),
};

const preview: Step = {
  id: 'preview',
  ask: async (ctx, answers) => ({
    text: [
      ctx.words.html('notice-announcement', { text: textOf(answers, 'text') }),
      ctx.words.html('announce-preview', { people: await audience(read(ctx), ctx.person.id, ctx.deps.adminIds) }),
    ].join('\n\n'),
    choices: [[{ value: YES, label: ctx.words.plain('btn-announce-yes') }]],
  }),
  take: async (ctx, input, answers) => takeYes(ctx, input, answers),
};

/** A message of the operators to everybody: words, as they will look, ✅. */
export const announceForm: Form = {
  steps: [text, preview],
  begin: async (ctx) =>
    ctx.deps.adminIds.includes(ctx.person.telegramId) ? {} : noteScreen(ctx.words, ctx.words.html('neutral')),
  finish: async (ctx, answers) => {
    const { adminIds } = ctx.deps;
    await act(ctx, (tx) => announce(tx, ctx.person.id, textOf(answers, 'text'), adminIds));
    return adminScreen(ctx.words, await overview(read(ctx), ctx.person.id, adminIds), ctx.words.html('announce-now'));
  },
};
