import { Composer } from 'grammy';
import {
  confirmPeople,
  isReason,
  ownRecommendation,
  recommend,
  renewRecommendation,
  withdrawRecommendation,
} from '../../domain/network/recommendations.ts';
import { requestView } from '../../domain/requests/queries.ts';
import { undoOf } from '../../domain/undo/kept.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { sureScreen } from '../screens/promises.ts';
import { ownRecommendationScreen, recommendPeopleScreen, recommendScreen } from '../screens/recommendations.ts';
import { withUndoButton } from '../screens/undo.ts';
import { withUndo } from '../undoing.ts';
import { openRequest } from './open-request.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** 🗣 "I know this person and this need": give one's word, confirm it again, take it back. */
export const recommendations = new Composer<BotContext>();

/** The question for a reason, or the recommendation that stands; null for what is not theirs to recommend. */
async function screenOf(ctx: BotContext, requestId: string, note: string | null = null): Promise<Screen | null> {
  const tx = read(ctx);
  const view = await requestView(tx, ctx.person.id, requestId);
  if (!view || view.isOwn) return null;
  const own = await ownRecommendation(tx, ctx.person.id, requestId);
  return own ? ownRecommendationScreen(ctx.words, view, own, note) : recommendScreen(ctx.words, view);
}

/** The request's card after 🗣 or its withdrawal, with the way back; without the card where it is out of sight now. */
async function showAfter(
  ctx: BotContext,
  requestId: string,
  kind: 'RECOMMENDED' | 'RECOMMENDATION_WITHDRAWN',
  note: string,
): Promise<void> {
  const undoId = await undoOf(read(ctx), ctx.person.id, kind, requestId);
  const card = await openRequest(ctx, requestId, note, undoId);
  await show(ctx, card ?? withUndoButton(ctx.words, noteScreen(ctx.words, note), undoId));
}

onPress(recommendations, 'recommendation', async (ctx, id) => {
  const screen = await screenOf(ctx, id);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
});

onPress(recommendations, 'recommendReason', async (ctx, id, reason) => {
  if (!isReason(reason)) return showNeutral(ctx);
  let people: number | null = null;
  const done = await tryCommand(
    ctx,
    async () => {
      people = await act(ctx, (tx) => recommend(tx, ctx.person.id, id, reason));
    },
    () => openRequest(ctx, id),
  );
  if (!done) return;
  if (people === null) return showAfter(ctx, id, 'RECOMMENDED', ctx.words.html('recommend-done'));
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  await show(ctx, await withUndo(ctx, recommendPeopleScreen(ctx.words, view, people), 'RECOMMENDED', id));
});

onPress(recommendations, 'recommendPeople', async (ctx, id, people) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => confirmPeople(tx, ctx.person.id, id, people)),
    () => screenOf(ctx, id),
  );
  if (done) await showAfter(ctx, id, 'RECOMMENDED', ctx.words.html('recommend-people-done'));
});

onPress(recommendations, 'recommendRenew', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => renewRecommendation(tx, ctx.person.id, id)),
    () => screenOf(ctx, id),
  );
  const screen = done ? await screenOf(ctx, id, ctx.words.html('recommend-renewed')) : null;
  if (screen) await show(ctx, screen);
});

onPress(recommendations, 'recommendWithdraw', async (ctx, id, step) => {
  if (step !== 'yes') {
    if (!(await ownRecommendation(read(ctx), ctx.person.id, id))) return showNeutral(ctx);
    const question = ctx.words.html('recommend-withdraw-ask');
    return void (await show(
      ctx,
      sureScreen(ctx.words, question, pack('recommendWithdraw', id, 'yes'), pack('request', id)),
    ));
  }
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => withdrawRecommendation(tx, ctx.person.id, id)),
    () => openRequest(ctx, id),
  );
  if (!done) return;
  await showAfter(ctx, id, 'RECOMMENDATION_WITHDRAWN', ctx.words.html('recommend-withdrawn'));
});
