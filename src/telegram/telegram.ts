import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { type House, reading, transact } from '../db/transaction.ts';
import { markUnreachable, personById } from '../domain/members/members.ts';
import { deliveryOf } from '../domain/notices/queue.ts';
import { noticeView } from '../domain/notices/views.ts';
import { alertByDay } from '../domain/requests/alerts.ts';
import type { Notice } from '../generated/prisma/client.ts';
import { type Logger, logging } from '../log.ts';
import { describe, isPassing, isWrongToken } from './api-errors.ts';
import { createBot } from './bot.ts';
import { registerCommands } from './commands.ts';
import type { TelegramDeps } from './context.ts';
import { type CourierTiming, type RenderedNotice, startCourier, type Wait } from './courier.ts';
import { startInbox } from './inbox.ts';
import { actionOf, type Meter, UNMETERED } from './meter.ts';
import { createPace, type Pace, pause } from './pace.ts';
import { type PollerTiming, startPoller } from './poller.ts';
import { noticeScreen } from './screens/notices.ts';
import { loadWords } from './words.ts';

export interface TelegramOptions {
  readonly house: House;
  readonly config: {
    readonly token: string;
    readonly apiRoot: string;
    readonly adminIds: readonly bigint[];
    readonly supportUrl: string | null;
  };
  readonly log: Logger;
  readonly meter?: Meter | undefined;
  /** Unset: over the network, at Telegram's own pace. */
  readonly line?: Line;
  /** Called once when the bot cannot go on: a wrong token, or another process polls with it. */
  onFatal(error: Error): void;
}

/** How calls travel and what real time means to them; a simulation of years has its own. */
export interface Line {
  readonly fetch: typeof fetch;
  readonly pace: Pace;
  readonly courier: Partial<CourierTiming>;
  readonly poller: Partial<PollerTiming>;
  /** Milliseconds by which the actions of a person are counted. */
  readonly now: () => number;
}

/** The running Telegram side: poller, inbox, bot and courier. */
export interface Telegram {
  readonly lastPollAt: Date | null;
  /** Another process on this database polls. */
  readonly isStandby: boolean;
  wakeCourier(): void;
  /** Resolves when no update, or no notice that is due, waits or is under way here. */
  idle(of: 'updates' | 'notices'): Promise<void>;
  /** Stops polling, drains what is running, within 5 seconds. */
  stop(): Promise<void>;
}

const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

/** A notice as its recipient's message, made from what is true now; null when it is outdated or unwanted. */
async function render(deps: TelegramDeps, notice: Notice): Promise<RenderedNotice | Wait | null> {
  const tx = reading(deps.house);
  const delivery = await deliveryOf(tx, notice);
  if (delivery === 'drop') return null;
  if (delivery instanceof Date) return { until: delivery };
  const view = await noticeView(tx, notice.kind, notice.memberId, notice.params as Record<string, string>);
  if (!view) return null;
  const { language } = await personById(tx, notice.memberId);
  const screen = noticeScreen(deps.wordsOf(language), view, deps.botUsername);
  return { text: screen.text, keyboard: screen.keyboard.map((row) => [...row]), isSilent: delivery === 'silent' };
}

const GET_ME_PAUSE_MS = 2000;

/** Who is behind the token. While Telegram cannot be reached it is asked again; a token it does not know ends the start. */
async function whoAmI(api: Api, token: string, log: Logger): ReturnType<Api['getMe']> {
  for (;;) {
    try {
      return await api.getMe();
    } catch (error) {
      if (isWrongToken(error) || !isPassing(error)) {
        throw new Error(`Telegram did not accept the bot (token of bot ${token.split(':')[0]})`, { cause: error });
      }
      log.warn({ reason: describe(error) }, 'Telegram cannot be reached, asked again');
      await pause(GET_ME_PAUSE_MS);
    }
  }
}

/** Whatever is logged on the way carries the update's id and what it asks for; how long it took is counted. */
async function measured(update: Update, meter: Meter, log: Logger, handle: () => Promise<void>): Promise<void> {
  const action = actionOf(update);
  const startedAt = performance.now();
  const end = (outcome: 'done' | 'failed'): number => {
    const ms = performance.now() - startedAt;
    meter.update(action, ms / 1000, outcome);
    return Math.round(ms);
  };
  await logging({ updateId: update.update_id, action }, async () => {
    try {
      await handle();
    } catch (error) {
      end('failed');
      throw error;
    }
    log.debug({ ms: end('done') }, 'update handled');
  });
}

/** Starts the Telegram side. Rejects when Telegram does not know the token. */
export async function startTelegram({
  house,
  config,
  log,
  meter = UNMETERED,
  line,
  onFatal,
}: TelegramOptions): Promise<Telegram> {
  const client = { apiRoot: config.apiRoot, ...(line ? { fetch: line.fetch } : {}) };
  // The courier and the poller have their own way with failures; the bot's Api retries what it may.
  const plain = (): Api => new Api(config.token, client);
  const me = await whoAmI(plain(), config.token, log);
  const pace = line?.pace ?? createPace({ onLimited: meter.limited });
  const wake = { courier: () => {} };
  const deps: TelegramDeps = {
    house,
    log,
    wordsOf: loadWords(house.rules),
    supportUrl: config.supportUrl,
    botUsername: me.username,
    adminIds: config.adminIds,
    wakeCourier: () => wake.courier(),
    openQuestions: new Map(),
    finishedForms: new Map(),
  };
  const bot = createBot({ token: config.token, client, me, pace, ...(line ? { now: line.now } : {}) }, deps);
  const courier = startCourier({
    house,
    api: plain(),
    pace,
    log,
    render: (notice) => render(deps, notice),
    onSent: async (tx, notice, { isSilent }) => {
      meter.sent();
      if (notice.kind === 'emergency-alert' && isSilent) await alertByDay(tx, notice);
      if (notice.kind !== 'proposals-card') return;
      const { cardId } = notice.params as { cardId: string };
      await tx.db.card.updateMany({ where: { id: cardId, deliveredAt: null }, data: { deliveredAt: tx.now } });
    },
    onUnreachable: (memberId) => transact(house, (tx) => markUnreachable(tx, memberId)),
    ...(line ? { timing: line.courier } : {}),
  });
  wake.courier = courier.wake;
  const inbox = startInbox({
    house,
    log,
    handle: (update) => measured(update, meter, log, () => bot.handleUpdate(update)),
  });
  const poller = startPoller({
    api: plain(),
    house,
    log,
    onUpdates: inbox.wake,
    onFatal: (reason) => onFatal(new Error(reason)),
    allowedUpdates: ALLOWED_UPDATES,
    ...(line ? { timing: line.poller } : {}),
  });
  registerCommands(bot.api, deps).catch((err: unknown) => log.warn({ err }, 'commands not registered'));
  return {
    get lastPollAt() {
      return poller.lastPollAt;
    },
    get isStandby() {
      return poller.isStandby;
    },
    wakeCourier: courier.wake,
    idle: (of) => (of === 'updates' ? inbox.idle() : courier.idle()),
    stop: async () => {
      await Promise.all([poller.stop(), inbox.stop(), courier.stop()]);
    },
  };
}
