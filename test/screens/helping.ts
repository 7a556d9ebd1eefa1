// Screens of helping with the bot, and other screens as a helper gets them.
import { HELPER_SCOPES } from '../../src/domain/helping/grants.ts';
import { PERMITTED } from '../../src/domain/helping/may.ts';
import type { HelpView } from '../../src/domain/helping/queries.ts';
import type { HelperScope } from '../../src/generated/prisma/enums.ts';
import type { Screen } from '../../src/telegram/screen.ts';
import { cardChangeScreen, cardScreen } from '../../src/telegram/screens/card.ts';
import * as helping from '../../src/telegram/screens/helping.ts';
import { noteScreen } from '../../src/telegram/screens/info.ts';
import { pledgeChangeScreen, pledgeScreen } from '../../src/telegram/screens/pledge.ts';
import { promisesScreen } from '../../src/telegram/screens/promise-lists.ts';
import { promiseScreen } from '../../src/telegram/screens/promises.ts';
import { ownRequestScreen, requestChangeScreen, requestScreen } from '../../src/telegram/screens/requests.ts';
import type { Words } from '../../src/telegram/words.ts';
import type { Cases } from './cases.ts';
import type { Kit } from './kits.ts';
import * as view from './views.ts';

const { DAY, ID, NOW } = view;

export const helpOf = ({ name }: Kit, scope: HelperScope): HelpView => ({ grantId: ID, name, scope, endsAt: DAY });
export const helpsOf = (kit: Kit): HelpView[] => view.listOf(kit, () => helpOf(kit, 'BOTH')).slice(0, 3);

const MARK = 'aB3aB3aB';

const asHelper = (words: Words, { name }: Kit, scope: HelperScope, screen: Screen): Screen =>
  helping.framed(words, { elderName: name, scope }, MARK, screen);

function homes(words: Words, kit: Kit): Record<string, Screen> {
  const shown = HELPER_SCOPES.map((scope) => {
    const mayPromise = scope !== 'REQUEST';
    const screen = helping.helpingHomeScreen(words, {
      scope,
      request: kit.count === 0 || scope === 'PROMISES' ? null : view.requestOf(kit, { isOwn: true }),
      pledge: kit.count > 0 && mayPromise ? view.pledgeOf(kit) : null,
      hasDirected: false,
      openPromises: kit.count,
      waitingCard: kit.count > 1 && mayPromise ? ID : null,
    });
    return [scope, asHelper(words, kit, scope, screen)] as const;
  });
  return Object.fromEntries(shown);
}

export const HELPING: Readonly<Record<string, Cases>> = {
  helpOfferScreen: (words, { name }) => ({
    '': helping.helpOfferScreen(words, ID, name, { state: 'none' }),
    waiting: helping.helpOfferScreen(words, ID, name, { state: 'waiting' }),
    active: helping.helpOfferScreen(words, ID, name, { state: 'active', grantId: ID, endsAt: DAY }),
  }),
  helpUntilScreen: (words, { name }) => ({ '': helping.helpUntilScreen(words, ID, name, 'BOTH') }),
  helpSummaryScreen: (words, { name }) =>
    Object.fromEntries(
      HELPER_SCOPES.map((scope) => [
        scope,
        helping.helpSummaryScreen(words, { elderId: ID, elder: name, scope, months: 3, endsAt: DAY }),
      ]),
    ),
  helpQuestionScreen: (words, kit) =>
    Object.fromEntries(HELPER_SCOPES.map((scope) => [scope, helping.helpQuestionScreen(words, helpOf(kit, scope))])),
  helpAcceptedScreen: (words, kit) => ({ '': helping.helpAcceptedScreen(words, helpOf(kit, 'BOTH')) }),
  helpedScreen: (words, kit) => {
    const pages = Math.ceil(PERMITTED.length / 6);
    const page = (at: number) => ({
      items: PERMITTED.slice(6 * at, 6 * at + 6).map(({ name: command }) => ({
        command,
        at: NOW,
        name: kit.count === 2 ? null : kit.name,
      })),
      page: at,
      pages,
    });
    return {
      none: helping.helpedScreen(words, { items: [], page: 0, pages: 1 }, []),
      ...Object.fromEntries(
        Array.from({ length: pages }, (_, at) => [
          `page ${at + 1}`,
          helping.helpedScreen(words, page(at), helpsOf(kit)),
        ]),
      ),
    };
  },
  helpingHomeScreen: homes,
  framed: (words, kit) => {
    const own = view.requestOf(kit, { isOwn: true, paths: [] });
    const shown: Record<string, Screen> = {
      note: noteScreen(words, words.html('err-not-for-helper')),
      request: ownRequestScreen(words, own),
      change: requestChangeScreen(words, own),
      "another's request": requestScreen(words, view.requestOf(kit, { paths: [], recommenders: [] })),
      card: cardScreen(words, view.cardOf(kit)),
      'card, change': cardChangeScreen(words, view.cardOf(kit), 0),
      pledge: pledgeScreen(words, {
        pledge: view.pledgeOf(kit),
        directed: kit.count,
        standing: null,
        now: NOW,
        first: DAY,
      }),
      'pledge, change': pledgeChangeScreen(words, view.pledgeOf(kit)),
      promises: promisesScreen(words, 'open', view.pageOfPromises(kit), view.countsOf(kit)),
      given: promiseScreen(words, view.promiseOf(kit, { side: 'given' })),
      received: promiseScreen(words, view.promiseOf(kit, { side: 'received' })),
      'received, to confirm': promiseScreen(words, view.promiseOf(kit, { side: 'received', state: 'REPORTED' })),
    };
    return Object.fromEntries(
      Object.entries(shown).map(([name, screen]) => [name, asHelper(words, kit, 'BOTH', screen)]),
    );
  },
};
