import { Composer, InputFile } from 'grammy';
import { myMonth } from '../../domain/commitments/my-month.ts';
import { networkMap } from '../../domain/network/map.ts';
import { type BotContext, read, show } from '../context.ts';
import { monthCaption, networkCaption } from '../pictures/captions.ts';
import { monthSvg } from '../pictures/month.ts';
import { networkSvg } from '../pictures/network.ts';
import { renderPng } from '../pictures/render.ts';
import { noteScreen } from '../screens/info.ts';
import { homeButton } from '../screens/shared.ts';
import { onPress } from './press.ts';

/** Pictures: messages of their own, with the same in words below. */
export const pictures = new Composer<BotContext>();

/** Sends a picture with its words; the screen it was asked from stays as it is. */
export async function sendPicture(ctx: BotContext, file: InputFile, caption: string): Promise<void> {
  await ctx.replyWithPhoto(file, {
    caption,
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[homeButton(ctx.words)]] },
  });
}

onPress(pictures, 'networkPicture', async (ctx) => {
  const map = await networkMap(read(ctx), ctx.person.id);
  if (map.people.length === 0) {
    return void (await show(ctx, noteScreen(ctx.words, ctx.words.html('pic-network-none'))));
  }
  await ctx.replyWithChatAction('upload_photo');
  const png = await renderPng(await networkSvg(ctx.words, map));
  await sendPicture(ctx, new InputFile(png, 'exodus-network.png'), networkCaption(ctx.words, map));
});

onPress(pictures, 'monthPicture', async (ctx) => {
  const month = await myMonth(read(ctx), ctx.person.id);
  await ctx.replyWithChatAction('upload_photo');
  const png = await renderPng(monthSvg(ctx.words, month));
  await sendPicture(ctx, new InputFile(png, 'exodus-month.png'), monthCaption(ctx.words, month));
});
