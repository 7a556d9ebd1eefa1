// What the deployment's environment says, checked once at start. `.env.example` documents every variable.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { minorPerWhole } from './domain/money.ts';
import { LANGUAGES, type Rules } from './domain/rules.ts';
import { isBlank } from './domain/text.ts';

/** Telegram's own Bot API server. */
export const TELEGRAM_API_ROOT = 'https://api.telegram.org';

export interface Config {
  /** `sandbox` without a token: the bot talks to a stand-in for Telegram on this machine. */
  readonly mode: 'sandbox' | 'bot';
  /** null in the sandbox, which has a token of its own. Never print it. */
  readonly token: string | null;
  readonly apiRoot: string;
  /** unset: an embedded database in `dataDir`. Contains the password. */
  readonly databaseUrl: string | null;
  /** The folder in use: DATA_DIR, in the sandbox DATA_DIR/sandbox. */
  readonly dataDir: string;
  /** null: made and kept in `dataDir`. */
  readonly dataKey: string | null;
  /** For `exodus key rotate` where DATA_KEY is set by hand. */
  readonly dataKeyNew: string | null;
  readonly rules: Rules;
  readonly adminIds: readonly bigint[];
  readonly supportUrl: string | null;
  readonly logLevel: string;
  readonly sandboxPort: number;
  readonly health: { readonly port: number; readonly host: string } | null;
  readonly isProduction: boolean;
  /** True where nobody outside this machine is affected by another time. */
  readonly mayMoveClock: boolean;
}

/** The environment is wrong. The message has one line per mistake and shows no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

interface Variable<T> {
  readonly schema: z.ZodType<T, string>;
  /** What is expected, in words. */
  readonly expected: string;
  /** Its value is never shown. */
  readonly isSecret?: boolean;
}

const SECRET_LENGTH_MIN = 16;
const UNIT_LENGTH_MAX = 8;
const QUANTUM_MAX = 1_000_000;
const FOUND_LENGTH_MAX = 60;

const isUrl = (text: string, ...schemes: string[]): boolean =>
  URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));

function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function isUnit(text: string): boolean {
  const characters = [...graphemes.segment(text)].map(({ segment }) => segment);
  return characters.length <= UNIT_LENGTH_MAX && characters.every((character) => !isBlank(character));
}

const whole = (min: number, max: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);

const port: Variable<number> = { schema: whole(0, 65_535), expected: 'a port, 0 to 65535 (0 = any free one)' };

