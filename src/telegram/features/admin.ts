import { Composer } from 'grammy';
import { reportCase } from '../../domain/network/reports.ts';
import { openCases, overview } from '../../domain/operations/operators.ts';
import { type BotContext, openForm, read, show } from '../context.ts';
import { adminScreen, caseScreen, casesScreen } from '../screens/admin.ts';
import { onPress, showNeutral } from './press.ts';

/** /admin: for operators only, unknown to others. */
export const admin = new Composer<BotContext>();

export const isOperator = (ctx: BotContext): boolean => ctx.deps.adminIds.includes(ctx.self.telegramId);

async function showAdmin(ctx: BotContext): Promise<void> {
  if (!isOperator(ctx)) return showNeutral(ctx);
  await show(ctx, adminScreen(ctx.words, await overview(read(ctx), ctx.person.id, ctx.deps.adminIds)));
}

admin.command('admin', showAdmin);
onPress(admin, 'admin', showAdmin);

onPress(admin, 'adminReports', async (ctx, page) => {
  if (!isOperator(ctx)) return showNeutral(ctx);
  const cases = await openCases(read(ctx), ctx.person.id, ctx.deps.adminIds);
  await show(ctx, casesScreen(ctx.words, cases, page));
});

onPress(admin, 'adminReport', async (ctx, id) => {
  const found = isOperator(ctx) ? await reportCase(read(ctx), id) : null;
  if (!found) return showNeutral(ctx);
  await show(ctx, caseScreen(ctx.words, found));
});

onPress(admin, 'announceStart', async (ctx) => {
  if (!isOperator(ctx)) return showNeutral(ctx);
  await openForm(ctx, 'announce', {});
});
