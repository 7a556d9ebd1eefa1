// Screens about oneself, about people and about requests; the names are those of the exports, and a test compares them.
import { LIMITS } from '../../src/domain/rules.ts';
import type { Screen } from '../../src/telegram/screen.ts';
import * as cardHelp from '../../src/telegram/screens/card-help.ts';
import * as help from '../../src/telegram/screens/help.ts';
import * as helpLinks from '../../src/telegram/screens/help-links.ts';
import * as home from '../../src/telegram/screens/home.ts';
import * as info from '../../src/telegram/screens/info.ts';
import * as introductions from '../../src/telegram/screens/introductions.ts';
import * as links from '../../src/telegram/screens/links.ts';
import * as lock from '../../src/telegram/screens/lock.ts';
import * as details from '../../src/telegram/screens/payment-details.ts';
import * as people from '../../src/telegram/screens/people.ts';
import * as recommendations from '../../src/telegram/screens/recommendations.ts';
import * as requests from '../../src/telegram/screens/requests.ts';
import * as rights from '../../src/telegram/screens/rights.ts';
import * as settings from '../../src/telegram/screens/settings.ts';
import * as undo from '../../src/telegram/screens/undo.ts';
import { type Cases, introductionOf, reportOf } from './cases.ts';
import { OPERATORS, PICTURES, PLEDGES, PROMISES } from './giving.ts';
import { HELPING, helpsOf } from './helping.ts';
import type { Kit } from './kits.ts';
import * as view from './views.ts';

const { BOT, DAY, ID, NOW, SUPPORT, TOKEN } = view;

const above = (note: string, screen: Screen): Screen => ({ ...screen, text: `${note}\n\n${screen.text}` });
const people3 = (kit: Kit) => view.listOf(kit, () => ({ id: ID, name: kit.name }));

