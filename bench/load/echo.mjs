// The yardstick: grammY and nothing else.
import { Bot } from 'grammy';

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.BOT_API_ROOT } });
bot.on('message', (ctx) => ctx.reply(ctx.message.text ?? '…'));
await bot.start();
