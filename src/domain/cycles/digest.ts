import { type House, reading, type Tx, transact } from '../../db/transaction.ts';
import type { AllocationRunner } from '../allocation/index.ts';
import { nicknamesOf } from '../network/people.ts';
import { maySeeRequest } from '../network/reach.ts';
import { type NewNotice, queueNotices } from '../notices/queue.ts';
import { dayInMonth, plusDays } from './calendar.ts';
import { lockCycles } from './close.ts';
import { currentCycle } from './cycles.ts';
import type { ComputedRound } from './plan.ts';
import { computeRound } from './round.ts';

/** The personal digest 7 days before the month's end (1-domain, The cycle). */

const DIGEST_DAYS = 7;
/** The most rows of a preview that one digest carries. */
const PREVIEW_ROWS_MAX = 6;
const DONE = 'digest_done';

/** When the digest of the open cycle goes out: 09:00, seven days before its end. */
export function digestTime(cycle: { readonly endsAt: Date }, zone: string): Date {
  const day = plusDays(cycle.endsAt, -DIGEST_DAYS, zone);
  return dayInMonth(
    day,
    Number(new Intl.DateTimeFormat('en', { day: 'numeric', timeZone: zone }).format(day)),
    9,
    zone,
  );
}

/** Request id and amount of each row, as text: a notice keeps ids and numbers only. */
function packPreview(round: ComputedRound): Map<string, string> {
  const rows = new Map<string, string[]>();
  for (const planned of round.planned) {
    const giverId = round.snapshot.givers[planned.giver]!.id;
    const row = `${round.snapshot.requests[planned.request]!.id}=${planned.amount}`;
    rows.set(giverId, [...(rows.get(giverId) ?? []), row]);
  }
  return new Map([...rows].map(([giverId, texts]) => [giverId, texts.slice(0, PREVIEW_ROWS_MAX).join(',')]));
}

/** Members with something open besides a preview: promises to hand over, or help that waits for their word. */
async function membersWithOpenMatters(tx: Tx): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT giver_id AS id FROM promises WHERE state IN ('PROMISED', 'REPORTED', 'UNCONFIRMED')
    UNION SELECT recipient_id FROM promises WHERE state = 'REPORTED' ORDER BY 1`;
  return rows.map((row) => row.id);
}

/**
 * Queues the digests of the open cycle, once: what is open, and what the coming round would propose if nothing changes.
 * The round is computed outside any lock and thrown away.
 *
 * @returns how many digests were queued
 */
export async function sendDigests(house: House, run: AllocationRunner): Promise<number> {
  const cycle = await currentCycle(reading(house));
  const now = house.clock.now();
  if (now < digestTime(cycle, house.rules.timezone) || now >= cycle.endsAt) return 0;
  const done = await house.db.prisma.setting.findUnique({ where: { key: DONE } });
  if (done?.value === cycle.id) return 0;
  const preview = packPreview(await computeRound(house, run, 'CLOSE', null, cycle.endsAt));
  return transact(house, async (tx) => {
    await lockCycles(tx);
    const open = await currentCycle(tx);
    const earlier = await tx.db.setting.findUnique({ where: { key: DONE } });
    if (open.id !== cycle.id || earlier?.value === cycle.id) return 0;
    await tx.db.setting.upsert({
      where: { key: DONE },
      create: { key: DONE, value: cycle.id },
      update: { value: cycle.id },
    });
    const members = [...new Set([...preview.keys(), ...(await membersWithOpenMatters(tx))])];
    await queueNotices(
      tx,
      members.map(
        (memberId): NewNotice => ({
          kind: 'month-digest',
          memberId,
          about: cycle.id,
          params: { preview: preview.get(memberId) ?? '' },
          expiresAt: cycle.endsAt,
        }),
      ),
    );
    return members.length;
  });
}

/** The digest as its member may read it now. */
export interface DigestView {
  readonly openPromises: number;
  readonly toConfirm: number;
  /** What they handed over themselves and nobody has confirmed. */
  readonly unconfirmed: number;
  readonly preview: readonly { readonly requestId: string; readonly name: string; readonly amount: bigint }[];
}

/** Rows of the preview whose request the member no longer sees are left out. Null when nothing is left to say. */
export async function digestView(tx: Tx, viewerId: string, packed: string): Promise<DigestView | null> {
  const preview: { requestId: string; name: string; amount: bigint }[] = [];
  const nicknames = await nicknamesOf(tx, viewerId);
  for (const row of packed === '' ? [] : packed.split(',')) {
    const [requestId = '', amount = '0'] = row.split('=');
    if (!(await maySeeRequest(tx, viewerId, requestId))) continue;
    const request = await tx.db.request.findUniqueOrThrow({ where: { id: requestId }, include: { owner: true } });
    preview.push({ requestId, name: nicknames.get(request.ownerId) ?? request.owner.name, amount: BigInt(amount) });
  }
  const openPromises = await tx.db.commitment.count({ where: { giverId: viewerId, state: 'PROMISED' } });
  const toConfirm = await tx.db.commitment.count({ where: { recipientId: viewerId, state: 'REPORTED' } });
  const unconfirmed = await tx.db.commitment.count({
    where: { giverId: viewerId, state: { in: ['REPORTED', 'UNCONFIRMED'] } },
  });
  return openPromises + toConfirm + unconfirmed + preview.length === 0
    ? null
    : { openPromises, toConfirm, unconfirmed, preview };
}
