import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ApiError } from '../bot-api/errors.ts';
import { type BotApi, type MessageTrace, type Person, PersonError, type Upload } from '../bot-api/handle.ts';
import { readPicture } from '../bot-api/images.ts';
import type { BotCommand, Message, ReplyKeyboard } from '../bot-api/types.ts';
import type { FollowedClock } from './clock.ts';
import { serveEvents } from './events.ts';
import { HttpError, readBody, sendJson } from './exchange.ts';

/** Everything about one person's chat, as the page and tests read it. */
export interface ChatView {
  person: Person;
  messages: (Message & MessageTrace)[];
  keyboard: ReplyKeyboard | null;
  commands: readonly BotCommand[];
}

/** What the page needs to begin with. */
export interface StateView {
  bot: { username: string; name: string };
  people: readonly Person[];
  now: string;
}

const newPerson = z.object({
  name: z.string(),
  language: z.string(),
  id: z.int().positive().optional(),
  username: z.string().optional(),
});
const place = z.object({ messageId: z.int(), row: z.int().min(0), column: z.int().min(0) });
const fault = z.object({
  method: z.string(),
  chatId: z.int().optional(),
  times: z.int().positive().optional(),
  code: z.int().min(400).max(599).optional(),
  description: z.string().optional(),
  retryAfter: z.int().positive().optional(),
  drop: z.enum(['before', 'after']).optional(),
  delayMs: z.int().min(0).optional(),
});

interface Visit {
  api: BotApi;
  clock: FollowedClock;
  url: URL;
  request: IncomingMessage;
  response: ServerResponse;
  /** The number in the path: a person's or a query's id. */
  id: string;
}

type Handler = (visit: Visit) => unknown;

/** Path by path; `:id` stands for the id in it. A handler's result is sent as JSON. */
const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /sandbox/state': state,
  'GET /sandbox/people': ({ api }) => api.people(),
  'POST /sandbox/people': addPerson,
  'GET /sandbox/people/:id/chat': ({ api, id }) => chatView(api, Number(id)),
  'POST /sandbox/people/:id/say': async (visit) =>
    visit.api.say(Number(visit.id), (await read(visit, z.object({ text: z.string() }))).text),
  'POST /sandbox/people/:id/tap': async (visit) => ({
    queryId: visit.api.tap(Number(visit.id), await read(visit, place)),
  }),
  'POST /sandbox/people/:id/open': async (visit) =>
    visit.api.openLink(Number(visit.id), (await read(visit, z.object({ link: z.string() }))).link),
  'POST /sandbox/people/:id/forward': async (visit) => {
    const { text, from } = await read(visit, z.object({ text: z.string(), from: z.string() }));
    return visit.api.forward(Number(visit.id), text, from);
  },
  'POST /sandbox/people/:id/upload': upload,
  'POST /sandbox/people/:id/block': ({ api, id }) => done(api.block(Number(id))),
  'POST /sandbox/people/:id/unblock': ({ api, id }) => done(api.unblock(Number(id))),
  'POST /sandbox/people/:id/read': ({ api, id }) => done(api.markRead(Number(id))),
  'GET /sandbox/answers/:id': ({ api, id }) => ({ answer: api.answer(id) ?? null }),
  'GET /sandbox/activity': ({ api }) => api.activity(),
  'GET /sandbox/calls': ({ api }) => api.calls,
  'GET /sandbox/rejections': ({ api }) => api.rejections,
  'GET /sandbox/faults': ({ api }) => api.faults.pending(),
  'POST /sandbox/faults': async (visit) => done(visit.api.faults.add(withoutUnset(await read(visit, fault)))),
  'DELETE /sandbox/faults': ({ api }) => done(api.faults.clear()),
  'GET /sandbox/clock': async ({ clock }) => ({ now: await clock.refresh() }),
  'POST /sandbox/clock/shift': async (visit) => {
    const { by } = await read(visit, z.object({ by: z.enum(['day', 'month']) }));
    return { now: await visit.clock.shift(by) };
  },
  'POST /sandbox/clock/reset': async ({ clock }) => ({ now: await clock.reset() }),
};

