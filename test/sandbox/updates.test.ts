import { InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { type People, peopleOf } from '../support/people.ts';
import { apiOf, PNG, refusal, runBot, sandboxForTest } from './fixture.ts';

let sandbox: Sandbox;
let people: People;
let stopBot: (() => Promise<void>) | undefined;

beforeEach(async () => {
  sandbox = await sandboxForTest();
  people = peopleOf(sandbox);
});

afterEach(async () => {
  await stopBot?.();
  stopBot = undefined;
  await sandbox.close();
});

it('gives an update again until a higher offset confirms it', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, 'раз');
  sandbox.api.say(olga, 'два');
  const api = apiOf(sandbox);
  const ids = async (offset?: number) =>
    (await api.getUpdates(offset === undefined ? {} : { offset })).map(({ update_id }) => update_id);
  expect(await ids()).toEqual([1, 2]);
  expect(await ids(1)).toEqual([1, 2]);
  expect(await ids(2)).toEqual([2]);
  expect(await ids()).toEqual([2]);
  expect(await ids(3)).toEqual([]);
  expect(sandbox.api.activity().pendingUpdates).toBe(0);
});

it('gives the bot the message as it was pressed, not as it was edited later', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, '/start');
  const api = apiOf(sandbox);
  const reply_markup = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] };
  const { message_id } = await api.sendMessage(olga, 'до', { reply_markup });
  sandbox.api.tap(olga, { messageId: message_id, row: 0, column: 0 });
  await api.editMessageText(olga, message_id, 'после');
  const [update] = await api.getUpdates({ offset: 2 });
  expect(update?.callback_query).toMatchObject({ data: 'yes', message: { text: 'до' }, from: { id: olga } });
});

it('ends an open poll with 409 when another one comes', async () => {
  const api = apiOf(sandbox);
  const first = refusal(api.getUpdates({ timeout: 30 }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = api.getUpdates({ timeout: 30 });
  expect(await first).toMatch(/^409 Conflict: terminated by other getUpdates request/);
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, 'привет');
  expect(await second).toHaveLength(1);
});

it('frees a poll whose bot has gone away', async () => {
  const gone = new AbortController();
  const poll = fetch(`${sandbox.url}/bot7000000001:sandbox/getUpdates?timeout=30`, { signal: gone.signal });
  setTimeout(() => gone.abort(), 50);
  await expect(poll).rejects.toThrow();
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, 'привет');
  expect(await apiOf(sandbox).getUpdates({ timeout: 30 })).toHaveLength(1);
});

it('sends only the kinds of updates that were asked for', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  const api = apiOf(sandbox);
  await api.getUpdates({ allowed_updates: ['my_chat_member'] });
  sandbox.api.say(olga, '/start');
  sandbox.api.block(olga);
  sandbox.api.unblock(olga);
  const changes = (await api.getUpdates()).map(({ my_chat_member }) => my_chat_member?.new_chat_member.status);
  expect(changes).toEqual(['kicked', 'member']);
});

it('answers a press once, in time', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, '/start');
  const api = apiOf(sandbox);
  const reply_markup = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] };
  const { message_id: messageId } = await api.sendMessage(olga, '?', { reply_markup });
  const press = () => sandbox.api.tap(olga, { messageId, row: 0, column: 0 });
  const tooOld = '400 Bad Request: query is too old and response timeout expired or query ID is invalid';
  const answered = press();
  await api.answerCallbackQuery(answered, { text: 'Готово', show_alert: true });
  expect(sandbox.api.answer(answered)).toEqual({ text: 'Готово', alert: true });
  expect(await refusal(api.answerCallbackQuery(answered))).toBe(tooOld);
  const late = press();
  sandbox.api.expireQueries();
  expect(await refusal(api.answerCallbackQuery(late))).toBe(tooOld);
  expect(await refusal(api.answerCallbackQuery('no such'))).toBe(tooOld);
});

