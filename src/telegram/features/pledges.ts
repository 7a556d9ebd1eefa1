import { Composer } from 'grammy';
import { openPledgeOf, pausePledge, resumePledge, withdrawPledge } from '../../domain/pledges/pledges.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, openForm, read, show } from '../context.ts';
import { pledgeScreen } from '../screens/pledge.ts';
import { sureScreen } from '../screens/promises.ts';
import { homeOf } from './home.ts';
import { onPress, tryCommand } from './press.ts';

/** My open pledge; nobody but its giver ever sees it. */
export const pledges = new Composer<BotContext>();

const pledgeOf = async (ctx: BotContext, note: string | null = null) => {
  const pledge = await openPledgeOf(read(ctx), ctx.person.id);
  return pledge ? pledgeScreen(ctx.words, pledge, note) : null;
};

/** With a pledge: its card; with none: the form opens at the amount. */
async function giveOrShow(ctx: BotContext): Promise<void> {
  const screen = await pledgeOf(ctx);
  if (screen) await show(ctx, screen);
  else await openForm(ctx, 'give', {});
}

pledges.command('give', giveOrShow);
onPress(pledges, 'giveStart', giveOrShow);

onPress(pledges, 'pledgeEdit', async (ctx, field) => {
  if (await openPledgeOf(read(ctx), ctx.person.id)) await openForm(ctx, 'edit-pledge', { field });
  else await openForm(ctx, 'give', {});
});

onPress(pledges, 'pledgePause', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => pausePledge(tx, ctx.person.id, id)),
    () => pledgeOf(ctx),
  );
  const screen = done ? await pledgeOf(ctx, ctx.words.html('pledge-paused-now')) : null;
  if (screen) await show(ctx, screen);
});

onPress(pledges, 'pledgeResume', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => resumePledge(tx, ctx.person.id, id)),
    () => pledgeOf(ctx),
  );
  const screen = done ? await pledgeOf(ctx, ctx.words.html('pledge-resumed')) : null;
  if (screen) await show(ctx, screen);
});

onPress(pledges, 'pledgeWithdraw', async (ctx, id, step) => {
  if (step !== 'yes') {
    const question = ctx.words.html('pledge-withdraw-ask');
    await show(ctx, sureScreen(ctx.words, question, pack('pledgeWithdraw', id, 'yes'), pack('giveStart')));
    return;
  }
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => withdrawPledge(tx, ctx.person.id, id)),
    async () => (await pledgeOf(ctx)) ?? homeOf(ctx),
  );
  if (done) await show(ctx, await homeOf(ctx, ctx.words.html('pledge-withdrawn')));
});
