import { Composer } from 'grammy';
import { answerUnlock, askUnlock, lockOf, lockRequests, unlockQuestion } from '../../domain/members/lock.ts';
import { act, type BotContext, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import { lockScreen, unlockOverScreen, unlockQuestionScreen } from '../screens/lock.ts';
import { onPress, tryCommand } from './press.ts';

/** /lock: freeze my requests, ask to unlock them, and say of a contact whether it is really them. */
export const lock = new Composer<BotContext>();

async function lockCard(ctx: BotContext): Promise<Screen> {
  const tx = read(ctx);
  return lockScreen(ctx.words, await lockOf(tx, ctx.person.id), tx.now);
}

lock.command('lock', async (ctx) => {
  await show(ctx, await lockCard(ctx));
});

onPress(lock, 'lock', async (ctx, step) => {
  const commands = { yes: lockRequests, unlock: askUnlock };
  const command = Object.hasOwn(commands, step) ? commands[step as keyof typeof commands] : null;
  const done =
    command === null ||
    (await tryCommand(
      ctx,
      () => act(ctx, (tx) => command(tx, ctx.person.id)),
      () => lockCard(ctx),
    ));
  if (done) await show(ctx, await lockCard(ctx));
});

onPress(lock, 'unlockAnswer', async (ctx, askId, word) => {
  const { words, person } = ctx;
  const now = async (): Promise<Screen> => {
    const question = await unlockQuestion(read(ctx), person.id, askId);
    return question ? unlockQuestionScreen(words, question) : unlockOverScreen(words);
  };
  const isThem = word === 'yes';
  if (!(await tryCommand(ctx, () => act(ctx, (tx) => answerUnlock(tx, person.id, askId, isThem)), now))) return;
  await show(ctx, isThem ? noteScreen(words, words.html('unlock-confirmed-now')) : await now());
});
