// Every kind of notice, with what makes its text differ.
import type { NoticeKind } from '../../src/domain/notices/kinds.ts';
import type { NoticeView } from '../../src/domain/notices/views.ts';
import { LIMITS } from '../../src/domain/rules.ts';
import { noticeScreen } from '../../src/telegram/screens/notices.ts';
import { type Cases, introductionOf, reportOf } from './cases.ts';
import { helpOf } from './helping.ts';
import type { Kit } from './kits.ts';

import * as view from './views.ts';

const { BOT, DAY, ID, NOW, TOKEN } = view;

type Views = (kit: Kit) => Readonly<Record<string, NoticeView>>;
type PromiseNoticeView = Extract<NoticeView, { hasRest: boolean }>;

const promised =
  (kind: PromiseNoticeView['kind'], changes: Parameters<typeof view.promiseOf>[1] = {}): Views =>
  (kit) => ({ '': { kind, promise: view.promiseOf(kit, changes), hasRest: false } });

const said = (kit: Kit) => ({ note: kit.text(LIMITS.thanksLength), hasNoteVoice: true });

const asking =
  (kind: 'contact-asks' | 'emergency-alert'): Views =>
  (kit) => ({
    '': {
      kind,
      request: kind === 'contact-asks' ? view.requestOf(kit, { paths: [] }) : view.emergencyOf(kit, { paths: [] }),
    },
    recommended: { kind, request: view.emergencyOf(kit, { isRecommended: true }) },
  });

const ended =
  (kind: 'request-closed' | 'emergency-completed' | 'emergency-deadline'): Views =>
  (kit) => {
    const helper = {
      requestKind: 'MONTHLY' as const,
      isOwn: false,
      title: kit.title,
      ownerName: kit.count === 0 ? '' : kit.name,
      outcome: kit.count === 0 ? null : kit.text(LIMITS.thanksLength),
      need: kit.amount,
      received: kit.amount,
      open: kit.amount,
      openUntil: DAY,
      letGo: kit.amount,
    };
    const emergency = { ...helper, requestKind: 'EMERGENCY' as const };
    return {
      '': { kind, ended: kind === 'request-closed' ? helper : emergency },
      emergency: { kind, ended: emergency },
      ...(kind === 'request-closed' ? {} : { own: { kind, ended: { ...emergency, isOwn: true, letGo: 0n } } }),
    };
  };

const PROMISES_MAX = 6;

