import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';

const RUN = path.resolve('tools/run.mjs');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export type Env = Record<string, string>;

/** The operator's command line in a folder of its own, with nothing of this process's own settings. */
export interface CommandLine {
  exodus(args: string[], env?: Env, stdin?: string): Promise<Outcome>;
  /** The one JSON object of a command that went well. */
  json<T = object>(args: string[], env?: Env): Promise<T>;
  /** The one line of a command that was refused. */
  refusal(args: string[], env?: Env): Promise<string>;
}

export function commandLine(root: string): CommandLine {
  const exodus = (args: string[], env: Env = {}, stdin = ''): Promise<Outcome> => {
    const { PATH = '', HOME = '', EXODUS_NO_BUILD = '' } = process.env;
    const child = spawn(process.execPath, [RUN, 'cli', ...args], {
      env: { PATH, HOME, EXODUS_NO_BUILD, DATA_DIR: path.join(root, 'data'), ...env },
      cwd: root,
    });
    const outcome: Outcome = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (outcome.stdout += chunk));
    child.stderr.on('data', (chunk) => (outcome.stderr += chunk));
    child.stdin.end(stdin);
    return new Promise((resolve) => child.on('close', (code) => resolve({ ...outcome, code })));
  };
  return {
    exodus,
    async json<T = object>(args: string[], env: Env = {}): Promise<T> {
      const { code, stdout, stderr } = await exodus([...args, '--json'], env);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^\{.*\}\n$/);
      return JSON.parse(stdout);
    },
    async refusal(args: string[], env: Env = {}): Promise<string> {
      const { code, stdout, stderr } = await exodus(args, env);
      expect(stdout).toBe('');
      expect(code).toBe(1);
      return stderr.trim();
    },
  };
}
