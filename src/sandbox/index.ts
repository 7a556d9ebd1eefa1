import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SandboxBotApi } from './bot-api/bot-api.ts';
import type { BotApi } from './bot-api/handle.ts';
import { StateFile } from './bot-api/state-file.ts';
import { serveBot, serveFileToBot } from './http/bot-endpoint.ts';
import { FollowedClock, type SandboxClock } from './http/clock.ts';
import { sendJson } from './http/exchange.ts';
import { servePage } from './http/page-files.ts';
import { servePeople } from './http/people-endpoints.ts';

export type * from './bot-api/handle.ts';
export { PersonError } from './bot-api/handle.ts';
export type * from './bot-api/types.ts';
export type { SandboxClock } from './http/clock.ts';
export type { ChatView, StateView } from './http/people-endpoints.ts';

/** The token that the sandbox accepts unless told otherwise. It opens nothing outside this machine. */
export const SANDBOX_TOKEN = '7000000001:sandbox';

const HOST = '127.0.0.1';

export interface SandboxOptions {
  /** 0 = any free port. The sandbox listens on 127.0.0.1 only. */
  port: number;
  /** Where users, chats, messages and unconfirmed updates outlive a restart; unset = memory only. */
  stateFile?: string;
  /** Accepted bot token, default `SANDBOX_TOKEN`. */
  token?: string;
  clock: SandboxClock;
  /** Messages a second, in all and in one chat, over which the sandbox answers 429; unset = no limit. */
  limits?: { perSecond: number; perChatPerSecond: number };
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`: the page for people, and the API root for the bot. */
  readonly url: string;
  readonly api: BotApi;
  /** Ends open polls, writes the state file and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the local stand-in for Telegram with its chat page.
 * Rejects with a clear Error when the port is taken (its `cause` has code EADDRINUSE) or the state file is broken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = new FollowedClock(options.clock, (now) => api.world.emit({ type: 'clock', now: now.toISOString() }));
  const api = new SandboxBotApi({ dateNow: () => clock.now(), limits: options.limits });
  const stateFile = options.stateFile === undefined ? undefined : new StateFile(options.stateFile, api);
  await stateFile?.load();
  if (stateFile) api.onChange = () => stateFile.touch();

  const token = options.token ?? SANDBOX_TOKEN;
  const server = createServer((request, response) => {
    serve(api, clock, token, request, response).catch((error) => sendJson(response, 500, { error: String(error) }));
  });
  server.requestTimeout = 0; // a delayed answer is one of the mishaps
  server.keepAliveTimeout = 0; // a connection closed just as the bot uses it again would look like a mishap
  await clock.start();
  const port = await listen(server, options.port).catch((error) => {
    clock.stop();
    throw error;
  });
  return {
    url: `http://${HOST}:${port}`,
    api,
    async close() {
      clock.stop();
      api.updates.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await stateFile?.close();
    },
  };
}

async function serve(
  api: SandboxBotApi,
  clock: FollowedClock,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${HOST}`);
  if (await serveBot(api, token, url, request, response)) return;
  if (serveFileToBot(api, token, url, response)) return;
  if (await servePeople(api, clock, url, request, response)) return;
  if (await servePage(url, response)) return;
  sendJson(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message;
      reject(new Error(`The sandbox cannot listen on ${HOST}:${port}: ${reason}`, { cause }));
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
