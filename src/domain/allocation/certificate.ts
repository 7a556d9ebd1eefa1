import type { Allocation, AllocationInstance } from './instance.ts';

/** Null when the allocation is proven right for the instance, else one sentence that names the failing condition. */
export function certify(_instance: AllocationInstance, _allocation: Allocation): string | null {
  return 'the certificate is not built yet';
}
