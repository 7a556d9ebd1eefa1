import type { ConversationContextStorage, ConversationData, VersionedState } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { House } from '../../db/transaction.ts';

export interface FormStorageOptions<C extends Context> {
  readonly house: House;
  /** Change it whenever a form asks or remembers something else than before: forms of another version are dropped. */
  readonly version: string;
  /** The names of all forms there are; a stored form with another name is dropped as well. */
  readonly names: readonly string[];
  /** Tells the person that their unfinished form is gone. May be called again after a crash. */
  onStale(ctx: C, names: readonly string[]): unknown;
}

type Stored = VersionedState<ConversationData>;

export interface FormStorage<C extends Context> extends ConversationContextStorage<C, ConversationData> {
  /**
   * True when this very update was already taken into the chat's form and its answer sent: state is written after the
   * answer, so a repetition of the update (the process died before it was marked as handled) has nothing left to do.
   */
  wasConsumed(ctx: C): Promise<boolean>;
}

interface Row {
  readonly version: string;
  readonly state: Uint8Array | null;
  readonly updateId: bigint;
}

/** Asked for every update, so with a plan of its own. */
async function rowOf(house: House, chatId: bigint): Promise<Row | null> {
  const { rows } = await house.db.pool.query<{ version: string; state: Buffer | null; update_id: string }>({
    name: 'form',
    text: 'SELECT version, state, update_id FROM forms WHERE chat_id = $1',
    values: [chatId],
  });
  const row = rows[0];
  return row ? { version: row.version, state: row.state, updateId: BigInt(row.update_id) } : null;
}

/**
 * Keeps the open form of each private chat in one sealed row, so that it survives a restart. Dates and bigints come back
 * as they were. Forms exist in private chats only: elsewhere, and for updates without a chat, nothing is stored.
 */
export function formStorage<C extends Context>(options: FormStorageOptions<C>): FormStorage<C> {
  const { house, version, names, onStale } = options;
  const { prisma } = house.db;
  /** What was found when the update came; updates of one chat follow each other, so it holds until the update writes. */
  const found = new WeakMap<Update, Row | null>();

  const save = async (ctx: C, state: Stored | null): Promise<void> => {
    const chatId = chatOf(ctx);
    if (chatId === null) return;
    found.delete(ctx.update);
    const data = {
      version,
      state: state && house.vault.seal(encode(state)),
      updateId: BigInt(ctx.update.update_id),
      updatedAt: house.clock.now(),
    };
    await prisma.storedForm.upsert({ where: { chatId }, create: { chatId, ...data }, update: data });
  };

  const find = async (ctx: C): Promise<Row | null> => {
    const chatId = chatOf(ctx);
    return chatId === null ? null : rowOf(house, chatId);
  };

  return {
    type: 'context',
    version,
    async wasConsumed(ctx) {
      const row = await find(ctx);
      found.set(ctx.update, row);
      return row?.updateId === BigInt(ctx.update.update_id);
    },
    adapter: {
      async read(ctx) {
        const chatId = chatOf(ctx);
        const known = found.get(ctx.update);
        const row = known === undefined ? await find(ctx) : known;
        if (chatId === null || !row?.state) return undefined;
        const stored = unseal(house, row.state);
        const open = stored ? Object.keys(stored.state) : [];
        if (stored && row.version === version && open.every((name) => names.includes(name))) return stored;
        try {
          await onStale(ctx, open);
        } finally {
          found.delete(ctx.update);
          await prisma.storedForm.deleteMany({ where: { chatId } });
        }
        return undefined;
      },
      write: (ctx, state) => save(ctx, state),
      delete: (ctx) => save(ctx, null),
    },
  };
}

const chatOf = (ctx: Context): bigint | null => (ctx.chat?.type === 'private' ? BigInt(ctx.chat.id) : null);

/** JSON, and the two kinds of values that it lacks. */
function encode(state: Stored): string {
  return JSON.stringify(state, function tag(this: Record<string, unknown>, key, plain: unknown) {
    const original = this[key];
    if (original instanceof Date) return { $date: original.toISOString() };
    return typeof original === 'bigint' ? { $bigint: String(original) } : plain;
  });
}

function decode(text: string): Stored {
  return JSON.parse(text, (_key, plain: unknown) => {
    if (plain === null || typeof plain !== 'object') return plain;
    if ('$bigint' in plain) return BigInt(String(plain.$bigint));
    return '$date' in plain ? new Date(String(plain.$date)) : plain;
  }) as Stored;
}

/** The stored state; null when it was sealed with another key or is not what we write. */
function unseal(house: House, sealed: Uint8Array): Stored | null {
  try {
    const stored = decode(house.vault.open(sealed));
    return typeof stored?.state === 'object' && stored.state !== null ? stored : null;
  } catch {
    return null;
  }
}
