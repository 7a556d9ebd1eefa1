import { Composer } from 'grammy';
import { helpersOf, wasHelped } from '../../domain/helping/queries.ts';
import { pauseEverything, resumeEverything } from '../../domain/members/pausing.ts';
import { setQuietHours, setTimezone, settingsOf, switchNotices } from '../../domain/members/settings.ts';
import { COMMON_ZONES, isZoneKey } from '../../domain/members/zones.ts';
import { act, type BotContext, openForm, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import {
  pauseAllScreen,
  quietScreen,
  settingsScreen,
  switchesScreen,
  timeScreen,
  zonesScreen,
} from '../screens/settings.ts';
import { withUndo } from '../undoing.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** /settings: language, time zone, quiet hours, messages by kind, a pause of everything. */
export const settings = new Composer<BotContext>();

export async function settingsCard(ctx: BotContext, note: string | null = null): Promise<Screen> {
  const tx = read(ctx);
  const { id } = ctx.person;
  const help = { helpers: await helpersOf(tx, id), wasHelped: await wasHelped(tx, id) };
  return settingsScreen(ctx.words, await settingsOf(tx, id), tx.now, note, help);
}

/** Zone and quiet hours. */
export async function timeCard(ctx: BotContext, note: string | null = null): Promise<Screen> {
  const tx = read(ctx);
  return timeScreen(ctx.words, await settingsOf(tx, ctx.person.id), tx.now, note);
}

/** The same after a change. */
export const timeChanged = async (ctx: BotContext, kind: 'TIMEZONE' | 'QUIET_HOURS'): Promise<Screen> =>
  withUndo(ctx, await timeCard(ctx, ctx.words.html('settings-now')), kind, ctx.person.id);

const showSettings = async (ctx: BotContext): Promise<void> => {
  await show(ctx, await settingsCard(ctx));
};
settings.command('settings', showSettings);
onPress(settings, 'settings', showSettings);

onPress(settings, 'settingsTime', async (ctx) => {
  await show(ctx, await timeCard(ctx));
});

onPress(settings, 'zones', async (ctx, page) => {
  const { timezone } = await settingsOf(read(ctx), ctx.person.id);
  await show(ctx, zonesScreen(ctx.words, timezone, page));
});

onPress(settings, 'setZone', async (ctx, key) => {
  if (!isZoneKey(key)) return showNeutral(ctx);
  await act(ctx, (tx) => setTimezone(tx, ctx.person.id, COMMON_ZONES[key]));
  await show(ctx, await timeChanged(ctx, 'TIMEZONE'));
});

onPress(settings, 'quietHours', async (ctx) => {
  const { quietHours } = await settingsOf(read(ctx), ctx.person.id);
  await show(ctx, quietScreen(ctx.words, quietHours));
});

onPress(settings, 'setQuiet', async (ctx, from, to) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => setQuietHours(tx, ctx.person.id, { from, to })),
    () => timeCard(ctx),
  );
  if (done) await show(ctx, await timeChanged(ctx, 'QUIET_HOURS'));
});

onPress(settings, 'settingType', async (ctx, field) => {
  if (field !== 'zone' && field !== 'quiet') return showNeutral(ctx);
  await openForm(ctx, 'setting', { field });
});

async function switchesCard(ctx: BotContext, page: number): Promise<Screen> {
  const { off } = await settingsOf(read(ctx), ctx.person.id);
  return switchesScreen(ctx.words, off, page);
}

onPress(settings, 'noticeSwitches', async (ctx, page) => {
  await show(ctx, await switchesCard(ctx, page));
});

onPress(settings, 'noticeSwitch', async (ctx, kind, page) => {
  const { off } = await settingsOf(read(ctx), ctx.person.id);
  const isOff = off.some((name) => name === kind);
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => switchNotices(tx, ctx.person.id, kind, isOff)),
    () => switchesCard(ctx, page),
  );
  if (done) await show(ctx, await switchesCard(ctx, page));
});

onPress(settings, 'pauseAll', async (ctx, step) => {
  if (step === 'ask') return void (await show(ctx, pauseAllScreen(ctx.words)));
  if (step !== 'yes' && step !== 'resume') return showNeutral(ctx);
  const command = step === 'yes' ? pauseEverything : resumeEverything;
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => command(tx, ctx.person.id)),
    () => settingsCard(ctx),
  );
  if (!done) return;
  await show(ctx, await settingsCard(ctx, ctx.words.html(step === 'yes' ? 'pause-all-now' : 'resume-all-now')));
});
