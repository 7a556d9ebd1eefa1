import { Composer } from 'grammy';
import { givePart } from '../../domain/commitments/give-part.ts';
import { promiseView } from '../../domain/commitments/queries.ts';
import { agreeToMore, leaveWorth } from '../../domain/commitments/worth.ts';
import { directedPledge, directedPledgesOf } from '../../domain/pledges/directed.ts';
import { ownCeiling } from '../../domain/pledges/measure.ts';
import { openPledgeOf, pausePledge, resumePledge, withdrawPledge } from '../../domain/pledges/pledges.ts';
import { endStandingYes, standingYesOf } from '../../domain/pledges/standing-yes.ts';
import { setScope, setSpread, setStart } from '../../domain/pledges/wishes.ts';
import { pack } from '../callbacks.ts';
import { act, actFor, type BotContext, openForm, read, show } from '../context.ts';
import { pledgeCard, pledgeViewOf } from '../forms/give.ts';
import type { Screen } from '../screen.ts';
import { directedListScreen, directedScreen } from '../screens/directed.ts';
import { noteScreen } from '../screens/info.ts';
import { pledgeChangeScreen, pledgePeopleScreen, SPREADS, spreadScreen, standingYesScreen } from '../screens/pledge.ts';
import { otherName, promiseScreen, sureScreen } from '../screens/promises.ts';
import { withUndo } from '../undoing.ts';
import { homeOf } from './home.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** My intentions, open and directed, and the standing yes; nobody but their giver ever sees them. */
export const pledges = new Composer<BotContext>();

async function directedList(ctx: BotContext, page: number): Promise<Screen> {
  const tx = read(ctx);
  const hasOpenPledge = (await openPledgeOf(tx, ctx.person.id)) !== null;
  return directedListScreen(ctx.words, await directedPledgesOf(tx, ctx.person.id), page, hasOpenPledge);
}

/** With a pledge: its card; with directed ones only: their list; with none: the form opens at the amount. */
async function giveOrShow(ctx: BotContext): Promise<void> {
  const card = await pledgeCard(ctx);
  if (card) return void (await show(ctx, card));
  if ((await directedPledgesOf(read(ctx), ctx.person.id)).length > 0) await show(ctx, await directedList(ctx, 0));
  else await openForm(ctx, 'give', {});
}

pledges.command('give', giveOrShow);
onPress(pledges, 'giveStart', giveOrShow);

/** The amount of a pledge that is not there begins one; the measure is there from the first pledge of any kind. */
onPress(pledges, 'pledgeEdit', async (ctx, field) => {
  const tx = read(ctx);
  const isThere =
    field === 'ceiling'
      ? (await ownCeiling(tx, ctx.person.id)).amount !== null
      : (await openPledgeOf(tx, ctx.person.id)) !== null;
  if (isThere) await openForm(ctx, 'edit-pledge', { field });
  else await openForm(ctx, 'give', {});
});

/** The card of an own pledge, open or directed; null for everything else. */
async function cardOf(ctx: BotContext, id: string, note: string | null = null): Promise<Screen | null> {
  const directed = await directedPledge(read(ctx), ctx.person.id, id);
  if (directed) return directedScreen(ctx.words, directed, note);
  return (await openPledgeOf(read(ctx), ctx.person.id))?.id === id ? pledgeCard(ctx, note) : null;
}

async function step(ctx: BotContext, id: string, note: string, command: () => Promise<unknown>): Promise<void> {
  const done = await tryCommand(ctx, command, () => cardOf(ctx, id));
  const screen = done ? await cardOf(ctx, id, ctx.words.html(note)) : null;
  if (screen) await show(ctx, screen);
}

onPress(pledges, 'pledgePause', (ctx, id) => step(ctx, id, 'pledge-paused-now', () => actFor(ctx, pausePledge, id)));
onPress(pledges, 'pledgeResume', (ctx, id) => step(ctx, id, 'pledge-resumed', () => actFor(ctx, resumePledge, id)));

onPress(pledges, 'pledgeWithdraw', async (ctx, id, word) => {
  const directed = await directedPledge(read(ctx), ctx.person.id, id);
  if (word !== 'yes') {
    const back = directed ? pack('directed', id) : pack('giveStart');
    const question = ctx.words.html('pledge-withdraw-ask');
    return void (await show(ctx, sureScreen(ctx.words, question, pack('pledgeWithdraw', id, 'yes'), back)));
  }
  const done = await tryCommand(
    ctx,
    () => actFor(ctx, withdrawPledge, id),
    async () => (await cardOf(ctx, id)) ?? homeOf(ctx),
  );
  if (!done) return;
  const note = noteScreen(ctx.words, ctx.words.html('pledge-withdrawn'));
  await show(ctx, await withUndo(ctx, note, 'PLEDGE_WITHDRAWN', id));
});

