import type { Tx } from '../../db/transaction.ts';
import type { Request } from '../../generated/prisma/client.ts';
import { DAY_MS } from '../clock.ts';
import type { Viewer } from '../network/reach.ts';
import { queueNotices } from '../notices/queue.ts';
import { coverageOfOne } from './coverage.ts';

/**
 * Alerts people who have just come to see an emergency, the nearest first; nobody is alerted twice about one emergency. Nothing
 * is recorded while everything is covered: whoever was not alerted then may be when something is missing again.
 *
 * All of them are one wave for now. Waves sized by what is missing are to be cut here (1-domain, Reach).
 */
export async function alertNewlyReached(tx: Tx, request: Request, viewers: readonly Viewer[]): Promise<void> {
  if (viewers.length === 0 || request.deadline === null || request.deadline <= tx.now) return;
  if ((await coverageOfOne(tx, request.id)).missing === 0n) return;
  const alerted = await tx.db.emergencyAlert.findMany({
    where: { requestId: request.id },
    select: { memberId: true, wave: true },
  });
  const known = new Set(alerted.map((row) => row.memberId));
  const wave = 1 + Math.max(0, ...alerted.map((row) => row.wave));
  const fresh = viewers
    .filter((viewer) => !known.has(viewer.memberId))
    .toSorted((left, right) => left.distance - right.distance);
  await tx.db.emergencyAlert.createMany({
    data: fresh.map(({ memberId }) => ({ requestId: request.id, memberId, wave, at: tx.now })),
    skipDuplicates: true,
  });
  const isUrgent = request.deadline.getTime() - tx.now.getTime() < DAY_MS;
  await queueNotices(
    tx,
    fresh.map(({ memberId }) => ({
      kind: 'emergency-alert' as const,
      memberId,
      about: request.id,
      params: { requestId: request.id },
      atNight: isUrgent ? 'aloud' : 'silent',
      ...(request.deadline ? { expiresAt: request.deadline } : {}),
    })),
  );
}
