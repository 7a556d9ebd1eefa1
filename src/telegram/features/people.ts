import { Composer } from 'grammy';
import { ownAbout, setAbout, setNickname } from '../../domain/members/profile.ts';
import { block, breakContact, shutOutBy, unblock, wantBack } from '../../domain/network/blocks.ts';
import { contactsOf } from '../../domain/network/contacts.ts';
import { PEOPLE_FILTERS, seenPeople } from '../../domain/network/people.ts';
import { type PersonCard, personCard } from '../../domain/network/person-card.ts';
import { handleReport, reportCase } from '../../domain/network/reports.ts';
import { accountFor, answerWriting, askingToWrite, askToWrite } from '../../domain/network/writing.ts';
import { visibleRequests } from '../../domain/requests/queries.ts';
import { pack } from '../callbacks.ts';
import { act, type BotContext, openForm, read, show } from '../context.ts';
import type { Screen } from '../screen.ts';
import { noteScreen } from '../screens/info.ts';
import {
  aboutScreen,
  networkScreen,
  peopleScreen,
  personEditScreen,
  personScreen,
  shownName,
  shutOutScreen,
  writeToScreen,
} from '../screens/people.ts';
import { sureScreen } from '../screens/promises.ts';
import { homeOf } from './home.ts';
import { onPress, showNeutral, tryCommand } from './press.ts';

/** The network: requests and people I see, their cards, and what I can do about a person. */
export const people = new Composer<BotContext>();

async function showNetwork(ctx: BotContext, page: number): Promise<void> {
  const tx = read(ctx);
  const contacts = await contactsOf(tx, ctx.person.id);
  const seen = await visibleRequests(tx, ctx.person.id);
  await show(ctx, networkScreen(ctx.words, { contacts: contacts.length, requests: seen }, page));
}

people.command('network', (ctx) => showNetwork(ctx, 0));
onPress(people, 'network', showNetwork);

onPress(people, 'people', async (ctx, word, page) => {
  const filter = PEOPLE_FILTERS.find((name) => name === word);
  if (!filter) return showNeutral(ctx);
  await show(ctx, peopleScreen(ctx.words, filter, await seenPeople(read(ctx), ctx.person.id, filter), page));
});

/** Shows something about a person whom the presser sees; the neutral answer otherwise. */
async function withCard(ctx: BotContext, id: string, screen: (card: PersonCard) => Screen): Promise<void> {
  const card = await personCard(read(ctx), ctx.person.id, id);
  await (card ? show(ctx, screen(card)) : showNeutral(ctx));
}

const cardOf = async (ctx: BotContext, id: string): Promise<Screen | null> => {
  const card = await personCard(read(ctx), ctx.person.id, id);
  return card ? personScreen(ctx.words, card) : null;
};

onPress(people, 'person', (ctx, id) => withCard(ctx, id, (card) => personScreen(ctx.words, card)));
onPress(people, 'personEdit', (ctx, id) =>
  withCard(ctx, id, (card) => (card.contact ? personEditScreen(ctx.words, card) : personScreen(ctx.words, card))),
);
onPress(people, 'nickname', (ctx, memberId) => openForm(ctx, 'nickname', { memberId }));
onPress(people, 'personReport', (ctx, memberId) => openForm(ctx, 'report', { memberId }));

onPress(people, 'nicknameClear', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => setNickname(tx, ctx.person.id, id, null)),
    () => cardOf(ctx, id),
  );
  if (done) await withCard(ctx, id, (card) => personEditScreen(ctx.words, card));
});

/** Asks about a person before a step: their name in the question, ✅ to do it, ⬅️ to their card. */
const sure = (ctx: BotContext, id: string, question: string, yes: string): Promise<void> =>
  withCard(ctx, id, (card) =>
    sureScreen(ctx.words, ctx.words.html(question, { name: shownName(card) }), yes, pack('person', id)),
  );

onPress(people, 'personBreak', async (ctx, id, step) => {
  if (step !== 'yes') return sure(ctx, id, 'break-ask', pack('personBreak', id, 'yes'));
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => breakContact(tx, ctx.person.id, id)),
    () => cardOf(ctx, id),
  );
  if (done) await show(ctx, await shutOutOf(ctx, 0, ctx.words.html('break-now')));
});

onPress(people, 'personBlock', async (ctx, id, step) => {
  if (step !== 'yes') {
    const asking = await askingToWrite(read(ctx), ctx.person.id, id);
    const card = await personCard(read(ctx), ctx.person.id, id);
    if (!asking && !card) return showNeutral(ctx);
    const name = card ? shownName(card) : (asking?.name ?? '');
    const back = card ? pack('person', id) : pack('home');
    const question = ctx.words.html('block-ask', { name });
    return void (await show(ctx, sureScreen(ctx.words, question, pack('personBlock', id, 'yes'), back)));
  }
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => block(tx, ctx.person.id, id)),
    () => cardOf(ctx, id),
  );
  if (done) await show(ctx, await shutOutOf(ctx, 0, ctx.words.html('block-now')));
});

