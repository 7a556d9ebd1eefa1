import { Composer } from 'grammy';
import { areContacts } from '../../domain/network/contacts.ts';
import {
  type HelpLink,
  helpLink,
  helpLinkStanding,
  helpLinkUses,
  helpPreview,
  revokeHelpLinks,
} from '../../domain/network/help-links.ts';
import { acceptInvite, type LivingInvite } from '../../domain/network/invites.ts';
import { maySeeRequest } from '../../domain/network/reach.ts';
import { requestView } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, read, show } from '../context.ts';
import { helpLinkScreen, helpPreviewScreen } from '../screens/help-links.ts';
import { noteScreen } from '../screens/info.ts';
import { sureScreen } from '../screens/promises.ts';
import { openRequest, showRequest } from './open-request.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** 🔗 links to one request: made from its card, opened by newcomers and by members of elsewhere, revoked by its asker. */
export const helpLinks = new Composer<BotContext>();

onPress(helpLinks, 'helpLink', async (ctx, id) => {
  let link: HelpLink | null = null;
  // The token is a secret of the issuer's, but it is in the database as it is: it may be kept with the update.
  const make = async (): Promise<void> => {
    link = await act(ctx, (tx) => helpLink(tx, ctx.person.id, id));
  };
  if (!(await tryCommand(ctx, make, () => openRequest(ctx, id)))) return;
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view || link === null) return showNeutral(ctx);
  const uses = view.isOwn ? await helpLinkUses(read(ctx), ctx.person.id, id) : null;
  await show(ctx, helpLinkScreen(ctx.words, view, { link, uses, botUsername: ctx.deps.botUsername }));
});

onPress(helpLinks, 'helpLinkRevoke', async (ctx, id, step) => {
  const view = await requestView(read(ctx), ctx.person.id, id);
  if (!view?.isOwn) return showNeutral(ctx);
  if (step !== 'yes') {
    const question = ctx.words.html('help-link-revoke-ask');
    return void (await show(
      ctx,
      sureScreen(ctx.words, question, pack('helpLinkRevoke', id, 'yes'), pack('myRequest', id)),
    ));
  }
  let count = 0;
  const done = await tryCommand(
    ctx,
    async () => {
      count = await act(ctx, (tx) => revokeHelpLinks(tx, ctx.person.id, id));
    },
    () => openRequest(ctx, id),
  );
  if (done) await showRequest(ctx, id, ctx.words.html('help-link-revoked', { count }));
});

/**
 * A member opens a living link to a request: it is their own, they see the request anyway, they know the issuer already, or they are
 * asked first and see first name, title and sum.
 */
export async function openHelpInvite(ctx: BotContext, invite: LivingInvite, token: string): Promise<void> {
  const { words, person } = ctx;
  const requestId = invite.requestId ?? '';
  const say = async (key: string): Promise<void> => void (await show(ctx, noteScreen(words, words.html(key))));
  if (invite.issuerId === person.id) return say('invite-own');
  const tx = read(ctx);
  const standing = await helpLinkStanding(tx, invite, person.id);
  if (standing === 'dead') return say('invite-dead');
  if (await maySeeRequest(tx, person.id, requestId)) return showRequest(ctx, requestId);
  if (standing === 'out-of-reach') return say('help-link-refused');
  if (await areContacts(tx, person.id, invite.issuerId)) {
    const done = await tryCommand(
      ctx,
      () => act(ctx, (inner) => acceptInvite(inner, person.id, token)),
      async () => noteScreen(words, words.html('invite-dead')),
    );
    return done ? showRequest(ctx, requestId) : undefined;
  }
  await show(ctx, helpPreviewScreen(words, await helpPreview(tx, invite), token));
}
