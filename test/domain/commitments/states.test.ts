import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Tx, transactOnce } from '../../../src/db/transaction.ts';
import { acceptProposal, declineProposal } from '../../../src/domain/commitments/accept.ts';
import { endWaiting } from '../../../src/domain/commitments/deadlines.ts';
import { promiseView } from '../../../src/domain/commitments/queries.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../../src/domain/commitments/settle.ts';
import { PROMISE_STEPS } from '../../../src/domain/commitments/states.ts';
import { areContacts } from '../../../src/domain/network/contacts.ts';
import { withdrawPledge } from '../../../src/domain/pledges/pledges.ts';
import type { PromiseState } from '../../../src/generated/prisma/enums.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';
import { Story } from '../../support/story.ts';

let house: TestHouse;
let story: Story;
beforeAll(async () => {
  house = await testHouse();
  story = new Story(house);
});
afterAll(() => house.close());

// The legal table once more, written from the picture in 1-domain, States.
const STATES = ['PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED', 'RELEASED', 'FORGIVEN'] as const;
const COMMANDS = {
  report: { run: reportHandedOver, by: 'giver', from: ['PROMISED'], to: 'REPORTED', event: 'reported' },
  'not yet': { run: sayNotYet, by: 'recipient', from: ['REPORTED'], to: 'PROMISED', event: 'not-yet' },
  confirm: {
    run: (tx: Tx, actor: string, id: string) => confirm(tx, actor, id, { amount: null, rest: 'expected' }),
    by: 'recipient',
    from: ['PROMISED', 'REPORTED', 'UNCONFIRMED'],
    to: 'CONFIRMED',
    event: 'confirmed',
  },
  release: { run: release, by: 'giver', from: ['PROMISED'], to: 'RELEASED', event: 'released' },
  'let go': { run: letGo, by: 'recipient', from: ['PROMISED'], to: 'FORGIVEN', event: 'forgiven' },
} as const;
type Command = keyof typeof COMMANDS;
const ACTORS = ['giver', 'recipient', 'contact of both', 'stranger'] as const;

interface Cast {
  readonly promiseId: string;
  readonly actors: Readonly<Record<(typeof ACTORS)[number], string>>;
}

let actors: Cast['actors'];
let requestId: string;
beforeAll(async () => {
  const circle = await story.circle(2, { amount: 10_000_000n });
  const [giver, third] = circle.givers as [string, string];
  await story.contacts(giver, third);
  requestId = circle.requestId;
  actors = { giver, recipient: circle.asker, 'contact of both': third, stranger: await story.person() };
});

/** A promise that has come into this state by legal commands. */
async function promiseIn(state: PromiseState): Promise<Cast> {
  const promiseId = await story.promise(actors.giver, requestId, 1_000n);
  const to = (...commands: Command[]) =>
    commands.reduce(async (earlier, name) => {
      await earlier;
      await story.run((tx) => COMMANDS[name].run(tx, actors[COMMANDS[name].by], promiseId));
    }, Promise.resolve());
  if (state === 'REPORTED') await to('report');
  if (state === 'CONFIRMED') await to('confirm');
  if (state === 'RELEASED') await to('release');
  if (state === 'FORGIVEN') await to('let go');
  if (state === 'UNCONFIRMED') {
    await to('report');
    const later = new Date(house.clock.now().getTime() + 31 * 86_400_000);
    await story.run((tx) => endWaiting({ ...tx, now: later }));
  }
  const row = await story.db.commitment.findUniqueOrThrow({ where: { id: promiseId } });
  expect(row.state).toBe(state);
  return { promiseId, actors };
}

