import { Composer } from 'grammy';
import { setLanguage } from '../../domain/members/members.ts';
import { isLanguage, LIMITS } from '../../domain/rules.ts';
import { cleanLine } from '../../domain/text.ts';
import { act, type BotContext, leaveForm, show } from '../context.ts';
import { cardHelpScreen, isOwnCard, isRecordCard, recordHelpScreen } from '../screens/card-help.ts';
import { helpScreen, helpSearchScreen, helpTopicScreen, isHelpTopic } from '../screens/help.ts';
import { languageScreen, noteScreen, privacyScreen, rulesScreen } from '../screens/info.ts';
import { withUndo } from '../undoing.ts';
import { onPress, showNeutral } from './press.ts';

/** Help, rules, privacy, language, and the way out of a form. */
export const info = new Composer<BotContext>();

const help = async (ctx: BotContext): Promise<void> => {
  await show(ctx, helpScreen(ctx.words, ctx.deps.supportUrl));
};
const rules = async (ctx: BotContext): Promise<void> => {
  await show(ctx, rulesScreen(ctx.words));
};
const privacy = async (ctx: BotContext): Promise<void> => {
  await show(ctx, privacyScreen(ctx.words));
};
const language = async (ctx: BotContext): Promise<void> => {
  await show(ctx, languageScreen(ctx.words));
};

info.command('help', async (ctx) => {
  const typed = cleanLine(ctx.match, LIMITS.titleLength).text;
  if (typed === '') return help(ctx);
  await show(ctx, helpSearchScreen(ctx.words, typed, ctx.deps.supportUrl));
});
info.command('rules', rules);
info.command('privacy', privacy);
info.command('language', language);
onPress(info, 'help', help);
onPress(info, 'helpPage', async (ctx, page) => {
  await show(ctx, helpScreen(ctx.words, ctx.deps.supportUrl, page));
});
onPress(info, 'helpTopic', async (ctx, word) => {
  if (!isHelpTopic(word)) return showNeutral(ctx);
  await show(ctx, helpTopicScreen(ctx.words, word, ctx.deps.supportUrl));
});
onPress(info, 'cardHelp', async (ctx, card) => {
  await (isOwnCard(card) ? show(ctx, cardHelpScreen(ctx.words, card)) : showNeutral(ctx));
});
onPress(info, 'recordHelp', async (ctx, card, id) => {
  await (isRecordCard(card) ? show(ctx, recordHelpScreen(ctx.words, card, id)) : showNeutral(ctx));
});
onPress(info, 'rules', rules);
onPress(info, 'privacy', privacy);
onPress(info, 'language', language);

onPress(info, 'setLanguage', async (ctx, word) => {
  if (!isLanguage(word)) return showNeutral(ctx);
  await act(ctx, (tx) => setLanguage(tx, ctx.person.id, word));
  ctx.words = ctx.deps.wordsOf(word);
  const note = noteScreen(ctx.words, ctx.words.html('language-set'));
  await show(ctx, await withUndo(ctx, note, 'LANGUAGE', ctx.person.id));
});

info.command('cancel', async (ctx) => {
  // A form was left by the command itself, which every command does; here the words are for just that.
  const wasOpen = ctx.preface !== null || (await leaveForm(ctx));
  ctx.preface = null;
  await show(ctx, noteScreen(ctx.words, ctx.words.html(wasOpen ? 'cancelled' : 'nothing-to-cancel')));
});
