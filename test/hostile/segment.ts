// A segment in which a month was lived, with a record of every kind and unmistakable words everywhere; and people outside of it.
import { reading, transact } from '../../src/db/transaction.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { acceptProposal } from '../../src/domain/commitments/accept.ts';
import { helpNow } from '../../src/domain/commitments/promise.ts';
import { confirm, reportHandedOver } from '../../src/domain/commitments/settle.ts';
import { sayThanks } from '../../src/domain/commitments/words.ts';
import { closeDueCycles } from '../../src/domain/cycles/close.ts';
import { setAbout, setNickname } from '../../src/domain/members/profile.ts';
import { block, breakContact } from '../../src/domain/network/blocks.ts';
import { helpLink } from '../../src/domain/network/help-links.ts';
import { introduce } from '../../src/domain/network/introductions.ts';
import { acceptInvite, joinLink } from '../../src/domain/network/invites.ts';
import { recommend } from '../../src/domain/network/recommendations.ts';
import { reportAbuse } from '../../src/domain/network/reports.ts';
import { askToWrite } from '../../src/domain/network/writing.ts';
import { editRequest } from '../../src/domain/requests/requests.ts';
import type { TestHouse } from '../support/house.ts';
import { ASK, HELP, Story } from '../support/story.ts';
import { DirectBot, type Guest } from './direct.ts';

const MEMBERS = ['Anna', 'Boris', 'Vera', 'Dina', 'Gleb', 'Kira'] as const;
type Name = (typeof MEMBERS)[number];

/** Every word that only this segment may read; amounts as the screens write them. */
export const SECRETS = {
  names: MEMBERS.map((name) => `${name}-Nm`),
  words: [
    'Roof-Tt',
    'Books-Tt',
    'Fire-Tt',
    'Story-St',
    'Card-Dt',
    'About-Ab',
    'Nick-Nk',
    'Thanks-Th',
    'Reason-Rp',
    'user_nm_',
  ],
  amounts: ['8\u00a0123.45', '7\u00a0091.37', '6\u00a0543.21', '1\u00a0357.91', '2\u00a0468.13'],
} as const;

export const allSecrets: readonly string[] = Object.values(SECRETS).flat();

/** Ids by the kind of their record. */
export type Records = Readonly<Record<string, readonly string[]>>;

export interface Segment {
  readonly story: Story;
  readonly bot: DirectBot;
  readonly people: Readonly<Record<Name, Guest>>;
  readonly ids: Readonly<Record<Name, string>>;
  readonly records: Records;
  /** They see nothing of the segment: a stranger, one of elsewhere, one blocked, one whose contact was broken. */
  readonly outsiders: readonly Guest[];
}

export async function liveInSegment(house: TestHouse): Promise<Segment> {
  const story = new Story(house);
  const bot = new DirectBot(house);
  const people = {} as Record<Name, Guest>;
  const ids = {} as Record<Name, string>;
  for (const name of MEMBERS) {
    people[name] = bot.guest(`${name}-Nm`, { username: `user_nm_${name}` });
    if (name !== 'Dina') await people[name].says('/start');
    else await people.Dina.says(`/start ${(await transact(house, (tx) => joinLink(tx, ids.Anna))).token}`);
    ids[name] = (await people[name].member()).id;
  }
  await story.contacts(ids.Anna, ids.Boris, ids.Vera);
  await story.contacts(ids.Vera, ids.Gleb);
  await story.contacts(ids.Boris, ids.Kira);
  await story.run((tx) => setAbout(tx, ids.Anna, 'About-Ab', 'https://about.example/About-Ab'));
  await liveAMonth(story, ids);
  const outsiders = await comeFromOutside(story, bot, ids);
  return { story, bot, people, ids, records: await recordsOf(story, Object.values(ids)), outsiders };
}

