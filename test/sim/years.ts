import { DateTime } from 'luxon';
import { expect } from 'vitest';
import { type Tx, transact } from '../../src/db/transaction.ts';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import { acceptCard, declineProposal, skipCard } from '../../src/domain/commitments/accept.ts';
import { helpNow } from '../../src/domain/commitments/promise.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../src/domain/commitments/settle.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { Ids } from '../../src/domain/ids.ts';
import { leave, stay } from '../../src/domain/members/leaving.ts';
import { markUnreachable } from '../../src/domain/members/members.ts';
import { pauseEverything, resumeEverything } from '../../src/domain/members/pausing.ts';
import { seenRequests } from '../../src/domain/network/reach.ts';
import { recommend } from '../../src/domain/network/recommendations.ts';
import { deliveryOf, mayReceive } from '../../src/domain/notices/queue.ts';
import { noticeView } from '../../src/domain/notices/views.ts';
import { setCeiling, setOpenPledge } from '../../src/domain/pledges/pledges.ts';
import { closeRequest, editRequest, publishRequest } from '../../src/domain/requests/requests.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { fillWithDemo } from '../../src/operator/demo.ts';
import { noticeScreen } from '../../src/telegram/screens/notices.ts';
import { loadWords } from '../../src/telegram/words.ts';
import { Chance } from '../hostile/chance.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { ASK, HELP, SILENT_LOG } from '../support/story.ts';

/** The seed of the simulated months; every test prints it. The same seed lives the same life. */
export const SEED = Number(process.env.SIM_SEED ?? 20_261_122);

const PEOPLE = 60;
const START = '2026-11-10T09:00:00Z';
const ACTIONS_A_STEP = 5;
const STEP_HOURS_MAX = 80;

function seededIds(chance: Chance): Ids {
  const hex = (length: number): string => Array.from({ length }, () => chance.below(16).toString(16)).join('');
  return {
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    token: () => chance.word(22),
    seed: () => hex(32),
  };
}

/** What came of the months. */
export interface Lived {
  readonly closed: readonly string[];
  readonly sent: number;
  readonly promises: number;
  readonly confirmed: number;
  readonly erased: number;
}

class Town {
  readonly house: TestHouse;
  readonly chance: Chance;
  private readonly words: ReturnType<typeof loadWords>;
  sent = 0;

  private readonly writtenPercent: number;

  /** @param writtenPercent so many messages out of a hundred are written as they would be sent, which takes its time */
  constructor(house: TestHouse, chance: Chance, writtenPercent: number) {
    this.house = house;
    this.chance = chance;
    this.writtenPercent = writtenPercent;
    this.words = loadWords(house.rules);
  }

  private get db() {
    return this.house.db.prisma;
  }

  private get now(): Tx {
    return { ...this.house, db: this.db, now: this.house.clock.now() };
  }

  /** A courier without Telegram: what is due is written as a message, within Telegram's limits, and counts as delivered. */
  async deliver(): Promise<void> {
    const due = await this.db.notice.findMany({
      where: { state: 'PENDING', notBefore: { lte: this.now.now } },
      include: { member: true },
      orderBy: { id: 'asc' },
    });
    const sent: bigint[] = [];
    for (const notice of due) {
      const data = await this.outcome(notice, notice.member);
      if (data.state === 'SENT') sent.push(notice.id);
      else await this.db.notice.update({ where: { id: notice.id }, data });
    }
    const deliveredAt = this.now.now;
    await this.db.notice.updateMany({ where: { id: { in: sent } }, data: { state: 'SENT', sentAt: deliveredAt } });
    await this.db.$executeRaw`
      UPDATE cards SET delivered_at = ${deliveredAt} FROM notices n
      WHERE n.id = ANY(${sent}::bigint[]) AND n.kind = 'proposals-card' AND cards.id = (n.params ->> 'cardId')::uuid AND delivered_at IS NULL`;
    this.sent += sent.length;
  }

