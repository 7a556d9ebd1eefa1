import { ApiError, badRequest } from '../errors.ts';
import type { SendLimits } from '../faults.ts';
import type { Params } from '../params.ts';
import type { UpdateQueue } from '../updates.ts';
import type { World } from '../world.ts';
import { knownChat, openChat } from './chat.ts';
import * as edit from './edit.ts';
import * as profile from './profile.ts';
import { sendMedia, sendMessage } from './send.ts';

const QUERY_AGE_MS_MAX = 15_000;
const QUERY_ANSWER_LENGTH_MAX = 200;
const FILE_BYTES_MAX = 20 * 1024 * 1024;

/** What the methods work on. */
export interface Backstage {
  world: World;
  updates: UpdateQueue;
  limits: SendLimits;
}

type Method = (stage: Backstage, params: Params, hangUp: () => AbortSignal) => unknown;

/** Every method the sandbox knows, by its name in lower case: Telegram takes any case. */
const METHODS: Readonly<Record<string, Method>> = {
  getupdates: getUpdates,
  deletewebhook: deleteWebhook,
  getwebhookinfo: ({ updates }) => ({
    url: '',
    has_custom_certificate: false,
    pending_update_count: updates.waiting.length,
  }),
  setwebhook: () => {
    throw badRequest('webhooks are not supported by the sandbox: use getUpdates');
  },
  getme: ({ world }) => ({
    ...world.me,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
  logout: () => true,
  close: () => true,

  sendmessage: ({ world, limits }, params) => sendMessage(world, limits, params),
  sendphoto: ({ world, limits }, params) => sendMedia(world, limits, params, 'photo'),
  senddocument: ({ world, limits }, params) => sendMedia(world, limits, params, 'document'),
  sendvoice: ({ world, limits }, params) => sendMedia(world, limits, params, 'voice'),
  editmessagetext: ({ world }, params) => edit.editMessageText(world, params),
  editmessagecaption: ({ world }, params) => edit.editMessageCaption(world, params),
  editmessagemedia: ({ world }, params) => edit.editMessageMedia(world, params),
  editmessagereplymarkup: ({ world }, params) => edit.editMessageReplyMarkup(world, params),
  deletemessage: ({ world }, params) => edit.deleteMessage(world, params),
  deletemessages: ({ world }, params) => edit.deleteMessages(world, params),
  sendchataction: sendChatAction,
  setmessagereaction: setMessageReaction,
  answercallbackquery: answerCallbackQuery,

  getchat: ({ world }, params) => ({ ...knownChat(world, params).chat, accent_color_id: 0, max_reaction_count: 11 }),
  getfile: getFile,

  setmycommands: ({ world }, params) => profile.setCommands(world, params),
  getmycommands: ({ world }, params) => profile.getCommands(world, params),
  deletemycommands: ({ world }, params) => profile.deleteCommands(world, params),
  setmyname: ({ world }, params) => profile.setText(world, params, 'name'),
  getmyname: ({ world }, params) => profile.getText(world, params, 'name'),
  setmydescription: ({ world }, params) => profile.setText(world, params, 'description'),
  getmydescription: ({ world }, params) => profile.getText(world, params, 'description'),
  setmyshortdescription: ({ world }, params) => profile.setText(world, params, 'short_description'),
  getmyshortdescription: ({ world }, params) => profile.getText(world, params, 'short_description'),
  setchatmenubutton: ({ world }, params) => profile.setMenuButton(world, params),
  getchatmenubutton: () => ({ type: 'commands' }),
};

export function callMethod(stage: Backstage, name: string, params: Params, hangUp: () => AbortSignal): unknown {
  const method = METHODS[name.toLowerCase()];
  if (!method) throw new ApiError(404, 'Not Found: method not found');
  return method(stage, params, hangUp);
}

function getUpdates({ updates }: Backstage, params: Params, hangUp: () => AbortSignal): Promise<unknown> {
  const allowed = params.json('allowed_updates');
  const request = {
    offset: params.integer('offset') ?? 0,
    limit: params.integer('limit') ?? 100,
    timeoutS: params.integer('timeout') ?? 0,
    allowed: Array.isArray(allowed) ? allowed.map(String) : undefined,
  };
  return updates.take(request, hangUp());
}

function deleteWebhook({ updates }: Backstage, params: Params): true {
  if (params.flag('drop_pending_updates')) updates.waiting = [];
  return true;
}

const CHAT_ACTIONS = /^(typing|choose_sticker|find_location|(upload|record)_(photo|video|voice|document|video_note))$/;

function sendChatAction({ world }: Backstage, params: Params): true {
  const state = openChat(world, params);
  if (!CHAT_ACTIONS.test(params.text('action') ?? '')) throw badRequest('wrong parameter action in request');
  world.emit({ type: 'typing', personId: state.chat.id });
  return true;
}

function setMessageReaction({ world }: Backstage, params: Params): true {
  const state = openChat(world, params);
  const stored = state.messages.get(params.integer('message_id') ?? 0);
  if (!stored) throw badRequest('message to react not found');
  const given = params.json('reaction');
  const emoji = Array.isArray(given)
    ? given.flatMap((each) => (typeof each?.emoji === 'string' ? [each.emoji] : []))
    : [];
  world.changeMessage(state, stored, { reaction: emoji[0] });
  return true;
}

function answerCallbackQuery({ world }: Backstage, params: Params): true {
  const id = params.text('callback_query_id') ?? '';
  const query = world.queries.get(id);
  if (!query || query.answer || Date.now() - query.at > QUERY_AGE_MS_MAX) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = params.text('text') ?? '';
  if (text.length > QUERY_ANSWER_LENGTH_MAX) throw badRequest('MESSAGE_TOO_LONG');
  const url = params.text('url');
  query.answer = { text, alert: params.flag('show_alert'), ...(url ? { url } : {}) };
  world.emit({ type: 'answer', personId: query.chatId, queryId: id, answer: query.answer });
  return true;
}

function getFile({ world }: Backstage, params: Params): unknown {
  const id = params.text('file_id') ?? '';
  const file = world.files.get(id);
  if (!file) throw badRequest('invalid file_id');
  if (file.bytes.length > FILE_BYTES_MAX) throw badRequest('file is too big');
  const path = `files/${id}${/\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? ''}`;
  return { file_id: id, file_unique_id: `unique-${id}`, file_size: file.bytes.length, file_path: path };
}
