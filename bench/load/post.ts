/** A Telegram for ten thousand people: the stand-in over HTTP, watched, with its limits switched on when told. */
import type { SandboxBotApi } from '../../src/sandbox/bot-api/bot-api.ts';
import { tooManyRequests } from '../../src/sandbox/bot-api/errors.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';

/** What Telegram allows a bot: messages a second in all, and in one chat. */
const LIMITS = { perSecond: 30, perChatPerSecond: 1 };

const WRITES = /^(send(?!ChatAction)|editMessageText)/;

export interface Watched {
  readonly sandbox: Sandbox;
  readonly api: SandboxBotApi;
  /** When the bot's first message, edit or answer to a press for a chat arrived here, before it was carried out. */
  readonly answeredAt: Map<number, number>;
  /** Messages and edits for each chat since the last `forget`. */
  readonly written: Map<number, number>;
  readonly refused: { tooMany: number };
  limited: boolean;
  forget(): void;
}

export async function openPost(): Promise<Watched> {
  const now = async (): Promise<Date> => new Date();
  const sandbox = await startSandbox({ port: 0, clock: { now, shift: now, reset: now } });
  const api = sandbox.api as SandboxBotApi;
  const post: Watched = {
    sandbox,
    api,
    answeredAt: new Map(),
    written: new Map(),
    refused: { tooMany: 0 },
    limited: false,
    forget() {
      post.answeredAt.clear();
      post.written.clear();
    },
  };
  let recent: { chat: number; at: number }[] = [];
  const call = api.call.bind(api);
  api.call = async (method, params, hangUp) => {
    const query = method === 'answerCallbackQuery' ? params.text('callback_query_id') : undefined;
    const presser = query === undefined ? undefined : api.world.queries.get(query)?.chatId;
    if (presser !== undefined && !post.answeredAt.has(presser)) post.answeredAt.set(presser, performance.now());
    const chat = params.integer('chat_id');
    if (chat === undefined || !WRITES.test(method)) return call(method, params, hangUp);
    const at = performance.now();
    if (post.limited && method.startsWith('send')) {
      recent = recent.filter((message) => message.at > at - 1000);
      const isTooMany =
        recent.length >= LIMITS.perSecond ||
        recent.filter((message) => message.chat === chat).length >= LIMITS.perChatPerSecond;
      if (isTooMany) {
        post.refused.tooMany += 1;
        throw tooManyRequests(1);
      }
      recent.push({ chat, at });
    }
    if (!post.answeredAt.has(chat)) post.answeredAt.set(chat, at);
    post.written.set(chat, (post.written.get(chat) ?? 0) + 1);
    return call(method, params, hangUp);
  };
  return post;
}
