import type { Config } from '../config.ts';
import type { OpenHouse } from '../house.ts';
import type { Logger } from '../log.ts';

/** What a command works with. */
export interface Operator {
  readonly house: OpenHouse;
  readonly log: Logger;
}

/** What a command says: one JSON object for programs, lines for people. */
export interface Answer {
  readonly data: object;
  readonly text: string;
  /** False makes the exit code 1: something is wrong that the answer tells of. True unless told. */
  readonly ok?: boolean;
}

/** A command that was understood and may begin. */
export type Work = (operator: Operator) => Promise<Answer>;

/**
 * Reads what was typed and refuses what cannot be, before the house is opened.
 * @throws UsageError, and the command's own refusals
 */
export type Command = (args: readonly string[], config: Config) => Work;

/** As a command, for what opens the database in its own way. */
export type StandaloneCommand = (args: readonly string[], config: Config) => () => Promise<Answer>;

/** The command was typed wrongly; the usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError when there is more than the command understands */
export function noMore(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError(`Not understood: ${args.map((arg) => JSON.stringify(arg)).join(' ')}.`);
}

/** Takes `--name value` out of the arguments; null when it is not there. @throws UsageError when the value is missing */
export function option(args: readonly string[], name: string): { value: string | null; rest: readonly string[] } {
  const at = args.indexOf(`--${name}`);
  if (at < 0) return { value: null, rest: args };
  const value = args[at + 1];
  if (value === undefined) throw new UsageError(`--${name} needs a value.`);
  return { value, rest: args.toSpliced(at, 2) };
}