const ABOUT_ME: Readonly<Record<string, Cases>> = {
  homeScreen: (words, kit) => {
    const { title, state, coverage } = view.requestOf(kit);
    const { need, received } = coverage;
    const request = kit.count === 0 ? null : { title, state, need, received };
    const own = kit.count === 0 ? null : view.pledgeOf(kit);
    const screen = home.homeScreen(words, {
      request,
      pledge: own,
      openPromises: kit.count,
      waitingCard: kit.count > 1 ? ID : null,
      isPaused: kit.count > 2,
      helping: helpsOf(kit),
    });
    const paused = home.homeScreen(words, {
      request: { title, state: 'PAUSED', need, received },
      pledge: view.pledgeOf(kit, { state: 'PAUSED' }),
      openPromises: kit.count,
      waitingCard: null,
      isPaused: true,
      helping: [],
    });
    const empty = { request: null, pledge: null, openPromises: 0, waitingCard: null, isPaused: false, helping: [] };
    const first = home.homeScreen(words, empty);
    const { name } = kit;
    return {
      '': screen,
      paused,
      'first run, alone': above(words.html('welcome-alone', { name }), first),
      'first run, by a dead link': above(
        `${words.html('invite-dead')}\n\n${words.html('welcome-alone', { name })}`,
        first,
      ),
      'first run, by a link': above(words.html('welcome-invited', { name, issuer: name }), first),
    };
  },
  withUndoButton: (words, kit) => {
    const mine = view.settingsOf(kit, words.language);
    return {
      '': undo.withUndoButton(words, info.noteScreen(words, words.html('pledge-withdrawn')), ID),
      settings: undo.withUndoButton(words, settings.timeScreen(words, mine, NOW, words.html('settings-now')), ID),
      'put back': above(words.html('undone-QUIET_HOURS'), settings.timeScreen(words, mine, NOW)),
    };
  },
  rulesScreen: (words) => ({ '': info.rulesScreen(words) }),
  privacyScreen: (words) => ({ '': info.privacyScreen(words) }),
  languageScreen: (words) => ({ '': info.languageScreen(words) }),
  noteScreen: (words) => ({ '': info.noteScreen(words, words.html('neutral')) }),
  helpScreen: (words) => ({ '': help.helpScreen(words, SUPPORT), 'page 2': help.helpScreen(words, null, 1) }),
  helpTopicScreen: (words) =>
    Object.fromEntries(help.HELP_TOPICS.map((topic) => [topic, help.helpTopicScreen(words, topic, SUPPORT)])),
  cardHelpScreen: (words) =>
    Object.fromEntries(cardHelp.OWN_CARD_NAMES.map((card) => [card, cardHelp.cardHelpScreen(words, card)])),
  recordHelpScreen: (words) =>
    Object.fromEntries(cardHelp.RECORD_CARD_NAMES.map((card) => [card, cardHelp.recordHelpScreen(words, card, ID)])),
  helpSearchScreen: (words, kit) => ({
    found: help.helpSearchScreen(words, words.plain('short-PROMISED'), null),
    none: help.helpSearchScreen(words, kit.text(LIMITS.titleLength), null),
  }),
  myDataScreen: (words, kit) => {
    const data = view.myDataOf(kit, words.language);
    return { '': rights.myDataScreen(words, data, 0), 'last page': rights.myDataScreen(words, data, 999) };
  },
  deleteScreen: (words) => ({ '': rights.deleteScreen(words) }),
  leavingScreen: (words) => ({ '': rights.leavingScreen(words, DAY) }),
  settingsScreen: (words, kit) => {
    const mine = view.settingsOf(kit, words.language);
    const help = { helpers: helpsOf(kit), wasHelped: true };
    return {
      '': settings.settingsScreen(words, mine, NOW, kit.count > 1 ? words.html('pause-all-now') : null),
      helped: settings.settingsScreen(words, mine, NOW, words.html('help-stopped-now'), help),
    };
  },
  timeScreen: (words, kit) => ({
    '': settings.timeScreen(words, view.settingsOf(kit, words.language), NOW, words.html('settings-now')),
  }),
  zonesScreen: (words) =>
    Object.fromEntries(
      [0, 1, 2, 3].map((page) => [`page ${page + 1}`, settings.zonesScreen(words, 'Europe/Moscow', page)]),
    ),
  quietScreen: (words, kit) => ({ '': settings.quietScreen(words, view.settingsOf(kit, words.language).quietHours) }),
  switchesScreen: (words) =>
    Object.fromEntries(
      [0, 1, 2, 3, 4, 5, 6].map((page) => [`page ${page + 1}`, settings.switchesScreen(words, ['thanks'], page)]),
    ),
  pauseAllScreen: (words) => ({ '': settings.pauseAllScreen(words) }),
  lockScreen: (words, kit) => {
    const asked = { witnesses: kit.count, unlocksAt: DAY, askAgainAt: DAY };
    return {
      open: lock.lockScreen(words, null, NOW),
      locked: lock.lockScreen(words, { lockedAt: NOW, ask: null }, NOW),
      asked: lock.lockScreen(words, { lockedAt: NOW, ask: asked }, NOW),
      doubted: lock.lockScreen(words, { lockedAt: NOW, ask: { ...asked, unlocksAt: null } }, NOW),
    };
  },
  unlockQuestionScreen: (words, { name }) => ({
    '': lock.unlockQuestionScreen(words, { askId: ID, name, mine: 'ASKED' }),
    'after a no': lock.unlockQuestionScreen(words, { askId: ID, name, mine: 'NO' }),
  }),
  unlockOverScreen: (words) => ({ '': lock.unlockOverScreen(words) }),
};

