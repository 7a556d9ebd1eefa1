// Everything that screens show, made of one kit: what queries would return, without a database.
import type { ArchivePerson, PromiseCounts, PromisePage } from '../../src/domain/commitments/lists.ts';
import type { MonthRow, MyMonth } from '../../src/domain/commitments/my-month.ts';
import type { PromiseView } from '../../src/domain/commitments/queries.ts';
import type { DigestView } from '../../src/domain/cycles/digest.ts';
import type { CardView, ProposalView } from '../../src/domain/cycles/queries.ts';
import type { MyData } from '../../src/domain/export/my-data.ts';
import type { Settings } from '../../src/domain/members/settings.ts';
import type { NetworkMap } from '../../src/domain/network/map.ts';
import type { OwnLink } from '../../src/domain/network/my-links.ts';
import type { PersonCard } from '../../src/domain/network/person-card.ts';
import type { Overview } from '../../src/domain/operations/operators.ts';
import type { DirectedPledge } from '../../src/domain/pledges/directed.ts';
import type { OpenPledge } from '../../src/domain/pledges/pledges.ts';
import type { StandingYesView } from '../../src/domain/pledges/standing-yes.ts';
import type { Coverage } from '../../src/domain/requests/coverage.ts';
import type { OwnDetail } from '../../src/domain/requests/payment-details.ts';
import type { RequestLine, RequestView } from '../../src/domain/requests/queries.ts';
import type { Language } from '../../src/domain/rules.ts';
import { LIMITS } from '../../src/domain/rules.ts';
import type { Kit } from './kits.ts';

export const ID = '00000000-0000-4000-8000-00000000abcd';
export const EMERGENCY_ID = '00000000-0000-4000-8000-00000000eeee';
export const NOW = new Date('2026-11-10T09:00:00Z');
export const DAY = new Date('2026-12-31T20:59:59Z');
export const TOKEN = `j${'aB3'.repeat(8).slice(0, 22)}`;
export const BOT = 'exodus_bot';
export const SUPPORT = 'https://example.org/help';
const PAGE_SIZE = 6;
const PATHS_MAX = 3;

/** As many as the kit has. */
export const listOf = <T>(kit: Kit, make: (index: number) => T): T[] =>
  Array.from({ length: kit.count }, (_, i) => make(i));

export const coverageOf = ({ amount, count }: Kit): Coverage => ({
  need: amount,
  promised: amount / 4n,
  received: amount / 4n,
  missing: amount - 2n * (amount / 4n),
  intended: count > 2 ? amount / 3n : null,
});

export const requestOf = (kit: Kit, changes: Partial<RequestView> = {}): RequestView => ({
  id: ID,
  ownerId: ID,
  ownerName: kit.name,
  isOwn: false,
  kind: 'MONTHLY',
  state: 'ACTIVE',
  pauseReason: null,
  forWhom: kit.count > 1 ? 'PARENT' : 'MYSELF',
  people: Math.min(Math.max(kit.count, 1), LIMITS.people),
  title: kit.title,
  story: kit.count === 0 ? null : kit.text(LIMITS.storyLength),
  hasVoice: kit.count > 2,
  amount: kit.amount,
  dueDay: kit.count > 1 ? 20 : null,
  deadline: null,
  hasDetails: kit.count > 0,
  link: kit.count > 1 ? `https://example.org/${'a'.repeat(280)}` : null,
  reach: 3,
  coverage: coverageOf(kit),
  paths: kit.isPlain ? listOf(kit, () => [kit.name]) : Array.from({ length: PATHS_MAX }, () => [kit.name, kit.name]),
  recommenders: listOf(kit, () => kit.name),
  isRecommended: false,
  isRecentlyChanged: kit.count > 1,
  helpers: listOf(
    kit,
    () => ({ name: kit.name, promised: kit.amount, received: kit.amount }) as RequestView['helpers'][number],
  ),
  mayReopen: false,
  fromPledge: 0n,
  isLocked: false,
  ...changes,
});

export const emergencyOf = (kit: Kit, changes: Partial<RequestView> = {}): RequestView =>
  requestOf(kit, {
    id: EMERGENCY_ID,
    kind: 'EMERGENCY',
    dueDay: null,
    deadline: DAY,
    fromPledge: kit.amount,
    ...changes,
  });

export const lineOf = (kit: Kit): RequestLine => ({
  id: ID,
  ownerId: ID,
  ownerName: kit.name,
  title: kit.title,
  kind: 'EMERGENCY',
  coverage: coverageOf(kit),
});

export const promiseOf = (kit: Kit, changes: Partial<PromiseView> = {}): PromiseView => ({
  id: ID,
  side: 'given',
  counterpartId: ID,
  counterpartName: kit.count === 0 ? null : kit.name,
  counterpartTelegramId: kit.count === 0 ? null : 7_123_456_789n,
  counterpartUsername: kit.count > 1 ? 'somebody' : null,
  requestId: ID,
  requestTitle: kit.count === 0 ? null : kit.title,
  amount: kit.amount,
  confirmed: 0n,
  state: 'PROMISED',
  form: kit.count > 1 ? 'SERVICE' : 'MONEY',
  description: kit.count > 1 ? kit.text(LIMITS.descriptionLength) : null,
  note: null,
  hasNoteVoice: false,
  thanks: null,
  hasThanksVoice: false,
  dueAt: DAY,
  createdAt: NOW,
  settledAt: null,
  hasDetails: true,
  isRecordOnly: kit.count === 0,
  isFrozen: false,
  mayAsk: true,
  ...changes,
});