/** Serves `/sandbox/…`, the people's side. Returns false for other paths. */
export async function servePeople(
  api: BotApi,
  clock: FollowedClock,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!url.pathname.startsWith('/sandbox/')) return false;
  try {
    refuseOtherSites(request);
    const path = url.pathname.replace(/^(\/sandbox\/(?:people|answers))\/(\d+)(?=\/|$)/, '$1/:id');
    const id = /^\/sandbox\/\w+\/(\d+)/.exec(url.pathname)?.[1] ?? '';
    if (path === '/sandbox/events') serveEvents(api, response);
    else if (path.startsWith('/sandbox/files/')) serveFile(api, path.slice('/sandbox/files/'.length), response);
    else {
      const handler = ROUTES[`${request.method} ${path}`];
      if (!handler) throw new HttpError(404, 'Not Found');
      sendJson(response, 200, await handler({ api, clock, url, request, response, id }));
    }
  } catch (error) {
    sendJson(response, statusOf(error), { error: error instanceof Error ? error.message : String(error) });
  }
  return true;
}

/** A page of another site, open in the same browser, must not play the sandbox's people. */
function refuseOtherSites({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) {
    throw new HttpError(403, 'Only the sandbox page itself may ask');
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  return error instanceof PersonError || error instanceof ApiError || error instanceof z.ZodError ? 400 : 500;
}

async function read<T>({ request }: Visit, schema: z.ZodType<T>): Promise<T> {
  const body = (await readBody(request)).toString();
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    if (error instanceof z.ZodError) throw new HttpError(400, z.prettifyError(error));
    throw new HttpError(400, 'The body is no JSON');
  }
}

const done = (_: void) => ({ ok: true });

async function state({ api, clock }: Visit): Promise<StateView> {
  const bot = { username: api.me.username ?? '', name: api.me.first_name };
  return { bot, people: api.people(), now: (await clock.refresh()).toISOString() };
}

async function addPerson(visit: Visit): Promise<Person> {
  const { name, language, ...extra } = withoutUnset(await read(visit, newPerson));
  return visit.api.addPerson(name, language, extra);
}

export function chatView(api: BotApi, personId: number): ChatView {
  const messages = api
    .transcript(personId)
    .map((message) => ({ ...message, ...api.trace(personId, message.message_id) }));
  return {
    person: api.person(personId),
    messages,
    keyboard: api.replyKeyboard(personId) ?? null,
    commands: api.commandsFor(personId),
  };
}

/** The file is the body; its kind, name, caption and duration are in the query string. */
async function upload({ api, id, url, request }: Visit): Promise<Message> {
  const query = url.searchParams;
  const bytes = Uint8Array.from(await readBody(request));
  const type = request.headers['content-type'] ?? 'application/octet-stream';
  const file: Upload = { name: query.get('name') ?? 'file', type, bytes };
  const caption = query.get('caption') ?? '';
  switch (query.get('kind')) {
    case 'photo':
      return api.sendPhoto(Number(id), file, caption);
    case 'voice':
      return api.sendVoice(Number(id), file, Number(query.get('duration') ?? 1));
    case 'document':
      return api.sendDocument(Number(id), file, caption);
    default:
      throw new HttpError(400, 'kind is photo, voice or document');
  }
}

/** Shows pictures and voice in the page; everything else is only ever downloaded. */
function serveFile(api: BotApi, id: string, response: ServerResponse): void {
  const file = api.file(id);
  if (!file) throw new HttpError(404, 'Not Found');
  const picture = readPicture(file.bytes)?.type;
  const type = picture ?? (/^audio\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream');
  const disposition = type === 'application/octet-stream' ? 'attachment' : 'inline';
  response.writeHead(200, {
    'content-type': type,
    'content-length': file.bytes.length,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(file.bytes);
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Drops fields that are undefined, which an optional field of ours may not be. */
function withoutUnset<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as WithoutUndefined<T>;
}
