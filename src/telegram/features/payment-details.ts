import { Composer } from 'grammy';
import {
  detailOpenings,
  makeDefault,
  ownDetail,
  ownDetails,
  removeDetail,
} from '../../domain/requests/payment-details.ts';
import { ownRequest } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, openForm, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { detailScreen, detailsLogScreen, myDetailsScreen } from '../screens/payment-details.ts';
import { sureScreen } from '../screens/promises.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** 💳 my payment details: several, one default, and who opened them. */
export const paymentDetails = new Composer<BotContext>();

async function listOf(ctx: BotContext, asked: number, note: string | null = null): Promise<Screen> {
  const tx = read(ctx);
  const request = await ownRequest(tx, ctx.person.id);
  const screen = myDetailsScreen(ctx.words, await ownDetails(tx, ctx.person.id), request?.id ?? null, asked);
  return note === null ? screen : { ...screen, text: `${note}\n\n${screen.text}` };
}

async function cardOf(ctx: BotContext, id: string, note: string | null = null): Promise<Screen | null> {
  const detail = await ownDetail(read(ctx), ctx.person.id, id);
  return detail ? detailScreen(ctx.words, detail, note) : null;
}

async function showCard(ctx: BotContext, id: string, note: string | null = null): Promise<void> {
  const screen = await cardOf(ctx, id, note);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
}

onPress(paymentDetails, 'myDetails', async (ctx, asked) => {
  await show(ctx, await listOf(ctx, asked));
});
onPress(paymentDetails, 'detail', (ctx, id) => showCard(ctx, id));
onPress(paymentDetails, 'detailAdd', (ctx) => openForm(ctx, 'detail', { detailId: '' }));
onPress(paymentDetails, 'detailChange', (ctx, detailId) => openForm(ctx, 'detail', { detailId }));

onPress(paymentDetails, 'detailDefault', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => makeDefault(tx, ctx.person.id, id)),
    () => cardOf(ctx, id),
  );
  if (done) await showCard(ctx, id, ctx.words.html('detail-default-now'));
});

onPress(paymentDetails, 'detailRemove', async (ctx, id, word) => {
  if (word !== 'yes') {
    const detail = await ownDetail(read(ctx), ctx.person.id, id);
    if (!detail) return showNeutral(ctx);
    const question = ctx.words.html(detail.isInUse ? 'detail-remove-used-ask' : 'detail-remove-ask');
    await show(ctx, sureScreen(ctx.words, question, pack('detailRemove', id, 'yes'), pack('detail', id)));
    return;
  }
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => removeDetail(tx, ctx.person.id, id)),
    () => cardOf(ctx, id),
  );
  if (done) await show(ctx, await listOf(ctx, 0, ctx.words.html('detail-removed')));
});

onPress(paymentDetails, 'detailsLog', async (ctx, asked) => {
  await show(ctx, detailsLogScreen(ctx.words, await detailOpenings(read(ctx), ctx.person.id), asked));
});