it('lets mishaps happen to the calls they are meant for', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  const ira = sandbox.api.addPerson('Ира', 'uk').id;
  for (const id of [olga, ira]) sandbox.api.say(id, '/start');
  const api = apiOf(sandbox);
  const texts = (id: number) =>
    sandbox.api
      .transcript(id)
      .filter(({ from }) => from.is_bot)
      .map(({ text }) => text);

  sandbox.api.faults.add({ method: 'sendMessage', chatId: olga, code: 429, retryAfter: 7, times: 2 });
  await api.sendMessage(ira, 'ira');
  const refused = await api.sendMessage(olga, '1').catch((error) => error);
  expect(refused).toMatchObject({ error_code: 429, parameters: { retry_after: 7 } });
  expect(await refusal(api.sendMessage(olga, '2'))).toBe('429 Too Many Requests: retry after 7');
  await api.sendMessage(olga, '3');

  sandbox.api.faults.add({ method: '*', drop: 'before' });
  await expect(api.sendMessage(olga, '4')).rejects.toThrow(/Network request/);
  sandbox.api.faults.add({ method: '*', drop: 'after' });
  await expect(api.sendMessage(olga, '5')).rejects.toThrow(/Network request/);
  sandbox.api.faults.add({ method: 'sendmessage', delayMs: 100 });
  const start = performance.now();
  await api.sendMessage(olga, '6');
  expect(performance.now() - start).toBeGreaterThan(95);

  expect(texts(olga)).toEqual(['3', '5', '6']);
  expect(texts(ira)).toEqual(['ira']);
  expect(sandbox.api.faults.pending()).toEqual([]);
  expect(sandbox.api.rejections).toEqual([]);
});

it('keeps to the limits on sending when it is given some', async () => {
  const strict = await sandboxForTest({ limits: { perSecond: 30, perChatPerSecond: 1 } });
  try {
    const olga = strict.api.addPerson('Ольга', 'ru').id;
    strict.api.say(olga, '/start');
    await apiOf(strict).sendMessage(olga, '1');
    expect(await refusal(apiOf(strict).sendMessage(olga, '2'))).toBe('429 Too Many Requests: retry after 1');
    expect(strict.api.rejections).toEqual([]);
  } finally {
    await strict.close();
  }
});