  private async outcome(
    notice: Parameters<typeof deliveryOf>[1] & { params: unknown },
    member: { id: string; state: string; unreachableAt: Date | null },
  ) {
    const dropped = { state: 'DROPPED' as const };
    const sent = { state: 'SENT' as const };
    if (!mayReceive(member, notice.kind) || (notice.expiresAt && notice.expiresAt <= this.now.now)) return dropped;
    const delivery = await deliveryOf(this.now, notice);
    if (delivery === 'drop') return dropped;
    if (delivery instanceof Date) return { state: 'PENDING' as const, notBefore: delivery };
    if (!this.chance.percent(this.writtenPercent)) return sent;
    const view = await noticeView(this.now, notice.kind, member.id, notice.params as Record<string, string>);
    if (!view) return dropped;
    const { text } = noticeScreen(this.words('ru'), view, 'exodus_bot');
    expect(text.length, notice.kind).toBeLessThanOrEqual(4_096);
    return sent;
  }

  /** A refusal is an ordinary answer; anything else is a bug. */
  private async act(command: (tx: Tx) => Promise<unknown>): Promise<void> {
    try {
      await transact(this.house, command);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  private async someone(where: object = {}): Promise<{ id: string; state: string } | null> {
    const found = await this.db.member.findMany({
      where: { state: { in: ['ACTIVE', 'LEAVING'] }, ...where },
      select: { id: true, state: true },
      orderBy: { id: 'asc' },
    });
    return found.length === 0 ? null : this.chance.pick(found);
  }

  /** One thing that somebody does, as far as it is possible now. */
  async somethingHappens(): Promise<void> {
    const { chance } = this;
    const roll = chance.below(100);
    if (roll < 32) return this.answerCard();
    if (roll < 62) return this.settle();
    if (roll < 76) return this.help();
    const member = await this.someone();
    if (!member) return;
    const amount = BigInt(1 + chance.below(60)) * 100n;
    if (roll < 82) return this.act((tx) => setOpenPledge(tx, member.id, { amount, scope: 'NETWORK', chosen: [] }));
    if (roll < 84) return this.act((tx) => setCeiling(tx, member.id, amount));
    if (roll < 92) return this.askOrEnd(member.id, amount);
    if (roll < 96)
      return this.act((tx) => (chance.percent(50) ? pauseEverything(tx, member.id) : resumeEverything(tx, member.id)));
    if (roll < 98) return this.act((tx) => markUnreachable(tx, member.id));
    await this.db.member.updateMany({ where: { unreachableAt: { not: null } }, data: { unreachableAt: null } });
    if (chance.percent(40))
      await this.act((tx) => (member.state === 'LEAVING' ? stay(tx, member.id) : leave(tx, member.id)));
  }

  private async answerCard(): Promise<void> {
    const cards = await this.db.card.findMany({
      where: { deliveredAt: { not: null }, proposals: { some: { state: 'OFFERED' } }, giver: { state: 'ACTIVE' } },
      include: { proposals: { where: { state: 'OFFERED' }, orderBy: { id: 'asc' } } },
      orderBy: { id: 'asc' },
    });
    if (cards.length === 0) return;
    const card = this.chance.pick(cards);
    if (this.chance.percent(75)) return this.act((tx) => acceptCard(tx, card.giverId, card.id));
    const one = this.chance.pick(card.proposals);
    await this.act((tx) =>
      this.chance.percent(50) ? skipCard(tx, card.giverId, card.id) : declineProposal(tx, card.giverId, one.id),
    );
  }

  private async settle(): Promise<void> {
    const open = await this.db.commitment.findMany({
      where: { state: { in: ['PROMISED', 'REPORTED'] }, giver: { state: 'ACTIVE' }, recipient: { state: 'ACTIVE' } },
      orderBy: { id: 'asc' },
    });
    if (open.length === 0) return;
    const { id, giverId, recipientId, state, amount } = this.chance.pick(open);
    const roll = this.chance.below(100);
    if (state === 'PROMISED') {
      if (roll < 70) return this.act((tx) => reportHandedOver(tx, giverId, id));
      if (roll < 85) return this.act((tx) => release(tx, giverId, id));
      return this.act((tx) => letGo(tx, recipientId, id));
    }
    if (roll < 10) return this.act((tx) => sayNotYet(tx, recipientId, id));
    const arrived = roll < 80 ? null : amount > 200n && roll < 92 ? amount / 2n : amount + 50n;
    await this.act((tx) => confirm(tx, recipientId, id, { amount: arrived, rest: roll % 2 ? 'expected' : 'let-go' }));
  }

  private async help(): Promise<void> {
    const giver = await this.someone({ state: 'ACTIVE' });
    if (!giver) return;
    const seen = await seenRequests(this.now, giver.id);
    if (seen.length === 0) return;
    const { requestId } = this.chance.pick(seen);
    if (this.chance.percent(40)) return this.act((tx) => recommend(tx, giver.id, requestId, 'KNOW_IN_PERSON'));
    const amount = BigInt(1 + this.chance.below(20)) * 100n;
    await this.act((tx) => helpNow(tx, giver.id, { ...HELP, requestId, amount }));
  }

  private async askOrEnd(memberId: string, amount: bigint): Promise<void> {
    const own = await this.db.request.findFirst({
      where: { ownerId: memberId, state: { not: 'CLOSED' } },
      orderBy: { id: 'asc' },
    });
    if (own && this.chance.percent(50)) return this.act((tx) => closeRequest(tx, memberId, own.id, 'done'));
    if (own) return this.act((tx) => editRequest(tx, memberId, own.id, { amount }));
    const days = 1 + this.chance.below(25);
    const deadline = new Date(this.now.now.getTime() + days * 86_400_000);
    const urgent = { kind: 'EMERGENCY' as const, dueDay: null, deadline };
    await this.act((tx) =>
      publishRequest(tx, memberId, {
        ...ASK,
        amount,
        ...(this.chance.percent(25) ? urgent : { dueDay: 1 + this.chance.below(31) }),
      }),
    );
  }
}

/**
 * Sixty people of the demo live so many months: the clock moves on by hours or days, jobs run, messages are delivered, some people act.
 * Nothing is started anew. After each month the invariants hold.
 */
export async function liveMonths(
  months: number,
  { zone = 'Europe/Berlin', seed = SEED, writtenPercent = 100 } = {},
): Promise<Lived> {
  const chance = new Chance(seed);
  const plain = await testHouse({ timezone: zone }, START);
  try {
    const house = { ...plain, ids: seededIds(chance) };
    const town = new Town(house, chance, writtenPercent);
    await fillWithDemo(house, PEOPLE);
    const closed: string[] = [];
    const end = DateTime.fromISO(START).plus({ months }).toJSDate();
    while (house.clock.now() < end) {
      const next = house.clock.now().getTime() + (4 + chance.below(STEP_HOURS_MAX - 4)) * 3_600_000;
      house.clock.set(new Date(Math.min(next, end.getTime())).toISOString());
      const result = await runDueJobs(house, allocateInProcess, SILENT_LOG);
      expect(
        result.jobs.filter((job) => !job.ok),
        `jobs at ${house.clock.now().toISOString()}`,
      ).toEqual([]);
      closed.push(...result.closed);
      await town.deliver();
      for (let left = ACTIONS_A_STEP; left > 0; left--) await town.somethingHappens();
      if (result.closed.length > 0) await expectHealth(house);
    }
    await expectHealth(house);
    const { prisma } = house.db;
    return {
      closed,
      sent: town.sent,
      promises: await prisma.commitment.count(),
      confirmed: await prisma.commitment.count({ where: { state: 'CONFIRMED' } }),
      erased: await prisma.erasure.count(),
    };
  } finally {
    await plain.close();
  }
}

async function expectHealth(house: TestHouse): Promise<void> {
  const tx = { ...house, db: house.db.prisma, now: house.clock.now() };
  expect((await doctor(tx)).violations, `doctor at ${tx.now.toISOString()}`).toEqual([]);
}

/** The months from November 2026 on that have ended by the end of the life. */
export const monthsFrom = (count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    DateTime.fromISO('2026-11-01').plus({ months: index }).toFormat('yyyy-MM'),
  );
