import { describe, expect, onTestFinished, test } from 'vitest';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import {
  acceptCard,
  acceptProposal,
  chooseAmount,
  declineProposal,
  skipCard,
} from '../../../src/domain/commitments/accept.ts';
import { cardView } from '../../../src/domain/cycles/queries.ts';
import { doctor } from '../../../src/domain/doctor/doctor.ts';
import { pausePledge, setCeiling, withdrawPledge } from '../../../src/domain/pledges/pledges.ts';
import { requestView } from '../../../src/domain/requests/queries.ts';
import { pauseRequest, resumeRequest } from '../../../src/domain/requests/requests.ts';
import type { ProposalState } from '../../../src/generated/prisma/enums.ts';
import { runDueJobs } from '../../../src/jobs.ts';
import { testHouse } from '../../support/house.ts';
import { SILENT_LOG, Story } from '../../support/story.ts';

/** So many givers of 3 000 each for one request; December's cards are delivered. */
async function december(count: number, amount = 60_000n) {
  const house = await testHouse();
  onTestFinished(() => house.close());
  const story = new Story(house);
  const circle = await story.circle(count, { amount });
  for (const giver of circle.givers) await story.pledge(giver, 3_000n);
  const at = async (moment: string): Promise<void> => {
    house.clock.set(moment);
    await runDueJobs(house, allocateInProcess, SILENT_LOG);
  };
  const deliver = () =>
    story.db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: house.clock.now() } });
  await at('2026-12-01T06:00:00Z');
  await deliver();
  const of = (giverId: string) =>
    story.db.proposal.findFirstOrThrow({ where: { giverId }, orderBy: { createdAt: 'desc' } });
  return { house, story, at, deliver, of, ...circle };
}
type December = Awaited<ReturnType<typeof december>>;

/** Brings the first giver's proposal into a state, by the commands and days that lead there. */
const INTO: Readonly<Record<ProposalState, (d: December, id: string) => Promise<unknown>>> = {
  OFFERED: async () => undefined,
  ACCEPTED: (d, id) => d.story.run((tx) => acceptProposal(tx, d.givers[0]!, id)),
  DECLINED: (d, id) => d.story.run((tx) => declineProposal(tx, d.givers[0]!, id)),
  LAPSED: (d) => d.at('2026-12-10T21:00:00Z'),
  WITHDRAWN: async (d) => {
    await d.story.run((tx) => pauseRequest(tx, d.asker, d.requestId));
    await d.story.run((tx) => resumeRequest(tx, d.asker, d.requestId));
  },
};

type Step = (tx: Story['now'], actor: string, proposal: { id: string; cardId: string }) => Promise<unknown>;
const STEPS: Readonly<Record<string, { readonly run: Step; readonly from: readonly ProposalState[] }>> = {
  accept: { run: (tx, actor, { id }) => acceptProposal(tx, actor, id), from: ['OFFERED', 'DECLINED', 'LAPSED'] },
  decline: { run: (tx, actor, { id }) => declineProposal(tx, actor, id), from: ['OFFERED'] },
  change: { run: (tx, actor, { id }) => chooseAmount(tx, actor, id, 500n), from: ['OFFERED'] },
  'accept all': { run: (tx, actor, { cardId }) => acceptCard(tx, actor, cardId), from: ['OFFERED'] },
  skip: { run: (tx, actor, { cardId }) => skipCard(tx, actor, cardId), from: ['OFFERED'] },
};

describe('a proposal', () => {
  test.each(Object.keys(INTO) as ProposalState[])(
    'that is %s: every step by every wrong person and from a wrong state is refused, with nothing left behind',
    async (state) => {
      const into = async () => {
        const d = await december(2);
        const [giver, other] = d.givers as [string, string];
        await INTO[state](d, (await d.of(giver)).id);
        const proposal = await d.of(giver);
        expect(proposal.state).toBe(state);
        return { d, giver, other, proposal };
      };
      const { d, giver, other, proposal } = await into();
      const before = await d.story.traces();
      const unknown = { id: d.house.ids.id(), cardId: d.house.ids.id() };
      for (const { run, from } of Object.values(STEPS)) {
        for (const wrong of [other, d.asker, d.house.ids.id()]) {
          expect(await d.story.outcome((tx) => run(tx, wrong, proposal)), 'one answer for all').toBe('not-found');
        }
        expect(await d.story.outcome((tx) => run(tx, giver, unknown))).toBe('not-found');
        if (!from.includes(state)) expect(await d.story.outcome((tx) => run(tx, giver, proposal))).toBe('stale');
      }
      expect(await d.story.traces()).toEqual(before);
      for (const [name, { run, from }] of Object.entries(STEPS)) {
        if (!from.includes(state)) continue;
        const one = await into();
        const tap = () => one.d.story.outcome((tx) => run(tx, one.giver, one.proposal));
        const outcomes = await Promise.all([tap(), tap()]);
        // The same amount chosen twice is the same choice.
        expect(outcomes.toSorted(), name).toEqual(name === 'change' ? ['done', 'done'] : ['done', 'stale']);
        expect(await one.d.story.db.commitment.count()).toBeLessThanOrEqual(1);
        expect((await doctor(one.d.story.now)).violations).toEqual([]);
      }
    },
  );

  test('that lapsed or was skipped can be accepted until the month’s end, for min(offered, missing, room)', async () => {
    const d = await december(2, 4_000n);
    const [giver, other] = d.givers as [string, string];
    const shown = async () => (await cardView(d.story.now, giver, (await d.of(giver)).cardId))?.proposals[0]?.amount;
    expect((await d.of(giver)).amount).toBe(2_000n);
    await d.story.run(async (tx) => chooseAmount(tx, giver, (await d.of(giver)).id, 900n));
    await d.story.run(async (tx) => skipCard(tx, giver, (await d.of(giver)).cardId));
    expect(await shown(), 'their own lesser amount').toBe(900n);
    await d.story.promise(other, d.requestId, 3_000n);
    await d.story.run((tx) => setCeiling(tx, giver, 700n));
    expect(await shown(), 'the room').toBe(700n);
    const accepted = await d.story.run(async (tx) => acceptProposal(tx, giver, (await d.of(giver)).id));
    expect(accepted.total).toBe(700n);
  });

  test('raised by its giver and then skipped, is accepted late for no more than was offered', async () => {
    const d = await december(2, 4_000n);
    const giver = d.givers[0]!;
    const { id, cardId } = await d.of(giver);
    await d.story.run((tx) => chooseAmount(tx, giver, id, 2_900n));
    await d.story.run((tx) => skipCard(tx, giver, cardId));
    expect((await d.story.run((tx) => acceptProposal(tx, giver, id))).total).toBe(2_000n);
  });
});

