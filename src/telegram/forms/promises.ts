import type { Tx } from '../../db/transaction.ts';
import { archivePeople } from '../../domain/commitments/lists.ts';
import { type PromiseView, promiseView } from '../../domain/commitments/queries.ts';
import { type Said, sayThanks, sayWithReport } from '../../domain/commitments/words.ts';
import { LIMITS } from '../../domain/rules.ts';
import { actFor, read } from '../context.ts';
import { noteScreen } from '../screens/info.ts';
import { archiveFoundScreen, isArchive } from '../screens/promise-lists.ts';
import { promiseScreen } from '../screens/promises.ts';
import { saidOf, takeSaid, takeText, textOf } from './answers.ts';
import type { Form } from './form.ts';

interface Speech {
  readonly side: PromiseView['side'];
  /** Whether there is something to say about it now. */
  isTimeFor(view: PromiseView): boolean;
  say(tx: Tx, actorId: string, promiseId: string, said: Said): Promise<void>;
  readonly question: string;
  readonly done: string;
}

/** One question, a line or a voice note for an answer. */
const speechForm = ({ side, isTimeFor, say, question, done }: Speech): Form => ({
  steps: [
    {
      id: 'line',
      takesVoice: true,
      ask: async ({ words }) => ({ text: words.html(question), choices: [] }),
      take: async (ctx, input, answers) => takeSaid(ctx, input, answers),
    },
  ],
  begin: async (ctx, args) => {
    const promise = await promiseView(read(ctx), ctx.person.id, args.promiseId ?? '');
    if (promise?.side !== side) return noteScreen(ctx.words, ctx.words.html('neutral'));
    if (!isTimeFor(promise)) return promiseScreen(ctx.words, promise, ctx.words.html('outdated'));
    return { promiseId: promise.id };
  },
  finish: async (ctx, answers) => {
    const id = textOf(answers, 'promiseId');
    await actFor(ctx, say, id, saidOf(answers));
    const promise = await promiseView(read(ctx), ctx.person.id, id);
    if (!promise) throw new Error('the promise is gone');
    return promiseScreen(ctx.words, promise, ctx.words.html(done));
  },
});

/** One line or voice note of thanks with a confirmation. */
export const thanksForm = speechForm({
  side: 'received',
  isTimeFor: ({ state, thanks, hasThanksVoice }) => state === 'CONFIRMED' && thanks === null && !hasThanksVoice,
  say: sayThanks,
  question: 'thanks-ask',
  done: 'thanks-now',
});

/** One line or voice note with "handed over". */
export const noteForm = speechForm({
  side: 'given',
  isTimeFor: ({ state }) => state === 'REPORTED',
  say: sayWithReport,
  question: 'note-ask',
  done: 'note-now',
});

/** An archive searched by a typed part of a name. */
export const findPromisesForm: Form = {
  steps: [
    {
      id: 'part',
      ask: async ({ words }) => ({ text: words.html('archive-find'), choices: [] }),
      take: async (ctx, input, answers) => takeText(ctx, input, answers, 'part', LIMITS.nicknameLength),
    },
  ],
  begin: async (_ctx, args) => ({ list: args.list ?? 'archive' }),
  finish: async (ctx, answers) => {
    const word = textOf(answers, 'list');
    const list = isArchive(word) ? word : 'archive';
    const part = textOf(answers, 'part');
    const found = await archivePeople(read(ctx), ctx.person.id, list, part);
    return archiveFoundScreen(ctx.words, list, part, found);
  },
};
