/** The worker thread of allocateInWorker: one instance in, one certified answer (or one bad-instance sentence) out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Allocation, AllocationInputError, type AllocationInstance } from './instance.ts';
import { allocateInProcess, type WorkerReply } from './run.ts';

function buffersOf(allocation: Allocation): ArrayBuffer[] {
  const { received, receivedDirected, givenOpen, givenDirected, transfers, groups, giverGroups, abundant } = allocation;
  const { giver, request, amount, directed } = transfers;
  const arrays = [received, receivedDirected, givenOpen, givenDirected, groups, giverGroups, abundant];
  return [...arrays, giver, request, amount, directed].map((array) => array.buffer as ArrayBuffer);
}

async function answer(instance: AllocationInstance): Promise<void> {
  try {
    const certified = await allocateInProcess(instance);
    send({ kind: 'answer', answer: certified }, buffersOf(certified.allocation));
  } catch (error) {
    if (!(error instanceof AllocationInputError)) throw error;
    send({ kind: 'bad-instance', sentence: error.message }, []);
  }
}

function send(reply: WorkerReply, transfer: ArrayBuffer[]): void {
  parentPort!.postMessage(reply, transfer);
}

await answer(workerData as AllocationInstance);
