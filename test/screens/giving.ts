// Screens of intentions, of the month's card, of promises, of operators, and the words below pictures.
import { LIMITS } from '../../src/domain/rules.ts';
import { pack } from '../../src/telegram/callbacks.ts';
import { monthCaption, networkCaption } from '../../src/telegram/pictures/captions.ts';
import * as admin from '../../src/telegram/screens/admin.ts';
import * as card from '../../src/telegram/screens/card.ts';
import * as digest from '../../src/telegram/screens/digest.ts';
import * as directed from '../../src/telegram/screens/directed.ts';
import * as info from '../../src/telegram/screens/info.ts';
import * as pledge from '../../src/telegram/screens/pledge.ts';
import * as lists from '../../src/telegram/screens/promise-lists.ts';
import * as promises from '../../src/telegram/screens/promises.ts';
import * as recommendations from '../../src/telegram/screens/recommendations.ts';
import { type Cases, reportOf } from './cases.ts';
import { sureQuestions } from './discovery.ts';
import * as view from './views.ts';

const { DAY, ID, NOW } = view;

export const PLEDGES: Readonly<Record<string, Cases>> = {
  pledgeScreen: (words, kit) => {
    const whole = { pledge: view.pledgeOf(kit), directed: kit.count, standing: 100_000_000n, now: NOW, first: DAY };
    return {
      '': pledge.pledgeScreen(words, whole, words.html('pledge-changed')),
      paused: pledge.pledgeScreen(words, { ...whole, pledge: view.pledgeOf(kit, { state: 'PAUSED', spread: 'ONE' }) }),
      later: pledge.pledgeScreen(words, { ...whole, pledge: view.pledgeOf(kit, { startsAt: DAY, spread: 'MANY' }) }),
    };
  },
  pledgeChangeScreen: (words, kit) => ({ '': pledge.pledgeChangeScreen(words, view.pledgeOf(kit)) }),
  spreadScreen: (words, kit) => {
    const whole = { pledge: view.pledgeOf(kit), directed: 0, standing: null, now: NOW, first: DAY };
    return {
      '': pledge.spreadScreen(words, whole),
      later: pledge.spreadScreen(words, { ...whole, pledge: view.pledgeOf(kit, { startsAt: DAY }) }),
    };
  },
  pledgePeopleScreen: (words, kit) => ({ '': pledge.pledgePeopleScreen(words, view.pledgeOf(kit)) }),
  standingYesScreen: (words, kit) => ({
    '': pledge.standingYesScreen(words, view.standingOf(kit), words.html('standing-set-now')),
  }),
  directedListScreen: (words, kit) => {
    const mine = view.listOf(kit, () => view.directedOf(kit));
    return {
      '': directed.directedListScreen(words, mine, 0, true),
      'without an open pledge': directed.directedListScreen(words, mine, 0, false),
    };
  },
  directedScreen: (words, kit) => ({
    '': directed.directedScreen(words, view.directedOf(kit), words.html('pledge-paused-now')),
    money: directed.directedScreen(words, view.directedOf(kit, { form: 'MONEY', description: null, monthly: false })),
  }),
  pledgedScreen: (words, kit) => {
    const at = { cardAt: DAY, missing: kit.amount };
    const known = { amount: kit.amount, next: null };
    const raised = { amount: kit.amount, next: { amount: kit.amount, at: DAY } };
    return {
      first: directed.pledgedScreen(words, view.directedOf(kit), {
        ...at,
        before: { amount: null, next: null },
        after: known,
      }),
      'in kind': directed.pledgedScreen(words, view.directedOf(kit, { form: 'GOODS' }), {
        ...at,
        before: known,
        after: known,
      }),
      more: directed.pledgedScreen(words, view.directedOf(kit), { ...at, before: known, after: raised }),
    };
  },
  pledgeOfferScreen: (words, kit) => {
    const mine = view.listOf(kit, () =>
      view.directedOf(kit, { form: 'TIME', description: kit.text(LIMITS.descriptionLength) }),
    );
    return { '': directed.pledgeOfferScreen(words, mine) };
  },
  returnedScreen: (words, kit) => {
    const rows = view.listOf(kit, () => ({ requestId: ID, name: kit.name, amount: kit.amount })).slice(0, 6);
    return { '': directed.returnedScreen(words, rows) };
  },
  cardScreen: (words, kit) => {
    const reminder = words.html('notice-proposals-reminder');
    const total = words.money(kit.amount);
    const accepted = words.html('card-accepted', { count: Math.max(1, kit.count), total });
    const all = (state: 'ACCEPTED' | 'LAPSED' | 'WITHDRAWN') =>
      view.cardOf(kit, { waiting: [], proposals: view.cardOf(kit).proposals.map((row) => ({ ...row, state })) });
    const answered = all('ACCEPTED');
    return {
      '': card.cardScreen(words, view.cardOf(kit)),
      reminder: card.cardScreen(words, view.cardOf(kit), reminder),
      answered: card.cardScreen(words, answered),
      lapsed: card.cardScreen(words, all('LAPSED')),
      emptied: card.cardScreen(words, all('WITHDRAWN')),
      accepted: card.cardScreen(words, answered, `${accepted}\n${words.html('card-less-measure')}`),
      skipped: card.cardScreen(words, answered, words.html('card-skipped')),
      over: card.cardScreen(words, view.cardOf(kit, { waiting: [], isCurrent: false })),
    };
  },
  cardChangeScreen: (words, kit) => ({
    '': card.cardChangeScreen(words, view.cardOf(kit), 0),
    'the last page': card.cardChangeScreen(words, view.cardOf(kit), 99),
  }),
  whyScreen: (words, kit) => ({ '': card.whyScreen(words, view.cardOf(kit)) }),
  digestScreen: (words, kit) => ({ '': digest.digestScreen(words, view.digestOf(kit)) }),
};

