import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/** Where lines go; the default is the standard output. */
export interface LogDestination {
  write(line: string): void;
}

/** Whatever stands under these keys is somebody's secret, name or text; it never reaches the log. Compared in lower case. */
const HIDDEN_KEYS = new Set(
  [
    ['token', 'secret', 'password', 'datakey', 'data_key', 'databaseurl', 'database_url', 'bot_token'],
    ['name', 'first_name', 'firstname', 'last_name', 'lastname', 'username', 'title', 'nickname', 'phone_number'],
    ['text', 'caption', 'payload', 'data', 'body', 'story', 'about', 'link', 'description', 'outcome', 'value'],
    ['update', 'message', 'callback_query', 'params', 'query', 'parameters', 'ceiling'],
  ].flat(),
);

const HIDDEN = '[hidden]';
const DEPTH_MAX = 5;
const CAUSES_MAX = 3;

/** Takes out what looks like a bot token or like the password inside an address. */
export function scrub(text: string): string {
  return text
    .replaceAll(/\bbot\d+(?::|%3A)[^/\s"'\\?]+/gi, 'bot[token]')
    .replaceAll(/\b\d{6,}(?::|%3A)[\w-]{30,}/gi, '[token]')
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^\s:@/"'\\]*:)[^\s"'\\]*@/gi, '$1[password]@')
    .replaceAll(/([?&]password=)[^&\s"'\\]+/gi, '$1[password]');
}

/** Errors quote what they stumbled over, and that may be somebody's words: `start tag "Anna"` becomes `start tag "…"`. */
export const withoutQuotations = (text: string): string => text.replaceAll(/"[^"]*"/g, '"…"');

/** Names of tables and columns, which PostgreSQL puts in quotation marks too, may be read. */
const isAboutSchema = (code: unknown): boolean => typeof code === 'string' && /^42...$/.test(code);

function messageOf(error: Error, code: unknown): string {
  // Prisma repeats the whole call with all its values; only the last line says what was wrong with it.
  const message = error.name.startsWith('PrismaClient')
    ? (error.message.trim().split('\n').at(-1) ?? '')
    : error.message;
  const safe = scrub(message);
  return isAboutSchema(code) ? safe : withoutQuotations(safe);
}

/** An error as the log shows it: nothing but name, message, code, place and causes, scrubbed. */
export function errorForLog(error: Error, causes = CAUSES_MAX): Record<string, unknown> {
  const { code, cause, error: inner } = error as { code?: unknown; cause?: unknown; error?: unknown };
  const origin = cause ?? inner;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message: messageOf(error, code),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: scrub(frames.map((line) => line.trim()).join('\n')),
    ...(origin instanceof Error && causes > 0 ? { cause: errorForLog(origin, causes - 1) } : {}),
  };
}

/** A copy that is safe to print, however deep a secret lies. */
function clean(value: unknown, depth = DEPTH_MAX): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Error) return errorForLog(value);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return HIDDEN;
  if (depth === 0) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => clean(item, depth - 1));
  return cleanFields(value as Record<string, unknown>, depth - 1);
}

function cleanFields(fields: Record<string, unknown>, depth = DEPTH_MAX): Record<string, unknown> {
  const entries = Object.entries(fields).map(([key, value]) => {
    const isHidden = HIDDEN_KEYS.has(key.toLowerCase()) && value !== undefined && value !== null;
    return [key, isHidden ? HIDDEN : clean(value, depth)];
  });
  return Object.fromEntries(entries);
}

const around = new AsyncLocalStorage<Readonly<Record<string, string | number>>>();

/** Every line that `work` logs, however deep, carries these fields. */
export const logging = <T>(fields: Readonly<Record<string, string | number>>, work: () => Promise<T>): Promise<T> =>
  around.run(fields, work);

/**
 * The log: one JSON object a line. It holds ids and kinds, never names, texts, tokens or passwords (R14): fields with
 * telling keys are hidden, errors are reduced to what a programmer needs, and every finished line is scrubbed once more.
 *
 * @param level `trace` … `fatal` or `silent`
 */
export function createLog(
  level: string,
  destination: LogDestination = pino.destination({ fd: 1, sync: true }),
): Logger {
  const log = pino(
    {
      level,
      base: null,
      mixin: () => ({ ...around.getStore() }),
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: cleanFields },
      serializers: { err: (value: unknown) => value }, // instead of pino's own, which prints addresses with the token
      hooks: {
        // without a text of its own a line would take the error's raw message
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          const error = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err;
          if (!(error instanceof Error)) return method.apply(this, args);
          const fields = first instanceof Error ? { err: first } : first;
          const [text = errorForLog(error).message, ...more] = rest;
          return method.apply(this, [fields, text, ...more] as unknown as Parameters<typeof method>);
        },
      },
    },
    { write: (line: string) => destination.write(scrub(line)) },
  );
  // pino forgets a formatter of bindings in every child, so what they are given is cleaned here.
  const { child } = log;
  log.child = function cleanChild(this: Logger, bindings, options) {
    return child.call(this, cleanFields(bindings), options);
  } as typeof log.child;
  return log;
}