describe('declining, lowering, pausing and withdrawing', () => {
  const SILENT: Readonly<Record<string, (d: December, giver: string) => Promise<unknown>>> = {
    skipping: (d, giver) => d.story.run(async (tx) => skipCard(tx, giver, (await d.of(giver)).cardId)),
    declining: (d, giver) => d.story.run(async (tx) => declineProposal(tx, giver, (await d.of(giver)).id)),
    changing: (d, giver) => d.story.run(async (tx) => chooseAmount(tx, giver, (await d.of(giver)).id, 100n)),
    lowering: (d, giver) => d.story.run((tx) => setCeiling(tx, giver, 100n)),
    pausing: (d, giver) => d.story.run(async (tx) => pausePledge(tx, giver, (await d.of(giver)).pledgeId)),
    withdrawing: (d, giver) => d.story.run(async (tx) => withdrawPledge(tx, giver, (await d.of(giver)).pledgeId)),
  };

  test.each(Object.entries(SILENT))('%s sends no message and leaves no mark that others can read', async (_, act) => {
    for (const count of [2, 5]) {
      const d = await december(count);
      const others = [d.asker, ...d.givers.slice(1)];
      const seen = async () => {
        const views = await Promise.all(others.map((viewer) => requestView(d.story.now, viewer, d.requestId)));
        const cards = await Promise.all(
          d.givers.slice(1).map(async (giver) => cardView(d.story.now, giver, (await d.of(giver)).cardId)),
        );
        // Where three givers and more stand behind it, their total is shown: it names nobody.
        for (const view of views) if (count < 3) expect(view?.coverage.intended).toBeNull();
        return { cards, views: views.map((view) => ({ ...view, coverage: { ...view?.coverage, intended: null } })) };
      };
      const [before, notices] = [await seen(), await d.story.db.notice.count()];
      await act(d, d.givers[0]!);
      expect(await seen()).toEqual(before);
      expect(await d.story.db.notice.count()).toBe(notices);
    }
  });
});

describe('two delivered cards in a row without an answer', () => {
  /** The next month's card, delivered; then the end of its answering time. */
  const month = async (d: December, id: string): Promise<void> => {
    await d.at(`${id}-01T06:00:00Z`);
    await d.deliver();
  };

  test('pause the open pledge gently; a skip, a partial answer or help at once is an answer', async () => {
    const d = await december(4, 90_000n);
    const other = await d.story.circle(0, { amount: 90_000n });
    await d.story.contacts(other.asker, ...d.givers);
    const [silent, skips, partly, helps] = d.givers as [string, string, string, string];
    await d.at('2026-12-10T21:00:00Z');
    await month(d, '2027-01');
    await d.story.run(async (tx) => skipCard(tx, skips, (await d.of(skips)).cardId));
    await d.story.run(async (tx) => declineProposal(tx, partly, (await d.of(partly)).id));
    await d.story.promise(helps, (await d.of(helps)).requestId, 100n);
    await d.at('2027-01-10T21:00:00Z');
    const state = async (giverId: string) => (await d.story.db.pledge.findFirstOrThrow({ where: { giverId } })).state;
    expect([await state(silent), await state(skips), await state(partly), await state(helps)]).toEqual([
      'PAUSED',
      'ACTIVE',
      'ACTIVE',
      'ACTIVE',
    ]);
    expect(await d.story.mail(silent)).toContain('pledge-paused');
    for (const giver of [skips, partly, helps]) expect(await d.story.mail(giver)).not.toContain('pledge-paused');
  });

  test('are not in a row when one between them was answered, also late', async () => {
    const d = await december(1);
    const giver = d.givers[0]!;
    await d.at('2026-12-10T21:00:00Z');
    await d.story.run(async (tx) => acceptProposal(tx, giver, (await d.of(giver)).id));
    await month(d, '2027-01');
    await d.at('2027-01-10T21:00:00Z');
    expect((await d.story.db.pledge.findFirstOrThrow()).state).toBe('ACTIVE');
  });
});
