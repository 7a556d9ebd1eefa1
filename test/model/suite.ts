// The two sizes of the model-based test: every run, and the long one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HISTORY, openTown, tally, tell, walk } from './walk.ts';

const SEQUENCE_MS_MAX = 1_000;
/** Of each hundred commands at least so many are accepted: refusals are easy to come by, and teach less. */
const ACCEPTED_OF_100_MIN = 25;
/** Histories at most, should they have few ways. */
const HISTORIES_MAX = 1_000_000;

/**
 * Walks generated sequences of commands. A failure is shrunk, told command by command, and names the line that repeats it.
 * @param file of the calling test, for that line
 * @param count how many; the environment's SEQUENCES goes before it
 * @param seed where chance begins; the environment's SEED goes before it, and REPLAY leads to one history
 */
export function modelTest(file: string, count: number, seed: number): void {
  const sequences = Number(process.env.SEQUENCES ?? count);
  const from = Number(process.env.SEED ?? seed);
  const path = process.env.REPLAY;
  const name = `${sequences} sequences of commands end as the reference says and keep I1–I10 (seed ${from})`;
  const walked = async (): Promise<void> => {
    const lane = await openTown();
    const before = tally.sequences;
    const enough = (): boolean => !path && tally.sequences - before >= sequences;
    try {
      await fc.assert(
        fc.asyncProperty(HISTORY, async (history) => {
          if (!enough()) await walk(lane, history);
        }),
        {
          seed: from,
          // A history has at most 27 ways; those that begin when there were enough are let be.
          numRuns: path ? 1 : Math.min(HISTORIES_MAX, Math.ceil(sequences / 4)),
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
    if (path) return;
    expect(tally.sequences - before, 'sequences').toBeGreaterThanOrEqual(sequences);
    const all = tally.accepted + tally.refused;
    expect((100 * tally.accepted) / all, 'commands get somewhere').toBeGreaterThan(ACCEPTED_OF_100_MIN);
  };
  test(name, walked, 60_000 + SEQUENCE_MS_MAX * sequences);
}
