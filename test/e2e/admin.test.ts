import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { transact } from '../../src/db/transaction.ts';
import { watch } from '../../src/domain/operations/incidents.ts';
import { createLog } from '../../src/log.ts';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { pack } from '../../src/telegram/callbacks.ts';
import { storeUpdates } from '../../src/telegram/poller.ts';
import { startTelegram, type Telegram } from '../../src/telegram/telegram.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { type Actor, type People, peopleOf } from '../support/people.ts';

const OPERATOR = 900_001;
const MEMBERS = 12;
const OPERATORS = [BigInt(OPERATOR)];

let house: TestHouse;
let sandbox: Sandbox;
let telegram: Telegram;
let people: People;
let anna: Actor;
let boris: Actor;
let operator: Actor;

beforeAll(async () => {
  house = await testHouse();
  const now = async (): Promise<Date> => house.clock.now();
  sandbox = await startSandbox({ port: 0, clock: { now, shift: now, reset: now } });
  telegram = await startTelegram({
    house,
    config: { token: SANDBOX_TOKEN, apiRoot: sandbox.url, adminIds: OPERATORS, supportUrl: null },
    log: createLog('silent'),
    onFatal: (error) => {
      throw error;
    },
  });
  people = peopleOf(sandbox);
  operator = await people.add('Оператор', 'ru', { id: OPERATOR });
  await operator.says('/start');
  await operator.sees('Эксодус');
  anna = await people.add('Анна', 'ru');
  boris = await people.add('Борис', 'ru');
  for (const person of [anna, boris]) {
    await person.says('/start');
    await person.sees('Эксодус');
  }
  await anna.says('/invite');
  const link = (await anna.sees(/start=j/)).links.find((url) => url.includes('start=j')) ?? '';
  await boris.opens(link);
  await boris.sees('Анна');
  await boris.taps('✅');
  for (let n = 3; n < MEMBERS; n++) {
    const guest = await people.add(`Гость${n}`, 'ru');
    await guest.says('/start');
    await guest.sees('Эксодус');
  }
});
afterAll(async () => {
  await telegram?.stop();
  await sandbox?.close();
  await house?.close();
});

/** Incidents that began or ended. */
const look = (): Promise<number> => transact(house, (tx) => watch(tx, OPERATORS, new Date()));

describe('/admin', () => {
  test('is unknown to others: the same answer as to any unknown command, and its buttons are nobody’s', async () => {
    await anna.says('/dance');
    const unknown = await anna.sees('Эксодус');
    await anna.says('/admin');
    const answer = await anna.sees('Эксодус');
    expect([answer.text, answer.buttons]).toEqual([unknown.text, unknown.buttons]);
    expect((await house.db.prisma.member.findMany()).length).toBe(MEMBERS);
    const commands = sandbox.api.calls.filter((call) => call.method === 'setMyCommands');
    expect(JSON.stringify(commands)).not.toContain('admin');
    await anna.says('/menu');
    const { messageId } = await anna.sees('Эксодус');
    const forged = [
      pack('admin'),
      pack('adminReports', 0),
      pack('announceStart'),
      pack('adminReport', crypto.randomUUID()),
    ];
    for (const [index, data] of forged.entries()) {
      const from = { id: anna.id, is_bot: false, first_name: 'Анна' };
      const chat = { id: anna.id, type: 'private' as const, first_name: 'Анна' };
      const message = { message_id: messageId, date: 1_790_000_000, chat, text: '·' };
      const press = { id: `forged ${index}`, from, message, chat_instance: '1', data };
      await storeUpdates(house, [{ update_id: 900_000_000 + index, callback_query: press }]);
    }
    await people.quiet({ silentMs: 1500 });
    expect(await house.db.prisma.inboxUpdate.count({ where: { handledAt: null } })).toBe(0);
    expect(await house.db.prisma.storedForm.count({ where: { state: { not: null } } })).toBe(0);
    const seen = (await anna.screens()).map(({ text }) => text).join('\n');
    expect(seen).not.toContain('Как идут дела');
    expect(seen).not.toContain('Что написать всем');
  });

  test('shows operators counts only: no names, no texts', async () => {
    await operator.says('/admin');
    const { text, buttons } = await operator.sees('Как идут дела');
    expect(text).toContain(`Участников: ${MEMBERS}, открытых просьб: 0`);
    expect(text).toContain('Месяц 2026-11');
    expect(text).not.toMatch(/Анна|Борис|Гость/);
    expect(text.length).toBeLessThanOrEqual(600);
    expect(buttons.flat().length).toBeLessThanOrEqual(6);
  });

  test('counts open reports and lists them by number and reason; words and people stay away', async () => {
    await boris.says('/network');
    await boris.taps('👥', 'Все');
    await boris.taps('👤', 'Анна');
    await boris.taps('⚠️');
    await boris.sees(/\?/);
    await boris.taps('⚠️', 'Оскорбления');
    await boris.sees(/\?/);
    await boris.says('тайные слова жалобы');
    await boris.taps('✅');
    await operator.says('/admin');
    await operator.sees('Как идут дела');
    expect((await operator.buttons()).find((label) => label.startsWith('⚠️'))).toBe('⚠️ Жалобы: 1');
    await operator.taps('⚠️', 'Жалобы');
    await operator.sees('Открытых жалоб: 1');
    await operator.taps('⚠️');
    const { text } = await operator.sees('exodus reports');
    expect(text).not.toMatch(/тайные|Анна|Борис/);
    await operator.taps('✅');
    await operator.sees('разобрана');
    await operator.says('/admin');
    await operator.sees('Как идут дела');
    expect((await operator.buttons()).find((label) => label.startsWith('⚠️'))).toBe('⚠️ Жалобы: 0');
  });
});

