import { GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { scrub } from '../../src/log.ts';
import { describe as describeError } from '../../src/telegram/api-errors.ts';
import { apiOf, keptLog } from './message-fixture.ts';

const TOKEN = '8123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';

test('no token leaves the log, wherever it hides', async () => {
  const { log, all } = keptLog();
  const lost = await apiOf({ url: 'http://127.0.0.1:9' }, TOKEN)
    .getMe()
    .catch((error: unknown) => error as HttpError);
  expect(String((lost as HttpError).error)).toContain(TOKEN); // what pino's own serializer would print
  log.error(lost);
  log.error({ err: lost }, 'a call failed');
  log.error({ err: new Error('outer', { cause: lost }), deep: { list: [{ reason: `at /bot${TOKEN}/getMe` }] } });
  log.info(`token is ${TOKEN}`);
  log.info({ [`token ${TOKEN}`]: 1 }, '%s', `https://api.telegram.org/file/bot${TOKEN}/photo.jpg`);
  log.child({ url: `http://localhost/bot${TOKEN}/x` }).warn('child');
  log.warn('http://127.0.0.1:8080/bot7000000001:sandbox/getMe');
  expect(all()).not.toContain(TOKEN);
  expect(all()).not.toContain('AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0');
  expect(all()).not.toContain(':sandbox');
  expect(all()).toContain('"name":"HttpError"');
  expect(all()).toContain('"cause":{"name":"FetchError"');
});

test('no password of an address leaves the log', () => {
  const { log, all } = keptLog();
  log.fatal({ reason: 'postgresql://exodus:hunter2@db:5432/exodus' });
  log.fatal(new Error('cannot connect to postgres://exodus:hunter2%40x@db/exodus?password=hunter2'));
  expect(all()).not.toContain('hunter2');
  expect(all()).toContain('[password]@db:5432/exodus');
});

test('names, texts and payloads are hidden, ids and kinds are shown', () => {
  const { log, all } = keptLog();
  const update = { update_id: 5, message: { from: { first_name: 'Анна' }, text: 'мне нужна операция' } };
  log.info({ updateId: '5', kind: 'message', update, member: { id: 'm1', username: 'anna_k', name: 'Анна' } }, 'done');
  log.info({ list: [{ caption: 'Анна', title: 'операция', Payload: 'Анна', first_name: 'Анна' }] });
  log.child({ name: 'Анна' }).info('child');
  expect(all()).not.toMatch(/Анна|операция|anna_k/);
  expect(all()).toContain('"updateId":"5","kind":"message"');
  expect(all()).toContain('"id":"m1"');
});

test('an error is reduced to name, message, code, place and causes, without the words it quotes', () => {
  const { log, lines } = keptLog();
  const refused = new GrammyError(
    'Call failed',
    { ok: false, error_code: 400, description: `Bad Request: can't parse entities: Unsupported start tag "Анна"` },
    'sendMessage',
    { chat_id: 77, text: 'мне нужна операция' },
  );
  log.error(refused);
  log.error(
    Object.assign(new Error('relation "inbox" does not exist'), { code: '42P01', detail: 'Key (name)=(Анна)' }),
  );
  const prisma = new Error(
    'Invalid `prisma.member.create()` invocation:\n{ name: "Анна" }\n\nArgument `id` is missing.',
  );
  prisma.name = 'PrismaClientValidationError';
  log.error({ err: prisma });
  expect(lines.join('')).not.toMatch(/Анна|операция|payload/);
  const [first, second, third] = lines.map((line) => JSON.parse(line));
  expect(first.msg).toContain('start tag "…"');
  expect(first.level).toBe('error');
  expect(first.err.stack).toMatch(/^at /);
  expect(second.err).toMatchObject({ message: 'relation "inbox" does not exist', code: '42P01' });
  expect(third.msg).toBe('Argument `id` is missing.');
});

test('values that JSON lacks do not break a line', () => {
  const { log, lines } = keptLog();
  const circular: Record<string, unknown> = { id: 7n, at: new Date(0), bytes: new Uint8Array(3), nothing: undefined };
  circular.self = circular;
  log.info(circular, 'odd');
  log.info(undefined, 'nothing');
  log.info('plain %d', 5);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    id: '7',
    at: '1970-01-01T00:00:00.000Z',
    bytes: '[hidden]',
    msg: 'odd',
  });
  expect(JSON.parse(lines[2]!).msg).toBe('plain 5');
});

test('what is no secret stays readable', () => {
  const text = 'closed 2026-11-22T16:00:00.000Z at http://127.0.0.1:8080/sandbox for 1234567: done';
  expect(scrub(text)).toBe(text);
});

test('the operator reads one short line about a refusal', () => {
  const lost = new HttpError(
    'Network request failed',
    Object.assign(new Error(`to /bot${TOKEN}/x`), { code: 'ECONNRESET' }),
  );
  expect(describeError(lost)).toBe('HttpError ECONNRESET');
  expect(describeError(new Error(`first\nline /bot${TOKEN}/x`))).toBe('Error: first line /bot[token]/x');
  expect(describeError('odd')).toBe('unknown error');
});
