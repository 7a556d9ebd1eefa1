/**
 * The allocation engine's public way in. Pure: typed arrays in, typed arrays out, no clock, no chance, no I/O
 * (only worker.ts, reached through allocateInWorker, touches a thread). Specification: spec 3-allocation.md.
 *
 * A round is: `const { allocation, objection } = await allocateInWorker(instance)`; write only if objection is null.
 */
export { certify } from './certificate.ts';
export { allocate } from './engine.ts';
export { type AllocationAnswer, allocateJson, type NamedInstance, parseInstance } from './format.ts';
export {
  type Allocation,
  AllocationInputError,
  type AllocationInstance,
  checkInstance,
  LIMITS,
  NO_CAP,
  type Transfers,
} from './instance.ts';
export { allocateLargeFile, type LargeAnswer, type LargeTools, readLargeFile } from './large.ts';
export { type AllocationRunner, allocateInProcess, allocateInWorker, type CertifiedAllocation } from './run.ts';
