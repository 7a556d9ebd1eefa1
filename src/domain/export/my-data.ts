import type { Tx } from '../../db/transaction.ts';
import { helpingOf } from '../helping/acting.ts';
import { type HelpView, helpersOf } from '../helping/queries.ts';
import { type QuietHours, settingsOf } from '../members/settings.ts';
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
}

/** Everything about the member themselves, for /mydata. Amounts in the file are texts of minor units. */
export async function myData(tx: Tx, memberId: string): Promise<MyData> {
  const row = await tx.db.member.findUniqueOrThrow({
    where: { id: memberId },
    include: {
      nicknamesGiven: true,
      _count: { select: { blocksMade: true } },
      requests: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    },
  });
  const open = (sealed: Uint8Array | null): string | null => (sealed ? tx.vault.open(sealed) : null);
  const { timezone, quietHours } = await settingsOf(tx, memberId);
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
  };
}