describe('a promise', () => {
  const cases = STATES.flatMap((state) =>
    (Object.keys(COMMANDS) as Command[]).map((command) => [command, state] as const),
  );

  test.each(cases)(
    '%s, when it is %s: by its own actor and from the right state only; one event',
    async (name, state) => {
      const { promiseId, actors } = await promiseIn(state);
      const { run, by, from, to, event } = COMMANDS[name];
      const isLegal = (from as readonly string[]).includes(state);
      const before = await story.traces();
      for (const actor of ACTORS.filter((other) => other !== by)) {
        const outcome = await story.outcome((tx) => run(tx, actors[actor], promiseId));
        expect(outcome, `${actor}: nobody else may, and learns nothing`).toBe('not-found');
      }
      expect(await story.traces()).toEqual(before);
      const events = (await story.log(promiseId)).length;
      expect(await story.outcome((tx) => run(tx, actors[by], promiseId))).toBe(isLegal ? 'done' : 'stale');
      const row = await story.db.commitment.findUniqueOrThrow({ where: { id: promiseId } });
      expect(row.state).toBe(isLegal ? to : state);
      const log = await story.log(promiseId);
      expect(log.length - events).toBe(isLegal ? 1 : 0);
      if (!isLegal) expect(await story.traces(), 'a refused command leaves nothing').toEqual(before);
      else expect(log.at(-1)).toBe(`${event} by ${by.toUpperCase()}`);
    },
  );

  test('the code’s table of steps is this one, with the steps of the system', () => {
    const system = {
      unconfirmed: { from: ['REPORTED'], to: 'UNCONFIRMED' },
    };
    const mine = Object.values(COMMANDS).map(({ event, from, to }) => [event, { from: [...from], to }] as const);
    const theirs = Object.entries(PROMISE_STEPS).map(
      ([event, { from, to }]) => [event, { from: [...from], to }] as const,
    );
    expect(Object.fromEntries(theirs)).toEqual({ ...Object.fromEntries(mine), ...system });
  });

  test('two opposite answers at once: one holds, the other is stale', async () => {
    for (let round = 0; round < 5; round++) {
      const { promiseId, actors } = await promiseIn('PROMISED');
      const outcomes = await Promise.all([
        story.outcome((tx) => release(tx, actors.giver, promiseId)),
        story.outcome((tx) => letGo(tx, actors.recipient, promiseId)),
        story.outcome((tx) => COMMANDS.confirm.run(tx, actors.recipient, promiseId)),
      ]);
      expect(outcomes.toSorted()).toEqual(['done', 'stale', 'stale']);
      expect((await story.log(promiseId)).length).toBe(2);
    }
  });

  test.each(Object.keys(COMMANDS) as Command[])('%s, doubled, has one effect', async (name) => {
    const { promiseId, actors } = await promiseIn(COMMANDS[name].from[0]!);
    const press = () =>
      transactOnce(house, `${name} ${promiseId}`, (tx) => COMMANDS[name].run(tx, actors[COMMANDS[name].by], promiseId));
    await press();
    const after = await story.traces();
    await press();
    expect(await story.traces()).toEqual(after);
  });

  test('is shown to its two people and to nobody else', async () => {
    const { promiseId, actors } = await promiseIn('CONFIRMED');
    expect((await promiseView(story.now, actors.giver, promiseId))?.side).toBe('given');
    expect((await promiseView(story.now, actors.recipient, promiseId))?.side).toBe('received');
    expect(await promiseView(story.now, actors['contact of both'], promiseId)).toBeNull();
    expect(await promiseView(story.now, actors.stranger, promiseId)).toBeNull();
  });

  test('handed over and silent for thirty days is unconfirmed, without blame, and can still be confirmed', async () => {
    const { promiseId, actors } = await promiseIn('UNCONFIRMED');
    expect(await story.log(promiseId)).toEqual(['promised by GIVER', 'reported by GIVER', 'unconfirmed by SYSTEM']);
    expect(await story.mail(actors.giver)).toContain('unconfirmed-help');
    expect(await story.outcome((tx) => COMMANDS.confirm.run(tx, actors.recipient, promiseId))).toBe('done');
  });
});

