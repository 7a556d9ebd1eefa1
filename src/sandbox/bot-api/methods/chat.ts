import { ApiError, badRequest } from '../errors.ts';
import type { Params } from '../params.ts';
import type { ChatState, StoredMessage, World } from '../world.ts';

/** The chat that a call is about. A chat exists for the bot once the person has written to it. */
export function knownChat(world: World, params: Params): ChatState {
  if (!params.has('chat_id') || params.text('chat_id') === '') throw badRequest('chat_id is empty');
  const state = world.chats.get(params.integer('chat_id') ?? Number.NaN);
  if (!state?.started) throw badRequest('chat not found');
  return state;
}

/** The same for calls that reach the person, who must not have blocked the bot. */
export function openChat(world: World, params: Params): ChatState {
  const state = knownChat(world, params);
  if (state.blocked) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
  return state;
}

/** A message of the bot that may be edited. */
export function editableMessage(world: World, params: Params): { state: ChatState; stored: StoredMessage } {
  if (params.has('inline_message_id')) throw badRequest('inline messages are not supported by the sandbox');
  const state = openChat(world, params);
  if (!params.has('message_id')) throw badRequest('message identifier is not specified');
  const stored = state.messages.get(params.integer('message_id') ?? 0);
  if (!stored) throw badRequest('message to edit not found');
  if (!stored.message.from.is_bot || !stored.isEditable) throw badRequest("message can't be edited");
  return { state, stored };
}
