import type { Tx } from '../../db/transaction.ts';
import { helpingOf } from '../helping/acting.ts';
import { type HelpView, helpersOf } from '../helping/queries.ts';
import { type QuietHours, settingsOf } from '../members/settings.ts';
import { ownLinks } from '../network/my-links.ts';
import { seenPeople } from '../network/people.ts';
import { type StandingYesView, standingYesOf } from '../pledges/standing-yes.ts';
import { exportMember, type MemberExport } from './export.ts';

/** What is stored about a member besides the export: for their own eyes, in words. */
export interface MyData {
  readonly file: MemberExport;
  readonly username: string | null;
  readonly timezone: string;
  readonly quietHours: QuietHours;
  readonly about: string | null;
  readonly aboutLink: string | null;
  /** Their own names for contacts. */
  readonly nicknames: readonly string[];
  readonly blocked: number;
  /** Who may act for them in the bot, and for whom they may. */
  readonly helpers: readonly HelpView[];
  readonly helped: readonly HelpView[];
  readonly stories: readonly { readonly title: string; readonly story: string | null; readonly hasVoice: boolean }[];
  /** What they typed besides: links and outcomes of requests, what they offer, what they said with help or for it, reports. */
  readonly words: readonly string[];
  /** For whom alone, or for whom not, their pledge is. */
  readonly chosen: readonly string[];
  readonly excluded: readonly string[];
  readonly standingYes: StandingYesView | null;
  /** A higher measure that waits for its day, in minor units. */
  readonly measureNext: bigint | null;
  readonly links: number;
  readonly reports: number;
  /** Kinds of messages they switched off. */
  readonly switchedOff: readonly string[];
}

/** Everybody's own words, in the order in which they were said. */
async function wordsOf(tx: Tx, memberId: string): Promise<string[]> {
  const createdAt = { createdAt: 'asc' as const };
  const requests = await tx.db.request.findMany({ where: { ownerId: memberId }, orderBy: createdAt });
  const pledges = await tx.db.pledge.findMany({ where: { giverId: memberId }, orderBy: createdAt });
  const given = await tx.db.commitment.findMany({ where: { giverId: memberId }, orderBy: createdAt });
  const received = await tx.db.commitment.findMany({ where: { recipientId: memberId }, orderBy: createdAt });
  const reports = await tx.db.abuseReport.findMany({ where: { reporterId: memberId }, orderBy: { at: 'asc' } });
  const sealed = [
    ...requests.flatMap(({ link, outcome }) => [link, outcome]),
    ...pledges.map(({ description }) => description),
    ...given.flatMap(({ description, reportNote }) => [description, reportNote]),
    ...received.map(({ thanks }) => thanks),
    ...reports.map(({ text }) => text),
  ];
  return sealed.flatMap((text) => (text === null ? [] : [tx.vault.open(text)]));
}

/** Everything about the member themselves, for /mydata. Amounts in the file are texts of minor units. */
export async function myData(tx: Tx, memberId: string): Promise<MyData> {
  const row = await tx.db.member.findUniqueOrThrow({
    where: { id: memberId },
    include: {
      nicknamesGiven: true,
      pledges: { where: { openSlot: memberId }, include: { people: true } },
      _count: { select: { blocksMade: true, reportsMade: true } },
      requests: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
  const open = (sealed: Uint8Array | null): string | null => (sealed ? tx.vault.open(sealed) : null);
  const { timezone, quietHours, off } = await settingsOf(tx, memberId);
  const people = row.pledges.flatMap((pledge) => pledge.people);
  const seen = await seenPeople(tx, memberId);
  const named = (isExcluded: boolean): string[] => {
    const ids = new Set(people.filter(({ excluded }) => excluded === isExcluded).map((person) => person.memberId));
    return seen.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  };
  return {
    file: await exportMember(tx, memberId, { withCeiling: true }),
    username: row.username,
    timezone,
    quietHours,
    about: open(row.about),
    aboutLink: open(row.aboutLink),
    nicknames: row.nicknamesGiven.map(({ name }) => tx.vault.open(name)),
    blocked: row._count.blocksMade,
    helpers: await helpersOf(tx, memberId),
    helped: (await helpingOf(tx, memberId)).elders,
    stories: row.requests.map(({ title, story, storyVoice }) => ({
      title,
      story: open(story),
      hasVoice: storyVoice !== null,
    })),
    words: await wordsOf(tx, memberId),
    chosen: named(false),
    excluded: named(true),
    standingYes: await standingYesOf(tx, memberId),
    measureNext: row.ceilingNext,
    links: (await ownLinks(tx, memberId)).length,
    reports: row._count.reportsMade,
    switchedOff: off,
  };
}
