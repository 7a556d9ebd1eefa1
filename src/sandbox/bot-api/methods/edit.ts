import { isDeepStrictEqual } from 'node:util';
import { badRequest } from '../errors.ts';
import { readInlineMarkup } from '../keyboards.ts';
import { Params } from '../params.ts';
import { readCaption, readText } from '../text.ts';
import type { Message } from '../types.ts';
import type { ChatState, StoredMessage, World } from '../world.ts';
import { editableMessage, knownChat } from './chat.ts';
import { type MediaKind, readInputMedia } from './media.ts';

/** After 48 hours Telegram deletes messages no more. */
const DELETE_AGE_MS_MAX = 48 * 3600 * 1000;
const DELETE_AT_ONCE_MAX = 100;

type Content = Pick<
  Message,
  'text' | 'entities' | 'caption' | 'caption_entities' | 'photo' | 'document' | 'voice' | 'reply_markup'
>;

export function editMessageText(world: World, params: Params): Message {
  const { text, entities } = readText(params, (id) => world.user(id));
  const { state, stored } = editableMessage(world, params);
  if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
  return apply(world, state, stored, { text, ...(entities.length > 0 ? { entities } : {}), ...keyboard(params) });
}

export function editMessageCaption(world: World, params: Params): Message {
  const { state, stored } = editableMessage(world, params);
  const { message } = stored;
  if (message.text !== undefined) throw badRequest('there is no caption in the message to edit');
  const caption = readCaption(params, (id) => world.user(id));
  return apply(world, state, stored, { ...mediaOnly(message), ...caption, ...keyboard(params) });
}

export function editMessageMedia(world: World, params: Params): Message {
  const { state, stored } = editableMessage(world, params);
  const media = params.object('media');
  if (!media) throw badRequest('media is empty');
  const kind = media.type;
  if (kind !== 'photo' && kind !== 'document') throw badRequest('MEDIA_TYPE_INVALID');
  if (stored.message.voice) throw badRequest("message can't be edited");
  const content = readInputMedia(world, params, kind satisfies MediaKind, media.media);
  const caption = readCaption(new Params(media), (id) => world.user(id));
  return apply(world, state, stored, { ...content, ...caption, ...keyboard(params) });
}

export function editMessageReplyMarkup(world: World, params: Params): Message {
  const { state, stored } = editableMessage(world, params);
  const { reply_markup: _, ...rest } = contentOf(stored.message);
  return apply(world, state, stored, { ...rest, ...keyboard(params) });
}

export function deleteMessage(world: World, params: Params): true {
  const state = knownChat(world, params);
  if (!params.has('message_id')) throw badRequest('message identifier is not specified');
  const id = params.integer('message_id') ?? 0;
  const stored = state.messages.get(id);
  if (!stored) throw badRequest('message to delete not found');
  if (Date.now() - stored.sentAt > DELETE_AGE_MS_MAX) throw badRequest("message can't be deleted for everyone");
  state.messages.delete(id);
  world.chatChanged(state);
  return true;
}

/** Skips, as Telegram does, the messages it cannot find. */
export function deleteMessages(world: World, params: Params): true {
  const state = knownChat(world, params);
  const ids = params.json('message_ids');
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > DELETE_AT_ONCE_MAX) throw badRequest('too many message identifiers specified');
  for (const id of ids) state.messages.delete(Number(id));
  world.chatChanged(state);
  return true;
}

function keyboard(params: Params): Pick<Message, 'reply_markup'> {
  const markup = readInlineMarkup(params.object('reply_markup'));
  return markup ? { reply_markup: markup } : {};
}

function mediaOnly({ photo, document, voice }: Message): Content {
  return { ...(photo ? { photo } : {}), ...(document ? { document } : {}), ...(voice ? { voice } : {}) };
}

function contentOf(message: Message): Content {
  const { text, entities, caption, caption_entities, reply_markup } = message;
  const parts = { text, entities, caption, caption_entities, reply_markup };
  const present = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  return { ...mediaOnly(message), ...present };
}

function apply(world: World, state: ChatState, stored: StoredMessage, content: Content): Message {
  const before = stored.message;
  if (isDeepStrictEqual(contentOf(before), content)) {
    const same = 'specified new message content and reply markup are exactly the same as a current content';
    throw badRequest(`message is not modified: ${same} and reply markup of the message`);
  }
  const { message_id, from, chat, date, reply_to_message, link_preview_options } = before;
  const message: Message = {
    message_id,
    from,
    chat,
    date,
    edit_date: world.date(),
    ...(reply_to_message ? { reply_to_message } : {}),
    ...(link_preview_options ? { link_preview_options } : {}),
    ...content,
  };
  world.changeMessage(state, stored, { message });
  return message;
}
