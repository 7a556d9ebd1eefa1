import type { Api } from 'grammy';
import { LANGUAGES } from '../domain/rules.ts';
import type { TelegramDeps } from './context.ts';

/** Commands in the order Telegram's menu shows them; their descriptions are the texts `cmd-…`. */
export const COMMANDS = [
  { name: 'menu' },
  { name: 'ask' },
  { name: 'give' },
  { name: 'promises' },
  { name: 'network' },
  { name: 'invite' },
  { name: 'settings' },
  { name: 'language' },
  { name: 'help' },
  { name: 'rules' },
  { name: 'privacy' },
  { name: 'mydata' },
  { name: 'delete' },
  { name: 'lock' },
  { name: 'cancel' },
  { name: 'start' },
] as const;

/** Registers the commands in every language; the default ones are in the deployment's language. */
export async function registerCommands(api: Api, deps: TelegramDeps): Promise<void> {
  const list = (language: (typeof LANGUAGES)[number]) =>
    COMMANDS.map(({ name }) => ({ command: name, description: deps.wordsOf(language).plain(`cmd-${name}`) }));
  await api.setMyCommands(list(deps.house.rules.defaultLanguage));
  for (const language of LANGUAGES) await api.setMyCommands(list(language), { language_code: language });
}
