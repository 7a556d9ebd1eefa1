import { describe, expect, onTestFinished, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { acceptCard, declineProposal, skipCard } from '../../../src/domain/commitments/accept.ts';
import { reportHandedOver } from '../../../src/domain/commitments/settle.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

/** December's cards have come to two givers, on the first at nine in Moscow; nobody has answered. */
async function december() {
  const house = await testHouse();
  onTestFinished(() => house.close());
  const story = new Story(house);
  const circle = await story.circle(2, { amount: 60_000n });
  const pledges: string[] = [];
  for (const giver of circle.givers) pledges.push(await story.pledge(giver, 5_000n));
  const at = (moment: string) => {
    house.clock.set(moment);
    return runDueJobs(house, allocateInProcess, SILENT_LOG);
  };
  await at('2026-11-30T21:00:00Z');
  const cards: string[] = [];
  for (const giverId of circle.givers) cards.push((await story.db.card.findFirstOrThrow({ where: { giverId } })).id);
  const deliver = async (moment: string) => {
    await story.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: new Date(moment) } });
  };
  const reminders = () => story.db.notice.count({ where: { kind: 'proposals-reminder' } });
  const states = async () =>
    (await story.db.proposal.findMany({ orderBy: { createdAt: 'asc' } })).map((row) => row.state);
  return { house, story, ...circle, pledges, cards, at, deliver, reminders, states };
}
type December = Awaited<ReturnType<typeof december>>;

describe('day 5', () => {
  test('reminds once whoever has a delivered card and has not answered', async () => {
    const d = await december();
    await d.deliver('2026-12-01T06:00:00Z');
    await d.story.run((tx) => skipCard(tx, d.givers[1]!, d.cards[1]!));
    await d.at('2026-12-05T05:59:59Z');
    expect(await d.reminders()).toBe(0);
    for (const moment of ['2026-12-05T06:00:00Z', '2026-12-05T06:01:00Z', '2026-12-07T12:00:00Z']) await d.at(moment);
    expect(await d.reminders()).toBe(1);
    expect(await d.story.mail(d.givers[0]!)).toContain('proposals-reminder');
  });

  test('reminds nobody whose card has not been delivered, nor in the hour in which it was', async () => {
    const d = await december();
    await d.at('2026-12-06T12:00:00Z');
    expect(await d.reminders()).toBe(0);
    await d.deliver('2026-12-06T12:00:00Z');
    await d.at('2026-12-06T12:01:00Z');
    expect(await d.reminders()).toBe(0);
  });
});

describe('day 10', () => {
  test('ends the waiting of a card that came on the first, at the end of that day and not before; nobody is told', async () => {
    const d = await december();
    await d.deliver('2026-12-01T06:00:00Z');
    await d.at('2026-12-10T20:59:59Z');
    expect(await d.states()).toEqual(['OFFERED', 'OFFERED']);
    const mail = [await d.story.mail(d.givers[0]!), await d.story.mail(d.asker)];
    await d.at('2026-12-10T21:00:00Z');
    expect(await d.states()).toEqual(['LAPSED', 'LAPSED']);
    expect([await d.story.mail(d.givers[0]!), await d.story.mail(d.asker)]).toEqual(mail);
  });

  test.each(['2026-12-03T06:00:00Z', '2026-12-08T17:30:00Z', '2026-12-15T09:00:00Z'])(
    'a card that came at %s waits ten days of its own',
    async (delivered) => {
      const d = await december();
      await d.deliver(delivered);
      const day = 86_400_000;
      await d.at(new Date(Date.parse(delivered) + 9 * day).toISOString());
      expect(await d.states()).toContain('OFFERED');
      await d.at(new Date(Date.parse(delivered) + 10 * day + 1).toISOString());
      expect(
        (await d.story.db.proposal.findMany({ where: { round: { kind: 'CLOSE' } } })).map((row) => row.state),
      ).toEqual(['LAPSED', 'LAPSED']);
    },
  );

  test('ends nothing of a card that was never delivered', async () => {
    const d = await december();
    await d.at('2026-12-28T12:00:00Z');
    expect((await d.states()).slice(0, 2)).toEqual(['OFFERED', 'OFFERED']);
  });

  test('each asker gets one summary, of promises only', async () => {
    const d = await december();
    await d.deliver('2026-12-01T06:00:00Z');
    const summaries = async () => (await d.story.mail(d.asker)).filter((kind) => kind === 'asker-summary').length;
    await d.at('2026-12-11T06:00:00Z');
    expect(await summaries(), 'nothing was promised').toBe(0);
    const accepted = await december();
    await accepted.story.run((tx) => acceptCard(tx, accepted.givers[0]!, accepted.cards[0]!));
    await accepted.at('2026-12-10T12:00:00Z');
    expect(await accepted.story.mail(accepted.asker)).not.toContain('asker-summary');
    for (const moment of ['2026-12-11T06:00:00Z', '2026-12-12T06:00:00Z']) await accepted.at(moment);
    const mail = await accepted.story.mail(accepted.asker);
    expect(mail.filter((kind) => kind === 'asker-summary')).toHaveLength(1);
  });
});

