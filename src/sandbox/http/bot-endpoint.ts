import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxBotApi } from '../bot-api/bot-api.ts';
import { ApiError } from '../bot-api/errors.ts';
import { readParams } from '../bot-api/params.ts';
import { HttpError, hangUpSignal, readBody, sendJson } from './exchange.ts';

/** Serves `/bot<token>/<method>`. Returns false for other paths. */
export async function serveBot(
  api: SandboxBotApi,
  token: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = /^\/bot([^/]+)\/([A-Za-z]+)\/?$/.exec(url.pathname);
  if (!path) return false;
  const [, given, method = ''] = path;
  try {
    const body = await readBody(request);
    const params = readParams(url.searchParams, request.headers['content-type'] ?? '', body);
    if (decodeURIComponent(given ?? '') !== token) {
      const refusal = new ApiError(401, 'Unauthorized');
      api.rememberStranger(method, params, refusal);
      throw refusal;
    }
    const outcome = await api.call(method, params, () => hangUpSignal(response));
    if (outcome.kind === 'dropped') response.destroy();
    else sendJson(response, 200, { ok: true, result: outcome.result });
  } catch (error) {
    sendRefusal(response, error);
  }
  return true;
}

function sendRefusal(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof HttpError ? new ApiError(error.status, error.message) : error;
  const known = refusal instanceof ApiError ? refusal : new ApiError(500, `Internal Server Error: ${String(refusal)}`);
  const parameters = known.retryAfterS === undefined ? {} : { parameters: { retry_after: known.retryAfterS } };
  if (known.retryAfterS !== undefined) response.setHeader('retry-after', known.retryAfterS);
  sendJson(response, known.code, { ok: false, error_code: known.code, description: known.message, ...parameters });
}

/** Serves `/file/bot<token>/files/<id>.<extension>`, as getFile names it. Returns false for other paths. */
export function serveFileToBot(api: SandboxBotApi, token: string, url: URL, response: ServerResponse): boolean {
  const path = /^\/file\/bot([^/]+)\/files\/(file-\d+)(?:\.[A-Za-z0-9]+)?$/.exec(url.pathname);
  if (!path) return false;
  const [, given, id = ''] = path;
  const file = api.file(id);
  if (decodeURIComponent(given ?? '') !== token || !file) {
    const code = file ? 401 : 404;
    sendJson(response, code, { ok: false, error_code: code, description: file ? 'Unauthorized' : 'Not Found' });
    return true;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  response.end(file.bytes);
  return true;
}
