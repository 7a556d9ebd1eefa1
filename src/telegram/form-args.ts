/** Names of the forms, and what each is opened with. */
export interface FormArgs {
  ask: Record<string, never>;
  give: Record<string, never>;
  help: { requestId: string; mode: 'now' | 'already' };
  'pledge-to': { requestId: string; mode: 'monthly' | 'once' };
  'directed-amount': { pledgeId: string };
  'pledge-people': { list: 'chosen' | 'excluded' };
  'standing-yes': Record<string, never>;
  part: { promiseId: string };
  thanks: { promiseId: string };
  note: { promiseId: string };
  'find-promises': { list: string };
  detail: { detailId: string };
  'edit-request': { requestId: string; field: string };
  'close-request': { requestId: string };
  'edit-pledge': { field: string };
  about: Record<string, never>;
  setting: { field: 'zone' | 'quiet' };
  nickname: { memberId: string };
  report: { memberId: string; requestId?: string };
  announce: Record<string, never>;
}

export type FormName = keyof FormArgs;

export interface PendingForm {
  readonly name: FormName;
  readonly args: FormArgs[FormName];
}
