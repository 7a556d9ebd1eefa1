import { type Tx, transact } from '../../../src/db/transaction.ts';
import { helpNow } from '../../../src/domain/commitments/promise.ts';
import { confirm } from '../../../src/domain/commitments/settle.ts';
import { join } from '../../../src/domain/members/members.ts';
import { connect } from '../../../src/domain/network/contacts.ts';
import { publishRequest } from '../../../src/domain/requests/requests.ts';
import type { TestHouse } from '../../support/house.ts';

/** People of a test, made by the domain's own commands. */
export interface Town {
  run<T>(command: (tx: Tx) => Promise<T>): Promise<T>;
  /** A new member; their id. */
  person(name: string): Promise<string>;
  /** Makes each of these pairs contacts. */
  contacts(...pairs: readonly (readonly [string, string])[]): Promise<void>;
  /** A monthly request for 100.00; its id. */
  asks(ownerId: string, title?: string, reach?: number): Promise<string>;
  recommends(memberId: string, requestId: string): Promise<void>;
  /** A promise of 10.00; its id. */
  promises(giverId: string, requestId: string): Promise<string>;
  confirms(recipientId: string, promiseId: string): Promise<void>;
  /** A pledge of 5.00 a month directed at the request; its id. */
  pledges(giverId: string, requestId: string): Promise<string>;
}

let telegramId = 1_000;

export function townIn(house: TestHouse): Town {
  const run: Town['run'] = (command) => transact(house, command);
  return {
    run,
    person: (name) =>
      run(async (tx) => {
        const user = { id: ++telegramId, firstName: name, username: `user${telegramId}`, languageCode: 'ru' };
        return (await join(tx, user, null)).id;
      }),
    contacts: async (...pairs) => {
      for (const [a, b] of pairs) await run((tx) => connect(tx, a, b, 'INVITE'));
    },
    asks: (ownerId, title = 'A need', reach = 2) =>
      run((tx) =>
        publishRequest(tx, ownerId, {
          kind: 'MONTHLY',
          forWhom: 'MYSELF',
          people: 1,
          title,
          amount: 10_000n,
          dueDay: 31,
          deadline: null,
          paymentDetailId: null,
          newPaymentDetail: null,
          story: null,
          storyVoice: null,
          link: null,
          reach,
        }),
      ),
    recommends: (memberId, requestId) =>
      run(async (tx) => {
        await tx.db.recommendation.create({
          data: {
            id: tx.ids.id(),
            requestId,
            recommenderId: memberId,
            reason: 'KNOW_IN_PERSON',
            createdAt: tx.now,
            expiresAt: new Date(tx.now.getTime() + 86_400_000),
          },
        });
      }),
    promises: (giverId, requestId) =>
      run((tx) =>
        helpNow(tx, giverId, { requestId, amount: 1_000n, form: 'MONEY', description: null, aboveCeiling: false }),
      ),
    confirms: (recipientId, promiseId) =>
      run((tx) => confirm(tx, recipientId, promiseId, { amount: null, rest: 'expected' })),
    pledges: (giverId, requestId) =>
      run(async (tx) => {
        const id = tx.ids.id();
        const { now } = tx;
        const fixed = { kind: 'DIRECTED', amount: 500n, state: 'ACTIVE' } as const;
        await tx.db.pledge.create({ data: { id, giverId, requestId, ...fixed, startsAt: now, createdAt: now } });
        return id;
      }),
  };
}
