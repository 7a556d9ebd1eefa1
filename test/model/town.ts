// The reference: a town as plain maps and sums, written from 1-domain and apart from src/. Amounts are numbers of minor units, moments
// are milliseconds. The deployment's zone is Moscow, three hours ahead the whole year.
import type { DomainErrorCode } from '../../src/domain/errors.ts';

export const DAY = 86_400_000;
const ZONE = 3 * 3_600_000;

/** The first moment of the day after `at`. */
export const nextMidnight = (at: number): number => (Math.floor((at + ZONE) / DAY) + 1) * DAY - ZONE;

export interface Month {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

export function monthOf(at: number): Month {
  const local = new Date(at + ZONE);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  return {
    id: new Date(Date.UTC(year, month)).toISOString().slice(0, 7),
    startsAt: Date.UTC(year, month) - ZONE,
    endsAt: Date.UTC(year, month + 1) - ZONE,
  };
}

export interface Member {
  readonly id: string;
  state: 'ACTIVE' | 'LEAVING';
  ceiling: number | null;
  next: { amount: number; at: number } | null;
  isLocked: boolean;
  isPaused: boolean;
  /** The month whose doubling is counted, and from what. */
  doubling: { month: string; base: number } | null;
  readonly requestChanges: number[];
  readonly pledgeChanges: number[];
  standing: { readonly monthly: number; readonly perPerson: number } | null;
  unlock: { readonly at: number; isDoubted: boolean } | null;
}

export interface Request {
  readonly id: string;
  readonly owner: string;
  readonly kind: 'MONTHLY' | 'EMERGENCY';
  state: 'ACTIVE' | 'PAUSED' | 'CLOSED';
  why: string | null;
  amount: number;
  readonly reach: number;
  readonly createdAt: number;
  readonly deadline: number | null;
  closedAt: number | null;
  /** Words given before do not count. */
  wordsSince: number;
  /** Every amount it ever had. */
  readonly amounts: { readonly at: number; readonly amount: number }[];
}

export interface Pledge {
  readonly id: string;
  readonly giver: string;
  readonly kind: 'OPEN' | 'DIRECTED';
  readonly request: string | null;
  readonly isMonthly: boolean;
  amount: number;
  readonly form: 'MONEY' | 'SERVICE';
  state: 'ACTIVE' | 'PAUSED' | 'WITHDRAWN';
  why: string | null;
  scope: 'NETWORK' | 'CHOSEN';
  chosen: Set<string>;
}

export interface Proposal {
  readonly id: string;
  readonly giver: string;
  readonly request: string;
  readonly pledge: string;
  readonly card: string;
  readonly month: string;
  readonly amount: number;
  chosen: number | null;
  state: string;
  readonly bornAt: number;
}

export interface Promise_ {
  /** Null until it is found in the tables: parts and gifts are not named by the command that makes them. */
  id: string | null;
  readonly giver: string;
  readonly recipient: string;
  readonly request: string;
  readonly month: string;
  readonly origin: string;
  readonly form: 'MONEY' | 'SERVICE';
  amount: number;
  confirmed: number;
  state: string;
  readonly parent: string | null;
  readonly proposal: string | null;
  readonly pledge: string | null;
  readonly createdAt: number;
  reportedAt: number | null;
  wasReported: boolean;
  valued: number | null;
}

export interface Bond {
  brokenBy: string | null;
  readonly wanted: Set<string>;
}

export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** What stands between the two: still to come, or arrived. */
export const OPEN_STATES = ['PROMISED', 'REPORTED', 'UNCONFIRMED'];
const isOf = (states: readonly string[], state: string): boolean => states.includes(state);

export class Town {
  now: number;
  month: Month;
  readonly members = new Map<string, Member>();
  readonly bonds = new Map<string, Bond>();
  readonly blocks = new Set<string>();
  readonly requests = new Map<string, Request>();
  /** `request by` → when it was given; null once taken back. */
  readonly words = new Map<string, number | null>();
  readonly pledges = new Map<string, Pledge>();
  readonly proposals = new Map<string, Proposal>();
  readonly promises: Promise_[] = [];
  readonly yeses: { giver: string; request: string; month: string; amount: number; at: number }[] = [];
  readonly lowered = new Set<string>();

  constructor(now: number) {
    this.now = now;
    this.month = monthOf(now);
  }

  /** The same town, to go another way from here. */
  copy(): Town {
    return Object.assign(Object.create(Town.prototype), structuredClone({ ...this }));
  }

  get people(): string[] {
    return [...this.members.keys()];
  }

  member(id: string): Member {
    return this.members.get(id)!;
  }

  isHere(id: string): boolean {
    return this.member(id).state === 'ACTIVE';
  }

  areBlocked(a: string, b: string): boolean {
    return this.blocks.has(`${a} ${b}`) || this.blocks.has(`${b} ${a}`);
  }