const NOTICES: Readonly<Record<NoticeKind, Views>> = {
  'newcomer-joined': ({ name }) => ({ '': { kind: 'newcomer-joined', name, introducible: ID } }),
  'contact-asks': asking('contact-asks'),
  'emergency-alert': asking('emergency-alert'),
  'emergency-morning': (kit) => ({ '': { kind: 'emergency-morning', request: view.emergencyOf(kit) } }),
  'emergency-completed': ended('emergency-completed'),
  'emergency-deadline': ended('emergency-deadline'),
  'request-closed': ended('request-closed'),
  'promises-unreported': (kit) => ({
    '': {
      kind: 'promises-unreported',
      title: kit.title,
      promises: view.listOf(kit, () => ({ id: ID, name: kit.name, amount: kit.amount })),
    },
  }),
  'request-covered': (kit) => ({ '': { kind: 'request-covered', request: view.requestOf(kit) } }),
  'still-needed': (kit) => ({ '': { kind: 'still-needed', request: view.requestOf(kit) } }),
  'recommended-request': (kit) => ({ '': { kind: 'recommended-request', request: view.requestOf(kit) } }),
  'request-recommended': (kit) => ({
    '': { kind: 'request-recommended', request: view.requestOf(kit), name: kit.name },
    'by somebody unseen': { kind: 'request-recommended', request: view.requestOf(kit), name: null },
  }),
  'recommend-again': (kit) => ({ '': { kind: 'recommend-again', request: view.requestOf(kit) } }),
  'recommendation-expires': (kit) => ({
    '': { kind: 'recommendation-expires', request: view.requestOf(kit), expiresAt: DAY },
  }),
  'nobody-opened': (kit) => ({
    '': { kind: 'nobody-opened', request: view.requestOf(kit), token: TOKEN },
    'without a link': { kind: 'nobody-opened', request: view.requestOf(kit), token: null },
  }),
  introduction: (kit) => ({ '': { kind: 'introduction', introduction: introductionOf(kit) } }),
  'proposals-card': (kit) => ({ '': { kind: 'proposals-card', card: view.cardOf(kit) } }),
  'proposals-reminder': (kit) => ({ '': { kind: 'proposals-reminder', card: view.cardOf(kit) } }),
  'promise-made': promised('promise-made', { side: 'received' }),
  'handed-over': (kit) => ({
    '': {
      kind: 'handed-over',
      promise: view.promiseOf(kit, { side: 'received', state: 'REPORTED', ...said(kit) }),
      hasRest: false,
    },
  }),
  'not-arrived': promised('not-arrived'),
  confirmed: (kit) => {
    const promise = view.promiseOf(kit, { state: 'CONFIRMED' });
    return { '': { kind: 'confirmed', promise, hasRest: false }, part: { kind: 'confirmed', promise, hasRest: true } };
  },
  thanks: (kit) => {
    const thanks = kit.text(LIMITS.thanksLength);
    return {
      '': { kind: 'thanks', promise: view.promiseOf(kit, { state: 'CONFIRMED', thanks }), hasRest: false },
      voice: {
        kind: 'thanks',
        promise: view.promiseOf(kit, { state: 'CONFIRMED', hasThanksVoice: true }),
        hasRest: false,
      },
    };
  },
  released: (kit) => ({
    '': { kind: 'released', promise: view.promiseOf(kit, { side: 'received', state: 'RELEASED' }), hasRest: false },
    'by the house': { kind: 'released', promise: view.promiseOf(kit, { state: 'RELEASED' }), hasRest: false },
  }),
  'let-go': promised('let-go', { state: 'FORGIVEN' }),
  'asker-summary': (kit) => ({ '': { kind: 'asker-summary', request: view.requestOf(kit, { isOwn: true }) } }),
  'month-digest': (kit) => ({ '': { kind: 'month-digest', digest: view.digestOf(kit) } }),
  'promise-date-near': promised('promise-date-near'),
  'please-hand-over': promised('please-hand-over'),
  'details-opened': promised('details-opened', { side: 'received' }),
  'confirmation-nudge': (kit) => ({
    '': {
      kind: 'confirmation-nudge',
      promise: view.promiseOf(kit, { side: 'received', state: 'REPORTED', ...said(kit) }),
      hasRest: false,
    },
  }),
  'unconfirmed-help': (kit) => ({
    '': { kind: 'unconfirmed-help', promises: view.listOf(kit, () => view.promiseOf(kit, { state: 'UNCONFIRMED' })) },
  }),
  'pledge-paused': (kit) => ({ '': { kind: 'pledge-paused', pledge: view.pledgeOf(kit) } }) as ReturnType<Views>,
  'pledge-made': (kit) => ({ '': { kind: 'pledge-made', request: view.requestOf(kit), count: kit.count } }),
  'pledge-returned': (kit) => ({
    '': {
      kind: 'pledge-returned',
      rows: view.listOf(kit, () => ({ requestId: ID, name: kit.name, amount: kit.amount })).slice(0, PROMISES_MAX),
    },
  }),
  'pledge-offer': (kit) => ({
    '': {
      kind: 'pledge-offer',
      pledges: view.listOf(kit, () => view.directedOf(kit, { description: kit.text(LIMITS.descriptionLength) })),
    },
  }),
  'standing-yes-used': (kit) => ({
    '': { kind: 'standing-yes-used', promises: view.listOf(kit, () => view.promiseOf(kit)) },
  }),
  'worth-more': (kit) => ({ '': { kind: 'worth-more', promise: view.promiseOf(kit), worth: kit.amount } }),
  'may-i-write': ({ name }) => ({ '': { kind: 'may-i-write', fromId: ID, name } }),
  'may-write': ({ name }) => ({
    '': { kind: 'may-write', account: { name, telegramId: 7_123_456_789n, username: null } },
  }),
  'abuse-reported': (kit) => ({ '': { kind: 'abuse-reported', report: reportOf(kit) } }),
  'job-failing': ({ count }) => ({
    '': {
      kind: 'job-failing',
      failing: { job: 'deliver-cards', error: 'Error', lastSuccessAt: count === 0 ? null : NOW },
    },
  }),
  trouble: () => ({ '': { kind: 'trouble', incident: { kind: 'job', about: 'deliver-cards', since: NOW } } }),
  'trouble-over': () => ({ '': { kind: 'trouble-over', incident: { kind: 'backup', about: 'backup', since: NOW } } }),
  announcement: (kit) => ({ '': { kind: 'announcement', text: kit.text(LIMITS.announcementLength) } }),
  'helper-offered': (kit) => ({
    '': { kind: 'helper-offered', help: helpOf(kit, kit.count > 1 ? 'BOTH' : 'REQUEST') },
    promises: { kind: 'helper-offered', help: helpOf(kit, 'PROMISES') },
  }),
  'helper-accepted': (kit) => ({ '': { kind: 'helper-accepted', help: helpOf(kit, 'BOTH') } }),
  'unlock-asked': ({ name }) => ({ '': { kind: 'unlock-asked', question: { askId: ID, name, mine: 'ASKED' } } }),
  unlocked: () => ({ '': { kind: 'unlocked' } }),
  'deletion-scheduled': () => ({ '': { kind: 'deletion-scheduled', eraseAt: DAY } }),
};

/** Screens of notices by kind. */
export const NOTICE_CASES: Readonly<Record<string, Cases>> = Object.fromEntries(
  Object.entries(NOTICES).map(([kind, views]): [string, Cases] => [
    kind,
    (words, kit) =>
      Object.fromEntries(Object.entries(views(kit)).map(([name, one]) => [name, noticeScreen(words, one, BOT)])),
  ]),
);
