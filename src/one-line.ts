import { errorForLog, scrub } from './log.ts';

const LANGUAGE_ERRORS = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'error'];

/** Errors of the language and of libraries; their messages may quote what people wrote. */
const isForeign = (error: Error): boolean => error.name.startsWith('Prisma') || LANGUAGE_ERRORS.includes(error.name);

/** What the Bot API said, or that it said nothing, when that is the cause. */
function apiRefusal(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const { error_code: code, description } = cause as { error_code?: unknown; description?: unknown };
  if (typeof code === 'number') return `: ${code} ${String(description)}.`;
  return cause.name === 'HttpError' ? ': the Bot API cannot be reached.' : '';
}

/**
 * What went wrong, for a person at the terminal: our own messages as they are (a wrong environment has one line per
 * mistake), everything else reduced to one line; never a secret.
 */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return 'Unknown error.';
  if (error.name === 'ConfigError') return scrub(error.message);
  if (error.name === 'DomainError') return `Refused: ${error.message}.`;
  const words = isForeign(error) ? `${error.name}: ${String(errorForLog(error).message)}` : error.message;
  const line = scrub(words + apiRefusal(error.cause))
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  return line || 'Unknown error.';
}
