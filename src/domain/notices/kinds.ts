import type { NoticeClass } from '../../generated/prisma/enums.ts';

/**
 * Every kind of message the bot sends by itself (2-surface, Notices). `must` cannot be switched off;
 * `digest` may be gathered.
 */
export const NOTICE_KINDS = {
  'newcomer-joined': 'USEFUL',
  'contact-asks': 'USEFUL',
  'emergency-alert': 'MUST',
  'emergency-morning': 'MUST',
  'emergency-completed': 'USEFUL',
  'emergency-deadline': 'MUST',
  'promises-unreported': 'USEFUL',
  'request-covered': 'USEFUL',
  'still-needed': 'USEFUL',
  'recommended-request': 'USEFUL',
  'request-recommended': 'USEFUL',
  'recommend-again': 'USEFUL',
  'recommendation-expires': 'USEFUL',
  'nobody-opened': 'USEFUL',
  introduction: 'USEFUL',
  'proposals-card': 'MUST',
  'proposals-reminder': 'USEFUL',
  'promise-made': 'MUST',
  'handed-over': 'MUST',
  'not-arrived': 'MUST',
  confirmed: 'USEFUL',
  thanks: 'USEFUL',
  released: 'MUST',
  'let-go': 'MUST',
  'request-closed': 'USEFUL',
  'asker-summary': 'DIGEST',
  'month-digest': 'DIGEST',
  'promise-date-near': 'USEFUL',
  'please-hand-over': 'USEFUL',
  'details-opened': 'USEFUL',
  'confirmation-nudge': 'USEFUL',
  'unconfirmed-help': 'DIGEST',
  'pledge-paused': 'MUST',
  'pledge-made': 'USEFUL',
  'pledge-returned': 'USEFUL',
  'pledge-offer': 'USEFUL',
  'standing-yes-used': 'MUST',
  'worth-more': 'USEFUL',
  'may-i-write': 'USEFUL',
  'may-write': 'USEFUL',
  'abuse-reported': 'MUST',
  'job-failing': 'MUST',
  trouble: 'MUST',
  'trouble-over': 'MUST',
  announcement: 'USEFUL',
  'helper-offered': 'MUST',
  'helper-accepted': 'USEFUL',
  'unlock-asked': 'MUST',
  unlocked: 'MUST',
  'deletion-scheduled': 'MUST',
} as const satisfies Record<string, NoticeClass>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export const isNoticeKind = (text: string): text is NoticeKind => Object.hasOwn(NOTICE_KINDS, text);

const ALL = Object.keys(NOTICE_KINDS) as NoticeKind[];

/** The kinds that a member may switch off: all but those of class `must`, in the order of the settings. */
export const SWITCHABLE_KINDS: readonly NoticeKind[] = ALL.filter((kind) => NOTICE_KINDS[kind] !== 'MUST');

export const isSwitchable = (text: string): text is NoticeKind => isNoticeKind(text) && NOTICE_KINDS[text] !== 'MUST';
