import type { Tx } from '../../db/transaction.ts';
import type { RoundKind } from '../../generated/prisma/enums.ts';
import { DAY_MS, later } from '../clock.ts';
import { LIMITS } from '../rules.ts';
import { dayInMonth, endOfDay } from './calendar.ts';

const WEEKLY_CARD_DAYS = 7;

/** The last moment of a card's answering time; never before ten days from its delivery. */
export function answeringEnds(
  tx: Tx,
  startsAt: Date,
  card: { round: { kind: RoundKind }; deliveredAt: Date | null },
): Date {
  const delivered = card.deliveredAt ?? tx.now;
  if (card.round.kind === 'WEEKLY') return later(delivered, WEEKLY_CARD_DAYS * DAY_MS);
  const zone = tx.rules.timezone;
  const dayTen = endOfDay(dayInMonth(startsAt, LIMITS.cardDays, 12, zone), 0, zone);
  return new Date(Math.max(dayTen.getTime(), endOfDay(delivered, LIMITS.cardDays - 1, zone).getTime()));
}