export const pageOfPromises = (kit: Kit, changes: Partial<PromiseView> = {}): PromisePage => ({
  promises: listOf(kit, () => promiseOf(kit, changes)).slice(0, PAGE_SIZE),
  page: 0,
  pages: Math.max(1, Math.ceil(kit.count / PAGE_SIZE)),
});

export const countsOf = ({ count }: Kit): PromiseCounts => ({
  open: count,
  'to-me': count,
  waiting: count,
  archive: count,
  unfinished: count,
});

export const archivePersonOf = (kit: Kit): ArchivePerson => ({
  id: ID,
  name: kit.count === 0 ? null : kit.name,
  promises: kit.count,
});

const WHY = ['directed', 'need-met', 'shared-evenly'] as const;

export const cardOf = (kit: Kit, changes: Partial<CardView> = {}): CardView => {
  const proposals = listOf(
    kit,
    (index): ProposalView => ({
      id: ID,
      requestId: ID,
      recipientName: kit.name,
      requestTitle: kit.title,
      amount: kit.amount,
      offered: kit.amount,
      state: 'OFFERED',
      dueAt: DAY,
      reason: { why: WHY[index % WHY.length]!, seenRequests: kit.count, kept: true, limited: true, emergency: true },
    }),
  );
  const total = kit.amount * BigInt(kit.count);
  const standing = kit.count > 1 ? { total, at: DAY } : null;
  return { id: ID, proposals, waiting: proposals, total, isCurrent: true, standing, ...changes };
};

export const directedOf = (kit: Kit, changes: Partial<DirectedPledge> = {}): DirectedPledge => ({
  id: ID,
  requestId: ID,
  recipientName: kit.count === 0 ? null : kit.name,
  requestTitle: kit.count === 0 ? null : kit.title,
  monthly: kit.count !== 1,
  amount: kit.amount,
  form: kit.count > 1 ? 'TIME' : 'MONEY',
  description: kit.count > 1 ? kit.text(LIMITS.descriptionLength) : null,
  state: kit.count === 2 ? 'PAUSED' : 'ACTIVE',
  pauseReason: null,
  canGiveNow: true,
  ...changes,
});

export const pledgeOf = (kit: Kit, changes: Partial<OpenPledge> = {}): OpenPledge => ({
  id: ID,
  amount: kit.amount,
  state: 'ACTIVE',
  scope: kit.count > 2 ? 'CHOSEN' : 'NETWORK',
  spread: 'SEVERAL',
  ceiling: kit.amount,
  ceilingNext: kit.count > 1 ? { amount: kit.amount, at: DAY } : null,
  startsAt: NOW,
  people: listOf(kit, () => ({ id: ID, name: kit.name, excluded: kit.count === 2 })),
  ...changes,
});

export const standingOf = (kit: Kit): StandingYesView | null =>
  kit.count === 0
    ? null
    : {
        monthly: kit.amount,
        perPerson: kit.amount,
        helpedEarlier: kit.count > 1,
        people: listOf(kit, () => ({ id: ID, name: kit.name })),
        expiresAt: DAY,
      };

const DIGEST_ROWS_MAX = 6;

export const digestOf = (kit: Kit): DigestView => ({
  openPromises: kit.count,
  toConfirm: kit.count,
  unconfirmed: kit.count,
  preview: listOf(kit, () => ({ requestId: ID, name: kit.name, amount: kit.amount })).slice(0, DIGEST_ROWS_MAX),
});

export const settingsOf = (kit: Kit, language: Language): Settings => ({
  language,
  timezone: kit.count > 1 ? 'America/Argentina/Buenos_Aires' : 'Europe/Moscow',
  quietHours: kit.count === 0 ? { from: 0, to: 0 } : { from: 21, to: 9 },
  off: kit.count > 1 ? ['thanks', 'introduction'] : [],
  isPaused: kit.count > 1,
});

export const personOf = (kit: Kit, changes: Partial<PersonCard> = {}): PersonCard => ({
  id: ID,
  name: kit.name,
  nickname: kit.count > 1 ? kit.text(LIMITS.nicknameLength) : null,
  about: kit.count > 0 ? kit.text(LIMITS.aboutLength) : null,
  aboutLink: kit.count > 0 ? `https://example.org/${'a'.repeat(kit.isPlain ? 5 : 130)}` : null,
  how: 'contact',
  contact: { since: NOW, origin: 'INVITE', through: kit.count > 1 ? kit.name : null },
  paths: [],
  sharedTitle: null,
  request: lineOf(kit),
  hasHelped: true,
  writing: 'direct',
  mayBeIntroduced: true,
  ...changes,
});

