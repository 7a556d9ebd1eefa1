import type { ServerResponse } from 'node:http';
import type { BotApi, SandboxEvent } from '../bot-api/handle.ts';

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 1000;

/** Server-Sent Events: each change as it happens. After a gap the page asks for everything anew, so none is repeated. */
export function serveEvents(api: BotApi, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  const send = (event: SandboxEvent) => void response.write(`data: ${JSON.stringify(event)}\n\n`);
  const unsubscribe = api.subscribe(send);
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  response.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
