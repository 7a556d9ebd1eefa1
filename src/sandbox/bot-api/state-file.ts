import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SandboxBotApi } from './bot-api.ts';
import type { Upload } from './handle.ts';
import type { BotCommand, Update } from './types.ts';
import type { ChatState, Query, StoredMessage, World } from './world.ts';

const VERSION = 1;
const WRITE_DELAY_MS_MIN = 200;
/** A large state is written more seldom, so that writing takes at most a tenth of the time. */
const REST_AFTER_WRITE = 10;
/** Files beyond this many bytes, the oldest ones, are not kept over a restart. */
const FILE_BYTES_KEPT_MAX = 16 * 1024 * 1024;

interface Snapshot {
  version: number;
  nextId: World['nextId'];
  nextUpdateId: number;
  waiting: Update[];
  allowed: string[];
  chats: (Omit<ChatState, 'messages'> & { messages: StoredMessage[] })[];
  queries: [string, Query][];
  files: [string, { name: string; type: string; base64: string }][];
  commands: [string, BotCommand[]][];
}

/** Keeps the sandbox's memory in one JSON file: written a moment after each change, and on close. */
export class StateFile {
  private readonly path: string;
  private readonly api: SandboxBotApi;
  private timer: NodeJS.Timeout | undefined;
  private written: Promise<void> = Promise.resolve();
  private lastText = '';
  private delayMs = WRITE_DELAY_MS_MIN;

  constructor(path: string, api: SandboxBotApi) {
    this.path = path;
    this.api = api;
  }

  /** Reads the file into the sandbox, if there is one. Throws a clear Error when it is broken. */
  async load(): Promise<void> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return;
    try {
      restore(this.api, JSON.parse(text));
    } catch (cause) {
      throw new Error(`The sandbox cannot read its chats from ${this.path}: delete the file to start afresh`, {
        cause,
      });
    }
  }

  /** Asks for a write soon; many requests in a row make one write. */
  touch(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.write().catch(() => undefined); // a full disk must not stop the chats; close() reports it
    }, this.delayMs);
  }

  /** Writes what has not been written yet. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.write();
  }

  /** Writes beside the file and renames, so that a kill leaves the old or the new state, never half of one. */
  private write(): Promise<void> {
    const next = this.written
      .catch(() => undefined)
      .then(async () => {
        const start = performance.now();
        const text = JSON.stringify(snapshot(this.api));
        this.delayMs = Math.max(WRITE_DELAY_MS_MIN, REST_AFTER_WRITE * (performance.now() - start));
        if (text === this.lastText) return;
        await mkdir(dirname(this.path), { recursive: true });
        await writeFile(`${this.path}.new`, text, { mode: 0o600 });
        await rename(`${this.path}.new`, this.path);
        this.lastText = text;
      });
    this.written = next;
    return next;
  }
}

function snapshot({ world, updates }: SandboxBotApi): Snapshot {
  return {
    version: VERSION,
    nextId: world.nextId,
    nextUpdateId: updates.nextId,
    waiting: updates.waiting,
    allowed: updates.allowed,
    chats: [...world.chats.values()].map((state) => ({ ...state, messages: [...state.messages.values()] })),
    queries: [...world.queries],
    files: newestFiles(world.files),
    commands: [...world.profile.commands],
  };
}

function newestFiles(files: ReadonlyMap<string, Upload>): Snapshot['files'] {
  const kept: Snapshot['files'] = [];
  let bytesLeft = FILE_BYTES_KEPT_MAX;
  for (const [id, { name, type, bytes }] of [...files].reverse()) {
    bytesLeft -= bytes.length;
    if (bytesLeft < 0) break;
    kept.push([id, { name, type, base64: Buffer.from(bytes).toString('base64') }]);
  }
  return kept.reverse();
}

function restore({ world, updates }: SandboxBotApi, saved: Snapshot): void {
  if (saved.version !== VERSION) throw new Error(`Version ${saved.version} is unknown`);
  for (const { messages, ...state } of saved.chats) {
    world.chats.set(state.user.id, {
      ...state,
      messages: new Map(messages.map((stored) => [stored.message.message_id, stored])),
    });
  }
  for (const [id, query] of saved.queries) world.queries.set(id, query);
  for (const [id, { name, type, base64 }] of saved.files) {
    world.files.set(id, { name, type, bytes: Uint8Array.from(Buffer.from(base64, 'base64')) });
  }
  for (const [key, commands] of saved.commands) world.profile.commands.set(key, commands);
  world.nextId = saved.nextId;
  updates.waiting = saved.waiting;
  updates.nextId = saved.nextUpdateId;
  updates.allowed = saved.allowed;
}
