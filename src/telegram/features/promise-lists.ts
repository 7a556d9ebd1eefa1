import { Composer, InputFile } from 'grammy';
import {
  type Archive,
  allPromises,
  archivePeople,
  PROMISE_LISTS,
  type PromiseList,
  promiseCounts,
  promisePage,
} from '../../domain/commitments/lists.ts';
import { minorPerWhole } from '../../domain/money.ts';
import { type BotContext, openForm, read, show } from '../context.ts';
import { PAGE_SIZE } from '../screen.ts';
import {
  archivePeopleScreen,
  isArchive,
  promisesScreen,
  promisesTable,
  promisesWithScreen,
  type TableFormat,
} from '../screens/promise-lists.ts';
import { homeButton } from '../screens/shared.ts';
import { onPress, showNeutral } from './press.ts';

/** /promises: lists, the archives by person, and all of it as a file. */
export const promiseLists = new Composer<BotContext>();

async function showList(ctx: BotContext, word: string, asked: number): Promise<void> {
  const list: PromiseList = PROMISE_LISTS.find((name) => name === word) ?? 'open';
  const tx = read(ctx);
  const page = await promisePage(tx, ctx.person.id, list, { withId: null, asked, size: PAGE_SIZE });
  await show(ctx, promisesScreen(ctx.words, list, page, await promiseCounts(tx, ctx.person.id)));
}

promiseLists.command('promises', (ctx) => showList(ctx, 'open', 0));
onPress(promiseLists, 'promises', showList);

const archiveOf = (word: string): Archive => (isArchive(word) ? word : 'archive');

onPress(promiseLists, 'archivePeople', async (ctx, word, asked) => {
  const list = archiveOf(word);
  const people = await archivePeople(read(ctx), ctx.person.id, list, null);
  await show(ctx, archivePeopleScreen(ctx.words, list, people, asked));
});

onPress(promiseLists, 'archiveFind', (ctx, word) => openForm(ctx, 'find-promises', { list: archiveOf(word) }));

onPress(promiseLists, 'promisesWith', async (ctx, word, personId, asked) => {
  const list = archiveOf(word);
  const tx = read(ctx);
  const person = (await archivePeople(tx, ctx.person.id, list, null)).find(({ id }) => id === personId);
  if (!person) return showNeutral(ctx);
  const page = await promisePage(tx, ctx.person.id, list, { withId: personId, asked, size: PAGE_SIZE });
  await show(ctx, promisesWithScreen(ctx.words, list, person, page));
});

/** Numbers as spreadsheets read them, days as they are in the deployment's zone. */
function tableFormat(ctx: BotContext): TableFormat {
  const { unit, timezone } = read(ctx).rules;
  const perWhole = minorPerWhole(unit);
  const days = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: timezone });
  return {
    amount: (minor) => {
      const rest = minor % perWhole;
      return rest === 0n ? `${minor / perWhole}` : `${minor / perWhole},${String(rest).padStart(unit.decimals, '0')}`;
    },
    day: (at) => days.format(at),
  };
}

onPress(promiseLists, 'promisesFile', async (ctx) => {
  const promises = await allPromises(read(ctx), ctx.person.id);
  const table = promisesTable(ctx.words, promises, tableFormat(ctx));
  await ctx.replyWithDocument(new InputFile(Buffer.from(table, 'utf8'), 'exodus-promises.csv'), {
    caption: ctx.words.html('promises-file', { count: promises.length }),
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[homeButton(ctx.words)]] },
  });
});