const PEOPLE: Readonly<Record<string, Cases>> = {
  networkScreen: (words, kit) => ({
    '': people.networkScreen(words, { contacts: kit.count, requests: view.listOf(kit, () => view.lineOf(kit)) }, 0),
    'the last page': people.networkScreen(
      words,
      { contacts: kit.count, requests: view.listOf(kit, () => view.lineOf(kit)) },
      99,
    ),
  }),
  peopleScreen: (words, kit) =>
    Object.fromEntries(
      (['all', 'helped', 'helping'] as const).map((filter) => {
        const seen = view.listOf(kit, () => ({ id: ID, name: kit.name, how: 'contact' as const }));
        return [filter, people.peopleScreen(words, filter, seen, 0)];
      }),
    ),
  personScreen: (words, kit) => {
    const { name } = kit;
    const tie = (origin: 'INVITE' | 'INTRODUCTION' | 'HELP') =>
      view.personOf(kit, { contact: { since: NOW, origin, through: null } });
    const stranger = { contact: null, nickname: null, writing: 'asked' as const };
    return {
      '': people.personScreen(words, view.personOf(kit)),
      invited: people.personScreen(words, tie('INVITE'), words.html('nickname-now')),
      introduced: people.personScreen(words, tie('INTRODUCTION')),
      helped: people.personScreen(words, tie('HELP')),
      'beyond ring 1': people.personScreen(
        words,
        view.personOf(kit, { ...stranger, paths: [[name, name]] }),
        words.html('may-write-asked', { name }),
      ),
      recommends: people.personScreen(
        words,
        view.personOf(kit, { ...stranger, how: 'recommends', sharedTitle: kit.title }),
      ),
      circle: people.personScreen(words, view.personOf(kit, { ...stranger, how: 'circle', sharedTitle: kit.title })),
    };
  },
  personEditScreen: (words, kit) => ({ '': people.personEditScreen(words, view.personOf(kit)) }),
  writeToScreen: (words, { name, count }) => ({
    '': people.writeToScreen(words, ID, { name, telegramId: 7_123_456_789n, username: count > 1 ? 'somebody' : null }),
  }),
  aboutScreen: (words, kit) => {
    const { about, aboutLink: link } = view.personOf(kit);
    return { '': people.aboutScreen(words, { name: kit.name, about, link }, words.html('about-now')) };
  },
  shutOutScreen: (words, kit) => {
    const rows = view.listOf(kit, (index) => ({
      id: ID,
      name: kit.name,
      kind: index % 2 === 0 ? ('blocked' as const) : ('broken' as const),
      isWanted: true,
    }));
    return { '': people.shutOutScreen(words, rows, 0, words.html('want-back-waiting', { name: kit.name })) };
  },
  reportCaseScreen: (words, kit) => ({ '': people.reportCaseScreen(words, reportOf(kit)) }),
  introduceScreen: (words, kit) => {
    const asked = words.html('introduce-asked', { name: kit.name, other: kit.name });
    return {
      '': introductions.introduceScreen(
        words,
        { newcomer: { id: ID, name: kit.name }, others: people3(kit) },
        0,
        asked,
      ),
    };
  },
  introductionScreen: (words, kit) => ({ '': introductions.introductionScreen(words, introductionOf(kit)) }),
  inviteScreen: (words, { count }) => ({
    '': info.inviteScreen(words, `https://t.me/${BOT}?start=${TOKEN}`, DAY, count),
  }),
  inviteAskScreen: (words, { name }) => ({ '': info.inviteAskScreen(words, name, TOKEN) }),
  linksScreen: (words, kit) => {
    const mine = view.listOf(kit, (index) => view.linkOf(kit, index % 2 === 0 ? 'JOIN' : 'HELP'));
    return { '': links.linksScreen(words, mine, 0, words.html('links-revoked', { count: kit.count })) };
  },
  linkScreen: (words, kit) => ({
    '': links.linkScreen(words, view.linkOf(kit, 'JOIN'), BOT),
    'to a request': links.linkScreen(words, view.linkOf(kit, 'HELP'), BOT),
  }),
  helpLinkScreen: (words, kit) => {
    const link = { token: TOKEN, expiresAt: DAY };
    const uses = { uses: kit.count, living: kit.count };
    return {
      '': helpLinks.helpLinkScreen(words, view.requestOf(kit), { link, uses: null, botUsername: BOT }),
      own: helpLinks.helpLinkScreen(words, view.requestOf(kit, { isOwn: true }), { link, uses, botUsername: BOT }),
    };
  },
  helpPreviewScreen: (words, { name, title, amount }) => ({
    '': helpLinks.helpPreviewScreen(
      words,
      { issuerName: name, askerName: name, title, kind: 'EMERGENCY', amount },
      TOKEN,
    ),
  }),
};

const FOR_WHOM = ['MYSELF', 'CHILD', 'PARENT', 'OTHER', 'WORK'] as const;

