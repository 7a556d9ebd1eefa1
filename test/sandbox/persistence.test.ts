import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputFile } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { apiOf, handClock, PNG, sandboxForTest } from './fixture.ts';

let folder: string;
let stateFile: string;
const open: Sandbox[] = [];

async function start(): Promise<Sandbox> {
  const sandbox = await sandboxForTest({ stateFile });
  open.push(sandbox);
  return sandbox;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  stateFile = join(folder, 'deeper', 'telegram.json');
});

afterEach(async () => {
  await Promise.allSettled(open.splice(0).map((sandbox) => sandbox.close()));
  await rm(folder, { recursive: true });
});

it('shows its chats again after a restart, and goes on counting', async () => {
  const before = await start();
  const olga = before.api.addPerson('Ольга', 'ru').id;
  before.api.say(olga, '/start');
  const api = apiOf(before);
  const photo = (await api.sendPhoto(olga, new InputFile(PNG, 'qr.png'))).photo?.[0]?.file_id ?? '';
  const reply_markup = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] };
  const { message_id: messageId } = await api.sendMessage(olga, 'Привет', { reply_markup });
  await api.getUpdates({ offset: 2, timeout: 0 });
  const press = before.api.tap(olga, { messageId, row: 0, column: 0 });
  const chat = before.api.transcript(olga);
  await before.close();

  const after = await start();
  expect(after.api.people()).toEqual([expect.objectContaining({ id: olga, name: 'Ольга', started: true, unread: 2 })]);
  expect(after.api.transcript(olga)).toEqual(chat);
  expect(after.api.file(photo)?.bytes).toEqual(PNG);
  const [waiting] = await apiOf(after).getUpdates();
  expect(waiting).toMatchObject({ update_id: 2, callback_query: { id: press, data: 'yes' } });
  await apiOf(after).answerCallbackQuery(press);
  await apiOf(after).editMessageText(olga, messageId, 'Спасибо');
  expect(after.api.say(olga, 'снова').message_id).toBe(messageId + 1);
  expect((await apiOf(after).getUpdates({ offset: 3 }))[0]?.update_id).toBe(3);
  expect((await apiOf(after).sendPhoto(olga, new InputFile(PNG, 'qr.png'))).photo?.[0]?.file_id).not.toBe(photo);
  expect(after.api.addPerson('Ира', 'uk').id).toBe(olga + 1);
});

it('writes soon after a change, without waiting to be closed', async () => {
  (await start()).api.addPerson('Ольга', 'ru');
  const written = () => readFile(stateFile, 'utf8').catch(() => '');
  await expect.poll(written, { timeout: 5000 }).toContain('Ольга');
});

it('says which file to delete when it cannot read it', async () => {
  await (await start()).close();
  await writeFile(stateFile, '{"version":1');
  await expect(start()).rejects.toThrow(`The sandbox cannot read its chats from ${stateFile}: delete the file`);
});

it('says so when the port is taken', async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  const second = sandboxForTest({ port, clock: handClock() });
  await expect(second).rejects.toThrow(`The sandbox cannot listen on 127.0.0.1:${port}: another program uses it`);
  await expect(second).rejects.toMatchObject({ cause: { code: 'EADDRINUSE' } });
});
