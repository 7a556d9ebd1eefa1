import { Composer } from 'grammy';
import { helpFromPledge } from '../../domain/commitments/from-pledge.ts';
import type { Command } from '../../domain/helping/may.ts';
import { otherOwnRequests, ownRequest, requestView, storyVoice } from '../../domain/requests/queries.ts';
import { pauseRequest, reopenRequest, resumeRequest } from '../../domain/requests/requests.ts';
import { answerStillNeeded } from '../../domain/requests/upkeep.ts';
import { actFor, type BotContext, openForm, read, show } from '../context.ts';
import { promisedScreen } from '../forms/help.ts';
import type { Screen } from '../screen.ts';
import {
  helpersScreen,
  ownRequestScreen,
  requestChangeMoreScreen,
  requestChangeScreen,
  storyScreen,
} from '../screens/requests.ts';
import { openRequest, showRequest } from './open-request.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** My request, and the requests of others that I can see. */
export const requests = new Composer<BotContext>();

/** With a request: its card; with none: the form opens at the first question. */
async function askOrShow(ctx: BotContext): Promise<void> {
  const own = await ownRequest(read(ctx), ctx.person.id);
  if (own) await show(ctx, ownRequestScreen(ctx.words, own, await otherOwnRequests(read(ctx), ctx.person.id, own.id)));
  else await openForm(ctx, 'ask', {});
}

requests.command('ask', askOrShow);
onPress(requests, 'askStart', askOrShow);
onPress(requests, 'askEmergency', (ctx) => openForm(ctx, 'ask', {}));

async function ownById(ctx: BotContext, requestId: string): Promise<Screen | null> {
  const view = await requestView(read(ctx), ctx.person.id, requestId);
  if (!view?.isOwn) return null;
  return ownRequestScreen(ctx.words, view, await otherOwnRequests(read(ctx), ctx.person.id, view.id));
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
onPress(requests, 'requestChangeMore', async (ctx, id) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  await (view?.isOwn && view.state !== 'CLOSED'
    ? show(ctx, requestChangeMoreScreen(ctx.words, view))
    : showNeutral(ctx));
});
onPress(requests, 'requestEdit', (ctx, requestId, field) => openForm(ctx, 'edit-request', { requestId, field }));

/** One step of my own request, and its card with what was done. */
async function changeOwn(
  ctx: BotContext,
  id: string,
  note: string,
  command: Command<readonly [string], unknown>,
): Promise<void> {
  const done = await tryCommand(
    ctx,
    () => actFor(ctx, command, id),
    () => ownById(ctx, id),
  );
  const screen = done ? await ownById(ctx, id) : null;
  if (screen) await show(ctx, withNote(screen, ctx.words.html(note)));
}

onPress(requests, 'requestPause', (ctx, id) => changeOwn(ctx, id, 'request-paused', pauseRequest));
onPress(requests, 'requestResume', (ctx, id) => changeOwn(ctx, id, 'request-resumed', resumeRequest));
onPress(requests, 'requestClose', (ctx, requestId) => openForm(ctx, 'close-request', { requestId }));

onPress(requests, 'requestReopen', (ctx, id) => changeOwn(ctx, id, 'request-reopened', reopenRequest));
onPress(requests, 'stillNeeded', (ctx, id) => changeOwn(ctx, id, 'still-needed-now', answerStillNeeded));

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
onPress(requests, 'helpers', async (ctx, id, page) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  await (view && view.helpers.length > 0 ? show(ctx, helpersScreen(ctx.words, view, page)) : showNeutral(ctx));
});

onPress(requests, 'helpFromPledge', async (ctx, id, amount) => {
  if (!/^\d{1,12}$/.test(amount)) return showNeutral(ctx);
  let promiseId = '';
  const done = await tryCommand(
    ctx,
    async () => {
      promiseId = await actFor(ctx, helpFromPledge, id, BigInt(amount));
    },
    () => openRequest(ctx, id),
  );
  if (done) await show(ctx, await promisedScreen(ctx, promiseId));
});
