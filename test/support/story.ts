// Small builders for domain tests. Everything here goes through the house's own commands.
import { reading, type Tx, transact } from '../../src/db/transaction.ts';
import { helpNow } from '../../src/domain/commitments/promise.ts';
import { DomainError, type DomainErrorCode } from '../../src/domain/errors.ts';
import { join } from '../../src/domain/members/members.ts';
import { acceptInvite, joinLink } from '../../src/domain/network/invites.ts';
import { setOpenPledge } from '../../src/domain/pledges/pledges.ts';
import { publishRequest, type RequestInput } from '../../src/domain/requests/requests.ts';
import { createLog, type Logger } from '../../src/log.ts';
import type { TestHouse } from './house.ts';

export const SILENT_LOG: Logger = createLog('silent');

export const ASK: RequestInput = {
  kind: 'MONTHLY',
  forWhom: 'MYSELF',
  people: 1,
  title: 'Medicine',
  amount: 10_000n,
  dueDay: 20,
  deadline: null,
  paymentDetailId: null,
  newPaymentDetail: null,
  story: null,
  storyVoice: null,
  link: null,
  reach: 2,
};

export const HELP = { form: 'MONEY', description: null, aboveCeiling: false } as const;

const SETTLED_DAYS = 8;

let telegramIds = 10_000;

/** Tells stories in one house: people, contacts, requests, pledges, promises. */
export class Story {
  readonly house: TestHouse;

  constructor(house: TestHouse) {
    this.house = house;
  }

  /** One command in its own transaction. */
  readonly run = <T>(command: (tx: Tx) => Promise<T>): Promise<T> => transact(this.house, command);

  /** A query on the newest state. */
  get now(): Tx {
    return reading(this.house);
  }

  get db() {
    return this.house.db.prisma;
  }

  /** The id of a member who has been here for a while: the narrower limits of newcomers are over for them. */
  person(name = 'Somebody'): Promise<string> {
    return this.joined(name, SETTLED_DAYS);
  }

  /** The id of a member who joins now. */
  newcomer(name = 'Newcomer'): Promise<string> {
    return this.joined(name, 0);
  }

  private async joined(name: string, daysAgo: number): Promise<string> {
    telegramIds += 1;
    const user = { id: telegramIds, firstName: name, username: undefined, languageCode: 'ru' };
    const ago = (tx: Tx): Tx => ({ ...tx, now: new Date(tx.now.getTime() - daysAgo * 86_400_000) });
    return (await this.run((tx) => join(ago(tx), user, null))).id;
  }

  people(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.person(`Person ${index}`)));
  }

  /** Makes each of the others a contact of the member, by the member's link. */
  async contacts(memberId: string, ...others: readonly string[]): Promise<void> {
    const { token } = await this.run((tx) => joinLink(tx, memberId));
    for (const other of others) await this.run((tx) => acceptInvite(tx, other, token));
  }

  /** The id of a new monthly request. */
  request(ownerId: string, changes: Partial<RequestInput> = {}): Promise<string> {
    return this.run((tx) => publishRequest(tx, ownerId, { ...ASK, ...changes }));
  }

  /** The id of a new emergency, by default due in ten days. */
  emergency(ownerId: string, changes: Partial<RequestInput> = {}): Promise<string> {
    const deadline = new Date(this.house.clock.now().getTime() + 10 * 86_400_000);
    return this.request(ownerId, { kind: 'EMERGENCY', dueDay: null, deadline, title: 'Fire', ...changes });
  }

  /** The id of the giver's open pledge over their whole network. */
  pledge(giverId: string, amount: bigint): Promise<string> {
    return this.run((tx) => setOpenPledge(tx, giverId, { amount, scope: 'NETWORK', chosen: [] }));
  }

  /** The id of a promise made at once. */
  promise(giverId: string, requestId: string, amount: bigint): Promise<string> {
    return this.run((tx) => helpNow(tx, giverId, { ...HELP, requestId, amount }));
  }

  /** An asker and givers who are all contacts, and the asker's request. */
  async circle(
    givers: number,
    changes: Partial<RequestInput> = {},
  ): Promise<{ asker: string; givers: string[]; requestId: string }> {
    const asker = await this.person('Asker');
    const ids = await this.people(givers);
    await this.contacts(asker, ...ids);
    return { asker, givers: ids, requestId: await this.request(asker, changes) };
  }

  /** How the command ended: its refusal's code, or `done`. Other errors are thrown on. */
  async outcome(command: (tx: Tx) => Promise<unknown>): Promise<DomainErrorCode | 'done'> {
    try {
      await this.run(command);
      return 'done';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  /** Rows of each kind that a command could leave behind; equal before and after a command without effect. */
  async traces(): Promise<Readonly<Record<string, unknown>>> {
    const [row] = await this.db.$queryRaw<Record<string, unknown>[]>`
      SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM notices) AS notices,
        (SELECT md5(string_agg(p::text, '' ORDER BY p.id)) FROM promises p) AS promises,
        (SELECT md5(string_agg(p::text, '' ORDER BY p.id)) FROM proposals p) AS proposals,
        (SELECT md5(string_agg(p::text, '' ORDER BY p.id)) FROM pledges p) AS pledges,
        (SELECT md5(string_agg(q::text, '' ORDER BY q.id)) FROM requests q) AS requests,
        (SELECT md5(string_agg(m::text, '' ORDER BY m.id)) FROM members m) AS members,
        (SELECT md5(string_agg(c::text, '' ORDER BY c.id)) FROM cycles c) AS cycles,
        (SELECT count(*) FROM rounds) AS rounds, (SELECT count(*) FROM cards) AS cards,
        (SELECT count(*) FROM contacts) AS contacts, (SELECT sum(uses) FROM invites)::text AS uses`;
    return row ?? {};
  }

  /** Events of one record, oldest first, as `event by ROLE`. */
  async log(subjectId: string): Promise<string[]> {
    const rows = await this.db.event.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });
    return rows.map((row) => `${row.event} by ${row.role}`);
  }

  /** Kinds of the notices queued for a member, oldest first. */
  async mail(memberId: string): Promise<string[]> {
    const rows = await this.db.notice.findMany({ where: { memberId }, orderBy: { id: 'asc' } });
    return rows.map((row) => row.kind);
  }
}
