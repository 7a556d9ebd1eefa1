import { Composer } from 'grammy';
import { plusMonths } from '../../domain/cycles/calendar.ts';
import { beginActing } from '../../domain/helping/acting.ts';
import { answerHelpOffer, HELPER_MONTHS, HELPER_SCOPES, offerHelp, stopHelping } from '../../domain/helping/grants.ts';
import { helpedActions, helpersOf, offerStanding, waitingOffer } from '../../domain/helping/queries.ts';
import { personCard } from '../../domain/network/person-card.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { act, type BotContext, leaveForm, read, show } from '../context.ts';
import { returnHome, takeUp } from '../helping.ts';
import { PAGE_SIZE, type Screen } from '../screen.ts';
import { helpedScreen, helpOfferScreen, helpSummaryScreen, helpUntilScreen } from '../screens/helping.ts';
import { noteScreen } from '../screens/info.ts';
import { shownName } from '../screens/people.ts';
import { homeOf } from './home.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';
import { settingsCard } from './settings.ts';

/** Acting for an elder: the offer, the answer, there and back, the end, and the list. */
export const helping = new Composer<BotContext>();

const scopeOf = (word: string): HelperScope | undefined => HELPER_SCOPES.find((scope) => scope === word);
const isMonths = (months: number): boolean => (HELPER_MONTHS as readonly number[]).includes(months);

/** What a contact is called; null for anybody else. */
async function contactName(ctx: BotContext, id: string): Promise<string | null> {
  const card = await personCard(read(ctx), ctx.person.id, id);
  return card?.contact ? shownName(card) : null;
}

async function offerCard(ctx: BotContext, elderId: string): Promise<Screen | null> {
  const name = await contactName(ctx, elderId);
  if (name === null) return null;
  return helpOfferScreen(ctx.words, elderId, name, await offerStanding(read(ctx), ctx.person.id, elderId));
}

onPress(helping, 'helpOffer', async (ctx, id) => {
  const screen = await offerCard(ctx, id);
  await (screen ? show(ctx, screen) : showNeutral(ctx));
});

onPress(helping, 'helpScope', async (ctx, id, word) => {
  const name = await contactName(ctx, id);
  const scope = scopeOf(word);
  await (name !== null && scope ? show(ctx, helpUntilScreen(ctx.words, id, name, scope)) : showNeutral(ctx));
});

onPress(helping, 'helpUntil', async (ctx, elderId, word, months) => {
  const elder = await contactName(ctx, elderId);
  const scope = scopeOf(word);
  if (elder === null || !scope || !isMonths(months)) return showNeutral(ctx);
  const { now, rules } = read(ctx);
  const endsAt = plusMonths(now, months, rules.timezone);
  await show(ctx, helpSummaryScreen(ctx.words, { elderId, elder, scope, months, endsAt }));
});

onPress(helping, 'helpAsk', async (ctx, elderId, word, months) => {
  const scope = scopeOf(word);
  if (!scope) return showNeutral(ctx);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => offerHelp(tx, ctx.person.id, elderId, { scope, months })),
    () => offerCard(ctx, elderId),
  );
  const screen = done ? await offerCard(ctx, elderId) : null;
  if (screen) await show(ctx, screen);
});

onPress(helping, 'helpAnswer', async (ctx, id, word) => {
  const { words, person } = ctx;
  const isYes = word === 'yes';
  const offer = await waitingOffer(read(ctx), person.id, id);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => answerHelpOffer(tx, person.id, id, isYes)),
    () => settingsCard(ctx),
  );
  if (!done) return;
  if (!isYes) return void (await show(ctx, noteScreen(words, words.html('help-declined-now'))));
  const args = { name: offer?.name ?? '', day: offer ? words.day(offer.endsAt) : '' };
  await show(ctx, noteScreen(words, words.html('help-accepted-now', args)));
});

onPress(helping, 'helpBegin', async (ctx, id) => {
  await leaveForm(ctx);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => beginActing(tx, ctx.self.id, id)),
    () => homeOf(ctx),
  );
  if (!done) return;
  await takeUp(ctx);
  await show(ctx, await homeOf(ctx));
});

onPress(helping, 'helpBack', returnHome);

onPress(helping, 'helpStop', async (ctx, id) => {
  const { words, person } = ctx;
  const isElder = (await helpersOf(read(ctx), person.id)).some(({ grantId }) => grantId === id);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => stopHelping(tx, person.id, id)),
    () => settingsCard(ctx),
  );
  if (!done) return;
  if (isElder) await show(ctx, await settingsCard(ctx, words.html('help-stopped-now')));
  else await show(ctx, noteScreen(words, words.html('help-ended-now')));
});

onPress(helping, 'helped', async (ctx, page) => {
  const tx = read(ctx);
  const { id } = ctx.person;
  const done = await helpedActions(tx, id, page, PAGE_SIZE);
  await show(ctx, helpedScreen(ctx.words, done, await helpersOf(tx, id)));
});
