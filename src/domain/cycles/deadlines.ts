import { apart, type Page, type Tx } from '../../db/transaction.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import { DAY_MS, later } from '../clock.ts';
import { acceptByStandingYes } from '../commitments/accept.ts';
import { lockMember } from '../members/members.ts';
import { type NewNotice, queueNotices } from '../notices/queue.ts';
import { pauseForSilence } from '../pledges/pledges.ts';
import { LIMITS } from '../rules.ts';
import { answeringEnds } from './answering.ts';
import { dayInMonth, endOfDay } from './calendar.ts';
import { currentCycle } from './cycles.ts';
import { stepProposals } from './proposals.ts';

/** What the days of a month bring to cards (1-domain, The cycle). Each function does what is due at `tx.now`, once. */

const REMINDER_DAYS_AFTER = 4;

/** Day 5: one reminder to givers whose card of the close was delivered and not answered. */
export async function remindOfCards(tx: Tx): Promise<number> {
  const cycle = await currentCycle(tx);
  if (tx.now < dayInMonth(cycle.startsAt, 5, 9, tx.rules.timezone)) return 0;
  const cards = await tx.db.card.findMany({
    where: {
      round: { cycleId: cycle.id, kind: 'CLOSE' },
      // Somebody who got the card late has time to read it before they are reminded.
      deliveredAt: { lte: later(tx.now, -REMINDER_DAYS_AFTER * DAY_MS) },
      answeredAt: null,
      lapsedAt: null,
      proposals: { some: { state: 'OFFERED' } },
    },
  });
  const known = await tx.db.notice.findMany({
    where: { key: { in: cards.map((card) => `proposals-reminder:${card.id}:${card.giverId}`) } },
    select: { key: true },
  });
  const done = new Set(known.map((notice) => notice.key));
  const due = cards.filter((card) => !done.has(`proposals-reminder:${card.id}:${card.giverId}`));
  await queueNotices(
    tx,
    due.map((card) => ({
      kind: 'proposals-reminder' as const,
      memberId: card.giverId,
      about: card.id,
      params: { cardId: card.id },
      expiresAt: cycle.endsAt,
    })),
  );
  return due.length;
}

/** Cards of the open cycle that were delivered and still wait. */
const WAITING_CARD = { deliveredAt: { not: null }, answeredAt: null, lapsedAt: null } satisfies Prisma.CardWhereInput;

type LapsingCard = Prisma.CardGetPayload<{ include: { round: true; giver: { include: { standingYes: true } } } }>;

/**
 * The giver's standing yes is carried out at the end of the answering time of a close's card, within its month (1-domain, red line 3):
 * only for givers who are here, have not locked or paused everything, and left the proposals unanswered.
 */
async function carryOutStandingYes(tx: Tx, { id, giver, round }: LapsingCard): Promise<void> {
  const isHere = giver.state === 'ACTIVE' && !giver.unreachableAt && !giver.pausedAt && !giver.lockedAt;
  if (round.kind !== 'CLOSE' || giver.standingYes === null || !isHere) return;
  await lockMember(tx, giver.id);
  const waiting = await tx.db.proposal.findMany({
    where: { cardId: id, state: 'OFFERED' },
    include: { request: { select: { ownerId: true } } },
  });
  const made = await acceptByStandingYes(tx, giver.id, waiting);
  if (made.length === 0) return;
  await queueNotices(tx, [{ kind: 'standing-yes-used', memberId: giver.id, about: id, params: { cardId: id } }]);
}

/** Cards that lapse in one transaction. */
const CARDS_AT_ONCE = 100;

/**
 * What the giver agreed to beforehand becomes promises; other unanswered proposals lapse silently: of a close at the end of day 10 and never before the tenth day of the card itself has ended,
 * of a weekly round seven days after delivery. The second such card in a row pauses the open pledge, gently.
 */
export async function lapseCards(tx: Tx, after: string): Promise<Page> {
  const cycle = await currentCycle(tx);
  const cards = await tx.db.card.findMany({
    where: { ...WAITING_CARD, round: { cycleId: cycle.id }, id: { gt: after } },
    include: { round: true, giver: { include: { standingYes: true } } },
    orderBy: { id: 'asc' },
    take: CARDS_AT_ONCE,
  });
  let lapsed = 0;
  await apart(tx, cards, async (card) => {
    if (tx.now <= answeringEnds(tx, cycle.startsAt, card)) return;
    await carryOutStandingYes(tx, card);
    const proposals = await tx.db.proposal.findMany({
      where: { cardId: card.id, state: { in: ['OFFERED', 'ACCEPTED', 'DECLINED'] } },
    });
    const waiting = proposals.filter((proposal) => proposal.state === 'OFFERED');
    if (waiting.length === 0) return;
    await stepProposals(tx, waiting, 'lapsed', null);
    await tx.db.card.update({ where: { id: card.id }, data: { lapsedAt: tx.now } });
    // Whoever answered a part of it was not silent.
    if (waiting.length === proposals.length) await countSilence(tx, card.giverId, card.id);
    lapsed += waiting.length;
  });
  return { done: lapsed, last: cards.length < CARDS_AT_ONCE ? null : (cards.at(-1)?.id ?? null) };
}

const SILENT_CARDS_MAX = 2;

async function countSilence(tx: Tx, giverId: string, cardId: string): Promise<void> {
  const pledge = await tx.db.pledge.findUnique({ where: { openSlot: giverId } });
  if (pledge?.state !== 'ACTIVE') return;
  const silent = Math.min(pledge.unansweredCards + 1, SILENT_CARDS_MAX);
  await tx.db.pledge.update({ where: { id: pledge.id }, data: { unansweredCards: silent } });
  if (silent < SILENT_CARDS_MAX) return;
  await pauseForSilence(tx, pledge.id);
  await queueNotices(tx, [
    { kind: 'pledge-paused', memberId: giverId, about: `${pledge.id}:${cardId}`, params: { pledgeId: pledge.id } },
  ]);
}

/** After day 10: each asker gets one summary, promises only. */
export async function summariseForAskers(tx: Tx): Promise<number> {
  const cycle = await currentCycle(tx);
  if (tx.now <= endOfDay(dayInMonth(cycle.startsAt, LIMITS.cardDays, 12, tx.rules.timezone), 0, tx.rules.timezone))
    return 0;
  const requests = await tx.db.request.findMany({
    where: { state: 'ACTIVE', kind: 'MONTHLY', promises: { some: { cycleId: cycle.id } } },
    select: { id: true, ownerId: true },
  });
  const known = await tx.db.notice.findMany({
    where: { key: { in: requests.map((request) => summaryKey(cycle.id, request)) } },
    select: { key: true },
  });
  const done = new Set(known.map((notice) => notice.key));
  const due = requests.filter((request) => !done.has(summaryKey(cycle.id, request)));
  await queueNotices(
    tx,
    due.map(
      (request): NewNotice => ({
        kind: 'asker-summary',
        memberId: request.ownerId,
        about: `${cycle.id}:${request.id}`,
        params: { requestId: request.id },
        expiresAt: cycle.endsAt,
      }),
    ),
  );
  return due.length;
}

const summaryKey = (cycleId: string, request: { id: string; ownerId: string }): string =>
  `asker-summary:${cycleId}:${request.id}:${request.ownerId}`;