describe('confirming', () => {
  const rows = (parentId: string) => story.db.commitment.findMany({ where: { parentId } });

  test('a part splits the record: the part is confirmed, the rest is a promise that names its parent', async () => {
    const { promiseId, actors } = await promiseIn('REPORTED');
    await story.run((tx) => confirm(tx, actors.recipient, promiseId, { amount: 300n, rest: 'expected' }));
    const whole = await story.db.commitment.findUniqueOrThrow({ where: { id: promiseId } });
    expect([whole.state, whole.amount, whole.confirmed]).toEqual(['CONFIRMED', 300n, 300n]);
    const [rest, ...more] = await rows(promiseId);
    expect(more).toEqual([]);
    expect(rest).toMatchObject({ origin: 'REST', state: 'PROMISED', amount: 700n, giverId: actors.giver });
    expect(rest).toMatchObject({ cycleId: whole.cycleId, dueAt: whole.dueAt, requestId: whole.requestId });
    expect(await story.log(rest!.id)).toEqual(['promised by RECIPIENT']);
  });

  test('a part whose rest is let go leaves the rest released', async () => {
    const { promiseId, actors } = await promiseIn('PROMISED');
    await story.run((tx) => confirm(tx, actors.recipient, promiseId, { amount: 999n, rest: 'let-go' }));
    const [rest] = await rows(promiseId);
    expect(rest).toMatchObject({ origin: 'REST', state: 'RELEASED', amount: 1n });
  });

  test('more is confirmed in full, the surplus is a gift of its own, also above the need', async () => {
    const { promiseId, actors } = await promiseIn('REPORTED');
    await story.run((tx) => confirm(tx, actors.recipient, promiseId, { amount: 50_000n, rest: 'expected' }));
    const whole = await story.db.commitment.findUniqueOrThrow({ where: { id: promiseId } });
    expect([whole.amount, whole.confirmed]).toEqual([1_000n, 1_000n]);
    const [gift] = await rows(promiseId);
    expect(gift).toMatchObject({ origin: 'GIFT', state: 'CONFIRMED', amount: 49_000n, confirmed: 49_000n });
    expect(await story.log(gift!.id)).toEqual(['given by RECIPIENT']);
  });

  test.each([0n, -5n, 100_000_001n])('of %s is refused and leaves nothing', async (amount) => {
    const { promiseId, actors } = await promiseIn('REPORTED');
    const before = await story.traces();
    const outcome = await story.outcome((tx) => confirm(tx, actors.recipient, promiseId, { amount, rest: 'expected' }));
    expect(outcome).toBe('amount-invalid');
    expect(await story.traces()).toEqual(before);
  });

  /** Two who are not contacts, and a promise between them: the giver saw the request by a recommendation. */
  async function strangersPromise(): Promise<{ giver: string; asker: string; promiseId: string }> {
    const { asker, givers, requestId } = await story.circle(1);
    const giver = await story.person('Far');
    await story.contacts(givers[0]!, giver);
    const now = house.clock.now();
    const expiresAt = new Date(now.getTime() + 86_400_000);
    const word = { id: house.ids.id(), requestId, recommenderId: givers[0]!, createdAt: now, expiresAt };
    await story.db.recommendation.create({ data: { ...word, reason: 'NEIGHBOUR' } });
    return { giver, asker, promiseId: await story.promise(giver, requestId, 500n) };
  }

  test('makes the two contacts', async () => {
    const { giver, asker, promiseId } = await strangersPromise();
    expect(await areContacts(story.now, giver, asker)).toBe(false);
    await story.run((tx) => COMMANDS.confirm.run(tx, asker, promiseId));
    expect(await areContacts(story.now, giver, asker)).toBe(true);
  });

  test('does not when one blocked the other, nor heals a broken contact', async () => {
    const blocked = await strangersPromise();
    await story.db.block.create({
      data: { blockerId: blocked.giver, blockedId: blocked.asker, at: house.clock.now() },
    });
    await story.run((tx) => COMMANDS.confirm.run(tx, blocked.asker, blocked.promiseId));
    expect(
      await story.db.contact.count({
        where: {
          OR: [{ lowId: blocked.giver }, { highId: blocked.giver }],
          AND: { OR: [{ lowId: blocked.asker }, { highId: blocked.asker }] },
        },
      }),
    ).toBe(0);
    const { promiseId, actors } = await promiseIn('REPORTED');
    await story.db.contact.updateMany({
      where: {
        OR: [
          { lowId: actors.giver, highId: actors.recipient },
          { lowId: actors.recipient, highId: actors.giver },
        ],
      },
      data: { brokenAt: house.clock.now() },
    });
    await story.run((tx) => COMMANDS.confirm.run(tx, actors.recipient, promiseId));
    expect(await areContacts(story.now, actors.giver, actors.recipient)).toBe(false);
  });
});

