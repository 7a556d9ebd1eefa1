import { Composer } from 'grammy';
import { helpFromPledge } from '../../domain/commitments/from-pledge.ts';
import { ownRequest, requestView, storyVoice } from '../../domain/requests/queries.ts';
import { closeRequest, pauseRequest, resumeRequest } from '../../domain/requests/requests.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, openForm, read, show } from '../context.ts';
import { promisedScreen } from '../forms/help.ts';
import type { Screen } from '../screen.ts';
import { sureScreen } from '../screens/promises.ts';
import { ownRequestScreen, requestChangeScreen, storyScreen } from '../screens/requests.ts';
import { homeOf } from './home.ts';
import { openRequest, showRequest } from './open-request.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** My request, and the requests of others that I can see. */
export const requests = new Composer<BotContext>();

/** With a request: its card; with none: the form opens at the first question. */
async function askOrShow(ctx: BotContext): Promise<void> {
  const own = await ownRequest(read(ctx), ctx.person.id);
  if (own) await show(ctx, ownRequestScreen(ctx.words, own));
  else await openForm(ctx, 'ask', {});
}

requests.command('ask', askOrShow);
onPress(requests, 'askStart', askOrShow);
onPress(requests, 'askEmergency', (ctx) => openForm(ctx, 'ask', {}));

async function ownById(ctx: BotContext, requestId: string): Promise<Screen | null> {
  const view = await requestView(read(ctx), ctx.person.id, requestId);
  return view?.isOwn ? ownRequestScreen(ctx.words, view) : null;
}

const withNote = (screen: Screen, note: string): Screen => ({ ...screen, text: `${note}\n\n${screen.text}` });

onPress(requests, 'myRequest', async (ctx, id) => {
  const screen = await ownById(ctx, id);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
});

onPress(requests, 'requestChange', async (ctx, id) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  await (view?.isOwn && view.state !== 'CLOSED' ? show(ctx, requestChangeScreen(ctx.words, view)) : showNeutral(ctx));
});
onPress(requests, 'requestEdit', (ctx, requestId, field) => openForm(ctx, 'edit-request', { requestId, field }));

onPress(requests, 'requestPause', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => pauseRequest(tx, ctx.person.id, id)),
    () => ownById(ctx, id),
  );
  const screen = done ? await ownById(ctx, id) : null;
  if (screen) await show(ctx, withNote(screen, ctx.words.html('request-paused')));
});

onPress(requests, 'requestResume', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => resumeRequest(tx, ctx.person.id, id)),
    () => ownById(ctx, id),
  );
  const screen = done ? await ownById(ctx, id) : null;
  if (screen) await show(ctx, withNote(screen, ctx.words.html('request-resumed')));
});

onPress(requests, 'requestClose', async (ctx, id) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view?.isOwn || view.state === 'CLOSED') return showNeutral(ctx);
  const question = ctx.words.html('request-close-ask', { title: view.title });
  await show(ctx, sureScreen(ctx.words, question, pack('requestCloseYes', id), pack('myRequest', id)));
});

onPress(requests, 'requestCloseYes', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => closeRequest(tx, ctx.person.id, id, null)),
    () => ownById(ctx, id),
  );
  if (done) await show(ctx, await homeOf(ctx, ctx.words.html('request-closed-now')));
});

onPress(requests, 'request', (ctx, id) => showRequest(ctx, id));

onPress(requests, 'requestStory', async (ctx, id) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view) return showNeutral(ctx);
  await show(ctx, storyScreen(ctx.words, view));
  const voice = await storyVoice(read(ctx), ctx.person.id, id);
  if (voice) await ctx.replyWithVoice(voice);
});

onPress(requests, 'requestReport', async (ctx, id) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view || view.isOwn) return showNeutral(ctx);
  await openForm(ctx, 'report', { memberId: view.ownerId, requestId: id });
});

onPress(requests, 'helpNow', (ctx, requestId) => openForm(ctx, 'help', { requestId, mode: 'now' }));
onPress(requests, 'helpAlready', (ctx, requestId) => openForm(ctx, 'help', { requestId, mode: 'already' }));
onPress(requests, 'helpPledge', (ctx, requestId, word) =>
  openForm(ctx, 'pledge-to', { requestId, mode: word === 'once' ? 'once' : 'monthly' }),
);
onPress(requests, 'helpFromPledge', async (ctx, id, amount) => {
  if (!/^\d{1,12}$/.test(amount)) return showNeutral(ctx);
  let promiseId = '';
  const done = await tryCommand(
    ctx,
    async () => {
      promiseId = await act(ctx, (tx) => helpFromPledge(tx, ctx.person.id, id, BigInt(amount)));
    },
    () => openRequest(ctx, id),
  );
  if (done) await show(ctx, await promisedScreen(ctx, promiseId));
});