it('carries pictures, documents and voice both ways', async () => {
  stopBot = await runBot(sandbox, (bot) => {
    bot.command('qr', async (ctx) => {
      await ctx.replyWithPhoto(new InputFile(PNG, 'qr.png'), { caption: '<b>QR</b>', parse_mode: 'HTML' });
    });
    bot.on(['message:photo', 'message:document', 'message:voice'], async (ctx) => {
      const file = await ctx.getFile();
      const response = await fetch(`${sandbox.url}/file/bot${bot.token}/${file.file_path}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      await ctx.replyWithDocument(new InputFile(bytes, 'копия «1».bin'), { caption: `${bytes.length}` });
    });
  });
  const olga = await people.add('Ольга', 'ru');
  await olga.says('/qr');
  const { message } = await olga.sees('QR');
  expect(message.photo).toEqual([expect.objectContaining({ width: 2, height: 2, file_size: PNG.length })]);
  expect(message.caption_entities).toEqual([{ type: 'bold', offset: 0, length: 2 }]);

  await olga.sends('photo', { name: 'я.png', type: 'image/png', bytes: PNG });
  const copy = (await olga.sees(`${PNG.length}`)).message.document;
  expect(copy).toMatchObject({ file_name: 'копия «1».bin', file_size: PNG.length });
  expect(sandbox.api.file(copy?.file_id ?? '')?.bytes).toEqual(PNG);
  await olga.sends('voice', { name: 'v.ogg', type: 'audio/ogg', bytes: Uint8Array.from([1, 2, 3]) });
  await olga.sees('3');

  const text = new InputFile(Uint8Array.from([1]), 'x.png');
  expect(await refusal(apiOf(sandbox).sendPhoto(olga.id, text))).toBe('400 Bad Request: IMAGE_PROCESS_FAILED');
  const unknown = apiOf(sandbox).sendPhoto(olga.id, 'no-such-file');
  expect(await refusal(unknown)).toMatch('wrong remote file identifier specified');
});

it('edits pictures and captions, reacts, deletes and hears what people forward', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  const { message_id: first } = sandbox.api.forward(olga, 'Нужна коляска', 'Ира');
  const api = apiOf(sandbox);
  const [update] = await api.getUpdates();
  expect(update?.message?.forward_origin).toMatchObject({ type: 'hidden_user', sender_user_name: 'Ира' });
  await api.setMessageReaction(olga, first, [{ type: 'emoji', emoji: '👍' }]);
  expect(sandbox.api.trace(olga, first).reaction).toBe('👍');

  const { message_id: id } = await api.sendPhoto(olga, new InputFile(PNG, '1.png'), { caption: 'раз' });
  const media = InputMediaBuilder.photo(new InputFile(PNG, '2.png'), { caption: '<i>два</i>', parse_mode: 'HTML' });
  expect(await api.editMessageMedia(olga, id, media)).toMatchObject({
    photo: [{ file_id: 'file-2' }],
    caption: 'два',
    caption_entities: [{ type: 'italic', offset: 0, length: 3 }],
  });
  expect(await api.editMessageCaption(olga, id, { caption: 'три' })).toMatchObject({ caption: 'три' });
  expect(await refusal(api.editMessageCaption(olga, id, { caption: 'три' }))).toMatch('message is not modified');
  expect(await refusal(api.editMessageText(olga, id, 'x'))).toBe(
    '400 Bad Request: there is no text in the message to edit',
  );
  await api.deleteMessages(olga, [id, first, 9999]);
  expect(sandbox.api.transcript(olga)).toEqual([]);
});

it('offers a reply keyboard, and links an answer to the question that forced it', async () => {
  const olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, '/start');
  const api = apiOf(sandbox);
  const reply_markup = { keyboard: [['5', '10'], [{ text: 'До конца месяца' }]] };
  await api.sendMessage(olga, 'Какого числа?', { reply_markup });
  expect(
    sandbox.api
      .replyKeyboard(olga)
      ?.keyboard?.flat()
      .map(({ text }) => text),
  ).toEqual(['5', '10', 'До конца месяца']);
  await api.sendMessage(olga, 'Ещё раз', { reply_markup: { remove_keyboard: true } });
  expect(sandbox.api.replyKeyboard(olga)).toBeUndefined();
  const { message_id } = await api.sendMessage(olga, 'Сколько?', { reply_markup: { force_reply: true } });
  sandbox.api.say(olga, '100');
  const [last] = await api.getUpdates({ offset: -1 });
  expect(last?.message?.reply_to_message?.message_id).toBe(message_id);
});

it('lets people press buttons, follow links and share them', async () => {
  stopBot = await runBot(sandbox, (bot) => {
    const link = `https://t.me/exodus_sandbox_bot?start=jABC`;
    const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=x`;
    bot.command('start', (ctx) =>
      ctx.reply(`Привет, ${ctx.from?.first_name} ${ctx.match}`, {
        reply_markup: {
          inline_keyboard: [[{ text: '🤝 Помочь', callback_data: 'help' }], [{ text: '🔗', url: share }]],
        },
      }),
    );
    bot.callbackQuery('help', async (ctx) => {
      await ctx.editMessageText('Спасибо!');
      await ctx.answerCallbackQuery({ text: 'Записали' });
    });
  });
  const olga = await people.add('Ольга', 'ru');
  await olga.says('/start');
  const screen = await olga.sees(/Привет, Ольга/);
  const john = await people.add('John', 'en');
  await john.opens(screen.links[0] ?? '');
  await john.sees('Привет, John jABC');
  expect(await olga.taps('🤝')).toEqual({ text: 'Записали', alert: false });
  await olga.sees('Спасибо!');
  expect(await olga.buttons()).toEqual([]);
  await expect(olga.taps('🤝', '', { withinMs: 50 })).rejects.toThrow(/Ольга finds no button 🤝.*The chat:\n#1 Ольга/s);
  await people.quiet();
  expect(await people.rejections()).toEqual([]);
});