describe('a proposal', () => {
  // OFFERED → ACCEPTED | DECLINED | LAPSED | WITHDRAWN; lapsed and skipped ones can still be accepted in their month.
  const MAY = {
    accept: ['OFFERED', 'LAPSED', 'DECLINED'],
    decline: ['OFFERED'],
    'be withdrawn with its pledge': ['OFFERED'],
  } as const;
  const PROPOSAL_STATES = ['OFFERED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN'] as const;

  let rounds = 0;

  async function proposalIn(state: (typeof PROPOSAL_STATES)[number]) {
    const { givers, requestId: asked } = await story.circle(2);
    const [giver, other] = givers as [string, string];
    const pledgeId = await story.pledge(giver, 5_000n);
    const [round, card, id] = [house.ids.id(), house.ids.id(), house.ids.id()];
    const at = house.clock.now();
    const counts = { givers: 1, requests: 1, pairs: 1, proposals: 1, allocated: 1_000n };
    const dueAt = new Date(at.getTime() + ++rounds);
    await story.db.round.create({
      data: { id: round, cycleId: '2026-11', kind: 'WEEKLY', dueAt, seed: 's', certificate: 'ok', ...counts },
    });
    await story.db.card.create({ data: { id: card, roundId: round, giverId: giver, createdAt: at } });
    const row = { id, cycleId: '2026-11', roundId: round, cardId: card, giverId: giver, requestId: asked, pledgeId };
    await story.db.proposal.create({
      data: { ...row, directed: false, amount: 1_000n, state, reason: {}, createdAt: at },
    });
    return { id, giver, other, pledgeId };
  }

  const cases = PROPOSAL_STATES.flatMap((state) =>
    (Object.keys(MAY) as (keyof typeof MAY)[]).map((step) => [state, step] as const),
  );
  test.each(cases)('that is %s may or may not %s; never for anyone but its giver', async (state, step) => {
    const { id, giver, other, pledgeId } = await proposalIn(state);
    const command = (tx: Tx, actor: string): Promise<unknown> => {
      if (step === 'accept') return acceptProposal(tx, actor, id);
      return step === 'decline' ? declineProposal(tx, actor, id) : withdrawPledge(tx, actor, pledgeId);
    };
    const before = await story.traces();
    expect(await story.outcome((tx) => command(tx, other))).toBe('not-found');
    expect(await story.traces()).toEqual(before);
    const outcome = await story.outcome((tx) => command(tx, giver));
    const after = (await story.db.proposal.findUniqueOrThrow({ where: { id } })).state;
    const isLegal = (MAY[step] as readonly string[]).includes(state);
    if (step === 'be withdrawn with its pledge') {
      expect([outcome, after]).toEqual(['done', isLegal ? 'WITHDRAWN' : state]);
    } else {
      expect([outcome, after]).toEqual(
        isLegal ? ['done', step === 'accept' ? 'ACCEPTED' : 'DECLINED'] : ['stale', state],
      );
    }
    expect((await story.log(id)).length).toBe(isLegal ? 1 : 0);
  });

  test('can be accepted by two taps at once only once', async () => {
    const { id, giver } = await proposalIn('OFFERED');
    const outcomes = await Promise.all([1, 2, 3].map(() => story.outcome((tx) => acceptProposal(tx, giver, id))));
    expect(outcomes.toSorted()).toEqual(['done', 'stale', 'stale']);
    expect(await story.db.commitment.count({ where: { proposalId: id } })).toBe(1);
  });
});
