import { badRequest } from '../errors.ts';
import type { Params } from '../params.ts';
import type { BotCommand } from '../types.ts';
import { commandsKey, type World } from '../world.ts';
import { knownChat } from './chat.ts';

const COMMANDS_MAX = 100;
const SCOPES_WITHOUT_CHAT = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']);

/** The bot's texts about itself: parameter's name, longest length, and where they are kept. */
const TEXTS = {
  name: { lengthMax: 64, store: 'names' },
  description: { lengthMax: 512, store: 'descriptions' },
  short_description: { lengthMax: 120, store: 'shortDescriptions' },
} as const;

export type ProfileText = keyof typeof TEXTS;

export function setCommands(world: World, params: Params): true {
  const given = params.json('commands');
  if (!Array.isArray(given)) throw badRequest("can't parse commands: expected an Array of BotCommand");
  if (given.length > COMMANDS_MAX) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  world.profile.commands.set(keyOf(world, params), given.map(readCommand));
  world.emit({ type: 'bot' });
  return true;
}

export function getCommands(world: World, params: Params): readonly BotCommand[] {
  return world.profile.commands.get(keyOf(world, params)) ?? [];
}

export function deleteCommands(world: World, params: Params): true {
  world.profile.commands.delete(keyOf(world, params));
  world.emit({ type: 'bot' });
  return true;
}

export function setText(world: World, params: Params, what: ProfileText): true {
  const { lengthMax, store } = TEXTS[what];
  const value = params.text(what) ?? '';
  if (value.length > lengthMax) throw badRequest(`bot ${what.replace('_', ' ')} is too long`);
  world.profile[store].set(languageOf(params), value);
  world.emit({ type: 'bot' });
  return true;
}

export function getText(world: World, params: Params, what: ProfileText): Record<string, string> {
  const texts = world.profile[TEXTS[what].store];
  const fallback = what === 'name' ? world.me.first_name : '';
  return { [what]: texts.get(languageOf(params)) || texts.get('') || fallback };
}

export function setMenuButton(world: World, params: Params): true {
  if (params.has('chat_id')) knownChat(world, params);
  const type = params.object('menu_button')?.type ?? 'default';
  if (!['default', 'commands', 'web_app'].includes(String(type))) throw badRequest("can't parse menu button");
  return true;
}

function readCommand(given: unknown): BotCommand {
  const { command, description } = (given ?? {}) as Record<string, unknown>;
  if (typeof command !== 'string' || typeof description !== 'string') throw badRequest("can't parse BotCommand");
  const name = command.replace(/^\//, '');
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: name, description };
}

function languageOf(params: Params): string {
  const language = params.text('language_code') ?? '';
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

function keyOf(world: World, params: Params): string {
  const scope = params.object('scope') ?? { type: 'default' };
  const type = String(scope.type);
  if (SCOPES_WITHOUT_CHAT.has(type)) return commandsKey({ type }, languageOf(params));
  if (type !== 'chat') throw badRequest("can't parse BotCommandScope: unsupported type specified");
  const chatId = Number(scope.chat_id);
  if (!world.chats.get(chatId)?.started) throw badRequest('chat not found');
  return commandsKey({ type, chat_id: chatId }, languageOf(params));
}
