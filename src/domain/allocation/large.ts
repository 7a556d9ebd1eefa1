/** The answer of `exodus allocate --large`. */
export interface LargeAnswer {
  readonly total: number;
  readonly sha256_y: string;
  readonly sha256_z: string;
  readonly firstMs: number;
  readonly bestMs: number;
  readonly sortMs: number;
  readonly certificateMs: number;
  readonly rssMb: number;
}

/** Runs the generator's binary layout and measures. */
export function allocateLargeFile(_bytes: Buffer): LargeAnswer {
  throw new Error('the reader is not built yet');
}
