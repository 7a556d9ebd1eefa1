import type { Tx } from '../../db/transaction.ts';
import type { Notice, Prisma } from '../../generated/prisma/client.ts';
import { DAY_MS } from '../clock.ts';
import { isZone, outsideQuietHours } from '../cycles/calendar.ts';
import { NOTICE_KINDS, type NoticeKind } from './kinds.ts';

export interface NewNotice {
  readonly kind: NoticeKind;
  readonly memberId: string;
  /** What it is about, in ids: with kind and member it makes the key, and the same key is queued once. */
  readonly about: string;
  readonly params: Readonly<Record<string, string>>;
  /** Not before this moment; then quiet hours are added. Default: now. */
  readonly from?: Date;
  readonly expiresAt?: Date;
  /** In quiet hours: wait for the morning (the default), or come without sound. */
  readonly atNight?: 'wait' | 'silent';
}

interface Recipient {
  readonly id: string;
  readonly timezone: string | null;
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly pausedAt: Date | null;
}

/**
 * Those of them who get messages. The row is shared until the transaction ends: whoever becomes unreachable meanwhile waits
 * ({@link lockMailbox}) and then finds what was queued (I10). It shuts out no other command about the member.
 */
function reachable(tx: Tx, memberIds: readonly string[]): Promise<Recipient[]> {
  return tx.db.$queryRaw<Recipient[]>`
    SELECT id, timezone, quiet_from AS "quietFrom", quiet_to AS "quietTo", paused_at AS "pausedAt" FROM members
    WHERE id = ANY(${memberIds as string[]}::uuid[]) AND state = 'ACTIVE' AND unreachable_at IS NULL
    ORDER BY id FOR KEY SHARE`;
}

/** Before a member stops getting messages: notices that are just being queued for them come first, later ones find them gone (I10). */
export async function lockMailbox(tx: Tx, memberId: string): Promise<void> {
  await tx.db.$queryRaw`SELECT 1 FROM members WHERE id = ${memberId}::uuid FOR UPDATE`;
}

/** The first moment by day for this member at or after `at`. */
export function daytimeFor(tx: Tx, member: Pick<Recipient, 'timezone' | 'quietFrom' | 'quietTo'>, at: Date): Date {
  const { quietHours, timezone } = tx.rules;
  const from = member.quietFrom ?? quietHours.from;
  const to = member.quietTo ?? quietHours.to;
  const own = member.timezone;
  return outsideQuietHours(at, own !== null && isZone(own) ? own : timezone, from, to);
}

/**
 * Queues notices in the transaction of the change that causes them (bar 5). Members who left, blocked the bot,
 * or switched the kind off get none (I10). Texts are made when a notice is delivered, from what is true then.
 */
export async function queueNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const kinds = [...new Set(notices.map((notice) => notice.kind))];
  const members = await reachable(tx, [...new Set(notices.map((notice) => notice.memberId))]);
  const switches = await tx.db.noticeSwitch.findMany({
    where: { memberId: { in: members.map((member) => member.id) }, kind: { in: kinds } },
  });
  const isOff = new Set(switches.map((row) => `${row.memberId} ${row.kind}`));
  const byId = new Map(members.map((member) => [member.id, member]));
  const rows: Prisma.NoticeCreateManyInput[] = [];
  for (const notice of notices) {
    const member = byId.get(notice.memberId);
    const noticeClass = NOTICE_KINDS[notice.kind];
    if (!member) continue;
    if (noticeClass !== 'MUST' && (member.pausedAt || isOff.has(`${member.id} ${notice.kind}`))) continue;
    const from = notice.from && notice.from > tx.now ? notice.from : tx.now;
    const isSilent = notice.atNight === 'silent';
    rows.push({
      key: `${notice.kind}:${notice.about}:${notice.memberId}`,
      memberId: notice.memberId,
      kind: notice.kind,
      class: noticeClass,
      params: { ...notice.params },
      notBefore: isSilent ? from : daytimeFor(tx, member, from),
      silent: isSilent,
      expiresAt: notice.expiresAt ?? null,
      createdAt: tx.now,
    });
  }
  await tx.db.notice.createMany({ data: rows, skipDuplicates: true });
}

export const queueNotice = (tx: Tx, notice: NewNotice): Promise<void> => queueNotices(tx, [notice]);

/**
 * What becomes of a queued notice that could be delivered now. The recipient's settings are asked again: they may have changed since
 * it was queued, and it may have waited from day to night. `drop`: they switched it off, or paused everything. `silent`: it is night
 * where they are, and this comes without sound. A moment: it waits until then.
 */
export async function deliveryOf(
  tx: Tx,
  notice: Pick<Notice, 'memberId' | 'kind' | 'class' | 'silent' | 'expiresAt'>,
): Promise<'now' | 'silent' | 'drop' | Date> {
  const member = await tx.db.member.findUniqueOrThrow({
    where: { id: notice.memberId },
    include: { noticeSwitches: { where: { kind: notice.kind } } },
  });
  const isUnwanted = member.pausedAt !== null || member.noticeSwitches.length > 0;
  if (notice.class !== 'MUST' && isUnwanted) return 'drop';
  const morning = daytimeFor(tx, member, tx.now);
  if (morning <= tx.now || wakes(notice, tx.now)) return 'now';
  return notice.silent ? 'silent' : morning;
}

/** An emergency with less than a day left; it ends with its deadline (1-domain, Emergencies). */
const wakes = ({ kind, expiresAt }: Pick<Notice, 'kind' | 'expiresAt'>, now: Date): boolean =>
  kind === 'emergency-alert' && expiresAt !== null && expiresAt.getTime() - now.getTime() < DAY_MS;

/** Whoever left or blocked the bot gets no message (I10); who is leaving gets one: that it can be undone. */
export const mayReceive = (
  member: { readonly state: string; readonly unreachableAt: Date | null },
  kind: string,
): boolean =>
  member.unreachableAt === null &&
  (member.state === 'ACTIVE' || (member.state === 'LEAVING' && kind === 'deletion-scheduled'));
