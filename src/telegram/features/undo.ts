import { Composer } from 'grammy';
import { cardOfProposal, cardView } from '../../domain/cycles/queries.ts';
import { settingsOf } from '../../domain/members/settings.ts';
import { directedPledge } from '../../domain/pledges/directed.ts';
import { openPledgeOf } from '../../domain/pledges/pledges.ts';
import { requestView } from '../../domain/requests/queries.ts';
import { type Undone, undo, undoAbout } from '../../domain/undo/undo.ts';
import { act, type BotContext, read, show } from '../context.ts';
import { pledgeCard } from '../forms/give.ts';
import type { Screen } from '../screen.ts';
import { cardScreen } from '../screens/card.ts';
import { directedScreen } from '../screens/directed.ts';
import { ownRequestScreen } from '../screens/requests.ts';
import { homeOf } from './home.ts';
import { openRequest } from './open-request.ts';
import { onPress, tryCommand } from './press.ts';
import { settingsCard, timeCard } from './settings.ts';

/** ↩️ under the screen after an act: takes it back, for ten minutes. */
export const undos = new Composer<BotContext>();

async function pledgeNow(ctx: BotContext, id: string): Promise<Screen | null> {
  const directed = await directedPledge(read(ctx), ctx.person.id, id);
  if (directed) return directedScreen(ctx.words, directed);
  return (await openPledgeOf(read(ctx), ctx.person.id))?.id === id ? pledgeCard(ctx) : null;
}

async function requestNow(ctx: BotContext, id: string): Promise<Screen | null> {
  const view = await requestView(read(ctx), ctx.person.id, id);
  return view?.isOwn && view.state !== 'CLOSED' ? ownRequestScreen(ctx.words, view) : null;
}

async function cardNow(ctx: BotContext, aboutId: string): Promise<Screen | null> {
  const cardId = (await cardOfProposal(read(ctx), ctx.person.id, aboutId)) ?? aboutId;
  const view = await cardView(read(ctx), ctx.person.id, cardId);
  return view && cardScreen(ctx.words, view);
}

/** How what the act was about stands now; null when there is nothing of it to be shown. */
function shownNow(ctx: BotContext, about: Undone): Promise<Screen | null> {
  switch (about.kind) {
    case 'PLEDGE_MADE':
    case 'PLEDGE_WITHDRAWN':
      return pledgeNow(ctx, about.aboutId);
    case 'REQUEST_PUBLISHED':
      return requestNow(ctx, about.aboutId);
    case 'RECOMMENDED':
    case 'RECOMMENDATION_WITHDRAWN':
      return openRequest(ctx, about.aboutId);
    case 'PROPOSALS_DECLINED':
      return cardNow(ctx, about.aboutId);
    case 'TIMEZONE':
    case 'QUIET_HOURS':
      return timeCard(ctx);
    case 'LANGUAGE':
      return settingsCard(ctx);
  }
}

onPress(undos, 'undo', async (ctx, id) => {
  const about = await undoAbout(read(ctx), ctx.person.id, id);
  const now = async (): Promise<Screen> => (about && (await shownNow(ctx, about))) ?? (await homeOf(ctx));
  const done = await tryCommand(ctx, () => act(ctx, (tx) => undo(tx, ctx.person.id, id)), now);
  if (!done || !about) return;
  if (about.kind === 'LANGUAGE') await useOwnWords(ctx);
  const screen = await now();
  await show(ctx, { ...screen, text: `${ctx.words.html(`undone-${about.kind}`)}\n\n${screen.text}` });
});

/** From here on this update speaks the language that has come back. */
async function useOwnWords(ctx: BotContext): Promise<void> {
  const { language } = await settingsOf(read(ctx), ctx.person.id);
  ctx.words = ctx.deps.wordsOf(language);
}
