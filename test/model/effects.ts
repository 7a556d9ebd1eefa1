// What several commands of the reference have in common.
import { OPEN_STATES, type Promise_, type Proposal, type Request, type Town } from './town.ts';

export function withdrawWaiting(town: Town, of: (one: Proposal) => boolean): void {
  for (const one of town.proposals.values()) if (one.state === 'OFFERED' && of(one)) one.state = 'WITHDRAWN';
}

export function pauseRequest(town: Town, request: Request, why: string): void {
  Object.assign(request, { state: 'PAUSED', why });
  withdrawWaiting(town, (one) => one.request === request.id);
}

export function activate(town: Town, request: Request): void {
  const active = town.active(request.owner);
  if (active) pauseRequest(town, active, 'EMERGENCY');
  Object.assign(request, { state: 'ACTIVE', why: null, closedAt: null });
  town.member(request.owner).isPaused = false;
}

/** Pledges to it are free, what waits is taken back, and the monthly request that an emergency held returns. */
export function endRequest(town: Town, request: Request, isCompleted: boolean): void {
  Object.assign(request, { state: 'CLOSED', why: null, closedAt: town.now });
  if (isCompleted) {
    for (const one of town.promises)
      if (one.request === request.id && one.state === 'PROMISED' && !one.wasReported) one.state = 'FORGIVEN';
  }
  for (const one of town.pledges.values())
    if (one.request === request.id) Object.assign(one, { state: 'WITHDRAWN', why: null });
  withdrawWaiting(town, (one) => one.request === request.id);
  if (request.kind !== 'EMERGENCY') return;
  const held = [...town.requests.values()].filter((one) => one.owner === request.owner && one.why === 'EMERGENCY');
  const active = town.active(request.owner);
  if (active?.kind === 'EMERGENCY') return; // they wait for that one
  for (const one of held) one.why = 'OWNER';
  const newest = held.at(-1);
  if (!active && newest) Object.assign(newest, { state: 'ACTIVE', why: null });
}

/** As much as it needed has arrived. */
export function completeIfMet(town: Town, request: Request): void {
  if (request.kind !== 'EMERGENCY' || request.state === 'CLOSED') return;
  if (town.received(request) >= request.amount) endRequest(town, request, true);
}

/** Whoever no longer sees a request: their pledge to it pauses, what waits for it is taken back. A locked one is lost by nobody. */
export function loseSight(town: Town): void {
  const isBlind = (giver: string, requestId: string): boolean => {
    const request = town.requests.get(requestId)!;
    return request.state === 'ACTIVE' && !town.member(request.owner).isLocked && !town.reaches(giver, request);
  };
  for (const one of town.pledges.values())
    if (one.request && one.state === 'ACTIVE' && isBlind(one.giver, one.request))
      Object.assign(one, { state: 'PAUSED', why: 'LOST_SIGHT' });
  withdrawWaiting(town, (one) => isBlind(one.giver, one.request));
}

export function regainSight(town: Town): void {
  for (const one of town.pledges.values())
    if (one.why === 'LOST_SIGHT' && town.sees(one.giver, town.requests.get(one.request!)!))
      Object.assign(one, { state: 'ACTIVE', why: null });
}

/** Takes `excess` back from what waits, the smallest first. */
export function trim(of: readonly Proposal[], excess: number): void {
  const order = [...of].sort((a, b) => a.amount - b.amount || (a.id < b.id ? -1 : 1));
  let left = excess;
  for (const one of order) {
    if (left <= 0) return;
    const amount = one.chosen ?? one.amount;
    const kept = Math.max(0, amount - left);
    left -= amount - kept;
    if (kept === 0) one.state = 'WITHDRAWN';
    else one.chosen = kept;
  }
}

export type Born = Pick<Promise_, 'id' | 'giver' | 'request' | 'amount' | 'origin'> & Partial<Promise_>;

export function promise(town: Town, born: Born): void {
  const one: Promise_ = {
    form: 'MONEY',
    recipient: town.requests.get(born.request)!.owner,
    month: town.month.id,
    confirmed: 0,
    state: 'PROMISED',
    parent: null,
    proposal: null,
    pledge: null,
    createdAt: town.now,
    reportedAt: null,
    wasReported: false,
    valued: null,
    ...born,
  };
  town.promises.push(one);
  takeBackIfCovered(town, town.requests.get(born.request)!);
}

/** What waits for a request is taken back once nothing is missing any more. */
export function takeBackIfCovered(town: Town, request: Request): void {
  if (town.missing(request) === 0) withdrawWaiting(town, (one) => one.request === request.id);
}

export const isOpen = (one: Promise_): boolean => OPEN_STATES.includes(one.state);