export const detailOf = (kit: Kit): OwnDetail => ({
  id: ID,
  name: kit.count === 0 ? '' : kit.text(LIMITS.detailNameLength),
  value: kit.text(LIMITS.detailValueLength),
  isDefault: kit.count > 1,
  isInUse: kit.count > 1,
  openings: kit.count,
  changedAt: NOW,
});

export const linkOf = (kit: Kit, kind: OwnLink['kind']): OwnLink => ({
  id: ID,
  kind,
  token: TOKEN,
  uses: kit.count,
  usesMax: LIMITS.inviteUses,
  expiresAt: DAY,
  requestTitle: kind === 'HELP' ? kit.title : null,
});

export const overviewOf = (kit: Kit): Overview => ({
  members: kit.count,
  requests: kit.count,
  cycle: { id: '2026-11', endsAt: DAY },
  cards: { delivered: kit.count, answered: kit.count },
  queues: {
    inbox: { depth: kit.count, oldestSeconds: 60 * kit.count },
    outbox: { depth: kit.count, oldestSeconds: 0 },
  },
  jobs: { all: 21, silent: kit.count },
  openReports: kit.count,
  troubles: [
    { kind: 'job' as const, about: 'deliver-cards' },
    { kind: 'queue' as const, about: 'inbox' },
    { kind: 'queue' as const, about: 'outbox' },
    { kind: 'invariant' as const, about: 'I3' },
    { kind: 'backup' as const, about: 'backup' },
  ].slice(0, kit.count),
  broadcast: kit.count === 0 ? null : { id: ID, people: kit.count, sent: kit.count, waiting: kit.count },
});

export const myDataOf = (kit: Kit, language: Language): MyData => ({
  file: {
    member: { telegramId: '7123456789', name: kit.name, language, joinedAt: NOW.toISOString() },
    ceiling: kit.count === 0 ? null : String(kit.amount),
    contacts: listOf(kit, () => ({ name: kit.name, since: NOW.toISOString() })),
    requests: listOf(kit, () => ({ title: kit.title, amount: String(kit.amount), state: 'ACTIVE' })),
    pledges: ['ACTIVE', 'PAUSED', 'CLOSED', 'WITHDRAWN'].slice(0, kit.count).map((state) => ({ amount: '100', state })),
    proposals: [],
    promises: listOf(kit, () => ({
      direction: 'given',
      counterpart: kit.name,
      amount: String(kit.amount),
      dueAt: DAY.toISOString(),
      state: 'CONFIRMED',
    })),
    recommendations: [],
    paymentDetails: listOf(kit, () => ({ name: kit.title, value: kit.text(LIMITS.detailValueLength) })),
    notices: [],
  },
  username: kit.count > 1 ? 'somebody' : null,
  timezone: 'Europe/Moscow',
  quietHours: { from: 21, to: 9 },
  about: kit.count > 0 ? kit.text(LIMITS.aboutLength) : null,
  aboutLink: null,
  nicknames: listOf(kit, () => kit.text(LIMITS.nicknameLength)),
  blocked: kit.count,
  helpers: listOf(kit, () => ({ grantId: ID, name: kit.name, scope: 'BOTH' as const, endsAt: DAY })),
  helped: [],
  stories: listOf(kit, () => ({ title: kit.title, story: kit.text(LIMITS.storyLength), hasVoice: true })),
  words: listOf(kit, () => kit.text(LIMITS.thanksLength)),
  chosen: listOf(kit, () => kit.name),
  excluded: listOf(kit, () => kit.name),
  standingYes:
    kit.count === 0
      ? null
      : {
          monthly: kit.amount,
          perPerson: kit.amount,
          helpedEarlier: true,
          people: listOf(kit, () => ({ id: ID, name: kit.name })),
          expiresAt: DAY,
        },
  measureNext: kit.count === 0 ? null : kit.amount,
  links: kit.count,
  reports: kit.count,
  switchedOff: kit.count === 0 ? [] : ['thanks', 'announcement'],
});

export const mapOf = (kit: Kit): NetworkMap => ({
  me: { id: ID, name: kit.name },
  people: listOf(kit, (index) => ({
    id: ID,
    name: kit.name,
    how: 'contact' as const,
    request: index % 2 === 0 ? { title: kit.title, kind: 'MONTHLY' as const, coverage: coverageOf(kit) } : null,
    via: index > 2 ? [kit.name, kit.name] : [],
  })),
  rest: kit.count,
  links: [],
});

export const monthOf = (kit: Kit): MyMonth => {
  const row = (name: string | null): MonthRow => ({
    name,
    promised: kit.amount,
    handedOver: kit.amount,
    confirmed: kit.amount,
  });
  const rows = [...listOf(kit, () => row(kit.name)), ...(kit.count > 1 ? [row(null)] : [])];
  return {
    startsAt: NOW,
    endsAt: DAY,
    pledged: kit.count === 0 ? null : kit.amount,
    giving: rows,
    request: kit.count === 0 ? null : { title: kit.title, coverage: coverageOf(kit), helpers: rows },
  };
};
