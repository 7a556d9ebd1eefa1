import { expect } from 'vitest';
import { openDb } from '../../src/db/client.ts';
import { doctor } from '../../src/domain/doctor/doctor.ts';
import { testHouse } from '../support/house.ts';
import { Story } from '../support/story.ts';
import { cloneOf } from '../support/test-db.ts';
import { CLOSED, Closer, closeHere, contentOf, type Death, NOW, type Outcome } from './closers.ts';

/** What one clean close leaves behind, and every statement it sends. */
export interface CleanClose {
  readonly village: string;
  readonly content: readonly string[];
  readonly statements: readonly string[];
}

/** Works on a copy of the village, and gives its tables at the end, when the invariants hold. */
async function inCopy(village: string, work: (url: string) => Promise<void>): Promise<string[]> {
  const copy = await cloneOf(village);
  try {
    await work(copy.url);
    const db = await openDb(copy.url, { max: 3 });
    try {
      const house = await testHouse({}, NOW, db);
      expect((await doctor(new Story(house).now)).violations.filter((row) => row.invariant !== 'R5')).toEqual([]);
      return await contentOf(db);
    } finally {
      await db.close();
    }
  } finally {
    await copy.drop();
  }
}

export async function cleanClose(village: string): Promise<CleanClose> {
  let outcome: Outcome | null = null;
  const content = await inCopy(village, async (url) => {
    outcome = await new Closer().close(url);
  });
  const { closed, statements } = outcome!;
  expect(closed).toEqual(CLOSED);
  return { village, content, statements };
}

/** Where the close commits, each met while the database does it, when nobody knows whether it did, and when it has said so. */
export function commitPoints({ statements }: CleanClose): Death[] {
  return statements.flatMap((text, statement) =>
    /^COMMIT/.test(text) ? (['sent', 'answered'] as const).map((when) => ({ statement, when })) : [],
  );
}

export interface Attempt {
  readonly kill?: Death;
  readonly killAfterMs?: number;
}

/**
 * Closers that are killed one after another, then one that is not, then the close again so many times: the tables are those of one
 * clean close, and no notice is there twice. Returns how many of them had finished before they could be killed.
 */
export async function closeDespite(
  clean: CleanClose,
  attempts: readonly Attempt[],
  repetitions: number,
  waiting: () => Closer = () => new Closer(),
): Promise<number> {
  let finished = 0;
  const content = await inCopy(clean.village, async (url) => {
    for (const { kill = null, killAfterMs = null } of attempts) {
      const { closed } = await waiting().close(url, kill, killAfterMs);
      if (closed !== null) finished += 1;
    }
    const db = await openDb(url, { max: 3 });
    const house = await testHouse({}, NOW, db);
    for (let time = 0; time < repetitions; time++) {
      const closed = await closeHere(house);
      if (time > 0) expect(closed).toEqual([]);
    }
    await db.close();
  });
  expect(content).toEqual(clean.content);
  return finished;
}

/** Ten processes begin together; the months they say they closed, all of them together. */
export async function closeAtOnce(clean: CleanClose, count: number): Promise<string[]> {
  let months: string[] = [];
  const content = await inCopy(clean.village, async (url) => {
    const closers = Array.from({ length: count }, () => new Closer());
    await Promise.all(closers.map((closer) => closer.isReady()));
    const outcomes = await Promise.all(closers.map((closer) => closer.close(url)));
    months = outcomes.flatMap(({ closed }) => closed ?? ['killed']);
  });
  expect(content).toEqual(clean.content);
  return months.toSorted();
}
