import { Api, Bot, GrammyError } from 'grammy';
import {
  SANDBOX_TOKEN,
  type Sandbox,
  type SandboxClock,
  type SandboxOptions,
  startSandbox,
} from '../../src/sandbox/index.ts';

/** A clock that starts with the real time and is moved by hand. */
export function handClock(): SandboxClock {
  let aheadMs = 0;
  const now = async () => new Date(Date.now() + aheadMs);
  return {
    now,
    async shift(by) {
      const to = await now();
      if (by === 'day') to.setUTCDate(to.getUTCDate() + 1);
      else to.setUTCMonth(to.getUTCMonth() + 1);
      aheadMs = to.getTime() - Date.now();
      return to;
    },
    async reset() {
      aheadMs = 0;
      return now();
    },
  };
}

export function sandboxForTest(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ port: 0, clock: handClock(), ...options });
}

/** grammY's client for the sandbox, without a bot around it. */
export function apiOf(sandbox: Sandbox, token: string = SANDBOX_TOKEN): Api {
  return new Api(token, { apiRoot: sandbox.url });
}

/** Runs a grammY bot against the sandbox; the returned function stops it. */
export async function runBot(sandbox: Sandbox, install: (bot: Bot) => void): Promise<() => Promise<void>> {
  const bot = new Bot(SANDBOX_TOKEN, { client: { apiRoot: sandbox.url } });
  install(bot);
  let finished: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    finished = bot.start({ onStart: () => resolve() });
    finished.catch(reject);
  });
  return async () => {
    await bot.stop();
    await finished;
  };
}

/** What Telegram said to a call that it refused, as `<code> <description>`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
    throw error;
  }
  throw new Error('The call was not refused');
}

/** A picture of 2 × 2 pixels. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
    'base64',
  ),
);