async function liveAMonth(story: Story, ids: Readonly<Record<Name, string>>): Promise<void> {
  const { house, run } = story;
  const told = { story: 'Story-St '.repeat(30), newPaymentDetail: 'Card-Dt', link: 'https://story.example/Story-St' };
  const roof = await story.request(ids.Anna, { ...ASK, ...told, title: 'Roof-Tt', amount: 812_345n, reach: 3 });
  await story.request(ids.Kira, { ...ASK, ...told, title: 'Books-Tt', amount: 709_137n });
  await run((tx) => recommend(tx, ids.Vera, roof, 'KNOW_IN_PERSON'));
  await story.pledge(ids.Boris, 135_791n);
  await story.pledge(ids.Vera, 246_813n);
  house.clock.set('2026-12-01T07:00:00Z');
  await closeDueCycles(house, allocateInProcess);
  const offered = await story.db.proposal.findMany({ where: { giverId: ids.Boris }, orderBy: { id: 'asc' } });
  for (const { id } of offered.slice(0, 1)) await run((tx) => acceptProposal(tx, ids.Boris, id));
  const given = await story.promise(ids.Gleb, roof, 3_000n);
  await run((tx) => reportHandedOver(tx, ids.Gleb, given));
  await run((tx) => confirm(tx, ids.Anna, given, { amount: 2_000n, rest: 'expected' }));
  await run((tx) => sayThanks(tx, ids.Anna, given, { kind: 'text', text: 'Thanks-Th' }));
  const service = { ...HELP, form: 'SERVICE', description: 'Story-St', requestId: roof, amount: 4_000n } as const;
  const waiting = await run((tx) => helpNow(tx, ids.Gleb, service));
  await run((tx) => reportHandedOver(tx, ids.Gleb, waiting));
  await story.promise(ids.Dina, roof, 1_500n);
  await run((tx) => setNickname(tx, ids.Boris, ids.Anna, 'Nick-Nk'));
  await run((tx) => introduce(tx, ids.Anna, ids.Dina, ids.Boris));
  await run((tx) => askToWrite(tx, ids.Gleb, ids.Anna));
  await run((tx) => helpLink(tx, ids.Vera, roof));
  const report = { subjectId: ids.Anna, reason: 'OTHER', text: 'Reason-Rp' } as const;
  await run((tx) => reportAbuse(tx, ids.Gleb, report, []));
  await story.emergency(ids.Vera, { title: 'Fire-Tt', amount: 654_321n });
  await run((tx) => editRequest(tx, ids.Anna, roof, { story: 'Story-St '.repeat(31) }));
}

/** The bot has met all of them; none has a way to anyone inside. */
async function comeFromOutside(story: Story, bot: DirectBot, ids: Readonly<Record<Name, string>>): Promise<Guest[]> {
  const come = async (name: string): Promise<Guest> => {
    const guest = bot.guest(name);
    await guest.says('/start');
    return guest;
  };
  const [stranger, elsewhere, blocked, broken] = [
    await come('Outside stranger'),
    await come('Outside elsewhere'),
    await come('Outside blocked'),
    await come('Outside broken'),
  ];
  const friend = await story.person('Outside friend');
  const own = (await elsewhere.member()).id;
  await story.contacts(own, friend);
  await story.pledge(own, 5_000n);
  await story.promise(friend, await story.request(own, { ...ASK, title: 'Outside title' }), 1_000n);
  const { token } = await transact(story.house, (tx) => joinLink(tx, ids.Anna));
  const [blockedId, brokenId] = [(await blocked.member()).id, (await broken.member()).id];
  for (const id of [blockedId, brokenId]) await story.run((tx) => acceptInvite(tx, id, token));
  await story.run((tx) => block(tx, ids.Anna, blockedId));
  await story.run((tx) => breakContact(tx, ids.Anna, brokenId));
  return [stranger, elsewhere, blocked, broken];
}

/** Every id that these members have anything to do with. */
async function recordsOf(story: Story, memberIds: readonly string[]): Promise<Records> {
  const { db } = reading(story.house);
  const mine = { in: [...memberIds] };
  const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();
  const only = { id: true } as const;
  return {
    member: [...memberIds],
    personKey: (await db.member.findMany({ where: { id: mine } })).map((row) => row.personKey),
    request: idsOf(await db.request.findMany({ where: { ownerId: mine }, select: only })),
    recommendation: idsOf(await db.recommendation.findMany({ where: { recommenderId: mine }, select: only })),
    promise: idsOf(await db.commitment.findMany({ where: { giverId: mine }, select: only })),
    pledge: idsOf(await db.pledge.findMany({ where: { giverId: mine }, select: only })),
    card: idsOf(await db.card.findMany({ where: { giverId: mine }, select: only })),
    proposal: idsOf(await db.proposal.findMany({ where: { giverId: mine }, select: only })),
    invite: idsOf(await db.invite.findMany({ where: { issuerId: mine }, select: only })),
    introduction: idsOf(await db.introduction.findMany({ where: { introducerId: mine }, select: only })),
    report: idsOf(await db.abuseReport.findMany({ where: { reporterId: mine }, select: only })),
    detail: idsOf(await db.paymentDetail.findMany({ where: { ownerId: mine }, select: only })),
  };
}

const NOT_COMPARED = ['inbox', 'applied_commands', 'forms'];

/** What every table holds, as one hash each; when somebody was seen last does not count. */
export async function dump(story: Story): Promise<Record<string, string>> {
  const tables = await story.db.$queryRaw<{ name: string }[]>`
    SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1`;
  const parts = tables
    .filter(({ name }) => !NOT_COMPARED.includes(name))
    .map(({ name }) => {
      const rows = `(SELECT (to_jsonb(t) - 'last_seen_at')::text AS line FROM "${name}" t) r`;
      return `SELECT '${name}' AS name, coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS hash FROM ${rows}`;
    });
  const rows = await story.db.$queryRawUnsafe<{ name: string; hash: string }[]>(parts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
