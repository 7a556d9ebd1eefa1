import { Composer, InputFile } from 'grammy';
import { joinLink } from '../../domain/network/invites.ts';
import { ownLinks, revokeLinks } from '../../domain/network/my-links.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, read, show } from '../context.ts';
import { linkTo } from '../links.ts';
import { qrPng } from '../pictures/qr.ts';
import type { Screen } from '../screen.ts';
import { linkScreen, linksScreen } from '../screens/links.ts';
import { sureScreen } from '../screens/promises.ts';
import { homeOf } from './home.ts';
import { sendPicture } from './pictures.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** My links: the list, one of them, the end of one or all, and the live one as a QR code. */
export const links = new Composer<BotContext>();

const listOf = async (ctx: BotContext, page = 0, note: string | null = null): Promise<Screen> =>
  linksScreen(ctx.words, await ownLinks(read(ctx), ctx.person.id), page, note);

onPress(links, 'links', async (ctx, page) => {
  await show(ctx, await listOf(ctx, page));
});

onPress(links, 'link', async (ctx, id) => {
  const link = (await ownLinks(read(ctx), ctx.person.id)).find((row) => row.id === id);
  await (link ? show(ctx, linkScreen(ctx.words, link, ctx.deps.botUsername)) : showNeutral(ctx));
});

async function revoke(ctx: BotContext, id: string | null): Promise<void> {
  let count = 0;
  const done = await tryCommand(
    ctx,
    async () => {
      count = await act(ctx, (tx) => revokeLinks(tx, ctx.person.id, id));
    },
    () => listOf(ctx),
  );
  if (done) await show(ctx, await listOf(ctx, 0, ctx.words.html('links-revoked', { count })));
}

onPress(links, 'linkRevoke', async (ctx, id, step) => {
  if (step === 'yes') return revoke(ctx, id);
  const link = (await ownLinks(read(ctx), ctx.person.id)).find((row) => row.id === id);
  if (!link) return showNeutral(ctx);
  const question = ctx.words.html('link-revoke-ask');
  await show(ctx, sureScreen(ctx.words, question, pack('linkRevoke', id, 'yes'), pack('link', id)));
});

onPress(links, 'linksRevoke', async (ctx, step) => {
  if (step === 'yes') return revoke(ctx, null);
  const question = ctx.words.html('links-revoke-ask');
  await show(ctx, sureScreen(ctx.words, question, pack('linksRevoke', 'yes'), pack('links', 0)));
});

onPress(links, 'linkQr', async (ctx) => {
  let link = { token: '', expiresAt: new Date(0) };
  const done = await tryCommand(
    ctx,
    async () => {
      link = await act(ctx, (tx) => joinLink(tx, ctx.person.id));
    },
    () => homeOf(ctx),
  );
  if (!done) return;
  const url = linkTo(ctx.deps.botUsername, link.token);
  const caption = ctx.words.html('qr-caption', { link: url, day: ctx.words.day(link.expiresAt) });
  await sendPicture(ctx, new InputFile(await qrPng(url), 'exodus-qr.png'), caption);
});
