import { type Tx, transact } from '../../../src/db/transaction.ts';
import { allocateInProcess } from '../../../src/domain/allocation/index.ts';
import { acceptCard, declineProposal } from '../../../src/domain/commitments/accept.ts';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { confirm, letGo, release, reportHandedOver, sayNotYet } from '../../../src/domain/commitments/settle.ts';
import { closeDueCycles } from '../../../src/domain/cycles/close.ts';
import { join } from '../../../src/domain/members/members.ts';
import { acceptInvite, joinLink } from '../../../src/domain/network/invites.ts';
import { setOpenPledge } from '../../../src/domain/pledges/pledges.ts';
import { publishRequest } from '../../../src/domain/requests/requests.ts';
import { type TestHouse, testHouse } from '../../support/house.ts';

/** A house in which a month was lived: two askers, three givers, one onlooker; every kind of step was taken. */
export interface Month {
  readonly house: TestHouse;
  readonly ids: Readonly<Record<'anna' | 'boris' | 'vera' | 'gleb' | 'dina' | 'egor', string>>;
}

export const ASKER_TELEGRAM_ID = 501;

const ask = (title: string, amount: bigint) => ({
  kind: 'MONTHLY' as const,
  forWhom: 'MYSELF' as const,
  people: 1,
  title,
  amount,
  dueDay: 20,
  deadline: null,
  paymentDetailId: null,
  newPaymentDetail: `card of ${title}`,
  story: 'a story nobody may find in a report',
  storyVoice: null,
  link: null,
  reach: 2,
});

async function promisesTo(tx: Tx, recipientId: string): Promise<{ id: string; giverId: string; amount: bigint }[]> {
  return tx.db.commitment.findMany({ where: { recipientId, state: 'PROMISED' }, orderBy: { amount: 'desc' } });
}

export async function liveAMonth(): Promise<Month> {
  const house = await testHouse();
  const run = <T>(command: (tx: Tx) => Promise<T>): Promise<T> => transact(house, command);
  const names = ['anna', 'boris', 'vera', 'gleb', 'dina', 'egor'] as const;
  const ids = {} as Record<(typeof names)[number], string>;
  for (const [index, name] of names.entries()) {
    const user = { id: ASKER_TELEGRAM_ID + index, firstName: `Name${name}`, username: undefined, languageCode: 'ru' };
    ids[name] = (await run((tx) => join(tx, user, null))).id;
  }
  for (const asker of [ids.anna, ids.boris]) {
    const { token } = await run((tx) => joinLink(tx, asker));
    for (const giver of [ids.vera, ids.gleb, ids.dina]) await run((tx) => acceptInvite(tx, giver, token));
  }
  await run((tx) => publishRequest(tx, ids.anna, ask('Roof', 20_000n)));
  await run((tx) => publishRequest(tx, ids.boris, ask('Books', 9_000n)));
  for (const [giver, amount] of [
    [ids.vera, 10_000n],
    [ids.gleb, 6_000n],
    [ids.dina, 5_000n],
  ] as const) {
    await run((tx) => setOpenPledge(tx, giver, { amount, scope: 'NETWORK', chosen: [] }));
  }
  house.clock.set('2026-12-01T07:00:00Z');
  await closeDueCycles(house, allocateInProcess);
  const cards = await house.db.prisma.card.findMany({ include: { proposals: true } });
  for (const card of cards) {
    const [first] = card.proposals;
    if (card.giverId === ids.dina && first) await run((tx) => declineProposal(tx, ids.dina, first.id));
    else await run((tx) => acceptCard(tx, card.giverId, card.id));
  }
  const books = await house.db.prisma.request.findFirstOrThrow({ where: { ownerId: ids.boris } });
  const now = { requestId: books.id, amount: 100n, form: 'MONEY' as const, description: null, aboveCeiling: false };
  const gift = await run((tx) => helpNow(tx, ids.egor, now).catch(() => null)); // he does not see it
  if (gift !== null) throw new Error('an onlooker could help');
  await settle(house, ids.anna, ids.boris);
  return { house, ids };
}

/** Handed over, not yet, a part, more than promised, released, let go. */
async function settle(house: TestHouse, anna: string, boris: string): Promise<void> {
  const run = <T>(command: (tx: Tx) => Promise<T>): Promise<T> => transact(house, command);
  const [large] = await run((tx) => promisesTo(tx, anna));
  if (!large) throw new Error('nothing was promised to Anna');
  await run((tx) => reportHandedOver(tx, large.giverId, large.id));
  await run((tx) => sayNotYet(tx, anna, large.id));
  await run((tx) => reportHandedOver(tx, large.giverId, large.id));
  await run((tx) => confirm(tx, anna, large.id, { amount: large.amount - 1_000n, rest: 'expected' }));
  const rest = await house.db.prisma.commitment.findFirstOrThrow({ where: { parentId: large.id } });
  await run((tx) => release(tx, rest.giverId, rest.id));
  const [other] = await run((tx) => promisesTo(tx, boris));
  if (!other) throw new Error('nothing was promised to Boris');
  await run((tx) => confirm(tx, boris, other.id, { amount: other.amount + 500n, rest: 'expected' }));
  const [last] = [...(await run((tx) => promisesTo(tx, anna))), ...(await run((tx) => promisesTo(tx, boris)))];
  if (last) {
    const owner = (await house.db.prisma.commitment.findUniqueOrThrow({ where: { id: last.id } })).recipientId;
    await run((tx) => letGo(tx, owner, last.id));
  }
}
