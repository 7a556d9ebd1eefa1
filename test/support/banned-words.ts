// Red line 7: words that promise gain or press people, in all their forms, as src/locales/README.md lists them.
import fs from 'node:fs';

const GUIDE = new URL('../../src/locales/README.md', import.meta.url);

/** /rules and /help say what Exodus is not. */
export const MAY_NAME: readonly string[] = ['rules-text', 'help-text', 'help-a-pyramid', 'help-a-pledge'];

export const BANNED: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...fs.readFileSync(GUIDE, 'utf8').matchAll(/```banned-(\w+)\n([\s\S]*?)```/g)].map(
    ([, language = '', list = '']) => [language, list.trim().split('\n').flatMap(inflect)],
  ),
);

/** A stem with its endings: `долг: , а, у` gives долг, долга, долгу; a line without a colon is one word. */
function inflect(line: string): string[] {
  const [stem = '', endings = ''] = line.split(':');
  return endings.split(',').map((ending) => stem + ending.trim());
}

const SETS = new Map(Object.entries(BANNED).map(([language, words]) => [language, new Set(words)]));

/** The banned words among these, whole words only. (`\b` knows no Cyrillic.) */
export function bannedIn(text: string, language: string): string[] {
  const words = text
    .toLowerCase()
    .replaceAll(/['ʼ]/g, '’')
    .matchAll(/[\p{L}\p{M}\p{N}]+(?:[’-][\p{L}\p{M}\p{N}]+)*/gu);
  const banned = SETS.get(language);
  return [...words].map(String).filter((word) => word.split('-').some((part) => banned?.has(part)));
}
