import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InlineKeyboard, InputFile } from 'grammy';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { PNG, runBot, sandboxForTest } from './fixture.ts';

const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
);
const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...programs.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ...programs.map((folder) => join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')),
].find((path) => path !== undefined && path !== '' && existsSync(path));

if (executablePath === undefined) {
  console.warn('SKIPPED: the sandbox page is not tested, for there is no Chromium here (CHROMIUM_PATH may name one)');
}

const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(executablePath === undefined)('The chat page', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let stopBot: () => Promise<void>;
  const complaints: string[] = [];

  beforeAll(async () => {
    sandbox = await sandboxForTest();
    stopBot = await runBot(sandbox, (bot) => {
      const link = `https://t.me/${sandbox.api.me.username}?start=jABC`;
      const share = `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent('Заходите')}`;
      bot.command('start', (ctx) =>
        ctx.reply(
          `<b>Здравствуйте</b>, ${ctx.from?.first_name.replace('<', '&lt;')}! ${ctx.match && `Приглашение ${ctx.match}.`} ${link}`,
          {
            parse_mode: 'HTML',
            reply_markup: new InlineKeyboard().text('🤝 Обещаю', 'promise').url('🔗 Позвать', share),
          },
        ),
      );
      bot.command('qr', (ctx) => ctx.replyWithPhoto(new InputFile(PNG, 'qr.png'), { caption: 'Ваш код' }));
      bot.callbackQuery('promise', async (ctx) => {
        await ctx.editMessageText('Обещание записано');
        await ctx.answerCallbackQuery({ text: 'Спасибо!', show_alert: true });
      });
      bot.on('message:text', (ctx) => ctx.reply(`Вы сказали: ${ctx.message.text}`));
      bot.on('message:photo', (ctx) => ctx.reply('Картинка получена'));
    });
    const launch = { args: BROWSER_ARGS, ...(executablePath === undefined ? {} : { executablePath }) };
    browser = await chromium.launch(launch);
  });

  afterAll(async () => {
    await browser?.close();
    await stopBot?.();
    await sandbox?.close();
  });

  async function openPage(width: number, height: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height }, locale: 'ru-RU' });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(sandbox.url);
    return page;
  }

  const chatOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  async function addPerson(page: Page, name: string, language: string): Promise<void> {
    await page.getByRole('button', { name: 'Добавить человека' }).click();
    await page.getByLabel('Имя').fill(name);
    await page.getByRole('dialog').getByLabel('Язык').selectOption(language);
    await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  }

  it('lets two people meet through a link, press buttons and see pictures, and moves the clock', async () => {
    const page = await openPage(1280, 800);
    await addPerson(page, 'Ольга <b>', 'ru');
    const olga = chatOf(page, 'Ольга <b>');
    await olga.getByRole('button', { name: 'Начать' }).click();
    await olga.getByText('Здравствуйте, Ольга <b>!').waitFor();
    expect(await olga.locator('.from-bot strong').innerText()).toBe('Здравствуйте');

    await olga.getByRole('link', { name: 'start=jABC' }).click();
    await page.getByRole('dialog').getByLabel('Имя').fill('John');
    await page.getByRole('dialog').getByLabel('Язык').selectOption('en');
    await page.getByRole('button', { name: 'Добавить и открыть' }).click();
    const john = chatOf(page, 'John');
    await john.getByText('Приглашение jABC.').waitFor();
    expect(sandbox.api.people().map(({ name, language }) => [name, language])).toEqual([
      ['Ольга <b>', 'ru'],
      ['John', 'en'],
    ]);

    await john.getByRole('button', { name: '🤝 Обещаю' }).click();
    await page.getByRole('dialog').getByText('Спасибо!').waitFor();
    await page.getByRole('button', { name: 'Понятно' }).click();
    await john.getByText('Обещание записано').waitFor();
    expect(await john.getByRole('button', { name: '🤝 Обещаю' }).count()).toBe(0);

    await john.getByRole('button', { name: 'Начать' }).waitFor({ state: 'hidden' });
    await olga.getByRole('button', { name: '🔗 Позвать' }).click();
    await page.getByText('Кому передать ссылку?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'John' }).click();
    await john.locator('.from-person', { hasText: '/start jABC' }).nth(1).waitFor();

    await olga.getByLabel('Сообщение').fill('/qr');
    await olga.getByLabel('Сообщение').press('Enter');
    const picture = olga.getByRole('img', { name: 'Картинка' });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: { naturalWidth?: number }) => image.naturalWidth)).toBe(2);
    await olga
      .locator('input[data-kind=photo]')
      .setInputFiles({ name: 'я.png', mimeType: 'image/png', buffer: Buffer.from(PNG) });
    await olga.getByText('Картинка получена').waitFor();

    const before = await page.locator('#now').getAttribute('datetime');
    await page.getByRole('button', { name: '+1 месяц' }).click();
    const days = async () => {
      const now = await page.locator('#now').getAttribute('datetime');
      return (Date.parse(now ?? '') - Date.parse(before ?? '')) / 86_400_000;
    };
    await expect.poll(days).toBeGreaterThan(27);
    await page.getByRole('button', { name: 'Настоящее время' }).click();
    await expect.poll(days).toBeLessThan(1);

    await olga.getByRole('button', { name: 'Заблокировать бота' }).click();
    await olga.getByRole('button', { name: 'Разблокировать бота' }).last().click();
    await olga.getByLabel('Сообщение').waitFor();
    await page.close();
  });

  it('fits a phone: one chat at a time, with marks on those that have news', async () => {
    const phone = await openPage(360, 700);
    await addPerson(phone, 'Ира', 'uk');
    await phone.getByRole('button', { name: 'Начать' }).click();
    const ira = chatOf(phone, 'Ира');
    await ira.getByText('Здравствуйте, Ира!').waitFor();
    expect(await phone.locator('.column').count()).toBe(1);

    const john = sandbox.api.people().find(({ name }) => name === 'John')?.id ?? 0;
    sandbox.api.say(john, 'привет');
    const tab = phone.locator('.people').getByRole('button', { name: 'John' });
    await tab.locator('.badge').waitFor();
    await tab.click();
    await chatOf(phone, 'John').getByText('Вы сказали: привет').waitFor();
    await tab.locator('.badge').waitFor({ state: 'detached' });
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await phone.close();
  });

  it('comes back by itself when the sandbox was stopped and started again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const stateFile = join(folder, 'telegram.json');
    let another = await sandboxForTest({ stateFile });
    try {
      const page = await browser.newPage({ locale: 'uk-UA' });
      const port = Number(new URL(another.url).port);
      const nina = another.api.addPerson('Ніна', 'uk').id;
      await page.goto(another.url);
      await chatOf(page, 'Ніна').waitFor();
      await another.close();
      await page.getByRole('alert').waitFor();
      another = await sandboxForTest({ stateFile, port });
      another.api.say(nina, 'знову тут');
      await chatOf(page, 'Ніна').getByText('знову тут').waitFor();
      await page.getByRole('alert').waitFor({ state: 'hidden' });
      await page.close();
    } finally {
      await another.close();
      await rm(folder, { recursive: true });
    }
  });

  it('complains of nothing meanwhile', () => {
    expect(complaints).toEqual([]);
    expect(sandbox.api.rejections).toEqual([]);
  });
});