onPress(pledges, 'directedList', async (ctx, page) => {
  await show(ctx, await directedList(ctx, page));
});
onPress(pledges, 'directed', async (ctx, id) => {
  const pledge = await directedPledge(read(ctx), ctx.person.id, id);
  await (pledge ? show(ctx, directedScreen(ctx.words, pledge)) : showNeutral(ctx));
});
onPress(pledges, 'directedAmount', (ctx, pledgeId) => openForm(ctx, 'directed-amount', { pledgeId }));

onPress(pledges, 'directedPart', async (ctx, id) => {
  let promiseId = '';
  let note = 'help-done';
  const give = async (): Promise<void> => {
    const part = await actFor(ctx, givePart, id);
    promiseId = part.promiseId;
    if (part.lessBy !== null) note = `part-less-${part.lessBy}`;
  };
  if (!(await tryCommand(ctx, give, () => cardOf(ctx, id)))) return;
  const view = await promiseView(read(ctx), ctx.person.id, promiseId);
  if (!view) return showNeutral(ctx);
  await show(ctx, promiseScreen(ctx.words, view, ctx.words.html(note, { name: otherName(ctx.words, view) })));
});

/** One change of the open pledge, then `after`; without a pledge: one neutral answer. */
async function change(
  ctx: BotContext,
  command: (pledgeId: string) => Promise<unknown>,
  after: () => Promise<Screen | null>,
): Promise<void> {
  const pledge = await openPledgeOf(read(ctx), ctx.person.id);
  if (!pledge) return showNeutral(ctx);
  if (
    !(await tryCommand(
      ctx,
      () => command(pledge.id),
      () => pledgeCard(ctx),
    ))
  )
    return;
  const screen = await after();
  await (screen ? show(ctx, screen) : showNeutral(ctx));
}

const changed = (ctx: BotContext) => pledgeCard(ctx, ctx.words.html('pledge-changed'));

onPress(pledges, 'pledgeChange', async (ctx) => {
  const pledge = await openPledgeOf(read(ctx), ctx.person.id);
  await (pledge ? show(ctx, pledgeChangeScreen(ctx.words, pledge)) : showNeutral(ctx));
});

onPress(pledges, 'pledgeSpread', async (ctx, word) => {
  const spread = SPREADS.find((one) => one === word);
  if (spread) {
    return change(
      ctx,
      (id) => actFor(ctx, setSpread, id, spread),
      () => changed(ctx),
    );
  }
  const view = await pledgeViewOf(ctx);
  await (view ? show(ctx, spreadScreen(ctx.words, view)) : showNeutral(ctx));
});

onPress(pledges, 'pledgeStart', (ctx, word) =>
  change(
    ctx,
    (id) => actFor(ctx, setStart, id, word === 'soon' ? 'soon' : 'first'),
    () => changed(ctx),
  ),
);

onPress(pledges, 'pledgePeople', async (ctx, word) => {
  if (word === 'network') {
    return change(
      ctx,
      (id) => act(ctx, (tx) => setScope(tx, ctx.person.id, id, 'NETWORK', [])),
      () => changed(ctx),
    );
  }
  if (word === 'chosen' || word === 'excluded') return openForm(ctx, 'pledge-people', { list: word });
  const pledge = await openPledgeOf(read(ctx), ctx.person.id);
  await (pledge ? show(ctx, pledgePeopleScreen(ctx.words, pledge)) : showNeutral(ctx));
});

const standing = async (ctx: BotContext, note: string | null = null): Promise<Screen> =>
  standingYesScreen(ctx.words, await standingYesOf(read(ctx), ctx.person.id), note);

onPress(pledges, 'standingYes', async (ctx, word) => {
  if (word === 'set') return openForm(ctx, 'standing-yes', {});
  if (word !== 'end') return void (await show(ctx, await standing(ctx)));
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => endStandingYes(tx, ctx.person.id)),
    () => standing(ctx),
  );
  if (done) await show(ctx, await standing(ctx, ctx.words.html('standing-ended')));
});

onPress(pledges, 'worthMore', async (ctx, id, word) => {
  const agrees = word === 'yes';
  const promise = async (note: string | null = null): Promise<Screen | null> => {
    const view = await promiseView(read(ctx), ctx.person.id, id);
    return view ? promiseScreen(ctx.words, view, note) : null;
  };
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => (agrees ? agreeToMore : leaveWorth)(tx, ctx.person.id, id)),
    () => promise(),
  );
  const screen = done ? await promise(ctx.words.html(agrees ? 'worth-agreed' : 'worth-left')) : null;
  if (screen) await show(ctx, screen);
});
