import { type Conversation, type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations';
import { Bot, type Context } from 'grammy';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../src/db/client.ts';
import { openVault } from '../../src/db/vault.ts';
import { formStorage } from '../../src/telegram/forms/storage.ts';
import { testDb } from '../support/test-db.ts';
import { houseOn, type TestHouse, textUpdate } from './message-fixture.ts';

type FormContext = ConversationFlavor<Context>;

let db: Db;
let house: TestHouse;
let finished: unknown[];
let stale: (readonly string[])[];

beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.storedForm.deleteMany();
  house = houseOn(db);
  finished = [];
  stale = [];
});

/** Asks twice; keeps a date and a bigint in between. */
async function ask(conversation: Conversation<Context, Context>, _ctx: Context): Promise<void> {
  const first = await conversation.waitFor('message:text');
  const kept = await conversation.external(() => ({ at: new Date(5000), amount: 7n }));
  const second = await conversation.waitFor('message:text');
  await conversation.external(() => finished.push([first.message.text, second.message.text, kept]));
}

interface BotOptions {
  version?: string;
  name?: string;
  onStale?: () => Promise<void>;
}

/** A bot as after a restart: nothing is remembered but what is stored. */
function bot({ version = '1', name = 'ask', onStale }: BotOptions = {}): (update: Update) => Promise<void> {
  const me = { id: 1, is_bot: true, first_name: 'Bot', username: 'test_bot' } as const;
  const fresh = new Bot<FormContext>('1:unused', {
    botInfo: {
      ...me,
      can_join_groups: false,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_guest_queries: false,
      supports_join_request_queries: false,
    },
  });
  const storage = formStorage<FormContext>({
    house,
    version,
    names: [name],
    onStale: async (_ctx, names) => {
      stale.push(names);
      await onStale?.();
    },
  });
  fresh.use(conversations<FormContext, Context>({ storage }));
  fresh.command('cancel', (ctx) => ctx.conversation.exitAll());
  fresh.use(createConversation<FormContext, Context>(ask, name));
  fresh.command('ask', (ctx) => ctx.conversation.enter(name));
  return (update) => fresh.handleUpdate(update);
}

const command = (updateId: number, chatId: number, text: string): Update => {
  const update = textUpdate(updateId, chatId, text);
  return {
    ...update,
    message: { ...update.message!, entities: [{ type: 'bot_command', offset: 0, length: text.length }] },
  };
};
const row = () => db.prisma.storedForm.findUnique({ where: { chatId: 5 } });

test('a form goes on after a restart, with its dates and amounts as they were', async () => {
  await bot()(command(1, 5, '/ask'));
  await bot()(textUpdate(2, 5, 'first'));
  await bot()(textUpdate(3, 5, 'second'));
  expect(finished).toEqual([['first', 'second', { at: new Date(5000), amount: 7n }]]);
});

test('what a person wrote in a form is sealed at rest', async () => {
  await bot()(command(1, 5, '/ask'));
  await bot()(textUpdate(2, 5, 'my secret'));
  const state = (await row())?.state;
  expect(Buffer.from(state!).includes('my secret')).toBe(false);
  expect(house.vault.open(state!)).toContain('my secret');
});

test('an update that was taken into the form is known as such, also when it ended the form', async () => {
  const storage = formStorage<Context>({ house, version: '1', names: ['ask'], onStale: () => {} });
  const wasConsumed = (chatId: number, updateId: number) =>
    storage.wasConsumed({ chat: { type: 'private', id: chatId }, update: { update_id: updateId } } as Context);
  await bot()(command(1, 5, '/ask'));
  expect(await wasConsumed(5, 1)).toBe(true);
  await bot()(textUpdate(2, 5, 'first'));
  expect(await wasConsumed(5, 1)).toBe(false);
  expect(await wasConsumed(5, 2)).toBe(true);
  await bot()(textUpdate(3, 5, 'second'));
  expect(await wasConsumed(5, 3)).toBe(true);
  expect(await wasConsumed(6, 3)).toBe(false);
  expect((await row())?.state).toBeNull();
});

test('a form that was left can be begun anew', async () => {
  await bot()(command(1, 5, '/ask'));
  await bot()(command(2, 5, '/cancel'));
  expect((await row())?.state).toBeNull();
  await bot()(command(3, 5, '/ask'));
  await bot()(textUpdate(4, 5, 'first'));
  await bot()(textUpdate(5, 5, 'second'));
  expect(finished).toHaveLength(1);
  expect(stale).toEqual([]);
});

test('a form of another version is dropped, and the person is told', async () => {
  await bot()(command(1, 5, '/ask'));
  await bot({ version: '2' })(textUpdate(2, 5, 'first'));
  expect(stale).toEqual([['ask']]);
  expect(await row()).toBeNull();
  await bot({ version: '2' })(textUpdate(3, 5, 'again'));
  expect(stale).toHaveLength(1);
});

test('a form under a name that is gone is dropped, and a new one can be opened', async () => {
  await bot()(command(1, 5, '/ask'));
  await bot({ name: 'renamed' })(command(2, 5, '/ask'));
  expect(stale).toEqual([['ask']]);
  await bot({ name: 'renamed' })(textUpdate(3, 5, 'first'));
  await bot({ name: 'renamed' })(textUpdate(4, 5, 'second'));
  expect(finished).toHaveLength(1);
});

test('a form that cannot be read is dropped, and so is one whose person cannot be told', async () => {
  await bot()(command(1, 5, '/ask'));
  house = { ...house, vault: openVault('another secret of a restored machine') };
  const handle = bot({ onStale: () => Promise.reject(new Error('blocked')) });
  await expect(handle(textUpdate(2, 5, 'first'))).rejects.toThrow('blocked');
  expect(stale).toEqual([[]]);
  expect(await row()).toBeNull();
});

test('people do not share forms, and groups have none', async () => {
  await bot()(command(1, 5, '/ask'));
  await bot()(command(2, 6, '/ask'));
  await bot()(textUpdate(3, 5, 'mine'));
  await bot()(textUpdate(4, 6, 'theirs'));
  await bot()(textUpdate(5, 5, 'end'));
  expect(finished).toMatchObject([['mine', 'end', {}]]);
  const private6 = command(6, -100, '/ask');
  const message = { ...private6.message!, chat: { id: -100, type: 'group' as const, title: 'Group' } };
  await bot()({ update_id: 6, message } as Update);
  await bot()({ update_id: 7 });
  expect(await db.prisma.storedForm.count()).toBe(2);
});
