import type { ConversationContextStorage, ConversationData, VersionedState } from '@grammyjs/conversations';
import type { Context } from 'grammy';
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

/**
 * Keeps the open form of each private chat in one sealed row, so that it survives a restart. Dates and bigints come back
 * as they were. Forms exist in private chats only: elsewhere, and for updates without a chat, nothing is stored.
 */
export function formStorage<C extends Context>(
  options: FormStorageOptions<C>,
): ConversationContextStorage<C, ConversationData> {
  const { house, version, names, onStale } = options;
  const { prisma } = house.db;

  const save = async (ctx: C, state: Stored | null): Promise<void> => {
    const chatId = chatOf(ctx);
    if (chatId === null) return;
    const data = {
      version,
      state: state && house.vault.seal(encode(state)),
      updateId: BigInt(ctx.update.update_id),
      updatedAt: house.clock.now(),
    };
    await prisma.storedForm.upsert({ where: { chatId }, create: { chatId, ...data }, update: data });
  };

  return {
    type: 'context',
    version,
    adapter: {
      async read(ctx) {
        const chatId = chatOf(ctx);
        const row = chatId === null ? null : await prisma.storedForm.findUnique({ where: { chatId } });
        if (chatId === null || !row?.state) return undefined;
        const stored = unseal(house, row.state);
        const open = stored ? Object.keys(stored.state) : [];
        if (stored && row.version === version && open.every((name) => names.includes(name))) return stored;
        try {
          await onStale(ctx, open);
        } finally {
          await prisma.storedForm.deleteMany({ where: { chatId } });
        }
        return undefined;
      },
      write: (ctx, state) => save(ctx, state),
      delete: (ctx) => save(ctx, null),
    },
  };
}

/**
 * True when this very update was already taken into the chat's form and its answer sent: state is written after the
 * answer, so a repetition of the update (the process died before it was marked as handled) has nothing left to do.
 */
export async function wasConsumed(house: House, chatId: number | bigint, updateId: number | bigint): Promise<boolean> {
  const { rowCount } = await house.db.pool.query({
    name: 'form-consumed', // asked for every update
    text: 'SELECT FROM forms WHERE chat_id = $1 AND update_id = $2',
    values: [chatId, updateId],
  });
  return rowCount === 1;
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
