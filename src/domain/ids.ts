import { randomBytes, randomUUID } from 'node:crypto';

/** The one place where identifiers and other chance come from; tests may inject a seeded source. */
export interface Ids {
  /** A new opaque record id (UUID v4). It says nothing about when or after whom the record was made. */
  id(): string;
  /** 22 characters of base62 for a deep link: more than 128 random bits. */
  token(): string;
  /** The seed of a round's tie ranks, printed in its summary. */
  seed(): string;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes from 248 up are thrown away, so that every character is equally likely. */
function base62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(2 * length)) {
      if (byte < 248 && text.length < length) text += BASE62[byte % 62];
    }
  }
  return text;
}

export const randomIds: Ids = {
  id: randomUUID,
  token: () => base62(22),
  seed: () => randomBytes(16).toString('hex'),
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

/** The same id in 22 characters of base64url, short enough for Telegram's 64 bytes of callback data. */
export function shortId(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}

/** Undoes {@link shortId}; null for anything that is not such a text. */
export function longId(short: string): string | null {
  if (!/^[A-Za-z0-9_-]{22}$/.test(short)) return null;
  const hex = Buffer.from(short, 'base64url').toString('hex');
  if (hex.length !== 32) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
