/** The part of Telegram's Bot API objects that the sandbox speaks. Names of fields are Telegram's. */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  username?: string;
  language_code?: string;
}

export interface Chat {
  id: number;
  type: 'private';
  first_name: string;
  username?: string;
}

/** A stretch of text with a meaning; `offset` and `length` count UTF-16 units. */
export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
  user?: User;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  copy_text?: { text: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

/** What stands in place of the person's keyboard: buttons that say their text, or a request for a reply. */
export interface ReplyKeyboard {
  keyboard?: { text: string }[][];
  force_reply?: boolean;
  one_time_keyboard?: boolean;
  input_field_placeholder?: string;
  /** The message that brought it. */
  message_id: number;
}

export interface FileRef {
  file_id: string;
  file_unique_id: string;
  file_size: number;
}

export interface Message {
  message_id: number;
  from: User;
  chat: Chat;
  date: number;
  edit_date?: number;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: (FileRef & { width: number; height: number })[];
  document?: FileRef & { file_name: string; mime_type: string };
  voice?: FileRef & { duration: number; mime_type: string };
  reply_markup?: InlineKeyboard;
  reply_to_message?: Message;
  forward_origin?: { type: 'hidden_user'; sender_user_name: string; date: number };
  link_preview_options?: Record<string, unknown>;
  has_protected_content?: true;
}

export interface ChatMemberChange {
  chat: Chat;
  from: User;
  date: number;
  old_chat_member: { status: 'member' | 'kicked'; user: User };
  new_chat_member: { status: 'member' | 'kicked'; user: User };
}

export interface CallbackQuery {
  id: string;
  from: User;
  chat_instance: string;
  message: Message;
  data: string;
}

export interface Update {
  update_id: number;
  message?: Message;
  callback_query?: CallbackQuery;
  my_chat_member?: ChatMemberChange;
}

export interface BotCommand {
  command: string;
  description: string;
}
