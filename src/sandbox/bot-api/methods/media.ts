import { badRequest } from '../errors.ts';
import type { Upload } from '../handle.ts';
import { readPicture } from '../images.ts';
import type { Params } from '../params.ts';
import type { FileRef, Message } from '../types.ts';
import { fileRef, type World } from '../world.ts';

const PHOTO_BYTES_MAX = 10 * 1024 * 1024;
const PHOTO_SIDES_SUM_MAX = 10_000;
const PHOTO_RATIO_MAX = 20;

export type MediaKind = 'photo' | 'document' | 'voice';
export type Media = Pick<Message, MediaKind>;

/** A message's media made of a file, checked as Telegram checks it. */
export function mediaOf(kind: MediaKind, upload: Upload, ref: FileRef, durationS = 1): Media {
  if (kind === 'document') return { document: { ...ref, file_name: upload.name, mime_type: upload.type } };
  if (kind === 'voice') return { voice: { ...ref, duration: durationS, mime_type: upload.type } };
  const picture = readPicture(upload.bytes);
  if (!picture) throw badRequest('IMAGE_PROCESS_FAILED');
  if (upload.bytes.length > PHOTO_BYTES_MAX) throw badRequest('file is too big');
  const { width, height } = picture;
  const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (width + height > PHOTO_SIDES_SUM_MAX || ratio > PHOTO_RATIO_MAX) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return { photo: [{ ...ref, width, height }] };
}

/** The file of `sendPhoto` and its like: uploaded with the call, or known by its `file_id`. */
export function readMedia(world: World, params: Params, kind: MediaKind, field: string = kind): Media {
  return resolveMedia(world, params, kind, params.text(field), params.files.get(field));
}

/** The file of an `InputMedia` object (editMessageMedia). */
export function readInputMedia(world: World, params: Params, kind: MediaKind, given: unknown): Media {
  return resolveMedia(world, params, kind, typeof given === 'string' ? given : undefined, undefined);
}

function resolveMedia(
  world: World,
  params: Params,
  kind: MediaKind,
  reference: string | undefined,
  direct: Upload | undefined,
): Media {
  const attached = reference?.startsWith('attach://')
    ? params.files.get(reference.slice('attach://'.length))
    : undefined;
  const upload = direct ?? attached;
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    const named = { ...upload, type: readPicture(upload.bytes)?.type ?? upload.type };
    mediaOf(kind, named, { file_id: '', file_unique_id: '', file_size: 0 }); // refuses before anything is stored
    return mediaOf(kind, named, world.addFile(named), params.integer('duration'));
  }
  if (reference === undefined || reference === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:/i.test(reference)) throw badRequest('files by URL are not supported by the sandbox');
  const known = world.files.get(reference);
  if (!known) throw badRequest('wrong remote file identifier specified: Wrong character in the string');
  return mediaOf(kind, known, fileRef(reference, known), params.integer('duration'));
}
