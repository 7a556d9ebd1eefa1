import { PROMISE_BIRTHS, PROMISE_STEPS } from '../commitments/states.ts';
import { mayStep, type ProposalStep } from '../cycles/proposals.ts';
import { HELPER_STEPS } from '../helping/states.ts';
import { REQUEST_STEPS } from '../requests/states.ts';

/** One step that a record may take. `from` null: how a record begins. `by` null: whoever the command allowed. */
export interface LegalStep {
  readonly subject: 'MEMBER' | 'REQUEST' | 'PLEDGE' | 'PROPOSAL' | 'PROMISE' | 'HELPER';
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  readonly by: readonly string[] | null;
}

type Table = Readonly<Record<string, readonly (readonly [from: string | null, to: string])[]>>;

const MEMBER: Table = {
  joined: [[null, 'ACTIVE']],
  described: [['ACTIVE', 'ACTIVE']],
  left: [['ACTIVE', 'LEAVING']],
  stayed: [['LEAVING', 'ACTIVE']],
  erased: [
    ['LEAVING', 'ERASED'],
    ['ACTIVE', 'ERASED'], // replayed after a restore
  ],
};

const PLEDGE: Table = {
  pledged: [[null, 'ACTIVE']],
  changed: [
    ['ACTIVE', 'ACTIVE'],
    ['PAUSED', 'ACTIVE'],
    ['PAUSED', 'PAUSED'],
  ],
  paused: [['ACTIVE', 'PAUSED']],
  resumed: [['PAUSED', 'ACTIVE']],
  withdrawn: [
    ['ACTIVE', 'WITHDRAWN'],
    ['PAUSED', 'WITHDRAWN'],
  ],
  restored: [
    ['WITHDRAWN', 'ACTIVE'],
    ['WITHDRAWN', 'PAUSED'],
    ['ACTIVE', 'ACTIVE'],
    ['ACTIVE', 'PAUSED'],
  ],
};

const PROPOSAL_STATES = ['OFFERED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN'] as const;
const PROPOSAL_STEPS: Readonly<Record<ProposalStep, string>> = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  lapsed: 'LAPSED',
  withdrawn: 'WITHDRAWN',
  restored: 'OFFERED',
};

function proposalSteps(): LegalStep[] {
  const steps = Object.entries(PROPOSAL_STEPS).flatMap(([event, to]) =>
    PROPOSAL_STATES.filter((from) => mayStep(event as ProposalStep, from)).map(
      (from): LegalStep => ({ subject: 'PROPOSAL', event, from, to, by: null }),
    ),
  );
  return [{ subject: 'PROPOSAL', event: 'offered', from: null, to: 'OFFERED', by: ['SYSTEM'] }, ...steps];
}

function promiseSteps(): LegalStep[] {
  const births = Object.entries(PROMISE_BIRTHS).map(
    ([event, to]): LegalStep => ({ subject: 'PROMISE', event, from: null, to, by: null }),
  );
  const steps = Object.entries(PROMISE_STEPS).flatMap(([event, step]) =>
    step.from.map((from): LegalStep => ({ subject: 'PROMISE', event, from, to: step.to, by: step.by })),
  );
  return [...births, ...steps];
}

function helperSteps(): LegalStep[] {
  const steps = Object.entries(HELPER_STEPS).flatMap(([event, step]) =>
    step.from.map((from): LegalStep => ({ subject: 'HELPER', event, from, to: step.to, by: step.by })),
  );
  return [{ subject: 'HELPER', event: 'offered', from: null, to: 'OFFERED', by: ['HELPER'] }, ...steps];
}

const stepsOf = (subject: LegalStep['subject'], table: Table): LegalStep[] =>
  Object.entries(table).flatMap(([event, moves]) =>
    moves.map(([from, to]) => ({ subject, event, from, to, by: null })),
  );

/** Every legal step of every kind of record (1-domain, States); what the event log holds beside it is a violation of I3. */
export const LEGAL_STEPS: readonly LegalStep[] = [
  ...stepsOf('MEMBER', MEMBER),
  ...stepsOf('REQUEST', REQUEST_STEPS),
  ...stepsOf('PLEDGE', PLEDGE),
  ...proposalSteps(),
  ...promiseSteps(),
  ...helperSteps(),
];
