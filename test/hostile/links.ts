// Dead /start payloads of every kind, and what the bot says to them.
import { expect } from 'vitest';
import type { Tx } from '../../src/db/transaction.ts';
import { livingInvite } from '../../src/domain/network/invites.ts';
import { LIMITS } from '../../src/domain/rules.ts';
import type { TestHouse } from '../support/house.ts';
import { ASK, Story } from '../support/story.ts';
import type { Chance } from './chance.ts';
import { DirectBot, type Guest } from './direct.ts';

export const ISSUER = 'Issuer-Qz7';
export const TITLE = 'Title-Wm4';

/** Living tokens, and dead ones by the way they died. */
export interface Tokens {
  readonly living: readonly string[];
  readonly dead: Readonly<Record<'revoked' | 'expired' | 'used-up' | 'closed-request' | 'left', string>>;
}

export interface LinkTown {
  readonly story: Story;
  readonly bot: DirectBot;
  readonly tokens: Tokens;
  /** Members of elsewhere. */
  readonly openers: readonly Guest[];
}

const OPENERS = 8;

export async function linkTown(house: TestHouse): Promise<LinkTown> {
  const story = new Story(house);
  const bot = new DirectBot(house);
  const issuer = await story.person(ISSUER);
  const requestId = await story.request(issuer, { ...ASK, title: TITLE });
  const gone = await story.person(`${ISSUER}-gone`);
  const asker = await story.person(`${ISSUER}-asker`);
  const closed = await story.request(asker, { ...ASK, title: TITLE });
  const make = async (kind: 'JOIN' | 'HELP', changes: object = {}): Promise<string> => {
    const token = `${kind === 'JOIN' ? 'j' : 'h'}${house.ids.token()}`;
    const createdAt = new Date(house.clock.now().getTime() - 1_000);
    const data = {
      id: house.ids.id(),
      token,
      kind,
      issuerId: issuer,
      requestId: kind === 'HELP' ? requestId : null,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 86_400_000),
      ...changes,
    };
    await story.db.invite.create({ data });
    return token;
  };
  const now = house.clock.now();
  const tokens: Tokens = {
    living: [await make('JOIN'), await make('HELP')],
    dead: {
      revoked: await make('JOIN', { revokedAt: now }),
      expired: await make('HELP', { expiresAt: now }),
      'used-up': await make('JOIN', { uses: LIMITS.inviteUses }),
      'closed-request': await make('HELP', { issuerId: asker, requestId: closed }),
      left: await make('JOIN', { issuerId: gone }),
    },
  };
  await story.db.request.update({
    where: { id: closed },
    data: { state: 'CLOSED', activeSlot: null, closedAt: now },
  });
  await story.db.member.update({ where: { id: gone }, data: { state: 'LEAVING', eraseAt: now } });
  const openers = Array.from({ length: OPENERS }, (_, index) => bot.guest(`Opener ${index}`));
  for (const opener of openers) await opener.says('/start');
  return { story, bot, tokens, openers };
}

/** One character more, less, other, or elsewhere; never the token itself, in any spelling the bot would take for it. */
function mutated(chance: Chance, token: string): string {
  const at = chance.below(token.length);
  const other = chance.pick([...'aZ09_-+.é🙂']);
  const kinds = [
    () => token.slice(0, at) + other + token.slice(at + 1),
    () => token.slice(0, at) + token.slice(at + 1),
    () => token.slice(0, at) + other + token.slice(at),
    () => (token.startsWith('j') ? 'h' : 'j') + token.slice(1),
    () => token.slice(1),
    () => token.toUpperCase(),
    () => token.split('').reverse().join(''),
    () => `${token}${token}`,
    () => `${token}\u200b`,
    () => `https://t.me/bot?start=${token}`,
    () => `'${token}' OR 1=1`,
    () => `${encodeURIComponent(token)}%00`,
  ];
  return chance.pick(kinds)();
}

const FIXED = [
  '%',
  '_',
  '\u0000',
  '../../etc/passwd',
  '$(reboot)',
  '__proto__',
  'constructor',
  '{}',
  'null',
  '0',
  '-1',
  '🔗',
];

/** A payload that opens nothing. */
export function deadPayload(chance: Chance, { living, dead }: Tokens): string {
  const make = chance.pick([
    () => chance.pick(['j', 'h', 'x', '']) + chance.word(22),
    () => chance.word(chance.below(64) + 1),
    () => chance.rubbish(chance.below(40) + 1),
    () => chance.rubbish(3_000 + chance.below(1_000)),
    () => mutated(chance, chance.pick(living)),
    () => mutated(chance, chance.pick(Object.values(dead))),
    () => chance.pick(Object.values(dead)),
    () => chance.pick(FIXED),
  ]);
  const payload = make();
  // Whoever types spaces after /start, or spaces around a living token, has not forged anything.
  const isEmpty = payload.trim() === '' || living.some((token) => payload.trim().split(/\s+/).includes(token));
  return isEmpty ? deadPayload(chance, { living, dead }) : payload;
}

/** The domain's own door: nothing opens, nothing is thrown. */
export async function knockAtDomain(tx: Tx, chance: Chance, tokens: Tokens, count: number): Promise<void> {
  for (let knock = 0; knock < count; knock++) {
    const payload = deadPayload(chance, tokens);
    const invite = await livingInvite(tx, payload);
    // A link to a closed request is told from a dead one a step later, by its standing.
    if (payload !== tokens.dead['closed-request']) expect(invite, JSON.stringify(payload)).toBeNull();
  }
}

/** What the chat shows besides the words that differ by intention. */
const asBytes = (screens: readonly { text: string; rows: unknown }[]): string =>
  JSON.stringify(screens.map(({ text, rows }) => [text, rows]));

/** Members of elsewhere open dead links; each answer is byte for byte the first one. */
export async function knockAtBot({ bot, tokens, openers }: LinkTown, chance: Chance, count: number): Promise<void> {
  const neutral = asBytes((await openers[0]!.says(`/start j${'0'.repeat(22)}`)).screens);
  const share = Math.ceil(count / openers.length);
  const payloads = openers.map(() => Array.from({ length: share }, () => deadPayload(chance, tokens)));
  await Promise.all(
    openers.map(async (opener, index) => {
      for (const payload of payloads[index]!) {
        const { screens } = await opener.says(`/start ${payload}`);
        expect(asBytes(screens), JSON.stringify(payload)).toBe(neutral);
      }
    }),
  );
  const everything = openers.flatMap((opener) => opener.transcript).join('\n');
  expect(everything).not.toContain(ISSUER);
  expect(everything).not.toContain(TITLE);
  expect(bot.complaints).toEqual([]);
  expect(bot.refused).toEqual([]);
}
