// The two sizes of the model-based test: every run, and the long one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTown, SEQUENCE, tally, tell, walk } from './walk.ts';

const SEQUENCE_MS_MAX = 5_000;
/** Of each hundred commands at least so many are accepted: refusals are easy to come by, and teach less. */
const ACCEPTED_OF_100_MIN = 25;

/**
 * Walks generated sequences of commands. A failure is shrunk, told command by command, and names the line that repeats it.
 * @param file of the calling test, for that line
 * @param count how many; the environment's SEQUENCES goes before it
 * @param seed where chance begins; the environment's SEED goes before it, and REPLAY leads to one sequence
 */
export function modelTest(file: string, count: number, seed: number): void {
  const sequences = Number(process.env.SEQUENCES ?? count);
  const from = Number(process.env.SEED ?? seed);
  const path = process.env.REPLAY;
  const name = `${sequences} sequences of commands end as the reference says and keep I1–I10 (seed ${from})`;
  const walked = async (): Promise<void> => {
    const lane = await openTown();
    try {
      await fc.assert(
        fc.asyncProperty(SEQUENCE, (moves) => walk(lane, moves)),
        {
          seed: from,
          numRuns: sequences,
          ...(path ? { path, endOnFailure: true } : {}),
          asyncReporter: async (run) => {
            if (!run.failed || run.counterexample === null) return;
            const replay = `SEED=${run.seed} REPLAY=${run.counterexamplePath} npx vitest run ${file}`;
            const cause = (run as { readonly errorInstance?: unknown }).errorInstance;
            const why = cause instanceof Error ? cause.message : String(cause);
            throw new Error(`${why}\n\n${tell(run.counterexample[0])}\n\nagain: ${replay}`, { cause });
          },
        },
      );
    } finally {
      await lane.close();
    }
    const all = tally.accepted + tally.refused;
    if (!path) expect((100 * tally.accepted) / all, 'commands get somewhere').toBeGreaterThan(ACCEPTED_OF_100_MIN);
  };
  test(name, walked, 60_000 + SEQUENCE_MS_MAX * sequences);
}
