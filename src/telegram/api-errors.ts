import { GrammyError, HttpError } from 'grammy';
import { scrub, withoutQuotations } from '../log.ts';

// What Telegram's refusals mean to us. Descriptions are compared without regard to case: the Bot API writes some of
// them in more than one way.

const says = (error: unknown, code: number, pattern: RegExp): boolean =>
  error instanceof GrammyError && error.error_code === code && pattern.test(error.description);

/** An edit that changes nothing: the screen already shows what it should. */
export const isNotModified = (error: unknown): boolean => says(error, 400, /message is not modified/i);

/** The message is deleted, too old or never was the bot's: send a new one instead of editing. */
export const isGone = (error: unknown): boolean =>
  says(error, 400, /message to (edit|delete) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID/i);

/** A press answered too late, or twice; the person no longer waits for it. */
export const isQueryTooOld = (error: unknown): boolean =>
  says(error, 400, /query is too old|query ID is invalid|QUERY_ID_INVALID/i);

/** The person blocked the bot, deleted their account or never started it: nothing reaches them until they write again. */
export const isUnreachable = (error: unknown): boolean =>
  (error instanceof GrammyError && error.error_code === 403) ||
  says(error, 400, /chat not found|user not found|user is deactivated|PEER_ID_INVALID/i);

/** Another process polls with this token, or a webhook is set. */
export const isConflict = (error: unknown): boolean => error instanceof GrammyError && error.error_code === 409;

/** The conflict comes from a webhook that somebody set. */
export const isWebhookConflict = (error: unknown): boolean => says(error, 409, /webhook/i);

/** Telegram does not know the token: 401 for one that was revoked, 404 for one that was never given out. */
export const isWrongToken = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

/** How long Telegram wants us to be quiet, in milliseconds; null when it was something else. */
export function retryAfterMs(error: unknown): number | null {
  if (!(error instanceof GrammyError) || error.error_code !== 429) return null;
  return 1000 * (error.parameters.retry_after ?? 1);
}

/**
 * Nobody's fault and over some day: a lost connection, an error of Telegram's servers, a limit, or a token that is
 * being changed. The same call may be tried again; a lost connection leaves open whether it took effect.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof HttpError) return true;
  if (!(error instanceof GrammyError)) return false;
  return error.error_code >= 500 || [401, 404, 409, 429].includes(error.error_code);
}

const DESCRIPTION_LENGTH_MAX = 200;

/** One line for logs and the operator's table: no token, and no quotation from a message. */
export function describe(error: unknown): string {
  const text = error instanceof GrammyError ? `${error.error_code} ${error.description}` : textOf(error);
  return withoutQuotations(scrub(text)).replaceAll(/\s+/g, ' ').slice(0, DESCRIPTION_LENGTH_MAX);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const inner = error instanceof HttpError ? codeOf(error.error) : codeOf(error);
  return inner ? `${error.name} ${inner}` : `${error.name}: ${error.message}`;
}

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
};
