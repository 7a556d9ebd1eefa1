import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { text } from 'node:stream/consumers';
import { AllocationInputError, allocateJson, allocateLargeFile } from '../domain/allocation/index.ts';
import { noMore, option } from './command.ts';

/** The pure engine: no house, no database, no environment. Always JSON. @throws AllocationInputError */
export async function allocate(args: readonly string[]): Promise<object> {
  const { value: file, rest } = option(args, 'large');
  noMore(rest);
  if (file !== null) {
    if (!fs.existsSync(file)) throw new AllocationInputError(`there is no file ${file}`);
    return allocateLargeFile({
      read: () => fs.readFileSync(file),
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    });
  }
  const input = await text(process.stdin);
  let json: unknown;
  try {
    json = JSON.parse(input);
  } catch {
    throw new AllocationInputError('the input is not JSON');
  }
  return allocateJson(json);
}