const GIVEN = ['PROMISED', 'REPORTED', 'CONFIRMED', 'UNCONFIRMED', 'RELEASED', 'FORGIVEN'] as const;
const LISTS = ['open', 'to-me', 'waiting', 'archive', 'unfinished'] as const;

export const PROMISES: Readonly<Record<string, Cases>> = {
  promiseScreen: (words, kit) => {
    const said = {
      note: kit.text(LIMITS.thanksLength),
      hasNoteVoice: true,
      thanks: kit.text(LIMITS.thanksLength),
      hasThanksVoice: true,
    };
    return {
      ...Object.fromEntries(
        (['given', 'received'] as const).flatMap((side) =>
          GIVEN.map((state) => [
            `${side} ${state}`,
            promises.promiseScreen(words, view.promiseOf(kit, { side, state })),
          ]),
        ),
      ),
      'with words': promises.promiseScreen(words, view.promiseOf(kit, { state: 'CONFIRMED', ...said })),
      'just confirmed': promises.promiseScreen(
        words,
        view.promiseOf(kit, { side: 'received', state: 'CONFIRMED', ...said, thanks: null, hasThanksVoice: false }),
        words.html('confirmed-worth', { name: kit.name }),
      ),
      frozen: promises.promiseScreen(words, view.promiseOf(kit, { isFrozen: true })),
    };
  },
  withShareQuestion: (words, kit) => {
    const { name, title } = kit;
    const said = words.html('help-done', { name: view.promiseOf(kit).counterpartName ?? '' });
    const screen = promises.promiseScreen(words, view.promiseOf(kit), said);
    return { '': recommendations.withShareQuestion(words, screen, { requestId: ID, title, ownerName: name }) };
  },
  sureScreen: (words, kit) =>
    Object.fromEntries(
      sureQuestions().map((key) => [
        key,
        promises.sureScreen(words, words.html(key, { name: kit.name }), pack('home'), pack('home')),
      ]),
    ),
  detailsScreen: (words, kit) => {
    const { name, value } = view.detailOf(kit);
    const given = view.promiseOf(kit);
    return {
      '': promises.detailsScreen(words, given, { name, value, isRecentlyChanged: true }),
      none: promises.detailsScreen(words, given, null),
    };
  },
  writeScreen: (words, kit) => ({ '': promises.writeScreen(words, view.promiseOf(kit)) }),
  promisesScreen: (words, kit) =>
    Object.fromEntries(
      LISTS.map((list) => [
        list,
        lists.promisesScreen(
          words,
          list,
          view.pageOfPromises(kit, list === 'open' ? {} : { state: 'REPORTED' }),
          view.countsOf(kit),
        ),
      ]),
    ),
  promisesWithScreen: (words, kit) => ({
    '': lists.promisesWithScreen(
      words,
      'archive',
      view.archivePersonOf(kit),
      view.pageOfPromises(kit, { state: 'CONFIRMED' }),
    ),
  }),
  archivePeopleScreen: (words, kit) => ({
    '': lists.archivePeopleScreen(
      words,
      'unfinished',
      view.listOf(kit, () => view.archivePersonOf(kit)),
      0,
    ),
  }),
  archiveFoundScreen: (words, kit) => ({
    '': lists.archiveFoundScreen(
      words,
      'archive',
      kit.text(LIMITS.nicknameLength),
      view.listOf(kit, () => view.archivePersonOf(kit)),
    ),
  }),
};

export const OPERATORS: Readonly<Record<string, Cases>> = {
  adminScreen: (words, kit) => ({
    '': admin.adminScreen(words, view.overviewOf(kit), kit.count > 0 ? words.html('announce-now') : null),
  }),
  casesScreen: (words, kit) => {
    const cases = view.listOf(kit, () => ({ id: ID, number: '0000abcd', reason: 'FALSE_NEED' as const, at: NOW }));
    return { '': admin.casesScreen(words, cases, 0) };
  },
  caseScreen: (words, kit) => ({ '': admin.caseScreen(words, reportOf(kit)) }),
  incidentScreen: (words) =>
    Object.fromEntries(
      (['job', 'queue', 'invariant', 'backup'] as const).map((kind) => [
        kind,
        admin.incidentScreen(words, 'trouble', { kind, about: kind === 'queue' ? 'inbox' : 'I3', since: NOW }),
      ]),
    ),
};

export const PICTURES: Readonly<Record<string, Cases>> = {
  networkCaption: (words, kit) => ({ '': info.noteScreen(words, networkCaption(words, view.mapOf(kit))) }),
  monthCaption: (words, kit) => ({ '': info.noteScreen(words, monthCaption(words, view.monthOf(kit))) }),
};
