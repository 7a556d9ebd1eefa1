import { Composer } from 'grammy';
import {
  answerIntroduction,
  type IntroductionChoice,
  introduce,
  introductionChoice,
  introductionView,
} from '../../domain/network/introductions.ts';
import { act, type BotContext, read, show } from '../context.ts';
import { noteScreen } from '../screens/info.ts';
import { introduceScreen, introductionScreen } from '../screens/introductions.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** 👥 Who invited a newcomer introduces them to chosen contacts; both sides consent. */
export const introductions = new Composer<BotContext>();

const choiceOf = (ctx: BotContext, newcomerId: string): Promise<IntroductionChoice | null> =>
  introductionChoice(read(ctx), ctx.person.id, newcomerId);

onPress(introductions, 'introduceList', async (ctx, newcomerId, page) => {
  const choice = await choiceOf(ctx, newcomerId);
  await (choice ? show(ctx, introduceScreen(ctx.words, choice, page)) : showNeutral(ctx));
});

onPress(introductions, 'introduce', async (ctx, newcomerId, otherId, page) => {
  const choice = await choiceOf(ctx, newcomerId);
  const other = choice?.others.find((contact) => contact.id === otherId);
  if (!choice || !other) return showNeutral(ctx);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => introduce(tx, ctx.person.id, newcomerId, otherId)),
    async () => introduceScreen(ctx.words, choice, page),
  );
  const note = ctx.words.html('introduce-asked', { name: choice.newcomer.name, other: other.name });
  if (done) await show(ctx, introduceScreen(ctx.words, choice, page, note));
});

onPress(introductions, 'introductionAnswer', async (ctx, id, word) => {
  const isYes = word === 'yes';
  let areContacts = false;
  const done = await tryCommand(
    ctx,
    async () => {
      areContacts = await act(ctx, (tx) => answerIntroduction(tx, ctx.person.id, id, isYes));
    },
    async () => {
      const view = await introductionView(read(ctx), ctx.person.id, id);
      return view ? introductionScreen(ctx.words, view) : null;
    },
  );
  if (!done) return;
  const view = await introductionView(read(ctx), ctx.person.id, id);
  const key = areContacts ? 'introduction-connected' : isYes ? 'introduction-waits' : 'invite-declined';
  await show(ctx, noteScreen(ctx.words, ctx.words.html(key, { name: view?.otherName ?? '' })));
});
