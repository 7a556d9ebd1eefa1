// One backup is one file: a line that names the format, a line of JSON that can be read with `head -2`, then a gzip stream of
// frames. A frame is a letter (J: JSON, D: rows of the table named last), its length in four bytes, and its content.
import { once } from 'node:events';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** What a backup says about itself. */
export interface BackupHeader {
  /** ISO 8601 UTC, by the house's clock. */
  readonly takenAt: string;
  /** Null before the bot had ever talked to Telegram. */
  readonly botId: string | null;
  /** Fingerprint of the DATA_KEY that opens its sealed columns; null for a database nobody has used yet. */
  readonly keyMark: string | null;
  /** The migrations its tables went through, oldest first. */
  readonly migrations: readonly string[];
}

/** A table begins: rows follow. */
export interface TableFrame {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The last frame. A file without it is cut off. */
export interface EndFrame {
  readonly end: true;
  readonly rows: Readonly<Record<string, number>>;
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly isCalled: boolean }[];
}

export type Frame = { readonly json: unknown } | { readonly rows: Buffer };

/** The backup cannot be written or used. The message is one line that says why. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const NAME = 'EXODUS-BACKUP';
const VERSION = 1;
const HEAD_BYTES_MAX = 65_536;
const FRAME_BYTES_MAX = 256 * 1024 * 1024;
const FRAME_HEAD = 5;

const frameOf = (kind: 'J' | 'D', content: Buffer): Buffer => {
  const head = Buffer.alloc(FRAME_HEAD);
  head.write(kind, 'latin1');
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
};

export const jsonFrame = (value: object): Buffer => frameOf('J', Buffer.from(JSON.stringify(value)));
export const rowsFrame = (rows: Buffer): Buffer => frameOf('D', rows);

/**
 * Writes a backup aside, makes sure that it is on the disk, and puts it in place in one step: a kill leaves no half a backup under
 * the name. Only its owner can read it.
 * @returns its size in bytes
 */
export async function writeBackupFile(
  file: string,
  header: BackupHeader,
  frames: AsyncIterable<Buffer>,
): Promise<number> {
  const aside = `${file}.${process.pid}.partial`;
  try {
    const out = fs.createWriteStream(aside, { mode: 0o600, flags: 'w' });
    await once(out, 'open');
    out.write(`${NAME} ${VERSION}\n${JSON.stringify(header)}\n`);
    await pipeline(
      async function* all() {
        yield jsonFrame(header); // once more, where the checksum of the stream covers it
        yield* frames;
      },
      createGzip(),
      out,
    );
    const handle = await open(aside, 'r+');
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    fs.renameSync(aside, file);
    return size;
  } catch (cause) {
    fs.rmSync(aside, { force: true });
    const { code, syscall, message } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    throw new BackupError(`The backup ${file} cannot be written: ${code ?? message}.`, { cause });
  }
}

/** @throws BackupError for a file that is missing, of another kind, or of a newer format */
export async function readHeader(file: string): Promise<{ header: BackupHeader; bodyAt: number }> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new BackupError(`The backup ${file} cannot be read: ${cause.code ?? cause.message}.`, { cause });
  });
  let start: Buffer;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES_MAX), 0, HEAD_BYTES_MAX, 0);
    start = buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new BackupError(`The backup ${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}.`, { cause });
  } finally {
    await handle.close();
  }
  const first = start.indexOf('\n');
  const version = new RegExp(`^${NAME} (\\d{1,6})$`).exec(start.subarray(0, Math.max(first, 0)).toString())?.[1];
  if (version === undefined) throw new BackupError(`${file} is no backup of Exodus.`);
  if (Number(version) !== VERSION) {
    throw new BackupError(`${file} is a backup of format ${version}, this program reads ${VERSION}: update it.`);
  }
  const second = start.indexOf('\n', first + 1);
  const header = second < 0 ? null : headerOf(start.subarray(first + 1, second).toString());
  if (!header) throw damaged(file);
  return { header, bodyAt: second + 1 };
}

function headerOf(text: string): BackupHeader | null {
  try {
    const { takenAt, botId, keyMark, migrations } = JSON.parse(text) as BackupHeader;
    const isSound = !Number.isNaN(Date.parse(takenAt)) && migrations.every((name) => typeof name === 'string');
    return isSound ? { takenAt, botId, keyMark, migrations } : null;
  } catch {
    return null;
  }
}

export const damaged = (file: string, cause?: unknown): BackupError =>
  new BackupError(`The backup ${file} is damaged or cut off: nothing was restored.`, { cause });

/**
 * The frames of a backup, one after another, never the whole file in memory. The stream's checksum is compared before the last one
 * is given out as read.
 * @throws BackupError when the file is damaged or cut off
 */
export async function* readFrames(file: string, header: BackupHeader, bodyAt: number): AsyncGenerator<Frame> {
  const source = fs.createReadStream(file, { start: bodyAt });
  const body = createGunzip();
  const fed = pipeline(source, body);
  fed.catch(() => {}); // told below
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (rest.length >= FRAME_HEAD) {
        const length = rest.readUInt32BE(1);
        if (length > FRAME_BYTES_MAX) throw damaged(file);
        if (rest.length < FRAME_HEAD + length) break;
        const frame = toFrame(rest[0], rest.subarray(FRAME_HEAD, FRAME_HEAD + length));
        rest = rest.subarray(FRAME_HEAD + length);
        if (isFirst && !('json' in frame && JSON.stringify(frame.json) === JSON.stringify(header))) throw damaged(file);
        if (!isFirst) yield frame;
        isFirst = false;
      }
    }
    await fed;
  } catch (cause) {
    throw isFileError(cause) ? damaged(file, cause) : cause;
  } finally {
    source.destroy();
    body.destroy();
  }
  if (rest.length > 0 || isFirst) throw damaged(file);
}

function toFrame(kind: number | undefined, content: Buffer): Frame {
  if (kind === 'J'.charCodeAt(0)) return { json: JSON.parse(content.toString()) };
  if (kind === 'D'.charCodeAt(0)) return { rows: content };
  throw new SyntaxError('an unknown frame');
}

/** Errors of zlib, of the file system and of JSON; whoever consumes the frames throws others. */
const isFileError = (error: unknown): boolean =>
  error instanceof SyntaxError || /^(Z_|ERR_STREAM|ENOENT|EIO|EISDIR)/.test((error as { code?: string })?.code ?? '');