describe('two silent cards in a row', () => {
  /** Lets the card that waits now go by in silence: the weekly ones too. */
  async function silence(d: December, delivered: string, until: string): Promise<void> {
    await d.deliver(delivered);
    await d.at(until);
  }
  const pledgeOf = async (d: December) => {
    const { state, pauseReason } = await d.story.db.pledge.findUniqueOrThrow({ where: { id: d.pledges[0]! } });
    return [state, pauseReason];
  };

  test('pause the open pledge with one gentle message', async () => {
    const d = await december();
    await silence(d, '2026-12-01T06:00:00Z', '2026-12-11T06:00:00Z');
    expect(await pledgeOf(d)).toEqual(['ACTIVE', null]);
    await d.at('2026-12-14T06:00:00Z'); // the weekly round brings the second card
    await silence(d, '2026-12-14T06:00:00Z', '2026-12-22T06:00:00Z');
    expect(await pledgeOf(d)).toEqual(['PAUSED', 'UNANSWERED_CARDS']);
    const mail = await d.story.mail(d.givers[0]!);
    expect(mail.filter((kind) => kind === 'pledge-paused')).toHaveLength(1);
    expect(await d.story.log(d.pledges[0]!)).toEqual(['pledged by GIVER', 'paused by SYSTEM']);
  });

  test('do not when an answer stood between them, or a part of one', async () => {
    const d = await december();
    await silence(d, '2026-12-01T06:00:00Z', '2026-12-11T06:00:00Z');
    await d.at('2026-12-14T06:00:00Z');
    await d.deliver('2026-12-14T06:00:00Z');
    const proposal = await d.story.db.proposal.findFirstOrThrow({ where: { giverId: d.givers[0]!, state: 'OFFERED' } });
    await d.story.run((tx) => declineProposal(tx, d.givers[0]!, proposal.id));
    await d.at('2026-12-31T21:00:00Z');
    await silence(d, '2027-01-01T06:00:00Z', '2027-01-11T06:00:00Z');
    expect(await pledgeOf(d)).toEqual(['ACTIVE', null]);
  });

  test('do not when one of them was never delivered', async () => {
    const d = await december();
    await d.at('2026-12-31T21:00:00Z');
    await silence(d, '2027-01-01T06:00:00Z', '2027-01-11T06:00:00Z');
    expect(await pledgeOf(d)).toEqual(['ACTIVE', null]);
  });
});

describe('the days of a promise', () => {
  test('three days before its date its giver is reminded, once', async () => {
    const d = await december();
    await d.story.run((tx) => acceptCard(tx, d.givers[0]!, d.cards[0]!)); // due on the 20th
    const reminded = async () =>
      (await d.story.mail(d.givers[0]!)).filter((kind) => kind === 'promise-date-near').length;
    await d.at('2026-12-17T20:59:59Z');
    expect(await reminded()).toBe(0);
    for (const moment of ['2026-12-17T21:00:00Z', '2026-12-18T21:00:00Z', '2026-12-21T21:00:00Z']) await d.at(moment);
    expect(await reminded()).toBe(1);
  });

  test('after "handed over" the recipient is asked after 2 and 7 days, never a third time, and after 30 it is over', async () => {
    const d = await december();
    await d.story.run((tx) => acceptCard(tx, d.givers[0]!, d.cards[0]!));
    const promise = await d.story.db.commitment.findFirstOrThrow();
    d.house.clock.set('2026-12-02T07:00:00Z');
    await d.story.run((tx) => reportHandedOver(tx, d.givers[0]!, promise.id));
    const nudges = async () => (await d.story.mail(d.asker)).filter((kind) => kind === 'confirmation-nudge').length;
    const seen: number[] = [];
    for (const day of ['03', '04', '05', '08', '09', '10', '20', '31']) {
      await d.at(`2026-12-${day}T07:00:00Z`);
      seen.push(await nudges());
    }
    expect(seen).toEqual([0, 1, 1, 1, 2, 2, 2, 2]);
    await d.at('2027-01-01T07:00:00Z');
    expect((await d.story.db.commitment.findUniqueOrThrow({ where: { id: promise.id } })).state).toBe('UNCONFIRMED');
  });
});