const REQUESTS: Readonly<Record<string, Cases>> = {
  requestScreen: (words, kit) => {
    const connected = words.html('help-link-connected', { issuer: kit.name });
    const { coverage } = view.requestOf(kit);
    return {
      ...Object.fromEntries(
        FOR_WHOM.map((forWhom) => [forWhom, requests.requestScreen(words, view.requestOf(kit, { forWhom }))]),
      ),
      'with a note': requests.requestScreen(words, view.requestOf(kit), connected),
      recommended: requests.requestScreen(words, view.requestOf(kit, { isRecommended: true })),
      'after 🗣': requests.requestScreen(words, view.requestOf(kit), words.html('recommend-done'), ID),
      covered: requests.requestScreen(words, view.requestOf(kit, { coverage: { ...coverage, missing: 0n } })),
      emergency: requests.requestScreen(words, view.emergencyOf(kit), connected),
      paused: requests.requestScreen(words, view.requestOf(kit, { state: 'PAUSED' })),
    };
  },
  storyScreen: (words, kit) => ({
    '': requests.storyScreen(words, view.requestOf(kit)),
    own: requests.storyScreen(words, view.requestOf(kit, { isOwn: true })),
  }),
  helpersScreen: (words, kit) => ({ '': requests.helpersScreen(words, view.requestOf(kit), 0) }),
  ownRequestScreen: (words, kit) => {
    const own = (changes: Parameters<typeof view.requestOf>[1]) =>
      requests.ownRequestScreen(words, view.requestOf(kit, { isOwn: true, paths: [], ...changes }));
    const others = [{ id: ID, title: kit.title, kind: 'MONTHLY' as const }];
    const emergency = view.emergencyOf(kit, { isOwn: true, paths: [] });
    return {
      '': own({}),
      'after a change': above(words.html('request-details-changed'), own({})),
      emergency: requests.ownRequestScreen(words, emergency, others),
      paused: own({ state: 'PAUSED', pauseReason: 'OWNER' }),
      silent: own({ state: 'PAUSED', pauseReason: 'SILENCE' }),
      held: own({ state: 'PAUSED', pauseReason: 'EMERGENCY' }),
      locked: own({ isLocked: true }),
      closed: own({ state: 'CLOSED', mayReopen: true }),
    };
  },
  requestChangeScreen: (words, kit) => ({ '': requests.requestChangeScreen(words, view.requestOf(kit)) }),
  requestChangeMoreScreen: (words, kit) => ({ '': requests.requestChangeMoreScreen(words, view.requestOf(kit)) }),
  recommendScreen: (words, kit) => ({
    '': recommendations.recommendScreen(words, view.requestOf(kit, { paths: [] })),
    'goes no further': recommendations.recommendScreen(words, view.requestOf(kit, { paths: [], reach: 1 })),
  }),
  recommendPeopleScreen: (words, kit) => ({
    '': recommendations.recommendPeopleScreen(words, view.requestOf(kit), LIMITS.people),
  }),
  ownRecommendationScreen: (words, kit) => {
    const own = { reason: 'NEIGHBOUR' as const, expiresAt: DAY, isLiving: true, peopleConfirmed: null };
    const renewed = words.html('recommend-renewed');
    return {
      '': recommendations.ownRecommendationScreen(words, view.requestOf(kit), own, renewed),
      old: recommendations.ownRecommendationScreen(words, view.requestOf(kit), { ...own, isLiving: false }),
    };
  },
  myDetailsScreen: (words, kit) => {
    const mine = view.listOf(kit, () => view.detailOf(kit));
    return {
      '': details.myDetailsScreen(words, mine, kit.count > 1 ? ID : null, 0),
      'without a request': details.myDetailsScreen(words, mine, null, 0),
    };
  },
  detailScreen: (words, kit) => ({
    '': details.detailScreen(words, view.detailOf(kit), words.html('detail-changed-used')),
  }),
  detailsLogScreen: (words, kit) => {
    const name = kit.count === 2 ? null : kit.name;
    const rows = view.listOf(kit, () => ({ name, detailName: kit.title, promiseId: ID, at: NOW }));
    return { '': details.detailsLogScreen(words, rows, 0) };
  },
};

/** Screen functions by name, in groups as a reader looks for them. */
export const SCREENS: Readonly<Record<string, Readonly<Record<string, Cases>>>> = {
  'About me': ABOUT_ME,
  'People and links': PEOPLE,
  Requests: REQUESTS,
  'Help with the bot': HELPING,
  'Intentions and the card': PLEDGES,
  Promises: PROMISES,
  Operators: OPERATORS,
  'Captions of pictures': PICTURES,
};

/** Functions that make the screens of notices: they are shown kind by kind. */
export const NOTICE_SCREENS = [
  'noticeScreen',
  'networkNoticeScreen',
  'peopleNoticeScreen',
  'pledgeNoticeScreen',
  'requestNoticeScreen',
];
