import { Composer, InputFile, type Middleware } from 'grammy';
import { myData } from '../../domain/export/my-data.ts';
import { erasureTime, leave, stay } from '../../domain/members/leaving.ts';
import type { Action } from '../callbacks.ts';
import { act, type BotContext, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { deleteScreen, leavingScreen, myDataScreen } from '../screens/rights.ts';
import { homeOf } from './home.ts';
import { onPress, tryCommand } from './press.ts';

/** What is stored about me, and how to have it erased. */
export const rights = new Composer<BotContext>();

const leaving = async (ctx: BotContext): Promise<Screen | null> => {
  const eraseAt = await erasureTime(read(ctx), ctx.person.id);
  return eraseAt === null ? null : leavingScreen(ctx.words, eraseAt);
};

/** What somebody who is leaving may still do: read what is said to everybody, take their data along, and stay. */
const OPEN_TO_LEAVERS: readonly Action[] = ['stay', 'help', 'rules', 'privacy', 'myData', 'myDataFile'];
const OPEN_COMMANDS = /^\/(?:help|rules|privacy|mydata)\b/;

/** Everything else answers somebody who is leaving with the way back; /start too. */
export const whoLeaves: Middleware<BotContext> = async (ctx, next) => {
  if (ctx.person.state !== 'LEAVING') return next();
  if (ctx.press && OPEN_TO_LEAVERS.includes(ctx.press.action)) return next();
  if (OPEN_COMMANDS.test(ctx.message?.text ?? '')) return next();
  const screen = await leaving(ctx);
  if (screen) await show(ctx, screen);
};

async function sendMyData(ctx: BotContext): Promise<void> {
  await ctx.replyWithChatAction('upload_document');
  const data = await myData(read(ctx), ctx.person.id);
  await ctx.replyWithDocument(
    new InputFile(Buffer.from(`${JSON.stringify(data.file, null, 2)}\n`), 'exodus-mydata.json'),
  );
  await show(ctx, myDataScreen(ctx.words, data, 0));
}

rights.command('mydata', sendMyData);
onPress(rights, 'myDataFile', sendMyData);
onPress(rights, 'myData', async (ctx, page) => {
  await show(ctx, myDataScreen(ctx.words, await myData(read(ctx), ctx.person.id), page));
});

rights.command('delete', async (ctx) => {
  await show(ctx, deleteScreen(ctx.words));
});

onPress(rights, 'deleteMe', async (ctx, step) => {
  if (step !== 'yes') return void (await show(ctx, deleteScreen(ctx.words)));
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => leave(tx, ctx.person.id)),
    () => leaving(ctx),
  );
  const screen = done ? await leaving(ctx) : null;
  if (screen) await show(ctx, screen);
});

onPress(rights, 'stay', async (ctx) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => stay(tx, ctx.person.id)),
    () => homeOf(ctx),
  );
  if (done) await show(ctx, await homeOf(ctx, ctx.words.html('stayed')));
});
