import { type Allocation, type AllocationInstance, checkInstance } from './instance.ts';

/** Spreads the pledges over the requests by the rule of spec 3-allocation.md. Throws AllocationInputError. */
export function allocate(instance: AllocationInstance): Allocation {
  checkInstance(instance);
  throw new Error('the engine is not built yet');
}
