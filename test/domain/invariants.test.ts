import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { allocateInProcess } from '../../src/domain/allocation/index.ts';
import {
  acceptCard,
  acceptProposal,
  chooseAmount,
  declineProposal,
  skipCard,
} from '../../src/domain/commitments/accept.ts';
import { askToHandOver } from '../../src/domain/commitments/asking.ts';
import { givePart } from '../../src/domain/commitments/give-part.ts';
import { openPaymentDetails } from '../../src/domain/commitments/open-details.ts';
import { helpNow } from '../../src/domain/commitments/promise.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../src/domain/commitments/settle.ts';
import { sayThanks, sayWithReport } from '../../src/domain/commitments/words.ts';
import { agreeToMore, leaveWorth } from '../../src/domain/commitments/worth.ts';
import { maySeeRequest } from '../../src/domain/network/reach.ts';
import { changeDirected, pledgeTo } from '../../src/domain/pledges/directed.ts';
import {
  pausePledge,
  resumePledge,
  setCeiling,
  setOpenPledge,
  withdrawPledge,
} from '../../src/domain/pledges/pledges.ts';
import { endStandingYes, setStandingYes } from '../../src/domain/pledges/standing-yes.ts';
import {
  closeRequest,
  editRequest,
  pauseRequest,
  publishRequest,
  resumeRequest,
} from '../../src/domain/requests/requests.ts';
import { runDueJobs } from '../../src/jobs.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { isLong } from '../support/size.ts';
import { ASK, SILENT_LOG, Story } from '../support/story.ts';
import { broken } from './broken.ts';

// Five people act at random over months; after each sequence the invariants of 1-domain are asked of the tables by queries of
// their own (broken.ts), not by doctor's. Nothing is modelled: whatever the commands let through has to be right.

const SEED = Number(process.env.INVARIANTS_SEED ?? 20_261_122);
const SEQUENCES = Number(process.env.INVARIANTS_SEQUENCES ?? (isLong ? 150 : 6));
const COMMANDS = 25;
const PEOPLE = 5;
const SEQUENCES_PER_HOUSE = 15;

const who = fc.nat(PEOPLE - 1);
const index = fc.nat(30);
const amount = fc.constantFrom(100n, 150n, 700n, 1_000n, 2_345n, 5_000n, 20_000n);
const act = <K extends string, T extends object>(
  kind: K,
  fields: { readonly [F in keyof T]: fc.Arbitrary<T[F]> },
): fc.Arbitrary<{ readonly kind: K; readonly who: number } & T> =>
  fc.tuple(who, fc.record(fields)).map(([actor, rest]) => ({ kind, who: actor, ...(rest as T) }));