onPress(people, 'personWrite', async (ctx, id, step) => {
  const { words, person } = ctx;
  const account = await accountFor(read(ctx), person.id, id);
  if (account) return void (await show(ctx, writeToScreen(words, id, account)));
  if (step === 'yes') {
    const done = await tryCommand(
      ctx,
      () => act(ctx, (tx) => askToWrite(tx, person.id, id)),
      () => cardOf(ctx, id),
    );
    if (!done) return;
  }
  await withCard(ctx, id, (card) => {
    const name = shownName(card);
    if (card.writing === 'asked') return personScreen(words, card, words.html('may-write-asked', { name }));
    const question = words.html('may-write-ask', { name });
    return sureScreen(words, question, pack('personWrite', id, 'yes'), pack('person', id));
  });
});

onPress(people, 'writeAnswer', async (ctx, fromId, word) => {
  const isYes = word === 'yes';
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => answerWriting(tx, ctx.person.id, fromId, isYes)),
    () => homeOf(ctx),
  );
  if (done) await show(ctx, noteScreen(ctx.words, ctx.words.html(isYes ? 'may-write-yes-now' : 'may-write-no-now')));
});

const showAbout = async (ctx: BotContext, note: string | null = null): Promise<void> => {
  await show(ctx, aboutScreen(ctx.words, await ownAbout(read(ctx), ctx.person.id), note));
};

onPress(people, 'about', (ctx) => showAbout(ctx));
onPress(people, 'aboutEdit', (ctx) => openForm(ctx, 'about', {}));
onPress(people, 'aboutClear', async (ctx) => {
  await act(ctx, (tx) => setAbout(tx, ctx.person.id, null, null));
  await showAbout(ctx, ctx.words.html('about-cleared'));
});

const shutOutOf = async (ctx: BotContext, page = 0, note: string | null = null): Promise<Screen> =>
  shutOutScreen(ctx.words, await shutOutBy(read(ctx), ctx.person.id), page, note);

onPress(people, 'shutOut', async (ctx, page) => {
  await show(ctx, await shutOutOf(ctx, page));
});

onPress(people, 'unblock', async (ctx, id, step) => {
  const found = (await shutOutBy(read(ctx), ctx.person.id)).find((row) => row.id === id && row.kind === 'blocked');
  if (!found) return showNeutral(ctx);
  if (step !== 'yes') {
    const question = ctx.words.html('unblock-ask', { name: found.name });
    return void (await show(ctx, sureScreen(ctx.words, question, pack('unblock', id, 'yes'), pack('shutOut', 0))));
  }
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => unblock(tx, ctx.person.id, id)),
    () => shutOutOf(ctx),
  );
  if (done) await show(ctx, await shutOutOf(ctx, 0, ctx.words.html('unblock-now')));
});

onPress(people, 'wantBack', async (ctx, id, step) => {
  const { words } = ctx;
  const found = (await shutOutBy(read(ctx), ctx.person.id)).find((row) => row.id === id && row.kind === 'broken');
  if (!found) return showNeutral(ctx);
  const { name } = found;
  if (step !== 'yes') {
    const screen = found.isWanted
      ? await shutOutOf(ctx, 0, words.html('want-back-waiting', { name }))
      : sureScreen(words, words.html('want-back-ask', { name }), pack('wantBack', id, 'yes'), pack('shutOut', 0));
    return void (await show(ctx, screen));
  }
  let isBack = false;
  const done = await tryCommand(
    ctx,
    async () => {
      isBack = await act(ctx, (tx) => wantBack(tx, ctx.person.id, id));
    },
    () => shutOutOf(ctx),
  );
  if (!done) return;
  const note = isBack ? words.html('want-back-done', { name }) : words.html('want-back-now');
  await show(ctx, await shutOutOf(ctx, 0, note));
});

onPress(people, 'reportHandled', async (ctx, id) => {
  const done = await tryCommand(
    ctx,
    () => act(ctx, (tx) => handleReport(tx, ctx.person.id, id, ctx.deps.adminIds)),
    () => homeOf(ctx),
  );
  const report = done ? await reportCase(read(ctx), id) : null;
  if (report) {
    await show(ctx, noteScreen(ctx.words, ctx.words.html('report-handled-now', { number: report.number })));
  }
});
