import { readdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

const FOLDER = new URL('../page/', import.meta.url);
const TYPES: readonly [ending: string, type: string][] = [
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.client.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
];
/** Nothing from elsewhere: the page works without internet and runs no text that somebody typed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the chat page: `/` and the files beside it. Returns false for other paths. */
export async function servePage(url: URL, response: ServerResponse): Promise<boolean> {
  const name = url.pathname === '/' ? 'page.html' : url.pathname.slice(1);
  const type = TYPES.find(([ending]) => name.endsWith(ending))?.[1];
  if (type === undefined || !(await readdir(FOLDER)).includes(name)) return false;
  const body = await readFile(new URL(name, FOLDER));
  response.writeHead(200, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(body);
  return true;
}
