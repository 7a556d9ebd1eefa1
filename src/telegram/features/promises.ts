import { Composer } from 'grammy';
import { transact } from '../../db/transaction.ts';
import {
  PROMISE_LISTS,
  type PromiseList,
  promiseCounts,
  promiseList,
  promiseView,
} from '../../domain/commitments/queries.ts';
import {
  confirm,
  letGo,
  openPaymentDetails,
  type PaymentDetails,
  release,
  reportHandedOver,
  sayNotYet,
} from '../../domain/commitments/settle.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, openForm, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { detailsScreen, promiseScreen, promisesScreen, sureScreen, writeScreen } from '../screens/promises.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** Promises: lists, cards, and every step a giver or a recipient can take. */
export const promises = new Composer<BotContext>();

async function showList(ctx: BotContext, word: string, page: number): Promise<void> {
  const list: PromiseList = PROMISE_LISTS.find((name) => name === word) ?? 'open';
  const tx = read(ctx);
  const view = {
    list,
    promises: await promiseList(tx, ctx.person.id, list),
    counts: await promiseCounts(tx, ctx.person.id),
  };
  await show(ctx, promisesScreen(ctx.words, view, page));
}

promises.command('promises', (ctx) => showList(ctx, 'open', 0));
onPress(promises, 'promises', showList);

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

onPress(promises, 'handedOver', (ctx, id) =>
  step(ctx, id, 'reported-now', () => act(ctx, (tx) => reportHandedOver(tx, ctx.person.id, id))),
);
onPress(promises, 'received', (ctx, id) =>
  step(ctx, id, 'confirmed-now', () =>
    act(ctx, (tx) => confirm(tx, ctx.person.id, id, { amount: null, rest: 'expected' })),
  ),
);
onPress(promises, 'notYet', (ctx, id) =>
  step(ctx, id, 'not-yet-now', () => act(ctx, (tx) => sayNotYet(tx, ctx.person.id, id))),
);
onPress(promises, 'receivedPart', (ctx, promiseId) => openForm(ctx, 'part', { promiseId }));
onPress(promises, 'thank', (ctx, promiseId) => openForm(ctx, 'thanks', { promiseId }));

onPress(promises, 'release', async (ctx, id, word) => {
  if (word === 'yes') return step(ctx, id, 'released-now', () => act(ctx, (tx) => release(tx, ctx.person.id, id)));
  await sure(ctx, id, 'release-ask', pack('release', id, 'yes'));
});

onPress(promises, 'letGo', async (ctx, id, word) => {
  if (word === 'yes') return step(ctx, id, 'let-go-now', () => act(ctx, (tx) => letGo(tx, ctx.person.id, id)));
  await sure(ctx, id, 'let-go-ask', pack('letGo', id, 'yes'));
});

/** Asks once more, if the promise is theirs and still open. */
async function sure(ctx: BotContext, id: string, question: string, yes: string): Promise<void> {
  const view = await promiseView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  if (view.state !== 'PROMISED') return showCard(ctx, id, ctx.words.html('outdated'));
  await show(ctx, sureScreen(ctx.words, ctx.words.html(question), yes, pack('promise', id)));
}

onPress(promises, 'details', async (ctx, id) => {
  let opened: PaymentDetails | null = null;
  // Not through act(): what it returns is secret and must not be kept with the update. A repetition logs one more opening.
  const open = async (): Promise<void> => {
    opened = await transact(ctx.deps.house, (tx) => openPaymentDetails(tx, ctx.person.id, id));
  };
  if (!(await tryCommand(ctx, open, () => cardOf(ctx, id)))) return;
  const view = await promiseView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  await show(ctx, detailsScreen(ctx.words, view, opened));
});

onPress(promises, 'write', async (ctx, id) => {
  const view = await promiseView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  await show(ctx, writeScreen(ctx.words, view));
});
