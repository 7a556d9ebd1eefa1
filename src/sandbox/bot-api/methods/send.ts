import { badRequest } from '../errors.ts';
import type { SendLimits } from '../faults.ts';
import { type Markup, readMarkup } from '../keyboards.ts';
import type { Params } from '../params.ts';
import { readCaption, readText } from '../text.ts';
import type { Message } from '../types.ts';
import type { ChatState, MessageContent, World } from '../world.ts';
import { openChat } from './chat.ts';
import { type MediaKind, readMedia } from './media.ts';

export function sendMessage(world: World, limits: SendLimits, params: Params): Message {
  const state = openChat(world, params);
  const { text, entities } = readText(params, (id) => world.user(id));
  return send(world, limits, params, state, { text, ...(entities.length > 0 ? { entities } : {}) });
}

export function sendMedia(world: World, limits: SendLimits, params: Params, kind: MediaKind): Message {
  const state = openChat(world, params);
  const caption = readCaption(params, (id) => world.user(id));
  return send(world, limits, params, state, { ...readMedia(world, params, kind), ...caption });
}

function send(
  world: World,
  limits: SendLimits,
  params: Params,
  state: ChatState,
  content: Partial<MessageContent>,
): Message {
  const markup = readMarkup(params.object('reply_markup'));
  const preview = params.object('link_preview_options');
  const replyTo = repliedMessage(params, state);
  limits.count(state.chat.id);
  const isEditable = markup.kind === 'none' || markup.kind === 'inline';
  const extra: MessageContent = {
    ...content,
    ...(markup.kind === 'inline' ? { reply_markup: markup.keyboard } : {}),
    ...(preview ? { link_preview_options: preview } : {}),
    ...(replyTo ? { reply_to_message: replyTo } : {}),
    ...(params.flag('protect_content') ? { has_protected_content: true as const } : {}),
  };
  const message = world.addMessage(state, world.me, extra, isEditable);
  applyReplyKeyboard(state, markup, message.message_id);
  return message;
}

function repliedMessage(params: Params, state: ChatState): Message | undefined {
  const reply = params.object('reply_parameters');
  const id = reply ? Number(reply.message_id) : params.integer('reply_to_message_id');
  if (id === undefined) return undefined;
  const found = state.messages.get(id)?.message;
  if (found) {
    const { reply_to_message: _, ...shallow } = found;
    return shallow;
  }
  if (reply?.allow_sending_without_reply === true) return undefined;
  throw badRequest('message to be replied not found');
}

function applyReplyKeyboard(state: ChatState, markup: Markup, messageId: number): void {
  const placeholder = 'placeholder' in markup && markup.placeholder ? markup.placeholder : undefined;
  const common = { message_id: messageId, ...(placeholder ? { input_field_placeholder: placeholder } : {}) };
  if (markup.kind === 'reply') {
    state.replyKeyboard = { keyboard: markup.rows, one_time_keyboard: markup.oneTime, ...common };
  }
  if (markup.kind === 'force') state.replyKeyboard = { force_reply: true, ...common };
  if (markup.kind === 'remove') delete state.replyKeyboard;
}