  /** Contacts now: never broken, or wanted back by both, and no block between them. */
  areContacts(a: string, b: string): boolean {
    const bond = this.bonds.get(pairOf(a, b));
    return bond !== undefined && bond.brokenBy === null && !this.areBlocked(a, b);
  }

  private carries(by: string, request: Request): boolean {
    const at = this.words.get(`${request.id} ${by}`);
    return at !== undefined && at !== null && at >= request.wordsSince && this.isHere(by);
  }

  /** Brute force: is there a chain of handshakes from the asker, each carried on by a word, of which nobody blocked another? */
  reaches(viewer: string, request: Request): boolean {
    if (viewer === request.owner || this.member(request.owner).isLocked || !this.isHere(request.owner)) return false;
    const walk = (path: readonly string[]): boolean => {
      const last = path.at(-1)!;
      const mayStep = (to: string) =>
        !path.includes(to) && this.areContacts(last, to) && path.every((one) => !this.areBlocked(one, to));
      if (mayStep(viewer)) return true;
      if (path.length >= request.reach) return false;
      return this.people.some((to) => to !== viewer && this.carries(to, request) && mayStep(to) && walk([...path, to]));
    };
    return walk([request.owner]);
  }

  sees(viewer: string, request: Request): boolean {
    return request.owner === viewer || (request.state === 'ACTIVE' && this.reaches(viewer, request));
  }

  /** Who presses: nearly always the right one. */
  actor(right: string, stranger: number): string {
    const others = this.people.filter((id) => id !== right);
    return others[stranger] ?? right;
  }

  active(owner: string): Request | undefined {
    return [...this.requests.values()].find((one) => one.owner === owner && one.state === 'ACTIVE');
  }

  openPledge(giver: string): Pledge | undefined {
    return [...this.pledges.values()].find(
      (one) => one.giver === giver && one.kind === 'OPEN' && one.state !== 'WITHDRAWN',
    );
  }

  /** Promises and confirmed help that count for a request now: of this month, or of an emergency's whole life. */
  private counted(request: Request): Promise_[] {
    return this.promises.filter(
      (one) => one.request === request.id && (request.kind === 'EMERGENCY' || one.month === this.month.id),
    );
  }

  received(request: Request): number {
    return this.counted(request).reduce((sum, one) => sum + one.confirmed, 0);
  }

  missing(request: Request): number {
    const held = this.counted(request).filter((one) => isOf(OPEN_STATES, one.state));
    const promised = held.reduce((sum, one) => sum + one.amount, 0);
    return Math.max(0, request.amount - promised - this.received(request));
  }

  waitingOf(giver: string): Proposal[] {
    return [...this.proposals.values()].filter((one) => one.giver === giver && one.state === 'OFFERED');
  }

  /** What of a giver's month is spoken for, without what a dated yes covers. */
  used(giver: string, without: (one: Proposal) => boolean = () => false): number {
    const mine = this.promises.filter(
      (one) =>
        one.giver === giver &&
        one.month === this.month.id &&
        one.origin !== 'GIFT' &&
        isOf([...OPEN_STATES, 'CONFIRMED'], one.state),
    );
    const above = this.yeses
      .filter((yes) => yes.giver === giver && yes.month === this.month.id)
      .flatMap((yes) =>
        mine
          .filter((one) => one.request === yes.request && one.createdAt === yes.at && one.origin !== 'REST')
          .map((one) => Math.min(yes.amount, one.amount)),
      );
    const waiting = this.waitingOf(giver).filter((one) => one.month === this.month.id && !without(one));
    const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
    const taken = sum(mine.map((one) => one.amount)) + sum(waiting.map((one) => one.chosen ?? one.amount));
    return Math.max(0, taken - sum(above));
  }

  /** Room under the ceiling; null while nothing was ever pledged. */
  room(giver: string, without?: (one: Proposal) => boolean): number | null {
    const { ceiling } = this.member(giver);
    return ceiling === null ? null : Math.max(0, ceiling - this.used(giver, without));
  }

  isBusyToday(times: readonly number[], limit: number): boolean {
    return times.filter((at) => at > this.now - DAY).length >= limit;
  }
}

/** What a command is expected to come to. */
export interface Plan {
  /** The actor may not know of the record: nothing but the neutral answer will do. */
  readonly isBlind?: boolean;
  /** Every reason there is to refuse; with none it has to be accepted. */
  readonly refusals: readonly DomainErrorCode[];
  /** What it does to the model, given what the command returned. */
  readonly effect: (result: unknown) => void;
  /** The reference leaves open whether it is refused; when it is accepted, its effect is known. */
  readonly isFree?: boolean;
  /** Nobody may be told of it (red line 5). */
  readonly isSilent?: boolean;
}

export const reasons = (...all: (DomainErrorCode | false | null | undefined)[]): DomainErrorCode[] =>
  all.filter((one): one is DomainErrorCode => Boolean(one));