const command = fc.oneof(
  { weight: 4, arbitrary: act('ask', { amount, emergency: fc.boolean() }) },
  { weight: 2, arbitrary: act('edit', { amount }) },
  { weight: 1, arbitrary: act('pause', {}) },
  { weight: 1, arbitrary: act('resume', {}) },
  { weight: 1, arbitrary: act('close', {}) },
  { weight: 5, arbitrary: act('pledge', { amount }) },
  { weight: 1, arbitrary: act('measure', { amount }) },
  { weight: 1, arbitrary: act('pledge-step', { step: fc.constantFrom('pause', 'resume', 'withdraw') }) },
  { weight: 7, arbitrary: act('help', { amount, to: who, above: fc.boolean(), given: fc.nat(4).map((n) => n === 0) }) },
  {
    weight: 3,
    arbitrary: act('pledge-to', { amount, to: who, monthly: fc.boolean(), form: fc.constantFrom('MONEY', 'TIME') }),
  },
  {
    weight: 2,
    arbitrary: act('directed', {
      index,
      step: fc.constantFrom('part', 'change', 'pause', 'resume', 'withdraw'),
      amount,
    }),
  },
  { weight: 1, arbitrary: act('standing', { amount, isOn: fc.boolean() }) },
  { weight: 1, arbitrary: act('worth', { index, agrees: fc.boolean() }) },
  { weight: 3, arbitrary: act('card', { skip: fc.nat(3).map((n) => n === 0) }) },
  { weight: 3, arbitrary: act('proposal', { index, step: fc.constantFrom('accept', 'decline', 'change'), amount }) },
  { weight: 4, arbitrary: act('report', { index }) },
  { weight: 2, arbitrary: act('not-yet', { index }) },
  { weight: 4, arbitrary: act('confirm', { index, arrived: fc.option(amount), letGo: fc.boolean() }) },
  { weight: 1, arbitrary: act('release', { index }) },
  { weight: 1, arbitrary: act('let-go', { index }) },
  { weight: 3, arbitrary: act('beside', { index, what: fc.constantFrom('ask', 'words', 'thanks', 'details') }) },
  { weight: 1, arbitrary: act('days', { days: fc.constantFrom(1, 4, 11, 21) }) },
  { weight: 1, arbitrary: act('month', {}) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** The people of one sequence, and what they can point at. */
class Village {
  readonly story: Story;
  people: readonly string[] = [];
  done = 0;

  constructor(story: Story) {
    this.story = story;
  }

  /** Four who know the first two; the last knows one of them only. */
  async found(): Promise<void> {
    this.people = await this.story.people(PEOPLE);
    const [a, b, c, d, e] = this.people as [string, string, string, string, string];
    await this.story.contacts(a, b, c, d);
    await this.story.contacts(b, c, d, e);
  }

  /** A new sequence begins two days later, with something to do. */
  async begin(): Promise<void> {
    const [a, b, c] = this.people as [string, string, string];
    const { house } = this.story;
    house.clock.set(new Date(house.clock.now().getTime() + 2 * 86_400_000).toISOString());
    await this.run({ kind: 'ask', who: this.people.indexOf(a), amount: 20_000n, emergency: false });
    for (const giver of [b, c]) await this.run({ kind: 'pledge', who: this.people.indexOf(giver), amount: 5_000n });
  }

  async pass(days: number): Promise<void> {
    const { house, db } = this.story;
    await db.card.updateMany({ where: { deliveredAt: null }, data: { deliveredAt: house.clock.now() } });
    house.clock.set(new Date(house.clock.now().getTime() + days * 86_400_000).toISOString());
    const { jobs } = await runDueJobs(house, allocateInProcess, SILENT_LOG);
    expect(jobs.filter((job) => !job.ok)).toEqual([]);
  }

  /** Runs one command as whoever the sequence says; refusals are fine, errors are not. */
  async run(step: Command): Promise<void> {
    const { story } = this;
    const actor = this.people[step.who]!;
    if (step.kind === 'days') return this.pass(step.days);
    if (step.kind === 'month') return this.pass(31);
    const outcome = await story.outcome((tx) => this.perform(tx, actor, step));
    if (outcome === 'done') this.done += 1;
  }

  private async perform(tx: Parameters<typeof helpNow>[0], actor: string, step: Command): Promise<unknown> {
    const { db } = tx;
    const nobody = '00000000-0000-4000-8000-000000000000';
    const ownRequest = async (ownerId: string) =>
      (await db.request.findFirst({ where: { ownerId, state: { not: 'CLOSED' } }, orderBy: { createdAt: 'desc' } }))
        ?.id ?? nobody;
    const pick = async (at: number) => {
      const rows = await db.commitment.findMany({
        where: { giverId: { in: [...this.people] } },
        orderBy: { id: 'asc' },
      });
      return rows[at % Math.max(1, rows.length)];
    };
    switch (step.kind) {
      case 'ask': {
        const deadline = new Date(tx.now.getTime() + 9 * 86_400_000);
        const emergency = { kind: 'EMERGENCY' as const, dueDay: null, deadline };
        return publishRequest(tx, actor, { ...ASK, ...(step.emergency ? emergency : {}), amount: step.amount });
      }
      case 'edit':
        return editRequest(tx, actor, await ownRequest(actor), { amount: step.amount });
      case 'pause':
        return pauseRequest(tx, actor, await ownRequest(actor));
      case 'resume':
        return resumeRequest(tx, actor, await ownRequest(actor));
      case 'close':
        return closeRequest(tx, actor, await ownRequest(actor), null);
      case 'pledge':
        return this.pledge(tx, actor, step.amount);
      case 'measure':
        return setCeiling(tx, actor, step.amount);
      case 'pledge-step': {
        const id = (await db.pledge.findUnique({ where: { openSlot: actor } }))?.id ?? nobody;
        return { pause: pausePledge, resume: resumePledge, withdraw: withdrawPledge }[step.step](tx, actor, id);
      }
      case 'help': {
        const requestId = await ownRequest(this.people[step.to]!);
        const mayBe = await maySeeRequest(tx, actor, requestId);
        const help = {
          requestId,
          amount: step.amount,
          form: 'MONEY' as const,
          description: null,
          aboveCeiling: step.above,
          given: step.given,
        };
        const promised = await helpNow(tx, actor, help);
        expect(mayBe, 'I6: a giver sees what they promise to').toBe(true);
        return promised;
      }
      case 'pledge-to': {
        const requestId = await ownRequest(this.people[step.to]!);
        const description = step.form === 'MONEY' ? null : 'a lift';
        const { amount: pledged, monthly, form } = step;
        return pledgeTo(tx, actor, { requestId, monthly, amount: pledged, form, description });
      }
      case 'directed': {
        const rows = await db.pledge.findMany({ where: { giverId: actor, kind: 'DIRECTED' }, orderBy: { id: 'asc' } });
        const id = rows[step.index % Math.max(1, rows.length)]?.id ?? nobody;
        if (step.step === 'change') return changeDirected(tx, actor, id, step.amount);
        return { part: givePart, pause: pausePledge, resume: resumePledge, withdraw: withdrawPledge }[step.step](
          tx,
          actor,
          id,
        );
      }
      case 'standing': {
        if (!step.isOn) return endStandingYes(tx, actor);
        const yes = { monthly: step.amount, perPerson: step.amount, helpedEarlier: true, people: this.people };
        return setStandingYes(tx, actor, yes);
      }
      case 'worth': {
        const promise = await pick(step.index);
        return (step.agrees ? agreeToMore : leaveWorth)(tx, promise?.giverId ?? actor, promise?.id ?? nobody);
      }
      case 'card': {
        const card = await db.card.findFirst({ where: { giverId: actor }, orderBy: { createdAt: 'desc' } });
        return (step.skip ? skipCard : acceptCard)(tx, actor, card?.id ?? nobody);
      }
      case 'proposal': {
        const rows = await db.proposal.findMany({ where: { giverId: actor }, orderBy: { id: 'asc' } });
        const id = rows[step.index % Math.max(1, rows.length)]?.id ?? nobody;
        if (step.step === 'change') return chooseAmount(tx, actor, id, step.amount);
        return (step.step === 'accept' ? acceptProposal : declineProposal)(tx, actor, id);
      }
      case 'report':
      case 'release': {
        const promise = await pick(step.index);
        return (step.kind === 'report' ? reportHandedOver : release)(
          tx,
          promise?.giverId ?? actor,
          promise?.id ?? nobody,
        );
      }
      case 'not-yet':
      case 'let-go': {
        const promise = await pick(step.index);
        return (step.kind === 'not-yet' ? sayNotYet : letGo)(tx, promise?.recipientId ?? actor, promise?.id ?? nobody);
      }
      case 'confirm': {
        const promise = await pick(step.index);
        const what = {
          amount: step.arrived as bigint | null,
          rest: step.letGo ? ('let-go' as const) : ('expected' as const),
        };
        return confirm(tx, promise?.recipientId ?? actor, promise?.id ?? nobody, what);
      }
      case 'beside':
        return this.beside(tx, step.what, await pick(step.index));
      default:
        throw new Error(`no such command: ${step.kind}`);
    }
  }

  /** What changes no state: words, thanks, an ask to hand over now, a look at payment details. */
  private async beside(
    tx: Parameters<typeof helpNow>[0],
    what: 'ask' | 'words' | 'thanks' | 'details',
    promise: { id: string; giverId: string; recipientId: string } | null | undefined,
  ): Promise<unknown> {
    if (!promise) return null;
    const { id, giverId, recipientId } = promise;
    const said = { kind: 'text', text: 'a word' } as const;
    if (what === 'ask') return askToHandOver(tx, recipientId, id);
    if (what === 'thanks') return sayThanks(tx, recipientId, id, said);
    return what === 'words' ? sayWithReport(tx, giverId, id, said) : openPaymentDetails(tx, giverId, id);
  }

  private async pledge(tx: Parameters<typeof helpNow>[0], actor: string, pledged: bigint): Promise<unknown> {
    return setOpenPledge(tx, actor, { amount: pledged, scope: 'NETWORK', chosen: [] });
  }
}

let house: TestHouse | undefined;
let story: Story;
afterEach(() => house?.close());

/** A new house, so that months begin anew and tables stay small. */
async function move(): Promise<Village> {
  await house?.close();
  house = await testHouse();
  story = new Story(house);
  const village = new Village(story);
  await village.found();
  return village;
}

/** Ends what a village left, by its people's own commands, so that the next one is looked at alone. */
async function disband({ people }: Village): Promise<void> {
  for (const ownerId of people) {
    const requests = await story.db.request.findMany({ where: { ownerId, state: { not: 'CLOSED' } } });
    for (const { id } of requests) await story.outcome((tx) => closeRequest(tx, ownerId, id, null));
    const pledge = await story.db.pledge.findUnique({ where: { openSlot: ownerId } });
    if (pledge) await story.outcome((tx) => withdrawPledge(tx, ownerId, pledge.id));
  }
}

test(
  `whatever five people do in ${COMMANDS} steps, ${SEQUENCES} times over, keeps I1–I7 and I10 (seed ${SEED})`,
  async () => {
    let taken = 0;
    let sequences = 0;
    let village: Village;
    const keeps = async (steps: readonly Command[]): Promise<void> => {
      if (sequences++ % SEQUENCES_PER_HOUSE === 0) village = await move();
      village.done = 0;
      await village.begin();
      for (const step of steps) await village.run(step);
      taken += village.done;
      expect(await broken(story)).toEqual([]);
      await disband(village);
    };
    const sequence = fc.array(command, { minLength: COMMANDS, maxLength: COMMANDS });
    await fc.assert(fc.asyncProperty(sequence, keeps), { seed: SEED, numRuns: SEQUENCES, endOnFailure: true });
    expect(taken, 'most sequences get somewhere').toBeGreaterThan(5 * SEQUENCES);
  },
  30_000 + 10_000 * SEQUENCES,
);