describe('an announcement', () => {
  test('is shown before it goes, confirmed, sent once to everybody by day, and its progress is counted', async () => {
    house.clock.set('2026-11-10T20:00:00Z'); // 23:00 in Moscow
    await operator.says('/admin');
    await operator.sees('Как идут дела');
    await operator.taps('✉️', 'Написать всем');
    await operator.sees('Что написать всем?');
    await operator.says('Завтра бот отдыхает <b>&');
    const preview = await operator.sees('Завтра бот отдыхает <b>&');
    expect(preview.text).toContain(`люди (${MEMBERS})`);
    expect(await house.db.prisma.notice.count({ where: { kind: 'announcement' } })).toBe(0);
    await operator.taps('✅', 'Отправить всем');
    await operator.sees(`ушло 0 из ${MEMBERS}, ждут ${MEMBERS}`);
    await people.quiet();
    expect(await house.db.prisma.notice.count({ where: { kind: 'announcement', state: 'SENT' } }), 'not at night').toBe(
      0,
    );
    house.clock.set('2026-11-11T07:00:00Z');
    telegram.wakeCourier();
    await anna.sees('Завтра бот отдыхает <b>&');
    await boris.sees('Сообщение всем участникам');
    const sent = () => house.db.prisma.notice.count({ where: { kind: 'announcement', state: 'SENT' } });
    await vi.waitUntil(async () => (await sent()) === MEMBERS, { timeout: 20_000, interval: 100 });
    await operator.says('/admin');
    await operator.sees(`ушло ${MEMBERS} из ${MEMBERS}, ждут 0`);
    const copies = (await anna.screens()).filter(({ text }) => text.includes('Завтра бот отдыхает'));
    expect(copies).toHaveLength(1);
    const stored = await house.db.prisma.broadcast.findFirstOrThrow();
    expect(Buffer.from(stored.text).toString('latin1')).not.toContain('Завтра');
  });
});

describe('operators hear once when something begins and once when it is over (R5)', () => {
  test('a queue that grows old, a broken rule, a failing backup, a silent job', async () => {
    const { db } = house;
    const setting = (key: string, value: string) =>
      db.prisma.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    expect(await look()).toBe(0);
    const at = new Date(house.clock.now().getTime() - 10 * 60_000);
    const stuck = { updateId: 99_999_999n, chatId: 5n, payload: new Uint8Array(0), receivedAt: at, attempts: 0 };
    await telegram.stop(); // nobody handles it
    await db.prisma.inboxUpdate.create({ data: stuck });
    await setting('checkup_found', 'I3 I9');
    await setting('backup_failed_at', at.toISOString());
    await db.prisma.job.create({ data: { name: 'unlock', lastSuccessAt: at } });
    expect(await look()).toBe(5);
    expect(await look(), 'once').toBe(0);
    const told = () => db.prisma.notice.count({ where: { kind: { in: ['trouble', 'job-failing'] } } });
    expect(await told()).toBe(5);
    await Promise.all([look(), look(), look()]);
    expect(await told(), 'also when several processes look').toBe(5);
    await db.prisma.inboxUpdate.delete({ where: { updateId: stuck.updateId } });
    await setting('checkup_found', 'I9');
    await db.prisma.setting.delete({ where: { key: 'backup_failed_at' } });
    await db.prisma.job.update({ where: { name: 'unlock' }, data: { lastSuccessAt: house.clock.now() } });
    expect(await look()).toBe(4);
    expect(await db.prisma.notice.count({ where: { kind: 'trouble-over' } })).toBe(4);
    telegram = await startTelegram({
      house,
      config: { token: SANDBOX_TOKEN, apiRoot: sandbox.url, adminIds: OPERATORS, supportUrl: null },
      log: createLog('silent'),
      onFatal: () => {},
    });
    await operator.sees('Правило I9 не выполняется');
    const due = { state: { in: ['PENDING' as const, 'SENDING' as const] }, member: { telegramId: BigInt(OPERATOR) } };
    for (let n = 0; n < 100 && (await db.prisma.notice.count({ where: due })) > 0; n++) await sleep(200);
    const texts = (await operator.screens()).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('Нужно ваше внимание'))).toHaveLength(1); // what was over needed no alarm
    expect(texts.filter((text) => text.includes('Снова в порядке'))).toHaveLength(4);
    expect(texts.some((text) => text.includes('Ответы людям задерживаются'))).toBe(true);
    await operator.says('/admin');
    await operator.sees('⚠️ Правило I9 не выполняется');
  });
});