const VARIABLES = {
  BOT_TOKEN: {
    schema: z.string().regex(/^\d{1,20}:[\w-]{3,}$/),
    expected: 'a token as BotFather gives it, like 123456:text',
    isSecret: true,
  },
  BOT_API_ROOT: {
    schema: z.string().refine((text) => isUrl(text, 'http', 'https') && !/[/?#]$/.test(text)),
    expected: `an http or https address without a slash at its end, like ${TELEGRAM_API_ROOT}`,
  },
  DATABASE_URL: {
    schema: z.string().refine((text) => isUrl(text, 'postgres', 'postgresql')),
    expected: 'an address like postgresql://user:password@host:5432/database',
    isSecret: true,
  },
  DATA_DIR: { schema: z.string().refine((text) => !text.includes('\0')), expected: 'a folder' },
  TIMEZONE: { schema: z.string().refine(isTimezone), expected: 'a time zone of the IANA list, like Europe/Moscow' },
  UNIT: {
    schema: z.string().refine(isUnit),
    expected: `a symbol of 1 to ${UNIT_LENGTH_MAX} visible characters, like €`,
  },
  UNIT_DECIMALS: { schema: whole(0, 6), expected: 'a whole number, 0 to 6' },
  UNIT_QUANTUM: { schema: whole(1, QUANTUM_MAX), expected: `a whole number of units, 1 to ${QUANTUM_MAX}` },
  DEFAULT_LANGUAGE: { schema: z.enum(LANGUAGES), expected: `one of ${LANGUAGES.join(', ')}` },
  ADMIN_IDS: {
    schema: z
      .string()
      .regex(/^\s*\d{1,18}\s*(,\s*\d{1,18}\s*)*$/)
      .transform((text) => [...new Set(text.split(',').map((id) => BigInt(id.trim())))])
      .refine((ids) => ids.every((id) => id > 0n)),
    expected: 'Telegram ids (numbers) with commas between them, like 1001,1002',
  },
  SUPPORT_URL: {
    schema: z.string().refine((text) => isUrl(text, 'http', 'https', 'tg')), // Telegram's buttons know no others
    expected: 'an address that begins with https:, http: or tg:',
  },
  DATA_KEY: {
    schema: z.string().min(SECRET_LENGTH_MIN),
    expected: `a secret of at least ${SECRET_LENGTH_MIN} characters`,
    isSecret: true,
  },
  DATA_KEY_NEW: {
    schema: z.string().min(SECRET_LENGTH_MIN),
    expected: `a secret of at least ${SECRET_LENGTH_MIN} characters`,
    isSecret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    expected: 'one of trace, debug, info, warn, error, fatal, silent',
  },
  SANDBOX_PORT: port,
  HEALTH_PORT: port,
  HEALTH_HOST: {
    schema: z.string().regex(/^[\w.:-]+$/),
    expected: 'an address or name of this machine, like 127.0.0.1',
  },
  QUIET_HOURS: {
    schema: z
      .string()
      .regex(/^\d{1,2}-\d{1,2}$/)
      .transform((text) => text.split('-').map(Number))
      .refine((hours) => hours.every((hour) => hour <= 23))
      .transform(([from = 0, to = 0]) => ({ from, to })),
    expected: 'two hours from 0 to 23, like 21-9 (equal hours = no quiet time)',
  },
} as const satisfies Record<string, Variable<unknown>>;

type VariableName = keyof typeof VARIABLES;
type ValueOf<K extends VariableName> = z.output<(typeof VARIABLES)[K]['schema']>;
type Environment = Readonly<Record<string, string | undefined>>;

/** A found value as a mistake's line shows it: short, on one line, no secret. */
function shown(value: string, isSecret: boolean): string {
  if (isSecret) return `a value of ${value.length} characters (not shown)`;
  const withoutPassword = value.replace(/(:\/\/[^/@:]*):[^@]*@/, '$1:…@');
  const short =
    withoutPassword.length > FOUND_LENGTH_MAX ? `${withoutPassword.slice(0, FOUND_LENGTH_MAX)}…` : withoutPassword;
  return JSON.stringify(short);
}

/** Reads variables one by one and gathers every mistake. */
class Reader {
  readonly mistakes: string[] = [];
  private readonly env: Environment;

  constructor(env: Environment) {
    this.env = env;
  }

  /** The value, or `fallback` when the variable is unset, empty or wrong. */
  read<K extends VariableName, F>(name: K, fallback: F): ValueOf<K> | F {
    const raw = this.env[name]?.trim() ?? '';
    if (raw === '') return fallback;
    const { schema, expected, isSecret = false }: Variable<unknown> = VARIABLES[name];
    const result = schema.safeParse(raw);
    if (result.success) return result.data as ValueOf<K>;
    this.mistakes.push(`${name}: found ${shown(raw, isSecret)}, expected ${expected}.`);
    return fallback;
  }

  isSet(name: VariableName): boolean {
    return (this.env[name]?.trim() ?? '') !== '';
  }
}

function readRules(reader: Reader): Rules {
  const decimals = reader.read('UNIT_DECIMALS', 2);
  const unit = { symbol: reader.read('UNIT', '€'), decimals };
  const quantum = BigInt(reader.read('UNIT_QUANTUM', 1)) * minorPerWhole({ ...unit, quantum: 1n });
  return {
    timezone: reader.read('TIMEZONE', 'Europe/Moscow'),
    unit: { ...unit, quantum },
    defaultLanguage: reader.read('DEFAULT_LANGUAGE', 'ru'),
    quietHours: reader.read('QUIET_HOURS', { from: 21, to: 9 }),
  };
}

/** What one variable asks of another. */
function checkTogether(reader: Reader, isProduction: boolean): void {
  if (isProduction && !reader.isSet('BOT_TOKEN')) {
    reader.mistakes.push(
      `BOT_TOKEN: found nothing, expected ${VARIABLES.BOT_TOKEN.expected}: the sandbox does not run with NODE_ENV=production.`,
    );
  }
  if (reader.isSet('DATABASE_URL') && !reader.isSet('DATA_KEY')) {
    reader.mistakes.push(`DATA_KEY: found nothing, expected ${VARIABLES.DATA_KEY.expected}: DATABASE_URL requires it.`);
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/**
 * Reads the environment. Empty counts as unset.
 * @throws ConfigError with one line per mistake
 */
export function readConfig(env: Environment): Config {
  const reader = new Reader(env);
  const isProduction = env.NODE_ENV === 'production';
  const token = reader.read('BOT_TOKEN', null);
  const mode = reader.isSet('BOT_TOKEN') ? 'bot' : 'sandbox';
  const apiRoot = reader.read('BOT_API_ROOT', TELEGRAM_API_ROOT);
  const dataDir = path.resolve(reader.read('DATA_DIR', './data'));
  const healthPort = reader.read('HEALTH_PORT', null);
  const healthHost = reader.read('HEALTH_HOST', '127.0.0.1');
  const config: Config = {
    mode,
    token,
    apiRoot,
    databaseUrl: reader.read('DATABASE_URL', null),
    dataDir: mode === 'sandbox' ? path.join(dataDir, 'sandbox') : dataDir,
    dataKey: reader.read('DATA_KEY', null),
    dataKeyNew: reader.read('DATA_KEY_NEW', null),
    rules: readRules(reader),
    adminIds: reader.read('ADMIN_IDS', []),
    supportUrl: reader.read('SUPPORT_URL', null),
    logLevel: reader.read('LOG_LEVEL', 'info'),
    sandboxPort: reader.read('SANDBOX_PORT', 8080),
    health: healthPort === null ? null : { port: healthPort, host: healthHost },
    isProduction,
    mayMoveClock: !isProduction && (mode === 'sandbox' || !isTelegramsOwn(apiRoot)),
  };
  checkTogether(reader, isProduction);
  if (reader.mistakes.length > 0) throw new ConfigError(reader.mistakes);
  return deepFreeze(config);
}

const isTelegramsOwn = (apiRoot: string): boolean => new URL(apiRoot).hostname === new URL(TELEGRAM_API_ROOT).hostname;

/**
 * Reads `.env` in the current folder, which never overrides the real environment, and then the environment.
 * @throws ConfigError
 */
export function loadConfig(): Config {
  if (fs.existsSync('.env')) {
    try {
      process.loadEnvFile('.env');
    } catch (error) {
      throw new ConfigError([`.env: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`]);
    }
  }
  return readConfig(process.env);
}
