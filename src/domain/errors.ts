/**
 * Why a command was refused. The screen layer turns a code into words.
 *
 * - `not-found`    there is no such record, or the actor may not know of it: one neutral answer for both
 * - `stale`        the record has moved on; the fresh screen says where it stands
 * - `not-yours`    the actor takes no part in it; worded like `not-found`
 * - `not-for-helper`  whoever acts for another may not do this: one line for whatever lies outside their leave
 * - `helping-over`    the leave to act for another has ended
 */
export type DomainErrorCode =
  | 'not-found'
  | 'not-yours'
  | 'stale'
  | 'amount-invalid'
  | 'amount-too-large'
  | 'amount-below-quantum'
  | 'amount-more-than-double'
  | 'text-empty'
  | 'date-out-of-range'
  | 'link-invalid'
  | 'already-active'
  | 'above-ceiling'
  | 'above-missing'
  | 'covered'
  | 'own-request'
  | 'own-invite'
  | 'invite-dead'
  | 'out-of-reach'
  | 'locked'
  | 'recipient-locked'
  | 'too-many-today'
  | 'too-many'
  | 'reminded-enough'
  | 'nothing-left'
  | 'emergency-at-once'
  | 'zone-unknown'
  | 'hours-invalid'
  | 'undo-late'
  | 'undo-built-on'
  | 'not-for-helper'
  | 'helping-over';

/** An expected refusal: nothing was changed. `detail` carries numbers for the wording, never names or texts. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly detail: Readonly<Record<string, bigint | number>>;

  constructor(code: DomainErrorCode, detail: Readonly<Record<string, bigint | number>> = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.detail = detail;
  }
}

export function refuse(code: DomainErrorCode, detail: Readonly<Record<string, bigint | number>> = {}): never {
  throw new DomainError(code, detail);
}
