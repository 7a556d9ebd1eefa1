import { InputFile } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { apiOf, PNG, refusal, sandboxForTest } from './fixture.ts';

let sandbox: Sandbox;
let olga: number;

beforeAll(async () => {
  sandbox = await sandboxForTest();
  olga = sandbox.api.addPerson('Ольга', 'ru').id;
  sandbox.api.say(olga, '/start');
});

afterAll(() => sandbox.close());

const html = { parse_mode: 'HTML' } as const;
const send = (text: string, other: object = {}) => apiOf(sandbox).sendMessage(olga, text, other);

describe('Text is checked as Telegram checks it', () => {
  it.each([
    ['<script>x</script>', `Unsupported start tag "script" at byte offset 0`],
    ['Ы <5', `Unclosed start tag at byte offset 3`],
    ['1 <5 > 2', `Unsupported start tag "5" at byte offset 2`],
    ['<b>x', `Can't find end tag corresponding to start tag "b"`],
    ['x</b>', `Unexpected end tag at byte offset 1`],
    ['<b><i>x</b></i>', `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`],
    ['<b>x</b', `Unclosed end tag at byte offset 4`],
    ['<span>x</span>', `Tag "span" must have class "tg-spoiler" at byte offset 0`],
    ['<a href>x</a>', `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`],
    ['<a href="x>y</a>', `Unclosed start tag at byte offset 0`],
  ])('%s is refused', async (text, reason) => {
    expect(await refusal(send(text, html))).toBe(`400 Bad Request: can't parse entities: ${reason}`);
  });

  it('turns markup into entities counted in UTF-16 units', async () => {
    const text = ' 🙏 <b>Олег &amp; <i>Ира</i></b> <a href="https://t.me/x?a=1&amp;b=2">тут</a> &lt;b&gt; /help ';
    const sent = await send(text, html);
    expect(sent.text).toBe('🙏 Олег & Ира тут <b> /help');
    expect(sent.entities).toEqual([
      { type: 'bold', offset: 3, length: 10 },
      { type: 'italic', offset: 10, length: 3 },
      { type: 'text_link', offset: 14, length: 3, url: 'https://t.me/x?a=1&b=2' },
      { type: 'bot_command', offset: 22, length: 5 },
    ]);
  });

  it('joins pre and code into one block with a language', async () => {
    const sent = await send('<pre><code class="language-sql">select</code></pre>', html);
    expect(sent.entities).toEqual([{ type: 'pre', offset: 0, length: 6, language: 'sql' }]);
  });

  it('refuses empty and overlong texts', async () => {
    expect(await refusal(send(''))).toBe('400 Bad Request: message text is empty');
    expect(await refusal(send(' \n '))).toBe('400 Bad Request: text must be non-empty');
    expect(await refusal(send('<b></b>', html))).toBe('400 Bad Request: text must be non-empty');
    expect(await refusal(send('я'.repeat(4097)))).toBe('400 Bad Request: message is too long');
    expect((await send(`<b>${'я'.repeat(4096)}</b>`, html)).text).toHaveLength(4096);
    const photo = () => new InputFile(PNG, 'x.png');
    const long = apiOf(sandbox).sendPhoto(olga, photo(), { caption: 'я'.repeat(1025) });
    expect(await refusal(long)).toBe('400 Bad Request: message caption is too long');
  });

  it('refuses modes of markup that it does not speak', async () => {
    expect(await refusal(send('*x*', { parse_mode: 'MarkdownV2' }))).toMatch('not supported by the sandbox');
    expect(await refusal(send('x', { parse_mode: 'htm' }))).toBe('400 Bad Request: unsupported parse_mode');
  });
});

describe('Buttons are checked as Telegram checks them', () => {
  const keyboard = (button: object) =>
    send('x', { reply_markup: { inline_keyboard: [[button as InlineKeyboardButton]] } });
  const unparsed = "400 Bad Request: can't parse inline keyboard button:";

  it.each([
    [{ text: 'x' }, `${unparsed} Text buttons are unallowed in the inline keyboard`],
    [{ text: 'x', callback_data: '' }, `${unparsed} Text buttons are unallowed in the inline keyboard`],
    [{ callback_data: 'x' }, `${unparsed} Can't find field "text"`],
    [{ text: 'x', callback_data: 'я'.repeat(33) }, '400 Bad Request: BUTTON_DATA_INVALID'],
    [
      { text: 'x', callback_data: 'x', url: 'https://t.me' },
      `${unparsed} Exactly one action is expected, found callback_data, url`,
    ],
    [
      { text: 'x', url: 'ftp://example.com' },
      `400 Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol`,
    ],
    [
      { text: 'x', url: 'http://localhost' },
      `400 Bad Request: inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL`,
    ],
  ])('%j is refused', async (button, reason) => {
    expect(await refusal(keyboard(button))).toBe(reason);
  });

  it.each([
    { text: 'x', callback_data: 'я'.repeat(32) },
    { text: 'x', url: 'https://t.me/share/url?url=x' },
    { text: 'x', url: 'tg://user?id=5' },
    { text: 'x', switch_inline_query: '' },
    { text: 'x', copy_text: { text: '€20' } },
    { text: 'x', web_app: { url: 'https://example.com' } },
  ])('%j is taken', async (button) => {
    expect((await keyboard(button)).reply_markup?.inline_keyboard).toEqual([[button]]);
  });
});

