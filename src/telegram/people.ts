import type { Context, Middleware } from 'grammy';
import { reading, transact, transactOnce } from '../db/transaction.ts';
import { HOUR_MS } from '../domain/clock.ts';
import {
  findByTelegram,
  join,
  markUnreachable,
  nameOf,
  type Person,
  personById,
  senderOf,
  type TelegramUser,
} from '../domain/members/members.ts';
import { markSeen } from '../domain/members/seen.ts';
import { helpLinkStanding } from '../domain/network/help-links.ts';
import { acceptInvite, livingInvite } from '../domain/network/invites.ts';
import type { BotContext } from './context.ts';

/** The sender of an update in the domain's terms. @throws Error for an update without one */
export function userOf(ctx: Context): TelegramUser {
  const { from } = ctx;
  if (!from) throw new Error('an update without a sender');
  return { id: from.id, firstName: from.first_name, username: from.username, languageCode: from.language_code };
}

const startToken = (ctx: Context): string => /^\/start(?:@\w+)?\s+(\S+)/.exec(ctx.message?.text ?? '')?.[1] ?? '';

/**
 * A newcomer is a member by their first update, and the issuer's contact by the link in it alone. A dead link still lets them in,
 * alone. Repeated deliveries of that update find the same welcome.
 *
 * A link to a request leads there; out of the reach chosen by the asker it connects nobody.
 */
function welcome(ctx: BotContext): Promise<Arrival> {
  const user = userOf(ctx);
  const token = startToken(ctx);
  return transactOnce(ctx.deps.house, joinKey(ctx), async (tx) => {
    const invite = token === '' ? null : await livingInvite(tx, token);
    const standing = invite?.kind === 'HELP' ? await helpLinkStanding(tx, invite, null) : 'open';
    const opening = standing === 'open' ? invite : null;
    const person = await join(tx, user, opening?.issuerId ?? null);
    const isConnected = opening !== null && (await acceptInvite(tx, person.id, token));
    return {
      issuerId: isConnected ? opening.issuerId : null,
      requestId: isConnected ? opening.requestId : null,
      isOutOfReach: standing === 'out-of-reach',
    };
  });
}

interface Arrival {
  /** Null without a living link. An id, not a name: this is kept with the update. */
  readonly issuerId: string | null;
  /** Of a help link. */
  readonly requestId: string | null;
  readonly isOutOfReach: boolean;
}

const joinKey = (ctx: Context): string => `${ctx.update.update_id}:join`;

const SEEN_EVERY_MS = HOUR_MS;

/** Whoever writes is awake and reachable again; written at most once an hour, or when something about them changed. */
async function keepSeen(ctx: BotContext, person: Person): Promise<void> {
  const user = userOf(ctx);
  const { house } = ctx.deps;
  const isStale = house.clock.now().getTime() - person.lastSeenAt.getTime() > SEEN_EVERY_MS;
  const isChanged = person.name !== nameOf(user) || person.username !== (user.username ?? null);
  if (isStale || isChanged || person.isUnreachable) await transact(house, (tx) => markSeen(tx, person, user));
}

/** Puts the member and their words into the context; makes a member of whoever is new and writes. */
export const knowPerson: Middleware<BotContext> = async (ctx, next) => {
  const { house, wordsOf } = ctx.deps;
  const { id } = userOf(ctx);
  let sender = await senderOf(reading(house), id);
  const isStart = ctx.message?.text?.startsWith('/start') ?? false;
  const isRepeated = isStart && (await house.db.prisma.appliedCommand.count({ where: { key: joinKey(ctx) } })) > 0;
  // Whoever is erased still has their old messages; nobody becomes a member by an old button.
  if (!sender && ctx.callbackQuery) return void (await ctx.reply(ctx.words.plain('press-start')));
  if (!sender || isRepeated) {
    ctx.isNewcomer = true;
    const arrival = await welcome(ctx);
    ctx.issuerName = arrival.issuerId === null ? null : (await personById(reading(house), arrival.issuerId)).name;
    ctx.arrivedFor = arrival.requestId;
    ctx.isOutOfReach = arrival.isOutOfReach;
    ctx.deps.wakeCourier();
    sender = await senderOf(reading(house), id);
  }
  if (!sender) throw new Error('the newcomer is not there');
  const { person } = sender;
  ctx.self = ctx.person = person;
  ctx.isHelper = sender.isHelper;
  ctx.words = wordsOf(person.language);
  await keepSeen(ctx, person);
  await next();
};

/** They blocked the bot, or let it in again. */
export const onMembership: Middleware<BotContext> = async (ctx) => {
  const status = ctx.myChatMember?.new_chat_member.status;
  if (ctx.chat?.type !== 'private' || status === undefined) return;
  const { house } = ctx.deps;
  const person = await findByTelegram(reading(house), userOf(ctx).id);
  if (!person) return;
  await transact(house, (tx) =>
    status === 'kicked' || status === 'left' ? markUnreachable(tx, person.id) : markSeen(tx, person, userOf(ctx)),
  );
};
