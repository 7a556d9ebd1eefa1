import { reading } from '../db/transaction.ts';
import { allocateInWorker } from '../domain/allocation/index.ts';
import { type CycleStatus, closeDueCycles, cycleStatus } from '../domain/cycles/close.ts';
import { currentCycle } from '../domain/cycles/cycles.ts';
import { computeRound } from '../domain/cycles/round.ts';
import { type JobsResult, runDueJobs } from '../jobs.ts';
import { type Answer, type Command, noMore, UsageError, type Work } from './command.ts';

function statusData({ current, lastClosed }: CycleStatus) {
  return {
    current: { id: current.id, start: current.startsAt.toISOString(), end: current.endsAt.toISOString() },
    lastClosed: lastClosed && {
      id: lastClosed.id,
      closedAt: lastClosed.closedAt.toISOString(),
      proposals: lastClosed.proposals,
      allocated: String(lastClosed.allocated),
      certificate: 'ok',
    },
  };
}

const status: Work = async ({ house }) => {
  const data = statusData(await cycleStatus(reading(house)));
  const { current, lastClosed } = data;
  const closed = lastClosed
    ? `Last closed: ${lastClosed.id} at ${lastClosed.closedAt}, ${lastClosed.proposals} proposals, ${lastClosed.allocated} minor units, certificate ok`
    : 'No cycle has been closed yet';
  return { data, text: `Open cycle: ${current.id}, ${current.start} to ${current.end}\n${closed}` };
};

/**
 * The proposals that the close of the open cycle would make of today's pledges and requests. Writes nothing. Ties are
 * broken by a fixed seed here, so that the same state prints the same bytes; the real close draws its own.
 */
const preview: Work = async ({ house }) => {
  const cycle = await currentCycle(reading(house));
  const ids = { ...house.ids, seed: () => `preview ${cycle.id}` };
  const round = await computeRound({ ...house, ids }, allocateInWorker, 'CLOSE', null, cycle.endsAt);
  const proposals = round.planned
    .map((row) => ({
      giver: round.snapshot.givers[row.giver]!.id,
      request: round.snapshot.requests[row.request]!.id,
      pledge: row.pledgeId,
      kind: row.directed ? 'directed' : 'open',
      amount: String(row.amount),
      reason: row.reason.why,
    }))
    .toSorted((a, b) => (`${a.giver} ${a.request} ${a.kind}` < `${b.giver} ${b.request} ${b.kind}` ? -1 : 1));
  const allocated = String(round.planned.reduce((total, row) => total + row.amount, 0n));
  const { givers, requests } = round.snapshot;
  const counts = { givers: givers.length, requests: requests.length, pairs: round.snapshot.pairs.length };
  const lines = proposals.map((row) => `  ${row.giver} → ${row.request}  ${row.amount} (${row.kind}, ${row.reason})`);
  return {
    data: { cycle: cycle.id, at: cycle.endsAt.toISOString(), ...counts, proposals, allocated, certificate: 'ok' },
    text: [
      `The close of ${cycle.id} would make ${proposals.length} proposals, ${allocated} minor units in all:`,
      ...lines,
    ].join('\n'),
  };
};

function jobsAnswer({ closed, jobs }: JobsResult): Answer {
  const lines = jobs.map(({ name, ok, done }) => `  ${name}: ${ok ? `done ${done}` : 'FAILED'}`);
  const text = [closed.length > 0 ? `Closed: ${closed.join(', ')}` : 'No cycle was due to be closed', ...lines];
  return { data: { closed, jobs }, text: text.join('\n'), ok: jobs.every((job) => job.ok) };
}

/** Closes what has ended by now; does nothing otherwise. */
const close: Work = async ({ house }) => {
  const closed = await closeDueCycles(house, allocateInWorker);
  return jobsAnswer({ closed, jobs: [{ name: 'cycle-close', ok: true, done: closed.length }] });
};

const STEPS: Readonly<Record<string, Work>> = { status, preview, close };

export const cycle: Command = ([step = '', ...rest]) => {
  const work = Object.hasOwn(STEPS, step) ? STEPS[step] : undefined;
  if (!work) throw new UsageError('cycle needs one of status, preview, close.');
  noMore(rest);
  return work;
};

/** Everything that is due by now. */
export const jobs: Command = ([step, ...rest], { adminIds: operators }) => {
  if (step !== 'run') throw new UsageError('jobs needs run.');
  noMore(rest);
  return async ({ house, log }) => jobsAnswer(await runDueJobs(house, allocateInWorker, log, operators));
};
