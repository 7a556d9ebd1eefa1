import { covers, type Part } from '../domain/helping/scope.ts';
import type { HelperScope } from '../generated/prisma/enums.ts';
import type { Action, Press } from './callbacks.ts';
import type { FormName } from './form-args.ts';

/**
 * The ways that stand open while somebody acts for an elder; every other button, command and form is answered with one line. What a
 * command may change is decided by the domain (helping/may.ts); here nobody is led to doors that stay shut.
 */
type Open = Part | 'ANY';

const ACTIONS: Partial<Record<Action, Open>> = {
  ...{ home: 'ANY', form: 'ANY', helpBack: 'ANY', help: 'ANY', helpPage: 'ANY', helpTopic: 'ANY', rules: 'ANY' },
  ...{ cardHelp: 'ANY', recordHelp: 'ANY' }, // words that are the same for everybody
  ...{ askStart: 'REQUEST', askEmergency: 'REQUEST', myRequest: 'REQUEST', requestEdit: 'REQUEST' },
  ...{ requestPause: 'REQUEST', requestResume: 'REQUEST', requestClose: 'REQUEST', requestReopen: 'REQUEST' },
  ...{ requestChange: 'REQUEST', requestChangeMore: 'REQUEST', stillNeeded: 'REQUEST' },
  ...{ requestStory: 'ANY', request: 'PROMISES', helpers: 'PROMISES' },
  ...{ helpNow: 'PROMISES', helpPledge: 'PROMISES', helpFromPledge: 'PROMISES' },
  ...{ giveStart: 'PROMISES', pledgeEdit: 'PROMISES', pledgePause: 'PROMISES', pledgeResume: 'PROMISES' },
  ...{ pledgeWithdraw: 'PROMISES', pledgeChange: 'PROMISES', pledgeSpread: 'PROMISES', pledgeStart: 'PROMISES' },
  ...{ directedList: 'PROMISES', directed: 'PROMISES', directedAmount: 'PROMISES', directedPart: 'PROMISES' },
  ...{ promises: 'PROMISES', promise: 'PROMISES', handedOver: 'PROMISES', received: 'PROMISES' },
  ...{ receivedPart: 'PROMISES', notYet: 'PROMISES', release: 'PROMISES', letGo: 'PROMISES', addNote: 'PROMISES' },
  ...{ thank: 'PROMISES', askNow: 'PROMISES', listen: 'PROMISES' },
  ...{ card: 'PROMISES', cardAccept: 'PROMISES', cardChange: 'PROMISES', cardSkip: 'PROMISES', cardWhy: 'PROMISES' },
  ...{ proposalLess: 'PROMISES', proposalMore: 'PROMISES', proposalDecline: 'PROMISES', proposalAccept: 'PROMISES' },
};

const COMMANDS: Readonly<Record<string, Open>> = {
  ...{ menu: 'ANY', help: 'ANY', rules: 'ANY', cancel: 'ANY' },
  ...{ ask: 'REQUEST', give: 'PROMISES', promises: 'PROMISES' },
};

const FORMS: Partial<Record<FormName, Open>> = {
  ...{ ask: 'REQUEST', 'edit-request': 'REQUEST', 'close-request': 'REQUEST' },
  ...{ help: 'PROMISES', 'pledge-to': 'PROMISES', 'directed-amount': 'PROMISES', 'edit-pledge': 'PROMISES' },
  ...{ part: 'PROMISES', thanks: 'PROMISES', note: 'PROMISES' },
};

const isOpen = (scope: HelperScope, open: Open | undefined): boolean =>
  open !== undefined && (open === 'ANY' || covers(scope, open));

/** Fields behind an open button that stay shut: the measure, and the way help is handed over. */
const isShutField = ({ action, args }: Press): boolean =>
  (action === 'pledgeEdit' && args[0] !== 'amount') || (action === 'requestEdit' && String(args[1]) === 'details');

export const isPressOpen = (scope: HelperScope, press: Press): boolean =>
  isOpen(scope, ACTIONS[press.action]) && !isShutField(press);

export const isCommandOpen = (scope: HelperScope, command: string): boolean =>
  isOpen(scope, Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined);

export const isFormOpen = (scope: HelperScope, form: FormName): boolean => isOpen(scope, FORMS[form]);
