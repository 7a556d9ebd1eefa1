// What the code can show, read from its source: nobody has to remember to add a screen to a list.
import fs from 'node:fs';
import { FluentResource } from '@fluent/bundle';

const SRC = new URL('../../src/', import.meta.url);
const read = (path: string): string => fs.readFileSync(new URL(path, SRC), 'utf8');

export const russian = new FluentResource(read('locales/ru.ftl')).body;
export const KEYS: ReadonlySet<string> = new Set(russian.map(({ id }) => id));

/** Exports of the screens folder that return a screen, read from their source. */
export function screenFunctions(): string[] {
  const files = fs.readdirSync(new URL('telegram/screens/', SRC)).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    read(`telegram/screens/${file}`)
      .split(/^export /m)
      .flatMap((chunk) => {
        const name = /^(?:function|const) (\w+)/.exec(chunk)?.[1];
        if (name === undefined) return [];
        const type = /\):\s*([\w.]+(?:\[[^\]]*\])*)\s*(?:\{|=>)/.exec(chunk)?.[1];
        return type === 'Screen' || name.endsWith('Screen') ? [name] : [];
      }),
  );
}

/** Keys of the questions that are asked before a step, read from the features. */
export function sureQuestions(): string[] {
  const files = fs.readdirSync(new URL('telegram/features/', SRC));
  const keys = files.flatMap((file) => [...read(`telegram/features/${file}`).matchAll(/'([a-z-]+-ask)'/g)]);
  return [...new Set(keys.map(([, key = '']) => key))].filter((key) => KEYS.has(key)).sort();
}
