import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const SECRETS = {
  token: '123456789:AAEsecretsecretsecretsecretsecret',
  key: 'a key nobody may see',
  password: 'pa55word',
};

/** The mistakes of an environment; none when it is right. */
function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

const GOOD: Record<string, readonly string[]> = {
  BOT_TOKEN: ['123456:text', '7000000001:sandbox', SECRETS.token],
  BOT_API_ROOT: ['https://api.telegram.org', 'http://127.0.0.1:8081', 'http://localhost:8081/bot-api'],
  DATA_DIR: ['./data', '/var/lib/exodus'],
  TIMEZONE: ['Europe/Moscow', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Kathmandu'],
  UNIT: ['€', 'CHF', '₽', '👩‍🌾', 'талант'],
  UNIT_DECIMALS: ['0', '2', '6'],
  UNIT_QUANTUM: ['1', '5', '1000000'],
  DEFAULT_LANGUAGE: ['ru', 'en', 'uk'],
  ADMIN_IDS: ['1', '1001,1002', ' 1001 , 1002 ', '7000000001'],
  SUPPORT_URL: ['https://example.org/help', 'http://example.org', 'tg://resolve?domain=x'],
  DATA_KEY: ['0123456789abcdef'],
  DATA_KEY_NEW: ['0123456789abcdef'],
  LOG_LEVEL: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
  SANDBOX_PORT: ['0', '8080', '65535'],
  HEALTH_PORT: ['1', '9090'],
  HEALTH_HOST: ['127.0.0.1', '0.0.0.0', '::1', 'localhost'],
  QUIET_HOURS: ['21-9', '0-0', '23-0', '9-21'],
};

const BAD: Record<string, readonly string[]> = {
  BOT_TOKEN: ['123456', 'text', ':text', '123456:', 'abc:text', '123 456:text', '123456:te xt'],
  BOT_API_ROOT: ['api.telegram.org', 'ftp://x', 'https://api.telegram.org/', 'http://', 'http://x?'],
  DATABASE_URL: ['mysql://u@h/db', 'localhost', 'exodus'],
  TIMEZONE: ['Moscow', 'Europe/Nowhere', '+03:00', '3', 'Europe/Moscow; DROP'],
  UNIT: ['123456789', '€ €', '\u200b', 'a\u0007'],
  UNIT_DECIMALS: ['-1', '7', '2.0', 'two', '1e0', '²'],
  UNIT_QUANTUM: ['0', '-1', '0.5', '1000001', 'x', '99999999999999999999'],
  DEFAULT_LANGUAGE: ['de', 'RU', 'ru-RU'],
  ADMIN_IDS: ['x', '1,', ',1', '1;2', '0', '-5', '1.5'],
  SUPPORT_URL: ['example.org', 'javascript:alert(1)', 'ftp://x', '@help', 'mailto:help@example.org'],
  DATA_KEY: ['short', '0123456789abcde'],
  DATA_KEY_NEW: ['short', '0123456789abcde'],
  LOG_LEVEL: ['loud', 'INFO', '3'],
  SANDBOX_PORT: ['-1', '65536', '80.5', 'http'],
  HEALTH_PORT: ['-1', '65536', 'x'],
  HEALTH_HOST: ['a b', 'http://x', '*'],
  QUIET_HOURS: ['21', '21-', '24-9', '21-24', '21:9', '-1-9', '21-9-3'],
};

const pairs = (table: Record<string, readonly string[]>) =>
  Object.entries(table).flatMap(([name, values]) => values.map((value) => [name, value] as const));

test.each(pairs(GOOD))('%s takes %j', (name, value) => {
  expect(mistakesOf({ [name]: value })).toEqual([]);
});

test.each(pairs(BAD))('%s refuses %j in one line that names it, what was found and what is expected', (name, value) => {
  const mistakes = mistakesOf({ DATA_KEY: '0123456789abcdef', [name]: value });
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toMatch(new RegExp(`^${name}: found .+, expected .+\\.$`));
  expect(mistakes[0]).not.toContain('\n');
});

test('every mistake has its line', () => {
  const mistakes = mistakesOf({ UNIT_DECIMALS: '9', QUIET_HOURS: 'never', LOG_LEVEL: 'loud' });
  expect(mistakes.map((line) => line.split(':')[0]).toSorted()).toEqual(['LOG_LEVEL', 'QUIET_HOURS', 'UNIT_DECIMALS']);
});

test('empty counts as unset', () => {
  const names = [...Object.keys(GOOD), 'DATABASE_URL'];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(readConfig({}));
});

test('the defaults', () => {
  expect(readConfig({})).toEqual({
    mode: 'sandbox',
    token: null,
    apiRoot: 'https://api.telegram.org',
    databaseUrl: null,
    dataDir: path.resolve('data/sandbox'),
    dataKey: null,
    dataKeyNew: null,
    rules: {
      timezone: 'Europe/Moscow',
      unit: { symbol: '€', decimals: 2, quantum: 100n },
      defaultLanguage: 'ru',
      quietHours: { from: 21, to: 9 },
    },
    adminIds: [],
    supportUrl: null,
    logLevel: 'info',
    sandboxPort: 8080,
    health: null,
    isProduction: false,
    mayMoveClock: true,
  });
});

test('values become what the program works with', () => {
  const config = readConfig({
    BOT_TOKEN: '1:abc',
    DATA_DIR: '/srv/exodus',
    UNIT_DECIMALS: '3',
    UNIT_QUANTUM: '5',
    ADMIN_IDS: '7, 8,7',
    HEALTH_PORT: '9',
    QUIET_HOURS: '0-0',
  });
  expect(config).toMatchObject({
    mode: 'bot',
    token: '1:abc',
    dataDir: path.resolve('/srv/exodus'),
    adminIds: [7n, 8n],
    health: { port: 9, host: '127.0.0.1' },
    rules: { unit: { decimals: 3, quantum: 5000n }, quietHours: { from: 0, to: 0 } },
  });
});

test('the config cannot be changed afterwards', () => {
  const config = readConfig({});
  expect(Object.isFrozen(config) && Object.isFrozen(config.rules) && Object.isFrozen(config.rules.unit)).toBe(true);
});

test('DATABASE_URL requires DATA_KEY', () => {
  const url = `postgresql://exodus:${SECRETS.password}@db.example.org:5432/exodus`;
  expect(mistakesOf({ DATABASE_URL: url })).toEqual([expect.stringMatching(/^DATA_KEY: found nothing, expected /)]);
  expect(mistakesOf({ DATABASE_URL: url, DATA_KEY: SECRETS.key })).toEqual([]);
});

test('NODE_ENV=production without a token is refused with one line', () => {
  const mistakes = mistakesOf({ NODE_ENV: 'production' });
  expect(mistakes).toEqual([expect.stringMatching(/^BOT_TOKEN: .*NODE_ENV=production/)]);
  expect(mistakesOf({ NODE_ENV: 'production', BOT_TOKEN: SECRETS.token })).toEqual([]);
});

test.each([
  [{}, true],
  [{ BOT_TOKEN: '1:abc' }, false],
  [{ BOT_TOKEN: '1:abc', BOT_API_ROOT: 'https://API.telegram.org' }, false],
  [{ BOT_TOKEN: '1:abc', BOT_API_ROOT: 'http://127.0.0.1:8081' }, true],
  [{ BOT_TOKEN: '1:abc', BOT_API_ROOT: 'http://127.0.0.1:8081', NODE_ENV: 'production' }, false],
])('the clock may be moved only where no real people are: %j', (env, may) => {
  expect(readConfig(env as Record<string, string>).mayMoveClock).toBe(may);
});

test('no secret is in any mistake', () => {
  const lines = mistakesOf({
    BOT_TOKEN: `${SECRETS.token}?`,
    DATABASE_URL: `mysql://exodus:${SECRETS.password}@h/db`,
    DATA_KEY: 'tooshort',
    DATA_KEY_NEW: 'the next secret of some length',
    BOT_API_ROOT: `http://user:${SECRETS.password}@host/`,
    SUPPORT_URL: `ftp://user:${SECRETS.password}@host/`,
  }).join('\n');
  expect(lines.split('\n')).toHaveLength(5);
  for (const secret of ['AAEsecret', SECRETS.password, 'tooshort']) expect(lines).not.toContain(secret);
});

test('.env.example names every variable', () => {
  const documented = [...fs.readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(documented.toSorted()).toEqual([...Object.keys(GOOD), 'DATABASE_URL'].toSorted());
  const env = Object.fromEntries(
    fs
      .readFileSync('.env.example', 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => line.split('=') as [string, string]),
  );
  expect(readConfig(env)).toEqual(readConfig({}));
});
