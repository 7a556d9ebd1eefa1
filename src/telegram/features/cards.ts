import { Composer } from 'grammy';
import {
  type Accepted,
  acceptCard,
  acceptProposal,
  chooseAmount,
  declineProposal,
  skipCard,
} from '../../domain/commitments/accept.ts';
import type { CardView } from '../../domain/cycles/queries.ts';
import { cardOfProposal, cardView } from '../../domain/cycles/queries.ts';
import { shareQuestion } from '../../domain/network/recommendations.ts';
import { actFor, type BotContext, read, show } from '../context.ts';
import { PAGE_SIZE, type Screen } from '../screen.ts';
import { cardChangeScreen, cardScreen, whyScreen } from '../screens/card.ts';
import { withShareQuestion } from '../screens/recommendations.ts';
import { withUndo } from '../undoing.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** The month's card: accept all, change, skip, why. */
export const cards = new Composer<BotContext>();

type Shape = (ctx: BotContext, view: CardView) => Screen;

const asCard: Shape = (ctx, view) => cardScreen(ctx.words, view);
const asChange =
  (page: number): Shape =>
  (ctx, view) =>
    cardChangeScreen(ctx.words, view, page);
const asWhy: Shape = (ctx, view) =>
  view.waiting.length > 0 ? whyScreen(ctx.words, view) : cardScreen(ctx.words, view);

async function screenOf(ctx: BotContext, cardId: string | null, shape: Shape = asCard): Promise<Screen | null> {
  const view = cardId === null ? null : await cardView(read(ctx), ctx.person.id, cardId);
  return view ? shape(ctx, view) : null;
}

async function showCard(ctx: BotContext, cardId: string | null, shape: Shape = asCard): Promise<void> {
  const screen = await screenOf(ctx, cardId, shape);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
}

/** After ❌: the card, and the way back for what was declined. */
async function showDeclined(ctx: BotContext, cardId: string | null, aboutId: string, shape: Shape): Promise<void> {
  const screen = await screenOf(ctx, cardId, shape);
  await (screen ? show(ctx, await withUndo(ctx, screen, 'PROPOSALS_DECLINED', aboutId)) : showNeutral(ctx));
}

onPress(cards, 'card', (ctx, id) => showCard(ctx, id));
onPress(cards, 'cardChange', (ctx, id, page) => showCard(ctx, id, asChange(page)));
onPress(cards, 'cardWhy', (ctx, id) => showCard(ctx, id, asWhy));

/** What accepting came to, in words. */
function acceptedText({ words }: BotContext, { promiseIds, total, lessBy }: Accepted): string {
  const less = lessBy === null ? [] : [words.html(`card-less-${lessBy}`)];
  if (promiseIds.length === 0) return less.join('');
  return [words.html('card-accepted', { count: promiseIds.length, total: words.money(total) }), ...less].join('\n');
}

async function accept(ctx: BotContext, cardId: string | null, command: () => Promise<Accepted>): Promise<void> {
  let accepted: Accepted | null = null;
  const done = await tryCommand(
    ctx,
    async () => {
      accepted = await command();
    },
    () => screenOf(ctx, cardId),
  );
  if (!done || accepted === null) return;
  const note = acceptedText(ctx, accepted);
  const { promiseIds }: Accepted = accepted;
  const question = await shareQuestion(read(ctx), ctx.person.id, promiseIds);
  await showCard(ctx, cardId, (inner, view) =>
    withShareQuestion(inner.words, cardScreen(inner.words, view, note), question),
  );
}

onPress(cards, 'cardAccept', (ctx, id) => accept(ctx, id, () => actFor(ctx, acceptCard, id)));

onPress(cards, 'proposalAccept', async (ctx, id) => {
  const cardId = await cardOfProposal(read(ctx), ctx.person.id, id);
  await accept(ctx, cardId, () => actFor(ctx, acceptProposal, id));
});

onPress(cards, 'cardSkip', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => actFor(ctx, skipCard, id),
    () => screenOf(ctx, id),
  );
  const skipped: Shape = (inner, view) => cardScreen(inner.words, view, inner.words.html('card-skipped'));
  if (done) await showDeclined(ctx, id, id, skipped);
});

onPress(cards, 'proposalDecline', async (ctx, id) => {
  const cardId = await cardOfProposal(read(ctx), ctx.person.id, id);
  const done = await tryCommand(
    ctx,
    () => actFor(ctx, declineProposal, id),
    () => screenOf(ctx, cardId),
  );
  if (done) await showDeclined(ctx, cardId, id, asChange(0));
});

const STEPS = 10n;

/** One tenth of the offer, in whole quanta; a step down stops at the quantum. */
async function adjust(ctx: BotContext, proposalId: string, sign: 1n | -1n): Promise<void> {
  const cardId = await cardOfProposal(read(ctx), ctx.person.id, proposalId);
  const view = cardId === null ? null : await cardView(read(ctx), ctx.person.id, cardId);
  const proposal = view?.proposals.find((row) => row.id === proposalId);
  if (!view || !proposal) return showNeutral(ctx);
  const shape = asChange(Math.floor(view.waiting.indexOf(proposal) / PAGE_SIZE));
  const { quantum } = read(ctx).rules.unit;
  const tenth = proposal.offered / STEPS;
  const step = tenth < quantum ? quantum : tenth - (tenth % quantum);
  const wanted = proposal.amount + sign * step;
  const amount = wanted < quantum ? quantum : wanted;
  const done = await tryCommand(
    ctx,
    () => actFor(ctx, chooseAmount, proposalId, amount),
    () => screenOf(ctx, view.id, shape),
  );
  if (done) await showCard(ctx, view.id, shape);
}

onPress(cards, 'proposalLess', (ctx, id) => adjust(ctx, id, -1n));
onPress(cards, 'proposalMore', (ctx, id) => adjust(ctx, id, 1n));
