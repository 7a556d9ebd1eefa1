import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals free texts, payment details, stored forms and updates at rest (AES-256-GCM).
 * A sealed value is: version (1 byte), key mark (4 bytes), nonce (12), tag (16), ciphertext.
 */
export interface Vault {
  seal(text: string): Uint8Array<ArrayBuffer>;
  /** @throws Error when the value was sealed with another key or was altered */
  open(sealed: Uint8Array): string;
  /** Names the key without revealing it; the database remembers it and refuses another. */
  readonly keyMark: string;
}

const VERSION = 1;
const HEAD = 1 + 4 + 12 + 16;

/** `secret` is DATA_KEY: any text of at least 16 characters; the key is derived from it (HKDF-SHA-256). */
export function openVault(secret: string): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, 'exodus', 'data at rest', 32));
  const mark = createHash('sha256').update('mark').update(key).digest().subarray(0, 4);
  return {
    keyMark: mark.toString('hex'),
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Uint8Array.from(Buffer.concat([Buffer.from([VERSION]), mark, nonce, cipher.getAuthTag(), body]));
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < HEAD || bytes[0] !== VERSION) throw new Error('not a sealed value');
      if (!bytes.subarray(1, 5).equals(mark)) throw new Error('sealed with another DATA_KEY');
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(5, 17));
      cipher.setAuthTag(bytes.subarray(17, HEAD));
      return Buffer.concat([cipher.update(bytes.subarray(HEAD)), cipher.final()]).toString('utf8');
    },
  };
}