describe('Chats and messages are looked up as in Telegram', () => {
  it('knows no chat with somebody who never wrote', async () => {
    const stranger = sandbox.api.addPerson('Пётр', 'ru').id;
    expect(await refusal(apiOf(sandbox).sendMessage(stranger, 'x'))).toBe('400 Bad Request: chat not found');
    expect(await refusal(apiOf(sandbox).sendMessage(5, 'x'))).toBe('400 Bad Request: chat not found');
    expect(await refusal(apiOf(sandbox).sendMessage('', 'x'))).toBe('400 Bad Request: chat_id is empty');
  });

  it('refuses to write to a person who has blocked the bot', async () => {
    const ira = sandbox.api.addPerson('Ира', 'uk').id;
    sandbox.api.say(ira, '/start');
    sandbox.api.block(ira);
    expect(await refusal(apiOf(sandbox).sendMessage(ira, 'x'))).toBe('403 Forbidden: bot was blocked by the user');
    sandbox.api.say(ira, '/start again');
    await apiOf(sandbox).sendMessage(ira, 'x');
  });

  it('edits only what changes, exists and is the bot\u2019s', async () => {
    const api = apiOf(sandbox);
    const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] };
    const { message_id } = await send('<b>x</b>', { ...html, reply_markup });
    const same = api.editMessageText(olga, message_id, '<b>x</b> ', { ...html, reply_markup });
    expect(await refusal(same)).toMatch(/^400 Bad Request: message is not modified: specified new message content/);
    expect(await api.editMessageText(olga, message_id, 'x', { reply_markup })).not.toHaveProperty('entities');
    expect(await api.editMessageReplyMarkup(olga, message_id)).not.toHaveProperty('reply_markup');
    expect(await refusal(api.editMessageReplyMarkup(olga, message_id))).toMatch('message is not modified');
    expect(await refusal(api.editMessageText(olga, 9999, 'y'))).toBe('400 Bad Request: message to edit not found');
    const own = sandbox.api.say(olga, 'моё').message_id;
    expect(await refusal(api.editMessageText(olga, own, 'y'))).toBe("400 Bad Request: message can't be edited");
    const asked = await send('?', { reply_markup: { force_reply: true } });
    expect(await refusal(api.editMessageText(olga, asked.message_id, 'y'))).toMatch("message can't be edited");
    expect(await api.deleteMessage(olga, message_id)).toBe(true);
    expect(await refusal(api.deleteMessage(olga, message_id))).toBe('400 Bad Request: message to delete not found');
  });

  it('answers a reply to a message that is not there only when told to', async () => {
    const reply_parameters = { message_id: 9999 };
    expect(await refusal(send('x', { reply_parameters }))).toBe('400 Bad Request: message to be replied not found');
    await send('x', { reply_parameters: { ...reply_parameters, allow_sending_without_reply: true } });
  });

  it('knows the bot, its commands by language, and no other token or method', async () => {
    const api = apiOf(sandbox);
    expect(await api.getMe()).toMatchObject({ id: 7000000001, username: 'exodus_sandbox_bot', first_name: 'Exodus' });
    await api.setMyCommands([{ command: 'help', description: 'Help' }]);
    await api.setMyCommands([{ command: 'help', description: 'Помощь' }], { language_code: 'ru' });
    expect(sandbox.api.commandsFor(olga)).toEqual([{ command: 'help', description: 'Помощь' }]);
    const john = sandbox.api.addPerson('John', 'en').id;
    expect(sandbox.api.commandsFor(john)).toEqual([{ command: 'help', description: 'Help' }]);
    const wrong = api.setMyCommands([{ command: 'Help', description: 'Help' }]);
    expect(await refusal(wrong)).toBe('400 Bad Request: BOT_COMMAND_INVALID');
    expect(await refusal(apiOf(sandbox, '7000000001:other').getMe())).toBe('401 Unauthorized');
    expect(await refusal(api.sendDice(olga, '🎲'))).toBe('404 Not Found: method not found');
  });

  it('remembers each call that was refused for its own mistake', async () => {
    const before = sandbox.api.rejections.length;
    sandbox.api.faults.add({ method: 'sendMessage', code: 500 });
    await refusal(send('x'));
    await send('x');
    const news = sandbox.api.rejections.slice(before);
    expect(news.map(({ method, chatId, status }) => ({ method, chatId, status }))).toEqual([]);
    await refusal(send('<b>', html));
    expect(sandbox.api.rejections.at(-1)).toMatchObject({ method: 'sendMessage', chatId: olga, status: 400 });
  });
});
