import { Composer } from 'grammy';
import { promiseCounts } from '../../domain/commitments/lists.ts';
import { waitingCard } from '../../domain/cycles/queries.ts';
import { homeOf as myHome } from '../../domain/members/home.ts';
import { areContacts, isBlockedPair } from '../../domain/network/contacts.ts';
import { acceptInvite, declineInvite, joinLink, livingInvite } from '../../domain/network/invites.ts';
import { ownLinks } from '../../domain/network/my-links.ts';
import { directedPledgesOf } from '../../domain/pledges/directed.ts';
import { openPledgeOf } from '../../domain/pledges/pledges.ts';
import { ownRequest } from '../../domain/requests/queries.ts';
import type { HelperScope } from '../../generated/prisma/enums.ts';
import { act, type BotContext, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { helpingHomeScreen } from '../screens/helping.ts';
import { homeScreen } from '../screens/home.ts';
import { inviteAskScreen, inviteScreen, noteScreen } from '../screens/info.ts';
import { openHelpInvite } from './help-links.ts';
import { openRequest, showRequest } from './open-request.ts';
import { onPress, tryCommand } from './press.ts';

/** The way in, the home card and invites. */
export const home = new Composer<BotContext>();

export async function homeOf(ctx: BotContext, note: string | null = null): Promise<Screen> {
  const screen = ctx.helping === null ? await ownHome(ctx) : await helpingHome(ctx, ctx.helping.scope);
  return note === null ? screen : { ...screen, text: `${note}\n\n${screen.text}` };
}

async function helpingHome(ctx: BotContext, scope: HelperScope): Promise<Screen> {
  const tx = read(ctx);
  const { id } = ctx.person;
  return helpingHomeScreen(ctx.words, {
    scope,
    request: await ownRequest(tx, id),
    pledge: await openPledgeOf(tx, id),
    hasDirected: (await directedPledgesOf(tx, id)).length > 0,
    openPromises: (await promiseCounts(tx, id)).open,
    waitingCard: await waitingCard(tx, id),
  });
}

async function ownHome(ctx: BotContext): Promise<Screen> {
  const tx = read(ctx);
  const { id } = ctx.person;
  return homeScreen(ctx.words, { ...(await myHome(tx, id)), helping: ctx.elders });
}

home.command('menu', async (ctx) => {
  await show(ctx, await homeOf(ctx));
});
onPress(home, 'home', async (ctx) => {
  await show(ctx, await homeOf(ctx));
});

home.command('start', async (ctx) => {
  const token = ctx.match.trim();
  if (ctx.isNewcomer) await show(ctx, await welcomeOf(ctx));
  else if (token === '') await show(ctx, await homeOf(ctx));
  else await openInvite(ctx, token);
});

/** The first screen of a newcomer. A dead link is said so; they are in all the same, alone. */
export async function welcomeOf(ctx: BotContext): Promise<Screen> {
  const { words, person, issuerName } = ctx;
  if (issuerName !== null && ctx.arrivedFor !== null) {
    const note = words.html('welcome-help', { name: person.name, issuer: issuerName });
    const request = await openRequest(ctx, ctx.arrivedFor, note);
    if (request) return request;
  }
  if (issuerName !== null) return homeOf(ctx, words.html('welcome-invited', { name: person.name, issuer: issuerName }));
  const hadToken = /^\/start\S*\s+\S/.test(ctx.message?.text ?? '');
  const dead = hadToken ? `${words.html(ctx.isOutOfReach ? 'help-link-refused' : 'invite-dead')}\n\n` : '';
  return homeOf(ctx, dead + words.html('welcome-alone', { name: person.name }));
}

/** A member opens a link: their own, a dead one, a friend's, or somebody's whom they may get to know. */
async function openInvite(ctx: BotContext, token: string): Promise<void> {
  const { words, person } = ctx;
  const tx = read(ctx);
  const invite = await livingInvite(tx, token, person.id);
  if (!invite) return void (await show(ctx, noteScreen(words, words.html('invite-dead'))));
  if (await isBlockedPair(tx, person.id, invite.issuerId)) {
    return void (await show(ctx, noteScreen(words, words.html('invite-dead'))));
  }
  if (invite.kind === 'HELP') return openHelpInvite(ctx, invite, token);
  if (invite.issuerId === person.id) return void (await show(ctx, noteScreen(words, words.html('invite-own'))));
  if (await areContacts(tx, person.id, invite.issuerId)) {
    return void (await show(ctx, await homeOf(ctx, words.html('invite-already', { issuer: invite.issuerName }))));
  }
  await show(ctx, inviteAskScreen(words, invite.issuerName, token));
}

onPress(home, 'inviteYes', async (ctx, token) => {
  const { words, person } = ctx;
  const invite = await livingInvite(read(ctx), token, person.id);
  let isConnected = false;
  const done = await tryCommand(
    ctx,
    async () => {
      isConnected = await act(ctx, (tx) => acceptInvite(tx, person.id, token));
    },
    () => homeOf(ctx),
  );
  if (!done) return;
  if (isConnected && invite?.requestId) {
    return showRequest(ctx, invite.requestId, words.html('help-link-connected', { issuer: invite.issuerName }));
  }
  const text = isConnected
    ? words.html('invite-connected', { issuer: invite?.issuerName ?? '' })
    : words.html('invite-waits');
  await show(ctx, await homeOf(ctx, text));
});

onPress(home, 'inviteNo', async (ctx, token) => {
  await act(ctx, (tx) => declineInvite(tx, ctx.person.id, token));
  await show(ctx, await homeOf(ctx, ctx.words.html('invite-declined')));
});

async function showInvite(ctx: BotContext): Promise<void> {
  let link = { token: '', expiresAt: new Date(0) };
  const done = await tryCommand(
    ctx,
    async () => {
      link = await act(ctx, (tx) => joinLink(tx, ctx.person.id));
    },
    () => homeOf(ctx),
  );
  if (!done) return;
  const url = `https://t.me/${ctx.deps.botUsername}?start=${link.token}`;
  const { length } = await ownLinks(read(ctx), ctx.person.id);
  await show(ctx, inviteScreen(ctx.words, url, link.expiresAt, length));
}

home.command('invite', showInvite);
onPress(home, 'invite', showInvite);
