import { Composer } from 'grammy';
import { askToHandOver } from '../../domain/commitments/asking.ts';
import { openedDetails, openPaymentDetails, type PaymentDetails } from '../../domain/commitments/open-details.ts';
import { type PromiseView, promiseView } from '../../domain/commitments/queries.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../domain/commitments/settle.ts';
import { voiceOf } from '../../domain/commitments/words.ts';
import { isReminder, remindTomorrow } from '../../domain/notices/later.ts';
import { pack } from '../callbacks.ts';
import { act, actFor, type BotContext, openForm, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { detailsScreen, promiseScreen, sureScreen, writeScreen } from '../screens/promises.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** Promises: cards, and every step a giver or a recipient can take. */
export const promises = new Composer<BotContext>();

async function cardOf(ctx: BotContext, promiseId: string, note: string | null = null): Promise<Screen | null> {
  const view = await promiseView(read(ctx), ctx.person.id, promiseId);
  return view ? promiseScreen(ctx.words, view, note) : null;
}

async function showCard(ctx: BotContext, promiseId: string, note: string | null = null): Promise<void> {
  const screen = await cardOf(ctx, promiseId, note);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
}

onPress(promises, 'promise', (ctx, id) => showCard(ctx, id));

/** One step of a promise, then its fresh card with a line about what happened. */
async function step(ctx: BotContext, promiseId: string, note: string, command: () => Promise<unknown>): Promise<void> {
  if (await tryCommand(ctx, command, () => cardOf(ctx, promiseId)))
    await showCard(ctx, promiseId, ctx.words.html(note));
}

onPress(promises, 'handedOver', (ctx, id) => step(ctx, id, 'reported-now', () => actFor(ctx, reportHandedOver, id)));
onPress(promises, 'received', (ctx, id) =>
  step(ctx, id, 'confirmed-now', () => actFor(ctx, confirm, id, { amount: null, rest: 'expected' })),
);
onPress(promises, 'notYet', (ctx, id) => step(ctx, id, 'not-yet-now', () => actFor(ctx, sayNotYet, id)));
onPress(promises, 'receivedPart', (ctx, promiseId) => openForm(ctx, 'part', { promiseId }));
onPress(promises, 'thank', (ctx, promiseId) => openForm(ctx, 'thanks', { promiseId }));
onPress(promises, 'addNote', (ctx, promiseId) => openForm(ctx, 'note', { promiseId }));

onPress(promises, 'release', async (ctx, id, word) => {
  if (word === 'yes') return step(ctx, id, 'released-now', () => actFor(ctx, release, id));
  await sure(ctx, id, 'given', 'release-ask', pack('release', id, 'yes'));
});

onPress(promises, 'letGo', async (ctx, id, word) => {
  if (word === 'yes') return step(ctx, id, 'let-go-now', () => actFor(ctx, letGo, id));
  await sure(ctx, id, 'received', 'let-go-ask', pack('letGo', id, 'yes'));
});

onPress(promises, 'askNow', async (ctx, id, word) => {
  if (word === 'yes') return step(ctx, id, 'asked-now', () => actFor(ctx, askToHandOver, id));
  await sure(ctx, id, 'received', 'ask-now-ask', pack('askNow', id, 'yes'));
});

/** Asks once more, if the presser stands on that side of the promise and it is still open. */
async function sure(
  ctx: BotContext,
  id: string,
  side: PromiseView['side'],
  question: string,
  yes: string,
): Promise<void> {
  const view = await promiseView(read(ctx), ctx.person.id, id);
  if (view?.side !== side) return showNeutral(ctx);
  if (view.state !== 'PROMISED') return showCard(ctx, id, ctx.words.html('outdated'));
  await show(ctx, sureScreen(ctx.words, ctx.words.html(question), yes, pack('promise', id)));
}

onPress(promises, 'details', async (ctx, id) => {
  let opened: PaymentDetails | null = null;
  // Two steps: what is read must not be kept with the update as the command's result.
  const open = async (): Promise<void> => {
    await act(ctx, async (tx) => void (await openPaymentDetails(tx, ctx.person.id, id)));
    opened = await openedDetails(read(ctx), ctx.person.id, id);
  };
  if (!(await tryCommand(ctx, open, () => cardOf(ctx, id)))) return;
  const view = await promiseView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  await show(ctx, detailsScreen(ctx.words, view, opened));
});

onPress(promises, 'listen', async (ctx, id, word) => {
  const voice = await voiceOf(read(ctx), ctx.person.id, id, word === 'thanks' ? 'thanks' : 'report');
  if (!voice) return showCard(ctx, id);
  await ctx.replyWithVoice(voice);
});

onPress(promises, 'later', async (ctx, kind, id) => {
  if (!isReminder(kind)) return showNeutral(ctx);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => remindTomorrow(tx, ctx.person.id, kind, id)),
    () => cardOf(ctx, id),
  );
  if (done) await show(ctx, noteScreen(ctx.words, ctx.words.html('later-now')));
});

onPress(promises, 'write', async (ctx, id) => {
  const view = await promiseView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  await show(ctx, writeScreen(ctx.words, view));
});
