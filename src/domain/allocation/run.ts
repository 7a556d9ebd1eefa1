/**
 * Running the engine and its certificate for somebody else: in a worker thread, so that the bot goes on answering, or
 * in the caller's own thread, for tests and small tools. The domain takes an AllocationRunner and does not care which.
 */
import { Worker } from 'node:worker_threads';
import { certify } from './certificate.ts';
import { allocate } from './engine.ts';
import { type Allocation, AllocationInputError, type AllocationInstance, checkInstance } from './instance.ts';

/** An answer and what the independent certificate says of it: null = proven, else the sentence it objects with. */
export interface CertifiedAllocation {
  readonly allocation: Allocation;
  readonly objection: string | null;
}

/** Rejects with an AllocationInputError for a bad instance. The instance is not changed. */
export type AllocationRunner = (instance: AllocationInstance) => Promise<CertifiedAllocation>;

/** Blocks the calling thread until the round is computed and certified. */
export const allocateInProcess: AllocationRunner = async (instance) => {
  const allocation = allocate(instance);
  return { allocation, objection: certify(instance, allocation) };
};

/** What the worker sends back. */
export type WorkerReply =
  | { readonly kind: 'answer'; readonly answer: CertifiedAllocation }
  | { readonly kind: 'bad-instance'; readonly sentence: string };

/**
 * Runs one round in a thread of its own and ends the thread. The instance is copied (a few milliseconds for a million
 * pairs), the answer is transferred.
 *
 * Node cannot start a thread from TypeScript. From compiled code the entry is found by itself; whoever runs from .ts
 * (vitest) names a compiled worker.js, or decides for allocateInProcess. There is no silent fallback.
 */
export function allocateInWorker(instance: AllocationInstance, entry?: URL): Promise<CertifiedAllocation> {
  return new Promise((resolve, reject) => {
    checkInstance(instance);
    const worker = new Worker(entry ?? compiledEntry(), { workerData: instance });
    worker.once('message', (reply: WorkerReply) => {
      if (reply.kind === 'answer') resolve(reply.answer);
      else reject(new AllocationInputError(reply.sentence));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the allocation worker ended with code ${code} and no answer`)));
  });
}

function compiledEntry(): URL {
  if (import.meta.url.endsWith('.ts')) {
    throw new Error('running from TypeScript: name a compiled worker.js as entry, or use allocateInProcess');
  }
  return new URL('./worker.js', import.meta.url);
}
